"""Names as strings: their parts, and whether two can be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.text.names import acronym_of, body_key, folded, person_name, same_person

SHORT = {"elizabeth": frozenset({"liz"}), "liz": frozenset({"elizabeth"}), "michael": frozenset({"mike"}), "mike": frozenset({"michael"})}

PAIRS = [
    ("Dora Lindqvist", "Dora M. Lindqvist", True),
    ("Liz Moss", "Elizabeth Moss", True),
    ("Liz Moss", "Mary Moss", False),
    ("Bashar Hadid", "Bashar al-Hadid", True),
    ("Hadid", "Bashar al-Hadid", True),
    ("Sara Sanderson", "Sara Hucklow Sanderson", True),
    ("Marcus Greer Jr.", "Marcus Greer Sr.", False),
    ("Marcus Greer", "Marcus Greer Jr.", True),
    ("Karim Kiean Court", "Karim K. Court", True),
    ("George H.W. Harmon", "George W. Harmon", False),
    ("Harold Shapelman", "Harold Schapelman", True),
    ("Enrique Peña", "Enrique Pena Nieto", True),
    ("Juan Romero-Sanz", "Romero-Sanz", True),
    ("Martin O’Malin", "Martin O'Malin", True),
    ("J. Moss", "John Moss", True),
    ("J. Moss", "Ken Moss", False),
]


@pytest.mark.parametrize(("a", "b", "same"), PAIRS)
def test_same_person(a: str, b: str, same: bool) -> None:
    assert same_person(person_name(a), person_name(b), SHORT) is same
    assert same_person(person_name(b), person_name(a), SHORT) is same


KEYS = [
    ("The Harlan County Police Department", ("harlan", "county", "police")),
    ("Harlan County police", ("harlan", "county", "police")),
    ("Moss's campaign", ("moss", "campaign")),
    ("the Department of Justice", ("justice",)),
]


@pytest.mark.parametrize(("text", "key"), KEYS)
def test_body_key(text: str, key: tuple[str, ...]) -> None:
    assert body_key(text) == key


def test_acronym() -> None:
    assert acronym_of("the Harlan State Police") == "HSP"


@given(st.text(max_size=40))
def test_any_text_is_taken(text: str) -> None:
    name = person_name(text)
    assert folded(folded(text)) == folded(text)
    assert not name.given or name.family
    assert same_person(name, name, {}) or not name.family
    assert body_key(text)
