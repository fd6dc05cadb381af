"""Search over articles, quotations and claims: what a person types, as a query of SQLite's FTS5, and the hits in their context."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field

from corroborate.store.connection import faults
from corroborate.store.shelves import Shelves, as_cursor, cursor

KINDS = ("article", "quotation", "claim")
AROUND = 130  #: characters shown before and after a hit
_TERM = re.compile(r'(?:(speaker|outlet|before|after):)?(?:"([^"]*)"?|(\S+))', re.I)
_CONTROL = re.compile("[\x00-\x1f\ud800-\udfff]")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_OPEN, _SHUT = "\ue000", "\ue001"  # private-use characters, which no news has


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for."""

    match: str  #: as FTS5 takes it; empty when nothing was asked for
    before: str = ""  #: ISO date; earlier articles only
    after: str = ""  #: the same: later articles only
    asked: tuple[tuple[str, str], ...] = field(default=())  #: the operators that were understood


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found; *before*, *words* and *following* are the text there, *words* being what was asked for."""

    kind: str
    article: str
    start: int  #: of the first words that were asked for, in the article's text
    end: int
    day: str
    outlet: str | None
    speaker: str | None
    story: str | None
    claim: str | None
    runs: tuple[tuple[str, bool], ...]  #: the context in pieces: (text, whether it was asked for)


def parse(text: str) -> Query:
    """*text* as a query: words, "phrases", and speaker:, outlet:, before:, after:. Nothing in it can be a fault."""
    parts: list[str] = []
    asked: list[tuple[str, str]] = []
    dates = {"before": "", "after": ""}
    for operator, phrase, word in _TERM.findall(_CONTROL.sub(" ", text[:500])):
        value, name = (phrase or word).strip(), operator.lower()
        if not re.search(r"\w", value):
            continue
        if name in dates:
            if _DATE.fullmatch(value):
                dates[name] = value
                asked.append((name, value))
            continue
        quoted = '"' + value.replace('"', " ") + '"'
        parts.append(f"{name} : {quoted}" if name else f"text : {quoted}")
        if name:
            asked.append((name, value))
    return Query(" AND ".join(parts), dates["before"], dates["after"], tuple(asked))


def search(shelves: Shelves, query: Query, kind: str = "", after: str | None = None, limit: int = 20) -> tuple[list[Hit], str | None]:
    """A page of hits, the best first, and where the next begins. Raises `ValueError` for a cursor that is none."""
    offset = int(cursor(after, 1)[0]) if after else 0
    if not query.match or not 0 <= offset <= 2000:
        return [], None
    where, values = ["words MATCH ?"], [query.match]
    for clause, value in (("kind = ?", kind if kind in KINDS else ""), ("day != '' AND day < ?", query.before), ("day > ?", query.after)):
        if value:
            where.append(clause)
            values.append(value)
    statement = (
        f"SELECT kind, article, start, end, coalesce(day, ''), passage.outlet, passage.speaker, story, claim, number, highlight(words, 0, '{_OPEN}', '{_SHUT}')"
        f" FROM words JOIN passage ON passage.id = words.rowid WHERE {' AND '.join(where)} ORDER BY rank, passage.id LIMIT ? OFFSET ?"
    )
    with faults(shelves.path):
        try:
            rows = shelves._db.execute(statement, (*values, limit + 1, offset)).fetchall()
        except sqlite3.OperationalError as error:
            if "fts5" in str(error):
                return [], None
            raise
    hits = [_hit(shelves, row) for row in rows[:limit]]
    return hits, as_cursor([offset + limit]) if len(rows) > limit else None


def _hit(shelves: Shelves, row: tuple[str, str, int, int, str, str | None, str | None, str | None, str | None, int | None, str]) -> Hit:
    kind, article, start, end, day, outlet, speaker, story, claim, number, text = row
    if claim is None and number is not None:
        held = shelves._db.execute("SELECT story, claim FROM account WHERE article = ? AND quotation = ? ORDER BY rowid LIMIT 1", (article, number)).fetchone()
        story, claim = held or (None, None)
    runs, first = _context(text)
    if kind == "article" and first is not None:
        start, end = first
    return Hit(kind, article, start, end, day, outlet, speaker, story, claim, runs)


def _context(text: str) -> tuple[tuple[tuple[str, bool], ...], tuple[int, int] | None]:
    """The first words asked for with what stands around them, and their place in the text without marks."""
    at = text.find(_OPEN)
    if at < 0:
        return ((_flat(text[: 2 * AROUND]), False),), None
    low = max(0, at - AROUND)
    high = min(len(text), text.find(_SHUT, at) + AROUND)
    pieces: list[tuple[str, bool]] = []
    for part in re.split(f"({_OPEN}[^{_SHUT}]*{_SHUT})", text[low:high]):
        asked = part.startswith(_OPEN)
        plain = _flat(part.replace(_OPEN, "").replace(_SHUT, ""))
        if plain:
            pieces.append((plain, asked))
    pieces[0] = ("…" + pieces[0][0].partition(" ")[2], False) if low and not pieces[0][1] else pieces[0]
    pieces[-1] = (pieces[-1][0].rpartition(" ")[0] + "…", False) if high < len(text) and not pieces[-1][1] else pieces[-1]
    return tuple(pieces), (at, text.find(_SHUT, at) - 1)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
