"""From pairs of statements that are one to groups: average linkage over candidates from an index, then split sentences put together again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from corroborate.relate.matching import Features, features, likelihood
from corroborate.relate.tellings import Telling, Tellings
from corroborate.relate.voices import alike

JOINED = 0.5  #: pairs below this are not one statement
JOINED_QUOTED = 0.55  #: nor quoted pairs below this without a word that stands for the utterance
PLAIN = 0.7  #: of `Features.predicate`: from here on both tell the same done
NEVER = 2.0  #: for "A beat B" and "B beat A", or a question and its answer
UNSURE = 0.6  #: nor pairs below this, where an outlet tells one of them itself, or it is not plain that the same is done
CERTAIN = 0.97  #: nor pairs below this, where told words share little beside what the whole story is about: "the boy came to school with his aunt", "… after lessons had begun"
LIKELY = 0.65  #: nor pairs below this, where two told ones go on about other things, one denies the few words that the other quotes, or quoted ones mean little alike
LIKELY_QUOTED = 0.7  #: nor quoted pairs below this, where other things are done, the words stand in another order, and none of them stands for the utterance
PART = 0.5  #: of `Features.short`: so few words are but a part of a statement; of `order`: below this the words stand otherwise
TERM = 0.75  #: of `Features.short`: two quoted words of weight, "the toll question", are but a term in a long sentence where the story is full of them
KEY_TERM = 0.5  #: of `Features.key`: below this it is
KEY_TOPIC = 0.3  #: below this the words that both hold stand all over the story
SHARED = 0.2  #: of `Features.shared` and `overlap`: below this hardly anything is in common
FEW_RARE = 0.3  #: of `Features.rare`: so little is shared, where both tell the same done
FEW_RARE_OTHERWISE = 0.4  #: the same where they do not
BOUND = 0.6  #: of `Features.bond`: from here on the same is done by and to the same
CLOSE = 0.75  #: of `Features.meaning`: from here on a paraphrase needs no rare words, where both tell the same done
CLOSE_OTHERWISE = 0.8  #: the same where they do not
REPEATED = 0.3  #: two tellings of one article that are less alike than this are two statements
LINKED = 0.35  #: what the pairs between two groups must have on average before the groups become one
TOLD_WORDS = 2  #: words of weight that a telling outside quotation marks needs
ALIKE = 0.5  #: two tellings without a word in common must be at least so alike in meaning
NEAR = 0.35  #: vectors less alike than this make no candidate by themselves
NEIGHBOURS = 12  #: nearest tellings looked at for each
COMMON = 12  #: a word in more tellings than this makes no candidates
KEY_WORD = 0.7  #: of `Tellings.once`: from here on a word may stand for an utterance
RUN = 4  #: so many words in a row that two tellings share make them candidates
UNLIKE = 0.1  #: pairs below this have nothing in common
HARDLY = 0.2  #: a telling with fewer of its words in quotation marks is told, not quoted
STRANGE = 0.12  #: two told ones of one group are at least so likely one
PARAPHRASE = 0.45  #: as STRANGE, for a told one and a quotation
HELD = 0.8  #: of a telling's words, how many must stand in another in order for it to be a part of that
APART = 120  #: characters between two pieces of one utterance: "A," Ivo Brandl, the harbour's spokesman, told reporters on Monday. "B."
PART_WORDS = 4  #: words of weight that stand for a whole passage
BLOCK = 1024  #: rows of vectors compared at a time


@dataclass(frozen=True, slots=True)
class Link:
    """Two tellings that are one statement, and why."""

    a: int
    b: int
    likelihood: float
    features: Features


@dataclass(slots=True)
class _Groups:
    """Groups that grow: a union of sets with the likelihoods between them."""

    tellings: Sequence[Telling]
    known: Mapping[tuple[int, int], float]
    once: Mapping[str, float]  #: see `Tellings.once`
    holds: Set[tuple[int, int]]  #: (whole, part): the part's words stand in the whole
    of: dict[int, int] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)

    def unite(self, a: int, b: int) -> None:
        x, y = self.of.setdefault(a, a), self.of.setdefault(b, b)
        left, right = self.members.setdefault(x, [x]), self.members.setdefault(y, [y])
        if x == y or not self._fit(left, right):
            return
        for i in right:
            self.of[i] = x
        left += right
        del self.members[y]

    def _fit(self, left: Sequence[int], right: Sequence[int]) -> bool:
        """Whether the pairs between the two speak for one statement. What an article tells in several places or parts counts by its likeliest."""
        if self._clash(left, right):
            return False
        scores = [*self._scores(left, right), *self._scores(right, left)]
        if any(score < UNLIKE and self._two_parts(i, part, [*left, *right]) for i, part, score in scores) or self._strangers(left, right):
            return False
        return bool(scores) and (sum(score for _, _, score in scores) >= LINKED * len(scores) or self._one_word(left, right))

    def _strangers(self, left: Sequence[int], right: Sequence[int]) -> bool:
        """Whether a told one and another are too unlike to be one, whatever others lie between: a topic makes chains."""
        pairs = ((i, j, self.tellings[i], self.tellings[j]) for i in left for j in right)
        return any(a.article != b.article and self.known.get((min(i, j), max(i, j)), 0.0) < _floor(a, b) for i, j, a, b in pairs)

    def _one_word(self, left: Sequence[int], right: Sequence[int]) -> bool:
        """Whether all quote one speaker with one word that each article uses once: translations of one utterance may share no more."""
        both = [self.tellings[i] for i in (*left, *right)]
        shared = frozenset.intersection(*(t.content for t in both))
        one = all(t.quoted and alike(t.voice, both[0].voice) == "same" for t in both)
        return one and any(self.once[w] >= KEY_WORD for w in shared)

    def _clash(self, left: Sequence[int], right: Sequence[int]) -> bool:
        """An article seldom tells one statement twice: two of its tellings are of one only if they are alike and of one speaker."""
        best: dict[str, float] = {}
        for i in left:
            for j in right:
                a, b = self.tellings[i], self.tellings[j]
                if a.article == b.article:
                    if alike(a.voice, b.voice) == "other":
                        return True
                    repeats = not (a.verbatim and b.verbatim) or (i, j) in self.holds or (j, i) in self.holds or a.stems == b.stems
                    best[a.article] = max(best.get(a.article, 0.0), self.known.get((min(i, j), max(i, j)), 0.0) if repeats else 0.0)
        return any(score < REPEATED for score in best.values())

    def _scores(self, left: Sequence[int], right: Sequence[int]) -> list[tuple[int, list[int], float]]:
        """For each on the left and each other article on the right: that article's tellings, and the likeliest pair."""
        by_article: dict[str, list[int]] = defaultdict(list)
        for j in right:
            by_article[self.tellings[j].article].append(j)
        return [
            (i, part, max(self.known.get((min(i, j), max(i, j)), 0.0) for j in part))
            for i in left for article, part in by_article.items() if article != self.tellings[i].article
        ]

    def _two_parts(self, i: int, others: Sequence[int], both: Sequence[int]) -> bool:
        """Whether one telling holds two others that are different parts of it: "A, given B" makes A and B one statement no more than two."""
        return any((k, i) in self.holds and (k, j) in self.holds for k in both for j in others)


