"""Passages that two texts share."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.text.alignment import equal_runs, in_order, shared_passages

A = "crew members handed out blankets and the cook made soup for everybody while tugs tried in vain to pull the ship free".split()  # noqa: SIM905


@pytest.mark.parametrize(
    ("other", "passages"),
    [
        ("later the cook made soup for everybody while tugs tried in vain he said", ["the cook made soup for everybody while tugs tried in vain"]),
        (  # a word changed, a word put in
            "crew members handed round blankets and the cook made hot soup for everybody",
            ["crew members handed out blankets and the cook made soup for everybody"],
        ),
        ("the cook made soup", []),  # too little
        (  # the other way round
            "tugs tried in vain to pull the ship free after crew members handed out blankets and the cook made tea",
            ["crew members handed out blankets and the cook made", "tugs tried in vain to pull the ship free"],
        ),
        ("nothing at all alike", []),
    ],
)
def test_passages(other: str, passages: list[str]) -> None:
    found = shared_passages(A, other.split(), least=8)
    assert [" ".join(A[p.a_start : p.a_end]) for p in found] == passages


@pytest.mark.parametrize(("places", "length"), [([], 0), ([3, 1, 2], 2), ([1, 2, 3], 3), ([3, 2, 1], 1)])
def test_how_many_keep_their_order(places: list[int], length: int) -> None:
    assert in_order(places) == length


WORDS = st.lists(st.sampled_from("abcde"), max_size=40)


@given(WORDS, WORDS)
def test_runs_are_equal_words(a: list[str], b: list[str]) -> None:
    for run in equal_runs(a, b):
        assert a[run.a : run.a + run.size] == b[run.b : run.b + run.size]


@given(WORDS, WORDS)
def test_no_word_stands_in_two_passages(a: list[str], b: list[str]) -> None:
    found = shared_passages(a, b, least=3)
    assert all(p.a_end <= q.a_start and (p.b_end <= q.b_start or q.b_end <= p.b_start) for p, q in itertools.pairwise(found))
    assert all(0 <= p.a_start < p.a_end <= len(a) and 0 <= p.b_start < p.b_end <= len(b) and p.equal >= 3 for p in found)
