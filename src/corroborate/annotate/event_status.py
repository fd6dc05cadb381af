"""Whether an event happened, as its words tell: asserted, denied, planned or possible. Who says so is another question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from corroborate.annotate.event_patterns import Patterns
from corroborate.language import Sentence, Token

Status = Literal["asserted", "denied", "possible", "planned", "reported"]

_FUTURE = ("will", "would", "shall", "'ll", "’ll", "wo", "'d")
_PERHAPS = ("may", "might", "could", "can", "should", "must")
_COME_FOR = ("discuss", "talk", "consult", "thank", "meet", "protest", "condemn", "oppose", "support", "denounce", "celebrate", "mourn", "call", "demand")
_CONDITION = ("if", "unless", "whether")
_AFTER = ("until", "before")  #: what they lead up to may not have come; in the past it has
_HEARSAY = ("allegedly", "reportedly", "supposedly", "apparently", "purportedly")


def future(sentence: Sentence, verb: Token) -> bool:
    """ "will meet", "is to meet", "is going to meet"."""
    aux = [t for t in sentence.children(verb, "aux") if t.text.lower() in _FUTURE]
    head = sentence.parent(verb)
    going = verb.dep == "xcomp" and head is not None and (head.text.lower() == "going" or head.lemma == "be")
    return bool(aux) or going or (verb.dep == "xcomp" and head is not None and head.lemma in ("be", "continue", "begin", "start") and future(sentence, head))


def must(sentence: Sentence, verb: Token) -> bool:
    """ "must end", "should release", "has to", "needs to"."""
    head = sentence.parent(verb)
    return any(t.text.lower() in ("must", "should", "ought") for t in sentence.children(verb, "aux")) or (
        verb.dep == "xcomp" and head is not None and head.lemma in ("have", "need") and sentence.child(head, "obj") is None
    )


def negated(sentence: Sentence, verb: Token) -> bool:
    """Whether "not", "never", "nor", or "no" on subject or object stands on it."""
    if sentence.negated(verb) or any(t.text.lower() in ("nor", "neither") for t in sentence.children(verb, "cc", "advmod")):
        return True
    return any(d.text.lower() == "no" for o in sentence.children(verb, "obj", "nsubj") for d in sentence.children(o, "det"))


def told(sentence: Sentence, token: Token, patterns: Patterns) -> Status:
    """What the sentence says of an event told by *token*, a verb or noun, from it up through the clauses it stands in."""
    for word, below in _climb(sentence, token):
        verb_says = _own(sentence, word) if word.upos in ("VERB", "AUX", "ADJ", "NOUN") else None
        if verb_says:
            return verb_says
        if below is None:
            continue
        if word.lemma in patterns.control["not_done"] or word.lemma in patterns.control["deny"]:
            return "denied"
        if word.lemma in patterns.control["plan"]:
            return "planned"
        if word.lemma in patterns.control["request"] or word.lemma in patterns.control["refuse"] or word.lemma in patterns.control["threaten"]:
            return "possible"
        if word.lemma in patterns.control["promise"] or word.lemma in patterns.control["agree"]:
            return "planned"
    return "asserted"


def _own(sentence: Sentence, word: Token) -> Status | None:
    """What stands on the word itself."""
    if negated(sentence, word):
        return "denied"
    marks = [t.text.lower() for t in sentence.children(word, "mark")]
    if any(m in _CONDITION or (m in _AFTER and "Tense=Past" not in word.feats) for m in marks):
        return "possible"
    if any(t.text.lower() in _HEARSAY for t in sentence.children(word, "advmod")):
        return "reported"
    aux = [t.text.lower() for t in sentence.children(word, "aux")]
    if any(a in _PERHAPS for a in aux) or ("would" in aux and any(t.lemma == "if" for t in sentence.tokens)):
        return "possible"
    if future(sentence, word):
        return "planned"
    return "planned" if _purpose(sentence, word) else None


def _purpose(sentence: Sentence, word: Token) -> bool:
    """ "to lift the ban" hung on a noun or as an aim; not of somebody who came to do it: "met to discuss"."""
    to = any(t.text.lower() == "to" for t in sentence.children(word, "mark"))
    head = sentence.parent(word)
    came = word.dep == "advcl" and head is not None and "Tense=Past" in head.feats and word.lemma in _COME_FOR
    return to and word.dep in ("acl", "advcl", "obl") and not came


def _climb(sentence: Sentence, token: Token) -> Iterator[tuple[Token, Token | None]]:
    """The token, then what governs it as long as it is part of the same claim: (word, the one below)."""
    yield token, None
    while token.head >= 0:
        head = sentence.tokens[token.head]
        if token.dep not in ("xcomp", "ccomp", "advcl", "acl", "obj", "nsubj", "conj", "nmod", "obl") or token.rel == "acl:relcl":
            return
        if token.dep == "ccomp" and head.lemma in ("say", "tell", "add", "report", "note", "write"):
            return
        if token.dep in ("nsubj", "conj", "obl", "nmod", "advcl"):
            if token.dep == "conj" and head.upos == "VERB" and not _same_aux(sentence, token):
                token = head
                yield head, None
            return
        token, below = head, token
        yield token, below


def _same_aux(sentence: Sentence, verb: Token) -> bool:
    """Whether a coordinated verb has a tense of its own."""
    return sentence.child(verb, "aux", "nsubj", "mark") is not None or "VerbForm=Fin" in verb.feats
