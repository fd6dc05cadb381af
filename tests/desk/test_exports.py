"""A story for other programs and for colleagues: what each format must hold, whatever the articles say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.desk.commands import EXPORTS
from corroborate.desk.exports import FORMATS, export
from corroborate.errors import UsageError
from corroborate.types import Analysis
from made import ANALYSIS


def test_the_command_offers_what_there_is() -> None:
    assert set(EXPORTS) == set(FORMATS)
    with pytest.raises(UsageError, match="no such format"):
        export(ANALYSIS, "docx")


def test_annotations_are_tied_to_their_words_twice() -> None:
    told = json.loads(export(ANALYSIS, "annotations")[0])
    items = told["first"]["items"]
    assert told["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert told["total"] == len(items) == len({i["id"] for i in items}) == 4, "two quotations, two accounts"
    texts = {a.url or f"urn:sha256:{a.sha256}": a.text for a in ANALYSIS.articles}
    for item in items:
        position, quote = item["target"]["selector"]
        text = texts[item["target"]["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])


def test_a_brief_has_a_footnote_for_each_account() -> None:
    text = export(ANALYSIS, "markdown")[0]
    assert text.startswith("# Ship, sunk\n")
    assert "**Disputed: who said it** (2 origins)" in text
    cited, notes = re.findall(r"\[\^(\d+)\](?!:)", text), re.findall(r"^\[\^(\d+)\]:", text, re.M)
    assert cited == notes == ["1", "2"]
    assert "<https://ledger.example/1>, characters 1–9." in text
    assert "The Harbour Times: `b/a.txt`, characters 1–9." in text


def test_graphml_is_xml_and_plover_is_json_lines() -> None:
    assert xml.fromstring(export(ANALYSIS, "graphml")[0]).tag.endswith("graphml")
    assert all(json.loads(line) for line in export(ANALYSIS, "plover")[0].splitlines())


def titled(title: str) -> Analysis:
    [story] = ANALYSIS.links.stories
    return replace(ANALYSIS, links=replace(ANALYSIS.links, stories=(replace(story, title=title),)))


@given(st.text(max_size=40))
def test_no_text_becomes_markup_in_a_brief(title: str) -> None:
    text = export(titled(title), "markdown")[0]
    heading, _, rest = text.partition("\n")
    assert heading.startswith("# ")
    assert not re.search(r"(?<!\\)[\[\]<>*_`]", heading[2:].replace("\\\\", ""))
    assert rest.lstrip("\n").startswith(("Two ", "Monday", "Tuesday"))
