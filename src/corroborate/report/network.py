"""Who did what to whom as a drawing: actors → what they did → recipients. Only positions are made here; the template draws."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corroborate.report.lookup import Lookup, anchor, counted
from corroborate.types import Event, Story

LINKS = 14  #: shown at most, those that most outlets tell
SURE, ALONE = 0.35, 0.5  #: an event less sure is not drawn, where several articles tell it, and where one does
SHORT = {
    "AGREE": "agrees", "CONSULT": "talks", "SUPPORT": "supports", "COOPERATE": "cooperates", "AID": "helps", "YIELD": "gives way", "REQUEST": "asks", "ACCUSE": "accuses",
    "REJECT": "rejects", "THREATEN": "threatens", "PROTEST": "protests", "SANCTION": "sanctions", "MOBILIZE": "mobilizes", "COERCE": "restrains", "ASSAULT": "uses force",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """Sizes of a drawing, in its own units (CSS pixels at full width)."""

    name: str
    width: int
    box: int  #: width of a party's box
    middle: int  #: width kept for what was done
    letters: int  #: letters in a line of a box
    line: int  #: height of a line of text
    row: int  #: height of a link


WIDE = Sheet("wide", 660, 190, 130, 26, 15, 34)
NARROW = Sheet("narrow", 358, 106, 88, 15, 13, 36)


@dataclass(frozen=True, slots=True)
class Link:
    """What one did to another, in one story."""

    actor: tuple[str, str]  #: entity id and name
    recipient: tuple[str, str]
    type: str
    quad: int
    done: bool  #: whether any outlet tells it as done, not only as said, planned or possible
    articles: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Box:
    """A party with its place."""

    name: str
    lines: tuple[str, ...]
    x: int
    y: float
    height: int

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Row:
    """A link with its place: a line from the actor to the words, and one with an arrow on to the recipient."""

    tone: str  #: "conflict", "cooperation" or, for a request, "neither", and "said" where nobody tells it as done
    paths: tuple[str, str]
    text: str
    note: str
    title: str
    href: str
    x: int
    y: float


@dataclass(frozen=True, slots=True)
class Network:
    """What the template draws."""

    name: str
    id: str
    width: int
    height: int
    line: int
    box: int
    boxes: tuple[Box, ...]
    rows: tuple[Row, ...]


def draw_network(story: Story, look: Lookup) -> tuple[Network, Network] | None:
    """The drawing for wide and for narrow screens; `None` where fewer than two things were done between parties known by name."""
    links = story_links(story, look)
    return (_laid_out(links, WIDE, story.id), _laid_out(links, NARROW, story.id)) if len(links) > 1 else None


def story_links(story: Story, look: Lookup) -> list[Link]:
    """What entities of a story did to each other, by actor: those with most to tell first."""
    told: dict[tuple[tuple[str, str], tuple[str, str], str], list[tuple[str, Event]]] = {}
    for article in story.articles:
        for event in look.found(article).events:
            if event.status != "denied" and event.quad is not None and event.confidence >= SURE:
                for a in _known(event.actor, article, look):
                    for b in _known(event.recipient, article, look):
                        told.setdefault((a, b, event.type), []).append((article, event))
    sure = {k: of for k, of in told.items() if len({a for a, _ in of}) > 1 or max(e.confidence for _, e in of) >= ALONE}
    links = [_link(key, of) for key, of in sure.items() if key[0] != key[1]]
    chosen = sorted(links, key=lambda k: (-len(k.articles), not k.done, k.actor, k.recipient, k.type))[:LINKS]
    weight: dict[tuple[str, str], int] = {}
    for link in chosen:
        weight[link.actor] = weight.get(link.actor, 0) + len(link.articles)
    return sorted(chosen, key=lambda k: (-weight[k.actor], k.actor, k.recipient, k.type))


def _known(parties: Sequence[tuple[object, int | None, str]], article: str, look: Lookup) -> list[tuple[str, str]]:
    found = [look.entities.get((article, r)) for _, r, _ in parties if r is not None]
    return [(e.id, e.name) for e in found if e is not None and e.type not in ("other", "place") and e.name[:1].isupper()]


def _link(key: tuple[tuple[str, str], tuple[str, str], str], told: Sequence[tuple[str, Event]]) -> Link:
    article, event = max(told, key=lambda t: t[1].confidence)
    done = any(e.status == "asserted" for _, e in told)
    return Link(*key, event.quad or 0, done, tuple(dict.fromkeys(a for a, _ in told)), "#" + anchor("article", article))


def _laid_out(links: Sequence[Link], sheet: Sheet, key: str) -> Network:
    heights = [(i + 0.5) * sheet.row for i in range(len(links))]
    left = _column([k.actor for k in links], heights, 0, sheet)
    right = _column([k.recipient for k in links], heights, sheet.width - sheet.box, sheet)
    rows = tuple(_row(k, y, left[k.actor], right[k.recipient], sheet) for k, y in zip(links, heights, strict=True))
    boxes = (*left.values(), *right.values())
    height = round(max(max(b.y + b.height for b in boxes), heights[-1] + sheet.row / 2)) + 2
    return Network(sheet.name, f"who-{sheet.name}-{key}", sheet.width, height, sheet.line, sheet.box, boxes, rows)


def _column(parties: Sequence[tuple[str, str]], heights: Sequence[float], x: int, sheet: Sheet) -> dict[tuple[str, str], Box]:
    """Each party once, at the mean height of its links, pushed down where it would cover the one above."""
    means = {p: sum(y for q, y in zip(parties, heights, strict=True) if q == p) / parties.count(p) for p in dict.fromkeys(parties)}
    out: dict[tuple[str, str], Box] = {}
    free = 1.0
    for party in sorted(means, key=lambda p: (means[p], p)):
        lines = tuple(textwrap.wrap(party[1], sheet.letters, max_lines=2, placeholder="…", break_long_words=True)) or (party[1],)
        height = sheet.line * len(lines) + 10
        y = max(free, means[party] - height / 2)
        out[party] = Box(party[1], lines, x, round(y, 1), height)
        free = y + height + 6
    return out


def _row(link: Link, y: float, actor: Box, recipient: Box, sheet: Sheet) -> Row:
    start, end = (sheet.width - sheet.middle) // 2, (sheet.width + sheet.middle) // 2
    tone = ("neither" if link.type == "REQUEST" else "conflict" if link.quad > 2 else "cooperation") + ("" if link.done else " said")
    outlets = counted(len(link.articles), "article")
    note = f"{outlets}" if link.done else f"{outlets}, as said or planned"
    paths = (_curve(sheet.box, actor.middle, start, y), _curve(end, y, sheet.width - sheet.box - 2, recipient.middle))
    title = f"{link.actor[1]} {SHORT.get(link.type, link.type.lower())} {link.recipient[1]}: {note}"
    return Row(tone, paths, SHORT.get(link.type, link.type.lower()), str(len(link.articles)), title, link.href, sheet.width // 2, round(y, 1))


def _curve(x0: int, y0: float, x1: int, y1: float) -> str:
    bend = (x1 - x0) * 0.5
    return f"M{x0} {y0:.1f}C{x0 + bend:.1f} {y0:.1f} {x1 - bend:.1f} {y1:.1f} {x1} {y1:.1f}"


def as_text(links: Sequence[Link], look: Mapping[str, str]) -> tuple[str, ...]:
    """The same in words, a line a link."""
    return tuple(f"{k.actor[1]} {SHORT.get(k.type, k.type.lower())} → {k.recipient[1]} ({', '.join(look[a] for a in k.articles)})" for k in links)
