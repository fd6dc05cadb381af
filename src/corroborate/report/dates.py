"""Dates as a reader writes them: "Monday 13 May 2024, 17:42"."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2}))?)?)?")


def spoken(value: str) -> str:
    """An ISO date of any precision, with its weekday where it has a day. What is no date comes back as it is."""
    match = _ISO.match(value)
    if not match:
        return value
    year, month, day_, time = match.groups()
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day_:
        return f"{_MONTHS[int(month) - 1]} {year}"
    return _weekday(int(year), int(month), int(day_)) + f"{int(day_)} {_MONTHS[int(month) - 1]} {year}" + (f", {time}" if time else "")


def day(value: str) -> str:
    """The same, short and without the time: "13 May 2024"."""
    return re.sub(r"^[A-Z][a-z]+day ", "", spoken(value)).split(",")[0]


def is_date(value: str | None) -> bool:
    """Whether *value* is an ISO date with at least a year and a month."""
    return bool(value and re.fullmatch(r"\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2})?)?", value))


def _weekday(year: int, month: int, day_: int) -> str:
    try:
        return _DAYS[date(year, month, day_).weekday()] + " "
    except ValueError:
        return ""
