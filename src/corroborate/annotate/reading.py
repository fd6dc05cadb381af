"""One article as the search for quotations reads it: its sentences, cue words and stretches in quotation marks, found by place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corroborate.annotate.attachment import asides, hoists
from corroborate.annotate.cues import CueWord, Lexicon
from corroborate.annotate.marks import Stretch, find_stretches
from corroborate.annotate.sayers import speaker
from corroborate.language import Sentence, Token
from corroborate.language.gazetteer import Gazetteer
from corroborate.text.spans import Span
from corroborate.types import Speaker


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
    names: Gazetteer
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

    def speaker_at(self, index: int, word: CueWord) -> Speaker:
        """Who speaks at a verb of sentence *index*: where it goes on with another verb's speech, that verb's speaker.

        A subject inside quotation marks that the cue stands outside of is none: "“They lied,” Holt said, adding …".
        """
        sentence = self.sentences[index]
        outer = self.hoisted[index].get(word.token.i)
        if outer is not None and sentence.child(word.token, "nsubj") is None:
            word = next((w for w in self.words[index] if w.token.i == outer), word)
        found = speaker(sentence, word, self.lexicon)
        if found.span is None or not self._is_cut_off(found.span, word):
            return found
        for other in reversed([w for w in self.words[index] if w.token.i < word.token.i and w.token.upos == "VERB"]):
            named = speaker(sentence, other, self.lexicon)
            if named.span is not None and self.in_stretch(other.token.span.start) is None and not self._is_cut_off(named.span, other):
                return named
        return found

    def _is_cut_off(self, span: Span, word: CueWord) -> bool:
        around = self.in_stretch(span.start)
        return around is not None and around is not self.in_stretch(word.token.span.start) and around.outer.end > span.end


def read_article(text: str, sentences: Sequence[Sentence], lexicon: Lexicon, names: Gazetteer) -> Reading:
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
    return Reading(text, tuple(sentences), words, hoisted, aside, stretches, paragraphs, lexicon, names, tuple(s.span.start for s in sentences))


def has_words(tokens: Sequence[Token]) -> bool:
    """Whether anything but marks stands there."""
    return any(t.upos != "PUNCT" and any(c.isalnum() for c in t.text) for t in tokens)
