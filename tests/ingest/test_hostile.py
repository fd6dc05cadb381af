"""Input made to break a reader: nothing is raised, nothing hangs, and memory stays bounded.

CORROBORATE_EXAMPLES=5000 sets how many inputs each reader gets (default 25).
"""

from __future__ import annotations

import ast
import gzip
import importlib
import io
import os
import pkgutil
import re
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import corroborate
from corroborate.config import Config
from corroborate.engines import attempt
from corroborate.ingest.readers import read_pages
from corroborate.types import Page, Rejected
from hoards import ATOM, RSS, frame, pdf, response

CONFIG = Config(max_bytes=200_000)
SEEDS = {
    "a.warc": response(1) + response(2), "a.warc.gz": gzip.compress(response(1)) + gzip.compress(response(2)), "a.wet": response(1),
    "a.jsonl": b'{"text": "News."}\n{"html": "<p>News."}\n', "a.jsonl.gz": gzip.compress(b'{"text": "News."}\n' * 9), "a.jsonl.zst": b"\x28\xb5\x2f\xfd\x04\x00",
    "a.rss": RSS.encode(), "a.atom": ATOM.encode(), "a.pdf": pdf(["News of the day."]), "a.html": b"<html><body><p>News of the day.</p></body></html>",
    "a.txt": "News “of” the day.".encode(), "a.parquet": b"PAR1\x15\x04\x15\x10\x15\x14LPAR1",
}
MANY = settings(max_examples=int(os.environ.get("CORROBORATE_EXAMPLES", "25")), deadline=None, suppress_health_check=list(HealthCheck))


def read(folder: Path, name: str, raw: bytes) -> list[Page | Rejected]:
    (folder / name).write_bytes(raw)
    return list(read_pages([str(folder / name)], CONFIG))


@pytest.mark.parametrize("name", SEEDS)
@MANY
@given(raw=st.binary(max_size=400))
def test_any_bytes_come_as_pages_or_one_line(tmp_path: Path, name: str, raw: bytes) -> None:
    assert all(isinstance(p, Page | Rejected) for p in read(tmp_path, name, raw))


@pytest.mark.parametrize("name", SEEDS)
@MANY
@given(data=st.data())
def test_damaged_files_come_as_pages_or_one_line(tmp_path: Path, name: str, data: st.DataObject) -> None:
    raw = bytearray(SEEDS[name])
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(raw)))
    found = read(tmp_path, name, bytes(raw[:cut]))
    assert found or name.endswith((".warc", ".gz", ".wet"))
    assert all("\n" not in p.reason for p in found if isinstance(p, Rejected))


PIECES = [*"<>/&;!-'= \n\x00ab", "<p>", "</p>", "<div>", "<!--", "<script>", "<style", "&#1;", "&lt", "\u202e", "\ud800"]
PAGE = st.lists(st.sampled_from(PIECES), max_size=200).map("".join)


@MANY
@given(html=PAGE)
@example(html="<html>" + "<div>" * 3000 + "News of the day, he said." + "</div>" * 10)
@example(html="<p>\x00News\x00 of the \u202eyad\u202c, he said.</p>")
@example(html="<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;&b; News of the day.</p>")
def test_any_markup_is_an_article_or_one_line(html: str) -> None:
    result = attempt(Page("a.html", "0" * 64, html=html), CONFIG)
    assert isinstance(result, tuple) or not result.reason.startswith("internal error")


@pytest.mark.parametrize("html", ["<div>" * 100_000 + "News of the day, he said.", "<b>" * 100_000, "<!--" * 50_000, "&lt;" * 50_000, "<p " + "a=b " * 50_000], ids=lambda h: h[:5])
def test_deep_and_endless_markup_ends(html: str) -> None:
    begun = time.process_time()
    result = attempt(Page("a.html", "0" * 64, html=html), CONFIG)
    assert isinstance(result, tuple) or not result.reason.startswith("internal error")
    assert time.process_time() - begun < 20


