"""From outlet to agency to primary source: which articles of a story rest on one text, and whose account a sentence is in the end.

Cautious: articles are joined only by text they share; naming the same agency is no proof that the text is the agency's. A digest that takes a
little from each of several outlets and says so stays a text of its own, though its sentences are theirs (`Trail.followed`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from corroborate.config import Config
from corroborate.outlets import Directory, directory
from corroborate.relate.loans import rewritten
from corroborate.relate.signs import lexicon
from corroborate.text.spans import Span, merged
from corroborate.types import Article, Credit, Findings, Origin, Reuse, Story

SENTENCE_ROLES = ("according-to", "told", "origin")  #: roles that make a sentence another's; help and pictures do not
DIGEST = 2  #: an article that credits so many other outlets in its sentences is a digest
DIGEST_SHARE = 0.3  #: unless it shares this much of its body with one text
LINKED = 0.5  #: two groups become one when more than this share of their pairs shares text


def trace_origins(stories: Sequence[Story], articles: Sequence[Article], findings: Sequence[Findings], reuse: Sequence[Reuse], config: Config) -> tuple[Story, ...]:
    """The stories with their articles partitioned into independent origins. *articles* and *findings* run parallel."""
    known = directory(config.data)
    texts = {a.id: _Text(a, f.credits, known) for a, f in zip(articles, findings, strict=True)}
    shared = {(r.a, r.b): r for r in reuse}
    return tuple(replace(story, origins=_origins(story, texts, shared)) for story in stories)


# ------------------------------------------------------------------------------------------------------------- one article


class _Text:
    """What an article says of where it comes from, names made comparable."""

    def __init__(self, article: Article, credits_: Sequence[Credit], known: Directory) -> None:
        self.article = article
        self.label = article.outlet.name if article.outlet else article.path.rsplit("/", 1)[-1]
        self.own = known.canonical(article.outlet.name) if article.outlet else None
        named = [known.canonical(c.name) for c in credits_ if c.role == "origin" and c.scope is None and _publisher_like(c)]
        first = [known.canonical(article.origin.name)] if article.origin else []
        #: who may have written it, the likeliest first
        self.writers = tuple(dict.fromkeys(first + sorted(named, key=lambda n: (not _agency(known, n), named.index(n)))))
        self.credited = tuple(dict.fromkeys(known.canonical(c.name) for c in credits_ if c.role in ("according-to", "told") and c.scope is not None and _publisher_like(c)))

    @property
    def name(self) -> str | None:
        return self.writers[0] if self.writers else self.own

    @property
    def names(self) -> frozenset[str]:
        """All names that others may credit it by."""
        return frozenset((*self.writers, self.own or ""))

    @property
    def others(self) -> tuple[str, ...]:
        """Outlets other than its own that its sentences credit."""
        return tuple(c for c in self.credited if c not in self.names)


def _agency(known: Directory, name: str) -> bool:
    found = known.named(name)
    return found is not None and found.kind == "agency"


def _publisher_like(credit: Credit) -> bool:
    """A name, not "local media"."""
    return credit.name[:1].isupper() or credit.name[:1].isdigit()


# ---------------------------------------------------------------------------------------------------------------- one story


def _origins(story: Story, texts: Mapping[str, _Text], shared: Mapping[tuple[str, str], Reuse]) -> tuple[Origin, ...]:
    links = {(a, b): shared[a, b] for a in story.articles for b in story.articles if (a, b) in shared and _joins(texts[a], texts[b], shared[a, b])}
    groups = _grouped(sorted(story.articles), links)
    circles = _circles([texts[i] for i in story.articles])
    made = [Origin(_group_name([texts[i] for i in g]), tuple(g), _why(g, texts, links, shared, circles)) for g in groups]
    return tuple(sorted(made, key=lambda o: (min(_when(texts[i].article) for i in o.articles), o.articles)))


def _joins(a: _Text, b: _Text, reuse: Reuse) -> bool:
    """Whether what two articles share makes them one text."""
    if reuse.level == "copy" or (a.writers and a.writers[:1] == b.writers[:1]):
        return True
    return not (_digests(a, b, [p.a for p in reuse.passages]) or _digests(b, a, [p.b for p in reuse.passages]))


def _digests(a: _Text, b: _Text, passages: Sequence[Span]) -> bool:
    """Whether *a* takes a little from *b*, names it, and names others as well."""
    share = sum(map(len, merged(passages))) / max(1, sum(map(len, a.article.body)))
    return len(a.others) >= DIGEST and any(n in b.names for n in a.others) and share < DIGEST_SHARE


def _grouped(ids: Sequence[str], links: Mapping[tuple[str, str], Reuse]) -> list[list[str]]:
    """Copies together; then groups of which most pairs share text, those that share most first: a chain of small loans makes no origin."""
    groups = {i: [i] for i in ids}
    for (a, b), link in sorted(links.items(), key=lambda x: (x[1].level != "copy", -_size(x[1]), x[0])):
        first, second = groups[a], groups[b]
        if first is not second and (link.level == "copy" or _linked(first, second, links) > LINKED):
            first += second
            groups.update(dict.fromkeys(second, first))
    return [sorted(g) for key, g in groups.items() if key == min(g)]


def _size(reuse: Reuse) -> int:
    return sum(len(p.a) for p in reuse.passages)


def _linked(first: Sequence[str], second: Sequence[str], links: Mapping[tuple[str, str], Reuse]) -> float:
    return sum((min(a, b), max(a, b)) in links for a in first for b in second) / (len(first) * len(second))


def _group_name(group: Sequence[_Text]) -> str | None:
    """Who wrote the text: whom most of the articles name, the earliest article's own outlet where they name none."""
    earliest = min(group, key=lambda t: (_when(t.article), t.article.id))
    votes = Counter(t.name for t in group if t.writers)
    votes.update(n for t in group for n in t.others if len(group) > 1 and any(n in u.names for u in group if u is not t))
    best = sorted(votes.items(), key=lambda x: (-x[1], x[0] != earliest.name, x[0] or ""))
    return best[0][0] if best else earliest.name


