"""Reads the corpora into one file of documents that `train` cuts windows from.

    python -m training.prepare --data ../shared/data --out /somewhere/prepared.jsonl

Each line is a `Document`; the first holds the labels and the SHA-256 of every input file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from corroborate.text.sentences import paragraphs, sentences
from corroborate.text.spans import Span
from corroborate.text.tokens import tokens
from training import names
from training.treebanks import OPEN_GENRES, Sentence, joined, read_treebank

POLITICS_TRAIN = 400  #: sentences of CrossNER politics that train; the rest (342) is held out
MENTIONED = ("person", "organization", "place", "animal", "object", "abstract", "event")


@dataclass
class Document:
    """Words in order with whatever is known of them; `None` where a corpus does not say."""

    source: str
    words: list[str]
    starts: list[int]  #: first word of each sentence (or stretch that may stand alone)
    begins: bool  #: whether *starts* are sentence boundaries to be learnt
    upos: list[str] | None = None
    feats: list[str] | None = None
    head: list[int] | None = None  #: index in the document, -1 for a root
    rel: list[str] | None = None
    names: list[int] | None = None  #: allowed tags as bits
    roles: list[int] | None = None  #: 1 cue, 2 content, 4 source
    clusters: list[tuple[int, int, bool]] = field(default_factory=list)  #: (head word, cluster, anaphoric) of mentions, in order
    persons: list[int] = field(default_factory=list)  #: head words of mentions of persons
    ruled: list[int] | None = None  #: words that begin sentences by rule, where the document is read as one line of raw text


def treebank(path: Path, *, genres: Sequence[str] = OPEN_GENRES, countries: frozenset[str] = frozenset()) -> Iterator[Document]:
    """A treebank's documents."""
    found = (s for s in read_treebank(path) if s.genre in genres)
    for name, group in groupby(found, key=lambda s: s.document):
        yield _document(name, list(group), countries)


def _document(name: str, group: list[Sentence], countries: frozenset[str]) -> Document:
    out = Document(name, [], [], True, [], [], [], [], [])
    clusters: dict[str, int] = {}
    open_: list[tuple[str, str, str, int]] = []
    for s in group:
        at = len(out.words)
        out.starts.append(at)
        out.words += [w.form for w in s.words]
        out.upos += [w.upos for w in s.words]  # type: ignore[operator]
        out.feats += [w.feats for w in s.words]  # type: ignore[operator]
        out.rel += [w.rel for w in s.words]  # type: ignore[operator]
        out.head += [at + w.head - 1 if w.head else -1 for w in s.words]  # type: ignore[operator]
        if s.genre == "ewt":
            tags = names.three_way(s)
        else:
            mentions = list(_mentions(s, open_))
            tags = names.from_entities(s, [(a, b, kind, identity) for a, b, kind, _, _, identity in mentions], countries)
            for a, b, kind, id_, info, _ in mentions:
                if kind in MENTIONED:
                    head = next((i for i in range(a, b) if not a < s.words[i].head <= b), a)
                    out.clusters.append((at + head, clusters.setdefault(id_, len(clusters)), not info.startswith("new")))
                    out.persons += [at + head] * (kind == "person")
        out.names += tags or [names.ANYTHING] * len(s.words)  # type: ignore[operator]
    out.clusters = sorted(set(out.clusters))
    out.ruled = _ruled(group)
    return out


def _ruled(group: Sequence[Sentence]) -> list[int]:
    """The words that the rules of `text.sentences` let begin sentences."""
    text, places = joined(group)
    first = {s.start for s in sentences(text, Span(0, len(text)))}
    return [i for i, place in enumerate(places) if place and place.start in first]


_BRACKET = re.compile(r"\(([^()]+)(\)?)|([^()]+)\)")


def _mentions(s: Sentence, open_: list[tuple[str, str, str, int]]) -> Iterator[tuple[int, int, str, str, str, str]]:
    """(start, end, type, id, information status, identity) of the mentions that GUM's Entity= opens and closes in *s*."""
    stack: list[tuple[str, str, str, str, int]] = []
    for i, word in enumerate(s.words):
        for opened, closed, closing in _BRACKET.findall(word.misc.get("Entity", "")):
            if opened:
                parts = opened.split("-")
                id_, kind, info = parts[0], parts[1] if len(parts) > 1 else "", parts[2] if len(parts) > 2 else ""
                identity = "-".join(parts[7:]) if len(parts) > 7 else ""
                if closed:
                    yield i, i + 1, kind, id_, info, identity
                else:
                    stack.append((id_, kind, info, identity, i))
            else:
                id_ = closing.split("-")[0]
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0] == id_:
                        _, kind, info, identity, start = stack.pop(k)
                        yield start, i + 1, kind, id_, info, identity
                        break


def conll(path: Path, mapping: dict[str, tuple[str, ...]], *, outside: int = names.OUTSIDE, select: slice = slice(None)) -> Iterator[Document]:
    """A names corpus: each sentence a document of its own, its words cut as the treebanks cut them."""
    for n, (forms, found) in enumerate(labelled(path, select)):
        words, tags = recut(forms, [names.allowed(label, mapping, outside) for label in found])
        yield Document(f"{path.name.split('.')[0]}-{n}", words, [0], False, names=names.refine(words, tags))


