"""The origins as a drawing: quoted from → wrote it → published here. Only positions are made here; the template draws."""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corroborate.outlets import name_key
from corroborate.report.lookup import Lookup, anchor, counted, listed
from corroborate.report.origins import Crediting, Group, Provenance, origin_of

SOURCES = 10  #: most sources named by name on the left; the rest are summed up
OUTLETS = 6  #: more outlets than this that carry one text share a box
ALONE = 12  #: more outlets than this with a text of their own and no credit are summed up


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
    """A box or a name: its place, its lines, where a click leads."""

    key: str
    column: int
    lines: tuple[str, ...]
    full: str
    href: str | None
    note: str | None = None  #: small print below: "12 outlets"
    x: float = 0
    y: float = 0  #: of its top edge
    width: float = 0
    height: float = 0

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A line; *both* has an arrow at either end."""

    path: str
    kind: Literal["copy", "own", "cite", "circle"]
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


Link = tuple[str, str, Literal["copy", "own", "cite", "circle"], str]  #: from node, to node, kind, title


def draw(found: Provenance, look: Lookup, key: str) -> tuple[Drawing, Drawing] | None:
    """The drawing for wide and for narrow screens; `None` where no outlet carries or credits another's text, so there is nothing to see. *key* tells its ids apart."""
    nodes, links = _nodes_and_links(found, look)
    if not links:
        return None
    return _laid("wide", key, WIDE, nodes, links), _laid("narrow", key, NARROW, nodes, links)


def _nodes_and_links(found: Provenance, look: Lookup) -> tuple[list[Node], list[Link]]:
    group_of = origin_of(found.groups)
    boxes = _Boxes(found, look, group_of)
    links: list[Link] = [
        (boxes.writer(g), boxes.outlet(i), "copy", f"{look.labels[i]} carries a text of {g.name or 'an origin not named'}")
        for g in found.groups if not g.own for i in g.articles
    ]
    circular = {pair for a, b in found.circular for pair in ((a, b), (b, a))}
    sources = _sources(found.credits)
    for credit in found.credits:
        group = group_of[credit.article]
        to = boxes.outlet(credit.article) if group.own else boxes.writer(group)
        start = boxes.source_of(credit, sources)
        kind: Literal["cite", "circle"] = "circle" if (credit.article, credit.target) in circular else "cite"
        title = f"{look.labels[credit.article] if group.own else group.name or 'the text'} credits {credit.name}"
        if start != to:
            links.append((start, to, kind, title))
    return boxes.nodes(sources, {x for link in links for x in link[:2]}), list(dict.fromkeys(links))


def _sources(credits: Sequence[Crediting]) -> Mapping[str, str]:
    """Sources outside the story → their node: the most used each for itself, the rest as one."""
    used = Counter(c.name for c in credits if c.target is None)
    first = [name for name, _ in sorted(used.items(), key=lambda n: (-n[1], n[0]))]
    kept = first if len(first) <= SOURCES + 1 else first[:SOURCES]
    return {name: f"source {name}" if name in kept else "source, others" for name in first}


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Which node stands for which outlet, writer or source."""

    found: Provenance
    look: Lookup
    group_of: Mapping[str, Group]

    def outlet(self, article: str) -> str:
        group = self.group_of[article]
        return f"outlets of {group.articles[0]}" if len(group.articles) > OUTLETS else f"outlet {article}"

    def writer(self, group: Group) -> str:
        return f"writer {group.articles[0]}"

    def source_of(self, credit: Crediting, sources: Mapping[str, str]) -> str:
        """Where a credit's line begins: the text of the outlet named, or a source outside."""
        if credit.target is None:
            return self._writer_named(credit.name) or sources[credit.name]
        group = self.group_of[credit.target]
        return self.outlet(credit.target) if group.own or name_key(group.name or "") != name_key(credit.name) else self.writer(group)

    def _writer_named(self, name: str) -> str | None:
        return next((self.writer(g) for g in self.found.groups if not g.own and name_key(g.name or "") == name_key(name)), None)

    def nodes(self, sources: Mapping[str, str], linked: set[str]) -> list[Node]:
        """All boxes, top to bottom; outlets with nothing to show but themselves are summed up when they are many."""
        out = self._source_nodes(sources)
        alone = [g.articles[0] for g in self.found.groups if g.own and self.outlet(g.articles[0]) not in linked]
        summed = set(alone) if len(alone) > ALONE else set()
        for group in self.found.groups:
            if not group.own:
                out.append(_node(self.writer(group), 1, group.name or "origin not named", "#" + anchor("article", group.articles[0])))
            out += self._outlet_nodes([i for i in group.articles if i not in summed])
        if summed:
            out.append(_node("outlets alone", 2, f"{len(summed)} more outlets", None, "each with a text of its own"))
        return out

    def _source_nodes(self, sources: Mapping[str, str]) -> list[Node]:
        rest = sum(key == "source, others" for key in sources.values())
        named = [_node(key, 0, name, None) for name, key in sources.items() if key != "source, others" and not self._writer_named(name)]
        return named + ([_node("source, others", 0, counted(rest, "other source"), None)] if rest else [])

    def _outlet_nodes(self, articles: Sequence[str]) -> list[Node]:
        keys = list(dict.fromkeys(self.outlet(i) for i in articles))
        if len(keys) == 1 and len(articles) > 1:
            names = [self.look.labels[i] for i in articles]
            return [_node(keys[0], 2, counted(len(names), "outlet"), "#" + anchor("article", articles[0]), clip_names(names))]
        return [_node(self.outlet(i), 2, self.look.labels[i], "#" + anchor("article", i)) for i in articles]


