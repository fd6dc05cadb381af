"""Whether two values of one thing agree, can both be so, or contradict each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from corroborate.text.dates import WEEKDAYS, Day, same_day
from corroborate.text.numbers import compatible
from corroborate.types import Quantity

Agreement = Literal["same", "compatible", "conflict"]
MINUTES = 15  #: two times of day closer than this are one, told loosely
ROUNDED = 0.1  #: an estimate may be off by this share


def compare(a: Quantity, b: Quantity, table: Mapping[str, Any]) -> Agreement:
    """How two values of the same kind, told of the same person or thing, agree."""
    if a.kind == "day":
        one = same_day(Day(a.span, a.value, a.unit or None), Day(b.span, b.value, b.unit or None))
        if one is False and (a.unit == b.unit or ((a.approximate or b.approximate) and _neighbours(a, b))):
            return "compatible"  # two dates of one weekday: more likely counted from a wrong anchor than two days
        return "same" if one else "compatible" if one is None else "conflict"
    if a.kind == "wound":
        return _body(a.value, b.value, table["body"])
    if a.kind in ("charge", "hospital", "weapon", "condition", "place"):
        return "same" if a.value.lower() == b.value.lower() else "compatible"
    return _numbers(a, b)


def _neighbours(a: Quantity, b: Quantity) -> bool:
    """Whether one day follows the other: a night belongs to two."""
    if a.unit not in WEEKDAYS or b.unit not in WEEKDAYS:
        return False
    return (WEEKDAYS.index(a.unit) - WEEKDAYS.index(b.unit)) % 7 in (1, 6)


def _numbers(a: Quantity, b: Quantity) -> Agreement:
    if a.unit == "person" and a.about != b.about:
        return _of_all(a, b)
    if (a.low, a.high) == (b.low, b.high):
        return "same"
    slack = ROUNDED if a.approximate or b.approximate else 0.0
    if a.kind == "time":
        gap = max((a.low or 0) - (b.high or 0), (b.low or 0) - (a.high or 0))
        return "compatible" if gap <= MINUTES else "conflict"
    return "compatible" if compatible(a.low, a.high, b.low, b.high, slack) else "conflict"


def _of_all(a: Quantity, b: Quantity) -> Agreement:
    """Two hurt children can be of three hurt people, not of one; nothing is known of two children and two women."""
    some, every = (a, b) if a.about else (b, a)
    if every.about or every.high is None or some.low is None or some.low <= every.high:
        return "compatible"
    return "conflict"


def _body(a: str, b: str, parts: Mapping[str, str]) -> Agreement:
    """The cheek is part of the face, the face of the head; the limbs are extremities; "body" and "side" say too little."""
    if a == b:
        return "same"
    above_a, above_b = _above(a, parts), _above(b, parts)
    return "compatible" if a in above_b or b in above_a or not {a, b}.isdisjoint({"body", "side", "extremity", "limb", "back"}) else "conflict"


def _above(part: str, parts: Mapping[str, str]) -> set[str]:
    """The part and all it is part of."""
    seen: set[str] = set()
    while part and part not in seen:
        seen.add(part)
        part = parts.get(part, "")
    return seen
