"""Reads CoNLL-U treebanks: words with their tree, the names and entities of MISC, documents in order."""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corroborate.text.spans import Span

#: EWT, and the genres of GUM whose texts may be used in anything (news and interviews CC BY, voyage and bio CC BY-SA, speech in the public domain, academic and court CC BY).
OPEN_GENRES = ("ewt", "news", "interview", "voyage", "bio", "speech", "academic", "court")


@dataclass(frozen=True, slots=True)
class Word:
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int  #: 0 is the root, else the number of the head, from 1
    rel: str
    misc: dict[str, str]

    @property
    def space_after(self) -> bool:
        return self.misc.get("SpaceAfter") != "No"


@dataclass(frozen=True, slots=True)
class Sentence:
    id: str
    document: str
    genre: str  #: "ewt" or GUM's genre
    text: str
    words: tuple[Word, ...]


def read_treebank(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file, plain or `.xz`, in order; multiword tokens and empty nodes are passed over."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        id_, text, words, glued = "", "", list[Word](), dict[int, bool]()
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# sent_id"):
                id_ = line.split(" = ", 1)[1]
            elif line.startswith("# text"):
                text = line.split(" = ", 1)[1] if " = " in line else ""
            elif line and line[0].isdigit():
                _read_row(line.split("\t"), words, glued)
            elif not line and words:
                yield Sentence(id_, id_.rsplit("-", 1)[0], id_.split("_")[1] if id_.startswith("GUM_") else "ewt", text, tuple(words))
                words, glued = [], {}


def joined(group: Sequence[Sentence]) -> tuple[str, list[Span | None]]:
    """The sentences as one line of raw text, and where each word stands in it; `None` for parts that do not spell out their fused word."""
    text, places = "", list[Span | None]()
    for s in group:
        at = 0
        for word in s.words:
            found = s.text.find(word.form, at)
            if 0 <= found <= at + 3:
                at = found + len(word.form)
                places.append(Span(len(text) + found, len(text) + at))
            else:
                places.append(None)
        text += s.text + (" " if s.words[-1].space_after else "")
    return text, places


def _read_row(row: list[str], words: list[Word], glued: dict[int, bool]) -> None:
    misc = dict(m.split("=", 1) for m in row[9].split("|") if "=" in m)
    if "-" in row[0]:
        first, last = (int(n) for n in row[0].split("-"))
        glued.update(dict.fromkeys(range(first, last), False))
        glued[last] = misc.get("SpaceAfter") != "No"
    elif row[0].isdigit():
        if not glued.get(int(row[0]), True):
            misc["SpaceAfter"] = "No"
        words.append(Word(row[1], row[2], row[3], row[4], row[5], int(row[6]), row[7], misc))
