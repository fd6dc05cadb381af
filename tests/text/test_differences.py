"""Which words differ between two tellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.text.differences import shared_stretch, word_differences


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("who had voiced their doubts", "who have voiced their doubts", [("had", "have")]),
        ("We sang fo[r] the mayor", "We sang for the mayor", []),
        ("“We won’t go,”", "\"We won't go.\"", []),
        ("three boats sank", "three old boats sank", [("", "old")]),
        ("three boats sank", "boats sank", [("three", "")]),
        ("It is over", "it is over, he said", [("", "he said")]),
    ],
)
def test_words_that_differ(a: str, b: str, expected: list[tuple[str, str]]) -> None:
    assert [(d.a.of(a), d.b.of(b)) for d in word_differences(a, b)] == expected


@given(st.text(alphabet="abc ’'[],.", max_size=40), st.text(alphabet="abc ’'[],.", max_size=40))
def test_differences_lie_inside_and_the_same_text_has_none(a: str, b: str) -> None:
    assert all(d.a.end <= len(a) and d.b.end <= len(b) for d in word_differences(a, b))
    assert word_differences(a, a) == ()


@pytest.mark.parametrize(
    ("part", "whole", "stretch"),
    [
        ("never gave up hope", "She said they never gave up hope, given the long winter", "never gave up hope"),
        ("the long winter", "never gave up hope, given the long, hard winter", "the long, hard winter"),
        ("quite other words", "she kept her lamp lit", None),
    ],
)
def test_where_a_fragment_stands_in_the_whole(part: str, whole: str, stretch: str | None) -> None:
    found = shared_stretch(part, whole)
    assert (found.of(whole) if found else None) == stretch
