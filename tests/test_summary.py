"""The summary: what a person reads of an analysis, from one made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corroborate.parts import in_parts, overview
from corroborate.summary import claims_lines, stories_lines, story_lines, summary
from corroborate.text.display import clipped, plain
from corroborate.types import Analysis, Claim, Difference, Links
from made import ANALYSIS, CLAIM

HARBOUR, LEDGER = "The Harbour Times", "b.txt"  # an outlet, and the file of one that is not known


def shown(analysis: Analysis) -> str:
    return "\n".join(line.plain for line in summary(overview(analysis), in_parts(analysis)))


def with_claims(*claims: Claim) -> Analysis:
    return replace(ANALYSIS, links=replace(ANALYSIS.links, claims=claims))


def test_both_sides_of_a_dispute_are_told_in_words() -> None:
    assert shown(ANALYSIS) == f"""2 articles, 2 rejected: 1 story

Ship, sunk · 2031-03-04 · 2 articles from 2 independent origins
  Reuters → {HARBOUR}
  origin not named → {LEDGER}
  Disputed (1)
    “It sank,” — Greta Holm  [{HARBOUR}, {LEDGER} · 2 origins]
      speaker: Holm ({HARBOUR}) / Brandl ({LEDGER})"""


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        (replace(CLAIM, verdict="single", origins=1), f"    “It sank,” — Greta Holm  [{HARBOUR}, {LEDGER}]"),
        (replace(CLAIM, kind="quantity", why=("people hurt",)), f"    people hurt: It sank, / =1+1  [{HARBOUR}, {LEDGER} · 2 origins]"),
        (replace(CLAIM, differences=(Difference("number", (), "3 against 5"),)), "      number: 3 against 5"),
    ],
)
def test_lines(claim: Claim, line: str) -> None:
    assert line in shown(with_claims(claim)).splitlines()


def test_many_claims_are_counted_not_listed_unless_the_whole_is_asked_for() -> None:
    many = with_claims(*(replace(CLAIM, id=str(i)) for i in range(40)))
    assert "    … and 35 more" in shown(many).splitlines()
    articles = {a.id: a for a in many.articles}
    whole = [line.plain for line in story_lines(many.links.stories[0], many.links.claims, articles, whole=True)]
    assert sum("It sank" in line for line in whole) == 40


def test_articles_on_their_own_are_named_in_one_line() -> None:
    story = ANALYSIS.links.stories[0]
    alone = [replace(story, id=i, articles=(i,), origins=(replace(story.origins[0], articles=(i,)),)) for i in "ab"]
    assert shown(replace(ANALYSIS, links=Links(stories=tuple(alone)))).splitlines() == ["2 articles, 2 rejected: no stories", "", f"Told by no other: {HARBOUR}; {LEDGER}"]


def test_nothing_read() -> None:
    assert shown(Analysis((), (), Links())) == "no articles: no stories"


def test_lists_for_a_database() -> None:
    assert [line.plain for line in stories_lines(ANALYSIS)] == ["s  2031-03-04  2 articles from 2 origins  Ship, sunk"]
    assert next(line.plain for line in claims_lines(ANALYSIS)) == "s  Ship, sunk"
    assert list(claims_lines(ANALYSIS, "agreed")) == []


@pytest.mark.parametrize(
    ("text", "safe"), [("a\n b\tc", "a b c"), ("\x1b[31mred", "[31mred"), ("a\u202eb\u200b", "ab"), ("line\u2028line", "line line"), ("–“é”", "–“é”")]
)
def test_plain(text: str, safe: str) -> None:
    assert plain(text) == safe


def test_clipped_cuts_after_a_word() -> None:
    assert clipped("Nobody was in danger, he said", 22) == "Nobody was in danger…"
    assert clipped("short", 22) == "short"
