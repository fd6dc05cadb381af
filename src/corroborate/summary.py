"""An analysis in words, to be read in a minute: lines of text with the styles a terminal may show them in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.text import Text

from corroborate.text.display import clipped, plain
from corroborate.types import Account, Analysis, Article, Claim, Difference, Origin, Story, Verdict

LIMITS: dict[Verdict, int] = {"disputed": 5, "agreed": 5, "varied": 3, "single": 3}  #: claims shown of a verdict and story
NAMES = 5  #: outlets or titles in a row
WIDTH, SIDE = 110, 70  #: characters shown of a claim, and of each side of a difference
STYLES: dict[Verdict, str] = {"agreed": "green", "disputed": "red", "varied": "yellow", "single": "dim"}
HEADINGS: dict[Verdict, str] = {
    "disputed": "Disputed", "agreed": "Agreed, from several independent origins", "varied": "Told differently, from several independent origins", "single": "On one origin only",
}


def summary(analysis: Analysis) -> Iterator[Text]:
    """The whole in lines: what was read, then story by story what is disputed, agreed, varied, and what rests on one origin."""
    articles = {a.id: a for a in analysis.articles}
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in analysis.links.claims:
        claims[claim.story].append(claim)
    lonely = [s for s in analysis.links.stories if len(s.articles) == 1 < len(analysis.links.stories)]
    told = [s for s in analysis.links.stories if len(s.articles) > 1] or analysis.links.stories[: not lonely]
    yield Text(_overview(analysis, len(told)), style="bold")
    for story in told:
        yield Text()
        yield from story_lines(story, claims[story.id], articles)
    if lonely:
        titles = [clipped(_title(articles[s.articles[0]]), 60) for s in lonely[:NAMES]]
        yield Text()
        yield Text(f"Told by no other: {'; '.join(titles)}{_more(len(lonely))}", style="dim")


def _overview(analysis: Analysis, stories: int) -> str:
    unread = sum(a.language != "en" for a in analysis.articles)
    parts = [_count(len(analysis.articles), "article"), *([f"{unread} in a language that is not read"] if unread else [])]
    rejected = [f"{len(analysis.rejected)} rejected"] if analysis.rejected else []
    return ", ".join([*parts, *rejected]) + f": {_count(stories, 'story', 'stories')}"


def stories_lines(analysis: Analysis) -> Iterator[Text]:
    """One line a story: id, date, articles, origins, title."""
    for s in analysis.links.stories:
        size = f"{_count(len(s.articles), 'article')} from {_count(len(s.origins), 'origin')}"
        yield Text.assemble((s.id, "cyan"), f"  {s.date or '':10.10}  {size}  ", (plain(s.title), "bold"))


def story_lines(story: Story, claims: Sequence[Claim], articles: dict[str, Article], *, whole: bool = False) -> Iterator[Text]:
    """One story: its origins and its claims, of each verdict as many as can be read in a minute, or the *whole*."""
    date = f" · {story.date}" if story.date else ""
    yield Text.assemble((plain(story.title), "bold"), (f"{date} · {_count(len(story.articles), 'article')} from {_count(len(story.origins), 'independent origin')}", "dim"))
    for origin in story.origins:
        yield Text(f"  {_origin(origin, articles)}")
    for verdict, heading in HEADINGS.items():
        found = [c for c in claims if c.verdict == verdict]
        if found:
            yield Text(f"  {heading} ({len(found)})", style=f"bold {STYLES[verdict]}".replace("bold dim", "dim"))
        shown = found if whole else found[: LIMITS[verdict]]
        for claim in shown:
            yield from claim_lines(claim, articles)
        if len(found) > len(shown):
            yield Text(f"    … and {len(found) - len(shown)} more", style="dim")


def claim_lines(claim: Claim, articles: dict[str, Article]) -> Iterator[Text]:
    """One claim: its words, who said them, on how many origins; below it what the accounts differ in, each side in words."""
    first = claim.accounts[0]
    voices = _voices(claim)
    outlets = _outlets(range(len(claim.accounts)), claim, articles)
    rests = f" · {claim.origins} origins" if claim.origins > 1 else ""
    said = f" — {voices}" if voices and claim.kind == "statement" else ""
    yield Text.assemble(f"    {_words(first, claim, articles)}", said, (f"  [{outlets}{rests}]", "dim"))
    if claim.verdict != "single":
        for difference in claim.differences:
            yield Text.assemble((f"      {difference.kind}: ", STYLES[claim.verdict]), _sides(difference, claim, articles))


def claims_lines(analysis: Analysis, verdict: str | None = None) -> Iterator[Text]:
    """All claims, or those of one verdict, under the titles of their stories."""
    articles, title_of = {a.id: a for a in analysis.articles}, {s.id: s.title for s in analysis.links.stories}
    last = None
    for claim in analysis.links.claims:
        if verdict in (None, claim.verdict):
            if claim.story != last:
                yield Text.assemble((claim.story, "cyan"), "  ", (plain(title_of[claim.story]), "bold"))
            last = claim.story
            yield from claim_lines(claim, articles)


def _sides(difference: Difference, claim: Claim, articles: dict[str, Article]) -> str:
    sides = [f"{clipped(plain(value), SIDE)} ({_outlets(accounts, claim, articles)})" for value, accounts in difference.values[:NAMES]]
    return " / ".join(sides) + _more(len(difference.values)) or plain(difference.note)


def _words(account: Account, claim: Claim, articles: dict[str, Article]) -> str:
    """A quotation's words; of a value, what it tells, and the value where the accounts share it."""
    words = clipped(plain(articles[account.article][account.span]), WIDTH)
    if claim.kind == "statement":
        return f"“{words}”" if account.quotation is not None else words
    values = " / ".join(dict.fromkeys(plain(a.value or articles[a.article][a.span]) for a in claim.accounts))
    return clipped(f"{plain(claim.why[0])}: {values}" if claim.why else values, WIDTH)


def _voices(claim: Claim) -> str:
    return " / ".join(dict.fromkeys(plain(a.speaker) for a in claim.accounts if a.speaker))


def _outlets(accounts: Sequence[int] | range, claim: Claim, articles: dict[str, Article]) -> str:
    names = list(dict.fromkeys(outlet_of(articles[claim.accounts[i].article]) for i in accounts))
    return ", ".join(names[:NAMES]) + _more(len(names))


def _origin(origin: Origin, articles: dict[str, Article]) -> str:
    outlets = ", ".join(dict.fromkeys(outlet_of(articles[a]) for a in origin.articles))
    name = plain(origin.name) if origin.name else "origin not named"
    return name if outlets == name else f"{name} → {outlets}"


def outlet_of(article: Article) -> str:
    """Who publishes it, or its file where that is not known."""
    return plain(article.outlet.name if article.outlet else article.path.rsplit("/", 1)[-1])


def _title(article: Article) -> str:
    return plain(article.title.text) if article.title else outlet_of(article)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def _more(number: int) -> str:
    return f" and {number - NAMES} more" if number > NAMES else ""
