"""A large analysis in parts: one for each story, in their order, then what is in none; so that an output can be written with one part at a time in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corroborate.relate.versions import by_address
from corroborate.types import Analysis, Article, Claim, Entity, Findings, Links, Reuse

SHOWN = 5  #: pages whose change is told


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is, counted."""

    articles: int
    unread: int  #: of them in a language that is not read
    rejected: int
    together: int  #: stories told by several articles
    alone: int  #: stories told by one
    changed: tuple[tuple[Article, ...], ...]  #: of pages whose text changed, the versions of the first `SHOWN`, earliest first
    pages_changed: int


def overview(analysis: Analysis) -> Overview:
    """What *analysis* holds, counted."""
    together = sum(len(s.articles) > 1 for s in analysis.links.stories)
    unread, groups = sum(a.language != "en" for a in analysis.articles), by_address(analysis.articles)
    return Overview(len(analysis.articles), unread, len(analysis.rejected), together, len(analysis.links.stories) - together, tuple(groups[:SHOWN]), len(groups))


def in_parts(analysis: Analysis) -> Iterator[Analysis]:
    """*analysis*, which is in memory, in parts: those of a story hold its articles by id, who is named in them, and what they share; the last one holds all else."""
    links = analysis.links
    both = {a.id: (a, f) for a, f in zip(analysis.articles, analysis.findings, strict=True)}
    story_of = {a: s.id for s in links.stories for a in s.articles}
    claims, entities, reuse = defaultdict[str, list[Claim]](list), defaultdict[str, list[Entity]](list), defaultdict[str, list[Reuse]](list)
    for claim in links.claims:
        claims[claim.story].append(claim)
    for entity in links.entities:
        for name in dict.fromkeys(story_of.get(a, "") for a, _ in entity.referents):
            entities[name].append(entity)
    for pair in links.reuse:
        reuse[story_of.get(pair.a, "") if story_of.get(pair.a) == story_of.get(pair.b) else ""].append(pair)
    for story in links.stories:
        yield part([both[i] for i in sorted(story.articles)], Links(tuple(reuse[story.id]), (story,), tuple(entities[story.id]), tuple(claims[story.id])))
    yield part([both[i] for i in sorted(both) if i not in story_of], Links())
    yield from (part((), Links(reuse=(pair,))) for pair in reuse[""])


def part(members: Sequence[tuple[Article, Findings]], links: Links) -> Analysis:
    """The part that *members* and *links* make."""
    return Analysis(tuple(a for a, _ in members), tuple(f for _, f in members), links)
