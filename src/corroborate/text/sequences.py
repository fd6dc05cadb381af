"""How two sequences of words run alike."""

from __future__ import annotations

from collections.abc import Sequence


def common_in_order(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest sequence of words that both hold in the same order, with gaps."""
    row = [0] * (len(b) + 1)
    for word in a:
        corner = 0
        for j, other in enumerate(b, 1):
            above = row[j]
            row[j] = corner + 1 if word == other else max(above, row[j - 1])
            corner = above
    return row[-1]


def longest_run(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest run of words that both hold without a gap."""
    best, row = 0, [0] * (len(b) + 1)
    for word in a:
        following = [0] * (len(b) + 1)
        for j, other in enumerate(b, 1):
            if word == other:
                following[j] = row[j - 1] + 1
        best, row = max(best, *following), following
    return best
