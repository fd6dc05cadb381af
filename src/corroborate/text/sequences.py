"""How two sequences of words run alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence


def common_in_order(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest sequence of words that both hold in the same order, with gaps.

    Bit-parallel: one row of the table is one integer (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004).
    """
    where: dict[str, int] = defaultdict(int)
    for j, word in enumerate(b):
        where[word] |= 1 << j
    full = (1 << len(b)) - 1
    row = full
    for word in a:
        matched = row & where.get(word, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(b) - row.bit_count()


def longest_run(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest run of words that both hold without a gap."""
    where: dict[str, list[int]] = defaultdict(list)
    for j, word in enumerate(b):
        where[word].append(j)
    best, ends = 0, dict[int, int]()
    for word in a:
        ends = {j: ends.get(j - 1, 0) + 1 for j in where.get(word, ())}
        best = max(best, *ends.values(), 0)
    return best
