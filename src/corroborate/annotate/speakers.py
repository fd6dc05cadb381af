"""Who spoke: from the speaker's words at a quotation to the referent they name."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.config import Config
from corroborate.language import Sentence
from corroborate.types import Article, Mention, Quotation, Referent


def find_speakers(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], referents: Sequence[Referent], quotations: Sequence[Quotation], config: Config
) -> tuple[Quotation, ...]:
    """STUB"""
    return tuple(quotations)
