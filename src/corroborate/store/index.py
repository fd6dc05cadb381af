"""An archive of articles' signs in SQLite: found by key and day, in time that hardly grows with their number."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from corroborate.store.connection import selected

COUNTED = 20_000  #: after so many articles, how common each term is changes no more


class Dated(Protocol):
    """What the archive reads of signs; the rest it keeps as bytes."""

    @property
    def published(self) -> int | None: ...


S = TypeVar("S", bound=Dated)
T = TypeVar("T", bound=Dated, covariant=True)


class New(Protocol[T]):
    """An article to be kept."""

    @property
    def id(self) -> str: ...
    @property
    def since(self) -> str: ...
    @property
    def signs(self) -> T: ...
    @property
    def shared(self) -> Mapping[str, str]: ...
    @property
    def story(self) -> str | None: ...


class Moved(Protocol):
    """What happened between two stories."""

    @property
    def how(self) -> str: ...
    @property
    def story(self) -> str: ...
    @property
    def other(self) -> str: ...


class Index(Generic[S]):
    """The tables of `index.sql` in *db*. *terms* gives the terms of signs; *pack* and *unpack* turn signs to bytes and back. The caller opens and ends transactions."""

    def __init__(self, db: sqlite3.Connection, *, terms: Callable[[S], Iterable[int]], pack: Callable[[S], bytes], unpack: Callable[[bytes], S]) -> None:
        self._db, self._terms, self._pack, self._unpack = db, terms, pack, unpack

    # ------------------------------------------------------------------------------------------------------------ asking

    def numbers(self) -> dict[str, int]:
        return dict(self._db.execute("SELECT article, number FROM met"))

    def known(self, articles: Sequence[str]) -> dict[str, int]:
        """The numbers of those of *articles* that it holds."""
        return dict(selected(self._db, articles, "SELECT article, number FROM met WHERE article IN ({})"))

    def names(self, numbers: Sequence[int]) -> list[str]:
        """The ids of articles, ascending."""
        return sorted(a for (a,) in selected(self._db, numbers, "SELECT article FROM met WHERE number IN ({})"))

    def size(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM met").fetchone()[0])

    def settled(self) -> int:
        return int(self._meta("archive settled") or 0)

    def counted(self) -> int:
        return min(int(self._db.execute("SELECT coalesce(max(number), 0) FROM met").fetchone()[0]), COUNTED)

    def program(self) -> str:
        """What made it; empty when nothing did."""
        return self._meta("archive program")

    def frequencies(self, terms: Sequence[int]) -> dict[int, int]:
        rows = selected(self._db, [_signed(t) for t in terms], "SELECT term, articles FROM frequency WHERE term IN ({})")
        return {t % 2**64: n for t, n in rows}

    def holders(self, key: int, day: int, most: int) -> list[int]:
        later = self._db.execute("SELECT day, number FROM found_by WHERE key = ? AND day >= ? ORDER BY day, number LIMIT ?", (key, day, most)).fetchall()
        before = self._db.execute("SELECT day, number FROM found_by WHERE key = ? AND day < ? ORDER BY day DESC, number DESC LIMIT ?", (key, day, most)).fetchall()
        return [a for _, a in sorted([*later, *before], key=lambda x: (abs(x[0] - day), x[1]))[:most]]

    def held(self, key: int, most: int) -> int:
        return len(self._db.execute("SELECT 1 FROM found_by WHERE key = ? LIMIT ?", (key, most)).fetchall())

    def signs(self, articles: Sequence[int]) -> dict[int, S]:
        return {n: self._unpack(body) for n, body in selected(self._db, articles, "SELECT number, signs FROM met WHERE number IN ({})")}

    def norms(self, articles: Sequence[int]) -> dict[int, float]:
        return dict(selected(self._db, articles, "SELECT number, norm FROM met WHERE number IN ({})"))

    def links(self, article: int) -> dict[int, float]:
        return dict(self._db.execute("SELECT b, p FROM likely WHERE a = ?", (article,)))

    def stories(self, articles: Sequence[int]) -> dict[int, str]:
        return dict(selected(self._db, articles, "SELECT number, story FROM met WHERE story IS NOT NULL AND number IN ({})"))

    def members(self, stories: Sequence[str]) -> list[int]:
        return sorted(a for (a,) in selected(self._db, stories, "SELECT number FROM met WHERE story IN ({})"))

    def firsts(self, articles: Sequence[int]) -> list[str]:
        return [a for _, a in sorted(selected(self._db, articles, "SELECT since, article FROM met WHERE number IN ({})"))]

    def known_stories(self, ids: Sequence[str]) -> frozenset[str]:
        asked = ("SELECT story FROM met WHERE story IN ({})", "SELECT story FROM history WHERE story IN ({})", "SELECT other FROM history WHERE other IN ({})")
        return frozenset(s for statement in asked for (s,) in selected(self._db, ids, statement))

    def shared(self, article: int | None = None) -> dict[tuple[int, int], str]:
        where, values = ("", ()) if article is None else (" WHERE a = ?", (article,))
        return {(a, b): level for a, b, level in self._db.execute(f"SELECT a, b, level FROM reused{where}", values)}

    def all_stories(self) -> dict[str, str]:
        """The story of every article, by id."""
        return dict(self._db.execute("SELECT article, story FROM met ORDER BY number"))

    def history(self, stories: Sequence[str]) -> list[tuple[str, str, str, str]]:
        """What was joined or parted with any of *stories*, in order: (story, how, other story, article that showed it)."""
        asked = ("SELECT id, story, how, other, article FROM history WHERE story IN ({})", "SELECT id, story, how, other, article FROM history WHERE other IN ({})")
        return [(s, how, o, a) for _, s, how, o, a in sorted({row for statement in asked for row in selected(self._db, stories, statement)})]

    def meeting(self, marks: Sequence[int], common: int) -> list[int]:
        """Articles that share any of *marks* which at most *common* hold, those that share most first; marks that are everybody's find none."""
        keys = [_signed(m) for m in marks]
        everybodys = {k for (k,) in selected(self._db, keys, "SELECT key FROM stock WHERE key IN ({})")}
        held: Counter[int] = Counter()
        for key in keys:
            numbers = [n for (n,) in self._db.execute("SELECT number FROM shingle WHERE key = ? LIMIT ?", (key, common + 1))] if key not in everybodys else []
            held.update(numbers if len(numbers) <= common else [])
        return [n for n, _ in sorted(held.items(), key=lambda x: (-x[1], -x[0]))]

    def stock(self, shingles: Sequence[int]) -> list[int]:
        """Those of *shingles* that are everybody's, ascending."""
        return sorted(k % 2**64 for (k,) in selected(self._db, [_signed(s) for s in shingles], "SELECT key FROM stock WHERE key IN ({})"))

    # ----------------------------------------------------------------------------------------------------------- keeping

    def put(self, newcomer: New[S], keys: Sequence[int]) -> int:
        (number,) = self._db.execute("SELECT coalesce(max(number), 0) + 1 FROM met").fetchone()
        day, signs = newcomer.signs.published or 0, newcomer.signs
        self._db.execute("INSERT INTO met VALUES (?, ?, ?, ?, ?, 0, ?)", (number, newcomer.id, newcomer.since, day, newcomer.story, self._pack(signs)))
        self._db.executemany("INSERT INTO found_by VALUES (?, ?, ?)", [(k, day, number) for k in keys])
        levels = [(self._number(other), level) for other, level in newcomer.shared.items()]
        self._db.executemany("INSERT INTO reused VALUES (?, ?, ?)", [r for n, level in levels if n for r in ((number, n, level), (n, number, level))])
        if number <= COUNTED:
            counted = "INSERT INTO frequency VALUES (?, 1) ON CONFLICT (term) DO UPDATE SET articles = articles + 1"
            self._db.executemany(counted, [(_signed(t),) for t in self._terms(signs)])
        return int(number)

    def mark(self, article: int, marks: Sequence[int]) -> None:
        """Let an article be found by *marks*."""
        self._db.executemany("INSERT OR IGNORE INTO shingle VALUES (?, ?)", [(_signed(m), article) for m in marks])

    def restock(self, stock: Sequence[int]) -> None:
        """Replace what is everybody's."""
        self._db.execute("DELETE FROM stock")
        self._db.executemany("INSERT INTO stock VALUES (?)", [(_signed(s),) for s in stock])

    def remark(self, stock: Sequence[int], marks: Mapping[int, Sequence[int]]) -> None:
        """Replace all marks, by article, and what is everybody's."""
        self.restock(stock)
        self._db.execute("DELETE FROM shingle")
        self._db.executemany("INSERT OR IGNORE INTO shingle VALUES (?, ?)", sorted((_signed(m), n) for n, held in marks.items() for m in held))

    def link(self, article: int, likely: Mapping[int, float], norm: float) -> None:
        self._db.execute("UPDATE met SET norm = ? WHERE number = ?", (norm, article))
        self._db.executemany("INSERT OR REPLACE INTO likely VALUES (?, ?, ?)", [r for n, p in likely.items() for r in ((article, n, p), (n, article, p))])

    def relink(self, likely: Mapping[tuple[int, int], float], norms: Mapping[int, float]) -> None:
        self._db.execute("DELETE FROM likely")
        self._db.executemany("INSERT INTO likely VALUES (?, ?, ?)", [r for (a, b), p in likely.items() for r in ((a, b, p), (b, a, p))])
        self._db.executemany("UPDATE met SET norm = ? WHERE number = ?", [(norm, n) for n, norm in norms.items()])
        self._set_meta("archive settled", str(self.size()))

    def assign(self, story_of: Mapping[int, str], moves: Sequence[Moved], article: int) -> None:
        self._db.executemany("UPDATE met SET story = ? WHERE number = ? AND story IS NOT ?", [(s, a, s) for a, s in story_of.items()])
        (showed,) = self._db.execute("SELECT article FROM met WHERE number = ?", (article,)).fetchone()
        self._db.executemany("INSERT INTO history (story, how, other, article) VALUES (?, ?, ?, ?)", [(m.story, m.how, m.other, showed) for m in moves])

    def drop(self, article: str, keys: Sequence[int], marks: Sequence[int] = ()) -> None:
        """Take out an article that is found by *keys* and *marks*; how common its words are is not counted back."""
        number, (day,) = self._number(article), self._db.execute("SELECT day FROM met WHERE article = ?", (article,)).fetchone()
        self._db.executemany("DELETE FROM found_by WHERE key = ? AND day = ? AND number = ?", [(k, day, number) for k in keys])
        self._db.executemany("DELETE FROM shingle WHERE key = ? AND number = ?", [(_signed(m), number) for m in marks])
        self._db.executemany("DELETE FROM likely WHERE a = ? AND b = ?", [p for n in self.links(number) for p in ((number, n), (n, number))])
        self._db.executemany("DELETE FROM reused WHERE a = ? AND b = ?", [p for _, n in self.shared(number) for p in ((number, n), (n, number))])
        self._db.execute("DELETE FROM met WHERE number = ?", (number,))

    def clear(self, program: str) -> None:
        """Forget all but what was joined and parted: *program* will fill it anew."""
        for name in ("met", "found_by", "frequency", "likely", "reused", "shingle", "stock"):
            self._db.execute(f"DELETE FROM {name}")
        self._set_meta("archive settled", "0")
        self._set_meta("archive program", program)

    # -------------------------------------------------------------------------------------------------------------------

    def _number(self, article: str) -> int:
        row = self._db.execute("SELECT number FROM met WHERE article = ?", (article,)).fetchone()
        return int(row[0]) if row else 0

    def _meta(self, key: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _signed(term: int) -> int:
    return term - 2**64 if term >= 2**63 else term
