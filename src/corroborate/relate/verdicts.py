"""Verdicts, as the output contract defines them: the first that holds of disputed, single, varied, agreed."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.types import Difference, Verdict

CONTRADICTIONS = ("speaker", "number", "name", "date", "place", "polarity", "status")  #: kinds of difference that cannot both be true of one happening


def verdict(differences: Sequence[Difference], origins: int) -> Verdict:
    """What the accounts of a claim come to. *origins* counts the independent ones.

    A medium or an addressee that differs is told, but does not by itself make the wording vary.
    """
    kinds = {d.kind for d in differences}
    if kinds & set(CONTRADICTIONS):
        return "disputed"
    if origins <= 1:
        return "single"
    return "varied" if kinds & {"wording", "update", "spelling"} else "agreed"
