"""Political events: who did what to whom, and whether it happened. Tables of invented news."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.annotate.event_merging import LEAST
from corroborate.annotate.event_patterns import patterns
from corroborate.config import Config
from corroborate.pipeline import read
from corroborate.types import Event, Findings, Page, Rejected

LEAD = "Delegates gathered early on a cold morning by the lake, and the old hall was full.\n\n"


def findings(text: str) -> Findings:
    result = read(Page("story.txt", "0" * 64, text=text, date="2021-05-12"), Config())
    assert not isinstance(result, Rejected)
    return result[1]


def coded(event: Event) -> tuple[str, list[str], list[str]]:
    return event.type, [name for _, _, name in event.actor], [name for _, _, name in event.recipient]


PARTIES = [
    ("Norway condemned Portugal over the fishing dispute.", ("ACCUSE", ["Norway"], ["Portugal"])),
    ("Portugal was condemned by Norway.", ("ACCUSE", ["Norway"], ["Portugal"])),
    ("Norway and Chile have agreed to lift sanctions on Portugal.", ("AGREE", ["Norway", "Chile"], ["Portugal"])),
    ("Chile refused to release Norwegian sailors.", ("REJECT", ["Chile"], ["Norwegian sailors"])),
    ("Chile threatened to expel Norwegian diplomats.", ("THREATEN", ["Chile"], ["Norway"])),
    ("Norway will withdraw its troops from Chile.", ("AGREE", ["Norway"], ["Chile"])),
    ("Norway urged Chile to stop the drilling.", ("REQUEST", ["Norway"], ["Chile"])),
    ("Norway called on Chile to stop the drilling.", ("REQUEST", ["Norway"], ["Chile"])),
    ("Norway held talks with Chile.", ("CONSULT", ["Norway"], ["Chile"])),
    ("Norway launched an attack on Portugal.", ("ASSAULT", ["Norway"], ["Portugal"])),
    ("Norway imposed sanctions on Portugal.", ("COERCE", ["Norway"], ["Portugal"])),
    ("Norway lifted the embargo on Portugal.", ("YIELD", ["Norway"], ["Portugal"])),
    ("Norway has suspended military aid to Chile.", ("SANCTION", ["Norway"], ["Chile"])),
    ("Norway expelled two Portuguese diplomats.", ("SANCTION", ["Norway"], ["Portugal"])),
    ("Norway sent medical supplies to Chile.", ("AID", ["Norway"], ["Chile"])),
    ("Norway voiced its opposition to Portugal.", ("REJECT", ["Norway"], ["Portugal"])),
    ("Norway rejected a request from Chile.", ("REJECT", ["Norway"], ["Chile"])),
    ("Norway ruled out military cooperation with Chile.", ("REJECT", ["Norway"], ["Chile"])),
    ("Norway has opened an investigation into Portugal.", ("ACCUSE", ["Norway"], ["Portugal"])),
    ("Norway shared intelligence with Chile.", ("COOPERATE", ["Norway"], ["Chile"])),
    ("Norway signed a treaty with Chile.", ("SUPPORT", ["Norway"], ["Chile"])),
    ("Norway mobilized troops against Portugal.", ("MOBILIZE", ["Norway"], ["Portugal"])),
    ("Norway, which has accused Portugal of spying, stayed away.", ("ACCUSE", ["Norway"], ["Portugal"])),
    ("Norway said Portugal must release the ship.", ("REQUEST", ["Norway"], ["Portugal"])),
    ("Norway said Portugal had deceived the court.", ("ACCUSE", ["Norway"], ["Portugal"])),
    ("Norway did not ratify the treaty with Chile.", ("REJECT", ["Norway"], ["Chile"])),
    ("Chile has opted not to meet Norway.", ("REJECT", ["Chile"], ["Norway"])),
    ("Norway called the Portuguese plan a disaster.", ("ACCUSE", ["Norway"], ["Portugal"])),
    ("Minister Ana Holm called Per Lund a hero.", ("SUPPORT", ["Ana Holm"], ["Per Lund"])),
    ("Minister Ana Holm pardoned Per Lund.", ("YIELD", ["Ana Holm"], ["Per Lund"])),
    ("Minister Ana Holm granted Ada Berg a pardon.", ("YIELD", ["Ana Holm"], ["Ada Berg"])),
    ("Norway advised Portugal to close the port.", ("REQUEST", ["Norway"], ["Portugal"])),
    ('"Portugal is a disgrace," said Minister Ana Holm.', ("ACCUSE", ["Ana Holm"], ["Portugal"])),
]


@pytest.mark.parametrize(("text", "expected"), PARTIES)
def test_who_did_what_to_whom(text: str, expected: tuple[str, list[str], list[str]]) -> None:
    assert expected in [coded(e) for e in findings(LEAD + text).events]


STATUS = [
    ("Norway condemned Portugal.", "ACCUSE", "asserted"),
    ("Norway did not condemn Portugal.", "ACCUSE", "denied"),
    ("Norway may condemn Portugal.", "ACCUSE", "possible"),
    ("Norway plans to condemn Portugal.", "ACCUSE", "planned"),
    ("Minister Ana Holm said that Norway attacked Portugal.", "ASSAULT", "reported"),
    ('"I condemn Portugal," said Minister Ana Holm.', "ACCUSE", "asserted"),
    ("Norway allegedly attacked Portugal.", "ASSAULT", "reported"),
    ("Norway met Chile before it condemned Portugal.", "ACCUSE", "asserted"),
    ("Norway will investigate Portugal.", "ACCUSE", "planned"),
    ("Norway and Chile gathered in Geneva to discuss Portugal.", "CONSULT", "asserted"),
]


@pytest.mark.parametrize(("text", "type_", "status"), STATUS)
def test_whether_it_happened(text: str, type_: str, status: str) -> None:
    assert (type_, status) in [(e.type, e.status) for e in findings(LEAD + text).events]


def test_reported_events_point_at_the_words_they_stand_in() -> None:
    found = findings(LEAD + "Minister Ana Holm said that Norway attacked Portugal.")
    event = next(e for e in found.events if e.type == "ASSAULT")
    assert event.reported_by is not None
    assert found.quotations[event.reported_by].span.covers(event.span)


def test_an_event_told_twice_is_one() -> None:
    found = findings(LEAD + "Norway condemned Portugal on Monday.\n\nThe day was long, and the hall was cold.\n\nNorway condemned Portugal again.")
    events = [e for e in found.events if e.type == "ACCUSE"]
    assert len(events) == 1
    assert len(events[0].tellings) == 2


def test_when_and_where() -> None:
    event = next(e for e in findings(LEAD + "Norway met Chile in Geneva on May 3, 2021.").events if e.type == "CONSULT")
    assert (event.date, event.place) == ("2021-05-03", "Geneva")


def test_an_event_is_coded_with_codes_class_and_precision() -> None:
    event = next(e for e in findings(LEAD + "Norwegian soldiers attacked Portugal near Geneva on May 3, 2021.").events if e.type == "ASSAULT")
    assert (event.root, event.quad, event.political, event.date_precision) == ("19", 4, True, "day")
    assert [c.code for c in (*event.actor_codes, *event.recipient_codes)] == ["NORMIL", "PRT"]
    assert event.where is not None
    assert (event.where.precision, event.where.country) == ("city", "CHE")
    assert "military" in event.context


def test_police_work_is_coded_but_not_political() -> None:
    event = next(e for e in findings(LEAD + "Police arrested Per Lund on Friday.").events if e.type == "COERCE")
    assert (event.political, [c.code for c in event.actor_codes]) == (False, ["COP"])


NO_EVENT = [
    "The museum released a report about old boats.",
    "The team was called the Larks by its neighbours.",
    "The bakery on Mill Street opens at six in the morning.",
]


@pytest.mark.parametrize("text", NO_EVENT)
def test_what_is_no_event(text: str) -> None:
    assert findings(LEAD + text).events == ()


def test_every_type_has_rules_and_codes() -> None:
    known = patterns()
    types = {rule.type for rules in known.verbs.values() for _, rule in rules}
    assert types == set(known.root)


MODES = {  # the codebook's
    "CONSULT": "visit third-party multilateral phone", "YIELD": "withdraw release disarm ceasefire access resign", "ACCUSE": "disapprove investigate allege",
    "REQUEST": "assist change yield meet", "REJECT": "assist change yield meet", "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize", "SANCTION": "convict expel withdraw discontinue", "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional",
}  # fmt: skip


def test_modes_are_those_of_the_codebook() -> None:
    known = patterns()
    rules = [r for rules in known.verbs.values() for _, r in rules] + list(known.nouns.values())
    used = {(r.type, r.mode) for r in rules if r.mode} | {(type_, mode) for type_, told in known.modes.items() for mode in told}
    assert {(t, m) for t, m in used if m not in MODES.get(t, "").split()} == set()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([text for text, _ in PARTIES]), min_size=1, max_size=4))
def test_words_lie_in_the_text_and_order_is_stable(texts: list[str]) -> None:
    article = LEAD + "\n\n".join(texts)
    events = findings(article).events
    spans = [s for e in events for s in (*e.tellings, *(w for w, _, _ in (*e.actor, *e.recipient) if w is not None))]
    assert all(0 <= s.start < s.end <= len(article) for s in spans)
    assert list(events) == sorted(events, key=lambda e: (e.span, e.type))
    assert events == findings(article).events
    assert all(LEAST <= e.confidence <= 1 and len(e.actor_codes) == len(e.actor) and len(e.recipient_codes) == len(e.recipient) for e in events)


def test_signs_that_speak_for_an_event_raise_its_confidence() -> None:
    named, nobody = findings(LEAD + "Norway condemned Portugal.").events, findings(LEAD + "Portugal was condemned.").events
    assert named[0].confidence > max((e.confidence for e in nobody), default=0.0)
