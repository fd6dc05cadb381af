"""Where a story comes from: who wrote each text, which outlets carry it, who credits whom, and who credit each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from corroborate.outlets import directory, name_key
from corroborate.report.lookup import Lookup, counted, listed, words_anchor
from corroborate.types import Article, Credit, Origin, Story

#: What a credit is given for, in words.
ROLES = {
    "origin": "as the origin of its text", "according-to": "for what it reports", "told": "for an interview",
    "contributed": "for help with the report", "document": "for a document",
}
TRACED = ("origin", "according-to", "told", "document")  #: roles drawn as a line: help and pictures say nothing of where the words are from


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that rest on one first text."""

    name: str | None  #: who wrote it; `None` when no text tells
    articles: tuple[str, ...]
    own: bool  #: the one article's own outlet wrote it
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crediting:
    """One article (or the text it carries) naming a source; places are anchors in the original."""

    article: str
    name: str
    roles: tuple[str, ...]
    target: str | None  #: the article whose outlet is named, where it is part of the story
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """The whole: groups in order, credits, and pairs of articles whose outlets credit each other."""

    groups: tuple[Group, ...]
    credits: tuple[Crediting, ...]
    circular: tuple[tuple[str, str], ...]  #: (article, article that it credits) along a circle


def provenance(story: Story, look: Lookup) -> Provenance:
    """Who wrote, who carries, who credits: the largest groups first, then the earliest."""
    groups = sorted((_group(o, look) for o in _origins(story)), key=lambda g: (-len(g.articles), _first(g, look), g.articles))
    by_article = {i: g for g in groups for i in g.articles}
    credits = tuple(c for i in story.articles for c in _credits(i, by_article, look))
    return Provenance(tuple(groups), credits, tuple(sorted({(e.article, e.source) for e in story.edges if e.circle and e.kind == "credit" and e.source})))


def _origins(story: Story) -> tuple[Origin, ...]:
    """The story's origins; articles in none stand for themselves."""
    held = {i for o in story.origins for i in o.articles}
    return story.origins + tuple(Origin(None, (i,)) for i in story.articles if i not in held)


def _group(origin: Origin, look: Lookup) -> Group:
    article = look.articles[origin.articles[0]]
    own = len(origin.articles) == 1 and (origin.name is None or _key(origin.name) == _key(_outlet(article)))
    return Group(origin.name, origin.articles, own, origin.why)


def _first(group: Group, look: Lookup) -> str:
    return min(look.articles[i].date or "9" for i in group.articles)


def _outlet(article: Article) -> str:
    return article.outlet.name if article.outlet else ""


def _key(name: str) -> str:
    """A name for comparing: "AP" is "The Associated Press"."""
    return name_key(directory().canonical(name))


def _names(group: Group, article_id: str, look: Lookup) -> set[str]:
    """All names that others may credit an article by: its outlet's, and where the text is its own those it signs with."""
    article = look.articles[article_id]
    names = [_outlet(article)]
    if group.own:
        names += [c.name for c in look.found(article_id).credits if c.role in ("origin", "own") and c.scope is None]
        names += [article.origin.name] if article.origin else []
    return {_key(n) for n in names if n}


def _credits(article_id: str, groups: Mapping[str, Group], look: Lookup) -> list[Crediting]:
    """What an article credits, one entry a name; its own outlet and the origin of its own text left out."""
    own = _names(groups[article_id], article_id, look) | {_key(n) for n in (groups[article_id].name,) if n}
    others = {n: i for i in sorted(groups, reverse=True) if i != article_id for n in _names(groups[i], i, look)}
    named: dict[str, list[Credit]] = defaultdict(list)
    for credit in look.found(article_id).credits:
        key = _key(credit.name)
        if credit.role in TRACED and key not in own:
            named[look.labels[others[key]] if key in others else directory().canonical(credit.name)].append(credit)
    return [
        Crediting(
            article_id, name, tuple(dict.fromkeys(c.role for c in held)), others.get(_key(held[0].name)),
            tuple(dict.fromkeys("#" + words_anchor(article_id, c.span) for c in held)),
        )
        for name, held in named.items()
    ]


def told(story: Story, found: Provenance, look: Lookup) -> tuple[str, ...]:
    """The same in sentences: how many origins, who carries one text, who credit each other."""
    outlets = len({look.labels[i] for i in story.articles})
    out = [_counts(len(story.articles), outlets, len(found.groups))]
    out += [f"{listed(look.labels[i] for i in g.articles)} carry one text{', by ' + g.name if g.name else ''}." for g in found.groups if 1 < len(g.articles) <= 6]
    out += [f"{len(g.articles)} outlets carry one text{', by ' + g.name if g.name else ''}." for g in found.groups if len(g.articles) > 6]
    return tuple(out + list(circles(found)))


def circles(found: Provenance) -> tuple[str, ...]:
    """One sentence for each circle of outlets that credit each other for the same."""
    lines = [why.removeprefix("circular: ") for g in found.groups for why in g.why if why.startswith("circular: ")]
    return tuple(f"{line}." for line in dict.fromkeys(lines))


def _counts(articles: int, outlets: int, origins: int) -> str:
    who = counted(outlets, "outlet", words=True).capitalize()
    what = who if articles == outlets else f"{counted(articles, 'article', words=True).capitalize()} by {counted(outlets, 'outlet', words=True)}"
    return f"{what}, {counted(origins, 'independent origin', words=True)}."


def credit_lines(found: Provenance, look: Lookup) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """(outlet, name credited, for what, places) for each credit."""
    return tuple((look.labels[c.article], c.name, listed(ROLES.get(r, r) for r in c.roles), c.places) for c in found.credits)


def origin_of(groups: tuple[Group, ...]) -> Mapping[str, Group]:
    """The group of each article."""
    return {i: g for g in groups for i in g.articles}