def _floor(a: Telling, b: Telling) -> float:
    """How likely one two tellings must be at the least. Two quotations may be parts of a third, if not of two people; what is told of quoted words must fit all of them."""
    if a.verbatim and b.verbatim:
        return JOINED if alike(a.voice, b.voice) == "other" else 0.0
    barely = [HARDLY * len(t.stems) > len(t.quoted_stems) for t in (a, b)]
    return (STRANGE if all(barely) else PARAPHRASE) if any(barely) else 0.0


def links(tellings: Tellings) -> list[Link]:
    """All pairs of tellings that may be one statement, likeliest first; pairs within one article among them."""
    found = []
    for i, j in _candidates(tellings):
        a, b, meaning = tellings.all[i], tellings.all[j], float(tellings.vectors[i] @ tellings.vectors[j])
        if meaning < ALIKE and a.content.isdisjoint(b.content):
            continue
        pair = features(a, b, meaning, tellings.weight, tellings.once)
        found.append(Link(i, j, likelihood(pair), pair))
    return sorted((k for k in found if k.likelihood >= JOINED / 5), key=lambda k: (-k.likelihood, k.a, k.b))


def _candidates(tellings: Tellings) -> Iterator[tuple[int, int]]:
    """Pairs that are near in meaning, share a rare word or a run of words; each once."""
    near = set(_near(tellings)) | set(_rare(tellings)) | set(_runs(tellings))
    yield from sorted((i, j) for i, j in near if _comparable(tellings.all[i]) and _comparable(tellings.all[j]))


