"""Dates of publication: read from short strings and from the lines that pages print them in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corroborate.text.spans import Span

Precision = Literal["year", "month", "day", "minute"]

_MONTHS = {m: i % 12 + 1 for i, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))}
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|\.)?"
_SEPARATOR = r"(?:,|\s|\||-|–|—|@|/|·|•|at|\(|about)*"
_CLOCK = (
    rf"(?:{_SEPARATOR}(?<!\d)(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?:\s?\(?(?P<zone>[A-Z]{{2,4}}\b"
    rf"|[+-]\d\d:?\d\d))?)?"
)
_FORMS = tuple(
    re.compile(form + _CLOCK, re.I)
    for form in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month_number>1[0-2]|0?[1-9])-(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)(?:T(?=\d))?",  # 2014-09-15T14:10
        rf"\b{_MONTH}\s{{0,2}}{_DAY},?\s{{0,2}}{_YEAR}\b",  # Sept. 15, 2014
        rf"\b{_DAY}(?:\s|-|of)*{_MONTH},?(?:\s|-)*{_YEAR}\b",  # 15 September 2014
        r"\b(?P<day>3[01]|[12]\d|0?[1-9])(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?P<short>\d\d)\b",  # 15Sep14
        r"\b(?P<a>3[01]|[12]\d|0?[1-9])/(?P<b>3[01]|[12]\d|0?[1-9])/(?P<year>(?:19|20)\d\d)\b",  # 9/15/2014
        r"\b(?P<day>3[01]|[12]\d|0?[1-9])\.(?P<month_number>1[0-2]|0?[1-9])\.(?P<year>(?:19|20)\d\d)\b",  # 15.09.2014
        r"\b(?P<year>(?:19|20)\d\d)/(?P<month_number>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])\b",  # 2014/09/15
    )
)
_MONTH_ONLY = re.compile(rf"\b{_MONTH},?\s{{1,2}}{_YEAR}\b", re.I)
_LABEL = (
    r"(?:(?:first |originally |last )?(?:published|posted|created|updated|modified|written|filed|edited|reported|uploaded|added|date|dated|time|story|release date"
    r"|publication date|on|at|by|and|a|the|utc|gmt|local|am|pm|edt|est|cdt|cst|mdt|mst|pdt|pst|ago|min(?:ute)?s?|hours?|days?|months?|years?|read|mon|tue|wed|thu|fri|sat"
    r"|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,3}))"
)
_REST = re.compile(rf"(?:{_LABEL}\b|[\W_])*", re.I)
_UPDATED = re.compile(r"(?:updated?|modified|edited|revised|last)\b[^\d]{0,30}$", re.I)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as it stands in a string."""

    value: str  #: ISO 8601, cut to its precision
    precision: Precision
    span: Span  #: in the string


def moments(text: str, *, month_first: bool | None = None) -> Iterator[Moment]:
    """Every full date in a short string, in order. 3/4/2015 counts only when *month_first* says how to read it or only one reading is possible."""
    found: list[Moment] = []
    for form in _FORMS:
        for match in form.finditer(text):
            moment = _moment(match, month_first)
            if moment and not any(moment.span.overlaps(f.span) for f in found):
                found.append(moment)
    yield from sorted(found, key=lambda m: m.span)


def _moment(match: re.Match[str], month_first: bool | None) -> Moment | None:
    part = match.groupdict()
    year = int(part["year"]) if part.get("year") else 2000 + int(part["short"])
    if part.get("a"):
        us = month_first if month_first is not None else True if (part["zone"] or "").upper() in ("EDT", "EST", "CDT", "CST", "MDT", "MST", "PDT", "PST") else None
        month, day = _ordered(int(part["a"]), int(part["b"]), us)
    else:
        month = int(part["month_number"]) if part.get("month_number") else _MONTHS[part["month"][:3].lower()]
        day = int(part["day"])
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    return _with_clock(date, part, Span(match.start(), match.end()))


def _ordered(a: int, b: int, month_first: bool | None) -> tuple[int, int]:
    """(month, day) of a/b/year; (0, 0) when both readings are possible and nothing tells."""
    if a > 12 or b > 12:
        return (a, b) if b > 12 else (b, a)
    if a == b:
        return a, b
    return (0, 0) if month_first is None else (a, b) if month_first else (b, a)


def _with_clock(date: datetime.date, part: dict[str, str | None], span: Span) -> Moment:
    if part["hour"] is None or part["minute"] is None:
        return Moment(date.isoformat(), "day", span)
    hour = int(part["hour"])
    if part["half"]:
        hour = hour % 12 + (12 if part["half"].lower() == "p" else 0)
    return Moment(f"{date.isoformat()}T{hour:02d}:{part['minute']}", "minute", span)


def months(text: str) -> Iterator[Moment]:
    """Every month with its year: September 2014."""
    for match in _MONTH_ONLY.finditer(text):
        yield Moment(f"{match['year']}-{_MONTHS[match['month'][:3].lower()]:02d}", "month", Span(match.start(), match.end()))


def is_date_line(text: str) -> bool:
    """Whether a line is nothing but dates with their labels: "Posted: Monday, Nov. 24, 2014 9:15 AM EST Updated: …"."""
    if len(text) > 160:
        return False
    found = list(moments(text, month_first=True))
    rest = text
    for moment in reversed(found):
        rest = rest[: moment.span.start] + " " + rest[moment.span.end :]
    return bool(found) and bool(_REST.fullmatch(rest))


def is_update(text: str, moment: Moment) -> bool:
    """Whether the words before a date say that it is one of a change: "Updated: …"."""
    return bool(_UPDATED.search(text[max(0, moment.span.start - 40) : moment.span.start]))


def read_date(value: str) -> Moment | None:
    """The date that a container's field or a meta tag holds, in any readable form, day-first forms and other languages included."""
    value = value.strip()[:80]
    found = next(moments(value), None) or next(months(value), None)
    if found is None and re.fullmatch(r"(?:19|20)\d\d", value):
        return Moment(value, "year", Span(0, 4))
    return found or _compact(value) or _by_dateparser(value)


def _compact(value: str) -> Moment | None:
    """20140915, 20140915141000 and seconds since 1970."""
    if match := re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d):?(\d\d).*)?", value):
        return next(moments("-".join(match.groups()[:3]) + (f"T{match[4]}:{match[5]}" if match[4] else "")), None)
    if re.fullmatch(r"\d{10}(?:\d{3})?", value):
        moment = datetime.datetime.fromtimestamp(int(value[:10]), datetime.UTC)
        return Moment(moment.strftime("%Y-%m-%dT%H:%M"), "minute", Span(0, len(value)))
    return None


def _by_dateparser(value: str) -> Moment | None:
    """Slow, so only for what nothing else reads; "2 hours ago" is no date, for it depends on when it is read."""
    if not (re.search(r"\d", value) and re.search(r"[^\W\d_]{3}", value)) or len(value) > 50:
        return None
    import dateparser  # it takes a third of a second to load, and most pages never need it

    found = dateparser.parse(value, settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"], "RETURN_AS_TIMEZONE_AWARE": False})
    return Moment(found.date().isoformat(), "day", Span(0, len(value))) if found else None
