"""The examples through the whole pipeline to the page: what a reader must find there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest
from lxml import html
from report_sample import gold_script

from corroborate import types as t
from corroborate.config import Config
from corroborate.pipeline import read, relate
from corroborate.report import render

STORIES = gold_script.STORIES


@lru_cache(maxsize=2)
def analysed(story: str) -> t.Analysis:
    done = [r for page in gold_script.pages(story) if not isinstance(r := read(page, Config()), t.Rejected)]
    done.sort(key=lambda r: r[0].id)
    articles, findings = tuple(a for a, _ in done), tuple(f for _, f in done)
    return t.Analysis(articles, findings, relate(articles, findings, Config()))


@lru_cache(maxsize=2)
def gold(story: str) -> dict[str, Any]:
    return dict(gold_script.gold(story))


def name(article: t.Article) -> str:
    return str(gold_script.name(article.path))


def shown(story: str) -> html.HtmlElement:
    return html.document_fromstring(render(analysed(story)))


@pytest.mark.parametrize("story", STORIES)
def test_one_story_and_its_origins(story: str) -> None:
    [made] = analysed(story).links.stories
    file_of = {a.id: name(a) for a in analysed(story).articles}
    assert sorted(sorted(file_of[i] for i in o.articles) for o in made.origins) == sorted(map(sorted, gold(story)["independent_origins"]["partition"]))


@pytest.mark.parametrize("story", STORIES)
def test_nearly_all_quotations_are_found(story: str) -> None:
    found = {name(a): [q for quotation in f.quotations for q in quotation.quoted] for a, f in zip(analysed(story).articles, analysed(story).findings, strict=True)}
    wanted = [q for q in gold(story)["quotations"] if not q.get("title")]
    missed = [q["id"] for q in wanted if not any(_overlap((q["start"], q["end"]), (s.start, s.end)) >= 0.8 for s in found[q["file"]])]
    assert len(missed) <= 0.05 * len(wanted), missed


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def _disputes(tree: html.HtmlElement) -> Iterator[tuple[str, set[str]]]:
    for claim in tree.xpath("//article[contains(@class, 'claim disputed')]"):
        yield " ".join(claim.xpath("string(.//h3)").split()), {" ".join(v.split()) for v in claim.xpath(".//p[@class='value']/b/text()")}


@pytest.mark.parametrize(
    ("story", "words", "sides"),
    [("harbour-talks", "A lease is not a sale", {"Ingrid Solheim", "Tomas Brekke"}), ("bus-stop-fire", "Another thirty seconds", {"Renata Osgood", "Calvin Reyes"}),
     ("bus-stop-fire", "Age of Warren Pruitt", {"34 years", "36 years"})],
)
def test_disputes(story: str, words: str, sides: set[str]) -> None:
    assert sides in [held for heading, held in _disputes(shown(story)) if words in heading]


@pytest.mark.parametrize("story", STORIES)
def test_every_link_of_a_real_page_resolves(story: str) -> None:
    tree = shown(story)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in tree.xpath("//@href") if h.startswith("#")} <= set(ids)


@pytest.mark.parametrize("story", STORIES)
def test_one_agency_text_counts_once(story: str) -> None:
    words = " ".join(shown(story).text_content().split())
    agency = {"harbour-talks": "Agence France-Presse", "bus-stop-fire": "The Associated Press"}[story]
    assert "Five outlets, four independent origins." in words
    assert f"carry one text, by {agency}." in words
    assert f"One origin: {agency} 2 outlets, 1 origin" in words
