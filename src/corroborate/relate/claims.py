"""What is agreed, varied, disputed, or rests on one origin."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.config import Config
from corroborate.types import Article, Claim, Entity, Findings, Story


def align_claims(stories: Sequence[Story], articles: Sequence[Article], findings: Sequence[Findings], entities: Sequence[Entity], config: Config) -> tuple[Claim, ...]:
    """STUB"""
    return ()
