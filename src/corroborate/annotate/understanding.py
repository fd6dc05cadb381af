"""An article's body (and title) as parsed sentences."""

from __future__ import annotations

from corroborate.language import Sentence, read
from corroborate.text.sentences import paragraphs
from corroborate.text.spans import Span
from corroborate.types import Article


def understand(article: Article) -> tuple[Sentence, ...]:
    """The parsed sentences of *article* in text order; the title, where it stands in the text, has paragraph -1."""
    parts: list[tuple[int, Span]] = []
    if article.title and article.title.span and not any(article.title.span.overlaps(b) for b in article.body):
        parts.append((-1, article.title.span))
    lines = [line for span in article.body for line in paragraphs(article.text, span)]
    return read(article.text, sorted([*parts, *enumerate(lines)], key=lambda p: p[1]))
