"""Sentences of news paragraphs by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.text.sentences import paragraphs, sentences
from corroborate.text.spans import Span

ROWS = [
    "Police came.|They left.",
    "“We won’t go,” he said.|“Never.”|The crowd cheered.",
    "“Is it over yet?” he asked.|No one spoke.",
    "Sen. Ada Brook met Lt. Gov. Tom Hill.|They spoke.",
    "The U.S. Embassy closed at 5 p.m. on Monday.|It opens today.",
    "He lives in the U.S.|He was born in Norland.",
    "J. K. Brook, Jr. of Brook & Hill Inc. resigned.|No reason was given.",
    "The No. 2 official left.",
    "He said... that he would.|“I will…”|It rained.",
    "It rose 3.5 percent, to $1.2 billion.|That is a record!|Really?",
    "He called it a “mistake.”|She agreed.",
    "(She did not reply.)|He did.",
    "PORTBURG, Norland (AP) — Two men died.|A third fled.",
    "It was over.The next day came.",
    "Visit example.com for more.",
]


@pytest.mark.parametrize("row", ROWS)
def test_sentences(row: str) -> None:
    parts = row.split("|")
    text = " ".join(parts)
    if "over.The" in row:
        parts = ["It was over.", "The next day came."]
    assert [s.of(text) for s in sentences(text, Span(0, len(text)))] == parts


@given(st.text(alphabet="aB .!?\"“”’'\n…U.S", max_size=80))
def test_sentences_cover_their_paragraph_in_order(text: str) -> None:
    for paragraph in paragraphs(text):
        found = sentences(text, paragraph)
        assert "".join("".join(s.of(text) for s in found).split()) == "".join(paragraph.of(text).split())
        assert found == sorted(found)
        assert all(paragraph.covers(s) for s in found)
