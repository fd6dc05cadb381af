"""Names, descriptions and pronouns: what is found, as what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.annotate.mentions import find_mentions
from corroborate.annotate.understanding import understand
from who import CONFIG, article, read

NAMES = [
    # (text, the bare name, its type, the whole phrase)
    ("Secretary of State Dora Lindqvist left on Friday.", "Dora Lindqvist", "person", "Secretary of State Dora Lindqvist"),
    ("State Police Col. Martin Abara spoke at noon.", "Martin Abara", "person", "State Police Col. Martin Abara"),
    ("The news shook neighbor Tiffany Oduya.", "Tiffany Oduya", "person", "neighbor Tiffany Oduya"),
    ("Dr. L.J. Moreau, the coroner, agreed.", "L.J. Moreau", "person", "Dr. L.J. Moreau"),
    ("Harlan Fire Protection District Chief Otto Brandt was there.", "Otto Brandt", "person", "Harlan Fire Protection District Chief Otto Brandt"),
    ("Former President Samuel Achterberg spoke.", "Samuel Achterberg", "person", "Former President Samuel Achterberg"),
    ("Mayor of London Susan Okafor disagreed.", "Susan Okafor", "person", "Susan Okafor"),
    ("Former Prime Minister Nouri al-Hadithi stayed away.", "Nouri al-Hadithi", "person", "Former Prime Minister Nouri al-Hadithi"),
    ("Theresa May said in May that she would go.", "Theresa May", "person", "Theresa May"),
    ("Marcus Greer Jr., 32, was charged.", "Marcus Greer Jr.", "person", "Marcus Greer Jr."),
    ("The Harlan County Police Department said so.", "Harlan County Police Department", "organization", None),
    ("The Department of Health and Human Services denied it.", "Department of Health and Human Services", "organization", None),
    ("Fighters of the Islamic State in Iraq and Syria fled.", "Islamic State in Iraq and Syria", "group", None),
    ("The U.S. Secretary of State arrived in Paris.", "Paris", "place", None),
    ("The shooting on Maple Street went on.", "Maple Street", "place", None),
    ("Washington rejected the plan.", "Washington", "country", None),
    ("They met in Washington.", "Washington", "place", None),
    ("Talks with Tehran stalled.", "Tehran", "country", None),
    ("The Americans refused to come.", "Americans", "country", None),
    ("The Baltimore Sun reported it.", "Baltimore Sun", "organization", "The Baltimore Sun"),
]


@pytest.mark.parametrize(("text", "head", "type_", "phrase"), NAMES)
def test_names(text: str, head: str, type_: str, phrase: str | None) -> None:
    one, _, mentions, _ = read(text)
    found = {one[m.head]: (m.type, one[m.span]) for m in mentions if m.form == "name"}
    assert head in found, found
    assert found[head][0] == type_
    assert phrase is None or found[head][1] == phrase


DESCRIPTIONS = [
    ("Iran's supreme leader spoke.", "Iran's supreme leader", "person"),
    ("A neighbor heard shots.", "A neighbor", "person"),
    ("Police said nothing.", "Police", "organization"),
    ("Officials declined to comment.", "Officials", "group"),
    ("Her mother wept.", "Her mother", "person"),
    ("The spokeswoman for the bank smiled.", "The spokeswoman for the bank", "person"),
    ("Harlan County police came.", "Harlan County police", "organization"),
    ("Moreau's campaign denied it.", "Moreau's campaign", "organization"),
    ("An ecologist from Alden agreed.", "An ecologist from Alden", "person"),
]


@pytest.mark.parametrize(("text", "phrase", "type_"), DESCRIPTIONS)
def test_descriptions(text: str, phrase: str, type_: str) -> None:
    one, _, mentions, _ = read(text)
    assert (phrase, type_) in {(one[m.span], m.type) for m in mentions if m.form == "nominal"}


NOTHING = [
    ("It was OK to leave, and some did so in the end.", "OK"),  # no state of the union
    ("He was hit in the head by a stone.", "the head"),
    ("On Monday it rained in March.", "Monday"),
]


@pytest.mark.parametrize(("text", "words"), NOTHING)
def test_what_is_no_mention(text: str, words: str) -> None:
    one, _, mentions, _ = read(text)
    assert words not in {one[m.span] for m in mentions}


def test_a_surname_that_is_a_word() -> None:
    """ "Few was in his truck": the full name elsewhere tells that "Few" is one."""
    one, _, mentions, _ = read("Daniel Few was hurt. Few was in his truck, and Few had warrants.")
    assert sum(one[m.head] == "Few" and m.type == "person" for m in mentions) == 2


def test_first_person_is_left_out() -> None:
    one, _, mentions, _ = read("“I told them that we would win,” she said.")
    assert {one[m.span] for m in mentions if m.form == "pronoun"} == {"them", "she"}


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="aAbB Mr.Mrs“”'’-,\n12é", max_size=60))
def test_spans_lie_in_the_text_and_heads_in_spans(text: str) -> None:
    one = article(text)
    mentions = find_mentions(one, understand(one), CONFIG)
    assert all(m.span.covers(m.head) and 0 <= m.span.start < m.span.end <= len(text) for m in mentions)
    assert list(mentions) == sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.head))
