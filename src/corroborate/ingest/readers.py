"""Paths to pages: text files, HTML files, folders of them, JSON Lines, Parquet, web archives, feeds, PDFs, standard input, addresses.

What cannot be read is `Rejected`, with one line that says why.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from corroborate.config import Config
from corroborate.errors import PageUnreadable
from corroborate.ingest.encoding import decode
from corroborate.ingest.feeds import from_feed, is_feed
from corroborate.ingest.limits import fault, limited, too_large
from corroborate.ingest.pdf import pdf_text
from corroborate.ingest.records import from_lines, from_parquet
from corroborate.ingest.remote import Remote, is_address, remote_files
from corroborate.ingest.warc import from_warc
from corroborate.types import Page, Rejected

_HTML_NAME = re.compile(r"\.(?:html?|xhtml)$", re.I)
_HTML_HEAD = re.compile(r"\ufeff?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,50})?(?:<!--.{0,500}?-->\s{0,50})?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_DATA_HEAD = re.compile(r"\ufeff?\s{0,200}<\?xml\b|\ufeff?\s{0,200}[\[{]\s{0,50}[\[{\"]")

Reader = Callable[[str, BinaryIO, Config], Iterator[Page | Rejected]]
#: Files of many articles, by name; they are read as a stream and may be of any size.
CONTAINERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$", re.I), from_lines),
    (re.compile(r"\.(?:warc|wet)(?:\.gz|\.zst)?$", re.I), from_warc),
    (re.compile(r"\.parquet$", re.I), from_parquet),
)


def read_pages(paths: Sequence[str], config: Config, stdin: BinaryIO | None = None) -> Iterator[Page | Rejected]:
    """Every page that *paths* hold, one by one, in an order that does not depend on theirs. A file reached by two paths comes once.

    A path is a text, HTML or PDF file, a feed (RSS, Atom), a file of many articles (`CONTAINERS`: `.jsonl`, `.warc`, `.wet`, `.parquet`, compressed or not),
    a folder of such (read wholly, hidden files left out), an address of such, or "-" for text or HTML on *stdin*.
    Nothing here raises for a bad input: it comes as `Rejected`.
    """
    seen: set[str] = set()
    for path in sorted({p if is_address(p) else portable(p) for p in paths}):
        if path == "-":
            yield _from_stdin(stdin, config)
        elif is_address(path):
            yield from _from_address(path, config)
        else:
            for file in _files(path):
                if isinstance(file, Rejected):
                    yield file
                elif (real := os.path.realpath(file)) not in seen:
                    seen.add(real)
                    yield from _from_file(file, config)


def portable(path: str, separator: str = os.sep) -> str:
    """*path* with "/" between its parts, which every system understands: what is told and stored of it is the same everywhere."""
    return path.replace(separator, "/")


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
            yield Rejected(folder, fault(error))
            return
        for name in names:
            below = portable(os.path.join(folder, name))
            if os.path.isdir(below):
                yield from walk(below)
            else:
                yield below

    yield from walk(path)


def _from_stdin(stdin: BinaryIO | None, config: Config) -> Page | Rejected:
    if stdin is None:
        return Rejected("-", "nothing on standard input")
    try:
        return _page("-", limited(stdin, config), verbatim=False)
    except PageUnreadable as error:
        return Rejected("-", error.fault.replace("file", "input"))


def _from_file(path: str, config: Config) -> Iterator[Page | Rejected]:
    try:
        mode = os.stat(path)
        if not (stat.S_ISREG(mode.st_mode) or stat.S_ISFIFO(mode.st_mode)):
            yield Rejected(path, "not a file")
        elif mode.st_size > config.max_bytes and _container(path) is None:
            yield Rejected(path, too_large(config))
        else:
            with open(path, "rb") as stream:
                yield from _from_stream(path, stream, config, verbatim=stat.S_ISREG(mode.st_mode))
    except PageUnreadable as error:
        yield Rejected(path, error.fault)
    except OSError as error:
        yield Rejected(path, fault(error))


def _from_address(address: str, config: Config) -> Iterator[Page | Rejected]:
    try:
        for file in remote_files(address):
            yield from _from_remote(file, config)
    except PageUnreadable as error:
        yield Rejected(address, error.fault)
    except OSError as error:
        yield Rejected(address, fault(error))
    except Exception as error:  # each kind of storage has errors of its own
        yield Rejected(address, f"not readable: {' '.join(str(error).split())[:200] or type(error).__name__}")


def _from_remote(file: Remote, config: Config) -> Iterator[Page | Rejected]:
    try:
        with file.open() as stream:
            yield from _from_stream(file.path, stream, config, verbatim=False)
    except PageUnreadable as error:
        yield Rejected(file.path, error.fault)
    except OSError as error:
        yield Rejected(file.path, fault(error))


def _container(path: str) -> Reader | None:
    return next((read for name, read in CONTAINERS if name.search(path)), None)


def _from_stream(path: str, stream: BinaryIO, config: Config, *, verbatim: bool) -> Iterator[Page | Rejected]:
    """What one open file holds: by its name a container, else by its bytes a feed or one page. Raises `PageUnreadable` and `OSError`."""
    if (read := _container(path)) is not None:
        yield from read(path, stream, config)
        return
    raw = limited(stream, config)
    if is_feed(raw):
        yield from from_feed(path, raw)
    else:
        yield _page(path, raw, verbatim=verbatim)


def _page(path: str, raw: bytes, *, verbatim: bool) -> Page:
    """A page from one file's bytes: a PDF, or HTML by its name or by how it begins. Raises `PageUnreadable`."""
    sha256 = hashlib.sha256(raw).hexdigest()
    if raw.startswith(b"%PDF-"):
        return Page(path, sha256, text=pdf_text(raw, path))
    named = bool(_HTML_NAME.search(path))
    begins = raw[:4].startswith((b"\xff\xfe", b"\xfe\xff")) or b"<" in raw[:1024]
    text, utf8 = decode(raw, subject=path, markup=named or begins)
    if named or _HTML_HEAD.match(text):
        return Page(path, sha256, html=text)
    if _DATA_HEAD.match(text) and not path.lower().endswith((".txt", ".text")):
        raise PageUnreadable(path, "data, not text: articles as data come one a line in a .jsonl file")
    return Page(path, sha256, text=text, verbatim=verbatim and utf8)
