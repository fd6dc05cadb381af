"""Versions: one address, one account, and what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corroborate.export import as_json
from corroborate.relate.versions import by_address, changes, current
from corroborate.types import Analysis, Article, Findings, Links
from wire import printed

FIRST = "Three boats sank off Cape Ansel on Monday, the coast guard said."


def met(id_: str, text: str, date: str | None, url: str | None = "https://ledger.example/news/boats") -> Article:
    return replace(printed(id_, text, date=date), url=url)


@pytest.mark.parametrize(
    ("later", "was", "now"),
    [
        ("Two boats sank off Cape Ansel on Monday, the coast guard said.", ["Three"], ["Two"]),
        ("Three boats sank off Cape Ansel early on Monday, the coast guard said.", [""], ["early"]),
        ("Three boats sank off Cape Ansel, the coast guard said.", ["on Monday"], [""]),
        (FIRST, [], []),
        ("", [FIRST[:-1]], [""]),
    ],
)
def test_what_changed(later: str, was: list[str], now: list[str]) -> None:
    before, after = met("a", FIRST, "2031-03-04"), met("b", later, "2031-03-05")
    found = changes(before, after)
    assert [before[x] for x, _ in found] == was
    assert [after[y] for _, y in found] == now


@pytest.mark.parametrize(
    ("articles", "left"),
    [
        ([met("z", FIRST, "2031-03-04"), met("a", FIRST + " Nobody was hurt.", "2031-03-05")], ["a"]),  # the later date, not the later id
        ([met("a", FIRST, None), met("z", FIRST + " Nobody was hurt.", None)], ["z"]),
        ([met("a", FIRST, "2031-03-04"), met("b", FIRST, "2031-03-05", "https://tide.example/boats")], ["a", "b"]),  # a copy elsewhere is an article
        ([met("a", FIRST, "2031-03-04", "https://ledger.example/"), met("b", "Rain.", "2031-03-05", "https://ledger.example/")], ["a", "b"]),  # a site is no page
        ([met("a", FIRST, None, None), met("b", "Rain.", None, None)], ["a", "b"]),
    ],
)
def test_the_latest_is_the_account(articles: list[Article], left: list[str]) -> None:
    kept, findings = current(articles, [Findings(a.id) for a in articles])
    assert [a.id for a in kept] == [f.article for f in findings] == left


def test_shown_in_the_output() -> None:
    articles = (met("a", FIRST, "2031-03-04"), met("b", FIRST.replace("Three", "Two"), "2031-03-05"))
    one, two = as_json(Analysis(articles, tuple(Findings(a.id) for a in articles), Links()))["articles"]
    assert (one["versions"], one["superseded_by"]) == (["b"], "b")
    assert two["changed"] == {"from": "a", "places": [[0, 5, 0, 3]]}
    assert by_address(articles) == [articles]
