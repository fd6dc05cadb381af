"""Web archives, tables, feeds, PDFs and addresses: what they hold comes as pages, what is damaged is one line, and the next is read."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from corroborate.config import Config
from corroborate.ingest.readers import read_pages
from corroborate.types import Page, Rejected
from hoards import ATOM, RSS, STORY, packed, pdf, record, response

warc = pytest.importorskip("fastwarc.warc", reason="the extra 'archives' is not installed")

def read(*paths: object, most: int = 100_000) -> list[Page | Rejected]:
    return list(read_pages([str(p) for p in paths], Config(max_bytes=most)))


@pytest.fixture(params=[".warc", ".warc.gz", ".warc.zst"])
def suffix(request: pytest.FixtureRequest) -> Iterator[str]:
    return request.param  # type: ignore[no-any-return]


def test_a_web_archive_is_read_record_by_record(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"news{suffix}"
    path.write_bytes(packed([record(0, b"software: x", kind="warcinfo", content="application/warc-fields"), response(1), response(2)], suffix))
    first, second = read(path)
    assert isinstance(first, Page)
    assert (first.path, first.html, first.url, first.retrieved) == (f"{path}#0000-0001", STORY.format(1), "https://marl.example/1", "2024-03-04T10:00:00Z")
    assert second.path == f"{path}#0000-0002"


def test_extracted_text_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "news.wet.gz"
    path.write_bytes(packed([record(1, "The café closed.\nNobody was hurt.".encode(), kind="conversion", content="text/plain")], ".gz"))
    (page,) = read(path)
    assert isinstance(page, Page)
    assert (page.text, page.html) == ("The café closed.\nNobody was hurt.", None)


@pytest.mark.parametrize(
    ("made", "count"),
    [
        (response(1, status="404 Not Found"), 0),
        (response(1, kind="image/png", charset=""), 0),
        (response(1, kind="application/json", charset=""), 0),
        (response(1, charset=""), 1),
        (response(1, charset="", body='<meta charset="windows-1251"><p>Правительство объявило о мерах'.encode("cp1251")), 1),
        (response(1, charset="no-such-thing"), 1),
    ],
)
def test_what_is_no_article_by_its_kind_is_passed_over(tmp_path: Path, made: bytes, count: int) -> None:
    path = tmp_path / "news.warc"
    path.write_bytes(made)
    found = read(path)
    assert len(found) == count
    assert all(isinstance(p, Page) and p.html and ("café" in p.html or "Правительство" in p.html) for p in found)


def spoiled(raw: bytes) -> bytes:
    middle = len(raw) // 2
    return raw[:middle] + bytes(b ^ 0x5A for b in raw[middle : middle + 20]) + raw[middle + 20 :]


def test_a_damaged_record_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    parts = [gzip.compress(response(n)) for n in range(1, 6)]
    path.write_bytes(b"".join([*parts[:2], spoiled(parts[2]), *parts[3:]]))
    found = read(path)
    assert [p.path[-4:] for p in found if isinstance(p, Page)] == ["0001", "0002", "0004", "0005"]
    assert len([p for p in found if isinstance(p, Rejected)]) == 1


def test_rubbish_between_records_costs_a_line(tmp_path: Path) -> None:
    path = tmp_path / "news.warc"
    path.write_bytes(response(1) + b"rubbish " * 300 + response(2) + response(3))
    found = read(path)
    assert [p.path[-4:] for p in found if isinstance(p, Page)] == ["0001", "0002", "0003"]
    assert [p.reason for p in found if isinstance(p, Rejected)] == ["damaged after record 1 (byte 0): invalid warc header"]


def test_a_record_that_is_cut_off_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "news.warc"
    path.write_bytes((response(1) + response(2))[:-60])
    first, cut = read(path)
    assert isinstance(first, Page)
    assert isinstance(cut, Rejected)
    assert cut.reason.startswith("record 2 is cut off")


@pytest.mark.parametrize(("raw", "said"), [(b"", "no records in it"), (b"not an archive at all, only words", "damaged after record 0 (byte 0): invalid warc header")])
def test_what_is_no_archive(tmp_path: Path, raw: bytes, said: str) -> None:
    (tmp_path / "a.warc").write_bytes(raw)
    assert read(tmp_path / "a.warc") == [Rejected(str(tmp_path / "a.warc"), said)]


def test_a_record_that_unpacks_to_too_much_is_rejected(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<html>" + b"x" * 3_000_000)
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + bomb
    (tmp_path / "a.warc").write_bytes(record(1, block) + response(2))
    large, next_ = read(tmp_path / "a.warc")
    assert large == Rejected(f"{tmp_path}/a.warc#0000-0001", "too large: more than 100,000 bytes")
    assert isinstance(next_, Page)


def test_json_lines_in_zstd(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.zst"
    lines = b'{"text": "First."}\n' + b'{"text": "' + b"x" * 150_000 + b'"}\n{"text": "Third."}\n'
    path.write_bytes(packed([lines], ".zst"))
    first, long, third = read(path)
    assert (first.path, long.path, third.path) == (f"{path}#1", f"{path}#2", f"{path}#3")
    assert isinstance(long, Rejected)
    path.write_bytes(packed([lines], ".zst")[:-5])
    assert read(path)[-1] == Rejected(str(path), "broken zstd after line 0")


def test_parquet_is_read_row_by_row(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "news.parquet"
    table = arrow.table({"id": [7, 8, 9], "text": ["First.", None, "x" * 200_000], "url": ["https://marl.example/1", None, None], "other": [1, 2, 3]})
    parquet.write_table(table, path)
    first, bare, large = read(path)
    assert isinstance(first, Page)
    assert (first.path, first.text, first.url) == (f"{path}#7", "First.", "https://marl.example/1")
    assert bare == Rejected(f"{path}#2", "row 2 has neither text nor html")
    assert large == Rejected(f"{path}#3", "row 3 is too large: more than 100,000 bytes")
    path.write_bytes(path.read_bytes()[:-30])
    assert read(path) == [Rejected(str(path), "broken Parquet after row 0")]


@pytest.mark.parametrize(("name", "raw", "html"), [("feed.xml", RSS, True), ("feed.rss", RSS, True), ("feed.atom", ATOM, False)])
def test_feeds(tmp_path: Path, name: str, raw: str, html: bool) -> None:
    (tmp_path / name).write_text(raw, encoding="utf-8")
    first, *rest = read(tmp_path / name)
    assert isinstance(first, Page)
    assert "The ferry closed, the mayor said." in (first.html if html else first.text or "")
    assert (first.url, first.outlet, first.title, first.path) == ("https://marl.example/1", "The Marl Gazette", "Ferry closes", f"{tmp_path / name}#g1")
    assert first.date is not None
    assert rest == ([Rejected(f"{tmp_path / name}#2", "entry 2 has no words")] if html else [])


def test_the_text_layer_of_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(["The council of Marl said on Monday that the ferry would be closed for re-", "pairs until the end of the summer.", "Nobody was hurt."]))
    (page,) = read(tmp_path / "a.pdf")
    assert isinstance(page, Page)
    assert page.text == "The council of Marl said on Monday that the ferry would be closed for repairs until the end of the summer.\nNobody was hurt.\n"
    (tmp_path / "b.pdf").write_bytes(pdf([]))
    assert read(tmp_path / "b.pdf") == [Rejected(f"{tmp_path}/b.pdf", "a PDF without a text layer: pictures of pages")]


def test_addresses(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra 'remote' is not installed")
    system = fsspec.filesystem("memory")
    for name, raw in (("/feed/b.warc", response(1)), ("/feed/a.txt", b"News."), ("/other/c.txt", b"Other.")):
        system.pipe(name, raw)
    found = read("memory:///feed")
    assert [p.path for p in found] == ["memory:///feed/a.txt", "memory:///feed/b.warc#0000-0001"]
    assert [p.path for p in read("memory:///feed/*.txt")] == ["memory:///feed/a.txt"]
    assert read("memory:///gone.txt") == [Rejected("memory:///gone.txt", "no such file or folder")]
    (unknown,) = read("nosuch://x/y.txt")
    assert isinstance(unknown, Rejected)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fastwarc.warc", None)
    (tmp_path / "a.warc").write_bytes(response(1))
    assert read(tmp_path / "a.warc") == [Rejected(f"{tmp_path}/a.warc", 'needs a package that is not installed: pip install "corroborate[archives]"')]
