"""Make `src/corroborate/data/actors.toml`: who acts for whom and when, from the Phoenix actor dictionaries and the REIGN list of leaders (both MIT).

    python -m training.actors FOLDER_OF_DICTIONARIES REIGN.csv

and `sectors.toml`: which nouns tell what somebody is ("minister": GOV), from the agents of the same dictionaries.

A name has codes of three letters (country or kind, then sectors), with days where the code held only then. Names of one word for persons, codes that only
repeat a country's, and what ended before 1990 are left out: the tables of countries and groups know the former better, and news seldom means the latter.
"""

from __future__ import annotations

import csv
import lzma
import re
import sys
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "src" / "corroborate" / "data" / "actors.toml"
SECTORS = TABLE.with_name("sectors.toml")
FILES = ("Phoenix.Countries", "Phoenix.International", "Phoenix.MilNonState")
SINCE = "1990"  #: what ended before is left out
HEAD = """\
# Who acts for whom, and when: names with codes of CAMEO's kind (ISO 3166-1 alpha-3 or a kind of body, then sectors) and the days between which a code held.
# Made by training/actors.py from the Phoenix actor dictionaries of the Open Event Data Alliance (MIT, copyright 2014 Open Event Data Alliance) and the leaders of the
# REIGN dataset (MIT, copyright 2017 Paul Le). A user's own file may add a [names] table: "Ana Lund" = "NORGOV 20210101-20240630".

# Persons and bodies: name, a tab, then code or code:from-to, the most recent last; in lower case.
compiled = '''
"""
SECTOR_HEAD = """\
# What nouns tell about those they name: words (underscores for spaces, singular) by the sector they stand for.
# Made by training/actors.py from the Phoenix agents dictionary of the Open Event Data Alliance (MIT, copyright 2014 Open Event Data Alliance).
# What this project adds to it and puts right stands in plover.toml, [sectors].

"""
PERSON = ("man", "men", "woman", "women", "person", "people")  #: what the dictionary's !PERSON! stands for
_CODE = re.compile(r"\[([A-Z]{3,12})(?:\s+([<>]?)\s*(\d{6,8})(?:\s*-\s*(\d{6,8}))?)?\s*\]")
#: REIGN's country codes that differ from ISO's, where news names the country often.
CODES = (
    "AUL:AUS AUS:AUT BUL:BGR CAM:KHM CHN:CHN COS:CRI CRO:HRV CZR:CZE DEN:DNK DRC:COD ETM:TLS FRN:FRA GFR:DEU GMY:DEU GRC:GRC GUA:GTM HAI:HTI HON:HND ICE:ISL INS:IDN IRE:IRL "
    "KUW:KWT KYR:KGZ KZK:KAZ LAT:LVA LEB:LBN LIB:LBY LIT:LTU MAC:MKD MAG:MDG MLD:MDA MON:MNG MOR:MAR MYA:MMR MZM:MOZ NEP:NPL NEW:NZL NIG:NGA NIR:NER NTH:NLD OMA:OMN PAR:PRY "
    "PHI:PHL POR:PRT ROK:KOR ROM:ROU SAL:SLV SIN:SGP SLO:SVK SLV:SVN SPN:ESP SRI:LKA SUD:SDN SWA:SWZ SWD:SWE SWZ:CHE TAJ:TJK TAZ:TZA THI:THA TKM:TKM TOG:TGO TRI:TTO UAE:ARE "
    "UKG:GBR URU:URY VAN:VUT ZAM:ZMB ZIM:ZWE ALG:DZA ANG:AGO BAH:BHS BAR:BRB BNG:BGD BOS:BIH BOT:BWA BUI:BDI CAO:CMR CAP:CPV CDI:CIV CEN:CAF CHA:TCD CON:COG EQG:GNQ FIJ:FJI "
    "GAM:GMB GUI:GIN KOS:KSV LES:LSO MAL:MYS MAA:MRT MAS:MUS MAW:MWI MLI:MLI NAM:NAM NIC:NIC SEN:SEN SIE:SLE SSD:SSD"
)
ISO = dict(pair.split(":") for pair in CODES.split())


