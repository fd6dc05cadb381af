"""Stories that grow article by article: each new one looks at few others, and only the stories it touches are grouped again.

An archive (`Archive`; `store.index` keeps one in SQLite) holds each article's signs, the keys it can be found by (people, streets, its most telling words)
and the likelihoods between articles. A new article meets those that share its keys and lie nearest in time; it is compared with the most alike. Groups never
reach across articles that no likely pair connects, so grouping its connected part anew gives what grouping everything would.

While an archive is small, everything is compared exactly each time it has grown by a part: how common a word is, is better known then. That costs each article a
fixed multiple of what it costs in a batch. Whatever changes, a story's id stays with its larger part, and what was joined or parted is told.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.relate.likeness import likeness, rarity
from corroborate.relate.signs import Lexicon, Signs, lexicon
from corroborate.relate.stories import LOCAL, NAME_COMMON, STREET_COMMON, joined, likely_pairs, story_id
from corroborate.text.shingles import word_hash

TELLING = 48  #: of its words and pairs of words, an article is found by so many that tell most
HOLDERS = 200  #: of the articles that hold a key, so many that lie nearest in time are met
COMPARED = 120  #: of those met, so many that share most are compared
KEPT = 0.01  #: a likelihood below this is none
SMALL = 64  #: up to so many, all are compared with each new one: how far few articles were put together by somebody changes fast
GROWTH = 1.25  #: beyond, when there are so many times as many as when all were compared last
EXACT = 20_000  #: beyond this, no more: one in twenty thousand changes no word's frequency
LARGEST = 400  #: a connected part that has grown beyond this is grouped as far as the new article's nearest reach


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An article to be added."""

    id: str
    since: str  #: its date as text, for who came first; "9999" when unknown
    signs: Signs
    shared: Mapping[str, str]  #: levels of reuse with articles of the archive, by id
    story: str | None = None  #: where it was before, or the article whose later version it is


@dataclass(frozen=True, slots=True)
class Move:
    """What happened between two stories: *other* went into *story* ("joined") or came out of it ("parted")."""

    how: Literal["joined", "parted"]
    story: str
    other: str


class Archive(Protocol):
    """What is known of the articles so far, by number; numbers are given in order of arrival. `norm` is the length of an article's weighed words."""

    def numbers(self) -> Mapping[str, int]:
        """The number of each article by id."""
    def size(self) -> int:
        """How many articles it holds."""
    def settled(self) -> int:
        """How many it held when all were compared last."""
    def counted(self) -> int:
        """From how many articles it knows how common terms are."""
    def frequencies(self, terms: Sequence[int]) -> Mapping[int, int]:
        """How many articles hold each term."""
    def holders(self, key: int, day: int, most: int) -> Sequence[int]:
        """Articles found by *key*, those nearest to *day* first."""
    def held(self, key: int, most: int) -> int:
        """How many articles are found by *key*; *most* stands for more."""
    def signs(self, articles: Sequence[int]) -> Mapping[int, Signs]: ...
    def norms(self, articles: Sequence[int]) -> Mapping[int, float]: ...
    def links(self, article: int) -> Mapping[int, float]:
        """Likelihoods to other articles."""
    def stories(self, articles: Sequence[int]) -> Mapping[int, str]: ...
    def members(self, stories: Sequence[str]) -> Sequence[int]:
        """The articles of all *stories*."""
    def firsts(self, articles: Sequence[int]) -> Sequence[str]:
        """Their ids, the earliest first."""
    def known_stories(self, ids: Sequence[str]) -> frozenset[str]:
        """Which of *ids* are or were stories."""
    def put(self, newcomer: Newcomer, keys: Sequence[int]) -> int:
        """Keep an article; its number."""
    def shared(self, article: int | None = None) -> Mapping[tuple[int, int], str]:
        """Levels of reuse, of one article or all."""
    def link(self, article: int, likely: Mapping[int, float], norm: float) -> None:
        """Keep likelihoods between *article* and others."""
    def relink(self, likely: Mapping[tuple[int, int], float], norms: Mapping[int, float]) -> None:
        """Replace all likelihoods, for all were compared."""
    def assign(self, story_of: Mapping[int, str], moves: Sequence[Move], article: int) -> None:
        """Put articles into stories; *article* showed it."""


def grow(archive: Archive, newcomers: Sequence[Newcomer], config: Config) -> frozenset[str]:
    """Put articles into *archive* and their stories: in one go where everything is due to be compared, else one by one in their order. The stories that changed."""
    all_due = due(archive.settled(), archive.size() + len(newcomers))
    changed: set[str] = set()
    for newcomer in newcomers:
        number = archive.put(newcomer, keys(newcomer.signs))
        if not all_due:
            archive.link(number, *_likely(archive, number, newcomer.signs, config))
            changed |= _regroup(archive, number, config)
    if all_due and newcomers:
        changed |= settle(archive, number, config)
    return frozenset(changed)


