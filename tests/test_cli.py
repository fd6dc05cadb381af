"""The command line, as a person or a script meets it: help, outputs, and what bad input gets."""

from __future__ import annotations

import gzip
import io
import json
import os
import pty
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from corroborate.cli import main
from corroborate.schema import schema
from corroborate.screen import expected
from invented import ALL, HARBOUR, STORY, laid, pile

COMMAND = [sys.executable, "-m", "corroborate"]
MANY = 500  #: articles, more than are read before a signal comes


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test runs in an empty folder that holds four articles in `news/`."""
    monkeypatch.chdir(tmp_path)
    return laid(tmp_path / "news")


Run = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command here: exit status, standard output, lines of standard error."""

    def command(*arguments: str) -> tuple[int, str, list[str]]:
        try:
            status = main(arguments)
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode().splitlines()

    return command


# ------------------------------------------------------------------------------------------------------------ what it does


def test_a_summary_to_read_in_a_minute(run: Run) -> None:
    status, out, err = run("analyze", "news")
    assert (status, err) == (0, [])
    assert out.startswith("4 articles: 1 story\n")
    assert "3 articles from" in out
    assert len(out.split()) < 300
    assert "\x1b" not in out
    assert "On one origin only" in out
    assert "“We were told nothing” — Greta Holm  [" in out


def test_json_csv_page_and_database(run: Run) -> None:
    status, _, err = run("analyze", "news", "--json", "out/a.json", "--csv", "out/a.csv", "--report", "out/a.html", "--db", "out/a.db")
    assert (status, err) == (0, [])
    written = json.loads(Path("out/a.json").read_text(encoding="utf-8"))
    jsonschema.validate(written, schema())
    assert {a["path"] for a in written["articles"]} == {f"news/{name}" for name in ALL}
    assert Path("out/a.csv").read_text(encoding="utf-8").startswith("story,")
    assert "Ivo Brandl" in Path("out/a.html").read_text(encoding="utf-8")
    assert sorted(p.name for p in Path("out").iterdir()) == ["a.csv", "a.db", "a.html", "a.json"]
    assert counted("out/a.db") == 4


def test_json_on_standard_output_comes_alone(run: Run) -> None:
    status, out, err = run("analyze", "news", "--json", "-")
    assert (status, err) == (0, [])
    assert len(json.loads(out)["articles"]) == 4


def test_the_same_bytes_twice_whatever_the_order_and_the_workers(run: Run) -> None:
    names = [f"news/{name}" for name in ALL]
    outputs = {run("analyze", *order, "--workers", workers, "--json", "-")[1] for order, workers in ((names, "1"), (names[::-1], "2"), (["news"], "1"))}
    assert len(outputs) == 1


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(HARBOUR.encode())))
    _, out, err = run("analyze", "-", "--json", "-")
    article = json.loads(out)["articles"][0]
    assert (article["path"], article["text"], err) == ("-", HARBOUR, [])


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_json_lines(run: Run, name: str) -> None:
    lines = "".join(json.dumps({"id": key, "text": text, "url": f"https://news.example/{key}", "outlet": "The Harbour Times"}) + "\n" for key, text in STORY.items())
    Path(name).write_bytes(gzip.compress(lines.encode()) if name.endswith("gz") else lines.encode())
    _, out, err = run("analyze", name, "--json", "-")
    articles = json.loads(out)["articles"]
    assert err == []
    assert [(a["path"], a["outlet"]["name"], a["text"]) for a in articles] == [(f"{name}#{key}", "The Harbour Times", text) for key, text in sorted(STORY.items())]


