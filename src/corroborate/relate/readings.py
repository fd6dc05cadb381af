"""Values of several articles made comparable: what each is told of, and of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corroborate.types import Article, Entity, Findings, Quantity

ONE_PER_STORY = ("killed", "injured", "shot", "arrested", "missing", "rescued", "evacuated", "hospitalized", "suspects", "shooters")  #: counts of people in the happening
DAY = len("2031-03-05")
OF_A_PERSON = ("age", "wound", "hits", "condition", "charge", "bail")  #: told of one person


@dataclass(frozen=True, slots=True)
class Reading:
    """One value in one article, with the key under which it is compared."""

    article: str
    place: int  #: index of the article, earliest first
    value: Quantity
    who: str  #: whose it is: an entity's id, a surname, a class of person ("class:child"), or ""
    first: bool  #: no value under the same key stands before it in the article
    lead: float  #: where it stands: 0 at the article's beginning, 1 at its end
    named: bool = False  #: the sentence names whose it is


def read(articles: Sequence[Article], findings: Sequence[Findings], entities: Sequence[Entity], table: Mapping[str, Any]) -> dict[tuple[str, ...], list[Reading]]:
    """The comparable values of a story by key: (kind,), (kind, who) or (kind, about), in the order of articles."""
    entity_of = {ref: e for e in entities for ref in e.referents}
    surnames = _surnames(findings, entity_of)
    found: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for place, (article, said) in enumerate(zip(articles, findings, strict=True)):
        seen: set[tuple[str, ...]] = set()
        for value in said.quantities:
            who = _who(article.id, said, value, entity_of, surnames, table) if value.kind in OF_A_PERSON else ""
            key = _key(value, who)
            if key is not None:
                found[key].append(Reading(article.id, place, value, who, key not in seen, _place(said, value), _named(article, value)))
                seen.add(key)
    return _united(found)


def _named(article: Article, value: Quantity) -> bool:
    """Whether the surname of whose a value is stands in its sentence: "he" and "the boy" may be taken for another."""
    return value.sentence is not None and value.about[:1].isupper() and _surname(value.about) in article[value.sentence].lower().replace(".", "")


def _place(said: Findings, value: Quantity) -> float:
    """Where in the article's sentences the value stands; what is not article does not count."""
    return sum(s.end <= value.span.start for s in said.sentences) / max(1, len(said.sentences))


def _key(value: Quantity, who: str) -> tuple[str, ...] | None:
    if value.kind in ONE_PER_STORY:
        return (value.kind,)
    if value.kind in OF_A_PERSON:
        return (value.kind, who)
    if value.kind == "day" and not value.unit and len(value.value) < DAY:
        return None  # a month or a year alone is told of something long ago
    if value.kind in ("day", "time"):
        return (value.kind, value.about)
    if value.kind == "shots":
        return (value.kind, value.about) if value.about != "heard" else None
    if value.kind == "weapon":
        return (value.kind, value.value)
    return (value.kind,) if value.kind in ("hospital", "street", "place") else None


def _who(article: str, said: Findings, value: Quantity, entity_of: Mapping[tuple[str, int], Entity], surnames: Mapping[str, str], table: Mapping[str, Any]) -> str:
    """Whose the value is, the same for the same person in every article."""
    if value.referent is not None and value.referent < len(said.referents):
        referent = said.referents[value.referent]
        entity = entity_of.get((article, value.referent))
        named = referent.named and referent.name.split()[-1:] != [] and not referent.name.split()[-1].islower()  # "a Harbourtown man" is nobody's name
        if named and entity is not None:
            return entity.id
        if named:
            return surnames.get(_surname(referent.name), f"name:{_surname(referent.name)}")
        about = [*referent.roles, *(a for a, _ in referent.aliases), referent.name, value.about]
    else:
        about = [value.about]
    if value.about[:1].isupper() and value.about.split()[-1][:1].isupper():
        return surnames.get(_surname(value.about), f"name:{_surname(value.about)}")
    return next((f"class:{name}" for name, nouns in table["class"].items() if any(w in nouns for a in about for w in a.lower().split()[-1:])), "")


def _surname(name: str) -> str:
    words = [w for w in name.lower().replace(".", "").split() if w not in ("jr", "sr", "ii", "iii", "iv")]
    return words[-1] if words else ""


def _surnames(findings: Sequence[Findings], entity_of: Mapping[tuple[str, int], Entity]) -> dict[str, str]:
    """Surnames that only one person of the story has, with that person's entity."""
    held: dict[str, set[str]] = defaultdict(set)
    for said in findings:
        for referent in said.referents:
            entity = entity_of.get((said.article, referent.id))
            if referent.named and referent.type == "person" and entity is not None:
                held[_surname(referent.name)].add(entity.id)
    return {name: min(ids) for name, ids in sorted(held.items()) if len(ids) == 1}


def _united(found: dict[tuple[str, ...], list[Reading]]) -> dict[tuple[str, ...], list[Reading]]:
    """Values of an undescribed or class of person put with those of a named one, where the story leaves no choice."""
    for kind in ("age", "wound", "hits", "condition"):
        keys = sorted(k for k in found if k[0] == kind)
        named = [k for k in keys if not k[1].startswith("class:") and k[1]]
        for key in (k for k in keys if k not in named and (k[1] or kind == "age")):
            moved = {target: own for own in _apart(found[key], kind, key) if (target := _only(found, own, named, kind)) is not None}
            for target, own in moved.items():
                found[target] = sorted(found[target] + own, key=lambda r: (r.place, r.value.span))
                found[key] = [r for r in found[key] if r not in own]
    return {k: found[k] for k in sorted(found) if found[k]}


def _apart(readings: Sequence[Reading], kind: str, key: tuple[str, ...]) -> list[list[Reading]]:
    """The readings under *key* that can only be of one person: each age by itself where nobody is described."""
    if kind != "age" or key[1]:
        return [list(readings)]
    return [[r for r in readings if r.value.value == value] for value in dict.fromkeys(r.value.value for r in readings)]


def _only(found: Mapping[tuple[str, ...], list[Reading]], readings: Sequence[Reading], named: Iterable[tuple[str, ...]], kind: str) -> tuple[str, ...] | None:
    """The one named person that *readings* can be of: the same age, else the only one told of."""
    own = {r.value.value for r in readings}
    fitting = [k for k in named if own <= {r.value.value for r in found[k]} and not _has_own(found[k], readings)] if kind == "age" else list(named)
    return fitting[0] if len(fitting) == 1 else None


def _has_own(of_person: Sequence[Reading], readings: Sequence[Reading]) -> bool:
    """Whether an article of *readings* gives the person another age itself: then theirs is somebody else's."""
    given = {r.article: r.value.value for r in of_person if r.named}
    return any(given.get(r.article, r.value.value) != r.value.value for r in readings)
