"""Measures a network on the dev sets: the same figures for PyTorch's weights and for ONNX files.

    python -m training.evaluate --data ../shared/data --prepared prepared.jsonl --weights average.pt|english.onnx

Trees and tags are measured on gold words and sentences, in windows of neighbours and sentence by sentence.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import fields
from itertools import groupby, pairwise, repeat
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corroborate.language import decode
from corroborate.language.encoder import Reader, Scores
from corroborate.language.lemmas import lemma
from corroborate.language.naming import find_names
from training import data, names, prepare
from training.data import Window
from training.prepare import Document
from training.treebanks import OPEN_GENRES, read_treebank

Array = NDArray[Any]
Row = dict[str, Array]
NamedDocument = list[tuple[list[str], set[tuple[int, int, str]]]]  #: of each sentence its words and its names (start, end, type)
LONGEST = 240
THREE = {"person": "PER", "organisation": "ORG", "place": "LOC", "country": "LOC"}
MISC = ("nationality", "group", "work", "other")
FOLDED = {**{t: t for t in names.TYPES}, **dict.fromkeys(MISC, "misc")}


class Runner(Protocol):
    """Runs a network on windows of words."""

    def run(self, windows: Sequence[Sequence[str]], begins: Sequence[Collection[int]] | None = None) -> list[Row]:
        """Per window: every field of `training.model.Scores` as an array, `upos` and `feats` as class ids; *begins* as in `training.data.featurise`."""

    def relation(self, dependent: Array, governor: Array) -> Array:
        """Relation logits of pairs."""

    @property
    def distance(self) -> Array:
        """The bias of each bucket of distance."""


class TorchRunner:
    """PyTorch, full precision."""

    def __init__(self, model: Any) -> None:
        self.model = model

    def run(self, windows: Sequence[Sequence[str]], begins: Sequence[Collection[int]] | None = None) -> list[Row]:
        import torch

        made = [data.featurise(w, None, b) for w, b in zip(windows, begins or repeat((0,)), strict=False)]
        out: list[Row] = [{} for _ in windows]
        for group in data.batches([len(m[0]) for m in made], 3000):
            ids, case, first = ([made[i][k] for i in group] for k in range(3))
            feed = [torch.from_numpy(data.pad(rows, 0)) for rows in (ids, [[1] * len(i) for i in ids], case, first)]
            with torch.inference_mode():
                scores = self.model(*feed)._asdict()
            scores["upos"], scores["feats"] = scores["upos"].argmax(-1), scores["feats"].argmax(-1)
            for row, i in enumerate(group):
                n = len(made[i][2])
                out[i] = {k: v[row, : n + (k == "governor")].numpy() for k, v in scores.items()}
                out[i]["arc"] = out[i]["arc"][:, : n + 1]
        return out

    def relation(self, dependent: Array, governor: Array) -> Array:
        import torch

        with torch.inference_mode():
            return np.asarray(self.model.relation(torch.from_numpy(dependent), torch.from_numpy(governor)))

    @property
    def distance(self) -> Array:
        return np.asarray(self.model.distance.detach())


class OnnxRunner:
    """An exported network, as the package runs it."""

    def __init__(self, path: Path, threads: int = 2) -> None:
        self.runtime = Reader(threads, str(path))
        self.labels = self.runtime.labels

    def run(self, windows: Sequence[Sequence[str]], begins: Sequence[Collection[int]] | None = None) -> list[Row]:
        return [{f.name: getattr(s, f.name) for f in fields(Scores)} for s in self.runtime.run(windows, begins)]

    def relation(self, dependent: Array, governor: Array) -> Array:
        return self.runtime.relation(dependent, governor)

    @property
    def distance(self) -> Array:
        return self.runtime.distance


def dev_windows(d: Document, *, single: bool) -> list[Window]:
    """A document's sentences, one by one or with their neighbours."""
    return list(data.windows(d, longest=500, targets=repeat(0 if single else LONGEST)))


def _run(runner: Runner, found: Sequence[Window]) -> list[Row]:
    """Scores of windows whose sentences are told."""
    return runner.run([w.document.words[w.start : w.end] for w in found], [data.hints(w, ruled=False) for w in found])


# trees and tags


def treebank(runner: Runner, labels: dict[str, list[str]], documents: Sequence[Document], lemmas: dict[str, list[str]], *, single: bool) -> dict[str, float]:
    """UPOS, features, lemma, UAS and LAS (without subtypes) in percent."""
    found = [w for d in documents for w in dev_windows(d, single=single)]
    count: Counter[str] = Counter()
    for w, row in zip(found, _run(runner, found), strict=True):
        d = w.document
        for a, b in pairwise((*w.sentences, w.end)):
            heads = decode.tree(row["arc"], a - w.start, b - w.start)
            rels = runner.relation(row["dependent"][a - w.start : b - w.start], row["governor"][[h + 1 for h in heads]]).argmax(-1)
            for k, (i, head) in enumerate(zip(range(a, b), heads, strict=True)):
                upos, feats = labels["upos"][row["upos"][i - w.start]], labels["feats"][row["feats"][i - w.start]]
                gold = (d.head or [])[i] - w.start if (d.head or [])[i] >= 0 else -1
                rel = labels["rel"][rels[k]] if head >= 0 else "root"
                count["words"] += 1
                count["upos"] += upos == (d.upos or [])[i]
                count["feats"] += feats == (d.feats or [])[i]
                count["lemma"] += lemma(d.words[i], upos, feats) == lemmas[d.source][i]
                count["uas"] += head == gold
                count["las"] += head == gold and rel.split(":")[0] == (d.rel or [])[i].split(":")[0]
    return {k: round(100 * v / count["words"], 2) for k, v in count.items() if k != "words"}


