"""What new articles change, told claim by claim; folders and feeds, followed."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest
from starlette.testclient import TestClient

from corroborate.config import Config
from corroborate.corpus import Corpus
from corroborate.desk.atom import ATOM, feed
from corroborate.desk.changes import changes
from corroborate.desk.following import follow
from corroborate.desk.server import application
from corroborate.store.records import Change
from corroborate.text.spans import Span
from corroborate.types import Account, Analysis, Claim, Findings, Links, Story, Verdict
from made import ANALYSIS, ARTICLE, OTHER

NEW = replace(OTHER, id="n", path="n.txt")
AT = "2031-03-04T10:00:00Z"


def analysis(verdict: Verdict, origins: int, *ids: str) -> Analysis:
    """One story with one claim that each article has an account of."""
    known = {"a": ARTICLE, "b": OTHER, "n": NEW}
    claim = Claim("c", "s", "statement", verdict, tuple(Account(i, Span(1, 9), origin=i) for i in ids), origins)
    links = Links(stories=(Story("s", "Ship, sunk", ids, None),), claims=(claim,))
    return replace(ANALYSIS, articles=tuple(known[i] for i in ids), findings=tuple(Findings(i) for i in ids), links=links)


@pytest.mark.parametrize(("before", "after", "kinds"), [
    (analysis("single", 1, "a", "b"), analysis("agreed", 2, "a", "b", "n"), ["new article", "second origin"]),
    (analysis("agreed", 2, "a", "b"), analysis("disputed", 3, "a", "b", "n"), ["new article", "now disputed"]),
    (analysis("disputed", 2, "a", "b"), analysis("varied", 3, "a", "b", "n"), ["new article", "no longer disputed"]),
    (analysis("agreed", 2, "a", "b"), analysis("agreed", 3, "a", "b", "n"), ["new article"]),
    (analysis("single", 1, "a"), analysis("agreed", 2, "a", "n"), ["new story", "second origin"]),
    (analysis("agreed", 2, "a", "b"), analysis("agreed", 2, "a", "b"), []),
    (analysis("agreed", 2, "a", "b"), analysis("disputed", 2, "a", "b"), []),
])  # fmt: skip
def test_what_new_articles_change(before: Analysis, after: Analysis, kinds: list[str]) -> None:
    found = changes(before.links, after, AT)
    assert [c.kind for c in found] == kinds
    assert all(c.articles == ("n",) for c in found)


def test_a_feed_of_changes_is_atom() -> None:
    told = feed((Change(AT, "s", "c", "now disputed", "Ferry <sank>\x00 & \ud800", ("n",), 7),), "http://127.0.0.1:8000")
    root = xml.fromstring(told)
    entry = root.find(f"{{{ATOM}}}entry")
    assert root.tag == f"{{{ATOM}}}feed"
    assert entry is not None
    assert entry.findtext(f"{{{ATOM}}}title") == "Now disputed: Ferry <sank>\ufffd & \ufffd"
    assert entry.find(f"{{{ATOM}}}link").get("href") == "http://127.0.0.1:8000/stories/s#claim-c"  # type: ignore[union-attr]


STORY = """Ferry runs aground off Cape Ansel

PORT ANSEL, March 4, 2031 — A ferry with 112 people on board ran aground off Cape Ansel on Monday, the coast guard said.

"Nobody was in danger at any time," said coast guard commander Ivo Brandl. "{more}"
"""


def test_a_folder_is_followed_and_the_desk_shows_what_changed(tmp_path: Path) -> None:
    folder, db = tmp_path / "incoming", tmp_path / "news.db"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY.format(more="The hull held."), encoding="utf-8")
    stop = threading.Event()
    with Corpus(db, config=Config(workers=1)) as corpus:
        rounds = follow(corpus, [str(folder)], stop=stop)
        assert next(rounds).read == 1
        threading.Timer(0.5, (folder / "b.txt").write_text, [STORY.format(more="We were lucky that the hull held."), "utf-8"]).start()
        threading.Timer(20, stop.set).start()
        begun = time.monotonic()
        news = next(rounds)
        stop.set()
    assert time.monotonic() - begun < 20
    assert news.read == 1
    assert "new story" in [c.kind for c in news.changes]
    with TestClient(application(db, look=False)) as client:
        assert "New story" in client.get("/").text
        assert "New story" in client.get("/changes").text
        assert client.get("/api/v1/changes").json()["items"][-1]["kind"] == "new story"
        assert client.get("/changes.atom").headers["content-type"].startswith("application/atom+xml")
