"""How an article is read: each sentence by itself, and where lines are so long that rules may err, windows of text to find its sentences first.

Trees are a point better when a sentence is read alone than among its neighbours; where sentences begin can only be seen among them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corroborate.language.encoder import BEGIN, READ, REFER, Reader, Scores, pieces_of

PIECES = 240  #: as many as the network was trained to read at once
ADDS, DROPS = 0.5, -1.0  #: a beginning is added to those by rule above the one logit, and taken from them below the other
AHEAD = 30  #: pieces of text that must follow a word in its window before it is taken for the first of a sentence


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence's words `[start, end)` of the article, with their scores in the window that they were read in."""

    start: int
    end: int
    scores: Scores
    offset: int  #: the window's first word

    @property
    def local(self) -> slice:
        """The sentence's words in the window."""
        return slice(self.start - self.offset, self.end - self.offset)


def read_alone(reader: Reader, words: Sequence[str], starts: Sequence[int]) -> list[Stretch]:
    """Each sentence by itself; one that is too long to be read at once is cut."""
    at = _pieces_before(words)
    parts = [p for start, end in pairwise([*starts, len(words)]) for p in pairwise(_fitting(at, start, end))]
    scores = reader.run([words[a:b] for a, b in parts], heads=READ)
    return [Stretch(a, b, s, a) for (a, b), s in zip(parts, scores, strict=True)]


def read_together(reader: Reader, words: Sequence[str], starts: Sequence[int]) -> list[Stretch]:
    """Sentences read with their neighbours, as many at once as the network reads well."""
    at = _pieces_before(words)
    windows: list[list[int]] = []
    for start, end in pairwise([*starts, len(words)]):
        for a, b in pairwise(_fitting(at, start, end)):
            if windows and at[b] - at[windows[-1][0]] <= PIECES:
                windows[-1].append(b)
            else:
                windows.append([a, b])
    scores = reader.run([words[w[0] : w[-1]] for w in windows], [{a - w[0] for a in w[:-1]} for w in windows], heads=REFER)
    return [Stretch(a, b, s, w[0]) for w, s in zip(windows, scores, strict=True) for a, b in pairwise(w)]


def find_starts(reader: Reader, words: Sequence[str], lines: Sequence[tuple[int, int]], ruled: Sequence[int]) -> list[int]:
    """The words that begin sentences in the *lines* (first word, end); the rules let sentences begin at the words *ruled*, in order.

    A line is read window after window, each from the last beginning that the one before found with enough of the text after it to be sure.
    """
    at = _pieces_before(words)
    out = [start for start, _ in lines]
    todo = [(start, end) for start, end in lines if end > start]
    while todo:
        windows = [(a, min(b, max(a + 1, _last_fitting(at, a, b)))) for a, b in todo]
        told: list[Collection[int]] = [{0, *(i - a for i in ruled[bisect_left(ruled, a) : bisect_left(ruled, b)])} for a, b in windows]
        rest = []
        for (a, b), (_, end), by_rule, scores in zip(windows, todo, told, reader.run([words[a:b] for a, b in windows], told, heads=BEGIN), strict=True):
            found = [a + i for i, logit in enumerate(scores.begin.tolist()) if i and logit > (DROPS if i in by_rule else ADDS)]
            if b < end:
                found = [i for i in found if at[b] - at[i] >= AHEAD] or found[:1] or [b]
                rest.append((found[-1], end))
            out += found
        todo = rest
    return sorted(out)


def _fitting(at: Sequence[int], start: int, end: int) -> list[int]:
    """Bounds of parts of `[start, end)` that have at most PIECES each."""
    out = [start]
    for i in range(start + 1, end):
        if at[i + 1] - at[out[-1]] > PIECES:
            out.append(i)
    return [*out, end]


def _last_fitting(at: Sequence[int], start: int, end: int) -> int:
    """The end of the longest window from *start* within `[start, end)`."""
    low, high = start, end
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if at[middle] - at[start] <= PIECES else (low, middle - 1)
    return low


def _pieces_before(words: Sequence[str]) -> list[int]:
    """How many pieces the words before each index have, [words + 1]."""
    out = [0]
    for word in words:
        out.append(out[-1] + len(pieces_of(word)))
    return out
