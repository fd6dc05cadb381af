"""Words of news text, cut as the Universal Dependencies treebanks cut them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.text.spans import Span
from corroborate.text.tokens import tokens

ROWS = [
    ("Norland's envoy didn't speak.", "Norland|'s|envoy|did|n't|speak|."),
    ("Norland’s envoy can’t say", "Norland|’s|envoy|ca|n’t|say"),
    ("They cannot leave", "They|can|not|leave"),
    ("The U.S.-led mission left at 5 p.m.", "The|U.S.|-|led|mission|left|at|5|p.m."),
    ("Sen. Ada Brook, D-Ore., spoke", "Sen.|Ada|Brook|,|D|-|Ore.|,|spoke"),
    ("an anti-war march", "an|anti-war|march"),
    ("It cost $1,250.50, or 3.5%", "It|cost|$|1,250.50|,|or|3.5|%"),
    ("“We’re done,” he said", "“|We|’re|done|,|”|he|said"),
    ("See example.org/news now", "See|example.org|/|news|now"),
    ("See https://example.org/a?b=1.", "See|https://example.org/a?b=1|."),
    ("Call 555-123-4567 or 555-4567!", "Call|555-123-4567|or|555-4567|!"),
    ("What?! No!!!", "What|?!|No|!!!"),
    ("Is it No. 10? No. It is not.", "Is|it|No.|10|?|No|.|It|is|not|."),
    ("PORTBURG (AP) -- Two men", "PORTBURG|(|AP|)|--|Two|men"),
    ("*****", "*****"),
    ("Brook et al. wrote", "Brook|et|al.|wrote"),
    ("the 1990s and the ’90s", "the|1990s|and|the|’90s"),
    ("@dailynorland #vote", "@dailynorland|#vote"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_words(text: str, expected: str) -> None:
    assert "|".join(s.of(text) for s in tokens(text)) == expected


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=80))
def test_words_follow_each_other_inside_the_text(text: str) -> None:
    found = tokens(text)
    assert all(0 <= a.start < a.end <= b.start for a, b in pairwise(found))
    assert not found or found[-1].end <= len(text)


@given(st.text(alphabet="ab 'tn’s.,-$9!?*\"", max_size=40))
def test_every_mark_is_in_a_word(text: str) -> None:
    assert "".join(s.of(text) for s in tokens(text)) == "".join(text.split())


def test_only_the_span_is_cut() -> None:
    text = "One two three"
    assert tokens(text, Span(4, 7)) == [Span(4, 7)]
