"""The drawing of who did what to whom."""

from __future__ import annotations

from itertools import pairwise, permutations

from corroborate.report.lookup import Lookup
from corroborate.report.network import LINKS, NARROW, WIDE, Network, as_text, draw_network, story_links
from corroborate.text.spans import Span
from corroborate.types import Analysis, Article, Entity, Event, Findings, Links, Outlet, Referent, Story

NAMES = ("Norway", "Sweden", "Denmark", "the council", "The Federation of Fishing Harbours of the Western Coast")


def event(actor: int, recipient: int, type_: str = "REJECT", status: str = "asserted", quad: int = 3, confidence: float = 0.7) -> Event:
    sides = [((Span(0, 1), i, NAMES[i]),) for i in (actor, recipient)]
    return Event(Span(0, 4), (Span(0, 4),), type_, status, sides[0], sides[1], quad=quad, confidence=confidence)  # type: ignore[arg-type]


def drawn(*events: list[Event]) -> tuple[Story, Lookup]:
    """A story with an article for each list of events."""
    ids = [chr(ord("a") + i) for i in range(len(events))]
    articles = tuple(Article(i, f"{i}.txt", "0" * 64, "Text", (Span(0, 4),), outlet=Outlet(f"Paper {i}", "url")) for i in ids)
    referents = tuple(Referent(i, n, "country", True) for i, n in enumerate(NAMES))
    findings = tuple(Findings(i, referents=referents, events=tuple(told)) for i, told in zip(ids, events, strict=True))
    story = Story("s", "Fish", tuple(ids), None)
    entities = tuple(Entity(f"e{i}", n, "country", ((n, 1),), tuple((a, i) for a in ids)) for i, n in enumerate(NAMES))
    return story, Lookup.of(Analysis(articles, findings, Links(stories=(story,), entities=entities)))


def test_links_count_the_articles_that_tell_them_and_leave_out_what_is_denied_unsure_or_unnamed() -> None:
    story, look = drawn([event(0, 1), event(1, 0, status="denied"), event(0, 3), event(0, 2, confidence=0.2)], [event(0, 1, status="reported"), event(2, 1, "CONSULT", quad=1)])
    links = story_links(story, look)
    assert [(k.actor[1], k.type, k.recipient[1], k.done, len(k.articles)) for k in links] == [("Norway", "REJECT", "Sweden", True, 2), ("Denmark", "CONSULT", "Sweden", True, 1)]
    assert as_text(links, look.labels)[0] == "Norway rejects → Sweden (Paper a, Paper b)"


def test_a_single_deed_is_no_network() -> None:
    assert draw_network(*drawn([event(0, 1)])) is None


def test_boxes_and_words_stand_inside_and_apart() -> None:
    everyone = [event(a, b, t) for a, b in permutations((0, 1, 2, 4), 2) for t in ("REJECT", "ACCUSE")]
    pair = draw_network(*drawn(everyone))
    assert pair is not None
    for network, sheet in zip(pair, (WIDE, NARROW), strict=True):
        assert len(network.rows) == LINKS
        assert {r.tone for r in network.rows} == {"conflict"}
        apart(network)
        assert all(len(line) <= sheet.letters for b in network.boxes for line in b.lines)
        assert all(b.x >= 0 and b.x + network.box <= network.width and b.y >= 0 and b.y + b.height <= network.height for b in network.boxes)


def apart(network: Network) -> None:
    """No box covers another of its column."""
    for x in {b.x for b in network.boxes}:
        column = sorted((b for b in network.boxes if b.x == x), key=lambda b: b.y)
        assert all(a.y + a.height <= b.y for a, b in pairwise(column))


def test_what_is_only_said_is_dashed_and_a_request_has_no_side() -> None:
    pair = draw_network(*drawn([event(0, 1, status="reported"), event(0, 2, "REQUEST"), event(1, 2, "AID", quad=2)]))
    assert pair is not None
    assert sorted(r.tone for r in pair[0].rows) == ["conflict said", "cooperation", "neither"]
