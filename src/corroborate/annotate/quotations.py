"""Quotations: content, cue and the words that name the speaker."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.config import Config
from corroborate.language import Sentence
from corroborate.types import Article, Quotation


def find_quotations(article: Article, sentences: Sequence[Sentence], config: Config) -> tuple[Quotation, ...]:
    """STUB"""
    return ()
