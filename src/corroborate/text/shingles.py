"""Words made comparable, their n-grams as numbers, and an index that finds texts sharing them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from corroborate.text.spans import Span

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_MARKS = str.maketrans("", "", "'’.,")
_POSSESSIVE = re.compile(r"['’]s$")

#: Odd multipliers, one a place in an n-gram; fixed so that the same text gives the same numbers everywhere.
_PLACES = np.array(
    [0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3, 0x589965CC75374CC3], np.uint64
)


def words(text: str, spans: Iterable[Span]) -> tuple[list[str], list[Span]]:
    """The words of *spans* in order and where each stands: lower case, possessives and marks inside left out ("U.S." is "us", "Doe's" is "doe")."""
    forms: list[str] = []
    places: list[Span] = []
    for span in spans:
        for match in _WORD.finditer(text, span.start, span.end):
            forms.append(_POSSESSIVE.sub("", match.group().lower()).translate(_MARKS))
            places.append(Span(match.start(), match.end()))
    return forms, places


@lru_cache(maxsize=200_000)
def word_hash(word: str) -> int:
    """A word as a number of 64 bits, the same in every process."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def shingles(forms: Sequence[str], size: int = 5) -> NDArray[np.uint64]:
    """The hashes of all runs of *size* words (1 to 8), [words - size + 1]; empty when there are fewer words."""
    if len(forms) < size:
        return np.zeros(0, np.uint64)
    hashed = np.fromiter(map(word_hash, forms), np.uint64, len(forms))
    count = len(forms) - size + 1
    out = np.zeros(count, np.uint64)
    for place in range(size):
        out ^= (hashed[place : place + count] + np.uint64(place)) * _PLACES[place]
    return out


def templates(signatures: Sequence[NDArray[np.uint64]], at: Sequence[int], *, least: int, days: int) -> NDArray[np.uint64]:
    """Shingles that at least *least* texts hold whose days (*at*, one a text) lie more than *days* apart; sorted."""
    keys, texts, edges = _postings(signatures)
    if not len(keys):
        return keys
    day = np.array(at, np.int64)[texts]
    spread = np.maximum.reduceat(day, edges[:-1]) - np.minimum.reduceat(day, edges[:-1])
    return keys[edges[:-1]][(np.diff(edges) >= least) & (spread > days)]


def sharing(signatures: Sequence[NDArray[np.uint64]], *, least: int = 3, common: int = 50) -> list[tuple[int, int, int]]:
    """Pairs (i, j, shared), i < j, of texts that share at least *least* different shingles, in order.

    A shingle that more than *common* texts hold (a site's template) says nothing and makes no pairs, which keeps the work linear in the number of texts.
    """
    _, texts, edges = _postings(signatures)
    sizes = np.diff(edges)
    useful = (sizes > 1) & (sizes <= common)
    counts: Counter[tuple[int, int]] = Counter()
    for start, size in zip(edges[:-1][useful].tolist(), sizes[useful].tolist(), strict=True):
        group = texts[start : start + size].tolist()
        counts.update((a, b) for i, a in enumerate(group) for b in group[i + 1 :])
    return sorted((a, b, n) for (a, b), n in counts.items() if n >= least)


def holds(sorted_: NDArray[np.uint64], values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """For each of *values* whether it is among *sorted_* (ascending)."""
    if not len(sorted_):
        return np.zeros(len(values), bool)
    return np.asarray(sorted_[np.minimum(np.searchsorted(sorted_, values), len(sorted_) - 1)] == values)


def _different(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Sorted, each once."""
    values = np.sort(values)
    return values[np.concatenate(([True], values[1:] != values[:-1]))] if len(values) else values


def _postings(signatures: Sequence[NDArray[np.uint64]]) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """An inverted index: shingles sorted, the text of each, and where the entries of each shingle begin (and the last end)."""
    unique = [_different(s) for s in signatures]
    keys = np.concatenate([*unique, np.zeros(0, np.uint64)])
    texts = np.repeat(np.arange(len(unique)), [len(u) for u in unique])
    order = np.lexsort((texts, keys))
    keys, texts = keys[order], texts[order]
    first = np.concatenate(([True], keys[1:] != keys[:-1])) if len(keys) else np.zeros(0, bool)
    return keys, texts, np.concatenate((np.flatnonzero(first), [len(keys)]))
