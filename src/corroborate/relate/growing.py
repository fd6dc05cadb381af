"""The stories of a database: those that are there grow by what was added since, as `online` decides, and keep their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corroborate.config import Config
from corroborate.relate.online import Archive, Newcomer, grow, keys, likelihoods
from corroborate.relate.reuse import COMMON, marks_of, reuse_with
from corroborate.relate.signs import read_signs
from corroborate.relate.stories import centrality, make_story
from corroborate.types import Article, Findings, Reuse, Story, Turn

COMPARED = 60  #: of the articles that share marks with a new one, so many that share most are compared with it word by word

Members = Sequence[tuple[Article, Findings]]
Fetch = Callable[[Sequence[str]], Members]  #: articles of these ids, with what they say


class Kept(Archive, Protocol):
    """An archive that outlives the process."""

    def program(self) -> str:
        """What filled it; empty when nothing did."""
    def known(self, articles: Sequence[str]) -> Mapping[str, int]:
        """The numbers of those of *articles* that it holds."""
    def names(self, numbers: Sequence[int]) -> Sequence[str]:
        """The ids of articles, ascending."""
    def all_stories(self) -> Mapping[str, str]:
        """The story of every article, by id."""
    def history(self, stories: Sequence[str]) -> Sequence[tuple[str, str, str, str]]:
        """What was joined or parted with any of *stories*, in order: (story, how, other story, article that showed it)."""
    def meeting(self, marks: Sequence[int], common: int) -> Sequence[int]:
        """Articles that share any of *marks* which at most *common* hold, those that share most first."""
    def stock(self, shingles: Sequence[int]) -> Sequence[int]:
        """Those of *shingles* that are everybody's, ascending."""
    def mark(self, article: int, marks: Sequence[int]) -> None:
        """Let an article be found by *marks*."""
    def drop(self, article: str, keys: Sequence[int], marks: Sequence[int] = ()) -> None:
        """Take out an article that is found by *keys* and *marks*."""
    def clear(self, program: str) -> None:
        """Forget all but what was joined and parted; *program* will fill it anew."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What came of adding articles to an archive one by one."""

    changed: frozenset[str]  #: the stories whose articles are others than before; some may be no more
    reuse: tuple[Reuse, ...]  #: what the new articles share with others, by id


def grown(
    archive: Kept, program: str, heirs: Mapping[str, str], articles: Sequence[Article], findings: Sequence[Findings], reuse: Sequence[Reuse], config: Config
) -> tuple[Story, ...]:
    """A partition of *articles*, which are all there are, into the stories of *archive*, which is brought up to date with them; by date and id.

    *program* stands for whatever decides: when it has changed, all are compared anew. *heirs*: for each later version, the article it replaces.
    """
    before = dict(archive.all_stories())
    if archive.program() != program:
        archive.clear(program)
    _drop(archive, {a.id for a in articles})
    held = archive.numbers()
    levels = _levels(reuse)
    new = [
        _newcomer(a, f, levels.get(a.id, {}), before.get(a.id) or before.get(heirs.get(a.id, "")), config)
        for a, f in sorted(zip(articles, findings, strict=True), key=_since) if a.id not in held
    ]
    grow(archive, new, config)
    by_id = dict(zip((a.id for a in articles), zip(articles, findings, strict=True), strict=True))
    return stories_of(archive, sorted(set(archive.all_stories().values())), lambda ids: [by_id[i] for i in ids], config)


def grown_by(archive: Kept, new: Members, past: Members, heirs: Mapping[str, str], fetch: Fetch, config: Config, before: Mapping[str, str]) -> Grown:
    """Add a few articles to *archive*, one by one, and take out the *past*, which later versions replace. *before*: stories that new ones were in once."""
    numbers = archive.known([a.id for a, _ in past])
    story_of = {a: archive.stories([n]).get(n) for a, n in numbers.items()}
    for article, found in past:
        if article.id in numbers:
            archive.drop(article.id, keys(read_signs(article, found, config)), marks_of(article, found, config).tolist())
    changed = {s for s in story_of.values() if s}
    shared: dict[tuple[str, str], Reuse] = {}
    for article, found in sorted(new, key=_since):
        marks = marks_of(article, found, config).tolist()
        others = fetch(archive.names(archive.meeting(marks, COMMON)[:COMPARED]))
        pairs = reuse_with((article, found), others, partial(_stock, archive), config)
        newcomer = _newcomer(article, found, _levels(pairs).get(article.id, {}), before.get(article.id) or story_of.get(heirs.get(article.id, "")), config)
        changed |= grow(archive, [newcomer], config)
        archive.mark(archive.known([article.id])[article.id], marks)
        shared.update(((r.a, r.b), r) for r in pairs)
    return Grown(frozenset(changed), tuple(shared[pair] for pair in sorted(shared)))


def stories_of(archive: Kept, names: Sequence[str], fetch: Fetch, config: Config) -> tuple[Story, ...]:
    """The stories of these *names* that there are, by date and id."""
    turns = _turns(archive, names)
    return tuple(sorted((s for name in names for s in _story(archive, name, turns[name], fetch, config)), key=lambda s: (s.date or "", s.id)))


def _story(archive: Kept, name: str, turns: Sequence[Turn], fetch: Fetch, config: Config) -> Iterator[Story]:
    ids = archive.names(archive.members([name]))
    known = archive.known(ids)
    group = [known[i] for i in ids]
    if group:
        signs = archive.signs(group)
        central = centrality(group, likelihoods(archive, group, config))
        yield make_story([a for a, _ in fetch(ids)], [signs[n] for n in group], central, config, name=name, history=turns)


def _stock(archive: Kept, shingles: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return np.array(archive.stock(shingles.tolist()), np.uint64)


def _since(member: tuple[Article, Findings]) -> tuple[str, str]:
    return member[0].date or "9999", member[0].id


def _newcomer(article: Article, found: Findings, levels: Mapping[str, str], story: str | None, config: Config) -> Newcomer:
    return Newcomer(article.id, article.date or "9999", read_signs(article, found, config), levels, story)


def _drop(archive: Kept, still: set[str]) -> None:
    gone = {n: a for a, n in archive.numbers().items() if a not in still}
    for number, signs in sorted(archive.signs(sorted(gone)).items()):
        archive.drop(gone[number], keys(signs))


def _levels(reuse: Sequence[Reuse]) -> dict[str, dict[str, str]]:
    out: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for r in reuse:
        out[r.a][r.b] = out[r.b][r.a] = r.level
    return out


def _turns(archive: Kept, stories: Sequence[str]) -> defaultdict[str, list[Turn]]:
    """What happened to each story, as it is told from there."""
    out: defaultdict[str, list[Turn]] = defaultdict(list)
    for story, how, other, article in archive.history(stories):
        out[story].append(Turn("joined" if how == "joined" else "parted", other, article))
        if how == "parted":
            out[other].append(Turn("parted from", story, article))
    return out
