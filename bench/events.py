"""Political events against the shared sets: figures by half.

    python bench/events.py [SET …]

Sentences of the codebook's makers (`plover-sentences-train`): the half with even numbers was looked at while writing the rules, the odd half only measured.
Whole articles: `wikinews-dev`, and `wikinews-train` whose errors were looked at. Looks for `../shared` beside the project; says so and stops when it is not there.
The peer, UniversalPetrarch on our parses, on all the sentences: type F1 0.448 (macro 0.395), pair 0.345, all three 0.205.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corroborate.config import Config
from corroborate.export import as_json
from corroborate.pipeline import read, relate
from corroborate.types import Analysis, Page, Rejected

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"


def lines(name: str) -> list[dict[str, Any]]:
    with lzma.open(SHARED / "data" / name, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def words_of(name: str) -> set[str]:
    """The words of a name that tell it from others, as the shared scorer takes them."""
    plain = "".join(c if c.isalnum() or c == "'" else " " for c in name.lower())
    return set(plain.split()) - {"of", "the", "and", "for", "to", "in", "on", "a", "an", "s", "s'", "state", "general"}


def analysed(texts: dict[str, str]) -> dict[str, Any]:
    """The output for texts by id, each on its own, so that ids do not meet."""
    pages = (Page(f"set.jsonl#{name}", hashlib.sha256(text.encode()).hexdigest(), text=text) for name, text in texts.items())
    results = [r for r in (read(page, Config()) for page in pages) if not isinstance(r, Rejected)]
    done = sorted(results, key=lambda r: r[0].id)
    articles, findings = tuple(a for a, _ in done), tuple(f for _, f in done)
    return as_json(Analysis(articles, findings, relate(articles, findings, Config())))


def figures(gold: list[dict[str, Any]], out: dict[str, Any]) -> str:
    """What the shared scorer says."""
    with tempfile.TemporaryDirectory() as folder:
        answers, rows = Path(folder, "out.json"), Path(folder, "gold.jsonl.xz")
        answers.write_text(json.dumps(out), encoding="utf-8")
        with lzma.open(rows, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in gold)
        command = [sys.executable, str(SHARED / "score_events.py"), str(rows), str(answers)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


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


def main() -> None:
    if not SHARED.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    for label, gold, texts in sets():
        if len(sys.argv) > 1 and not any(word in label for word in sys.argv[1:]):
            continue
        out = analysed(texts)
        if "wikinews" in label:
            for article in out["articles"]:
                article["path"] = article["path"].rpartition("#")[2]
        print(label, figures(gold, out), sep="\n", flush=True)


if __name__ == "__main__":
    main()
