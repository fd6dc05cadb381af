"""A database of more articles than are held at once is related in portions: the same stories and claims, whatever stops it on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import quick
from corroborate import updating
from corroborate.config import Config
from corroborate.corpus import Corpus
from corroborate.parts import in_parts, overview
from corroborate.tables import TABLES, rows
from corroborate.types import Analysis, Decision, Page, Place, Reuse
from troubles import TEXTS

HELD, ALL = Config(workers=1, at_once=12), Config(workers=1)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corroborate.engines.read", quick.read)
    monkeypatch.setattr(updating, "PORTION", 7)


def pages() -> Iterator[Page]:
    return (Page(f"{n}.txt", f"{n:064d}", text=text) for n, text in enumerate(TEXTS))


def told(analysis: Analysis) -> set[tuple[object, ...]]:
    """What is told, without the names of stories."""
    story = {s.id: s.articles for s in analysis.links.stories}
    claims = {(c.kind, c.verdict, c.origins, story[c.story], frozenset((a.article, a.span, a.value) for a in c.accounts)) for c in analysis.links.claims}
    return claims | {("entity", e.name, e.referents) for e in analysis.links.entities} | {("story", a, s.title) for s in analysis.links.stories for a in s.articles}


@pytest.fixture(scope="module")
def at_once() -> Analysis:
    with pytest.MonkeyPatch.context() as patch, Corpus(config=ALL) as corpus:
        patch.setattr("corroborate.engines.read", quick.read)
        corpus.add_pages(pages())
        return corpus.analysis()


def test_portions_tell_what_is_told_at_once(tmp_path: Path, at_once: Analysis) -> None:
    with Corpus(tmp_path / "news.db", config=HELD) as corpus:
        corpus.add_pages(pages())
        analysis = corpus.analysis()
    assert told(analysis) == told(at_once)
    assert within(analysis) == within(at_once)  # what is everybody's is known better of more articles: pairs of different stories may differ


def within(analysis: Analysis) -> set[Reuse]:
    """What articles of one story share."""
    story = {a: s.id for s in analysis.links.stories for a in s.articles}
    return {r for r in analysis.links.reuse if story[r.a] == story[r.b]}


class Stopped(Exception):
    pass


@pytest.mark.parametrize("after", [0, 1, 3])
def test_portions_that_were_stopped_go_on_where_they_were(after: int, tmp_path: Path, at_once: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [after]
    few = updating._few

    def stopping(*given: object) -> tuple[str, ...]:
        if not left[0]:
            raise Stopped
        left[0] -= 1
        return few(*given)  # type: ignore[arg-type]

    with Corpus(tmp_path / "news.db", config=HELD) as corpus:
        corpus.add_pages(pages())
        monkeypatch.setattr(updating, "_few", stopping)
        with pytest.raises(Stopped):
            corpus.update()
    again: list[int] = []
    monkeypatch.setattr(updating, "_few", lambda store, program, new, *rest: again.extend(range(len(new))) or few(store, program, new, *rest))
    with Corpus(tmp_path / "news.db", config=HELD) as corpus:
        assert told(corpus.analysis()) == told(at_once)
    assert len(again) == len(TEXTS) - 12 - 7 * after


def test_a_correction_is_applied_a_few_stories_at_a_time(tmp_path: Path) -> None:
    outcomes = []
    for config in (HELD, ALL):
        with Corpus(tmp_path / f"{config.at_once}.db", config=config) as corpus:
            corpus.add_pages(pages())
            story = next(s for s in corpus.analysis().links.stories if len(s.articles) > 2)
            hashes = {a.id: a.sha256 for a in corpus.analysis().articles}
            corpus.decide([Decision("d", "not_in_story", tuple(Place(hashes[a], 0, 9) for a in story.articles[:2]), (), "Ada", "2024-01-01")])
            outcomes.append(told(corpus.analysis()))
            assert corpus.update() == ()
    assert outcomes[0] == outcomes[1]


def test_parts_are_the_whole_in_memory_and_from_a_database(tmp_path: Path, at_once: Analysis) -> None:
    """The same rows in the same order."""
    with Corpus(tmp_path / "news.db", config=ALL) as corpus:
        corpus.add_pages(pages())
        assert corpus.overview() == overview(at_once)
        for part, other in zip(corpus.parts(), in_parts(at_once), strict=True):
            made, whole = rows(part), rows(other)
            assert all(list(made[name]) == list(whole[name]) for name in TABLES)
