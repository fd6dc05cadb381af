"""The store: originals by content, the articles and findings made from them, what was rejected, and the links between articles.

Every `put` is one transaction: when it returns, its article is safe, whatever happens to the process. Findings carry the *fingerprint* of the program
that made them; `stale` gives the pages to read again when it has changed.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from corroborate.errors import StoreError
from corroborate.store.codec import dumps, loads
from corroborate.store.connection import connect, faults, selected, transaction
from corroborate.store.index import Dated, Index
from corroborate.store.records import Records
from corroborate.store.relations import Relations
from corroborate.types import Article, Findings, Links, Page, Rejected

T = TypeVar("T")
S = TypeVar("S", bound=Dated)

INTERNAL = "internal error"  #: a rejection that begins so is the program's fault: such a page is read again on the next run
_LINKS: dict[str, Any] = {kind: get_args(hint)[0] for kind, hint in get_type_hints(Links).items()}  #: "stories": Story, …


@dataclass(frozen=True, slots=True)
class _Kept:
    """An article without the text that its original holds."""

    article: Article
    text: bool  #: the article's text is the original
    html: bool  #: the article's HTML is the original


class Store:
    """One database; `None` keeps it in memory. Use it from one thread; several processes may share a file.

    Every method may raise `StoreError`: disk full, locked, damaged.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._db = connect(path)
        self.records = Records(self._db, path)
        self.relations = Relations(self._db, path)

    def close(self) -> None:
        """Let go of the file. Nothing is lost without it."""
        self._db.close()

    def in_memory(self) -> Store:
        """A copy in memory, to go on with when the disk is full."""
        copy = Store(None)
        with faults(self.path):
            self._db.backup(copy._db)
        return copy

    def known(self, page: Page, fingerprint: str) -> bool | Rejected:
        """Whether this very page was read by this very program, so that reading it again would change nothing; its rejection, if it was rejected."""
        with faults(self.path):
            row = self._db.execute("SELECT reason FROM pages WHERE key = ? AND fingerprint = ?", (_key(page), fingerprint)).fetchone()
            forgotten = self._db.execute("SELECT at FROM forgotten WHERE original = ?", (_hash(page),)).fetchone()
        if forgotten:
            return Rejected(page.path, f"forgotten on {forgotten[0][:10]}, as was asked")
        if row is None or (row[0] or "").startswith(INTERNAL):
            return False
        return True if row[0] is None else Rejected(page.path, row[0])

    def put(self, page: Page, result: tuple[Article, Findings] | Rejected, fingerprint: str) -> None:
        """Keep *page* and what it became. When this returns, both are stored for good."""
        with faults(self.path), transaction(self._db):
            number = self._put_page(page, result.reason if isinstance(result, Rejected) else None, fingerprint)
            self._db.execute("DELETE FROM articles WHERE page = ?", (number,))
            if not isinstance(result, Rejected):
                self._put_article(number, page, *result)

    def _put_page(self, page: Page, reason: str | None, fingerprint: str) -> int:
        text = _original(page)
        self._db.execute("INSERT OR IGNORE INTO originals VALUES (?, ?, ?)", (_hash(page), _kind(page), zlib.compress(_utf8(text), 6)))
        facts = dumps(replace(page, text=None, html=None))
        self._db.execute(
            "INSERT INTO pages (key, path, url, original, facts, fingerprint, reason) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, reason = excluded.reason",
            (_key(page), _column(page.path), _column(page.url), _hash(page), facts, fingerprint, _column(reason)),
        )
        return int(self._db.execute("SELECT id FROM pages WHERE key = ?", (_key(page),)).fetchone()[0])

    def _put_article(self, number: int, page: Page, article: Article, findings: Findings) -> None:
        text, html = article.text == page.text, article.html is not None and article.html == page.html
        kept = _Kept(replace(article, text="" if text else article.text, html=None if html else article.html), text, html)
        title, outlet = article.title.text if article.title else None, article.outlet.name if article.outlet else None
        facts = [_column(fact) for fact in (article.id, title, outlet, article.published.value if article.published else None, article.language)]
        self._db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *facts, dumps(kept)))
        self._db.execute("INSERT INTO findings VALUES (?, ?)", (number, dumps(findings)))

    def reject(self, rejected: Rejected) -> None:
        """Keep that something could not be read."""
        with faults(self.path), transaction(self._db):
            self._db.execute("INSERT OR IGNORE INTO rejected VALUES (?, ?, ?)", (_column(rejected.path), _column(rejected.reason), dumps(rejected)))

    def forget_rejected(self, root: str) -> None:
        """Forget what could not be read at or below *root*, a path that is about to be read again."""
        path = _column(root) or ""
        below = [path.rstrip("/") + "/", path + "#"]
        with faults(self.path), transaction(self._db):
            clauses = " OR ".join(["path = ?", *("substr(path, 1, ?) = ?" for _ in below)])
            self._db.execute(f"DELETE FROM rejected WHERE {clauses}", (path, *(v for b in below for v in (len(b), b))))

    def rejected(self) -> tuple[Rejected, ...]:
        """All that became no article, by path."""
        with faults(self.path):
            unread = [loads(Rejected, body) for (body,) in self._db.execute("SELECT body FROM rejected")]
            pages = [Rejected(loads(Page, facts).path, reason) for facts, reason in self._db.execute("SELECT facts, reason FROM pages WHERE reason IS NOT NULL")]
        return tuple(sorted({*unread, *pages}, key=lambda r: (r.path, r.reason)))

    def stale(self, fingerprint: str) -> Iterator[Page]:
        """The pages that a program of another *fingerprint* read, to be read again; `put` may be called on the way."""
        with faults(self.path):
            numbers = [n for (n,) in self._db.execute("SELECT id FROM pages WHERE fingerprint != ? ORDER BY id", (fingerprint,))]
        for number in numbers:
            with faults(self.path):
                yield self._page(number)

    def _page(self, number: int) -> Page:
        row = self._db.execute("SELECT facts, kind, body FROM pages JOIN originals ON hash = original WHERE id = ?", (number,)).fetchone()
        facts, kind, body = row
        page = self._read(Page, facts)
        return replace(page, html=_text(body)) if kind == "html" else replace(page, text=_text(body))

    def results(self, fingerprint: str) -> Iterator[tuple[Article, Findings]]:
        """What a program of this *fingerprint* found, by article id; of several pages that are one article, the first by path."""
        last = None
        with faults(self.path):
            rows = self._db.execute(
                "SELECT articles.id, articles.body, findings.body, originals.body FROM articles JOIN findings USING (page) JOIN pages ON pages.id = page"
                " JOIN originals ON hash = original WHERE fingerprint = ? ORDER BY articles.id, path, key", (fingerprint,))
            for name, article, findings, original in rows:
                if name != last:
                    yield self._article(article, original), self._read(Findings, findings)
                last = name

    def articles(self, ids: Sequence[str]) -> list[tuple[Article, Findings]]:
        """The articles of these ids with their findings as they were made, in the order of *ids*; those that are not here left out."""
        with faults(self.path):
            rows = selected(
                self._db, list(ids),
                "SELECT articles.id, articles.body, findings.body, originals.body FROM articles JOIN findings USING (page) JOIN pages ON pages.id = articles.page"
                " JOIN originals ON hash = original WHERE articles.id IN ({}) ORDER BY path DESC, key DESC",
            )
        made = {row[0]: row for row in rows}  # of several pages that are one article, the first by path
        return [(self._article(made[i][1], made[i][3]), self._read(Findings, made[i][2])) for i in dict.fromkeys(ids) if i in made]

    def _article(self, body: bytes, original: bytes) -> Article:
        kept = self._read(_Kept, body)
        source = _text(original)
        return replace(kept.article, text=source if kept.text else kept.article.text, html=source if kept.html else kept.article.html)

    def forget(self, article: str, at: str, why: str) -> bool:
        """Remove an article for good: originals, text, findings, and the links, which hold words of it. That it was, and its hash, stays. Whether it was there."""
        with faults(self.path):
            self._db.execute("PRAGMA secure_delete = ON")
            with transaction(self._db):
                pages = self._db.execute("SELECT page, original FROM articles JOIN pages ON pages.id = page WHERE articles.id = ?", (article,)).fetchall()
                for page, original in pages:
                    body = self._db.execute("SELECT body FROM articles WHERE page = ?", (page,)).fetchone()[0]
                    sha256 = self._read(_Kept, body).article.sha256
                    self._db.execute("INSERT OR REPLACE INTO forgotten VALUES (?, ?, ?, ?, ?)", (original, article, sha256, at, _column(why)))
                    self._db.execute("DELETE FROM articles WHERE page = ?", (page,))
                    self._db.execute("DELETE FROM pages WHERE original = ?", (original,))
                    self._db.execute("DELETE FROM originals WHERE hash = ?", (original,))
                if pages:
                    self._db.execute("DELETE FROM met WHERE article = ?", (article,))  # its signs hold names
                    for table in ("links", "made", "part", "version", "unmerged"):
                        self._db.execute(f"DELETE FROM {table}")
                    self._db.execute("DELETE FROM meta WHERE key = 'links'")
                    self._db.execute("DELETE FROM changes WHERE articles LIKE ?", (f'%"{article}"%',))
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(pages)

    def links(self) -> Links:
        """All links that are stored, in no order."""
        with faults(self.path):
            rows = self._db.execute("SELECT kind, body FROM links ORDER BY kind, place").fetchall()
        return Links(**{kind: tuple(self._read(noun, body) for k, body in rows if k == kind) for kind, noun in _LINKS.items()})

    def size(self) -> tuple[int, int]:
        """How many articles are stored, and how many stories they were found to tell."""
        with faults(self.path):
            (articles,), (stories,) = (self._db.execute(q).fetchone() for q in ("SELECT count(DISTINCT id) FROM articles", "SELECT count(*) FROM made"))
        return articles, stories

    def unread(self) -> int:
        """How many of the articles are in a language that is not read."""
        with faults(self.path):
            return int(self._db.execute("SELECT count(DISTINCT id) FROM articles WHERE language != 'en'").fetchone()[0])

    @contextmanager
    def index(self, *, terms: Callable[[S], Iterable[int]], pack: Callable[[S], bytes], unpack: Callable[[bytes], S]) -> Iterator[Index[S]]:
        """The archive by which stories grow, in one transaction."""
        with faults(self.path), transaction(self._db):
            yield Index(self._db, terms=terms, pack=pack, unpack=unpack)

    def _read(self, noun: type[T], body: bytes) -> T:
        try:
            return loads(noun, body)
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise StoreError(str(self.path or "memory"), f"damaged: a stored {noun.__name__} cannot be read") from error


def _kind(page: Page) -> str:
    return "text" if page.html is None else "html"


def _original(page: Page) -> str:
    return page.text or "" if page.html is None else page.html


def _hash(page: Page) -> str:
    return hashlib.sha256(_utf8(f"{_kind(page)}\n{_original(page)}")).hexdigest()


def _key(page: Page) -> str:
    facts = [_hash(page), page.path, page.sha256, page.verbatim, page.url, page.outlet, page.title, page.date, page.retrieved]
    return hashlib.sha256(json.dumps(facts).encode("ascii")).hexdigest()


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(body: bytes) -> str:
    return zlib.decompress(body).decode("utf-8", "surrogatepass")


def _column(text: str | None) -> str | None:
    """*text* as SQLite takes it: what is not Unicode (a file name, half a character) escaped; the body holds it unchanged."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode("utf-8")