def _comparable(telling: Telling) -> bool:
    """Told words need enough of them to be recognised elsewhere; quoted ones are exact."""
    return len(telling.content) >= TOLD_WORDS or (telling.quoted and bool(telling.content))


def _near(tellings: Tellings) -> Iterator[tuple[int, int]]:
    vectors = tellings.vectors
    for start in range(0, len(vectors), BLOCK):
        alike_ = vectors[start : start + BLOCK] @ vectors.T
        for row, scores in enumerate(alike_):
            i = start + row
            nearest = np.argpartition(-scores, NEIGHBOURS)[: NEIGHBOURS + 1] if len(scores) > NEIGHBOURS + 1 else range(len(scores))
            yield from ((min(i, int(j)), max(i, int(j))) for j in nearest if int(j) != i and scores[j] >= NEAR)


def _rare(tellings: Tellings) -> Iterator[tuple[int, int]]:
    where: dict[str, list[int]] = defaultdict(list)
    for i, telling in enumerate(tellings.all):
        for word in sorted(telling.content):
            where[word].append(i)
    for holders in where.values():
        if len(holders) <= COMMON:
            yield from ((i, j) for n, i in enumerate(holders) for j in holders[n + 1 :])


def _runs(tellings: Tellings) -> Iterator[tuple[int, int]]:
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, telling in enumerate(tellings.all):
        for run in sorted({telling.stems[n : n + RUN] for n in range(len(telling.stems) - RUN + 1)}):
            where[run].append(i)
    for holders in where.values():
        if len(holders) <= COMMON:
            yield from ((i, j) for n, i in enumerate(holders) for j in holders[n + 1 :])


def groups(tellings: Tellings, found: Sequence[Link]) -> list[list[int]]:
    """Tellings of one statement put together; a telling that is joined to none is in no group."""
    known = {(k.a, k.b): k.likelihood for k in found}
    holds = {pair for k in found for pair in _held(k, tellings.all)}
    grown = _Groups(tellings.all, known, tellings.once, holds)
    for k in found:
        if k.likelihood >= _needed(k.features) and tellings.all[k.a].article != tellings.all[k.b].article:
            grown.unite(k.a, k.b)
    return _pieced([sorted(m) for m in grown.members.values() if len(m) > 1], tellings.all, holds)


def _needed(f: Features) -> float:
    """How likely one statement a pair must be for its groups to become one."""
    if _topic_alone(f):
        return CERTAIN
    if f.told and f.meaning < CLOSE and f.shared < SHARED:
        return LIKELY
    if f.roles == 1.0 or (f.told and (f.asked or f.roles)):
        return NEVER
    if f.opposed and f.short >= PART:
        return LIKELY
    if not f.told and f.predicate < PLAIN and f.order < PART and f.key < KEY_WORD:
        return LIKELY_QUOTED
    if not f.told:
        return LIKELY if f.meaning < NEAR else JOINED if f.key >= KEY_WORD else JOINED_QUOTED
    return UNSURE if f.own or f.predicate < PLAIN else JOINED


