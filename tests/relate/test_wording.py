"""The same words up to cuts; speakers alike or not; values that agree; names spelled otherwise; verdicts."""

from __future__ import annotations

import pytest

from corroborate.knowledge import table
from corroborate.relate.comparing import compare
from corroborate.relate.spellings import spelled_otherwise
from corroborate.relate.verdicts import verdict
from corroborate.relate.voices import Voice, alike
from corroborate.relate.wording import same_up_to_cuts
from corroborate.text.dates import find_clocks
from corroborate.text.spans import Span
from corroborate.text.words import Vocabulary
from corroborate.types import Difference, Quantity

VOCABULARY = Vocabulary.of(table("words"))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("it would not be wise", "would not be wise, given the repairs that are owed", True),
        ("It’s no wonder that she left", "It is not a wonder that she left", True),
        ("We sang fo[r] them … at the pier", "We sang for them three hours long at the pier", True),
        ("Holm, Brandl and most of the crew agreed", "Holm and most of the crew agreed", False),
        ("they had dirty boots", "they had clean boots", False),
        ("the gates are open", "the gates are not open", False),
        ("rain is coming", "nobody likes soup", False),
    ],
)
def test_cuts_leave_the_words_the_same(a: str, b: str, same: bool) -> None:
    assert same_up_to_cuts(a, b, VOCABULARY) is same
    assert same_up_to_cuts(b, a, VOCABULARY) is same


def voice(name: str, *, entity: str | None = None, person: bool = True, words: str = "", vague: bool = False) -> Voice:
    return Voice(entity, name, True, person, frozenset(f"{name} {words}".lower().split()), vague, 1.0)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (voice("Ivo Brandl", entity="e"), voice("Brandl", entity="e"), "same"),
        (voice("Ivo Brandl"), voice("Greta Holm"), "other"),
        (voice("Ivo Brandl"), voice("Irma Brandl"), "unknown"),
        (voice("Ivo Brandl"), voice("Greta Brandl"), "other"),
        (voice("Harbour Board", person=False), voice("Ivo Brandl", words="harbour board spokesman"), "kin"),
        (voice("Harbour Board", person=False), voice("Ivo Brandl", words="fire chief"), "apart"),
        (voice("officials", vague=True), voice("Ivo Brandl"), "kin"),
        (None, voice("Ivo Brandl"), "unknown"),
    ],
)
def test_who_may_speak_for_whom(a: Voice | None, b: Voice | None, expected: str) -> None:
    assert alike(a, b) == alike(b, a) == expected


def time(words: str) -> Quantity:
    (clock,) = find_clocks(words)
    return Quantity(clock.span, "time", float(clock.low), float(clock.high), clock.value, approximate=clock.approximate)


def day(value: str, weekday: str, *, night: bool = False) -> Quantity:
    return Quantity(Span(0, 1), "day", value=value, unit=weekday, approximate=night)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (time("shortly after 7:10 p.m."), time("7:14 p.m."), "compatible"),
        (time("2:40 p.m."), time("shortly after 3 p.m."), "conflict"),
        (time("about 4 p.m."), time("4:10 p.m."), "compatible"),
        (time("9 a.m."), time("9 p.m."), "conflict"),
        (day("2031-03-03", "monday"), day("2031-03-04", "tuesday"), "conflict"),
        (day("2031-03-03", "monday", night=True), day("2031-03-04", "tuesday"), "compatible"),
        (day("monday", "monday"), day("2031-03-03", "monday"), "same"),
        (day("2031-03", ""), day("2031-03-03", "monday"), "compatible"),
    ],
)
def test_values_agree_or_contradict(a: Quantity, b: Quantity, expected: str) -> None:
    known = table("quantities")
    assert compare(a, b, known) == compare(b, a, known) == expected


@pytest.mark.parametrize(
    ("a", "b", "otherwise"),
    [
        ("Erik Lindquist", "Erik Lindqvist", True),
        ("Mirela Tansey", "Mirella Tansey", True),
        ("Sanna M. Quill", "Sanna Marit Quill", False),
        ("Brandl", "Ivo Brandl", False),
        ("Ivo Brandl", "Greta Holm", False),
    ],
)
def test_names_spelled_in_two_ways(a: str, b: str, otherwise: bool) -> None:
    assert spelled_otherwise(a, b) is otherwise


@pytest.mark.parametrize(
    ("kinds", "origins", "expected"),
    [
        ((), 2, "agreed"),
        (("medium", "addressee"), 2, "agreed"),
        (("wording",), 2, "varied"),
        (("update",), 2, "varied"),
        (("spelling",), 1, "single"),
        (("speaker", "wording"), 1, "disputed"),
        (("number",), 2, "disputed"),
        ((), 1, "single"),
    ],
)
def test_the_first_verdict_that_holds(kinds: tuple[str, ...], origins: int, expected: str) -> None:
    assert verdict([Difference(k, ()) for k in kinds], origins) == expected
