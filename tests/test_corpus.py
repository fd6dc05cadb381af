"""`Corpus`: added piece by piece or at once, in any order, once or twice, the outcome is the same; and nothing that was stored is lost."""

from __future__ import annotations

import doctest
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from itertools import permutations
from pathlib import Path

import pytest

import corroborate
from corroborate import Config, Corpus, Rejected, StoreError, Watcher
from corroborate import corpus as corpus_module
from corroborate.corpus import fingerprint
from invented import ALL, HARBOUR, laid, pile


def test_the_tour_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).resolve().parents[1])
    assert doctest.testmod(corroborate, raise_on_error=False).failed == 0


def test_every_public_name_is_there() -> None:
    assert all(getattr(corroborate, name) for name in corroborate.__all__)
    with pytest.raises(AttributeError):
        corroborate.nothing  # noqa: B018


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four articles in `news/`, which the working directory holds."""
    monkeypatch.chdir(tmp_path)
    laid(tmp_path / "news")
    return Path("news")


def at_once(*paths: str | Path) -> str:
    with Corpus() as corpus:
        corpus.add(list(paths))
        return corpus.json()


def test_the_order_of_paths_changes_nothing(folder: Path) -> None:
    names = [str(folder / name) for name in ALL]
    outputs = {at_once(*order) for order in list(permutations(names))[::7]}
    assert len(outputs) == 1
    assert at_once(folder) in outputs


def test_added_piece_by_piece_is_added_at_once(folder: Path) -> None:
    for order in (sorted(ALL), sorted(ALL, reverse=True)):
        db = Path(f"{order[0]}.db")
        for name in order:
            with Corpus(db) as corpus:
                corpus.add(folder / name)
        with Corpus(db) as corpus:
            assert corpus.json() == at_once(folder)


def test_added_twice_is_added_once(folder: Path) -> None:
    with Corpus("news.db") as corpus:
        first = corpus.add(folder)
        corpus.analysis()
    with sqlite3.connect("news.db") as db:
        before = list(db.iterdump())
    with Corpus("news.db") as corpus:
        again = corpus.add([folder, folder / "radio.txt"])
        corpus.analysis()
    with sqlite3.connect("news.db") as db:
        assert list(db.iterdump()) == before
    assert (first.read, first.known, again.read, again.known) == (4, 0, 0, 4)


def test_the_analysis_is_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Corpus("news.db") as corpus:
        corpus.add(folder)
        assert corpus.analysis() is corpus.analysis()
        before = corpus.analysis()
    monkeypatch.setattr(corpus_module, "relate", None)  # links are stored, too
    with Corpus("news.db") as corpus:
        assert corpus.analysis() == before


def test_a_new_version_reads_again_what_is_stored_though_the_files_are_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Corpus("news.db") as corpus:
        corpus.add(folder)
        before = corpus.analysis()
    for name in ALL:
        (folder / name).unlink()
    monkeypatch.setattr(corpus_module, "fingerprint", lambda config: "newer")
    with Corpus("news.db") as corpus:
        after = corpus.analysis()
    assert after.findings == before.findings
    assert after.links == before.links


def test_a_text_is_carried_when_its_file_no_longer_holds_it(folder: Path) -> None:
    with Corpus("news.db") as corpus:
        corpus.add(folder)
        assert all(a["text"] is None for a in json.loads(corpus.json())["articles"])
    (folder / "radio.txt").unlink()
    (folder / "ledger.txt").write_text("Something else.", encoding="utf-8")
    with Corpus("news.db") as corpus:
        carried = {Path(a["path"]).name: a["text"] for a in json.loads(corpus.json())["articles"]}
    assert carried == {"cheese.txt": None, "harbour.txt": None, "ledger.txt": ALL["ledger.txt"], "radio.txt": ALL["radio.txt"]}


def test_a_changed_text_is_another_version(folder: Path) -> None:
    with Corpus("news.db") as corpus:
        corpus.add(folder / "radio.txt")
        (folder / "radio.txt").write_text(ALL["radio.txt"].replace("Tuesday", "Wednesday"), encoding="utf-8")
        corpus.add(folder / "radio.txt")
        one, other = json.loads(corpus.json())["articles"]
    assert one["versions"] == [other["id"]]
    assert other["versions"] == [one["id"]]


def test_what_was_rejected_is_kept_until_it_can_be_read(folder: Path) -> None:
    bad = folder / "bad.txt"
    bad.touch()
    with Corpus("news.db") as corpus:
        added = corpus.add(folder)
        assert added.rejected == (Rejected("news/bad.txt", "empty file"),)
    with Corpus("news.db") as corpus:
        assert corpus.analysis().rejected == (Rejected("news/bad.txt", "empty file"),)
        bad.write_text(HARBOUR.replace("112", "113"), encoding="utf-8")
        assert corpus.add(folder).read == 1
        assert corpus.analysis().rejected == ()


class Heard(Watcher):
    def __init__(self) -> None:
        self.told: list[str] = []

    def stored(self, path: str) -> None:
        self.told.append(path)

    def rejected(self, rejected: Rejected) -> None:
        self.told.append(f"{rejected.path}: {rejected.reason}")

    def store_failed(self, error: StoreError) -> None:
        self.told.append(error.fault)


def test_a_watcher_hears_of_every_page(folder: Path) -> None:
    (folder / "bad.txt").touch()
    heard = Heard()
    Corpus(watch=heard).add([folder, "nowhere.txt"])
    assert sorted(heard.told) == sorted([*(f"news/{name}" for name in ALL), "news/bad.txt: empty file", "nowhere.txt: no such file or folder"])


def test_a_database_that_fails_raises_unless_the_watcher_carries_on(folder: Path) -> None:
    Path("bad.db").write_bytes(b"Not a database at all, though it is long enough. " * 50)
    with pytest.raises(StoreError):
        Corpus("bad.db")
    heard = Heard()
    with Corpus("bad.db", watch=heard) as corpus:
        corpus.add(folder)
        assert corpus.json() == at_once(folder)
    assert heard.told[0] == "not a database"


def test_a_disk_that_fills_up_costs_one_line_and_no_article(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Heard()
    with Corpus("news.db", watch=heard) as corpus:
        corpus.add(folder / "cheese.txt")
        put = corpus_module.Store.put

        def full(store: corpus_module.Store, **given: object) -> None:
            if store.path is not None:
                raise StoreError(str(store.path), "disk full")
            put(store, **given)  # type: ignore[arg-type]

        monkeypatch.setattr(corpus_module.Store, "put", full)
        assert corpus.add(folder).read == 3
        assert corpus.json() == at_once(folder)
    assert heard.told.count("disk full") == 1


def test_findings_depend_on_the_users_data(tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_text("", encoding="utf-8")
    before = fingerprint(Config(data=tmp_path))
    (tmp_path / "outlets.toml").write_text("# mine\n", encoding="utf-8")
    assert len({before, fingerprint(Config(data=tmp_path)), fingerprint(Config())}) == 3
    assert fingerprint(Config(workers=1)) == fingerprint(Config(workers=7))


KILLED = """
import sys
from corroborate import Config, Corpus, Watcher