def _topic_alone(f: Features) -> bool:
    """Whether two share little beside what the whole story is about, and told words hang together otherwise."""
    if not f.told:
        return f.short >= TERM and f.key < KEY_TERM and f.overlap < SHARED and f.rare < SHARED and f.meaning < CLOSE
    plain = f.predicate >= PLAIN
    if f.overlap < SHARED and f.rare < FEW_RARE_OTHERWISE and f.key < KEY_TOPIC and f.meaning < CLOSE:
        return True
    few, close = (FEW_RARE, CLOSE) if plain else (FEW_RARE_OTHERWISE, CLOSE_OTHERWISE)
    return f.rare < few and f.meaning < close and not (plain and f.bond >= BOUND)


def fragments(tellings: Tellings, found: Sequence[Link], grouped: Sequence[Sequence[int]]) -> list[list[tuple[int, int | None]]]:
    """Groups of parts of a telling that stands, whole, in another group: each member is (telling, `None`) or (whole telling, the part it holds).

    One outlet quotes "A, given B", a second only A, a third only B: the whole is one statement with A; B is another, of the second half.
    """
    all_, of = tellings.all, {i: n for n, group in enumerate(grouped) for i in group}
    parts: dict[tuple[int, ...], dict[int, int]] = {}
    for k in found:
        for whole, part in _held(k, all_):
            mine = tuple(grouped[of[part]]) if part in of else (part,)
            apart = k.likelihood >= JOINED and whole in of and whole not in mine and all(all_[whole].article != all_[i].article for i in mine)
            if apart and all_[part].quoted and all_[whole].quoted and alike(all_[part].voice, all_[whole].voice) != "other":
                parts.setdefault(mine, {}).setdefault(whole, part)
    return [[*((i, None) for i in mine), *sorted(wholes.items())] for mine, wholes in sorted(parts.items())]


def _held(k: Link, all_: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """(whole, part) where nearly all words of the shorter telling stand in the other, in order."""
    part, whole = sorted((k.a, k.b), key=lambda i: len(all_[i].stems))
    if k.features.order >= HELD and len(all_[part].stems) < HELD * len(all_[whole].stems):
        yield whole, part


def _pieced(found: list[list[int]], all_: Sequence[Telling], holds: Set[tuple[int, int]]) -> list[list[int]]:
    """Two groups become one where an outlet prints in one piece what another splits: "A. B." against "A," she said. "B."."""
    of = {i: n for n, group in enumerate(found) for i in group}
    pairs = [(i, i + 1) for i in range(len(all_) - 1) if one_piece(all_[i], all_[i + 1])] + sorted(holds)
    for i, j in pairs:
        a, b = of.get(i), of.get(j)
        if a is None or b is None or a == b or _side_words(found[a], found[b], all_):
            continue
        if not (_split_elsewhere(found[a], found[b], all_) or ((i, j) in holds and _split_elsewhere(found[b], found[a], all_))):
            continue
        found[a] = sorted(found[a] + found[b])
        of |= dict.fromkeys(found[b], a)
        found[b] = []
    return [g for g in found if g]


def goes_on(a: Telling, b: Telling) -> bool:
    """Whether quoted words go on after a few that are not quoted, as in: "A," she said. "B," he said."""
    return a.article == b.article and a.verbatim and b.verbatim and alike(a.voice, b.voice) != "other" and 0 < b.span.start - a.span.end < APART


def _side_words(a: Sequence[int], b: Sequence[int], all_: Sequence[Telling]) -> bool:
    """Whether an article that holds only one of two groups has no more than a few words of it."""
    both = {all_[i].article for i in a} & {all_[i].article for i in b}
    return any(all_[i].article not in both and len(all_[i].content) < PART_WORDS for i in (*a, *b))


def one_piece(a: Telling, b: Telling) -> bool:
    """Whether one quoted piece holds both, one right after the other, with no words left out between."""
    if a.article != b.article or a.quotation is None or a.quotation != b.quotation or a.found is None or not 0 <= b.span.start - a.span.end <= 3:
        return False
    return any(p.overlaps(a.span) and p.overlaps(b.span) for p in a.found.quoted or a.found.pieces)


def _split_elsewhere(a: Sequence[int], b: Sequence[int], all_: Sequence[Telling]) -> bool:
    for i in a:
        for j in b:
            x, y = all_[i], all_[j]
            if not one_piece(x, y) and goes_on(x, y):
                return True
    return False
