"""From arc scores to a proper tree: the best heads, and where they form a cycle or several roots, the maximum spanning tree.

Chu and Liu (1965), Edmonds (1967), as used for dependency parsing by McDonald et al. (HLT-EMNLP 2005).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9


def heads(scores: NDArray[np.float32]) -> list[int]:
    """Head of each word, 0-based, -1 for the one root. *scores* [words, words + 1]: column 0 is the root, column j + 1 word j."""
    n = scores.shape[0]
    table = scores.astype(np.float64)
    table = table - table.max(1, keepdims=True)
    table -= np.log(np.exp(table).sum(1, keepdims=True))
    table[np.arange(n), np.arange(1, n + 1)] = _NEVER
    best = table.argmax(1)
    if not _proper(best):
        best = _single_root(table)
    return [int(h) - 1 for h in best]


def _proper(best: NDArray[np.int64]) -> bool:
    return int((best == 0).sum()) == 1 and _cycle([0, *best.tolist()]) is None


def _single_root(table: NDArray[np.float64]) -> NDArray[np.int64]:
    """The best tree among those whose root is one of the three likeliest roots."""
    n = table.shape[0]
    full = np.full((n + 1, n + 1), _NEVER)
    full[1:] = table
    found: list[tuple[float, NDArray[np.int64]]] = []
    for root in np.argsort(-full[1:, 0], kind="stable")[:3] + 1:
        one = full.copy()
        one[1:, 0] = _NEVER
        one[root, 0] = 0
        tree = _spanning(one)
        found.append((float(full[np.arange(1, n + 1), tree[1:]].sum()), tree[1:]))
    return max(found, key=lambda f: f[0])[1]


def _cycle(heads_: Sequence[int]) -> list[int] | None:
    """Some cycle among *heads_* (node 0 is the root), or `None`."""
    state = [0] * len(heads_)
    state[0] = 2
    for start in range(1, len(heads_)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads_[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _spanning(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Maximum spanning arborescence of *scores* [dependent, head], node 0 the root."""
    scores = scores.copy()
    np.fill_diagonal(scores, _NEVER)
    best = scores.argmax(1)
    best[0] = 0
    cycle = _cycle(best.tolist())
    if cycle is None:
        return np.asarray(best, np.int64)
    rest = [i for i in range(len(scores)) if i not in set(cycle)]
    size = len(rest)
    within = scores[cycle, best[cycle]]
    small = np.full((size + 1, size + 1), _NEVER)
    small[:size, :size] = scores[np.ix_(rest, rest)]
    out_of = scores[np.ix_(rest, cycle)]
    into = scores[np.ix_(cycle, rest)] - within[:, None]
    small[:size, size] = out_of.max(1)
    small[size, :size] = into.max(0) + within.sum()
    small[0, :] = _NEVER
    inner = _spanning(small)
    tree = np.zeros(len(scores), np.int64)
    for i, node in enumerate(rest):
        if node:
            tree[node] = rest[inner[i]] if inner[i] < size else cycle[int(out_of.argmax(1)[i])]
    tree[cycle] = best[cycle]
    entry = int(inner[size])
    tree[cycle[int(into.argmax(0)[entry])]] = rest[entry]
    return tree
