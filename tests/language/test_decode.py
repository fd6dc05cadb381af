"""From scores to names, sentence beginnings and links."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.language import decode

#: Outside, then begin and inside of two types.
COLUMNS = ("O", "B-x", "I-x", "B-y", "I-y")


def scores(tags: str) -> np.ndarray:
    out = np.zeros((len(tags.split()), len(COLUMNS)), np.float32)
    for row, tag in zip(out, tags.split(), strict=True):
        row[COLUMNS.index(tag)] = 5
    return out


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O B-x I-x O", [(1, 3, 0)]),
        ("B-x B-x", [(0, 1, 0), (1, 2, 0)]),
        ("O I-y I-y", [(1, 3, 1)]),
        ("B-x I-y I-x", [(0, 3, 0)]),
        ("O O", []),
    ],
)
def test_names(tags: str, expected: list[tuple[int, int, int]]) -> None:
    found = decode.spans(scores(tags))
    kinds = decode.types_of([str(a) for a, _, _ in found], [t for *_, t in found])
    assert [(a, b, k) for (a, b, _), k in zip(found, kinds, strict=True)] == expected


def test_a_name_has_the_type_that_all_its_words_together_prefer() -> None:
    table = scores("B-x I-x I-x")
    table[0, 3] = 5.5
    ((start, end, types),) = decode.spans(table)
    assert (start, end, decode.types_of(["any"], [types])) == (0, 3, [0])


def test_names_of_one_form_decide_together() -> None:
    sure, unsure = decode.spans(scores("B-x"))[0][2], decode.spans(scores("B-y") * np.float32(0.1))[0][2]
    assert decode.types_of(["Ada", "Ada", "Bo"], [sure, unsure, unsure]) == [0, 0, 1]


@given(st.integers(0, 20), st.integers(0, 2**32 - 1))
def test_names_lie_apart_and_in_order(n: int, seed: int) -> None:
    found = decode.spans(np.random.default_rng(seed).normal(0, 2, (n, 7)).astype(np.float32))
    ends = [0, *(e for _, e, _ in found)]
    assert all(ends[i] <= start < end <= n and types.shape == (end - start, 3) for i, (start, end, types) in enumerate(found))
    assert all(np.allclose(np.exp(types).sum(1), 1, atol=1e-4) for *_, types in found)


def test_a_tree_stays_within_its_sentence() -> None:
    arc = np.zeros((5, 6), np.float32)
    arc[2, 1] = 99  # word 2 would choose word 0, which lies in another sentence
    heads = decode.tree(arc, 2, 5)
    assert heads.count(-1) == 1
    assert all(h == -1 or 2 <= h < 5 for h in heads)


def test_nothing_refers_forward() -> None:
    rng = np.random.default_rng(1)
    table = decode.links(rng.normal(size=(4, 9)).astype(np.float32), rng.normal(size=(4, 9)).astype(np.float32), [0, 3, 7, 9], np.zeros(10, np.float32))
    assert table.shape == (4, 5)
    assert all(table[i, 1 + j] < -1e3 for i in range(4) for j in range(i, 4))
    np.testing.assert_allclose(decode.softmax(table).sum(1), 1, rtol=1e-5)


def test_he_and_she_are_two() -> None:
    # Four mentions: a name, "he", "she", "he"; the scores would link each to what stands just before it.
    table = np.full((4, 5), -1e4, np.float32)
    table[:, 0] = -2
    for i in range(1, 4):
        table[i, i] = 3
        table[i, 1:i] = 1
    found = [to for to, _ in decode.antecedents(table, ["Brook", "he", "she", "he"])]
    assert found == [-1, 0, 0, 0]
    assert [decode.chain(found, [True, False, False, False], i) for i in range(4)] == [-1, 0, 0, 0]
