"""What one article tells as so and another as not so: a vehicle that backed up or did not, warrants that there were or were not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from corroborate.relate.accounts import claim_id, with_origins
from corroborate.relate.origins import Trail
from corroborate.relate.updates import changed
from corroborate.relate.verdicts import verdict
from corroborate.text.display import clipped
from corroborate.types import Account, Article, Claim, Difference, Findings, Quantity, Story

WORDS = 90  #: characters of what is told that name the claim
Told = tuple[int, Quantity]  #: index of the article, the assertion


def denial_claims(story: Story, articles: Sequence[Article], findings: Sequence[Findings], from_whom: Trail) -> list[Claim]:
    """A claim for each thing that two articles tell oppositely. *articles* and *findings* run parallel, earliest first."""
    by_key: dict[str, list[Told]] = defaultdict(list)
    for place, said in enumerate(findings):
        for value in said.quantities:
            if value.kind == "so":
                by_key[value.about].append((place, value))
    groups = (_opposed(told, articles) for told in by_key.values() if len({q.value for _, q in told}) > 1)
    return [_claim(story, group, articles, from_whom) for group in groups if group]


def _opposed(told: Sequence[Told], articles: Sequence[Article]) -> list[Told]:
    """The first assertion that another article contradicts about the same thing, with that contradiction, firm ones first; nothing where there is none.

    Two accounts are enough: who else tells either stands in the claims about the words themselves.
    """
    pairs = [(a, b) for i, a in enumerate(told) for b in told[i + 1 :] if a[0] != b[0] and a[1].value != b[1].value and _one(a[1], b[1])]
    return list(min(pairs, key=lambda p: (_changed(p, articles), p[0][0], p[0][1].span, p[1][0], p[1][1].span), default=()))


def _one(a: Quantity, b: Quantity) -> bool:
    """Whether two assertions are tied to one thing: a name or noun that stands with both."""
    return not set(a.unit.split()).isdisjoint(b.unit.split())


def _claim(story: Story, group: Sequence[Told], articles: Sequence[Article], from_whom: Trail) -> Claim:
    sides = {"yes": "so", "no": "not so"}
    accounts = with_origins([Account(articles[p].id, q.span, None, sides[q.value]) for p, q in group], from_whom)
    values: Mapping[str, list[int]] = {side: [i for i, (_, q) in enumerate(group) if sides[q.value] == side] for side in dict.fromkeys(sides[q.value] for _, q in group)}
    kind = "update" if _changed(group, articles) else "polarity"
    note = "told as so and as not so" if kind == "polarity" else f"first told as {next(iter(values))}, later as {list(values)[-1]}"
    differences = (Difference(kind, tuple((v, tuple(i)) for v, i in values.items()), note),)
    origins = len({a.origin for a in accounts})
    words = next(articles[p][q.span] for p, q in group if q.value == "yes")
    return Claim(
        claim_id("so", accounts[0]), story.id, "attribute", verdict(differences, origins), accounts, origins, differences,
        confidence=0.7, why=(f"whether “{clipped(' '.join(words.split()), WORDS)}”",), salience=0.8 * origins + (kind == "polarity"),
    )


def _changed(group: Sequence[Told], articles: Sequence[Article]) -> bool:
    """Whether what was known changed: none contradicts another of its own day, or of a day not known, but those whose text says that they are corrected."""
    firm = [(_day(articles[p]), q.value) for p, q in group if not _corrected(articles[p], q)]
    return not any(value != opposite and (day == other or not (day and other)) for day, value in firm for other, opposite in firm)


def _day(article: Article) -> str:
    """When it was published, to the day; empty where that is not known."""
    day = (article.date or "")[:10]
    return day if len(day) == len("2031-03-05") else ""


def _corrected(article: Article, told: Quantity) -> bool:
    return changed(article.text, told.span)
