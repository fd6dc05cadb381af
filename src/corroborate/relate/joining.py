"""From pairs of statements that are one to groups: average linkage over candidates from an index, then split sentences put together again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from corroborate.relate.matching import Features, features, likelihood
from corroborate.relate.tellings import Telling, Tellings
from corroborate.relate.voices import alike

JOINED = 0.5  #: pairs below this are not one statement
LINKED = 0.3  #: what the pairs between two groups must have on average before the groups become one
NEAR = 0.35  #: vectors less alike than this make no candidate by themselves
NEIGHBOURS = 12  #: nearest tellings looked at for each
COMMON = 12  #: a word in more tellings than this makes no candidates
BLOCK = 1024  #: rows of vectors compared at a time


@dataclass(frozen=True, slots=True)
class Link:
    """Two tellings that are one statement, and why."""

    a: int
    b: int
    likelihood: float
    features: Features


@dataclass(slots=True)
class _Groups:
    """Groups that grow: a union of sets with the likelihoods between them."""

    tellings: Sequence[Telling]
    known: Mapping[tuple[int, int], float]
    of: dict[int, int] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)

    def unite(self, a: int, b: int) -> None:
        x, y = self.of.setdefault(a, a), self.of.setdefault(b, b)
        left, right = self.members.setdefault(x, [x]), self.members.setdefault(y, [y])
        if x == y or not self._fit(left, right):
            return
        for i in right:
            self.of[i] = x
        left += right
        del self.members[y]

    def _fit(self, left: Sequence[int], right: Sequence[int]) -> bool:
        pairs = [(i, j) for i in left for j in right]
        apart = [(i, j) for i, j in pairs if self.tellings[i].article != self.tellings[j].article]
        # An article that gives the words to one speaker, and like words to another, tells two statements.
        within = [(i, j) for i, j in pairs if self.tellings[i].article == self.tellings[j].article]
        if any(alike(self.tellings[i].voice, self.tellings[j].voice) == "other" for i, j in within):
            return False
        return bool(apart) and sum(self.known.get((min(p), max(p)), 0.0) for p in apart) >= LINKED * len(apart)


def links(tellings: Tellings) -> list[Link]:
    """All pairs of tellings of two articles that are likely one statement, likeliest first."""
    found = []
    for i, j in _candidates(tellings):
        a, b = tellings.all[i], tellings.all[j]
        pair = features(a, b, float(tellings.vectors[i] @ tellings.vectors[j]), tellings.weight)
        found.append(Link(i, j, likelihood(pair), pair))
    return sorted((k for k in found if k.likelihood >= JOINED / 5), key=lambda k: (-k.likelihood, k.a, k.b))


def _candidates(tellings: Tellings) -> Iterator[tuple[int, int]]:
    """Pairs of two articles that are near in meaning or share a rare word; each once."""
    near = set(_near(tellings)) | set(_rare(tellings))
    yield from sorted((i, j) for i, j in near if tellings.all[i].article != tellings.all[j].article)


def _near(tellings: Tellings) -> Iterator[tuple[int, int]]:
    vectors = tellings.vectors
    for start in range(0, len(vectors), BLOCK):
        alike_ = vectors[start : start + BLOCK] @ vectors.T
        for row, scores in enumerate(alike_):
            i = start + row
            for j in np.argsort(-scores, kind="stable")[: NEIGHBOURS + 1]:
                if int(j) != i and scores[j] >= NEAR:
                    yield min(i, int(j)), max(i, int(j))


def _rare(tellings: Tellings) -> Iterator[tuple[int, int]]:
    where: dict[str, list[int]] = defaultdict(list)
    for i, telling in enumerate(tellings.all):
        for word in sorted(telling.content):
            where[word].append(i)
    for holders in where.values():
        if len(holders) <= COMMON:
            yield from ((i, j) for n, i in enumerate(holders) for j in holders[n + 1 :])


def groups(tellings: Tellings, found: Sequence[Link]) -> list[list[int]]:
    """Tellings of one statement put together; a telling that is joined to none is in no group."""
    known = {(k.a, k.b): k.likelihood for k in found}
    grown = _Groups(tellings.all, known)
    for k in found:
        if k.likelihood >= JOINED:
            grown.unite(k.a, k.b)
    return _pieced([sorted(m) for m in grown.members.values() if len(m) > 1], tellings.all)


def _pieced(found: list[list[int]], all_: Sequence[Telling]) -> list[list[int]]:
    """Two groups become one where an outlet prints in one piece what another splits: "A. B." against "A," she said. "B."."""
    of = {i: n for n, group in enumerate(found) for i in group}
    for i in range(len(all_) - 1):
        a, b = of.get(i), of.get(i + 1)
        if a is None or b is None or a == b or not _one_piece(all_[i], all_[i + 1]):
            continue
        if _split_elsewhere(found[a], found[b], all_):
            found[a] = sorted(found[a] + found[b])
            of |= dict.fromkeys(found[b], a)
            found[b] = []
    return [g for g in found if g]


def _one_piece(a: Telling, b: Telling) -> bool:
    """Whether one quoted piece holds both, one right after the other, with no words left out between."""
    if a.article != b.article or a.quotation is None or a.quotation != b.quotation or a.found is None or b.span.start - a.span.end > 3:
        return False
    return any(p.covers(a.span) and p.covers(b.span) for p in a.found.pieces or (a.found.span,))


def _split_elsewhere(a: Sequence[int], b: Sequence[int], all_: Sequence[Telling]) -> bool:
    for i in a:
        for j in b:
            x, y = all_[i], all_[j]
            if x.article == y.article and x.found and y.found and not _one_piece(x, y) and 0 < y.span.start - x.span.end < 300:
                return True
    return False
