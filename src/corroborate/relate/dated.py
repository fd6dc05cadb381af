"""The days, months, years and numbers that statements name: whether two name different ones, and which year each gives in one place."""

from __future__ import annotations

import re

from corroborate.text.dates import MONTHS, WEEKDAYS

_WORD = re.compile(r"\b(?:[A-Z][a-z]{2,8}|(?:18|19|20)\d\d)\b")
_PLACED = re.compile(r"\b(\w{1,40} (?:since|until|in)) ((?:18|19|20)\d\d)\b")
_FIGURE = re.compile(r"(?<![\w.,:/-])\d[\d,.]{0,15}(?![\w:/-])")
_LAST = re.compile(r"([A-Za-z]{3,9})\.? $")
KINDS = ("weekday", "month", "year")


def dates_named(text: str) -> frozenset[str]:
    """The weekdays, months and years that *text* names: "weekday monday", "month feb", "year 2014"."""
    return frozenset(f"{kind} {value}" for m in _WORD.finditer(text) for kind, value in [_kind(m.group())] if kind)


def figures_named(text: str) -> frozenset[str]:
    """The numbers in figures in *text* that are no year, hour, age, day of a month or part of a name: "$1,500" is "1500"."""
    found = ((m.start(), m.group().strip(".,")) for m in _FIGURE.finditer(text))
    return frozenset(value.replace(",", "") for start, value in found if not _WORD.fullmatch(value) and not _after_month(text, start))


def _after_month(text: str, at: int) -> bool:
    before = _LAST.search(text, max(0, at - 12), at)
    return before is not None and _kind(before.group(1))[0] == "month"


def _kind(word: str) -> tuple[str, str]:
    low = word.lower()
    if word.isdigit():
        return "year", word
    if low in WEEKDAYS:
        return "weekday", low
    return ("month", low[:3]) if low in MONTHS or (len(low) < 5 and any(m.startswith(low) for m in MONTHS)) else ("", "")


def apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether both name weekdays, or months, or years, and none that is the same."""
    if not a or not b:
        return False
    of = [({d for d in a if d.startswith(kind)}, {d for d in b if d.startswith(kind)}) for kind in KINDS]
    return any(x and y and x.isdisjoint(y) for x, y in of)


def placed_year(text: str) -> tuple[str, str] | None:
    """The year that *text* names and the words before it, ("council since", "2014"); `None` where it names none or several, or says in which month."""
    found = _PLACED.search(text)
    named = [d for d in dates_named(text) if not d.startswith("weekday")]
    return (found.group(1).lower(), found.group(2)) if found is not None and named == [f"year {found.group(2)}"] else None
