"""From outlet to agency to primary source: which articles of a story rest on one text."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.config import Config
from corroborate.types import Article, Findings, Reuse, Story


def trace_origins(stories: Sequence[Story], articles: Sequence[Article], findings: Sequence[Findings], reuse: Sequence[Reuse], config: Config) -> tuple[Story, ...]:
    """STUB"""
    return tuple(stories)
