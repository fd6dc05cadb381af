"""Claims about events: what several articles of a story tell to have been done, by the same to the same.

Two events are one claim only where type and root, both parties, date and how far it went agree, and the sentences that tell them are alike. A denial beside an
assertion of the same makes it disputed; a plan is not the deed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corroborate.relate.accounts import claim_id, with_origins
from corroborate.relate.origins import Trail
from corroborate.relate.verdicts import verdict
from corroborate.types import Account, Article, Claim, Difference, Entity, Event, Findings, Story

SURE = 0.3  #: an event less sure than this makes no claim
ALIKE = 0.55  #: cosine of the sentences that tell one event
THINGS = 0.7  #: the same where no recipient is named
CONTRARY = 0.75  #: of a sentence that tells it and one that denies it
DOES = {
    "AGREE": "agrees with", "CONSULT": "meets or talks with", "SUPPORT": "supports", "COOPERATE": "works with", "AID": "helps", "YIELD": "gives way to",
    "REQUEST": "makes a request of", "ACCUSE": "criticizes or accuses", "REJECT": "rejects", "THREATEN": "threatens", "PROTEST": "protests against",
    "SANCTION": "breaks with or sanctions", "MOBILIZE": "moves forces against", "COERCE": "arrests or restrains", "ASSAULT": "uses force against",
}  # fmt: skip
Key = tuple[str, str | None, tuple[str, ...], tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one article tells it. *place*: of the article in the story's order."""

    place: int
    article: str
    event: Event
    whom: tuple[str, ...]  #: the entities it was done to
    speaker: str | None
    vector: NDArray[np.float32]


def event_claims(story: Story, articles: Sequence[Article], findings: Sequence[Findings], entities: Sequence[Entity], from_whom: Trail) -> list[Claim]:
    """Claims about events that two articles or more tell. *articles* and *findings* run parallel, earliest first."""
    texts = {a.id: a for a in articles}
    entity_of = {referent: e for e in entities for referent in e.referents}
    groups: dict[Key, list[Told]] = {}
    for place, found in enumerate(findings):
        for key, told in _told(place, found, entity_of):
            groups.setdefault(key, []).append(told)
    names = {e.id: e.name for e in entities}
    joined = [(key, group) for key, all_ in groups.items() for group in _joined(all_) if len(group) > 1]
    titled = [(_told_as(key, group, names, texts), group) for key, group in joined if key[3] or " " in texts[group[0].article][group[0].event.span]]
    return [_claim(story, what, group, from_whom) for what, group in titled]


def _told(place: int, found: Findings, entity_of: Mapping[tuple[str, int], Entity]) -> Iterator[tuple[Key, Told]]:
    """The events of one article that can be compared: the actor is known by name, and the recipient too or is a thing, or nobody."""
    for event in found.events:
        actor, recipient = (_ids(found.article, side, entity_of) for side in (event.actor, event.recipient))
        vector = _vector(event, found)
        named = bool(recipient) or not any(r is not None and (found.article, r) in entity_of for _, r, _ in event.recipient)
        if event.confidence < SURE or not actor or not named or set(actor) & set(recipient) or vector is None:
            continue
        speaker = found.quotations[event.reported_by].speaker.name if event.reported_by is not None else None
        stage = event.status if event.status in ("planned", "possible") else "done"
        yield (event.type, event.root, actor, recipient, stage), Told(place, found.article, event, recipient, speaker, vector)


def _ids(article: str, parties: Sequence[tuple[object, int | None, str]], entity_of: Mapping[tuple[str, int], Entity]) -> tuple[str, ...]:
    """The entities of one side; none unless all of it are named ones."""
    found = [entity_of.get((article, r)) for _, r, _ in parties if r is not None]
    if len(found) < len(parties) or any(e is None or e.type == "other" or not e.name[:1].isupper() for e in found):
        return ()
    return tuple(sorted({e.id for e in found if e is not None}))


def _vector(event: Event, found: Findings) -> NDArray[np.float32] | None:
    """The meaning of the statement that tells most of the event."""
    best = max((s for s in found.statements if s.span.overlaps(event.span)), key=lambda s: (s.span.shared(event.span), -s.span.start), default=None)
    return np.frombuffer(best.vector, "<f2").astype(np.float32) if best is not None else None


def _joined(told: Sequence[Told]) -> list[list[Told]]:
    """Those that tell one happening together, each article once: a telling joins the first group that all but its own are alike."""
    groups: list[list[Told]] = []
    for one in told:
        fitting = next((g for g in groups if all(t.article != one.article for t in g) and all(_one(t, one) for t in g)), None)
        if fitting is None:
            groups.append([one])
        else:
            fitting.append(one)
    return groups


def _one(a: Told, b: Told) -> bool:
    """Whether two tellings are of one happening."""
    x, y = a.event, b.event
    if x.date and y.date and not (x.date.startswith(y.date) or y.date.startswith(x.date)):
        return False
    contrary, things = (x.status == "denied") != (y.status == "denied"), not a.whom
    return float(a.vector @ b.vector) >= (CONTRARY if contrary else THINGS if things else ALIKE)


def _told_as(key: Key, group: Sequence[Told], names: Mapping[str, str], texts: Mapping[str, Article]) -> str:
    """The event in words: "Norway rejects Sweden"; where no recipient is named, in those of its first telling: "Ana Lund: quit the race"."""
    type_, _, actor, recipient, stage = key
    words = " ".join(texts[group[0].article][group[0].event.span].split())
    what = f"{_listed(actor, names)} {DOES[type_]} {_listed(recipient, names)}" if recipient else f"{_listed(actor, names)}: {words}"
    return what + (f" ({stage})" if stage != "done" else "")


def _claim(story: Story, what: str, group: Sequence[Told], from_whom: Trail) -> Claim:
    accounts = with_origins([Account(t.article, t.event.span, t.event.reported_by, what, t.speaker) for t in group], from_whom)
    differences = _differences(group)
    origins = len({a.origin for a in accounts})
    outcome = verdict(differences, origins)
    return Claim(
        claim_id(f"event {group[0].event.type}", accounts[0]), story.id, "event", outcome, accounts, origins, differences,
        confidence=sum(t.event.confidence for t in group) / len(group), why=(what,), salience=0.7 * origins + (outcome == "disputed") - 0.3,
    )  # fmt: skip


def _differences(group: Sequence[Told]) -> tuple[Difference, ...]:
    """Whether it was done: told as done by some, denied by others."""
    denied = tuple(i for i, t in enumerate(group) if t.event.status == "denied")
    done = tuple(i for i, t in enumerate(group) if t.event.status != "denied")
    return (Difference("status", (("done", done), ("denied", denied)), "told as done by some, denied by others"),) if denied and done else ()


def _listed(ids: Sequence[str], names: Mapping[str, str]) -> str:
    told = [names[i] for i in ids]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
