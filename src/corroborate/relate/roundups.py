"""Round-ups: articles that tell of many happenings, one after the other. They belong to several stories, and confirm none."""

from __future__ import annotations

import re

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.relate.signs import streets_in
from corroborate.text.spans import merged
from corroborate.types import Article

MANY = 5  #: passages that each open a happening, at streets of their own; a report of one shooting in a chain of places has fewer
TITLED = 3  #: are enough where the title says so

_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)? ?(?:a\.?m|p\.?m)\b|\b(?:noon|midnight)\b", re.IGNORECASE)
_WHO = re.compile(r"\b\d{1,2}[- ]year[- ]olds?\b|, \d{1,2},|\b(?:[Aa]|[Aa]nother|[Tt]wo|[Tt]hree|[Oo]ne) (?:man|woman|boy|girl|teen|teenager|person|people|men|women)\b")


def is_round_up(article: Article, config: Config) -> bool:
    """Whether *article* tells of many happenings: passages with an hour, somebody and a street, each street another."""
    places = {street for passage in _passages(article) if _CLOCK.search(passage) and _WHO.search(passage) for street in sorted(streets_in(passage))[:1]}
    title = article.title.text.lower() if article.title else ""
    said = any(re.search(rf"\b{re.escape(word)}\b", title) for word in table("stories", config.data)["round_up_titles"])
    return len(places) >= (TITLED if said else MANY)


def _passages(article: Article) -> list[str]:
    return [line for span in merged(article.body) for line in article[span].split("\n") if line.strip()]
