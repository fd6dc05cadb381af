"""What happens to a pile of pages, in order, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corroborate.annotate.coreference import follow_references
from corroborate.annotate.credits import find_credits
from corroborate.annotate.events import find_events
from corroborate.annotate.mentions import find_mentions
from corroborate.annotate.quantities import find_quantities
from corroborate.annotate.quotations import find_quotations
from corroborate.annotate.speakers import find_speakers
from corroborate.annotate.statements import find_statements
from corroborate.annotate.understanding import understand
from corroborate.config import Config
from corroborate.ingest.clean import clean
from corroborate.relate.claims import align_claims
from corroborate.relate.decisions import correct_claims, correct_entities, correct_stories
from corroborate.relate.entities import Part, entities_of, parts_of
from corroborate.relate.entity_codes import with_codes
from corroborate.relate.origins import trace_origins
from corroborate.relate.reuse import find_reuse
from corroborate.relate.stories import group_stories
from corroborate.types import Article, Claim, Decision, Findings, Links, Page, Rejected, Reuse, Story


def read(page: Page, config: Config) -> tuple[Article, Findings] | Rejected:
    """One page, wholly: cleaned and annotated. Pure, so it can run anywhere and again."""
    article = clean(page, config)
    return article if isinstance(article, Rejected) else (article, annotate(article, config))


def annotate(article: Article, config: Config) -> Findings:
    """All that one article says; nothing when its language is not English."""
    if article.language != "en":
        return Findings(article.id)
    sentences = understand(article)  # one encoder pass per sentence
    mentions = find_mentions(article, sentences, config)
    mentions, referents = follow_references(article, sentences, mentions, config)  # he, the minister, Iran's supreme leader
    quotations = find_quotations(article, sentences, config)
    quotations = find_speakers(article, sentences, mentions, referents, quotations, config)
    return Findings(
        article=article.id,
        sentences=tuple(s.span for s in sentences),
        mentions=mentions,
        referents=referents,
        quotations=quotations,
        credits=find_credits(article, sentences, quotations, config),
        quantities=find_quantities(article, sentences, mentions, referents, config),
        events=find_events(article, sentences, mentions, referents, quotations, config),
        statements=find_statements(article, sentences, quotations),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One story with all that its articles say together. Depends on them alone."""

    story: Story
    claims: tuple[Claim, ...]
    parts: tuple[Part, ...]  #: who is who within it


def relate(articles: Sequence[Article], findings: Sequence[Findings], config: Config, decisions: Sequence[Decision] = ()) -> Links:
    """What relates many articles. *articles* and *findings* run parallel, sorted by article id, so the order of input does not matter.

    *decisions* is what people corrected; the findings are those that `correct_findings` gives for it.
    """
    reuse = find_reuse(articles, findings, config)  # copies and shared passages
    stories = correct_stories(decisions, group_stories(articles, findings, reuse, config), articles)
    return relate_within(sorted(stories, key=lambda s: (s.date or "", s.id)), reuse, articles, findings, config, decisions)


def relate_within(
    stories: Sequence[Story], reuse: Sequence[Reuse], articles: Sequence[Article], findings: Sequence[Findings], config: Config, decisions: Sequence[Decision] = ()
) -> Links:
    """Who is who, where it comes from and what is corroborated, in *stories* that are known."""
    by_id = {a.id: (a, f) for a, f in zip(articles, findings, strict=True)}
    within = reuse_within(stories, reuse)
    told = [relate_story(s, within.get(s.id, ()), [by_id[i] for i in s.articles], config, decisions) for s in stories]
    entities = entities_of(t.parts for t in sorted(told, key=lambda t: min(t.story.articles)))
    entities = with_codes(correct_entities(decisions, entities, articles, findings), findings)
    return Links(tuple(reuse), tuple(t.story for t in told), entities, tuple(c for t in told for c in t.claims))


def relate_story(story: Story, reuse: Sequence[Reuse], members: Sequence[tuple[Article, Findings]], config: Config, decisions: Sequence[Decision] = ()) -> Told:
    """The same in one story. *reuse*: between its articles, which are *members*."""
    articles, findings = [a for a, _ in members], [f for _, f in members]
    parts = parts_of(articles, findings, config)
    entities = correct_entities(decisions, entities_of([parts]), articles, findings)
    (traced,) = trace_origins([story], articles, findings, reuse, config)  # outlet → agency → primary source
    return Told(traced, correct_claims(decisions, align_claims([traced], articles, findings, entities, config, reuse), articles), parts)


def reuse_within(stories: Sequence[Story], reuse: Sequence[Reuse]) -> dict[str, list[Reuse]]:
    """The pairs of each story, by its id."""
    story_of = {a: s.id for s in stories for a in s.articles}
    out: dict[str, list[Reuse]] = {}
    for pair in reuse:
        if pair.a in story_of and story_of[pair.a] == story_of.get(pair.b):
            out.setdefault(story_of[pair.a], []).append(pair)
    return out
