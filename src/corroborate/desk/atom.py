"""What changed, as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as xml

from corroborate.desk.lists import change_href
from corroborate.report.render import printable
from corroborate.store.records import Change

ATOM = "http://www.w3.org/2005/Atom"
xml.register_namespace("", ATOM)


def feed(changes: Sequence[Change], base: str) -> str:
    """The changes, latest first, as a feed whose links begin with *base* ("http://127.0.0.1:8000")."""
    root = xml.Element(f"{{{ATOM}}}feed")
    _add(root, "title", "What new articles changed")
    _add(root, "id", f"{base}/changes.atom")
    _add(root, "updated", changes[0].at if changes else "1970-01-01T00:00:00Z")
    _add(root, "link", None, rel="self", href=f"{base}/changes.atom", type="application/atom+xml")
    _add(xml.SubElement(root, f"{{{ATOM}}}author"), "name", "Corroborate")
    for change in changes:
        entry = xml.SubElement(root, f"{{{ATOM}}}entry")
        _add(entry, "title", f"{change.kind.capitalize()}: {change.title}")
        _add(entry, "id", f"{base}/changes#{change.number}")
        _add(entry, "updated", change.at)
        _add(entry, "link", None, rel="alternate", href=base + change_href(change))
        _add(entry, "category", None, term=change.kind)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _add(parent: xml.Element, name: str, text: str | None, **attributes: str) -> None:
    made = xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    made.text = printable(text) if text is not None else None
