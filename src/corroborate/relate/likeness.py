"""Whether two articles tell one happening: a few features, each with a weight that can be read and changed in `data/stories.toml`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from corroborate.relate.signs import RAREST, Signs


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure it is that two articles tell one happening, and why."""

    probability: float
    why: tuple[str, ...]


def likeness(
    a: Signs, b: Signs, cosine: float, *, name_weight: Mapping[str, float], street_weight: Mapping[str, float], reuse: str | None, crowd: float, weights: Mapping[str, float],
) -> Likeness:
    """The decision for one pair. *cosine* is of their words; *name_weight* and *street_weight* say how much each shared name or street tells, 0 to 1.

    *crowd*: how far the collection is from a large one, `ln(1000 / articles)`, at least 0: in a folder of five the guess beforehand is that they belong together.
    """
    people = sorted(n for n in a.people & b.people if name_weight.get(n, 0) > 0)
    streets = sorted(s for s in a.streets & b.streets if street_weight.get(s, 0) > 0)
    ages = a.ages & b.ages
    features = {
        "base": 1.0,
        "words": math.log(max(cosine, 1e-3)),
        "name": min(3.0, sum(name_weight[n] for n in people)),
        "any_name": max((name_weight[n] for n in people), default=0.0),
        "street": min(2.0, sum(street_weight[s] for s in streets)),
        **_time(a, b),
        "folder": crowd if a.published and b.published else 0.0,  # without dates that guess joins what is merely alike
        "ages": len(ages) / max(1, min(len(a.ages), len(b.ages))),
        "same_outlet": float(a.outlet != "" and a.outlet == b.outlet),
        "copy": float(reuse == "copy"),
        "partial": float(reuse == "partial"),
    }
    score = sum(weights[name] * value for name, value in features.items())
    return Likeness(1 / (1 + math.exp(-score)), _why(people, streets, sorted(ages), features, cosine))


def _time(a: Signs, b: Signs) -> dict[str, float]:
    """How far apart in time the two are, and what they tell of first. Where a date is unknown, the days as named must do."""
    if not (a.published and b.published):
        same = bool(set(a.named_days[:3]) & set(b.named_days[:3]))
        told = bool(a.named_days and b.named_days)
        return {"same_week": 0.5, "same_day": 0.5 * same, "days": 0.0 if same or not told else math.log(2)}
    gap = abs(a.published - b.published)
    between = min((abs(x - y) for x in a.days[:2] for y in b.days[:2]), default=gap)
    return {"same_week": float(gap <= 1), "same_day": float(bool(set(a.days[:3]) & set(b.days[:3]))), "days": math.log1p(between)}


def _why(people: list[str], streets: list[str], ages: list[str], features: Mapping[str, float], cosine: float) -> tuple[str, ...]:
    out = [f"words alike {cosine:.2f}"]
    out += [f"both name {', '.join(n.title() for n in people[:3])}"] if people else []
    out += [f"same street: {', '.join(s.title() for s in streets[:2])}"] if streets else []
    out += [f"same age: {', '.join(ages[:3])}"] if ages else []
    out += ["same day"] if features["same_day"] else [f"days told of lie {math.expm1(features['days']):.0f} apart"] if features["days"] else []
    out += ["shared text"] if features["copy"] or features["partial"] else []
    return tuple(out)


def rarity(rate: float) -> float:
    """How much a name of which the rarer part stands in this share of news tells: 1 for an unknown one, 0 for one that a tenth of the news holds."""
    return min(1.0, max(0.0, math.log(0.1 / max(rate, RAREST)) / math.log(0.1 / 0.005)))
