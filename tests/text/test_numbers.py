"""Numbers with their bounds, as news writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.text.numbers import compatible, find_numbers

READ = [
    ("12 people", [("12", "12", "")]),
    ("at least 12 people", [("at least 12", "at least 12", "")]),
    ("a dozen gunshots", [("a dozen", "12", "")]),
    ("nearly 200,000 have fled", [("nearly 200,000", "about 200000", "")]),
    ("more than 160 strikes", [("more than 160", "at least 160", "")]),
    ("as many as 30 boats", [("as many as 30", "up to 30", "")]),
    ("two or three men", [("two or three", "2 to 3", "")]),
    ("five to 25 years", [("five to 25", "5 to 25", "")]),
    ("between 16 and 18 years old", [("between 16 and 18", "16 to 18", "")]),
    ("3 1/2 miles", [("3 1/2", "3.5", "")]),
    ("twenty-five sheep", [("twenty-five", "25", "")]),
    ("one hundred and fifty-two votes", [("one hundred and fifty-two", "152", "")]),
    ("$1 million bail", [("$1 million", "1000000", "USD")]),
    ("2 to 3 million euros", [("2 to 3 million", "2000000 to 3000000", "")]),
    ("about 40 percent of them", [("about 40 percent", "about 40", "%")]),
    ("100 or more guests", [("100 or more", "at least 100", "")]),
    ("dozens were hurt", [("dozens", "at least 24", "")]),
    ("hundreds of thousands marched", [("hundreds of thousands", "at least 200000", "")]),
    ("a pair of swans", [("a pair of", "2", "")]),
    ("its fourth year", [("fourth", "4", "")]),
    ("the 75th street", [("75th", "75", "")]),
    ("three and four", [("three", "3", ""), ("four", "4", "")]),
    ("nobody came", []),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_numbers_are_read_with_their_bounds(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(n.span.of(text), n.value, n.unit) for n in find_numbers(text)] == expected


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("12", "at least 10", True),
        ("12", "at least 15", False),
        ("3", "4", False),
        ("nearly 200", "195", True),
        ("two or three", "3", True),
        ("more than 160", "up to 150", False),
        ("a dozen", "12", True),
    ],
)
def test_numbers_fit_when_they_can_be_one(one: str, other: str, fits: bool) -> None:
    (a,), (b,) = find_numbers(one), find_numbers(other)
    assert compatible(a.low, a.high, b.low, b.high, 0.1 if a.approximate or b.approximate else 0.0) is fits


@given(st.text(alphabet="0123456789 ,.$-%abnortw", max_size=60))
def test_numbers_lie_inside_the_text_in_order(text: str) -> None:
    found = find_numbers(text)
    assert all(0 <= n.span.start <= n.core.start < n.core.end <= n.span.end <= len(text) for n in found)
    assert [n.core.start for n in found] == sorted(n.core.start for n in found)


@given(st.integers(0, 10**9))
def test_a_number_with_commas_is_itself(number: int) -> None:
    (found,) = find_numbers(f"{number:,}")
    assert found.low == found.high == number
