"""Opening a database: settings, its format, and faults told as `StoreError`."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from corroborate.errors import StoreError

APPLICATION = 0x436F7272  #: "Corr": says in the file's header whose it is
MIGRATIONS = ("schema.sql", "desk.sql", "index.sql", "grown.sql")  #: script *n* (from 1) leads to format *n*; never change one that was released
VALUES = 900  #: in one statement
WAIT_S = 30.0  #: how long to wait for another program that writes


def connect(path: Path | None) -> sqlite3.Connection:
    """The database at *path*, made if it is not there, brought to the newest format; `None`: in memory.

    Raises `StoreError`: newer format, another program's file, not a database, locked, unreadable, disk full.
    """
    with faults(path):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path or ":memory:", timeout=WAIT_S, isolation_level=None)
        try:
            _set_up(db, path)
        except BaseException:
            db.close()
            raise
        return db


def _set_up(db: sqlite3.Connection, path: Path | None) -> None:
    _check(db, path)
    db.execute("PRAGMA foreign_keys = ON")
    _log_ahead(db)
    db.execute("PRAGMA synchronous = FULL")  # what was reported as stored survives a power cut, too
    if _format(db) < len(MIGRATIONS):
        with transaction(db):  # others wait here; when they come in, the work may be done
            for version in range(_format(db) + 1, len(MIGRATIONS) + 1):
                _run(db, (files("corroborate.store") / MIGRATIONS[version - 1]).read_text(encoding="utf-8"))
                db.execute(f"PRAGMA user_version = {version}")
            db.execute(f"PRAGMA application_id = {APPLICATION}")


def _log_ahead(db: sqlite3.Connection) -> None:
    """Write-ahead logging; where two programs open a new database at once, SQLite refuses one without waiting."""
    end = time.monotonic() + WAIT_S
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _format(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _check(db: sqlite3.Connection, path: Path | None) -> None:
    """Refuse what this version cannot keep safe."""
    empty = not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not empty and db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise StoreError(str(path), "a database of another program")
    if _format(db) > len(MIGRATIONS):
        raise StoreError(str(path), f"made by a newer version of corroborate (format {_format(db)}; this version reads up to {len(MIGRATIONS)})")


def _run(db: sqlite3.Connection, script: str) -> None:
    """Each statement of *script* in the running transaction (`executescript` would end it)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


def selected(db: sqlite3.Connection, values: Sequence[int] | Sequence[str], statement: str) -> list[Any]:
    """The rows of *statement*, whose `{}` takes the *values*, some at a time."""
    rows: list[Any] = []
    for start in range(0, len(values), VALUES):
        some = values[start : start + VALUES]
        rows += db.execute(statement.format(",".join("?" * len(some))), list(some)).fetchall()
    return rows


@contextmanager
def transaction(db: sqlite3.Connection, *, writes: bool = True) -> Iterator[None]:
    """All of it or nothing; with the right to write from the start, or one unchanging view for several reads. Inside another one it is part of that."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk may have ended it already
            db.execute("ROLLBACK")
        raise


@contextmanager
def faults(path: Path | None) -> Iterator[None]:
    """What goes wrong inside, as a `StoreError` about *path*."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(str(path or "memory"), _fault(error)) from error
    except OSError as error:
        raise StoreError(str(path), (error.strerror or str(error)).lower()) from error


def _fault(error: sqlite3.Error) -> str:
    known = {
        "SQLITE_NOTADB": "not a database", "SQLITE_FULL": "disk full", "SQLITE_BUSY": "in use by another program", "SQLITE_LOCKED": "in use by another program",
        "SQLITE_READONLY": "may not be written", "SQLITE_CANTOPEN": "cannot be opened", "SQLITE_CORRUPT": "damaged", "SQLITE_IOERR": "cannot be written: disk full or failing",
    }
    name = getattr(error, "sqlite_errorname", "") or ""
    return next((words for start, words in known.items() if name.startswith(start)), str(error))
