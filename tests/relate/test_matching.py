"""Pairs of statements that are one, and traps that are not: what outlets tell in words of their own."""

from __future__ import annotations

import pytest

from corroborate.config import Config
from corroborate.pipeline import annotate
from corroborate.relate.entities import resolve_entities
from corroborate.relate.joining import JOINED, groups, links
from corroborate.relate.tellings import gather
from corroborate.text.spans import Span
from corroborate.types import Article, Story

#: What both articles of a pair go on to tell, so that the words of the pair are not all that the story has.
REST = (
    " The council of Larkfield has 24 members. Rain fell on the town for most of the week. The mayor's party holds a narrow majority."
    " Ferries to the islands were late in the evening. A new school is planned near the station. The harbour was built in 1931."
)


def article(name: str, text: str) -> Article:
    whole = text + REST if name == "a" else text
    return Article(name, f"{name}.txt", name, whole, (Span(0, len(whole)),))


def joined(one: str, other: str) -> bool:
    """Whether the statement that each text begins with is told by the other, too."""
    articles = [article("a", one), article("b", other)]
    findings = [annotate(a, Config()) for a in articles]
    entities = resolve_entities(articles, findings, [Story("s", "", ("a", "b"), None)], Config())
    tellings = gather(articles, findings, entities, Config())
    first = [next(i for i, t in enumerate(tellings.all) if t.article == name) for name in ("a", "b")]
    return any([k.a, k.b] == first and k.likelihood >= JOINED for k in links(tellings))


def grouped(one: str, other: str) -> bool:
    """Whether the statements that two texts begin with come into one group."""
    articles = [Article(name, f"{name}.txt", name, text, (Span(0, len(text)),)) for name, text in (("a", one), ("b", other))]
    findings = [annotate(a, Config()) for a in articles]
    tellings = gather(articles, findings, resolve_entities(articles, findings, [Story("s", "", ("a", "b"), None)], Config()), Config())
    first = {next(i for i, t in enumerate(tellings.all) if t.article == name) for name in ("a", "b")}
    return any(first <= set(g) for g in groups(tellings, links(tellings)))


@pytest.mark.parametrize(("one", "other"), [
    ("The council rejected the plan for a new bridge on Monday.", "On Monday the council turned down the plan for a new bridge."),
    ("The boy was taken to St. Anne's Hospital with a gunshot wound to the leg.", "The child was rushed to St. Anne's Hospital with a wound to the leg from a gunshot."),
    ("Police arrested a 41-year-old dock worker in the theft of the anchor.", "A 41-year-old dock worker was taken into custody over the theft of the anchor, police said."),
    ("Neighbours said that the pumps had failed twice in March.", "The pumps had failed twice in March, residents told the council."),
])
def test_one_thing_in_other_words(one: str, other: str) -> None:
    assert joined(one, other)


@pytest.mark.parametrize(("one", "other"), [
    ("The minister will leave the government in January.", "The minister told his party that he would leave at the end of February."),
    ("Kerr signed the harbour bill.", "A law like it was signed by President Bill Lund in 1993."),
    ("The council of Larkfield met on Monday to hear the engineers on the bridge.", "The council of Larkfield has promised a new bridge since 2009."),
    ("Ivo Brandl is in custody on five counts of attempted murder.", "Ana Lund is held in the county jail on five counts of attempted murder."),
    ("Officers guarded the home of the Lunds on Thursday night.", "Officers were seen at the home of the Brandls, where the search began."),
    ("The fund holds 5 million crowns for the harbour.", "The fund holds 30 percent of its crowns for the bridge."),
    ("Mayor Ina Holt defended the plan for the harbour in a speech on Monday.", "Mayor Ina Holt grew up near the harbour and has a brother there."),
])
def test_one_topic_is_not_one_statement(one: str, other: str) -> None:
    assert not joined(one, other)


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Ina Holt defeated Ana Lund in the runoff for the harbour seat.", "Ana Lund defeated Ina Holt in the runoff for the harbour seat.", False),
    ("Ina Holt defeated Ana Lund in the runoff for the harbour seat.", "Ana Lund was defeated by Ina Holt in the runoff for the harbour seat.", True),
    ("Ina Holt fired back at the harbour board in a post.", "Ana Lund fired back at the harbour board in a post.", False),
    ("Did the board of Larkfield close the east gate?", "The board of Larkfield closed the east gate.", False),
    ("The board would not say whether the east gate was closed in May.", "The east gate was closed in May.", False),
    ("Officers examine whether the east gate was closed by a guard in May.", "Officers of Larkfield still examine whether the east gate was closed by a guard in May.", True),
])
def test_who_does_it_and_who_asks_set_the_same_words_apart(one: str, other: str, same: bool) -> None:
    assert grouped(one, other) is same


#: A story in which "the boy", "school" and "arrived" are told again and again.
SCHOOL = (
    " The boy is nine. The school stands in Larkfield. The boy has gone to the school for two years. Parents arrived at the school at noon. Buses arrived later."
    " The boy was sent home. The school will open on Friday. The boy and a friend had left the school together. A nurse arrived at the school with bandages."
)


@pytest.mark.parametrize(("one", "other", "told_once"), [
    ("Officers said the boy arrived at the school with his aunt.", "Officers said the boy arrived at the school after lessons had begun.", False),
    ("Officers said the boy arrived at the school with a rusty harpoon.", "Officers said the boy had a rusty harpoon with him when he arrived at the school.", True),
])
def test_what_a_whole_story_is_about_makes_no_statement_one(one: str, other: str, told_once: bool) -> None:
    assert grouped(one + SCHOOL, other + SCHOOL) is told_once
