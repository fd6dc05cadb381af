"""Which words of side-by-side accounts are marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate import types as t
from corroborate.report.wording import compared, shown
from corroborate.text.spans import Span


def marked(wordings: list[str]) -> list[str]:
    """Other words in [ ], words that others leave out in ( )."""
    sign = {"": "{}", "differs": "[{}]", "only": "({})"}
    return ["".join(sign[r.mark].format(r.text) for r in runs) for runs in compared(wordings)]


@pytest.mark.parametrize(
    ("wordings", "expected"),
    [
        (["The ferry is late again"], ["The ferry is late again"]),
        (["The ferry is late again", "the ferry is late again"], ["The ferry is late again", "the ferry is late again"]),
        (["The ferry is late again", "The ferry is slow again"], ["The ferry is [late] again", "The ferry is [slow] again"]),
        # a cut is not another wording
        (["The ferry is late again, as ever", "The ferry is late again"], ["The ferry is late again, (as ever)", "The ferry is late again"]),
        (["It isn’t the ferry that is late", "It is not the ferry that is late"], ["It [isn’t] the ferry that is late", "It is [not] the ferry that is late"]),
        # a closing mark is no other wording
        (["It is late", "It is late.", "It is slow"], ["It is [late]", "It is [late].", "It is [slow]"]),
        # what one other outlet has too is not left out by all
        (["We row and rest at noon", "We row and rest at noon", "We row"], ["We row (and rest at noon)", "We row (and rest at noon)", "We row"]),
        # translations with few words in common would be marked all over
        (["A boat is a promise", "Vessels vow whatever sailors swear"], ["A boat is a promise", "Vessels vow whatever sailors swear"]),
        # but other figures always are
        (["Some 2,000 people came to the pier", "At the water 5,000 gathered"], ["Some [2,000] people came to the pier", "At the water [5,000] gathered"]),
    ],
)
def test_compared(wordings: list[str], expected: list[str]) -> None:
    assert marked(wordings) == expected


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_no_word_is_changed(wordings: list[str]) -> None:
    assert ["".join(r.text for r in runs) for runs in compared(wordings)] == wordings


def place(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("text", "pieces", "quoted", "expected"),
    [
        ("“We row,” said Ida Lund.", ["We row"], ["We row"], "“We row”"),
        ("“We row,” said Ida Lund, “at dawn.”", ["We row", "at dawn."], ["We row", "at dawn."], "“We row” … “at dawn.”"),
        ("Lund said that the “slow” ferry was hers.", ["the “slow” ferry was hers"], ["slow"], "the “slow” ferry was hers"),
        ('Lund called it "slow\nand wet" then', ['it "slow\nand wet'], ["slow\nand wet"], "it “slow and wet”"),
        ("Lund said the ferry was hers.", ["the ferry was hers"], [], "the ferry was hers"),
    ],
)
def test_shown(text: str, pieces: list[str], quoted: list[str], expected: str) -> None:
    article = t.Article("a", "a.txt", "0", text, (Span(0, len(text)),))
    spans = tuple(place(text, p) for p in pieces)
    whole = Span(spans[0].start, spans[-1].end)
    quotation = t.Quotation(whole, spans, tuple(place(text, q) for q in quoted), "direct")
    assert shown(article, whole, quotation) == expected
