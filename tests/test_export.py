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
from corroborate.types import Analysis, Article, Findings, Links
from invented import laid
from made import ANALYSIS, TEXT


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
    assert whole["cue"] == {"text": "said", "start": 16, "end": 20, "lemma": "say", "force": "says", "medium": "said", "negated": False}
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
        "story": "s", "story_title": "Ship, sunk", "claim": "c", "kind": "statement", "verdict": "disputed", "origins": "2", "outlet": "The Harbour Times", "path": "b/a.txt",
        "start": "1", "end": "9", "words": "It sank,", "speaker": "Greta Holm", "value": "", "origin": "", "differences": "speaker", "url": "",
    }  # fmt: skip
    assert second[COLUMNS.index("value")] == "'=1+1", "no cell may run as a formula"
