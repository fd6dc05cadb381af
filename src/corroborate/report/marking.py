"""Stretches of one text that overlap as they like, as a tree that HTML can hold: what crosses is cut in two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corroborate.text.spans import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked, with what it is and where a click on it leads."""

    span: Span
    kind: str  #: CSS classes
    id: str | None = None  #: the anchor that its first part carries
    href: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """Plain words; *href* is the innermost link that holds them."""

    text: str
    href: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Branch:
    """Words under one mark."""

    kind: str
    id: str | None
    children: tuple[Leaf | Branch, ...]


def tree(text: str, within: Span, marks: Iterable[Mark]) -> tuple[Leaf | Branch, ...]:
    """The words of *within* under the marks that touch it. A mark that begins earlier is cut and carries no anchor here."""
    return tuple(_nest(text, within, _clipped(within, marks), None))


def _clipped(within: Span, marks: Iterable[Mark]) -> list[Mark]:
    out = []
    for mark in marks:
        start, end = max(mark.span.start, within.start), min(mark.span.end, within.end)
        if start < end:
            out.append(replace(mark, span=Span(start, end), id=mark.id if start == mark.span.start else None))
    return sorted(out, key=_outer_first)


def _outer_first(mark: Mark) -> tuple[int, int]:
    """What begins earlier, then what is longer, then what was given first, holds the others."""
    return mark.span.start, -mark.span.end


def _nest(text: str, within: Span, marks: Sequence[Mark], link: Mark | None) -> list[Leaf | Branch]:
    out: list[Leaf | Branch] = []
    at, todo = within.start, list(marks)
    while todo:
        outer, rest = todo[0], todo[1:]
        if at < outer.span.start:
            out.append(_leaf(text, Span(at, outer.span.start), link))
        inner, later = _divided(outer.span, rest)
        out.append(Branch(outer.kind, outer.id, tuple(_nest(text, outer.span, inner, outer if outer.href else link))))
        at, todo = outer.span.end, later
    if at < within.end:
        out.append(_leaf(text, Span(at, within.end), link))
    return out


def _divided(outer: Span, marks: Sequence[Mark]) -> tuple[list[Mark], list[Mark]]:
    """What lies inside *outer*, and what follows it; a mark that crosses its end is cut there."""
    inner, later = [], []
    for mark in marks:
        if mark.span.start >= outer.end:
            later.append(mark)
        elif mark.span.end <= outer.end:
            inner.append(mark)
        else:
            inner.append(replace(mark, span=Span(mark.span.start, outer.end)))
            later.append(replace(mark, span=Span(outer.end, mark.span.end), id=None))
    return inner, sorted(later, key=_outer_first)


def _leaf(text: str, span: Span, link: Mark | None) -> Leaf:
    return Leaf(span.of(text), link.href if link else None, link.title if link else "")
