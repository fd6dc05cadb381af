"""Forgetting leaves nothing behind; many read while one writes."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from starlette.testclient import TestClient

from corroborate.cli import main
from corroborate.config import Config
from corroborate.corpus import Corpus
from corroborate.desk.deciding import decide, decision, undo
from corroborate.desk.library import Library
from corroborate.desk.server import application
from corroborate.errors import StoreError

CONFIG = Config(workers=1)
SECRET = "The heron stood by the ninth lock, Wilhelmina Castellane said."


def bytes_of(db: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(db.parent.glob(db.name + "*")))


def test_what_is_forgotten_is_gone_and_stays_gone(tmp_path: Path) -> None:
    db, file = tmp_path / "news.db", tmp_path / "secret.txt"
    file.write_text(SECRET + "\n", encoding="utf-8")
    with Corpus(db, config=CONFIG) as corpus:
        corpus.add(file)
        [article] = corpus.analysis().articles
    library = Library(db)
    library.refresh()
    assert b"ninth lock" in bytes_of(db), "the catalogue holds the words as they are"
    assert main(["forget", article.id[:8], "--db", str(db), "--why", "asked for"]) == 0
    left = bytes_of(db)
    assert b"ninth lock" not in left
    assert b"Castellane" not in left
    assert article.sha256.encode() in left, "the hash is kept"
    with Corpus(db, config=CONFIG) as corpus:
        added = corpus.add(file)
        assert (added.read, [r.reason.split(" on ")[0] for r in added.rejected]) == (0, ["forgotten"])
        assert corpus.analysis().articles == ()
    with TestClient(application(db, look=False)) as client:
        assert client.get(f"/articles/{article.id}").status_code == 404
        assert client.get("/api/v1/search?q=heron").json()["items"] == []


def test_a_database_that_a_desk_has_arranged_passes_sqlites_check(db: Path) -> None:
    Library(db).refresh()
    with sqlite3.connect(db) as opened:
        assert opened.execute("SELECT count(*) FROM entity_referent").fetchone()[0] > 0
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_many_read_while_one_writes(db: Path) -> None:
    library = Library(db)
    library.refresh()
    faults: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                rows, _ = library.shelves.stories(_any())
                assert all(library.story(r.id) for r in rows)
        except (StoreError, AssertionError) as error:
            faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    other = Library(db)  # another program with the same file
    for n in range(4):
        names = [e.name for e in other.shelves.entities(("person",))[0][:2]]
        made = decision("same_name", [], names, who=f"reader {n}")
        decide(other, made, CONFIG)
        undo(other, made.id, CONFIG)
        other.refresh()
    stop.set()
    for reader in readers:
        reader.join()
    assert [str(f) for f in faults if isinstance(f, StoreError)] == []


def _any() -> object:
    from corroborate.store.shelves import StoryFilter

    return StoryFilter()


def test_commands_share_decisions_and_write_stories(db: Path, tmp_path: Path, capfd: object) -> None:
    with Corpus(db, config=CONFIG) as corpus:
        story = corpus.analysis().links.stories[0].id
        corpus.decide([decision("same_name", [], ["A", "B"], who="Ada")])
    lines = tmp_path / "decisions.jsonl"
    assert main(["decisions", "export", str(lines), "--db", str(db)]) == 0
    assert '"names": ["A", "B"]' in lines.read_text(encoding="utf-8")
    assert main(["decisions", "import", str(lines), "--db", str(db)]) == 0
    for format_ in ("json", "csv", "markdown", "annotations", "html"):
        out = tmp_path / f"story.{format_}"
        assert main(["export", story[:6], "--format", format_, "--out", str(out), "--db", str(db)]) == 0
        assert len(out.read_text(encoding="utf-8")) > 500
    assert main(["export", "zzz", "--format", "csv", "--db", str(db)]) == 2
    assert main(["forget", "zzz", "--db", str(db)]) == 2
    assert main(["serve", "--db", str(tmp_path / "none.db")]) == 2
