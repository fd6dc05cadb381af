"""Reported content and words in quotation marks brought together: what is direct, mixed or indirect, and what lies within what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from corroborate.annotate.fragments import is_term
from corroborate.annotate.indirect import THING
from corroborate.annotate.marks import Stretch
from corroborate.annotate.reading import Reading
from corroborate.text.spans import Span, gaps, hull, merged
from corroborate.types import Quotation

_ARTICLE = re.compile(r"(?:an?|the)\s+", re.IGNORECASE)
_JOINS = re.compile(r"[,;]?\s+(?:and|or|but)\s+")
_TAIL = re.compile(r"[;,]\s+(?:however|though|meanwhile|too)$")
_ANYONE = ("you", "we", "who", "anyone", "everyone", "everybody", "people", "nobody", "no one", "someone", "somebody", "one")
_SHORT = 8  #: characters before a title in marks that are more than an article: described him as *dancing in “Long Way Home”*
_NOT = re.compile(r"\b(?:not|no|never|neither|hardly)\b", re.IGNORECASE)
_ENDS = " \t\u00a0,;:\"“”„«»"


def mix(reading: Reading, direct: Sequence[Quotation], indirect: Iterable[Quotation], left: Sequence[Stretch]) -> tuple[list[Quotation], list[Stretch]]:
    """All quotations with `quoted` and `kind` settled, and the stretches that still belong to none."""
    out, taken = list(direct), set[Span]()
    claimed = _Claimed(direct)
    for quotation in indirect:
        cue = quotation.cue
        around = reading.in_stretch(cue.span.start) if cue else None
        settled = _nested(reading, quotation, around) if around is not None else _outside(reading, quotation, left, claimed)
        if settled is not None and not any(_twin(settled, q) for q in out[-8:]):
            out.append(settled)
            taken.update(settled.quoted if around is None else ())
    return out, [s for s in left if s.span not in taken]


class _Claimed:
    """The direct quotations, to be asked which of them a span touches."""

    def __init__(self, direct: Sequence[Quotation]) -> None:
        self.parts = sorted((piece, i) for i, q in enumerate(direct) for piece in q.pieces)
        self.direct = direct
        self.starts = [p.start for p, _ in self.parts]

    def touching(self, span: Span) -> list[Quotation]:
        first = max(0, bisect_left(self.starts, span.start) - 1)
        found: list[Quotation] = []
        for piece, i in self.parts[first:]:
            if piece.start >= span.end:
                break
            if piece.overlaps(span) and self.direct[i] not in found:
                found.append(self.direct[i])
        return found


def _nested(reading: Reading, quotation: Quotation, around: Stretch) -> Quotation | None:
    """Somebody's words inside somebody's words in marks: kept where all of it stands inside."""
    pieces = tuple(Span(max(p.start, around.span.start), min(p.end, around.span.end)) for p in quotation.pieces if p.overlaps(around.span))
    who = quotation.speaker.span
    if not pieces or (who is not None and not around.span.covers(who)):
        return None
    if who is not None and (who.of(reading.text).lower() in _ANYONE or not _has_verb(reading, pieces[0])):
        return None  # “you might say it rained”, “we're talking about hours”: nobody is reported
    inner = [s for s in around.nested if any(p.overlaps(s.span) for p in pieces)]
    return _settled(reading, replace(quotation, pieces=pieces), inner)


def _has_verb(reading: Reading, span: Span) -> bool:
    sentence = reading.sentences[reading.index_at(span.start)]
    return any(t.upos in ("VERB", "AUX") for t in sentence.within(span))


def _outside(reading: Reading, quotation: Quotation, left: Sequence[Stretch], claimed: _Claimed) -> Quotation | None:
    """Reported content whose cue stands outside marks: with the stretches it holds."""
    touched = claimed.touching(quotation.span)
    told = [q for q in touched if q.cue is None or not quotation.span.covers(q.cue.span)]
    if told:
        free = [p for p in _without(quotation.pieces, told) if any(c.isalnum() for c in p.of(reading.text))]
        if not free or (sum(p.of(reading.text).count(" ") for p in free[:1]) < 3 and sum(map(len, free)) < 0.5 * sum(map(len, quotation.pieces))):
            return None
        quotation = replace(quotation, span=hull(free), pieces=tuple(free))
    first = bisect_left(left, quotation.span.start, key=lambda s: s.outer.end)
    inside: list[Stretch] = []
    for stretch in left[first:]:
        if stretch.outer.start >= quotation.span.end + 1:
            break
        if any(p.overlaps(stretch.outer) for p in quotation.pieces):
            inside.append(stretch)
    quotation = _with_next(reading, quotation, inside, left[first:])
    return _settled(reading, quotation, inside)


def _with_next(reading: Reading, quotation: Quotation, inside: list[Stretch], left: Sequence[Stretch]) -> Quotation:
    """With stretches right behind, which the tree has lost: said it was “over” *and “we lost”*, said they lost *“and will come back”*."""
    for stretch in left[len(inside) :]:
        end = inside[-1].outer.end if inside and inside[-1].outer.end >= quotation.pieces[-1].end - 1 else quotation.pieces[-1].end
        joins = _JOINS.fullmatch(reading.text, end, stretch.outer.start) if inside else None
        goes_on = reading.text[stretch.span.start].islower() and reading.text[end : stretch.outer.start] in (" ", ", ")
        if end > stretch.outer.start or not (joins or goes_on) or reading.index_at(end - 1) != reading.index_at(stretch.outer.start):
            break
        inside.append(stretch)
        quotation = replace(quotation, pieces=(*quotation.pieces[:-1], hull((quotation.pieces[-1], stretch.outer))))
    return quotation


def _without(pieces: Sequence[Span], told: Sequence[Quotation]) -> list[Span]:
    """*pieces* less all that stands in marks as a quotation of its own."""
    holes = merged(Span(p.start - 1, p.end + 1) for q in told for p in q.pieces)
    return [free for p in pieces for free in gaps((h for h in holes if h.overlaps(p)), p)]


def _settled(reading: Reading, quotation: Quotation, inside: Sequence[Stretch]) -> Quotation | None:
    """Content widened to whole stretches, marks cut off its ends; `quoted` and `kind` from what is in marks."""
    pieces = quotation.pieces
    for stretch in inside:
        pieces = tuple(hull((p, stretch.outer)) if p.overlaps(stretch.outer) else p for p in pieces)
    calls = quotation.cue is not None and quotation.cue.lemma in reading.lexicon.calls
    cut = [_cut(reading.text, _called(reading, p, inside) if calls else p, inside) for p in merged(pieces)]
    cut = [p for p in cut if any(c.isalnum() for c in p.of(reading.text))]
    if not cut:
        return None
    words = [s.span for s in inside if not is_term(reading, s, reported=True) and any(p.overlaps(s.span) for p in cut)]
    bare = "".join(part for p in cut for part in _outside_marks(reading.text, p, words))
    kind: Literal["direct", "mixed", "indirect"] = "indirect" if not words else "mixed" if any(c.isalnum() for c in bare) else "direct"
    return replace(quotation, span=hull(cut), pieces=tuple(cut), quoted=tuple(words), kind=kind)


def _called(reading: Reading, piece: Span, inside: Sequence[Stretch]) -> Span:
    """What something is called, without the thing, when that is in marks at the end: called *the plan* “a sham” and “a shame”."""
    own = [s for s in inside if s.outer.overlaps(piece)]
    if not own or own[-1].outer.end < piece.end or own[0].outer.start <= piece.start:
        return piece
    if len(own) == 1 and own[0].outer.start - piece.start > _SHORT and own[0].span.of(reading.text).istitle():
        return piece
    if _NOT.search(reading.text, piece.start, own[0].outer.start):
        return piece
    joined = all(not reading.text[a.outer.end : b.outer.start].strip(" ,").removeprefix("and") for a, b in pairwise(own))
    return piece if not joined or _has_verb(reading, Span(piece.start, own[0].outer.start)) else Span(own[0].outer.start, own[-1].outer.end)


def _cut(text: str, piece: Span, inside: Sequence[Stretch]) -> Span:
    """Without white space, commas and quotation marks at its ends; a whole stretch keeps its own last comma."""
    for stretch in inside:
        if piece.start == stretch.outer.start:
            piece = Span(stretch.span.start, piece.end)
        if piece.end == stretch.outer.end:
            piece = Span(piece.start, stretch.span.end)
        if _ARTICLE.fullmatch(text, piece.start, max(piece.start, stretch.outer.start)) and (piece.end <= stretch.outer.end or text[stretch.outer.end] == ","):
            return stretch.span  # called it a “sham”: the words are “sham”
    ends = {s.span.end for s in inside}
    tail = _TAIL.search(text, piece.start, piece.end)
    out = Span(piece.start, tail.start() if tail else piece.end).stripped(text, _ENDS)
    return Span(out.start, piece.end) if piece.end in ends and not tail else out


def _outside_marks(text: str, piece: Span, words: Sequence[Span]) -> list[str]:
    out, at = [], piece.start
    for span in words:
        if span.overlaps(piece):
            out.append(text[at : max(at, span.start)])
            at = max(at, span.end)
    return [*out, text[at : piece.end]]


def _twin(a: Quotation, b: Quotation) -> bool:
    """The same words by the same cue, or by a cue that overlaps it."""
    return a.span == b.span and (a.cue is None or b.cue is None or a.cue.span.overlaps(b.cue.span))


def nest(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Sorted by span; `within` is the smallest other quotation that holds content and cue. Words in marks are told once."""
    ordered = _told_once(sorted(quotations, key=lambda q: (q.span, q.cue.span.start if q.cue else -1)))
    by_size = sorted(range(len(ordered)), key=lambda i: (ordered[i].span.start, -ordered[i].span.end))
    within: dict[int, int] = {}
    open_: list[int] = []
    for i in by_size:
        while open_ and ordered[open_[-1]].span.end <= ordered[i].span.start:
            open_.pop()
        outer = min((o for o in reversed(open_) if _holds(ordered[o], ordered[i])), key=lambda o: piece_around(ordered[o], ordered[i].span), default=None)
        if outer is not None:
            within[i] = outer
        open_.append(i)
    return tuple(replace(q, within=within.get(i)) for i, q in enumerate(ordered))


