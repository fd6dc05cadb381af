"""What relates articles, story by story: what each story's links were made from, and replacing those of some stories alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corroborate.store.codec import dumps, loads
from corroborate.store.connection import faults, selected, transaction
from corroborate.types import Claim, Entity, Reuse, Story


@dataclass(frozen=True, slots=True)
class Made:
    """One story's links, as they are kept."""

    story: Story
    claims: tuple[Claim, ...]
    root: str  #: the story of the archive that it is, or is a part of
    key: str  #: stands for all that it was made from
    parts: tuple[tuple[str, bytes], ...]  #: who is who within it: the key of parts that may be one entity, and the part


KEYS = 300  #: whose entities are made in one transaction

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
        """Articles that no links were made of, by date and id."""
        query = "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM version) GROUP BY id ORDER BY min(coalesce(published, '9999')), id"
        with faults(self._path):
            return [a for (a,) in self._db.execute(query)]

    def dated(self) -> list[str]:
        """All articles, by date and id."""
        with faults(self._path):
            return [a for (a,) in self._db.execute("SELECT id FROM articles GROUP BY id ORDER BY min(coalesce(published, '9999')), id")]

    def none(self) -> bool:
        """Whether no article's links are made."""
        with faults(self._path):
            return self._db.execute("SELECT 1 FROM version LIMIT 1").fetchone() is None

    def restart(self) -> None:
        """Let no article's links be made; those that are stored stay until others are."""
        with faults(self._path), transaction(self._db):
            self._db.execute("DELETE FROM version")

    def sizes(self) -> list[tuple[str, int]]:
        """The stories in their order, by date and id, each with how many articles it has."""
        with faults(self._path):
            stories = (loads(Story, body) for (body,) in self._db.execute("SELECT body FROM links WHERE kind = 'stories'"))
            return [(i, n) for _, i, n in sorted((s.date or "", s.id, len(s.articles)) for s in stories)]

    def apart(self) -> list[str]:
        """Articles that are in no story: earlier versions of pages; by id."""
        with faults(self._path):
            told = {a for (body,) in self._db.execute("SELECT body FROM links WHERE kind = 'stories'") for a in loads(Story, body).articles}
            return [a for (a,) in self._db.execute("SELECT article FROM version ORDER BY article") if a not in told]

    def across(self) -> Iterator[Reuse]:
        """What articles of different stories share, by id."""
        with faults(self._path):
            stories = (loads(Story, body) for (body,) in self._db.execute("SELECT body FROM links WHERE kind = 'stories'"))
            story_of = {a: s.id for s in stories for a in s.articles}
            pairs = sorted((a, b, n) for a, b, n in self._db.execute("SELECT id, story, place FROM links WHERE kind = 'reuse'") if story_of.get(a) != story_of.get(b))
        for _, _, place in pairs:
            with faults(self._path):
                yield loads(Reuse, self._db.execute("SELECT body FROM links WHERE kind = 'reuse' AND place = ?", (place,)).fetchone()[0])

    def changed(self, most: int) -> tuple[list[list[str]], int]:
        """The articles of the first *most* addresses, in their order, that have several; and how many such addresses there are."""
        with faults(self._path):
            found = [a for (a,) in self._db.execute("SELECT address FROM version GROUP BY address HAVING count(*) > 1 ORDER BY address")]
        return [self.at([a]) for a in found[:most]], len(found)

    def at(self, addresses: Iterable[str]) -> list[str]:
        """Articles of these addresses that links were made of, by id."""
        with faults(self._path):
            return sorted({a for a, in selected(self._db, sorted(set(addresses)), "SELECT article FROM version WHERE address IN ({})")})

    def made(self, story: str) -> Made | None:
        """A story's links as they are kept."""
        with faults(self._path):
            row = self._db.execute("SELECT root, made.key, body FROM made JOIN links ON kind = 'stories' AND id = made.story WHERE made.story = ?", (story,)).fetchone()
            claims = self._db.execute("SELECT body FROM links WHERE kind = 'claims' AND story = ? ORDER BY +place", (story,)).fetchall()
            parts = self._db.execute("SELECT key, body FROM part WHERE story = ? ORDER BY place", (story,)).fetchall()
        return Made(loads(Story, row[2]), tuple(loads(Claim, c) for (c,) in claims), row[0], row[1], tuple(parts)) if row else None

    def of(self, roots: Sequence[str] | None) -> Iterator[Made]:
        """The stories, as they are kept, that the archive's stories *roots* are (`None`: all)."""
        with faults(self._path):
            found = selected(self._db, roots, "SELECT story FROM made WHERE root IN ({})") if roots is not None else self._db.execute("SELECT story FROM made").fetchall()
            names = sorted(s for s, in found)
        yield from (m for m in map(self.made, names) if m is not None)

    def stories(self, beginning: str = "") -> list[str]:
        """The ids of stories that begin so."""
        with faults(self._path):
            return [s for (s,) in self._db.execute("SELECT story FROM made WHERE substr(story, 1, ?) = ? ORDER BY story", (len(beginning), beginning))]

    def entities_of(self, stories: Sequence[str], articles: Sequence[str]) -> list[Entity]:
        """Who and what *articles*, those of *stories*, name."""
        held = set(articles)
        with faults(self._path):
            keys = sorted({k for k, in selected(self._db, stories, "SELECT DISTINCT key FROM part WHERE story IN ({})")})
            corrected = self._db.execute("SELECT body FROM links WHERE kind = 'entities' AND story IS NULL").fetchall()
            bodies = [body for (body,) in [*selected(self._db, keys, "SELECT body FROM links WHERE kind = 'entities' AND story IN ({})"), *corrected]]
        return [e for e in (loads(Entity, body) for body in bodies) if any(a in held for a, _ in e.referents)]

    def keys(self) -> dict[str, str]:
        """What every story's links were made from, by its id."""
        with faults(self._path):
            return dict(self._db.execute("SELECT story, key FROM made"))

    def reuse_of(self, articles: Sequence[str]) -> list[Reuse]:
        """What any two of *articles* share, by id."""
        held = set(articles)
        with faults(self._path):
            found = [loads(Reuse, body) for b, body in selected(self._db, articles, "SELECT story, body FROM links WHERE kind = 'reuse' AND id IN ({})") if b in held]
        return sorted(found, key=lambda r: (r.a, r.b))

    def replace(
        self, key: str | None, roots: Sequence[str] | None, made: Sequence[Made], *, reuse: Sequence[Reuse] = (), without: Sequence[str] = (),
        addresses: Sequence[tuple[str, str]] = (), entities: Sequence[Entity] | None = None,
    ) -> None:  # fmt: skip
        """Put *made* in place of what the stories *roots* of the archive were (`None`: of all), in one transaction, and let the links be of *key*, where it is given.

        *reuse* is added, and what the articles *without* shared taken away. *addresses*: the articles that are related now for the first time. Entities are
        made by `merge` after it, unless all *entities* are given.
        """
        with faults(self._path), transaction(self._db):
            if roots is None:
                touched = set[str]()
                for name in ("links", "made", "part", "version", "unmerged"):
                    self._db.execute(f"DELETE FROM {name}")
            else:
                touched = self._clear([s for s, in selected(self._db, roots, "SELECT story FROM made WHERE root IN ({})")])
            for name in without:
                self._db.execute("DELETE FROM links WHERE kind = 'reuse' AND (id = ? OR story = ?)", (name, name))
            self._put(made)
            self._append("reuse", [(r.a, r.b, r) for r in reuse])
            self._db.executemany("INSERT OR REPLACE INTO version VALUES (?, ?)", addresses)
            if entities is not None:
                self._append("entities", [(e.id, None, e) for e in entities])
            else:
                self._db.executemany("INSERT OR IGNORE INTO unmerged VALUES (?)", [(k,) for k in sorted(touched | {k for m in made for k, _ in m.parts})])
            self._count(key)

    def merge(self, merge: Merge) -> None:
        """Make the entities of all keys whose parts changed. Some at a time: what was begun and not ended is ended by the next."""
        while True:
            with faults(self._path), transaction(self._db):
                keys = [k for (k,) in self._db.execute("SELECT key FROM unmerged ORDER BY key LIMIT ?", (KEYS,))]
                if not keys:
                    return
                self._merge(keys, merge)
                self._db.executemany("DELETE FROM unmerged WHERE key = ?", [(k,) for k in keys])
                self._count(None)

    def _count(self, key: str | None) -> None:
        """The links are others from here on, and of *key*, where it is given; else still of what they were."""
        self._db.execute("INSERT INTO meta VALUES ('links serial', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1")
        was = self._db.execute("SELECT value FROM meta WHERE key = 'links'").fetchone()
        of = key if key is not None else was[0].split(" ")[0] if was else ""
        self._db.execute("INSERT OR REPLACE INTO meta SELECT 'links', ? || ' ' || value FROM meta WHERE key = 'links serial'", (of,))

    def _clear(self, stories: Sequence[str]) -> set[str]:
        """Take out stories; the keys of their parts."""
        keys = {k for k, in selected(self._db, stories, "SELECT DISTINCT key FROM part WHERE story IN ({})")}
        for statement in ("DELETE FROM links WHERE kind = 'stories' AND id = ?", "DELETE FROM links WHERE kind = 'claims' AND story = ?",
                          "DELETE FROM made WHERE story = ?", "DELETE FROM part WHERE story = ?"):
            self._db.executemany(statement, [(s,) for s in stories])
        return keys

    def _put(self, made: Sequence[Made]) -> None:
        self._db.executemany("INSERT INTO made VALUES (?, ?, ?)", [(m.story.id, m.root, m.key) for m in made])
        self._db.executemany("INSERT INTO part VALUES (?, ?, ?, ?, ?)", [(m.story.id, n, k, min(m.story.articles), b) for m in made for n, (k, b) in enumerate(m.parts)])
        self._append("stories", [(m.story.id, None, m.story) for m in made])
        self._append("claims", [(c.id, c.story, c) for m in made for c in m.claims])

    def _merge(self, keys: Sequence[str], merge: Merge) -> None:
        """The entities of all parts of *keys* in place of those that are kept."""
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
