"""The people and bodies around one, as a drawing: on the left who acts on it, on the right on whom it acts. Only positions are made here; the template draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corroborate.report.lookup import clipped
from corroborate.store.shelves import Act

MOST = 9  #: names on either side
ROW = 46  #: height of a row, in the drawing's units


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody on one side, with what is done and how often."""

    name: str
    full: str
    href: str | None
    told: str  #: "accuse 3, ask 1"
    count: int
    y: float


@dataclass(frozen=True, slots=True)
class Network:
    """What the template draws. In narrow windows it is left out: the table says the same."""

    name: str
    height: int
    middle: float
    acted_on: tuple[Tie, ...]  #: left: who does something to it
    acts_on: tuple[Tie, ...]  #: right: to whom it does something


@dataclass(frozen=True, slots=True)
class Deed:
    """A row of the table."""

    who: str
    who_href: str | None
    what: str
    whom: str
    whom_href: str | None
    count: int
    href: str  #: where one article tells it


def network(name: str, acts: Sequence[Act]) -> Network | None:
    """The drawing; `None` where nothing is known to have been done."""
    left, right = _side([a for a in acts if not a.does]), _side([a for a in acts if a.does])
    if not left and not right:
        return None
    rows = max(len(left), len(right), 2)
    return Network(clipped(name, 24), rows * ROW, rows * ROW / 2, _placed(left, rows), _placed(right, rows))


def _side(acts: Sequence[Act]) -> list[tuple[Act, str, int]]:
    """One entry a name: those with most first."""
    by: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        by[act.other or act.name].append(act)
    made = [(held[0], ", ".join(f"{a.type.lower()} {a.count}" for a in held[:3]), sum(a.count for a in held)) for held in by.values()]
    return sorted(made, key=lambda m: (-m[2], m[0].name))[:MOST]


def _placed(side: Sequence[tuple[Act, str, int]], rows: int) -> tuple[Tie, ...]:
    top = (rows - len(side)) * ROW / 2
    return tuple(Tie(clipped(a.name, 26), a.name, f"/people/{a.other}" if a.other else None, told, count, top + ROW * (i + 0.5)) for i, (a, told, count) in enumerate(side))


def deeds(id_: str, name: str, acts: Sequence[Act]) -> tuple[Deed, ...]:
    """The same as rows."""
    out = []
    for act in sorted(acts, key=lambda a: (-a.count, a.type, a.name)):
        me, other = (name, f"/people/{id_}"), (act.name, f"/people/{act.other}" if act.other else None)
        (who, who_href), (whom, whom_href) = (me, other) if act.does else (other, me)
        out.append(Deed(who, who_href, act.type.lower(), whom, whom_href, act.count, f"/articles/{act.article}?at={act.start}-{act.end}#found"))
    return tuple(out)
