"""Page in, Article or Rejected out."""

from __future__ import annotations

import hashlib
import re

from corroborate.config import Config
from corroborate.ingest.body import Reading, read_body
from corroborate.ingest.html import Extracted, extract
from corroborate.ingest.language import language_of
from corroborate.ingest.metadata import Publication, read_publication
from corroborate.outlets import directory
from corroborate.types import Article, Page, Rejected

_SHORTEST = 5  #: words of a line that a web page must have to hold an article


def clean(page: Page, config: Config) -> Article | Rejected:
    """The article that a page holds, or one line on why it holds none. Never rejected for being short or in another language."""
    extracted = extract(page.html, url=page.url) if page.html is not None else None
    if page.html is not None and extracted is None:
        return Rejected(page.path, "no article in this HTML page")
    text = extracted.text if extracted else page.text or ""
    if len(text) > config.max_chars:
        return Rejected(page.path, f"too long for an article: {len(text):,} characters, more than {config.max_chars:,}")
    if not re.search(r"\w", text):
        return Rejected(page.path, "no words in it")
    return _article(page, text, extracted, config)


def _article(page: Page, text: str, extracted: Extracted | None, config: Config) -> Article | Rejected:
    markup = extracted.markup if extracted else None
    language = language_of(text, config.data) or (markup.language if markup else None) or "en"
    reading = read_body(text, title=page.title or (markup.title if markup else None), language=language, over=config.data)
    if extracted and not _holds_article(reading, language):
        return Rejected(page.path, "no article in this HTML page")
    facts = read_publication(page, text, reading, markup, directory(config.data))
    return _made(page, text, reading, facts, language, extracted)


def _made(page: Page, text: str, reading: Reading, facts: Publication, language: str, extracted: Extracted | None) -> Article:
    return Article(
        id=article_id(page),
        path=page.path,
        sha256=page.sha256,
        text=text,
        body=reading.body,
        dropped=reading.dropped,
        verbatim=page.verbatim,
        html=page.html,
        html_map=extracted.html_map if extracted else (),
        url=page.url or (extracted.markup.url if extracted else None),
        title=facts.title,
        outlet=facts.outlet,
        byline=facts.byline,
        published=facts.published,
        first_published=facts.first_published,
        retrieved=page.retrieved,
        language=language,
        origin=facts.origin,
        dateline=facts.dateline,
    )


def article_id(page: Page) -> str:
    """16 hexadecimal digits from the content and the address: the URL, else the record's id or the file's name, so that a moved folder keeps its ids."""
    address = page.url or re.split(r"[/\\]", page.path)[-1].split("#")[-1]
    return hashlib.sha256(f"{page.sha256}\n{address}".encode("utf-8", "replace")).hexdigest()[:16]


def _holds_article(reading: Reading, language: str) -> bool:
    """Whether running text is left: a page of links has none. Other languages are not judged by their stops."""
    kept = [line for line in reading.lines if line.index not in reading.roles]
    return any(line.prose or line.words > 2 * _SHORTEST or (line.closed and line.words >= _SHORTEST) for line in kept) or (language != "en" and bool(kept))
