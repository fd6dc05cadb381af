"""An archive of articles' signs in SQLite: found by key and day, in time that hardly grows with their number."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Generic, Protocol, TypeVar

SETTLED = 20_000  #: after so many articles, how common each term is changes no more
ALL_TERMS = 900  #: values in one statement


class Dated(Protocol):
    """What the archive reads of signs; the rest it keeps as bytes."""

    @property
    def published(self) -> int | None: ...


class Changed(Protocol):
    """What one article did to the stories."""

    @property
    def article(self) -> int: ...
    @property
    def story(self) -> int: ...
    @property
    def joined(self) -> tuple[int, ...]: ...
    @property
    def parted(self) -> tuple[int, ...]: ...


S = TypeVar("S", bound=Dated)


class Index(Generic[S]):
    """The tables of `index.sql` in *db*. *terms* gives the terms of signs; *pack* and *unpack* turn signs to bytes and back. The caller opens and ends transactions."""

    def __init__(self, db: sqlite3.Connection, *, terms: Callable[[S], Iterable[int]], pack: Callable[[S], bytes], unpack: Callable[[bytes], S]) -> None:
        self._db, self._terms, self._pack, self._unpack = db, terms, pack, unpack
        db.executescript((files("corroborate.store") / "index.sql").read_text(encoding="utf-8"))

    def size(self) -> int:
        return int(self._db.execute("SELECT coalesce(max(article), 0) FROM met").fetchone()[0])

    def frequencies(self, terms: Sequence[int]) -> dict[int, int]:
        out: dict[int, int] = {}
        for start in range(0, len(terms), ALL_TERMS):
            some = [_signed(t) for t in terms[start : start + ALL_TERMS]]
            out.update(self._db.execute(f"SELECT term, articles FROM frequency WHERE term IN ({','.join('?' * len(some))})", some))
        return {t % 2**64: n for t, n in out.items()}

    def holders(self, key: int, day: int, most: int) -> list[int]:
        later = self._db.execute("SELECT day, article FROM found_by WHERE key = ? AND day >= ? ORDER BY day, article LIMIT ?", (key, day, most)).fetchall()
        before = self._db.execute("SELECT day, article FROM found_by WHERE key = ? AND day < ? ORDER BY day DESC, article DESC LIMIT ?", (key, day, most)).fetchall()
        return [a for _, a in sorted([*later, *before], key=lambda x: (abs(x[0] - day), x[1]))[:most]]

    def held(self, key: int, most: int) -> int:
        return len(self._db.execute("SELECT 1 FROM found_by WHERE key = ? LIMIT ?", (key, most)).fetchall())

    def signs(self, articles: Sequence[int]) -> dict[int, S]:
        rows = self._db.execute(f"SELECT article, signs FROM met WHERE article IN ({','.join('?' * len(articles))})", list(articles))
        return {n: self._unpack(body) for n, body in rows}

    def links(self, article: int) -> dict[int, float]:
        return dict(self._db.execute("SELECT b, p FROM likely WHERE a = ?", (article,)))

    def stories(self, articles: Sequence[int]) -> dict[int, int]:
        rows = self._db.execute(f"SELECT article, story FROM met WHERE story IS NOT NULL AND article IN ({','.join('?' * len(articles))})", list(articles))
        return dict(rows)

    def members(self, stories: Sequence[int]) -> list[int]:
        return [a for (a,) in self._db.execute(f"SELECT article FROM met WHERE story IN ({','.join('?' * len(stories))}) ORDER BY article", list(stories))]

    def shared(self, article: int) -> dict[int, str]:
        return dict(self._db.execute("SELECT b, level FROM reused WHERE a = ?", (article,)))

    def link(self, article: int, likely: Mapping[int, float]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO likely VALUES (?, ?, ?)", [r for n, p in likely.items() for r in ((article, n, p), (n, article, p))])

    def unlink(self) -> None:
        self._db.execute("DELETE FROM likely")

    def put(self, signs: S, keys: Sequence[int], shared: Mapping[int, str]) -> int:
        number, day = self.size() + 1, signs.published or 0
        self._db.execute("INSERT INTO met VALUES (?, ?, NULL, ?)", (number, day, self._pack(signs)))
        self._db.executemany("INSERT INTO found_by VALUES (?, ?, ?)", [(k, day, number) for k in keys])
        self._db.executemany("INSERT INTO reused VALUES (?, ?, ?)", [r for n, level in shared.items() for r in ((number, n, level), (n, number, level))])
        if number <= SETTLED:
            self._db.executemany(
                "INSERT INTO frequency VALUES (?, 1) ON CONFLICT (term) DO UPDATE SET articles = articles + 1", [(_signed(t),) for t in self._terms(signs)])
        return number

    def assign(self, story_of: Mapping[int, int], change: Changed) -> None:
        self._db.executemany("UPDATE met SET story = ? WHERE article = ? AND story IS NOT ?", [(s, a, s) for a, s in story_of.items()])
        rows = [(change.article, change.story, how, other) for how, others in (("joined", change.joined), ("parted", change.parted)) for other in others]
        self._db.executemany("INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?)", rows)

    def all_stories(self) -> dict[int, int]:
        """The story of every article."""
        return dict(self._db.execute("SELECT article, story FROM met"))

    def history(self) -> list[tuple[int, int, str, int]]:
        """All that was joined or parted, in order: (article that showed it, story, how, other story)."""
        return list(self._db.execute("SELECT article, story, how, other FROM history ORDER BY article, how, other"))


def _signed(term: int) -> int:
    return term - 2**64 if term >= 2**63 else term