class Told(Watcher):
    def stored(self, path):
        print(path, flush=True)

with Corpus("news.db", config=Config(workers=WORKERS), watch=Told()) as corpus:
    corpus.add("pile")
    corpus.analysis()
print("done", flush=True)
"""


def test_killed_at_any_moment_nothing_is_lost_that_was_reported_as_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pile(tmp_path / "pile", 25)
    chance, reported, deadline, kills = random.Random(7), set(), time.monotonic() + 40, 0
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-c", KILLED.replace("WORKERS", "1")], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        lines = [process.stdout.readline().strip()]  # it has begun: now it may be killed
        time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.read().split()
        process.wait()
        kills += "done" not in lines
        reported |= {line for line in lines if line not in ("done", "")}
        with sqlite3.connect("news.db") as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            assert reported <= {path for (path,) in db.execute("SELECT path FROM pages JOIN articles ON page = pages.id JOIN findings USING (page)")}
        if "done" in lines or time.monotonic() > deadline:
            break
    assert kills
    with Corpus("news.db") as corpus:
        corpus.add("pile")
        assert corpus.json() == at_once("pile")


def test_no_worker_outlives_a_killed_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pile(tmp_path / "pile", 12)
    script = tmp_path / "script.py"
    script.write_text(f"if __name__ == '__main__':{KILLED.replace('WORKERS', '2').replace(chr(10), chr(10) + '    ')}", encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, start_new_session=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert process.stdout is not None
    process.stdout.readline()  # its workers are at work
    process.kill()
    process.wait()
    for _ in range(100):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    pytest.fail("a worker was still there ten seconds after its parent had been killed")
