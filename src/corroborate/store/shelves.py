"""What the desk asks the catalogue: stories, people and bodies, outlets, articles, in pages of a list."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corroborate.store.catalogue import Catalogue
from corroborate.store.connection import faults, selected, transaction
from corroborate.types import Article, Claim, Entity, Findings, Links, Reuse, Story


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which stories to list; a field that is empty does not count."""

    outlet: str = ""
    person: str = ""  #: an entity's id, or part of a name
    place: str = ""  #: the same for places and countries
    verdict: str = ""  #: at least one claim of it
    origins: int = 0  #: at least so many
    since: str = ""  #: ISO date
    until: str = ""
    title: str = ""  #: part of the title
    order: str = "newest"  #: or "disputed": most disputed first
    alone: bool = False  #: also stories told by one article


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story in a list."""

    id: str
    title: str
    day: str
    articles: int
    origins: int
    disputed: int
    varied: int
    agreed: int
    single: int
    version: str


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A person or body in a list."""

    id: str
    name: str
    type: str
    articles: int
    said: int


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation of somebody, with the claim it is an account of, where it is one."""

    article: str
    start: int
    end: int
    number: int
    day: str
    outlet: str | None
    story: str | None
    claim: str | None
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did to somebody, counted over articles; with one place that tells it."""

    type: str
    other: str | None  #: entity id
    name: str
    count: int
    article: str
    start: int
    end: int
    does: bool  #: whether it is the one asked about who does it


