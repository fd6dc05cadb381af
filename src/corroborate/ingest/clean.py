"""Page in, Article or Rejected out."""

from __future__ import annotations

from corroborate.config import Config
from corroborate.types import Article, Page, Rejected
from corroborate.text.spans import Span


def clean(page: Page, config: Config) -> Article | Rejected:
    """STUB"""
    text = page.text or ""
    return Article(id=page.sha256[:16], path=page.path, sha256=page.sha256, text=text, body=(Span(0, len(text)),), verbatim=page.verbatim)