# names


def name_spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Names (start, end, type) of BIO tags."""
    out, i = set(), 0
    while i < len(tags):
        end = i + 1
        if tags[i][0] == "B":
            while end < len(tags) and tags[end] == "I" + tags[i][1:]:
                end += 1
            out.add((i, end, tags[i][2:]))
        i = end
    return out


def names_f1(runner: Runner, gold: Sequence[NamedDocument], fold: dict[str, str]) -> dict[str, Any]:
    """Precision, recall and F1 of exact spans and types, over all and by type; found as the package finds them. *gold* is in the folded types."""
    hit, said, there = Counter[str](), Counter[str](), Counter[str]()
    for document in gold:
        forms = [words for words, _ in document]
        named = find_names(forms, [row["names"] for row in runner.run(forms)], names.TAGS)
        for (_, golden), mine in zip(document, named, strict=True):
            found = {(n.start, n.end, fold[n.kind]) for n in mine if n.kind in fold}
            for counter, group in ((hit, found & golden), (said, found), (there, golden)):
                counter.update(t for _, _, t in group)
    every = {t: (hit[t], said[t], there[t]) for t in sorted(there | said)}
    total = (sum(hit.values()), sum(said.values()), sum(there.values()))
    precision, recall = (round(100 * total[0] / max(1, n), 2) for n in total[1:])
    return {"f1": _f1(*total), "precision": precision, "recall": recall, **{t: _f1(*n) for t, n in every.items()}}


def _f1(hit: int, said: int, there: int) -> float:
    return round(200 * hit / max(1, said + there), 2)


def ewt_names(data_: Path) -> list[NamedDocument]:
    """EWT's dev documents with their names of three classes."""
    sentences = [s for s in read_treebank(data_ / "treebanks/ewt-dev.conllu.xz") if all("NER" in w.misc for w in s.words)]
    return [[([w.form for w in s.words], name_spans([w.misc["NER"] for w in s.words])) for s in group] for _, group in groupby(sentences, key=lambda s: s.document)]


def politics_names(data_: Path) -> list[NamedDocument]:
    """The held-out part of CrossNER politics, each sentence by itself, its types mapped to ours and the miscellany joined."""
    one = {k: FOLDED[v[0]] if k != "misc" else "misc" for k, v in names.CROSSNER.items()}
    out = []
    for words, tags in prepare.labelled(data_ / "ner/crossner-politics.conll.xz", slice(prepare.POLITICS_TRAIN, None)):
        golden = {(a, b, one[t]) for a, b, t in name_spans(tags)}
        out.append([(words, golden)])
    return out


# sentences, attribution, reference


def begins(runner: Runner, documents: Sequence[Document]) -> dict[str, float]:
    """F1 of exact sentences on gold words, each document read as one run of words without paragraphs."""
    hit = said = there = 0
    for d in documents:
        starts = read_starts(runner, d.words, set(d.ruled or ()))
        found, gold = set(pairwise([*starts, len(d.words)])), set(pairwise([*d.starts, len(d.words)]))
        hit, said, there = hit + len(found & gold), said + len(found), there + len(gold)
    return {"sentences": _f1(hit, said, there)}


def read_starts(runner: Runner, words: Sequence[str], ruled: Collection[int]) -> list[int]:
    """Sentence beginnings of a run of words, window after window, each from the last beginning that the one before found; *ruled* by rule."""
    at = np.cumsum([0, *(len(data.pieces_of(w)) for w in words)])
    out, start = [0], 0
    while start < len(words):
        end = max(start + 1, int(np.searchsorted(at, at[start] + LONGEST, side="right")) - 1)
        told = {0, *(i - start for i in ruled if start <= i < end)}
        found = [start + i for i in np.flatnonzero(runner.run([words[start:end]], [told])[0]["begin"] > 0).tolist() if i]
        if end >= len(words):
            return out + found
        out += found or [end]
        start = out[-1]
    return out


