"""Quotations: content, cue and the words that name the speaker.

Words in quotation marks are judged first, by marks and the cue beside them (`direct`); then every other cue by its sentence's
tree (`indirect`). Where reported content holds words in marks the two are one, mixed. What is left in marks is somebody's
fragment, or a title or term (`fragments`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corroborate.annotate.cues import lexicon
from corroborate.annotate.direct import find_direct
from corroborate.annotate.fragments import find_fragments
from corroborate.annotate.headlines import find_headlines
from corroborate.annotate.indirect import find_indirect
from corroborate.annotate.mixing import mix, nest
from corroborate.annotate.reading import read_article
from corroborate.annotate.transcripts import find_blocks, find_transcripts
from corroborate.config import Config
from corroborate.language import Sentence
from corroborate.language.gazetteer import gazetteer
from corroborate.text.spans import Span, hull
from corroborate.types import Article, Quotation

#: "((es))Spanish language: …": how Wikinews gives a quotation's own language.
_NOTE = re.compile(r"\s*\(\([a-z]{2,3}\)\)[A-Z]\w+ language")


def find_quotations(article: Article, sentences: Sequence[Sentence], config: Config) -> tuple[Quotation, ...]:
    """The quotations of *article*, sorted by span; `within` indexes the result. Speakers are words only: `speakers` says who they are."""
    if not sentences:
        return ()
    reading = read_article(article.text, sentences, lexicon(config.data), gazetteer(config.data))
    direct = find_direct(reading)
    indirect = [
        q for i in range(len(sentences)) for q in find_indirect(reading, i, frozenset(t for s, t in direct.used if s == i))
    ]  # fmt: skip
    spoken = [*find_transcripts(reading), *find_blocks(reading)]
    indirect += find_headlines(reading)
    mixed, left = mix(reading, [*direct.quotations, *spoken], indirect, direct.left)
    found = [*mixed, *find_fragments(reading, left)]
    cut = (_without_note(article.text, _without_dateline(article, q)) for q in found)
    return nest([q for q in cut if q is not None])


def _without_dateline(article: Article, quotation: Quotation) -> Quotation:
    """From behind the dateline where it begins there: "ALDEN (AFP) — *Two men were hurt*, police said"."""
    line = article.dateline
    if line is None or not line.start <= quotation.span.start < line.end < quotation.pieces[0].end:
        return quotation
    first = Span(line.end, quotation.pieces[0].end).stripped(article.text)
    return replace(quotation, span=Span(first.start, quotation.span.end), pieces=(first, *quotation.pieces[1:]))


def _without_note(text: str, quotation: Quotation) -> Quotation | None:
    """Up to a note that gives the words in another language; `None` when all of it is that note."""
    note = _NOTE.search(text, quotation.span.start, quotation.span.end)
    if note is None:
        return quotation
    pieces = tuple(cut for p in quotation.pieces if p.start < note.start() and (cut := Span(p.start, min(p.end, note.start())).stripped(text)))
    quoted = tuple(cut for q in quotation.quoted if q.start < note.start() and (cut := Span(q.start, min(q.end, note.start())).stripped(text)))
    return replace(quotation, span=hull(pieces), pieces=pieces, quoted=quoted) if pieces else None
