"""Sentences taken and put in other words."""

from __future__ import annotations

import pytest

from corroborate.relate.loans import rewritten
from corroborate.relate.signs import lexicon
from corroborate.text.spans import Span

THEIRS = (
    "The islanders have been pressing the harbour board to grant long-standing requests for floating breakwaters, which could be a boon for the chronically battered oyster beds, "
    "but thus far the Tansy administration has refused."
)


@pytest.mark.parametrize(
    ("mine", "taken"),
    [
        ("The islanders also pressed the harbour board to give the oyster beds floating breakwaters, but the Tansy administration has thus far refused.", True),
        ("The Tansy administration met islanders at the harbour on Friday and spoke of oysters.", False),  # the same people, another thing said
        ("The board refused.", False),
        ("", False),
    ],
)
def test_a_sentence_put_in_other_words(mine: str, taken: bool) -> None:
    found = rewritten(mine, [Span(0, len(mine))], THEIRS, [Span(0, len(THEIRS))], lexicon(None))
    assert found == ([Span(0, len(mine))] if taken else [])
