"""What is put into the store comes out again, once, whatever happens to the file."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from corroborate.errors import StoreError
from corroborate.store import Store
from corroborate.store.connection import APPLICATION, MIGRATIONS
from corroborate.store.relations import Made
from corroborate.text.spans import Span
from corroborate.types import Account, Article, Claim, Entity, Findings, Links, Mention, Origin, Page, Rejected, Reuse, Story

TEXT = "The ferry sank. Nobody was hurt, the coast guard said."
PAGE = Page("a.txt", "0" * 64, text=TEXT, verbatim=True)
ARTICLE = Article("a", "a.txt", "0" * 64, TEXT, (Span(0, len(TEXT)),), verbatim=True)
FINDINGS = Findings("a", (Span(0, 15),), (Mention(Span(0, 9), Span(4, 9), "nominal", "other"),))
WEB = Page("b.html", "1" * 64, html="<p>The ferry sank.</p>", url="https://ledger.example/ferry")
WEB_ARTICLE = Article("b", "b.html", "1" * 64, "The ferry sank.", (Span(0, 15),), html=WEB.html, html_map=((0, 3, 15),), url=WEB.url)
LINKS = Links(
    stories=(Story("s", "Ferry sinks", ("a", "b"), None, (Origin(None, ("a", "b")),)),),
    claims=(Claim("c", "s", "statement", "single", (Account("a", Span(0, 15)),), 1),),
)


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as db:
        return list(db.iterdump())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.mark.parametrize("where", ["file", "memory"])
def test_what_is_put_comes_back(path: Path, where: str) -> None:
    store = Store(path if where == "file" else None)
    store.put(PAGE, (ARTICLE, FINDINGS), "1")
    store.put(WEB, (WEB_ARTICLE, Findings("b")), "1")
    assert list(store.results("1")) == [(ARTICLE, FINDINGS), (WEB_ARTICLE, Findings("b"))]


def test_it_outlives_the_process(path: Path) -> None:
    store = Store(path)
    store.put(PAGE, (ARTICLE, FINDINGS), "1")
    relate(store, LINKS, "key")
    store.close()
    again = Store(path)
    assert list(again.results("1")) == [(ARTICLE, FINDINGS)]
    assert again.links() == LINKS


def test_twice_is_once(path: Path) -> None:
    store = Store(path)
    store.put(PAGE, (ARTICLE, FINDINGS), "1")
    before = dump(path)
    store.put(PAGE, (ARTICLE, FINDINGS), "1")
    assert dump(path) == before


def test_texts_are_kept_compressed_and_once(path: Path) -> None:
    long = "Nobody was hurt. " * 20000
    store = Store(path)
    for name in ("a.txt", "copy.txt"):
        store.put(replace(PAGE, path=name, text=long), (replace(ARTICLE, path=name, text=long), FINDINGS), "1")
    store.close()
    assert path.stat().st_size < len(long)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM originals").fetchone() == (1,)


def test_two_pages_that_are_one_article_come_as_one_the_first_by_path() -> None:
    for order in (("b.txt", "a.txt"), ("a.txt", "b.txt")):
        store = Store()
        for name in order:
            store.put(replace(PAGE, path=name), (replace(ARTICLE, path=name), FINDINGS), "1")
        assert [article.path for article, _ in store.results("1")] == ["a.txt"]


def test_a_known_page_is_known_only_to_the_program_that_read_it() -> None:
    store = Store()
    assert store.known(PAGE, "1") is False
    store.put(PAGE, (ARTICLE, FINDINGS), "1")
    assert store.known(PAGE, "1") is True
    assert store.known(PAGE, "2") is False
    assert store.known(replace(PAGE, text=TEXT + "!"), "1") is False
    assert store.known(replace(PAGE, outlet="The Harbour Times"), "1") is False


def test_a_known_rejection_is_told_again_but_a_fault_of_the_program_is_tried_again() -> None:
    store = Store()
    store.put(PAGE, Rejected("a.txt", "no article in it"), "1")
    assert store.known(PAGE, "1") == Rejected("a.txt", "no article in it")
    store.put(WEB, Rejected("b.html", "internal error: KeyError: 'x'"), "1")
    assert store.known(WEB, "1") is False


def test_a_new_program_reads_the_originals_again() -> None:
    store = Store()
    store.put(PAGE, (ARTICLE, FINDINGS), "1")
    store.put(WEB, Rejected("b.html", "no article in it"), "1")
    assert list(store.results("2")) == []
    assert list(store.stale("2")) == [PAGE, WEB]
    for page in store.stale("2"):
        store.put(page, (ARTICLE, Findings("a")) if page == PAGE else (WEB_ARTICLE, Findings("b")), "2")
    assert list(store.stale("2")) == []
    assert list(store.results("2")) == [(ARTICLE, Findings("a")), (WEB_ARTICLE, Findings("b"))]
    assert store.rejected() == ()


@pytest.mark.parametrize(
    ("root", "left"),
    [
        ("in/a.txt", ["in/a.txt2", "in/b.jsonl#3", "x%"]),
        ("in", ["x%"]),
        ("in/", ["x%"]),
        ("in/b.jsonl", ["in/a.txt", "in/a.txt2", "x%"]),
        ("%", ["in/a.txt", "in/a.txt2", "in/b.jsonl#3", "x%"]),
    ],
)
def test_what_is_read_again_is_no_longer_rejected(root: str, left: list[str]) -> None:
    store = Store()
    for name in ("in/a.txt", "in/a.txt2", "in/b.jsonl#3", "x%"):
        store.reject(Rejected(name, "empty file"))
    store.forget_rejected(root)
    assert [r.path for r in store.rejected()] == left


def test_rejections_come_by_path_and_once() -> None:
    store = Store()
    for rejected in (Rejected("b", "empty file"), Rejected("a\udcff", "binary file"), Rejected("b", "empty file")):
        store.reject(rejected)
    assert store.rejected() == (Rejected("a\udcff", "binary file"), Rejected("b", "empty file"))


def relate(store: Store, links: Links, key: str) -> None:
    """Put *links*, which are of one story, in place of all."""
    made = Made(links.stories[0], links.claims, links.stories[0].id, "", ())
    store.relations.replace(key, None, [made], reuse=links.reuse, addresses=(("a", "a.txt"),), entities=links.entities)


def test_links_are_replaced_as_a_whole_and_known_by_their_key() -> None:
    store = Store()
    assert not store.relations.are("key")
    relate(store, LINKS, "key")
    assert store.relations.are("key")
    relate(store, Links(stories=LINKS.stories), "newer")
    assert not store.relations.are("key")
    assert store.relations.are("newer")
    assert store.links() == Links(stories=LINKS.stories)


def test_one_storys_links_are_replaced_and_the_others_stay() -> None:
    store = Store()
    relate(store, LINKS, "key")
    other = Made(Story("t", "Quay closed", ("c",), None), (), "t", "", (("quay", b"1"),))
    entity = Entity("q", "Quay", "place", (("Quay", 1),), (("c", 0),))
    store.relations.replace("key", ["t"], [other], reuse=[Reuse("a", "c", "partial", ())])
    store.relations.merge(lambda parts: [entity] if parts else [])
    assert {s.id for s in store.links().stories} == {"s", "t"}
    assert store.links().entities == (entity,)
    assert store.relations.made("s") == Made(LINKS.stories[0], LINKS.claims, "s", "", ())
    store.relations.replace(None, ["t"], [], without=["c"])
    store.relations.merge(lambda parts: [entity] if parts else [])
    assert store.relations.are("key")
    assert store.links() == LINKS


def test_texts_of_one_address_are_versions(path: Path) -> None:
    store = Store(path)
    store.put(WEB, (WEB_ARTICLE, Findings("b")), "1")
    store.put(replace(WEB, html="<p>It did not sink.</p>"), (replace(WEB_ARTICLE, id="b2"), Findings("b2")), "1")
    store.put(PAGE, (ARTICLE, FINDINGS), "1")
    with sqlite3.connect(path) as db:
        assert sorted(db.execute("SELECT * FROM versions")) == [(WEB.url, "b"), (WEB.url, "b2")]


def test_a_copy_in_memory_holds_what_was_stored(path: Path) -> None:
    store = Store(path)
    store.put(PAGE, (ARTICLE, FINDINGS), "1")
    copy = store.in_memory()
    store.close()
    copy.put(WEB, (WEB_ARTICLE, Findings("b")), "1")
    assert len(list(copy.results("1"))) == 2
    assert len(list(Store(path).results("1"))) == 1


def test_two_programs_may_write_to_one_file(path: Path) -> None:
    one, other = Store(path), Store(path)
    one.put(PAGE, (ARTICLE, FINDINGS), "1")
    other.put(WEB, (WEB_ARTICLE, Findings("b")), "1")
    assert list(one.results("1")) == list(other.results("1"))


def newer(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 6}")


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")


def garbage(path: Path) -> None:
    path.write_bytes(b"Not a database, but long enough to be taken for one by its size. " * 100)


def damaged(path: Path) -> None:
    store = Store(path)
    store.put(PAGE, (ARTICLE, FINDINGS), "1")
    store.close()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE findings SET body = x'00'")


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (newer, f"made by a newer version of corroborate (format {len(MIGRATIONS) + 6}; this version reads up to {len(MIGRATIONS)})"),
        (foreign, "a database of another program"),
        (garbage, "not a database"),
        (damaged, "damaged: a stored Findings cannot be read"),
        (Path.mkdir, "cannot be opened"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_name_and_left_as_it_was(path: Path, make: object, fault: str) -> None:
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError) as raised:
        list(Store(path).results("1"))
    assert (raised.value.subject, raised.value.fault) == (str(path), fault)
    assert before == (path.read_bytes() if path.is_file() else b"")


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    Store(path).put(PAGE, (ARTICLE, FINDINGS), "1")
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_older_format_is_brought_up(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = Store(path)
    store.put(PAGE, (ARTICLE, FINDINGS), "1")
    store.close()
    (tmp_path / "next.sql").write_text("CREATE TABLE later (\n  id TEXT\n);\nINSERT INTO later\n VALUES ('x;y');\n")
    monkeypatch.setattr("corroborate.store.connection.MIGRATIONS", (*MIGRATIONS, str(tmp_path / "next.sql")))
    again = Store(path)
    assert list(again.results("1")) == [(ARTICLE, FINDINGS)]
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
        assert db.execute("SELECT id FROM later").fetchall() == [("x;y",)]


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Store(path).close()
    before = dump(path)
    (tmp_path / "next.sql").write_text("CREATE TABLE later (id TEXT);\nINSERT INTO nowhere VALUES (1);\n")
    monkeypatch.setattr("corroborate.store.connection.MIGRATIONS", (*MIGRATIONS, str(tmp_path / "next.sql")))
    with pytest.raises(StoreError):
        Store(path)
    assert dump(path) == before
