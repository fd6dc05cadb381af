"""The output contract: valid against its schema, with ids that hold together and offsets that give the words."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate import Corpus
from corroborate.export import COLUMNS, as_json, csv_text, finding_ids, json_lines
from corroborate.schema import schema
from corroborate.text.spans import Span
from corroborate.types import (
    Account,
    Analysis,
    Article,
    Claim,
    Credit,
    Cue,
    Difference,
    Entity,
    Event,
    Findings,
    Links,
    Origin,
    Quantity,
    Quotation,
    Referent,
    Rejected,
    Speaker,
    Story,
)
from invented import laid

TEXT = "“It sank,” Holm said, Reuters reported. At least 3 were hurt."
QUOTATION = Quotation(
    Span(1, 9), (Span(1, 9),), (Span(1, 9),), "direct", cue=Cue(Span(16, 20), "say"), speaker=Speaker(Span(11, 15), 0, "Holm", "subject of said")
)
FINDINGS = Findings(
    "a",
    referents=(Referent(0, "Holm", "person", True), Referent(1, "the mate", "person", False)),
    quotations=(QUOTATION, Quotation(Span(1, 3), (Span(1, 3),), (), "indirect", within=0, speaker=Speaker(None, None, None, candidates=(0, 1)))),
    credits=(Credit(Span(22, 29), "Reuters", "according-to", Span(1, 38)), Credit(Span(22, 29), "Reuters", "origin")),
    quantities=(Quantity(Span(40, 50), "injured", low=3, high=float("inf"), value="at least 3"),),
    events=(Event(Span(4, 8), (Span(4, 8),), "ACCIDENT", "reported", actor=((Span(11, 15), 0, "Holm"),), reported_by=0),),
)
ARTICLE = Article("a", "b/a.txt", "0" * 64, TEXT, (Span(0, len(TEXT)),), verbatim=True)
OTHER = Article("b", "a/b.txt", "1" * 64, TEXT, (Span(0, len(TEXT)),), url="https://ledger.example/1")
CLAIM = Claim(
    "c", "s", "statement", "disputed", (Account("a", Span(1, 9), 0, speaker="Greta Holm"), Account("b", Span(1, 9), value="=1+1")), 2,
    (Difference("speaker", (("Holm", (0,)), ("Brandl", (1,)))),), 0.876,
)  # fmt: skip
ANALYSIS = Analysis(
    (ARTICLE, OTHER),
    (FINDINGS, Findings("b")),
    Links(
        stories=(Story("s", "Ship, sunk", ("a", "b"), "2031-03-04", (Origin("Reuters", ("a",)), Origin(None, ("b",)))),),
        entities=(Entity("e", "Greta Holm", "person", (("Holm", 2),), (("a", 0),), iso3="NOR"),),
        claims=(CLAIM,),
    ),
    (Rejected("z", "empty file"), Rejected("a", "empty file")),
)


def closed(node: Any) -> Any:
    """The schema with nothing allowed that it does not name: for tests; users' programs must bear new fields."""
    if isinstance(node, dict):
        shut = {"additionalProperties": False} if "properties" in node else {}
        return {**{k: closed(v) for k, v in node.items()}, **shut}
    return [closed(v) for v in node] if isinstance(node, list) else node


STRICT = jsonschema.Draft202012Validator(closed(schema()))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Analysis, dict[str, Any]]:
    with Corpus() as corpus:
        corpus.add([laid(tmp_path_factory.mktemp("news")), "nowhere.txt"])
        return corpus.analysis(), json.loads(corpus.json())


def test_the_schema_is_a_schema_and_says_what_everything_is() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    for name, definition in schema()["$defs"].items():
        for field, told in definition.get("properties", {}).items():
            assert told.get("description") or "$ref" in told, f"{name}.{field} has no description"


def test_an_analysis_is_valid(real: tuple[Analysis, dict[str, Any]]) -> None:
    STRICT.validate(real[1])
    STRICT.validate(as_json(ANALYSIS))
    STRICT.validate(as_json(Analysis((), (), Links())))


