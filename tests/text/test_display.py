"""Text made fit to show."""

from __future__ import annotations

import pytest

from corroborate.text.display import closed


@pytest.mark.parametrize(("text", "shown"), [
    ("the offer was “hollow", "the offer was “hollow”"), ("hollow” and late", "“hollow” and late"), ('he called it "hollow', 'he called it "hollow"'),
    ("the “old” plan", "the “old” plan"), ("no marks", "no marks"), ('it was "old"', 'it was "old"'),
])
def test_marks_are_closed(text: str, shown: str) -> None:
    assert closed(text) == shown
