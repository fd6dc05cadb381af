"""Parsed sentences and what one can ask of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corroborate.text.spans import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark with its place in the text and in the tree."""

    i: int  #: index in the sentence
    text: str
    span: Span
    upos: str  #: universal part of speech: NOUN, PROPN, VERB, …
    feats: str  #: morphological features: "Number=Sing|Tense=Past"
    lemma: str
    head: int  #: index of the head; -1 for the root
    rel: str  #: relation to the head: "nsubj", "nsubj:pass", …

    @property
    def dep(self) -> str:
        """The relation without its subtype: "nsubj"."""
        return _without_subtype(self.rel)


@lru_cache(maxsize=256)
def _without_subtype(rel: str) -> str:
    return rel.split(":")[0]


def _is(token: Token, rels: Sequence[str]) -> bool:
    """Whether the token's relation, with or without subtype, is among *rels*."""
    rel = token.rel
    return rel in rels or (":" in rel and _without_subtype(rel) in rels)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the model tags it."""

    start: int  #: first token
    end: int  #: after the last token
    type: str  #: "PER", "ORG" or "LOC"; "MISC" for those in `Sentence.further`
    kind: str = ""  #: "person", "organisation", "place", "country"; "nationality", "group", "event", "work", "other"


class Roles(NamedTuple):
    """How likely a word is part of an attribution, 0 to 1 each."""

    cue: float  #: of the words that say that something is said or thought
    content: float  #: of what is said
    source: float  #: of the words for who says it


class Reference(NamedTuple):
    """What a pronoun or common noun most likely refers to."""

    sentence: int  #: index of its sentence
    token: int  #: index of the word that refers, there
    to_sentence: int  #: index of the earlier sentence
    to_token: int  #: index of the word there that it refers to
    probability: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence. All spans count in the article's text."""

    index: int  #: place among the article's sentences
    paragraph: int  #: place of its paragraph; -1 for the title
    span: Span
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    _children: tuple[tuple[Token, ...], ...] = field(repr=False, compare=False, default=())
    further: tuple[Name, ...] = ()  #: names of the other kinds: nationalities, groups, events, works
    roles: tuple[Roles, ...] = field(repr=False, compare=False, default=())  #: one for each token
    meanings: NDArray[np.float32] = field(repr=False, compare=False, default_factory=lambda: np.zeros((0, 0), np.float32))  #: [tokens, 384], for `meaning`

    @property
    def root(self) -> Token:
        return next(t for t in self.tokens if t.head == -1)

    def children(self, token: Token, *rels: str) -> tuple[Token, ...]:
        """Dependents in order; only those whose relation, with or without subtype, is among *rels* if any are given."""
        below = self._children[token.i]
        return tuple([t for t in below if _is(t, rels)]) if rels and below else below

    def child(self, token: Token, *rels: str) -> Token | None:
        """The first such dependent."""
        for below in self._children[token.i]:
            if not rels or _is(below, rels):
                return below
        return None

    def parent(self, token: Token) -> Token | None:
        return self.tokens[token.head] if token.head >= 0 else None

    def ancestors(self, token: Token) -> tuple[Token, ...]:
        """Head, head's head, … up to the root."""
        out: list[Token] = []
        while token.head >= 0 and len(out) <= len(self.tokens):
            token = self.tokens[token.head]
            out.append(token)
        return tuple(out)

    def subtree(self, token: Token, *, without: Sequence[str] = ()) -> tuple[Token, ...]:
        """The token and all below it, in text order; branches whose relation is in *without* are left out at its own level."""
        out, todo = [token], [c for c in self.children(token) if c.rel not in without and c.dep not in without]
        while todo:
            token = todo.pop()
            out.append(token)
            todo += self.children(token)
        return tuple(sorted(out, key=lambda t: t.i))

    def subtree_span(self, token: Token, *, without: Sequence[str] = ()) -> Span:
        """From the first to the last character below *token*."""
        below = self.subtree(token, without=without)
        return Span(below[0].span.start, below[-1].span.end)

    def subject(self, verb: Token) -> Token | None:
        """Its subject, passive or not, own or shared with the verb it is coordinated with or a complement of ("agreed to lift")."""
        own = self.child(verb, "nsubj", "csubj")
        if own is not None:
            return own
        head = self.parent(verb)
        if head is not None and verb.dep in ("conj", "xcomp") and head.upos in ("VERB", "AUX", "ADJ", "NOUN"):
            return self.subject(head)
        return None

    def clausal_complement(self, verb: Token) -> Token | None:
        """What is said, thought or done in a clause: `ccomp`, else `xcomp`, else a `parataxis` that holds the words."""
        return self.child(verb, "ccomp") or self.child(verb, "xcomp") or self.child(verb, "parataxis")

    def negated(self, verb: Token) -> bool:
        """Whether "not", "never" or "no" stands on it."""
        return any(t.lemma in ("not", "n't", "never", "no") or "Polarity=Neg" in t.feats for t in self.children(verb, "advmod", "det"))

    def at(self, position: int) -> Token | None:
        """The token that holds the character at *position*."""
        return next((t for t in self.tokens if t.span.start <= position < t.span.end), None)

    def within(self, span: Span) -> tuple[Token, ...]:
        """The tokens that lie wholly inside *span*."""
        start, end = span.start, span.end
        if end <= self.span.start or self.span.end <= start:
            return ()
        return tuple([t for t in self.tokens if start <= t.span.start and t.span.end <= end])
