"""Text made safe to show: on one line, and without what could steer a terminal."""

from __future__ import annotations

import unicodedata

_SPACE = ("Cc", "Zl", "Zp")  #: control characters and line separators become a space
_GONE = ("Cf",)  #: marks that turn the direction of writing, and other invisible ones, are left out


def plain(text: str) -> str:
    """*text* with all white space as single spaces and nothing invisible left."""
    kinds = ((c, unicodedata.category(c)) for c in text)
    return " ".join("".join(" " if kind in _SPACE else "" if kind in _GONE else c for c, kind in kinds).split())


def clipped(text: str, width: int) -> str:
    """*text*, cut after a word if it is longer than *width* characters."""
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    return (cut if text[width - 1].isspace() else cut.rsplit(" ", 1)[0]).rstrip(" ,;:") + "…"


def closed(text: str) -> str:
    """*text* with the quotation marks that it opens closed, and those that it only closes opened: a statement may end inside a quotation, or begin there."""
    opened, shut = text.count("“"), text.count("”")
    if opened != shut:
        return text + "”" * (opened - shut) if opened > shut else "“" * (shut - opened) + text
    return text + '"' if text.count('"') % 2 else text
