"""When: what was published, and what the articles date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from corroborate.report.claims import claim_anchor, label, measure_of
from corroborate.report.dates import is_date, spoken
from corroborate.report.lookup import Lookup, anchor, counted, listed
from corroborate.report.measures import named
from corroborate.types import Claim, Story

TOGETHER = 4  #: more outlets than this at one time are summed up


@dataclass(frozen=True, slots=True)
class Moment:
    """An entry: *value* sorts, *when* is shown."""

    value: str
    when: str
    what: str
    href: str | None
    note: str = ""
    verdict: str = ""
    happened: bool = False  #: told of by articles, rather than the publication of one


def timeline(story: Story, claims: Sequence[Claim], look: Lookup) -> tuple[Moment, ...]:
    """Dated moments in order; on one day what happened comes before what was published."""
    moments = [*_happened(claims, look), *_events(story, look), *(m for i in story.articles for m in _published(i, look))]
    return _summed(sorted(moments, key=lambda m: (m.value[:10], not m.happened, m.value, m.what)))


def _summed(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """Many outlets that publish at one time as one entry."""
    out: list[Moment] = []
    for (_, happened), together in groupby(moments, key=lambda m: (m.when, m.happened)):
        held = list(together)
        if happened or len(held) <= TOGETHER:
            out += held
        else:
            names = listed(m.what.removesuffix(" publishes") for m in held)
            out.append(Moment(held[0].value, held[0].when, f"{len(held)} outlets publish", held[0].href, names))
    return tuple(out)


def undated(story: Story, look: Lookup) -> str:
    """The outlets whose date is not known."""
    return listed(look.labels[i] for i in story.articles if not look.articles[i].published and not look.articles[i].first_published)


def _published(article_id: str, look: Lookup) -> list[Moment]:
    article, href = look.articles[article_id], "#" + anchor("article", article_id)
    label_, out = look.labels[article_id], []
    origin = article.origin.name if article.origin and article.origin.how != "own" else None
    if article.first_published and (not article.published or article.first_published.value[:10] != article.published.value[:10]):
        out.append(Moment(article.first_published.value, spoken(article.first_published.value), f"{origin or 'Its origin'} first publishes what {label_} carries", href))
    if article.published:
        note = f"carries {origin}" if origin and origin.lower() != label_.lower() else ""
        out.append(Moment(article.published.value, spoken(article.published.value), f"{label_} publishes", href, note))
    return out


def _happened(claims: Sequence[Claim], look: Lookup) -> list[Moment]:
    """Values that are dates and told by more than one article: the day something is said to have happened."""
    dated = [(c, next((a.value for a in c.accounts if is_date(a.value)), None)) for c in claims if c.kind != "statement" and len({a.article for a in c.accounts}) > 1]
    return [
        Moment(value, spoken(value), _of(claim, look), "#" + claim_anchor(claim), counted(claim.origins, "origin"), label(claim) if claim.verdict == "disputed" else "", True)
        for claim, value in dated if value
    ]


def _of(claim: Claim, look: Lookup) -> str:
    quantity = measure_of(claim, look)
    return named(quantity) if quantity else "Date"


def _events(story: Story, look: Lookup) -> list[Moment]:
    """What is told to have happened, with who did it; what outlets tell in the same words on one day is one entry."""
    told: dict[tuple[str, str], list[str]] = {}
    for article in story.articles:
        for event in look.found(article).events:
            if is_date(event.date) and event.actor and event.status in ("asserted", "reported"):
                words = " ".join(look.articles[article][event.span].split())
                told.setdefault((event.date or "", f"{listed(name for _, _, name in event.actor)}: {words}"), []).append(article)
    return [
        Moment(date, spoken(date), what, "#" + anchor("article", articles[0]), listed(dict.fromkeys(look.labels[i] for i in articles)), happened=True)
        for (date, what), articles in told.items()
    ]
