"""The words of a statement as they are compared: contractions undone, brackets dropped, endings cut (Porter's English stemmer)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from corroborate.text.irregular import PLAIN

_WORD = re.compile(r"[a-z]\.(?:[a-z]\.?)+|\w+(?:[.,]\d+)*(?:-\w+)*|[$€£%]")
_CAPITALS = re.compile(r"\b[A-Z]{2,3}\b")
_BRACKETS = re.compile(r"[\[\](){}]")
_STEMMER = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of words: see `data/words.toml`."""

    stop: Set[str]
    negative: Set[str]
    contractions: Mapping[str, str]
    same: Mapping[str, str]
    capitals: Mapping[str, str]  #: "US" is not "us"

    @classmethod
    def of(cls, table: Mapping[str, object]) -> Vocabulary:
        """From the table as read. Missing entries are empty."""
        def strings(key: str) -> Sequence[str]:
            value = table.get(key)
            return value if isinstance(value, list) else []

        def pairs(key: str) -> dict[str, str]:
            value = table.get(key)
            return dict(value) if isinstance(value, dict) else {}

        return cls(frozenset(strings("stop")), frozenset(strings("negative")), pairs("contractions"), pairs("same"), pairs("capitals"))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word without its ending: "discussions" → "discuss", "ran" → "run"."""
    return str(_STEMMER.stemWord(PLAIN.get(word, word)))


def words(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words of *text* in order, lower case, contractions undone, spellings levelled: "It’s fo[r] the U.S." → it is for the america."""
    low = _CAPITALS.sub(lambda m: vocabulary.capitals.get(m.group(), m.group()), _BRACKETS.sub("", text)).lower().replace("’", "'").replace("‘", "'")
    for short, long in vocabulary.contractions.items():
        if short in low:
            low = _contraction(short).sub(long, low)
    levelled = (vocabulary.same.get(w.rstrip("."), w.rstrip(".") if "." in w[:-1] else w) for w in _split(low))
    return tuple(w for w in levelled if w)


@lru_cache(maxsize=256)
def _contraction(short: str) -> re.Pattern[str]:
    """A whole word ("won't"), or an ending ("n't", "'re", "s'")."""
    ending = short.startswith(("'", "n'", "s'"))
    return re.compile(rf"{'' if ending else '(?<![a-z])'}{re.escape(short)}(?![a-z])")


def _split(low: str) -> list[str]:
    found = [m.group() for m in _WORD.finditer(low)]
    return [part for w in found for part in (w.split("-") if "-" in w else (w,)) if part]


def stems(found: Sequence[str]) -> tuple[str, ...]:
    """The stems of *found*, one a word."""
    return tuple(stem(w) for w in found)


def content(found: Sequence[str], vocabulary: Vocabulary) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    return frozenset(stem(w) for w in found if w not in vocabulary.stop)


def denied(found: Sequence[str], vocabulary: Vocabulary) -> frozenset[str]:
    """The stems of the words that are denied: the two words of weight behind each negation, or `""` where nothing follows it."""
    out: set[str] = set()
    for i, word in enumerate(found):
        if word in vocabulary.negative:
            out |= set([stem(w) for w in found[i + 1 :] if w not in vocabulary.stop][:2]) or {""}
    return frozenset(out)
