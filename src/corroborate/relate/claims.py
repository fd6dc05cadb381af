"""What is agreed, varied, disputed, or rests on one origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.relate.accounts import claim_id, with_origins
from corroborate.relate.differences import statement_differences
from corroborate.relate.event_claims import event_claims
from corroborate.relate.facts import people_told_of, value_claims
from corroborate.relate.joining import Link, fragments, groups, links, one_piece
from corroborate.relate.matching import reasons
from corroborate.relate.origins import Trail, trail
from corroborate.relate.spellings import name_claims
from corroborate.relate.tellings import Telling, Tellings, gather
from corroborate.relate.verdicts import verdict
from corroborate.text.differences import shared_stretch
from corroborate.text.spans import Span
from corroborate.text.words import Vocabulary
from corroborate.types import Account, Article, Claim, Entity, Findings, Reuse, Story

TOLD_ALONE = 4  #: words of weight that told words need to be a claim by themselves


def align_claims(
    stories: Sequence[Story], articles: Sequence[Article], findings: Sequence[Findings], entities: Sequence[Entity], config: Config, reuse: Sequence[Reuse] = ()
) -> tuple[Claim, ...]:
    """The claims of all stories: statements joined across articles, values compared, and what one article alone tells. What matters comes first within a story."""
    by_id, found = {a.id: a for a in articles}, {f.article: f for f in findings}
    claims: list[Claim] = []
    within, every = _entities_by_article(entities), entities
    for story in stories:
        entities = [every[n] for n in sorted({n for i in story.articles for n in within.get(i, ())})]
        ids = [i for i in _by_date(story.articles, by_id) if i in by_id]
        told, said = [by_id[i] for i in ids], [found[i] for i in ids]
        from_whom = trail(story, told, said, reuse, config)
        statements = statement_claims(story, told, said, entities, from_whom, config)
        values = value_claims(story, told, said, entities, from_whom, config)
        values += name_claims(story, told, said, entities, people_told_of(told, said, entities, config), from_whom)
        values += event_claims(story, told, said, entities, from_whom)
        made = [*statements, *(v for v in values if not _told_already(v, statements))]
        claims += sorted(made, key=lambda c: (-c.salience, c.id))
    return tuple(claims)


def _entities_by_article(entities: Sequence[Entity]) -> dict[str, list[int]]:
    """The entities that each article names, so that a story looks at its own alone."""
    out: dict[str, list[int]] = {}
    for number, entity in enumerate(entities):
        for article in sorted({a for a, _ in entity.referents}):
            out.setdefault(article, []).append(number)
    return out


def _by_date(ids: Sequence[str], articles: Mapping[str, Article]) -> list[str]:
    return sorted(ids, key=lambda i: ((articles[i].date or "9") if i in articles else "9", i))


def statement_claims(story: Story, articles: Sequence[Article], findings: Sequence[Findings], entities: Sequence[Entity], from_whom: Trail, config: Config) -> list[Claim]:
    """Statements told by several articles, and quotations that one tells alone. *articles* and *findings* run parallel, earliest first."""
    tellings = gather(articles, findings, entities, config)
    vocabulary = Vocabulary.of(table("words", config.data))
    found = links(tellings)
    grouped = groups(tellings, found)
    split = fragments(tellings, found, grouped)
    again = {tuple(i for i, part in g if part is None) for g in split}
    joined = {i for g in grouped for i in g} | {i for g in again for i in g}
    alone = _alone([i for i, t in enumerate(tellings.all) if i not in joined and _notable(t)], tellings.all)
    members: list[list[tuple[int, int | None]]] = [[(i, None) for i in g] for g in [*(g for g in grouped if tuple(g) not in again), *alone]]
    known = {(k.a, k.b): k for k in found}
    return [_claim(story, g, tellings, from_whom, known, vocabulary) for g in [*members, *split]]


def _told_already(value: Claim, statements: Sequence[Claim]) -> bool:
    """Whether a statement told by all of the same articles holds an agreed value: a claim is told once."""
    articles = {a.article for a in value.accounts}
    if value.differences or value.verdict not in ("agreed", "single") or len(articles) < 2:
        return False
    for claim in statements:
        held = {a.article for a in value.accounts for s in claim.accounts if s.article == a.article and s.span.covers(a.span)}
        if held == articles:
            return True
    return False


def _notable(telling: Telling) -> bool:
    """Whether words are worth a claim though one article alone tells them: quoted ones, and told ones that say something."""
    return telling.found is not None and (telling.quoted or len(telling.content) >= TOLD_ALONE)


def _alone(left: Sequence[int], all_: Sequence[Telling]) -> Iterator[list[int]]:
    """What one article alone tells: runs of statements of one quotation."""
    run: list[int] = []
    for i in left:
        if run and (all_[i].article, all_[i].quotation) == (all_[run[-1]].article, all_[run[-1]].quotation) and i == run[-1] + 1:
            run.append(i)
        else:
            if run:
                yield run
            run = [i]
    if run:
        yield run


def _claim(story: Story, group: Sequence[tuple[int, int | None]], tellings: Tellings, from_whom: Trail, known: Mapping[tuple[int, int], Link], vocabulary: Vocabulary) -> Claim:
    told = _put_together([tellings.all[i] if part is None else _cut(tellings.all[i], tellings.all[part]) for i, part in sorted(group)])
    accounts = with_origins([_account(t) for t in told], from_whom)
    differences = statement_differences(told, vocabulary)
    origins = len({a.origin for a in accounts})
    ids = sorted(i for i, _ in group)
    inner = [known[i, j] for n, i in enumerate(ids) for j in ids[n + 1 :] if (i, j) in known]
    outcome = verdict(differences, origins)
    return Claim(
        claim_id("statement", accounts[0]), story.id, "statement", outcome, accounts, origins, differences,
        confidence=_confidence(told, inner), why=tuple(reasons(max(inner, key=lambda k: k.likelihood).features)) if inner else (),
        salience=origins + (outcome == "disputed") + 0.5 * max(t.lead for t in told),
    )


def _confidence(told: Sequence[Telling], inner: Sequence[Link]) -> float:
    """How sure it is that the accounts are of one statement: the mean over accounts of each one's best link; alone, how sure the quotation is."""
    if not inner:
        return told[0].found.confidence if told[0].found else 1.0
    best: dict[int, float] = {}
    for k in inner:
        best[k.a], best[k.b] = max(best.get(k.a, 0.0), k.likelihood), max(best.get(k.b, 0.0), k.likelihood)
    return sum(best.values()) / len(best)


def _cut(whole: Telling, part: Telling) -> Telling:
    """Of *whole* the stretch that holds the words of *part*."""
    stretch = shared_stretch(part.text, whole.text)
    if stretch is None:
        return whole
    words_held = stretch.of(whole.text)
    return replace(whole, span=Span(whole.span.start + stretch.start, whole.span.start + stretch.end), text=words_held, quoted_text=words_held, stems=part.stems)


def _put_together(told: Sequence[Telling]) -> list[Telling]:
    """Neighbouring parts of one quotation as one account."""
    out: list[Telling] = []
    for telling in told:
        last = out[-1] if out else None
        if last and one_piece(last, telling):
            out[-1] = last.with_(telling)
        else:
            out.append(telling)
    return out


def _account(telling: Telling) -> Account:
    return Account(telling.article, telling.span, telling.quotation, None, telling.voice.name if telling.voice else None)
