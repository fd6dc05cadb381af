"""Sixty short articles of twenty happenings, each told three times, whose numbers differ."""

from __future__ import annotations

PARTS = ["Mar", "Tar", "Ost", "Val", "Quin", "Hol", "Ker", "Bex", "Dor", "Fen", "Gal", "Lim", "Nor", "Pel", "Rath", "Sol", "Tam", "Wick", "Yar", "Zel"]
THINGS = ["mill", "ferry", "chapel", "quarry", "clinic"]
HAPPENED = ["burned", "was flooded", "was robbed", "collapsed"]
DETAILS = [
    "A violinist dropped her bow from the balcony", "Goats had eaten the hedge behind the vicarage", "The submarine cable carried telephone calls",
    "Beekeepers had asked for umbrellas",
    "An orchid show filled the greenhouse", "Three magistrates wore tartan scarves", "The glacier had shrunk by a metre", "Nurses were knitting blankets for penguins",
    "A parachute hung from the weathervane", "Turnips rolled down the cobbled lane", "The astronomer was repairing a telescope", "Snow ploughs had been painted purple",
    "A locomotive whistled twice", "Divers found amphorae near the jetty", "The dentist kept a parrot", "Falcons nested in the bell tower",
    "Apprentices were polishing trombones", "A saffron merchant closed his stall", "The dam's turbines hummed", "Cyclists carried lanterns and maps",
]


def trouble(number: int) -> str:
    at = number // 3
    place, name, thing = f"{PARTS[at]}{PARTS[at - 3].lower()}", f"Ana {PARTS[at - 7]}strand", THINGS[at % 5]
    return (
        f"Trouble at {place} {thing}\n\nBy Bo Lund\n2024-0{at % 9 + 1}-{at + 1:02d}\n\n"
        f"The {thing} in {place} {HAPPENED[at % 4]} and {20 + at + number % 2} people were hurt, officials of {place} said.\n\n"
        f"“We in {place} were not told of the {thing} until noon,” said {name}. Crews came to {place} {number % 3 + 2} times before {name} spoke.\n\n"
        f"{DETAILS[at]} that morning, and {DETAILS[at][0].lower()}{DETAILS[at][1:]} once more at dusk.\n"
    )


TEXTS = [trouble(number) for number in range(60)]
