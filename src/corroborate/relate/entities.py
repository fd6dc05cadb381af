"""Who is who across articles."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.config import Config
from corroborate.types import Article, Entity, Findings, Story


def resolve_entities(articles: Sequence[Article], findings: Sequence[Findings], stories: Sequence[Story], config: Config) -> tuple[Entity, ...]:
    """STUB"""
    return ()
