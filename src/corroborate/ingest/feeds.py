"""Feeds as files: RSS, Atom and RDF; one page an entry, with what the feed says of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from corroborate.ingest.records import page_of
from corroborate.types import Page, Rejected

_FEED = re.compile(rb"[\s\xef\xbb\xbf]{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,500}?-->\s{0,200}|<\?[^>]{0,300}>\s{0,200}){0,5}<(?:rss|feed|rdf:RDF)\b", re.S)
_TAG = re.compile(r"<[a-zA-Z/][^>]{0,400}>|&(?:#\d+|[a-z]+);")


def is_feed(raw: bytes) -> bool:
    """Whether a file begins as a feed does."""
    return _FEED.match(raw) is not None


def from_feed(path: str, raw: bytes) -> Iterator[Page | Rejected]:
    """The entries of a feed in its order. An entry without words is rejected, the rest goes on."""
    import feedparser  # seldom needed, and slow to import

    feed = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        yield Rejected(path, "a feed without entries")
        return
    for number, entry in enumerate(feed.entries, 1):
        record = _record(entry, feed.feed.get("title"))
        made = page_of(path, number, record, hashlib.sha256(json.dumps(record, sort_keys=True).encode("ascii")).hexdigest())
        yield made if isinstance(made, Page) else Rejected(made.path, f"entry {number} has no words")


def _record(entry: Any, outlet: str | None) -> dict[str, Any]:
    """An entry as the fields of a record: its whole content where it has it, else its summary."""
    contents = [c.get("value") or "" for c in entry.get("content", [])] or [entry.get("summary") or ""]
    words = max(contents, key=len)
    return {
        "id": entry.get("id") or entry.get("link"), "html" if _TAG.search(words) else "text": words, "url": entry.get("link"),
        "outlet": outlet, "title": entry.get("title"), "date": entry.get("published") or entry.get("updated"),
    }  # fmt: skip
