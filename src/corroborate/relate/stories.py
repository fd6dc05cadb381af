"""Which articles tell the same story.

Candidates come from an index of words; each pair is decided by `likeness`; groups join while their members are, on average, likely to tell one happening
(average link, as in Laban & Hearst's and others' news clustering). Every step is linear in the number of articles: an index entry that too many articles hold leads nowhere.
"""

from __future__ import annotations

import hashlib
import heapq
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.relate.likeness import likeness, rarity
from corroborate.relate.roundups import is_round_up
from corroborate.relate.signs import Signs, lexicon, read_signs
from corroborate.types import Article, Findings, Reuse, Story, Turn

LOCAL = 1000  #: so many articles count as much as the general tables in telling how common a word is
NAME_COMMON, STREET_COMMON = 20, 20  #: a name in more articles than this names no one happening


def group_stories(articles: Sequence[Article], findings: Sequence[Findings], reuse: Sequence[Reuse], config: Config) -> tuple[Story, ...]:
    """A partition of *articles* into stories, by date and id. *findings* run parallel and may be empty."""
    signs = [read_signs(article, found, config) for article, found in zip(articles, findings, strict=True)]
    likely = likely_pairs(signs, {(r.a, r.b): r.level for r in reuse}, [a.id for a in articles], config)
    groups = joined(len(articles), likely, table("stories", config.data)["limits"]["join"])
    stories = [make_story([articles[i] for i in group], [signs[i] for i in group], centrality(group, likely), config) for group in groups]
    return tuple(sorted(stories, key=lambda s: (s.date or "", s.id)))


def likely_pairs(signs: Sequence[Signs], shared: Mapping[tuple[str, str], str], ids: Sequence[str], config: Config) -> dict[tuple[int, int], float]:
    """The probability that two articles tell one happening, for pairs (i, j), i < j, alike enough to look at. *shared*: levels of reuse by ids."""
    data = table("stories", config.data)
    weights, limits = data["weights"], data["limits"]
    crowd = max(0.0, math.log(LOCAL / max(1, len(signs))))
    names, streets = _telling_names(signs, config), _telling(Counter(s for x in signs for s in x.streets), STREET_COMMON)
    out = {}
    for (i, j), cosine in sorted(cosines(signs, limits["cosine"], limits["neighbours"], limits["common"]).items()):
        level = shared.get((ids[i], ids[j])) or shared.get((ids[j], ids[i]))
        out[i, j] = likeness(signs[i], signs[j], cosine, name_weight=names, street_weight=streets, reuse=level, crowd=crowd, weights=weights).probability
    return out


def _telling_names(signs: Sequence[Signs], config: Config) -> dict[str, float]:
    known = lexicon(config.data)
    held = _telling(Counter(n for x in signs for n in x.people), NAME_COMMON)
    return {name: rarity(min(known.rate(part) for part in name.split())) for name in held}


def _telling(held: Counter[str], most: int) -> dict[str, float]:
    return {name: 1.0 for name, count in held.items() if count <= most}


# ------------------------------------------------------------------------------------------------------------- candidates


def cosines(signs: Sequence[Signs], least: float, neighbours: int, common: int) -> dict[tuple[int, int], float]:
    """Cosines of the words of pairs (i, j), i < j, that are each other's nearest; a term in more than *common* articles finds no one."""
    if not signs:
        return {}
    terms, weights, owners = _weighed(signs)
    order = np.argsort(terms, kind="stable")
    keys, starts = np.unique(terms[order], return_index=True)
    ends = np.append(starts[1:], len(terms))
    holders, held = owners[order], weights[order]
    out: dict[tuple[int, int], float] = {}
    bounds = np.searchsorted(owners, np.arange(len(signs) + 1))
    for i in range(len(signs)):
        mine = slice(bounds[i], bounds[i + 1])
        others, scores = _nearest(np.searchsorted(keys, terms[mine]), weights[mine], starts, ends, holders, held, common)
        best = np.lexsort((others, -scores))[: neighbours + 1]
        for j, score in zip(others[best].tolist(), scores[best].tolist(), strict=True):
            if j != i and score >= least:
                out[min(i, j), max(i, j)] = score
    return out


def _weighed(signs: Sequence[Signs]) -> tuple[NDArray[np.uint64], NDArray[np.float64], NDArray[np.int64]]:
    """Terms, unit-length weights and owners of all articles in one. A term is as rare as the general tables and, by their number, these articles say."""
    terms = np.concatenate([s.terms for s in signs])
    owners = np.repeat(np.arange(len(signs)), [len(s.terms) for s in signs])
    _, where, count = np.unique(terms, return_inverse=True, return_counts=True)
    local = len(signs) / (len(signs) + LOCAL) * count[where] / len(signs)
    weights = np.concatenate([s.counts for s in signs]) * -np.log(np.maximum(np.concatenate([s.rates for s in signs]), local))
    norms = np.sqrt(np.bincount(owners, weights**2, len(signs)))
    return terms, weights / np.maximum(norms, 1e-9)[owners], owners


