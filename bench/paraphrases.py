"""Whether the features that join statements tell paraphrases in general: MSR pairs (a threshold fitted on one half, measured on the other), STS headlines.

    python bench/paraphrases.py
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.language import encode
from corroborate.text.sequences import common_in_order, longest_run
from corroborate.text.words import Vocabulary, content, denied, stems, words

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "claims"
BATCH = 256


def pairs(name: str) -> list[dict[str, Any]]:
    with lzma.open(DATA / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def features(rows: list[tuple[str, str]]) -> NDArray[np.float64]:
    """[pairs, 10]: a constant, the meaning, and what of the words, their order, numbers and denials both hold, as in `relate/matching.py`; weights of words from these texts."""
    vocabulary = Vocabulary.of(table("words", Config().data))
    texts = [t for row in rows for t in row]
    vectors = np.concatenate([encode(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)])
    said = [words(t, vocabulary) for t in texts]
    held = [content(s, vocabulary) for s in said]
    count = Counter(w for h in held for w in h)
    weight = {w: log((len(held) + 1) / (n + 0.5)) for w, n in count.items()}
    out = []
    for i in range(0, len(texts), 2):
        mass = [sum(weight[w] for w in sorted(ws)) for ws in (held[i], held[i + 1], held[i] & held[i + 1])]
        a, b = stems(said[i]), stems(said[i + 1])
        order, run = common_in_order(a, b), longest_run(a, b)
        numbers = [{w for w in h if any(c.isdigit() for c in w)} for h in (held[i], held[i + 1])]
        denies = [bool(denied(said[n], vocabulary)) for n in (i, i + 1)]
        shared, overlap = mass[2] / max(1e-9, min(mass[:2])), mass[2] / max(1e-9, mass[0] + mass[1] - mass[2])
        out.append([
            1.0, float(vectors[i] @ vectors[i + 1]), shared, overlap, order / max(1, min(len(a), len(b))), 2 * order / max(1, len(a) + len(b)), min(1.0, run / 8),
            float(numbers[0] == numbers[1]), float(bool(numbers[0] - numbers[1]) and bool(numbers[1] - numbers[0])), float(denies[0] != denies[1]),
        ])  # fmt: skip
    return np.array(out)


def fit(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression by Newton's method, lightly held back."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.1 * np.eye(len(w))
        w += np.linalg.solve(hessian, x.T @ (y - p) - 0.1 * w)
    return w


def report() -> None:
    msr = pairs("msr-paraphrase.jsonl.xz")
    x, y = features([(r["a"], r["b"]) for r in msr]), np.array([float(r["same"]) for r in msr])
    w = fit(x[::2], y[::2])
    guess = x[1::2] @ w > 0
    right, hit = guess == (y[1::2] > 0), float((guess & (y[1::2] > 0)).sum())
    print(f"MSR          accuracy {right.mean():.3f} F1 {2 * hit / (guess.sum() + y[1::2].sum()):.3f} of {len(right)}")
    sts = pairs("sts-headlines-2013-2015.jsonl.xz")
    x, z = features([(r["a"], r["b"]) for r in sts]), np.array([float(r["score"]) for r in sts])
    print(f"STS          Pearson, meaning alone {np.corrcoef(x[:, 1], z)[0, 1]:.3f}")
    solved = np.linalg.lstsq(x[::2], z[::2], rcond=None)[0]
    print(f"STS          Pearson, all features  {np.corrcoef(x[1::2] @ solved, z[1::2])[0, 1]:.3f} of {len(z) // 2}")


def main() -> None:
    if not DATA.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    report()


if __name__ == "__main__":
    main()
