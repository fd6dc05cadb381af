"""Articles as data: JSON Lines, plain or compressed, and what a record's fields become."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

from corroborate.config import Config
from corroborate.ingest.limits import too_large, wanted
from corroborate.types import Page, Rejected

FIELDS = ("id", "text", "html", "url", "outlet", "title", "date", "retrieved")  #: what a record may tell
_CHUNK = 1 << 20
_ROWS = 16  #: of a table unpacked at a time: a few bytes can stand for as many of the largest articles


def from_lines(path: str, stream: BinaryIO, config: Config) -> Iterator[Page | Rejected]:
    """One article a line. A line that is broken or too long is rejected with its number; the rest goes on."""
    number, empty = 0, True
    try:
        for number, raw in _lines(_plain(path, stream), config.max_bytes):
            empty = empty and raw is not None and not raw.strip(b" \t\r\n\xef\xbb\xbf")
            if raw is None:
                yield Rejected(f"{path}#{number}", f"line {number} is {too_large(config)}")
            elif raw.strip(b" \t\r\n\xef\xbb\xbf"):
                yield _from_line(path, number, raw)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Rejected(path, f"broken gzip after line {number}")
        return
    except OSError:
        if not path.lower().endswith(".zst"):
            raise
        yield Rejected(path, f"broken zstd after line {number}")
        return
    if empty:
        yield Rejected(path, "empty file")


def page_of(path: str, number: int, record: Mapping[str, Any], sha256: str) -> Page | Rejected:
    """The page that record *number* of the container *path* holds."""
    text, html = words(record, "text"), words(record, "html")
    if not (text or html):
        return Rejected(f"{path}#{number}", f"line {number} has neither text nor html")
    url, outlet, title, date, retrieved = (words(record, key) for key in ("url", "outlet", "title", "date", "retrieved"))
    return Page(
        f"{path}#{words(record, 'id') or number}", sha256, text=text, html=None if text else html,
        url=url, outlet=outlet, title=title, date=date, retrieved=retrieved, order=number,
    )  # fmt: skip


def words(record: Mapping[str, Any], key: str) -> str | None:
    """A field as text, if it is a string with something in it or a number; half a character (a lone surrogate) becomes a question mark."""
    value = record.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        return None
    return value.encode("utf-8", "replace").decode("utf-8")


def _plain(path: str, stream: BinaryIO) -> BinaryIO:
    """The stream with its compression, as the name tells it, taken off."""
    if path.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    if path.lower().endswith(".zst"):
        return cast(BinaryIO, _Lined(wanted("fastwarc.stream_io", "archives", path).ZstdReader(stream)))
    return stream


class _Lined:
    """Lines of a reader that gives bytes only; never more than one chunk and one line in memory."""

    def __init__(self, reader: BinaryIO) -> None:
        self._reader, self._held = reader, b""

    def readline(self, most: int) -> bytes:
        """Up to and with the next line's end, at most *most* bytes; empty at the end."""
        parts, length = [self._held], len(self._held)
        while b"\n" not in parts[-1] and length < most:
            more = self._reader.read(_CHUNK)
            if not more:
                break
            parts.append(more)
            length += len(more)
        whole = b"".join(parts)
        end = whole.find(b"\n", 0, most) + 1 or most
        self._held = whole[end:]
        return whole[:end]


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


def _from_line(path: str, number: int, raw: bytes) -> Page | Rejected:
    place = f"{path}#{number}"
    try:
        record = json.loads(raw.strip().decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        return Rejected(place, f"line {number} is not UTF-8")
    except (ValueError, RecursionError) as error:
        return Rejected(place, f"line {number} is not JSON: {getattr(error, 'msg', 'too deep or too large')}")
    if not isinstance(record, dict):
        return Rejected(place, f"line {number} is not a JSON object")
    return page_of(path, number, record, hashlib.sha256(raw.rstrip(b"\r\n")).hexdigest())


# ------------------------------------------------------------------------------------------------------------------ Parquet


def from_parquet(path: str, stream: BinaryIO, config: Config) -> Iterator[Page | Rejected]:
    """One article a row, with the columns of `FIELDS`; row groups are read one after the other."""
    parquet = wanted("pyarrow.parquet", "parquet", path)
    arrow = wanted("pyarrow", "parquet", path)
    number = 0
    try:
        file = parquet.ParquetFile(stream)
        columns = [name for name in FIELDS if name in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=_ROWS, columns=columns):
            for at in range(batch.num_rows):
                (row,) = batch.slice(at, 1).to_pylist()
                number += 1
                yield _from_row(path, number, row, config)
    except (arrow.ArrowException, OSError, ValueError) as error:
        if number == 0 and isinstance(error, OSError) and error.errno:
            raise
        yield Rejected(path, f"broken Parquet after row {number}")
        return
    if number == 0:
        yield Rejected(path, "empty file")


def _from_row(path: str, number: int, row: dict[str, Any], config: Config) -> Page | Rejected:
    record = {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}
    raw = json.dumps(record, sort_keys=True, default=str).encode("ascii")
    if len(raw) > config.max_bytes:
        return Rejected(f"{path}#{number}", f"row {number} is {too_large(config)}")
    made = page_of(path, number, record, hashlib.sha256(raw).hexdigest())
    return made if isinstance(made, Page) else Rejected(made.path, made.reason.replace("line", "row"))


