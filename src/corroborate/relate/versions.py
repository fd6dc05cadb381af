"""Versions: an address whose text changed is one article, told by its latest text; the earlier ones are kept and what changed is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from corroborate.text.shingles import words
from corroborate.text.spans import Span, hull
from corroborate.types import Article, Findings

MOST_WORDS = 6000  #: longer texts are told as changed from end to end: to compare them word by word takes too long


def by_address(articles: Sequence[Article]) -> list[tuple[Article, ...]]:
    """The articles of each address that has several, earliest first: by date of publication, of fetching, and whether its file still holds it."""
    at: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        at[address(article)].append(article)
    return [tuple(sorted(group, key=_age)) for _, group in sorted(at.items()) if len(group) > 1]


def current(articles: Sequence[Article], findings: Sequence[Findings]) -> tuple[tuple[Article, ...], tuple[Findings, ...]]:
    """*articles* and *findings*, which run parallel, without those that a later version supersedes: a corrected text is no second account."""
    past = {a.id for group in by_address(articles) for a in group[:-1]}
    kept = [(a, f) for a, f in zip(articles, findings, strict=True) if a.id not in past]
    return tuple(a for a, _ in kept), tuple(f for _, f in kept)


def heirs(articles: Sequence[Article]) -> dict[str, str]:
    """For each version that is current, the id of the one before it."""
    return {group[-1].id: group[-2].id for group in by_address(articles)}


def changes(before: Article, after: Article) -> tuple[tuple[Span, Span], ...]:
    """Where the bodies differ in words, in order, as (place in *before*, place in *after*); one of the two is empty where words were added or taken out."""
    (was, was_at), (now, now_at) = words(before.text, before.body), words(after.text, after.body)
    if len(was) > MOST_WORDS or len(now) > MOST_WORDS:
        return ((hull(was_at or [Span(0, 0)]), hull(now_at or [Span(0, 0)])),) if was != now else ()
    return tuple(_differing(SequenceMatcher(None, was, now, autojunk=False), was_at, now_at))


def _differing(matcher: SequenceMatcher[str], was: Sequence[Span], now: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    for kind, a, a_end, b, b_end in matcher.get_opcodes():
        if kind != "equal":
            yield _place(was, a, a_end), _place(now, b, b_end)


def _place(at: Sequence[Span], start: int, end: int) -> Span:
    """The words from *start* to *end*; where there are none, the empty span behind the word before."""
    if start < end:
        return hull(at[start:end])
    point = at[start - 1].end if start else at[0].start if at else 0
    return Span(point, point)


def address(article: Article) -> str:
    """What tells of which page an article is a version: its URL, where that names a page rather than a whole site; else its path."""
    try:
        parts = urlsplit(article.url or "")
    except ValueError:
        return article.path
    return article.url or article.path if parts.path.strip("/") or parts.query else article.path


def _age(article: Article) -> tuple[str, str, bool, str]:
    return article.published.value if article.published else "", article.retrieved or "", article.verbatim, article.id