def test_a_database_grows_and_can_be_asked(run: Run) -> None:
    assert run("analyze", "news/harbour.txt", "--db", "news.db")[0] == 0
    status, changed, _ = run("analyze", "news/ledger.txt", "news/radio.txt", "news/cheese.txt", "--db", "news.db")
    assert status == 0
    assert changed.startswith("3 new articles; the database holds 4 articles in 2 stories")
    assert run("analyze", "news/ledger.txt", "--db", "news.db")[1] == "no new articles; the database holds 4 articles in 2 stories\n"
    status, grown, _ = run("analyze", "--db", "news.db", "--json", "-")
    assert status == 0
    at_once = json.loads(run("analyze", "news", "--json", "-")[1])  # its stories begin elsewhere, so ids differ; what belongs together does not
    assert [sorted(s["articles"]) for s in json.loads(grown)["stories"]] == [sorted(s["articles"]) for s in at_once["stories"]]
    assert json.loads(grown)["quotations"] == at_once["quotations"]
    status, stories, _ = run("stories", "--db", "news.db")
    assert (status, len(stories.splitlines())) == (0, 2)
    first = next(s["id"] for s in json.loads(grown)["stories"] if len(s["articles"]) == 3)
    status, story, _ = run("story", first[:12], "--db", "news.db")
    assert status == 0
    assert "Greta Holm" in story
    status, claims, _ = run("claims", "--verdict", "single", "--db", "news.db")
    assert status == 0
    assert "Greta Holm" in claims
    assert "Greta Holm" not in run("claims", "--verdict", "agreed", "--db", "news.db")[1]
    other = next(s["id"] for s in json.loads(grown)["stories"] if s["id"] != first)
    assert "Greta Holm" in run("claims", "--story", first[:12], "--db", "news.db")[1]
    assert "Greta Holm" not in run("claims", "--story", other, "--db", "news.db")[1]
    assert run("claims", "--story", "nothing", "--db", "news.db")[0] == 2


def test_schema(run: Run) -> None:
    status, out, _ = run("schema")
    assert (status, json.loads(out)) == (0, schema())


def test_version_and_help(run: Run) -> None:
    assert re.fullmatch(r"corroborate \d+\.\d+\.\d+\n", run("--version")[1])
    for command in ((), ("analyze",), ("schema",), ("stories",), ("story",), ("claims",)):
        status, out, _ = run(*command, "--help")
        assert status == 0
        assert re.search(r"examples?:\n  corroborate ", out), "help teaches by example"


def test_help_does_not_wait_for_the_models() -> None:
    code = "import sys\nfrom corroborate.cli import main\ntry: main(['--help'])\nexcept SystemExit: print([m for m in ('numpy', 'onnxruntime', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


# ------------------------------------------------------------------------------------------------------ what bad input gets


def big_line(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"text": "word " * 10_500_000}) + "\n" + json.dumps({"text": HARBOUR}) + "\n")


BAD: list[tuple[str, Callable[[Path], object] | None, str]] = [
    ("missing.txt", None, "missing.txt: no such file or folder"),
    ("empty.txt", Path.touch, "empty.txt: empty file"),
    ("blank.txt", lambda p: p.write_text(" \n\n"), "blank.txt: empty file"),
    ("binary.txt", lambda p: p.write_bytes(bytes(range(256)) * 20), "binary.txt: binary file, not text"),
    ("picture.png", lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500)), "picture.png: binary file, not text"),
    ("odd.txt", lambda p: p.write_bytes(b"\x81\x8d\x8f\x90\x9d\xff\xfe\xc3 " * 40), "odd.txt: not UTF-8"),
    ("broken.jsonl", lambda p: p.write_text('{"text": \n'), "broken.jsonl#1: line 1 is not JSON"),
    ("page.html", lambda p: p.write_text("<html><head><title>Log in</title></head><body><nav><a href=/>Home</a></nav></body></html>"), "page.html: "),
    ("huge.txt", lambda p: p.write_text("word " * 10_500_000), "huge.txt: too large"),
    ("loop.txt", lambda p: p.symlink_to(p), "loop.txt: "),
    ("gone.txt", lambda p: p.symlink_to("nowhere"), "gone.txt: no such file or folder"),
    ("broken.jsonl.gz", lambda p: p.write_bytes(gzip.compress(b'{"text": "Rain fell on Port Ansel."}\n' * 99)[:-20]), "broken.jsonl.gz: broken gzip"),
    ("bell\x07\x1b[31m.txt", Path.touch, "bell [31m.txt: empty file"),
]


