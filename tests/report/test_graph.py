"""The drawing of origins: with any number of outlets no box lies over another, and all lie on the sheet."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import circled, sample

from corroborate import types as t
from corroborate.report.graph import Drawing, draw
from corroborate.report.lookup import Lookup
from corroborate.report.origins import Provenance, provenance
from corroborate.text.spans import Span


def drawn(analysis: t.Analysis) -> tuple[Provenance, tuple[Drawing, Drawing] | None]:
    look = Lookup.of(analysis)
    found = provenance(analysis.links.stories[0], look)
    return found, draw(found, look, "k")


def story(groups: list[tuple[str | None, int]], credits: list[tuple[int, str]]) -> t.Analysis:
    """Outlets numbered from 0 in groups of one origin each; credits as (outlet, name)."""
    ids, origins = [], []
    for name, size in groups:
        mine = [f"a{len(ids) + i:02}" for i in range(size)]
        ids += mine
        origins.append(t.Origin(name, tuple(mine)))
    articles = tuple(t.Article(i, f"{i}.txt", "0", "x" * 90, (), outlet=t.Outlet(f"Outlet {int(i[1:])}", "test")) for i in ids)
    findings = tuple(
        t.Findings(i, credits=tuple(t.Credit(Span(n, n + 1), name, "according-to") for n, (at, name) in enumerate(credits) if ids[at % len(ids)] == i)) for i in ids
    )
    return circled(t.Analysis(articles, findings, t.Links(stories=(t.Story("s", "A story", tuple(ids), None, tuple(origins)),))))


@pytest.mark.parametrize(
    ("groups", "credits", "columns", "kinds"),
    [
        ([(None, 1), (None, 1)], [], None, []),
        ([("Reuters", 2), (None, 1)], [], [0, 1, 3], ["copy", "copy"]),
        ([(None, 1), (None, 1)], [(0, "Outlet 1")], [0, 0, 2], ["cite"]),
        ([(None, 1), (None, 1)], [(0, "Outlet 1"), (1, "outlet 0")], [0, 0, 2], ["circle"]),
        ([("Reuters", 2), (None, 1)], [(2, "Reuters"), (2, "AFP")], [1, 1, 3], ["cite", "cite", "copy", "copy"]),
        ([(f"Outlet {i}", 1) for i in range(40)], [(0, "AFP")], [1, 0, 2], ["cite"]),
        ([("AP", 30)], [], [0, 1, 1], ["copy"]),
        ([(f"Outlet {i}", 1) for i in range(40)], [(i, "AFP") for i in range(20)], [1, 0, 2], ["cite"]),
    ],
)
def test_drawing(groups: list[tuple[str | None, int]], credits: list[tuple[int, str]], columns: list[int] | None, kinds: list[str]) -> None:
    _, made = drawn(story(groups, credits))
    assert (made is None) == (columns is None)
    if made is not None and columns is not None:
        assert [sum(n.column == c for n in made[0].nodes) for c in range(3)] == columns
        assert sorted(e.kind for e in made[0].edges) == kinds


def test_outlets_that_credit_each_other() -> None:
    found, _ = drawn(sample())
    assert len({frozenset(pair) for pair in found.circular}) == 1
    assert len(found.groups) == 4


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([None, "Reuters", "A wire with a very long name indeed, Incorporated", "AP"]), st.integers(1, 9)), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["AFP", "AP", "Outlet 3", "Outlet 5", "Reuters", "The Ministry of a Name Too Long to Fit in Any Box"])), max_size=20),
)
def test_no_box_over_another(groups: Any, credits: Any) -> None:
    _, made = drawn(story(groups, credits))
    for drawing in made or ():
        keys = [n.key for n in drawing.nodes]
        assert len(keys) == len(set(keys))
        for column in range(3):
            placed = sorted((n for n in drawing.nodes if n.column == column), key=lambda n: n.y)
            assert all(a.y + a.height <= b.y + 0.01 for a, b in pairwise(placed))
        assert all(n.x >= 0 and n.x + n.width <= drawing.width and n.y >= 0 and n.y + n.height <= drawing.height for n in drawing.nodes)