def due(settled: int, size: int) -> bool:
    """Whether all of *size* articles are to be compared, when so many were when that was done last."""
    return size <= SMALL or not settled or (size <= EXACT and size >= settled * GROWTH)


def settle(archive: Archive, last: int, config: Config) -> frozenset[str]:
    """Compare all with all, and group them by what comes out. *last*: the article that showed what changes. The stories that changed."""
    numbers = sorted(archive.numbers().values())
    known = archive.signs(numbers)
    signs, names = [known[n] for n in numbers], [str(n) for n in numbers]
    levels = {(str(a), str(b)): level for (a, b), level in archive.shared().items()}
    pairs = likely_pairs(signs, levels, names, config)
    crowd = _crowd(len(numbers), config)
    archive.relink({(numbers[i], numbers[j]): q for (i, j), p in pairs.items() if (q := moved(p, -crowd)) >= KEPT}, dict(zip(numbers, _norms(signs), strict=True)))
    groups = [[numbers[i] for i in g] for g in joined(len(numbers), pairs, table("stories", config.data)["limits"]["join"])]
    return _assigned(archive, groups, last)


def _assigned(archive: Archive, groups: Sequence[Sequence[int]], shown_by: int) -> frozenset[str]:
    """Make stories of *groups*; which changed."""
    before = archive.stories(sorted(n for g in groups for n in g))
    after, moves = named(groups, before, lambda group, taken: _new_id(archive, group, taken))
    archive.assign(after, moves, shown_by)
    return changed_stories(before, after, shown_by)


def changed_stories(before: Mapping[int, str], after: Mapping[int, str], new: int) -> frozenset[str]:
    """The stories that hold other articles *after*; *new*: an article that may have been given its story beforehand."""
    return frozenset(s for n, story in after.items() if n == new or before.get(n) != story for s in (story, before.get(n)) if s)


def _regroup(archive: Archive, number: int, config: Config) -> frozenset[str]:
    """Group the part that likely pairs connect with an article; the stories that changed."""
    least = table("stories", config.data)["limits"]["join"]
    crowd = _crowd(archive.size(), config)
    part = _connected(archive, [number], moved(least, -crowd))
    told = archive.members(sorted(set(archive.stories(part).values())))  # a story may lie in parts that nothing connects any more
    part = _connected(archive, sorted({*part, *told}), moved(least, -crowd))
    at = {a: i for i, a in enumerate(part)}
    pairs = {(at[a], at[b]): p for (a, b), p in likelihoods(archive, part, config).items()}
    return _assigned(archive, [[part[i] for i in g] for g in joined(len(part), pairs, least)], number)


def likelihoods(archive: Archive, articles: Sequence[int], config: Config) -> dict[tuple[int, int], float]:
    """The likelihoods between *articles*, smaller number first, in an archive of this size."""
    within, crowd = set(articles), _crowd(archive.size(), config)
    return {(a, b): moved(p, crowd) for a in articles if len(within) > 1 for b, p in sorted(archive.links(a).items()) if b in within and a < b}


def _crowd(size: int, config: Config) -> float:
    """What few articles add to the logarithm of odds that two belong together."""
    return float(table("stories", config.data)["weights"]["folder"]) * max(0.0, math.log(LOCAL / max(1, size)))


def moved(p: float, by: float) -> float:
    """A likelihood with *by* added to its logarithm of odds."""
    return p * math.exp(by) / (1 - p + p * math.exp(by))


def keys(signs: Signs) -> tuple[int, ...]:
    """What an article can be found by, as numbers that fit SQLite."""
    value = signs.counts * -np.log(signs.rates)
    best = np.lexsort((signs.terms, -value))[:TELLING]
    names = [word_hash(f"person {n}") for n in signs.people] + [word_hash(f"street {s}") for s in signs.streets]
    return tuple(sorted({_signed(k) for k in [*signs.terms[best].tolist(), *names]}))


def _signed(key: int) -> int:
    return key - 2**64 if key >= 2**63 else key


# ---------------------------------------------------------------------------------------------------------------- likeness


def _likely(archive: Archive, number: int, signs: Signs, config: Config) -> tuple[dict[int, float], float]:
    """The likelihoods between an article and the most alike of the others, as in a large collection, and the length of its weighed words."""
    data = table("stories", config.data)
    weights, limits = data["weights"], data["limits"]
    others = archive.signs([n for n in _candidates(archive, signs) if n != number])
    alike, norm = _cosines(archive, signs, others, limits["common"])
    known, levels = lexicon(config.data), {b: level for (_, b), level in archive.shared(number).items()}
    out = {}
    for n, cosine in sorted(alike.items(), key=lambda x: (-x[1], x[0]))[: limits["neighbours"]]:
        if cosine < limits["cosine"]:
            break
        names, streets = _telling(archive, signs, others[n], known)
        p = likeness(signs, others[n], cosine, name_weight=names, street_weight=streets, reuse=levels.get(n), crowd=0.0, weights=weights).probability
        if p >= KEPT:
            out[n] = p
    return out, norm


