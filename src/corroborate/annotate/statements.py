"""Statements: the sentence-sized units that claims compare, with their meaning as a vector."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.language import Sentence
from corroborate.types import Article, Quotation, Statement


def find_statements(article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> tuple[Statement, ...]:
    """STUB"""
    return ()
