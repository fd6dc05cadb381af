"""Trees from scores."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corroborate.language.tree import heads


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_always_one_root_and_no_cycle(n: int, seed: int) -> None:
    found = heads(np.random.default_rng(seed).normal(0, 3, (n, n + 1)).astype(np.float32))
    assert found.count(-1) == 1
    for i in range(n):
        steps, at = 0, i
        while at >= 0:
            at, steps = found[at], steps + 1
            assert steps <= n


@given(st.integers(2, 10), st.integers(0, 2**32 - 1))
def test_finds_a_tree_that_the_scores_spell_out(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    order = rng.permutation(n)
    gold = [-1] * n
    for k in range(1, n):
        gold[order[k]] = int(order[rng.integers(0, k)])
    scores = np.zeros((n, n + 1), np.float32)
    scores[np.arange(n), np.array(gold) + 1] = 9
    assert heads(scores) == gold


def test_a_cycle_is_broken_where_that_costs_least() -> None:
    # Words 0 and 1 would choose each other; only word 1 has a good second choice, the root.
    scores = np.array([[0, 0, 9, 0], [8, 9, 0, 0], [0, 0, 9, 0]], np.float32)
    assert heads(scores) == [1, -1, 1]
