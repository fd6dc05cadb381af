"""An account's words as they are shown: what stands in quotation marks, and what differs from the other accounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corroborate.text.differences import Difference, word_differences
from corroborate.text.spans import Span, gaps, merged
from corroborate.types import Article, Quotation

MARKS = "\"“”„«»‘’'`"
ALIKE = 0.4  #: wordings that share less than this are not marked word by word: all would be marked
COMPARED = 12  #: so many wordings are asked which one is nearest to all

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")

Mark = Literal["", "differs", "only"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of an account's words."""

    text: str
    mark: Mark = ""  #: "differs": other words than elsewhere; "only": words that others leave out


def shown(article: Article, span: Span, quotation: Quotation | None) -> str:
    """The words of *span* on one line: quotation marks where the article has them, " … " where a cue interrupts."""
    return balanced(_shown(article, span, quotation))


def balanced(text: str) -> str:
    """*text* with the quotation mark that its cut left alone given its other half."""
    if text.count("“") == text.count("”") + 1 and text.rfind("“") > text.rfind("”"):
        return text + "”"
    if text.count("”") == text.count("“") + 1 and (text.find("“") < 0 or text.find("”") < text.find("“")):
        return "“" + text
    if text.count('"') == 1:
        opens = text.startswith('"') or text[text.find('"') - 1].isspace()
        return text + '"' if opens else '"' + text
    return text


def _shown(article: Article, span: Span, quotation: Quotation | None) -> str:
    if quotation is None:
        return " ".join(article[span].split())
    parts = [_piece(article, Span(max(p.start, span.start), min(p.end, span.end)), quotation) for p in quotation.pieces or (quotation.span,) if p.overlaps(span)]
    return " … ".join(p for p in parts if p) or " ".join(article[span].split())


def _piece(article: Article, piece: Span, quotation: Quotation) -> str:
    quoted = [Span(max(q.start, piece.start), min(q.end, piece.end)) for q in quotation.quoted if q.overlaps(piece)]
    if not quoted:
        return " ".join(article[piece].split())
    stretches = sorted([(s, True) for s in quoted] + [(s, False) for s in gaps(quoted, piece)])
    return " ".join("".join(f"“{_flat(article[s])}”" if q else _unmarked(article[s]) for s, q in stretches).split())


def _flat(text: str) -> str:
    return " ".join(text.split())


def _unmarked(text: str) -> str:
    """Words between quoted stretches, without the marks that belong to those."""
    return text.lstrip(MARKS).rstrip(MARKS) if text.strip(MARKS + " \n\t") else " "


def compared(wordings: Sequence[str]) -> list[tuple[Run, ...]]:
    """The wordings as runs, with what differs marked: each against the one that is nearest to all, and that one against all others."""
    main = nearest(wordings)
    first = wordings[main]
    same = {w for w in wordings if not _differences(first, w)}
    others = [w for w in wordings if w not in same and likeness(first, w) >= ALIKE]
    unlike = [w for w in wordings if w not in same and w not in others]

    def marks(wording: str) -> list[tuple[Span, Mark]]:
        if wording in same:
            return [*_main_marks(wording, others), *(m for w in unlike for m in _figures(wording, w))]
        return _marks(first, wording) if wording in others else _figures(wording, first)

    return [_runs(w, marks(w)) for w in wordings]


def _figures(text: str, main: str) -> list[tuple[Span, Mark]]:
    """Figures that *main* has not: all that is marked where the wordings are too unlike."""
    known = set(_FIGURE.findall(main))
    return [(Span(m.start(), m.end()), "differs") for m in _FIGURE.finditer(text) if known and m[0] not in known]


def _marks(main: str, other: str) -> list[tuple[Span, Mark]]:
    """What *other* has otherwise, or alone."""
    return [(whole_words(other, d.b), "differs" if len(d.a) else "only") for d in _differences(main, other) if len(d.b)]


def _main_marks(main: str, others: Sequence[str]) -> list[tuple[Span, Mark]]:
    """What any other wording has otherwise, and what none of them has."""
    differences = [_differences(main, o) for o in others]
    changed = [(whole_words(main, d.a), "differs") for found in differences for d in found if len(d.a) and len(d.b)]
    left_out = [merged(whole_words(main, d.a) for d in found if len(d.a)) for found in differences]
    alone = left_out[0] if left_out else ()
    for spans in left_out[1:]:
        alone = tuple(Span(max(a.start, b.start), min(a.end, b.end)) for a in alone for b in spans if a.overlaps(b))
    return [*changed, *((s, "only") for s in alone)]  # type: ignore[list-item]


def whole_words(text: str, span: Span) -> Span:
    """*span*, widened to the ends of the words it cuts: of "isn’t" not "n’t" alone."""
    start, end = span.start, span.end
    while len(span) and start > 0 and _joined(text[start - 1]) and _joined(text[start]):
        start -= 1
    while len(span) and end < len(text) and _joined(text[end]) and _joined(text[end - 1]):
        end += 1
    return Span(start, end)


def _joined(char: str) -> bool:
    return char.isalnum() or char in "'’"


def nearest(wordings: Sequence[str]) -> int:
    """Index of the wording that is most like the others; the first of equals."""
    among = wordings[:COMPARED]
    return max(range(len(among)), key=lambda i: (round(sum(likeness(among[i], w) for w in among), 6), -i))


@lru_cache(maxsize=4096)
def _differences(a: str, b: str) -> tuple[Difference, ...]:
    return word_differences(a, b)


def likeness(a: str, b: str) -> float:
    """The share of the characters of both that stands in words they have in common, 0 to 1."""
    apart = sum(len(d.a) + len(d.b) for d in _differences(a, b))
    return 1 - apart / max(1, len(a) + len(b))


def _runs(text: str, spans: Sequence[tuple[Span, Mark]]) -> tuple[Run, ...]:
    """Cut *text* at the spans; where two overlap, "differs" wins."""
    strong = merged(s for s, m in spans if m == "differs" and len(s))
    weak = tuple(p for s, m in spans if m == "only" and len(s) for p in gaps([t for t in strong if t.overlaps(s)], s))
    marked: list[tuple[Span, Mark]] = [(s, "differs") for s in strong] + [(s, "only") for s in merged(weak)]
    plain: list[tuple[Span, Mark]] = [(s, "") for s in gaps((s for s, _ in marked), Span(0, len(text)))]
    return tuple(Run(s.of(text), m) for s, m in sorted(marked + plain))


def around(article: Article, span: Span, sentence: Span | None, width: int = 110) -> tuple[Run, ...]:
    """A value in its sentence, the value marked, the rest cut to *width* characters on either side."""
    whole = sentence if sentence and sentence.covers(span) else Span(max(0, span.start - 60), min(len(article.text), span.end + 60))
    before, after = _flat(article.text[whole.start : span.start]), _flat(article.text[span.end : whole.end])
    if len(before) > width:
        before = "…" + before[-width:].split(" ", 1)[-1]
    left = " " if article.text[max(0, span.start - 1) : span.start].isspace() and before else ""
    right = " " if article.text[span.end : span.end + 1].isspace() and after else ""
    return (Run(before + left), Run(_flat(article[span]), "differs"), Run(right + clip_end(after, width)))


def clip_end(text: str, width: int) -> str:
    """*text* cut after a word at *width* characters."""
    return text if len(text) <= width else text[:width].rsplit(" ", 1)[0] + "…"
