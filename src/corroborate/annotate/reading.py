"""One article as the search for quotations reads it: its sentences, cue words and stretches in quotation marks, found by place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corroborate.annotate.attachment import asides, hoists
from corroborate.annotate.cues import CueWord, Lexicon
from corroborate.annotate.marks import Stretch, find_stretches
from corroborate.language import Sentence, Token
from corroborate.text.spans import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found once and asked often; sentence lists run parallel."""

    text: str
    sentences: tuple[Sentence, ...]
    words: tuple[tuple[CueWord, ...], ...]  #: cue words of each sentence
    hoisted: tuple[dict[int, int], ...]  #: see `attachment.hoists`
    asides: tuple[frozenset[int], ...]  #: see `attachment.asides`
    stretches: tuple[Stretch, ...]  #: the outermost, in order
    paragraphs: tuple[Span, ...]
    lexicon: Lexicon
    starts: tuple[int, ...]  #: where each sentence starts

    def index_at(self, position: int) -> int:
        """The sentence that holds *position*, else the last that starts before it."""
        return max(0, bisect_right(self.starts, position) - 1)

    def before(self, position: int, floor: int) -> tuple[Token, ...]:
        """The tokens of the sentence at *position* that end before it and start after *floor*."""
        sentence = self.sentences[self.index_at(position)]
        return tuple(t for t in sentence.tokens if t.span.end <= position and t.span.start >= floor)

    def after(self, position: int, ceiling: int) -> tuple[Token, ...]:
        """The tokens from *position* to the end of the sentence that holds the character before it, none at or past *ceiling*."""
        sentence = self.sentences[self.index_at(position - 1)]
        return tuple(t for t in sentence.tokens if t.span.start >= position and t.span.end <= ceiling)

    def in_stretch(self, position: int) -> Stretch | None:
        """The outermost stretch that holds *position*."""
        at = bisect_right(self.stretches, position, key=lambda s: s.outer.start) - 1
        return self.stretches[at] if at >= 0 and position < self.stretches[at].outer.end else None


def read_article(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> Reading:
    """Find cue words and quotation marks of one article."""
    words = tuple(lexicon.cue_words(s) for s in sentences)
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        if groups and groups[-1][-1].paragraph == sentence.paragraph:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    paragraphs = tuple(Span(g[0].span.start, g[-1].span.end) for g in groups)
    hoisted = tuple(hoists(s, w) for s, w in zip(sentences, words, strict=True))
    aside = tuple(asides(s, h, w) for s, h, w in zip(sentences, hoisted, words, strict=True))
    stretches = find_stretches(text, paragraphs)
    return Reading(text, tuple(sentences), words, hoisted, aside, stretches, paragraphs, lexicon, tuple(s.span.start for s in sentences))


def has_words(tokens: Sequence[Token]) -> bool:
    """Whether anything but marks stands there."""
    return any(t.upos != "PUNCT" and any(c.isalnum() for c in t.text) for t in tokens)
