"""Coded events for other programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from corroborate.cli import main
from corroborate.event_export import EVENTS, FORMATS, MENTIONS, Coded, coded_events, exported, network
from corroborate.text.spans import Span
from corroborate.types import (
    Account,
    ActorCode,
    Analysis,
    Article,
    Claim,
    DateFound,
    Entity,
    Event,
    Findings,
    Links,
    Origin,
    Outlet,
    Referent,
    Story,
    Where,
)

TEXT = "Norway rejected Sweden's <offer> & went home. Residents cheered Norway."
NORWAY, SWEDEN = (Span(0, 6), 0, "Norway"), (Span(16, 22), 1, "Sweden")
REJECTS = Event(
    Span(7, 22), (Span(7, 22),), "REJECT", "asserted", (NORWAY,), (SWEDEN,), place="Geneva", date="2031-03-04", root="12", confidence=0.7,
    actor_codes=(ActorCode("NOR"),), recipient_codes=(ActorCode("SWE"),), quad=3, political=True, date_precision="day", where=Where("city", "CHE", 46.2, 6.15),
)  # fmt: skip
CHEERS = Event(Span(56, 63), (Span(56, 63),), "SUPPORT", "asserted", ((Span(46, 55), None, "Residents"),), ((Span(64, 70), 0, "Norway"),), root="05", quad=1, confidence=0.5)


def article(name: str, outlet: str | None = None) -> tuple[Article, Findings]:
    found = Findings(
        name, (Span(0, 45), Span(46, 71)), (), (Referent(0, "Norway", "country", True), Referent(1, "Sweden", "country", True)), events=(REJECTS, CHEERS)
    )
    published = DateFound("2031-03-05", "day", None, "meta tag")
    return Article(name, f"{name}.txt", "0" * 64, TEXT, (Span(0, len(TEXT)),), outlet=Outlet(outlet, "url") if outlet else None, published=published), found


def analysis() -> Analysis:
    papers = [article("a", "The Harbour Times"), article("b", "The Ledger"), article("c")]
    accounts = tuple(Account(n, REJECTS.span) for n in ("a", "b"))
    claim = Claim("k", "s", "event", "agreed", accounts, 2, why=("Norway rejects Sweden",))
    entities = tuple(Entity(n, n, "country", ((n, 1),), tuple((a.id, i) for a, _ in papers)) for i, n in enumerate(("Norway", "Sweden")))
    story = Story("s", "Fish", ("a", "b"), None, (Origin(None, ("a",)), Origin(None, ("b",))))
    return Analysis(tuple(a for a, _ in papers), tuple(f for _, f in papers), Links(stories=(story,), entities=entities, claims=(claim,)))


def told(form: str, events: list[Coded]) -> str:
    return "".join(exported(events, form))


def test_a_story_and_the_political_ones_can_be_asked_for() -> None:
    assert len(coded_events(analysis())) == 6
    assert {c.article.id for c in coded_events(analysis(), story="s")} == {"a", "b"}
    assert {c.event.type for c in coded_events(analysis(), political=True)} == {"REJECT"}


def test_plover_lines_hold_codes_date_and_place() -> None:
    first = json.loads(told("plover", coded_events(analysis())).splitlines()[0])
    assert first["event_type"] == "REJECT"
    assert (first["event_id"], first["verdict"], first["quad"], first["cameo_root"]) == ("k", "agreed", 3, "12")
    assert first["actor"] == [{"name": "Norway", "code": "NOR", "country": "NOR", "sector": None, "entity": "Norway"}]
    assert (first["location"], first["location_precision"], first["country"], first["latitude"]) == ("Geneva", "city", "CHE", 46.2)
    assert (first["event_date"], first["publication_date"], first["source"]) == ("2031-03-04", "2031-03-05", "The Harbour Times")


def test_one_happening_is_one_row_with_its_sources_counted() -> None:
    rows = list(csv.DictReader(io.StringIO(told("gdelt", coded_events(analysis(), political=True))), delimiter="\t"))
    assert list(rows[0]) == list(EVENTS)
    counted = [(r["GLOBALEVENTID"], r["NumSources"], r["NumArticles"], r["Verdict"]) for r in rows]
    assert counted[0] == ("k", "2", "2", "agreed")
    assert counted[1][1:] == ("1", "1", "")
    assert (rows[0]["SQLDATE"], rows[0]["Actor1CountryCode"], rows[0]["EventRootCode"], rows[0]["ActionGeo_Type"]) == ("20310304", "NOR", "12", "4")


def test_each_telling_is_a_mention() -> None:
    rows = list(csv.DictReader(io.StringIO(told("mentions", coded_events(analysis(), story="s", political=True))), delimiter="\t"))
    assert list(rows[0]) == list(MENTIONS)
    assert [(r["GLOBALEVENTID"], r["MentionSourceName"], r["SentenceID"], r["ActionCharOffset"]) for r in rows] == [
        ("k", "The Harbour Times", "1", "7"), ("k", "The Ledger", "1", "7"),
    ]  # fmt: skip


def test_csv_is_safe_to_open() -> None:
    events = [replace(c, speaker="=HYPERLINK(1)") for c in coded_events(analysis())]
    rows = list(csv.DictReader(io.StringIO(told("csv", events))))
    assert len(rows) == 6
    assert rows[0]["reported_by"] == "'=HYPERLINK(1)"
    assert (rows[0]["actor"], rows[0]["actor_code"], rows[0]["political"], rows[0]["words"]) == ("Norway", "NOR", "yes", "rejected Sweden")


def test_graphml_joins_entities_over_articles_and_keeps_the_unnamed_of_two_stories_apart() -> None:
    tree = ElementTree.fromstring(told("graphml", coded_events(analysis())))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(tree.findall(f".//{space}node")) == 4  # Norway, Sweden, residents of the story, residents elsewhere
    assert len(tree.findall(f".//{space}edge")) == 3
    nodes, edges = network(coded_events(analysis()))
    assert {p.name for p in nodes.values()} == {"Norway", "Sweden", "Residents"}
    assert sorted(len(told) for told in edges.values()) == [1, 2, 3]


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_coded_is_an_empty_table(form: str) -> None:
    assert told(form, []).count("\n") <= 12


def test_the_command_reads_articles_or_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    Path("news/a.txt").write_text("Norway rejects Swedish offer\n\nNorway on Monday rejected an offer from Sweden. Police arrested a burglar.\n", encoding="utf-8")
    assert main(["events", "news", "--db", "n.db", "--workers", "1", "--format", "csv", "--out", "all.csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(Path("all.csv").read_text(encoding="utf-8"))))
    assert ("REJECT", "NOR", "SWE", "yes") in {(r["type"], r["actor_code"], r["recipient_code"], r["political"]) for r in rows}
    assert any(r["actor_code"] == "COP" and r["political"] == "no" for r in rows)
    capsys.readouterr()
    assert main(["events", "--db", "n.db", "--political"]) == 0
    assert {json.loads(line)["event_type"] for line in capsys.readouterr().out.splitlines()} == {"REJECT"}


@pytest.mark.parametrize("arguments", [[], ["--db", "none.db"], ["--db", "none.db", "--format", "xls"]])
def test_a_wrong_command_says_so(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        status = main(["events", *arguments])
    except SystemExit as stop:
        status = int(stop.code or 0)
    assert status == 2
