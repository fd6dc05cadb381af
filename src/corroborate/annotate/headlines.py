"""Headlines that attribute by a colon: "Mayor: the dam will hold", "Two hurt in crash: police"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corroborate.annotate.indirect import draft
from corroborate.annotate.reading import Reading, has_words
from corroborate.annotate.sayers import span_of
from corroborate.annotate.shapes import trimmed
from corroborate.language import Sentence, Token
from corroborate.types import Cue, Quotation, Speaker

_LONGEST = 8  #: tokens that name a speaker in a headline


def find_headlines(reading: Reading) -> Iterator[Quotation]:
    """What the title attributes without a verb; the title is paragraph -1, or a first line that no stop closes."""
    for sentence in reading.sentences[:2]:
        if sentence.paragraph >= 0 and (sentence.index > 0 or sentence.tokens[-1].text in (".", "!", '"', "”", ":")):
            continue
        colon = next((t.i for t in sentence.tokens if t.text == ":"), None)
        if colon is None:
            continue
        before, after = sentence.tokens[:colon], sentence.tokens[colon + 1 :]
        if _speaks(reading, sentence, before) and _says(after):
            yield _attributed(sentence, before, after, colon)
        elif _speaks(reading, sentence, after) and _says(before) and len(after) <= _LONGEST // 2:
            yield _attributed(sentence, after, before, colon)


def _attributed(sentence: Sentence, who: Sequence[Token], what: tuple[Token, ...], colon: int) -> Quotation:
    mark = sentence.tokens[colon]
    return draft((trimmed(sentence, what),), Cue(mark.span, ":"), Speaker(span_of([t for t in who if t.upos != "PUNCT"]), None, None, "colon in a headline"), confidence=0.7)


def _speaks(reading: Reading, sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """A short phrase without a verb that ends in a name of a person or body, or in a word for one."""
    words = [t for t in tokens if t.upos != "PUNCT"]
    if not 0 < len(words) <= _LONGEST or any(t.upos in ("VERB", "AUX") for t in words):
        return False
    named = any(n.type in ("PER", "ORG") and words[0].i <= n.start and n.end - 1 == words[-1].i for n in sentence.names)
    return named or words[-1].text.lower() in reading.lexicon.outlets or (words[0].text.lower() in reading.lexicon.outlets and len(words) < 4)


def _says(tokens: Sequence[Token]) -> bool:
    return has_words(tokens) and len(tokens) >= 3 and any(t.upos in ("VERB", "AUX") for t in tokens)
