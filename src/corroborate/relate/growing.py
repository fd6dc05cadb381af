"""The stories of a database: those that are there grow by what was added since, as `online` decides, and keep their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from corroborate.config import Config
from corroborate.relate.online import Archive, Newcomer, grow, keys, likelihoods
from corroborate.relate.signs import read_signs
from corroborate.relate.stories import centrality, make_story
from corroborate.types import Article, Findings, Reuse, Story, Turn

Group = Callable[[Sequence[Article], Sequence[Findings], Sequence[Reuse], Config], tuple[Story, ...]]  #: as `group_stories`


class Kept(Archive, Protocol):
    """An archive that outlives the process."""

    def program(self) -> str:
        """What filled it; empty when nothing did."""
    def all_stories(self) -> Mapping[str, str]:
        """The story of every article, by id."""
    def history(self) -> Sequence[tuple[str, str, str, str]]:
        """All that was joined or parted, in order: (story, how, other story, article that showed it)."""
    def drop(self, article: str, keys: Sequence[int]) -> None:
        """Take out an article that is found by *keys*."""
    def clear(self, program: str) -> None:
        """Forget all but what was joined and parted; *program* will fill it anew."""


def grown(
    archive: Kept, program: str, heirs: Mapping[str, str], articles: Sequence[Article], findings: Sequence[Findings], reuse: Sequence[Reuse], config: Config
) -> tuple[Story, ...]:
    """A partition of *articles* into the stories of *archive*, which is brought up to date with them, by date and id.

    *program* stands for whatever decides: when it has changed, all are compared anew. *heirs*: for each later version, the article it replaces.
    """
    before = dict(archive.all_stories())
    if archive.program() != program:
        archive.clear(program)
    _drop(archive, {a.id for a in articles})
    held = archive.numbers()
    levels = _levels(reuse)
    new = [
        Newcomer(a.id, a.date or "9999", read_signs(a, f, config), levels.get(a.id, {}), before.get(a.id) or before.get(heirs.get(a.id, "")))
        for a, f in sorted(zip(articles, findings, strict=True), key=lambda pair: (pair[0].date or "9999", pair[0].id)) if a.id not in held
    ]
    grow(archive, new, config)
    return tuple(sorted(_stories(archive, {a.id: a for a in articles}, config), key=lambda s: (s.date or "", s.id)))


def _drop(archive: Kept, still: set[str]) -> None:
    gone = {n: a for a, n in archive.numbers().items() if a not in still}
    for number, signs in sorted(archive.signs(sorted(gone)).items()):
        archive.drop(gone[number], keys(signs))


def _levels(reuse: Sequence[Reuse]) -> dict[str, dict[str, str]]:
    out: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for r in reuse:
        out[r.a][r.b] = out[r.b][r.a] = r.level
    return out


def _stories(archive: Kept, articles: Mapping[str, Article], config: Config) -> Iterator[Story]:
    numbers, turns = archive.numbers(), _turns(archive)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for article, story in archive.all_stories().items():
        members[story].append(article)
    signs = archive.signs(sorted(numbers.values()))
    for story, ids in sorted(members.items()):
        group = [numbers[i] for i in sorted(ids)]
        yield make_story(
            [articles[i] for i in sorted(ids)], [signs[n] for n in group], centrality(group, likelihoods(archive, group, config)), config, name=story, history=turns[story]
        )


def _turns(archive: Kept) -> defaultdict[str, list[Turn]]:
    """What happened to each story, as it is told from there."""
    out: defaultdict[str, list[Turn]] = defaultdict(list)
    for story, how, other, article in archive.history():
        out[story].append(Turn("joined" if how == "joined" else "parted", other, article))
        if how == "parted":
            out[other].append(Turn("parted from", story, article))
    return out
