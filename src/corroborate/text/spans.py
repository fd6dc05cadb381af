"""Spans: half-open stretches of a text, counted in Unicode code points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The stretch `[start, end)` of one text, in code points (Python `str` indices)."""

    start: int  #: index of the first character
    end: int  #: index after the last character

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether *other* lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether at least one character is shared."""
        return self.start < other.end and other.start < self.end

    def shared(self, other: Span) -> int:
        """How many characters the two have in common."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def stripped(self, text: str, marks: str = " \t\r\n\u00a0") -> Span:
        """The same without leading and trailing characters from *marks*; may be empty."""
        start, end = self.start, self.end
        while start < end and text[start] in marks:
            start += 1
        while end > start and text[end - 1] in marks:
            end -= 1
        return Span(start, end)


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of *spans* (at least one)."""
    all_ = list(spans)
    return Span(min(s.start for s in all_), max(s.end for s in all_))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same characters as sorted spans that neither touch nor overlap."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        elif len(span):
            out.append(span)
    return tuple(out)


def gaps(spans: Iterable[Span], within: Span) -> tuple[Span, ...]:
    """What of *within* no span covers."""
    out, at = [], within.start
    for span in merged(spans):
        if span.start > at:
            out.append(Span(at, min(span.start, within.end)))
        at = max(at, span.end)
    if at < within.end:
        out.append(Span(at, within.end))
    return tuple(s for s in out if len(s))
