"""Whom a party acts for: country and sector from its name and date, its role, its nationality, and the nouns that describe it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corroborate.knowledge import table
from corroborate.language.gazetteer import Gazetteer, gazetteer
from corroborate.text.spans import Span
from corroborate.text.tokens import tokens
from corroborate.types import ActorCode, Referent

HORIZON = "20151231"  #: the compiled names were gathered shortly before: who was in office then and had no end may not be today
KINDS = ("IGO", "NGO", "MNC", "IMG")  #: what stands where a country would: bodies of no one country
_FORMER = re.compile(r"\b(?:former|ex|retired|onetime|late|then)\b")
_OF = re.compile(r"(?<=\w)\s(?:of|for|in|on|at|with|by|to|from|against|about|over)\s")
_LONGEST = 4  #: words in the longest noun looked up


@dataclass(frozen=True, slots=True)
class Term:
    """A code and the days, eight digits, between which it held; empty for open."""

    code: ActorCode
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Coding:
    """All that parties are coded by."""

    names: Mapping[str, str]  #: lower-case name → its terms, unread: "NORGOV:20210101-20240630 NORELI"
    sectors: Mapping[str, str]  #: noun, underscores for spaces → sector
    gazetteer: Gazetteer
    countries: frozenset[str]
    political: frozenset[str]
    beside: frozenset[str]  #: sectors that are political only in a protest
    vague: frozenset[str]  #: words for officials that may be police

    def code(self, name: str, words: str, referent: Referent | None, date: str | None) -> ActorCode:
        """The code of a party with *name*, called *words* in its sentence, on *date* (ISO, any precision; `None`: today's view is not known)."""
        if referent is not None and referent.type == "country":
            return ActorCode(referent.iso3, self._sector(words, referent.name))
        known = self._known([name, *(a for a, _ in referent.aliases)] if referent is not None and referent.named else [name] if referent is None else [], date)
        country = (referent.iso3 if referent is not None else None) or self._nationality([words, *(referent.roles if referent is not None else ()), name])
        sector = self._role(referent) or self._sector(words, "") or (self._sector(name, "") if referent is None or referent.type != "person" else None)
        if known is None:
            return ActorCode(country, sector)
        return known if known.sector not in (None, "ELI") or sector is None else ActorCode(known.country or country, sector)

    def is_political(self, type_: str, parties: Sequence[tuple[ActorCode, str, bool]]) -> bool:
        """Whether an event between *parties* (code, words, whether a state as such) is one that codebooks of political events mean."""
        vague = [code.country is None and bool(set(words.lower().split()) & self.vague) for code, words, _ in parties]
        if any(state or (code.sector in self.political and not v) for (code, _, state), v in zip(parties, vague, strict=True)):
            return True
        return type_ == "PROTEST" and any(v or code.sector in self.beside for (code, _, _), v in zip(parties, vague, strict=True))

    def _known(self, names: Iterable[str], date: str | None) -> ActorCode | None:
        for name in names:
            terms = self.names.get(name.lower().removeprefix("the ").replace(".", ""))
            if terms:
                return _held([*_terms(terms, self.countries)], date)
        return None

    def _role(self, referent: Referent | None) -> str | None:
        """What the article's own descriptions tell: "foreign minister"; of who no longer is, one of the elite."""
        if referent is None:
            return None
        found = [(s, r) for r in referent.roles for s in [self._sector(r, "")] if s]
        if not found:
            return None
        now = [s for s, r in found if not _FORMER.search(r)]
        return now[0] if now else "ELI" if found[0][0] in self.political else found[0][0]

    def _sector(self, words: str, without: str) -> str | None:
        """The sector of the longest noun in *words*, the last of several as long; names of countries tell none."""
        own = _OF.split(words.lower(), maxsplit=1)[0]  # "killing of officials" is no official
        parts = [w for w in re.findall(r"[a-z'-]+", own) if w not in without.lower().split()]
        for n in range(min(_LONGEST, len(parts)), 0, -1):
            for at in range(len(parts) - n, -1, -1):
                found = self._noun(parts[at : at + n])
                if found is not None:
                    return found
        return None

    def _noun(self, parts: Sequence[str]) -> str | None:
        whole = "_".join(parts)
        return self.sectors.get(whole) or next((self.sectors[one] for one in _singular(whole) if one in self.sectors), None)

    def _nationality(self, texts: Iterable[str]) -> str | None:
        for text in texts:
            words = [span.of(text) for span in tokens(text, Span(0, len(text)))]
            for at in range(len(words)):
                found = self.gazetteer.find(words, at)
                if found is not None and found[1].iso3 is not None:
                    return found[1].iso3
        return None


def _singular(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]


def _terms(raw: str, countries: frozenset[str]) -> Iterator[Term]:
    for part in raw.split():
        code, _, dates = part.partition(":")
        start, _, end = dates.partition("-")
        kind, sector = code[:3], code[3:6] or None
        yield Term(ActorCode(kind, sector) if kind in countries else ActorCode(None, kind), start, end)


def _held(terms: Sequence[Term], date: str | None) -> ActorCode:
    """What held on *date*; else the undated term; else the country alone, where all terms agree on it."""
    day = (date or "").replace("-", "")[:8].ljust(8, "5") if date else ""
    dated = [t for t in terms if t.start or t.end]
    held = [t for t in dated if day and (t.start or "0") <= day <= (t.end or HORIZON)]
    if held:
        return max(held, key=lambda t: t.start).code
    undated = next((t.code for t in terms if not (t.start or t.end)), None)
    if undated is not None and (undated.sector != "ELI" or not dated or not day or day <= HORIZON):
        return undated
    countries = {t.code.country for t in terms}
    return ActorCode(countries.pop(), "ELI" if undated is not None else None) if len(countries) == 1 else ActorCode()


@lru_cache(maxsize=4)
def coding(data: Path | None = None) -> Coding:
    """The shipped tables, with *data*'s laid over them."""
    own = table("plover", data)
    actors = table("actors", data)
    names = dict(line.split("\t", 1) for line in actors["compiled"].splitlines() if "\t" in line)
    names.update((name.lower(), terms) for name, terms in actors["names"].items())
    sectors = {word: sector for told in (table("sectors", data)["words"], own["sectors"]) for sector, words in told.items() for word in words.split()}
    political = own["political"]
    words = (frozenset(political[key].split()) for key in ("sectors", "beside", "vague"))
    return Coding(names, sectors, gazetteer(data), frozenset(table("countries", data)), *words)
