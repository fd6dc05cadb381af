"""From documents to batches: windows, pieces, augmentation, padding. NumPy and the tokenizer only."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corroborate.language.encoder import BEGINS, CLS, SEP, case_of, pieces_of
from training.prepare import Document

IGNORE = -100
MASK, LOWER, UPPER, PAD_CASE = 103, 1, 3, 0
CURLY = {"''": "”", "``": "“", "'": "’", "--": "—", "...": "…"}


@dataclass(frozen=True, slots=True)
class Window:
    """The words `[start, end)` of a document."""

    document: Document
    start: int
    end: int
    sentences: tuple[int, ...]  #: their first words, counted in the document


def load(path: Path) -> tuple[dict[str, Any], list[Document]]:
    """The header (labels, digests) and the documents of a prepared file."""
    with path.open(encoding="utf-8") as lines:
        header = json.loads(next(lines))
        documents = [Document(**json.loads(line)) for line in lines]
    for d in documents:
        d.clusters = [(a, b, c) for a, b, c in d.clusters]
    return header, documents


def piece_counts(d: Document) -> NDArray[np.int64]:
    """Where each word's pieces begin in the document, [words + 1]."""
    return np.cumsum([0, *(len(pieces_of(w)) for w in d.words)])


def windows(d: Document, *, longest: int, targets: Iterator[int]) -> Iterator[Window]:
    """Runs of whole sentences; each is closed before it would exceed the next of *targets* (pieces), but has one sentence at least; longer than *longest* is left out."""
    ends = [*d.starts[1:], len(d.words)]
    at = piece_counts(d)
    i = 0
    while i < len(d.starts):
        target, j = next(targets), i + 1
        while j < len(d.starts) and at[ends[j]] - at[d.starts[i]] <= target:
            j += 1
        if at[ends[j - 1]] - at[d.starts[i]] <= longest:
            yield Window(d, d.starts[i], ends[j - 1], tuple(d.starts[i:j]))
        i = j


def training_windows(documents: Sequence[Document], config: dict[str, Any], rng: random.Random) -> list[Window]:
    """One epoch's windows, cut anew each time."""
    w, sample = config["window"], config["sample"]

    def targets() -> Iterator[int]:
        while True:
            yield 0 if rng.random() < w["single"] else rng.randint(w["shortest"], w["longest"])

    chosen = [d for d in documents if rng.random() < sample.get(d.source.split("-")[0], 1.0)]
    return [window for d in chosen for window in windows(d, longest=w["longest"] + 10, targets=targets())]


def batches(lengths: Sequence[int], pieces: int, rng: random.Random | None = None) -> list[list[int]]:
    """Indices grouped by like length so that each group, padded, has at most *pieces*; groups and ties shuffled by *rng*."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i] + (rng.random() * 12 if rng else 0), i))
    out: list[list[int]] = []
    for i in order:
        if out and lengths[i] * (len(out[-1]) + 1) <= pieces:
            out[-1].append(i)
        else:
            out.append([i])
    if rng:
        rng.shuffle(out)
    return out


def surface(words: Sequence[str], config: dict[str, Any], rng: random.Random) -> tuple[list[str], int | None]:
    """The words as another writer would set them, and the case that all have (`None`: their own)."""
    a = config["augment"]
    out = list(words)
    if rng.random() < a["curly"]:
        opened = False
        for i, word in enumerate(out):
            if word == '"':
                out[i], opened = "”" if opened else "“", not opened
            else:
                out[i] = CURLY.get(word, word.replace("'", "’"))
    chance = rng.random()
    return out, LOWER if chance < a["lower"] else UPPER if chance < a["lower"] + a["upper"] else None


def featurise(words: Sequence[str], case: int | None = None, begins: Collection[int] = (0,)) -> tuple[list[int], list[int], list[int]]:
    """Piece ids, their case, and each word's first piece; *begins* are the words at which a sentence is said to begin."""
    ids, cases, first = [CLS], [PAD_CASE], []
    for i, word in enumerate(words):
        pieces = pieces_of(word)
        first.append(len(ids))
        ids += pieces
        cases += [(case_of(word) if case is None else case) + (BEGINS if i in begins else 0)] * len(pieces)
    return [*ids, SEP], [*cases, PAD_CASE], first


def hints(w: Window, *, ruled: bool) -> set[int]:
    """The words of the window, counted in it, at which sentences are said to begin: by rule, or as they do."""
    found = (w.document.ruled or ()) if ruled else w.sentences
    return {0, *(i - w.start for i in found if w.start <= i < w.end)}


class Targets:
    """Turns a window's annotations into numbers."""

    def __init__(self, labels: dict[str, list[str]]) -> None:
        self.index = {k: {v: i for i, v in enumerate(labels[k])} for k in ("upos", "feats", "rel")}

    def __call__(self, w: Window, *, ruled: bool) -> dict[str, NDArray[np.int64]]:
        """Per word: `upos`, `feats`, `rel`, `head` (0 the root), `names` (bits, 0 unknown), `begin`, `roles` (bits), `sentence`; IGNORE where unknown.

        Where sentences begin is learnt only where the network was told what the rules say, not where it was told the truth.
        """
        d, n = w.document, w.end - w.start
        cut = slice(w.start, w.end)
        out = {k: np.full(n, IGNORE, np.int64) for k in ("upos", "feats", "rel", "head", "begin", "roles")}
        out["names"] = np.array(d.names[cut] if d.names else [0] * n, np.int64)
        out["sentence"] = np.searchsorted(w.sentences, np.arange(w.start, w.end), side="right") - 1
        if d.upos:
            for key in ("upos", "feats", "rel"):
                out[key] = np.array([self.index[key].get(v, IGNORE) for v in getattr(d, key)[cut]], np.int64)
            out["head"] = np.array([h - w.start + 1 if h >= 0 else 0 for h in (d.head or [])[cut]], np.int64)
        if d.begins and ruled:
            out["begin"] = np.zeros(n, np.int64)
            out["begin"][[s - w.start for s in w.sentences]] = 1
            out["begin"][0] = IGNORE
        if d.roles:
            out["roles"] = np.array(d.roles[cut], np.int64)
        return out


def mentions(w: Window) -> list[tuple[int, int, bool]]:
    """Mentions whose head lies in the window: (word in the window, cluster, anaphoric)."""
    return [(i - w.start, c, a) for i, c, a in w.document.clusters if w.start <= i < w.end]


def pad(rows: Sequence[Sequence[int] | NDArray[np.int64]], fill: int) -> NDArray[np.int64]:
    """[rows, longest]."""
    out = np.full((len(rows), max(1, *(len(r) for r in rows), 1)), fill, np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out
