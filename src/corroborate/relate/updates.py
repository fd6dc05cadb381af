"""Words by which an article says that what it gives has changed."""

from __future__ import annotations

import re

from corroborate.text.spans import Span

NEAR = 40  #: characters around what is told in which its article would say so
_CHANGED = re.compile(
    r"\b(?:now|initially|earlier|previously|originally|at first|later|rose|risen|raised|climbed|grew|revised|updated|corrected|(?:has|have|had) since|since (?:then|died|risen))\b",
    re.IGNORECASE,
)


def changed(text: str, told: Span) -> bool:
    """Whether *text* says, close to *told*, that it was otherwise before or is now."""
    return bool(_CHANGED.search(text, max(0, told.start - NEAR), told.end + NEAR))
