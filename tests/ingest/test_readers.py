"""Paths to pages, and one clear line for everything that cannot be read."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from corroborate.config import Config
from corroborate.ingest.readers import portable, read_pages
from corroborate.types import Page, Rejected

NEWS = "The mayor’s café closed on Monday, he said."

#: (file name, its bytes, what is said of it)
UNREADABLE = [
    ("empty.txt", b"", "empty file"),
    ("blank.txt", b" \n\t\r\n", "empty file"),
    ("bom.txt", b"\xef\xbb\xbf", "empty file"),
    ("paper.pdf", b"%PDF-1.7 \xe2\xe3", "broken PDF: stream has ended unexpectedly"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary file, not text"),
    ("zeros.txt", b"abc\x00def\x00\x00\x01", "binary file, not text"),
    ("controls.txt", b"a\x01b\x02c\x03d\x04", "binary file, not text"),
    ("junk.txt", b"ab\xff\xfe\x81\x99\x8d" * 9, "not UTF-8, and no encoding is declared or can be told"),
    ("data.json", b'{"title": "x"}', "data, not text: articles as data come one a line in a .jsonl file"),
    ("large.txt", b"word " * 900, "too large: more than 4,000 bytes"),
    ("broken.jsonl.gz", b"no gzip", "broken gzip after line 0"),
    ("nothing.jsonl", b"", "empty file"),
    ("blank.jsonl", b"\n \n", "empty file"),
]


def read(*paths: object, **options: object) -> list[Page | Rejected]:
    return list(read_pages([str(p) for p in paths], Config(max_bytes=4000), **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "raw", "said"), UNREADABLE, ids=[u[0] for u in UNREADABLE])
def test_what_cannot_be_read_gets_one_line(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(raw)
    assert read(tmp_path / name) == [Rejected(str(tmp_path / name), said)]


#: (file name, its bytes, its text, whether the output may leave it out)
READABLE = [
    ("plain.txt", NEWS.encode(), NEWS, True),
    ("lines.txt", b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n", True),
    ("bom8.txt", b"\xef\xbb\xbfNews", "\ufeffNews", True),
    ("bom16.txt", NEWS.encode("utf-16"), NEWS, False),
    ("sixteen.txt", ("News of the day. " * 5).encode("utf-16-le"), "News of the day. " * 5, False),
    ("windows.txt", NEWS.encode("cp1252"), NEWS, False),
    ("russian.txt", ("Правительство объявило о новых мерах, сообщает агентство. " * 5).encode("cp1251"), "Правительство объявило о новых мерах, сообщает агентство. " * 5, False),
    ("BMW.txt", "BMW’s plant closes".encode(), "BMW’s plant closes", True),
    ("no-suffix", b"News", "News", True),
]


@pytest.mark.parametrize(("name", "raw", "text", "verbatim"), READABLE, ids=[r[0] for r in READABLE])
def test_text_files(tmp_path: Path, name: str, raw: bytes, text: str, verbatim: bool) -> None:
    (tmp_path / name).write_bytes(raw)
    (page,) = read(tmp_path / name)
    assert isinstance(page, Page)
    assert (page.text, page.verbatim, page.html) == (text, verbatim, None)


@pytest.mark.parametrize(
    ("name", "raw", "shows"),
    [
        ("a.html", '<html><head><meta charset="iso-8859-1"></head><body>Café “x”</body></html>'.encode("cp1252"), "Café “x”"),
        ("b.txt", b"<!DOCTYPE html>\n<p>News", "<p>News"),
        ("c.htm", b"<p>News", "<p>News"),
        ("d", b"  <!-- made by hand --><html><body>News", "News"),
    ],
)
def test_html_by_name_or_beginning(tmp_path: Path, name: str, raw: bytes, shows: str) -> None:
    (tmp_path / name).write_bytes(raw)
    (page,) = read(tmp_path / name)
    assert isinstance(page, Page)
    assert page.text is None
    assert page.html is not None
    assert shows in page.html


def test_folders_are_read_wholly_in_order_without_hidden_files_or_twice(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("News", encoding="utf-8")
    os.symlink(tmp_path, tmp_path / "sub" / "round")
    os.symlink("nowhere", tmp_path / "gone.txt")
    found = [p.path for p in read(tmp_path, tmp_path / "a.txt", f"{tmp_path}/sub/../b.txt")]
    assert found == [str(tmp_path / n) for n in ("a.txt", "b.txt", "gone.txt", "sub/c.txt")]
    assert read(tmp_path / "b.txt", tmp_path / "a.txt") == read(tmp_path / "a.txt", tmp_path / "b.txt")


def test_missing_and_forbidden_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked.txt").write_text("News", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert read(tmp_path / "none.txt", tmp_path / "locked.txt") == [
        Rejected(str(tmp_path / "locked.txt"), "not readable: permission denied"),
        Rejected(str(tmp_path / "none.txt"), "no such file or folder"),
    ]


def test_a_file_that_vanishes_while_reading(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("News", encoding="utf-8")
    pages = read_pages([str(tmp_path)], Config())
    assert isinstance(next(pages), Page)
    (tmp_path / "b.txt").unlink()
    assert [type(p).__name__ for p in pages] == ["Rejected", "Page"]


LINES = b"""\xef\xbb\xbf{"text": "First.", "id": "one", "url": "https://news.example/1", "outlet": "The Marl Gazette", "title": "T", "date": "2021-03-04"}

