"""Which stories a draft is about: those whose people and places it names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from corroborate.types import Analysis, Findings, Story

MOST = 3  #: stories that one draft is checked against
ENOUGH = 2  #: points that a story needs: a full name, or two other names
FEWER = 1  #: the points it needs where a statement of it is nearly one of the draft's
NEARLY = 0.65  #: the likeness of two statements that are nearly one
ALIKE = 0.4  #: the likeness that is asked of the only story there is, of a draft that names nothing
CLOSE = 0.5  #: the share of the best story's points that another needs
Names = Mapping[str, int]  #: name → points


def stories_of(said: Findings, analysis: Analysis) -> list[Story]:
    """The stories of *analysis* that a draft, in which *said* was found, tells of, the likeliest first."""
    found = {f.article: f for f in analysis.findings}
    mine, meant = _names([said]), _vectors([said])
    members = {s.id: [found[a] for a in s.articles if a in found] for s in analysis.links.stories}
    theirs = {s: _names(m) for s, m in members.items()}
    rarity = _rarity(mine, theirs)
    points = {s: sum(min(mine[n], names[n]) for n in mine if n in names) for s, names in theirs.items()}
    scores = {s: sum(min(mine[n], names[n]) * rarity[n] for n in sorted(mine) if n in names) for s, names in theirs.items()}
    only = len(analysis.links.stories) == 1
    fit = [s for s in analysis.links.stories if points[s.id] >= ENOUGH or _near(meant, members[s.id], points[s.id], only=only and not mine)]
    best = max((scores[s.id] for s in fit), default=0.0)
    return sorted((s for s in fit if scores[s.id] >= CLOSE * best), key=lambda s: (-scores[s.id], s.id))[:MOST]


def _names(findings: Sequence[Findings]) -> dict[str, int]:
    """Names with what each tells of the happening: a full name 2, a surname, a place or a body 1; countries tell nothing."""
    out: dict[str, int] = {}
    for referent in (r for f in findings for r in f.referents if r.named and r.type != "country"):
        words = referent.name.lower().replace("’", "'").split()
        if referent.type == "person" and len(words) > 1:
            out[f"{words[0]} {words[-1]}"] = 2
        out.setdefault(words[-1] if referent.type == "person" else " ".join(words), 1)
    return out


def _rarity(mine: Names, theirs: Mapping[str, Names]) -> dict[str, float]:
    held = Counter(n for names in theirs.values() for n in names if n in mine)
    return {n: math.log((len(theirs) + 1) / (held[n] + 0.5)) for n in mine}


def _vectors(findings: Sequence[Findings]) -> NDArray[np.float32]:
    """[statements, 384]: what they mean."""
    found = [np.frombuffer(s.vector, "<f2").astype(np.float32) for f in findings for s in f.statements]
    return np.stack(found) if found else np.zeros((0, 384), np.float32)


def _near(meant: NDArray[np.float32], members: Sequence[Findings], points: int, *, only: bool) -> bool:
    """Whether a statement of the story is so near one of the draft's that fewer names, or with one story alone none, are enough."""
    if points < FEWER and not only:
        return False
    others = _vectors(members)
    return bool(len(meant) and len(others)) and float((meant @ others.T).max()) >= (ALIKE if only else NEARLY)
