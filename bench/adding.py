"""What `corroborate analyze NEW --db` costs when few or many articles are stored already.

    python bench/adding.py [--stored 300 3000] [--times 5] [--freeze]

Fills databases with real local news, cleaned; of what each article says only whom and where it names is read, from the capitals, so that filling takes minutes rather than
hours: what is stored is found, grouped and joined as always. Then adds other articles one by one, each by a run of the command in a process of its own, and prints
the median of its processor time, all of it and the part beyond reading (a run of the same command without `--db`), and its peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from stories import SHARED, Row, cleaned, rows

from corroborate.config import Config
from corroborate.corpus import Corpus, fingerprint
from corroborate.relate.signs import lexicon, people_in
from corroborate.store import Store
from corroborate.types import Article, Findings, Page, Referent


def said(article: Article) -> Findings:
    """Whom the article names, and a country that all of them do."""
    people = sorted(people_in(article.text, lexicon(None)))
    names = [Referent(n, name.title(), "person", True, aliases=((name.title(), 1),)) for n, name in enumerate(people)]
    return Findings(article.id, referents=(*names, Referent(len(names), "United States", "country", True, aliases=(("United States", 1),), iso3="USA")))


def fill(path: Path, articles: Sequence[Article]) -> None:
    store, by = Store(path), fingerprint(Config())
    for article in articles:
        page = Page(article.path, article.sha256, text=article.text, url=article.url)
        store.put(page, (article, said(article)), by)
    store.close()
    with Corpus(path) as corpus:
        corpus.update()


def lines(path: Path, row: Row) -> Path:
    path.write_text(json.dumps({k: v for k, v in row.items() if k != "story"}) + "\n", encoding="utf-8")
    return path


def run(page: Path, *more: str) -> tuple[float, float]:
    """Processor seconds and peak MB of one run of the command."""
    command = [sys.executable, "-m", "corroborate", "analyze", str(page), "--workers", "1", *more]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with status {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--stored", type=int, nargs="*", default=[300, 3000])
    cli.add_argument("--times", type=int, default=5)
    cli.add_argument("--freeze", action="store_true")
    options = cli.parse_args()
    if not SHARED.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    some = sorted(rows("gva-dev", 40), key=lambda r: (r["date"] or "", r["id"]))
    new, stored = some[: options.times], some[options.times :]
    articles = list(cleaned(stored[: max(options.stored)]).values())
    out: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        pages = [lines(Path(folder) / f"{n}.jsonl", row) for n, row in enumerate(new)]
        alone = statistics.median(run(p)[0] for p in pages)
        for count in options.stored:
            db = Path(folder) / f"{count}.db"
            fill(db, articles[:count])
            spent = [run(p, "--db", str(db)) for p in pages]
            whole = statistics.median(s for s, _ in spent)
            out[str(count)] = {"processor s": round(whole, 2), "beyond reading s": round(whole - alone, 2), "peak MB": round(max(m for _, m in spent))}
            print(f"adding one to {count} stored: " + "  ".join(f"{k} {v}" for k, v in out[str(count)].items()), flush=True)
    if options.freeze:
        (Path(__file__).parent / "frozen" / "adding.json").write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
