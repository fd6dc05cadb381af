"""Dates that set two statements apart."""

from __future__ import annotations

import pytest

from corroborate.relate.dated import apart, dates_named, figures_named, placed_year


@pytest.mark.parametrize(("text", "named"), [
    ("She left on Monday.", {"weekday monday"}), ("It sank in May 1998.", {"month may", "year 1998"}), ("It may rain, or march on.", set()),
    ("The Maya left.", set()), ("He goes on Jan. 5.", {"month jan"}),
])
def test_dates_are_named(text: str, named: set[str]) -> None:
    assert dates_named(text) == named


@pytest.mark.parametrize(("one", "other", "differ"), [
    ("on Monday", "on Tuesday", True), ("on Monday", "in May", False), ("on Monday or Tuesday", "on Tuesday", False),
    ("in January 2019", "in February 2019", True), ("soon", "in May", False),
])
def test_statements_of_other_dates(one: str, other: str, differ: bool) -> None:
    assert apart(dates_named(one), dates_named(other)) is differ


@pytest.mark.parametrize(("text", "placed"), [
    ("Holt has led the council since 2014.", ("council since", "2014")), ("The harbour was built in 1931.", ("built in", "1931")), ("It stood from 1931 until 1940.", None),
    ("In 1931 it rained.", None),
    ("The vote was in May 2014.", None), ("The 2014 vote was close.", None), ("The crew had 2014 coats in store.", None),
])
def test_a_year_is_placed_by_the_words_before_it(text: str, placed: tuple[str, str] | None) -> None:
    assert placed_year(text) == placed


@pytest.mark.parametrize(("text", "named"), [
    ("The fund holds $1,500 and 30 percent.", {"1500", "30"}), ("In 2014, at 2:48 p.m. on May 5, a 16-year-old fell.", set()), ("Some 5.5 million came.", {"5.5"}),
])
def test_figures_are_named(text: str, named: set[str]) -> None:
    assert figures_named(text) == named
