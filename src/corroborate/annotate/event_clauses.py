"""Who stands where around a verb: subject, objects and phrases with prepositions, whatever the clause's form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corroborate.language import Sentence, Token
from corroborate.text.dates import MONTHS, WEEKDAYS

_RELATIVE = ("which", "who", "that", "whom")
_DAYS = frozenset([*WEEKDAYS, *MONTHS, "yesterday", "today", "week", "month", "year", "day", "morning", "evening", "night"])
_STATES = ("oppose", "opposed", "commit", "prepare", "determine")  #: their participles tell what somebody is, not what was done to them
_PARTICLES = ("out", "off", "up", "down", "back", "over", "away", "in", "on", "aside", "forward", "free", "open")


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb with what hangs on it. Objects of a passive are what the action was done to."""

    sentence: Sentence
    verb: Token
    particles: frozenset[str]
    subject: Token | None  #: who acts; the agent of a passive
    object: Token | None
    indirect: Token | None
    phrases: tuple[tuple[str, Token], ...]  #: (preposition, noun), on the verb or its object, in text order
    passive: bool


def frame_of(sentence: Sentence, verb: Token) -> Frame:
    """The frame of *verb*; shared subjects (coordination, control, participles) and relative clauses are followed."""
    passive = is_passive(sentence, verb)
    phrases = tuple(_phrases(sentence, verb))
    object_ = _patient(sentence, verb) if passive else _object(sentence, verb)
    agent = next((t for p, t in phrases if p == "by"), None)
    subject = agent if passive else subject_of(sentence, verb)
    if object_ is not None:
        phrases += tuple(p for p in _below(sentence, object_) if p not in phrases)
    return Frame(sentence, verb, _particles(sentence, verb), subject, object_, _indirect(sentence, verb), phrases, passive)


def case_of(sentence: Sentence, token: Token) -> str:
    """The preposition that leads up to a noun, lower case; empty for none."""
    case = sentence.child(token, "case")
    return case.text.lower() if case is not None else ""


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether *verb* tells what was done to its subject: "was rejected", "sanctions imposed by"."""
    if verb.lemma in _STATES and verb.text.lower().endswith("d") and not any(case_of(sentence, c) == "by" for c in sentence.children(verb, "obl")):
        return False
    if sentence.child(verb, "nsubj:pass", "aux:pass") is not None:
        return True
    if verb.dep == "conj" and sentence.child(verb, "nsubj") is None and "VerbForm=Part" in verb.feats and "Tense=Past" in verb.feats:
        head = sentence.parent(verb)
        return head is not None and head.upos == "VERB" and sentence.child(verb, "aux", "obj") is None and is_passive(sentence, head)
    return verb.rel == "acl" and "VerbForm=Part" in verb.feats and "Tense=Past" in verb.feats


def subject_of(sentence: Sentence, verb: Token) -> Token | None:
    """Who does what *verb* says, as far as the sentence's tree tells; never the subject of a passive."""
    seen: set[int] = set()
    token: Token | None = verb
    while token is not None and token.i not in seen:
        seen.add(token.i)
        own = next((c for c in reversed(sentence.children(token, "nsubj")) if c.i < token.i), None) or sentence.child(token, "nsubj")
        if own is not None and own.rel != "nsubj:pass":
            return _antecedent(sentence, token, own)
        if own is not None:
            return own if token is not verb or token.lemma in _STATES else None
        token = _sharer(sentence, token)
        if token is not None and token.upos in ("NOUN", "PROPN", "PRON") and sentence.child(token, "nsubj") is None:
            return token
    return None


def _antecedent(sentence: Sentence, verb: Token, subject: Token) -> Token:
    """ "the group, which said …": the group; in "some before the court, which said …" the court, though a parse may hang the clause on "some"."""
    head = sentence.parent(verb)
    if subject.text.lower() not in _RELATIVE or verb.rel != "acl:relcl" or head is None:
        return subject
    if head.upos in ("DET", "PRON") and subject.text.lower() == "which":
        return next((t for t in sentence.subtree(head) if head.i < t.i < subject.i and t.upos in ("NOUN", "PROPN") and t.dep == "nmod"), head)
    return head


def _sharer(sentence: Sentence, verb: Token) -> Token | None:
    """The token whose subject a verb without one shares; a noun where that is itself the subject ("a group seeking …")."""
    head = sentence.parent(verb)
    if head is None:
        return None
    if verb.dep == "xcomp":
        controlled = sentence.child(head, "obj", "iobj") or next((t for p, t in _phrases(sentence, head) if p in ("on", "upon") and head.lemma == "call"), None)
        return controlled if controlled is not None and controlled.i < verb.i else head
    if verb.dep in ("conj", "advcl", "ccomp", "parataxis"):
        return head if head.upos in ("VERB", "AUX", "ADJ", "NOUN") else None
    if verb.dep == "acl":
        return head if "Tense=Pres" in verb.feats or "VerbForm=Ger" in verb.feats else _owner(sentence, head)
    return None


