"""Stories that grow article by article: each new one looks at few others, and only the stories it touches are grouped again.

An archive (`Archive`; `store.index` keeps one in SQLite) holds each article's signs, the keys it can be found by (people, streets, its most telling words)
and the likelihoods between articles. A new article meets those that share its keys and lie nearest in time; it is compared with the most alike. Groups never
reach across articles that no likely pair connects, so grouping its connected part anew gives what grouping everything would.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.relate.likeness import likeness, rarity
from corroborate.relate.signs import Lexicon, Signs, lexicon
from corroborate.relate.stories import LOCAL, NAME_COMMON, STREET_COMMON, joined
from corroborate.text.shingles import word_hash

TELLING = 48  #: of its words and pairs of words, an article is found by so many that tell most
HOLDERS = 200  #: of the articles that hold a key, so many that lie nearest in time are met
COMPARED = 120  #: of those met, so many that share most are compared
KEPT = 0.01  #: a likelihood below this is none
SETTLES = frozenset([*range(16), *(2**n for n in range(4, 14))])  #: at so many, all are compared anew, for they tell better how common a word is: a fixed share of the work
SMALL = 64  #: up to so many, all are grouped anew with each: how far few articles were put together by somebody changes fast
LARGEST = 400  #: a connected part that has grown beyond this is grouped as far as the new article's nearest reach


@dataclass(frozen=True, slots=True)
class Change:
    """What one article did to the stories: its own story, and those that were joined or taken apart, by id."""

    article: int
    story: int
    joined: tuple[int, ...] = ()  #: stories that went into it
    parted: tuple[int, ...] = ()  #: stories that came out of one


class Archive(Protocol):
    """What is known of the articles so far; numbers are given in order of arrival."""

    def size(self) -> int: ...
    def frequencies(self, terms: Sequence[int]) -> Mapping[int, int]:
        """How many articles hold each term."""
    def holders(self, key: int, day: int, most: int) -> Sequence[int]:
        """Articles found by *key*, those nearest to *day* first."""
    def held(self, key: int, most: int) -> int:
        """How many articles are found by *key*; *most* stands for more."""
    def signs(self, articles: Sequence[int]) -> Mapping[int, Signs]: ...
    def links(self, article: int) -> Mapping[int, float]:
        """Likelihoods to other articles."""
    def stories(self, articles: Sequence[int]) -> Mapping[int, int]: ...
    def members(self, stories: Sequence[int]) -> Sequence[int]:
        """The articles of all *stories*."""
    def put(self, signs: Signs, keys: Sequence[int], shared: Mapping[int, str]) -> int:
        """Keep an article and its levels of reuse with others; its number."""
    def shared(self, article: int) -> Mapping[int, str]: ...
    def link(self, article: int, likely: Mapping[int, float]) -> None:
        """Keep likelihoods between *article* and others."""
    def unlink(self) -> None:
        """Forget all likelihoods."""
    def assign(self, story_of: Mapping[int, int], change: Change) -> None: ...


def add(archive: Archive, signs: Signs, config: Config, shared: Mapping[int, str] | None = None) -> Change:
    """Put one article into *archive* and its story. *shared*: levels of reuse with articles there."""
    number = archive.put(signs, keys(signs), shared or {})
    if number in SETTLES:
        _settle(archive, config)
    else:
        archive.link(number, _likely(archive, number, signs, config))
    for other in range(1, number if number <= SMALL else 1):
        _regroup(archive, other, config)
    return _regroup(archive, number, config)


def _settle(archive: Archive, config: Config) -> None:
    """Compare all with all their candidates again, and group them by what comes out."""
    archive.unlink()
    for number in range(1, archive.size() + 1):
        archive.link(number, _likely(archive, number, archive.signs([number])[number], config))
    for number in range(1, archive.size()):
        _regroup(archive, number, config)


def _regroup(archive: Archive, number: int, config: Config) -> Change:
    """Group the part that likely pairs connect with an article."""
    stories = table("stories", config.data)
    least = stories["limits"]["join"]
    crowd = stories["weights"]["folder"] * max(0.0, math.log(LOCAL / archive.size()))
    part = _connected(archive, [number], _moved(least, -crowd))
    told = archive.members(sorted(set(archive.stories(part).values())))  # a story may lie in parts that nothing connects any more
    part = _connected(archive, sorted({*part, *told}), _moved(least, -crowd))
    links = {i: archive.links(i) for i in part}
    at = {a: i for i, a in enumerate(part)}
    pairs = {(at[a], at[b]): _moved(p, crowd) for a in part for b, p in links[a].items() if b in at and at[a] < at[b]}
    groups = [[part[i] for i in g] for g in joined(len(part), pairs, least)]
    story_of, change = _named(groups, archive.stories(part), number)
    archive.assign(story_of, change)
    return change


def _moved(p: float, by: float) -> float:
    """A likelihood with *by* added to its logarithm of odds."""
    return p * math.exp(by) / (1 - p + p * math.exp(by))


def keys(signs: Signs) -> tuple[int, ...]:
    """What an article can be found by, as numbers that fit SQLite."""
    value = signs.counts * -np.log(signs.rates)
    best = np.lexsort((signs.terms, -value))[:TELLING]
    named = [word_hash(f"person {n}") for n in signs.people] + [word_hash(f"street {s}") for s in signs.streets]
    return tuple(sorted({_signed(k) for k in [*signs.terms[best].tolist(), *named]}))


def _signed(key: int) -> int:
    return key - 2**64 if key >= 2**63 else key


# ---------------------------------------------------------------------------------------------------------------- likeness


def _likely(archive: Archive, number: int, signs: Signs, config: Config) -> dict[int, float]:
    """The likelihoods between an article and the most alike of the others, as in a large collection."""
    data, size, shared = table("stories", config.data), archive.size(), archive.shared(number)
    weights, limits = data["weights"], data["limits"]
    others = archive.signs([n for n in _candidates(archive, signs) if n != number])
    alike = _cosines(archive, signs, others, size)
    known = lexicon(config.data)
    out = {}
    for n, cosine in sorted(alike.items(), key=lambda x: (-x[1], x[0]))[: limits["neighbours"]]:
        if cosine < limits["cosine"]:
            break
        names, streets = _telling(archive, signs, others[n], known)
        p = likeness(signs, others[n], cosine, name_weight=names, street_weight=streets, reuse=shared.get(n), crowd=0.0, weights=weights).probability
        if p >= KEPT:
            out[n] = p
    return out


def _candidates(archive: Archive, signs: Signs) -> list[int]:
    """Those that share most keys, nearest in time."""
    day = signs.published or 0
    met: Counter[int] = Counter()
    for key in keys(signs):
        met.update(archive.holders(key, day, HOLDERS))
    return [n for n, _ in sorted(met.items(), key=lambda x: (-x[1], -x[0]))[:COMPARED]]


def _cosines(archive: Archive, signs: Signs, others: Mapping[int, Signs], size: int) -> dict[int, float]:
    """Cosines of words, weighed by the general tables and by what the archive says of them."""
    terms = np.unique(np.concatenate([signs.terms, *(o.terms for o in others.values())]))
    held = archive.frequencies(terms.tolist())
    local = np.array([held.get(t, 0) for t in terms.tolist()], np.float64) / (size + LOCAL)
    mine = _weighed(signs, terms, local)
    return {n: float(mine @ _weighed(o, terms, local)) for n, o in others.items()}


def _weighed(signs: Signs, terms: NDArray[np.uint64], local: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.zeros(len(terms))
    at = np.searchsorted(terms, signs.terms)
    out[at] = signs.counts * -np.log(np.maximum(signs.rates, local[at]))
    return out / max(float(np.linalg.norm(out)), 1e-9)


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


def _named(groups: Sequence[Sequence[int]], before: Mapping[int, int], new: int) -> tuple[dict[int, int], Change]:
    """Each group's story: the one that most of its articles come from keeps its id with its largest part; a part that is left is named by its first article."""
    pairs = Counter((before[a], i) for i, g in enumerate(groups) for a in g if a in before)
    story: dict[int, int] = {}
    for (old, i), _ in sorted(pairs.items(), key=lambda x: (-x[1], x[0])):
        if i not in story and old not in story.values():
            story[i] = old
    for i, group in enumerate(groups):
        if i not in story:
            story[i] = new if new in group else _free(group, story)
    own = next(story[i] for i, g in enumerate(groups) if new in g)
    gone = sorted(set(before.values()) - set(story.values()))
    came = sorted(set(story.values()) - set(before.values()) - {own})
    return {a: story[i] for i, g in enumerate(groups) for a in g}, Change(new, own, tuple(gone), tuple(came))


def _free(group: Sequence[int], story: Mapping[int, int]) -> int:
    taken = set(story.values())
    return next((a for a in group if a not in taken), max(taken) + 1)