def traced(act: Callable[[], object]) -> int:
    """The most memory that *act* holds, in bytes."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _flate_bomb() -> bytes:
    """A PDF whose page unpacks to 200 MB."""
    packed = zlib.compress(b"BT (News) Tj ET " * 12_500_000, 9)
    plain = pdf(["News"])
    start, end = plain.index(b"<< /Length"), plain.index(b"endstream")
    return plain[:start] + b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\n" + plain[end:]


def _parquet_bomb() -> bytes:
    """A table of 200 rows of 1 MB that is packed into a few kilobytes."""
    pyarrow = pytest.importorskip("pyarrow", reason="the extra 'parquet' is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    out = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.table({"text": ["x" * 1_000_000] * 200}), out, compression="zstd")
    return bytes(out.getvalue().to_pybytes())


BOMBS: dict[str, Callable[[], bytes]] = {
    "a.warc.gz": lambda: gzip.compress(response(1, body=b"<p>" + b"x" * 100_000_000)) + gzip.compress(response(2)),
    "a.warc.zst": lambda: frame(response(1, body=b"<p>" + b"x" * 100_000_000)) + frame(response(2)),
    "a.jsonl.gz": lambda: gzip.compress(b'{"text": "' + b"x" * 100_000_000 + b'"}\n{"text": "News."}\n', 9),
    "a.jsonl.zst": lambda: frame(b'{"text": "' + b"x" * 100_000_000 + b'"}\n{"text": "News."}\n'),
    "a.jsonl": lambda: b'{"text": "' + b"x" * 100_000_000 + b'"}\n{"text": "News."}\n',
    "a.parquet": _parquet_bomb,
    "a.txt": lambda: b"x" * 100_000_000,
    "a.html": lambda: b"<p>" * 33_000_000,
    "a.pdf": _flate_bomb,
    "a.xml": lambda: b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>" + b"".join(b"<!ENTITY %c '%s'>" % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12))
    + b"]><rss><channel><item><title>&m;</title><description>&m; News</description></item></channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_what_unpacks_to_much_is_one_line_and_never_held(name: str, tmp_path: Path) -> None:
    raw = BOMBS[name]()
    found: list[Page | Rejected] = []
    held = traced(lambda: found.extend(read(tmp_path, name, raw)))
    assert held < len(raw) * 0.1 + 30_000_000
    assert any(isinstance(p, Rejected) for p in found) or name == "a.xml"
    assert all(len(p.text or p.html or "") <= CONFIG.max_bytes for p in found if isinstance(p, Page))
    if ".jsonl" in name or ".warc" in name:
        assert any(isinstance(p, Page) for p in found)  # the next one is read


def test_an_office_file_or_an_archive_is_one_line(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "x" * 50_000_000)
    for name in ("a.zip", "a.docx", "a.html", "a.txt"):
        (found,) = read(tmp_path, name, out.getvalue())
        assert isinstance(found, Rejected)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that a module of the package holds."""
    for info in pkgutil.walk_packages(corroborate.__path__, "corroborate."):
        if not info.name.endswith("__main__"):
            module = importlib.import_module(info.name)
            for name, value in vars(module).items():
                for found in value if isinstance(value, tuple | list) else value.values() if isinstance(value, dict) else [value]:
                    if isinstance(found, re.Pattern):
                        yield f"{info.name}.{name}", found
    yield from written_in_place()


def written_in_place() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that is written where it is used: `re.sub(r"…", …)`."""
    for path in sorted(Path(corroborate.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[ast.Constant(value=str(pattern)), *_]):
                    yield f"{path.name}:{node.lineno}", re.compile(pattern)


UNITS = ("a", " ", "A", "1", "a ", "A ", "1 ", ",", "Aa ", ". ", "--", "“", "\"a", "<a ", "&", "a@", "1,", "A. ", "\n", "the ", "$1 ")


def test_no_pattern_runs_away() -> None:
    """Two hundred characters that are all alike take a moment, whatever the pattern; where time doubles with each character they would take for ever."""
    slow = []
    assert len(list(written_in_place())) > 20
    for name, pattern in patterns():
        for unit in UNITS:
            text = (unit * 200)[:200] + "\x01"
            begun = time.process_time()
            for _ in pattern.finditer(text.encode("utf-8") if isinstance(pattern.pattern, bytes) else text):  # type: ignore[call-overload]
                pass
            if (took := time.process_time() - begun) > 0.4:
                slow.append(f"{name} on {unit!r}: {took:.1f} s")
    assert slow == []
