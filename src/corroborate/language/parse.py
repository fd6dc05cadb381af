"""Text in, trees one can ask questions of out: `parse(text, sentences)`, `encode(texts)`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corroborate.language.encoder import MAX_PIECES, WEIGHTS, Parser, SentenceEncoder
from corroborate.language.lemmas import lemma
from corroborate.language.tree import heads
from corroborate.text.spans import Span
from corroborate.text.tokens import tokens

MAX_WORDS = 200  #: a longer sentence is parsed in stretches; the longest in the treebanks has 160


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


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the model tags it."""

    start: int  #: first token
    end: int  #: after the last token
    type: str  #: "PER", "ORG" or "LOC"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence. All spans count in the article's text."""

    index: int  #: place among the article's sentences
    paragraph: int  #: place of its paragraph; -1 for the title
    span: Span
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    _children: tuple[tuple[int, ...], ...] = field(repr=False, compare=False, default=())

    @property
    def root(self) -> Token:
        return next(t for t in self.tokens if t.head == -1)

    def children(self, token: Token, *rels: str) -> tuple[Token, ...]:
        """Dependents in order; only those whose relation, with or without subtype, is among *rels* if any are given."""
        below = self._children[token.i]
        if not below:
            return ()
        found = [self.tokens[i] for i in below]
        return tuple([t for t in found if t.rel in rels or t.dep in rels] if rels else found)

    def child(self, token: Token, *rels: str) -> Token | None:
        """The first such dependent."""
        return next(iter(self.children(token, *rels)), None)

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
        return tuple(t for t in self.tokens if span.covers(t.span))


@lru_cache(maxsize=1)
def _labels() -> dict[str, list[str]]:
    labels: dict[str, list[str]] = json.loads((WEIGHTS / "labels.json").read_text(encoding="utf-8"))
    return labels


@lru_cache(maxsize=4)
def _parser(threads: int) -> Parser:
    return Parser(threads)


@lru_cache(maxsize=4)
def _encoder(threads: int) -> SentenceEncoder:
    return SentenceEncoder(threads)


def encode(texts: Sequence[str], *, threads: int = 1) -> NDArray[np.float32]:
    """Meanings as unit vectors, [texts, 384]; their dot product says how alike two texts are (all-MiniLM-L6-v2, 8-bit)."""
    return _encoder(threads).run(texts) if texts else np.zeros((0, 384), np.float32)


def parse(text: str, sentences: Sequence[tuple[int, Span]], *, threads: int = 1) -> tuple[Sentence, ...]:
    """Parse the sentences of one article: (paragraph, span) pairs in order. Sentences without a word are left out."""
    cut: list[tuple[int, list[Span]]] = []
    for paragraph, span in sentences:
        words = tokens(text, span)
        cut += [(paragraph, words[i : i + MAX_WORDS]) for i in range(0, len(words), MAX_WORDS)]
    return parse_words(text, [(paragraph, words) for paragraph, words in cut if words], threads=threads)


def parse_words(text: str, sentences: Sequence[tuple[int, list[Span]]], *, threads: int = 1) -> tuple[Sentence, ...]:
    """The same for sentences that are cut into words already: (paragraph, words) pairs, at least one word each."""
    if not sentences:
        return ()
    forms = [[w.of(text) for w in words] for _, words in sentences]
    scores = _parser(threads).run([[f[: MAX_PIECES // 4] for f in words] for words in forms])
    return tuple(
        _sentence(index, paragraph, words, form, score)
        for index, ((paragraph, words), form, score) in enumerate(zip(sentences, forms, scores, strict=True))
    )


def _sentence(index: int, paragraph: int, spans: list[Span], forms: list[str], scores: dict[str, NDArray[np.float32]]) -> Sentence:
    labels = _labels()
    head = heads(scores["arc"])
    children: list[list[int]] = [[] for _ in forms]
    made = []
    for i, (form, span) in enumerate(zip(forms, spans, strict=True)):
        if head[i] >= 0:
            children[head[i]].append(i)
        upos = labels["upos"][int(scores["upos"][i])]
        feats = labels["feats"][int(scores["feats"][i])]
        rel = "root" if head[i] < 0 else labels["rel"][int(scores["rel"][i, head[i] + 1])]
        made.append(Token(i, form, span, upos, feats, lemma(form, upos, feats), head[i], rel))
    return Sentence(index, paragraph, Span(spans[0].start, spans[-1].end), tuple(made), _names(scores["ner"], labels["ner"]), tuple(map(tuple, children)))


def _names(scores: NDArray[np.float32], labels: Sequence[str]) -> tuple[Name, ...]:
    """Names from the likeliest tags; an inside tag that continues nothing begins a name."""
    out: list[Name] = []
    for i, tag in enumerate(labels[int(k)] for k in scores.argmax(-1)):
        if tag == "O":
            continue
        if tag[0] == "I" and out and out[-1].end == i and out[-1].type == tag[2:]:
            out[-1] = Name(out[-1].start, i + 1, tag[2:])
        else:
            out.append(Name(i, i + 1, tag[2:]))
    return tuple(out)
