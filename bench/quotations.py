"""Measure quotations on the shared sets with the score script beside them: figures, errors by cause, how far stated confidence holds, what peers publish, time.

    python bench/quotations.py [SET ...] [--errors N] [--freeze]

SET: wikinews-dev, wikinews-train, polnear-dev, polnear-train (default: the two dev sets). Texts are printed, never written into the project;
`--freeze` keeps the figures alone, in `bench/frozen/quotations.json`. Stops with a word when there is no `../shared` beside the project.
Confidences of speakers were set on wikinews-train, so the curve of wikinews-dev is of articles that had no part in it.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import hashlib
import itertools
import json
import lzma
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from corroborate.annotate.coreference import follow_references
from corroborate.annotate.mentions import find_mentions
from corroborate.annotate.quotations import find_quotations
from corroborate.annotate.speakers import find_speakers
from corroborate.annotate.understanding import understand
from corroborate.config import Config
from corroborate.export import as_json
from corroborate.pipeline import read
from corroborate.relate.entities import resolve_entities
from corroborate.types import Analysis, Article, Links, Page, Rejected

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
FROZEN = Path(__file__).resolve().parent / "frozen" / "quotations.json"
ENOUGH = 0.8  #: overlap of the union at which a content counts as found, as the score script has it
BINS = (0.0, 0.6, 0.75, 0.87, 0.9, 0.95, 1.01)  #: of stated confidence; the last bin holds 0.95 and more
UNNAMED = re.compile(r"un(named|specified|known|identified)\b", re.IGNORECASE)
PEERS = """What peers publish, on data of their own; none of it was run here:
    Citron (BBC)         content exact F1 .593, token overlap .833, source exact .820      its own test set of news, quotations direct and indirect
    Gender Gap Tracker   quotations F1 .837 at a lax overlap, .761 at 0.8; speakers .87    news of seven Canadian outlets (PLoS ONE, 2021)
    CoreNLP              .26 of a news set's quotations without a speaker                  words in quotation marks alone
  The sets here differ: Wikinews and PolNeAR count views ("hopes") and reports without marks, Wikinews reports inside reports too, which PolNeAR mostly leaves out.
  Nearest to Citron's are content at 1.0, token and speaker; to the Tracker's content at 0.8 and named; to CoreNLP's the speakers of what is marked."""


def pages_of(gold: list[dict[str, Any]]) -> list[Page]:
    return [Page(f"{doc['id']}.txt", hashlib.sha256(doc["text"].encode()).hexdigest(), text=doc["text"]) for doc in gold]


def analyse(gold: list[dict[str, Any]]) -> dict[str, Any]:
    """Each text as an article of its own: findings and entities, no stories."""
    done = [r for page in pages_of(gold) if not isinstance(r := read(page, Config()), Rejected)]
    done.sort(key=lambda pair: pair[0].id)
    articles, findings = tuple(a for a, _ in done), tuple(f for _, f in done)
    return as_json(Analysis(articles, findings, Links(entities=resolve_entities(articles, findings, (), Config()))))


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


@dataclasses.dataclass(frozen=True)
class Told:
    """A speaker given for a content that was found and whose speaker the annotators name."""

    confidence: float
    right: bool
    how: str
    line: str  #: readable: where, whom we say, whom they say


def speakers_told(gold: list[dict[str, Any]], out: dict[str, Any]) -> list[Told]:
    sys.path.insert(0, str(SHARED))
    from score import same_name  # type: ignore[import-not-found]

    of_text = {a["id"]: a["path"].removesuffix(".txt") for a in out["articles"]}
    entity = {e["id"]: [e["name"], *(a["text"] for a in e["aliases"])] for e in out["entities"]}
    found: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
    for quotation in out["quotations"]:
        found[of_text[quotation["article"]]].append(quotation)
    told = []
    for doc in gold:
        for a in (a for a in doc["attributions"] if a.get("content") and a.get("speaker") and not UNNAMED.match(a["speaker"])):
            near = max(found[doc["id"]], default=None, key=lambda q: _best(a, q))
            if near is not None and _best(a, near) >= ENOUGH and near["speaker"]["name"] is not None:
                who = near["speaker"]
                right = same_name([who["name"], *entity.get(who["entity"], [])], a["speaker"], (doc.get("names") or {}).get(a["speaker"], []))
                words = doc["text"][near["start"] : near["start"] + 60]
                told.append(Told(who["confidence"], right, who["how"], f"{doc['id']} {words!r}: {who['name']}, not {a['speaker']}: {who['how']}"))
    return told


def reliability(told: list[Told]) -> list[list[float]]:
    """For each bin of stated confidence: its lower edge, speakers told, mean confidence, share right; last those of 0.9 and more together."""
    rows = []
    for low, high in itertools.pairwise(BINS):
        inside = [t for t in told if low <= t.confidence < high]
        if inside:
            rows.append([low, len(inside), round(sum(t.confidence for t in inside) / len(inside), 3), round(sum(t.right for t in inside) / len(inside), 3)])
    sure = [t for t in told if t.confidence >= 0.9]
    return [*rows, [0.9, len(sure), round(sum(t.confidence for t in sure) / max(1, len(sure)), 3), round(sum(t.right for t in sure) / max(1, len(sure)), 3)]]


