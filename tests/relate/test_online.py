"""Stories that grow article by article: the same as all at once, in any order, with ids that stay and a history of what was joined and parted."""

from __future__ import annotations

import pickle
import sqlite3
from itertools import permutations

import pytest

from corroborate.config import Config
from corroborate.relate.online import _named, add
from corroborate.relate.signs import Signs, read_signs
from corroborate.store.index import Index
from corroborate.types import Article, Findings
from shootings import CHARGED, SHOT_A, SHOT_B, SHOT_OTHER
from wire import FERRY_AGENCY, FERRY_CUT, FERRY_OWN, printed

FERRIES = (printed("f1", FERRY_AGENCY, date="2031-03-04"), printed("f2", FERRY_CUT, date="2031-03-04"), printed("f3", FERRY_OWN, date="2031-03-05"))

ALL = (SHOT_A, SHOT_B, SHOT_OTHER, CHARGED, *FERRIES)


def archive() -> Index[Signs]:
    return Index(sqlite3.connect(":memory:", isolation_level=None), terms=lambda s: s.terms.tolist(), pack=pickle.dumps, unpack=pickle.loads)


def fed(articles: tuple[Article, ...]) -> set[frozenset[str]]:
    index = archive()
    number = {add(index, read_signs(a, Findings(a.id), Config()), Config()).article: a.id for a in articles}
    story = index.all_stories()
    return {frozenset(number[n] for n in number if story[n] == s) for s in story.values()}


@pytest.mark.parametrize("order", list(permutations(ALL))[::503])
def test_any_order_gives_the_stories_of_all_at_once(order: tuple[Article, ...]) -> None:
    assert fed(order) == {frozenset({"a", "b", "d"}), frozenset({"c"}), frozenset({"f1", "f2", "f3"})}


@pytest.mark.parametrize(
    ("groups", "before", "after"),
    [
        ([[1, 2, 3]], {1: 1, 2: 1}, {1: 1, 2: 1, 3: 1}),  # joins
        ([[1, 2], [3]], {1: 1, 2: 1}, {1: 1, 2: 1, 3: 3}),  # opens
        ([[1, 2, 3, 4]], {1: 1, 2: 2, 3: 2}, {1: 2, 2: 2, 3: 2, 4: 2}),  # two become one: the larger part names it
        ([[1, 4], [2, 3]], {1: 1, 2: 1, 3: 1}, {1: 4, 2: 1, 3: 1, 4: 4}),  # one comes apart: the larger part keeps the id
    ],
)
def test_ids_stay_with_the_larger_part(groups: list[list[int]], before: dict[int, int], after: dict[int, int]) -> None:
    assert _named(groups, before, max(a for g in groups for a in g))[0] == after


def test_what_was_joined_is_told() -> None:
    _, change = _named([[1, 2, 3, 4]], {1: 1, 2: 2, 3: 2}, 4)
    assert (change.story, change.joined, change.parted) == (2, (1,), ())
    index = archive()
    for number in range(1, 4):
        add(index, read_signs(SHOT_A, Findings("a"), Config()), Config())
        assert index.size() == number
    index.assign({1: 9}, change)
    assert index.history() == [(4, 2, "joined", 1)]