def _owner(sentence: Sentence, noun: Token) -> Token | None:
    """ "Iran's decision to …": Iran; "made a decision to …": who made it."""
    return sentence.child(noun, "nmod:poss") or (sentence.parent(noun) if noun.dep in ("obj", "obl") else None)


def _object(sentence: Sentence, verb: Token) -> Token | None:
    two = [c for c in sentence.children(verb, "obj") if not case_of(sentence, c) and c.i > verb.i]
    own = two[-1] if len(two) == 2 else next((c for c in sentence.children(verb, "obj") if not case_of(sentence, c)), None) or sentence.child(verb, "iobj")
    own = own or _named_first(sentence, verb)
    head = sentence.parent(verb)
    if own is not None and own.text.lower() in _RELATIVE and verb.rel == "acl:relcl" and head is not None:
        return head
    if own is None and verb.rel == "acl:relcl" and head is not None and sentence.child(verb, "nsubj") is not None and not _relative_subject(sentence, verb):
        return head
    if own is None and verb.dep == "conj" and head is not None and head.upos == "VERB" and sentence.child(head, "obj") is not None:
        after = sentence.child(head, "obj")
        return after if after is not None and after.i > verb.i else None
    return own


def _named_first(sentence: Sentence, verb: Token) -> Token | None:
    """ "called *the plan* a disaster": the first of two nouns, though a parse may take both for what it is called, or the first for the second's subject."""
    after = (c for c in sentence.children(verb, "xcomp") if c.i > verb.i and c.upos != "VERB")
    names = [c for c in after if not case_of(sentence, c) and sentence.child(c, "cop", "mark") is None]
    nouns = [c for c in names if c.upos in ("NOUN", "PROPN", "PRON")]
    inner = next((s for c in names for s in sentence.children(c, "nsubj") if s.i > verb.i), None)
    return inner or (nouns[0] if len(nouns) == 2 else None)


def _relative_subject(sentence: Sentence, verb: Token) -> bool:
    subject = sentence.child(verb, "nsubj")
    return subject is not None and subject.text.lower() in _RELATIVE


def _patient(sentence: Sentence, verb: Token) -> Token | None:
    own = sentence.child(verb, "nsubj:pass", "nsubj")
    if own is not None:
        return _antecedent(sentence, verb, own)
    if verb.rel == "acl":
        return sentence.parent(verb)
    if verb.dep == "conj" or verb.dep == "xcomp":
        head = sentence.parent(verb)
        return sentence.child(head, "nsubj:pass", "nsubj") if head is not None else None
    return sentence.child(verb, "obj")


def _indirect(sentence: Sentence, verb: Token) -> Token | None:
    """ "granted her a pardon": her, though a parse may call both objects."""
    two = [c for c in sentence.children(verb, "obj") if not case_of(sentence, c) and c.i > verb.i]
    return sentence.child(verb, "iobj") or (two[0] if len(two) == 2 else None)


def _phrases(sentence: Sentence, token: Token) -> Iterator[tuple[str, Token]]:
    for child in sentence.children(token, "obl", "nmod", "xcomp", "advcl", "obj"):
        case = case_of(sentence, child)
        if case and child.upos not in ("VERB", "AUX") and not _when(child):
            yield case, child
            yield from ((case_of(sentence, c) or case, c) for c in sentence.children(child, "conj") if case_of(sentence, c))


def _below(sentence: Sentence, noun: Token, depth: int = 2) -> Iterator[tuple[str, Token]]:
    """The phrases on a noun, and on these: "the deployment of troops to the border"."""
    for case, token in _phrases(sentence, noun):
        yield case, token
        if depth:
            yield from _below(sentence, token, depth - 1)


def _when(token: Token) -> bool:
    """ "on Friday", "in March", "in 2012"."""
    word = token.text.lower()
    return word in _DAYS or (word.isdigit() and len(word) == 4)


def _particles(sentence: Sentence, verb: Token) -> frozenset[str]:
    words = [c.text.lower() for c in sentence.children(verb, "compound", "advmod", "xcomp", "obl")]
    cases = [case_of(sentence, c) for c in sentence.children(verb, "obl")]
    return frozenset(w for w in [*words, *cases] if w in _PARTICLES)
