"""The catalogue: articles and links arranged for looking up by story, person, outlet and word. Only what changed is arranged anew."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from corroborate.store.codec import dumps
from corroborate.store.connection import faults, selected, transaction
from corroborate.store.sqlite import Store
from corroborate.text.spans import Span, gaps
from corroborate.types import Article, Claim, Entity, Findings, Reuse, Story

LAYOUT = "3"  #: of the catalogue's tables; another one is made anew
TOGETHER = 100  #: pages in one transaction: others who write wait no longer than that takes
_TABLES = ("seen", "passage", "words", "act", "credited", "story_row", "story_article", "account", "entity_row", "entity_referent", "reuse_pair", "finished")


@dataclass(frozen=True, slots=True)
class Corrections:
    """What people decided, as the catalogue needs it."""

    apply: Callable[[Sequence[Article], Sequence[Findings]], Sequence[Findings]] = lambda articles, findings: findings  #: corrected findings of articles that run parallel
    stamps: Mapping[str, str] = field(default_factory=dict)  #: by `Article.sha256`: stands for the decisions about its words
    digest: str = ""  #: stands for all decisions


class Catalogue(Store):
    """A `Store` that keeps a catalogue. Use it from one thread."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path)
        with faults(path):
            self._db.execute("PRAGMA secure_delete = ON")  # what is forgotten must not be left in free pages

    def prepare(self) -> None:
        """Make the catalogue's tables where they are missing or of another layout."""
        with faults(self.path), transaction(self._db):
            if self._meta("catalogue layout") == LAYOUT:
                return
            for table in _TABLES:
                self._db.execute(f"DROP TABLE IF EXISTS {table}")
            script = (files("corroborate.store") / "catalogue.sql").read_text(encoding="utf-8")
            for statement in filter(str.strip, script.split(";\n")):
                self._db.execute(statement)
            if sqlite3.sqlite_version_info >= (3, 42):
                self._db.execute("INSERT INTO words (words, rank) VALUES ('secure-delete', 1)")
            self._set_meta("catalogue layout", LAYOUT)
            self._set_meta("catalogue", "")

    def refresh(self, corrections: Corrections) -> bool:
        """Bring the catalogue up to what is stored; whether anything had changed."""
        pages = self._unseen(corrections)
        for start in range(0, len(pages), TOGETHER):
            with faults(self.path), transaction(self._db):
                for page, stamp in pages[start : start + TOGETHER]:
                    self._see(page, stamp, corrections)
        with faults(self.path), transaction(self._db):
            key = f"{self._meta('links')} {self._meta('links made')} {corrections.digest}"
            if not pages and self._meta("catalogue") == key:
                return False
            self._arrange_all()
            self._set_meta("catalogue", key)
        return True

    def settle(self) -> None:
        """Write what the log beside the file holds into it, and empty the log: nothing that was forgotten stays there."""
        with faults(self.path):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def replace_links(self, gone: Sequence[str], stories: Sequence[Story], entities: Sequence[Entity], claims: Sequence[Claim], corrections: Corrections) -> None:
        """Put *stories* with their *claims* in place of the stories *gone*, and *entities* in place of those that the same articles named.

        Until everything is related anew (`Relations.replace`), these are the links.
        """
        articles = sorted({a for s in stories for a in s.articles})
        with faults(self.path), transaction(self._db):
            for page, stamp in self._unseen(corrections, articles):
                self._see(page, stamp, corrections)
            old = sorted({e for e, in selected(self._db, articles, "SELECT DISTINCT entity FROM entity_referent WHERE article IN ({})")} | {e.id for e in entities})
            for kind, column, values in (("stories", "id", gone), ("claims", "story", gone), ("entities", "id", old)):
                self._db.executemany(f"DELETE FROM links WHERE kind = ? AND {column} = ?", [(kind, v) for v in values])
            self._append("stories", stories)
            self._append("claims", claims)
            self._append("entities", entities)
            self._clear_stories(gone)
            self._clear_entities(old)
            self._arrange_entities(entities)
            self._arrange_stories(stories, claims, self._entity_marks(entities))
            self._set_meta("links", "")  # so that the next whole analysis relates anew
            self._set_meta("links made", corrections.digest)
            self._set_meta("catalogue", f" {corrections.digest} {corrections.digest}")

    def _meta(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # ------------------------------------------------------------------------------------------------------------ articles

    def _unseen(self, corrections: Corrections, articles: Sequence[str] | None = None) -> list[tuple[int, str]]:
        """Pages that are not in the catalogue as they are now, each with its stamp; those that are gone are taken out on the way."""
        with faults(self.path):
            rows = self._db.execute(
                "SELECT articles.page, fingerprint, sha256, stamp, articles.id FROM articles JOIN pages ON pages.id = articles.page LEFT JOIN seen ON seen.page = articles.page"
            ).fetchall()
            gone = [p for (p,) in self._db.execute("SELECT page FROM seen WHERE page NOT IN (SELECT page FROM articles)")] if articles is None else []
        if gone:
            with faults(self.path), transaction(self._db):
                for page in gone:
                    self._db.execute("UPDATE seen SET stamp = '' WHERE article IN (SELECT article FROM seen WHERE page = ?)", (page,))
                    self._unsee(page)
            return self._unseen(corrections)
        rows = rows if articles is None else [row for row in rows if row[4] in articles]
        stamped = [(page, f"{fingerprint} {corrections.stamps.get(sha256 or '', '')}", stamp) for page, fingerprint, sha256, stamp, _ in rows]
        return [(page, now) for page, now, stamp in stamped if now != stamp]

    def _unsee(self, page: int) -> None:
        self._db.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM passage WHERE page = ?)", (page,))
        for table in ("passage", "act", "credited", "seen"):
            self._db.execute(f"DELETE FROM {table} WHERE page = ?", (page,))

    def _see(self, page: int, stamp: str, corrections: Corrections) -> None:
        """Put one page's article, its quotations, events and credits into the catalogue."""
        self._unsee(page)
        row = self._db.execute(
            "SELECT articles.body, findings.body, originals.body FROM articles JOIN findings USING (page) JOIN pages ON pages.id = articles.page"
            " JOIN originals ON hash = original WHERE articles.page = ?", (page,)
        ).fetchone()
        article = self._article(row[0], row[2])
        found = corrections.apply([article], [self._read(Findings, row[1])])[0]
        fingerprint, _, _ = stamp.partition(" ")
        self._db.execute("INSERT INTO seen VALUES (?, ?, ?, ?)", (page, article.id, article.sha256, f"{fingerprint} {corrections.stamps.get(article.sha256, '')}"))
        if self._db.execute("SELECT 1 FROM seen WHERE article = ? AND page != ?", (article.id, page)).fetchone():
            return  # two pages that are one article: once is enough
        self._passage(article, page, None, "article", Span(0, len(article.text)), blanked(article))
        for number, q in enumerate(found.quotations):
            self._passage(article, page, None, "quotation", q.span, article[q.span], number, q.speaker.referent, q.speaker.name)
        self._acts(page, found)
        credits = [(page, article.id, column(c.name), c.role, c.span.start, c.span.end) for c in found.credits if c.role not in ("own", "photo")]
        self._db.executemany("INSERT INTO credited VALUES (?, ?, ?, ?, ?, ?)", credits)

    def _passage(
        self, article: Article, page: int | None, story: str | None, kind: str, span: Span, text: str, number: int | None = None, referent: int | None = None,
        speaker: str | None = None, claim: str | None = None,
    ) -> None:  # fmt: skip
        outlet = column(article.outlet.name if article.outlet else None)
        facts = (page, story, kind, article.id, span.start, span.end, number, referent, claim, day_of(article), outlet, column(speaker))
        cursor = self._db.execute(f"INSERT INTO passage VALUES (NULL, {', '.join('?' * len(facts))})", facts)
        self._db.execute("INSERT INTO words (rowid, text, speaker, outlet) VALUES (?, ?, ?, ?)", (cursor.lastrowid, column(text), column(speaker or ""), outlet or ""))

    def _acts(self, page: int, found: Findings) -> None:
        rows = []
        for number, event in enumerate(found.events):
            parties = [(a, r) for a in (event.actor or ((None, None, ""),)) for r in (event.recipient or ((None, None, ""),))]
            rows += [
                (page, found.article, number, event.span.start, event.span.end, event.type, event.status, event.date, a[1], column(a[2]), r[1], column(r[2])) for a, r in parties
            ]
        self._db.executemany(f"INSERT INTO act VALUES ({', '.join('?' * 12)})", rows)

    # --------------------------------------------------------------------------------------------------------------- links

    def _arrange_all(self) -> None:
        """All links anew; stories that are as they were keep their rows and passages."""
        self._db.execute("DELETE FROM entity_row")
        self._db.execute("DELETE FROM entity_referent")
        self._db.execute("DELETE FROM reuse_pair")
        entities = [self._read(Entity, body) for (body,) in self._db.execute("SELECT body FROM links WHERE kind = 'entities' ORDER BY place")]
        self._arrange_entities(entities)
        pairs = ((r.a, r.b, place) for place, body in self._db.execute("SELECT place, body FROM links WHERE kind = 'reuse'").fetchall() for r in [self._read(Reuse, body)])
        self._db.executemany("INSERT OR REPLACE INTO reuse_pair VALUES (?, ?, ?)", pairs)
        stories = [self._read(Story, body) for (body,) in self._db.execute("SELECT body FROM links WHERE kind = 'stories' ORDER BY place")]
        claims = [self._read(Claim, body) for (body,) in self._db.execute("SELECT body FROM links WHERE kind = 'claims' ORDER BY place")]
        known = {s.id for s in stories}
        self._clear_stories([i for (i,) in self._db.execute("SELECT id FROM story_row").fetchall() if i not in known])
        self._arrange_stories(stories, claims, self._entity_marks(entities))

    def _append(self, kind: str, links: Iterable[Story | Claim | Entity]) -> None:
        (last,) = self._db.execute("SELECT coalesce(max(place), -1) FROM links WHERE kind = ?", (kind,)).fetchone()
        rows = [(kind, last + n, link.id, getattr(link, "story", None), dumps(link)) for n, link in enumerate(links, 1)]
        self._db.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?)", rows)

    def _clear_entities(self, ids: Sequence[str]) -> None:
        self._db.executemany("DELETE FROM entity_row WHERE id = ?", [(i,) for i in ids])
        self._db.executemany("DELETE FROM entity_referent WHERE entity = ?", [(i,) for i in ids])

    def _clear_stories(self, ids: Sequence[str]) -> None:
        for id_ in ids:
            self._db.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM passage WHERE story = ?)", (id_,))
            for table, name in (("passage", "story"), ("story_article", "story"), ("account", "story"), ("finished", "story"), ("story_row", "id")):
                self._db.execute(f"DELETE FROM {table} WHERE {name} = ?", (id_,))

    def _arrange_entities(self, entities: Sequence[Entity]) -> None:
        referents = [(a, r, e.id) for e in entities for a, r in e.referents]
        self._db.executemany("INSERT OR REPLACE INTO entity_referent VALUES (?, ?, ?)", referents)
        said = self._db.execute(
            "SELECT entity, count(*) FROM entity_referent JOIN passage ON passage.article = entity_referent.article AND passage.referent = entity_referent.referent"
            " AND passage.kind = 'quotation' GROUP BY entity"
        )
        count = dict(said.fetchall())
        rows = [(e.id, column(e.name), e.type, len({a for a, _ in e.referents}), count.get(e.id, 0)) for e in entities]
        self._db.executemany("INSERT OR REPLACE INTO entity_row VALUES (?, ?, ?, ?, ?)", rows)

    def _entity_marks(self, entities: Sequence[Entity]) -> dict[str, list[str]]:
        """By article: what its entities are called, so that a story whose names changed is another version."""
        marks: dict[str, list[str]] = defaultdict(list)
        for entity in entities:
            for article in {a for a, _ in entity.referents}:
                marks[article].append(f"{entity.id} {entity.name} {entity.aliases}")
        return marks

    def _arrange_stories(self, stories: Sequence[Story], claims: Sequence[Claim], marks: Mapping[str, list[str]]) -> None:
        held: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            held[claim.story].append(claim)
        was = dict(self._db.execute("SELECT id, version FROM story_row").fetchall())
        stamps = selected(self._db, sorted({a for s in stories for a in s.articles}), "SELECT article, stamp FROM seen WHERE article IN ({}) ORDER BY page")
        stamp_of: dict[str, str] = {}
        for article, stamp in stamps:
            stamp_of[article] = f"{stamp_of.get(article, '')} {stamp}"
        for story in stories:
            version = _version(story, held[story.id], [*(m for a in story.articles for m in sorted(marks.get(a, ()))), *(stamp_of.get(a, "") for a in story.articles)])
            if was.get(story.id) != version:
                self._clear_stories([story.id])
                self._arrange_story(story, held[story.id], version)

    def _arrange_story(self, story: Story, claims: Sequence[Claim], version: str) -> None:
        origins = {a: (o.name, len(o.articles)) for o in story.origins for a in o.articles}
        self._db.executemany("INSERT INTO story_article VALUES (?, ?, ?, ?)", [(story.id, a, *origins.get(a, (None, 1))) for a in dict.fromkeys(story.articles)])
        verdicts = Counter(c.verdict for c in claims)
        counts = [verdicts[v] for v in ("disputed", "varied", "agreed", "single")]
        articles = {a.id: a for a, _ in self.articles(story.articles)}
        day = max([day_of(a) for a in articles.values()], default="") or (story.date or "")[:10]
        self._db.execute(f"INSERT INTO story_row VALUES ({', '.join('?' * 10)})", (story.id, column(story.title), day, len(articles), len(story.origins), *counts, version))
        accounts = [(story.id, c.id, c.kind, c.verdict, n, a.article, a.span.start, a.span.end, a.quotation) for c in claims for n, a in enumerate(c.accounts)]
        self._db.executemany("INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", accounts)
        for claim in claims:
            first = claim.accounts[0]
            if first.article in articles and len({a.article for a in claim.accounts}) > 1:
                article = articles[first.article]
                text = " / ".join(dict.fromkeys([article[first.span], *(a.value or "" for a in claim.accounts)])).strip(" /")
                self._passage(article, None, story.id, "claim", first.span, text, speaker=first.speaker, claim=claim.id)


def _version(story: Story, claims: Sequence[Claim], more: Iterable[str]) -> str:
    digest = hashlib.sha256(repr((LAYOUT, story, claims)).encode("utf-8", "surrogatepass"))
    for part in more:
        digest.update(part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:20]


def blanked(article: Article) -> str:
    """Title and body of an article, all else as blanks: offsets stay those of its text."""
    kept = sorted([*article.body, *([article.title.span] if article.title and article.title.span else [])])
    text = list(article.text)
    for gap in gaps(kept, Span(0, len(text))):
        text[gap.start : gap.end] = " " * len(gap)
    return "".join(text)


def day_of(article: Article) -> str:
    """The day an article is sorted by (ISO 8601, maybe cut); empty where none is known."""
    return (article.published.value if article.published else article.date or "")[:10]


def column(text: str | None) -> str | None:
    """*text* as SQLite takes it: half a character escaped."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode("utf-8")
