"""From an archive of web pages to stored findings: articles a second, cores used, memory, and what a million cost.

    python bench/scale.py [--articles 1000 10000 100000] [--workers 1 2] [--engine pool|ray] [--words 600] [--price 0.04] [--peers] [--steps]

The articles are made from templates (seeded: always the same), as HTML pages in one WARC. What is measured is `Corpus.add` into a database on disk, start
included: reading, cleaning, all findings, storing; relating is measured by `stories.py` and `online.py`. A run of 100,000 articles takes hours; with `--into FOLDER`
the database stays, and the same command goes on where it stopped. `--peers`: what trafilatura alone and spaCy's blank pipeline take for the same pages. `--steps`: processor time
by step. A flame graph: py-spy record -o flame.svg -- python bench/scale.py --articles 200 --workers 1
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

TOWNS = ["Elmton", "Marl", "Quarry", "Hill", "Tarn", "Vale", "Bexley", "Sound", "Corrin", "Dale", "Ostwick", "Penhallow", "Ridgemont", "Saltmere", "Thornby"]
FIRST = ["Ana", "Bo", "Clara", "Dmitri", "Elif", "Femi", "Greta", "Hassan", "Ines", "Jonas", "Kavya", "Luis", "Mina", "Noor", "Oskar", "Paula", "Tove", "Umar", "Zora"]
LAST = ["Ostrander", "Lund", "Strand", "Okafor", "Belmonte", "Haverford", "Quist", "Marchetti", "Novak", "Achterberg", "Sorensen", "Delacroix", "Iyer", "Kowalski", "Abara"]
ROLES = ["mayor", "police chief", "hospital spokeswoman", "fire chief", "council member", "union leader", "harbour master", "prosecutor", "foreign minister", "aid worker"]
AGENCIES = ["Reuters", "The Associated Press", "Agence France-Presse"]
HAPPENINGS = (
    "A fire at a warehouse in {town} injured {n} people on {day}, the {role} said", "Gunfire near a bus stop in {town} left {n} people wounded late {day}, police said",
    "Talks between {town} and {town2} over the ferry line broke down on {day} after {n} hours", "The council of {town} voted {n} to {m} on {day} to close the old bridge",
    "At least {n} workers at the {town} mill walked out on {day} over pay", "Floods cut off {town} on {day} and forced {n} families from their homes",
)  # fmt: skip
SENTENCES = (
    "“We were not told until {day},” said {name}, the {role} of {town}.",
    "{name} told reporters that the repairs would cost ${n}.{m} million and take {m} months.",
    "According to {agency}, {n} people had been taken to hospital by {day} evening.",
    "The {role}, {name}, denied that anyone had been warned.",
    "“It could have been much worse,” {last} said. “People acted quickly, and we are grateful for that.”",
    "Officials in {town2} have promised to look into the matter before the end of the month.",
    "The {role} said in a statement that the decision was “final and binding” and would not be taken back.",
    "Residents described a loud noise shortly after {m} p.m., followed by smoke.",
    "{name}, {n}, was charged with two counts of assault and is due in court on {day}.",
    "The company, which employs about {n}00 people, did not answer questions.",
    "Critics say that the plan ignores those who live along Quarry Street and further up the hill.",
    "{last} accused the government of {town2} of delaying the inquiry, a charge it rejects.",
    "The road was closed for {m} hours while investigators gathered evidence.",
    "In {town2}, some {n} people gathered in the rain to hear {name} speak about the closures.",
    "It was the third such case in the region since the spring, when {m} others were hurt.",
    "“I don't know what they expected,” {name} wrote on Twitter, “but it was not this.”",
)
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def pages(count: int, words: int) -> Iterator[tuple[str, str]]:
    """(address, HTML) of made-up articles, the same each time."""
    for number in range(count):
        chance = random.Random(number)
        facts = _facts(chance)
        title = chance.choice(HAPPENINGS).format(**facts)
        paragraphs, length = [title + "."], len(title.split())
        while length < words * chance.uniform(0.8, 1.2):
            if chance.random() < 0.3:
                facts = _facts(chance)
            some = " ".join(chance.choice(SENTENCES).format(**facts) for _ in range(chance.randint(1, 3)))
            paragraphs.append(some)
            length += len(some.split())
        body = "".join(f"<p>{p}</p>\n" for p in paragraphs)
        menu = "".join(f'<li><a href="/{t.lower()}">{t}</a></li>' for t in TOWNS)
        yield f"https://news{number % 97}.example/2024/03/{number % 28 + 1:02d}/{number}", (
            f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>\n"
            f"<p>By {facts['name']}</p>\n{body}</article><footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>"
        )


def _facts(chance: random.Random) -> dict[str, str]:
    last = chance.choice(LAST)
    return {
        "town": chance.choice(TOWNS), "town2": chance.choice(TOWNS), "name": f"{chance.choice(FIRST)} {last}", "last": last, "role": chance.choice(ROLES),
        "agency": chance.choice(AGENCIES), "day": chance.choice(DAYS), "n": str(chance.randint(11, 90)), "m": str(chance.randint(2, 9)),
    }  # fmt: skip


def archive(path: Path, count: int, words: int) -> None:
    """The pages as a WARC, uncompressed."""
    with path.open("wb") as out:
        for number, (address, html) in enumerate(pages(count, words)):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:012d}>\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
            out.write(f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")


def add(path: str, db: str, workers: int, engine: str) -> None:
    """In a process of its own: read the archive, and print what that took."""
    from corroborate import Corpus
    from corroborate.config import Config

    begun, cpu = time.perf_counter(), _cpu()
    with Corpus(db, config=Config(workers=workers, engine="ray" if engine == "ray" else "pool")) as corpus:
        added = corpus.add(path)
    own, below = (resource.getrusage(who).ru_maxrss / 1000 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({
        "read": added.read, "known": added.known, "rejected": len(added.rejected), "seconds": time.perf_counter() - begun, "cpu": _cpu() - cpu, "own": own, "worker": below,
    }))  # fmt: skip


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def measure(count: int, workers: int, args: argparse.Namespace, folder: Path) -> None:
    path = folder / f"{count}x{args.words}.warc"
    if not path.exists():
        archive(path, count, args.words)
    command = [sys.executable, __file__, "--add", str(path), str(folder / f"{count}-{workers}-{args.engine}.db"), "--workers", str(workers), "--engine", args.engine]
    done = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
    if not done["read"]:
        print(f"{count:7,} articles: all {done['known']:,} were there already")
        return
    each = done["cpu"] / done["read"]
    print(
        f"{count:7,} articles, {workers} process(es), {args.engine}: {done['read'] / done['seconds']:6.2f} articles/s by the clock, {1 / each:6.2f} a second of processor time, "
        f"{done['cpu'] / done['seconds']:4.2f} cores, parent {done['own']:,.0f} MB, largest worker {done['worker']:,.0f} MB, "
        f"a million: {each * 1e6 / 3600:,.0f} core hours, {each * 1e6 / 3600 * args.price:,.0f} at {args.price} a core hour"
        + (f"; {done['known']:,} known, {done['rejected']:,} rejected" if done["known"] or done["rejected"] else "")
    )


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
    parser.add_argument("--add", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.add:
        add(*args.add, args.workers[0], args.engine)
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if args.steps:
        steps(args.articles[0], args.words)
    elif args.peers:
        peers(args.articles[0], args.words)
    else:
        with tempfile.TemporaryDirectory() as made:
            folder = args.into or Path(made)
            folder.mkdir(parents=True, exist_ok=True)
            for count in args.articles:
                for workers in args.workers:
                    measure(count, workers, args, folder)


if __name__ == "__main__":
    main()
