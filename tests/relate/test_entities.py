"""Who is who across articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.relate.entities import resolve_entities
from corroborate.types import Entity, Story
from who import CONFIG, findings


def entities(texts: list[str], stories: list[list[int]] | None = None) -> tuple[Entity, ...]:
    """The entities of *texts*, all one story, or the stories given by their numbers."""
    both = [findings(text, f"a{i}") for i, text in enumerate(texts)]
    groups = stories if stories is not None else [list(range(len(texts)))]
    told = [Story(f"s{k}", "", tuple(f"a{i}" for i in group), None) for k, group in enumerate(groups)]
    return resolve_entities([a for a, _ in both], [f for _, f in both], told, CONFIG)


def of_form(found: tuple[Entity, ...], form: str) -> list[Entity]:
    return [e for e in found if form in {t for t, _ in e.aliases}]


ONE = [
    # (articles of one story, two forms that name one, its name)
    (["Dora M. Lindqvist spoke.", "Dora Lindqvist spoke."], "Dora M. Lindqvist", "Dora Lindqvist", None),
    (["Elizabeth Moss spoke.", "Liz Moss spoke."], "Elizabeth Moss", "Liz Moss", None),
    (["Bashar al-Hadid spoke.", "Bashar Hadid spoke."], "Bashar al-Hadid", "Bashar Hadid", None),
    (["Harold Schapelman spoke.", "Harold Shapelman spoke."], "Harold Schapelman", "Harold Shapelman", None),
    (["Ana Ruiz spoke.", "Ruiz was late."], "Ana Ruiz", "Ruiz", "Ana Ruiz"),
    (["Iran's supreme leader, Ali Rahimi, spoke.", "Iran's supreme leader was firm."], "Ali Rahimi", "Iran's supreme leader", "Ali Rahimi"),
    (["Daesh lost the town.", "ISIL lost the town."], "Daesh", "ISIL", "Islamic State"),
    (["Washington rejected it.", "The U.S. rejected it."], "Washington", "The U.S.", "United States"),
    (["The Harlan State Police came.", "HSP found nothing."], "Harlan State Police", "HSP", "Harlan State Police"),
    (["Harlan County Police came.", "The Harlan County Police Department came."], "Harlan County Police", "Harlan County Police Department", None),
    (["Harlan County police came.", "Police found nothing."], "Harlan County police", "Police", "Harlan County police"),
    (["Rhonda Dorn called her daughter, Korryn Gale.", "Korryn Gale wept. Her mother was there."], "Rhonda Dorn", "Her mother", "Rhonda Dorn"),
]


@pytest.mark.parametrize(("texts", "one", "other", "name"), ONE)
def test_one_across_articles(texts: list[str], one: str, other: str, name: str | None) -> None:
    found = entities(texts)
    assert [e.id for e in of_form(found, one)] == [e.id for e in of_form(found, other)]
    assert name is None or [e.name for e in of_form(found, one)] == [name]


APART = [
    (["Ana Ruiz spoke.", "Maria Ruiz spoke."], "Ana Ruiz", "Maria Ruiz"),
    (["Marcus Greer Jr. spoke.", "Marcus Greer Sr. spoke."], "Marcus Greer Jr.", "Marcus Greer Sr."),
    (["George H.W. Harmon spoke.", "George W. Harmon spoke."], "George H.W. Harmon", "George W. Harmon"),
    (["Ana Ruiz met Maria Ruiz.", "Ruiz was late."], "Ana Ruiz", "Ruiz"),
    (["Jordan Moss, his son, spoke.", "Jordan rejected the plan."], "Jordan Moss", "Jordan"),
    (["A neighbor heard shots.", "A neighbor saw a car."], "heard", "saw"),
    (["Harlan County police and Alden police came.", "Police found nothing."], "Harlan County police", "Police"),
    (["They met in Tehran.", "Tehran rejected the plan."], "place", "country"),
]


@pytest.mark.parametrize(("texts", "one", "other"), [a for a in APART if a[1] not in ("heard", "place")])
def test_two_are_not_joined(texts: list[str], one: str, other: str) -> None:
    found = entities(texts)
    assert of_form(found, one)
    assert of_form(found, other)
    assert {e.id for e in of_form(found, one)}.isdisjoint(e.id for e in of_form(found, other))


def test_two_neighbors_are_two() -> None:
    assert len(of_form(entities(["A neighbor heard shots.", "A neighbor saw a car."]), "A neighbor")) == 2


def test_a_capital_is_a_city_and_a_government() -> None:
    assert {e.type for e in of_form(entities(["They met in Tehran.", "Tehran rejected the plan."]), "Tehran")} == {"place", "country"}


def test_across_stories_only_what_is_sure() -> None:
    texts = ["Police Chief Ana Ruiz praised the U.S. and Reuters.", "Ana Ruiz, a baker, praised the U.S. and Reuters."]
    found = entities(texts, [[0], [1]])
    assert len(of_form(found, "Ana Ruiz")) == 2
    assert [len(of_form(found, form)) for form in ("U.S.", "Reuters")] == [1, 1]


def test_aliases_are_counted_without_pronouns() -> None:
    [ruiz] = of_form(entities(["Ana Ruiz spoke. She left.", "Ruiz spoke. Ruiz left, and she slept."]), "Ana Ruiz")
    assert dict(ruiz.aliases) == {"Ana Ruiz": 1, "Ruiz": 2}


TEXTS = [t for texts, *_ in ONE for t in texts]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=2, max_size=5, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(texts: list[str], random) -> None:  # type: ignore[no-untyped-def]
    both = [findings(text, f"a{TEXTS.index(text)}") for text in texts]
    story = Story("s", "", tuple(a.id for a, _ in both), None)
    turned = random.sample(both, len(both))
    assert resolve_entities([a for a, _ in both], [f for _, f in both], [story], CONFIG) == resolve_entities([a for a, _ in turned], [f for _, f in turned], [story], CONFIG)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=5, unique=True))
def test_every_referent_is_in_one_entity(texts: list[str]) -> None:
    both = [findings(text, f"a{i}") for i, text in enumerate(texts)]
    found = resolve_entities([a for a, _ in both], [f for _, f in both], [Story("s", "", tuple(a.id for a, _ in both), None)], CONFIG)
    held = [r for e in found for r in e.referents]
    assert sorted(held) == sorted((f.article, r.id) for _, f in both for r in f.referents)
    assert len({e.id for e in found}) == len(found)
