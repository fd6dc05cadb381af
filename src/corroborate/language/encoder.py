"""Runs the models: words in, scores out. ONNX Runtime and a WordPiece tokenizer; no PyTorch.

Scores depend on what is in a batch (8-bit activations are scaled per batch), so callers batch within one article only:
that keeps an article's result the same whatever stands beside it.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from corroborate.language.wordpiece import WordPiece

WEIGHTS = files("corroborate.language") / "weights"
CLS, SEP, UNKNOWN = 101, 102, 100
BEGINS = 8  #: added to the case of a word at which a sentence is said to begin
MAX_WORD_PIECES = 16  #: a longer "word" is an address or a scraping accident
PIECES_AT_ONCE = 250  #: of a batch, padded: more fall out of a processor's cache
START = 6  #: what a batch costs besides its pieces, in pieces


def _session(path: str, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # spinning starves other workers
    # Fused with the addition before it, layer normalisation is done number by number: ten times slower than by itself.
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"])


@lru_cache(maxsize=1)
def _tokenizer() -> WordPiece:
    return WordPiece.load(Path(str(WEIGHTS / "tokenizer.json")))


@lru_cache(maxsize=200_000)
def pieces_of(word: str) -> tuple[int, ...]:
    """The tokenizer's pieces of one word, at least one."""
    return tuple(_tokenizer().ids(word)[:MAX_WORD_PIECES]) or (UNKNOWN,)


def known(word: str) -> bool:
    """Whether the tokenizer has *word* (lower case) whole: some 20,000 common English words and names."""
    return word in _tokenizer().vocabulary


def case_of(word: str) -> int:
    """The tokenizer lowers everything; this tells the model what the letters looked like."""
    if word.islower():
        return 1
    if word.istitle() and len(word) > 1:
        return 2
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if any(c.isdigit() for c in word):
        return 5
    return 6 if any(c.isupper() for c in word) else 7


def batches(lengths: Sequence[int], pieces: int) -> list[list[int]]:
    """Indices in groups of like length that take the least time: a group costs what it holds when padded, at most *pieces* but for a single text, and `START`."""
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    cost, begin = [0], [0]  # of the first texts: what they cost at least, and where the last group begins then
    for end in range(1, len(order) + 1):
        tried: list[tuple[int, int]] = []
        for start in range(end - 1, -1, -1):
            held = lengths[order[start]] * (end - start)
            if held > pieces and tried:
                break
            tried.append((cost[start] + held + START, start))
        cost.append(min(tried)[0])
        begin.append(min(tried)[1])
    out, end = list[list[int]](), len(order)
    while end:
        out.append(order[begin[end] : end])
        end = begin[end]
    return out[::-1]


