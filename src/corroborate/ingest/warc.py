"""Web archives: WARC and WET, plain, gzip or zstd, as Common Crawl gives them; one page a record, read one after the other.

A damaged record costs itself: reading goes on at the next place where a record can begin.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from corroborate.config import Config
from corroborate.errors import PageUnreadable
from corroborate.ingest.encoding import decode
from corroborate.ingest.limits import too_large, wanted
from corroborate.ingest.pdf import pdf_text
from corroborate.types import Page, Rejected

_HTML = ("text/html", "application/xhtml+xml")
_STARTS = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"WARC/1.")  #: of a gzip member, a zstd frame, a plain record
_CHUNK = 1 << 20


def from_warc(path: str, stream: BinaryIO, config: Config) -> Iterator[Page | Rejected]:
    """The pages of an archive. What is no article by its kind (requests, redirects, errors, pictures) is passed over in silence."""
    warc = wanted("fastwarc.warc", "archives", path)
    start: int | None = 0
    number = 0
    while start is not None:
        at = start
        try:
            for record in _records(warc, stream, start):
                at = start + record.stream_pos
                number += 1
                made = _read(path, number, record, config)
                if made is not None:
                    yield made
        except (OSError, ValueError) as error:  # damaged: the one that comes after `at`, or the one at it
            yield Rejected(path, f"damaged after record {number} (byte {at:,}): {_plainly(error)}")
            start = _next_start(stream, at + 1, warc)
            continue
        break
    if number == 0 and start == 0:
        yield Rejected(path, "no records in it")


def _records(warc: Any, stream: BinaryIO, start: int) -> Iterator[Any]:
    if start:
        stream.seek(start)
    kinds = warc.WarcRecordType
    return iter(warc.ArchiveIterator(stream, record_types=kinds.response | kinds.resource | kinds.conversion, parse_http=False))


def _plainly(error: Exception) -> str:
    return " ".join(str(error).lower().split())[:100] or type(error).__name__


def _next_start(stream: BinaryIO, after: int, warc: Any) -> int | None:
    """The next byte from *after* on at which a record can be read; `None` when there is none or the stream cannot go back."""
    if not stream.seekable():
        return None
    held, place = b"", after
    stream.seek(after)
    while more := stream.read(_CHUNK):
        held += more
        for found in sorted(_all(held)):
            here = stream.tell()
            if _begins(warc, stream, place + found):
                return place + found
            stream.seek(here)
        place += len(held) - 8
        held = held[-8:]
    return None


def _all(held: bytes) -> Iterator[int]:
    """Where in *held* a record may begin."""
    for mark in _STARTS:
        at = held.find(mark)
        while 0 <= at <= len(held) - 8:
            yield at
            at = held.find(mark, at + 1)


def _begins(warc: Any, stream: BinaryIO, place: int) -> bool:
    stream.seek(place)
    try:
        return any(True for _ in warc.ArchiveIterator(stream, parse_http=False))
    except (OSError, ValueError):
        return False


def _read(path: str, number: int, record: Any, config: Config) -> Page | Rejected | None:
    """One record as a page; `None` for one that holds no article by its kind."""
    place = f"{path}#{(record.record_id or str(number)).strip('<>').removeprefix('urn:uuid:')}"
    size = record.content_length
    if size > config.max_bytes:
        return Rejected(place, too_large(config)) if _may_hold_words(record) else None
    block = record.reader.read(size)
    if len(block) < size:
        return Rejected(place, f"record {number} is cut off: {len(block):,} of {size:,} bytes")
    record.set_bytes_content(block)
    if record.headers.get("Content-Type", "").startswith("application/http"):
        record.parse_http(auto_decode="all")
        if record.http_headers is None:
            return Rejected(place, f"record {number} holds no HTTP answer")
        if (record.http_headers.status_code or 200) != 200:
            return None
    try:
        return _page(place, number, record, config)
    except PageUnreadable as error:
        return Rejected(place, error.fault)
    except (OSError, ValueError, LookupError) as error:
        return Rejected(place, f"record {number} cannot be decoded: {_plainly(error)}")


def _kind(record: Any) -> str:
    """What a record holds, as its header says: "text/html"; empty when it says nothing."""
    said: str | None = record.http_content_type if record.is_http_parsed else record.headers.get("Content-Type", "").split(";")[0]
    return (said or "").strip().lower()


def _may_hold_words(record: Any) -> bool:
    return bool(record.headers.get("Content-Type", "").startswith(("application/http", "text/")))


def _page(place: str, number: int, record: Any, config: Config) -> Page | None:
    """Raises `PageUnreadable`, and what fastwarc raises on content that is not as it is said to be."""
    kind = _kind(record)
    if kind not in (*_HTML, "text/plain", "application/pdf", ""):
        return None
    raw = record.reader.read(config.max_bytes + 1)
    if len(raw) > config.max_bytes:
        raise PageUnreadable(place, too_large(config))
    html = kind in _HTML or (kind == "" and b"<html" in raw[:2048].lower())
    if not html and kind == "":
        return None
    if kind == "application/pdf":
        text = pdf_text(raw, place)
    else:
        text, _ = decode(raw, subject=place, markup=html, declared=record.http_charset if record.is_http_parsed else None)
    fetched = record.headers.get("WARC-Date")
    return Page(
        place, hashlib.sha256(raw).hexdigest(), text=None if html else text, html=text if html else None,
        url=record.headers.get("WARC-Target-URI"), retrieved=fetched, order=number,
    )  # fmt: skip
