"""Pages whose text changed are told on the page, and in the summary."""

from __future__ import annotations

from corroborate import types as t
from corroborate.report import render
from corroborate.report.changed import changed_pages
from corroborate.report.lookup import Lookup
from corroborate.summary import versions_lines
from corroborate.text.spans import Span


def version(id_: str, text: str, day: str) -> t.Article:
    return t.Article(
        id_, f"{id_}.html", id_, text, (Span(0, len(text)),), url="https://lantern.example/ferry/1", title=t.Title("Ferry <aground>", None),
        outlet=t.Outlet("The Lantern", "url"), published=t.DateFound(day, "day", None, "meta tag"),
    )


ARTICLES = (version("b", "Nine people were hurt. The captain slept.", "2031-03-05"), version("a", "Six people were hurt. The captain slept.", "2031-03-04"))
ANALYSIS = t.Analysis(ARTICLES, tuple(t.Findings(a.id) for a in ARTICLES), t.Links(stories=(t.Story("s", "Ferry", ("b",), None, (t.Origin("The Lantern", ("b",)),)),)))


def test_what_the_latest_changed() -> None:
    (changed,) = changed_pages(ANALYSIS, Lookup.of(ANALYSIS))
    assert (changed.versions, changed.places, changed.more) == ("2 versions", (("Six", "Nine"),), 0)
    assert "<del>Six</del> → <ins>Nine</ins>" in render(ANALYSIS)
    (line,) = versions_lines([tuple(reversed(ARTICLES))], 1)
    assert line.plain == "Changed since: 2 versions of Ferry <aground> (The Lantern); the latest counts. “Six” → “Nine”"
