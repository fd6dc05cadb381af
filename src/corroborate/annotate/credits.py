"""Credits: an article naming where it has something from."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.config import Config
from corroborate.language import Sentence
from corroborate.types import Article, Credit, Quotation


def find_credits(article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation], config: Config) -> tuple[Credit, ...]:
    """STUB"""
    return ()
