"""From what single sentences tell to an article's events: attribution, repeated tellings, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corroborate.annotate.event_dates import date_of, place_of
from corroborate.annotate.event_patterns import Patterns
from corroborate.annotate.event_status import Status
from corroborate.annotate.parties import Party
from corroborate.language import Sentence, Token
from corroborate.text.spans import Span
from corroborate.types import Article, Event, Mention, Quotation

_FIRST = ("i", "we", "me", "us", "my", "our")


@dataclass(frozen=True, slots=True)
class Draft:
    """One telling in one sentence."""

    sentence: Sentence
    trigger: Token
    span: Span
    type: str
    mode: str | None
    root: str
    status: Status
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    strength: float  #: 1 for words that mean little else


def merged_events(article: Article, drafts: Sequence[Draft], mentions: Sequence[Mention], quotations: Sequence[Quotation], known: Patterns) -> tuple[Event, ...]:
    """One event for all tellings with the same type and parties."""
    groups: dict[object, list[tuple[Draft, Status, int | None]]] = {}
    for told in drafts:
        draft = _first_person(told, quotations)
        by = _reporter(draft, quotations, known)
        status: Status = "reported" if by is not None and draft.status == "asserted" else draft.status
        groups.setdefault(_key(draft), []).append((draft, status, by))
    events = [_event(article, group, mentions) for group in groups.values()]
    return tuple(sorted(events, key=lambda e: (e.span, e.type)))


def _key(draft: Draft) -> object:
    return draft.type, _who(draft.actor), _who(draft.recipient)


def _who(parties: Sequence[Party]) -> frozenset[object]:
    return frozenset(p.referent if p.referent is not None else p.name.lower() for p in parties)


def _first_person(draft: Draft, quotations: Sequence[Quotation]) -> Draft:
    """The same with "I" and "we" standing for whom the words are quoted from."""
    if not any(p.name.lower() in _FIRST for p in (*draft.actor, *draft.recipient)):
        return draft
    around = [q for q in quotations if q.span.covers(draft.trigger.span) and q.speaker.name]
    speaker = min(around, key=lambda q: len(q.span)).speaker if around else None
    if speaker is None or speaker.name is None or speaker.name.lower() in _FIRST:
        return draft
    def said(p: Party) -> Party:
        return replace(p, referent=speaker.referent, name=speaker.name or p.name) if p.name.lower() in _FIRST else p
    return replace(draft, actor=tuple(map(said, draft.actor)), recipient=tuple(map(said, draft.recipient)))


def _reporter(draft: Draft, quotations: Sequence[Quotation], known: Patterns) -> int | None:
    """The innermost quotation that the telling stands in, unless saying it does it: "I condemn" by who is quoted."""
    around = [i for i, q in enumerate(quotations) if q.span.covers(draft.trigger.span) and q.sense == "speech"]
    if not around:
        return None
    inner = min(around, key=lambda i: len(quotations[i].span))
    speaker = quotations[inner].speaker.referent
    own = speaker is not None and any(p.referent == speaker for p in draft.actor)
    return None if own and draft.type in known.performed else inner


def _event(article: Article, group: Sequence[tuple[Draft, Status, int | None]], mentions: Sequence[Mention]) -> Event:
    draft, status, by = min(group, key=lambda g: (g[1] != "asserted", g[0].span.start))
    tellings = tuple(sorted({d.span for d, *_ in group}))
    return Event(
        span=draft.span, tellings=tellings, type=draft.type, status=status, mode=draft.mode, root=draft.root,
        actor=tuple((p.words, p.referent, p.name) for p in draft.actor), recipient=tuple((p.words, p.referent, p.name) for p in draft.recipient),
        place=_first(place_of(article, d.sentence, d.trigger, mentions) for d, *_ in group), date=_first(date_of(article, d.sentence, d.trigger) for d, *_ in group),
        reported_by=by, confidence=_confidence(draft, status, len(tellings)),
    )  # fmt: skip


def _first(values: Iterable[str | None]) -> str | None:
    return next((v for v in values if v is not None), None)


def _confidence(draft: Draft, status: Status, tellings: int) -> float:
    sure = 0.35 + 0.15 * any(p.referent is not None for p in draft.actor) + 0.15 * any(p.referent is not None for p in draft.recipient)
    sure += 0.12 * (draft.sentence.index < 4) + 0.1 * (status == "asserted") + 0.08 * (tellings > 1)
    doer = 1.0 if any(p.sure for p in draft.actor) else 0.6 if draft.actor else 0.5
    return round(min(0.95, sure * draft.strength * doer), 2)
