"""Overlapping findings become a tree, and no word is lost or doubled by it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.report.marking import Branch, Leaf, Mark, tree
from corroborate.report.original import lines
from corroborate.text.spans import Span

TEXT = "“We wait,” the mayor of Brackwater said on Friday."


def drawn(nodes: Iterable[Leaf | Branch]) -> str:
    return "".join(n.text if isinstance(n, Leaf) else f"[{n.kind}:{drawn(n.children)}]" for n in nodes)


def leaves(nodes: Iterable[Leaf | Branch]) -> list[Leaf]:
    return [leaf for n in nodes for leaf in ([n] if isinstance(n, Leaf) else leaves(n.children))]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "abcdef"),
        ([(1, 3, "q")], "a[q:bc]def"),
        ([(1, 5, "q"), (2, 3, "n")], "a[q:b[n:c]de]f"),
        ([(1, 4, "q"), (2, 6, "c")], "a[q:b[c:cd]][c:ef]"),
        ([(0, 6, "q"), (0, 6, "s")], "[q:[s:abcdef]]"),
        ([(0, 2, "q"), (2, 4, "c")], "[q:ab][c:cd]ef"),
        ([(0, 3, "a"), (1, 4, "b"), (2, 5, "c")], "[a:a[b:b[c:c]]][c:[b:d]e]f"),
    ],
)
def test_tree(marks: list[tuple[int, int, str]], expected: str) -> None:
    assert drawn(tree("abcdef", Span(0, 6), [Mark(Span(s, e), k) for s, e, k in marks])) == expected


def test_the_innermost_link_wins_and_the_anchor_is_on_the_first_part() -> None:
    nodes = tree("abcdef", Span(0, 6), [Mark(Span(0, 4), "q", "one", "#c1"), Mark(Span(2, 6), "n", "two", "#c2")])
    assert [(leaf.text, leaf.href) for leaf in leaves(nodes)] == [("ab", "#c1"), ("cd", "#c2"), ("ef", "#c2")]
    assert [n.id for n in nodes if isinstance(n, Branch)] == ["one", None]


spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda p: Span(min(p), max(p)))


@given(st.lists(spans, max_size=12), spans)
def test_no_word_is_lost(marked: list[Span], within: Span) -> None:
    marks = [Mark(s, "m", f"id{i}") for i, s in enumerate(marked)]
    nodes = tree(TEXT, within, marks)
    assert "".join(leaf.text for leaf in leaves(nodes)) == within.of(TEXT)


@given(st.text(st.sampled_from("ab \n\r\t\u2028"), max_size=40))
def test_lines_hold_all_that_is_not_space(text: str) -> None:
    found = lines(text)
    assert "".join("".join(s.of(text).split()) for s in found) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(found))