def roles(runner: Runner, data_: Path) -> dict[str, float]:
    """F1 of words that are cue, content, source of an attribution, on Wikinews dev."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for d in prepare.wikinews(data_ / "quotations/wikinews-dev.jsonl.xz"):
        found = dev_windows(d, single=False)
        for w, row in zip(found, _run(runner, found), strict=True):
            for k, key in enumerate(("cue", "content", "source")):
                gold = np.array([r >> k & 1 for r in (d.roles or [])[w.start : w.end]])
                said = row["roles"][:, k] > 0
                count[key].update(hit=int((said & (gold > 0)).sum()), said=int(said.sum()), there=int(gold.sum()))
    return {key: _f1(c["hit"], c["said"], c["there"]) for key, c in count.items()}


def reference(runner: Runner, documents: Sequence[Document]) -> dict[str, float]:
    """Share of third-person pronouns and common-noun mentions of persons that are linked to the right person.

    A mention counts if its cluster has an earlier mention with a proper noun for a head. It is right if the links from it first lead
    to a proper noun of its cluster. Mentions are given, whom they mean is not.
    """
    right, total = Counter[str](), Counter[str]()
    for d in documents:
        order, row = document_rows(runner, d)
        scores = decode.links(row["anaphor"], row["antecedent"], order, runner.distance)
        found = [to for to, _ in decode.antecedents(scores, [d.words[i] for i in order])]
        named = [(d.upos or [])[i] == "PROPN" for i in order]
        truth = {i: c for i, c, _ in d.clusters}
        for n, i in enumerate(order):
            kind = reference_kind(d, i)
            if kind and any(truth[j] == truth[i] and (d.upos or [])[j] == "PROPN" for j in order[:n]):
                total[kind] += 1
                to = decode.chain(found, named, n)
                right[kind] += to >= 0 and truth[order[to]] == truth[i]
    every = sum(total.values())
    return {**{k: round(100 * right[k] / n, 1) for k, n in sorted(total.items())}, "all": round(100 * sum(right.values()) / max(1, every), 1), "counted": every}


def reference_kind(d: Document, i: int) -> str | None:
    """"pronoun" for he, she and their forms, "noun" for a common noun that heads a mention of a person."""
    if d.words[i].lower() in ("he", "she", "him", "her", "his", "himself", "herself", "hers"):
        return "pronoun"
    return "noun" if (d.upos or [])[i] == "NOUN" and i in d.persons else None


def document_rows(runner: Runner, d: Document) -> tuple[list[int], Row]:
    """Mention heads in order, and their vectors."""
    vectors: dict[str, dict[int, Array]] = {"anaphor": {}, "antecedent": {}}
    found = dev_windows(d, single=False)
    for w, row in zip(found, _run(runner, found), strict=True):
        for key, column in vectors.items():
            column |= {w.start + i: row[key][i] for i in range(w.end - w.start)}
    order = sorted({i for i, _, _ in d.clusters if i in vectors["anaphor"]})
    return order, {key: np.array([column[i] for i in order]) for key, column in vectors.items()}


def figures(runner: Runner, labels: dict[str, list[str]], data_: Path) -> dict[str, Any]:
    """All figures."""
    began = time.monotonic()
    out: dict[str, Any] = {}
    for key in ("ewt", "gum"):
        path = data_ / f"treebanks/{key}-dev.conllu.xz"
        documents = list(prepare.treebank(path, genres=every_genre()))
        lemmas: dict[str, list[str]] = defaultdict(list)
        for s in read_treebank(path):
            lemmas[s.document] += [w.lemma for w in s.words]
        for mode in ("single", "window"):
            out[f"{key} {mode}"] = treebank(runner, labels, documents, lemmas, single=mode == "single")
        open_ = [d for d in documents if key == "ewt" or d.source.split("_")[1] in ("news", "interview")]
        out[f"{key} sentences"] = begins(runner, open_)
        if key == "gum":
            out["reference"] = reference(runner, [d for d in documents if d.source.split("_")[1] in OPEN_GENRES])
    out["names ewt"] = names_f1(runner, ewt_names(data_), THREE)
    out["names politics"] = names_f1(runner, politics_names(data_), FOLDED)
    out["roles"] = roles(runner, data_)
    out["seconds"] = round(time.monotonic() - began)
    return out


def every_genre() -> tuple[str, ...]:
    """All genres of the treebanks."""
    return (*OPEN_GENRES, "fiction", "whow", "essay", "letter", "podcast", "reddit", "textbook", "vlog", "conversation")


def load(weights: Path, labels: dict[str, list[str]]) -> Runner:
    """A runner for a `.pt` or `.onnx` file."""
    if weights.suffix == ".onnx":
        return OnnxRunner(weights)
    import torch

    from training.model import Reader as Network
    from training.train import sizes

    model = Network(sizes(labels))
    state = torch.load(weights, weights_only=False)
    model.load_state_dict(state.get("average", state) if isinstance(state, dict) else state)
    return TorchRunner(model.eval())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--prepared", type=Path, required=True)
    options.add_argument("--weights", type=Path, required=True)
    chosen = options.parse_args()
    with chosen.prepared.open(encoding="utf-8") as lines:
        labels = json.loads(next(lines))["labels"]
    for key, value in figures(load(chosen.weights, labels), labels, chosen.data).items():
        print(f"{key}: {value}", flush=True)


if __name__ == "__main__":
    main()
