"""A story as the page shows it, and the page itself: everything the templates are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corroborate.report.changed import Changed, changed_pages
from corroborate.report.claims import ClaimView, view_claim
from corroborate.report.dates import spoken
from corroborate.report.graph import Drawing, draw
from corroborate.report.lookup import Lookup, anchor, counted
from corroborate.report.network import Network, as_text, draw_network, story_links
from corroborate.report.original import ArticleView, view_article
from corroborate.report.origins import Provenance, circles, credit_lines, provenance, told
from corroborate.report.timeline import Moment, timeline, undated
from corroborate.report.voices import Voice, voices
from corroborate.types import Analysis, Claim, Rejected, Story

#: Verdicts in the order they are shown, with what a reader is told of each.
SECTIONS = (
    ("disputed", "Disputed", "The accounts contradict each other, if they mean one happening. Read them side by side."),
    ("varied", "Worded differently", "Independent origins tell the same, in other words: cut, translated, or brought up to date."),
    ("agreed", "Agreed", "Independent origins have the same words or the same value."),
    ("single", "One origin only", "However many outlets carry it, one newsroom stands behind it."),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure at a glance."""

    number: int
    name: str
    href: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The claims of one verdict: those shown at once, those folded away, and what a single article alone has."""

    anchor: str
    verdict: str
    name: str
    explained: str
    claims: tuple[ClaimView, ...]
    folded: tuple[ClaimView, ...]
    alone: tuple[ClaimView, ...]

    @property
    def count(self) -> int:
        return len(self.claims) + len(self.folded) + len(self.alone)


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story, ready to be shown."""

    anchor: str
    title: str
    date: str
    told: tuple[str, ...]
    facts: tuple[Fact, ...]
    origins_anchor: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]], ...]  #: (who wrote it, (outlet, link)…, why)
    credits: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    circular: tuple[str, ...]
    drawing: tuple[Drawing, Drawing] | None
    moments: tuple[Moment, ...]
    undated: str
    sections: tuple[Section, ...]
    voices_anchor: str
    voices: tuple[Voice, ...]
    articles_anchor: str
    articles: tuple[ArticleView, ...]
    id: str = ""
    network: tuple[Network, Network] | None = None
    did: tuple[str, ...] = ()  #: the same in words


@dataclass(frozen=True, slots=True)
class Lonely:
    """A story told by one article alone: nothing to compare, so only the article is shown."""

    anchor: str
    title: str
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """The whole page."""

    title: str
    summary: str
    stories: tuple[StoryView, ...]  #: told by at least two articles, or the only one there is
    lonely: tuple[Lonely, ...]
    loose: tuple[ArticleView, ...]  #: in no story
    changed: tuple[Changed, ...]  #: pages whose text changed: the latest counts
    rejected: tuple[Rejected, ...]


SHOWN = {"disputed": 200, "varied": 12, "agreed": 12, "single": 8}  #: claims of a verdict shown at once; the rest is folded away


def view_page(analysis: Analysis, title: str | None) -> PageView:
    """An analysis as the templates need it."""
    stories = analysis.links.stories
    told = [s for s in stories if len(s.articles) > 1 or len(stories) == 1]
    shown = {s.id for s in told}
    look = Lookup.of(replace(analysis, links=replace(analysis.links, claims=tuple(c for c in analysis.links.claims if c.story in shown))))
    together = tuple(view_story(s, look) for s in told)
    lonely = tuple(_lonely(s, look) for s in stories if s.id not in shown)
    held = {i for s in stories for i in s.articles}
    loose = tuple(view_article(a, look, "#top") for a in analysis.articles if a.id not in held)
    return PageView(title or _title(together, lonely), _summary(analysis), together, lonely, loose, changed_pages(analysis, look), analysis.rejected)


def _lonely(story: Story, look: Lookup) -> Lonely:
    here = anchor("story", story.id)
    return Lonely(here, story.title, tuple(view_article(look.articles[i], look, "#" + here) for i in story.articles))


