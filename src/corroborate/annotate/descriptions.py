"""Descriptions of persons and bodies in one sentence: "Iran's supreme leader", "a neighbor", "police", "her mother"."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from corroborate.language import Sentence, Token
from corroborate.language.gazetteer import Gazetteer
from corroborate.types import EntityType

_LEFT = ("det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod", "advmod", "obl:unmarked", "punct")


@dataclass(frozen=True, slots=True)
class Described:
    """A description by token: the phrase is `[start, end)`, its noun `head`."""

    start: int
    head: int
    end: int
    type: EntityType


def find_descriptions(sentence: Sentence, taken: Set[int], names: Gazetteer) -> list[Described]:
    """The descriptions of *sentence* whose noun is not among the *taken* tokens (names and their titles), left to right."""
    found: list[Described] = []
    lower = [t.text.lower().replace(".", "") for t in sentence.tokens]
    office = 0  # after the last word of the office last found: the "general" of "attorney general" is no general
    for token in sentence.tokens:
        type_ = _type(sentence, token, names) if token.i not in taken and token.i >= office else None
        if type_ is None:
            continue
        title = names.title(lower, token.i) if type_ == "person" else None
        office = title[0] if title and not taken & set(range(token.i, title[0])) else token.i + 1
        found.append(Described(_start(sentence, token, taken), token.i, max(office, _end(sentence, token, names)), type_))
    return found


def _type(sentence: Sentence, token: Token, names: Gazetteer) -> EntityType | None:
    if token.upos not in ("NOUN", "PROPN", "ADJ") or token.rel in ("compound", "flat", "amod", "fixed", "goeswith") or token.rel.startswith("nmod:desc"):
        return None
    low, lemma = token.text.lower(), token.lemma.lower()
    if token.upos == "ADJ":  # "the deceased" is none, "the official" tagged as an adjective is
        return "person" if names.person(low) and token.rel in ("nsubj", "nsubj:pass", "obj", "obl", "iobj") and sentence.child(token, "det") else None
    if _clausal_of(sentence, token):
        return None
    plural = "Number=Plur" in token.feats or "Number=Ptan" in token.feats
    if low in names.authority:
        return "organization" if low == "police" else "group"
    if plural and (low in names.many or names.person(lemma) is not None):
        return "group"
    if names.person(lemma) is not None or names.person(low) is not None:
        return "person"
    case = sentence.child(token, "case")
    if lemma == "party" and case is not None and case.text.lower() in ("at", "after", "during"):
        return None  # one that is given, not joined
    if lemma in ("group", "team", "pair", "crowd", "number") and any("Number=Plur" in c.feats and names.person(c.lemma.lower()) for c in sentence.children(token, "nmod")):
        return "group"
    if lemma in names.bodies or low in names.bodies:
        return "group" if plural and low not in ("forces", "police") else "organization"
    return None


def _clausal_of(sentence: Sentence, token: Token) -> bool:
    """ "in general", "a minor", "in the head": a noun that is no person here."""
    if token.text.lower() == "head" and not sentence.child(token, "nmod", "compound"):
        return True
    return token.text.lower() in ("general", "second", "minor", "local", "individual", "major", "key") and not sentence.child(token, "det")


def _start(sentence: Sentence, head: Token, taken: Set[int]) -> int:
    """The first word of the phrase: what stands before the noun and hangs on it, without a gap."""
    reach = {t.i for c in sentence.children(head, *_LEFT) if c.i < head.i for t in sentence.subtree(c)}
    start = head.i
    while start > 0 and start - 1 in reach and sentence.tokens[start - 1].text not in ("–", "—", "--", ")", ":"):
        start -= 1
    while start < head.i and sentence.tokens[start].upos in ("PUNCT", "CCONJ", "ADV") and sentence.tokens[start].text.lower() not in ("then",):
        start += 1
    return start


def _end(sentence: Sentence, head: Token, names: Gazetteer) -> int:
    """After the last word of the phrase, with complements that tell who is meant, without clauses."""
    end = head.i + 1
    for child in sentence.children(head, "nmod"):
        case = sentence.child(child, "case")
        if child.i < end or case is None or case.i != end or case.text.lower() not in names.grammar["complements"]:
            continue
        below = sentence.subtree(child, without=("acl", "acl:relcl", "appos", "parataxis"))
        last = end
        while any(t.i == last and t.text != "," for t in below):
            last += 1
        end = last
    while end > head.i + 1 and sentence.tokens[end - 1].upos == "PUNCT" and sentence.tokens[end - 1].text not in (")",):
        end -= 1
    return end
