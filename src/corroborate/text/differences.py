"""Which words differ between two tellings of one thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corroborate.text.spans import Span
from corroborate.text.tokens import tokens

NEAR = 3  #: words left out between two runs that still belong together
_EVEN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "―": "-", "…": "."})


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that one text has and the other has not, or has otherwise. Spans count in the text they are of; one may be empty."""

    a: Span
    b: Span


def word_differences(a: str, b: str) -> tuple[Difference, ...]:
    """Where the words of *a* and *b* differ, in order. Case, marks and brackets do not count: "fo[r]" is "for"."""
    words_a, words_b = _words(a), _words(b)
    matcher = SequenceMatcher(None, [w for w, _ in words_a], [w for w, _ in words_b], autojunk=False)
    return tuple(
        Difference(_stretch(words_a, i, j, len(a)), _stretch(words_b, k, m, len(b)))
        for kind, i, j, k, m in matcher.get_opcodes() if kind != "equal"
    )


def _words(text: str) -> list[tuple[str, Span]]:
    found = []
    for span in _unbracketed(text):
        word = "".join(c for c in span.of(text).translate(_EVEN).lower() if c.isalnum() or c == "'")
        if any(c.isalnum() for c in word):
            found.append((word, span))
    return found


def _unbracketed(text: str) -> list[Span]:
    """Words, with an editor's brackets inside a word taken as part of it."""
    out: list[Span] = []
    for span in tokens(text):
        joined = out and out[-1].end == span.start and (text[span.start] in "[]" or text[span.start - 1] in "[]") and not text[span.start].isspace()
        if joined:
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return out


def _stretch(words: Sequence[tuple[str, Span]], start: int, end: int, length: int) -> Span:
    if start < end:
        return Span(words[start][1].start, words[end - 1][1].end)
    at = words[start][1].start if start < len(words) else length
    return Span(at, at)


def shared_stretch(part: str, whole: str) -> Span | None:
    """Where in *whole* the words of *part* stand: from the longest run that both hold, outwards over gaps of a few words. `None` where they share nothing."""
    words, held = _words(part), _words(whole)
    blocks = [m for m in SequenceMatcher(None, [w for w, _ in words], [w for w, _ in held], autojunk=False).get_matching_blocks() if m.size]
    if not blocks:
        return None
    best = max(range(len(blocks)), key=lambda i: blocks[i].size)
    first, last = best, best
    while first > 0 and blocks[first].b - blocks[first - 1].b - blocks[first - 1].size <= NEAR:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].b - blocks[last].b - blocks[last].size <= NEAR:
        last += 1
    return _stretch(held, blocks[first].b, blocks[last].b + blocks[last].size, len(whole))
