"""The dev treebanks as raw text: each document's sentences joined as they stood, with the places of its words and sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.treebanks import Sentence, joined, read_treebank

from corroborate.text.spans import Span


@dataclass(frozen=True, slots=True)
class Raw:
    """A document as one line of text."""

    name: str
    genre: str
    text: str
    words: tuple[Span, ...]
    sentences: tuple[Span, ...]


def raw_documents(path: Path) -> Iterator[Raw]:
    """The documents of a treebank; words of one fused token ("don't") split where their forms do."""
    groups: dict[str, list[Sentence]] = defaultdict(list)
    for s in read_treebank(path):
        groups[s.document].append(s)
    for name, group in groups.items():
        text, places = joined(group)
        sentences, at = list[Span](), 0
        for s in group:
            known = [p for p in places[at : at + len(s.words)] if p]
            at += len(s.words)
            if known:
                sentences.append(Span(known[0].start, known[-1].end))
        yield Raw(name, group[0].genre, text, tuple(p for p in places if p), tuple(sentences))


def f1(found: set[Span], gold: set[Span]) -> tuple[int, int, int]:
    """Hits, found, gold."""
    return len(found & gold), len(found), len(gold)
