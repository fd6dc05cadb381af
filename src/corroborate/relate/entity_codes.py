"""Whom an entity acts for, as the events of all articles have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corroborate.types import Entity, Findings

Codes = Mapping[tuple[str, int], Counter[str]]  #: of an article's referent: how often its events give it each code


def with_codes(entities: Sequence[Entity], findings: Sequence[Findings]) -> tuple[Entity, ...]:
    """The same with the code (CAMEO's way: "NORGOV") that most events give each entity, the first in the alphabet of equals; a country's own where none does."""
    return coded(entities, codes_told(findings))


def codes_told(findings: Sequence[Findings]) -> Codes:
    """The codes that events give to referents."""
    told: dict[tuple[str, int], Counter[str]] = {}
    for found in findings:
        for event in found.events:
            sides = [*zip(event.actor, event.actor_codes, strict=False), *zip(event.recipient, event.recipient_codes, strict=False)]
            for (_, referent, _), code in sides:
                if referent is not None and code.code:
                    told.setdefault((found.article, referent), Counter())[code.code] += 1
    return told


def coded(entities: Sequence[Entity], told: Codes) -> tuple[Entity, ...]:
    """As `with_codes`, from the codes themselves."""
    return tuple(replace(e, cameo=_code(e, [told[r] for r in e.referents if r in told])) for e in entities)


def _code(entity: Entity, counts: Sequence[Counter[str]]) -> str | None:
    whole: Counter[str] = sum(counts, Counter())
    if entity.type == "country" or not whole:
        return entity.iso3 if entity.type == "country" else entity.cameo
    return min(whole, key=lambda code: (-whole[code], code))
