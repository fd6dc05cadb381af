"""Words made comparable, and which texts share runs of them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.text.shingles import holds, sharing, shingles, templates, word_hash, words
from corroborate.text.spans import Span


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("The U.S. envoy’s car", ["the", "us", "envoy", "car"]),
        ("a 9-month-old, 4.5 kg", ["a", "9", "month", "old", "45", "kg"]),
        ("O'Dell's “ferry” didn't", ["odell", "ferry", "didnt"]),
        ("", []),
    ],
)
def test_words_are_made_comparable(text: str, forms: list[str]) -> None:
    assert words(text, [Span(0, len(text))])[0] == forms


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    forms, places = words(text, [Span(0, len(text))])
    assert len(forms) == len(places)
    assert all(0 <= p.start < p.end <= len(text) for p in places)
    assert all(a.end <= b.start for a, b in itertools.pairwise(places))


def test_hashes_are_the_same_everywhere() -> None:
    assert word_hash("ferry") == 7949881795909877008
    assert word_hash("ferry") != word_hash("ferries")


def test_shingles_count_and_depend_on_order() -> None:
    forms = ["the", "ferry", "sat", "on", "the", "sand"]
    assert len(shingles(forms, 4)) == 3
    assert len(shingles(forms, 8)) == 0
    assert shingles(forms, 2)[0] != shingles(["ferry", "the"], 2)[0]


TEXTS = ["the tide came back at noon", "they said the tide came back at noon", "the cook made soup for everybody", "soup for everybody"]


def test_sharing_finds_the_pairs() -> None:
    found = sharing([shingles(t.split(), 3) for t in TEXTS], least=1)
    assert found == [(0, 1, 4), (2, 3, 1)]


def test_what_many_texts_hold_makes_no_pairs() -> None:
    assert sharing([shingles(TEXTS[0].split(), 3)] * 5, least=1, common=4) == []


def test_templates_are_held_over_months() -> None:
    menu, news = shingles(["home", "news", "sport", "weather"], 3), shingles(["the", "tide", "came", "back"], 3)
    both = np.concatenate((menu, news))
    found = templates([both, menu, menu, news], [1, 200, 400, 2], least=3, days=90)
    assert sorted(found.tolist()) == sorted(menu.tolist())
    assert holds(found, both).tolist() == [True, True, False, False]


@given(st.lists(st.lists(st.sampled_from("abcdefg"), max_size=12), max_size=6))
def test_sharing_is_symmetric_and_exact(texts: list[list[str]]) -> None:
    signatures = [shingles(t, 2) for t in texts]
    expected = [(i, j, n) for i in range(len(texts)) for j in range(i + 1, len(texts)) if (n := len(set(signatures[i].tolist()) & set(signatures[j].tolist())))]
    assert sharing(signatures, least=1) == expected
