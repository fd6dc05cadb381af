"""What a person types, and what is found by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from corroborate.store.searching import parse


@pytest.mark.parametrize(("typed", "match", "before", "after"), [
    ("ferry", 'text : "ferry"', "", ""),
    ("ferry sank", 'text : "ferry" AND text : "sank"', "", ""),
    ('"the ferry sank"', 'text : "the ferry sank"', "", ""),
    ('speaker:brandl ferry', 'speaker : "brandl" AND text : "ferry"', "", ""),
    ('outlet:"Lowland Ledger"', 'outlet : "Lowland Ledger"', "", ""),
    ("ferry before:2031-03-04 after:2030", 'text : "ferry"', "2031-03-04", "2030"),
    ("before:yesterday", "", "", ""),
    ('ferry OR NEAR( * ^"', 'text : "ferry" AND text : "OR" AND text : "NEAR("', "", ""),
    ("", "", "", ""),
])  # fmt: skip
def test_what_is_typed_as_a_query(typed: str, match: str, before: str, after: str) -> None:
    query = parse(typed)
    assert (query.match, query.before, query.after) == (match, before, after)


@pytest.mark.parametrize(("typed", "kind", "found"), [
    ("lease", "", True), ("leases", "article", True), ("lease", "quotation", True), ("lease speaker:brekke", "quotation", True), ("lease speaker:nobody", "", False),
    ("lease outlet:coastline", "", True), ("lease before:1999", "", False), ("lease after:2024-01", "", True), ("zzzz", "", False),
])  # fmt: skip
def test_what_is_found(reader: TestClient, typed: str, kind: str, found: bool) -> None:
    answer = reader.get("/api/v1/search", params={"q": typed, **({"kind": kind} if kind else {})}).json()
    assert bool(answer["items"]) is found
    assert all(kind in ("", hit["kind"]) for hit in answer["items"])


def test_a_hit_points_at_its_words(reader: TestClient) -> None:
    for hit in reader.get("/api/v1/search", params={"q": "lease", "limit": 50}).json()["items"]:
        article = reader.get(f"/api/v1/articles/{hit['article']}").json()
        text = article["articles"][0]["text"] or Path(article["articles"][0]["path"]).read_bytes().decode("utf-8")
        assert "lease" in text[hit["start"] : hit["end"]].lower()
        assert any(run["asked"] and run["text"].lower().startswith("lease") for run in hit["runs"])


def test_pages_of_hits_follow_on_each_other(reader: TestClient) -> None:
    whole = [h["start"] for h in reader.get("/api/v1/search", params={"q": "the", "limit": 60}).json()["items"]]
    parts, cursor = [], None
    while len(parts) < 60:
        answer = reader.get("/api/v1/search", params={"q": "the", "limit": 7, **({"cursor": cursor} if cursor else {})}).json()
        parts += [h["start"] for h in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert parts[: len(whole)] == whole[: len(parts)]
    assert len(whole) > 7


@given(st.text(max_size=80))
def test_nothing_that_is_typed_is_a_fault(reader: TestClient, typed: str) -> None:
    assert reader.get("/search", params={"q": typed.encode("utf-8", "replace").decode()}).status_code == 200
