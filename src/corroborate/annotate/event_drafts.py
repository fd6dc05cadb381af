"""One telling of an event in one sentence, before an article's tellings are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corroborate.annotate.event_status import Status
from corroborate.annotate.parties import Party
from corroborate.language import Sentence, Token
from corroborate.text.spans import Span

How = Literal["pattern", "word", "light verb", "noun", "governing", "label", "judgement", "voice", "demand", "inner"]


@dataclass(frozen=True, slots=True)
class Draft:
    """One telling in one sentence."""

    sentence: Sentence
    trigger: Token
    span: Span
    type: str
    mode: str | None
    root: str  #: CAMEO root code
    status: Status
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    how: How  #: which kind of rule found it; "voice": done by whoever says these words
