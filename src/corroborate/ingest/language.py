"""Which language a text is in: by its script, and for Latin letters by its commonest words. Small, offline, and cautious: too little text is English."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

from corroborate.knowledge import table

_WORD = re.compile(r"(?<![.\w'’])[^\W\d_]+(?:['’][^\W\d_]+)?(?![.\w]\w)")  # the letters of "U.S." and "G.O.P." are no words
_SAMPLE = 6000  #: characters looked at
_ENOUGH = 3  #: common words that a Latin-script language must show before it is believed


@lru_cache(maxsize=4)
def _profiles(over: Path | None) -> tuple[tuple[tuple[str, frozenset[str]], ...], tuple[tuple[int, int, str], ...], tuple[tuple[str, str], ...]]:
    data = table("languages", over)
    words = tuple((code, frozenset(listed.split())) for code, listed in data["words"].items())
    scripts = tuple((int(low, 16), int(high, 16), code) for code, ranges in data["script"].items() for low, high in (r.split("-") for r in ranges))
    return words, scripts, tuple(data["letters"].items())


def language_of(text: str, over: Path | None = None) -> str | None:
    """ISO 639-1 code of the language that *text* is plainly in; `None` when it shows too little of any."""
    sample = text[:_SAMPLE]
    foreign = Counter(code for c in sample if c > "\u036f" and (code := _script(ord(c), over))) if not sample.isascii() else None
    if foreign and sum(foreign.values()) > sum(c.isalpha() for c in sample) / 2:
        return _within_script(foreign, sample, over)
    return _by_words(sample, over)


@lru_cache(maxsize=8192)
def _script(code_point: int, over: Path | None) -> str | None:
    return next((code for low, high, code in _profiles(over)[1] if low <= code_point <= high), None)


def _within_script(foreign: Counter[str], sample: str, over: Path | None) -> str:
    """The language of a script, closer where telling letters stand in it. Chinese characters with kana are Japanese."""
    code = "ja" if foreign["ja"] > 0.05 * sum(foreign.values()) else foreign.most_common(1)[0][0]
    group = {"ar": ("ur", "ku", "fa"), "ru": ("sr", "be", "uk", "bg")}.get(code, ())
    counts = {other: sum(sample.count(c) for c in letters) for other, letters in _profiles(over)[2] if other in group}
    least = max(2, foreign[code] // 100)
    if code == "ru" and "ы" in sample:
        counts.pop("bg", None)
    best = max(counts, key=lambda k: counts[k], default=code)
    return best if counts.get(best, 0) >= least else code


def _by_words(sample: str, over: Path | None) -> str | None:
    """The Latin-script language most of whose common words stand here, if it leads plainly."""
    words = [w.lower() for w in _WORD.findall(sample)]
    score = {code: sum(map(listed.__contains__, words)) for code, listed in _profiles(over)[0]}
    ranked = sorted(score, key=lambda k: -score[k])
    best, second = ranked[0], ranked[1]
    if score[best] < max(_ENOUGH, len(words) // 12) or score[best] < score[second] * 1.2:
        return None
    return best
