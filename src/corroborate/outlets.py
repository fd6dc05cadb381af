"""Who publishes and who writes for others: the outlets and agencies of `data/outlets.toml` and `data/agencies.toml`, found by name or address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corroborate.knowledge import table

_ARCHIVE = re.compile(r"^https?://(?:web\.archive\.org|archive\.org/wayback)/(?:web/)?\d{4,14}[a-z_]*/", re.I)
_SPACE = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Publisher:
    """One outlet or agency that the tables know."""

    name: str  #: canonical: "The Washington Post", "Agence France-Presse"
    kind: str  #: agency|newspaper|online|magazine|broadcaster|station, or a user's own
    aliases: tuple[str, ...] = ()  #: other forms in use, short codes and call signs among them
    domains: tuple[str, ...] = ()  #: addresses it publishes at, without "www."
    country: str | None = None  #: ISO 3166-1 alpha-3
    place: str | None = None  #: where it is: "Baltimore, Maryland"
    network: str | None = None  #: what a station is affiliated with: "CBS"
    sisters: tuple[str, ...] = ()  #: groups whose newsrooms share copy, past or present
    word: bool = False  #: some form is also a common word: "Time", "The State"

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and all other forms."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Directory:
    """All of them, to be asked by name or by address."""

    publishers: tuple[Publisher, ...]
    _named: dict[str, Publisher | None]
    _at: dict[str, Publisher]

    def named(self, text: str) -> Publisher | None:
        """Who *text* names, whatever its case and article; `None` when nobody or more than one is known by it.

        "the Washington Post" and "Washington Post" are one; "Post" alone names nobody.
        """
        key = name_key(text)
        return self._named.get(key) or self._named.get(re.sub(r"(?:\.com|\.org|\.net| news service| news agency|, inc\.?| inc\.?)$", "", key))

    def at(self, address: str) -> Publisher | None:
        """Who publishes at an address (URL, host or host:port); a subdomain belongs to the longest known domain above it."""
        host = host_of(address)
        parts = host.split(".")
        return next((found for i in range(len(parts) - 1) if (found := self._at.get(".".join(parts[i:])))), None)

    def canonical(self, text: str) -> str:
        """The canonical name of whom *text* names, else *text* itself."""
        found = self.named(text)
        return found.name if found else text


def name_key(text: str) -> str:
    """A name for comparing: case, accents, white space, final stops and a leading article taken off."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
    return re.sub(r"^the ", "", _SPACE.sub(" ", plain).strip(" .,:;-–—").lower())


def host_of(address: str) -> str:
    """The host of a URL, in lower case, without port, "www." or a web archive in front of it; a bare host is taken as it is."""
    address = _ARCHIVE.sub("", address.strip())
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", host.lower())


def sisters(a: Publisher, b: Publisher) -> bool:
    """Whether the two share, or once shared, a newsroom group."""
    return bool(set(a.sisters) & set(b.sisters))


@lru_cache(maxsize=8)
def directory(over: Path | None = None) -> Directory:
    """The shipped tables with a user's own (`Config.data`) laid over: a later line of the same name replaces an earlier one."""
    known: dict[str, Publisher] = {}
    for name in ("agencies", "outlets"):
        for kind, rows in table(name, over).items():
            known.update((row["name"], _publisher(kind, row)) for row in rows)
    publishers = tuple(known.values())
    return Directory(publishers, _by_name(publishers), {domain: p for p in publishers for domain in p.domains})


def _publisher(kind: str, row: dict[str, Any]) -> Publisher:
    return Publisher(
        row["name"], kind, tuple(row.get("aliases", ())), tuple(d.lower() for d in row.get("domains", ())),
        row.get("country"), row.get("place"), row.get("network"), tuple(row.get("sisters", ())), bool(row.get("word", False)),
    )


def _by_name(publishers: Iterable[Publisher]) -> dict[str, Publisher | None]:
    """Forms to publishers; a form that two share names neither, unless it is the full name of one."""
    named: dict[str, Publisher | None] = {}
    for publisher in publishers:
        for alias in publisher.aliases:
            key = name_key(alias)
            named[key] = publisher if key not in named or named[key] is publisher else None
    for publisher in reversed(list(publishers)):
        named[name_key(publisher.name)] = publisher
    return named
