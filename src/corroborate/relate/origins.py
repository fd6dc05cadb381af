"""From outlet to agency to primary source: which articles of a story rest on one text, and whose account a sentence is in the end.

Cautious: articles are joined only by text they share; naming the same agency is no proof that the text is the agency's. A digest that takes a
little from each of several outlets and says so stays a text of its own, though its sentences are theirs (`Trail.followed`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corroborate.config import Config
from corroborate.outlets import Directory, directory, name_key
from corroborate.relate.edges import circles, edges, shares
from corroborate.relate.loans import rewritten
from corroborate.relate.signs import lexicon
from corroborate.relate.sourcing import Text
from corroborate.text.spans import Span, merged
from corroborate.types import Article, Credit, Findings, Origin, Reuse, Story

SENTENCE_ROLES = ("according-to", "told", "origin")  #: roles that make a sentence another's; help and pictures do not
DIGEST = 2  #: an article that credits so many other outlets in its sentences is a digest
DIGEST_SHARE = 0.3  #: unless it shares this much of its body with one text
LITTLE = 0.2  #: of the shorter body: two outlets of different houses that share less, and do not name each other, have a sentence in common, perhaps from one release, but no text
LINKED = 0.5  #: two groups become one when more than this share of their pairs shares text


def trace_origins(stories: Sequence[Story], articles: Sequence[Article], findings: Sequence[Findings], reuse: Sequence[Reuse], config: Config) -> tuple[Story, ...]:
    """The stories with their articles partitioned into independent origins. *articles* and *findings* run parallel."""
    known = directory(config.data)
    texts = {a.id: Text(a, f.credits, known) for a, f in zip(articles, findings, strict=True)}
    shared = {(r.a, r.b): r for r in reuse}
    return tuple(_traced(story, texts, shared, config) for story in stories)


def _traced(story: Story, texts: Mapping[str, Text], shared: Mapping[tuple[str, str], Reuse], config: Config) -> Story:
    found = edges([texts[i] for i in story.articles], shared, config)
    return replace(story, origins=_origins(story, texts, shared, circles(found, texts)), edges=found)


# ---------------------------------------------------------------------------------------------------------------- one story


def _origins(story: Story, texts: Mapping[str, Text], shared: Mapping[tuple[str, str], Reuse], round_: Mapping[str, tuple[str, ...]]) -> tuple[Origin, ...]:
    links = {(a, b): shared[a, b] for a in story.articles for b in story.articles if (a, b) in shared and _joins(texts[a], texts[b], shared[a, b])}
    groups = _by_writer(_grouped(sorted(story.articles), links), texts)
    made = [Origin(_group_name([texts[i] for i in g]), tuple(g), _why(g, texts, links, shared, round_)) for g in groups]
    return tuple(sorted(made, key=lambda o: (min(_when(texts[i].article) for i in o.articles), o.articles)))


def _joins(a: Text, b: Text, reuse: Reuse) -> bool:
    """Whether what two articles share makes them one text."""
    if reuse.level == "copy" or (a.writers and a.writers[:1] == b.writers[:1]):
        return True
    if _digests(a, b, [p.a for p in reuse.passages]) or _digests(b, a, [p.b for p in reuse.passages]):
        return False
    near = a.own == b.own or a.is_sister(b) or any(map(b.called, a.others)) or any(map(a.called, b.others))
    return near or _shared(a, b, reuse) >= LITTLE


def _shared(a: Text, b: Text, reuse: Reuse) -> float:
    """How much of the shorter body stands in both."""
    shares = [sum(map(len, merged(spans))) / max(1, sum(map(len, t.article.body))) for t, spans in ((a, [p.a for p in reuse.passages]), (b, [p.b for p in reuse.passages]))]
    return max(shares)


def _digests(a: Text, b: Text, passages: Sequence[Span]) -> bool:
    """Whether *a* takes a little from *b*, names it, and names others as well."""
    share = sum(map(len, merged(passages))) / max(1, sum(map(len, a.article.body)))
    return len(a.others) >= DIGEST and any(map(b.called, a.others)) and share < DIGEST_SHARE


def _grouped(ids: Sequence[str], links: Mapping[tuple[str, str], Reuse]) -> list[list[str]]:
    """Copies together; then groups of which most pairs share text, those that share most first: a chain of small loans makes no origin."""
    groups = {i: [i] for i in ids}
    for (a, b), link in sorted(links.items(), key=lambda x: (x[1].level != "copy", -_size(x[1]), x[0])):
        first, second = groups[a], groups[b]
        if first is not second and (link.level == "copy" or _linked(first, second, links) > LINKED):
            first += second
            groups.update(dict.fromkeys(second, first))
    return [sorted(g) for key, g in groups.items() if key == min(g)]


def _by_writer(groups: Sequence[Sequence[str]], texts: Mapping[str, Text]) -> list[list[str]]:
    """Groups whose texts were written by one house, as one: two dispatches of an agency do not confirm each other."""
    held: dict[str, list[str]] = {}
    for group in groups:
        written = sorted(w for w in (texts[i].signed for i in group) if w)
        held.setdefault(Counter(written).most_common(1)[0][0] if written else f"text {group[0]}", []).extend(group)
    return [sorted(g) for g in held.values()]


def _size(reuse: Reuse) -> int:
    return sum(len(p.a) for p in reuse.passages)


def _linked(first: Sequence[str], second: Sequence[str], links: Mapping[tuple[str, str], Reuse]) -> float:
    return sum((min(a, b), max(a, b)) in links for a in first for b in second) / (len(first) * len(second))


def _group_name(group: Sequence[Text]) -> str | None:
    """Who wrote the text: whom most of the articles name, the earliest article's own outlet where they name none."""
    earliest = min(group, key=lambda t: (_when(t.article), t.article.id))
    votes = Counter(t.name for t in group if t.writers)
    votes.update(n for t in group for n in t.others if len(group) > 1 and any(u.called(n) for u in group if u is not t))
    best = sorted(votes.items(), key=lambda x: (-x[1], x[0] != earliest.name, x[0] or ""))
    return best[0][0] if best else earliest.name