def _none() -> NDArray[Any]:
    return np.zeros((0, 0), np.float32)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of the words of one window; *n* words. Heads that were not asked for are empty."""

    upos: NDArray[np.int64] = field(default_factory=_none)  #: [n] class ids
    feats: NDArray[np.int64] = field(default_factory=_none)  #: [n] class ids
    names: NDArray[np.float32] = field(default_factory=_none)  #: [n, 1 + 2 × types] logits: outside, then begin and inside of each type
    begin: NDArray[np.float32] = field(default_factory=_none)  #: [n] logit that a sentence begins here
    roles: NDArray[np.float32] = field(default_factory=_none)  #: [n, 3] logits that the word is part of a cue, of what is said, of who says it
    arc: NDArray[np.float32] = field(default_factory=_none)  #: [n, n + 1]; column 0 is the root
    dependent: NDArray[np.float32] = field(default_factory=_none)  #: [n, k] for `Reader.relation`
    governor: NDArray[np.float32] = field(default_factory=_none)  #: [n + 1, k]; row 0 is the root
    anaphor: NDArray[np.float32] = field(default_factory=_none)  #: [n, d] for `decode.links`
    antecedent: NDArray[np.float32] = field(default_factory=_none)  #: [n, d]
    meaning: NDArray[np.float32] = field(default_factory=_none)  #: [n, 384]; the mean over a stretch of words is that stretch's vector


EVERY = tuple(f.name for f in fields(Scores))
READ = ("upos", "feats", "names", "roles", "arc", "dependent", "governor", "meaning")  #: what a parsed sentence holds
BEGIN = ("begin",)
REFER = ("anaphor", "antecedent")
NEAR = ("begin", "anaphor", "antecedent")  #: the heads that are computed for the words of the input `near`, the others for those of `first`


class Reader:
    """The many-headed network on windows of words. Labels and the small matrices that work after decoding lie in the file's metadata."""

    def __init__(self, threads: int = 1, path: str = str(WEIGHTS / "english.int8.onnx")) -> None:
        self._session = _session(path, threads)
        meta = self._session.get_modelmeta().custom_metadata_map
        self.labels: dict[str, list[str]] = json.loads(meta["labels"])
        self._weight, self._bias = _array(meta["relation.weight"]), _array(meta["relation.bias"])
        self._sum = int(meta["relation.sum"])
        self.distance = _array(meta["distance"])

    def run(
        self, windows: Sequence[Sequence[str]], begins: Sequence[Collection[int]] | None = None, heads: Sequence[str] = EVERY, pieces: int = PIECES_AT_ONCE
    ) -> list[Scores]:
        """Scores of each window, in order, by the *heads* asked for. (Only they are computed: `READ`, or some of `NEAR`, is a tenth quicker than all.)

        *begins*: the words of each window at which sentences are known or thought to begin; else the first alone.
        """
        inputs = [_featurise(words, told) for words, told in zip(windows, begins or [(0,)] * len(windows), strict=True)]
        out: dict[int, Scores] = {}
        for batch in batches([len(ids) for ids, _, _ in inputs], pieces):
            feed = _padded([inputs[i] for i in batch])
            results = dict(zip(heads, self._session.run(list(heads), _asked(feed, heads)), strict=True))
            for row, i in enumerate(batch):
                out[i] = _cut(results, row, len(inputs[i][2]))
        return [out[i] for i in range(len(windows))]

    def relation(self, dependent: NDArray[np.float32], governor: NDArray[np.float32]) -> NDArray[np.float32]:
        """Logits of relations, [pairs, relations], from rows of `Scores.dependent` and `Scores.governor`."""
        k = self._sum
        pair = np.concatenate([_gelu(dependent[:, :k] + governor[:, :k]), dependent[:, k:] * governor[:, k:]], 1)
        return (pair @ self._weight.T + self._bias).astype(np.float32)


def _asked(feed: dict[str, NDArray[np.int64]], heads: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    """The same with words only where *heads* are asked of them."""
    words, none = feed["first"], np.zeros((len(feed["first"]), 1), np.int64)
    near = not set(heads).isdisjoint(NEAR)
    return feed | {"first": words if not set(heads) <= set(NEAR) else none, "near": words if near else none}


def _cut(results: Mapping[str, NDArray[Any]], row: int, n: int) -> Scores:
    found = {name: result[row, : n + 1 if name == "governor" else n] for name, result in results.items()}
    if "arc" in found:
        found["arc"] = found["arc"][:, : n + 1]
    return Scores(**found)


def _array(packed: str) -> NDArray[np.float32]:
    """An array of the metadata: its shape, a colon, its 32-bit numbers in base 64."""
    shape, _, numbers = packed.partition(":")
    return np.frombuffer(b64decode(numbers), "<f4").reshape([int(n) for n in shape.split(",")])


def _gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """GELU by its tanh approximation (Hendrycks and Gimpel 2016), within 0.001 of the exact one."""
    return np.asarray(x * (0.5 + 0.5 * np.tanh(0.7978845608 * x * (1 + 0.044715 * x * x))), np.float32)


def _featurise(words: Sequence[str], begins: Collection[int]) -> tuple[list[int], list[int], list[int]]:
    """Piece ids, the case of each piece's word, and each word's first piece."""
    ids, case, first = [CLS], [0], []
    for i, word in enumerate(words):
        pieces = pieces_of(word)
        first.append(len(ids))
        ids += pieces
        case += [case_of(word) + (BEGINS if i in begins else 0)] * len(pieces)
    return [*ids, SEP], [*case, 0], first


def _padded(inputs: Sequence[tuple[list[int], list[int], list[int]]]) -> dict[str, NDArray[np.int64]]:
    width, words = max(len(ids) for ids, _, _ in inputs), max(len(first) for _, _, first in inputs)
    feed = {k: np.zeros((len(inputs), width), np.int64) for k in ("ids", "mask", "case")}
    feed["first"] = np.zeros((len(inputs), words), np.int64)
    for row, (ids, case, first) in enumerate(inputs):
        feed["ids"][row, : len(ids)] = ids
        feed["mask"][row, : len(ids)] = 1
        feed["case"][row, : len(ids)] = case
        feed["first"][row, : len(first)] = first
    return feed
