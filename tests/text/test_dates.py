"""Days and times of day, counted from the day of the article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.text.dates import find_clocks, find_days, same_day

ANCHOR = "2031-03-05"  # a Wednesday

DAYS = [
    ("on Monday", "2031-03-03", "monday"),
    ("Wednesday's vote", "2031-03-05", "monday"),
    ("last Wednesday", "2031-02-26", "monday"),
    ("next Friday", "2031-03-07", "monday"),
    ("Nov. 3", "2030-11-03", "--11-03"),
    ("November 3, 2029", "2029-11-03", "2029-11-03"),
    ("Tuesday, March 4", "2031-03-04", "--03-04"),
    ("4 March 2031", "2031-03-04", "2031-03-04"),
    ("in March 2030", "2030-03", "2030-03"),
    ("in December", "2030-12", "--12"),
    ("since 2011", "2011", "2011"),
    ("2031-03-04", "2031-03-04", "2031-03-04"),
    ("3/4/2031", "2031-03-04", "2031-03-04"),
]


@pytest.mark.parametrize(("text", "expected", "_"), DAYS)
def test_days_count_from_the_article(text: str, expected: str, _: str) -> None:
    assert [d.value for d in find_days(text, ANCHOR)] == [expected]


@pytest.mark.parametrize(("text", "expected"), [(t, e) for t, _, e in DAYS if not e.isalpha()])
def test_without_a_day_of_its_own_an_article_gives_what_it_says(text: str, expected: str) -> None:
    assert [d.value for d in find_days(text, None)] == [expected]


@pytest.mark.parametrize("text", ["the Monday Club", "may 5 men", "a tuesdayish mood", "Marches on"])
def test_a_weekday_alone_is_its_name_and_other_words_are_none(text: str) -> None:
    assert [d.value for d in find_days(text, None)] == (["monday"] if "Monday" in text else [])


def test_yesterday_needs_an_anchor() -> None:
    assert [d.value for d in find_days("yesterday and tonight", ANCHOR)] == ["2031-03-04", "2031-03-05"]
    assert find_days("yesterday and tonight", None) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("on Tuesday", "March 4, 2031", True),
        ("on Tuesday", "on Monday", False),
        ("March 4", "March 4, 2031", True),
        ("March 4", "March 5, 2031", False),
        ("in March", "March 4, 2031", None),
        ("on Tuesday", "in March", None),
    ],
)
def test_days_told_differently_are_compared_as_far_as_they_go(one: str, other: str, same: bool | None) -> None:
    (a,), (b,) = find_days(one, None), find_days(other, None)
    assert same_day(a, b) is same


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("at 4 p.m.", "16:00", 960, 960),
        ("about 9:30 p.m.", "about 21:30", 1275, 1305),
        ("shortly after 7:10 p.m.", "about 19:10", 1150, 1180),
        ("just before noon", "about 12:00", 690, 720),
        ("12:15 a.m.", "00:15", 15, 15),
        ("at 3:12 this afternoon", "15:12", 912, 912),
        ("at 12:20 on Saturday morning", "00:20", 20, 20),
        ("around 6:30", "about 6:30", 375, 1125),
        ("at 12:10", "12:10", 10, 730),
        ("at 14:30", "14:30", 870, 870),
    ],
)
def test_times_of_day(text: str, value: str, low: int, high: int) -> None:
    (clock,) = find_clocks(text)
    assert (clock.value, clock.low, clock.high) == (value, low, high)


@pytest.mark.parametrize("text", ["Sunday afternoon", "a 3-2 win", "Psalm 23:117", "25:10"])
def test_what_is_no_time(text: str) -> None:
    assert find_clocks(text) == ()


@given(st.text(alphabet="0123456789 /:-.MondayTuesMarch,ap", max_size=60), st.sampled_from([None, ANCHOR, "2031", "nonsense"]))
def test_days_and_times_lie_inside_the_text(text: str, anchor: str | None) -> None:
    spans = [d.span for d in find_days(text, anchor)] + [c.span for c in find_clocks(text)]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