def _candidates(archive: Archive, signs: Signs) -> list[int]:
    """Those that share most keys, nearest in time."""
    day = signs.published or 0
    met: Counter[int] = Counter()
    for key in keys(signs):
        met.update(archive.holders(key, day, HOLDERS))
    return [n for n, _ in sorted(met.items(), key=lambda x: (-x[1], -x[0]))[:COMPARED]]


def _cosines(archive: Archive, signs: Signs, others: Mapping[int, Signs], common: int) -> tuple[dict[int, float], float]:
    """Cosines of words, weighed by the general tables and by what the archive says of them; and the length of the article's own. A word in too many articles finds no one."""
    terms = signs.terms.tolist()
    found = archive.frequencies(terms)
    held = np.array([found.get(t, 0) for t in terms], np.float64)
    rarities = _rarities(signs.rates, held / (archive.counted() + LOCAL))
    norm = _length(signs.counts * rarities)
    mine = np.where(held <= common, signs.counts * rarities * rarities, 0.0)
    norms = archive.norms(list(others))
    out = {}
    for n, other in others.items():
        _, here, there = np.intersect1d(signs.terms, other.terms, assume_unique=True, return_indices=True)
        out[n] = float(mine[here] @ other.counts[there]) / max(norm * norms[n], 1e-9)
    return out, norm


def _norms(signs: Sequence[Signs]) -> list[float]:
    """The lengths of all articles' weighed words."""
    _, where, count = np.unique(np.concatenate([s.terms for s in signs]), return_inverse=True, return_counts=True)
    local = count[where] / (len(signs) + LOCAL)
    ends = np.cumsum([len(s.terms) for s in signs])[:-1]
    return [_length(s.counts * _rarities(s.rates, part)) for s, part in zip(signs, np.split(local, ends), strict=True)]


def _rarities(rates: NDArray[np.float64], local: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(-np.log(np.maximum(rates, local)))


def _length(weights: NDArray[np.float64]) -> float:
    return float(np.linalg.norm(weights))


def _telling(archive: Archive, a: Signs, b: Signs, known: Lexicon) -> tuple[dict[str, float], dict[str, float]]:
    """How much each shared name and street tells: nothing where too many articles hold it."""
    people = {n for n in a.people & b.people if archive.held(_signed(word_hash(f"person {n}")), NAME_COMMON + 1) <= NAME_COMMON}
    streets = {s for s in a.streets & b.streets if archive.held(_signed(word_hash(f"street {s}")), STREET_COMMON + 1) <= STREET_COMMON}
    return {n: rarity(min(known.rate(part) for part in n.split())) for n in people}, dict.fromkeys(streets, 1.0)


# ----------------------------------------------------------------------------------------------------------------- stories


def _connected(archive: Archive, starts: Sequence[int], least: float) -> list[int]:
    """The articles that likely pairs connect with *starts*, in order of arrival."""
    seen, todo = set(starts), list(starts)
    while todo and len(seen) < LARGEST:
        near = [n for n, p in sorted(archive.links(todo.pop(0)).items()) if p >= least and n not in seen]
        seen.update(near)
        todo += near
    return sorted(seen)


def named(
    groups: Sequence[Sequence[int]], before: Mapping[int, str], new_id: Callable[[Sequence[int], set[str]], str]
) -> tuple[dict[int, str], tuple[Move, ...]]:
    """Each group's story, and what moved: the story that most of its articles come from keeps its id with its largest part; other groups get a *new_id*."""
    came = Counter((before[a], i) for i, g in enumerate(groups) for a in g if a in before)
    story: dict[int, str] = {}
    taken: set[str] = set()
    by_size = sorted(came, key=lambda x: (-came[x], x))
    for old, i in by_size:
        if i not in story and old not in taken:
            story[i] = old
            taken.add(old)
    gone = {old: i for old, i in reversed(by_size) if old not in taken}  # to where most of it went
    fresh = {i: old for old, i in reversed(by_size) if i not in story}  # from where most of it came
    for i, group in enumerate(groups):
        if i not in story:
            story[i] = new_id(group, taken)
            taken.add(story[i])
    moves = [Move("joined", story[i], old) for old, i in sorted(gone.items())] + [Move("parted", old, story[i]) for i, old in sorted(fresh.items())]
    return {a: story[i] for i, g in enumerate(groups) for a in g}, tuple(moves)


def _new_id(archive: Archive, group: Sequence[int], taken: set[str]) -> str:
    """A new story is named by its earliest article that has named none."""
    ids = [story_id(a) for a in archive.firsts(group)]
    used = archive.known_stories(ids) | taken
    more = (story_id(f"{ids[0]}:{n}") for n in range(len(used) + 1))
    return next(i for i in [*ids, *more] if i not in used)
