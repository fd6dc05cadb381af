"""What is agreed, varied, disputed, or rests on one origin."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from corroborate.config import Config
from corroborate.relate.origins import trail
from corroborate.relate.spellings import name_claims
from corroborate.text.spans import Span
from corroborate.types import Entity, Mention, Quantity, Story
from papers import Paper, joined, related

SEALED = "The harbour gates have been sealed since Thursday and nobody will open them before the inquiry ends"


def test_the_same_words_from_two_outlets_are_agreed() -> None:
    (claim,) = joined(related([Paper("Ledger").quotes(SEALED, "Ivo Brandl"), Paper("Courier").quotes(SEALED, "Ivo Brandl")]))
    assert (claim.kind, claim.verdict, claim.origins, claim.differences) == ("statement", "agreed", 2, ())
    assert {a.speaker for a in claim.accounts} == {"Ivo Brandl"}


def test_outlets_that_rest_on_one_origin_are_single() -> None:
    papers = [Paper("Ledger").quotes(SEALED, "Ivo Brandl"), Paper("Courier").quotes(SEALED, "Ivo Brandl")]
    (claim,) = joined(related(papers, together=[["Courier", "Ledger"]]))
    assert (claim.verdict, claim.origins) == ("single", 1)


def test_the_same_words_given_to_two_people_are_disputed() -> None:
    (claim,) = joined(related([Paper("Ledger").quotes(SEALED, "Ivo Brandl"), Paper("Courier").quotes(SEALED, "Greta Holm")]))
    assert claim.verdict == "disputed"
    (difference,) = claim.differences
    assert difference.kind == "speaker"
    assert {v for v, _ in difference.values} == {"Ivo Brandl", "Greta Holm"}


def test_a_speaker_hardly_known_disputes_nothing() -> None:
    (claim,) = joined(related([Paper("Ledger").quotes(SEALED, "Ivo Brandl"), Paper("Courier").quotes(SEALED, "Greta Holm", confidence=0.4)]))
    assert claim.verdict == "agreed"


def test_a_cut_is_agreed_and_a_lost_word_varies() -> None:
    cut = SEALED.removesuffix(" before the inquiry ends")
    (claim,) = joined(related([Paper("Ledger").quotes(SEALED, "Ivo Brandl"), Paper("Courier").quotes(cut, "Ivo Brandl")]))
    assert claim.verdict == "agreed"
    other = SEALED.replace("sealed", "welded").replace("nobody", "no captain")
    (claim,) = joined(related([Paper("Ledger").quotes(SEALED, "Ivo Brandl"), Paper("Courier").quotes(other, "Ivo Brandl")]))
    assert (claim.verdict, [d.kind for d in claim.differences]) == ("varied", ["wording"])
    assert "sealed" in claim.differences[0].note


@pytest.mark.parametrize(("other", "verdict", "kinds"), [
    ("since 2003", "disputed", ["date"]), ("since 2002", "agreed", []), ("until 2003", "varied", []), ("after Ada Lund left in 2003", "varied", []),
])
def test_another_year_in_the_same_place_is_disputed(other: str, verdict: str, kinds: list[str]) -> None:
    words = "Greta Holm has led the harbour council since 2002 and nobody has stood against her"
    (claim,) = joined(related([Paper("Ledger").quotes(words, "Ivo Brandl"), Paper("Courier").quotes(words.replace("since 2002", other), "Ivo Brandl")]))
    assert (claim.verdict, [d.kind for d in claim.differences if d.kind != "wording"]) == (verdict, kinds)


def test_said_and_tweeted_is_told_but_does_not_vary_the_words() -> None:
    (claim,) = joined(related([Paper("Ledger").quotes(SEALED, "Ivo Brandl", medium="tweeted"), Paper("Courier").quotes(SEALED, "Ivo Brandl")]))
    assert claim.verdict == "agreed"
    assert [d.kind for d in claim.differences] == ["medium"]


def test_one_outlet_prints_in_one_piece_what_another_splits() -> None:
    first, second = "Nobody told the crew that the pumps had failed", "We found out when the water reached the stairs"
    split = Paper("Courier").quotes(first, "Greta Holm").quotes(second, "Greta Holm")
    whole = Paper("Ledger").quotes(f"{first}. {second}", "Greta Holm")
    span = whole.quotations[0].span
    middle = span.start + len(first) + 1
    whole.statements[:] = [(type(span)(span.start, middle), 0), (type(span)(middle + 1, span.end), 0)]
    (claim,) = joined(related([split, whole]))
    assert sorted(a.article for a in claim.accounts) == ["Courier", "Courier", "Ledger"]


def test_two_fragments_of_one_sentence_are_two_claims() -> None:
    whole = "it would be unwise to sail now, given the repairs that are still owed to the eastern pier"
    papers = [
        Paper("Ledger").quotes(whole, "Ivo Brandl"),
        Paper("Courier").quotes("it would be unwise to sail now", "Ivo Brandl"),
        Paper("Beacon").quotes("repairs that are still owed to the eastern pier", "Ivo Brandl"),
    ]
    claims = joined(related(papers))
    assert sorted(sorted({a.article for a in c.accounts}) for c in claims) == [["Beacon", "Ledger"], ["Courier", "Ledger"]]
    assert len({(a.article, a.span) for c in claims for a in c.accounts}) == 4


def test_like_words_of_two_people_on_two_matters_are_not_joined() -> None:
    papers = [
        Paper("Ledger").quotes("I am proud of the team and of all that it has done for this town", "Ivo Brandl"),
        Paper("Courier").quotes("We were proud to win, and next year the club will try for the cup", "Greta Holm"),
    ]
    assert joined(related(papers)) == []


def test_an_article_with_like_words_of_two_people_tells_two_statements() -> None:
    papers = [
        Paper("Ledger").quotes("A promise is a promise to everyone", "Ivo Brandl"),
        Paper("Courier").quotes("A promise is a promise to everyone", "Ivo Brandl").quotes("I think that a promise is a promise to everyone", "Greta Holm"),
    ]
    (claim,) = joined(related(papers))
    assert {a.speaker for a in claim.accounts} == {"Ivo Brandl"}


def test_what_one_article_alone_quotes_is_a_claim_and_its_own_sentences_are_none() -> None:
    (claim,) = related([Paper("Ledger").quotes(SEALED, "Ivo Brandl").tells("The town has two piers and a market."), Paper("Courier").tells("It rained all week in the hills.")])
    assert (claim.verdict, claim.origins, len(claim.accounts)) == ("single", 1, 1)


def test_outlets_telling_one_thing_in_words_of_their_own_are_joined() -> None:
    papers = [
        Paper("Ledger").tells("Divers found the missing trawler in forty metres of water near Cape Ansel on Tuesday."),
        Paper("Courier").tells("The missing trawler was found by divers in forty metres of water off Cape Ansel."),
    ]
    (claim,) = joined(related(papers))
    assert claim.verdict == "varied"


def numbers(low: float, high: float, date: str | None = None, name: str = "Ledger", kind: str = "injured") -> Paper:
    value = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return Paper(name, date).counts(kind, value, low, high).tells("The ferry lay on the sandbank until noon.")


def test_the_same_number_is_agreed_and_another_disputed() -> None:
    (claim,) = [c for c in joined(related([numbers(3, 3), numbers(3, 3, name="Courier")])) if c.kind == "quantity"]
    assert claim.verdict == "agreed"
    (claim,) = [c for c in joined(related([numbers(3, 3), numbers(5, 5, name="Courier")])) if c.kind == "quantity"]
    assert (claim.verdict, claim.differences[0].kind) == ("disputed", "number")
    assert [v for v, _ in claim.differences[0].values] == ["5", "3"]


def test_numbers_that_can_both_be_so_are_not_disputed() -> None:
    papers = [Paper("Ledger").counts("injured", "12", 12, 12), Paper("Courier").counts("injured", "at least 10", 10, None)]
    (claim,) = joined(related(papers))
    assert claim.verdict == "agreed"


def test_a_later_figure_replaces_an_earlier_one() -> None:
    papers = [numbers(3, 3, "2031-03-04"), numbers(4, 4, "2031-03-05", "Courier")]
    (claim,) = [c for c in joined(related(papers)) if c.kind == "quantity"]
    assert (claim.verdict, claim.differences[0].kind) == ("varied", "update")


def test_two_boys_may_be_of_two_ages_and_one_man_may_not() -> None:
    boys = [Paper("Ledger").counts("age", "6 years", 6, 6, "boy"), Paper("Courier").counts("age", "9 years", 9, 9, "boy")]
    assert joined(related(boys)) == []
    papers = [Paper("Ledger"), Paper("Courier")]
    for paper, age in zip(papers, (41, 47), strict=True):
        paper.counts("age", f"{age} years", age, age, "Ivo Brandl", paper.who("Ivo Brandl"))
    (claim,) = [c for c in joined(related(papers)) if c.kind == "quantity"]
    assert claim.verdict == "disputed"


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [("cheek", "face", "agreed"), ("cheek", "arm", "disputed"), ("knee", "leg", "agreed"), ("hip", "abdomen", "disputed")],
)
def test_where_a_child_was_hit(one: str, other: str, verdict: str) -> None:
    papers = [Paper("Ledger").counts("wound", one, None, None, "boy"), Paper("Courier").counts("wound", other, None, None, "girl")]
    (claim,) = joined(related(papers))
    assert (claim.kind, claim.verdict) == ("attribute", verdict)


def test_of_several_children_two_wounds_contradict_nothing() -> None:
    papers = [Paper("Ledger").counts("wound", "arm", None, None, "boy"), Paper("Courier").counts("wound", "hip", None, None, "boy")]
    for paper in papers:
        paper.quantities.append(Quantity(Span(0, 3), "age", 9, 9, "9 years", about="boy", sentence=paper.sentences[0]))
        paper.quantities.append(Quantity(Span(4, 10), "age", 14, 14, "14 years", about="boy", sentence=paper.sentences[0]))
    assert [c for c in related(papers) if c.verdict == "disputed"] == []


def test_bail_of_another_day_is_a_later_one_and_of_nobody_in_particular_contradicts_nothing() -> None:
    papers = [Paper("Courier", "2031-03-04"), Paper("Ledger", "2031-03-09")]
    for paper, money in zip(papers, (5000, 10000), strict=True):
        paper.counts("bail", str(money), money, money, "Ivo Brandl", paper.who("Ivo Brandl"))
    (claim,) = [c for c in joined(related(papers)) if c.kind == "quantity"]
    assert [d.kind for d in claim.differences] == ["update"]
    nobody = [Paper(name).counts("bail", str(money), money, money) for name, money in (("Courier", 5000), ("Ledger", 10000))]
    assert [c for c in related(nobody) if c.differences] == []


def test_the_order_of_articles_does_not_matter() -> None:
    papers = [
        Paper("Beacon", "2031-03-06").quotes(SEALED, "Greta Holm").counts("injured", "5", 5, 5),
        Paper("Courier", "2031-03-05").quotes(SEALED, "Ivo Brandl").counts("injured", "3", 3, 3),
        Paper("Ledger", "2031-03-05").quotes(SEALED.removesuffix(" before the inquiry ends"), "Ivo Brandl").tells("The gates of the harbour are sealed."),
    ]
    assert len({related(list(order)) for order in permutations(papers)}) == 1


def test_the_same_accounts_do_not_stand_in_two_claims_of_one_kind() -> None:
    papers = [Paper(n).quotes(SEALED, "Ivo Brandl").counts("injured", "3", 3, 3).tells("Three people were hurt on the ferry.") for n in ("Beacon", "Courier", "Ledger")]
    told = [(c.kind, a.article, a.span) for c in related(papers) for a in c.accounts]
    assert len(told) == len(set(told))


def counted(name: str, words: str, *numbers: tuple[str, float]) -> Paper:
    """An article whose own sentence counts boats."""
    paper = Paper(name).tells(words)
    sentence = paper.sentences[-1]
    for value, n in numbers:
        at = paper.text.index(value)
        paper.quantities.append(Quantity(Span(at, at + len(value)), "count", n, n, value, "boat", "boat", sentence=sentence))
    return paper


def test_two_outlets_that_count_the_same_boats_otherwise_are_disputed() -> None:
    papers = [
        counted("Ledger", "The storm sank nine fishing boats in the harbour of Port Ansel on Tuesday night.", ("nine", 9)),
        counted("Courier", "The storm sank seven fishing boats in the harbour of Port Ansel on Tuesday night.", ("seven", 7)),
    ]
    (claim,) = joined(related(papers))
    assert (claim.verdict, claim.differences[0].kind, claim.differences[0].note) == ("disputed", "number", "boat: seven against nine")
    papers[1] = counted("Courier", "The storm sank nine fishing boats and two old boats in the harbour of Port Ansel on Tuesday night.", ("nine", 9), ("two", 2))
    assert [c.verdict for c in joined(related(papers))] == ["varied"]


def test_a_man_of_the_same_age_is_the_man_named_elsewhere() -> None:
    papers = [Paper("Beacon", "2031-03-04").counts("age", "34 years", 34, 34, "man"), Paper("Courier", "2031-03-05"), Paper("Ledger", "2031-03-05")]
    for paper, age in zip(papers[1:], (34, 36), strict=True):
        paper.counts("age", f"{age} years", age, age, "Ivo Brandl", paper.who("Ivo Brandl"))
    (claim,) = [c for c in joined(related(papers)) if c.kind == "quantity"]
    assert (claim.verdict, len(claim.accounts), claim.why) == ("disputed", 3, ("age of Ivo Brandl",))


def test_two_of_one_name_far_apart_in_age_are_two_people() -> None:
    papers = [Paper("Courier"), Paper("Ledger")]
    for paper, age in zip(papers, (47, 5), strict=True):
        paper.counts("age", f"{age} years", age, age, "Ivo Brandl", paper.who("Ivo Brandl"))
    assert [c for c in joined(related(papers)) if c.verdict == "disputed"] == []


def test_the_age_of_somebody_else_in_the_same_article_is_not_that_of_the_person_named() -> None:
    papers = [Paper("Courier", "2031-03-04").counts("age", "19 years", 19, 19, "woman"), Paper("Ledger", "2031-03-05")]
    for paper, age in zip(papers, (18, 19), strict=True):
        paper.counts("age", f"{age} years", age, age, "Ivo Brandl", paper.who("Ivo Brandl"))
    (claim,) = [c for c in joined(related(papers)) if c.kind == "quantity"]
    assert (claim.verdict, [a.value for a in claim.accounts]) == ("disputed", ["18 years", "19 years"])


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [((2, "children"), (3, ""), []), ((4, "children"), (3, ""), ["disputed"]), ((2, "children"), (1, "women"), []), ((2, "children"), (2, "children"), ["agreed"])],
)
def test_some_of_the_hurt_may_be_of_all_the_hurt(one: tuple[float, str], other: tuple[float, str], verdict: list[str]) -> None:
    papers = [numbers(low, low, name=name) for name, (low, _) in (("Courier", other), ("Ledger", one))]
    for paper, (_, about) in zip(papers, (other, one), strict=True):
        paper.quantities[0] = replace(paper.quantities[0], unit="person", about=about)
    assert [c.verdict for c in joined(related(papers)) if c.kind == "quantity"] == verdict


def asserts(name: str, words: str, value: str, about: str, around: str, date: str = "2031-03-05") -> Paper:
    """An article with a sentence that is told to be so or not so."""
    paper = Paper(name, date).tells(words)
    span = paper.sentences[-1]
    paper.quantities.append(Quantity(Span(span.start, span.end - 1), "so", value=value, unit=around, about=about, sentence=span))
    return paper


BACKED, NOT_BACKED = "Dale Moss backed into the marshal's car.", "There was no evidence that Moss backed into a deputy's car."


@pytest.mark.parametrize(
    ("around", "date", "words", "found"),
    [
        ("car deputy", "2031-03-05", NOT_BACKED, [("disputed", "polarity")]),
        ("car deputy", "2031-03-07", NOT_BACKED, [("varied", "update")]),  # two days later more is known
        ("car deputy", "2031-03-05", "It is now said that Moss never backed into a car.", [("varied", "update")]),
        ("wall", "2031-03-05", NOT_BACKED, []),  # backed into something else
    ],
)
def test_what_one_tells_and_another_denies(around: str, date: str, words: str, found: list[tuple[str, str]]) -> None:
    papers = [asserts("Ledger", BACKED, "yes", "back|moss", "car marshal"), asserts("Courier", words, "no", "back|moss", around, date)]
    claims = [c for c in joined(related(papers)) if c.kind == "attribute"]
    assert [(c.verdict, c.differences[0].kind) for c in claims] == found
    assert all({a.value for a in c.accounts} == {"so", "not so"} and c.why == ("whether “Dale Moss backed into the marshal's car”",) for c in claims)


@pytest.mark.parametrize(("places", "names"), [((), ["the name"]), (("Norwick",), [])])
def test_a_town_in_which_it_happened_is_not_the_name_of_a_person(places: tuple[str, ...], names: list[str]) -> None:
    made = []
    for name in ("Courier", "Ledger"):
        paper = Paper(name).tells("NORWICK – A girl was shot in Norwick.")
        who = paper.who("Norwick")
        paper.quantities += [Quantity(Span(29, 36), "place", value=p, sentence=paper.sentences[0]) for p in places]
        article, found = paper.made()
        made.append((article, replace(found, mentions=(Mention(Span(29, 36), Span(29, 36), "name", "person", who),))))
    articles, findings = [a for a, _ in made], [f for _, f in made]
    story = Story("s", "", tuple(a.id for a in articles), None)
    town = Entity("e", "Norwick", "person", (), tuple((a.id, 0) for a in articles))
    claims = name_claims(story, articles, findings, [town], ["e"], trail(story, articles, findings, (), Config()))
    assert [c.why[0] for c in claims] == names
