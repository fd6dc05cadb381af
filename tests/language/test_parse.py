"""Reading news: sentences, trees, names. The texts are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.language import Sentence, parse, read, refer
from corroborate.text.sentences import paragraphs
from corroborate.text.spans import Span


def one(text: str) -> Sentence:
    (sentence,) = parse(text, [(0, Span(0, len(text)))])
    return sentence


def lines(text: str) -> list[tuple[int, Span]]:
    return list(enumerate(paragraphs(text)))


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Ada Brook said the vote was fair.", "said", "Brook"),
        ("The minister, who had arrived late, denied the claim.", "denied", "minister"),
        ("Police were called to the shop on Monday.", "called", "Police"),
        ("The party agreed to lift the ban.", "lift", "party"),
        ("He resigned and left the country.", "left", "He"),
    ],
)
def test_subjects(text: str, verb: str, subject: str) -> None:
    sentence = one(text)
    found = sentence.subject(next(t for t in sentence.tokens if t.text == verb))
    assert found is not None
    assert found.text in (subject, "Ada")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Brook met Tom Hill in Paris.", {("Ada Brook", "PER"), ("Tom Hill", "PER"), ("Paris", "LOC")}),
        ("The United Nations sent aid to Norway.", {("United Nations", "ORG"), ("Norway", "LOC")}),
    ],
)
def test_names(text: str, expected: set[tuple[str, str]]) -> None:
    sentence = one(text)
    found = {(Span(sentence.tokens[n.start].span.start, sentence.tokens[n.end - 1].span.end).of(text).removeprefix("The "), n.type) for n in sentence.names}
    assert found == expected


@pytest.mark.parametrize(
    "row",
    [
        "Police came.|They left.",
        "“We won’t go,” he said.|The crowd cheered.",
        "Sen. Ada Brook met Lt. Gov. Tom Hill.|They spoke at 5 p.m. on Monday.",
        "The minister visited Portburg after the flood.|She promised help.|“The water is going down,” she said.",
    ],
)
def test_sentences(row: str) -> None:
    parts = row.split("|")
    text = " ".join(parts)
    assert [s.span.of(text) for s in read(text, lines(text))] == parts


def test_a_long_line_is_read_window_after_window() -> None:
    text = "The council met on Monday. It agreed on the new bridge. " * 60
    found = read(text.strip(), [(0, Span(0, len(text) - 1))])
    assert len(found) == 120
    assert [s.index for s in found] == list(range(120))


def test_a_paragraph_ends_a_sentence_without_a_stop() -> None:
    text = "Bridge opens in Portburg\nThe mayor cut the ribbon."
    assert [(s.paragraph, s.span.of(text)) for s in read(text, lines(text))] == [(0, "Bridge opens in Portburg"), (1, "The mayor cut the ribbon.")]


def test_nothing_to_read() -> None:
    assert read("", []) == ()
    assert parse(" ", [(0, Span(0, 1))]) == ()


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="aB .!?\"“”’\n…-1é中\u200b", max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    found = read(text, lines(text))
    spans = [t.span for s in found for t in s.tokens]
    assert spans == sorted(spans)
    assert "".join(s.of(text) for s in spans).replace("\u200b", "") == "".join(text.replace("\u200b", "").split())
    for s in found:
        assert sum(t.head == -1 for t in s.tokens) == 1
        assert len(s.roles) == len(s.tokens)


def test_what_refers_points_back() -> None:
    text = "Ada Brook resigned on Monday. She said the minister knew. He denied it."
    found = refer(text, read(text, lines(text)))
    assert found
    assert all((r.to_sentence, r.to_token) < (r.sentence, r.token) and 0 <= r.probability <= 1 for r in found)
