"""Whom entities act for."""

from __future__ import annotations

from corroborate.relate.entity_codes import with_codes
from corroborate.text.spans import Span
from corroborate.types import ActorCode, Entity, Event, Findings


def told(article: str, *codes: ActorCode) -> Findings:
    here = Span(0, 1)
    return Findings(article, events=tuple(Event(here, (here,), "REJECT", "asserted", ((here, 0, "Ana Lund"),), actor_codes=(c,)) for c in codes))


def test_most_events_decide_and_a_country_is_itself() -> None:
    findings = [told("a", ActorCode("NOR", "GOV"), ActorCode("NOR", "OPP")), told("b", ActorCode("NOR", "GOV")), told("c", ActorCode())]
    entities = [
        Entity("e", "Ana Lund", "person", (), (("a", 0), ("b", 0))),
        Entity("f", "Norway", "country", (), (("a", 1),), iso3="NOR"),
        Entity("g", "Per Lund", "person", (), (("c", 0),)),
    ]
    assert [e.cameo for e in with_codes(entities, findings)] == ["NORGOV", "NOR", None]
