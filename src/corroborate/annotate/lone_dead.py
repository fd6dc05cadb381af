"""One person told dead without a number, beside others who were hurt: "a man was killed and three others were wounded"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corroborate.annotate.totals import over_many
from corroborate.language import Sentence, Token
from corroborate.text.spans import Span
from corroborate.types import Quantity

_DIES = ("die", "dead", "perish")


def find_lone_dead(text: str, sentence: Sentence, table: Mapping[str, Any]) -> Iterator[Quantity]:
    """The one dead of *sentence* as a number of people killed; only where others with a number follow, for then all are told of."""
    for token in sentence.tokens:
        dead = _dead(sentence, token) if token.lemma.lower() in (*_DIES, "kill", "slay") and not sentence.negated(token) else None
        if dead is not None and _one(sentence, dead, table) and _others_follow(sentence, max(token.i, dead.i)) and not over_many(text, sentence):
            words = [t for t in sentence.subtree(dead, without=("acl", "appos")) if t.i <= dead.i or t.dep == "flat"]
            yield Quantity(Span(words[0].span.start, words[-1].span.end), "killed", 1.0, 1.0, "1", "person", "", None, sentence.span)
            return


def _dead(sentence: Sentence, teller: Token) -> Token | None:
    """Who is dead by the word *teller*."""
    if teller.lemma.lower() in _DIES:
        head = sentence.parent(teller)
        return sentence.child(teller, "nsubj") or (sentence.child(head, "obj") if head is not None and teller.dep == "xcomp" else None)  # "left a man dead"
    passive = sentence.child(teller, "nsubj:pass")
    return passive if sentence.child(teller, "aux:pass") is not None else sentence.child(teller, "obj")


def _one(sentence: Sentence, dead: Token, table: Mapping[str, Any]) -> bool:
    """Whether *dead* is one person: by name, or a singular noun for people; "another man" is one of more."""
    if sentence.child(dead, "conj", "nummod") is not None or any(t.lemma.lower() in ("another", "other", "second", "third") for t in sentence.children(dead, "det", "amod")):
        return False
    named = any(n.type == "PER" and n.start <= dead.i < n.end for n in sentence.names)
    return named or ("Number=Sing" in dead.feats and any(dead.lemma.lower() in table[key] for key in ("people", "victims")))


def _others_follow(sentence: Sentence, after: int) -> bool:
    """Whether "three others", "two more" come after the word at *after*."""
    return any(
        t.lemma.lower() in ("other", "more") and (sentence.tokens[t.i - 1].upos == "NUM" or sentence.child(t, "nummod") is not None) for t in sentence.tokens[after + 1 :]
    )