@pytest.mark.parametrize(("name", "make", "line"), BAD, ids=[line.split(":")[0] + str(i) for i, (_, _, line) in enumerate(BAD)])
def test_a_bad_input_gets_one_line_and_the_rest_goes_on(run: Run, name: str, make: Callable[[Path], object] | None, line: str) -> None:
    if make:
        make(Path(name))
    status, out, err = run("analyze", name, "news/radio.txt", "--json", "-")
    assert (status, len(err)) == (0, 1)
    assert err[0].startswith(f"corroborate: {line}")
    assert [r["path"] for r in json.loads(out)["rejected"]] == [err[0].removeprefix("corroborate: ").split(": ")[0]] or "\x07" in name
    assert "news/radio.txt" in {a["path"] for a in json.loads(out)["articles"]}
    status, out, err = run("analyze", name) if not name.endswith("gz") else (1, "", err)
    assert (status, len(err)) == (1, 1), "nothing was read"


def test_a_broken_line_is_named_by_its_number_and_a_huge_one_does_not_stop_the_rest(run: Run) -> None:
    big_line(Path("big.jsonl"))
    with Path("big.jsonl").open("a") as file:
        file.write('["not an object"]\n{"title": "no text"}\n{{{\n')
    status, out, err = run("analyze", "big.jsonl", "--json", "-")
    assert status == 0
    assert [line.split(":")[1].strip() for line in err] == ["big.jsonl#1", "big.jsonl#3", "big.jsonl#4", "big.jsonl#5"]
    assert [a["path"] for a in json.loads(out)["articles"]] == ["big.jsonl#2"]


def test_a_declared_encoding_is_read(run: Run) -> None:
    html = f"<html><head><meta charset=windows-1252></head><body><article><h1>F\xe4hre</h1>{''.join(f'<p>{p}</p>' for p in HARBOUR.split(chr(10) * 2))}</article></body></html>"
    Path("old.html").write_bytes(html.encode("cp1252", "replace"))
    status, out, err = run("analyze", "old.html", "--json", "-")
    assert (status, err) == (0, [])
    assert "Cape Ansel" in json.loads(out)["articles"][0]["text"]


def test_a_language_that_is_not_read_is_kept_without_findings(run: Run) -> None:
    Path("de.txt").write_text("Die Fähre lief am Montag vor dem Kap auf Grund. „Niemand war in Gefahr“, sagte der Kommandant der Küstenwache. " * 3, encoding="utf-8")
    status, out, err = run("analyze", "de.txt", "--json", "-")
    found = json.loads(out)
    assert (status, err, found["articles"][0]["language"], found["quotations"]) == (0, [], "de", [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(run: Run) -> None:
    Path("secret.txt").write_text("x")
    Path("secret.txt").chmod(0)
    assert run("analyze", "secret.txt", "news")[2] == ["corroborate: secret.txt: not readable: permission denied"]


def test_a_file_that_vanishes_while_others_are_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import corroborate.ingest.readers as readers

    walk = readers._files

    def files(path: str) -> Any:
        for file in walk(path):
            if str(file).endswith("radio.txt"):
                Path(str(file)).unlink()
            yield file

    monkeypatch.setattr(readers, "_files", files)
    status, _, err = run("analyze", "news")
    assert (status, err) == (0, ["corroborate: news/radio.txt: no such file or folder"])


def newer(path: Path) -> None:
    main(["analyze", "news", "--db", str(path)])
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (newer, "made by a newer version of corroborate"),
        (lambda p: p.write_bytes(b"This is a letter and not a database. " * 99), "not a database"),
        (Path.mkdir, "cannot be opened"),
    ],
)
def test_a_database_that_cannot_be_used_gets_one_line_and_the_rest_goes_on(run: Run, make: Callable[[Path], object], fault: str) -> None:
    make(Path("bad.db"))
    before = Path("bad.db").read_bytes() if Path("bad.db").is_file() else None
    run("schema")
    status, out, err = run("analyze", "news", "--db", "bad.db", "--json", "-")
    assert (status, len(err)) == (0, 1)
    assert err[0].startswith(f"corroborate: bad.db: {fault}")
    assert len(json.loads(out)["articles"]) == 4
    assert before == (Path("bad.db").read_bytes() if before else None), "it is left as it was"


