"""Who has what from whom in a story, as a graph with the words that show it on each edge; and where it runs in a circle.

An article has its text, or passages, from an earlier one that shares them; what a sentence says from whom the sentence credits; and all of it from whom it names
as its writer. Reporting is circular when the sentence that A credits to B says what B credits to A, or to a text that carries A's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from corroborate.config import Config
from corroborate.relate.loans import telling
from corroborate.relate.signs import COMMONEST, Lexicon, lexicon
from corroborate.relate.sourcing import Text
from corroborate.text.spans import Span
from corroborate.types import Article, Edge, Reuse

SAME, SAME_SHARE = 2, 0.4  #: telling words, and their share of the shorter sentence's weight, that two credited sentences have in common when they say the same
ROLES = {"told": "was told", "according-to": "has it from"}


def edges(texts: Sequence[Text], shared: Mapping[tuple[str, str], Reuse], config: Config) -> tuple[Edge, ...]:
    """The edges between articles of one story, and from them to whom they name outside it; by article, then place. *shared*: reuse by ids."""
    ordered = sorted(texts, key=lambda t: t.when)
    found = [e for i, later in enumerate(ordered) for earlier in ordered[:i] for e in _taken(earlier, later, shared)]
    found += [e for text in texts for e in (*_written(text), *_credited(text, ordered))]
    return _marked(sorted(found, key=lambda e: (e.article, e.evidence, e.kind, e.source or "", e.name)), {t.article.id: t for t in texts}, lexicon(config.data))


def _taken(earlier: Text, later: Text, shared: Mapping[tuple[str, str], Reuse]) -> Iterator[Edge]:
    a, b = sorted((earlier.article.id, later.article.id))
    reuse = shared.get((a, b))
    if reuse:
        pairs = [(p.a, p.b) if a == later.article.id else (p.b, p.a) for p in reuse.passages]
        mine, theirs = tuple(m for m, _ in pairs), tuple(t for _, t in pairs)
        yield Edge(later.article.id, earlier.article.id, earlier.label, reuse.level, mine, theirs, shares(earlier, later, reuse))


def _written(text: Text) -> Iterator[Edge]:
    origin = text.article.origin
    if text.writers and text.writers[0] != text.own:
        told = origin is not None and origin.span is not None
        yield Edge(text.article.id, None, text.writers[0], "writer", (origin.span,) if told and origin and origin.span else (), (), _why_written(text))


def _why_written(text: Text) -> str:
    origin = text.article.origin
    return f"{text.label} names {text.writers[0]} as who wrote it" + (f" ({origin.how})" if origin and origin.name in text.writers[:1] else "")


def _credited(text: Text, ordered: Sequence[Text]) -> Iterator[Edge]:
    held: defaultdict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(text.credited):
        if not text.called(name):
            held[name].append(i)
    for name, places in held.items():
        source = next((t for t in ordered if t is not text and t.called(name)), None)
        roles = list(dict.fromkeys(ROLES[text.credits[i].role] for i in places))
        spans = tuple(sorted({text.credits[i].span for i in places}))
        whom = source.label if source else name
        yield Edge(text.article.id, source.article.id if source else None, whom, "credit", spans, (), f"{text.label} says that it {' and '.join(roles)}: {whom}")


# ----------------------------------------------------------------------------------------------------------------- circles


def _marked(found: Sequence[Edge], texts: Mapping[str, Text], known: Lexicon) -> tuple[Edge, ...]:
    """*found* with those marked that lie on a circle."""
    said = {i: _said(edge, texts, known) for i, edge in enumerate(found) if edge.kind == "credit" and edge.source}
    return tuple(replace(edge, circle=_circle(i, found, said)) for i, edge in enumerate(found))


def _said(edge: Edge, texts: Mapping[str, Text], known: Lexicon) -> list[dict[str, float]]:
    """The telling words of each sentence that an edge credits, names of outlets left out."""
    text = texts[edge.article]
    names = {w for t in texts.values() for n in (*t.names, t.label) for w in telling(n, Span(0, len(n)), known, COMMONEST)}
    scopes = [c.scope for c in text.credits if c.span in edge.evidence and c.scope]
    return [{w: weight for w, weight in telling(text.article.text, s, known, COMMONEST).items() if w not in names} for s in scopes]


def _circle(start: int, found: Sequence[Edge], said: Mapping[int, Sequence[dict[str, float]]]) -> tuple[str, ...]:
    """The articles round which edge *start* comes back to where it began, by credits for the same and at most texts carried; empty when it does not."""
    if start not in said:
        return ()
    first = found[start]
    paths: list[tuple[str, ...]] = [(first.article, first.source or "")]
    while paths:
        path = paths.pop(0)
        for i, edge in enumerate(found):
            onward = _onward(edge, path[-1], i in said and i != start and _same(said[start], said[i]))
            if onward == first.article and (edge.kind == "credit" or len(path) > 2):
                return path
            if onward and onward not in path:
                paths.append((*path, onward))
    return ()


def _onward(edge: Edge, at: str, same: bool) -> str | None:
    """Where *edge* leads from article *at*: to whom it credits for the same, or to an article that is its copy, earlier or later."""
    if edge.kind == "copy" and at in (edge.article, edge.source):
        return edge.source if at == edge.article else edge.article
    return edge.source if same and edge.article == at else None


def _same(some: Sequence[dict[str, float]], others: Sequence[dict[str, float]]) -> bool:
    return any(_alike(x, y) for x in some for y in others)


def _alike(x: dict[str, float], y: dict[str, float]) -> bool:
    both = x.keys() & y.keys()
    return len(both) >= SAME and sum(x[w] for w in sorted(both)) >= SAME_SHARE * min(sum(x.values()), sum(y.values()))


def circles(found: Sequence[Edge], texts: Mapping[str, Text]) -> dict[str, tuple[str, ...]]:
    """For each article on a circle: the sentences that say so."""
    out: defaultdict[str, list[str]] = defaultdict(list)
    credited = {(e.article, e.source) for e in found if e.kind == "credit"}
    told = {_turned(e.circle): None for e in found if e.circle}
    for path in sorted(told):
        steps = zip(path, (*path[1:], path[0]), strict=True)
        line = ", ".join(f"{texts[a].label} {'credits' if (a, b) in credited else 'carries one text with'} {texts[b].label}" for a, b in steps)
        for article in path:
            out[article].append(f"circular: {line}; none confirms the other")
    return {article: tuple(lines) for article, lines in out.items()}


def _turned(path: tuple[str, ...]) -> tuple[str, ...]:
    """The same circle, begun at its smallest id."""
    at = path.index(min(path))
    return path[at:] + path[:at]


# ----------------------------------------------------------------------------------------------------------------- in words


def shares(a: Text, b: Text, reuse: Reuse) -> str:
    """ "KQZX shares 71% of its text with KQZY, which credits Reuters, published 3 h later (2 passages …)"."""
    first, later = sorted((a, b), key=lambda t: t.when)
    credited = f", which credits {first.writers[0]}" if first.writers and first.writers[0] != first.own else ""
    named = credited or (", which it credits" if any(map(first.called, later.others)) else "")
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
