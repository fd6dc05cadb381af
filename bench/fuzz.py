"""Fuzzing of every reader, led by coverage (atheris, libFuzzer): nothing may be raised, hang, or grow.

    python bench/fuzz.py [READER ...] [--minutes 30] [--slice 5] [--into out/fuzz] [--freeze]        needs: pip install atheris

READER is archive, lines, table, feed, pdf, html or text; all of them where none is named. They take turns, a slice of minutes each, until each has had
its minutes. The inputs that reached new code, what was found and the tally stay in --into, so that the same command goes on another day (from the frozen
tally where --into is gone). An input may take `HANG_S` seconds, a process may grow to `MOST_MB`; what breaks a bound or raises is kept as crash-*,
timeout-* or oom-* and told. --freeze: write the tally so far to bench/frozen/fuzz.json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FROZEN = ROOT / "bench" / "frozen" / "fuzz.json"
HANG_S, MOST_MB, LONGEST = 10, 1500, 8000
HEAD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://marl.example/1\r\nContent-Type: application/http; msgtype=response\r\n"
)
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n"
PAGE = b"""<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Ferry closes | The Marl Gazette</title>
<meta property='article:published_time' content='2024-03-04T10:00:00Z'><script type='application/ld+json'>
{"@type": "NewsArticle", "headline": "Ferry closes", "author": [{"name": "Ana Lund"}]}</script></head><body><nav><ul><li><a href=/a>Home</a></ul></nav>
<article><h1>Ferry closes</h1><p class=byline>By Ana Lund</p><time datetime=2024-03-04>March 4</time><p>The ferry closed on Monday, the mayor said.
&ldquo;We&#39;ll see,&rdquo; she added.<p>Related: more<blockquote>Quoted</blockquote><figure><img alt=x><figcaption>Photo: Bo</figcaption></figure>
</article><!-- end --><footer>All rights reserved"""
TEXT = """Ferry closes

By Ana Lund
March 4, 2024

MARL (Reuters) — The ferry closed on Monday, the mayor said. “We’ll see,” she added.

Read more: the mill
Photo: Bo
""".encode()


def warc(body: bytes) -> bytes:
    return HEAD + b"Content-Length: %d\r\n\r\n" % len(HTTP + body) + HTTP + body + b"\r\n\r\n"


def seeds(reader: str) -> list[bytes]:
    """What mutation begins with. The first byte says how the rest is wrapped (`wrapped`)."""
    sys.path.insert(0, str(ROOT / "tests"))
    from hoards import ATOM, RSS, pdf

    found = {
        "archive": [b"\0" + warc(PAGE[:300]) + warc(PAGE[300:]), b"\1" + warc(PAGE), b"\2" + gzip.compress(warc(PAGE)), b"\3" + warc(TEXT)],
        "lines": [
            b'\0{"text": "News.", "url": "https://marl.example/1", "date": "2024-03-04"}\n{"html": "<p>News."}\n',
            b'\1{"text": "N"}\n[1]\n',
            b"\2" + gzip.compress(b'{"text": "N"}\n'),
        ],
        "table": [
            b"\0" + table([{"text": "The ferry closed.", "url": "https://marl.example/1"}, {"text": None, "url": "x"}]),
            b"\0" + table([{"html": "<p>News of the day."}]),
        ],
        "feed": [b"\0" + RSS.encode(), b"\0" + ATOM.encode()],
        "pdf": [b"\0" + pdf(["News of the day.", "The ferry closed."])],
        "html": [b"\0" + PAGE, b"\0<p>News of the day, he said.", b"\0" + PAGE.decode().encode("utf-16")],
        "text": [b"\0" + TEXT, b"\0" + TEXT.decode().encode("utf-16"), b"\0" + TEXT.decode().encode("cp1252")],
    }
    return found[reader]


def table(rows: list[dict[str, str | None]]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    out = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return bytes(out.getvalue().to_pybytes())


#: By reader: the names that the first byte of an input chooses from.
NAMES = {
    "archive": ["a.warc", "a.warc.gz", "a.warc.gz", "a.wet", "a.warc.zst"], "lines": ["a.jsonl", "a.jsonl.gz", "a.jsonl.gz", "a.jsonl.zst"], "table": ["a.parquet"],
    "feed": ["a.xml"], "pdf": ["a.pdf"], "html": ["a.html"], "text": ["a.txt"],
}  # fmt: skip


def wrapped(reader: str, raw: bytes) -> tuple[str, bytes]:
    """A file's name and bytes: the second way (1) packs what follows, so that mutation reaches what lies behind the packing; the others leave it as it is."""
    names = NAMES[reader]
    way = raw[0] % len(names)
    return names[way], gzip.compress(raw[1:], 1) if way == 1 else raw[1:]