{"text": "broken"
{"id": 3}
[1, 2]
{"text": "   "}
{"html": "<p>Second.", "id": 7}
{"text": "Half \\ud800 a pair"}
"""


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_json_lines(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"feed{suffix}"
    path.write_bytes(gzip.compress(LINES) if suffix.endswith(".gz") else LINES)
    first, broken, bare, listed, blank, second, half = read(path)
    assert first == Page(f"{path}#one", first.sha256, text="First.", url="https://news.example/1", outlet="The Marl Gazette", title="T", date="2021-03-04", order=1)  # type: ignore[union-attr]
    assert broken == Rejected(f"{path}#3", "line 3 is not JSON: Expecting ',' delimiter")
    assert [r.reason for r in (bare, listed, blank)] == [  # type: ignore[union-attr]
        "line 4 has neither text nor html", "line 5 is not a JSON object", "line 6 has neither text nor html",
    ]
    assert (second.path, second.html) == (f"{path}#7", "<p>Second.")  # type: ignore[union-attr]
    assert (half.path, half.text) == (f"{path}#8", "Half ? a pair")  # type: ignore[union-attr]


def test_a_line_that_is_too_long_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 9000 + b'"}\n{"text": "News"}\n')
    long, news = read(path)
    assert long == Rejected(f"{path}#1", "line 1 is too large: more than 4,000 bytes")
    assert news.path == f"{path}#2"


def test_a_cut_gzip_gives_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "News"}\n')[:-4])
    page, rejected = read(path)
    assert isinstance(page, Page)
    assert rejected == Rejected(str(path), "broken gzip after line 1")


def test_standard_input() -> None:
    (page,) = read("-", stdin=io.BytesIO(NEWS.encode()))
    assert (page.path, page.text, page.verbatim) == ("-", NEWS, False)  # type: ignore[union-attr]
    assert read("-", stdin=io.BytesIO(b"")) == [Rejected("-", "empty input")]
    assert read("-") == [Rejected("-", "nothing on standard input")]


@pytest.mark.parametrize(
    ("path", "separator", "expected"), [("news\\monday\\a.txt", "\\", "news/monday/a.txt"), ("news/a.txt", "/", "news/a.txt"), ("odd\\name.txt", "/", "odd\\name.txt")]
)
def test_paths_are_told_alike_on_every_system(path: str, separator: str, expected: str) -> None:
    assert portable(path, separator) == expected
