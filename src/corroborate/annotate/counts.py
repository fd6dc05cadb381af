"""Counts: how many were killed, hurt or arrested, how many shots, what bail, how far, and any number with the noun it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corroborate.annotate.totals import Total, beside_the_dead, over_many, partial, some_of, total
from corroborate.annotate.whom import NOBODY, People, Whom
from corroborate.language import Sentence, Token
from corroborate.text.numbers import Number, find_numbers
from corroborate.text.spans import Span
from corroborate.types import Quantity


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


def quantity(sentence: Sentence, number: Number | Total, kind: str, unit: str, about: str, whom: Whom = NOBODY) -> Quantity:
    return Quantity(number.span, kind, number.low, number.high, number.value, unit, about, whom.referent, sentence.span, number.approximate)


def _counted(sentence: Sentence, number: Number) -> Token | None:
    """The noun that *number* counts; the number itself where it stands for those counted ("six were hurt", "killing 12")."""
    inside = [t for t in sentence.tokens if number.core.overlaps(t.span) and any(c.isalnum() for c in t.text)]
    if not inside:
        return None
    last = inside[-1]
    head = sentence.parent(last)
    beside = sentence.tokens[last.i + 1] if last.i + 1 < len(sentence.tokens) else None
    if beside is not None and beside.lemma.lower() == "other" and beside.upos == "NOUN":
        return beside  # "one dead and 11 others shot", whatever the tree says
    if last.dep in ("nummod", "compound", "det", "amod", "nmod") and head is not None and head.upos in ("NOUN", "ADJ", "VERB", "SYM") and 0 < head.i - last.i <= 6:
        return last if any(t.upos in ("ADP", "VERB", "PRON") for t in sentence.tokens[last.i + 1 : head.i] if t.lemma.lower() != "of") else head
    if last.dep in ("nsubj", "obj", "obl", "root", "conj", "appos", "nmod", "xcomp"):
        of = next((t for t in sentence.children(last, "nmod") if t.i > last.i and _has_of(sentence, t)), None)
        return of or last  # "a dozen of the students"; not "one with injuries"
    return head if head is not None and 0 < head.i - last.i <= 6 and head.upos == "NOUN" else None


def _has_of(sentence: Sentence, noun: Token) -> bool:
    case = sentence.child(noun, "case")
    return case is not None and case.lemma.lower() == "of"


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
    tellers = {w for words in table["told"].values() for w in words}
    told_of = lemma != "wound" and lemma in tellers
    human = bare or lemma in table["people"] or lemma in table["suspects"] or lemma in table["victims"] or noun.upos in ("ADJ", "VERB") or told_of
    kinds = [k for k in _told(sentence, noun, table) if not partial(text, sentence, noun, number, k, tellers)] if human and not over_many(text, sentence) else []
    people_told = total(text, sentence, noun, number, table)
    if people_told is not None:
        some = "" if bare or people_told.span != number.span else _class(lemma, table)
        yield from (quantity(sentence, people_told, kind, "person", some) for kind in kinds)
    if lemma in table["suspects"] or (human and lemma not in table["victims"] and _sought(sentence, noun, table)):
        if people_told is not None and not partial(text, sentence, noun, number, "suspects", tellers):
            yield quantity(sentence, people_told, "suspects", "person", "")
            if lemma in table["shooters"] or _fires(sentence, noun, table):
                yield quantity(sentence, people_told, "shooters", "person", "")
    elif not kinds and not bare and lemma.isalpha() and lemma not in table["skip"] and noun.upos == "NOUN" and number.high != 1:
        yield quantity(sentence, number, "part" if some_of(sentence, noun) else "count", lemma, lemma)


def _told(sentence: Sentence, noun: Token, table: Mapping[str, Any]) -> Iterator[str]:
    """What is told of the people that *noun* counts: "killed", "injured", …: all that hold ("shot and wounded")."""
    words = [noun, *_predicates(sentence, noun)]
    tellers_ = {w for tellers in table["told"].values() for w in tellers}
    following = sentence.tokens[noun.i + 1] if noun.i + 1 < len(sentence.tokens) else None
    if noun.upos == "NUM" and following is not None and following.lemma.lower() in tellers_:
        words = [following]  # "3 killed, 12 injured": each number with its own word
    elif noun.upos != "NUM" and noun.lemma.lower() in tellers_:
        words = [noun]  # "one dead"
    words = [w for w in words if not _undone(sentence, w) and (w.lemma.lower() != "fatally" or w.head == noun.i)]
    lemmas = [w.lemma.lower() for w in words]
    if beside_the_dead(sentence, noun, "injured") and _in_condition(sentence, noun, table):
        lemmas.append("injured")
    if _fatally(sentence, noun, words):
        lemmas = [w for w in lemmas if w not in table["told"]["shot"] and w not in table["told"]["injured"]] + ["fatally"]
    if any(t.lemma.lower() == "death" for w in words if w.lemma.lower() in table["told"]["shot"] for t in sentence.children(w, "obl")):
        lemmas = ["fatally"]  # "shot to death"
    if beside_the_dead(sentence, noun, "injured") and some_of(sentence, noun):
        lemmas = ["injure" if w in table["told"]["shot"] else w for w in lemmas]  # "one dead and 11 others shot": these live
    for kind, tellers in table["told"].items():
        if any(w in tellers for w in lemmas) and not any(sentence.negated(w) for w in words if w.lemma.lower() in tellers):
            yield kind


def _fatally(sentence: Sentence, noun: Token, words: Sequence[Token]) -> bool:
    """Whether those were wounded to death: "one victim fatally wounded"; not "four shot, one fatally"."""
    told = [c for w in words for c in sentence.children(w, "advmod") if c.lemma.lower() == "fatally" and sentence.tokens[c.i - 1].upos != "NUM"]
    return bool(told) or any(w.lemma.lower() == "fatally" for w in words)


def _in_condition(sentence: Sentence, noun: Token, table: Mapping[str, Any]) -> bool:
    """ "One man died and *two men are in critical condition*"."""
    head = sentence.parent(noun)
    return head is not None and noun.dep == "nsubj" and head.lemma.lower() == "condition" and any(t.lemma.lower() in table["condition"] for t in sentence.children(head, "amod"))


def _class(lemma: str, table: Mapping[str, Any]) -> str:
    """The class of people that a noun picks out, or "" where it says no more than people: two wounded children may be of three wounded people."""
    return next((name for name, nouns in table["part_of_all"].items() if lemma in nouns), "")


def _undone(sentence: Sentence, word: Token) -> bool:
    """ "attempted murder", "wound up": words that tell something else together."""
    beside = [*sentence.children(word, "amod", "compound"), *sentence.tokens[max(0, word.i - 1) : word.i]]
    up = any(t.lemma.lower() == "up" for t in sentence.children(word, "compound:prt"))
    return up or any(t.lemma.lower() in ("attempt", "attempted") for t in beside)


def _sought(sentence: Sentence, noun: Token, table: Mapping[str, Any]) -> bool:
    """Whether the people that *noun* names did it or are looked for."""
    head, sought = sentence.parent(noun), table["sought"]
    if head is None:
        return False
    return (noun.rel == "nsubj" and head.lemma.lower() in sought["does"]) or (noun.rel in ("nsubj:pass", "obj", "obl") and head.lemma.lower() in sought["done"])


def _fires(sentence: Sentence, noun: Token, table: Mapping[str, Any]) -> bool:
    """Whether those that *noun* names are told to have fired."""
    head = sentence.parent(noun)
    return head is not None and noun.rel == "nsubj" and head.lemma.lower() in table["sought"]["fires"] and (head.lemma.lower() != "open" or _opens_fire(sentence, head))


def _opens_fire(sentence: Sentence, verb: Token) -> bool:
    return any(t.lemma.lower() == "fire" for t in sentence.children(verb, "obj"))


def find_lone_shooters(text: str, sentence: Sentence, table: Mapping[str, Any]) -> Iterator[Quantity]:
    """ "The shooter is a young man": one who fired, where the sentence speaks of no more."""
    for token in sentence.tokens:
        article = sentence.child(token, "det")
        if article is not None and article.lemma.lower() in ("the", "a") and token.lemma.lower() in table["shooters"] and _alone(sentence, token):
            yield Quantity(Span(article.span.start, token.span.end), "shooters", 1.0, 1.0, "1", "person", "", None, sentence.span)


def _alone(sentence: Sentence, token: Token) -> bool:
    """Whether *token* is the one subject: not "one of", "another", "a second", or a row."""
    apart = any(t.lemma.lower() in ("one", "another", "other", "second", "no") for t in sentence.children(token, "det", "amod"))
    return token.dep == "nsubj" and "Number=Plur" not in token.feats and not apart and sentence.child(token, "conj", "nummod", "case") is None


def _predicates(sentence: Sentence, noun: Token) -> list[Token]:
    """The verbs and participles that tell what happened to those that *noun* names."""
    beside = sentence.children(noun, "amod", "acl")
    found: list[Token] = [t for t in beside if sentence.child(t, "nummod", "obj") is None and t.rel != "acl:relcl"]  # "two who had been shot": of more; "two officers, killing one"
    if noun.dep == "nsubj" and any(t.lemma.lower() in ("one", "1") for t in sentence.children(noun, "nummod")):
        found = []  # "one injured woman drove home": of more
    if noun.upos != "NUM" and noun.i + 1 < len(sentence.tokens) and sentence.tokens[noun.i + 1].lemma.lower() == "with":
        found += [t for t in sentence.tokens[noun.i + 2 : noun.i + 5] if t.lemma.lower() == "injury"]  # "three others with serious injuries"
    if (sentence.paragraph < 1 or noun.upos == "NUM" or noun.lemma.lower() == "other") and noun.i + 1 < len(sentence.tokens):
        found.append(sentence.tokens[noun.i + 1])  # headlines leave out the verb, "6 people wounded in shooting"; so does "left two dead"
    head = sentence.parent(noun)
    if noun.dep not in ("nsubj", "obj", "obl", "nmod", "conj"):
        found += _next_verb(sentence, noun)
    if head is None:
        return found
    if noun.dep == "nsubj":
        found += [t for t in sentence.children(head, "advcl") if sentence.child(t, "aux:pass") is not None and sentence.subject(t) is None]  # "four recover after being shot"
    if noun.rel in ("nsubj:pass", "obj") or (noun.dep == "nsubj" and head.lemma.lower() in ("die", "dead", "perish", "missing", "hurt")):
        own = _verb_before(sentence, noun, head)
        found += [own, *(c for c in sentence.children(own, "conj") if _of_the_same(sentence, c))]
        if head.lemma.lower() in ("take", "rush", "transport", "airlift", "bring") and any(t.lemma.lower() in ("hospital", "medical", "clinic") for t in sentence.subtree(head)):
            found += [t for t in sentence.subtree(head) if t.lemma.lower() in ("hospital", "medical", "clinic")][:1]
        found += [t for t in sentence.children(head, "xcomp", "advcl") if t.upos == "ADJ"]
    elif noun.dep == "nsubj" and head.lemma.lower() in ("suffer", "sustain", "receive", "have"):
        found += sentence.children(head, "obj")  # "one man received serious injuries"
    elif noun.dep == "nsubj" and head.upos == "ADJ":
        found.append(head)
    elif noun.dep == "nsubj" and head.lemma.lower() in ("wind", "wound", "end", "turn", "lie"):
        found += [t for t in sentence.tokens[head.i + 1 : head.i + 3] if t.upos == "ADJ"]  # "three people wound up dead"
    elif noun.dep in ("nmod", "obl") and head.upos == "NOUN":
        found.append(head)  # "the death of two men", "a toll of 12"
    elif noun.dep == "conj" and head.upos in ("NOUN", "PROPN", "NUM", "PRON"):
        found += _predicates(sentence, head)
    return found


def _verb_before(sentence: Sentence, noun: Token, head: Token) -> Token:
    """The verb whose object *noun* is: a second verb that stands right before it, though the tree hangs both objects on the first: "killing two and injuring at least nine"."""
    left = next((t for t in reversed(sentence.tokens[: noun.i]) if t.upos in ("VERB", "NOUN", "PROPN", "PRON")), head)
    return left if noun.dep == "obj" and left.upos == "VERB" and left.dep == "conj" and left.i > head.i and sentence.child(left, "obj") is None else head


def _of_the_same(sentence: Sentence, verb: Token) -> bool:
    """Whether *verb*, after "and", tells of the same people: "shot and wounded"; not "killing two and injuring at least nine", whatever the tree says."""
    after = sentence.tokens[verb.i + 1 : verb.i + 5]
    return sentence.child(verb, "nsubj", "obj") is None and not any(t.upos == "NUM" for t in (*sentence.subtree(verb), *after))


def _next_verb(sentence: Sentence, noun: Token) -> list[Token]:
    """The verb behind *noun*, whatever the tree says, where it tells what became of those: "One man has died", "two were badly wounded"."""
    at = noun.i + 1
    while at < len(sentence.tokens) and sentence.tokens[at].upos in ("AUX", "ADV"):
        at += 1
    between = {t.lemma.lower() for t in sentence.tokens[noun.i + 1 : at]}
    verb = sentence.tokens[at] if at < len(sentence.tokens) else None
    suffers = verb is not None and (verb.lemma.lower() in ("die", "dead", "perish") or ("be" in between and "VerbForm=Part" in verb.feats and "Tense=Past" in verb.feats))
    return [verb] if verb is not None and between and suffers else []


def _shots(sentence: Sentence, number: Number, noun: Token, people: People, table: Mapping[str, Any]) -> Iterator[Quantity]:
    """Shots fired, shots that hit ("shot twice", "hit by three bullets"), shots that somebody heard."""
    shots = table["shots"]
    verb = next((t for t in sentence.ancestors(noun) if t.upos == "VERB"), None)
    lemma = verb.lemma.lower() if verb is not None else ""
    following = next((t for t in sentence.tokens if t.span.start >= number.core.end), None)
    if following is not None and following.lemma.lower() == "of":
        return  # "one of the bullets"
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
    elif noun.lemma.lower() != "time" or lemma not in shots["hit"]:  # "shot three times" tells nothing where it does not tell whom
        whom = people.at(sentence, sentence.subject(verb) if passive is None else None)
        yield quantity(sentence, number, "shots", "shot", "fired", whom)
