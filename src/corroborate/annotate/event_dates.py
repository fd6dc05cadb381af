"""When and where an event took place, as its sentence tells; nothing where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from corroborate.annotate.event_clauses import case_of
from corroborate.language import Sentence, Token
from corroborate.text.dates import find_days
from corroborate.types import Article, Mention

_THERE = ("in", "at", "near", "outside", "inside", "across", "throughout")


def date_of(article: Article, sentence: Sentence, trigger: Token) -> str | None:
    """The day named in the trigger's sentence, nearest to it (ISO 8601, cut to its precision); a bare weekday that no anchor places is left out."""
    days = [d for d in find_days(article.text, article.date, sentence.span) if d.value[:1].isdigit()]
    nearest = min(days, key=lambda d: abs(d.span.start - trigger.span.start), default=None)
    return nearest.value if nearest is not None else None


def precision(date: str | None) -> Literal["day", "month", "year", "unknown"]:
    """How exact an ISO date is."""
    return "unknown" if date is None else "year" if len(date) == 4 else "month" if len(date) == 7 else "day"


def place_of(article: Article, sentence: Sentence, trigger: Token, mentions: Sequence[Mention]) -> str | None:
    """The place that a phrase on the trigger names, or one after the whole of its object: "met in Geneva", "attacked Norland near Geneva"."""
    objects = sentence.children(trigger, "obj") if trigger.upos == "VERB" else ()
    for phrase in (*sentence.children(trigger, "obl", "nmod"), *(p for o in objects if o.upos == "PROPN" for p in sentence.children(o, "nmod"))):
        if case_of(sentence, phrase) in _THERE:
            mention = next((m for m in mentions if m.form == "name" and m.type in ("place", "country") and m.head.covers(phrase.span)), None)
            if mention is not None:
                return article[mention.head]
    return None
