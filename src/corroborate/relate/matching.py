"""Whether two statements of two articles are one: a table of small named features, weighed and added, with the reasons a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from math import exp
from operator import attrgetter

from corroborate.relate.dated import apart
from corroborate.relate.tellings import WHETHER, Telling
from corroborate.relate.voices import Likeness, alike
from corroborate.text.sequences import common_in_order, longest_run

KEY: Mapping[Likeness, float] = {"same": 1.0, "kin": 0.8, "unknown": 0.4, "apart": 0.2, "other": 0.0}  #: how far one shared word tells, by whose the words are


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for two statements being one. All between 0 and 1, but for `base` and `predicate`."""

    base: float  #: 1: the scale starts here
    meaning: float  #: how alike their vectors are
    shared: float  #: of the weight of the shorter one's words, how much the other holds too
    overlap: float  #: of the weight of the words of both, how much both hold
    order: float  #: of the shorter one's words, how many stand in the other in the same order
    run: float  #: the longest run of the same words; 1 from eight words on; 0 for told words, unless one holds all of the other
    rare: float  #: the weight of the words that both hold; 1 from 20 on
    whole: float  #: the shorter one, of at least two words of weight, stands word for word in the other
    key: float  #: a word that each article uses about once; less where the speaker is not known to be one
    same_speaker: float
    other_speaker: float
    opposed: float  #: one denies what the other tells
    told: float  #: one of them, at least, does not stand in quotation marks
    short: float  #: 1 for a single word of weight, falling to 0 at five
    predicate: float  #: the main predicates of both mean the same: 1; less where each, or only one, stands somewhere in the other; below 0 where neither does
    bond: float  #: of the shorter one's bonds of word to word, how many the other holds too
    others: float  #: each names people, and none of them is the same
    dates: float  #: both name weekdays, months or years, and none the same
    modal: float  #: one tells what will, would or could be, the other does not
    asked: float  #: one asks what the other tells
    figures: float  #: both name numbers, and none the same
    roles: float  #: 1 where one does in the one what is done to it in the other; less where somebody else does it
    through: float  #: of the words of both, how many stand in both in the same order
    own: float  #: how many of the two stand in no quotation: what outlets tell themselves is alike by its topic alone


#: For two quoted accounts: the words decide, and whose they are. Fitted on pairs from hand-marked stories, then rounded.
QUOTED = Features(
    base=-6.8, meaning=3.0, shared=1.5, overlap=1.5, order=1.0, run=2.2, rare=1.5, whole=1.0, key=2.8, same_speaker=1.5, other_speaker=-2.4, opposed=-0.3, told=0.0, short=-1.2,
    predicate=0.0, bond=0.0, others=0.0, dates=0.0, modal=0.0, asked=-0.5, figures=-0.5, roles=-0.5, through=0.0, own=0.0,
)
#: Where one account only tells the words, or the outlet speaks itself: the meaning decides, and the words that both hold.
TOLD = Features(
    base=-6.9, meaning=5.5, shared=1.0, overlap=1.5, order=1.7, run=0.0, rare=1.0, whole=0.5, key=2.0, same_speaker=0.0, other_speaker=-1.0, opposed=-5.0, told=0.0, short=-1.8,
    predicate=2.0, bond=1.8, others=-2.2, dates=-2.0, modal=-0.5, asked=-2.0, figures=-1.5, roles=-2.5, through=1.2, own=-1.4,
)

PERSON = "person:"  #: how named people begin in `Telling.doers`
REASONS = {
    "whole": "one stands word for word in the other",
    "run": "a long run of the same words",
    "rare": "rare words in common",
    "meaning": "alike in meaning",
    "predicate": "the same is told to have been done",
    "bond": "the same words hang together",
    "same_speaker": "the same speaker",
}


def features(a: Telling, b: Telling, meaning: float, weight: Mapping[str, float], once: Mapping[str, float]) -> Features:
    """The features of a pair; *meaning* is the dot product of their vectors, *weight* and *once* those of each stem in the story.

    Where both quote, what an account adds in its own words around the quoted ones is left out if that makes the two more alike.
    """
    whole = _features(a, b, a, b, meaning, weight, once)
    if not (a.quoted and b.quoted) or (a.stems == a.quoted_stems and b.stems == b.quoted_stems):
        return whole
    inner = _features(a.words_quoted(), b.words_quoted(), a, b, meaning, weight, once)
    return max(whole, inner, key=likelihood)


