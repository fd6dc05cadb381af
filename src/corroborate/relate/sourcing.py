"""What one article says of where it comes from, names made comparable."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corroborate.outlets import Directory, name_key, sisters
from corroborate.types import Article, Credit

SIGNED = ("byline", "source line", "dateline agency", "sign-off", "copyright", "meta tag")  #: ways of knowing an origin that are about the whole text


class Text:
    """What an article says of where it comes from, names made comparable."""

    def __init__(self, article: Article, credits_: Sequence[Credit], known: Directory) -> None:
        self.article = article
        self.label = article.outlet.name if article.outlet else article.path.rsplit("/", 1)[-1]
        self.own = known.canonical(article.outlet.name) if article.outlet else None
        self._publisher = known.named(article.outlet.name) if article.outlet else None
        named = [known.canonical(c.name) for c in credits_ if c.role == "origin" and c.scope is None and _publisher_like(c)]
        first = [known.canonical(article.origin.name)] if article.origin else []
        #: who may have written it, the likeliest first
        self.writers = tuple(dict.fromkeys(first + sorted(named, key=lambda n: (not _agency(known, n), named.index(n)))))
        self.credits = tuple(c for c in credits_ if c.role in ("according-to", "told") and c.scope is not None and _publisher_like(c))
        self.credited = tuple(known.canonical(c.name) for c in self.credits)  #: whom each of `credits` names

    def is_sister(self, other: Text) -> bool:
        """Whether the outlets of both share, or once shared, a newsroom group."""
        return self._publisher is not None and other._publisher is not None and sisters(self._publisher, other._publisher)

    @property
    def name(self) -> str | None:
        return self.writers[0] if self.writers else self.own

    @property
    def signed(self) -> str | None:
        """Who wrote the whole, where a line says so: its head or foot names another house, or it is its outlet's own."""
        origin = self.article.origin
        if origin is None or origin.how == "own":
            return self.own
        return self.writers[0] if origin.how in SIGNED else None

    @property
    def names(self) -> frozenset[str]:
        """All names that others may credit it by."""
        return frozenset((*self.writers, self.own or ""))

    def called(self, name: str) -> bool:
        """Whether others mean it by *name*: "the Harbour Times" is The Harbour Times."""
        return name_key(name) in {name_key(n) for n in self.names if n}

    @property
    def others(self) -> tuple[str, ...]:
        """Outlets other than its own that its sentences credit."""
        return tuple(dict.fromkeys(c for c in self.credited if not self.called(c)))

    @property
    def when(self) -> tuple[str, str]:
        """What the articles of a story are put in order by."""
        return self.article.date or "9999", self.article.id


def _agency(known: Directory, name: str) -> bool:
    found = known.named(name)
    return found is not None and found.kind == "agency"


def _publisher_like(credit: Credit) -> bool:
    """A name, not "local media", nor the same at the beginning of a sentence."""
    return not re.fullmatch(r"[A-Z][a-z]+(?: [a-z]+)+", credit.name) and (credit.name[:1].isupper() or credit.name[:1].isdigit())
