"""Made-up news for the benches, as varied as news is: happenings over a year, each told by one to six outlets in sentences of their own, some after an agency's text.

Names, towns, streets and bodies are made of syllables, so that there are as many as in the world; words of the long tail come from a list; the same number gives the
same article.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

_SYLLABLES = [
    "ba",
    "den",
    "for",
    "gan",
    "hol",
    "kes",
    "lim",
    "mar",
    "nor",
    "pel",
    "quin",
    "rath",
    "sol",
    "tam",
    "ver",
    "wick",
    "yar",
    "zel",
    "dor",
    "fen",
    "al",
    "bri",
    "cas",
    "dun",
    "el",
    "fair",
    "gil",
    "hart",
    "ing",
    "jor",
    "kin",
    "lang",
]
_FIRST = [
    "Ana",
    "Bo",
    "Clara",
    "Dmitri",
    "Elif",
    "Femi",
    "Greta",
    "Hassan",
    "Ines",
    "Jonas",
    "Kavya",
    "Luis",
    "Mina",
    "Noor",
    "Oskar",
    "Paula",
    "Tove",
    "Umar",
    "Zora",
    "Adam",
    "Beth",
    "Carlos",
    "Dana",
    "Emil",
    "Farah",
    "Gwen",
    "Hugo",
    "Irene",
    "Jamal",
    "Karin",
    "Leo",
    "Maria",
    "Niall",
    "Olga",
    "Pedro",
    "Rosa",
    "Samir",
    "Tess",
    "Viktor",
    "Wendy",
    "Yusuf",
    "Alma",
    "Boris",
    "Cora",
    "Dev",
    "Esther",
    "Frank",
    "Gloria",
    "Henry",
]
_ROLES = """mayor|police chief|hospital spokeswoman|fire chief|council member|union leader|harbour master|prosecutor|foreign minister|aid worker|school principal|sheriff
|bank director|head coach|energy minister|park ranger|appeals judge|company spokesman|professor of economics|opposition leader""".replace("\n", "").split("|")
_AGENCIES = ["Reuters", "The Associated Press", "Agence France-Presse"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_THINGS = [
    "bridge",
    "warehouse",
    "ferry",
    "mill",
    "library",
    "clinic",
    "reservoir",
    "market",
    "orchard",
    "tunnel",
    "quarry",
    "stadium",
    "barracks",
    "pipeline",
    "refinery",
    "chapel",
    "greenhouse",
    "observatory",
    "depot",
    "theatre",
    "cannery",
    "archive",
    "kiln",
    "lighthouse",
    "vineyard",
    "foundry",
    "hostel",
    "prison",
    "embankment",
    "substation",
    "museum",
    "laboratory",
    "kennel",
    "terminal",
    "mine",
    "brewery",
    "sawmill",
    "aqueduct",
    "bakery",
    "pier",
]
_DOING = [
    "repair",
    "inspect",
    "close",
    "rebuild",
    "sell",
    "guard",
    "flood",
    "survey",
    "insure",
    "search",
    "evacuate",
    "reopen",
    "demolish",
    "fence",
    "lease",
    "photograph",
    "measure",
    "illuminate",
    "excavate",
    "inventory",
]
_LIKE = [
    "old",
    "damaged",
    "empty",
    "crowded",
    "narrow",
    "unfinished",
    "historic",
    "rented",
    "flooded",
    "abandoned",
    "wooden",
    "coastal",
    "disputed",
    "overgrown",
    "unlit",
    "public",
    "steep",
    "burned",
    "makeshift",
    "leaking",
]

_TOLD_BY = (55, 18, 11, 8, 5, 3)  #: of a hundred happenings: by one outlet, two, … six

_OPENINGS = {
    "fire": "A fire at a {like} {thing} on {street} Street in {town} injured {n} people on {day}, the {role} said",
    "shooting": "Gunfire near a {thing} on {street} Avenue left {n} people wounded late {day} in {town}, police said",
    "talks": "Talks between {town} and {town2} over the {like} {thing} broke down on {day} after {n} hours",
    "vote": "The council of {town} voted {n} to {m} on {day} to close the {like} {thing}",
    "strike": "At least {n} workers at the {thing} in {town} walked out on {day} over pay",
    "flood": "Floods cut off {town} on {day} and forced {n} families from homes near the {thing}",
    "trial": "{name}, the former {role} of {town}, went on trial on {day} over the sale of a {thing}",
    "protest": "Some {n},000 people marched through {town} on {day} against plans for the {thing}",
    "crash": "A bus ran off {street} Road near {town} on {day}, killing {m} people and injuring {n}",
    "aid": "{town2} promised ${n} million on {day} to {doing} the {like} {thing} in {town}",
    "election": "{name} won the vote for {role} of {town} on {day} with {n} percent, officials said",
    "arrest": "Police in {town} arrested {name}, {n}, on {day} and searched a {like} {thing} on {street} Street",
}
_SENTENCES = (
    "“We were not told until {day},” said {name}, the {role} of {town}.", "{name} told reporters that it would cost ${n}.{m} million to {doing} the {thing}.",
    "According to {agency}, {n} people had been taken to hospital by {day} evening.", "The {role}, {name}, denied that anyone had been warned about the {like} {thing}.",
    "“It could have been much worse,” {last} said. “People acted quickly, and we are grateful.”",
    "Officials in {town2} have promised to {doing} a second {thing} before the end of the month.",
    "The {role} said in a statement that the decision was “final and binding” and would not be taken back.",
    "Residents of {street} Street described a loud noise shortly after {m} p.m.",
    "{other}, {n}, was charged with {m} counts of assault and is due in court on {day}.",
    "The company, which employs about {n}00 people at its {thing}, did not answer questions.",
    "Critics say that the plan ignores those who live along {street} Street and beyond the {like} {thing2}.",
    "{last} accused the government of {town2} of delaying the inquiry, a charge it rejects.",
    "{street} Road was closed for {m} hours while crews began to {doing} the {thing}.",
    "In {town2}, some {n} people gathered in the rain to hear {other} speak about the {thing2}.",
    "It was the third such case in the region since the spring, when {m} others were hurt near a {thing2}.",
    "“I don't know what they expected,” {other} wrote on Twitter, “but it was not a {like} {thing2}.”",
    "A spokesman for {town2} said that nobody would {doing} anything before {day}.", "The {thing2} was built {n} years ago and last repaired by a firm from {town2}.",
    "{other}, who has lived beside the {thing} for {m} years, said she would sue.", "{last} did not say whether the {like} {thing2} belonged to {town} or to {town2}.",
    "An inquiry led by {other} found {m} faults in the {thing2} and none in the {thing}.", "Volunteers from {street} Street helped to {doing} the {thing2} until midnight.",
    "“Nobody asked us to {doing} it,” said {other}, a {role2}.", "The {role2} of {town2}, {other}, called the report about the {like} {thing} false.",
)  # fmt: skip


def articles(total: int, words: int) -> Iterator[tuple[str, str, str, str]]:
    """(address, outlet, title, HTML) of *total* articles of about *words* words each; those of one happening follow each other by days, as a year's archive has them."""
    done = 0
    for number in count():
        for address, outlet, title, html in _happening(number, words):
            if done == total:
                return
            done += 1
            yield address, outlet, title, html


