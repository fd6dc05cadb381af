"""Sentences that one article took from another and put in other words: "has so far refused" for "thus far has refused".

Asked only of articles that name each other's outlet and share passages besides, so that a likeness is more than one event told twice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from corroborate.relate.signs import Lexicon
from corroborate.text.shingles import words
from corroborate.text.spans import Span

TELLING = 0.05  #: a word in more of the news than this tells nothing
STEM = 5  #: letters compared: "pressed" and "pressing" are one
LEAST = 7  #: telling words that the two sentences share
SHARE = 0.65  #: of the weight of the shorter one


def rewritten(a: str, a_sentences: Sequence[Span], b: str, b_sentences: Sequence[Span], known: Lexicon) -> list[Span]:
    """The sentences of text *a* that say what a sentence of text *b* says, nearly word for word but for order and form."""
    theirs = [telling(b, s, known) for s in b_sentences]
    by_stem: dict[str, list[int]] = {}
    for i, stems in enumerate(theirs):
        for stem in stems:
            by_stem.setdefault(stem, []).append(i)
    return [s for s in a_sentences if _held(telling(a, s, known), theirs, by_stem)]


def _held(mine: dict[str, float], theirs: Sequence[dict[str, float]], by_stem: dict[str, list[int]]) -> bool:
    near = {i for stem in mine for i in by_stem.get(stem, ())}
    return any(_alike(mine, theirs[i]) for i in near)


def _alike(x: dict[str, float], y: dict[str, float]) -> bool:
    shared = x.keys() & y.keys()
    return len(shared) >= LEAST and sum(x[w] for w in sorted(shared)) >= SHARE * min(sum(x.values()), sum(y.values()))


def telling(text: str, sentence: Span, known: Lexicon, least: float = TELLING) -> dict[str, float]:
    """The words of a sentence that less than *least* of the news holds, cut short, with how rare they are."""
    return {w[:STEM]: -math.log(known.rate(w)) for w in words(text, [sentence])[0] if len(w) > 2 and known.rate(w) < least}
