"""The text layer of a PDF, as paragraphs: press releases, court papers, reports."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from corroborate.errors import PageUnreadable
from corroborate.ingest.limits import wanted

_ENDS = re.compile(r"[.!?:;][\"'”’)]?$")
_FULL = 0.75  #: of the longest line: a line that goes on in the next is at least so long


def pdf_text(raw: bytes, subject: str) -> str:
    """The words of a PDF, a line a paragraph. Raises `PageUnreadable`: broken, locked, pictures only, or pypdf is not installed."""
    pypdf = wanted("pypdf", "pdf", subject)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise PageUnreadable(subject, "a PDF that is locked with a password")
        pages = [page.extract_text() for page in reader.pages]
    except PageUnreadable:
        raise
    except Exception as error:  # damaged files lead pypdf into all kinds of them
        raise PageUnreadable(subject, f"broken PDF: {' '.join(str(error).lower().split())[:80] or type(error).__name__}") from error
    text = "\n".join(_paragraphs(" ".join(line.replace("\x00", "").split()) for page in pages for line in [*page.splitlines(), ""]))
    if not re.search(r"\w", text):
        raise PageUnreadable(subject, "a PDF without a text layer: pictures of pages")
    return text + "\n"


def _paragraphs(lines: Iterable[str]) -> list[str]:
    """Lines put together where one goes on in the next: full ones that end no sentence, and words that are parted."""
    listed = list(lines)
    longest = max(map(len, listed), default=0)
    out: list[str] = []
    goes_on = False
    for line in listed:
        if goes_on and line:
            out[-1] = out[-1][:-1] + line if re.search(r"[a-z]-$", out[-1]) and line[0].islower() else f"{out[-1]} {line}"
        elif line:
            out.append(line)
        goes_on = bool(line) and len(line) > _FULL * longest and not (_ENDS.search(line) and len(line) < 0.9 * longest)
    return out
