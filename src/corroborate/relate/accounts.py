"""On whose first account a telling rests: its article's origin, or whom the article credits at that sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corroborate.text.spans import Span
from corroborate.types import Account, Article, Credit, Findings, Story

FOLLOWED = ("according-to", "told", "origin")  #: roles that make an account another's; help and pictures do not


@dataclass(frozen=True, slots=True)
class Sources:
    """Who the independent origins of one story are, and how to tell which an account rests on."""

    of: Mapping[str, str]  #: article id → its origin's label
    known: Mapping[str, str]  #: lower-case name of an origin or outlet of the story → that origin's label
    findings: Mapping[str, Findings]

    def origin(self, article: str, span: Span) -> str:
        """The label of the origin that the words at *span* rest on: a name, or an article id where none is named."""
        credit = _deepest([c for c in self.findings[article].credits if c.role in FOLLOWED and c.scope is not None and c.scope.shared(span) > 0.5 * len(span)])
        if credit is None:
            return self.of.get(article, article)
        return self.known.get(_key(credit.name), credit.name)


def sources(story: Story, articles: Sequence[Article], findings: Sequence[Findings]) -> Sources:
    """The sources of *story*. An origin without a name goes by its earliest article's id."""
    by_id = {a.id: a for a in articles}
    of: dict[str, str] = {}
    known: dict[str, str] = {}
    for origin in story.origins:
        label = origin.name or min(origin.articles)
        of |= dict.fromkeys(origin.articles, label)
        names = [origin.name, *(by_id[i].origin.name for i in origin.articles if i in by_id and by_id[i].origin)]  # type: ignore[union-attr]
        known |= {_key(n): label for n in names if n}
    return Sources(of, known, {f.article: f for f in findings})


def _key(name: str) -> str:
    return name.lower().removeprefix("the ").strip()


def _deepest(credits: Sequence[Credit]) -> Credit | None:
    """Of several credits the one the account comes from in the end: in "X reported, according to Y" that is X, named first."""
    return min(credits, key=lambda c: (len(c.scope or c.span), c.span), default=None)


def claim_id(kind: str, first: Account) -> str:
    """A claim's id: from its earliest account, so that it is kept as the claim grows."""
    return hashlib.sha256(f"claim:{kind}:{first.article}:{first.span.start}:{first.span.end}".encode()).hexdigest()[:16]
