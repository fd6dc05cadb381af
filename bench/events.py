"""Political events against the shared sets: figures beside their bars and the peer's, errors by type, local crime, and what coding costs in time.

    python bench/events.py [SET …] [--errors] [--freeze]

Sets: sentences (of the codebook's makers: the half with even numbers was looked at while writing the rules, the odd half only measured), wikinews-dev (whole articles, only
measured), wikinews-train (its errors were looked at, and its events fit `event_confidence.toml`), local (100 articles on shootings: how many carry a political event
with a state as actor, other than those whose text has one: `gold/local-crime.json` holds their ids), speed. Looks for `../shared` beside the project; says so and stops
when it is not there. The peer is UniversalPetrarch on our own parses, on all the sentences.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corroborate.annotate import events as coder
from corroborate.config import Config
from corroborate.export import as_json
from corroborate.pipeline import read, relate
from corroborate.types import Analysis, Article, Findings, Page, Rejected

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent / ".." / "shared"
FROZEN, JUDGED = HERE / "frozen" / "events.json", HERE / "gold" / "local-crime.json"
LOCAL = 100  #: articles on local crime
BARS = {
    "sentences, all: type F1": 0.62, "sentences, all: type macro": 0.58, "sentences, all: pair F1": 0.55, "sentences, all: full F1": 0.38,
    "wikinews-dev: actor F1": 0.45, "wikinews-dev: status macro": 0.65, "local: clean": 0.95, "speed: share": 0.10,
}  # fmt: skip
PEER = {"sentences, all: type F1": 0.448, "sentences, all: type macro": 0.395, "sentences, all: pair F1": 0.345, "sentences, all: full F1": 0.205}
STATE = ("country",)  #: types of entities that are states as such


def lines(name: str) -> list[dict[str, Any]]:
    with lzma.open(SHARED / "data" / name, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def words_of(name: str) -> set[str]:
    """The words of a name that tell it from others, as the shared scorer takes them."""
    plain = "".join(c if c.isalnum() or c == "'" else " " for c in name.lower())
    return set(plain.split()) - {"of", "the", "and", "for", "to", "in", "on", "a", "an", "s", "s'", "state", "general"}


def pages(texts: dict[str, str]) -> list[tuple[Article, Findings]]:
    """What texts by id say, each on its own, so that ids do not meet."""
    read_ = (read(Page(f"set.jsonl#{name}", hashlib.sha256(text.encode()).hexdigest(), text=text), Config()) for name, text in texts.items())
    return sorted((r for r in read_ if not isinstance(r, Rejected)), key=lambda r: r[0].id)


def analysed(texts: dict[str, str]) -> dict[str, Any]:
    """The output for texts by id."""
    done = pages(texts)
    articles, findings = tuple(a for a, _ in done), tuple(f for _, f in done)
    return as_json(Analysis(articles, findings, relate(articles, findings, Config())))


def figures(gold: list[dict[str, Any]], out: dict[str, Any]) -> dict[str, float]:
    """What the shared scorer says, by name: "type F1", "status macro"."""
    with tempfile.TemporaryDirectory() as folder:
        answers, rows = Path(folder, "out.json"), Path(folder, "gold.jsonl.xz")
        answers.write_text(json.dumps(out), encoding="utf-8")
        with lzma.open(rows, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in gold)
        command = [sys.executable, str(SHARED / "score_events.py"), str(rows), str(answers)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {f"{line.split()[0]} {name}": float(value) for line in said.splitlines() for name, value in re.findall(r"(P|R|F1|macro|right) (\d\.\d+)", line)}


def sets() -> Iterator[tuple[str, list[dict[str, Any]], dict[str, str]]]:
    """(label, gold rows, texts by the scorer's ids)."""
    rows = lines("events/plover-sentences-train.jsonl.xz")
    order = list(dict.fromkeys(row["sentence"] for row in rows))
    for label, chosen in (("sentences, all", order), ("sentences, even", order[::2]), ("sentences, odd", order[1::2])):
        kept = set(chosen)
        yield label, [row for row in rows if row["sentence"] in kept], {f"s{i:04d}": s for i, s in enumerate(chosen)}
    for label in ("wikinews-dev", "wikinews-train"):
        articles = lines(f"quotations/{label}.jsonl.xz")
        yield label, articles, {a["id"]: a["text"] for a in articles}


def errors(gold: list[dict[str, Any]], texts: dict[str, str], out: dict[str, Any]) -> Iterator[str]:
    """For each type: how many sentences have it, are given it, rightly; and which types stand there instead, or none."""
    path = {a["id"]: a["path"].rpartition("#")[2] for a in out["articles"]}
    given: dict[str, set[str]] = {name: set() for name in texts}
    for event in out["events"]:
        given[path[event["article"]]].add(event["type"])
    wanted: dict[str, set[str]] = {name: {row["event_type"] for row in gold if row["sentence"] == text} for name, text in texts.items()}
    for type_ in sorted({t for types in wanted.values() for t in types}):
        with_, got = [n for n in texts if type_ in wanted[n]], [n for n in texts if type_ in given[n]]
        right = len(set(with_) & set(got))
        instead = Counter(t for n in with_ if type_ not in given[n] for t in (given[n] - wanted[n] or {"nothing"}))
        yield f"  {type_:10} {len(with_):4} wanted {len(got):4} given {right:4} right   instead: {', '.join(f'{t} {n}' for t, n in instead.most_common(4))}"


def local() -> dict[str, float]:
    """Of articles on local crime, the share without a political event that has a state as actor, but for those judged to tell one."""
    rows = [r for r in lines("stories/gva-dev.jsonl.xz") if len(r["text"]) > 500]
    chosen = sorted(rows, key=lambda r: hashlib.sha256(str(r["id"]).encode()).hexdigest())[:LOCAL]
    truly = set(json.loads(JUDGED.read_text(encoding="utf-8"))["a state acts"])
    coded = pages({str(r["id"]): r["text"] for r in chosen})
    held = {a.path.rpartition("#")[2]: sum(e.political and _by_state(e.actor, f) for e in f.events) for a, f in coded}
    false = sorted(name for name, n in held.items() if n and name not in truly)
    every = [e for _, f in coded for e in f.events]
    print(f"local: {len(held)} articles, {len(every)} events, {sum(e.political for e in every)} political; a state acts, not judged so: {false}")
    return {"clean": round(1 - len(false) / len(held), 3)}


def _by_state(parties: tuple[Any, ...], found: Findings) -> bool:
    return any(r is not None and found.referents[r].type in STATE for _, r, _ in parties)


def speed() -> dict[str, float]:
    """The share of an article's time that coding events takes, over wikinews-dev; the first article warms up."""
    texts = [a["text"] for a in lines("quotations/wikinews-dev.jsonl.xz")]
    spent, coded = 0.0, coder.find_events

    def timed(*args: Any) -> Any:
        nonlocal spent
        start = time.process_time()
        found = coded(*args)
        spent += time.process_time() - start
        return found

    import corroborate.pipeline as pipeline

    pages({"warm": texts[0]})
    pipeline.find_events = timed  # type: ignore[attr-defined]
    start = time.process_time()
    pages({str(i): text for i, text in enumerate(texts)})
    whole = time.process_time() - start
    pipeline.find_events = coded  # type: ignore[attr-defined]
    return {"share": round(spent / (whole - spent), 3)}


def measured(wanted: list[str], told: bool) -> Iterator[tuple[str, dict[str, float]]]:
    for label, gold, texts in sets():
        if wanted and not any(word in label for word in wanted):
            continue
        out = analysed(texts)
        if "wikinews" in label:
            for article in out["articles"]:
                article["path"] = article["path"].rpartition("#")[2]
        yield label, figures(gold, out)
        if told and label == "sentences, all":
            print(*errors(gold, texts, out), sep="\n", flush=True)
    yield from ((name, make()) for name, make in (("local", local), ("speed", speed)) if not wanted or name in wanted)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("sets", nargs="*", metavar="SET", help="words of the sets to measure; all without")
    cli.add_argument("--errors", action="store_true")
    cli.add_argument("--freeze", action="store_true")
    options = cli.parse_args()
    if not SHARED.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    frozen = json.loads(FROZEN.read_text(encoding="utf-8")) if FROZEN.exists() else {}
    found: dict[str, float] = {}
    print(f"{'figure':34} {'now':>7} {'frozen':>7} {'bar':>6} {'peer':>6}")
    for label, values in measured(options.sets, options.errors):
        for name, value in values.items():
            key = f"{label}: {name}"
            found[key] = value
            print(f"{key:34} {value:7} {frozen.get(key, ''):>7} {BARS.get(key, ''):>6} {PEER.get(key, ''):>6}", flush=True)
    if options.freeze:
        kept = {k: v for k, v in {**frozen, **found}.items() if not k.startswith("speed")}  # time depends on what else the machine does
        FROZEN.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
