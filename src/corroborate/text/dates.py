"""Dates and times as news writes them, counted from the day of the article: "last Tuesday", "Nov. 3", "early Sunday", "about 9:30 p.m.".

A small grammar of its own: news names weekdays far oftener than dates, and which Tuesday is meant is a matter of the anchor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corroborate.text.spans import Span

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_WEEKDAY = r"(?P<weekday>Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?"
    r"|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = re.compile(
    rf"""\b(?:
      (?P<iso>(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d))
    | (?P<slashed>(?P<sm>\d{{1,2}})/(?P<sd>\d{{1,2}})/(?P<sy>(?:19|20)?\d\d))
    | (?:{_WEEKDAY},?\s)?{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|\s?[ap]\.?m)(?:,?\s(?P<year>(?:19|20)\d\d))?
    | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH.replace('<month>', '<month2>')}(?:,?\s(?P<year2>(?:19|20)\d\d))?
    | {_MONTH.replace('<month>', '<month3>')},?\s(?:of\s)?(?P<year3>(?:19|20)\d\d)
    | (?P<shift>(?:this\spast|this|last|next|on)\s)?{_WEEKDAY.replace('<weekday>', '<weekday2>')}(?![\w-])
    | (?P<near>yesterday|today|tonight|tomorrow|last\snight|this\s(?:morning|afternoon|evening))
    | (?:(?:in|of|since|by|last|this|early|late)\s){_MONTH.replace('<month>', '<month4>')}(?!\s?\d)
    | (?:in|since|of|by|during)\s(?P<year4>(?:19|20)\d\d)
    )(?!\w)""",
    re.VERBOSE,
)
_CLOCK = re.compile(
    r"""(?:\b(?P<loose>about|around|approximately|roughly|near(?:ly)?|just\safter|shortly\safter|just\sbefore|shortly\sbefore|a\slittle\safter|before|after|by)\s)?
    (?:(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?|(?P<bare>\d{1,2}):(?P<bareminute>[0-5]\d)(?!\d|:\d|\s?[ap]\.?m)|\b(?P<word>noon|midnight)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_LEAD = re.compile(r"(?:(?:in|since|of|by|on|during)\s)?")
_LATE = re.compile(r"\b(?:to)?night\b|\bevening\b|\bafternoon\b", re.IGNORECASE)
_EARLY = re.compile(r"\bmorning\b", re.IGNORECASE)
NEAR = 40  #: characters around a bare time in which the part of the day would stand
_LOOSE = {"after": (0, 30), "before": (-30, 0)}


@dataclass(frozen=True, slots=True)
class Day:
    """A day (month, year) named in a text."""

    span: Span
    value: str  #: ISO, cut to its precision; a bare weekday that no anchor places is its name, "tuesday"; a day without a year "--11-03"
    weekday: str | None  #: its weekday, where known


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, in minutes after midnight, with bounds."""

    span: Span
    stated: int
    low: int
    high: int
    approximate: bool
    half: bool = True  #: whether it is told, or plain, in which half of the day

    @property
    def value(self) -> str:
        hour = f"{self.stated // 60 % 24:02d}" if self.half else str(self.stated // 60)
        return f"{'about ' if self.approximate else ''}{hour}:{self.stated % 60:02d}"


def find_days(text: str, anchor: str | None, within: Span | None = None) -> tuple[Day, ...]:
    """The days in *text*, resolved from *anchor* (ISO date of the article, or `None`): "Monday" is the last Monday up to that day."""
    start, end = (within.start, within.end) if within else (0, len(text))
    base = _date(anchor)
    return tuple(_days(text, base, start, end))


def _date(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso[:10]) if iso and len(iso) >= 10 else None
    except ValueError:
        return None


def _days(text: str, base: date | None, start: int, end: int) -> Iterator[Day]:
    for match in _DAY.finditer(text, start, end):
        value = _value(match, base)
        if value is None:
            continue
        weekday = match["weekday"] or match["weekday2"]
        exact = _date(value)
        lead = len(_LEAD.match(match.group())[0])  # type: ignore[index]  # matches nothing at least
        yield Day(Span(match.start() + lead, match.end()), value, _weekday(weekday) if weekday else WEEKDAYS[exact.weekday()] if exact else None)


def _value(match: re.Match[str], base: date | None) -> str | None:
    got = match.groupdict()
    if got["iso"]:
        return match["iso"]
    if got["slashed"]:
        year = got["sy"] if len(got["sy"]) == 4 else f"20{got['sy']}"
        return _iso(int(year), int(got["sm"]), int(got["sd"]))
    month = got["month"] or got["month2"]
    if month:
        return _dated(_month(month), int(got["day"] or got["day2"]), got["year"] or got["year2"], base)
    if got["month3"]:
        return f"{got['year3']}-{_month(got['month3']):02d}"
    if got["month4"]:
        return _in_month(_month(got["month4"]), base)
    if got["year4"]:
        return got["year4"]
    if got["near"]:
        return _near(got["near"].lower(), base)
    return _on(_weekday(got["weekday2"]), (got["shift"] or "").strip().lower(), base)


def _weekday(name: str) -> str:
    return next(w for w in WEEKDAYS if w.startswith(name.lower()[:3]))


def _month(name: str) -> int:
    return next(i for i, m in enumerate(MONTHS, 1) if m.startswith(name.lower().rstrip(".")[:3]))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _dated(month: int, day: int, year: str | None, base: date | None) -> str | None:
    if year:
        return _iso(int(year), month, day)
    if base is None:
        return f"--{month:02d}-{day:02d}" if 1 <= day <= 31 else None
    near = [_iso(base.year + k, month, day) for k in (-1, 0, 1)]
    return min((n for n in near if n), key=lambda n: _far((date.fromisoformat(n) - base).days), default=None)


def _far(days: int) -> float:
    """News looks back more than ahead."""
    return -days if days <= 0 else 2.5 * days


def _in_month(month: int, base: date | None) -> str:
    """A month alone is the last one of that name, this one included."""
    return f"{base.year - (month > base.month)}-{month:02d}" if base else f"--{month:02d}"


def _near(word: str, base: date | None) -> str | None:
    if base is None:
        return None
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
    return (base + timedelta(days=shift)).isoformat()


def _on(weekday: str, shift: str, base: date | None) -> str:
    """ "Tuesday" is the last one up to the anchor's day; "next Tuesday" the one after. Without an anchor: the name."""
    if base is None:
        return weekday
    back = (base.weekday() - WEEKDAYS.index(weekday)) % 7 or (7 if shift == "last" else 0)
    return (base + timedelta(days=7 - back if shift == "next" else -back)).isoformat()


def same_day(a: Day, b: Day) -> bool | None:
    """Whether two days are one: `None` where they are given too differently to tell ("Tuesday" and "November")."""
    if a.value == b.value:
        return True
    one, two = _parts(a.value), _parts(b.value)
    known = [x == y for x, y in zip(one, two, strict=True) if x and y]
    if known and not all(known):
        return False
    if all(one[1:]) and all(two[1:]):
        return True
    return False if a.weekday and b.weekday and a.weekday != b.weekday else (True if a.weekday and a.weekday == b.weekday else None)


def _parts(value: str) -> tuple[str, str, str]:
    """Year, month and day, each empty where not given."""
    if not value[:1].isdigit() and not value.startswith("--"):
        return "", "", ""
    year, month, day = [*(value.replace("--", "-", 1).split("-") if value.startswith("--") else value[:10].split("-")), "", ""][:3]
    return year, month, day


def find_clocks(text: str, within: Span | None = None) -> tuple[Clock, ...]:
    """The times of day in *text*: "shortly after 7:10 p.m.", "noon", "7:12", which may be in either half of the day."""
    start, end = (within.start, within.end) if within else (0, len(text))
    found = [(match, _clock(match)) for match in _CLOCK.finditer(text, start, end)]
    return tuple(_bare(clock, text, start, end) if match["bare"] and 1 <= int(match["bare"]) <= 12 else clock for match, clock in found if clock is not None)


def _bare(clock: Clock, text: str, start: int, end: int) -> Clock:
    """A time without "a.m." or "p.m.": by the part of the day that is told near it, else in either half."""
    near = text[max(start, clock.span.start - NEAR) : min(end, clock.span.end + NEAR)]
    late, early, twelve = _LATE.search(near) is not None, _EARLY.search(near) is not None, clock.stated >= 720
    if late != early and not (late and twelve):
        shift = 720 if late else -720 if twelve else 0
        return replace(clock, stated=clock.stated + shift, low=clock.low + shift, high=clock.high + shift)
    return replace(clock, low=clock.low % 720, high=clock.high % 720 + 720, half=False)


def _clock(match: re.Match[str]) -> Clock | None:
    hour, minute = int(match["hour"] or match["bare"] or 12), int(match["minute"] or match["bareminute"] or 0)
    if hour > 24 or (match["hour"] and not 1 <= hour <= 12) or (match["bare"] is None and match["hour"] is None and not match["word"]):
        return None
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    if match["word"]:
        hour = 12 if match["word"].lower() == "noon" else 0
    at, loose = hour * 60 + minute, (match["loose"] or "").lower()
    low, high = _LOOSE.get(loose.split(" ")[-1], (-15, 15) if loose else (0, 0))
    return Clock(Span(match.start(), match.end()), at, at + low, at + high, bool(loose))
