"""Which articles tell one story: alike incidents apart, follow-ups together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.config import Config
from corroborate.relate.signs import day_of, days_in, lexicon, people_in, streets_in
from corroborate.relate.stories import group_stories, joined
from corroborate.types import Article, Findings, Story
from shootings import CHARGED, SHOT_A, SHOT_B, SHOT_OTHER
from wire import FAIR, FERRY_AGENCY, FERRY_CUT, FERRY_OWN, printed

FERRIES = [printed("f1", FERRY_AGENCY, date="2031-03-04"), printed("f2", FERRY_CUT, date="2031-03-04"), printed("f3", FERRY_OWN, date="2031-03-05")]


def grouped(articles: list[Article]) -> tuple[Story, ...]:
    ordered = sorted(articles, key=lambda a: a.id)
    return group_stories(ordered, [Findings(a.id) for a in ordered], (), Config())


@pytest.mark.parametrize(
    ("articles", "groups"),
    [
        ([SHOT_A, SHOT_B], [("a", "b")]),
        ([SHOT_A, SHOT_B, SHOT_OTHER], [("a", "b"), ("c",)]),  # the same town, crime and outlet, five days later
        ([SHOT_A, SHOT_B, CHARGED, SHOT_OTHER], [("a", "b", "d"), ("c",)]),  # charged a month later
        ([*FERRIES, printed("z", FAIR, date="2031-03-05")], [("f1", "f2", "f3"), ("z",)]),  # an unrelated article in the folder
        ([printed("x", "Rain."), printed("y", "")], [("x",), ("y",)]),
        ([], []),
    ],
)
def test_groups(articles: list[Article], groups: list[tuple[str, ...]]) -> None:
    assert sorted(s.articles for s in grouped(articles)) == groups


def test_groups_without_dates() -> None:
    undated = [printed(a.id, a.text, outlet=a.outlet.name if a.outlet else None) for a in (SHOT_A, SHOT_B, SHOT_OTHER, *FERRIES)]
    assert sorted(s.articles for s in grouped(undated)) == [("a", "b"), ("c",), ("f1", "f2", "f3")]


def test_a_story_is_dated_by_what_happened_and_titled_by_its_centre() -> None:
    (story,) = grouped([SHOT_A, SHOT_B])
    assert story.date == "2031-05-13"  # the Tuesday
    assert story.title in ("Man shot outside Westbrook laundromat", "Witnesses describe Alder Street shooting")


def test_a_story_keeps_its_id_as_it_grows() -> None:
    (before,), after = grouped([SHOT_A, SHOT_B]), grouped([SHOT_A, SHOT_B, CHARGED, SHOT_OTHER])
    assert before.id in {s.id for s in after if "d" in s.articles}


@settings(max_examples=15, deadline=None)
@given(st.permutations([SHOT_A, SHOT_B, CHARGED, SHOT_OTHER, *FERRIES]))
def test_ids_decide_not_order(articles: list[Article]) -> None:
    found = grouped(articles)
    assert sorted(i for s in found for i in s.articles) == sorted(a.id for a in articles)
    assert found == grouped(sorted(articles, key=lambda a: a.id))


@pytest.mark.parametrize(
    ("likely", "groups"),
    [
        ({(0, 1): 0.9}, [[0, 1], [2]]),
        ({(0, 1): 0.9, (1, 2): 0.3}, [[0, 1], [2]]),  # one weak link does not pull a third in
        ({(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.2}, [[0, 1, 2]]),
        ({}, [[0], [1], [2]]),
    ],
)
def test_joining(likely: dict[tuple[int, int], float], groups: list[list[int]]) -> None:
    assert sorted(joined(3, likely, 0.28)) == groups


@pytest.mark.parametrize(
    ("text", "told", "days"),
    [
        ("It happened Tuesday night.", "2031-05-14", ["2031-05-13"]),
        ("Shots fell on Wednesday.", "2031-05-14", ["2031-05-14"]),  # the day itself
        ("He was hurt on Dec. 30 and died Friday.", "2031-01-04", ["2030-12-30", "2031-01-03"]),
        ("The trial of Nov. 3, 2015 is long past.", None, ["2015-11-03"]),
        ("It happened Tuesday.", None, []),
        ("On Feb. 30 nothing happened.", "2031-05-14", []),
    ],
)
def test_days(text: str, told: str | None, days: list[str]) -> None:
    assert days_in(text, day_of(told)) == [day_of(d) for d in days]


def test_people_and_streets() -> None:
    text = "Marcus J. Tilden was shot near North Alder Street. On Friday Dana Ostrow of Westbrook High School left for San Marco County."
    assert people_in(text, lexicon(None)) == {"marcus tilden", "dana ostrow"}
    assert streets_in(text) == {"alder"}
