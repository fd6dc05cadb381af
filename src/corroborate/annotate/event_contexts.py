"""How an event was done and what it is about, in the codebook's modes and contexts: by words of the sentence that tells it."""

from __future__ import annotations

from corroborate.annotate.event_patterns import Patterns
from corroborate.text.spans import Span

_ENDS = ".!?\n"


def around(text: str, span: Span) -> str:
    """The words around *span*, up to the nearest mark that may end a sentence."""
    ends = [at for mark in _ENDS if (at := text.find(mark, span.end)) >= 0]
    return text[_start(text, span) : min(ends, default=len(text))]


def contexts(words: str, known: Patterns) -> tuple[str, ...]:
    """The contexts that *words* tell, in the codebook's order."""
    return tuple(name for name, pattern in known.context.items() if pattern.search(words))


def mode_of(text: str, span: Span, type_: str, known: Patterns) -> str | None:
    """The mode that the words of an event tell, the first in the table; of what is asked, refused or threatened, the words up to the sentence's end tell it."""
    told = known.modes.get(type_, {})
    rest = around(text, span)[span.start - _start(text, span) :] if type_ in ("REQUEST", "REJECT", "THREATEN") else text[span.start : span.end]
    return next((mode for mode, pattern in told.items() if pattern.search(rest)), None)


def _start(text: str, span: Span) -> int:
    """Where the sentence around *span* may begin."""
    return max(text.rfind(mark, 0, span.start) for mark in _ENDS) + 1
