"""Measures the language core: accuracy on the dev sets, raw text to sentences and words, speed, load and memory.

    python bench/language.py ../shared/data [--freeze]

Prints each figure beside the frozen one of `bench/language.json` and beside its bar; `--freeze` writes the new figures there.
"""

from __future__ import annotations

import json
import lzma
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from bench.rawtext import Raw, f1, raw_documents
from numpy.typing import NDArray
from training.evaluate import OnnxRunner, figures

from corroborate.language import encode, read
from corroborate.language.encoder import WEIGHTS
from corroborate.text.sentences import paragraphs
from corroborate.text.spans import Span
from corroborate.text.tokens import tokens

FROZEN = Path(__file__).with_suffix(".json")
#: What must hold, and what spaCy's convolutional pipeline reaches when trained for ten minutes on the same treebanks (EWT test; measured by the sketch that this core began from).
BARS: dict[str, float] = {
    "ewt.upos": 97.0, "gum.upos": 97.5, "ewt.las": 90.0, "gum.las": 89.5, "ewt.lemma": 97.3, "gum.lemma": 98.0, "names.ewt": 80, "names.politics": 78,
    "raw.ewt.sentences": 88, "raw.gum news+interview.sentences": 97, "raw.ewt.tokens": 98.5, "raw.gum news+interview.tokens": 99.5,
    "reference.all": 80, "speed.words a second": 10000,
}  # fmt: skip
SPACY = {"ewt.upos": 94.11, "ewt.las": 81.62, "ewt.lemma": 95.70, "names.ewt": 58.7}


def raw(data: Path) -> dict[str, dict[str, float]]:
    """F1 of words and sentences from raw text; each document is one line, as no treebank here keeps its paragraphs."""
    out: dict[str, dict[str, float]] = {}
    for key in ("ewt", "gum"):
        documents = list(raw_documents(data / f"treebanks/{key}-dev.conllu.xz"))
        groups = {key: documents} if key == "ewt" else {key: documents, "gum news+interview": [d for d in documents if d.genre in ("news", "interview")]}
        for name, group in groups.items():
            out[name] = _raw(group)
    return out


def _raw(documents: Sequence[Raw]) -> dict[str, float]:
    count: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for d in documents:
        found = read(d.text, [(0, Span(0, len(d.text)))])
        words, sentences = {t.span for s in found for t in s.tokens}, {s.span for s in found}
        for key, pair in (("tokens", (words, set(d.words))), ("sentences", (sentences, set(d.sentences)))):
            count[key] = [a + b for a, b in zip(count[key], f1(*pair), strict=True)]
    return {key: round(200 * hit / (said + there), 2) for key, (hit, said, there) in count.items()}


def speed(data: Path) -> dict[str, float]:
    """Words a second from raw news text to all layers: two processes of one thread each, as the engine runs them."""
    with lzma.open(data / "stories/gva-dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(next(lines))["text"] for _ in range(120)]
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        list(pool.map(_count, texts[:8]))
        began = time.perf_counter()
        words = sum(pool.map(_count, texts))
        took = time.perf_counter() - began
        memory = max(pool.map(_megabytes, range(4)))
    return {"words a second": round(words / took), "words": words, "load seconds": _load(), "megabytes": round(memory)}


def _count(text: str) -> int:
    return sum(len(s.tokens) for s in read(text, list(enumerate(paragraphs(text)))))


def _megabytes(_: int) -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def meaning(data: Path) -> dict[str, float]:
    """Rank correlation with people's scores of how alike two headlines are: the untouched encoder's vectors, and the network's own."""
    with lzma.open(data / "claims/sts-headlines-2013-2015.jsonl.xz", "rt", encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines]
    texts = [p[k] for p in pairs for k in ("a", "b")]
    scores = np.array([p["score"] for p in pairs])
    return {"untouched": _spearman(encode(texts), scores), "own": _spearman(_own(texts), scores)}


def _own(texts: Sequence[str]) -> NDArray[np.float32]:
    runner = OnnxRunner(Path(str(WEIGHTS / "english.int8.onnx")))
    rows = runner.run([[s.of(t) for s in tokens(t)] for t in texts])
    mean = np.array([r["meaning"].mean(0) for r in rows])
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


def _spearman(vectors: NDArray[np.float32], scores: NDArray[np.float64]) -> float:
    likeness = (vectors[::2] * vectors[1::2]).sum(1)
    return round(100 * float(np.corrcoef(_ranks(likeness), _ranks(scores))[0, 1]), 1)


def _ranks(values: NDArray[Any]) -> NDArray[np.float64]:
    """Ranks, equal values sharing the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[inverse]


def _load() -> float:
    code = "import time; t = time.perf_counter(); from corroborate.language import read; from corroborate.text.spans import Span"
    code += "; read('It began.', [(0, Span(0, 9))]); print(time.perf_counter() - t)"
    return round(float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout), 2)


def measure(data: Path) -> dict[str, float]:
    """All figures, flat: "ewt.las" → 90.1."""
    runner = OnnxRunner(Path(str(WEIGHTS / "english.int8.onnx")))
    fast = speed(data)
    found = figures(runner, runner.labels, data)
    out: dict[str, float] = {f"speed.{k}": v for k, v in fast.items()}
    for key in ("ewt", "gum"):
        out |= {f"{key}.{k}": v for k, v in found[f"{key} single"].items()} | {f"{key} among neighbours.{k}": v for k, v in found[f"{key} window"].items()}
        out[f"names.{'ewt' if key == 'ewt' else 'politics'}"] = found[f"names {'ewt' if key == 'ewt' else 'politics'}"]["f1"]
    out |= {f"reference.{k}": v for k, v in found["reference"].items()} | {f"roles.{k}": v for k, v in found["roles"].items()}
    out |= {f"meaning.{k}": v for k, v in meaning(data).items()}
    out |= {f"raw.{name}.{k}": v for name, group in raw(data).items() for k, v in group.items()}
    out["weights megabytes"] = round(sum(f.stat().st_size for f in Path(str(WEIGHTS)).iterdir()) / 1e6, 1)
    return out


def report(found: dict[str, float], frozen: dict[str, Any]) -> None:
    """One line a figure: now, frozen, bar, spaCy."""
    print(f"{'figure':40} {'now':>9} {'frozen':>9} {'bar':>8} {'spaCy':>8}")
    for key, value in found.items():
        columns = (frozen.get(key, ""), BARS.get(key, ""), SPACY.get(key, ""))
        print(f"{key:40} {value:>9} {columns[0]:>9} {columns[1]:>8} {columns[2]:>8}")


def main() -> None:
    found = measure(Path(sys.argv[1]))
    report(found, json.loads(FROZEN.read_text(encoding="utf-8")) if FROZEN.exists() else {})
    if "--freeze" in sys.argv:
        FROZEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
