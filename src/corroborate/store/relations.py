"""What relates articles, story by story: what each story's links were made from, and replacing those of some stories alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corroborate.store.codec import dumps, loads
from corroborate.store.connection import faults, transaction
from corroborate.types import Claim, Entity, Reuse, Story


@dataclass(frozen=True, slots=True)
class Made:
    """One story's links, as they are kept."""

    story: Story
    claims: tuple[Claim, ...]
    root: str  #: the story of the archive that it is, or is a part of
    key: str  #: stands for all that it was made from
    parts: tuple[tuple[str, bytes], ...]  #: who is who within it: the key of parts that may be one entity, and the part


Merge = Callable[[Sequence[Sequence[bytes]]], Sequence[Entity]]  #: the entities that parts make, story by story


class Relations:
    """The tables of `grown.sql`, and the links. Every method may raise `StoreError`."""

    def __init__(self, db: sqlite3.Connection, path: Path | None) -> None:
        self._db, self._path = db, path

    def are(self, key: str) -> bool:
        """Whether the links that are stored were made under *key*."""
        with faults(self._path):
            row = self._db.execute("SELECT value FROM meta WHERE key = 'links'").fetchone()
        return row is not None and row[0].split(" ")[0] == key

    def doubt(self) -> None:
        """Say that the links may not be what they should, until `replace` is done."""
        self._db.execute("DELETE FROM meta WHERE key = 'links'")

    def unrelated(self) -> list[str]:
        """Articles that no links were made of, by id."""
        with faults(self._path):
            return [a for (a,) in self._db.execute("SELECT DISTINCT id FROM articles WHERE id NOT IN (SELECT article FROM version) ORDER BY id")]

    def at(self, addresses: Iterable[str]) -> list[str]:
        """Articles of these addresses that links were made of, by id."""
        with faults(self._path):
            return sorted({a for a, in self._in(sorted(set(addresses)), "SELECT article FROM version WHERE address IN ({})")})

    def made(self, story: str) -> Made | None:
        """A story's links as they are kept."""
        with faults(self._path):
            row = self._db.execute("SELECT root, made.key, body FROM made JOIN links ON kind = 'stories' AND id = made.story WHERE made.story = ?", (story,)).fetchone()
            claims = self._db.execute("SELECT body FROM links WHERE kind = 'claims' AND story = ? ORDER BY +place", (story,)).fetchall()
            parts = self._db.execute("SELECT key, body FROM part WHERE story = ? ORDER BY place", (story,)).fetchall()
        return Made(loads(Story, row[2]), tuple(loads(Claim, c) for (c,) in claims), row[0], row[1], tuple(parts)) if row else None

    def stories(self, beginning: str = "") -> list[str]:
        """The ids of stories that begin so."""
        with faults(self._path):
            return [s for (s,) in self._db.execute("SELECT story FROM made WHERE substr(story, 1, ?) = ? ORDER BY story", (len(beginning), beginning))]

    def entities_of(self, stories: Sequence[str], articles: Sequence[str]) -> list[Entity]:
        """Who and what *articles*, those of *stories*, name."""
        held = set(articles)
        with faults(self._path):
            keys = sorted({k for k, in self._in(stories, "SELECT DISTINCT key FROM part WHERE story IN ({})")})
            corrected = self._db.execute("SELECT body FROM links WHERE kind = 'entities' AND story IS NULL").fetchall()
            bodies = [body for (body,) in [*self._in(keys, "SELECT body FROM links WHERE kind = 'entities' AND story IN ({})"), *corrected]]
        return [e for e in (loads(Entity, body) for body in bodies) if any(a in held for a, _ in e.referents)]

    def keys(self) -> dict[str, str]:
        """What every story's links were made from, by its id."""
        with faults(self._path):
            return dict(self._db.execute("SELECT story, key FROM made"))

    def reuse_of(self, articles: Sequence[str]) -> list[Reuse]:
        """What any two of *articles* share, by id."""
        held = set(articles)
        with faults(self._path):
            found = [loads(Reuse, body) for b, body in self._in(articles, "SELECT story, body FROM links WHERE kind = 'reuse' AND id IN ({})") if b in held]
        return sorted(found, key=lambda r: (r.a, r.b))

    def replace(
        self, key: str, roots: Sequence[str] | None, made: Sequence[Made], *, reuse: Sequence[Reuse], without: Sequence[str], addresses: Sequence[tuple[str, str]], merge: Merge,
        entities: Sequence[Entity] | None = None,
    ) -> None:  # fmt: skip
        """Put *made* in place of what the stories *roots* of the archive were (`None`: of all), in one transaction, and let the links be of *key*.

        *reuse* is added, and what the articles *without* shared taken away. *addresses*: the articles that are related now for the first time. *merge* makes
        entities, unless all *entities* are given.
        """
        with faults(self._path), transaction(self._db):
            if roots is None:
                touched = None
                for statement in ("DELETE FROM links", "DELETE FROM made", "DELETE FROM part", "DELETE FROM version"):
                    self._db.execute(statement)
            else:
                touched = self._clear([s for s, in self._in(roots, "SELECT story FROM made WHERE root IN ({})")])
            for name in without:
                self._db.execute("DELETE FROM links WHERE kind = 'reuse' AND (id = ? OR story = ?)", (name, name))
            self._put(made)
            self._append("reuse", [(r.a, r.b, r) for r in reuse])
            self._db.executemany("INSERT OR REPLACE INTO version VALUES (?, ?)", addresses)
            if entities is not None:
                self._append("entities", [(e.id, None, e) for e in entities])
            else:
                self._merge(None if touched is None else sorted(touched | {k for m in made for k, _ in m.parts}), merge)
            self._db.execute("INSERT INTO meta VALUES ('links serial', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1")
            self._db.execute("INSERT OR REPLACE INTO meta SELECT 'links', ? || ' ' || value FROM meta WHERE key = 'links serial'", (key,))

    def _clear(self, stories: Sequence[str]) -> set[str]:
        """Take out stories; the keys of their parts."""
        keys = {k for k, in self._in(stories, "SELECT DISTINCT key FROM part WHERE story IN ({})")}
        for statement in ("DELETE FROM links WHERE kind = 'stories' AND id = ?", "DELETE FROM links WHERE kind = 'claims' AND story = ?",
                          "DELETE FROM made WHERE story = ?", "DELETE FROM part WHERE story = ?"):
            self._db.executemany(statement, [(s,) for s in stories])
        return keys

    def _put(self, made: Sequence[Made]) -> None:
        self._db.executemany("INSERT INTO made VALUES (?, ?, ?)", [(m.story.id, m.root, m.key) for m in made])
        self._db.executemany("INSERT INTO part VALUES (?, ?, ?, ?, ?)", [(m.story.id, n, k, min(m.story.articles), b) for m in made for n, (k, b) in enumerate(m.parts)])
        self._append("stories", [(m.story.id, None, m.story) for m in made])
        self._append("claims", [(c.id, c.story, c) for m in made for c in m.claims])

    def _merge(self, keys: Sequence[str] | None, merge: Merge) -> None:
        """The entities of all parts of *keys*, or of all, in place of those that are kept."""
        if keys is None:
            self._db.execute("DELETE FROM links WHERE kind = 'entities'")
            keys = [k for (k,) in self._db.execute("SELECT DISTINCT key FROM part ORDER BY key")]
        else:
            self._db.executemany("DELETE FROM links WHERE kind = 'entities' AND story = ?", [(k,) for k in keys])
        for key in keys:
            stories: dict[str, list[bytes]] = {}
            for story, body in self._db.execute("SELECT story, body FROM part WHERE key = ? ORDER BY first, story, place", (key,)):
                stories.setdefault(story, []).append(body)
            self._append("entities", [(e.id, key, e) for e in merge(list(stories.values()))])

    def _append(self, kind: str, links: Sequence[tuple[str, str | None, object]]) -> None:
        (last,) = self._db.execute("SELECT coalesce(max(place), -1) FROM links WHERE kind = ?", (kind,)).fetchone()
        rows = [(kind, last + n, name, story, dumps(link)) for n, (name, story, link) in enumerate(links, 1)]
        self._db.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?)", rows)

    def _in(self, values: Sequence[str], statement: str) -> Iterator[Any]:
        """The rows of *statement* for all *values*, some at a time."""
        for start in range(0, len(values), 900):
            some = values[start : start + 900]
            yield from self._db.execute(statement.format(",".join("?" * len(some))), some).fetchall()
