"""Passages that two texts share, word by word, small changes allowed.

Runs of equal words are found from shared n-grams, as passim does (Smith, Cordell, Mullen, American Literary History 2015), and chained across
short gaps, so that a passage survives "two" for "2" and an adjective left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Equal words: `a[a_start : a_start + size] == b[b_start : b_start + size]`."""

    a: int
    b: int
    size: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage as word positions, half-open, in both texts, and the runs of equal words in it."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    runs: tuple[Run, ...]

    @property
    def equal(self) -> int:
        """How many words are the same."""
        return sum(r.size for r in self.runs)

    @property
    def density(self) -> float:
        """Equal words as a share of the longer side."""
        return self.equal / max(self.a_end - self.a_start, self.b_end - self.b_start)


def equal_runs(a: Sequence[str], b: Sequence[str], *, seed: int = 3, often: int = 8) -> list[Run]:
    """All longest runs of at least *seed* equal words, by place in *a*. Seeds that *b* holds more than *often* times begin none."""
    at: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(b) - seed + 1):
        at[tuple(b[j : j + seed])].append(j)
    done: dict[int, int] = {}  # by diagonal: how far *a* is covered
    out: list[Run] = []
    for i in range(len(a) - seed + 1):
        places = at.get(tuple(a[i : i + seed]), [])
        for j in places if len(places) <= often else ():
            if done.get(j - i, -1) > i:
                continue
            size = seed
            while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size]:
                size += 1
            done[j - i] = i + size
            out.append(Run(i, j, size))
    return out


def shared_passages(a: Sequence[str], b: Sequence[str], *, least: int = 8, gap: int = 5, density: float = 0.6, seed: int = 3) -> list[Shared]:
    """Passages of at least *least* equal words in order of *a*; no word of either text is in two of them.

    Runs join when at most *gap* words lie between them on each side and *density* of the words stay equal.
    """
    open_: list[list[Run]] = []
    for run in equal_runs(a, b, seed=seed):
        chain = next((c for c in reversed(open_[-12:]) if _follows(c, run, gap, density)), None)
        if chain is None:
            open_.append([run])
        else:
            last = chain[-1]
            over = max(0, last.a + last.size - run.a, last.b + last.size - run.b)
            chain.append(Run(run.a + over, run.b + over, run.size - over))
    found = [_passage(c) for c in open_]
    return _apart([p for p in found if p.equal >= least])


def in_order(places: Sequence[int]) -> int:
    """The length of the longest ascending sequence among *places*: how many passages, taken in order of one text, keep their order in the other."""
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def _follows(chain: list[Run], run: Run, gap: int, density: float) -> bool:
    last, first = chain[-1], chain[0]
    over = max(0, last.a + last.size - run.a, last.b + last.size - run.b)
    if over >= run.size or run.a - last.a - last.size > gap or run.b - last.b - last.size > gap:
        return False
    if run.a <= last.a or run.b <= last.b:
        return False
    equal = sum(r.size for r in chain) + run.size - over
    return equal >= density * max(run.a + run.size - first.a, run.b + run.size - first.b)


def _passage(runs: list[Run]) -> Shared:
    return Shared(runs[0].a, runs[-1].a + runs[-1].size, runs[0].b, runs[-1].b + runs[-1].size, tuple(runs))


def _apart(passages: list[Shared]) -> list[Shared]:
    """The longest first, each only if it shares no word with one kept before (a text may repeat itself)."""
    kept: list[Shared] = []
    for p in sorted(passages, key=lambda p: (-p.equal, p.a_start, p.b_start)):
        if all((p.a_end <= k.a_start or k.a_end <= p.a_start) and (p.b_end <= k.b_start or k.b_end <= p.b_start) for k in kept):
            kept.append(p)
    return sorted(kept, key=lambda p: (p.a_start, p.b_start))