def clip_names(names: Sequence[str]) -> str:
    """The first two of many names."""
    return f"{names[0]}, {names[1]} …" if len(names) > 2 else listed(names)


def _node(key: str, column: int, text: str, href: str | None, note: str | None = None) -> Node:
    return Node(key, column, (), text, href, note)


def _laid(name: str, key: str, sheet: Sheet, nodes: Sequence[Node], links: Sequence[Link]) -> Drawing:
    """Give every node its place: outlets in order, the others beside what they are linked to."""
    sized = {n.key: _sized(n, sheet) for n in nodes}
    placed: dict[str, Node] = {}
    top = 24
    y = float(top)
    for node in (n for n in sized.values() if n.column == 2):
        placed[node.key] = replace(node, y=y)
        y += node.height + sheet.gap
    for column in (1, 0):
        _beside(column, sized, placed, links, sheet, top)
    used = {n.column for n in placed.values()}
    left = sheet.columns[min(used)]
    placed = {key: replace(n, x=n.x - left) for key, n in placed.items()}
    bottom = max(n.y + n.height for n in placed.values())
    heads = tuple((text, sheet.columns[i] - left + (9 if i else 0)) for i, text in enumerate(("quoted from", "wrote it", "published here")) if i in used)
    return Drawing(name, anchor("arrow", name, key), sheet.width - left, int(bottom + 8), sheet.line, heads, tuple(placed.values()), _edges(placed, links, sheet))


def _sized(node: Node, sheet: Sheet) -> Node:
    wrapped = textwrap.wrap(node.full, sheet.letters) or [node.full]
    lines = wrapped if len(wrapped) <= 2 else [wrapped[0], textwrap.shorten(" ".join(wrapped[1:]), sheet.letters, placeholder="…")]
    lines = [line if len(line) <= sheet.letters + 1 else line[: sheet.letters] + "…" for line in lines]
    note = textwrap.shorten(node.note, sheet.letters + 4, placeholder=" …") if node.note else None
    height = (len(lines) + bool(note)) * sheet.line + (13 if node.column else 4)
    return replace(node, lines=tuple(lines), note=note, x=sheet.columns[node.column], width=sheet.box, height=height)


def _beside(column: int, sized: Mapping[str, Node], placed: dict[str, Node], links: Sequence[Link], sheet: Sheet, top: int) -> None:
    """Place a column's nodes as near as may be to the middle of what they lead to, none over another."""
    wanted: dict[str, list[float]] = defaultdict(list)
    for start, end, _, _ in links:
        for one, other in ((start, end), (end, start)):
            if one in sized and sized[one].column == column and other in placed:
                wanted[one].append(placed[other].middle)
    mine = [n for n in sized.values() if n.column == column]
    mine.sort(key=lambda n: sum(wanted[n.key]) / len(wanted[n.key]) if wanted[n.key] else 1e9)
    y = float(top)
    for node in mine:
        ideal = sum(wanted[node.key]) / len(wanted[node.key]) - node.height / 2 if wanted[node.key] else y
        y = max(y, ideal)
        placed[node.key] = replace(node, y=y)
        y += node.height + sheet.gap / 2


def _edges(placed: Mapping[str, Node], links: Sequence[Link], sheet: Sheet) -> tuple[Edge, ...]:
    """Lines, spread over a box's side so that they do not run into each other."""
    kept = [link for link in links if link[0] in placed and link[1] in placed]
    out_of, into = Counter(k[0] for k in kept), Counter(k[1] for k in kept)
    seen_out: Counter[str] = Counter()
    seen_in: Counter[str] = Counter()
    edges: list[Edge] = []
    done: set[frozenset[str]] = set()
    for start, end, kind, title in sorted(kept, key=lambda k: (placed[k[1]].y, placed[k[0]].y)):
        a, b = placed[start], placed[end]
        seen_out[start] += 1
        seen_in[end] += 1
        if a.column == b.column:
            if kind != "circle" or frozenset((start, end)) not in done:
                edges.append(Edge(_arc(a, b, sheet), kind, title))
            done.add(frozenset((start, end)))
            continue
        y1, y2 = _spread(a, seen_out[start], out_of[start]), _spread(b, seen_in[end], into[end])
        x1, x2 = a.x + (a.width if a.column else _text_width(a, sheet)), b.x
        bend = min((x2 - x1) * 0.5, 90)
        edges.append(Edge(f"M{x1:.0f} {y1:.1f}C{x1 + bend:.0f} {y1:.1f} {x2 - bend:.0f} {y2:.1f} {x2:.0f} {y2:.1f}", kind, title))
    return tuple(edges)


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
