"""Quantities in a reader's words: "Age of Warren Pruitt: 34 or 36 years", "Ships: at least 11, then 19"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corroborate.report.dates import day, is_date
from corroborate.types import Claim, Quantity

#: What a kind of quantity tells; `{}` is what it is told of. Kinds that are not here are shown by their own name.
NAMES = {
    "hospitalized": "Taken to hospital", "wound": "Wounded in", "age": "Age of {}", "charge": "Charge against {}",
    "day": "Day of the {}", "date": "Date of the {}", "time": "Time of the {}",
    "count": "{}",
}
WITHOUT = {"age": "Age", "charge": "Charge", "day": "Day", "date": "Date", "time": "Time", "count": "Number"}
_NUMBER = re.compile(r"(?<![\d.:-])\d{4,}(?![\d:-])")
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b")


def measured(claim: Claim, quantity: Quantity | None) -> str:
    """What a claim measures, and the values it is given."""
    divided = next((d for d in claim.differences if len(d.values) > 1), None)
    told = _joined([pretty(v) for v, _ in divided.values], ", then " if divided.kind == "update" else " or ") if divided else " / ".join(_agreed(claim))
    asserted = bool(claim.why) and claim.why[0].startswith("whether ")
    name = named(quantity) if quantity and not asserted else _capital(claim.why[0].removeprefix("the ")) if claim.why else "Value"
    return f"{name}: {told}" if told else name


def named(quantity: Quantity) -> str:
    """What a quantity is of: "Age of Warren Pruitt", "Injured", "Ships"."""
    pattern = NAMES.get(quantity.kind, quantity.kind.replace("_", " ").replace("-", " "))
    about = _plural(quantity.about) if quantity.kind == "count" else quantity.about
    if "{}" not in pattern:
        return _capital(pattern)
    return _capital(pattern.format(about)) if about else WITHOUT.get(quantity.kind, _capital(quantity.kind))


def pretty(value: str) -> str:
    """A normalised value as a reader writes it: "40,000,000", "13 May 2024", "Monday"."""
    if is_date(value):
        return day(value)
    spaced = _NUMBER.sub(lambda m: f"{int(m[0]):,}", value)
    return _WEEKDAY.sub(lambda m: m[0].capitalize(), spaced)


def _agreed(claim: Claim) -> list[str]:
    """Values that do not contradict each other: a date stands for the weekdays that mean it, "14:40" for "about 14:40"."""
    given = list(dict.fromkeys(a.value for a in claim.accounts if a.value))
    dates = [v for v in given if is_date(v)]
    exact = [v for v in given if v.removeprefix("about ") == v or v.removeprefix("about ") not in given]
    return [pretty(v) for v in dates[:1] or exact]


def _joined(values: Sequence[str], last: str) -> str:
    return last.join([", ".join(values[:-1]), values[-1]]) if len(values) > 1 else "".join(values)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plural(noun: str) -> str:
    if not noun or noun.endswith("s") or noun in ("people", "police", "men", "women", "children"):
        return noun
    return noun[:-1] + "ies" if re.search("[^aeiou]y$", noun) else noun + "s"
