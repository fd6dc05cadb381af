"""The statements of a draft against those of articles: which say it, which say otherwise, which are near."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corroborate.config import Config
from corroborate.relate.differences import numbers, speakers
from corroborate.relate.evidence import WHOLE, Found, Known, Relation
from corroborate.relate.joining import Link, links
from corroborate.relate.matching import likelihood
from corroborate.relate.tellings import Telling, Tellings, gather
from corroborate.relate.voices import alike
from corroborate.text.words import stem
from corroborate.types import Account, Entity

ONE = 0.5  #: pairs less likely one statement than this are not spoken of
SURE = 0.7  #: how likely one with the draft's an account must be to support it
HELD = 0.85  #: of the weight of the draft's words, how much an account that supports it must hold
BOND = 0.6  #: of the draft's bonds of word to word, how many
OPPOSED = 0.75  #: of the weight of the shorter one's words, how much two must share for a "not" to make them opposites
NEAR = 3  #: accounts that are merely near, shown for a statement
_TELLING = re.compile(r"\b(?:[A-Z][\w'’-]+|\d[\d.,]*)")


def statement_evidence(known: Known, entities: Sequence[Entity], config: Config) -> Iterator[Found]:
    """What supports, contradicts or is near each statement of the draft."""
    tellings = gather(known.articles, known.findings, entities, config)
    pairs: dict[int, list[tuple[int, Link]]] = defaultdict(list)
    for link in links(tellings):
        mine, other = (tellings.all[i].article == known.draft for i in (link.a, link.b))
        if mine != other:
            pairs[link.a if mine else link.b].append((link.b if mine else link.a, link))
    for i in sorted(pairs):
        yield from _of_statement(known, tellings, i, pairs[i])


def _of_statement(known: Known, tellings: Tellings, i: int, pairs: Sequence[tuple[int, Link]]) -> Iterator[Found]:
    draft = tellings.all[i]
    found: dict[tuple[Relation, str, str], list[Account]] = defaultdict(list)
    for j, link in pairs:
        judged = _judged(draft, tellings.all[j], link, tellings)
        if judged is not None:
            found[judged].append(_account(tellings.all[j]))
    for (relation, about, why), accounts in found.items():
        yield draft.span, known.evidence(relation, about, why, accounts[:NEAR] if relation == "related" else accounts)


def _judged(draft: Telling, told: Telling, link: Link, tellings: Tellings) -> tuple[Relation, str, str] | None:
    """What an account does to a statement of the draft, about what, and why; `None` where it has nothing to do with it."""
    opposed = link.features.opposed > 0
    if likelihood(replace(link.features, opposed=0.0)) < ONE:
        return None
    if (speaker := speakers([draft, told])) is not None:
        return "contradicts", "who said it", speaker.note
    if (number := numbers([draft, told])) is not None:
        return "contradicts", WHOLE, f"another number of the same: {number.note}"
    if opposed:
        whole = link.features.shared >= OPPOSED and link.features.predicate == 1.0
        return ("contradicts", WHOLE, "one denies what the other tells") if whole and _same_voice(draft, told) == "" else None
    why = _same_voice(draft, told)
    holds = not why and likelihood(link.features) >= SURE and _holds(draft, told, link, tellings)
    return ("supports", WHOLE, "") if holds else ("related", WHOLE, why)


def _holds(draft: Telling, told: Telling, link: Link, tellings: Tellings) -> bool:
    """Whether the account tells all that the draft does: its words, its names and numbers, and how they hang together."""
    held = sum(tellings.weight[w] for w in sorted(draft.content & told.content)) >= HELD * sum(tellings.weight[w] for w in sorted(draft.content))
    names = {stem(w.lower()) for w in _TELLING.findall(draft.text)[draft.text[:1].isupper() :]}
    counts = all(any((c.kind, c.unit, c.about, c.low, c.high) == (d.kind, d.unit, d.about, d.low, d.high) for c in told.counts) for d in draft.counts)
    return held and counts and (names & draft.content) <= told.content and draft.people <= told.people | _voice_words(told) and (link.features.bond >= BOND or not draft.bonds)


def _voice_words(told: Telling) -> frozenset[str]:
    return told.voice.words if told.voice else frozenset()


def _same_voice(draft: Telling, told: Telling) -> str:
    """Empty where both have it from the same one; else how they differ: that somebody says a thing does not make it so."""
    if told.found is None:
        return "" if draft.found is None else "the account tells it itself, and names nobody who said it"
    name = told.voice.name if told.voice else "somebody"
    if draft.found is None:
        return f"the account has it as the words of {name}"
    return "" if alike(draft.voice, told.voice) in ("same", "kin") or draft.voice is None else f"the account gives it to {name}"


def _account(told: Telling) -> Account:
    return Account(told.article, told.span, told.quotation, None, told.voice.name if told.voice else None)