def _nearest(
    mine: NDArray[np.int64], weights: NDArray[np.float64], starts: NDArray[np.int64], ends: NDArray[np.int64], holders: NDArray[np.int64], held: NDArray[np.float64], common: int,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The articles that share a rare enough term with one article, and their dot products with it; the work depends on what is shared, not on how many there are."""
    rare = ends[mine] - starts[mine] <= common
    reach = [(slice(starts[k], ends[k]), w) for k, w in zip(mine[rare].tolist(), weights[rare].tolist(), strict=True)]
    if not reach:
        return np.zeros(0, np.int64), np.zeros(0)
    others, where = np.unique(np.concatenate([holders[r] for r, _ in reach]), return_inverse=True)
    return others, np.bincount(where, np.concatenate([held[r] * w for r, w in reach]), len(others)).astype(np.float64)


# --------------------------------------------------------------------------------------------------------------- grouping


def joined(count: int, likely: Mapping[tuple[int, int], float], least: float) -> list[list[int]]:
    """Groups of 0 … count - 1: the two with the highest mean probability join first, while it is at least *least*; a pair not in *likely* counts 0."""
    links: list[dict[int, float]] = [{} for _ in range(count)]
    for (i, j), p in likely.items():
        links[i][j] = links[j][i] = p
    members = [[i] for i in range(count)]
    heap = [(-p, i, j) for (i, j), p in likely.items() if p >= least]
    heapq.heapify(heap)
    while heap:
        mean, i, j = heapq.heappop(heap)
        if not members[i] or not members[j] or abs(links[i].get(j, 0.0) / (len(members[i]) * len(members[j])) + mean) > 1e-12:
            continue
        members[i] += members[j]
        members[j] = []
        _move_links(links, j, i)
        for k, total in links[i].items():
            mean = total / (len(members[i]) * len(members[k]))
            if mean >= least:
                heapq.heappush(heap, (-mean, min(i, k), max(i, k)))
    return [sorted(m) for m in members if m]


def _move_links(links: list[dict[int, float]], source: int, target: int) -> None:
    for k, total in links[source].items():
        links[k].pop(source)
        if k != target:
            links[target][k] = links[k][target] = links[target].get(k, 0.0) + total
    links[source] = {}


# ------------------------------------------------------------------------------------------------------------------ story


def centrality(group: Sequence[int], likely: Mapping[tuple[int, int], float]) -> list[float]:
    """How sure each article of *group* belongs to the others, summed."""
    return [sum(likely.get((min(i, j), max(i, j)), 0.0) for j in group if j != i) for i in group]


def make_story(articles: Sequence[Article], signs: Sequence[Signs], central: Sequence[float], config: Config, *, name: str | None = None, history: Sequence[Turn] = ()) -> Story:
    """The story of *articles*; *signs* and *central* (the most central gives the title) run parallel. *name*: its id, where it has one from before."""
    earliest = min(articles, key=lambda a: (a.date or "9999", a.id))
    titled = [(-c, a.id, a.title.text) for a, c in zip(articles, central, strict=True) if a.title]
    title = min(titled)[2] if titled else _first_words(earliest)
    many = tuple(sorted(a.id for a in articles if is_round_up(a, config)))
    return Story(name or story_id(earliest.id), title, tuple(sorted(a.id for a in articles)), _happened(signs) or _earliest(articles), round_ups=many, history=tuple(history))


def story_id(article: str) -> str:
    """The id of a story that begins with *article*."""
    return hashlib.sha256(f"story:{article}".encode()).hexdigest()[:16]


def _first_words(article: Article) -> str:
    text = article[article.body[0]].strip() if article.body else article.text.strip()
    words = text.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")


def _happened(signs: Sequence[Signs]) -> str | None:
    """The day that most articles tell of first, when at least half of those that name one agree; never after the last of them was published."""
    first = Counter(s.days[0] for s in signs if s.days)
    if not first:
        return None
    day, count = min(first.items(), key=lambda x: (-x[1], x[0]))
    return date.fromordinal(day).isoformat() if 2 * count >= sum(first.values()) else None


def _earliest(articles: Sequence[Article]) -> str | None:
    return min((a.date[:10] for a in articles if a.date), default=None)
