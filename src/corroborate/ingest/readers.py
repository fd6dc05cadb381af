"""Paths to pages: text files, HTML files, folders of them, JSON Lines, standard input. What cannot be read is `Rejected`, with one line that says why."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import stat
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, cast

from corroborate.config import Config
from corroborate.errors import PageUnreadable
from corroborate.ingest.encoding import decode
from corroborate.types import Page, Rejected

_HTML_NAME = re.compile(r"\.(?:html?|xhtml)$", re.I)
_LINES_NAME = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz)?$", re.I)
_HTML_HEAD = re.compile(r"\ufeff?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,50})?(?:<!--.{0,500}?-->\s{0,50})?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_DATA_HEAD = re.compile(r"\ufeff?\s{0,200}<\?xml\b|\ufeff?\s{0,200}[\[{]\s{0,50}[\[{\"]")
_CHUNK = 1 << 20


def read_pages(paths: Sequence[str], config: Config, stdin: BinaryIO | None = None) -> Iterator[Page | Rejected]:
    """Every page that *paths* hold, one by one, in an order that does not depend on theirs. A file reached by two paths comes once.

    A path is a text or HTML file, a folder (read wholly, hidden files left out), a `.jsonl` or `.jsonl.gz` file (one article a line), or
    "-" for text or HTML on *stdin*. Nothing here raises for a bad input: it comes as `Rejected`.
    """
    seen: set[str] = set()
    for path in sorted(set(paths)):
        if path == "-":
            yield _from_stdin(stdin, config)
            continue
        for file in _files(path):
            if isinstance(file, Rejected):
                yield file
            elif (real := os.path.realpath(file)) not in seen:
                seen.add(real)
                yield from _from_file(file, config)


def _files(path: str) -> Iterator[str | Rejected]:
    """The path itself, or the files below it: sorted, without hidden ones and without going round a link twice."""
    if not os.path.isdir(path):
        yield path
        return
    visited: set[str] = set()

    def walk(folder: str) -> Iterator[str | Rejected]:
        real = os.path.realpath(folder)
        if real in visited:
            return
        visited.add(real)
        try:
            names = sorted(n for n in os.listdir(folder) if not n.startswith("."))
        except OSError as error:
            yield Rejected(folder, _fault(error))
            return
        for name in names:
            below = os.path.join(folder, name)
            if os.path.isdir(below):
                yield from walk(below)
            else:
                yield below

    yield from walk(path)


def _fault(error: OSError) -> str:
    """An operating system's complaint as a reader understands it."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "not readable: permission denied"
    return f"not readable: {(error.strerror or str(error)).lower()}"


def _from_stdin(stdin: BinaryIO | None, config: Config) -> Page | Rejected:
    if stdin is None:
        return Rejected("-", "nothing on standard input")
    try:
        return _page("-", _limited(stdin, config), verbatim=False)
    except PageUnreadable as error:
        return Rejected("-", error.fault.replace("file", "input"))


def _limited(stream: BinaryIO, config: Config) -> bytes:
    """All of the stream, or an error once it is larger than allowed: never more than that in memory."""
    raw = stream.read(config.max_bytes + 1)
    if len(raw) > config.max_bytes:
        raise PageUnreadable("", _too_large(config))
    return raw


def _too_large(config: Config) -> str:
    return f"too large: more than {config.max_bytes:,} bytes"


def _from_file(path: str, config: Config) -> Iterator[Page | Rejected]:
    try:
        mode = os.stat(path)
        if not (stat.S_ISREG(mode.st_mode) or stat.S_ISFIFO(mode.st_mode)):
            yield Rejected(path, "not a file")
        elif _LINES_NAME.search(path):
            yield from _from_lines(path, config)
        elif mode.st_size > config.max_bytes:
            yield Rejected(path, _too_large(config))
        else:
            with open(path, "rb") as stream:
                raw = _limited(stream, config)
            yield _page(path, raw, verbatim=stat.S_ISREG(mode.st_mode))
    except PageUnreadable as error:
        yield Rejected(path, error.fault)
    except OSError as error:
        yield Rejected(path, _fault(error))


def _page(path: str, raw: bytes, *, verbatim: bool) -> Page:
    """A page from one file's bytes, HTML by its name or by how it begins. Raises `PageUnreadable`."""
    named = bool(_HTML_NAME.search(path))
    begins = raw[:4].startswith((b"\xff\xfe", b"\xfe\xff")) or b"<" in raw[:1024]
    text, utf8 = decode(raw, subject=path, markup=named or begins)
    sha256 = hashlib.sha256(raw).hexdigest()
    if named or _HTML_HEAD.match(text):
        return Page(path, sha256, html=text)
    if _DATA_HEAD.match(text) and not path.lower().endswith((".txt", ".text")):
        raise PageUnreadable(path, "data, not text: articles as data come one a line in a .jsonl file")
    return Page(path, sha256, text=text, verbatim=verbatim and utf8)


# ------------------------------------------------------------------------------------------------------------ JSON Lines


def _from_lines(path: str, config: Config) -> Iterator[Page | Rejected]:
    """One article a line. A line that is broken or too long is rejected with its number; the rest goes on."""
    number = 0
    try:
        with cast(BinaryIO, gzip.open(path, "rb")) if path.lower().endswith(".gz") else open(path, "rb") as stream:
            for number, raw in _lines(stream, config.max_bytes):
                if raw is None:
                    yield Rejected(f"{path}#{number}", f"line {number} is {_too_large(config)}")
                elif raw.strip(b" \t\r\n\xef\xbb\xbf"):
                    yield _record(path, number, raw)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Rejected(path, f"broken gzip after line {number}")
        return
    if number == 0:
        yield Rejected(path, "empty file")


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines from 1; `None` for one longer than *limit* bytes, which is skipped without being held."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield number, None


def _record(path: str, number: int, raw: bytes) -> Page | Rejected:
    """One line as a page."""
    place = f"{path}#{number}"
    try:
        record = json.loads(raw.strip().decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        return Rejected(place, f"line {number} is not UTF-8")
    except (ValueError, RecursionError) as error:
        return Rejected(place, f"line {number} is not JSON: {getattr(error, 'msg', 'too deep or too large')}")
    if not isinstance(record, dict):
        return Rejected(place, f"line {number} is not a JSON object")
    text, html = _words(record, "text"), _words(record, "html")
    if not (text or html):
        return Rejected(place, f"line {number} has neither text nor html")
    name = _words(record, "id")
    return Page(
        path=f"{path}#{name}" if name else place,
        sha256=hashlib.sha256(raw.rstrip(b"\r\n")).hexdigest(),
        text=text,
        html=None if text else html,
        url=_words(record, "url"),
        outlet=_words(record, "outlet"),
        title=_words(record, "title"),
        date=_words(record, "date"),
        retrieved=_words(record, "retrieved"),
        order=number,
    )


def _words(record: dict[str, Any], key: str) -> str | None:
    """A field as text, if it is a string with something in it or a number; half a character (a lone surrogate) becomes a question mark."""
    value = record.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        return None
    return value.encode("utf-8", "replace").decode("utf-8")
