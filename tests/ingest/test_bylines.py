"""Bylines, glued and plain."""

from __future__ import annotations

import pytest

from corroborate.ingest.bylines import byline
from corroborate.outlets import directory

#: (line, names, house); `None` for both when the line is no byline
BYLINES: list[tuple[str, list[str] | None, str | None]] = [
    ("By Ana Lund", ["Ana Lund"], None),
    ("By Ana Lund, Per J. McStrand, and Olu Oke, Los Angeles Times", ["Ana Lund", "Per J. McStrand", "Olu Oke"], "Los Angeles Times"),
    ("By ANA LUNDAssociated Press", ["Ana Lund"], "The Associated Press"),
    ("By PER McSTRANDAssociated Press", ["Per McStrand"], "The Associated Press"),
    ("[Source: By Ana Lund, The Washington Post, 15Sep14]", ["Ana Lund"], "The Washington Post"),
    ("By Ana Lund | The Marl Gazette", ["Ana Lund"], "The Marl Gazette"),
    ("BY ANA LUND, PER STRAND AND LARRY McBRAE", ["Ana Lund", "Per Strand", "Larry McBrae"], None),
    ("by: Ana Lund Updated: Jan 4, 2017 - 7:16 AM", ["Ana Lund"], None),
    ("By: Ana Lund - Staff Writer", ["Ana Lund"], None),
    ("By Ana O’Lund and Khalid al-Sudani in Paris", ["Ana O’Lund", "Khalid al-Sudani"], None),
    ("By Ana Lund. CREATED Jun 12, 2015", ["Ana Lund"], None),
    ("By Breaking News Staff", [], None),
    ("From The Marl Gazette staff reports", [], None),
    ("Associated Press", [], "The Associated Press"),
    ("Reuters", [], "Reuters"),
    ("KTVU.com and Wires", [], "KTVU"),
    ("By accident, police said", None, None),
    ("By the numbers", None, None),
    ("By Monday the army had left the town.", None, None),
    ("Time", None, None),
    ("Police", None, None),
    ("War in the north", None, None),
]


@pytest.mark.parametrize(("line", "names", "house"), BYLINES, ids=[b[0][:40] for b in BYLINES])
def test_byline(line: str, names: list[str] | None, house: str | None) -> None:
    found = byline(line, directory())
    assert ([a.text for a in found.authors] if found else None) == names
    assert (found.house.text if found and found.house else None) == house
    for named in [*(found.authors if found else ()), *([found.house] if found and found.house else [])]:
        assert line[named.span.start : named.span.end].replace(" ", "").lower() in line.replace(" ", "").lower()
        assert len(named.span) > 0
