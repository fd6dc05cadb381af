"""What people corrected, applied: to findings before articles are related, to stories, entities and claims as they are made.

Each function is pure and does nothing where a decision's words or names are not there. A decision that was undone is as if it had never been.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from corroborate.relate.accounts import claim_id
from corroborate.relate.verdicts import verdict
from corroborate.text.names import folded
from corroborate.text.spans import Span
from corroborate.types import Account, Article, Claim, Decision, DecisionKind, Difference, Entity, Findings, Mention, Place, Quotation, Referent, Speaker, Story

T = TypeVar("T")

ENOUGH = 0.5  #: of the shorter of two stretches, so much must be shared for them to be the same words, found anew


def active(decisions: Iterable[Decision], kind: DecisionKind) -> tuple[Decision, ...]:
    """Those of a kind that hold, earliest first."""
    return tuple(sorted((d for d in decisions if d.kind == kind and d.undone is None), key=lambda d: (d.when, d.id)))


def same_words(place: Place, span: Span) -> bool:
    """Whether *span*, of the same article, is the stretch that *place* meant."""
    meant = Span(place.start, place.end)
    return meant == span or meant.shared(span) > ENOUGH * max(1, min(len(meant), len(span)))


# -------------------------------------------------------------------------------------------------------------- findings


def correct_findings(decisions: Sequence[Decision], articles: Sequence[Article], findings: Sequence[Findings]) -> tuple[Findings, ...]:
    """Findings with the mentions and speakers that people corrected. *articles* and *findings* run parallel; doing it twice is doing it once."""
    about: dict[str, list[Decision]] = defaultdict(list)
    for decision in [*active(decisions, "not_mention"), *active(decisions, "speaker")]:
        if decision.places:
            about[decision.places[0].sha256].append(decision)
    return tuple(_corrected(about[a.sha256], a, f) if a.sha256 in about else f for a, f in zip(articles, findings, strict=True))


def _corrected(decisions: Sequence[Decision], article: Article, findings: Findings) -> Findings:
    for decision in decisions:
        findings = _not_mention(decision, article, findings) if decision.kind == "not_mention" else _spoken_by(decision, findings)
    return findings


def _how(decision: Decision) -> str:
    return f"decided by {decision.who}" if decision.who else "decided by a reader"


def _not_mention(decision: Decision, article: Article, findings: Findings) -> Findings:
    """A name that means somebody else gets a referent of its own; a pronoun or description means nobody we know."""
    at = _best(decision.places[0], [m.span for m in findings.mentions])
    if at is None or findings.mentions[at].how == _how(decision):
        return findings
    mention = findings.mentions[at]
    referents, referent = findings.referents, None
    if mention.form == "name":
        name = article[mention.head]
        referent = len(referents)
        referents = (*referents, Referent(referent, name, mention.type, True, aliases=((name, 1),)))
    mentions = _replaced(findings.mentions, at, replace(mention, referent=referent, how=_how(decision), rivals=()))
    quotations = tuple(_moved(q, mention, referent, article, _how(decision)) for q in findings.quotations)
    return replace(findings, mentions=mentions, referents=referents, quotations=quotations)


def _moved(quotation: Quotation, mention: Mention, referent: int | None, article: Article, how: str) -> Quotation:
    """*quotation*, whose speaker those words name, with the speaker that they name now."""
    speaker = quotation.speaker
    if speaker.span is None or not speaker.span.overlaps(mention.span) or speaker.referent != mention.referent:
        return quotation
    return replace(quotation, speaker=Speaker(speaker.span, referent, article[mention.head] if referent is not None else None, how))


def _spoken_by(decision: Decision, findings: Findings) -> Findings:
    at = _best(decision.places[0], [q.span for q in findings.quotations])
    if at is None:
        return findings
    name = decision.names[0] if decision.names else None
    referents, referent = (findings.referents, None) if name is None else _named(name, findings.referents)
    old = findings.quotations[at]
    span = old.speaker.span if old.speaker.referent == referent else None
    quotation = replace(old, speaker=Speaker(span, referent, name, _how(decision)))
    return replace(findings, referents=referents, quotations=_replaced(findings.quotations, at, quotation))


def _named(name: str, referents: tuple[Referent, ...]) -> tuple[tuple[Referent, ...], int]:
    """The one referent of that name, made if the article has none."""
    known = [r.id for r in referents if folded(r.name) == folded(name)] or [r.id for r in referents if any(folded(a) == folded(name) for a, _ in r.aliases)]
    if known:
        return referents, known[0]
    return (*referents, Referent(len(referents), name, "person", True, aliases=((name, 1),))), len(referents)


def _best(place: Place, spans: Sequence[Span]) -> int | None:
    """The stretch that *place* means: that very one, else the one that shares most with it."""
    meant = Span(place.start, place.end)
    found = [i for i, s in enumerate(spans) if same_words(place, s)]
    return min(found, key=lambda i: (spans[i] != meant, -spans[i].shared(meant), len(spans[i]), i), default=None)


def _replaced(items: Sequence[T], at: int, item: T) -> tuple[T, ...]:
    return (*items[:at], item, *items[at + 1 :])


# --------------------------------------------------------------------------------------------------------------- stories


def correct_stories(decisions: Sequence[Decision], stories: Sequence[Story], articles: Sequence[Article]) -> tuple[Story, ...]:
    """Stories without the articles that people took out; each of those is a story of its own."""
    apart = [(d.places[0].sha256, d.places[1].sha256) for d in active(decisions, "not_in_story") if len(d.places) > 1]
    if not apart:
        return tuple(stories)
    by_id = {a.id: a for a in articles}
    return tuple(part for story in stories for part in _parted(story, apart, by_id))


def _parted(story: Story, apart: Sequence[tuple[str, str]], by_id: Mapping[str, Article]) -> Iterator[Story]:
    hashes = {i: by_id[i].sha256 for i in story.articles if i in by_id}
    held = set(hashes.values())
    out = {x for x, y in apart if x in held and y in held and x != y}
    kept = tuple(i for i in story.articles if hashes.get(i) not in out)
    if not out or not kept:
        yield story
        return
    yield replace(story, articles=kept, origins=())
    for article in (by_id[i] for i in story.articles if hashes.get(i) in out):
        key = sha256(f"story:{article.id}".encode()).hexdigest()[:16]
        yield Story(key if key != story.id else f"{key}0", article.title.text if article.title else story.title, (article.id,), (article.date or "")[:10] or None)


# -------------------------------------------------------------------------------------------------------------- entities


def correct_entities(decisions: Sequence[Decision], entities: Sequence[Entity], articles: Sequence[Article], findings: Sequence[Findings]) -> tuple[Entity, ...]:
    """Entities with those joined that people called one, and mentions that people took out as entities of their own. *articles* and *findings* run parallel."""
    where = {a.sha256: f for a, f in reversed(list(zip(articles, findings, strict=True)))}
    out = list(entities)
    for decision in active(decisions, "not_mention"):
        found = where.get(decision.places[0].sha256) if decision.places else None
        if found is not None:
            out = _taken_out(out, decision, found)
    for decision in active(decisions, "same_name"):
        out = _joined(out, decision, where)
    return tuple(out)


def _taken_out(entities: list[Entity], decision: Decision, found: Findings) -> list[Entity]:
    """The referent made for a mention that is somebody else must not be joined with the others again by its name."""
    referent = _referent_at(decision.places[0], found)
    key = (found.article, referent)
    held = next((e for e in entities if key in e.referents and len(e.referents) > 1), None)
    if referent is None or held is None or not any(m.how == _how(decision) and m.referent == referent for m in found.mentions):
        return entities
    name = found.referents[referent].name
    id_ = sha256(f"decided:{decision.places[0]}".encode()).hexdigest()[:12]
    alone = Entity(id_, name, held.type, ((name, 1),), ((found.article, referent),))
    kept = replace(held, referents=tuple(r for r in held.referents if r != key))
    return [kept if e is held else e for e in entities] + [alone]


def _joined(entities: list[Entity], decision: Decision, where: Mapping[str, Findings]) -> list[Entity]:
    members = _meant(entities, decision, where)
    if len(members) < 2:
        return entities
    named = next((e for name in decision.names[:1] for e in members if folded(e.name) == folded(name)), members[0])
    counts: dict[str, int] = defaultdict(int)
    for text, count in (a for e in members for a in e.aliases):
        counts[text] += count
    one = replace(
        named, id=members[0].id, aliases=tuple(sorted(counts.items(), key=lambda a: (-a[1], a[0]))), referents=tuple(sorted({r for e in members for r in e.referents})),
        iso3=next((e.iso3 for e in [named, *members] if e.iso3), None), cameo=next((e.cameo for e in [named, *members] if e.cameo), None),
    )
    ids = {id(e) for e in members}
    return [one if e is members[0] else e for e in entities if e is members[0] or id(e) not in ids]


def _meant(entities: Sequence[Entity], decision: Decision, where: Mapping[str, Findings]) -> list[Entity]:
    """The entities at the decision's places; where those articles are not here, those that alone bear its names."""
    keys = {(where[p.sha256].article, _referent_at(p, where[p.sha256])) for p in decision.places if p.sha256 in where}
    found = [e for e in entities if any(r in keys for r in e.referents)]
    if len(found) < 2:
        for name in decision.names:
            bearers = [e for e in entities if folded(e.name) == folded(name)]
            found += [e for e in bearers if len(bearers) == 1 and e not in found]
    return sorted(found, key=entities.index)


