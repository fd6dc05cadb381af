"""Photo captions that no mark gives away: printed twice, or a sentence said twice within one line."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from corroborate.ingest.furniture import reason_for
from corroborate.ingest.head import same_headline
from corroborate.ingest.lines import Line

_REASON = "photo caption"
#: What people do in pictures: "…, left, …", "… is seen …", "… walks with …".
_POSED = re.compile(
    r",? (?:\(?(?:left|right|center|centre|foreground|background|top|bottom)\)?|second from (?:left|right))(?:,|\.|$| and )|\b(?:is|are) (?:seen|shown|pictured|displayed)\b"
    r"|\b(?:poses?|walks?|stands?|sits|looks? on|gestures?|waves|speaks? (?:to|during|at|with)|talks? (?:to|with)|hugs?|listens|leaves|arrives|attends)\b",
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"(])")
_WHOLE = 0.7  #: share of the words above which repetition is the page's habit, not its captions
_LONG = 6  #: words of a line or sentence whose repetition is no accident


def captions(lines: Sequence[Line], roles: Mapping[int, str], title: int | None, headline: str, over: Path | None = None) -> dict[int, str]:
    """Reasons for lines of running text that are captions or print a line a second time."""
    free = [line for line in lines if line.index not in roles and line.index != title and not same_headline(line, headline)]
    found = {line.index: _REASON for line in free if says_twice(line.text)}
    found |= _on_top([line for line in free if line.index not in found], title, over)
    known = {**roles, **found}
    found |= {line.index: _REASON for line in free if _beside_itself(line, lines, known)}
    return found | _printed_twice([line for line in free if line.index not in found], title)


def says_twice(text: str) -> bool:
    """Whether a sentence of some length is followed by itself, as where a gallery prints its captions for the eye and for the ear.

    It may begin behind a heading: "Vigil for the dead Neighbours met on Elm Street. Neighbours met on Elm Street. See more videos".
    """
    sentences = [s for s in _SENTENCE.split(text[:3000]) if len(s.split()) >= _LONG]
    return any(a == b or a.endswith(" " + b) or b.startswith(a + " ") for a, b in itertools.pairwise(sentences))


def _beside_itself(line: Line, lines: Sequence[Line], roles: Mapping[int, str]) -> bool:
    """Whether a neighbour that is known as a caption holds the line whole, with a credit before or behind it."""
    beside = [lines[i] for i in (line.index - 1, line.index + 1) if 0 <= i < len(lines) and roles.get(i) == _REASON]
    return line.words >= _LONG and any(line.key in other.key and other.words - line.words <= 12 for other in beside)


def _on_top(free: Sequence[Line], title: int | None, over: Path | None) -> dict[int, str]:
    """Lines at the top whose end names a photographer or reporter, while enough article follows."""
    found: dict[int, str] = {}
    below = [line for line in free if title is None or line.index > title]
    for line in below[:6]:
        rest = sum(other.words for other in below if other.prose and other.index > line.index)
        if rest < max(40, line.words):
            break
        if reason_for(line, over, where="head"):
            found[line.index] = _REASON
        elif line.prose:
            break
    return found


def _printed_twice(free: Sequence[Line], title: int | None) -> dict[int, str]:
    """Lines printed again. At the top, several that stand twice running are captions, and so is one whose second print adds a credit or that tells a pose.

    A line that stands three times is one too. Otherwise the first of two neighbours goes, and further down the second of two equal lines.
    """
    found = _runs([line for line in free if title is None or line.index > title])
    times = Counter(line.key for line in free)
    if _share(free, [line for line in free if times[line.key] > 1]) < _WHOLE:
        found |= {line.index: _REASON for line in free if times[line.key] > 2 and line.words >= _LONG}
    seen: set[str] = set()
    for line in free:
        if line.index not in found and line.words >= _LONG:
            if line.key in seen:
                found[line.index] = "repeated text"
            seen.add(line.key)
    return found


def _runs(top: Sequence[Line]) -> dict[int, str]:
    """Lines of some length that are followed by themselves, the second perhaps with a credit after it."""
    twins = [(a, b) for a, b in itertools.pairwise(top) if a.words >= _LONG and _twin(a, b)]
    if _share(top, [line for pair in twins for line in pair]) > _WHOLE:
        return {}
    found: dict[int, str] = {}
    several = len({a.key for a, _ in twins}) > 1
    for first, second in twins:
        if several or second.key != first.key or _POSED.search(first.text):
            found |= {first.index: _REASON, second.index: _REASON}
        elif first.index not in found:
            found[first.index] = "repeated text"
    return found


def _share(all_: Sequence[Line], some: Sequence[Line]) -> float:
    """How much of the words stands in some of the lines: a text that is printed twice as a whole has no captions."""
    return sum(line.words for line in {line.index: line for line in some}.values()) / max(1, sum(line.words for line in all_))


def _twin(first: Line, second: Line) -> bool:
    return first.key == second.key or (second.key.startswith(first.key) and second.words - first.words <= 8 and not second.closed)