def _when(article: Article) -> str:
    return article.date or "9999"


# ----------------------------------------------------------------------------------------------------------------- reasons


def _why(
    group: Sequence[str], texts: Mapping[str, Text], links: Mapping[tuple[str, str], Reuse], shared: Mapping[tuple[str, str], Reuse], round_: Mapping[str, tuple[str, ...]],
) -> tuple[str, ...]:
    """Sentences for a reader: what joins the group, what it borrows though it stays apart, and who credit each other."""
    out = [shares(texts[a], texts[b], links[a, b]) for a in group for b in group if (a, b) in links]
    linked = {i for pair in links for i in pair if pair[0] in group and pair[1] in group}
    out += [f"{texts[i].label}: another text by {texts[i].signed}, which does not confirm its own" for i in group if len(group) > 1 and i not in linked and texts[i].signed]
    held = set(group)
    for (a, b), reuse in sorted(shared.items()):
        if (a in held) != (b in held) and a in texts and b in texts and (a, b) not in links and reuse.level == "partial":
            mine, theirs = (a, b) if a in held else (b, a)
            if _digests(texts[mine], texts[theirs], [p.a if mine == a else p.b for p in reuse.passages]):
                out.append(f"{texts[mine].label} takes passages from {texts[theirs].label} and others, and says so: a text of its own")
    return tuple(dict.fromkeys(out + [line for i in group for line in round_.get(i, ())]))


# ---------------------------------------------------------------------------------------------------- following an account


@dataclass(frozen=True, slots=True)
class Trail:
    """The way from a sentence to the origin it rests on, in one story."""

    of: Mapping[str, str]  #: article id → its origin's label: a name, or the smallest id of its articles
    known: Mapping[str, str]  #: any name that an article of the story goes by, as a key → that origin's label
    credits: Mapping[str, tuple[Credit, ...]]
    loans: Mapping[str, tuple[tuple[Span, str], ...]]  #: article id → (passage, label of the origin it is from), where the article credits that origin
    names: Directory

    def followed(self, article: str, span: Span, others: Sequence[tuple[str, Span]] = ()) -> str:
        """The label of the origin that the words at *span* rest on, followed to the end.

        *others* are the same claim's accounts in other articles: when the article credits one of those, that one's own credit is followed. Those who credit each other
        in a circle are one: none confirms another.
        """
        path = [self._step(article, span)]
        while True:
            onward = sorted({self._step(a, s) for a, s in [(article, span), *others] if self.of.get(a) == path[-1]} - {path[-1]})
            if not onward:
                return path[-1]
            if onward[0] in path:
                return min(path[path.index(onward[0]) :])
            path.append(onward[0])

    def _step(self, article: str, span: Span) -> str:
        """One step: the credit that covers most of *span*, of equals the one named first; else a passage on loan; else the article's own origin."""
        own = self.of.get(article, article)
        covering = [c for c in self.credits.get(article, ()) if c.role in SENTENCE_ROLES and c.scope is not None and c.scope.shared(span) > 0.5 * len(span)]
        if covering:
            name = self.names.canonical(min(covering, key=lambda c: (len(c.scope or c.span), c.span)).name)
            return self.known.get(name_key(name), name)
        return next((label for passage, label in self.loans.get(article, ()) if passage.shared(span) > 0.5 * len(span)), own)


def trail(story: Story, articles: Sequence[Article], findings: Sequence[Findings], reuse: Sequence[Reuse], config: Config) -> Trail:
    """The trail of *story*, whose origins are traced."""
    names = directory(config.data)
    within = set(story.articles)
    texts = {a.id: Text(a, f.credits, names) for a, f in zip(articles, findings, strict=True) if a.id in within}
    of = {i: origin.name or min(origin.articles) for origin in story.origins for i in origin.articles}
    known = {name_key(n): of[i] for i, t in sorted(texts.items(), reverse=True) if i in of for n in t.names if n} | {name_key(o.name): o.name for o in story.origins if o.name}
    loans: dict[str, list[tuple[Span, str]]] = {}
    sentences = {f.article: [s for s in f.sentences if not any(s.overlaps(w) for q in f.quotations for w in q.quoted)] for f in findings if f.article in within}
    for r in reuse:
        if r.a in texts and r.b in texts and of.get(r.a) != of.get(r.b):
            for mine, theirs, passages in ((r.a, r.b, [p.a for p in r.passages]), (r.b, r.a, [p.b for p in r.passages])):
                if any(map(texts[theirs].called, texts[mine].others)):
                    said_again = rewritten(texts[mine].article.text, sentences[mine], texts[theirs].article.text, sentences[theirs], lexicon(config.data))
                    loans.setdefault(mine, []).extend((p, of[theirs]) for p in (*passages, *said_again))
    return Trail(of, known, {f.article: f.credits for f in findings if f.article in within}, {k: tuple(v) for k, v in loans.items()}, names)
