"""Numbers, ages, dates, times, places of a wound, charges: the values that articles give and may give differently."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.config import Config
from corroborate.language import Sentence
from corroborate.types import Article, Mention, Quantity, Referent


def find_quantities(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], referents: Sequence[Referent], config: Config) -> tuple[Quantity, ...]:
    """STUB"""
    return ()
