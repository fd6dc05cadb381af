"""What an event is about, in the contexts of the codebook: by words of the sentence that tells it."""

from __future__ import annotations

from corroborate.annotate.event_patterns import Patterns
from corroborate.text.spans import Span

_ENDS = ".!?\n"


def around(text: str, span: Span) -> str:
    """The words around *span*, up to the nearest mark that may end a sentence."""
    start = max(text.rfind(mark, 0, span.start) for mark in _ENDS) + 1
    ends = [at for mark in _ENDS if (at := text.find(mark, span.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def contexts(words: str, known: Patterns) -> tuple[str, ...]:
    """The contexts that *words* tell, in the codebook's order."""
    return tuple(name for name, pattern in known.context.items() if pattern.search(words))