def test_a_full_disk_for_an_output(run: Run) -> None:
    status, out, err = run("analyze", "news", "--json", "/dev/full", "--csv", "a.csv")
    assert (status, err) == (0, ["corroborate: /dev/full: no space left on device"])
    assert out.startswith("4 articles")
    assert Path("a.csv").exists()


def limited(*arguments: str, size: int) -> subprocess.CompletedProcess[str]:
    """The command in a process that can write no file larger than *size* bytes: what a full disk is like."""
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, timeout=120, check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    )


def test_a_disk_too_full_for_a_file_leaves_the_old_one(run: Run) -> None:
    Path("a.json").write_text("old")
    done = limited("analyze", "news", "--json", "a.json", size=2000)
    assert (done.returncode, done.stderr) == (0, "corroborate: a.json: file too large\n")
    assert Path("a.json").read_text() == "old"
    assert [p.name for p in Path().iterdir() if ".part" in p.name] == []


@pytest.mark.parametrize("size", [1000, 90_000])
def test_a_disk_too_full_for_the_database_gets_one_line_and_the_rest_goes_on(size: int) -> None:
    done = limited("analyze", "news", "--db", "news.db", size=size)
    assert done.returncode == 0
    assert re.fullmatch(r"corroborate: news\.db: .*full.*; going on without it\n", done.stderr)
    assert done.stdout.startswith("4 articles")
    again = subprocess.run([*COMMAND, "analyze", "news", "--db", "news.db"], capture_output=True, text=True, check=False)
    assert (again.returncode, again.stderr) == (0, ""), "with room again, the next run goes on"


def test_an_output_is_replaced_keeping_its_rights_and_a_link_is_followed(run: Run) -> None:
    Path("real.json").write_text("old")
    Path("real.json").chmod(0o640)
    Path("link.json").symlink_to("real.json")
    run("analyze", "news/radio.txt", "--json", "link.json")
    assert Path("link.json").is_symlink()
    assert json.loads(Path("real.json").read_text(encoding="utf-8"))["articles"]
    assert Path("real.json").stat().st_mode & 0o777 == 0o640


def test_outputs_may_lie_in_the_folder_that_is_read(run: Run) -> None:
    command = ("analyze", "news", "--json", "news/a.json", "--report", "news/a.html", "--csv", "news/a.csv", "--db", "news/a.db")
    assert [run(*command)[0] for _ in range(2)] == [0, 0]
    status, out, err = run(*command)
    assert (status, err) == (0, [])
    assert out.startswith("4 articles")


WRONG = [
    (["analyze"], "give a PATH to read, or a database with --db"),
    (["analyze", "--db", "missing.db"], "no database at missing.db"),
    (["analyze", "news", "--workers", "0"], "'0' is not a number of processes"),
    (["analyze", "news", "--workers", "many"], "'many' is not a number of processes"),
    (["analyze", "news", "--json", "news"], "an output needs a file, and 'news' is none"),
    (["analyze", "news", "--json", "-", "--csv", "-"], "two outputs into one place"),
    (["analyze", "news", "--report", "-"], "--report needs a file"),
    (["analyze", "news", "--data", "nowhere"], "nowhere: no such folder"),
    (["analyze", "news", "--data", "bad-name"], "bad-name/outletz.toml: lays over no table"),
    (["analyze", "news", "--data", "bad-toml"], "bad-toml/outlets.toml: not TOML"),
    (["analyze", "news", "--data", "bad-kind"], "bad-kind/languages.toml: "),
    (["analyze", "news", "--colour"], "unrecognized arguments: --colour"),
    (["guess"], "invalid choice: 'guess'"),
    (["stories"], "the following arguments are required: --db"),
    (["stories", "--db", "missing.db"], "no database at missing.db"),
    ([], "usage: corroborate"),
]


