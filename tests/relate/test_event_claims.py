"""What several outlets tell to have been done."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest

from corroborate.config import Config
from corroborate.language import encode
from corroborate.relate.event_claims import event_claims
from corroborate.relate.origins import trail
from corroborate.text.spans import Span
from corroborate.types import Article, Claim, Entity, Event, Findings, Origin, Referent, Statement, Story

REJECTS = "Norway rejected the offer that Sweden made over the fishing grounds."
TURNS_DOWN = "Norway has turned down Sweden's offer over the fishing grounds."
DENIES = "Norway has not rejected the offer that Sweden made over the fishing grounds."
OTHER = "Choirs from Sweden sang in the old church while guests from Norway ate herring."

Change = Callable[[Event], Event]


def paper(name: str, text: str, status: str = "asserted", type_: str = "REJECT", date: str | None = None, swapped: bool = False) -> tuple[Article, Findings]:
    """An article of one sentence that tells one event between Norway (0) and Sweden (1)."""
    n, s = ((Span(text.index(w), text.index(w) + 6), i, w) for i, w in enumerate(("Norway", "Sweden")))
    event = Event(Span(0, len(text)), (Span(0, len(text)),), type_, status, (s,) if swapped else (n,), (n,) if swapped else (s,), date=date, root="12", confidence=0.7)  # type: ignore[arg-type]
    whole = Span(0, len(text))
    referents = tuple(Referent(i, w, "country", True) for i, w in enumerate(("Norway", "Sweden")))
    vector = encode([text])[0].astype("<f2").tobytes()
    return Article(name, name, "0" * 64, text, (whole,)), Findings(name, (whole,), (), referents, events=(event,), statements=(Statement(whole, None, vector),))


def claims(*papers: tuple[Article, Findings]) -> list[Claim]:
    articles, findings = [a for a, _ in papers], [f for _, f in papers]
    story = Story("s", "Fish", tuple(a.id for a in articles), None, tuple(Origin(None, (a.id,)) for a in articles))
    entities = [Entity(w, w, "country", ((w, 1),), tuple((a.id, i) for a in articles)) for i, w in enumerate(("Norway", "Sweden"))]
    return event_claims(story, articles, findings, entities, trail(story, articles, findings, [], Config()))


def test_the_same_done_by_the_same_to_the_same_is_one_claim() -> None:
    (claim,) = claims(paper("a", REJECTS), paper("b", TURNS_DOWN, status="reported"))
    assert (claim.kind, claim.verdict, claim.origins, claim.why) == ("event", "agreed", 2, ("Norway rejects Sweden",))
    assert [(a.article, a.span.start) for a in claim.accounts] == [("a", 0), ("b", 0)]


def test_a_denial_beside_an_assertion_is_disputed() -> None:
    (claim,) = claims(paper("a", REJECTS), paper("b", DENIES, status="denied"))
    assert (claim.verdict, [d.kind for d in claim.differences]) == ("disputed", ["status"])
    assert claim.differences[0].values == (("done", (0,)), ("denied", (1,)))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (paper("a", REJECTS), paper("b", OTHER)),
        (paper("a", REJECTS), paper("b", TURNS_DOWN, type_="ACCUSE")),
        (paper("a", REJECTS), paper("b", TURNS_DOWN, swapped=True)),
        (paper("a", REJECTS), paper("b", TURNS_DOWN, status="planned")),
        (paper("a", REJECTS, date="2031-03-04"), paper("b", TURNS_DOWN, date="2031-05-04")),
    ],
    ids=["another happening", "another type", "the other way round", "a plan is not the deed", "another day"],
)
def test_what_differs_in_substance_is_two(a: tuple[Article, Findings], b: tuple[Article, Findings]) -> None:
    assert claims(a, b) == []


def test_one_article_alone_makes_no_claim() -> None:
    assert claims(paper("a", REJECTS)) == []


def test_the_order_of_articles_changes_no_group() -> None:
    papers = [paper("a", REJECTS), paper("b", TURNS_DOWN), paper("c", OTHER)]
    found = {tuple(sorted(x.article for c in claims(*order) for x in c.accounts)) for order in permutations(papers)}
    assert found == {("a", "b")}
