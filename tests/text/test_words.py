"""Words as they are compared, and how sequences of them run alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.knowledge import table
from corroborate.text.sequences import common_in_order, longest_run
from corroborate.text.words import Vocabulary, content, denied, stem, words

VOCABULARY = Vocabulary.of(table("words"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It’s no wonder fo[r] us", ("it", "is", "no", "wonder", "for", "us")),
        ("the US and us", ("the", "america", "and", "us")),
        ("we won't, can't and don't", ("we", "will", "not", "can", "not", "and", "do", "not")),
        ("the Holms' dog", ("the", "holms", "dog")),
        ("counter-fire in the U.S.", ("counter", "fire", "in", "the", "america")),
        ("200,000 people", ("200,000", "people")),
    ],
)
def test_words_are_levelled(text: str, expected: tuple[str, ...]) -> None:
    assert words(text, VOCABULARY) == expected


def test_content_leaves_out_what_says_little() -> None:
    assert content(words("They said that the boats were sinking", VOCABULARY), VOCABULARY) == {stem("boats"), stem("sinking")}


@pytest.mark.parametrize(("text", "what"), [
    ("he did not sail home", ["sail", "home"]), ("no boat and no crew", ["boat", "crew"]), ("he went without a word", []), ("of course not", [""]), ("she never ran", ["run"]),
])
def test_what_is_denied(text: str, what: list[str]) -> None:
    assert denied(words(text, VOCABULARY), VOCABULARY) == {stem(w) for w in what}


SEQUENCES = st.lists(st.sampled_from("abcd"), max_size=9)


@given(SEQUENCES, SEQUENCES)
def test_sequences_run_alike_as_a_plain_table_says(a: list[str], b: list[str]) -> None:
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    runs = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            rows[i][j] = rows[i - 1][j - 1] + 1 if x == y else max(rows[i - 1][j], rows[i][j - 1])
            runs[i][j] = runs[i - 1][j - 1] + 1 if x == y else 0
    assert common_in_order(a, b) == rows[-1][-1]
    assert longest_run(a, b) == max(map(max, runs))