class Shelves(Catalogue):
    """A `Catalogue` to read from. Use it from one thread."""

    # ------------------------------------------------------------------------------------------------------------- stories

    def version(self, story: str) -> str | None:
        """What changes whenever anything of a story changes; `None` when there is no such story."""
        row = self._db.execute("SELECT version FROM story_row WHERE id = ?", (story,)).fetchone()
        return str(row[0]) if row else None

    def page(self, story: str, version: str) -> bytes | None:
        """The finished page of a story, as `keep_pages` kept it; `None` where it is of another version."""
        with faults(self.path):
            row = self._db.execute("SELECT body FROM finished WHERE story = ? AND version = ?", (story, version)).fetchone()
        return bytes(row[0]) if row else None

    def keep_pages(self, pages: Sequence[tuple[str, str, bytes]]) -> None:
        """Keep finished pages: (story, version, page)."""
        with faults(self.path), transaction(self._db):
            self._db.executemany("INSERT OR REPLACE INTO finished SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM story_row WHERE id = ?)", [(*p, p[0]) for p in pages])

    def unfinished(self, look: str, limit: int) -> list[tuple[str, str]]:
        """The newest stories without a finished page of their version and this *look*: (id, version)."""
        query = (
            "SELECT id, story_row.version FROM story_row LEFT JOIN finished ON story = id WHERE articles > 1"
            " AND coalesce(finished.version, '') NOT LIKE story_row.version || ' % ' || ? ORDER BY day DESC, id DESC LIMIT ?"
        )
        with faults(self.path):
            return [(i, v) for i, v in self._db.execute(query, (look, limit))]

    def stories(self, wanted: StoryFilter, after: str | None = None, limit: int = 30) -> tuple[list[StoryRow], str | None]:
        """A page of stories, and where the next one begins. *after*: as it was given. Raises `ValueError` for another one."""
        where, values = _where(wanted)
        keys = ("day", "id") if wanted.order == "newest" else ("disputed", "day", "id")
        if after:
            where.append(f"({', '.join(keys)}) < ({', '.join('?' * len(keys))})")
            values += cursor(after, len(keys))
        query = f"SELECT * FROM story_row WHERE {' AND '.join(where) or '1'} ORDER BY {', '.join(f'{k} DESC' for k in keys)} LIMIT ?"
        with faults(self.path):
            rows = [StoryRow(*row) for row in self._db.execute(query, (*values, limit + 1))]
        more = rows[limit - 1] if len(rows) > limit else None
        return rows[:limit], as_cursor([getattr(more, k) for k in keys]) if more else None

    def coverage(self, stories: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """By story: day and outlet of each article, earliest first."""
        out: dict[str, list[tuple[str, str]]] = {s: [] for s in stories}
        rows = selected(
            self._db, stories,
            "SELECT DISTINCT story, substr(coalesce(published, ''), 1, 10), coalesce(outlet, ''), article FROM story_article JOIN articles ON articles.id = article"
            " WHERE story IN ({}) ORDER BY story, published, outlet",
        )
        for story, day, outlet, _ in rows:
            out[story].append((day, outlet))
        return out

    def story(self, id_: str) -> tuple[Story, Links] | None:
        """A story and all links of its articles: its claims, who is who, shared text."""
        with faults(self.path):
            row = self._db.execute("SELECT body FROM links WHERE kind = 'stories' AND id = ?", (id_,)).fetchone()
            claims = self._db.execute("SELECT body FROM links WHERE kind = 'claims' AND story = ? ORDER BY +place", (id_,)).fetchall()
        if row is None:
            return None
        story = self._read(Story, row[0])
        links = Links(self.reuse(story.articles), (story,), self.entities_of(story.articles), tuple(self._read(Claim, body) for (body,) in claims))
        return story, links

    def titles(self, stories: Sequence[str]) -> dict[str, str]:
        """The titles of stories by id."""
        return dict(selected(self._db, stories, "SELECT id, title FROM story_row WHERE id IN ({})"))

    def story_ids(self, articles: Sequence[str]) -> list[str]:
        """The stories of articles."""
        return sorted({s for s, in selected(self._db, articles, "SELECT story FROM story_article WHERE article IN ({})")})

    def ids_of(self, hashes: Sequence[str]) -> list[str]:
        """The articles with these hashes of their original bytes."""
        return sorted({a for a, in selected(self._db, hashes, "SELECT article FROM seen WHERE sha256 IN ({})")})

    def reuse(self, articles: Sequence[str]) -> tuple[Reuse, ...]:
        """Shared text between any two of *articles*."""
        held = set(articles)
        pairs = selected(self._db, articles, "SELECT a, b, place FROM reuse_pair WHERE a IN ({})")
        places = sorted(int(place) for _, b, place in pairs if b in held)
        bodies = selected(self._db, [str(p) for p in places], "SELECT body, place FROM links WHERE kind = 'reuse' AND place IN ({}) ORDER BY place")
        return tuple(self._read(Reuse, body) for body, _ in bodies)

    def entities_of(self, articles: Sequence[str]) -> tuple[Entity, ...]:
        """Who and what *articles* name."""
        ids = sorted({e for e, in selected(self._db, articles, "SELECT entity FROM entity_referent WHERE article IN ({})")})
        found = selected(self._db, ids, "SELECT body, place FROM links WHERE kind = 'entities' AND id IN ({})")
        return tuple(self._read(Entity, body) for body, _ in sorted(found, key=lambda row: row[1]))

    # ---------------------------------------------------------------------------------------------------- people and bodies

    def entity(self, id_: str) -> Entity | None:
        with faults(self.path):
            row = self._db.execute("SELECT body FROM links WHERE kind = 'entities' AND id = ?", (id_,)).fetchone()
        return self._read(Entity, row[0]) if row else None

    def entities_named(self, name: str) -> tuple[Entity, ...]:
        """Those who are called just so."""
        with faults(self.path):
            rows = self._db.execute("SELECT body FROM links WHERE kind = 'entities' AND id IN (SELECT id FROM entity_row WHERE name = ?) ORDER BY place", (name,)).fetchall()
        return tuple(self._read(Entity, body) for (body,) in rows)

    def entities(self, types: Sequence[str], name: str = "", after: str | None = None, limit: int = 50) -> tuple[list[EntityRow], str | None]:
        """A page of entities, those who are quoted most first."""
        where, values = [f"type IN ({', '.join('?' * len(types))})"], list[Any](types)
        if name:
            where.append("name LIKE ? ESCAPE '\\'")
            values.append(_like(name))
        if after:
            where.append("(said, articles, id) < (?, ?, ?)")
            values += cursor(after, 3)
        query = f"SELECT * FROM entity_row WHERE {' AND '.join(where)} ORDER BY said DESC, articles DESC, id DESC LIMIT ?"
        with faults(self.path):
            rows = [EntityRow(*row) for row in self._db.execute(query, (*values, limit + 1))]
        more = rows[limit - 1] if len(rows) > limit else None
        return rows[:limit], as_cursor([more.said, more.articles, more.id]) if more else None

    def said(self, entity: str, after: str | None = None, limit: int = 100) -> tuple[list[Said], str | None]:
        """Quotations of somebody, latest first."""
        values: list[Any] = [entity, *(cursor(after, 3) if after else ("\uffff", "", 0))]
        query = (
            "SELECT p.article, p.start, p.end, p.number, coalesce(p.day, ''), p.outlet,"
            " (SELECT story FROM account a WHERE a.article = p.article AND a.quotation = p.number ORDER BY verdict = 'disputed' DESC, rowid LIMIT 1),"
            " (SELECT claim FROM account a WHERE a.article = p.article AND a.quotation = p.number ORDER BY verdict = 'disputed' DESC, rowid LIMIT 1),"
            " (SELECT verdict FROM account a WHERE a.article = p.article AND a.quotation = p.number ORDER BY verdict = 'disputed' DESC, rowid LIMIT 1)"
            " FROM entity_referent r JOIN passage p ON p.article = r.article AND p.referent = r.referent AND p.kind = 'quotation'"
            " WHERE r.entity = ? AND (coalesce(p.day, ''), p.article, p.start) < (?, ?, ?) ORDER BY coalesce(p.day, '') DESC, p.article DESC, p.start DESC LIMIT ?"
        )
        with faults(self.path):
            rows = [Said(*row) for row in self._db.execute(query, (*values, limit + 1))]
        more = rows[limit - 1] if len(rows) > limit else None
        return rows[:limit], as_cursor([more.day, more.article, more.start]) if more else None

    def quoting(self, entity: str) -> list[tuple[str, int]]:
        """Which outlets quote somebody, and how often."""
        query = (
            "SELECT coalesce(outlet, ''), count(*) FROM entity_referent r JOIN passage p ON p.article = r.article AND p.referent = r.referent AND p.kind = 'quotation'"
            " WHERE r.entity = ? GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        with faults(self.path):
            return [(o, n) for o, n in self._db.execute(query, (entity,))]

    def stories_of(self, entity: str, limit: int = 40) -> list[StoryRow]:
        """Stories that name somebody, newest first."""
        query = (
            "SELECT * FROM story_row WHERE id IN (SELECT story FROM story_article JOIN entity_referent USING (article) WHERE entity = ?) ORDER BY day DESC, id DESC LIMIT ?"
        )
        with faults(self.path):
            return [StoryRow(*row) for row in self._db.execute(query, (entity, limit))]

    def acts(self, entity: str) -> list[Act]:
        """What somebody did to others and others to them, the commonest first."""
        out: list[Act] = []
        for does, own, theirs in ((True, "actor", "recipient"), (False, "recipient", "actor")):
            query = (
                f"SELECT a.type, o.entity, coalesce(e.name, a.{theirs}_name), count(DISTINCT a.article || ' ' || a.number), min(a.article), a.start, a.end"
                f" FROM entity_referent r JOIN act a ON a.article = r.article AND a.{own} = r.referent"
                f" LEFT JOIN entity_referent o ON o.article = a.article AND o.referent = a.{theirs} LEFT JOIN entity_row e ON e.id = o.entity"
                f" WHERE r.entity = ? AND a.status != 'denied' AND a.{theirs}_name != '' AND coalesce(o.entity, '') != r.entity GROUP BY 1, 2, 3 ORDER BY 4 DESC, 3 LIMIT 200"
            )
            with faults(self.path):
                out += [Act(*(*row, does)) for row in self._db.execute(query, (entity,))]
        return out

    # ------------------------------------------------------------------------------------------------------------- outlets

    def outlets(self) -> list[tuple[str, int, int, int, int]]:
        """Of each outlet: its name, articles, stories, articles whose text another outlet carries too, and claims that rest on it alone."""
        query = (
            "SELECT outlet, count(DISTINCT article), count(DISTINCT story), sum(carriers > 1),"
            " (SELECT count(DISTINCT claim) FROM account c JOIN articles x ON x.id = c.article WHERE x.outlet = o.outlet AND c.verdict = 'single')"
            " FROM (SELECT DISTINCT outlet, article, story, carriers FROM story_article JOIN articles ON articles.id = article WHERE outlet IS NOT NULL) o"
            " GROUP BY outlet ORDER BY 2 DESC, 1"
        )
        with faults(self.path):
            return [(o, a, s, c, n) for o, a, s, c, n in self._db.execute(query)]

    def outlet(self, name: str) -> dict[str, list[tuple[Any, ...]]]:
        """What an outlet carries, credits, and is credited for: rows of counts, each with one article where it can be seen."""
        queries = {
            "stories": "SELECT r.id, r.title, r.day, count(DISTINCT a.id), r.disputed FROM articles a JOIN story_article s ON s.article = a.id JOIN story_row r ON r.id = s.story"
            " WHERE a.outlet = ? GROUP BY r.id ORDER BY r.day DESC, r.id LIMIT 60",
            "carries": "SELECT coalesce(s.origin, 'not named'), count(DISTINCT a.id), min(s.story) FROM articles a JOIN story_article s ON s.article = a.id"
            " WHERE a.outlet = ? AND (s.carriers > 1 OR s.origin IS NOT NULL) AND coalesce(s.origin, '') != a.outlet GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 40",
            "credits": "SELECT c.name, count(DISTINCT a.id), min(a.id), c.start, c.end FROM articles a JOIN credited c ON c.article = a.id"
            " WHERE a.outlet = ? AND c.name != a.outlet GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 40",
            "credited by": "SELECT coalesce(a.outlet, ''), count(DISTINCT a.id), min(a.id), c.start, c.end FROM credited c JOIN articles a ON a.id = c.article"
            " WHERE c.name = ? AND coalesce(a.outlet, '') != c.name GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 40",
            "alone": "SELECT c.claim, c.story, min(c.article), c.start, c.end FROM account c JOIN articles a ON a.id = c.article"
            " WHERE a.outlet = ? AND c.verdict = 'single' GROUP BY c.claim ORDER BY max(a.published) DESC, c.claim LIMIT 30",
        }
        with faults(self.path):
            return {key: self._db.execute(query, (name,)).fetchall() for key, query in queries.items()}

    def outlet_names(self) -> list[str]:
        """All outlets, the busiest first, 400 at most."""
        with faults(self.path):
            return [o for (o,) in self._db.execute("SELECT outlet FROM articles WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT 400")]

    def counts(self) -> tuple[int, int]:
        """Articles and stories."""
        with faults(self.path):
            row = self._db.execute("SELECT (SELECT count(DISTINCT article) FROM seen), (SELECT count(*) FROM story_row)").fetchone()
        return int(row[0]), int(row[1])

    def stamp(self) -> str:
        """What changes whenever the catalogue or the links do."""
        with faults(self.path):
            return f"{self._meta('catalogue')} {self._meta('links')} {self._db.execute('SELECT count(*), max(id) FROM changes').fetchone()}"

    def data_version(self) -> int:
        """What changes whenever another connection has changed the database."""
        with faults(self.path):
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def article_facts(self, ids: Sequence[str]) -> dict[str, tuple[str, str, str]]:
        """By article: title, outlet, day."""
        rows = selected(
            self._db, list(ids), "SELECT id, coalesce(title, ''), coalesce(outlet, ''), substr(coalesce(published, ''), 1, 10) FROM articles WHERE id IN ({}) ORDER BY page DESC"
        )
        return {i: (title, outlet, day) for i, title, outlet, day in rows}

    def article(self, id_: str) -> tuple[Article, Findings] | None:
        """One article with its findings as they were made."""
        return next(iter(self.articles([id_])), None)


def _where(wanted: StoryFilter) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []

    def also(clause: str, *given: Any) -> None:
        where.append(clause)
        values.extend(given)

    if not wanted.alone:
        also("articles > 1")
    if wanted.outlet:
        also("id IN (SELECT story FROM story_article JOIN articles ON articles.id = article WHERE outlet = ?)", wanted.outlet)
    for name, types in ((wanted.person, "'person', 'organization', 'group'"), (wanted.place, "'place', 'country'")):
        if name:
            also(
                "id IN (SELECT story FROM story_article JOIN entity_referent USING (article) WHERE entity IN"
                f" (SELECT id FROM entity_row WHERE id = ? OR (type IN ({types}) AND name LIKE ? ESCAPE '\\') LIMIT 300))", name, _like(name),
            )
    if wanted.verdict in ("disputed", "varied", "agreed", "single"):
        also(f"{wanted.verdict} > 0")
    if wanted.origins:
        also("origins >= ?", wanted.origins)
    if wanted.since:
        also("day >= ?", wanted.since)
    if wanted.until:
        also("day <= ? AND day != ''", wanted.until + "\uffff")
    if wanted.title:
        also("title LIKE ? ESCAPE '\\'", _like(wanted.title))
    return where, values


def _like(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def as_cursor(values: Sequence[Any]) -> str:
    """Where a page of a list ends, to go on from."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def cursor(text: str, length: int) -> list[Any]:
    """The values of `as_cursor`. Raises `ValueError` for anything else."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
    except (ValueError, UnicodeError) as error:
        raise ValueError("not a cursor") from error
    if not isinstance(values, list) or len(values) != length or not all(isinstance(v, str) or (type(v) is int and abs(v) < 2**62) for v in values):
        raise ValueError("not a cursor")
    return values
