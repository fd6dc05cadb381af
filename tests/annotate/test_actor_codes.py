"""Whom a party acts for."""

from __future__ import annotations

import pytest

from corroborate.annotate.actor_codes import coding
from corroborate.annotate.event_contexts import around, contexts, mode_of
from corroborate.annotate.event_dates import precision
from corroborate.annotate.event_patterns import patterns
from corroborate.annotate.event_places import atlas
from corroborate.text.spans import Span
from corroborate.types import ActorCode, Referent


def person(name: str, *roles: str, iso3: str | None = None) -> Referent:
    return Referent(0, name, "person", True, roles=roles, aliases=((name, 1),), iso3=iso3)


@pytest.mark.parametrize(
    ("name", "words", "referent", "date", "code"),
    [
        ("Norway", "Norway", Referent(0, "Norway", "country", True, iso3="NOR"), None, "NOR"),
        ("Norway", "Norwegian diplomats", Referent(0, "Norway", "country", True, iso3="NOR"), None, "NORGOV"),
        ("Norwegian soldiers", "Norwegian soldiers", None, None, "NORMIL"),
        ("police", "police", None, None, "COP"),
        ("deputies", "three deputies", None, None, "COP"),
        ("protesters", "hundreds of protesters", None, None, "OPP"),
        ("rebels", "armed rebels", None, None, "REB"),
        ("killing of officials", "killing of officials", None, None, None),
        ("Ana Lund", "Lund", person("Ana Lund", "foreign minister", iso3="NOR"), None, "NORGOV"),
        ("Ana Lund", "Lund", person("Ana Lund", "former foreign minister", iso3="NOR"), None, "NORELI"),
        ("Ana Lund", "Lund", person("Ana Lund", "singer"), None, None),
        ("United Nations", "the UN", Referent(0, "United Nations", "organization", True, aliases=(("United Nations", 1),)), None, "IGO"),
    ],
)
def test_words_roles_and_names_tell_whom_a_party_acts_for(name: str, words: str, referent: Referent | None, date: str | None, code: str | None) -> None:
    assert coding().code(name, words, referent, date).code == code


@pytest.mark.parametrize(
    ("date", "code"),
    [("2012-05-01", "XXXGOV"), ("2012", "XXXGOV"), ("2009-12-31", "XXXOPP"), ("2030-01-01", "XXXELI"), (None, "XXXELI")],
)
def test_an_office_counts_only_while_it_was_held(date: str | None, code: str) -> None:
    known = coding()
    names = {"ana lund": "NOROPP:20050101-20091231 NORGOV:20100101-20141231 NORELI"}
    own = type(known)(names, known.sectors, known.gazetteer, known.countries, known.political, known.beside, known.vague)
    assert own.code("Ana Lund", "Lund", person("Ana Lund"), date).code == code.replace("XXX", "NOR")


@pytest.mark.parametrize(
    ("type_", "parties", "political"),
    [
        ("COERCE", [(ActorCode(None, "COP"), "police", False), (ActorCode(None, "CRM"), "a burglar", False)], False),
        ("COERCE", [(ActorCode(None, "JUD"), "the court", False), (ActorCode(None, "OPP"), "a dissident", False)], True),
        ("PROTEST", [(ActorCode(None, "CVL"), "residents", False), (ActorCode(None, "COP"), "police", False)], True),
        ("COERCE", [(ActorCode(None, "GOV"), "authorities", False), (ActorCode(None, "CVL"), "a man", False)], False),
        ("COERCE", [(ActorCode("NOR", "GOV"), "Norwegian authorities", False), (ActorCode(None, "CVL"), "a man", False)], True),
        ("REJECT", [(ActorCode("NOR"), "Norway", True)], True),
        ("SUPPORT", [(ActorCode("NOR"), "Norwegian Skiing Club", False)], False),  # a body of some country, of no known kind
        ("ASSAULT", [(ActorCode(), "a bullet", False), (ActorCode(None, "CVL"), "a boy", False)], False),
    ],
)
def test_an_event_is_political_by_its_parties(type_: str, parties: list[tuple[ActorCode, str, bool]], political: bool) -> None:
    assert coding().is_political(type_, parties) is political


@pytest.mark.parametrize(
    ("name", "country", "precision_", "of"),
    [
        ("Geneva", None, "city", "CHE"),
        ("Norway", None, "country", "NOR"),
        ("Oslo", None, "city", "NOR"),
        ("Bavaria", None, "region", "DEU"),
        ("Smallholm", None, "unknown", None),
        ("Smallholm", "NOR", "unknown", "NOR"),
    ],
)
def test_a_place_lies_where_its_name_tells(name: str, country: str | None, precision_: str, of: str | None) -> None:
    where = atlas().where(name, country)
    assert (where.precision, where.country) == (precision_, of)
    assert (where.latitude is not None) == (precision_ == "city")


def test_namesakes_are_not_told_apart_by_guessing() -> None:
    assert atlas().where("Springfield").precision == "unknown"


@pytest.mark.parametrize(("date", "told"), [(None, "unknown"), ("2024", "year"), ("2024-05", "month"), ("2024-05-06", "day"), ("2024-05-06T10:00", "day")])
def test_a_date_tells_how_exact_it_is(date: str | None, told: str) -> None:
    assert precision(date) == told


def test_contexts_come_from_the_sentence_that_tells_the_event() -> None:
    text = "The court met. Norway's army rejected the nuclear inspectors. Voters slept."
    at = text.index("rejected")
    assert contexts(around(text, Span(at, at + 8)), patterns()) == ("military", "cbrn")


@pytest.mark.parametrize(
    ("text", "words", "type_", "mode"),
    [
        ("Rebels kidnapped two nurses.", "kidnapped two nurses", "ASSAULT", "abduct"),
        ("Norway attacked Portugal. A bomb fell.", "attacked Portugal", "ASSAULT", None),
        ("Norway asked Chile to resume the talks.", "asked Chile", "REQUEST", "meet"),
        ("Norway asked Chile for nothing. Talks ended.", "asked Chile", "REQUEST", None),
        ("After talks, Norway threatened to invade Chile.", "threatened", "THREATEN", "violence"),
        ("Norway met Chile.", "met Chile", "CONSULT", None),
    ],
)
def test_modes_come_from_the_words_of_the_event(text: str, words: str, type_: str, mode: str | None) -> None:
    at = text.index(words)
    assert mode_of(text, Span(at, at + len(words)), type_, patterns()) == mode
