"""An analysis in words, to be read in a minute: lines of text with the styles a terminal may show them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from corroborate.parts import Overview
from corroborate.relate.versions import by_address, changes
from corroborate.text.display import clipped, closed, plain
from corroborate.types import Account, Analysis, Article, Claim, Difference, Origin, Story, Turn, Verdict

LIMITS: dict[Verdict, int] = {"disputed": 5, "agreed": 5, "varied": 3, "single": 3}  #: claims shown of a verdict and story
NAMES = 5  #: outlets or titles in a row
WIDTH, SIDE = 110, 70  #: characters shown of a claim, and of each side of a difference
STYLES: dict[Verdict, str] = {"agreed": "green", "disputed": "red", "varied": "yellow", "single": "dim"}
HEADINGS: dict[Verdict, str] = {
    "disputed": "Disputed", "agreed": "Agreed, from several independent origins", "varied": "Told differently, from several independent origins", "single": "On one origin only",
}


def summary(whole: Overview, parts: Iterable[Analysis]) -> Iterator[Text]:
    """The whole in lines: what was read, then story by story what is disputed, agreed, varied, and what rests on one origin. *parts*: one for each story, in order."""
    yield Text(_overview(whole), style="bold")
    lonely: list[str] = []
    for part in parts:
        for story in part.links.stories:
            if len(story.articles) > 1 or whole.together + whole.alone == 1:
                yield Text()
                yield from story_lines(story, part.links.claims, {a.id: a for a in part.articles})
            elif len(lonely) < NAMES:
                lonely.append(clipped(_title(part.articles[0]), 60))
    changed = list(versions_lines(whole.changed, whole.pages_changed))
    yield from [Text(), *changed] if changed else []
    if lonely:
        yield Text()
        yield Text(f"Told by no other: {'; '.join(lonely)}{_more(whole.alone)}", style="dim")


def grown(read: int, size: tuple[int, int], changed: Iterable[Analysis]) -> Iterator[Text]:
    """What so many new articles changed in a database of that *size* (articles, stories): the stories that they are in, one after the other, and pages whose text is another."""
    yield Text(f"{_count(read, 'new article')}; the database holds {_count(size[0], 'article')} in {_count(size[1], 'story', 'stories')}", style="bold")
    pages: list[tuple[Article, ...]] = []
    count = 0
    for part in changed:
        for story in part.links.stories:
            yield Text()
            yield from story_lines(story, part.links.claims, {a.id: a for a in part.articles})
        groups = by_address(part.articles)
        pages, count = (pages + groups)[:NAMES], count + len(groups)
    yield from versions_lines(pages, count)


def _overview(whole: Overview) -> str:
    parts = [_count(whole.articles, "article"), *([f"{whole.unread} in a language that is not read"] if whole.unread else [])]
    rejected = [f"{whole.rejected} rejected"] if whole.rejected else []
    return ", ".join([*parts, *rejected]) + f": {_count(whole.together or int(whole.alone == 1), 'story', 'stories')}"


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
    yield from (Text(f"  {plain(line)}", style="red") for line in dict.fromkeys(w for o in story.origins for w in o.why if w.startswith("circular: ")))
    for verdict, heading in HEADINGS.items():
        found = [c for c in claims if c.verdict == verdict]
        if found:
            yield Text(f"  {heading} ({len(found)})", style=f"bold {STYLES[verdict]}".replace("bold dim", "dim"))
        shown = found if whole else found[: LIMITS[verdict]]
        for claim in shown:
            yield from claim_lines(claim, articles)
        if len(found) > len(shown):
            yield Text(f"    … and {len(found) - len(shown)} more", style="dim")


def whole_story(story: Story, analysis: Analysis) -> Iterator[Text]:
    """One story with all its claims, what tells of other happenings too, and which of its pages were another text before."""
    articles = {a.id: a for a in analysis.articles}
    yield from story_lines(story, [c for c in analysis.links.claims if c.story == story.id], articles, whole=True)
    yield from _round_ups(story, articles)
    groups = by_address(analysis.articles)
    yield from versions_lines(groups, len(groups))


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


def origins_lines(story: Story, articles: dict[str, Article]) -> Iterator[Text]:
    """Where one story comes from: its independent origins, each with the reasons; who has what from whom, with the words that show it; and what became of the story."""
    yield Text.assemble((plain(story.title), "bold"), (f" · {_count(len(story.articles), 'article')} from {_count(len(story.origins), 'independent origin')}", "dim"))
    for origin in story.origins:
        yield Text(f"  {_origin(origin, articles)}")
        yield from (Text(f"    {plain(why)}", style="red" if why.startswith("circular") else "dim") for why in origin.why)
    if story.edges:
        yield Text("  Who has what from whom", style="bold")
    for edge in story.edges:
        yield Text.assemble(f"    {plain(edge.why)}", (" · runs in a circle" if edge.circle else "", "red"))
        yield from (Text(f"      “{clipped(plain(articles[edge.article][span]), WIDTH)}”", style="dim") for span in edge.evidence[:NAMES])
    yield from _round_ups(story, articles)
    yield from (Text(f"  {_turn(turn, articles)}", style="dim") for turn in story.history)


def _round_ups(story: Story, articles: dict[str, Article]) -> Iterator[Text]:
    for name in story.round_ups:
        yield Text(f"  {outlet_of(articles[name])} tells of many happenings, of which this is one: {_title(articles[name])}")


def _turn(turn: Turn, articles: dict[str, Article]) -> str:
    """What became of a story, in words."""
    shown = f", shown by {outlet_of(articles[turn.article])}" if turn.article in articles else ""
    told = {"joined": f"story {turn.story} went into this one", "parted": f"story {turn.story} came out of this one", "parted from": f"came out of story {turn.story}"}
    return told[turn.how] + shown


def versions_lines(groups: Sequence[Sequence[Article]], count: int) -> Iterator[Text]:
    """Of *count* pages whose text changed some, each as its versions, earliest first: how many versions, and what the latest changed in words."""
    for group in groups:
        before, after = group[-2:]
        places = [f"“{clipped(plain(before[x]), 40)}” → “{clipped(plain(after[y]), 40)}”" for x, y in changes(before, after)]
        shown = "; ".join(places[:3]) + (" …" if len(places) > 3 else "")
        yield Text(f"Changed since: {_count(len(group), 'version')} of {_title(after)} ({outlet_of(after)}); the latest counts. {shown}", style="dim")
    if count > len(groups):
        yield Text(f"… and {count - len(groups)} more pages changed", style="dim")


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
    words = closed(clipped(plain(articles[account.article][account.span]), WIDTH))
    if claim.kind == "statement":
        return f"“{words}”" if account.quotation is not None else words
    if claim.kind == "event":
        return clipped(plain(claim.why[0]), WIDTH)
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
