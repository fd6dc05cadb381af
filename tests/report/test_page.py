"""The page as a whole: one file, everything escaped, every link leads somewhere, every word of the originals is there."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from report_sample import sample

from corroborate import types as t
from corroborate.report import render
from corroborate.text.spans import Span

STORIES = ("harbour-talks", "bus-stop-fire")
TAGS = """
    html head meta title style body a section header footer main nav h1 h2 h3 h4 h5 p ul ol li dl dt dd div span b q blockquote mark del ins details summary
    table thead tbody tr th td time article svg defs marker path g rect text script code
"""
ATTRIBUTES = """
    lang charset http-equiv content name viewport id class href aria-labelledby aria-label tabindex role width viewbox height d x y rx refx refy markerwidth
    markerheight orient markerunits marker-start marker-end scope data-outlet datetime dir title rel open
"""


def page(story: str = "harbour-talks") -> html.HtmlElement:
    return html.document_fromstring(render(sample(story)))


@pytest.mark.parametrize("story", STORIES)
def test_every_link_leads_to_one_place(story: str) -> None:
    tree = page(story)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [h for h in tree.xpath("//@href") if h.startswith("#")]
    assert len(links) > 150
    assert [h for h in links if h[1:] not in set(ids)] == []
    assert set(tree.xpath("//@aria-labelledby")) <= set(ids)


@pytest.mark.parametrize("story", STORIES)
def test_nothing_comes_from_elsewhere(story: str) -> None:
    tree = page(story)
    assert tree.xpath("//@src | //link | //iframe | //object | //embed | //img | //form | //base") == []
    outside = tree.xpath("//a[not(starts-with(@href, '#'))]")
    assert all(a.get("class") == "source-url" and "noopener" in a.get("rel") for a in outside)
    style = "".join(tree.xpath("//style/text()"))
    assert "url(" not in style
    assert "@import" not in style
    assert tree.xpath("//@style") == []
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.parametrize("story", STORIES)
def test_well_formed(story: str) -> None:
    parser = etree.HTMLParser(huge_tree=True)
    etree.fromstring(render(sample(story)), parser)
    unknown_tag = 801  # libxml2 does not know the elements of HTML 5
    assert [str(e) for e in parser.error_log if e.type != unknown_tag] == []


@pytest.mark.parametrize("story", STORIES)
def test_structure(story: str) -> None:
    tree = page(story)
    assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
    levels = [int(h.tag[1]) for h in tree.iter("h1", "h2", "h3", "h4", "h5")]
    assert all(b - a <= 1 for a, b in pairwise(levels)), "a heading skips a level"
    assert len(tree.xpath("//article[@class='page']")) == 5
    assert tree.xpath("//section[contains(@class, 'verdicts')]/@class") == [f"verdicts {v}" for v in ("disputed", "varied", "agreed", "single")]
    assert all(s.get("aria-label") for s in tree.iter("svg"))


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("harbour-talks", "Five outlets, four independent origins."),
        ("harbour-talks", "Coastline Times and Islands Today carry one text, by Agence France-Presse."),
        ("harbour-talks", "none confirms the other."),
        ("harbour-talks", "Disputed: who said it"),
        ("harbour-talks", "One origin: Agence France-Presse 2 outlets, 1 origin"),
        ("harbour-talks", "Monday 13 May 2024"),
        ("harbour-talks", "dropped: title printed twice"),
        ("bus-stop-fire", "Age of Warren Pruitt: 34 or 36"),
        ("bus-stop-fire", "Updated"),
    ],
)
def test_says_plainly(story: str, words: str) -> None:
    assert words in " ".join(page(story).text_content().split())


def test_a_dispute_has_its_sides() -> None:
    [claim] = [c for c in page().xpath("//article[contains(@class, 'disputed')]") if "lease is not a sale" in c.text_content()]
    assert [" ".join(v.text_content().split()) for v in claim.xpath(".//p[@class='value']")] == ["Ingrid Solheim 2 origins", "Tomas Brekke 1 origin"]
    assert claim.xpath(".//mark/text()") == ["not", "a sale", "isn’t", "one"]


@pytest.mark.parametrize("story", STORIES)
def test_the_originals_are_whole(story: str) -> None:
    for article in sample(story).articles:
        [shown] = page(story).xpath(f"//article[@id='article-{article.id}']//div[@class='text']")
        assert [p.text_content() for p in shown.xpath(".//p")] == [line.strip() for line in article.text.splitlines() if line.strip()]


def test_words_link_to_their_claim_and_back() -> None:
    tree = page()
    for claim in tree.xpath("//article[contains(@class, 'claim ')]"):
        for href in claim.xpath(".//p[@class='cite']//a/@href"):
            [words] = tree.xpath(f"//span[@id='{href[1:]}']")
            back = words.xpath("ancestor::div[contains(@class, 'line')]//a/@href")
            assert "#" + claim.get("id") in back


def test_what_cannot_be_read_is_named_and_what_was_rejected_is_listed() -> None:
    made = sample()
    foreign = replace(made.articles[0], language="pt")
    analysis = replace(made, articles=(foreign, *made.articles[1:]), rejected=(t.Rejected("in/7.bin", "a binary file"),))
    words = " ".join(html.document_fromstring(render(analysis)).text_content().split())
    assert "In Portuguese: kept, not read." in words
    assert "in/7.bin a binary file" in words
    assert "1 of them in a language that cannot be read, 1 rejected" in words


def test_several_stories_get_an_index() -> None:
    a, b = sample("harbour-talks"), sample("bus-stop-fire")
    links = t.Links(*(getattr(a.links, n) + getattr(b.links, n) for n in ("reuse", "stories", "entities")), claims=a.links.claims + b.links.claims)
    tree = html.document_fromstring(render(t.Analysis(a.articles + b.articles, a.findings + b.findings, links), title="Two days"))
    assert tree.xpath("//h1/text()") == ["Two days"]
    assert len(tree.xpath("//ol[@class='index']/li")) == 2
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_story_of_one_article_is_shown_without_claims() -> None:
    made, other = sample("harbour-talks"), sample("bus-stop-fire")
    alone = t.Story("alone", "A fire, told once", (other.articles[0].id,), None, (t.Origin(None, (other.articles[0].id,)),))
    claims = tuple(replace(c, story="alone", accounts=kept) for c in other.links.claims if (kept := tuple(a for a in c.accounts if a.article == other.articles[0].id)))
    links = replace(made.links, stories=(*made.links.stories, alone), claims=made.links.claims + claims)
    tree = html.document_fromstring(render(t.Analysis((*made.articles, other.articles[0]), (*made.findings, other.findings[0]), links)))
    assert "A fire, told once" in tree.xpath("//summary/text()")
    assert {h[1:] for h in tree.xpath("//@href") if h.startswith("#")} <= set(tree.xpath("//@id"))


def test_nothing_at_all() -> None:
    assert "Nothing to relate" in render(t.Analysis((), (), t.Links()))


def test_the_same_bytes_twice() -> None:
    assert render(sample()) == render(sample())


# ---------------------------------------------------------------------------------------------------------------- escaping

nasty = st.lists(
    st.sampled_from([
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><b onclick="x">', "</style>", "</script>", "<!--", "]]>", "&lt;i&gt;", "' onmouseover='x",
        "javascript:alert(1)", "{{ 7 * 7 }}", "\x00", "\u202e", "A word", "\n", "“said”",
    ]) | st.text(max_size=12),
    min_size=1, max_size=5,
).map("".join)


@st.composite
def analyses(draw: Any) -> t.Analysis:
    """A small analysis in which every text is whatever a hostile page may hold."""
    def say() -> str:
        return str(draw(nasty))

    article_ids = ["a1", "a2"]
    articles, findings, accounts = [], [], []
    for i in article_ids:
        text = say() + " " + say()
        span = Span(0, max(1, len(text) // 2))
        articles.append(t.Article(
            i, say(), "0", text, (span,), (t.Dropped(Span(span.end, len(text)), say()),) if span.end < len(text) else (), url=say(), title=t.Title(say(), None),
            outlet=t.Outlet(say(), say()), byline=(t.Author(say(), None),), published=t.DateFound("2024-05-13", "day", None, say()), origin=t.WrittenBy(say(), say(), None),
        ))
        speaker = t.Speaker(span, 0, say(), say())
        findings.append(t.Findings(
            i, (span,), (), (t.Referent(0, say(), "person", True),), (t.Quotation(span, (span,), (span,), "direct", speaker=speaker, cue=t.Cue(span, say())),),
            (t.Credit(span, say(), "according-to"),), (t.Quantity(span, say(), value=say(), about=say()),),
        ))
        accounts.append(t.Account(i, span, 0, say(), say(), say()))
    story = t.Story(say(), say(), tuple(article_ids), "2024-05-13", (t.Origin(say(), tuple(article_ids), (say(),)),))
    difference = t.Difference("speaker", ((say(), (0,)), (say(), (1,))), say())
    claims = (
        t.Claim("c1", story.id, "statement", "disputed", tuple(accounts), 2, (difference,), why=(say(),)),
        t.Claim("c2", story.id, "quantity", "agreed", tuple(replace(a, quotation=None) for a in accounts), 2),
        t.Claim("c3", story.id, "statement", "single", tuple(accounts[:1]), 1),
    )
    entity = t.Entity(say(), say(), "person", ((say(), 1),), (("a1", 0),))
    return t.Analysis(tuple(articles), tuple(findings), t.Links((), (story,), (entity,), claims), (t.Rejected(say(), say()),))


@settings(max_examples=60, deadline=None)
@given(analyses())
def test_no_text_becomes_markup(analysis: t.Analysis) -> None:
    source = render(analysis)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", source)
    tree = html.document_fromstring(source)
    elements = [e for e in tree.iter() if isinstance(e.tag, str)]
    assert {e.tag for e in elements} <= set(TAGS.split())
    assert {str(name).lower() for e in elements for name in e.attrib} <= set(ATTRIBUTES.split())
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert not list(tree.iter(etree.Comment))
    for href in tree.xpath("//@href"):
        assert href.startswith(("#", "http://", "https://"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in tree.xpath("//@href") if h.startswith("#")} <= set(ids)
