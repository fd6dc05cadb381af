"""Comparable values, with what they tell and of whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.annotate.quantities import find_quantities
from corroborate.annotate.understanding import understand
from corroborate.config import Config
from corroborate.text.spans import Span
from corroborate.types import Article, DateFound, Mention, Quantity


def values(text: str) -> list[tuple[Quantity, str]]:
    article = Article("a", "a.txt", "0", text, (Span(0, len(text)),), published=DateFound("2031-03-05", "day", None, "test"))
    return [(q, article[q.span]) for q in find_quantities(article, understand(article), (), (), Config())]


def told(text: str) -> list[tuple[str, str, str]]:
    """(kind, words, about), counts of things left out."""
    return [(q.kind, words, q.about) for q, words in values(text) if q.kind != "count"]


ROWS = [
    ("A landslide killed at least 12 people near the dam.", ("killed", "at least 12", "")),
    ("Three men were wounded in the market.", ("injured", "Three", "")),
    ("Five people were shot outside the theatre.", ("shot", "Five", "")),
    ("The storm left two dead.", ("killed", "two", "")),
    ("One woman suffered serious injuries.", ("injured", "One", "women")),
    ("All six were taken to Lakeside Hospital for treatment.", ("hospitalized", "six", "")),
    ("Police arrested four people after the march.", ("arrested", "four", "")),
    ("Two men in a passing van fired a dozen shots at the kiosk.", ("suspects", "Two", "")),
    ("Two men in a passing van fired a dozen shots at the kiosk.", ("shots", "a dozen", "fired")),
    ("The guard was shot three times.", ("hits", "three", "guard")),
    ("Ivo Brandl, 47, was charged with arson.", ("age", "47", "Ivo Brandl")),
    ("A 7-week-old girl was found unharmed.", ("age", "7-week-old", "girl")),
    ("A man in his 20s ran away.", ("age", "in his 20s", "man")),
    ("A 38-year-old Harbourtown man was arrested.", ("age", "38-year-old", "man")),
    ("A 38-year-old Ivo Brandl was arrested.", ("age", "38-year-old", "Ivo Brandl")),
    ("The boy was shot in the left arm.", ("wound", "left arm", "boy")),
    ("The girl had a gunshot wound to her hip.", ("wound", "hip", "girl")),
    ("The guard was in critical condition.", ("condition", "critical condition", "guard")),
    ("She was taken to Saint Orla Medical Center.", ("hospital", "Saint Orla Medical Center", "")),
    ("He was charged with attempted second-degree murder.", ("charge", "attempted second-degree murder", "he")),
    ("The shooting happened on Monday.", ("day", "Monday", "incident")),
    ("The shooting happened about 9:30 p.m. near the pier.", ("time", "about 9:30 p.m.", "incident")),
    ("Officers found a .38 caliber revolver in the car.", ("weapon", ".38 caliber revolver", "")),
    ("The crash happened at 240 Orchard Ave. in the rain.", ("street", "240 Orchard Ave.", "")),
    ("Three men and a woman were wounded outside the theatre.", ("injured", "Three men and a woman", "")),
    ("The flood left one dead and four others injured.", ("injured", "four", "")),
    ("The party ended in violence, leaving one dead and 11 others shot.", ("injured", "11", "")),
    ("Three people wound up dead after the fire.", ("killed", "Three", "")),
    ("Two children were wounded in the crash.", ("injured", "Two", "children")),
    ("A pair of gunmen opened fire near the pier.", ("shooters", "A pair of", "")),
    ("The gunman fled towards the pier.", ("shooters", "The gunman", "")),
    ("The nephew shot himself in the foot.", ("wound", "foot", "nephew")),
    ("The officer has an injury to his chest.", ("wound", "chest", "officer")),
    ("The man was cleaning his pistol about 4 p.m. Saturday when it discharged.", ("day", "Saturday", "incident")),
    ("Police were called to the pier on Monday.", ("day", "Monday", "incident")),
    ("One man has died and two men are in critical condition after a fight at the pier.", ("injured", "two", "")),
    ("Four people are recovering at home after being shot outside the theatre.", ("shot", "Four", "")),
    ("A man was killed and three others were wounded in the market.", ("killed", "A man", "")),
    ("An argument left Ivo Brandl dead and two others wounded.", ("killed", "Ivo Brandl", "")),
    ("He was charged with a shooting that left two people dead at a park last summer.", ("killed", "two", "")),
    ("The man who shot two guards to death and wounded nine others in a barn was found.", ("injured", "nine", "")),
    ("Six people were injured in the shooting spree.", ("injured", "Six", "")),
    ("A gunman began firing into the crowd, killing two and injuring at least nine others before he fled.", ("injured", "at least nine", "")),
    ("The blast left one victim fatally wounded and three others with serious injuries.", ("injured", "three", "")),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_values_are_tied_to_what_they_tell(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


NOT = [
    ("No one was injured in the fire.", "injured"),
    ("Police were called to the pier 911 times.", "killed"),
    ("The 2029 storm killed cattle.", "killed"),
    ("The mayor said on Monday that the fair would go on.", "day"),
    ("The garden lies on Sunday Street Journal land.", "street"),
    ("She has worked at Brookside Criminal Court for years.", "street"),
    ("The soup was in good taste.", "condition"),
    ("Two of them were wounded near the pier.", "injured"),
    ("Nine people were wounded in four shootings over the summer.", "injured"),
    ("Eight people have been killed in the town this year.", "killed"),
    ("Two died at the scene.", "killed"),
    ("He faces two counts of attempted murder of two guards.", "killed"),
    ("Three actors wound up in a lake.", "injured"),
    ("The boy is healing from 10 gunshot wounds.", "injured"),
    ("Another gunman fled.", "shooters"),
    ("They were driven to a clinic, where one died.", "killed"),
    ("+ Two dead, three hurt in Marlow crash", "killed"),
    ("The council called for calm on Monday.", "day"),
    ("The mayor opened a school on Monday.", "day"),
    ("He is accused of opening fire on two guards, killing one and wounding the other.", "killed"),
    ("Another man was killed and three others were wounded.", "killed"),
    ("Seven men remained in hospital on Tuesday, one with critical injuries.", "injured"),
    ("Seven young men remained hospitalized Tuesday, one with critical injuries, after they were attacked.", "injured"),
    ("The guard was struck by one of the bullets fired at the kiosk.", "shots"),
    ("The gunman was shot dead at 9:30 p.m. near the pier.", "time"),
    ("He was charged, detectives of the Felony Assault Section said.", "charge"),
    ("The attack was the latest of nine in which 20 people were killed this year.", "killed"),
]


@pytest.mark.parametrize(("text", "kind"), NOT)
def test_what_is_no_such_value(text: str, kind: str) -> None:
    assert kind not in [k for k, _, _ in told(text)]


PLACES = [
    ("Two guards were shot in Norwick on Monday.", ["Norwick"]),
    ("She was killed at her Norwick home.", ["Norwick"]),
    ("The Norwick council met on Monday.", []),
    ("A man was shot in Ohio.", []),
    ("A man was shot outside Norwick's on Monday.", []),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_where_it_happened(text: str, expected: list[str]) -> None:
    article = Article("a", "a.txt", "0", text, (Span(0, len(text)),))
    towns = [Span(text.index(t), text.index(t) + len(t)) for t in ("Norwick", "Ohio") if t in text]
    mentions = [Mention(t, t, "name", "place") for t in towns]
    found = find_quantities(article, understand(article), mentions, (), Config())
    assert [q.value for q in found if q.kind == "place"] == expected


def test_bounds_and_days_are_read() -> None:
    found = {q.kind: q for q, _ in values("At least 12 people were killed on Monday when the dam broke.")}
    assert (found["killed"].low, found["killed"].high) == (12, None)
    assert found["day"].value == "2031-03-03"


ASSERTED = [
    ("Dale Moss backed into the marshal's car.", ("yes", "back|moss", "car marshal")),
    ("There was no evidence that Dale Moss backed into the marshal's car.", ("no", "back|moss", "car marshal")),
    ("Dale Moss did not leave the barn.", ("no", "leave|moss", "barn")),
    ("No pistol was found in the truck.", ("no", "exist|gun", "car")),
    ("Officers found a revolver in the van.", ("yes", "exist|gun", "car officer")),
    ("There were no outstanding warrants against Dale Moss.", ("no", "exist|warrant", "moss")),
]


@pytest.mark.parametrize(("text", "expected"), ASSERTED)
def test_what_is_told_to_be_so_or_not_so(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in [(q.value, q.about, q.unit) for q, _ in values(text) if q.kind == "so"]


OPEN = ["Dale Moss may leave the barn.", "Dale Moss will leave the barn.", "They asked whether Dale Moss left the barn.", "No arrests were made at the barn."]


@pytest.mark.parametrize("text", OPEN)
def test_what_is_open_or_to_come_is_not_told_to_be_so(text: str) -> None:
    assert [q.about for q, _ in values(text) if "leave" in q.about or "arrest" in q.about] == []


SOME = ["the", "two", "boys", "12", "people", "were", "shot", "killed", "in", "arm", "on Monday", "at 4 p.m.", "Ann Lee", ",", "9", ".", "charged", "with murder", "$5 million"]
WORDS = st.lists(st.sampled_from(SOME), max_size=25)


@settings(deadline=None, max_examples=40)
@given(WORDS)
def test_values_lie_inside_the_text_in_order(words: list[str]) -> None:
    text = " ".join(words)
    spans = [q.span for q, _ in values(text)]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert spans == sorted(spans)
