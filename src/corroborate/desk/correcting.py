"""Pages to correct what is wrong: one form a mistake, recorded as a decision, undone as easily, exported and imported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from corroborate.desk.deciding import as_line, decide, decision, from_lines, take_over, undo
from corroborate.desk.guard import cookie, csrf_holds
from corroborate.desk.library import Library
from corroborate.desk.pages import missing
from corroborate.desk.state import desk_of, page
from corroborate.errors import UsageError
from corroborate.report.claims import speaker_of, words_of
from corroborate.report.lookup import Lookup, clipped
from corroborate.text.spans import Span
from corroborate.types import Analysis, Article, Decision, Findings, Place

READER = "corroborate_reader"  #: the cookie that remembers who decides
_REF = re.compile(r"([0-9A-Za-z]{1,64}):(\d{1,9}):(\d{1,9})")

STALE = "This form was not made for this browser, or the desk was started anew since. Go back, reload, and send it again."

#: What a decision says, in words; `{}` are its names.
TOLD = {
    "not_mention": "These words do not mean {}", "same_name": "{} and {} are one", "speaker": "The speaker is {}", "not_same_claim": "These two do not tell the same",
    "not_in_story": "This article is not of the story",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A form: what it says, and the fields it sends without asking."""

    kind: str
    told: str
    button: str
    refs: tuple[str, ...]
    names: tuple[str, ...] = ()
    asks: bool = False  #: for a name
    offered: tuple[str, ...] = ()  #: names to choose from


def correct(request: Request) -> Response:
    """What can be wrong about some words: a form for each mistake."""
    library, ref = desk_of(request).library, request.query_params.get("at", "")
    match = _REF.fullmatch(ref)
    analysis = library.article(match[1]) if match else None
    if match is None or analysis is None:
        return missing(request, "place")
    article, found = analysis.articles[0], analysis.findings[0]
    span = Span(min(int(match[2]), len(article.text)), min(int(match[3]), len(article.text)))
    held = library.shelves.story_ids([article.id])
    story = library.story(held[0]) if held else None
    choices = list(_choices(article, found, span, story[1] if story else analysis, Lookup.of(analysis)))
    words = clipped(article[span], 300) if len(span) else ""
    return page(
        request, "correct.html.j2", title="Correct", words=words, label=Lookup.of(analysis).labels[article.id], choices=choices, ref=ref,
        story=held[0] if held else "", reader=_reader(request),
    )


def _reader(request: Request) -> str:
    return cookie(request.headers, READER) or desk_of(request).reader


def _choices(article: Article, found: Findings, span: Span, whole: Analysis, look: Lookup) -> Iterator[Choice]:
    """The mistakes that can have been made there, the likeliest first."""
    here = f"{article.id}:{span.start}:{span.end}"
    quotations = [q for q in found.quotations if len(span) and q.span.overlaps(span)]
    if quotations:
        quotation = max(quotations, key=lambda q: (q.span == span, q.span.shared(span), -len(q.span)))
        place = f"{article.id}:{quotation.span.start}:{quotation.span.end}"
        name = look.speaker(article.id, quotation) or "somebody not told"
        yield Choice("speaker", f"The speaker is not {name}, but", "Change the speaker", (place,), asks=True, offered=_names(whole))
        who = quotation.speaker
        if who.span is not None and who.referent is not None:
            told = f"“{article[who.span]}” does not mean {name}"
            yield Choice("not_mention", told, "Not them", (f"{article.id}:{who.span.start}:{who.span.end}",), (name,) if name else ())
    for other, words in _others(article, span, whole) if len(span) else ():
        yield Choice("not_same_claim", f"This does not tell the same as {words}", "Take them apart", (here, other))
    home = next((s for s in whole.links.stories if article.id in s.articles and len(s.articles) > 1), None)
    if home is not None:
        other = next(a for a in home.articles if a != article.id)
        yield Choice("not_in_story", f"This article is not of the story “{home.title}”", "Take it out", (f"{article.id}:0:0", f"{other}:0:0"))


def _names(analysis: Analysis) -> tuple[str, ...]:
    """Whom the story's articles name, those who speak first."""
    look = Lookup.of(analysis)
    speak = {n for c in analysis.links.claims for a in c.accounts if (n := speaker_of(a, look))}
    names = sorted({e.name for e in analysis.links.entities if e.type in ("person", "organization", "group")} | speak, key=lambda n: (n not in speak, n))
    return tuple(names[:60])


def _others(article: Article, span: Span, whole: Analysis) -> Iterator[tuple[str, str]]:
    """The other accounts of the claims that these words are an account of."""
    look = Lookup.of(whole)
    seen = set()
    for claim, mine in look.claims.get(article.id, ()):
        if not mine.span.overlaps(span):
            continue
        for account in claim.accounts:
            ref = f"{account.article}:{account.span.start}:{account.span.end}"
            if (account.article, account.span) != (mine.article, mine.span) and ref not in seen:
                seen.add(ref)
                words = clipped(words_of(account, look), 110)
                yield ref, f"{words if words[:1] in '“‘' else f'“{words}”'} in {look.labels[account.article]}"


