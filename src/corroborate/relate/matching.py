"""Whether two statements of two articles are one: a table of small named features, weighed and added, with the reasons a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from math import exp

from corroborate.relate.tellings import Telling
from corroborate.relate.voices import alike
from corroborate.text.sequences import common_in_order, longest_run


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
    same_speaker: float
    other_speaker: float
    quoted: float  #: both stand in quotation marks
    told: float  #: neither is a quotation
    short: float  #: 1 for a single word of weight, falling to 0 at five


WEIGHTS = Features(base=-7.0, meaning=5.0, shared=1.0, overlap=3.0, order=2.0, run=2.0, rare=2.0, whole=2.0, same_speaker=1.0, other_speaker=-1.0, quoted=0.0, told=0.0, short=-1.0)

REASONS = {
    "whole": "one stands word for word in the other",
    "run": "a long run of the same words",
    "rare": "rare words in common",
    "meaning": "alike in meaning",
    "same_speaker": "the same speaker",
}


def features(a: Telling, b: Telling, meaning: float, weight: Mapping[str, float]) -> Features:
    """The features of a pair; *meaning* is the dot product of their vectors, *weight* that of each stem in the story."""
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
        same_speaker=float(speakers == "same"),
        other_speaker=float(speakers == "other"),
        quoted=float(a.quoted and b.quoted),
        told=float(a.found is None and b.found is None),
        short=max(0.0, 1 - (few - 1) / 4),
    )


def likelihood(f: Features, weights: Features = WEIGHTS) -> float:
    """How likely the two are one statement, 0 to 1."""
    return 1 / (1 + exp(-sum(x * w for x, w in zip(astuple(f), astuple(weights), strict=True))))


def reasons(f: Features) -> Sequence[str]:
    """What weighed most, in words, strongest first."""
    gain = {field.name: getattr(f, field.name) * getattr(WEIGHTS, field.name) for field in fields(f)}
    return [REASONS[name] for name, value in sorted(gain.items(), key=lambda g: -g[1]) if name in REASONS and value >= 0.8][:3]