def labelled(path: Path, select: slice = slice(None)) -> Iterator[tuple[list[str], list[str]]]:
    """Words and IOB2 labels of the sentences of a file with a word and a label a line."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.split() for line in lines]
    groups = [list(g) for blank, g in groupby(rows, key=lambda r: len(r) < 2) if not blank]
    for group in groups[select]:
        yield [r[0] for r in group], names.iob([r[-1] for r in group])


def recut(words: Sequence[str], tags: Sequence[int]) -> tuple[list[str], list[int]]:
    """Words and tags with the words cut as the treebanks cut them; a begin tag stays on the first part only."""
    out_words, out_tags = list[str](), list[int]()
    inside = {1 << names.TAGS.index(f"B-{t}"): 1 << names.TAGS.index(f"I-{t}") for t in names.TYPES}
    for word, tag in zip(words, tags, strict=True):
        parts = [s.of(word) for s in tokens(word)] or [word]
        rest = tag
        for b, i in inside.items():
            if tag & b:
                rest = rest & ~b | i
        out_words += parts
        out_tags += [tag] + [rest] * (len(parts) - 1)
    return out_words, out_tags


def wikinews(path: Path) -> Iterator[Document]:
    """Wikinews articles: who says what, and what their names refer to; sentences by rule."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _article(json.loads(line))


def _article(article: dict[str, Any]) -> Document:
    text = article["text"]
    out = Document(article["id"], [], [], False, roles=[])
    spans: list[Span] = []
    for paragraph in paragraphs(text):
        for sentence in sentences(text, paragraph):
            cut = tokens(text, sentence)
            if cut:
                out.starts.append(len(spans))
                spans += cut
    out.words = [s.of(text) for s in spans]
    marks = [0] * len(text)
    for attribution in article["attributions"]:
        for bit, key in ((1, "cue"), (2, "content"), (4, "source")):
            for a, b in attribution.get(key) or ():
                for i in range(a, min(b, len(text))):
                    marks[i] |= bit
    out.roles = [marks[s.start] for s in spans]
    out.clusters = _named(article, spans)
    return out


def _named(article: dict[str, Any], spans: Sequence[Span]) -> list[tuple[int, int, bool]]:
    """Mentions by the forms of names that the annotators listed, and the sources of attributions with their speaker."""
    text = article["text"]
    ids = {name: n for n, name in enumerate(sorted({*article["names"], *(a["speaker"] for a in article["attributions"] if a.get("speaker"))}))}
    at = {s.end: n for n, s in enumerate(spans)}
    listed = [(form, ids[name]) for name, forms in article["names"].items() for form in [name, *forms] if " of " not in form and len(form) > 2]
    found: dict[int, int] = {}
    covered = [False] * len(text)
    for form, cluster in sorted(listed, key=lambda f: (-len(f[0]), f)):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            if not any(covered[match.start() : match.end()]) and match.end() in at:
                covered[match.start() : match.end()] = [True] * len(form)
                found.setdefault(at[match.end()], cluster)
    for a in article["attributions"]:
        for _, end in (a.get("source") or [])[:1]:
            if a.get("speaker") and end in at and " of " not in text[a["source"][0][0] : end]:
                found.setdefault(at[end], ids[a["speaker"]])
    seen: set[int] = set()
    return [(word, cluster, cluster in seen or bool(seen.add(cluster))) for word, cluster in sorted(found.items())]


def corpora(data: Path) -> Iterator[Document]:
    """Everything that trains."""
    ner = data / "ner"
    crossner = {d: list(conll(ner / f"crossner-{d}.conll.xz", names.CROSSNER)) for d in ("ai", "literature", "music", "science")}
    crossner["politics"] = list(conll(ner / "crossner-politics.conll.xz", names.CROSSNER, select=slice(0, POLITICS_TRAIN)))
    countries = frozenset(_countries(d for group in crossner.values() for d in group))
    yield from treebank(data / "treebanks/ewt-train.conllu.xz")
    yield from treebank(data / "treebanks/gum-train.conllu.xz", countries=countries)
    yield from wikinews(data / "quotations/wikinews-train.jsonl.xz")
    for group in crossner.values():
        yield from group
    yield from conll(ner / "wikigold.conll.xz", names.WIKIGOLD)
    yield from conll(ner / "wnut17-train.conll.xz", names.WNUT)
    yield from conll(ner / "wnut17-dev.conll.xz", names.WNUT)
    yield from conll(ner / "btc.conll.xz", names.THREE, outside=names.OUTSIDE | names.bits("BI", names.MISCELLANY))


def _countries(documents: Iterator[Document]) -> Iterator[str]:
    """Names that CrossNER marks as countries, as words joined by spaces."""
    begin, inside = names.bits("B", ("country",)), names.bits("I", ("country",))
    for d in documents:
        tags = d.names or []
        for i, tag in enumerate(tags):
            if tag == begin:
                end = next((j for j in range(i + 1, len(tags)) if tags[j] != inside), len(tags))
                yield " ".join(d.words[i:end])


def labels(documents: Sequence[Document]) -> dict[str, list[str]]:
    """The classes to be learnt: all parts of speech and relations, feature bundles seen three times."""
    feats = Counter(f for d in documents for f in d.feats or ())
    return {
        "upos": sorted({u for d in documents for u in d.upos or ()}),
        "feats": [f for f, n in sorted(feats.items(), key=lambda kv: (-kv[1], kv[0])) if n >= 3],
        "rel": sorted({r for d in documents for r in d.rel or ()}),
        "names": list(names.TAGS),
    }


def digests(data: Path) -> dict[str, str]:
    """SHA-256 of the files read."""
    files = [*sorted((data / "treebanks").glob("*-train*")), *sorted((data / "ner").glob("*.xz")), data / "quotations/wikinews-train.jsonl.xz"]
    return {str(f.relative_to(data)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    documents = list(corpora(chosen.data))
    with chosen.out.open("w", encoding="utf-8") as out:
        print(json.dumps({"labels": labels(documents), "inputs": digests(chosen.data)}), file=out)
        for d in documents:
            print(json.dumps(asdict(d), ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
