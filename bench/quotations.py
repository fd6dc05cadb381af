"""Measure quotations on the shared sets with the score script beside them, and list errors by cause.

    python bench/quotations.py [SET ...] [--errors N] [--freeze]

SET: wikinews-dev, wikinews-train, polnear-dev, polnear-train (default: the two dev sets). Texts are printed, never written into the project;
`--freeze` keeps the figures alone, in `bench/frozen/quotations.json`. Stops with a word when there is no `../shared` beside the project.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import lzma
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from corroborate.config import Config
from corroborate.export import as_json
from corroborate.pipeline import read
from corroborate.types import Analysis, Links, Page, Rejected

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
FROZEN = Path(__file__).resolve().parent / "frozen" / "quotations.json"
ENOUGH = 0.8  #: overlap of the union at which a content counts as found, as the score script has it


def analyse(gold: list[dict[str, Any]]) -> dict[str, Any]:
    """Each text as an article of its own, without relating them."""
    pages = [Page(f"{doc['id']}.txt", hashlib.sha256(doc["text"].encode()).hexdigest(), text=doc["text"]) for doc in gold]
    done = [r for page in pages if not isinstance(r := read(page, Config()), Rejected)]
    return as_json(Analysis(tuple(a for a, _ in done), tuple(f for _, f in done), Links()))


def score(name: str, out: dict[str, Any]) -> str:
    """What the shared score script says of *out*."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.json"
        path.write_text(json.dumps(out), encoding="utf-8")
        command = [sys.executable, str(SHARED / "score_attributions.py"), str(SHARED / "data" / "quotations" / f"{name}.jsonl.xz"), str(path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def errors(gold: list[dict[str, Any]], out: dict[str, Any]) -> dict[str, list[str]]:
    """Gold contents that were not found: by whether their cue was, and which end is off; one readable line each."""
    of_text = {a["id"]: a["path"].removesuffix(".txt") for a in out["articles"]}
    found: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
    for quotation in out["quotations"]:
        found[of_text[quotation["article"]]].append(quotation)
    causes: dict[str, list[str]] = collections.defaultdict(list)
    for doc in gold:
        for a in (a for a in doc["attributions"] if a.get("content")):
            spans = [*map(tuple, a["content"]), (a["content"][0][0], a["content"][-1][1])]
            near = max(found[doc["id"]], default=None, key=lambda q: overlap(spans[-1], (q["start"], q["end"])))
            best = max((overlap(s, p) for q in found[doc["id"]] for p in [*map(tuple, q["pieces"]), (q["start"], q["end"])] for s in spans), default=0)
            if best < ENOUGH:
                causes[_cause(a, near, spans[-1])].append(f"{doc['id']} {doc['text'][max(0, spans[-1][0] - 60) : spans[-1][1] + 40]!r}")
    return causes


def _cause(a: dict[str, Any], near: dict[str, Any] | None, span: tuple[int, int]) -> str:
    if near is None or overlap(span, (near["start"], near["end"])) == 0:
        return "nothing found there" if a.get("cue") else "nothing found there (no cue)"
    if near["cue"] is None or not any(near["cue"]["start"] < e and s < near["cue"]["end"] for s, e in a.get("cue") or []):
        return "found with another cue"
    return f"same cue, {'starts off' if abs(near['start'] - span[0]) > 2 else 'ends off'}"


def figures(text: str) -> dict[str, list[float]]:
    """The numbers of each line of the score script's report, by its first words."""
    rows = (re.match(r"(\w+(?: [\d.]+(?= ))?)\s+(.*)", line) for line in text.splitlines())
    return {m.group(1): [float(x) for x in re.findall(r"\d+\.\d+|\b\d+\b", m.group(2))] for m in rows if m}


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("sets", nargs="*", default=["wikinews-dev", "polnear-dev"])
    cli.add_argument("--errors", type=int, default=0, help="print so many errors of each cause")
    cli.add_argument("--freeze", action="store_true", help="keep the figures")
    args = cli.parse_args()
    if not SHARED.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    kept: dict[str, dict[str, list[float]]] = json.loads(FROZEN.read_text(encoding="utf-8")) if FROZEN.is_file() else {}
    for name in args.sets:
        with lzma.open(SHARED / "data" / "quotations" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            gold = [json.loads(line) for line in lines]
        start = time.perf_counter()
        out = analyse(gold)
        report = score(name, out)
        print(f"{name}: {len(gold)} articles in {time.perf_counter() - start:.0f} s\n{report}")
        if kept.get(name) and kept[name] != figures(report):
            print("frozen    ", kept[name])
        kept[name] = figures(report)
        for cause, lines in sorted(errors(gold, out).items(), key=lambda c: -len(c[1])) if args.errors else ():
            print(f"{cause}: {len(lines)}", *lines[: args.errors], sep="\n    ")
    if args.freeze:
        FROZEN.parent.mkdir(exist_ok=True)
        FROZEN.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
