"""What the drawing of origins shows: which box stands for which outlets, writers and sources, and the lines between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corroborate.outlets import name_key
from corroborate.report.lookup import Lookup, anchor, counted, listed
from corroborate.report.origins import Crediting, Group, Provenance, origin_of

SOURCES = 10  #: most sources named by name on the left; the rest are summed up
OUTLETS = 6  #: more outlets than this that carry one text share a box
OWN = 12  #: with more outlets than this that have their own text, those that credit the same share a box

Kind = Literal["copy", "cite", "circle"]


@dataclass(frozen=True, slots=True)
class Box:
    """A box, or a source's name on the left."""

    key: str
    column: int  #: 0 sources, 1 writers, 2 outlets
    text: str
    href: str | None = None
    note: str | None = None  #: small print below


@dataclass(frozen=True, slots=True)
class Line:
    """From one box to another."""

    start: str
    end: str
    kind: Kind
    title: str


def boxes_and_lines(found: Provenance, look: Lookup) -> tuple[tuple[Box, ...], tuple[Line, ...]]:
    """All boxes, in the order they should stand, and the lines between them, each once."""
    plan = _Plan.of(found, look)
    lines: dict[tuple[str, str, Kind], Line] = {}
    for line in [*plan.copies(), *plan.credits()]:
        if line.start != line.end:
            lines.setdefault((line.start, line.end, line.kind), line)
    return plan.boxes(), tuple(lines.values())


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which box stands for what."""

    found: Provenance
    look: Lookup
    group_of: Mapping[str, Group]
    outlet: Mapping[str, str]  #: article → its box
    source: Mapping[str, str]  #: name of a source that is not in the story → its box

    @classmethod
    def of(cls, found: Provenance, look: Lookup) -> _Plan:
        return cls(found, look, origin_of(found.groups), _outlets(found), _sources(found))

    def copies(self) -> list[Line]:
        return [
            Line(_writer(g), self.outlet[i], "copy", f"{counted(len(g.articles), 'outlet')} carry a text of {g.name or 'an origin not named'}")
            for g in self.found.groups if not g.own for i in g.articles
        ]

    def credits(self) -> list[Line]:
        circular = {pair for a, b in self.found.circular for pair in ((a, b), (b, a))}
        out = []
        for credit in self.found.credits:
            group = self.group_of[credit.article]
            end, who = (self.outlet[credit.article], self.look.labels[credit.article]) if group.own else (_writer(group), group.name or "the text")
            kind: Kind = "circle" if (credit.article, credit.target) in circular else "cite"
            out.append(Line(self._start(credit), end, kind, f"{who} credits {credit.name}"))
        return out

    def _start(self, credit: Crediting) -> str:
        """Where a credit's line begins: the outlet or writer named, or a source outside."""
        if credit.target is None:
            return self.source[credit.name]
        group = self.group_of[credit.target]
        return _writer(group) if not group.own and name_key(group.name or "") == name_key(credit.name) else self.outlet[credit.target]

    def boxes(self) -> tuple[Box, ...]:
        out = self._source_boxes()
        held: dict[str, list[str]] = defaultdict(list)
        for group in self.found.groups:
            if not group.own:
                out.append(Box(_writer(group), 1, group.name or "origin not named", "#" + anchor("article", group.articles[0])))
            for article in group.articles:
                held[self.outlet[article]].append(article)
        return (*out, *(self._outlet_box(key, articles) for key, articles in held.items()))

    def _source_boxes(self) -> list[Box]:
        named = {key: name for name, key in self.source.items() if key.startswith("source ")}
        rest = sum(key == "sources" for key in self.source.values())
        return [Box(key, 0, name) for key, name in named.items()] + ([Box("sources", 0, counted(rest, "other source"))] if rest else [])

    def _outlet_box(self, key: str, articles: Sequence[str]) -> Box:
        names = [self.look.labels[i] for i in articles]
        href = "#" + anchor("article", articles[0])
        if len(names) == 1:
            return Box(key, 2, names[0], href)
        return Box(key, 2, counted(len(names), "outlet"), href, f"{names[0]}, {names[1]} …" if len(names) > 2 else listed(names))


def _writer(group: Group) -> str:
    return f"writer {group.articles[0]}"


def _outlets(found: Provenance) -> dict[str, str]:
    """Each article's box: its own; one for many that carry one text; one for many of their own text that credit the same."""
    pointed_at = {c.target for c in found.credits} | {i for pair in found.circular for i in pair}
    credited: dict[str, list[str]] = defaultdict(list)
    for credit in found.credits:
        credited[credit.article].append(credit.name)
    many = sum(g.own for g in found.groups) > OWN
    out = {}
    for group in found.groups:
        for article in group.articles:
            alike = "own, crediting " + ", ".join(sorted(credited[article]))
            shared = f"carriers {group.articles[0]}" if len(group.articles) > OUTLETS else alike if group.own and many and article not in pointed_at else None
            out[article] = shared or f"outlet {article}"
    return out


def _sources(found: Provenance) -> dict[str, str]:
    """Each source outside the story: the writer of that name, else a box for itself if it is among the most used, else the box for the rest."""
    writers = {name_key(g.name): _writer(g) for g in found.groups if not g.own and g.name}
    used = Counter(c.name for c in found.credits if c.target is None)
    first = [name for name, _ in sorted(used.items(), key=lambda n: (-n[1], n[0])) if name_key(name) not in writers]
    kept = first if len(first) <= SOURCES + 1 else first[:SOURCES]
    return {name: writers.get(name_key(name)) or (f"source {name}" if name in kept else "sources") for name in used}
