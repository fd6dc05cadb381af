"""What new articles changed in what is told: a claim that is disputed now, a second origin, another article of a story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from corroborate.report.claims import heading, words_of
from corroborate.report.lookup import Lookup, clipped, listed
from corroborate.store.records import Change
from corroborate.text.spans import Span
from corroborate.types import Analysis, Claim, Links, Story


def changes(before: Links, after: Analysis, at: str) -> tuple[Change, ...]:
    """What *after*, the stories that changed, tells otherwise than *before*, what there was in their place. *at*: when that was found (ISO 8601, UTC)."""
    new = {a for s in after.links.stories for a in s.articles} - {a for s in before.stories for a in s.articles}
    if not new:
        return ()
    look = Lookup.of(after)
    told = {s: [c for c in after.links.claims if c.story == s.id] for s in after.links.stories if new & set(s.articles) and len(s.articles) > 1}
    was = _by_account(before)
    out: list[Change] = []
    for story, claims in told.items():
        out += _story(story, new, before, look, at)
        out += [change for claim in claims for change in _claim(claim, story, was, new, look, at)]
    return tuple(out)


def _by_account(before: Links) -> Mapping[tuple[str, Span], Claim]:
    return {(a.article, a.span): claim for claim in before.claims for a in claim.accounts}


def _story(story: Story, new: set[str], before: Links, look: Lookup, at: str) -> Iterator[Change]:
    came = tuple(sorted(new & set(story.articles)))
    old = [a for a in story.articles if a not in new]
    was_told = any(len(s.articles) > 1 and set(old) & set(s.articles) for s in before.stories)
    if not was_told:
        yield Change(at, story.id, None, "new story", story.title, came)
        return
    outlets = listed(dict.fromkeys(look.labels[i] for i in came[:5]))
    yield Change(at, story.id, None, "new article" if len(came) == 1 else f"{len(came)} new articles", f"{story.title} ({outlets})", came)


def _claim(claim: Claim, story: Story, was: Mapping[tuple[str, Span], Claim], new: set[str], look: Lookup, at: str) -> Iterator[Change]:
    """At most one change of a claim: the gravest."""
    came = tuple(sorted({a.article for a in claim.accounts} & new))
    kind = _kind(claim, _before(claim, was)) if came else None
    if kind:
        title = clipped(heading(claim, look, [words_of(a, look) for a in claim.accounts]), 140)
        yield Change(at, story.id, claim.id, kind, title, came)


def _before(claim: Claim, was: Mapping[tuple[str, Span], Claim]) -> Claim | None:
    """The claim that this one was: it shares most accounts."""
    shared = Counter(id(was[a.article, a.span]) for a in claim.accounts if (a.article, a.span) in was)
    best = min(shared, key=lambda i: (-shared[i], i), default=None)
    return next((c for c in was.values() if id(c) == best), None)


def _kind(claim: Claim, old: Claim | None) -> str | None:
    if old is None:
        return None  # new words are told by the article's own change
    if claim.verdict == "disputed" and old.verdict != "disputed":
        return "now disputed"
    if old.verdict == "disputed" and claim.verdict != "disputed":
        return "no longer disputed"
    return "second origin" if old.origins == 1 and claim.origins > 1 else None