def child(reader: str, folder: Path, seconds: int, seed: int) -> None:
    """Fuzz in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["corroborate.ingest", "corroborate.text", "feedparser", "pypdf", "htmldate", "trafilatura"]):
        from corroborate.config import Config
        from corroborate.ingest.clean import clean
        from corroborate.ingest.readers import read_pages
        from corroborate.types import Article, Page, Rejected
    config = Config(max_bytes=1_000_000)
    place = Path("/dev/shm" if Path("/dev/shm").is_dir() else folder) / f"fuzz-{reader}"
    place.mkdir(exist_ok=True)

    def one(raw: bytes) -> None:
        if not raw:
            return
        name, body = wrapped(reader, raw)
        (place / name).write_bytes(body)
        for found in read_pages([str(place / name)], config):
            assert isinstance(found, Page) or "\n" not in found.reason, found.reason
            made = clean(found, config) if isinstance(found, Page) else found
            assert isinstance(made, Article | Rejected)

    corpus = folder / reader
    corpus.mkdir(parents=True, exist_ok=True)
    for number, raw in enumerate(seeds(reader)):
        (corpus / f"seed-{number}").write_bytes(raw)
    bounds = [
        f"-max_total_time={seconds}",
        f"-timeout={HANG_S}",
        f"-rss_limit_mb={MOST_MB}",
        f"-max_len={LONGEST}",
        f"-seed={seed}",
        f"-artifact_prefix={folder}/{reader}-",
    ]
    atheris.Setup([sys.argv[0], *bounds, "-print_final_stats=1", "-verbosity=1", str(corpus)], one, enable_python_coverage=True)
    atheris.Fuzz()


def turn(reader: str, folder: Path, seconds: int, tally: dict[str, float]) -> bool:
    """One slice; whether it ended without a finding."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, __file__, "--child", reader, "--into", str(folder), "--seconds", str(seconds), "--seed", str(int(tally["slices"]) + 1)]
    with (folder / f"{reader}.log").open("wb") as log:
        done = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False)
    told = (folder / f"{reader}.log").read_text(errors="replace")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    tally["minutes"] += (time.perf_counter() - begun) / 60
    tally["processor_minutes"] += (used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime) / 60
    tally["inputs"] += max([int(n) for n in re.findall(r"number_of_executed_units: (\d+)", told)] or [int(n) for n in re.findall(r"^#(\d+)", told, re.M)] or [0])
    tally["peak_mb"] = max([tally["peak_mb"], *(int(n) for n in re.findall(r"(?:peak_rss_mb: |rss: )(\d+)", told))])
    tally["slices"] += 1
    tally["findings"] += done.returncode != 0
    if done.returncode:
        (folder / f"{reader}-finding-{int(tally['slices'])}.log").write_text(told[-6000:])
    return done.returncode == 0


def fuzz(readers: list[str], minutes: float, part: float, folder: Path, say: Callable[[str], None]) -> None:
    state = folder / "tally.json"
    tallies = next((json.loads(p.read_text()) for p in (state, FROZEN) if p.exists()), {})
    for name in readers:
        tallies.setdefault(name, dict.fromkeys(("minutes", "processor_minutes", "inputs", "peak_mb", "slices", "findings"), 0))
    broken: set[str] = set()  # a reader that was found out rests until the next run: mend it first
    while left := [n for n in readers if tallies[n]["minutes"] < minutes - 0.1 and n not in broken]:
        name = min(left, key=lambda n: (tallies[n]["minutes"], n))
        fine = turn(name, folder, max(5, round(60 * min(part, minutes - tallies[name]["minutes"]))), tallies[name])
        broken |= set() if fine else {name}
        state.write_text(json.dumps(tallies, indent=1, sort_keys=True) + "\n")
        say(f"{name:8} {line(tallies[name])}{'' if fine else '   FOUND SOMETHING: see ' + str(folder)}")


def line(tally: dict[str, float]) -> str:
    spent = f"{tally['minutes']:6.1f} min ({tally['processor_minutes']:.1f} of processor), {tally['inputs']:,.0f} inputs"
    return f"{spent}, {tally['findings']:.0f} findings, at most {tally['peak_mb']:.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", metavar="READER", nargs="*", help=f"one of {', '.join(NAMES)}; default: all")
    parser.add_argument("--minutes", type=float, default=30, help="for each reader, all in all")
    parser.add_argument("--slice", type=float, default=5, help="minutes at a time")
    parser.add_argument("--into", type=Path, default=ROOT / "out" / "fuzz")
    parser.add_argument("--freeze", action="store_true")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.into.mkdir(parents=True, exist_ok=True)
    if args.child:
        child(args.child, args.into, args.seconds, args.seed)
    elif args.freeze:
        tallies = json.loads((args.into / "tally.json").read_text())
        FROZEN.write_text(json.dumps({n: {k: round(v, 1) for k, v in t.items()} for n, t in sorted(tallies.items())}, indent=1) + "\n", encoding="utf-8")
    else:
        fuzz(args.readers or list(NAMES), args.minutes, args.slice, args.into, lambda text: print(text, flush=True))


if __name__ == "__main__":
    main()
