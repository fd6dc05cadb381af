"""What of an article is read at once."""

from collections.abc import Collection, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corroborate.language import windows


class Sketch:
    """Stands for the network: remembers what it was asked to read, and lets a sentence begin at each word "x"."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def run(self, asked: Sequence[Sequence[str]], begins: Sequence[Collection[int]] | None = None, heads: Sequence[str] = ()) -> list[Any]:
        self.read += [len(w) for w in asked]
        return [SimpleNamespace(begin=np.array([1.0 if x == "x" else -1.0 for x in w])) for w in asked]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=12), st.booleans())
def test_sentences_are_kept_unless_too_long(lengths: list[int], together: bool) -> None:
    starts = [sum(lengths[:i]) for i in range(len(lengths))]
    network: Any = Sketch()
    found = (windows.read_together if together else windows.read_alone)(network, ["a"] * sum(lengths), starts)
    assert [s.start for s in found] == [0, *(s.end for s in found[:-1])]
    assert found[-1].end == sum(lengths)
    assert set(starts) <= {s.start for s in found}
    assert max(network.read) <= windows.PIECES


@given(st.integers(1, 2000), st.integers(2, 200))
def test_sentences_are_found_across_windows(n: int, every: int) -> None:
    network: Any = Sketch()
    words = ["x" if i % every == 0 else "a" for i in range(n)]
    assert windows.find_starts(network, words, [(0, n)], []) == list(range(0, n, every))
    assert max(network.read) <= windows.PIECES
