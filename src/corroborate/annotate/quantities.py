"""Numbers, ages, dates, times, places of a wound, charges: the values that articles give and may give differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corroborate.annotate.assertions import find_assertions
from corroborate.annotate.attributes import find_ages, find_charges, find_conditions, find_hospitals, find_streets, find_weapons, find_wounds
from corroborate.annotate.counts import find_counts, find_lone_shooters
from corroborate.annotate.lone_dead import find_lone_dead
from corroborate.annotate.whom import People
from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.language import Sentence, Token
from corroborate.text.dates import Clock, Day, find_clocks, find_days
from corroborate.text.spans import Span
from corroborate.types import Article, Mention, Quantity, Referent

#: Verbs that tell of a happening only with one of these beside them.
_WITH = {
    "call": ("911", "999", "112", "police", "deputy", "officer", "authority", "help", "scene", "ambulance", "emergency", "dispatcher"),
    "open": ("fire",),
    "fire": ("shot", "gunshot", "round", "bullet", "gun", "weapon", "handgun", "rifle", "shotgun", "gunman", "shooter", "suspect", "officer", "deputy"),
    "break": ("out", "into", "fight", "fire", "gunfire", "shot", "door", "home", "house"),
}
_PART_AFTER = re.compile(r",? (?:at |around |about |after |in the )?(?:night|early|late|morning|midnight|evening|overnight)", re.IGNORECASE)


def find_quantities(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], referents: Sequence[Referent], config: Config) -> tuple[Quantity, ...]:
    """The comparable values of *article* in text order, each with what it tells (`kind`) and of whom or what (`about`, `referent`)."""
    known = table("quantities", config.data)
    people = People(mentions, referents, frozenset(known["people"] + known["suspects"] + known["victims"]))
    towns = _towns(article, mentions, config)
    found = [q for s in sentences for q in _in_sentence(article, s, people, towns, known)]
    return tuple(sorted(dict.fromkeys(found), key=lambda q: (q.span, q.kind, q.value)))


def _in_sentence(article: Article, sentence: Sentence, people: People, towns: Sequence[Span], known: Mapping[str, Any]) -> Iterator[Quantity]:
    text = article.text
    ages = list(find_ages(text, sentence, people))
    days, clocks = find_days(text, article.date, sentence.span), find_clocks(text, sentence.span)
    weapons = list(find_weapons(text, sentence, known))
    streets = list(find_streets(text, sentence))
    taken = [*(s.span for s in streets), *(a.span for a in ages), *(d.span for d in days), *(c.span for c in clocks), *(w.span for w in weapons)]
    yield from ages
    yield from weapons
    yield from streets
    yield from _whens(text, sentence, days, clocks, known)
    yield from _places(text, sentence, [t for t in towns if not any(t.overlaps(s.span) for s in streets)], known)
    yield from find_wounds(text, sentence, people, known)
    yield from find_conditions(text, sentence, people, known)
    yield from find_hospitals(text, sentence, known)
    yield from find_charges(text, sentence, people, known)
    yield from find_lone_shooters(text, sentence, known)
    yield from find_lone_dead(text, sentence, known)
    yield from find_assertions(sentence, people, known)
    yield from find_counts(text, sentence, people, taken, known)


def _whens(text: str, sentence: Sentence, days: Sequence[Day], clocks: Sequence[Clock], known: Mapping[str, Any]) -> Iterator[Quantity]:
    """Days and times with the kind of happening they are told of; when somebody spoke is not told of the happening."""
    for day in days:
        if about := _happening(sentence, day.span, known):
            yield Quantity(day.span, "day", value=day.value, unit=day.weekday or "", about=about, sentence=sentence.span, approximate=_at_night(text, day.span))
    for clock in clocks:
        if (about := _happening(sentence, clock.span, known)) and not _of_suspect(sentence, clock.span, known):
            yield Quantity(clock.span, "time", float(clock.low), float(clock.high), clock.value, "minute", about, sentence=sentence.span, approximate=clock.approximate)


def _of_suspect(sentence: Sentence, span: Span, known: Mapping[str, Any]) -> bool:
    """Whether the words at *span* date what was done to a suspect: "at noon the gunman was shot" is not when it happened."""
    token = next((t for t in sentence.tokens if span.overlaps(t.span)), None)
    verb = next((t for t in (sentence.ancestors(token) if token is not None else ()) if t.upos == "VERB"), None)
    return verb is not None and any(t.lemma.lower() in known["suspects"] for t in sentence.children(verb, "nsubj:pass", "obj"))


def _at_night(text: str, span: Span) -> bool:
    """Whether the day is told with a part of it that may be counted to the day before or after: "Sunday night", "early Monday"."""
    return bool(_PART_AFTER.match(text, span.end)) or text[max(0, span.start - 8) : span.start].lower().endswith(("early ", "late ", "midnight ", "night "))


def _towns(article: Article, mentions: Sequence[Mention], config: Config) -> list[Span]:
    """The names of towns and their parts; a state or a region says too little of where something happened."""
    regions = {form for name, region in table("regions", config.data).items() for form in (name, *region.get("short", ()))}
    named = [m.head for m in mentions if m.type == "place" and m.form == "name" and article[m.head] not in regions]
    return [n for n in named if article.text[n.end : n.end + 2] not in ("'s", "’s")]  # "McArdle's" is a shop


def _places(text: str, sentence: Sentence, towns: Sequence[Span], known: Mapping[str, Any]) -> Iterator[Quantity]:
    """Towns in which a happening is told to have been: "the shooting in Norwick", "shot at her Norwick home"."""
    for span in (t for t in towns if sentence.span.covers(t)):
        if _happening(sentence, span, known) == "incident":
            yield Quantity(span, "place", value=span.of(text), sentence=sentence.span)


def _happening(sentence: Sentence, span: Span, known: Mapping[str, Any]) -> str:
    """What kind of happening the words at *span* date: by the nearest word above them in the tree that names one."""
    token = next((t for t in sentence.tokens if span.overlaps(t.span)), None)
    if token is None:
        return ""
    for above in sentence.ancestors(token):
        kind = _kind(sentence, above, known)
        if kind is None and _dated_by_clause(sentence, above, known):
            kind = "incident"
        if kind is not None:
            return kind
    return ""


def _dated_by_clause(sentence: Sentence, clause: Token, known: Mapping[str, Any]) -> bool:
    """ "He was cleaning it Saturday when it discharged": the happening hangs below what is dated."""
    below = [t for t in sentence.children(clause, "advcl", "acl") if any(c.lemma.lower() == "when" for c in sentence.children(t, "mark", "advmod"))]
    return any(t.lemma.lower() in known["happening"]["incident"] and _happens(sentence, t) for t in below)


def _kind(sentence: Sentence, word: Token, known: Mapping[str, Any]) -> str | None:
    lemma = word.lemma.lower()
    if lemma in ("say", "tell", "announce", "add", "tweet", "report", "state", "write") and not (lemma == "report" and sentence.child(word, "nsubj:pass")):
        return ""
    if lemma == "report" or (lemma == "death" and any(t.lemma.lower() in known["happening"]["incident"] for t in sentence.children(word, "compound"))):
        return "incident"  # "the Nov. 3 shooting death of …"
    return next((kind for kind, words in known["happening"].items() if lemma in words and _happens(sentence, word)), None)


def _happens(sentence: Sentence, word: Token) -> bool:
    """Whether a word of many meanings tells of a happening here: police are called, fire is opened; nobody "called for calm" or "opened a school"."""
    needed = _WITH.get(word.lemma.lower()) if word.upos == "VERB" else None
    if needed is None or (word.lemma.lower() == "call" and sentence.child(word, "nsubj:pass") is not None):
        return True
    return any(t.lemma.lower() in needed for t in sentence.children(word, "obj", "obl", "nsubj", "compound:prt", "xcomp"))

