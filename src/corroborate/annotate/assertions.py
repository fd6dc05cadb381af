"""What a sentence tells to be so or not so: who did what, and what there was, with whether it is denied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corroborate.annotate.event_status import future, must, negated
from corroborate.annotate.whom import People
from corroborate.language import Sentence, Token
from corroborate.text.spans import Span
from corroborate.types import Quantity


def find_assertions(sentence: Sentence, people: People, known: Mapping[str, Any]) -> Iterator[Quantity]:
    """The plain assertions of *sentence*: kind "so", value "yes" or "no", `about` what is told, `unit` the words around it that say of what, joined by spaces.

    `about` is the verb with its subject ("back|moss"), or the thing that there was ("exist|warrant").
    """
    for verb in sentence.tokens:
        if verb.upos not in ("VERB", "AUX") or not _plain(sentence, verb, known):
            continue
        thing = _thing(sentence, verb, known)
        subject = sentence.subject(verb)
        if thing is not None:
            yield _assertion(sentence, verb, f"exist|{_noun(thing, known)}", _around(sentence, verb, thing, people, known))
        elif subject is not None and verb.lemma.lower() not in known["assertion"]["exist"] and (who := people.at(sentence, subject)).person and subject.upos != "VERB":
            around = tuple(w for w in _around(sentence, verb, subject, people, known) if w != _last(who.about))
            if around:
                yield _assertion(sentence, verb, f"{verb.lemma.lower()}|{_last(who.about)}", around)


def _plain(sentence: Sentence, verb: Token, known: Mapping[str, Any]) -> bool:
    """Whether the clause tells what happened: nothing to come, possible, asked, tried or merely said."""
    if verb.lemma.lower() in known["assertion"]["skip"] or future(sentence, verb) or must(sentence, verb) or verb.dep in ("xcomp", "csubj"):
        return False
    if any(t.lemma.lower() in ("may", "might", "could", "can", "would") for t in sentence.children(verb, "aux")) or ("Tense=Pres" in verb.feats and verb.lemma != "be"):
        return False
    return not any(t.lemma.lower() in ("if", "whether", "unless", "until", "before", "to", "why", "how", "whose") for t in sentence.children(verb, "mark", "advmod"))


def _thing(sentence: Sentence, verb: Token, known: Mapping[str, Any]) -> Token | None:
    """What is told to have been there: "had outstanding *warrants*", "no *gun* was found", "there were *shots*"."""
    if verb.lemma.lower() not in known["assertion"]["exist"] or sentence.subject(verb) is None:
        return None  # "find the report here" tells nothing
    there = verb.lemma.lower() == "be" and sentence.child(verb, "expl") is not None
    thing = sentence.child(verb, "nsubj" if there else "nsubj:pass") or (sentence.child(verb, "obj") if not there else None)
    return thing if thing is not None and thing.upos == "NOUN" and thing.lemma.lower() not in known["assertion"]["changing"] else None


def _noun(token: Token, known: Mapping[str, Any]) -> str:
    """The noun as compared: a pistol is a gun."""
    lemma = token.lemma.lower()
    return next((name for name, words in known["assertion"]["same"].items() if lemma in words), lemma)


def _around(sentence: Sentence, verb: Token, core: Token, people: People, known: Mapping[str, Any]) -> tuple[str, ...]:
    """Nouns and surnames of the clause beside *core*: what the assertion is tied to."""
    out = []
    for token in sentence.subtree(verb, without=("ccomp", "advcl", "conj", "parataxis", "mark")):
        if token is core or token.upos not in ("NOUN", "PROPN", "PRON") or token.lemma.lower() in known["skip"] or token.rel == "obl:unmarked":
            continue
        whom = people.at(sentence, token)
        if token.upos == "PRON" and whom.referent is None:
            continue
        out.append(_last(whom.about) if whom.person else _noun(token, known) if token.upos == "NOUN" else "")
    return tuple(sorted({w for w in out if w}))


def _last(name: str) -> str:
    words = [w for w in name.lower().replace(".", "").split() if w not in ("jr", "sr", "ii", "iii", "iv")]
    return words[-1] if words else ""


def _assertion(sentence: Sentence, verb: Token, about: str, around: tuple[str, ...]) -> Quantity:
    denier = _denier(sentence, verb)
    tokens = sentence.subtree(verb, without=("ccomp", "advcl", "parataxis", "punct", "mark", "conj", "cc"))
    start = min(t.i for t in (*tokens, *((denier,) if denier is not None else ())))
    first = sentence.tokens[start - 1] if start and sentence.tokens[start - 1].text.lower() == "no" else sentence.tokens[start]
    denied = (denier is not None) != _denied(sentence, verb)
    return Quantity(Span(first.span.start, tokens[-1].span.end), "so", value="no" if denied else "yes", unit=" ".join(around), about=about, sentence=sentence.span)


def _denied(sentence: Sentence, verb: Token) -> bool:
    return negated(sentence, verb) or any(t.text.lower() == "no" for s in sentence.children(verb, "nsubj") for t in sentence.children(s, "det"))


def _denier(sentence: Sentence, verb: Token) -> Token | None:
    """What denies the clause of *verb* from above: "*denied* that", "no *evidence* that"."""
    head = sentence.parent(verb)
    if head is None or verb.dep not in ("ccomp", "acl"):
        return None
    if head.lemma.lower() in ("deny", "dispute", "refute") and verb.dep == "ccomp":
        return head
    no = any(t.text.lower() == "no" for t in sentence.children(head, "det"))
    return head if head.lemma.lower() in ("evidence", "indication", "sign", "proof", "truth") and no else None
