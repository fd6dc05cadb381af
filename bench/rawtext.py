"""The dev treebanks as raw text: each document's sentences joined as they stood, with the places of its words and sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.treebanks import Sentence, read_treebank

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
        parts, words, sentences, at = list[str](), list[Span](), list[Span](), 0
        for s in group:
            found = list(_places(s))
            if not found:
                continue
            words += [Span(at + a, at + b) for a, b in found]
            sentences.append(Span(at + found[0][0], at + found[-1][1]))
            parts.append(s.text + (" " if s.words[-1].space_after else ""))
            at += len(parts[-1])
        yield Raw(name, group[0].genre, "".join(parts), tuple(words), tuple(sentences))


def _places(s: Sentence) -> Iterator[tuple[int, int]]:
    at = 0
    for word in s.words:
        found = s.text.find(word.form, at)
        if found < 0 or found > at + 3:  # a fused word whose parts do not spell it out: "wanna"
            continue
        yield found, found + len(word.form)
        at = found + len(word.form)


def f1(found: set[Span], gold: set[Span]) -> tuple[int, int, int]:
    """Hits, found, gold."""
    return len(found & gold), len(found), len(gold)
