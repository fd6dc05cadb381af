"""What an HTML page says of itself: JSON-LD and meta tags first, then its title and what `htmldate` finds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import htmldate
import lxml.html
from lxml.etree import ParserError

_ARTICLES = re.compile(r"(?:News|Report|Analysis|Opinion|Review|Background|Satirical|Blog|Social|Live|Tech|Scholarly|Advertiser)?\w*(?:Article|Posting|BlogPosting)$|Report$", re.I)
_NAMELESS = re.compile(r"https?://|^@|^\W*$|admin$|^(?:staff|editor|webmaster|guest)$", re.I)
_MOST = 8  #: authors believed of one page


@dataclass(frozen=True, slots=True)
class Markup:
    """The publication facts of a page; `None` or empty where it is silent."""

    title: str | None = None
    site: str | None = None  #: who publishes it
    url: str | None = None  #: its canonical address
    authors: tuple[str, ...] = ()
    published: str | None = None  #: in any readable form
    modified: str | None = None
    language: str | None = None  #: ISO 639-1


def read_markup(html: str) -> Markup:
    """Read the tags of a page's head and its JSON-LD. Broken markup gives what can be read."""
    tree = parsed(html)
    if tree is None:
        return Markup()
    meta = _meta(tree)
    data = next((d for d in _json_ld(tree) if any(_ARTICLES.match(t) for t in _types(d))), {})
    return Markup(
        title=_first(data.get("headline"), meta.get("og:title"), meta.get("twitter:title"), data.get("name"), _heading(tree)),
        site=_first(_name(data.get("publisher")), meta.get("og:site_name"), meta.get("application-name"), _name(data.get("sourceOrganization"))),
        url=_first(_link(tree), meta.get("og:url"), data.get("url"), data.get("mainEntityOfPage")),
        authors=_authors(data, meta),
        published=_first(data.get("datePublished"), meta.get("article:published_time"), *(meta.get(k) for k in _PUBLISHED)) or _found_date(html),
        modified=_first(data.get("dateModified"), meta.get("article:modified_time"), meta.get("og:updated_time")),
        language=(_first(tree.get("lang"), tree.get("xml:lang"), data.get("inLanguage"), meta.get("og:locale")) or "")[:2].lower() or None,
    )


#: Meta tags that give the day of publication, the surest first.
_PUBLISHED = (
    "og:published_time", "date", "pubdate", "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date",
    "dc.date", "dc.date.issued", "dcterms.created", "datepublished", "cxenseparse:recs:publishtime",
)


def parsed(html: str) -> lxml.html.HtmlElement | None:
    """The tree of a page; `None` when there is nothing to parse. An encoding declared inside no longer counts: this is text already."""
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", html.lstrip("\ufeff")).encode("utf-8", "replace")
    try:
        return lxml.html.document_fromstring(source, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))
    except (ParserError, ValueError, RecursionError):
        return None


def _meta(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """Meta tags by name, the first of each."""
    out: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name, value = tag.get("property") or tag.get("name") or tag.get("itemprop"), tag.get("content")
        if name and value:
            out.setdefault(name.strip().lower(), value)
    return out


def _json_ld(tree: lxml.html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, those inside lists and graphs too."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            yield from _objects(json.loads((script.text or "").strip().removesuffix(";"), strict=False), 3)
        except (ValueError, RecursionError):
            continue


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value[:50]:
            yield from _objects(item, depth)
    elif isinstance(value, dict):
        yield value
        if depth:
            yield from _objects([value[k] for k in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(value.get(k), (list, dict))], depth - 1)


def _types(data: dict[str, Any]) -> list[str]:
    kinds = data.get("@type")
    return [k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]


def _text(value: Any) -> str | None:
    """A value as one line of text, if it is one."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("@value")
    if isinstance(value, list):
        value = value[0] if value else None
    return re.sub(r"\s+", " ", value).strip() or None if isinstance(value, str) else None


def _first(*values: Any) -> str | None:
    """The first of them that is text with something in it."""
    return next((v for v in map(_text, values) if v), None)


def _name(value: Any) -> str | None:
    """A person's or body's name: plain text, or an object's `name`."""
    if isinstance(value, list):
        return next((n for n in map(_name, value) if n), None)
    return _text(value.get("name") if isinstance(value, dict) else value)


def _authors(data: dict[str, Any], meta: dict[str, str]) -> tuple[str, ...]:
    """Authors from JSON-LD, else from meta tags; addresses and accounts are none."""
    listed = data.get("author") or data.get("creator")
    names = [_name(a) for a in (listed if isinstance(listed, list) else [listed])]
    if not any(names):
        names = [_text(meta.get(k)) for k in ("author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author")]
        names = names[: next((i + 1 for i, n in enumerate(names) if n and not _NAMELESS.search(n)), 0)]
    return tuple(dict.fromkeys(n for n in names if n and not _NAMELESS.search(n) and len(n) < 200))[:_MOST]


def _heading(tree: lxml.html.HtmlElement) -> str | None:
    """The only first-level heading, else the page's title."""
    headings = list(tree.iter("h1"))
    found = headings[0].text_content() if len(headings) == 1 else tree.findtext(".//title")
    return _text(found)


def _link(tree: lxml.html.HtmlElement) -> str | None:
    return next((link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http")), None)


def _found_date(html: str) -> str | None:
    """What `htmldate` finds in tags and addresses; it does not guess from the text here."""
    try:
        found = htmldate.find_date(html, extensive_search=False, original_date=True)
    except (ValueError, TypeError, RecursionError):
        return None
    return str(found) if found else None