def _when(article: Article) -> str:
    return article.date or "9999"


# ----------------------------------------------------------------------------------------------------------------- reasons


def _why(
    group: Sequence[str], texts: Mapping[str, _Text], links: Mapping[tuple[str, str], Reuse], shared: Mapping[tuple[str, str], Reuse], circles: Mapping[str, str],
) -> tuple[str, ...]:
    """Sentences for a reader: what joins the group, what it borrows though it stays apart, and who credit each other."""
    out = [_shares(texts[a], texts[b], links[a, b]) for a in group for b in group if (a, b) in links]
    held = set(group)
    for (a, b), reuse in sorted(shared.items()):
        if (a in held) != (b in held) and a in texts and b in texts and (a, b) not in links and reuse.level == "partial":
            mine, theirs = (a, b) if a in held else (b, a)
            if _digests(texts[mine], texts[theirs], [p.a if mine == a else p.b for p in reuse.passages]):
                out.append(f"{texts[mine].label} takes passages from {texts[theirs].label} and others, and says so: a text of its own")
    return tuple(dict.fromkeys(out + [circles[i] for i in group if i in circles]))


def _shares(a: _Text, b: _Text, reuse: Reuse) -> str:
    first, later = (a, b) if (_when(a.article), a.article.id) <= (_when(b.article), b.article.id) else (b, a)
    credited = f", which credits {first.writers[0]}" if first.writers and first.writers[0] != first.own else ""
    named = credited or (", which it credits" if any(n in first.names for n in later.others) else "")
    share, _, passages = reuse.why.partition("; ")
    mine, theirs = (f"a later article of {later.label}", "an earlier one") if first.label == later.label else (later.label, first.label)
    return f"{mine} {share} with {theirs}{named}{_later(first.article, later.article)} ({passages})"


def _later(first: Article, later: Article) -> str:
    """ ", published 3 h later", as far as both dates are known."""
    a, b = first.published, later.published
    if not a or not b or min(len(a.value), len(b.value)) < 10:
        return ""
    hours = (datetime.fromisoformat(b.value) - datetime.fromisoformat(a.value)).total_seconds() / 3600
    exact = a.precision == b.precision == "minute"
    if hours <= 0 or (hours < 24 and not exact):
        return ""
    return f", published {hours:.0f} h later" if hours < 48 and exact else f", published {hours / 24:.0f} day{'s' if hours >= 36 else ''} later"


