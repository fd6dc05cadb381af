"""What the articles of stories tell of each sentence of a draft: what supports it, what contradicts it, what is merely near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corroborate.config import Config
from corroborate.relate.check_statements import statement_evidence
from corroborate.relate.check_values import value_evidence
from corroborate.relate.entities import resolve_entities
from corroborate.relate.evidence import WHOLE, Evidence, Known
from corroborate.relate.origins import trail
from corroborate.text.spans import Span
from corroborate.types import Analysis, Article, Findings, Story

Result = Literal["contradicted", "disputed", "supported", "supported in part", "related", "nothing found"]
ORDER = ("contradicts", "supports", "related")


@dataclass(frozen=True, slots=True)
class Checked:
    """One sentence of a draft with what was found."""

    span: Span  #: in the draft
    result: Result
    evidence: tuple[Evidence, ...]  #: contradictions first


def check_draft(draft: Article, said: Findings, stories: Sequence[Story], analysis: Analysis, config: Config) -> tuple[Checked, ...]:
    """Each sentence of *draft*, in which *said* was found, against *stories* of *analysis*."""
    by_sentence: dict[Span, list[Evidence]] = {s: [] for s in said.sentences}
    for story in stories:
        known = _beside(draft, said, story, analysis, config)
        entities = resolve_entities(known.articles, known.findings, [replace(story, articles=tuple(a.id for a in known.articles))], config)
        for span, found in (*value_evidence(known, entities, config), *statement_evidence(known, entities, config)):
            by_sentence[max(said.sentences, key=lambda s, span=span: s.shared(span))].append(found)  # type: ignore[misc]
    kept = {span: _without_weaker(found) for span, found in by_sentence.items()}
    return tuple(Checked(span, _result(found), tuple(sorted(found, key=_rank))) for span, found in kept.items())


def _beside(draft: Article, said: Findings, story: Story, analysis: Analysis, config: Config) -> Known:
    """*story* with the draft put last."""
    within = set(story.articles) - {draft.id}
    pairs = sorted(((a, f) for a, f in zip(analysis.articles, analysis.findings, strict=True) if a.id in within), key=lambda p: (p[0].date or "9", p[0].id))
    articles, findings = [a for a, _ in pairs], [f for _, f in pairs]
    claims = tuple(c for c in analysis.links.claims if c.story == story.id)
    return Known(story, (*articles, draft), (*findings, said), claims, trail(story, articles, findings, analysis.links.reuse, config))


def _without_weaker(found: Sequence[Evidence]) -> list[Evidence]:
    """Without accounts merely near a sentence that support or contradict it as well."""
    strong = [a for e in found if e.relation != "related" for a in e.accounts]

    def told(e: Evidence) -> bool:
        return e.about == WHOLE and all(any(a.article == s.article and a.span.overlaps(s.span) for s in strong) for a in e.accounts)

    return [e for e in found if e.relation != "related" or not told(e)]


def _rank(found: Evidence) -> tuple[int, bool, int, str]:
    return ORDER.index(found.relation), found.about != WHOLE, -found.origins, found.about


def _result(found: Sequence[Evidence]) -> Result:
    """What the evidence comes to: disputed where every contradiction meets support of the same, supported where all that the sentence tells is."""
    supported = {e.about.partition(":")[0] for e in found if e.relation == "supports"}
    against = {e.about for e in found if e.relation == "contradicts"}
    if against:
        return "disputed" if WHOLE in supported or against <= supported else "contradicted"
    if WHOLE in supported:
        return "supported"
    return "supported in part" if supported else "related" if found else "nothing found"
