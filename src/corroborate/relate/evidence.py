"""What accounts do to a sentence of a draft: support it, contradict it, or stand near it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corroborate.relate.accounts import with_origins
from corroborate.relate.origins import Trail
from corroborate.text.spans import Span
from corroborate.types import Account, Article, Claim, Findings, Story

Relation = Literal["supports", "contradicts", "related"]
WHOLE = "the statement"  #: what evidence is about that speaks to all that a sentence tells


@dataclass(frozen=True, slots=True)
class Evidence:
    """What accounts of one story do to a sentence, or to one thing that it tells."""

    relation: Relation
    about: str  #: "the statement", or the one thing: "people hurt", "age of Ann Lee"
    why: str  #: the reason in words a reader understands; may be empty
    story: str  #: `Story.id`
    claims: tuple[str, ...]  #: ids of the claims in which the accounts stand, where they do
    accounts: tuple[Account, ...]  #: the words it rests on
    origins: int  #: independent origins among the accounts


@dataclass(frozen=True, slots=True)
class Known:
    """One story with a draft put beside its articles: the draft is the last of *articles* and *findings*."""

    story: Story
    articles: tuple[Article, ...]
    findings: tuple[Findings, ...]
    claims: tuple[Claim, ...]  #: of the story
    from_whom: Trail

    @property
    def draft(self) -> str:
        """The draft's id."""
        return self.articles[-1].id

    def evidence(self, relation: Relation, about: str, why: str, accounts: Sequence[Account]) -> Evidence:
        """Evidence that rests on *accounts*, each put with its origin."""
        told = with_origins(accounts, self.from_whom)
        claims = [c.id for c in self.claims if any(a.article == t.article and a.span.overlaps(t.span) and (a.value is None) == (t.value is None) for a in c.accounts for t in told)]
        return Evidence(relation, about, why, self.story.id, tuple(claims), told, len({a.origin for a in told}))


Found = tuple[Span, Evidence]  #: where in the draft, and what
