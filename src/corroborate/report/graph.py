"""The origins as a drawing: quoted from → wrote it → published here. Only positions are made here; the template draws."""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corroborate.report.boxes import Box, Kind, Line, boxes_and_lines
from corroborate.report.lookup import Lookup, anchor
from corroborate.report.origins import Provenance


@dataclass(frozen=True, slots=True)
class Sheet:
    """Sizes of a drawing, in its own units (CSS pixels at full width)."""

    width: int
    columns: tuple[int, int, int]  #: left edges: sources, writers, outlets
    box: int  #: width of a box
    letters: int  #: letters in a line of a box
    line: int  #: height of a line of text
    gap: int  #: between boxes


WIDE = Sheet(660, (0, 226, 462), 156, 21, 15, 14)
NARROW = Sheet(358, (0, 112, 230), 98, 15, 13, 10)


@dataclass(frozen=True, slots=True)
class Node:
    """A box with its place."""

    box: Box
    lines: tuple[str, ...]
    note: str | None
    width: float
    height: float
    x: float
    y: float = 0  #: of its top edge

    @property
    def key(self) -> str:
        return self.box.key

    @property
    def column(self) -> int:
        return self.box.column

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A line; "circle" has an arrow at either end."""

    path: str
    kind: Kind
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws; `heads` are the columns' names with their x."""

    name: str  #: "wide" or "narrow"
    id: str  #: of its arrowhead
    width: int
    height: int
    line: int
    heads: tuple[tuple[str, int], ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def draw(found: Provenance, look: Lookup, key: str) -> tuple[Drawing, Drawing] | None:
    """The drawing for wide and for narrow screens; `None` where no outlet carries or credits another's text, so there is nothing to see. *key* tells its ids apart."""
    boxes, lines = boxes_and_lines(found, look)
    if not lines:
        return None
    return _laid("wide", key, WIDE, boxes, lines), _laid("narrow", key, NARROW, boxes, lines)


def _laid(name: str, key: str, sheet: Sheet, boxes: Sequence[Box], lines: Sequence[Line]) -> Drawing:
    """Give every node its place: outlets in order, the others beside what they are linked to."""
    sized = {b.key: _sized(b, sheet) for b in boxes}
    placed: dict[str, Node] = {}
    top = 24
    y = float(top)
    for node in (n for n in sized.values() if n.column == 2):
        placed[node.key] = replace(node, y=y)
        y += node.height + sheet.gap
    for column in (1, 0):
        _beside(column, sized, placed, lines, sheet, top)
    used = {n.column for n in placed.values()}
    left = sheet.columns[min(used)]
    placed = {key: replace(n, x=n.x - left) for key, n in placed.items()}
    bottom = max(n.y + n.height for n in placed.values())
    heads = tuple((text, sheet.columns[i] - left + (9 if i else 0)) for i, text in enumerate(("quoted from", "wrote it", "published here")) if i in used)
    return Drawing(name, anchor("arrow", name, key), sheet.width - left, int(bottom + 8), sheet.line, heads, tuple(placed.values()), _edges(placed, lines, sheet))


def _sized(box: Box, sheet: Sheet) -> Node:
    wrapped = textwrap.wrap(box.text, sheet.letters) or [box.text]
    lines = wrapped if len(wrapped) <= 2 else [wrapped[0], textwrap.shorten(" ".join(wrapped[1:]), sheet.letters, placeholder="…")]
    lines = [line if len(line) <= sheet.letters + 1 else line[: sheet.letters] + "…" for line in lines]
    note = textwrap.shorten(box.note, sheet.letters + 1, placeholder=" …") if box.note else None
    height = (len(lines) + bool(note)) * sheet.line + (13 if box.column else 4)
    return Node(box, tuple(lines), note, sheet.box, height, sheet.columns[box.column])


def _beside(column: int, sized: Mapping[str, Node], placed: dict[str, Node], lines: Sequence[Line], sheet: Sheet, top: int) -> None:
    """Place a column's boxes as near as may be to the middle of what they lead to, none over another. Who is carried counts before who is credited."""
    mine = {k: n for k, n in sized.items() if n.column == column}
    wanted: dict[str, list[float]] = defaultdict(list)
    for kinds in (("copy",), ("cite", "circle")):
        leading = [(one, other) for k in lines if k.kind in kinds for one, other in ((k.start, k.end), (k.end, k.start))]
        settled = {k for k, v in wanted.items() if v}
        for one, other in leading:
            if one in mine and one not in settled and other in placed:
                wanted[one].append(placed[other].middle)
    ideal = {k: sum(v) / len(v) for k, v in wanted.items() if v}
    y = float(top)
    for key, node in sorted(mine.items(), key=lambda m: ideal.get(m[0], 1e9)):
        y = max(y, ideal.get(key, y) - node.height / 2) if key in ideal else y
        placed[key] = replace(node, y=y)
        y += node.height + sheet.gap / 2


def _edges(placed: Mapping[str, Node], lines: Sequence[Line], sheet: Sheet) -> tuple[Edge, ...]:
    """Lines, spread over a box's side so that they do not run into each other; two that run in a circle are drawn as one."""
    out_of, into = Counter(k.start for k in lines), Counter(k.end for k in lines)
    seen_out: Counter[str] = Counter()
    seen_in: Counter[str] = Counter()
    edges: dict[object, Edge] = {}
    for line in sorted(lines, key=lambda k: (placed[k.end].y, placed[k.start].y)):
        a, b = placed[line.start], placed[line.end]
        seen_out[line.start] += 1
        seen_in[line.end] += 1
        if a.column == b.column:
            edges.setdefault(frozenset((line.start, line.end)) if line.kind == "circle" else line, Edge(_arc(a, b, sheet), line.kind, line.title))
        else:
            y1, y2 = _spread(a, seen_out[line.start], out_of[line.start]), _spread(b, seen_in[line.end], into[line.end])
            edges[line] = Edge(_curve(a.x + (a.width if a.column else _text_width(a, sheet)), y1, b.x, y2), line.kind, line.title)
    return tuple(edges.values())


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    bend = min((x2 - x1) * 0.5, 90)
    return f"M{x1:.0f} {y1:.1f}C{x1 + bend:.0f} {y1:.1f} {x2 - bend:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"


def _spread(node: Node, i: int, n: int) -> float:
    return node.y + node.height * (0.5 + (i - (n + 1) / 2) * min(0.24, 0.6 / max(1, n)))


def _text_width(node: Node, sheet: Sheet) -> float:
    return min(sheet.box, max(len(line) for line in node.lines) * sheet.box / sheet.letters * 0.92 + 6)


def _arc(a: Node, b: Node, sheet: Sheet) -> str:
    """A bow on the outer side, between two boxes of one column."""
    x = a.x + a.width
    room = sheet.width - sheet.columns[2] - sheet.box - 2
    out = x + 1.3 * min(room, 6 + abs(a.middle - b.middle) * room / 160)
    return f"M{x:.0f} {a.middle:.1f}C{out:.0f} {a.middle:.1f} {out:.0f} {b.middle:.1f} {x:.0f} {b.middle:.1f}"
