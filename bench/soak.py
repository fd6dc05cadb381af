"""Left alone for a while: `watch` follows a folder that fills, `serve` answers, `analyze` writes beside them. Does memory stay where it was, does anything fail?

    python bench/soak.py [--minutes 20] [--every 10] [--into out/soak] [--freeze]

Every few seconds two made-up articles are laid into the folder and some pages of the desk are asked for; now and then another process adds an article. What
each process holds is written to curve.csv. The code must stay as it is meanwhile (another program reads all anew): PYTHONPATH may name a copy. In the end all
must be stored, the database whole and no answer an error. Ten hours: --minutes 600 --every 60 (2 articles a minute).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from itertools import islice
from pathlib import Path

from archive_news import articles
from scale import family, usage

ROOT = Path(__file__).resolve().parents[1]
FROZEN, PORT = ROOT / "bench" / "frozen" / "soak.json", 8797
COMMAND = [sys.executable, "-m", "corroborate"]
ASKED = ("/", "/people", "/outlets", "/search?q=fire", "/changes", "/api/v1/stories")


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    log = (folder / f"{arguments[0]}.log").open("ab")
    return subprocess.Popen([*COMMAND, *arguments], stdout=log, stderr=log, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))


def ask(path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:
        return 0, ""


def held(process: subprocess.Popen[bytes]) -> float:
    """Resident MB of a process and all below it; 0 when it has ended."""
    return sum(used[0] for p in family(process.pid) if (used := usage(p)))


def soak(minutes: float, every: float, folder: Path) -> dict[str, float]:
    coming, db = folder / "coming", folder / "soak.db"
    coming.mkdir(parents=True)
    (coming / "first.html").write_text("<html><body><p>A ferry sank at Marl on Monday, the mayor said.</p></body></html>", encoding="utf-8")
    subprocess.run([*COMMAND, "analyze", str(coming), "--db", str(db)], check=True, capture_output=True)
    watching, serving = start(folder, "watch", str(coming), "--db", str(db)), start(folder, "serve", "--db", str(db), "--port", str(PORT))
    rows, answers, added, begun = [], [0, 0], 1, time.perf_counter()
    made = articles(10**9, 200)
    while (now := time.perf_counter() - begun) < 60 * minutes:
        for address, _, _, html in islice(made, 2):
            (coming / f"{re.sub('[^a-z0-9]+', '-', address[8:])}.html").write_text(html, encoding="utf-8")
            added += 1
        if len(rows) % 30 == 29:
            (address, _, _, html) = next(made)
            (folder / f"beside-{added}.html").write_text(html, encoding="utf-8")
            start(folder, "analyze", str(folder / f"beside-{added}.html"), "--db", str(db)).wait()
            added += 1
        if now > 20:
            found = re.findall(r'href="(/stor[^"?#]+)"', ask("/")[1])[:3]
            for path in (*ASKED, *found):
                status, _ = ask(path)
                answers[status != 200] += 1
        rows.append((round(now, 1), added, round(held(watching), 1), round(held(serving), 1), db.stat().st_size // 1_000_000))
        time.sleep(max(0.0, every - (time.perf_counter() - begun - now)))
    ended = [watching.poll() is not None, serving.poll() is not None]
    _settle(db, added)
    with (folder / "curve.csv").open("w", newline="") as out:
        csv.writer(out).writerows([("seconds", "added", "watch_mb", "serve_mb", "database_mb"), *rows])
    for process in (watching, serving):
        process.send_signal(signal.SIGINT)
        process.wait(60)
    return _told(rows, answers, added, stored(db), whole(db), ended)


def _settle(db: Path, added: int) -> None:
    """What was laid last is read before the end is told."""
    for _ in range(60):
        if stored(db) >= added:
            return
        time.sleep(2)


def stored(db: Path) -> int:
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as read:
        return int(read.execute("SELECT count(DISTINCT path) FROM pages").fetchone()[0])


def whole(db: Path) -> bool:
    with sqlite3.connect(db) as read:
        return bool(read.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


def _told(rows: list[tuple[float, ...]], answers: list[int], added: int, there: int, intact: bool, ended: list[bool]) -> dict[str, float]:
    part = max(1, len(rows) // 4)
    mean = {f"{name}_{when}_quarter_mb": round(sum(r[n] for r in some) / len(some)) for name, n in (("watch", 2), ("serve", 3))
            for when, some in (("second", rows[part : 2 * part] or rows), ("last", rows[-part:]))}  # fmt: skip
    return {
        "minutes": round(rows[-1][0] / 60, 1), "laid": added, "stored": there, "answers": answers[0], "other_answers": answers[1], "whole": intact,
        "ended_early": sum(ended), **mean,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--every", type=float, default=10, help="seconds between two rounds")
    parser.add_argument("--into", type=Path, default=ROOT / "out" / "soak" / time.strftime("%Y%m%d-%H%M%S"))
    parser.add_argument("--freeze", action="store_true")
    args = parser.parse_args()
    found = soak(args.minutes, args.every, args.into)
    print(json.dumps(found, indent=1))
    if args.freeze:
        FROZEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
