"""Whatever ends a run, what was reported as stored is there, the database is whole, and going on leads to what an undisturbed run leads to.

CORROBORATE_KILLS=200 sets how often a run is killed (default 8 times while it stores, 4 times as a whole).
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corroborate.errors import StoreError
from corroborate.store import Store
from corroborate.tables import TABLES, write_tables
from corroborate.types import Analysis, Article, Findings, Links, Page
from corroborate.writing import write
from troubles import TEXTS

KILLS, WHOLE = (int(os.environ.get("CORROBORATE_KILLS", default)) for default in ("8", "4"))
PAGES = 60

#: Stores what is not known yet, tells each when it is stored; no models, so that a run is short.
WRITER = """
import sys
from pathlib import Path
from corroborate.store import Store
from corroborate.types import Article, Findings, Page
store = Store(Path(sys.argv[1]))
print("begun", flush=True)
for i in range(int(sys.argv[2]), int(sys.argv[3])):
    text = f"The ferry made {i} voyages. " * 40
    page = Page(f"{i}.txt", f"{i:064d}", text=text)
    if not store.known(page, "1"):
        store.put(page, (Article(f"{i:016d}", page.path, page.sha256, text, ()), Findings(f"{i:016d}")), "1")
    print(i, flush=True)
print("done", flush=True)
"""


def writer(path: Path, first: int = 0, last: int = PAGES) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(first), str(last)], stdout=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> list[str]:
    out, _ = process.communicate(timeout=120)
    return out.split()


def content(path: Path) -> list[tuple[Article, Findings]]:
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    store = Store(path)
    found = list(store.results("1"))
    store.close()
    return found


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Article, Findings]]:
    path = tmp_path_factory.mktemp("whole") / "news.db"
    assert told(writer(path))[-1] == "done"
    return content(path)


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_run_loses_nothing_and_goes_on(seed: int, tmp_path: Path, undisturbed: list[tuple[Article, Findings]]) -> None:
    chance = random.Random(seed)
    path = tmp_path / "news.db"
    process = writer(path)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(chance.random() ** 2 * 0.5)
    process.kill()
    stored = [n for n in told(process) if n.isdecimal()]
    there = {article.path for article, _ in content(path)}
    assert {f"{n}.txt" for n in stored[:-1]} <= there  # the last line may be cut short
    assert told(writer(path))[-1] == "done"
    assert content(path) == undisturbed


def test_what_is_written_is_on_the_disk_before_it_takes_the_old_ones_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order that a power cut needs: for files `fsync`, then the new name; for the database SQLite's own (`synchronous = FULL`)."""
    pytest.importorskip("pyarrow", reason="the extra 'parquet' is not installed")
    done: list[tuple[str, int]] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda file: done.append(("fsync", os.fstat(file).st_ino)) or fsync(file))
    monkeypatch.setattr(os, "replace", lambda old, new: done.append(("replace", os.stat(old).st_ino)) or replace(old, new))
    write(str(tmp_path / "a.json"), ["news"])
    write_tables([Analysis((), (), Links())], tmp_path)
    assert len(done) == 2 * (1 + len(TABLES))
    assert all((act, file) == ("replace", done[n - 1][1]) for n, (act, file) in enumerate(done) if n % 2)
    store = Store(tmp_path / "news.db")
    assert [store._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")] == [2, "wal"]
    store.close()


def test_two_writers_at_once_lose_nothing(tmp_path: Path, undisturbed: list[tuple[Article, Findings]]) -> None:
    path = tmp_path / "news.db"
    both = [writer(path, 0, PAGES - 10), writer(path, 10, PAGES)]
    assert [told(one)[-1] for one in both] == ["done", "done"]
    assert content(path) == undisturbed


def test_many_may_make_a_new_database_at_once(tmp_path: Path) -> None:
    start = threading.Barrier(4)

    def opened(path: Path) -> None:
        start.wait()
        Store(path).close()

    with ThreadPoolExecutor(4) as pool:
        for n in range(20):
            list(pool.map(opened, [tmp_path / f"{n}.db"] * 4))


def test_a_full_disk_is_told_and_what_was_stored_stays(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    assert told(writer(path, 0, 5))[-1] == "done"
    store = Store(path)
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages + 2}")  # as a full disk
    page = Page("large.txt", "1" * 64, text="".join(random.Random(1).choices("abcdefgh ", k=300_000)))
    with pytest.raises(StoreError, match="disk full"):
        store.put(page, (Article("large", page.path, page.sha256, page.text or "", ()), Findings("large")), "1")
    store.close()
    assert len(content(path)) == 5


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path / "news.db")


def test_a_database_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    assert told(writer(path, 0, 5))[-1] == "done"
    store = Store(path)
    store._db.execute("PRAGMA query_only = ON")  # as a read-only disk
    page = Page("a.txt", "1" * 64, text="News.")
    with pytest.raises(StoreError, match="may not be written"):
        store.put(page, (Article("a", page.path, page.sha256, "News.", ()), Findings("a")), "1")
    assert len(list(store.results("1"))) == 5


# ---------------------------------------------------------------------------------------------------------- the whole run

#: `corroborate analyze` with reading that needs no models, in this process.
ANALYZE = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
import quick
from corroborate import engines
from corroborate.cli import main
engines.read = quick.read
print("begun", flush=True)
sys.exit(main(["analyze", *sys.argv[1:], "--workers", "1"]))
"""


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty articles of twenty happenings."""
    folder = tmp_path_factory.mktemp("input") / "news"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def analyze(news: Path, *arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", ANALYZE, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=news.parent)


def finished(news: Path, db: Path) -> bytes:
    """What the database tells when the run was ended undisturbed."""
    out = db.with_suffix(".json")
    process = analyze(news, "news", "--db", db, "--json", out)
    process.communicate(timeout=300)
    assert process.returncode == 0
    with sqlite3.connect(db) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return out.read_bytes()


@pytest.fixture(scope="module")
def untouched(news: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, float]:
    begun = time.perf_counter()
    told = finished(news, tmp_path_factory.mktemp("untouched") / "news.db")
    whole = json.loads(told)
    assert len(whole["articles"]) == 60 > len(whole["stories"]) > 10 < len(whole["claims"])
    return told, time.perf_counter() - begun


@pytest.mark.parametrize("seed", range(WHOLE))
def test_a_whole_run_that_is_killed_ends_as_if_it_had_not_been(seed: int, news: Path, tmp_path: Path, untouched: tuple[bytes, float]) -> None:
    """Killed up to three times wherever it is: reading, storing, relating, writing."""
    chance = random.Random(1000 + seed)
    whole, seconds = untouched
    for _ in range(chance.randint(1, 3)):
        process = analyze(news, "news", "--db", tmp_path / "news.db", "--json", tmp_path / "killed.json")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * seconds)
        process.kill()
        process.communicate(timeout=60)
    assert not (tmp_path / "killed.json").exists() or (tmp_path / "killed.json").read_bytes() == whole  # whole or not at all
    assert finished(news, tmp_path / "news.db") == whole