def _told_once(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Each stretch in marks stays with one quotation: the innermost that is speech ("*said* he hoped “…”", "quoted him as *saying* “…”")."""
    owner: dict[Span, int] = {}
    for i, quotation in enumerate(quotations):
        for span in quotation.quoted:
            if span not in owner or _rank(quotation) < _rank(quotations[owner[span]]):
                owner[span] = i
    out = []
    for i, quotation in enumerate(quotations):
        kept = tuple(s for s in quotation.quoted if owner[s] == i)
        out.append(replace(quotation, quoted=kept, kind=quotation.kind if kept or not quotation.quoted else "indirect"))
    return out


def _rank(quotation: Quotation) -> tuple[bool, bool, int]:
    """The innermost speech; who reports that somebody "requested a meeting to discuss “terms”" chose the words in marks."""
    return (quotation.sense != "speech", quotation.kind != "direct" and quotation.confidence == THING, len(quotation.span))


def piece_around(outer: Quotation, inner: Span) -> int:
    """The length of the piece of *outer* that *inner* stands in: the smallest says whose part it is."""
    return min((len(p) for p in outer.pieces if p.covers(inner)), default=len(outer.span))


def _holds(outer: Quotation, inner: Quotation) -> bool:
    reach = hull((inner.span, inner.cue.span)) if inner.cue else inner.span
    return outer.span.covers(reach) and (len(outer.span) > len(inner.span)) and any(p.shared(inner.span) > 0 for p in outer.pieces)
