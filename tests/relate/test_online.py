"""Stories that grow article by article: the same as all at once, in any order, with ids that stay and a history of what was joined and parted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.config import Config
from corroborate.relate import online
from corroborate.relate.growing import grown
from corroborate.relate.online import Move, Newcomer, grow, named
from corroborate.relate.signs import Signs, packed, read_signs, unpacked
from corroborate.relate.stories import group_stories
from corroborate.store.connection import connect
from corroborate.store.index import Index
from corroborate.types import Article, Findings, Story, Turn
from shootings import CHARGED, SHOT_A, SHOT_B, SHOT_OTHER
from wire import FERRY_AGENCY, FERRY_CUT, FERRY_OWN, printed

FERRIES = (printed("f1", FERRY_AGENCY, date="2031-03-04"), printed("f2", FERRY_CUT, date="2031-03-04"), printed("f3", FERRY_OWN, date="2031-03-05"))
ALL = (SHOT_A, SHOT_B, SHOT_OTHER, CHARGED, *FERRIES)
TOGETHER = {frozenset({"a", "b", "d"}), frozenset({"c"}), frozenset({"f1", "f2", "f3"})}


@pytest.fixture
def archive() -> Iterator[Index[Signs]]:
    db = connect(None)
    yield Index(db, terms=lambda s: s.terms.tolist(), pack=packed, unpack=unpacked)
    db.close()


def stories(archive: Index[Signs], articles: tuple[Article, ...], *, program: str = "p", heirs: dict[str, str] | None = None) -> tuple[Story, ...]:
    articles = tuple(sorted(articles, key=lambda a: a.id))
    return grown(archive, program, heirs or {}, articles, [Findings(a.id) for a in articles], (), Config())


def parted(found: tuple[Story, ...]) -> set[frozenset[str]]:
    return {frozenset(s.articles) for s in found}


@pytest.mark.parametrize("order", list(permutations(ALL))[::503])
def test_any_order_gives_the_stories_of_all_at_once(order: tuple[Article, ...], archive: Index[Signs]) -> None:
    for count in range(1, len(order) + 1):
        found = stories(archive, order[:count])
    assert parted(found) == TOGETHER


@pytest.mark.parametrize("order", list(permutations(ALL))[::1201])
def test_one_by_one_through_the_index_gives_the_same(order: tuple[Article, ...], archive: Index[Signs], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "due", lambda settled, size: size < 4)
    for article in order:
        grow(archive, [Newcomer(article.id, article.date or "9999", read_signs(article, Findings(article.id), Config()), {})], Config())
    of = archive.all_stories()
    assert {frozenset(a for a in of if of[a] == s) for s in of.values()} == TOGETHER


def test_filled_in_one_go_it_is_the_batch(archive: Index[Signs]) -> None:
    articles = tuple(sorted(ALL, key=lambda a: a.id))
    assert stories(archive, articles) == group_stories(articles, [Findings(a.id) for a in articles], (), Config())


def test_ids_stay_when_an_earlier_article_comes_later(archive: Index[Signs]) -> None:
    (before,) = stories(archive, (SHOT_B,))
    (after,) = stories(archive, (SHOT_B, SHOT_A))
    assert after.id == before.id


def test_ids_stay_when_the_program_changes_and_when_nothing_does(archive: Index[Signs]) -> None:
    stories(archive, (SHOT_B,))
    before = stories(archive, ALL)
    assert stories(archive, ALL) == before
    assert {s.id for s in stories(archive, ALL, program="q")} == {s.id for s in before}


def test_a_later_version_begins_in_the_story_of_the_one_it_replaces(archive: Index[Signs]) -> None:
    (before,) = stories(archive, (FERRIES[2],))
    later = printed("f4", FERRY_OWN.replace("gulls", "crows"), date="2031-03-06")
    (after,) = stories(archive, (later,), heirs={"f4": "f3"})
    assert (after.id, after.articles) == (before.id, ("f4",))


def test_what_was_joined_is_told_with_the_article_that_showed_it(archive: Index[Signs]) -> None:
    archive.put(Newcomer("x", "2031-01-01", read_signs(SHOT_A, Findings("a"), Config()), {}), ())
    archive.assign({1: "one"}, [Move("joined", "one", "two"), Move("parted", "one", "three")], 1)
    assert archive.history(["three"]) == [("one", "parted", "three", "x")]
    assert archive.history(["one", "two"]) == [("one", "joined", "two", "x"), ("one", "parted", "three", "x")]
    made = grown(archive, "", {}, [SHOT_A], [Findings("a")], (), Config())
    assert made[0].history == () != Turn("joined", "two", "x")  # "x" is gone, and its story with it


@pytest.mark.parametrize(
    ("groups", "before", "after", "moves"),
    [
        ([[1, 2, 3]], {1: "a", 2: "a"}, {1: "a", 2: "a", 3: "a"}, ()),  # joins
        ([[1, 2], [3]], {1: "a", 2: "a"}, {1: "a", 2: "a", 3: "n3"}, ()),  # opens
        ([[1, 2, 3, 4]], {1: "a", 2: "b", 3: "b"}, dict.fromkeys((1, 2, 3, 4), "b"), (Move("joined", "b", "a"),)),  # two become one: the larger part names it
        ([[1, 4], [2, 3]], {1: "a", 2: "a", 3: "a"}, {1: "n1", 2: "a", 3: "a", 4: "n1"}, (Move("parted", "a", "n1"),)),  # one comes apart: the larger part keeps the id
        ([[1, 3, 4], [2, 5]], {1: "b", 2: "a", 3: "b", 4: "a", 5: "a"}, {1: "b", 2: "a", 3: "b", 4: "b", 5: "a"}, ()),  # an article changes its story
    ],
)
def test_ids_stay_with_the_larger_part(groups: list[list[int]], before: dict[int, str], after: dict[int, str], moves: tuple[Move, ...]) -> None:
    assert named(groups, before, lambda group, taken: f"n{group[0]}") == (after, moves)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.one_of(st.none(), st.sampled_from("abc"))), max_size=12))
def test_every_group_has_an_id_of_its_own(rows: list[tuple[int, str | None]]) -> None:
    groups = [[n for n, (g, _) in enumerate(rows) if g == k] for k in sorted({g for g, _ in rows})]
    story, moves = named(groups, {n: s for n, (_, s) in enumerate(rows) if s}, lambda group, taken: f"n{group[0]}")
    assert [len({story[n] for n in g}) for g in groups] == [1] * len(groups)
    assert len({story[g[0]] for g in groups}) == len(groups)
    assert {m.other for m in moves if m.how == "joined"} == {s for _, s in rows if s} - set(story.values())


@pytest.mark.parametrize("article", ALL, ids=lambda a: a.id)
def test_signs_come_back_as_they_were_kept(article: Article) -> None:
    signs = read_signs(article, Findings(article.id), Config())
    again = unpacked(packed(signs))
    assert packed(again) == packed(signs)
    assert (again.people, again.streets, again.days, again.published, again.rates.tolist()) == (signs.people, signs.streets, signs.days, signs.published, signs.rates.tolist())
