"""What is known of names before reading: countries and their people, bodies, given names, titles, words for persons.

`gazetteer(data)` reads the shipped tables, with a user's own laid over them, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from corroborate.knowledge import table
from corroborate.text.names import folded, short_forms
from corroborate.text.tokens import tokens
from corroborate.types import EntityType

Gender = Literal["male", "female", "unknown"]
Use = Literal["name", "adjective", "people", "capital", "seat", "region", "body"]

#: Endings of words for people of a science or craft: "ecologist", "politician", "cartographer".
_LEARNED = ("ologist", "icist", "onomist", "orian", "ographer", "iatrist", "tician", "unist", "analist")


@dataclass(frozen=True, slots=True)
class Known:
    """What a form is known to name. *use* says how: "Iranian" is an adjective, "Tehran" a capital."""

    name: str
    type: EntityType
    use: Use
    iso3: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A word or phrase that stands before a name. *role* tells what the person is; empty for "Mr."."""

    role: str
    gender: Gender = "unknown"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The tables as one can ask them. Forms are tuples of words as the tokeniser parts them."""

    known: Mapping[tuple[str, ...], Known]  #: exact case
    titles: Mapping[tuple[str, ...], Title]  #: lower case, without dots
    narrowing: frozenset[str]  #: "former", "acting"
    persons: Mapping[str, Gender]  #: nouns for one person
    ties: frozenset[str]  #: nouns that tell a person by whose they are
    many: frozenset[str]  #: plural nouns that speak as one
    authority: frozenset[str]  #: of these, those in office: "officials"
    bodies: frozenset[str]  #: nouns for one body
    documents: frozenset[str]  #: nouns for texts that speak
    body_endings: frozenset[str]
    place_endings: frozenset[str]
    place_nouns: frozenset[str]
    particles: frozenset[str]  #: small words inside a name: "al", "van"
    suffixes: frozenset[str]  #: "jr", "sr", "md": folded
    covers: Mapping[str, frozenset[str]]  #: "leader" may stand for "president"
    genders: Mapping[str, Gender]  #: of given names, folded; "unknown" for those that both use
    short: Mapping[str, frozenset[str]]  #: given names and their short forms, both ways
    grammar: Mapping[str, frozenset[str]]  #: small word groups by name: `data/grammar.toml`
    turned: Mapping[str, str]  #: ties that turn into another: husband, wife
    longest: Mapping[str, int]  #: by first word: the words in the longest form of `known` that begins with it
    longest_title: Mapping[str, int]  #: the same of `titles`

    def find(self, words: Sequence[str], at: int) -> tuple[int, Known] | None:
        """The longest known form that begins at word *at*: (word after it, what it is)."""
        for n in range(min(self.longest.get(words[at], 0), len(words) - at), 0, -1):
            known = self.known.get(tuple(words[at : at + n]))
            if known is not None:
                return at + n, known
        return None

    def title(self, words: Sequence[str], at: int) -> tuple[int, Title] | None:
        """The longest title that begins at word *at* of lower-case *words*."""
        for n in range(min(self.longest_title.get(words[at], 0), len(words) - at), 0, -1):
            title = self.titles.get(tuple(words[at : at + n]))
            if title is not None:
                return at + n, title
        return (at + 1, Title(words[at])) if words[at].endswith(_LEARNED) else None

    def given(self, name: str) -> Gender | None:
        """The gender of a given name; "unknown" when both use it; `None` when it is not known as one."""
        return self.genders.get(folded(name))

    def person(self, noun: str) -> Gender | None:
        """The gender that a noun for a person tells; `None` when it is not one: "policewoman" is female."""
        found = self.persons.get(noun)
        if found is None and noun.endswith(_LEARNED):
            return "unknown"
        if found is None and len(noun) > 6:
            found = "female" if noun.endswith("woman") else "male" if noun.endswith("man") and noun not in ("human", "german", "roman", "talisman", "ottoman") else None
        return found


@lru_cache(maxsize=4)
def gazetteer(data: Path | None = None) -> Gazetteer:
    """The tables of *data* laid over the shipped ones."""
    titles = table("titles", data)
    known = dict(_known(data))
    return Gazetteer(
        known=known,
        titles=dict(_titles(titles)),
        narrowing=frozenset(titles["address"]["before"]),
        persons={noun: _gender(key) for key in ("male", "female", "either") for noun in titles["person"][key]},
        ties=frozenset(titles["person"]["tie"]),
        many=frozenset(titles["many"]["people"]) | frozenset(titles["many"]["authority"]),
        authority=frozenset(titles["many"]["authority"]),
        bodies=frozenset(titles["body"]["nouns"]),
        documents=frozenset(titles["document"]["nouns"]),
        body_endings=frozenset(titles["body"]["endings"]),
        place_endings=frozenset(titles["place"]["endings"]),
        place_nouns=frozenset(titles["place"]["nouns"]),
        particles=frozenset(titles["particles"]["inside"]),
        suffixes=frozenset(folded(s) for key in ("generation", "degree") for s in titles["suffix"][key]),
        covers={word: frozenset(roles) for word, roles in titles["covers"].items()},
        genders=_genders(table("given_names", data)),
        short=short_forms(table("nicknames", data)["short"].items()),
        grammar={key: frozenset(words) for key, words in table("grammar", data).items() if isinstance(words, list)},
        turned=table("grammar", data)["turned"],
        longest=_longest(known),
        longest_title=_longest(dict(_titles(titles))),
    )


def _longest(forms: Iterable[tuple[str, ...]]) -> dict[str, int]:
    out: dict[str, int] = {}
    for form in forms:
        out[form[0]] = max(len(form), out.get(form[0], 0))
    return out


def _words(form: str) -> tuple[str, ...]:
    return tuple(span.of(form) for span in tokens(form))


def _gender(key: str) -> Gender:
    return "male" if key == "male" else "female" if key == "female" else "unknown"


def _known(data: Path | None) -> Iterator[tuple[tuple[str, ...], Known]]:
    """Later ones win: a body over a region, a country over both."""
    for name, region in table("regions", data).items():
        here = Known(name, "place", "region", region.get("country"))
        yield from ((_words(form), here) for form in [name, *region.get("short", [])])
    for name, body in table("groups", data).items():
        here = Known(name, body["type"], "body", body.get("country"))
        forms = _capitals([name, *body.get("aliases", [])])
        own = [f"{of} {form}" for form in forms if body.get("country") == "USA" and " " in form and form[0] == "D" for of in ("United States", "U.S.", "US")]
        yield from ((_words(form), here) for form in [*forms, *own])
    for iso3, country in table("countries", data).items():
        yield from _country(iso3, country)


def _capitals(forms: list[str]) -> list[str]:
    """The same, and with a capital "Al-" as at the head of a sentence."""
    return [*forms, *(form[0].upper() + form[1:] for form in forms if form[0].islower())]


def _country(iso3: str, country: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Known]]:
    adjectives = country.get("adjectives", [])
    forms: list[tuple[Use, list[str]]] = [
        ("adjective", adjectives),
        ("people", country.get("people", [a + "s" for a in adjectives if a[-1] in "nitckrd" and not a.endswith(("sh", "ch"))])),
        ("seat", country.get("seats", [])),
        ("capital", [country["capital"]] if "capital" in country else []),
        ("name", [country["name"], *country.get("aliases", [])]),
    ]
    for use, names in forms:
        yield from ((_words(form), Known(country["name"], "country", use, iso3)) for form in names)


def _titles(titles: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Title]]:
    for key in ("male", "female"):
        yield from ((_lower(t), Title("" if t in ("mr", "mrs", "ms", "miss") else t, _gender(key))) for t in titles["address"][key])
    spelled = titles["spelled"]
    for key in ("either", "rank", "office"):
        yield from ((_lower(t), Title(spelled.get(t, t))) for t in titles["address"][key])
    for key in ("male", "female", "either"):
        yield from ((_lower(t), Title(t, _gender(key))) for t in titles["person"][key])


def _lower(form: str) -> tuple[str, ...]:
    return tuple(w.lower().replace(".", "") for w in _words(form))


def _genders(names: dict[str, Any]) -> dict[str, Gender]:
    out: dict[str, Gender] = {}
    for key in ("either", "female", "male"):
        gender = _gender(key)
        out.update((name, gender) for name in names[key].split())
        out.update((folded(name), gender) for name in names[f"more_{key}"])
    return out
