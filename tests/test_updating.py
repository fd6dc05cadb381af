"""A database that grows is related as if all had come at once, and only what new articles touch is worked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from corroborate import updating
from corroborate.config import Config
from corroborate.pipeline import relate
from corroborate.store import Store
from corroborate.text.spans import Span
from corroborate.types import Article, Findings, Links, Mention, Page, Referent
from corroborate.updating import Program, links_of, ordered, update
from shootings import CHARGED, SHOT_A, SHOT_B, SHOT_OTHER
from wire import FERRY_AGENCY, FERRY_CUT, FERRY_OWN, printed

FERRIES = (printed("f1", FERRY_AGENCY, outlet="Cape Herald", date="2031-03-04"), printed("f2", FERRY_CUT, outlet="Ansel Post", date="2031-03-04"),
           printed("f3", FERRY_OWN, outlet="Lowland Ledger", date="2031-03-05"))
ALL = (SHOT_A, SHOT_B, SHOT_OTHER, CHARGED, *FERRIES)
PROGRAM = Program("findings", "relating", Config(), ())


def findings(article: Article) -> Findings:
    """Who is named: enough for entities that several stories share."""
    names = [name for name in ("Marcus Tilden", "Westbrook", "Ivo Brandl") if name in article.text]
    spans = [Span(article.text.index(n), article.text.index(n) + len(n)) for n in names]
    kinds = ["place" if n == "Westbrook" else "person" for n in names]
    return Findings(
        article.id, tuple(article.body),
        tuple(Mention(s, s, "name", k, i) for i, (s, k) in enumerate(zip(spans, kinds, strict=True))),  # type: ignore[arg-type]
        tuple(Referent(i, n, k, True, aliases=((n, 1),)) for i, (n, k) in enumerate(zip(names, kinds, strict=True))),  # type: ignore[arg-type]
    )


def put(store: Store, articles: Sequence[Article]) -> None:
    for a in articles:
        store.put(Page(a.path, a.sha256, text=a.text, url=a.url), (a, findings(a)), "findings")


def batch(articles: Sequence[Article]) -> Links:
    both = sorted(articles, key=lambda a: a.id)
    return relate(both, [findings(a) for a in both], Config())


def seen(links: Links) -> tuple[object, ...]:
    """What must not depend on when an article came: all but ids, titles and claims' stories, which are their names."""
    stories = {s.id: frozenset(s.articles) for s in links.stories}
    return (
        links.reuse, links.entities, {(stories[s.id], s.date, s.origins, s.edges) for s in links.stories},
        {(stories[c.story], c.kind, c.verdict, c.accounts, c.origins, c.differences) for c in links.claims},
    )


@pytest.mark.parametrize("order", list(permutations(ALL))[::997])
def test_one_by_one_is_all_at_once(order: tuple[Article, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "due", lambda settled, size: size < 4)
    store = Store()
    for count, article in enumerate(order, 1):
        put(store, [article])
        assert update(store, PROGRAM)
        if count in (4, len(order)):
            assert seen(ordered(store.links())) == seen(batch(order[:count]))


def test_only_what_is_touched_is_worked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "due", lambda settled, size: not settled)
    store = Store()
    put(store, [SHOT_A, SHOT_OTHER, *FERRIES])
    update(store, PROGRAM)
    assert update(store, PROGRAM) == ()
    worked, loaded = [], []
    monkeypatch.setattr(updating, "relate_story", lambda story, *rest: worked.append(story.articles) or pipeline_relate(story, *rest))
    plain = Store.articles
    monkeypatch.setattr(Store, "articles", lambda self, ids: loaded.extend(ids) or plain(self, ids))
    put(store, [SHOT_B])
    changed = update(store, PROGRAM)
    assert worked == [("a", "b")]
    assert set(loaded) == {"a", "b"}
    told = links_of(store, changed)
    assert [s.articles for s in told.stories] == [("a", "b")]
    assert {e.name for e in told.entities} == {"Marcus Tilden", "Westbrook"}
    assert next(e for e in ordered(store.links()).entities if e.name == "Westbrook").referents == next(
        e for e in batch([SHOT_A, SHOT_B, SHOT_OTHER, *FERRIES]).entities if e.name == "Westbrook"
    ).referents


pipeline_relate = updating.relate_story


def test_a_later_version_takes_the_place_of_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "due", lambda settled, size: not settled)
    first = replace(FERRIES[0], url="https://herald.example/ferry")
    later = replace(first, id="g", sha256="g", text=first.text.replace("112 people", "114 people"), published=replace(first.published, value="2031-03-06"))  # type: ignore[type-var]
    store = Store()
    put(store, [first, FERRIES[1], SHOT_A])
    update(store, PROGRAM)
    (before,) = (s for s in store.links().stories if "f1" in s.articles)
    put(store, [later])
    assert update(store, PROGRAM) == (before.id,)
    (after,) = (s for s in store.links().stories if "g" in s.articles)
    assert (after.id, after.articles) == (before.id, ("f2", "g"))
    assert {(r.a, r.b) for r in store.links().reuse} == {("f2", "g")}


def test_what_was_begun_and_not_ended_is_done_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "due", lambda settled, size: not settled)
    store = Store()
    put(store, [SHOT_A, SHOT_OTHER, *FERRIES])
    update(store, PROGRAM)
    put(store, [SHOT_B])

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(updating, "relate_story", stopped)
        with pytest.raises(KeyboardInterrupt):
            update(store, PROGRAM)
    update(store, PROGRAM)
    assert seen(ordered(store.links())) == seen(batch([SHOT_A, SHOT_B, SHOT_OTHER, *FERRIES]))


def test_another_program_relates_all_anew_and_stories_keep_their_ids() -> None:
    store = Store()
    put(store, ALL)
    update(store, PROGRAM)
    ids = {s.id for s in store.links().stories}
    assert set(update(store, replace(PROGRAM, relating="newer"))) == ids
    assert {s.id for s in store.links().stories} == ids
