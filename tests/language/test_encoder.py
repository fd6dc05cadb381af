"""What is read at once: every text, once, with little padding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.language.encoder import batches


@pytest.mark.parametrize(
    ("lengths", "groups"),
    [
        ([], []),
        ([400], [[0]]),  # longer than may be: alone
        ([20, 20, 20], [[0, 1, 2]]),
        ([40, 8, 40, 8], [[0, 2], [1, 3]]),  # a short one beside a long one is mostly padding
        ([30, 29, 28, 60, 60], [[3, 4], [0, 1, 2]]),
        ([60, 60, 60], [[0], [1, 2]]),
    ],
)
def test_like_is_read_with_like(lengths: list[int], groups: list[list[int]]) -> None:
    assert batches(lengths, 120) == groups


@given(st.lists(st.integers(2, 300), max_size=60))
def test_each_is_read_once_and_no_more_at_once_than_asked(lengths: list[int]) -> None:
    found = batches(lengths, 250)
    assert sorted(i for group in found for i in group) == list(range(len(lengths)))
    assert all(len(group) == 1 or max(lengths[i] for i in group) * len(group) <= 250 for group in found)
