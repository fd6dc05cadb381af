"""What one article is known by when stories are told apart: its words, the people, streets and ages in it, and the days it tells of.

Read from the text alone, so that thousands of articles are grouped in seconds; people that annotation found are added to those the capitals show.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.outlets import host_of
from corroborate.text.shingles import word_hash, words
from corroborate.text.spans import Span, merged
from corroborate.types import Article, Findings

RAREST = 1 / 400  #: the rate of words in no band
PAIR = 0.35  #: two words side by side are this much rarer than the rarer of them
PAIR_FACTOR = 0x9E3779B97F4A7C15  #: makes the hash of a pair from those of its words
COMMONEST = 0.2  #: words in so much of the news are left out
TITLE = 2  #: a word of the title counts as so many more

_CAPITAL = r"(?:[A-Z][\w’'\-]{0,15}[a-z][\w’'\-]{0,15}|[A-Z]\.)"
_CAPITALS = re.compile(rf"\b{_CAPITAL}(?:[ \u00a0]{_CAPITAL}){{1,4}}")
_STREET = re.compile(
    r"\b((?:[A-Z0-9][\w’']{0,30}\.?[ \u00a0]){1,4})(?:Street|Avenue|Road|Drive|Boulevard|Lane|Court|Place|Way|Circle|Parkway|Highway|Terrace|Trail"
    r"|St|Ave|Rd|Dr|Blvd|Ln|Ct|Pl|Pkwy|Hwy)\b"
)
_AGE = re.compile(r"\b(\d{1,2})[- ](?:year|month)s?[- ]old|, (\d{1,2}),")
_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_MONTH_DAY = re.compile(
    r"\b(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.? (\d{1,2})\b(?:,? (20\d\d))?"
)
_WEEK = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SIDES = frozenset(["north", "south", "east", "west", "n", "s", "e", "w", "nw", "ne", "sw", "se", "northwest", "northeast", "southwest", "southeast", "the", "block", "of"])


@dataclass(frozen=True, slots=True)
class Signs:
    """One article's signs."""

    terms: NDArray[np.uint64]  #: [terms] hashes of its words and pairs of words, ascending
    counts: NDArray[np.float64]  #: [terms] how often, as 1 + ln
    rates: NDArray[np.float64]  #: [terms] the share of news that holds the term, as far as general tables tell
    people: frozenset[str]  #: "first last", lower case
    streets: frozenset[str]
    ages: frozenset[str]
    days: tuple[int, ...]  #: the days it tells of, in order of telling, as ordinals; at most six; empty when its own day is unknown
    named_days: tuple[str, ...]  #: the same as named, "Saturday", "Nov 3", for articles whose own day is unknown
    published: int | None  #: ordinal
    outlet: str  #: host or name, "" when unknown


def read_signs(article: Article, found: Findings, config: Config) -> Signs:
    """The signs of *article*; *found* may be empty."""
    known = lexicon(config.data)
    text = "\n".join(article[s] for s in merged(article.body))
    title = article.title.text if article.title else ""
    terms, counts, rates = _terms(known, (text, 1), (title, TITLE))
    published = day_of(article.published.value if article.published else article.date)
    told = day_of(article.date)
    return Signs(
        terms, counts, rates, people_in(f"{title}\n{text}", known) | _people_found(found), streets_in(f"{title}\n{text}"),
        frozenset(a or b for a, b in _AGE.findall(text[:3000])),
        tuple(days_in(text[:4000], told, _year(article.date))[:6]), _named_days(text[:4000])[:4], published, _outlet(article),
    )


def day_of(value: str | None) -> int | None:
    """The ordinal of an ISO date that is known to the day."""
    try:
        return date.fromisoformat((value or "")[:10]).toordinal()
    except ValueError:
        return None


def _year(value: str | None) -> int | None:
    return int(value[:4]) if value and value[:4].isdigit() else None


def people_in(text: str, known: Lexicon) -> frozenset[str]:
    """Runs of two capitals or more that hold no word of places and bodies, as "first last"."""
    out = set()
    for match in _CAPITALS.finditer(text):
        parts = [w for w in words(match.group(), [Span(0, len(match.group()))])[0] if len(w) > 1 and w not in ("jr", "sr", "ii", "iii")]
        while parts and known.rate(parts[0]) >= 0.1:  # "The", "On", "But" open a sentence
            parts.pop(0)
        if len(parts) >= 2 and not any(p in known.not_persons for p in parts):
            out.add(f"{parts[0]} {parts[-1]}")
    return frozenset(out)


def _people_found(found: Findings) -> frozenset[str]:
    names = (r.name.lower().replace(".", "").replace("’", "").replace("'", "").split() for r in found.referents if r.named and r.type == "person")
    return frozenset(f"{n[0]} {n[-1]}" for n in names if len(n) >= 2)


