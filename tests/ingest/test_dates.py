"""Dates as pages print them."""

from __future__ import annotations

import pytest

from corroborate.ingest.dates import is_date_line, is_update, moments, read_date

FOUND = [
    ("Posted: Saturday, June 27, 2015 10:39 PM EDT Updated: Sunday, June 28, 2015 2:26 PM EDT", ["2015-06-27T22:39", "2015-06-28T14:26"]),
    ("(Published Monday, Nov. 24, 2014)", ["2014-11-24"]),
    ("published on 17Sep14 by the society", ["2014-09-17"]),
    ("15 September 2014, 14:10", ["2014-09-15T14:10"]),
    ("2014-09-15T14:10:00-04:00", ["2014-09-15T14:10"]),
    ("Updated: Jan 4, 2017 - 7:16 AM", ["2017-01-04T07:16"]),
    ("March 10, 2014 12:05 a.m.", ["2014-03-10T00:05"]),
    ("12/30/2015 5:00 PM", ["2015-12-30T17:00"]),
    ("30/12/2015", ["2015-12-30"]),
    ("3/4/2015", []),  # the third of April or the fourth of March: unknown is nothing
    ("3/4/2015 5:14 AM EST", ["2015-03-04T05:14"]),
    ("31 February 2015", []),
    ("room 2014, seat 12", []),
]


@pytest.mark.parametrize(("text", "values"), FOUND, ids=[f[0][:30] for f in FOUND])
def test_moments(text: str, values: list[str]) -> None:
    assert [m.value for m in moments(text)] == values


def test_who_reads_3_4() -> None:
    assert [m.value for m in moments("3/4/2015", month_first=True)] == ["2015-03-04"]
    assert [m.value for m in moments("3/4/2015", month_first=False)] == ["2015-04-03"]


READ = [
    ("15 septembre 2014", "2014-09-15"), ("lunes 15 de septiembre de 2014", "2014-09-15"), ("15. September 2014", "2014-09-15"), ("20140915", "2014-09-15"),
    ("1410790200", "2014-09-15T14:10"),
    ("Mon, 15 Sep 2014 10:00:00 GMT", "2014-09-15T10:00"),
    ("Sept. 2014", "2014-09"),
    ("2014", "2014"),
    ("2 hours ago", None),
    ("soon", None),
    ("", None),
]


@pytest.mark.parametrize(("value", "iso"), READ, ids=[r[0] or "empty" for r in READ])
def test_fields_in_any_readable_form(value: str, iso: str | None) -> None:
    found = read_date(value)
    assert (found.value if found else None) == iso


@pytest.mark.parametrize(
    ("line", "only"),
    [
        ("Posted: Tuesday, April 15, 2014 10:21 PM EDT Updated: Tuesday, April 15, 2014 10:21 PM EDT", True),
        ("March 10, 2014 2:18 PM", True),
        ("Published: Sunday, 2/22/2015 - Updated: 9 months ago", True),
        ("The bridge opened on March 10, 2014.", False), ("Tuesday", False), ("May 4, 2012 fire report", False),
    ],
)
def test_lines_that_are_only_a_date(line: str, only: bool) -> None:
    assert is_date_line(line) is only


def test_an_update_is_told_from_a_publication() -> None:
    text = "Posted: June 27, 2015 Updated: June 28, 2015"
    assert [is_update(text, m) for m in moments(text)] == [False, True]
