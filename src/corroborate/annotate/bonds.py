"""What a statement says at its core: its main predicates, and which of its words hang on which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from corroborate.language import Sentence, Token
from corroborate.text.spans import Span

Bond = tuple[Span, Span]  #: a word and one that hangs on it
CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")
LIGHT = frozenset((  #: verbs that say little by themselves
    "be", "have", "do", "get", "say", "tell", "add", "go", "make", "take", "give", "begin", "start", "continue", "try", "want", "seem", "appear", "use", "discuss", "talk", "speak",
    "will", "would", "can", "could", "may", "might", "must", "should",
))
ONWARDS = ("conj", "ccomp", "xcomp", "parataxis")  #: where the predicate of a statement goes on: "planned to *meet*"


def core(span: Span, sentences: Sequence[Sentence]) -> tuple[tuple[Span, ...], tuple[Bond, ...], tuple[Bond, ...], tuple[Bond, ...]]:
    """The main predicates in *span*, the bonds between its words of weight, its verbs with who does it, and with whom or what it is done to.

    All in text order; *sentences* are those of its article.
    """
    predicates: list[Span] = []
    bonds: list[Bond] = []
    doers: list[Bond] = []
    targets: list[Bond] = []
    for sentence in (s for s in sentences if s.span.overlaps(span)):
        inside = {t.i for t in sentence.within(span)}
        predicates += [t.span for t in _predicates(sentence, inside)]
        bonds += [(a.span, b.span) for a, b in _bonds(sentence, inside)]
        for verb in (t for t in sentence.tokens if t.i in inside and t.upos == "VERB"):
            does, done_to = _roles(sentence, verb)
            doers += [(verb.span, t.span) for t in does if t.i in inside]
            targets += [(verb.span, t.span) for t in done_to if t.i in inside]
    return tuple(predicates), tuple(bonds), tuple(doers), tuple(targets)


def _roles(sentence: Sentence, verb: Token) -> tuple[list[Token], list[Token]]:
    """Who does what *verb* tells, and whom or what it is done to, with those named beside them: "A and B were seen by C"."""
    passive = sentence.child(verb, "nsubj:pass", "aux:pass") is not None
    above = sentence.parent(verb) if verb.dep == "xcomp" else None
    subject = (sentence.child(above, "obj") if above is not None else None) or sentence.subject(verb)  # "led A to *leave*": A leaves
    own = [subject] if subject is not None else []
    agents = [t for t in sentence.children(verb, "obl") if t.rel == "obl:agent" or any(c.lemma == "by" for c in sentence.children(t, "case"))] if passive else own
    targets = own if passive else list(sentence.children(verb, "obj"))
    return _with_beside(sentence, agents), _with_beside(sentence, targets)


def _with_beside(sentence: Sentence, found: Sequence[Token]) -> list[Token]:
    return [t for head in found for t in (head, *sentence.children(head, "conj"))]


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
