"""Quantities in a reader's words."""

from __future__ import annotations

import pytest

from corroborate import types as t
from corroborate.report.measures import measured, named, pretty
from corroborate.text.spans import Span


def quantity(kind: str, about: str = "") -> t.Quantity:
    return t.Quantity(Span(0, 1), kind, about=about)


@pytest.mark.parametrize(
    ("kind", "about", "expected"),
    [
        ("age", "Ida Lund", "Age of Ida Lund"),
        ("age", "", "Age"),
        ("charge", "Ida Lund", "Charge against Ida Lund"),
        ("day", "meeting", "Day of the meeting"),
        ("time", "incident", "Time of the incident"),
        ("count", "ship", "Ships"),
        ("count", "ferry", "Ferries"),
        ("count", "people", "People"),
        ("injured", "", "Injured"),
        ("some_kind", "", "Some kind"),
    ],
)
def test_named(kind: str, about: str, expected: str) -> None:
    assert named(quantity(kind, about)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("40000000", "40,000,000"),
        ("at least 2000", "at least 2,000"),
        ("1234.5", "1,234.5"),
        ("2024-05-13", "13 May 2024"),
        ("monday", "Monday"),
        ("14:40", "14:40"),
        ("34 years", "34 years"),
    ],
)
def test_pretty(value: str, expected: str) -> None:
    assert pretty(value) == expected


@pytest.mark.parametrize(
    ("values", "differs", "expected"),
    [
        (["3", "4", "5"], "number", "Injured: 3, 4 or 5"),
        (["3", "5"], "update", "Injured: 3, then 5"),
        (["5", "5"], None, "Injured: 5"),
        (["2024-05-13", "monday"], None, "Injured: 13 May 2024"),
        (["about 5", "5"], None, "Injured: 5"),
        (["5", "5 or 6"], None, "Injured: 5 / 5 or 6"),
        ([], None, "Injured"),
    ],
)
def test_measured(values: list[str], differs: str | None, expected: str) -> None:
    accounts = tuple(t.Account(f"a{i}", Span(0, 1), value=v) for i, v in enumerate(values)) or (t.Account("a", Span(0, 1)),)
    differences = (t.Difference(differs, tuple((v, (i,)) for i, v in enumerate(values))),) if differs else ()
    claim = t.Claim("c", "s", "quantity", "agreed", accounts, 1, differences)
    assert measured(claim, quantity("injured")) == expected


def test_what_has_no_quantity_is_named_by_the_reason_it_was_joined() -> None:
    claim = t.Claim("c", "s", "attribute", "agreed", (t.Account("a", Span(0, 1), value="Ida Lund"),), 1, why=("the name",))
    assert measured(claim, None) == "Name: Ida Lund"
