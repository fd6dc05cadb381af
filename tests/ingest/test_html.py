"""HTML pages: what is article, where it stands in the source, and what the tags say."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.config import Config
from corroborate.ingest.clean import clean
from corroborate.ingest.html import align
from corroborate.ingest.markup import read_markup
from corroborate.types import Article, Page, Rejected

PAGES = Path(__file__).parent / "pages"


def page(html: str) -> Article | Rejected:
    return clean(Page("x.html", hashlib.sha256(html.encode()).hexdigest(), html=html), Config())


def test_a_whole_page() -> None:
    source = (PAGES / "ferry.html").read_text(encoding="utf-8")
    made = page(source)
    assert isinstance(made, Article)
    body = "\n".join(made[s] for s in made.body)
    assert body.startswith("A ferry carrying 212 people")
    assert body.endswith("on Thursday morning.")
    assert "<script>alert(1)</script>" in body  # text of the page, which the report must show as text
    for gone in ("evil", "salty_dog", "old channel", "Sport", "All rights reserved"):
        assert gone not in body
    assert (made.title.text if made.title else None) == "Ferry runs aground off Marl Point"
    assert [a.name for a in made.byline] == ["Ada Quill", "Ben Orr"]
    assert (made.outlet.name, made.outlet.how) == ("The Marl Gazette", "meta tag")  # type: ignore[union-attr]
    assert (made.published.value, made.published.how) == ("2021-03-04T09:15", "meta tag")  # type: ignore[union-attr]
    assert (made.origin.name, made.origin.how) == ("The Marl Gazette", "own")  # type: ignore[union-attr]
    assert made.html == source


def test_the_map_leads_back_to_the_source() -> None:
    source = (PAGES / "ferry.html").read_text(encoding="utf-8")
    made = page(source)
    assert isinstance(made, Article)
    assert all(made.text[a : a + n] == source[b : b + n] for a, b, n in made.html_map)
    assert sum(n for _, _, n in made.html_map) > 0.9 * len(made.text)
    quoted = made.text.index("We heard")
    assert any(a <= quoted < a + n and source[b + quoted - a :].startswith("We heard") for a, b, n in made.html_map)


@pytest.mark.parametrize("html", [
    (PAGES / "links.html").read_text(encoding="utf-8"), "<html><body></body></html>", "<html>", "<p>", "<script>var a = 'Two boats collided in Elmhaven on Monday.'</script>",
])
def test_pages_without_an_article(html: str) -> None:
    assert page(html) == Rejected("x.html", "no article in this HTML page")


def test_one_sentence_in_html_is_an_article() -> None:
    made = page("<html><body><p>Two boats collided in Elmhaven on Monday.</p></body></html>")
    assert isinstance(made, Article)
    assert [made[s] for s in made.body] == ["Two boats collided in Elmhaven on Monday."]


#: (text, source): every visible character of the text is found where it stands
ALIGNED = [
    ("Two boats collided", "<p>Two <b>boats</b> coll<i>id</i>ed</p>"),
    ("Café “x” & y", "<p>Caf&eacute; &#8220;x&#x201d; &amp; y</p>"),
    ("a\n\nb", "<p>a</p><p>b</p>"),
    ("it's", "<p>it&#146;s</p>".replace("&#146;", "'")),
    ("one two", "<!-- one two --><style>one two</style><p>one\n   two</p>"), ("1 < 2", "<p>1 < 2</p>"), ("second first", "<p>first</p><p>second</p>"),
]


@pytest.mark.parametrize(("text", "source"), ALIGNED, ids=[a[0][:12] for a in ALIGNED])
def test_align(text: str, source: str) -> None:
    stretches = align(text, source)
    assert all(text[a : a + n] == source[b : b + n] for a, b, n in stretches)
    found = {i for a, _, n in stretches for i in range(a, a + n)}
    missing = [c for i, c in enumerate(text) if i not in found and not c.isspace()]
    assert all(c in "é“”&" for c in missing) or text == "second first"


@given(st.text(max_size=60), st.text(alphabet="<>&;/!-ab \n\"'scriptp#x1", max_size=120))
def test_align_never_points_outside(text: str, source: str) -> None:
    assert all(a >= 0 and a + n <= len(text) and text[a : a + n] == source[b : b + n] for a, b, n in align(text, source))


@pytest.mark.parametrize("junk", ["<script>", "<a", "<!--", "&", "<p>x", "</script"])
def test_align_is_one_pass_over_broken_markup(junk: str) -> None:
    start = time.perf_counter()
    align("Two boats collided in the harbour", junk * 50_000)
    assert time.perf_counter() - start < 5


MARKUP = [
    ('<meta property="og:title" content="T"><meta name="author" content="Ana Lund">', ("T", None, ("Ana Lund",), None)),
    ('<meta name="author" content="https://news.example/lund"><h1>Only heading</h1>', ("Only heading", None, (), None)),
    ('<script type="application/ld+json">{"@type": ["NewsArticle"], "headline": "H", '
     '"author": "Ana Lund", "datePublished": "2021-03-04", "publisher": {"name": "P"}}</script>', ("H", "P", ("Ana Lund",), "2021-03-04")),
    ('<script type="application/ld+json">[{"@type": "WebSite", "name": "W"}, {"@type": "Report", "headline": "H", '
     '"author": [{"name": "A B"}, {"name": "C D"}]}]</script>', ("H", None, ("A B", "C D"), None)),
    ('<script type="application/ld+json">{"broken</script><meta property="article:published_time" content="2021-03-04T09:00Z">', (None, None, (), "2021-03-04T09:00Z")),
]


@pytest.mark.parametrize(("head", "facts"), MARKUP)
def test_tags(head: str, facts: tuple[str | None, str | None, tuple[str, ...], str | None]) -> None:
    found = read_markup(f"<html><head>{head}</head><body><p>x</p></body></html>")
    assert (found.title, found.site, found.authors, found.published) == facts
