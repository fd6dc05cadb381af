"""How often accounts that are put into one claim tell one thing: joined pairs of judged stories, by verdict.

    python bench/joined.py [dev|test|further|fresh] [--wrong] [--unjudged] [--write FILE]

`gold/joined.json` holds pairs of accounts of incidents and political stories, judged by reading: the same proposition or not, by article id and offsets. The stories are
in `../shared` beside the project; says so and stops when they are not there. Wrong pairs are printed as texts, and never kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from corroborate.config import Config
from corroborate.pipeline import read, relate
from corroborate.types import Analysis, Page, Rejected

HERE = Path(__file__).resolve().parent
STORIES = HERE.parent / ".." / "shared" / "data" / "stories"
GOLD = HERE / "gold" / "joined.json"
PARTS = ("dev", "test", "further", "fresh")  #: of the judged stories; those of the last were read once, when all rules but a few had been written
Place = tuple[str, int, int]  #: article id of the data set, start, end


def stories(wanted: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Story → its articles, as the data sets hold them; articles of incidents that are hardly a text are left out."""
    rows: dict[str, list[dict[str, Any]]] = {s: [] for s in wanted}
    for name in ("basil-dev", "gva-dev"):
        with lzma.open(STORIES / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["story"] in rows and len(row["text"]) > 500:
                    rows[row["story"]].append(row)
    return rows


def analysis(rows: Sequence[Mapping[str, Any]]) -> tuple[Analysis, dict[str, str]]:
    """The analysis of one story's articles, and per article of it the id in the data set."""
    pages = [
        Page(f"{r['outlet']}#{r['id']}", hashlib.sha256(r["text"].encode()).hexdigest(), text=r["text"], **{k: r[k] for k in ("outlet", "title", "date", "url")}) for r in rows
    ]
    done = sorted((d for d in (read(p, Config()) for p in pages) if not isinstance(d, Rejected)), key=lambda d: d[0].id)
    articles, findings = tuple(a for a, _ in done), tuple(f for _, f in done)
    return Analysis(articles, findings, relate(articles, findings, Config()), ()), {a.id: a.path.rsplit("#", 1)[-1] for a in articles}


def joined(found: Analysis, ids: Mapping[str, str]) -> Iterator[tuple[str, float, Place, Place]]:
    """(verdict, confidence, account, account) for the statements that several articles tell; each pair of articles' accounts that tell one another's words."""
    for claim in (c for c in found.links.claims if c.kind == "statement"):
        for a, b in combinations(claim.accounts, 2):
            if a.article != b.article:
                yield claim.verdict, claim.confidence, (ids[a.article], a.span.start, a.span.end), (ids[b.article], b.span.start, b.span.end)


def near(a: Place, b: Place) -> bool:
    """Whether two spans are one account: most of the shorter in common, and not far from one size."""
    shared = min(a[2], b[2]) - max(a[1], b[1])
    sizes = sorted((a[2] - a[1], b[2] - b[1]))
    return a[0] == b[0] and shared >= 0.8 * sizes[0] and sizes[0] >= 0.5 * sizes[1]


def judged(a: Place, b: Place, gold: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The gold pair that these two are."""
    fits = [g for g in gold if any(near(x, tuple(g["a"])) and near(y, tuple(g["b"])) for x, y in ((a, b), (b, a)))]
    return min(fits, key=lambda g: abs(g["a"][2] - g["a"][1] + g["b"][2] - g["b"][1] - (a[2] - a[1] + b[2] - b[1])), default=None)


def report(half: str, args: argparse.Namespace) -> None:
    """Print the figures of one half."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    counts: dict[str, Counter[str]] = {}
    bands: dict[int, Counter[str]] = {}
    met: set[int] = set()
    fresh: list[dict[str, Any]] = []
    for story, rows in stories(gold["stories"][half]).items():
        found, ids = analysis(rows)
        text = {r["id"]: r["text"] for r in rows}
        pairs = [p for p in gold["pairs"] if p["story"] == story]
        for verdict, confidence, a, b in joined(found, ids):
            known = judged(a, b, pairs)
            said = "unjudged" if known is None else known["same"]
            counts.setdefault(verdict, Counter())[said] += 1
            bands.setdefault(min(9, int(confidence * 10)), Counter())[said] += 1
            if known is None:
                fresh.append({"story": story, "a": a, "b": b, "same": None})
            else:
                met.add(id(known))
            if (said == "no" and args.wrong) or (said == "unjudged" and args.unjudged):
                print(f"{said:<9}{verdict:<9}{len(fresh) if said == 'unjudged' else '':<4}{story}", *(f"    {text[p][s:e]!r}" for p, s, e in (a, b)), sep="\n")
    for verdict, count in sorted(counts.items()):
        print(f"{half} {verdict:<9}", _share(count))
    for band, count in sorted(bands.items()):
        print(f"{half} confidence {band / 10:.1f}–{band / 10 + 0.1:.1f}", _share(count))
    wanted = [p for p in gold["pairs"] if p["story"] in gold["stories"][half] and p["same"] == "yes"]
    print(f"{half} of {len(wanted)} pairs known to be one, joined {sum(_met(p, gold, met) for p in wanted) / max(1, len(wanted)):.3f}")
    if args.write:
        args.write.write_text(json.dumps(fresh, indent=0), encoding="utf-8")


def _met(pair: Mapping[str, Any], gold: Mapping[str, Any], met: set[int]) -> bool:
    return any(id(p) in met and near(tuple(p["a"]), tuple(pair["a"])) and near(tuple(p["b"]), tuple(pair["b"])) for p in gold["pairs"])


def _share(count: Counter[str]) -> str:
    right, wrong = count["yes"], count["no"]
    return f"one {right / max(1, right + wrong):.3f} of {right + wrong} (fair either way {count['fair']}, not judged {count['unjudged']})"


def main() -> None:
    if not STORIES.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("half", nargs="?", choices=PARTS)
    cli.add_argument("--wrong", action="store_true", help="print the wrong pairs")
    cli.add_argument("--unjudged", action="store_true", help="print the pairs that nobody has judged")
    cli.add_argument("--write", type=Path, help="write the unjudged pairs here, to be judged")
    args = cli.parse_args()
    for half in [args.half] if args.half else PARTS:
        report(half, args)


if __name__ == "__main__":
    main()