def _best(a: dict[str, Any], q: dict[str, Any]) -> float:
    """The best overlap of an annotated content, or a piece of it, with a found one."""
    spans = [*map(tuple, a["content"]), (a["content"][0][0], a["content"][-1][1])]
    return max(overlap(s, p) for s in spans for p in [*map(tuple, q["pieces"]), (q["start"], q["end"])])


def curve(rows: list[list[float]]) -> str:
    """The reliability curve as text: a bar for what was right, a mark where the stated confidence is."""
    lines = ["speakers: stated confidence against share right (| is where the stated one is)"]
    for low, n, stated, right in rows[:-1]:
        bar = "".join("|" if i == round(40 * stated) else "#" if i < 40 * right else " " for i in range(41))
        lines.append(f"  from {low:.2f}  {n:4.0f} told  stated {stated:.2f}  right {right:.2f}  {bar}")
    return "\n".join([*lines, f"  0.90 and more: {rows[-1][1]:.0f} told, {rows[-1][3]:.3f} right"])


def added(articles: list[Article]) -> tuple[float, float]:
    """Time that quotations and their speakers add to the language core, as a share of it; and with who is who (names, roles, pronouns) besides."""
    took: dict[str, float] = collections.defaultdict(float)
    for article in articles:
        marks = [time.process_time()]
        sentences = understand(article)
        marks.append(time.process_time())
        mentions, referents = follow_references(article, sentences, find_mentions(article, sentences, Config()), Config())
        marks.append(time.process_time())
        find_speakers(article, sentences, mentions, referents, find_quotations(article, sentences, Config()), Config())
        marks.append(time.process_time())
        for name, (begun, ended) in zip(("core", "who", "quotations"), itertools.pairwise(marks), strict=True):
            took[name] += ended - begun
    return took["quotations"] / took["core"], (took["quotations"] + took["who"]) / took["core"]


def figures(text: str) -> dict[str, list[float]]:
    """The numbers of each line of the score script's report, by its first words."""
    rows = (re.match(r"(\w+(?: [\d.]+(?= ))?)\s+(.*)", line) for line in text.splitlines())
    return {m.group(1): [float(x) for x in re.findall(r"\d+\.\d+|\b\d+\b", m.group(2))] for m in rows if m}


def measured(name: str, errors_shown: int, frozen: dict[str, list[float]]) -> tuple[dict[str, list[float]], list[dict[str, Any]]]:
    """One set: its figures, printed as they are found, and its annotated texts."""
    with lzma.open(SHARED / "data" / "quotations" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    start = time.perf_counter()
    out = analyse(gold)
    report = score(name, out)
    print(f"{name}: {len(gold)} articles in {time.perf_counter() - start:.0f} s\n{report}")
    kept = figures(report)
    told = speakers_told(gold, out) if any(a.get("speaker") for doc in gold for a in doc["attributions"]) else []
    if told:
        rows = reliability(told)
        print(curve(rows))
        kept["confidence"] = [x for row in rows for x in row]
    if frozen and kept != frozen:
        print("frozen    ", frozen)
    if errors_shown:
        listed(errors(gold, out), errors_shown)
        listed(wrong_speakers(told), errors_shown)
    return kept, gold


def wrong_speakers(told: list[Told]) -> dict[str, list[str]]:
    """Speakers that are not whom the annotators say, by our reason for them."""
    causes: dict[str, list[str]] = collections.defaultdict(list)
    for t in told:
        if not t.right:
            causes[f"wrong speaker, {re.split(r'[:;]| of |, ', t.how)[0]}"].append(t.line)
    return causes


def listed(causes: dict[str, list[str]], most: int) -> None:
    for cause, found in sorted(causes.items(), key=lambda c: -len(c[1])):
        print(f"{cause}: {len(found)}", *found[:most], sep="\n    ")


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("sets", nargs="*", default=["wikinews-dev", "polnear-dev"])
    cli.add_argument("--errors", type=int, default=0, help="print so many errors of each cause")
    cli.add_argument("--freeze", action="store_true", help="keep the figures")
    args = cli.parse_args()
    if not SHARED.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    kept: dict[str, dict[str, list[float]]] = json.loads(FROZEN.read_text(encoding="utf-8")) if FROZEN.is_file() else {}
    gold: list[dict[str, Any]] = []
    for name in args.sets:
        kept[name], gold = measured(name, args.errors, kept.get(name, {}))
    articles = [r[0] for page in pages_of(gold)[:25] if not isinstance(r := read(page, Config()), Rejected)]
    alone, whole = added(articles)
    print(f"time added to the language core: quotations and speakers {alone:.1%}, with who is who {whole:.1%} (bar 15 %)\n\n{PEERS}")
    if args.freeze:
        FROZEN.parent.mkdir(exist_ok=True)
        FROZEN.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
