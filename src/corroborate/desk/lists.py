"""What the desk's lists show: stories with their coverage, what somebody said over time, what changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corroborate.desk.library import Library
from corroborate.report.dates import day, spoken
from corroborate.report.lookup import anchor, counted
from corroborate.report.wording import Run, compared, shown
from corroborate.store.records import Change
from corroborate.store.shelves import Said, StoryRow
from corroborate.types import Article, Findings

BARS = 21  #: days that a sparkline shows at most; the last ones
VERDICTS = (("disputed", "disputed"), ("varied", "worded differently"), ("agreed", "agreed"))


@dataclass(frozen=True, slots=True)
class Spark:
    """Articles a day as bars: (x, y, height), in a drawing of *width* by 18."""

    width: int
    bars: tuple[tuple[int, float, float], ...]
    told: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list."""

    href: str
    title: str
    when: str
    told: str  #: "5 articles, 4 origins"
    verdicts: tuple[tuple[str, int, str], ...]  #: (verdict, how many, in words)
    outlets: str
    spark: Spark | None


def story_lines(library: Library, rows: Sequence[StoryRow]) -> list[StoryLine]:
    """Stories as their list shows them."""
    coverage = library.shelves.coverage([r.id for r in rows])
    return [_line(r, coverage.get(r.id, [])) for r in rows]


def _line(row: StoryRow, covered: Sequence[tuple[str, str]]) -> StoryLine:
    outlets = [o for o in dict.fromkeys(o for _, o in covered) if o]
    names = ", ".join(outlets[:4]) + (f" and {len(outlets) - 4} more" if len(outlets) > 4 else "")
    verdicts = tuple((v, n, name) for v, name in VERDICTS if (n := getattr(row, v)))
    told = f"{counted(row.articles, 'article')}, {counted(row.origins, 'origin')}"
    return StoryLine(f"/stories/{row.id}", row.title, day(row.day) if row.day else "", told, verdicts, names, sparkline([d for d, _ in covered]))


def sparkline(days: Sequence[str]) -> Spark | None:
    """Articles a day; `None` where they are all of one day, or of days not known."""
    known = sorted(d for d in (_date(d) for d in days) if d)
    if not known or known[0] == known[-1]:
        return None
    first = max(known[0], known[-1] - timedelta(days=BARS - 1))
    counts = Counter((d - first).days for d in known if d >= first)
    top, last = max(counts.values()), (known[-1] - first).days
    bars = tuple((6 * i, 18 - h, h) for i in range(last + 1) for h in [round(2 + 16 * counts[i] / top, 1) if counts[i] else 1.0])
    return Spark(6 * (last + 1), bars, f"{counted(len(known), 'article')} from {spoken(known[0].isoformat())} to {spoken(known[-1].isoformat())}")


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Wording:
    """What one article has of a saying."""

    outlet: str
    runs: tuple[Run, ...]
    href: str
    ref: str


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing somebody said: the wordings of it, where several articles have it."""

    when: str
    story: str
    href: str | None
    verdict: str
    wordings: tuple[Wording, ...]


def sayings(library: Library, said: Sequence[Said]) -> list[Saying]:
    """What somebody said, latest first; the accounts of one claim together."""
    articles, findings = library.articles(sorted({s.article for s in said}))
    by_id = {a.id: (a, f) for a, f in zip(articles, findings, strict=True)}
    groups: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        if one.article in by_id and one.number < len(by_id[one.article][1].quotations):
            groups[("claim", one.claim) if one.claim else (one.article, str(one.number))].append(one)
    titles = library.shelves.titles(sorted({s.story for s in said if s.story}))
    return [_saying(held, by_id, titles) for held in groups.values()]


def _saying(held: Sequence[Said], by_id: Mapping[str, tuple[Article, Findings]], titles: Mapping[str, str]) -> Saying:
    quoted = [(by_id[s.article][0], by_id[s.article][1].quotations[s.number]) for s in held]
    texts = [shown(article, quotation.span, quotation) for article, quotation in quoted]
    first = held[0]
    runs = compared(texts)
    wordings = tuple(
        Wording(o.outlet or "not named", r, f"/articles/{o.article}?at={o.start}-{o.end}#found", f"{o.article}:{o.start}:{o.end}") for o, r in zip(held, runs, strict=True)
    )
    href = f"/stories/{first.story}#{anchor('claim', first.claim)}" if first.claim and first.story else None
    known = [s.day for s in held if s.day]
    return Saying(spoken(min(known)) if known else "Date not told", titles.get(first.story or "", ""), href, first.verdict or "", wordings)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What changed, in a list."""

    when: str
    kind: str
    tone: str  #: a verdict, or ""
    title: str
    href: str


def change_lines(changes: Sequence[Change]) -> list[ChangeLine]:
    return [ChangeLine(c.at[:16].replace("T", " "), c.kind, tone(c.kind), c.title, change_href(c)) for c in changes]


def change_href(change: Change) -> str:
    return f"/stories/{change.story}" + (f"#{anchor('claim', change.claim)}" if change.claim else "")


def tone(kind: str) -> str:
    return next((v for v in ("disputed", "agreed", "varied") if v in kind), "")
