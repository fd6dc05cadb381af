"""From the network's scores to sentences, trees, names and links: NumPy only, no model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corroborate.language.tree import heads

Array = NDArray[np.float32]


def tree(arc: Array, start: int, end: int) -> list[int]:
    """Heads of the words `[start, end)` of a window as one tree of their own: indices in the window, -1 for the root."""
    columns = np.r_[0, start + 1 : end + 1]
    return [h + start if h >= 0 else -1 for h in heads(arc[start:end, columns])]


def spans(scores: Array) -> list[tuple[int, int, Array]]:
    """Flat names (start, end, log-probability of each type by each word, [end - start, types]).

    *scores* [words, 1 + 2 × types]: outside, then begin and inside of each type in turn. Where a name begins and ends is decided over all types together.
    """
    if not len(scores):
        return []
    logs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    begin, inside = logs[:, 1::2], logs[:, 2::2]
    position = np.stack([logs[:, 0], np.logaddexp.reduce(begin, axis=1), np.logaddexp.reduce(inside, axis=1)], 1).argmax(1).tolist()
    out: list[tuple[int, int, Array]] = []
    i = 0
    while i < len(position):
        end = i + 1
        if position[i]:
            while end < len(position) and position[end] == 2:
                end += 1
            types = np.logaddexp(begin[i:end], inside[i:end])
            out.append((i, end, types - np.logaddexp.reduce(types, axis=1, keepdims=True)))
        i = end
    return out


def types_of(forms: Sequence[str], types: Sequence[Array], others: float = 0.5) -> list[int]:
    """The type of each name: by its own words, and by those of the article's *others* of the same form at that weight. *types* as `spans` gives them."""
    own = [t.sum(0) for t in types]
    total: dict[str, Array] = {}
    for form, t in zip(forms, own, strict=True):
        total[form] = total[form] + t if form in total else t
    return [int((t + others * (total[form] - t)).argmax()) for form, t in zip(forms, own, strict=True)]


def links(anaphor: Array, antecedent: Array, places: Sequence[int], distance: Array) -> Array:
    """[mentions, 1 + mentions]: how well each mention refers to each earlier one; column 0 says how likely it is new.

    *anaphor* and *antecedent* are the rows of the mentions' head words, *places* their indices in the document, ascending.
    Words further back than a window have the bias of the farthest distance.
    """
    at = np.asarray(places, np.int64)
    gap = np.maximum(at[:, None] - at[None, :], 0)
    buckets = np.minimum(np.log2(np.maximum(np.arange(int(gap.max(initial=0)) + 1), 1)).astype(np.int64), len(distance) - 1)
    bias = np.where(np.arange(len(buckets)) > 0, distance[buckets], np.float32(-1e4)).astype(np.float32)
    pair = anaphor[:, :-1] @ antecedent[:, :-1].T / np.float32(8) + antecedent[:, -1][None, :] + bias[gap]
    return np.concatenate([anaphor[:, -1:], pair], 1).astype(np.float32)


def softmax(scores: Array) -> Array:
    """Probabilities of each row."""
    made = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(made / made.sum(1, keepdims=True), np.float32)


_KINDS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
    **dict.fromkeys(("it", "its", "itself", "which", "this", "that"), "thing"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "we", "us", "our", "these", "those"), "several"),
}


def antecedents(scores: Array, forms: Sequence[str]) -> list[tuple[int, float]]:
    """Of each mention the earlier one that it refers to and how likely that is; -1 where something new is likelier.

    *scores* are those of `links`, *forms* the head words. "He" never refers to "she" or "it"; neither is ever new where anything stands before it.
    """
    kinds = [_KINDS.get(form.lower(), "") for form in forms]
    out: list[tuple[int, float]] = []
    for i, (own, chances) in enumerate(zip(kinds, softmax(scores), strict=True)):
        open_ = np.array([not own or not k or k == own for k in kinds[:i]], bool)
        mass = np.where(open_, chances[1 : i + 1], 0)
        best = int(mass.argmax()) if i else -1
        found = best >= 0 and mass[best] > (0 if own in ("male", "female") else chances[0])
        out.append((best, float(mass[best])) if found else (-1, float(chances[0])))
    return out


def chain(antecedent: Sequence[int], named: Sequence[bool], mention: int) -> int:
    """The first name that the links from *mention* lead to; -1 if they end before."""
    at = antecedent[mention]
    while at >= 0 and not named[at]:
        at = antecedent[at]
    return at
