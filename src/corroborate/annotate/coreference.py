"""Which mentions of an article are the same person, body or place."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.config import Config
from corroborate.language import Sentence
from corroborate.types import Article, Mention, Referent


def follow_references(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], config: Config) -> tuple[tuple[Mention, ...], tuple[Referent, ...]]:
    """STUB"""
    return tuple(mentions), ()
