"""Copies and shared passages."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.config import Config
from corroborate.types import Article, Findings, Reuse


def find_reuse(articles: Sequence[Article], findings: Sequence[Findings], config: Config) -> tuple[Reuse, ...]:
    """STUB"""
    return ()
