"""Numbers as news writes them, with their bounds: "nearly 200,000", "at least a dozen", "two or three", "$1.5 million", "3 1/2", "one in five"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corroborate.text.spans import Span

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
ONES = {w: i for i, w in enumerate(_ONES + _TEENS)}
TENS = {w: i * 10 for i, w in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}
SCALES = {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3}
GROUPS = {
    "a dozen": 12, "dozen": 12, "half a dozen": 6, "half-dozen": 6, "a half-dozen": 6, "a couple of": 2, "a pair of": 2, "a couple": 2, "a score of": 20, "half": 0.5,
    "a quarter": 0.25, "a hundred": 100, "a thousand": 1000, "a million": 1e6,
}
MANY = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2e6, "tens of thousands": 20000, "hundreds of thousands": 200000}
ORDINALS = {w: i for i, w in enumerate(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"), 1)}

_WORD_NUMBER = rf"(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(list(ONES)[1:10])}))?|{'|'.join(sorted(ONES, key=len, reverse=True))}"
_CORE = re.compile(
    rf"""
    (?<![\w.])(?P<money>US\$|C\$|A\$|[$€£¥])?\s?
    (?:
      (?P<mixed>\d{{1,3}})\s(?P<up>\d)/(?P<down>\d)(?![\d/])
    | (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<ordinal>st|nd|rd|th)?(?P<plus>\+|-plus)?
    | (?P<group>{'|'.join(sorted(map(re.escape, (*GROUPS, *MANY)), key=len, reverse=True))})
    | (?P<words>{_WORD_NUMBER})
    | (?P<ordword>{'|'.join(ORDINALS)})
    )
    (?P<scale>(?:[ -](?:hundred|thousand|million|billion|trillion|dozen)){{0,2}}|(?:m|mn|bn|k)(?![a-z]))
    (?P<percent>\s?(?:%|percent|per\scent|percentage\spoints?))?
    (?![\w])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CURRENCIES = {"$": "USD", "US$": "USD", "C$": "CAD", "A$": "AUD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_TAIL = re.compile(rf"\s(?:and\s)?(?P<words>{_WORD_NUMBER})(?![\w-])", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?P<least>at least|more than|greater than|upwards of|over|no fewer than|no less than|not less than|above|exceeding)\s$"
    r"|(?P<below>nearly|almost|close to|just under|just shy of|approaching)\s$"
    r"|(?P<most>up to|as many as|as much as|at most|no more than|fewer than|less than|under|below|a maximum of)\s$"
    r"|(?P<about>about|around|approximately|roughly|some|an estimated|estimated|approx\.|or so|perhaps|possibly|more or less)\s$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s(?P<least>or more|at least|or older|and up|plus)\b|\s(?P<most>or less|or fewer|or under|at most)\b|\s(?P<about>or so|approximately)\b", re.IGNORECASE)
