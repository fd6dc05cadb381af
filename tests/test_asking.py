"""What a database answers: its stories, and where one comes from, in words and as JSON; the same story whatever was added when."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from buoys import laid
from corroborate.cli import main
from corroborate.corpus import Corpus
from corroborate.schema import schema
from corroborate.types import Story


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database to which five articles were added in three runs."""
    folder = tmp_path_factory.mktemp("asking")
    paths = laid(folder / "news")
    for some in (paths[2:4], paths[:1], paths):
        with Corpus(folder / "news.db") as corpus:
            corpus.add(some)
            corpus.analysis()
    return folder / "news.db"


@pytest.fixture(scope="module")
def story(db: Path) -> Story:
    with Corpus(db) as corpus:
        (found,) = corpus.analysis().links.stories
    return found


def asked(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capfd.readouterr().out


def as_json(capfd: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(asked(capfd, *arguments, "--json", "-"))
    for item in found["stories"]:
        jsonschema.validate(item, {"$ref": "#/$defs/story", "$defs": schema()["$defs"]})
    return found


def test_origins_in_words(db: Path, story: Story, capfd: pytest.CaptureFixture[str]) -> None:
    lines = asked(capfd, "origins", story.id[:10], "--db", str(db)).splitlines()
    assert "5 articles from 4 independent origins" in lines[0]
    assert "  The Associated Press → Meadow Post, KQZX" in lines or "  The Associated Press → KQZX, Meadow Post" in lines
    assert any("circular: " in line and "none confirms the other" in line for line in lines)
    assert "    Coast Weekly says that it has it from: Lowland Ledger" in lines
    assert any(line.endswith("Lowland Ledger · runs in a circle") for line in lines)
    assert any(line.strip().startswith("“PORT ANSEL (AP) — The harbor master") for line in lines)


def test_origins_as_json(db: Path, story: Story, capfd: pytest.CaptureFixture[str]) -> None:
    found = as_json(capfd, "origins", story.id, "--db", str(db))
    outlet = {a["id"]: a["outlet"]["name"] for a in found["articles"]}
    edges = {(outlet[e["article"]], e["name"], e["kind"]) for e in found["stories"][0]["edges"]}
    assert {("KQZX", "The Associated Press", "writer"), ("Coast Weekly", "KQZX", "credit"), ("Lowland Ledger", "Port Ansel Courier", "credit")} <= edges
    (copy,) = (e for e in found["stories"][0]["edges"] if e["kind"] == "copy")
    assert len(copy["theirs"]) == len(copy["evidence"]) > 0
    assert {frozenset(outlet[a] for a in e["circle"]) for e in found["stories"][0]["edges"] if "circle" in e} == {frozenset({"Lowland Ledger", "Port Ansel Courier"})}
    assert {c["name"] for c in found["credits"] if c["role"] == "own"} == {"Lowland Ledger"}


def test_stories_and_story_as_json(db: Path, story: Story, capfd: pytest.CaptureFixture[str]) -> None:
    (listed,) = as_json(capfd, "stories", "--db", str(db))["stories"]
    whole = as_json(capfd, "story", story.id, "--db", str(db))
    assert sum(listed["claims"].values()) == len(whole["claims"]) > 0
    assert len(whole["articles"]) == 5
    assert {q["article"] for q in whole["quotations"]} <= {a["id"] for a in whole["articles"]}


def test_those_who_credit_each_other_count_once(db: Path, story: Story, capfd: pytest.CaptureFixture[str]) -> None:
    whole = as_json(capfd, "story", story.id, "--db", str(db))
    circle = {a["id"] for a in whole["articles"] if a["outlet"]["name"] in ("Lowland Ledger", "Port Ansel Courier")}
    leaving = [c for c in whole["claims"] if c["kind"] == "statement" and {a["article"] for a in c["accounts"]} == circle]
    assert leaving
    assert {c["origins"] for c in leaving} == {1}


def test_the_story_is_the_one_that_was_there_first(db: Path, story: Story) -> None:
    with Corpus(db) as corpus:
        assert [s.id for s in corpus.analysis().links.stories] == [story.id]
    with Corpus() as corpus:
        corpus.add(str(db.parent / "news"))
        (batch,) = corpus.analysis().links.stories
    assert (set(batch.articles), {o.articles for o in batch.origins}) == (set(story.articles), {o.articles for o in story.origins})
