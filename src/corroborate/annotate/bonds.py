"""What a statement says at its core: its main predicates, and which of its words hang on which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from corroborate.language import Sentence, Token
from corroborate.text.spans import Span

Bond = tuple[Span, Span]  #: a word and one that hangs on it
CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")
LIGHT = frozenset((  #: verbs that say little by themselves
    "be", "have", "do", "get", "say", "tell", "add", "go", "make", "take", "give", "begin", "start", "continue", "try", "want", "seem", "appear",
    "will", "would", "can", "could", "may", "might", "must", "should",
))
ONWARDS = ("conj", "ccomp", "xcomp", "parataxis")  #: where the predicate of a statement goes on: "planned to *meet*"


def core(span: Span, sentences: Sequence[Sentence]) -> tuple[tuple[Span, ...], tuple[Bond, ...]]:
    """The main predicates in *span*, and the bonds between its words of weight, in text order; *sentences* are those of its article."""
    predicates: list[Span] = []
    bonds: list[Bond] = []
    for sentence in (s for s in sentences if s.span.overlaps(span)):
        inside = {t.i for t in sentence.within(span)}
        predicates += [t.span for t in _predicates(sentence, inside)]
        bonds += [(a.span, b.span) for a, b in _bonds(sentence, inside)]
    return tuple(predicates), tuple(bonds)


def _predicates(sentence: Sentence, inside: Set[int]) -> list[Token]:
    """The words at the top of the tree inside, and what goes on from them; of a light verb its object too."""
    todo = [t for t in sentence.tokens if t.i in inside and t.head not in inside and t.upos in CONTENT]
    found: dict[int, Token] = {}
    while todo:
        token = todo.pop()
        if token.i in found:
            continue
        found[token.i] = token
        onwards = (*ONWARDS, "obj") if token.lemma in LIGHT else ONWARDS
        todo += [c for c in sentence.children(token, *onwards) if c.i in inside and c.upos in CONTENT]
    return sorted(_main(sentence, list(found.values())), key=lambda t: t.i)


def _main(sentence: Sentence, found: Sequence[Token]) -> Sequence[Token]:
    """Of the predicates those that tell most: not light ones, not those whose clause tells it ("believe that he fled"), and no bare noun beside a verb."""
    heavy = [t for t in found if t.lemma not in LIGHT and sentence.child(t, "ccomp") not in found] or found
    return [t for t in heavy if t.upos in ("VERB", "ADJ") or sentence.child(t, "cop") is not None] or heavy


def _bonds(sentence: Sentence, inside: Set[int]) -> Iterator[tuple[Token, Token]]:
    for token in (t for t in sentence.tokens if t.i in inside and t.upos in (*CONTENT, "PRON")):
        head = sentence.parent(token)
        if head is not None and head.i in inside and head.upos in CONTENT:
            yield head, token
            above = sentence.parent(head) if token.dep == "flat" else None
            if above is not None and above.i in inside:
                yield above, token  # "mayor" and "Holt" of "Mayor Ina Holt"
        shared = sentence.subject(token) if token.upos == "VERB" and token.dep in ("conj", "xcomp") else None
        if shared is not None and shared.i in inside and shared.head != token.i:
            yield token, shared
