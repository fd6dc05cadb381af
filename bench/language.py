"""Measures the shipped language core: accuracy on the dev sets with their own words, words and sentences from raw text, reference, speed, load and memory.

    python bench/language.py ../shared/data [--freeze]

Prints each figure beside the frozen one of `bench/frozen/language.json`, its bar, and what spaCy's convolutional pipeline reaches when trained for ten
minutes on the same treebanks (EWT test; measured by the sketch that this core began from). `--freeze` keeps the new figures.
"""

from __future__ import annotations

import json
import lzma
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import reference
from bench.rawtext import Raw, f1, raw_documents
from training.treebanks import OPEN_GENRES, Word, read_treebank

from corroborate.language import read
from corroborate.language.encoder import WEIGHTS
from corroborate.language.parse import parse_words
from corroborate.text.sentences import paragraphs
from corroborate.text.spans import Span

FROZEN = Path(__file__).parent / "frozen/language.json"
BARS: dict[str, float] = {
    "ewt.upos": 97.0, "gum.upos": 97.5, "ewt.las": 90.0, "gum.las": 89.5, "ewt.lemma": 97.3, "gum.lemma": 98.0, "ewt.names": 80,
    "raw ewt.sentences": 88, "raw gum news+interview.sentences": 97, "raw ewt.tokens": 98.5, "raw gum news+interview.tokens": 99.5, "reference.all": 80,
    "speed.words a second": 10000,
}  # fmt: skip
SPACY = {"ewt.upos": 94.11, "ewt.las": 81.62, "ewt.lemma": 95.70, "ewt.names": 58.7}


def accuracy(path: Path) -> dict[str, float]:
    """Part of speech, lemma, attachment (relation subtypes left out) with the treebank's words; names where the sentence has that layer."""
    count: Counter[str] = Counter()
    for _, document in groupby((s for s in read_treebank(path) if s.genre in OPEN_GENRES), key=lambda s: s.document):
        _score([s.words for s in document], count)
    out = {k: round(100 * count[k] / count["words"], 2) for k in ("upos", "lemma", "uas", "las")}
    if count["names there"]:
        out["names"] = round(200 * count["names hit"] / (count["names found"] + count["names there"]), 2)
    return out


def _score(gold: Sequence[Sequence[Word]], count: Counter[str]) -> None:
    text, places = "", []
    for words in gold:
        spans = []
        for w in words:
            spans.append(Span(len(text), len(text) + len(w.form)))
            text += w.form + " "
        places.append((0, spans))
    for words, found in zip(gold, parse_words(text, places), strict=True):
        for w, t in zip(words, found.tokens, strict=True):
            right = t.head + 1 == w.head
            count.update(words=1, upos=t.upos == w.upos, lemma=t.lemma == w.lemma, uas=right, las=right and t.dep == w.rel.split(":")[0])
        if any("NER" in w.misc for w in words):
            there, mine = set(_spans([w.misc.get("NER", "O") for w in words])), {(n.start, n.end, n.type) for n in found.names}
            count.update({"names there": len(there), "names found": len(mine), "names hit": len(there & mine)})


def _spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Names of IOB2 tags."""
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            end = i + 1
            while end < len(tags) and tags[end] == "I-" + tag[2:]:
                end += 1
            yield i, end, tag[2:]


def raw(documents: Sequence[Raw]) -> dict[str, float]:
    """F1 of words and sentences from raw text; each document is one line, as no treebank here keeps its paragraphs."""
    count: dict[str, list[int]] = {"tokens": [0, 0, 0], "sentences": [0, 0, 0]}
    for d in documents:
        found = read(d.text, [(0, Span(0, len(d.text)))])
        words, cut = {t.span for s in found for t in s.tokens}, {s.span for s in found}
        for key, pair in (("tokens", (words, set(d.words))), ("sentences", (cut, set(d.sentences)))):
            count[key] = [a + b for a, b in zip(count[key], f1(*pair), strict=True)]
    return {key: round(200 * hit / (said + there), 2) for key, (hit, said, there) in count.items()}


def speed(data: Path) -> dict[str, float]:
    """Words a second from raw news text to all layers: two processes of one thread each, as the engine runs them."""
    with lzma.open(data / "stories/gva-dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(next(lines))["text"] for _ in range(120)]
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the engine sets it
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        list(pool.map(_count, texts[:8]))
        began = time.perf_counter()
        words = sum(pool.map(_count, texts))
        took = time.perf_counter() - began
        memory = max(pool.map(_megabytes, range(4)))
    return {"words a second": round(words / took), "load seconds": _load(), "megabytes": round(memory), "machine load": round(os.getloadavg()[0], 1)}


def _count(text: str) -> int:
    return sum(len(s.tokens) for s in read(text, list(enumerate(paragraphs(text)))))


def _megabytes(_: int) -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _load() -> float:
    code = "import time; t = time.perf_counter(); from corroborate.language import read; from corroborate.text.spans import Span"
    code += "; read('It began.', [(0, Span(0, 9))]); print(time.perf_counter() - t)"
    return round(float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout), 2)


def measure(data: Path) -> dict[str, float]:
    """All figures, flat: "ewt.las" → 89.2."""
    found = {"speed": speed(data)}
    for key in ("ewt", "gum"):
        path = data / f"treebanks/{key}-dev.conllu.xz"
        found[key], documents = accuracy(path), list(raw_documents(path))
        found[f"raw {key}"] = raw(documents)
    found["reference"] = reference.figures(path)  # GUM, the last
    found["raw gum news+interview"] = raw([d for d in documents if d.genre in ("news", "interview")])
    out = {f"{group}.{key}": value for group, row in found.items() for key, value in row.items()}
    return out | {"weights megabytes": round(sum(f.stat().st_size for f in Path(str(WEIGHTS)).iterdir()) / 1e6, 1)}


def main() -> None:
    if len(sys.argv) < 2 or not (data := Path(sys.argv[1])).is_dir():
        sys.exit("needs the folder of data sets: python bench/language.py ../shared/data")
    found, frozen = measure(data), json.loads(FROZEN.read_text(encoding="utf-8")) if FROZEN.exists() else {}
    print(f"{'figure':36} {'now':>9} {'frozen':>9} {'bar':>8} {'spaCy':>8}")
    for key, value in found.items():
        print(f"{key:36} {value:>9} {frozen.get(key, ''):>9} {BARS.get(key, ''):>8} {SPACY.get(key, ''):>8}")
    if "--freeze" in sys.argv:
        FROZEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
