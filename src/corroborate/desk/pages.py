"""The desk's pages to read: stories, people and bodies, outlets, articles, search, changes. All work without a script."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from corroborate.desk.exports import FORMATS, export
from corroborate.desk.library import Library
from corroborate.desk.lists import change_lines, sayings, story_lines
from corroborate.desk.network import deeds, network
from corroborate.desk.state import answer, desk_of, finished, look, packed, page, remembered, rendered
from corroborate.report.dates import day
from corroborate.report.lookup import Lookup, anchor, clipped
from corroborate.report.original import view_article
from corroborate.report.story import view_story
from corroborate.store.searching import parse, search
from corroborate.store.shelves import EntityRow, StoryFilter
from corroborate.text.spans import Span
from corroborate.types import Analysis, Story

PEOPLE = {"": ("person", "organization", "group"), "person": ("person",), "organization": ("organization", "group"), "country": ("country", "place")}
TALL = 60  #: quotations on one page of what somebody said


def missing(request: Request, what: str) -> Response:
    """Nothing is known by that address."""
    return page(request, "message.html.j2", 404, title="Not here", told=f"There is no {what} of that address. It may have been joined with another, or forgotten.")


def stories(request: Request) -> Response:
    """The list of stories, filtered."""
    desk, asked = desk_of(request), dict(request.query_params)
    wanted = story_filter(asked)
    shelves = desk.library.shelves

    def make() -> str:
        try:
            rows, more = shelves.stories(wanted, asked.get("after"))
        except ValueError:
            rows, more = shelves.stories(wanted)
        next_ = "/?" + urlencode({**{k: v for k, v in asked.items() if v}, "after": more}) if more else None
        count, told = shelves.counts()
        changes = change_lines(shelves.records.changes(limit=6)) if not any(asked.values()) else []
        return rendered(
            "stories.html.j2", here="/", title="Stories", lines=story_lines(desk.library, rows), next=next_, wanted=wanted, outlets=shelves.outlet_names(),
            articles=count, all=told, filtered=any(v for k, v in asked.items() if k not in ("order", "after")), changes=changes,
        )

    return remembered(request, f"list {sorted(asked.items())}", shelves.stamp(), make)


def story_filter(asked: dict[str, str]) -> StoryFilter:
    """What a request asks of the list of stories; what makes no sense does not count."""
    text = {k: asked.get(k, "").strip()[:200] for k in ("outlet", "person", "place", "verdict", "title")}
    dates = {k: asked[k] if re.fullmatch(r"\d{4}(-\d{2}){0,2}", asked.get(k, "")) else "" for k in ("since", "until")}
    origins = int(asked["origins"]) if re.fullmatch(r"[0-9]{1,4}", asked.get("origins", "")) else 0
    order = "disputed" if asked.get("order") == "disputed" else "newest"
    return StoryFilter(**text, **dates, origins=origins, order=order, alone=asked.get("alone") == "1")


def story(request: Request) -> Response:
    """One story, as the report shows it."""
    desk, id_ = desk_of(request), request.path_params["id"]
    version = desk.library.shelves.version(id_)
    if version is None:
        return missing(request, "story")
    done = request.query_params.get("done")
    if done:
        made = next((d for d in desk.library.shelves.records.decisions() if d.id == done), None)
        return page(request, "story.html.j2", **story_facts(desk.library, id_), decision=made)
    full = version_of(desk.library, id_, version)
    kept = desk.library.shelves.page(id_, full)
    return answer(request, packed(kept)) if kept else remembered(request, f"story {id_}", full, lambda: story_page(desk.library, id_))


def version_of(library: Library, id_: str, version: str) -> str:
    """What changes whenever the page of a story does."""
    changes = library.shelves.records.changes(story=id_, limit=1)
    return f"{version} {changes[0].number if changes else 0} {look()}"


def story_page(library: Library, id_: str) -> str:
    """The finished page of a story that is there."""
    return rendered("story.html.j2", here=f"/stories/{id_}", csrf="", decision=None, **story_facts(library, id_))


def story_facts(library: Library, id_: str) -> dict[str, Any]:
    found = library.story(id_)
    assert found is not None, id_
    story, analysis = found
    look = Lookup.of(analysis)
    return {
        "title": story.title, "s": view_story(_known(story, analysis), look), "formats": list(FORMATS.values()), "version_name": library.shelves.version(id_),
        "changes": change_lines(library.shelves.records.changes(story=id_, limit=8)),
    }


def _known(story: Story, analysis: Analysis) -> Story:
    """*story* without articles that are not here (forgotten since it was put together)."""
    here = {a.id for a in analysis.articles}
    origins = tuple(replace(o, articles=tuple(a for a in o.articles if a in here)) for o in story.origins)
    return replace(story, articles=tuple(a for a in story.articles if a in here), origins=tuple(o for o in origins if o.articles))


def export_story(request: Request) -> Response:
    """A story as a file for another program."""
    desk, id_, name = desk_of(request), request.path_params["id"], request.path_params["format"]
    version = desk.library.shelves.version(id_)
    if version is None or name not in FORMATS:
        return missing(request, "story" if version is None else "format")
    format_ = FORMATS[name]

    def make() -> str:
        found = desk.library.story(id_)
        assert found is not None
        return export(found[1], name)[0].encode("utf-8", "backslashreplace").decode("utf-8")

    response = remembered(request, f"export {name} {id_}", version, make, format_.media)
    response.headers["content-disposition"] = f'attachment; filename="story-{id_[:8]}.{format_.ending}"'
    return response


def article(request: Request) -> Response:
    """One article in the original, with the words that a link points at marked."""
    desk, id_ = desk_of(request), request.path_params["id"]
    analysis = desk.library.article(id_)
    if analysis is None:
        return missing(request, "article")
    held = desk.library.shelves.story_ids([id_])
    look, place = Lookup.of(analysis), re.fullmatch(r"(\d{1,9})-(\d{1,9})", request.query_params.get("at", ""))
    text = analysis.articles[0].text
    found = Span(min(int(place[1]), len(text)), min(int(place[2]), len(text))) if place else None
    home = f"/stories/{held[0]}" if held else ""
    view = view_article(analysis.articles[0], look, f"{home}#{anchor('origins', held[0])}" if held else "#top", found if found and len(found) > 0 else None)
    titles = [(s, t) for s, t in sorted(desk.library.shelves.titles(held).items())]
    return answer(request, finished(rendered("article.html.j2", here="", title=view.title, a=view, home=home, stories=titles).replace('href="#claim-', f'href="{home}#claim-')))


def people(request: Request) -> Response:
    """People and bodies, those who are quoted most first."""
    desk, asked = desk_of(request), dict(request.query_params)
    kind, name = asked.get("type", ""), asked.get("name", "").strip()[:100]
    types = PEOPLE.get(kind, PEOPLE[""])
    try:
        rows, more = desk.library.shelves.entities(types, name, asked.get("after"))
    except ValueError:
        rows, more = desk.library.shelves.entities(types, name)
    next_ = "/people?" + urlencode({**{k: v for k, v in asked.items() if v}, "after": more}) if more else None
    return answer(request, finished(rendered("people.html.j2", here="/people", title="People and bodies", rows=rows, next=next_, name=name, kind=kind)))


def person(request: Request) -> Response:
    """Everything somebody said over time, who quotes them, what they do to whom."""
    desk, id_ = desk_of(request), request.path_params["id"]
    shelves = desk.library.shelves
    entity = shelves.entity(id_)
    if entity is None:
        return missing(request, "person or body")
    try:
        said, more = shelves.said(id_, request.query_params.get("after"), TALL)
    except ValueError:
        said, more = shelves.said(id_, None, TALL)
    acts = shelves.acts(id_)
    return page(
        request, "person.html.j2", title=entity.name, e=entity, sayings=sayings(desk.library, said), next=f"/people/{id_}?{urlencode({'after': more})}" if more else None,
        quoting=[(o or "not named", n, f"/outlet?name={quote(o)}" if o else None) for o, n in shelves.quoting(id_)], network=network(entity.name, acts),
        deeds=deeds(id_, entity.name, acts), stories=story_lines(desk.library, shelves.stories_of(id_)),
        others=[r for r in _alike(desk.library, entity.name) if r.id != id_], mention=_mention(desk.library, id_),
    )


def _alike(library: Library, name: str) -> list[EntityRow]:
    """Others who may be the same: they share the last word of the name."""
    last = name.split()[-1] if name.split() else name
    return list(library.shelves.entities(("person", "organization", "group", "country", "place", "other"), last, limit=12)[0])


def _mention(library: Library, id_: str) -> str:
    """A place that names somebody, for a decision about them: "ARTICLE:START:END"."""
    entity = library.shelves.entity(id_)
    for article_id, referent in entity.referents[:3] if entity else ():
        for _, found in library.shelves.articles([article_id]):
            for mention in sorted(found.mentions, key=lambda m: (m.form != "name", m.span)):
                if mention.referent == referent:
                    return f"{article_id}:{mention.span.start}:{mention.span.end}"
    return ""


def outlets(request: Request) -> Response:
    """Outlets: counts with links, never a rating."""
    desk = desk_of(request)
    shelves = desk.library.shelves
    return remembered(request, "outlets", shelves.stamp(), lambda: rendered("outlets.html.j2", here="/outlets", title="Outlets", rows=shelves.outlets()))


def outlet(request: Request) -> Response:
    """What one outlet carries, whom it credits, who credits it, what rests on it alone."""
    desk, name = desk_of(request), request.query_params.get("name", "")[:200]
    shelves = desk.library.shelves
    found = shelves.outlet(name)
    if not any(found.values()):
        return missing(request, "outlet")
    articles = {a.id: a for a, _ in shelves.articles([row[2] for row in found["alone"]])}
    alone = [(clipped(articles[a][Span(start, end)], 200), f"/stories/{s}#{anchor('claim', c)}") for c, s, a, start, end in found["alone"] if a in articles]
    dated = [(i, title, day(when) if when else "", n, disputed) for i, title, when, n, disputed in found["stories"]]
    return answer(request, finished(rendered("outlet.html.j2", here="/outlets", title=name, name=name, found=found, alone=alone, stories=dated)))


def searched(request: Request) -> Response:
    """Hits in their context."""
    desk = desk_of(request)
    text, kind = request.query_params.get("q", "").strip()[:500], request.query_params.get("kind", "")
    query = parse(text)
    try:
        hits, more = search(desk.library.shelves, query, kind, request.query_params.get("after"))
    except ValueError:
        hits, more = search(desk.library.shelves, query, kind)
    facts = desk.library.shelves.article_facts([h.article for h in hits])
    next_ = "/search?" + urlencode({"q": text, "kind": kind, "after": more}) if more else None
    return page(request, "search.html.j2", title=text or "Search", q=text, kind=kind, hits=hits, facts=facts, next=next_, asked=query.asked, anchor=anchor, day=day)


def changes(request: Request) -> Response:
    """What new articles changed, latest first."""
    before = request.query_params.get("before", "")
    found = desk_of(request).library.shelves.records.changes(before=int(before) if re.fullmatch(r"\d{1,15}", before) else None, limit=51)
    next_ = f"/changes?before={found[49].number}" if len(found) > 50 else None
    return page(request, "changes.html.j2", title="Changes", changes=change_lines(found[:50]), next=next_)
