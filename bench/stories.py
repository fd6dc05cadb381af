"""How well articles are grouped into stories, and how fast: B-cubed on the shared local-news and political articles, mixed,
through cleaning.

    python bench/stories.py [--errors N] [--least-words 40] [--cached FILE] [--orders N] [--freeze]

Prints B-cubed precision, recall and F1 (Bagga and Baldwin 1998) for each set, times and peak memory; `--errors` adds the pairs that were wrongly joined or missed
with the decision's reasons.
`--orders` groups the articles again in so many random orders and tells the spread of F1;
`--freeze` writes the figures to `bench/frozen/`. Looks for `../shared` beside the project; says so and stops when it is not there.
Uses no parser: what `group_stories` reads from text.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import pickle
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from corroborate.config import Config
from corroborate.ingest.clean import clean
from corroborate.relate.reuse import find_reuse
from corroborate.relate.stories import group_stories
from corroborate.types import Article, Findings, Page, Reuse, Story

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "stories"
Row = dict[str, str]


def rows(name: str, least_words: int) -> list[Row]:
    with lzma.open(SHARED / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if len(row["text"].split()) >= least_words]


def cleaned(all_rows: Sequence[Row]) -> dict[str, Article]:
    """Articles by the row's id, as the command would read them from a file of lines."""
    out = {}
    for row in all_rows:
        given = {key: row[key] for key in ("text", "url", "outlet", "title", "date")}
        article = clean(Page(f"all.jsonl#{row['id']}", hashlib.sha256(row["text"].encode()).hexdigest(), **given), Config())
        if isinstance(article, Article):
            out[row["id"]] = article
    return out


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float, float]:
    both, gold_size, found_size = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    precision = sum(n * n / found_size[f] for (_, f), n in both.items()) / max(1, len(gold))
    recall = sum(n * n / gold_size[g] for (g, _), n in both.items()) / max(1, len(gold))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def report(name: str, part: Sequence[Row], story_of: dict[str, str]) -> dict[str, float]:
    figures = b_cubed([r["story"] for r in part], [story_of.get(r["id"], f"alone {r['id']}") for r in part])
    print(f"{name:<10} B-cubed P {figures[0]:.4f} R {figures[1]:.4f} F1 {figures[2]:.4f}   {len(part)} articles")
    return dict(zip(("precision", "recall", "f1"), (round(f, 4) for f in figures), strict=True))


def spread(times: int, ordered: Sequence[Article], reuse: Sequence[Reuse], part: Sequence[Row], row_of: dict[str, str]) -> float:
    """The largest less the smallest F1 over random orders of *ordered*."""
    scores = []
    for seed in range(times):
        articles = random.Random(seed).sample(ordered, len(ordered))
        story_of = {row_of[i]: s.id for s in group_stories(articles, [Findings(a.id) for a in articles], reuse, Config()) for i in s.articles}
        scores.append(b_cubed([r["story"] for r in part], [story_of.get(r["id"], f"alone {r['id']}") for r in part])[2])
    return round(max(scores) - min(scores), 6)


def errors(stories: Sequence[Story], all_rows: Sequence[Row], articles: dict[str, Article], count: int) -> None:
    """The largest wrong groups, and gold stories that were torn, by title."""
    by_article = {a.id: r for r in all_rows if (a := articles.get(r["id"]))}
    mixed = [(len({by_article[i]["story"] for i in s.articles}), s) for s in stories]
    for kinds, story in sorted((m for m in mixed if m[0] > 1), key=lambda m: (-m[0], m[1].id))[:count]:
        print(f"\nJOINED {kinds} stories")
        for i in sorted(story.articles, key=lambda i: by_article[i]["story"]):
            print("   ", by_article[i]["story"], by_article[i]["date"], by_article[i]["outlet"], by_article[i]["title"][:90])
    torn: dict[str, set[str]] = defaultdict(set)
    for story in stories:
        for i in story.articles:
            torn[by_article[i]["story"]].add(story.id)
    for name, parts in sorted(torn.items(), key=lambda x: (-len(x[1]), x[0]))[:count]:
        print(f"\nTORN into {len(parts)}")
        for story in stories:
            for i in story.articles:
                if by_article[i]["story"] == name:
                    print("   ", story.id[:6], by_article[i]["date"], by_article[i]["outlet"], by_article[i]["title"][:90], "|", " ".join(by_article[i]["text"].split())[:60])


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--errors", type=int, default=0)
    cli.add_argument("--least-words", type=int, default=40)
    cli.add_argument("--cached", type=Path, help="keep the cleaned articles here between runs")
    cli.add_argument("--orders", type=int, default=0)
    cli.add_argument("--freeze", action="store_true")
    options = cli.parse_args()
    if not SHARED.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    local, political = rows("gva-dev", options.least_words), rows("basil-dev", options.least_words)
    start = time.perf_counter()
    if options.cached and options.cached.is_file():
        articles = pickle.loads(options.cached.read_bytes())
    else:
        articles = cleaned([*local, *political])
        if options.cached:
            options.cached.write_bytes(pickle.dumps(articles))
    at = {"cleaning": time.perf_counter()}
    ordered = sorted(articles.values(), key=lambda a: a.id)
    findings = [Findings(a.id) for a in ordered]
    reuse = find_reuse(ordered, findings, Config())
    at["reuse"] = time.perf_counter()
    stories = group_stories(ordered, findings, reuse, Config())
    at["stories"] = time.perf_counter()
    row_of = {a.id: row for row, a in articles.items()}
    story_of = {row_of[i]: s.id for s in stories for i in s.articles}
    frozen: dict[str, object] = {"local": report("local", local, story_of), "political": report("political", political, story_of)}
    steps = "  ".join(f"{step} {end - begin:.1f} s" for (step, end), begin in zip(at.items(), [start, *at.values()], strict=False))
    print(f"{steps}  {len(reuse)} pairs share text  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if options.orders:
        frozen["spread"] = spread(options.orders, ordered, reuse, local, row_of)
        print(f"spread of F1 over {options.orders} random orders: {frozen['spread']}")
    if options.freeze:
        frozen["pairs that share text"] = len(reuse)
        (Path(__file__).parent / "frozen" / "stories.json").write_text(json.dumps(frozen, indent=1) + "\n", encoding="utf-8")
    if options.errors:
        errors(stories, [*local, *political], articles, options.errors)


if __name__ == "__main__":
    main()