def _referent_at(place: Place, findings: Findings) -> int | None:
    at = _best(place, [m.span for m in findings.mentions])
    return findings.mentions[at].referent if at is not None else None


# ---------------------------------------------------------------------------------------------------------------- claims


def correct_claims(decisions: Sequence[Decision], claims: Sequence[Claim], articles: Sequence[Article]) -> tuple[Claim, ...]:
    """Claims parted where people said that two accounts do not tell the same. What one origin has in the same words goes along."""
    pairs = [d.places for d in active(decisions, "not_same_claim") if len(d.places) > 1]
    if not pairs:
        return tuple(claims)
    by_id = {a.id: a for a in articles}
    out = list(claims)
    for one, other in ((p[0], p[1]) for p in pairs):
        out = [part for claim in out for part in _split(claim, one, other, by_id)]
    return tuple(out)


def _split(claim: Claim, one: Place, other: Place, by_id: Mapping[str, Article]) -> Iterator[Claim]:
    here = [i for i, a in enumerate(claim.accounts) if _is(a, one, by_id)]
    there = [i for i, a in enumerate(claim.accounts) if _is(a, other, by_id)]
    if not here or not there or set(here) & set(there):
        yield claim
        return
    words = {(a.origin, by_id[a.article][a.span]) for a in (claim.accounts[i] for i in there)}
    out = [i for i, a in enumerate(claim.accounts) if i in there or ((a.origin, by_id[a.article][a.span]) in words and i not in here)]
    yield _only(claim, [i for i in range(len(claim.accounts)) if i not in out])
    yield _only(claim, out)


def _is(account: Account, place: Place, by_id: Mapping[str, Article]) -> bool:
    article = by_id.get(account.article)
    return article is not None and article.sha256 == place.sha256 and same_words(place, account.span)


def _only(claim: Claim, kept: Sequence[int]) -> Claim:
    """*claim* with some of its accounts, judged anew."""
    accounts = tuple(claim.accounts[i] for i in kept)
    differences = tuple(d for d in (_difference(d, kept) for d in claim.differences) if d is not None)
    origins = len({a.origin or a.article for a in accounts})
    id_ = claim.id if 0 in kept else claim_id(claim.kind, accounts[0])
    return replace(claim, id=id_, accounts=accounts, differences=differences, origins=origins, verdict=verdict(differences, origins))


def _difference(difference: Difference, kept: Sequence[int]) -> Difference | None:
    """What still differs among the accounts that are *kept*, with their new numbers."""
    at = {old: new for new, old in enumerate(kept)}
    values = tuple((v, tuple(at[i] for i in held if i in at)) for v, held in difference.values)
    values = tuple((v, held) for v, held in values if held)
    return replace(difference, values=values) if len(values) > 1 else None
