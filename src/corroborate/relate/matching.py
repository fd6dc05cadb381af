"""Whether two statements of two articles are one: a table of small named features, weighed and added, with the reasons a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from math import exp

from corroborate.relate.tellings import Telling
from corroborate.relate.voices import alike
from corroborate.text.sequences import common_in_order, longest_run


RARE = 4.5  #: the weight of a word that is rare in a story: one telling in ninety


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for two statements being one. All between 0 and 1, but for `base`."""

    base: float  #: 1: the scale starts here
    meaning: float  #: how alike their vectors are
    shared: float  #: of the weight of the shorter one's words, how much the other holds too
    overlap: float  #: of the weight of the words of both, how much both hold
    order: float  #: of the shorter one's words, how many stand in the other in the same order
    run: float  #: the longest run of the same words; 1 from eight words on
    rare: float  #: the weight of the words that both hold; 1 from 20 on
    whole: float  #: the shorter one, of at least two words of weight, stands word for word in the other
    key: float  #: the same speaker, and a word that each article uses about once
    same_speaker: float
    other_speaker: float
    told: float  #: one of them, at least, does not stand in quotation marks
    short: float  #: 1 for a single word of weight, falling to 0 at five


#: For two quoted accounts: the words decide, and whose they are. Fitted on pairs from hand-marked stories, then rounded.
QUOTED = Features(base=-6.8, meaning=3.0, shared=1.5, overlap=1.5, order=1.0, run=2.2, rare=1.5, whole=1.0, key=2.0, same_speaker=1.5, other_speaker=-1.2, told=0.0, short=0.0)
#: Where one account only tells the words, or the outlet speaks itself: the meaning decides, and the words that both hold.
TOLD = Features(base=-7.2, meaning=5.8, shared=3.0, overlap=2.2, order=2.5, run=0.0, rare=1.9, whole=0.5, key=1.2, same_speaker=0.8, other_speaker=-2.5, told=0.0, short=0.0)

REASONS = {
    "whole": "one stands word for word in the other",
    "run": "a long run of the same words",
    "rare": "rare words in common",
    "meaning": "alike in meaning",
    "same_speaker": "the same speaker",
}


def features(a: Telling, b: Telling, meaning: float, weight: Mapping[str, float], once: Mapping[str, float]) -> Features:
    """The features of a pair; *meaning* is the dot product of their vectors, *weight* and *once* those of each stem in the story."""
    both = sorted(a.content & b.content)
    mass_a, mass_b, mass = (sum(weight[w] for w in sorted(ws)) for ws in (a.content, b.content, both))
    short, long = sorted((a.stems, b.stems), key=len)
    run = longest_run(short, long)
    speakers = alike(a.voice, b.voice)
    few = min(len(a.content), len(b.content))
    return Features(
        base=1.0,
        meaning=max(0.0, meaning),
        shared=mass / max(min(mass_a, mass_b), 1e-9),
        overlap=mass / max(mass_a + mass_b - mass, 1e-9),
        order=common_in_order(short, long) / max(1, len(short)),
        run=min(1.0, run / 8),
        rare=min(1.0, mass / 20),
        whole=float(run == len(short) and few >= 2),
        key=max((once[w] * min(1.0, weight[w] / RARE) for w in both), default=0.0) if speakers == "same" else 0.0,
        same_speaker=float(speakers == "same"),
        other_speaker=float(speakers == "other"),
        told=float(not (a.quoted and b.quoted)),
        short=max(0.0, 1 - (few - 1) / 4),
    )


def weights(f: Features) -> Features:
    """The table that a pair is weighed by."""
    return TOLD if f.told else QUOTED


def likelihood(f: Features) -> float:
    """How likely the two are one statement, 0 to 1."""
    return 1 / (1 + exp(-sum(x * w for x, w in zip(astuple(f), astuple(weights(f)), strict=True))))


def reasons(f: Features) -> Sequence[str]:
    """What weighed most, in words, strongest first."""
    gain = {field.name: getattr(f, field.name) * getattr(weights(f), field.name) for field in fields(f)}
    return [REASONS[name] for name, value in sorted(gain.items(), key=lambda g: -g[1]) if name in REASONS and value >= 0.8][:3]