async def take(request: Request) -> Response:
    """A form that was sent: a new decision."""
    form = await read_form(request)
    desk = desk_of(request)
    if not csrf_holds(request, form.get("csrf", [""])[0], desk.secret):
        return _stale(request)
    return await run_in_threadpool(_take, request, form)


def _take(request: Request, form: dict[str, list[str]]) -> Response:
    desk = desk_of(request)
    names = [n.strip() for n in form.get("name", []) if n.strip()]
    who, why = form.get("who", [""])[0].strip(), form.get("why", [""])[0].strip()
    try:
        made = decision(form.get("kind", [""])[0], _places(desk.library, form.get("ref", [])), names, who=who, why=why)
    except UsageError as error:
        return page(request, "message.html.j2", 422, title="Not recorded", told=f"This could not be recorded: {error.fault}.")
    decide(desk.library, made, desk.config)
    back = form.get("back", ["/decisions"])[0]
    story = form.get("story", [""])[0]
    if story and desk.library.shelves.version(story) is not None:
        back = f"/stories/{story}?done={made.id}"
    response = RedirectResponse(back if re.fullmatch(r"/[\w/?=&.#-]*", back) and not back.startswith("//") else "/decisions", 303)
    if who:
        response.set_cookie(READER, who.encode("ascii", "ignore").decode()[:80], max_age=31_536_000, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return response


def _places(library: Library, refs: Sequence[str]) -> list[Place]:
    """Places in articles by the hash of those. Raises `UsageError` for one that is not here."""
    out = []
    for ref in refs:
        match = _REF.fullmatch(ref)
        found = library.shelves.article(match[1]) if match else None
        if match is None or found is None:
            raise UsageError("decision", "the article is not here any more")
        out.append(Place(found[0].sha256, int(match[2]), int(match[3])))
    return out


async def take_back(request: Request) -> Response:
    """A form that was sent: a decision undone."""
    form = await read_form(request)
    if not csrf_holds(request, form.get("csrf", [""])[0], desk_of(request).secret):
        return _stale(request)
    return await run_in_threadpool(_take_back, request, form)


def _take_back(request: Request, form: dict[str, list[str]]) -> Response:
    desk = desk_of(request)
    undone = undo(desk.library, request.path_params["id"], desk.config)
    if undone is None:
        return missing(request, "decision that holds")
    story = form.get("story", [""])[0]
    return RedirectResponse(f"/stories/{story}" if story and desk.library.shelves.version(story) else "/decisions", 303)


async def bring_in(request: Request) -> Response:
    """A colleague's decisions, pasted."""
    form = await read_form(request)
    if not csrf_holds(request, form.get("csrf", [""])[0], desk_of(request).secret):
        return _stale(request)
    return await run_in_threadpool(_bring_in, request, form)


def _bring_in(request: Request, form: dict[str, list[str]]) -> Response:
    desk = desk_of(request)
    try:
        take_over(desk.library, from_lines(form.get("lines", [""])[0].splitlines()), desk.config)
    except UsageError as error:
        return page(request, "message.html.j2", 422, title="Not taken over", told=f"Nothing was taken over: {error.subject}: {error.fault}.")
    return RedirectResponse("/decisions", 303)


def decisions(request: Request) -> Response:
    """All decisions, latest first."""
    library = desk_of(request).library
    made = library.shelves.records.decisions()
    return page(request, "decisions.html.j2", title="Decisions", rows=[_row(d, library) for d in reversed(made)])


def _row(made: Decision, library: Library) -> dict[str, object]:
    """A decision with the words it is about, where they are here."""
    places = []
    for place in made.places:
        for id_ in library.shelves.ids_of([place.sha256])[:1]:
            found = library.shelves.article(id_)
            if found:
                title = found[0].title.text if found[0].title else found[0].path
                words = clipped(found[0][Span(place.start, place.end)], 140) if place.end else clipped(title, 90)
                places.append((words, found[0].outlet.name if found[0].outlet else "", f"/articles/{id_}?at={place.start}-{place.end}#found"))
    return {"d": made, "told": told(made), "places": places, "when": made.when[:16].replace("T", " ")}


def told(made: Decision) -> str:
    """A decision in words."""
    if made.kind == "speaker" and not made.names:
        return "Nobody can tell who spoke"
    names = made.names or ("whom they were linked to",)
    return TOLD[made.kind].format(*names)


def shared(request: Request) -> Response:
    """All decisions as JSON Lines, for a colleague."""
    lines = [as_line(d) + "\n" for d in desk_of(request).library.shelves.records.decisions()]
    return Response("".join(lines), headers={"content-disposition": 'attachment; filename="decisions.jsonl"'}, media_type="application/x-ndjson")


async def read_form(request: Request) -> dict[str, list[str]]:
    """The fields of a form, as browsers send it without files."""
    body = await request.body()
    try:
        return parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=40)
    except ValueError:
        return {}


def _stale(request: Request) -> Response:
    return page(request, "message.html.j2", 403, title="Please send it again", told=STALE)
