"""How well copies and shared passages are found: precision and recall on 100 pairs of local-news articles that were judged by reading, and on two sets
of 60 that were drawn and judged later.

    python bench/reuse.py [--cached FILE] [--errors N] [--freeze]

The gold (`bench/gold/reuse.json`) holds ids and labels only; the texts are looked up in `../shared` beside the project. Prints the figures for reuse of any
kind and for copies apart, and the floor (any eight equal words in a row are reuse); `--errors` adds the worst errors as texts; `--freeze` writes figures and
wrong ids to `bench/frozen/`.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Mapping
from pathlib import Path

from stories import SHARED, cleaned, rows

from corroborate.config import Config
from corroborate.relate.reuse import find_reuse
from corroborate.text.shingles import shingles, words
from corroborate.types import Article, Findings, Reuse

HERE = Path(__file__).resolve().parent
Pair = tuple[str, str]


def labelled(articles: Mapping[str, Article], name: str = "reuse") -> dict[Pair, str]:
    """Judged pairs as article ids, smaller first."""
    pairs = json.loads((HERE / "gold" / f"{name}.json").read_text(encoding="utf-8"))["pairs"]
    both = [(articles[p["a"]].id, articles[p["b"]].id, p["label"]) for p in pairs]
    return {(min(a, b), max(a, b)): label for a, b, label in both}


def figures(gold: Mapping[Pair, str], found: Mapping[Pair, str], labels: tuple[str, ...]) -> dict[str, float]:
    true, said = {p for p in gold if gold[p] in labels}, {p for p in gold if found.get(p) in labels}
    return {"precision": round(len(true & said) / max(1, len(said)), 4), "recall": round(len(true & said) / max(1, len(true)), 4), "pairs": len(true)}


def floor(gold: Mapping[Pair, str], by_id: Mapping[str, Article]) -> dict[Pair, str]:
    runs = {i: set(shingles(words(by_id[i].text, by_id[i].body)[0], 8).tolist()) for i in sorted({i for pair in gold for i in pair})}
    return {(a, b): "partial" for a, b in gold if runs[a] & runs[b]}


def show(pair: Pair, gold: str, found: Reuse | None, by_id: Mapping[str, Article]) -> None:
    a, b = (by_id[i] for i in pair)
    print(f"\n{a.path.rsplit('#')[-1]} {b.path.rsplit('#')[-1]}: read as {gold}, found {found.level if found else 'none'}")
    for passage in found.passages if found else ():
        print("   ", " ".join(a[passage.a].split())[:300])


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--cached", type=Path, help="keep the cleaned articles here between runs")
    cli.add_argument("--errors", type=int, default=0)
    cli.add_argument("--freeze", action="store_true")
    options = cli.parse_args()
    if not SHARED.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    kept = options.cached and options.cached.is_file()
    articles = pickle.loads(options.cached.read_bytes()) if kept else cleaned([*rows("gva-dev", 40), *rows("basil-dev", 40)])
    by_id = {a.id: a for a in articles.values()}
    ordered = [by_id[i] for i in sorted(by_id)]
    gold = labelled(articles)
    reuse = {(r.a, r.b): r for r in find_reuse(ordered, [Findings(i) for i in sorted(by_id)], Config())}
    levels = {pair: r.level for pair, r in reuse.items()}
    anything = ("copy", "partial")
    out = {"reuse": figures(gold, levels, anything), "copies": figures(gold, levels, ("copy",)), "floor, eight equal words": figures(gold, floor(gold, by_id), anything)}
    size = dict.fromkeys(out, len(gold))
    further, fresh = labelled(articles, "reuse-further"), labelled(articles, "reuse-fresh")
    for name, part in (("further pairs", further), ("fresh pairs", fresh), ("all pairs", {**gold, **further, **fresh})):
        out[name], size[name] = figures(part, levels, anything), len(part)
    for name, values in out.items():
        print(f"{name:<26} P {values['precision']:.3f} R {values['recall']:.3f}   {values['pairs']} of {size[name]} pairs")
    wrong = sorted(p for p in gold if (gold[p] == "none") != (p not in reuse))
    for pair in wrong[: options.errors]:
        show(pair, gold[pair], reuse.get(pair), by_id)
    for part in (further, fresh):
        for pair in [p for p in sorted(part) if (part[p] == "none") != (p not in reuse)][: options.errors]:
            show(pair, part[pair], reuse.get(pair), by_id)
    if options.freeze:
        names = [[by_id[i].path.rsplit("#")[-1] for i in p] for p in wrong]
        (HERE / "frozen" / "reuse.json").write_text(json.dumps({**out, "wrong": names}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