def _title(together: Sequence[StoryView], lonely: Sequence[Lonely]) -> str:
    if len(together) == 1:
        return together[0].title
    return counted(len(together) or len(lonely), "story", "stories") if together or lonely else "Nothing to relate"


def _summary(analysis: Analysis) -> str:
    unread = sum(a.language != "en" for a in analysis.articles)
    parts = [counted(len(analysis.articles), "article")]
    parts += [f"{unread} of them in a language that cannot be read"] if unread else []
    lonely = sum(len(s.articles) == 1 for s in analysis.links.stories) if len(analysis.links.stories) > 1 else 0
    parts += [f"{lonely} that tell what no other tells"] if lonely else []
    parts += [f"{len(analysis.rejected)} rejected"] if analysis.rejected else []
    return ", ".join(parts)


def view_story(story: Story, look: Lookup) -> StoryView:
    """A story with all that stands in its section of the page."""
    claims = [c for c in look.analysis.links.claims if c.story == story.id]
    found = provenance(story, look)
    origins_anchor = anchor("origins", story.id)
    sections = tuple(s for s in (_section(story, v, name, text, claims, look) for v, name, text in SECTIONS) if s.count)
    spoken_by = voices(story, claims, look)
    articles = tuple(view_article(look.articles[i], look, "#" + origins_anchor) for i in sorted(story.articles, key=look.when))
    links = story_links(story, look)
    return StoryView(
        anchor("story", story.id), story.title, spoken(story.date) if story.date else "", told(story, found, look), _facts(story, sections, found, spoken_by, look),
        origins_anchor, _groups(found, look), credit_lines(found, look), circles(found), draw(found, look, story.id),
        timeline(story, claims, look), undated(story, look), sections, anchor("voices", story.id), spoken_by, anchor("articles", story.id), articles, story.id,
        draw_network(story, look), as_text(links, look.labels),
    )


def _groups(found: Provenance, look: Lookup) -> tuple[tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]], ...]:
    return tuple((g.name or ("" if g.own else "Not named"), tuple((look.labels[i], "#" + anchor("article", i)) for i in g.articles), g.why) for g in found.groups)


def _section(story: Story, verdict: str, name: str, explained: str, claims: Sequence[Claim], look: Lookup) -> Section:
    mine = sorted((c for c in claims if c.verdict == verdict), key=lambda c: -c.salience)
    shared = [view_claim(c, look) for c in mine if verdict != "single" or len({a.article for a in c.accounts}) > 1]
    alone = [view_claim(c, look) for c in mine if verdict == "single" and len({a.article for a in c.accounts}) == 1]
    if verdict == "single":
        shared.sort(key=lambda c: -c.outlets)
    n = SHOWN[verdict]
    return Section(anchor(verdict, story.id), verdict, name, explained, tuple(shared[:n]), tuple(shared[n:]), tuple(alone))


def _facts(story: Story, sections: Sequence[Section], found: Provenance, spoken_by: Sequence[Voice], look: Lookup) -> tuple[Fact, ...]:
    outlets = len({look.articles[i].outlet.name if look.articles[i].outlet else i for i in story.articles})  # type: ignore[union-attr]
    quotations = sum(len(look.found(i).quotations) for i in story.articles)
    here = "#" + anchor("articles", story.id)
    def named(n: int, one: str) -> str:
        return one if n == 1 else one + "s"

    first = Fact(outlets, named(outlets, "outlet"), here)
    second = Fact(len(found.groups), named(len(found.groups), "independent origin"), "#" + anchor("origins", story.id))
    said = Fact(quotations, f"{named(quotations, 'quotation')}, {counted(len(spoken_by), 'speaker')}", "#" + anchor("voices", story.id))
    return (first, second, said, *(Fact(s.count, s.name.lower(), "#" + s.anchor, s.verdict) for s in sections))
