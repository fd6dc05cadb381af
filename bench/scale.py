"""From an archive of web pages to a database and tables: articles a second, cores used, memory over time, and what a million cost.

    python bench/scale.py [--articles 1000 10000 100000] [--workers 1 2] [--engine pool|ray] [--words 600] [--into FOLDER] [--price 0.04] [--quick] [--freeze]
                          [--same] [--peers] [--steps]

The articles are made (`archive_news.py`: always the same), as HTML pages in one WARC. What is measured is `corroborate analyze WARC --db DB --parquet TABLES`,
start included, in two parts: reading (cleaning, all findings, storing) and relating (stories, reuse, who is who, claims, tables). With --into FOLDER all is kept:
the same command goes on where it stopped, and each run has a curve beside it (`*.csv`: `COLUMNS`). --words 60 makes short ones; --quick reads without networks
(tests/quick.py: one process, milliseconds an article), to measure what lies around them: memory, storing, relating. --freeze: put the figures of the curves in
FOLDER into bench/frozen/scale.json. --same: compare the databases of these articles in FOLDER, byte for byte. --peers: what trafilatura alone and spaCy's
blank pipeline take for the same pages. --steps: processor time by step. A flame graph: py-spy record -o flame.svg -- python bench/scale.py --steps
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive_news import articles

FROZEN = Path(__file__).resolve().parent / "frozen" / "scale.json"
EVERY_S = 2.0  #: between two looks at memory
PAGE, TICKS = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")


def pages(count: int, words: int) -> Iterator[tuple[str, str]]:
    """(address, HTML) of made-up articles, the same each time."""
    return ((address, html) for address, _, _, html in articles(count, words))


def archive(path: Path, count: int, words: int) -> None:
    """The pages as a WARC, uncompressed."""
    with path.open("wb") as out:
        for number, (address, html) in enumerate(pages(count, words)):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:012d}>\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
            out.write(f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")


COLUMNS = ("seconds", "articles", "all_mb", "first_mb", "processor_seconds", "load")


@dataclass
class Run:
    """What was seen of one command."""

    curve: list[tuple[float, ...]] = field(default_factory=list)  #: rows of `COLUMNS`

    def look(self, begun: float, process: int, db: Path) -> None:
        held = {p: used for p in family(process) if (used := usage(p))}
        cpu = sum(c for _, c in held.values())
        last = self.curve[-1][4] if self.curve else 0.0
        self.curve.append(
            (time.perf_counter() - begun, stored(db), sum(m for m, _ in held.values()), held.get(process, (0.0, 0.0))[0], max(cpu, last), os.getloadavg()[0])
        )


def family(process: int) -> list[int]:
    """A process and all below it."""
    out = [process]
    for one in out:
        try:
            out += [int(p) for t in Path(f"/proc/{one}/task").iterdir() for p in (t / "children").read_text().split()]
        except OSError:
            continue
    return list(dict.fromkeys(out))


def usage(process: int) -> tuple[float, float] | None:
    """Resident MB and processor seconds, of children that have ended too; `None` once it is gone."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        resident = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return None
    return resident * PAGE / 1e6, sum(map(int, stat[11:15])) / TICKS