@pytest.mark.parametrize(("arguments", "fault"), WRONG, ids=[" ".join(a) or "nothing" for a, _ in WRONG])
def test_wrong_usage(run: Run, arguments: list[str], fault: str) -> None:
    from corroborate.knowledge import table

    first = next(iter(table("languages")))
    for name, text in (("bad-name/outletz", ""), ("bad-toml/outlets", "= ="), ("bad-kind/languages", f"{first} = 2001-01-01")):
        Path(name).parent.mkdir(exist_ok=True)
        Path(f"{name}.toml").write_text(text, encoding="utf-8")
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert fault in "\n".join(err)


def test_a_story_that_is_not_there(run: Run) -> None:
    run("analyze", "news", "--db", "news.db")
    status, _, err = run("story", "zzz", "--db", "news.db")
    assert (status, len(err)) == (2, 1)
    assert "no stories have an id that begins with 'zzz'" in err[0]


# ------------------------------------------------------------------------------------------------------- terminals and pipes


def test_nothing_in_a_text_steers_the_terminal(run: Run) -> None:
    Path("evil.txt").write_text(HARBOUR.replace("Nobody was", "\x1b]0;owned\x07Nobody\u202e was").replace("Ferry runs", "[red]Ferry[/red] \x1b[31mruns"), encoding="utf-8")
    out = run("analyze", "evil.txt", "news")[1]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", out)


def in_terminal(*arguments: str, **environment: str) -> str:
    """What a terminal gets to see."""
    leader, follower = pty.openpty()
    process = subprocess.Popen([*COMMAND, *arguments], stdout=follower, stderr=follower, env={**os.environ, "TERM": "xterm-256color", **environment})
    os.close(follower)
    seen = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(leader)
    assert process.wait() == 0
    return seen.decode()


def test_a_terminal_gets_colour_and_a_bar_unless_it_wants_none() -> None:
    seen = in_terminal("analyze", "news", "missing.txt")
    assert "reading" in seen
    assert "missing.txt: no such file or folder" in seen
    assert "\x1b[1;" in seen
    plain = in_terminal("analyze", "news", NO_COLOR="1")
    assert not re.search(r"\x1b\[[\d;]*3[0-7]m", plain)


@pytest.mark.parametrize(("paths", "pages"), [(["news"], 4), (["news", "x.txt"], 5), (["news", "a.jsonl"], None), (["-"], None)])
def test_the_bar_knows_how_much_is_to_come(paths: list[str], pages: int | None) -> None:
    assert expected(paths) == pages


def test_a_reader_that_has_enough_is_no_fault() -> None:
    process = subprocess.Popen([*COMMAND, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert (process.stderr.read(), process.wait()) == (b"", 0)


def test_standard_output_on_a_full_disk() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, "schema"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "corroborate: standard output: no space left on device\n")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_stops_with_one_line_and_keeps_what_was_read(workers: str) -> None:
    pile(Path("pile"), MANY)
    process = subprocess.Popen(
        [*COMMAND, "analyze", "pile", "--db", "news.db", "--workers", workers], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # tests that run in the background are deaf to it
    )  # fmt: skip
    for _ in range(1500):
        time.sleep(0.02)
        if Path("news.db").exists() and counted("news.db") > 1:
            break
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "corroborate: stopped; what was read is stored\n")
    assert 1 < counted("news.db") < MANY


def counted(path: str) -> int:
    with sqlite3.connect(path, timeout=10) as db:
        try:
            return int(db.execute("SELECT count(*) FROM findings").fetchone()[0])
        except sqlite3.OperationalError:
            return 0
