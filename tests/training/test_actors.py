"""Reading actor dictionaries and lists of leaders."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.actors import agents, between, entries, leaders, plain, worth

DICTIONARY = """\
# a comment
LUND_, [NOR]
ANA_LUND_  # who was minister
+MINISTER_ANA_LUND
\t[NOROPP <20050101]
\t[NORGOV 050101-091231]
\t[NORELI]
FISH_FRONT_(FF) [NORREB]
"""


def test_a_block_codes_its_name_and_its_aliases() -> None:
    found = list(entries(DICTIONARY))
    codes = [("NOROPP", ":-20050101"), ("NORGOV", ":20050101-20091231"), ("NORELI", "")]
    assert [f for f in found if "lund" in f[0] and " " in f[0]] == [(name, *code) for name in ("ana lund", "minister ana lund") for code in codes]
    assert ("fish front", "NORREB", "") in found


@pytest.mark.parametrize(
    ("sign", "first", "last", "told"),
    [("", "", "", ""), ("", "050101", "991231", ":20050101-19991231"), (">", "20100101", "", ":20100101-"), ("<", "890101", "", ":-19890101"), ("", "2004017", "", ":-")],
)
def test_days_are_written_out_and_slips_left_open(sign: str, first: str, last: str, told: str) -> None:
    assert between(sign, first, last) == told


@pytest.mark.parametrize(("raw", "name"), [("ANA_LUND_", "ana lund"), ("FISH!PERSON!", ""), ("A", ""), ("FISH_FRONT_(FF)", "fish front")])
def test_names_are_plain(raw: str, name: str) -> None:
    assert plain(raw) == name


@pytest.mark.parametrize(
    ("file", "name", "code", "dates", "kept"),
    [
        ("Phoenix.Countries", "ana lund", "NORGOV", ":20050101-20091231", True),
        ("Phoenix.Countries", "ana lund", "NORGOV", ":19500101-19691231", False),  # long ago
        ("Phoenix.Countries", "norge", "NOR", "", False),  # countries are known
        ("Phoenix.International", "nato", "IGOWST", "", True),
        ("Phoenix.Countries", "lund", "NORGOV", ":20050101-", False),  # a surname alone is anybody's
    ],
)
def test_what_is_worth_keeping(file: str, name: str, code: str, dates: str, kept: bool) -> None:
    assert worth(file, name, code, dates) is kept


def test_nouns_go_to_their_first_sector() -> None:
    found = agents("FISHER!PERSON! [~AGR]\nMINISTER {MINISTERS} [~GOVMIL]\n# REBEL [~REB]\n")
    assert found["GOV"] == {"minister", "ministers"}
    assert {"fisherman", "fisherwomen"} <= found["AGR"]
    assert "REB" not in found


def test_leaders_hold_office_between_their_days(tmp_path: Path) -> None:
    head = "stateabb,leader,sdate,smonth,syear,emonth,eyear\n"
    rows = "NOR,Ana Lund,4,3,2010,5,2014\nGMY,Per Holm,1,1,2019,,\nNOR,Ida Strand,1,1,1960,1,1970\nNOR,Lund,1,1,2010,1,2011\n"
    (tmp_path / "leaders.csv").write_text(head + rows, encoding="latin-1")
    assert list(leaders(tmp_path / "leaders.csv")) == [("ana lund", "NORGOV", ":20100304-20140531"), ("per holm", "DEUGOV", ":20190101-20211231")]
