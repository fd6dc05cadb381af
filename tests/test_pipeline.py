"""The order of work, end to end on short texts."""

from __future__ import annotations

import dataclasses
import hashlib

import pytest

from corroborate.config import Config
from corroborate.pipeline import annotate, read, relate
from corroborate.text.spans import Span
from corroborate.types import Article, Findings, Page, Rejected
from invented import ALL, HARBOUR


def page(name: str, text: str) -> Page:
    return Page(name, hashlib.sha256(text.encode()).hexdigest(), text=text, verbatim=True)


def done(texts: dict[str, str]) -> list[tuple[Article, Findings]]:
    results = [read(page(name, text), Config()) for name, text in texts.items()]
    return sorted((r for r in results if not isinstance(r, Rejected)), key=lambda pair: pair[0].id)


def test_every_finding_lies_inside_its_article() -> None:
    for article, findings in done(ALL):
        whole = Span(0, len(article.text))
        spans = [m.span for m in findings.mentions] + [q.span for q in findings.quotations] + [c.span for c in findings.credits] + [q.span for q in findings.quantities]
        assert spans
        assert all(whole.covers(span) and len(span) for span in spans)


def test_an_articles_findings_do_not_depend_on_what_else_is_read() -> None:
    alone = read(page("harbour.txt", HARBOUR), Config())
    done(ALL)
    assert read(page("harbour.txt", HARBOUR), Config()) == alone


def test_the_address_does_not_change_the_findings() -> None:
    one, other = read(page("a/harbour.txt", HARBOUR), Config()), read(page("b/else.txt", HARBOUR), Config())
    assert not isinstance(one, Rejected)
    assert not isinstance(other, Rejected)
    assert one[1] == dataclasses.replace(other[1], article=one[0].id)  # the id alone comes from the address


def test_a_language_that_is_not_read_has_no_findings() -> None:
    article = Article("x", "x.txt", "0" * 64, "Die Fähre lief auf Grund.", (Span(0, 25),), language="de")
    assert annotate(article, Config()) == Findings("x")


def test_nothing_read_relates_to_nothing() -> None:
    links = relate((), (), Config())
    assert (links.reuse, links.stories, links.entities, links.claims) == ((), (), (), ())


def test_links_point_at_articles_and_findings_that_are_there() -> None:
    both = done(ALL)
    links = relate([a for a, _ in both], [f for _, f in both], Config())
    findings = {f.article: f for _, f in both}
    assert {a for s in links.stories for a in s.articles} == set(findings)
    assert all(sorted(a for o in s.origins for a in o.articles) == sorted(s.articles) for s in links.stories)
    for claim in links.claims:
        assert claim.story in {s.id for s in links.stories}
        for account in claim.accounts:
            assert account.quotation is None or account.quotation < len(findings[account.article].quotations)
    for entity in links.entities:
        assert all(referent < len(findings[article].referents) for article, referent in entity.referents)


@pytest.mark.parametrize("text", ["Rain.", "\u202eoops", "x" * 3000, "“" * 400, "(" * 500 + ")" * 500, "a. " * 900, "said said said", "\n\n\n.", "1 2 3", "🚢 “Go,” 🚢 said."])
def test_odd_texts_are_read_or_rejected_never_a_crash(text: str) -> None:
    result = read(page("odd.txt", text), Config())
    assert isinstance(result, Rejected) or result[0].text == text