_TO = re.compile(r"\s?(?:–|—|-|to|or|and)\s?", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its bounds. *low* or *high* is `None` where it has none."""

    span: Span  #: its words with those that bound it: "at least 12"
    core: Span  #: the number alone: "12"
    low: float | None
    high: float | None
    approximate: bool = False
    unit: str = ""  #: "USD", "EUR", "GBP", "%" or ""
    ordinal: bool = False

    @property
    def value(self) -> str:
        """As text: "12", "at least 12", "2 to 3", "about 200000"."""
        return described(self.low, self.high, self.approximate)


def described(low: float | None, high: float | None, approximate: bool = False) -> str:
    """Bounds in words: (12, None) → "at least 12"."""
    about = "about " if approximate else ""
    if low is None or high is None:
        return f"at least {low:g}" if low is not None else f"up to {high:g}" if high is not None else ""
    return f"{about}{_plain(low)}" if low == high else f"{_plain(low)} to {_plain(high)}"


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def find_numbers(text: str, within: Span | None = None) -> tuple[Number, ...]:
    """The numbers in *text* (in *within*), in order. Addresses, years and times are numbers too: who reads them must know."""
    start, end = (within.start, within.end) if within else (0, len(text))
    return tuple(_bounded(text, n, start, end) for n in _ranges(text, list(_cores(text, start, end)), end))


def _cores(text: str, start: int, end: int) -> Iterator[Number]:
    at = start
    while (match := _CORE.search(text, at, end)) is not None:
        number, at = _core(text, match, end)
        yield number


def _core(text: str, match: re.Match[str], end: int) -> tuple[Number, int]:
    low, high = _value(match)
    stop = match.end()
    words = (match["scale"] or "").strip(" -").lower()
    if words.endswith(("hundred", "thousand")) and (tail := _TAIL.match(text, stop, end)) and high is not None and low is not None:
        extra, stop = _words(tail["words"]), tail.end()
        low, high = low + extra, high + extra
    first = match.start() + len(match.group()) - len(match.group().lstrip())
    span = Span(first, stop)
    sign = (match["money"] or "").upper()
    unit = _CURRENCIES.get(sign, sign) or ("%" if match["percent"] else "")
    return Number(span, span, low, high, unit=unit, ordinal=bool(match["ordinal"] or match["ordword"])), stop


def _value(match: re.Match[str]) -> tuple[float | None, float | None]:
    scale = 1.0
    for word in re.split(r"[ -]", (match["scale"] or "").strip(" -").lower()):
        scale *= SCALES.get(word, 12 if word == "dozen" else 1)
    if match["mixed"]:
        value = int(match["mixed"]) + int(match["up"]) / max(1, int(match["down"]))
    elif match["digits"]:
        value = float(match["digits"].replace(",", ""))
    elif match["group"]:
        group = match["group"].lower()
        if group in MANY:
            return MANY[group] * scale, None
        value = GROUPS[group]
    else:
        value = ORDINALS[match["ordword"].lower()] if match["ordword"] else _words(match["words"])
    value *= scale
    return value, None if match["plus"] else value


def _words(words: str) -> float:
    return float(sum(TENS.get(w, ONES.get(w, 0)) for w in re.split(r"[ -]", words.lower())))


def _ranges(text: str, found: list[Number], end: int) -> Iterator[Number]:
    """Two numbers joined by "to", "or" or a dash as one with two bounds: "five to 25", "two or three", "12-15"."""
    i = 0
    while i < len(found):
        a = found[i]
        b = found[i + 1] if i + 1 < len(found) else None
        if b is not None and _is_range(text, a, b):
            yield replace(a, span=Span(a.span.start, b.span.end), core=Span(a.span.start, b.span.end), low=_scaled(text, a, b, a.low), high=b.high, unit=a.unit or b.unit)
            i += 2
        else:
            yield a
            i += 1


def _scaled(text: str, a: Number, b: Number, low: float | None) -> float | None:
    """ "2 to 3 million": the scale stands once."""
    words = text[b.span.start : b.span.end].lower()
    for scale, factor in SCALES.items():
        if len(scale) > 2 and scale in words and scale not in text[a.span.start : a.span.end].lower() and low is not None and low < factor:
            return low * factor
    return low


def _is_range(text: str, a: Number, b: Number) -> bool:
    between = text[a.span.end : b.span.start]
    if not between or not _TO.fullmatch(between) or a.low is None or b.low is None or a.ordinal != b.ordinal:
        return False
    if between.strip().lower() == "and":
        return bool(_BETWEEN.search(text, max(0, a.span.start - 12), a.span.start))
    if between.strip().lower() == "or":
        return a.low < b.low <= a.low * 2 + 1
    return a.low < b.low or text[b.span.start : b.span.end].lower().endswith(("million", "billion"))


def _bounded(text: str, number: Number, start: int, end: int) -> Number:
    """With the words before and after it that make it a bound or an estimate."""
    before = _BEFORE.search(text, max(start, number.span.start - 20), number.span.start)
    between = _BETWEEN.search(text, max(start, number.span.start - 12), number.span.start) if number.low != number.high else None
    if before:
        number = _limit(replace(number, span=Span(before.start(), number.span.end)), before)
    elif between:
        number = replace(number, span=Span(between.start(), number.span.end))
    after = _AFTER.match(text, number.span.end, end)
    return _limit(replace(number, span=Span(number.span.start, after.end())), after) if after else number


def _limit(number: Number, match: re.Match[str]) -> Number:
    kind = match.lastgroup
    if kind == "least":
        return replace(number, high=None)
    if kind == "most":
        return replace(number, low=None)
    return replace(number, approximate=True)


def compatible(a_low: float | None, a_high: float | None, b_low: float | None, b_high: float | None, slack: float = 0.0) -> bool:
    """Whether two bounded numbers can be the same one: their ranges meet, widened by *slack* (a share of the larger)."""
    inf = float("inf")
    al, ah, bl, bh = (-inf if a_low is None else a_low), (inf if a_high is None else a_high), (-inf if b_low is None else b_low), (inf if b_high is None else b_high)
    widen = slack * max(abs(x) for x in (al, ah, bl, bh, 0.0) if abs(x) != inf)
    return al - widen <= bh and bl - widen <= ah
