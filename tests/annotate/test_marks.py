"""Quotation marks as news has them: mismatched, nested, unclosed, running over paragraphs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.annotate.marks import find_stretches
from corroborate.text.sentences import paragraphs

ROWS = [
    ("“We will,” he said. “Not yet.”", ["We will,", "Not yet."]),
    ('"We will," he said. "Not yet."', ["We will,", "Not yet."]),
    ("''We will'' and ``they stay,'' he said", ["We will", "they stay,"]),
    ('“A mismatched" close and "another”', ["A mismatched", "another"]),
    ("‘It’s the workers’ right,’ he said, ‘not ours.’", ["It’s the workers’ right,", "not ours."]),
    ("'I'm going', he said", ["I'm going"]),
    ("It's the Smiths' dog, and 'em all in the '90s", []),
    ('The 12" pipe broke', []),
    ('"She said \'go\' ", he recalled, "twice"', ["She said 'go'", "twice"]),
    ('"I fall in the group that asks ‘what is in it?’ " She left.', ["I fall in the group that asks ‘what is in it?’"]),
    ('"Reed used to praise a "silver bullet," and today he hides," Reed said.', ['Reed used to praise a "silver bullet," and today he hides,']),
    ("He said, “this is open. “Then this,” he added.", ["this is open.", "Then this,"]),
    ("«Nous» and „Wir“ are words", ["Nous", "Wir"]),
    ("a dash—“like this”—holds", ["like this"]),
    ('"[a]n area of calm"', ["[a]n area of calm"]),
    ('" "', []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[r[0][:40] for r in ROWS])
def test_outermost_stretches(text: str, expected: list[str]) -> None:
    assert [s.span.of(text) for s in find_stretches(text, paragraphs(text))] == expected


def test_nested_stretches_are_kept_inside() -> None:
    text = '"Reed used to praise a "silver bullet," and today he hides," Reed said.'
    (outer,) = find_stretches(text, paragraphs(text))
    assert [s.span.of(text) for s in outer.nested] == ["silver bullet,"]


def test_an_unclosed_quotation_runs_on_into_the_paragraph_that_reopens_it() -> None:
    text = "“One plan failed.\n\n“The next will not,” Holt said."
    first, second = find_stretches(text, paragraphs(text))
    assert (first.closed, first.runs_on, second.reopens) == (False, True, True)


def test_a_line_break_inside_a_quotation_does_not_lose_its_second_half() -> None:
    text = '"The valley was flooded in the night and\nthe road is gone," she said.'
    assert [s.span.of(text) for s in find_stretches(text, paragraphs(text))] == ["The valley was flooded in the night and", "the road is gone,"]


def test_an_unclosed_mark_without_a_next_one_does_not_run_on() -> None:
    text = "“One plan failed.\n\nHolt went home."
    (only,) = find_stretches(text, paragraphs(text))
    assert not only.closed
    assert not only.runs_on


@given(st.text(alphabet="ab .,'\"“”‘’\n-", max_size=80))
def test_stretches_are_ordered_disjoint_and_inside_their_paragraph(text: str) -> None:
    where = paragraphs(text)
    found = find_stretches(text, where)
    assert all(where[s.paragraph].covers(s.outer) and s.outer.covers(s.span) for s in found)
    assert all(a.outer.end <= b.outer.start for a, b in pairwise(found))
