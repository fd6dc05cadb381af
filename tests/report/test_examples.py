"""The gold of the examples points at the words it was marked with."""

from __future__ import annotations

import json

import pytest
from report_sample import EXAMPLES, gold_script

from corroborate.report.dates import spoken


@pytest.mark.parametrize("story", gold_script.STORIES)
def test_gold_is_up_to_date(story: str) -> None:
    kept = json.loads((EXAMPLES / f"{story}.gold.json").read_text(encoding="utf-8"))
    assert kept == {story: gold_script.gold(story)}, "run: python examples/gold.py"


@pytest.mark.parametrize("story", gold_script.STORIES)
def test_no_outlet_is_short_of_words(story: str) -> None:
    texts = gold_script.texts(story)
    assert len(texts) == 5
    assert all(250 <= len(text.split()) <= 700 for text in texts.values())


@pytest.mark.parametrize(
    ("words", "expected"),
    [("beta", [(6, 10)]), ("a ... a", [(0, 5)]), ("alpha ⟦beta⟧", [(6, 10)]), ("⟦alpha⟧ gamma", []), ("delta", [])],
)
def test_places(words: str, expected: list[tuple[int, int]]) -> None:
    assert gold_script.places("alpha beta gamma", words)[:1] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-13T17:42", "Monday 13 May 2024, 17:42"),
        ("2024-05-13", "Monday 13 May 2024"),
        ("2024-05", "May 2024"),
        ("2024", "2024"),
        ("2024-02-31", "31 February 2024"),
        ("soon", "soon"),
    ],
)
def test_spoken(value: str, expected: str) -> None:
    assert spoken(value) == expected
