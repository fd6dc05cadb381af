"""Whether two accounts hold the same words up to cuts, or other words for one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from corroborate.text.words import Vocabulary, stem, words

CUT = 0.6  #: of the shorter one's words, how many must stand in the longer one for it to be a cut of it
_ELLIPSIS = re.compile(r"\w[^\w]*(?:\.\s?\.\s?\.|…)\s*\w")


def same_up_to_cuts(a: str, b: str, vocabulary: Vocabulary) -> bool:
    """Whether *a* and *b* are the same words but for what one leaves out at an end or at an ellipsis; words of little weight and spellings do not count.

    "It would be unwise" is a cut of "would be unwise, given …"; with "Smith, Jones and most others" against "Smith and most others" words are lost
    without a sign: no.
    """
    found_a, found_b = words(a, vocabulary), words(b, vocabulary)
    matcher = SequenceMatcher(None, [stem(w) for w in found_a], [stem(w) for w in found_b], autojunk=False)
    blocks = [m for m in matcher.get_matching_blocks() if m.size]
    if sum(m.size for m in blocks) < CUT * min(len(found_a), len(found_b)) or not blocks:
        return False
    ends = (found_a[: blocks[0].a], found_b[: blocks[0].b]), (found_a[blocks[-1].a + blocks[-1].size :], found_b[blocks[-1].b + blocks[-1].size :])
    if any(_weighs(x, vocabulary) and _weighs(y, vocabulary) for x, y in ends):
        return False
    inner = [(found_a[p.a + p.size : n.a], found_b[p.b + p.size : n.b]) for p, n in pairwise(blocks)]
    marked_a, marked_b = bool(_ELLIPSIS.search(a)), bool(_ELLIPSIS.search(b))
    return all(_level(x, y, marked_a, marked_b, vocabulary) for x, y in inner)


def _level(x: Sequence[str], y: Sequence[str], cut_a: bool, cut_b: bool, vocabulary: Vocabulary) -> bool:
    if any(w in vocabulary.negative for w in x) and any(w in vocabulary.negative for w in y):
        x, y = ([w for w in words_ if w not in vocabulary.negative] for words_ in (x, y))  # "no wonder", "not a wonder"
    if "".join(x) == "".join(y):
        return True  # "work force", "workforce"
    heavy_a, heavy_b = _weighs(x, vocabulary), _weighs(y, vocabulary)
    return not (heavy_a or heavy_b) or (not heavy_a and cut_a) or (not heavy_b and cut_b)


def _weighs(found: Sequence[str], vocabulary: Vocabulary) -> bool:
    return any(w not in vocabulary.stop or w in vocabulary.negative for w in found)