def streets_in(text: str) -> frozenset[str]:
    """Names of streets without number, side and kind."""
    out = set()
    for match in _STREET.finditer(text):
        parts = [w for w in match.group(1).lower().replace(".", "").split() if w not in _SIDES]
        if parts:
            out.add(" ".join(parts[-2:]))
    return frozenset(out)


def days_in(text: str, told: int | None, year: int | None = None) -> list[int]:
    """Days named in *text*, in order, for an article of the day *told*: a weekday is the last one, a date without a year lies behind it.

    Where its own day is unknown, only dates whose year is told, or known as *year*.
    """
    at = date.fromordinal(told) if told else None
    found = [(m.start(), at.toordinal() - (at.weekday() - _WEEK.index(m.group(1))) % 7) for m in _WEEKDAY.finditer(text)] if at else []
    for match in _MONTH_DAY.finditer(text):
        named = _dated(match.group(1), int(match.group(2)), int(match.group(3)) if match.group(3) else None, at, year)
        if named:
            found.append((match.start(), named.toordinal()))
    return [day for _, day in sorted(found)]


def _named_days(text: str) -> tuple[str, ...]:
    found = [(m.start(), m.group()) for m in _WEEKDAY.finditer(text)]
    found += [(m.start(), f"{m.group(1)[:3]} {int(m.group(2))}") for m in _MONTH_DAY.finditer(text)]
    return tuple(dict.fromkeys(day for _, day in sorted(found)))


def _dated(month: str, day: int, told_year: int | None, at: date | None, known_year: int | None) -> date | None:
    year = told_year or (at.year if at else known_year)
    try:
        named = date(year, _MONTHS.index(month[:3].lower()) + 1, day) if year else None
        return named.replace(year=named.year - 1) if named and at and not told_year and named > at + timedelta(days=1) else named
    except ValueError:
        return None


def _outlet(article: Article) -> str:
    return host_of(article.url) if article.url else host_of(article.outlet.name) or article.outlet.name.lower() if article.outlet else ""


def _terms(known: Lexicon, *texts: tuple[str, int]) -> tuple[NDArray[np.uint64], NDArray[np.float64], NDArray[np.float64]]:
    """Words and pairs of neighbouring words that are not of the commonest, as hashes, with counts and rates."""
    count: Counter[int] = Counter()
    rates: dict[int, float] = {}
    for text, times in texts:
        before: tuple[int, float] | None = None
        for word in words(text, [Span(0, len(text))])[0]:
            rate = known.rate(word)
            if rate >= COMMONEST or len(word) < 2:
                before = None
                continue
            term = word_hash(word)
            count[term] += times
            rates[term] = rate
            if before:
                pair = (before[0] * PAIR_FACTOR + term) % 2**64
                count[pair] += times
                rates[pair] = min(rate, before[1]) * PAIR
            before = term, rate
    terms = sorted(count)
    return np.array(terms, np.uint64), _short(1 + np.log(np.array([count[t] for t in terms], np.float64))), _short(np.array([rates[t] for t in terms], np.float64))


def _short(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """As they come back from an archive, which keeps 32 bits of each."""
    return values.astype(np.float32).astype(np.float64)


def packed(signs: Signs) -> bytes:
    """*signs* as bytes that `unpacked` reads, the same on every machine."""
    told = [sorted(signs.people), sorted(signs.streets), sorted(signs.ages), signs.days, signs.named_days, signs.published, signs.outlet]
    head = json.dumps([len(signs.terms), *told]).encode("ascii")
    arrays = [signs.terms.astype("<u8"), signs.counts.astype("<f4"), signs.rates.astype("<f4")]
    return zlib.compress(b"".join([len(head).to_bytes(4, "little"), head, *(a.tobytes() for a in arrays)]), 1)


def unpacked(stored: bytes) -> Signs:
    """The signs that `packed` made *stored* from."""
    body = zlib.decompress(stored)
    start = 4 + int.from_bytes(body[:4], "little")
    size, people, streets, ages, days, named_days, published, outlet = json.loads(body[4:start])
    terms = np.frombuffer(body, "<u8", size, start).astype(np.uint64)
    counts, rates = (np.frombuffer(body, "<f4", size, start + at * size).astype(np.float64) for at in (8, 12))
    return Signs(terms, counts, rates, frozenset(people), frozenset(streets), frozenset(ages), tuple(days), tuple(named_days), published, outlet)


class Lexicon:
    """How common words are, from general tables."""

    def __init__(self, rates: dict[str, float], not_persons: frozenset[str]) -> None:
        self._rates = rates
        self.not_persons = not_persons

    def rate(self, word: str) -> float:
        """The share of news texts that hold *word*."""
        return self._rates.get(word, RAREST)


@lru_cache(maxsize=4)
def lexicon(over: Path | None) -> Lexicon:
    data = table("stories", over)
    rates = {word: float(band) for band, line in table("word_rates", over).items() for word in line.split()}
    for word in data["beats"].split():
        rates[word] = max(rates.get(word, 0.0), 0.05)
    return Lexicon(rates, frozenset(data["not_persons"].split()))
