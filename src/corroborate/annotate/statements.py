"""Statements: the sentence-sized units that claims compare, with their meaning as a vector.

A quotation is cut where a sentence ends and where an ellipsis divides two utterances; a mixed one also after each stretch of quoted words
that is long enough to stand alone. What is told rather than quoted is cut at clauses that could be sentences of their own, because one outlet puts into
one sentence what another puts into two. Sentences that are no quotation are statements too: they tell facts that others quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corroborate.annotate.bonds import core
from corroborate.language import Sentence, Token, meaning
from corroborate.text.spans import Span, gaps
from corroborate.text.tokens import tokens
from corroborate.types import Article, Quotation, Statement

LONG = 90  #: characters; a told sentence below this is one statement, whatever clauses it has
CLAUSE_WORDS = 5  #: a clause with fewer words does not stand alone
LEADS_ON = ("PUNCT", "AUX", "SCONJ", "CCONJ", "ADP", "PART", "DET")  #: words that an outlet's own words do not end with, where a quotation follows
ADVERBIAL_WORDS = 9  #: nor does one that says when, why or how another happened, with fewer
RELATIVES = ("who", "whom", "whose", "which", "where")  #: nor does a clause that begins so
_MARKS = " \t\r\n\u00a0\"'`“”‘’«»,;:–—-"
_ELLIPSIS = re.compile(r"\s*(?:\.\s?\.\s?\.|…)[.…\s]*(?=[\"“‘']?[A-Z])")


def find_statements(article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> tuple[Statement, ...]:
    """The statements of *article* in text order: parts of quotations, and parts of its own sentences (`quotation` is `None`)."""
    parts = [*_quoted(article.text, sentences, quotations), *_own(article.text, sentences, quotations)]
    found = [(_after(article.dateline, span).stripped(article.text, _MARKS), i) for span, i in parts if article.dateline is None or not article.dateline.covers(span)]
    found.sort(key=lambda s: (s[0], -1 if s[1] is None else s[1]))
    vectors = [meaning(sentences, span) for span, _ in found]
    return tuple(Statement(span, quotation, vector.astype("<f2").tobytes(), *core(span, sentences)) for (span, quotation), vector in zip(found, vectors, strict=True))


def _after(dateline: Span | None, span: Span) -> Span:
    """The statement begins behind "GENEVA (AFP) —"."""
    return Span(dateline.end, span.end) if dateline is not None and dateline.overlaps(span) else span


def _quoted(text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> Iterator[tuple[Span, int]]:
    for i, quotation in enumerate(quotations):
        if _told_by_another(i, quotations):
            continue
        inner = [q for q in quotations if q.within == i and q.quoted] if quotation.kind != "direct" else []
        for piece in quotation.pieces or (quotation.span,):
            for part in _utterances(text, piece, sentences):
                cuts = [part] if quotation.kind == "direct" else _clauses(text, part, quotation.quoted, sentences)
                yield from ((left, i) for cut in cuts for left in _without(text, cut, inner) if _says(left, quotation, sentences))


def _without(text: str, cut: Span, inner: Sequence[Quotation]) -> list[Span]:
    """What of *cut* no inner quotation tells, and more than who speaks there ("the mayor, Ina Holt, said"); all of it where there is none."""
    held = [q for q in inner if q.span.overlaps(cut)]
    cues = [q.cue.span.end for q in held if q.cue is not None]
    left = _trimmed(text, gaps([q.span for q in held], cut))
    leads = {s for s in left for end in cues if s.start < end <= s.end and text[end : s.end].strip() in ("", "that")}
    return [s for s in left if len(tokens(text, s)) > CLAUSE_WORDS and s not in leads] if held else [cut]


def _says(span: Span, quotation: Quotation, sentences: Sequence[Sentence]) -> bool:
    """Whether words of a quotation say something: told ones need a verb, quoted ones more than a name."""
    return _has_verb(span, sentences) or (any(q.overlaps(span) for q in quotation.quoted) and not _names_alone(span, sentences))


def _has_verb(span: Span, sentences: Sequence[Sentence]) -> bool:
    """Whether told words say something: "the trade deal", which somebody opposes, does not."""
    return any(t.upos in ("VERB", "AUX") for s in sentences if s.span.overlaps(span) for t in s.within(span))


def _names_alone(span: Span, sentences: Sequence[Sentence]) -> bool:
    """Whether quoted words only name somebody or something: "Organization 1"."""
    inside = [t for s in sentences if s.span.overlaps(span) for t in s.within(span) if t.upos not in ("PUNCT", "DET", "ADP", "CCONJ", "PART", "SYM")]
    return len(inside) > 0 and all(t.upos in ("PROPN", "NUM") for t in inside)


def _told_by_another(i: int, quotations: Sequence[Quotation]) -> bool:
    """Whether another quotation tells the same: one inside another is part of it, unless the outer one does little more than pass it on, or only the inner is quoted."""
    own = quotations[i]
    if own.within is not None:
        outer = quotations[own.within]
        return outer.kind == "direct" or not (own.quoted or _passes_on(outer, own))
    return any(q.within == i and _passes_on(own, q) for q in quotations)


def _passes_on(outer: Quotation, inner: Quotation) -> bool:
    return outer.kind != "direct" and bool(inner.quoted or not outer.quoted) and inner.span.shared(outer.span) > 0.6 * len(outer.span)


def _utterances(text: str, piece: Span, sentences: Sequence[Sentence]) -> list[Span]:
    """The sentence-sized parts of *piece*."""
    cuts = {piece.start, piece.end} | {s.span.start for s in sentences if piece.start < s.span.start < piece.end}
    cuts |= {m.end() for m in _ELLIPSIS.finditer(text, piece.start, piece.end)}
    edges = sorted(cuts)
    return _trimmed(text, [Span(a, b) for a, b in pairwise(edges)])


def _trimmed(text: str, spans: Sequence[Span]) -> list[Span]:
    """Without marks at the ends; a part without a letter or digit is left out."""
    cut = (s.stripped(text, _MARKS) for s in spans)
    return [s for s in cut if any(c.isalnum() for c in s.of(text))]


def _clauses(text: str, part: Span, quoted: Sequence[Span], sentences: Sequence[Sentence]) -> list[Span]:
    """Told words, cut after each quoted stretch that could stand alone and between clauses."""
    cuts = [q.end for q in quoted if part.start < q.end < part.end and len(tokens(text, q)) >= CLAUSE_WORDS and len(tokens(text, Span(q.end, part.end))) >= CLAUSE_WORDS]
    if len(part) > LONG:
        cuts += [c for s in sentences if s.span.overlaps(part) for c in clause_starts(s) if part.start < c < part.end and not any(q.start < c < q.end for q in quoted)]
    edges = [part.start]
    for cut in sorted(set(cuts)):
        if min(len(tokens(text, Span(edges[-1], cut))), len(tokens(text, Span(cut, part.end)))) >= CLAUSE_WORDS:
            edges.append(cut)
    return _trimmed(text, [Span(a, b) for a, b in zip(edges, [*edges[1:], part.end], strict=True)])


def clause_starts(sentence: Sentence) -> list[int]:
    """Where clauses begin that could be sentences of their own: coordinated, parallel or adverbial, with a verb and a subject."""
    return sorted(start for token in sentence.tokens if (start := _clause_start(sentence, token)) is not None)


def _clause_start(sentence: Sentence, verb: Token) -> int | None:
    if verb.dep not in ("conj", "advcl", "parataxis") or sentence.child(verb, "nsubj", "csubj") is None:
        return None
    below = sentence.subtree(verb)
    if verb.dep == "advcl" and min(len(below), below[0].i) < ADVERBIAL_WORDS:
        return None
    if next((t.lemma for t in below if t.upos != "PUNCT"), "") in RELATIVES:
        return None
    whole = len(below) == below[-1].i - below[0].i + 1
    after = verb.head < below[0].i
    return below[0].span.start if whole and after else None


def _own(text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> Iterator[tuple[Span, None]]:
    """What of each sentence stands in no quotation, where that is most of it or a clause of its own."""
    cues = [q.cue.span for q in quotations if q.cue is not None]
    for sentence in sentences:
        taken = [q.span for q in quotations if q.span.overlaps(sentence.span)]
        for free in gaps(taken, sentence.span):
            if not taken or (len(free) > 0.5 * len(sentence.span) and len(tokens(text, free)) > CLAUSE_WORDS):
                parts = _clauses(text, free.stripped(text, _MARKS), (), [sentence])
                yield from ((whole, None) for part in parts if (whole := _whole(text, part, sentence, cues)) is not None)


def _whole(text: str, part: Span, sentence: Sentence, cues: Sequence[Span]) -> Span | None:
    """The part without what leads on to words told elsewhere (", saying", "and that"); `None` where nothing is told but who spoke, or it breaks off in a clause."""
    inside = sentence.within(part)
    kept = _led_on(inside, cues)
    kept = _led_on(_without_clauses(sentence, kept, inside[len(kept) :]), cues)
    cut = inside[len(kept) :]
    if not any(t.upos in ("VERB", "AUX") for t in inside):
        return None  # a heading, a name, what is left of a sentence
    if not _tells(part, sentence, cues):
        return None
    if all(t.upos == "PUNCT" for t in cut) or (sentence.tokens[-1] in cut and not any(_cued(t.span, cues) for t in cut)):
        return part
    return Span(part.start, kept[-1].span.end) if len(kept) > CLAUSE_WORDS and not _breaks_off(sentence, cut) else None


def _led_on(inside: Sequence[Token], cues: Sequence[Span]) -> list[Token]:
    """The words without those at their end that lead on to what follows."""
    kept = list(inside)
    while kept and (kept[-1].upos in LEADS_ON or _cued(kept[-1].span, cues)):
        kept.pop()
    return kept


def _without_clauses(sentence: Sentence, kept: Sequence[Token], cut: Sequence[Token]) -> list[Token]:
    """Before the clauses whose verbs were cut off: "he choked up as she [said]"."""
    starts = [sentence.subtree(v)[0].i for v in cut if v.upos == "VERB" and v.head >= 0]
    return [t for t in kept if t.i < min(starts, default=t.i + 1)]


def _cued(span: Span, cues: Sequence[Span]) -> bool:
    return any(c.covers(span) for c in cues)


def _tells(part: Span, sentence: Sentence, cues: Sequence[Span]) -> bool:
    """Whether more is told than that somebody spoke: a predicate besides the words that mark speech, where there are such."""
    main = core(part, [sentence])[0]
    return not any(_cued(p, cues) for p in main) or any(t.span in main and t.upos in ("VERB", "AUX") and not _cued(t.span, cues) for t in sentence.tokens)


def _breaks_off(sentence: Sentence, cut: Sequence[Token]) -> bool:
    """Whether what was cut off holds the verb of a clause whose subject is left behind: "his words are", "the house is where"."""
    return any(t.upos == "AUX" and (t.dep not in ("aux", "cop") or (t.head >= 0 and sentence.tokens[t.head] not in cut)) for t in cut)