@pytest.mark.parametrize("which", ["made", "real"])
def test_ids_are_unique_and_every_reference_leads_somewhere(which: str, real: tuple[Analysis, dict[str, Any]]) -> None:
    out = as_json(ANALYSIS) if which == "made" else real[1]
    ids = {kind: [item["id"] for item in out[kind]] for kind in ("articles", "stories", "entities", "quotations", "credits", "quantities", "events", "claims")}
    assert all(len(set(found)) == len(found) for found in ids.values())
    assert {m["entity"] for m in out["mentions"]} <= set(ids["entities"])
    for kind in ("mentions", "quotations", "credits", "quantities", "events"):
        assert {item["article"] for item in out[kind]} <= set(ids["articles"])
    for quotation in out["quotations"]:
        assert quotation["within"] in {None, *ids["quotations"]}
        assert set(quotation["via"]) <= set(ids["credits"])
        assert quotation["speaker"]["entity"] in {None, *ids["entities"]}
    for claim in out["claims"]:
        assert claim["story"] in ids["stories"]
        assert {a["quotation"] for a in claim["accounts"]} <= {None, *ids["quotations"]}
        assert all(i < len(claim["accounts"]) for d in claim["differences"] for value in d["values"] for i in value["accounts"])


def test_offsets_give_the_words(real: tuple[Analysis, dict[str, Any]]) -> None:
    text = {a["id"]: a["text"] if a["text"] is not None else Path(a["path"]).read_bytes().decode("utf-8") for a in real[1]["articles"]}
    quotations = real[1]["quotations"]
    assert quotations
    for q in quotations:
        if q["cue"]:
            assert q["cue"]["text"] == text[q["article"]][q["cue"]["start"] : q["cue"]["end"]]
        assert q["start"] <= q["pieces"][0][0] < q["pieces"][-1][1] <= q["end"] <= len(text[q["article"]])


def test_fields_tell_what_the_contract_says() -> None:
    out = as_json(ANALYSIS)
    assert [a["path"] for a in out["articles"]] == ["a/b.txt", "b/a.txt"]
    assert [a["text"] for a in out["articles"]] == [TEXT, None]
    assert [r["path"] for r in out["rejected"]] == ["a", "z"]
    whole, part = out["quotations"]
    assert whole["cue"] == {"text": "said", "start": 16, "end": 20, "lemma": "say", "force": "says", "medium": "said"}
    assert (whole["speaker"]["name"], whole["speaker"]["entity"], part["within"]) == ("Greta Holm", "e", whole["id"])
    assert part["speaker"]["candidates"] == [{"name": "Greta Holm", "entity": "e"}, {"name": "the mate", "entity": None}]
    assert len(whole["via"]) == 1, "a credit for the whole article stands on the article, not on each quotation"
    assert (out["quantities"][0]["low"], out["quantities"][0]["high"]) == (3, None)
    assert out["events"][0]["reported_by"] == whole["id"]
    assert out["claims"][0]["accounts"][0]["quotation"] == whole["id"]
    assert out["claims"][0]["confidence"] == 0.88


@given(st.lists(st.integers(0, 5).map(lambda start: Span(start, 9)), max_size=8))
def test_ids_of_findings_differ_on_one_span_too_and_do_not_depend_on_other_spans(spans: list[Span]) -> None:
    ids = finding_ids("a", "credit", spans)
    assert len(set(ids)) == len(ids)
    for i, span in enumerate(spans):
        assert ids[i] in finding_ids("a", "credit", [s for s in spans if s == span])


def test_json_comes_an_item_a_line_and_reads_back_the_same() -> None:
    text = "".join(json_lines(ANALYSIS))
    assert json.loads(text) == as_json(ANALYSIS)
    assert sum('"kind": "direct"' in line for line in text.splitlines()) == 1


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=[]), max_size=30))
def test_any_text_survives_json(text: str) -> None:
    article = Article("a", "a.jsonl#1", "0" * 64, text, ())
    out = "".join(json_lines(Analysis((article,), (Findings("a"),), Links()))).encode("utf-8", "backslashreplace")
    halves = any("\ud800" <= a <= "\udbff" and "\udc00" <= b <= "\udfff" for a, b in itertools.pairwise(text))
    assert halves or json.loads(out)["articles"][0]["text"] == text


def test_csv_has_a_row_for_each_account() -> None:
    header, first, second = csv.reader(io.StringIO(csv_text(ANALYSIS), newline=""))
    assert tuple(header) == COLUMNS
    assert dict(zip(header, first, strict=True)) == {
        "story": "s", "story_title": "Ship, sunk", "claim": "c", "kind": "statement", "verdict": "disputed", "origins": "2", "outlet": "", "path": "b/a.txt",
        "start": "1", "end": "9", "words": "It sank,", "speaker": "Greta Holm", "value": "", "origin": "", "differences": "speaker",
    }  # fmt: skip
    assert second[COLUMNS.index("value")] == "'=1+1", "no cell may run as a formula"
