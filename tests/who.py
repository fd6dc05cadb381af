"""Short invented articles, read for who is who."""

from __future__ import annotations

from functools import lru_cache

from corroborate.annotate.coreference import follow_references
from corroborate.annotate.mentions import find_mentions
from corroborate.annotate.understanding import understand
from corroborate.config import Config
from corroborate.language import Sentence
from corroborate.text.spans import Span
from corroborate.types import Article, Findings, Mention, Referent, Title

CONFIG = Config()


def article(text: str, *, id_: str = "a", title: str | None = None) -> Article:
    """An article of *text*; with a *title*, that stands before it on a line of its own."""
    whole = f"{title}\n\n{text}" if title else text
    start = len(whole) - len(text)
    return Article(id_, f"{id_}.txt", id_, whole, (Span(start, len(whole)),), title=Title(title, Span(0, len(title))) if title else None)


@lru_cache(maxsize=512)
def read(text: str, title: str | None = None) -> tuple[Article, tuple[Sentence, ...], tuple[Mention, ...], tuple[Referent, ...]]:
    """The article, its sentences, mentions and referents."""
    one = article(text, title=title)
    sentences = understand(one)
    mentions, referents = follow_references(one, sentences, find_mentions(one, sentences, CONFIG), CONFIG)
    return one, sentences, mentions, referents


def findings(text: str, id_: str) -> tuple[Article, Findings]:
    """Who one article speaks of, as the step across articles gets it."""
    one = article(text, id_=id_)
    _, sentences, mentions, referents = read(text)
    return one, Findings(id_, tuple(s.span for s in sentences), mentions, referents)


def meant(text: str, words: str, title: str | None = None) -> str | None:
    """The name of whom the last mention written as *words* means; `None` when it means nobody."""
    one, _, mentions, referents = read(text, title)
    found = [m for m in mentions if words in (one[m.span], one[m.head])]
    assert found, f"{words!r} is no mention of: {text}"
    return referents[found[-1].referent].name if found[-1].referent is not None else None
