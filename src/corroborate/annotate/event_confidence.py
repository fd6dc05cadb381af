"""How sure an event is: a logistic sum over signs that a reader can check, with weights learnt from articles that people coded.

The weights (`data/event_confidence.toml`) say how often events with such signs were among those that a careful reader listed; `bench/event_weights.py` fits them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path

from corroborate.annotate.event_drafts import Draft
from corroborate.annotate.event_status import Status
from corroborate.annotate.parties import Party
from corroborate.knowledge import table
from corroborate.types import Referent

Signs = tuple[str, ...]
_POSITIONS = ((1, "first sentence"), (4, "near the top"), (10, "in the middle"))
_PARTY = ("person", "organization", "group", "country", "place", "other")


def signs(draft: Draft, status: Status, said: str, tellings: int, referents: Sequence[Referent]) -> Signs:
    """What speaks for and against an event. *said*: "", or the kind of quotation that tells it ("direct", "mixed", "indirect")."""
    trigger, sentence = draft.trigger, draft.sentence
    out = ["always", f"type {draft.type}", f"status {status}", f"found by {draft.how}", f"{draft.type} by {draft.how}", f"word {trigger.lemma.lower()}"]
    out += [f"actor {_kind(draft.actor, referents)}", f"recipient {_kind(draft.recipient, referents)}"]
    out += [f"clause {trigger.dep}", "title" if sentence.paragraph == -1 else _position(sentence.index)]
    out += [f"said {said}"] if said else []
    out += ["told again"] if tellings > 1 else []
    out += ["actor often" if _often(draft.actor, referents) else "actor seldom"] if draft.actor else []
    out += ["recipient often" if _often(draft.recipient, referents) else "recipient seldom"] if draft.recipient else []
    out += ["several actors"] if len(draft.actor) > 1 else []
    out += ["past"] if "Tense=Past" in trigger.feats else []
    out += ["many clauses"] if sum(t.upos == "VERB" for t in sentence.tokens) > 4 else []
    return tuple(out)


def confidence(held: Signs, data: Path | None = None) -> float:
    """The share of events with such signs that careful readers list, between 0 and 1."""
    known = weights(data)
    return 1 / (1 + exp(-sum(known.get(sign, 0.0) for sign in held)))


@lru_cache(maxsize=4)
def weights(data: Path | None = None) -> Mapping[str, float]:
    """The shipped weights, with *data*'s laid over them."""
    return {str(k): float(v) for k, v in table("event_confidence", data)["weights"].items()}


def _position(index: int) -> str:
    return next((name for end, name in _POSITIONS if index < end), "further down")


def _kind(parties: Sequence[Party], referents: Sequence[Referent]) -> str:
    """What the first party is: nobody, a thing, somebody undescribed, or a referent of some type, named or not."""
    if not parties:
        return "nobody"
    if parties[0].referent is None:
        return "somebody" if parties[0].sure else "thing"
    referent = referents[parties[0].referent]
    return referent.type if referent.named else f"unnamed {referent.type}"


def _often(parties: Sequence[Party], referents: Sequence[Referent]) -> bool:
    """Whether the article names one of them more than twice."""
    return any(sum(n for _, n in referents[p.referent].aliases) > 2 for p in parties if p.referent is not None)
