"""Counts: how many were killed, hurt or arrested, how many shots, what bail, how far, and any number with the noun it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corroborate.annotate.whom import NOBODY, People, Whom
from corroborate.language import Sentence, Token
from corroborate.text.numbers import Number, find_numbers
from corroborate.text.spans import Span
from corroborate.types import Quantity

OTHERS = ("remaining", "another", "additional", "other", "more")  #: words that set some apart from others counted before


def find_counts(text: str, sentence: Sentence, people: People, taken: Sequence[Span], table: Mapping[str, Any]) -> Iterator[Quantity]:
    """The counts in *sentence*; numbers in *taken* (ages, dates, times, addresses) are none."""
    for number in find_numbers(text, sentence.span):
        if number.ordinal or any(t.overlaps(number.core) for t in taken) or _no_count(text, number):
            continue
        if number.unit:
            yield from _amount(sentence, number, people, table)
        elif (noun := _counted(sentence, number)) is not None:
            yield from _count(text, sentence, number, noun, people, table)


def _no_count(text: str, number: Number) -> bool:
    """Years, telephone numbers, frequencies and "no one": numerals that count nothing."""
    words = number.core.of(text)
    year = len(words) == 4 and words.isdigit() and words[:2] in ("18", "19", "20") and number.span == number.core
    return year or words in ("911", "999", "112") or text[: number.span.start].lower().endswith(("no ", "any", "every", "each ", "no. ", "#"))


def quantity(sentence: Sentence, number: Number, kind: str, unit: str, about: str, whom: Whom = NOBODY) -> Quantity:
    return Quantity(number.span, kind, number.low, number.high, number.value, unit, about, whom.referent, sentence.span, number.approximate)


def _counted(sentence: Sentence, number: Number) -> Token | None:
    """The noun that *number* counts; the number itself where it stands for those counted ("six were hurt", "killing 12")."""
    inside = [t for t in sentence.tokens if number.core.overlaps(t.span) and any(c.isalnum() for c in t.text)]
    if not inside:
        return None
    last = inside[-1]
    head = sentence.parent(last)
    if last.dep in ("nummod", "compound", "det", "amod", "nmod") and head is not None and head.upos in ("NOUN", "ADJ", "VERB", "SYM") and 0 < head.i - last.i <= 6:
        return last if any(t.upos in ("ADP", "VERB", "PRON") for t in sentence.tokens[last.i + 1 : head.i] if t.lemma.lower() != "of") else head
    if last.dep in ("nsubj", "obj", "obl", "root", "conj", "appos", "nmod", "xcomp"):
        of = sentence.child(last, "nmod")  # "a dozen of the students", "four of the men"
        return of if of is not None and of.i > last.i else last
    return head if head is not None and 0 < head.i - last.i <= 6 and head.upos == "NOUN" else None


def _amount(sentence: Sentence, number: Number, people: People, table: Mapping[str, Any]) -> Iterator[Quantity]:
    """Money and shares; bail, fines and rewards by the word near them."""
    if number.unit == "%":
        token = sentence.at(number.core.start)
        head = sentence.parent(token) if token else None
        yield quantity(sentence, number, "share", "%", head.lemma.lower() if head is not None and head.upos == "NOUN" else "")
        return
    token = sentence.at(number.core.end - 1) or sentence.at(number.core.start)
    near = sentence.tokens[max(0, token.i - 8) : token.i + 6] if token else ()
    for kind, nouns in table["amount"].items():
        if any(t.lemma.lower() in nouns for t in near):
            subject = sentence.subject(sentence.root)
            yield quantity(sentence, number, kind, number.unit, "", people.at(sentence, subject))
            return
    yield quantity(sentence, number, "amount", number.unit, _noun_of(sentence, token))


def _noun_of(sentence: Sentence, token: Token | None) -> str:
    head = next((t for t in (sentence.ancestors(token) if token else ()) if t.upos in ("NOUN", "VERB")), None)
    return head.lemma.lower() if head is not None else ""


def _count(text: str, sentence: Sentence, number: Number, noun: Token, people: People, table: Mapping[str, Any]) -> Iterator[Quantity]:
    lemma = noun.lemma.lower()
    if lemma == "time" or lemma in table["shots"]["nouns"]:
        yield from _shots(sentence, number, noun, people, table)
        return
    if lemma in table["distance"]["units"] and noun.span.start - number.span.end <= 12:
        yield quantity(sentence, number, "distance", lemma, _noun_of(sentence, noun))
        return
    bare = noun.span.overlaps(number.core)
    told_of = any(lemma in tellers for tellers in table["told"].values())
    human = bare or lemma in table["people"] or lemma in table["suspects"] or lemma in table["victims"] or noun.upos in ("ADJ", "VERB") or told_of
    kinds = [k for k in _told(sentence, noun, table) if not _partial(sentence, noun, k)] if human else []
    for kind in kinds:
        yield quantity(sentence, number, kind, "person", "")
    if lemma in table["suspects"] or (human and _sought(sentence, noun, table)):
        yield quantity(sentence, number, "suspects", "person", "")
    elif not kinds and not bare and lemma.isalpha() and lemma not in table["skip"] and noun.upos == "NOUN" and number.high != 1:
        yield quantity(sentence, number, "part" if _some_of(sentence, noun) else "count", lemma, lemma)


def _some_of(sentence: Sentence, noun: Token) -> bool:
    """ "two other people", "one of the three victims": numbers that leave some out, or say of how many others are."""
    case = sentence.child(noun, "case")
    return (noun.dep == "nmod" and case is not None and case.lemma.lower() == "of") or any(t.lemma.lower() in OTHERS for t in sentence.children(noun, "amod", "det"))


def _partial(sentence: Sentence, noun: Token, kind: str) -> bool:
    """Whether the number counts only some of them: "two children and two teens", "two other people killed", "four died at the scene"."""
    if any(t.lemma.lower() == "they" for t in sentence.children(noun, "nmod")):
        return True  # "three of them seriously"
    siblings = [*sentence.children(noun, "conj"), *([p] if noun.dep == "conj" and (p := sentence.parent(noun)) is not None else [])]
    if any(sentence.child(s, "nummod") is not None for s in siblings):
        return True
    if any(t.lemma.lower() in OTHERS[:3] for t in sentence.children(noun, "amod", "det")):
        return True
    if kind != "killed":
        return False
    other = any(t.lemma.lower() in OTHERS for t in (noun, *sentence.children(noun, "amod", "det")))
    head = sentence.parent(noun)
    return other or (head is not None and any(t.lemma.lower() in ("scene", "later", "hospital") for t in sentence.children(head, "obl", "advmod")))


def _told(sentence: Sentence, noun: Token, table: Mapping[str, Any]) -> Iterator[str]:
    """What is told of the people that *noun* counts: "killed", "injured", …: all that hold ("shot and wounded")."""
    words = [noun, *_predicates(sentence, noun)]
    tellers_ = {w for tellers in table["told"].values() for w in tellers}
    following = sentence.tokens[noun.i + 1] if noun.i + 1 < len(sentence.tokens) else None
    if noun.upos == "NUM" and following is not None and following.lemma.lower() in tellers_:
        words = [following]  # "3 killed, 12 injured": each number with its own word
    lemmas = [w.lemma.lower() for w in words]
    if any(c.lemma.lower() == "fatally" for w in words for c in sentence.children(w, "advmod")):
        lemmas = [w for w in lemmas if w not in table["told"]["shot"] and w not in table["told"]["injured"]] + ["fatally"]
    for kind, tellers in table["told"].items():
        if any(w in tellers for w in lemmas) and not any(sentence.negated(w) for w in words if w.lemma.lower() in tellers):
            yield kind


def _sought(sentence: Sentence, noun: Token, table: Mapping[str, Any]) -> bool:
    """Whether the people that *noun* names did it or are looked for."""
    head, sought = sentence.parent(noun), table["sought"]
    if head is None:
        return False
    return (noun.rel == "nsubj" and head.lemma.lower() in sought["does"]) or (noun.rel in ("nsubj:pass", "obj", "obl") and head.lemma.lower() in sought["done"])


def _predicates(sentence: Sentence, noun: Token) -> list[Token]:
    """The verbs and participles that tell what happened to those that *noun* names."""
    found: list[Token] = [t for t in sentence.children(noun, "amod", "acl") if sentence.child(t, "nummod") is None]
    if (sentence.paragraph < 1 or noun.upos == "NUM") and noun.i + 1 < len(sentence.tokens):
        found.append(sentence.tokens[noun.i + 1])  # headlines leave out the verb, "6 people wounded in shooting"; so does "left two dead"
    head = sentence.parent(noun)
    if head is None:
        return found
    if noun.rel in ("nsubj:pass", "obj") or (noun.dep == "nsubj" and head.lemma.lower() in ("die", "dead", "perish", "missing", "hurt")):
        found += [head, *(c for c in sentence.children(head, "conj") if sentence.child(c, "nsubj", "obj") is None)]
        if head.lemma.lower() in ("take", "rush", "transport", "airlift", "bring") and any(t.lemma.lower() in ("hospital", "medical", "clinic") for t in sentence.subtree(head)):
            found += [t for t in sentence.subtree(head) if t.lemma.lower() in ("hospital", "medical", "clinic")][:1]
        found += [t for t in sentence.children(head, "xcomp", "advcl") if t.upos == "ADJ"]
    elif noun.dep == "nsubj" and head.lemma.lower() in ("suffer", "sustain", "receive", "have"):
        found += sentence.children(head, "obj")  # "one man received serious injuries"
    elif noun.dep == "nsubj" and head.upos == "ADJ":
        found.append(head)
    elif noun.dep in ("nmod", "obl") and head.upos == "NOUN":
        found.append(head)  # "the death of two men", "a toll of 12"
    elif noun.dep == "conj" and head.upos in ("NOUN", "PROPN", "NUM", "PRON"):
        found += _predicates(sentence, head)
    return found


def _shots(sentence: Sentence, number: Number, noun: Token, people: People, table: Mapping[str, Any]) -> Iterator[Quantity]:
    """Shots fired, shots that hit ("shot twice", "hit by three bullets"), shots that somebody heard."""
    shots = table["shots"]
    verb = next((t for t in sentence.ancestors(noun) if t.upos == "VERB"), None)
    lemma = verb.lemma.lower() if verb is not None else ""
    if verb is None or (noun.lemma.lower() == "time" and lemma not in shots["hit"] and lemma not in shots["fired"]):
        return
    if lemma in shots["heard"]:
        yield quantity(sentence, number, "shots", "shot", "heard")
        return
    passive = sentence.child(verb, "nsubj:pass")
    if passive is None and sentence.child(verb, "aux:pass") is not None:
        passive = next((s for a in sentence.ancestors(verb) if (s := sentence.subject(a)) is not None), None)  # "died after being shot twice"
    victim = passive if passive is not None and not passive.span.overlaps(noun.span) else sentence.child(verb, "obj")
    if lemma in shots["hit"] and (noun.lemma.lower() == "time" or noun.dep == "obl") and victim is not None and victim is not noun:
        whom = people.at(sentence, victim)
        yield quantity(sentence, number, "hits", "shot", whom.about, whom)
    else:
        whom = people.at(sentence, sentence.subject(verb) if passive is None else None)
        yield quantity(sentence, number, "shots", "shot", "fired", whom)