def _circles(texts: Sequence[_Text]) -> dict[str, str]:
    """For articles of outlets that credit each other, directly or round: the sentence that says so."""
    credits_ = {(a.article.id, b.article.id) for a in texts for b in texts if a is not b and any(n in b.names for n in a.others)}
    reach = _closure({t.article.id for t in texts}, credits_)
    labels = {t.article.id: t.label for t in texts}
    out = {}
    for i in sorted(labels):
        round_ = sorted({labels[j] for j in labels if j != i and (i, j) in reach and (j, i) in reach} | {labels[i]})
        if len(round_) > 1:
            out[i] = f"circular: {', '.join(round_)} credit each other, so none confirms the other"
    return out


def _closure(ids: Iterable[str], edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """All pairs with a path from the first to the second."""
    following: dict[str, list[str]] = {}
    for a, b in sorted(edges):
        following.setdefault(a, []).append(b)
    out = set()
    for start in sorted(ids):
        todo = list(following.get(start, ()))
        while todo:
            at = todo.pop()
            if (start, at) not in out:
                out.add((start, at))
                todo += following.get(at, ())
    return out


# ---------------------------------------------------------------------------------------------------- following an account


@dataclass(frozen=True, slots=True)
class Trail:
    """The way from a sentence to the origin it rests on, in one story."""

    of: Mapping[str, str]  #: article id → its origin's label: a name, or the smallest id of its articles
    known: Mapping[str, str]  #: any name that an article of the story goes by → that origin's label
    credits: Mapping[str, tuple[Credit, ...]]
    loans: Mapping[str, tuple[tuple[Span, str], ...]]  #: article id → (passage, label of the origin it is from), where the article credits that origin
    names: Directory

    def followed(self, article: str, span: Span, others: Sequence[tuple[str, Span]] = ()) -> str:
        """The label of the origin that the words at *span* rest on, followed to the end.

        *others* are the same claim's accounts in other articles: when the article credits one of those, that one's own credit is followed. A circle ends where it began.
        """
        seen: set[str] = set()
        at = self._step(article, span)
        while at not in seen:
            seen.add(at)
            onward = [self._step(a, s) for a, s in others if self.of.get(a) == at and a != article]
            at = next((o for o in sorted(onward) if o != at), at)
        return at

    def _step(self, article: str, span: Span) -> str:
        """One step: the credit that covers most of *span*, of equals the one named first; else a passage on loan; else the article's own origin."""
        own = self.of.get(article, article)
        covering = [c for c in self.credits.get(article, ()) if c.role in SENTENCE_ROLES and c.scope is not None and c.scope.shared(span) > 0.5 * len(span)]
        if covering:
            name = self.names.canonical(min(covering, key=lambda c: (len(c.scope or c.span), c.span)).name)
            return self.known.get(name, name)
        return next((label for passage, label in self.loans.get(article, ()) if passage.shared(span) > 0.5 * len(span)), own)


def trail(story: Story, articles: Sequence[Article], findings: Sequence[Findings], reuse: Sequence[Reuse], config: Config) -> Trail:
    """The trail of *story*, whose origins are traced."""
    names = directory(config.data)
    within = set(story.articles)
    texts = {a.id: _Text(a, f.credits, names) for a, f in zip(articles, findings, strict=True) if a.id in within}
    of = {i: origin.name or min(origin.articles) for origin in story.origins for i in origin.articles}
    known = {n: of[i] for i, t in sorted(texts.items(), reverse=True) if i in of for n in t.names if n} | {o.name: o.name for o in story.origins if o.name}
    loans: dict[str, list[tuple[Span, str]]] = {}
    sentences = {f.article: [s for s in f.sentences if not any(s.overlaps(w) for q in f.quotations for w in q.quoted)] for f in findings if f.article in within}
    for r in reuse:
        if r.a in texts and r.b in texts and of.get(r.a) != of.get(r.b):
            for mine, theirs, passages in ((r.a, r.b, [p.a for p in r.passages]), (r.b, r.a, [p.b for p in r.passages])):
                if any(n in texts[theirs].names for n in texts[mine].others):
                    said_again = rewritten(texts[mine].article.text, sentences[mine], texts[theirs].article.text, sentences[theirs], lexicon(config.data))
                    loans.setdefault(mine, []).extend((p, of[theirs]) for p in (*passages, *said_again))
    return Trail(of, known, {f.article: f.credits for f in findings if f.article in within}, {k: tuple(v) for k, v in loans.items()}, names)