def stored(db: Path) -> int:
    if not db.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=1) as read:
            return int(read.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.Error:
        return 0


#: `corroborate` with reading that needs no networks.
QUICK = f"""
import sys
sys.path.insert(0, {str(Path(__file__).resolve().parents[1] / "tests")!r})
import quick
from corroborate import engines
from corroborate.cli import main
engines.read = quick.read
sys.exit(main(sys.argv[1:]))
"""


def measure(count: int, workers: int, args: argparse.Namespace, folder: Path) -> dict[str, float | str | None]:
    engine = "quick" if args.quick else args.engine
    path, name = folder / f"{count}x{args.words}.warc", f"{count}x{args.words}-{workers}-{engine}"
    if not path.exists():
        archive(path, count, args.words)
    db, run = folder / f"{name}.db", Run()
    known, begun = stored(db), time.perf_counter()
    tables = folder / f"{name}-tables"
    program = ["-c", QUICK] if args.quick else ["-m", "corroborate"]
    command = [sys.executable, *program, "analyze", str(path), "--db", str(db), "--parquet", str(tables), "--workers", str(workers), "--engine", args.engine]
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        while process.poll() is None:
            run.look(begun, process.pid, db)
            time.sleep(EVERY_S if count > 500 else 0.2)
    with (folder / f"{name}-{known}.csv").open("w", newline="") as out:
        csv.writer(out).writerows([COLUMNS, *((round(x, 2) for x in row) for row in run.curve)])
    return figures(count, args.words, workers, engine, known, run, args.price)


def figures(count: int, words: int, workers: int, engine: str, known: int, run: Run, price: float) -> dict[str, float | str | None]:
    last = run.curve[-1]
    end = next(row for row in run.curve if row[1] == last[1])  # reading ends here
    reading, relating = [r for r in run.curve if r[0] <= end[0]], [r for r in run.curve if r[0] > end[0]] or [end]
    busy = [r for r in reading if r[1] > known] or reading  # models loaded
    part = max(1, len(busy) // 4)
    read = max(last[1] - known, 1)
    hours = last[4] / read * 1e6 / 3600
    return {
        "articles": count, "words": words, "workers": workers, "engine": engine, "read": round(last[1] - known),
        "load": round(sum(r[5] for r in run.curve) / len(run.curve), 1) or None, "reading_s": round(end[0], 1), "reading_cpu_s": round(end[4], 1),
        "cores": round(end[4] / max(end[0], 0.01), 2),
        "per_s": round(read / max(end[0], 0.01), 2), "per_cpu_s": round(read / max(end[4], 0.01), 2),
        "reading_mb": round(max(r[2] for r in reading)), "first_quarter_mb": round(max(r[2] for r in busy[:part])),
        "last_quarter_mb": round(max(r[2] for r in busy[-part:])), "parent_mb": round(max(r[3] for r in reading)),
        "relating_s": round(last[0] - end[0], 1), "relating_cpu_s": round(last[4] - end[4], 1), "relating_mb": round(max(r[2] for r in relating)),
        "million_core_hours": round(hours), "million_price": round(hours * price),
    }  # fmt: skip


def told(f: dict[str, float | str | None]) -> str:
    return (
        f"{f['articles']:,} articles of {f['words']} words, {f['workers']} process(es), {f['engine']}: {f['read']:,} read in {f['reading_s']:,} s, "
        f"{f['per_s']} a second by the clock, {f['per_cpu_s']} a second of processor time, {f['cores']} cores; memory of all processes {f['reading_mb']:,} MB "
        f"(first quarter {f['first_quarter_mb']:,}, last {f['last_quarter_mb']:,}; the first process {f['parent_mb']:,}); related in {f['relating_s']:,} s with "
        f"{f['relating_mb']:,} MB; a million: {f['million_core_hours']:,} core hours, {f['million_price']:,}; load {f['load']}"
    )


def same(folder: Path, count: int, words: int) -> None:
    """Whether all databases of these articles hold the same, byte for byte."""
    held = {}
    for db in sorted(folder.glob(f"{count}x{words}-*.db")):
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as read:
            held[db.name] = read.execute("SELECT a.id, a.body, f.body FROM articles a JOIN findings f USING (page) ORDER BY a.id").fetchall()
    first = next(iter(held.values()), [])
    for name, rows in held.items():
        print(f"{name}: {len(rows):,} articles, {'the same bytes' if rows == first else 'OTHER BYTES'}")


def peers(count: int, words: int) -> None:
    import trafilatura

    made = [html for _, html in pages(count, words)]
    begun = time.process_time()
    texts = [trafilatura.extract(html) or "" for html in made]
    print(f"trafilatura alone: {count / (time.process_time() - begun):.1f} pages a second of processor time")
    try:
        import spacy
    except ImportError:
        print("spaCy's blank pipeline: not run, spaCy is not installed")
        return
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    begun = time.process_time()
    list(nlp.pipe(texts))
    print(f"spaCy's blank pipeline with its rule for sentences: {count / (time.process_time() - begun):.1f} texts a second of processor time")


def steps(count: int, words: int) -> None:
    """Processor time of each step of `pipeline.annotate`, and of cleaning."""
    from corroborate import pipeline
    from corroborate.config import Config
    from corroborate.types import Page

    spent: dict[str, float] = {}
    for name in [n for n in vars(pipeline) if n.startswith(("find_", "follow_", "understand", "clean"))]:
        setattr(pipeline, name, _timed(name, getattr(pipeline, name), spent))
    made = [Page(address, "0" * 64, html=html, url=address) for address, html in pages(count, words)]
    pipeline.read(made[0], Config())
    spent.clear()
    for page in made:
        pipeline.read(page, Config())
    whole = sum(spent.values())
    for name, seconds in sorted(spent.items(), key=lambda s: -s[1]):
        if seconds > 0.001 * whole:
            print(f"{name:20} {1000 * seconds / count:7.1f} ms an article {100 * seconds / whole:5.1f} %")


def _timed(name: str, function: object, spent: dict[str, float]) -> object:
    def run(*given: object, **named: object) -> object:
        begun = time.process_time()
        try:
            return function(*given, **named)  # type: ignore[operator]
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - begun

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000])
    parser.add_argument("--workers", type=int, nargs="+", default=sorted({1, os.cpu_count() or 1}))
    parser.add_argument("--engine", choices=["pool", "ray"], default="pool")
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--price", type=float, default=0.04, help="of a core hour")
    parser.add_argument("--into", type=Path, help="a folder for archives and databases, kept")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--steps", action="store_true")
    parser.add_argument("--same", action="store_true")
    parser.add_argument("--freeze", action="store_true")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if args.steps:
        steps(args.articles[0], args.words)
    elif args.peers:
        peers(args.articles[0], args.words)
    elif args.freeze:
        freeze(args.into, args.price)
    elif args.same:
        same(args.into, args.articles[0], args.words)
    else:
        with tempfile.TemporaryDirectory() as made:
            folder = args.into or Path(made)
            folder.mkdir(parents=True, exist_ok=True)
            for count in args.articles:
                for workers in args.workers:
                    found = measure(count, workers, args, folder)
                    print(told(found), flush=True)


def freeze(folder: Path, price: float) -> None:
    """Keep the figures of the curves in *folder*, one row for each size, number of words, number of workers and engine."""
    rows = {r["name"]: r for r in json.loads(FROZEN.read_text())} if FROZEN.exists() else {}
    for path in sorted(folder.glob("*.csv")):
        count, words, workers, engine, known = re.fullmatch(r"(\d+)x(\d+)-(\d+)-(\w+)-(\d+)", path.stem).groups()  # type: ignore[union-attr]
        with path.open(newline="") as file:
            curve = [tuple(float(v) for v in row) for row in list(csv.reader(file))[1:]]
        run = Run([(*row, 0.0)[: len(COLUMNS)] for row in curve])
        rows[path.stem] = {"name": path.stem, **figures(int(count), int(words), int(workers), engine, int(known), run, price)}
    FROZEN.write_text(json.dumps([rows[n] for n in sorted(rows)], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