def _features(x: Telling, y: Telling, a: Telling, b: Telling, meaning: float, weight: Mapping[str, float], once: Mapping[str, float]) -> Features:
    both = sorted(x.content & y.content)
    mass_x, mass_y, mass = (sum(weight[w] for w in sorted(ws)) for ws in (x.content, y.content, both))
    short, long = sorted((x.stems, y.stems), key=len)
    told = not (a.quoted and b.quoted)
    order = common_in_order(short, long)
    run = longest_run(short, long) if not told or order == len(short) else 0  # of told words only whole ones count
    speakers = alike(a.voice, b.voice)
    few = min(len(x.content), len(y.content))
    return Features(
        base=1.0,
        meaning=max(0.0, meaning),
        shared=mass / max(min(mass_x, mass_y), 1e-9),
        overlap=mass / max(mass_x + mass_y - mass, 1e-9),
        order=order / max(1, len(short)),
        run=min(1.0, run / 8),
        rare=min(1.0, mass / 20),
        whole=float(run == len(short) and few >= 2),
        key=KEY[speakers] * max((once[w] for w in both), default=0.0),
        same_speaker=float(speakers == "same"),
        other_speaker={"other": 1.0, "apart": 0.4}.get(speakers, 0.0),
        opposed=float(_opposed(a, b) or _opposed(b, a)),
        told=float(told),
        short=max(0.0, 1 - (few - 1) / 4),
        predicate=_predicate(a, b),
        bond=_bond(a, b),
        others=float(bool(a.people) and bool(b.people) and a.people.isdisjoint(b.people)),
        dates=float(apart(a.dates, b.dates)),
        modal=float(a.modal != b.modal and order < len(short)),
        asked=float(_asked(a, b) or _asked(b, a)),
        figures=float(bool(a.figures) and bool(b.figures) and a.figures.isdisjoint(b.figures)),
        roles=1.0 if _exchanged(a, b) or _exchanged(b, a) else 0.5 * _other_doer(a, b),
        through=2 * order / max(1, len(short) + len(long)),
        own=((a.found is None) + (b.found is None)) / 2,
    )


def _opposed(a: Telling, b: Telling) -> bool:
    """Whether what *a* denies is told by *b*, and not denied there."""
    return not b.denied and ("" in a.denied or not a.denied.isdisjoint(b.content))


def _predicate(a: Telling, b: Telling) -> float:
    if not a.predicates.isdisjoint(b.predicates):
        return 1.0
    if not (a.predicates and b.predicates):
        return 0.3  # "there were four of them": nothing is done
    return (-0.5, 0.3, 0.7)[(not a.predicates.isdisjoint(b.meanings)) + (not b.predicates.isdisjoint(a.meanings))]


def _asked(a: Telling, b: Telling) -> bool:
    """Whether *a* asks what *b* tells."""
    return a.asks and not b.asks and WHETHER not in b.stems


def _exchanged(a: Telling, b: Telling) -> bool:
    """Whether one does in *a* what another does to them in *b*: "A beat B", "B beat A". That "the gate shut" when "a guard shut the gate" is none."""
    return any(
        pair in b.targets and pair not in b.doers and pair not in a.targets and any(verb == pair[0] for verb, _ in a.targets) and any(verb == pair[0] for verb, _ in b.doers)
        for pair in a.doers
    )


def _other_doer(a: Telling, b: Telling) -> bool:
    """Whether both tell in the main who did one thing, each names people, and not the same."""
    verbs = {verb for verb, _ in a.doers} & {verb for verb, _ in b.doers} & a.predicates & b.predicates
    did = ([{who for v, who in t.doers if v == verb} for t in (a, b)] for verb in sorted(verbs))
    return any(x.isdisjoint(y) and all(who.startswith(PERSON) for who in x | y) for x, y in did)


def _bond(a: Telling, b: Telling) -> float:
    short, long = sorted((a, b), key=lambda t: len(t.bonds))
    held = frozenset[str]().union(*long.bonds)
    return sum(not bond.isdisjoint(held) for bond in short.bonds) / max(1, len(short.bonds))


def weights(f: Features) -> Features:
    """The table that a pair is weighed by."""
    return TOLD if f.told else QUOTED


_VALUES = attrgetter(*(field.name for field in fields(Features)))


def likelihood(f: Features) -> float:
    """How likely the two are one statement, 0 to 1."""
    return 1 / (1 + exp(-sum(x * w for x, w in zip(_VALUES(f), _VALUES(weights(f)), strict=True))))


def reasons(f: Features) -> Sequence[str]:
    """What weighed most, in words, strongest first."""
    gain = {field.name: getattr(f, field.name) * getattr(weights(f), field.name) for field in fields(f)}
    return [REASONS[name] for name, value in sorted(gain.items(), key=lambda g: -g[1]) if name in REASONS and value >= 0.8][:3]
