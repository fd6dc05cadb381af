"""From what single sentences tell to an article's events: attribution, repeated tellings, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corroborate.annotate.actor_codes import coding
from corroborate.annotate.event_confidence import Signs, confidence, signs
from corroborate.annotate.event_contexts import around, contexts, mode_of
from corroborate.annotate.event_dates import date_of, place_of, precision
from corroborate.annotate.event_drafts import Draft
from corroborate.annotate.event_patterns import Patterns, patterns
from corroborate.annotate.event_places import atlas
from corroborate.annotate.event_status import Status
from corroborate.annotate.parties import Party
from corroborate.config import Config
from corroborate.text.spans import Span
from corroborate.types import ActorCode, Article, Event, Mention, Quotation, Referent

LEAST = 0.18  #: below this confidence an event is left out: chosen on wikinews-dev (.456 there; .436 at .25); on wikinews-train .25 finds a hundredth more than this
_FIRST = ("i", "we", "me", "us", "my", "our")
Telling = tuple[Draft, Status, int | None]  #: how it is told, its status, and the quotation that tells it


def merged_events(
    article: Article, drafts: Sequence[Draft], mentions: Sequence[Mention], referents: Sequence[Referent], quotations: Sequence[Quotation], config: Config
) -> tuple[Event, ...]:
    """One event for all tellings with the same type and parties; without those that a careful reader would hardly list."""
    found = [(event, confidence(held, config.data)) for event, held in candidates(article, drafts, mentions, referents, quotations, config)]
    events = [coded(replace(event, confidence=round(sure, 2)), article, referents, config) for event, sure in found if sure >= LEAST]
    return tuple(sorted(events, key=lambda e: (e.span, e.type)))


def coded(event: Event, article: Article, referents: Sequence[Referent], config: Config) -> Event:
    """The same with whom its parties act for, what it is about, and where it lies."""
    known, day = coding(config.data), event.date or article.date

    def codes(parties: Sequence[tuple[Span | None, int | None, str]]) -> tuple[ActorCode, ...]:
        return tuple(known.code(name, article[words] if words else name, referents[r] if r is not None else None, day) for words, r, name in parties)

    actor, recipient = codes(event.actor), codes(event.recipient)
    parties = [(article[w] if w else n, r is not None and referents[r].type == "country") for w, r, n in (*event.actor, *event.recipient)]
    political = known.is_political(event.type, [(code, *told) for code, told in zip((*actor, *recipient), parties, strict=True)])
    return replace(
        event, mode=mode_of(article.text, event.span, event.type, patterns(config.data)) or event.mode, quad=patterns(config.data).quad[event.type],
        actor_codes=actor, recipient_codes=recipient, political=political,
        context=contexts(around(article.text, event.span), patterns(config.data)), where=atlas(config.data).where(event.place) if event.place else None,
        date_precision=precision(event.date),
    )  # fmt: skip


def candidates(
    article: Article, drafts: Sequence[Draft], mentions: Sequence[Mention], referents: Sequence[Referent], quotations: Sequence[Quotation], config: Config
) -> Iterator[tuple[Event, Signs]]:
    """All that may be events, with the signs that tell how sure each is."""
    groups: dict[object, list[Telling]] = {}
    for told in drafts:
        draft = _by_speaker(told, quotations) if told.how == "voice" else _first_person(told, quotations)
        if draft is not None:
            by = _reporter(draft, quotations, patterns(config.data))
            status: Status = "reported" if by is not None and draft.status == "asserted" else draft.status
            groups.setdefault(_key(draft), []).append((draft, status, by))
    for group in groups.values():
        draft, status, by = _best(group)
        said = quotations[by].kind if by is not None else ""
        event = _event(article, group, mentions)
        yield event, signs(draft, status, said, len(event.tellings), referents)


def _best(group: Sequence[Telling]) -> Telling:
    """The telling that stands for the event: an asserted one, the earliest."""
    return min(group, key=lambda g: (g[1] != "asserted", g[0].span.start))


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


def _by_speaker(draft: Draft, quotations: Sequence[Quotation]) -> Draft | None:
    """The same with whom the words are quoted from as actor; `None` where nobody else is."""
    around = [q for q in quotations if q.speaker.name and q.sense == "speech" and any(part.covers(draft.trigger.span) for part in q.quoted)]
    if not around:
        return None
    speaker = min(around, key=lambda q: len(q.span)).speaker
    if any((p.referent == speaker.referent and p.referent is not None) or p.name.lower() in _FIRST for p in draft.recipient):
        return None
    return replace(draft, actor=(Party(speaker.span, speaker.referent, speaker.name or "", draft.trigger.i),)) if speaker.span is not None else None


def _reporter(draft: Draft, quotations: Sequence[Quotation], known: Patterns) -> int | None:
    """The innermost quotation that the telling stands in, unless saying it does it: "I condemn" by who is quoted."""
    around = [i for i, q in enumerate(quotations) if q.span.covers(draft.trigger.span) and q.sense == "speech"]
    if not around:
        return None
    inner = min(around, key=lambda i: len(quotations[i].span))
    speaker = quotations[inner].speaker.referent
    own = speaker is not None and any(p.referent == speaker for p in draft.actor)
    cue = quotations[inner].cue
    owned_up = cue is not None and cue.lemma in ("admit", "acknowledge", "confess", "concede")
    return None if own and (owned_up or draft.type in known.performed) else inner


def _event(article: Article, group: Sequence[Telling], mentions: Sequence[Mention]) -> Event:
    draft, status, by = _best(group)
    tellings = tuple(sorted({d.span for d, *_ in group}))
    return Event(
        span=draft.span, tellings=tellings, type=draft.type, status=status, mode=draft.mode, root=draft.root,
        actor=tuple((p.words, p.referent, p.name) for p in draft.actor), recipient=tuple((p.words, p.referent, p.name) for p in draft.recipient),
        place=_first(place_of(article, d.sentence, d.trigger, mentions) for d, *_ in group), date=_first(date_of(article, d.sentence, d.trigger) for d, *_ in group),
        reported_by=by,
    )  # fmt: skip


def _first(values: Iterable[str | None]) -> str | None:
    return next((v for v in values if v is not None), None)
