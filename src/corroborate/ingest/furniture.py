"""What pages print around articles, told by patterns (`data/furniture.toml`): whole lines, and characters inside a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corroborate.errors import DataInvalid
from corroborate.ingest.lines import Line
from corroborate.knowledge import table
from corroborate.text.spans import Span
from corroborate.types import Dropped

_NEVER = re.compile(r"(?!)")
#: Furniture that speaks to the reader, and so never reports.
_ADDRESSED = frozenset({"share widget", "sign-up", "player", "section label", "advertisement", "contact"})
_TELLS = re.compile(r"\b(?:said|says|told|asked|added|according to|replied|shouted|announced|shows|showed)\b")
_ADDRESS = re.compile(r"https?:|www\.|@\w|\w\.com\b|\d{3}[ .-]\d{4}")
_END = 400  #: characters at a line's end in which a closing part is looked for


@dataclass(frozen=True, slots=True)
class _Kind:
    reason: str
    words: int
    where: str
    open: bool
    whole: re.Pattern[str]
    begins_or_holds: tuple[re.Pattern[str], re.Pattern[str]]

    def fits(self, line: Line) -> bool:
        begins, holds = self.begins_or_holds
        return line.words <= self.words and not (self.open and line.closed) and bool(self.whole.fullmatch(line.text) or begins.match(line.text) or holds.search(line.text))


def reason_for(line: Line, over: Path | None = None, *, where: str = "") -> str | None:
    """Why a whole line is not article, by its own words alone; `None` when they do not tell.

    *where*: "head" or "tail" asks the patterns that hold only there, "" those that hold everywhere.
    """
    reason = next((kind.reason for kind in _kinds(over) if kind.where == where and kind.fits(line)), None)
    return None if reason in _ADDRESSED and _reports(line) else reason


def _reports(line: Line) -> bool:
    """Whether a line tells what somebody said or did, as no widget does: "Welcome back, the banner said as the crew came home."."""
    return line.closed and bool(_TELLS.search(line.text)) and not _ADDRESS.search(line.text)


def parts(line: Line, over: Path | None = None) -> Iterator[Dropped]:
    """The characters of a line that are not article, where the rest of it is."""
    for reason, anywhere, starts, ends in _parts(over):
        found = [(m.start(), m.end()) for m in anywhere.finditer(line.text)]
        found += [(0, m.end())] if (m := starts.match(line.text)) and m.end() else []
        cut = max(0, len(line.text) - _END)
        found += [(m.start(), len(line.text))] if (m := ends.search(line.text, cut)) and m.start() else []
        yield from (Dropped(Span(line.span.start + a, line.span.start + b), reason) for a, b in found if b > a)


@lru_cache(maxsize=4)
def _kinds(over: Path | None) -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            row["reason"], int(row.get("words", 40)), row.get("where", ""), bool(row.get("open", False)),
            _any(row, "whole", r"(?:%s)[\s.:!>»→-]{0,6}"), (_any(row, "starts", "(?:%s)"), _any(row, "has", "(?:%s)")),
        )
        for row in table("furniture", over)["line"]
    )


@lru_cache(maxsize=4)
def _parts(over: Path | None) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((row["reason"], _any(row, "anywhere", "(?:%s)"), _any(row, "starts", "(?:%s)"), _any(row, "ends", "(?:%s)$")) for row in table("furniture", over)["part"])


def _any(row: dict[str, Any], key: str, form: str) -> re.Pattern[str]:
    """One pattern that is any of those listed under *key*."""
    listed = row.get(key)
    if not listed:
        return _NEVER
    try:
        return re.compile(form % "|".join(listed), re.IGNORECASE)
    except re.error as error:
        raise DataInvalid("furniture.toml", f"under {row.get('reason')}, {key}: {error}") from error
