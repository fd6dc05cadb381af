"""Who is who within one article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from who import meant, read

MEANT = [
    # (text, words, whom they mean)
    # surnames, given names, families
    ("Ana Ruiz spoke first. Ruiz then left.", "Ruiz", "Ana Ruiz"),
    ("Elizabeth Moss and her sister, Mary Moss, disagree. Elizabeth left.", "Elizabeth", "Elizabeth Moss"),
    ("Marcus Greer Jr. was held. His father, Marcus Greer Sr., paid. Greer Jr. went home.", "Greer Jr.", "Marcus Greer Jr."),
    ("President Bill Tanner signed it. Helen Tanner runs for the Senate. Mrs. Tanner said no.", "Tanner", "Helen Tanner"),
    ("Pedro Alva was held. His daughter Jessica was hurt. The mother, Jessica Brandt, wept. Alva is 47.", "Alva", "Pedro Alva"),
    ("Michelle Grant praised her husband, President Leo Grant. Mrs. Grant left.", "Grant", "Michelle Grant"),
    ("Michelle Grant praised her husband, President Leo Grant. Mr. Grant left.", "Grant", "Leo Grant"),
    # roles and appositions
    ("Secretary of State Dora Lindqvist came. The secretary smiled.", "The secretary", "Dora Lindqvist"),
    ("Ali Rahimi, Iran's supreme leader, spoke. Iran's leader was firm.", "Iran's leader", "Ali Rahimi"),
    ("British Foreign Secretary Philip Hadley spoke. The British minister left.", "The British minister", "Philip Hadley"),
    ("The mayor of Alden, Sam Oduya, spoke. The mayor was angry.", "The mayor", "Sam Oduya"),
    ("Police Chief Jim Farrow spoke. The chief was calm.", "The chief", "Jim Farrow"),
    ("A spokeswoman for the police, Lena Ortiz, came. The spokeswoman left.", "The spokeswoman", "Lena Ortiz"),
    ("Former Vice President Dick Harmon and Mary Harmon met. The former vice president left.", "The former vice president", "Dick Harmon"),
    ("Vice President Ada Moss met President Leo Grant. The president smiled.", "The president", "Leo Grant"),
    ("Police Sgt. Maria Costa came. The sergeant left.", "The sergeant", "Maria Costa"),
    ("Senate Republicans chose Majority Leader Ted Grant. The majority leader left.", "The majority leader", "Ted Grant"),
    ("President-elect Leo Grant came. The president-elect left.", "The president-elect", "Leo Grant"),
    ("Police identified the victim as Ana Ruiz. The victim was shot.", "The victim", "Ana Ruiz"),
    ("The man, later identified as Luis Ortega, fled. The man was caught.", "The man", "Luis Ortega"),
    ("Defense attorney Rick Alva spoke. The lawyer left.", "The lawyer", "Rick Alva"),
    # named only later
    ("Iran's supreme leader said no. Supreme Leader Ayatollah Ali Rahimi was firm.", "Iran's supreme leader", "Ali Rahimi"),
    # ties
    ("Korryn Gale called her mother, Rhonda Dorn. Her mother wept.", "Her mother", "Rhonda Dorn"),
    ("The girl's father, Pedro Alva, was held. The father is 47.", "The father", "Pedro Alva"),
    ("Mary Moss, the younger sister of Liz Moss, wrote it. Her sister was silent.", "Her sister", "Liz Moss"),
    # pronouns
    ("Ana Ruiz met Tom Webb. She was early.", "She", "Ana Ruiz"),
    ("Ana Ruiz met Tom Webb. He was late.", "He", "Tom Webb"),
    ("Tom Webb told Sam Oduya to leave. He said he was tired.", "He", "Tom Webb"),
    ("“Tom Webb is wrong,” Sam Oduya said. “He knows it,” he added.", "he", "Sam Oduya"),
    ("Mary Moss, who married Helen Webb, wrote on Friday. “I love my sister, but she is wrong,” she wrote.", "she", "Mary Moss"),
    ("In his first remarks, Tom Webb was firm.", "his", "Tom Webb"),
    ("Officials met on Monday. They agreed.", "They", "Officials"),
    ("Mario Lund runs the shop. He opened it in May. Josh Brandt, he is coming on board in June.", "he", "Josh Brandt"),
    # bodies
    ("The Harlan State Police came. State Police found nothing.", "State Police", "Harlan State Police"),
    ("The Harlan State Police (HSP) came. HSP found nothing.", "HSP", "Harlan State Police"),
    ("Harlan County police came. Police found nothing.", "Police", "Harlan County police"),
    ("Fighters of Daesh fled. ISIL lost the town.", "ISIL", "Islamic State"),
    ("Washington rejected it. The U.S. was firm.", "U.S.", "United States"),
    ("The Alden Courier asked. The Courier got no answer.", "Courier", "Alden Courier"),
]


@pytest.mark.parametrize(("text", "words", "name"), MEANT)
def test_whom_words_mean(text: str, words: str, name: str) -> None:
    assert meant(text, words) == name


APART = [
    # (text, words, other words): two that are not one
    ("Ana Ruiz met Ana Brandt.", "Ana Ruiz", "Ana Brandt"),
    ("Pedro Alva was held. His daughter Jessica was hurt. The mother, Jessica Brandt, wept.", "Jessica", "Jessica Brandt"),
    ("A neighbor heard shots. Another neighbor saw a car.", "A neighbor", "Another neighbor"),
    ("They met in Washington. Washington rejected the plan of the two.", "Washington", "Alden"),
    ("Foreign Minister Ivo Tamm met Prime Minister Leo Grant. The prime minister smiled.", "The prime minister", "Ivo Tamm"),
]


@pytest.mark.parametrize(("text", "words", "other"), [a for a in APART if a[2] != "Alden"])
def test_two_that_are_not_one(text: str, words: str, other: str) -> None:
    assert meant(text, words) != meant(text, other)


def test_aliases_hold_the_forms_with_titles() -> None:
    _, _, _, referents = read("Iranian Supreme Leader Ayatollah Ali Rahimi spoke. Rahimi said no, and Iran's leader left.")
    forms = {form for r in referents if r.name == "Ali Rahimi" for form, _ in r.aliases}
    assert {"Ali Rahimi", "Ayatollah Ali Rahimi", "Rahimi", "Iranian Supreme Leader Ayatollah Ali Rahimi", "Iran's leader"} <= forms
    assert not forms & {"he", "He"}


def test_every_link_says_why() -> None:
    _, _, mentions, _ = read("Ana Ruiz met Tom Webb, the mayor. She left. The mayor stayed, and Ruiz laughed.")
    assert all(m.how for m in mentions if m.referent is not None)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([t for t, *_ in MEANT]), min_size=1, max_size=3))
def test_referents_are_numbered_by_place_and_held_by_mentions(texts: list[str]) -> None:
    _, _, mentions, referents = read("\n\n".join(texts))
    assert [r.id for r in referents] == list(range(len(referents)))
    held = [m.referent for m in mentions if m.referent is not None]
    assert set(held) == {r.id for r in referents}
    assert list(dict.fromkeys(held)) == sorted(set(held))