def _happening(number: int, words: int) -> Iterator[tuple[str, str, str, str]]:
    chance = random.Random(f"happening {number}")
    facts = _facts(chance)
    kind = chance.choice(list(_OPENINGS))
    at = date(2024, 1, 1) + timedelta(days=number * 7 % 365)
    facts["day"] = _DAYS[at.weekday()]
    wire = [_OPENINGS[kind].format(**facts) + ".", *_paragraphs(random.Random(f"wire {number}"), facts, words)]
    for teller in range(*chance.choices(range(1, 7), _TOLD_BY)):
        own = random.Random(f"article {number} {teller}")
        copied = own.random() < 0.3
        told = (
            wire
            if copied
            else [_OPENINGS[kind].format(**{**facts, "n": facts["n"] if own.random() < 0.8 else str(own.randint(11, 90))}) + ".", *_paragraphs(own, facts, words)]
        )
        outlet = f"The {_name(random.Random(f'outlet {own.randrange(400)}'))} {own.choice(['Gazette', 'Courier', 'Herald', 'Post', 'Times'])}"
        title = f"{told[0].split(',')[0]}"[:90]
        agency = f"{_AGENCIES[number % 3]} contributed to this report." if copied else ""
        address = f"https://{outlet.split()[1].lower()}.example/{at:%Y/%m/%d}/{number}-{teller}"
        yield address, outlet, title, _html(title, outlet, at + timedelta(days=own.random() < 0.3), own, [*told, agency])


def _paragraphs(chance: random.Random, facts: dict[str, str], words: int) -> list[str]:
    out, length = [], 0
    while length < words * 0.92:
        told = {**facts, **{k: v for k, v in _facts(chance).items() if k in ("other", "thing2", "like", "doing", "m", "role2")}}
        some = " ".join(s.format(**told) for s in chance.sample(_SENTENCES, chance.randint(1, 3)))
        out.append(some)
        length += len(some.split())
    return out


def _facts(chance: random.Random) -> dict[str, str]:
    last = _name(chance)
    return {
        "town": _name(chance), "town2": _name(chance), "street": _name(chance), "name": f"{chance.choice(_FIRST)} {last}",
        "last": last, "other": f"{chance.choice(_FIRST)} {_name(chance)}",
        "role": chance.choice(_ROLES), "role2": chance.choice(_ROLES), "agency": chance.choice(_AGENCIES), "day": chance.choice(_DAYS), "n": str(chance.randint(11, 90)),
        "m": str(chance.randint(2, 9)), "thing": chance.choice(_THINGS), "thing2": chance.choice(_THINGS), "like": chance.choice(_LIKE), "doing": chance.choice(_DOING),
    }  # fmt: skip


def _name(chance: random.Random) -> str:
    return "".join(chance.sample(_SYLLABLES, chance.choice([2, 2, 3]))).title()


def _html(title: str, outlet: str, at: date, chance: random.Random, told: list[str]) -> str:
    menu = "".join(f'<li><a href="/{t}">{t.title()}</a></li>' for t in ("news", "sport", "business", "weather", "opinion", "obituaries"))
    body = "".join(f"<p>{p}</p>\n" for p in told if p)
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title} | {outlet}</title><meta property='og:site_name' content='{outlet}'>"
        f"<meta property='article:published_time' content='{at}T10:00:00Z'></head><body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>\n"
        f"<p>By {chance.choice(_FIRST)} {_name(chance)}</p>\n{body}</article><footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>"
    )
