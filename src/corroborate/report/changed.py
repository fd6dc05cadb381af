"""Pages whose text changed, as the page shows them: how many versions, and what the latest has that the one before it had not."""

from __future__ import annotations

from dataclasses import dataclass

from corroborate.relate.versions import by_address, changes
from corroborate.report.lookup import Lookup, anchor, counted
from corroborate.text.display import clipped
from corroborate.types import Analysis

SHOWN, LETTERS = 12, 160  #: places, and letters of each side of one


@dataclass(frozen=True, slots=True)
class Changed:
    """One address with several texts."""

    label: str
    href: str  #: of the latest
    versions: str  #: "2 versions"
    places: tuple[tuple[str, str], ...]  #: (words before, words now), one of them may be empty
    more: int  #: places not shown


def changed_pages(analysis: Analysis, look: Lookup) -> tuple[Changed, ...]:
    """The addresses in order."""
    out = []
    for group in by_address(analysis.articles):
        before, after = group[-2:]
        places = [(clipped(before[x], LETTERS), clipped(after[y], LETTERS)) for x, y in changes(before, after)]
        label = look.labels.get(after.id, after.path)
        out.append(Changed(label, "#" + anchor("article", after.id), counted(len(group), "version"), tuple(places[:SHOWN]), max(0, len(places) - SHOWN)))
    return tuple(out)
