"""Datelines, copyright lines and sign-offs."""

from __future__ import annotations

import pytest

from corroborate.ingest.lines import lines_of
from corroborate.ingest.notices import copyrights, dateline, signed_off
from corroborate.outlets import directory

#: (paragraph, its dateline, the agency or station in it)
DATELINES: list[tuple[str, str | None, str | None]] = [
    ("ELMHAVEN, Iran — The minister said no.", "ELMHAVEN, Iran —", None), ("ELMHAVEN, Md. (AP) - During a storm, boats sank.", "ELMHAVEN, Md. (AP) -", "The Associated Press"),
    ("EAST ELM BAY (CBS SF) — Five people were hurt.", "EAST ELM BAY (CBS SF) —", "CBS San Francisco"),
    ("PARIS, Sept 15 (Reuters) - France said no.", "PARIS, Sept 15 (Reuters) -", "Reuters"),
    ("NEW YORK (CBSNewYork) — A boat sank.", "NEW YORK (CBSNewYork) —", "CBS New York"),
    ("DES ELMS – The governor spoke.", "DES ELMS –", None),
    ("(Reuters) - The governor spoke.", "(Reuters) -", "Reuters"),
    ("GENEVA/LONDON (AFP) — Talks ended.", "GENEVA/LONDON (AFP) —", "Agence France-Presse"), ("AFP - The governor spoke.", "AFP -", "Agence France-Presse"),
    ("ELMHAVEN, Ala. (AP) Authorities spoke.", "ELMHAVEN, Ala. (AP)", "The Associated Press"),
    ("NATO (the alliance) spoke.", None, None),
    ("UPDATE: The governor spoke.", None, None),
    ("BREAKING - The governor spoke.", None, None),
    ("The governor — a lawyer — spoke.", None, None),
    ("NATO said it would come.", None, None),
    ("U.S. officials — all of them — said so.", None, None), ("WATCH LIVE: The governor speaks.", None, None), ("UN (the body) - said so.", None, None),
]


@pytest.mark.parametrize(("text", "span", "house"), DATELINES, ids=[d[0][:30] for d in DATELINES])
def test_dateline(text: str, span: str | None, house: str | None) -> None:
    found = dateline(lines_of(text)[0], directory())
    assert (found.span.of(text) if found else None) == span
    assert (found.house.name if found and found.house else None) == house


COPYRIGHTS: list[tuple[str, str | None, str | None]] = [
    ("Copyright 2016 The Associated Press. All rights reserved.", "2016", "The Associated Press"),
    ("(Copyright 2013 by CBS San Francisco and Bay City News Service. All rights reserved.)", "2013", "CBS San Francisco"),
    ("Copyright 2015 WAFB. All rights reserved.", "2015", "WAFB"),
    ("© 2021 AFP", "2021", "Agence France-Presse"),
    ("Copyright CNN", None, "CNN"),
    ("(© 2016 KHOU)", "2016", "KHOU"),
    ("Copyright 2016 by KSAT - All rights reserved.", "2016", "KSAT"),
    ("© 2016 Elm Media Group.", "2016", None),
    ("© 2014-2016 The Elmhaven Gazette. All rights reserved", "2014", "The Elmhaven Gazette"),
    ("(©2016 Elm Broadcasting Corp.)", "2016", None),
]


@pytest.mark.parametrize(("text", "year", "holder"), COPYRIGHTS, ids=[c[0][:40] for c in COPYRIGHTS])
def test_copyright(text: str, year: str | None, holder: str | None) -> None:
    ((found, place, sign),) = copyrights(lines_of(text), directory())
    assert (found, sign.name if sign else None) == (year, holder)
    assert (place.of(text) if place else None) == year


SIGNED: list[tuple[str, str | None]] = [
    ("(Reporting by Ana Lund; Editing by Per Strand)", "Reuters"),
    ("(Additional reporting by Ana Lund in Marl, writing by Per Strand, editing by Olu Oke)", "Reuters"),
    ("The talks go on, he said. (AP)", "The Associated Press"),
    ("The talks go on, he said. — AFP", "Agence France-Presse"),
    ("(PTI)", "Press Trust of India"),
    ("Reporting by Ana Lund", None),
    ("The talks go on, he told the AP.", None),
    ("Editing the film took a year.", None),
]


@pytest.mark.parametrize(("text", "agency"), SIGNED, ids=[s[0][:40] for s in SIGNED])
def test_sign_off(text: str, agency: str | None) -> None:
    found = signed_off(lines_of(text)[0], directory())
    assert (found.name if found else None) == agency
