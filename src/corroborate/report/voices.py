"""Who said what: by speaker, the wordings in parallel columns by outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corroborate.report.claims import claim_anchor, label, speaker_of, words_of
from corroborate.report.lookup import Lookup, anchor, counted, words_anchor
from corroborate.report.wording import Run, compared
from corroborate.types import Claim, Entity, Story

FILLED = 0.6  #: with fewer cells filled, each row shows its own outlets instead of a table's columns


@dataclass(frozen=True, slots=True)
class Cell:
    """What one outlet has of a statement; *other* is the speaker it names where that is somebody else."""

    runs: tuple[Run, ...]
    href: str
    other: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """An outlet; or several that carry one text and have the same words of this speaker."""

    articles: tuple[str, ...]
    outlets: str
    origin: str | None  #: who wrote it, where that is not the outlet itself


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One statement: what each column has of it; nothing where a column is empty."""

    claim: str  #: anchor
    verdict: str
    label: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """A statement that one outlet alone has."""

    outlet: str
    runs: tuple[Run, ...]
    href: str
    claim: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker and all that the story has of theirs."""

    anchor: str
    name: str
    also: str  #: what else the articles call them
    told: str  #: "6 statements in 4 outlets"
    columns: tuple[Column, ...]
    rows: tuple[VoiceRow, ...]
    full: bool  #: most cells hold something: a table reads well
    alone: tuple[Alone, ...]
    entity: str = ""  #: id; empty where it is nobody known by name


def voices(story: Story, claims: Sequence[Claim], look: Lookup) -> tuple[Voice, ...]:
    """Speakers of a story, those whom most outlets quote first."""
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "statement":
            for name in dict.fromkeys(speaker_of(a, look) for a in claim.accounts):
                if name:
                    said[name].append(claim)
    entities = {e.name: e for e in look.analysis.links.entities}
    made = [_voice(story, name, held, entities.get(name), look) for name, held in said.items()]
    return tuple(v for _, v in sorted(made, key=lambda m: (-m[0], m[1].name)))


def _voice(story: Story, name: str, claims: Sequence[Claim], entity: Entity | None, look: Lookup) -> tuple[int, Voice]:
    shared = [c for c in claims if len({a.article for a in c.accounts}) > 1]
    alone = [c for c in claims if len({a.article for a in c.accounts}) == 1]
    heard = {a.article for c in claims for a in c.accounts if speaker_of(a, look) == name}
    columns = _columns(story, shared, look)
    rows = tuple(_row(c, name, columns, look) for c in shared)
    held = sum(bool(cell) for row in rows for cell in row.cells)
    others = [text for text, _ in (entity.aliases if entity else ()) if text != name][:5]
    return len(heard) * 100 + len(claims), Voice(
        anchor("voice", story.id, name), name, ", ".join(others), f"{counted(len(claims), 'statement')} in {counted(len(heard), 'outlet')}",
        columns, rows, held >= FILLED * len(rows) * len(columns), tuple(_alone(c, look) for c in alone), entity.id if entity else "",
    )


def _columns(story: Story, shared: Sequence[Claim], look: Lookup) -> tuple[Column, ...]:
    """Outlets in order of publication; those with one origin and the same words together."""
    same: dict[tuple[str, tuple[tuple[str, ...], ...]], list[str]] = defaultdict(list)
    origin_of = {i: o for o in story.origins for i in o.articles}
    for article in sorted(story.articles, key=look.when):
        words = tuple(tuple(words_of(a, look) for a in c.accounts if a.article == article) for c in shared)
        if any(words):
            group = origin_of.get(article)
            same[min(group.articles) if group else article, words].append(article)
    return tuple(_column(tuple(articles), origin_of[articles[0]].name if articles[0] in origin_of else None, look) for articles in same.values())


def _column(articles: tuple[str, ...], origin: str | None, look: Lookup) -> Column:
    outlets = [look.labels[i] for i in articles]
    return Column(articles, ", ".join(outlets), origin if origin and outlets != [origin] else None)


def _row(claim: Claim, name: str, columns: Sequence[Column], look: Lookup) -> VoiceRow:
    runs = compared([words_of(a, look) for a in claim.accounts])
    cells: dict[str, list[Cell]] = defaultdict(list)
    for account, run in zip(claim.accounts, runs, strict=True):
        who = speaker_of(account, look)
        cells[account.article].append(Cell(run, "#" + words_anchor(account.article, account.span), who if who != name else None))
    return VoiceRow(claim_anchor(claim), claim.verdict, label(claim), tuple(tuple(cells[c.articles[0]]) for c in columns))


def _alone(claim: Claim, look: Lookup) -> Alone:
    account = claim.accounts[0]
    return Alone(look.labels[account.article], (Run(words_of(account, look)),), "#" + words_anchor(account.article, account.span), claim_anchor(claim))
