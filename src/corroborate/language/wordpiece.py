"""WordPiece: text to the pieces of words that the encoders know (Schuster and Nakajima, ICASSP 2012; as in BERT, uncased).

Written here because the libraries that hold it bring 45 MB of other things; a test holds it to one of them, piece by piece.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

UNKNOWN = "[UNK]"
MAX_CHARS = 100  #: a longer word is unknown as a whole
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


class WordPiece:
    """A vocabulary and the way texts are cut by it."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self._longest = max(map(len, vocabulary))
        self._chunk = lru_cache(maxsize=200_000)(self._cut)

    @classmethod
    def load(cls, path: Path) -> WordPiece:
        """From a `tokenizer.json` of the `tokenizers` library."""
        return cls(json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"])

    def ids(self, text: str) -> list[int]:
        """The pieces of *text*, without any at its ends."""
        return [i for chunk in _cleaned(text).split() for i in self._chunk(chunk)]

    def _cut(self, chunk: str) -> tuple[int, ...]:
        return tuple(i for word in _words(_plain(chunk)) for i in self._word(word))

    def _word(self, word: str) -> list[int]:
        """The longest piece that fits, again and again; the whole word is unknown if nothing fits somewhere."""
        at, out = 0, []
        while at < len(word) <= MAX_CHARS:
            lead = "##" if at else ""
            for end in range(min(len(word), at + self._longest), at, -1):
                found = self.vocabulary.get(lead + word[at:end])
                if found is not None:
                    out.append(found)
                    at = end
                    break
            else:
                break
        return out if at == len(word) else [self.vocabulary[UNKNOWN]]


def _cleaned(text: str) -> str:
    """*text* without control and other invisible characters; ideographs stand alone."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_character(c) for c in text)


def _character(c: str) -> str:
    if c in "\t\n\r":
        return " "
    if c == "\ufffd" or unicodedata.category(c)[0] == "C":
        return ""
    return f" {c} " if any(low <= ord(c) <= high for low, high in _IDEOGRAPHS) else c


def _plain(chunk: str) -> str:
    """Lower case, without accents."""
    if chunk.isascii():
        return chunk.lower()
    return "".join(c for c in unicodedata.normalize("NFD", chunk) if unicodedata.category(c) != "Mn").lower()


def _words(chunk: str) -> Iterator[str]:
    """Each mark by itself, and what stands between marks."""
    start = 0
    for i, c in enumerate(chunk):
        if c in _ASCII_MARKS or (not c.isascii() and unicodedata.category(c)[0] == "P"):
            if i > start:
                yield chunk[start:i]
            yield c
            start = i + 1
    if start < len(chunk):
        yield chunk[start:]