def main() -> None:
    folder, reign = Path(sys.argv[1]), Path(sys.argv[2])
    names: dict[str, list[str]] = {}
    for file in FILES:
        text = lzma.decompress((folder / f"{file}.actors.txt.xz").read_bytes()).decode("utf-8", "replace")
        for name, code, dates in entries(text):
            if worth(file, name, code, dates) and f"{code}{dates}" not in names.setdefault(name, []):
                names[name].append(f"{code}{dates}")
    for name, code, dates in leaders(reign):
        names.setdefault(name, []).append(f"{code}{dates}")
    lines = "".join(f"{name}\t{' '.join(codes)}\n" for name, codes in sorted(names.items()) if codes)
    TABLE.write_text(HEAD + lines + "'''\n\n[names]\n", encoding="utf-8")
    words = agents(lzma.decompress((folder / "Phoenix.agents.txt.xz").read_bytes()).decode("utf-8", "replace"))
    SECTORS.write_text(SECTOR_HEAD + "[words]\n" + "".join(f'{sector} = "{" ".join(sorted(held))}"\n' for sector, held in sorted(words.items())), encoding="utf-8")


def agents(text: str) -> dict[str, set[str]]:
    """Words by their first sector."""
    out: dict[str, set[str]] = {}
    for raw in text.splitlines():
        line = raw.partition("#")[0]
        code = re.search(r"\[~([A-Z]{3})", line)
        forms = re.sub(r"[{}]", " ", line.partition("[")[0]).lower().split()
        for form in forms if code else ():
            for word in [form.replace("!person!", person) for person in PERSON] if "!person!" in form else [form]:
                if re.fullmatch(r"[a-z][a-z_'-]+", word.strip("_")):
                    out.setdefault(code[1], set()).add(word.strip("_"))
    return out


def entries(text: str) -> Iterator[tuple[str, str, str]]:
    """(name, code, ":from-to" or "") of each name and alias. A name's codes stand beside it or below it and its aliases ("+"), and hold for all of them."""
    block: list[str] = []
    codes: list[tuple[str, str]] = []
    for raw in [*text.splitlines(), "END_"]:
        line = raw.partition("#")[0].strip()
        name = plain(line.partition("[")[0].lstrip("+"))
        if name and not line.startswith("+"):
            yield from ((n, code, dates) for n in block for code, dates in codes)
            block, codes = [], []
        block += [name] if name else []
        codes += [(code, between(sign, a, b)) for code, sign, a, b in _CODE.findall(line)]


def plain(raw: str) -> str:
    words = re.sub(r"[_\s]+", " ", re.sub(r"\(.*?\)|\{.*?\}", " ", raw)).strip().lower()
    return words if re.fullmatch(r"[\w' .&-]{3,60}", words) and "!" not in words else ""


def between(sign: str, first: str, last: str) -> str:
    """":19920101-20010331"; an open end is left empty; "" for always."""
    if not first:
        return ""
    start, end = ("", first) if sign == "<" else (first, last)
    return f":{whole(start)}-{whole(end)}"


def whole(day: str) -> str:
    """A day as eight digits: six begin with the year's last two; "" for a slip."""
    day = ("20" if int(day[:2]) < 30 else "19") + day if len(day) == 6 else day
    return day if len(day) == 8 else ""


def worth(file: str, name: str, code: str, dates: str) -> bool:
    end = dates.rpartition("-")[2]
    recent = not end or end >= SINCE
    return bool(name) and recent and len(code) > 3 and (" " in name or (len(name) > 3 and not dates and file != "Phoenix.Countries"))


def leaders(path: Path) -> Iterator[tuple[str, str, str]]:
    """Heads of state and government with full names, as members of their government while in office."""
    with path.open(encoding="latin-1") as file:
        for row in csv.DictReader(file):
            name, iso3 = plain(row["leader"]), ISO.get(row["stateabb"], row["stateabb"])
            if " " in name and (not row["eyear"] or row["eyear"] >= SINCE) and row["syear"]:
                start = f"{row['syear']}{int(row['smonth'] or 1):02d}{int(row['sdate'] or 1):02d}"
                end = f"{row['eyear']}{int(row['emonth'] or 12):02d}31" if row["eyear"] else "20211231"
                yield name, f"{iso3}GOV", f":{start}-{end}"


if __name__ == "__main__":
    main()
