"""What people and the desk write: decisions, changes, feeds that are followed, and settings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corroborate.store.codec import dumps, loads
from corroborate.store.connection import faults, transaction
from corroborate.types import Decision


@dataclass(frozen=True, slots=True)
class Change:
    """What new articles changed in what is told."""

    at: str  #: ISO 8601, UTC
    story: str
    claim: str | None  #: `None` when it is about the story as a whole
    kind: str  #: "new story", "new article", "now disputed", "second origin", …
    title: str  #: the story's, or the claim's words
    articles: tuple[str, ...]  #: ids of those that brought it
    number: int = 0  #: in order of recording; 0 before


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is followed, and how it was left."""

    url: str
    etag: str | None = None
    modified: str | None = None
    failures: int = 0  #: in a row
    due: float = 0.0  #: seconds since 1970: not to be asked before


class Records:
    """The tables of `desk.sql`. Every method is one short transaction and may raise `StoreError`."""

    def __init__(self, db: sqlite3.Connection, path: Path | None) -> None:
        self._db, self._path = db, path

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, undone ones too, earliest first."""
        with faults(self._path):
            return tuple(loads(Decision, body) for (body,) in self._db.execute("SELECT body FROM decisions ORDER BY at, id"))

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Keep *decisions*; of one that is here already, only that it was undone is taken over. How many were new or changed."""
        known = {d.id: d for d in self.decisions()}
        new = [d for d in decisions if d.id not in known or (d.undone and not known[d.id].undone)]
        with faults(self._path), transaction(self._db):
            self._db.executemany("INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?)", [(d.id, d.when, d.undone, dumps(d)) for d in new])
        return len(new)

    def undo(self, id_: str, when: str) -> Decision | None:
        """Undo a decision, and give it as it is then; `None` if there is none that holds."""
        found = next((d for d in self.decisions() if d.id == id_ and d.undone is None), None)
        if found is not None:
            self.decide([replace(found, undone=when)])
        return replace(found, undone=when) if found else None

    def record(self, changes: Sequence[Change]) -> None:
        """Keep what changed."""
        rows = [(c.at, c.story, c.claim, c.kind, _column(c.title), json.dumps(c.articles)) for c in changes]
        with faults(self._path), transaction(self._db):
            self._db.executemany("INSERT INTO changes (at, story, claim, kind, title, articles) VALUES (?, ?, ?, ?, ?, ?)", rows)

    def changes(self, *, story: str | None = None, before: int | None = None, limit: int = 50) -> tuple[Change, ...]:
        """What changed, latest first: of one *story* or all, those numbered less than *before*."""
        query = "SELECT at, story, claim, kind, title, articles, id FROM changes WHERE (? IS NULL OR story = ?) AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT ?"
        with faults(self._path):
            rows = self._db.execute(query, (story, story, before, before, limit)).fetchall()
        return tuple(Change(at, s, claim, kind, title, tuple(json.loads(articles)), number) for at, s, claim, kind, title, articles, number in rows)

    def feed(self, url: str) -> Feed:
        """How a feed was left; as new where it is not known."""
        with faults(self._path):
            row = self._db.execute("SELECT url, etag, modified, failures, due FROM feeds WHERE url = ?", (url,)).fetchone()
        return Feed(*row) if row else Feed(url)

    def put_feed(self, feed: Feed) -> None:
        """Keep how a feed was left."""
        with faults(self._path), transaction(self._db):
            self._db.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)", (feed.url, feed.etag, feed.modified, feed.failures, feed.due))

    def setting(self, key: str) -> str | None:
        """A setting of the desk, such as the hash of its token."""
        with faults(self._path):
            row = self._db.execute("SELECT value FROM meta WHERE key = ?", (f"desk {key}",)).fetchone()
        return str(row[0]) if row else None

    def set(self, key: str, value: str) -> None:
        """Keep a setting."""
        with faults(self._path), transaction(self._db):
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"desk {key}", value))


def _column(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
