"""What people corrected, applied: to findings, stories, entities and claims, and to nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.relate.decisions import correct_claims, correct_entities, correct_findings, correct_stories, same_words
from corroborate.text.spans import Span
from corroborate.types import Account, Article, Claim, Decision, DecisionKind, Difference, Entity, Findings, Mention, Place, Quotation, Referent, Speaker, Story

TEXT = "Commander Brandl spoke. “It sank,” he said. Brandl left. “Nobody drowned,” Holm said."
IT_SANK, HE, BRANDL, AGAIN, NOBODY, HOLM = Span(25, 33), Span(35, 37), Span(0, 16), Span(44, 50), Span(58, 73), Span(75, 79)
ARTICLE = Article("a", "a.txt", "h", TEXT, (Span(0, len(TEXT)),))
FOUND = Findings(
    "a",
    mentions=(
        Mention(BRANDL, Span(10, 16), "name", "person", 0), Mention(HE, HE, "pronoun", "person", 0), Mention(AGAIN, AGAIN, "name", "person", 0),
        Mention(HOLM, HOLM, "name", "person", 1),
    ),
    referents=(Referent(0, "Brandl", "person", True, aliases=(("Brandl", 2),)), Referent(1, "Holm", "person", True, aliases=(("Holm", 1),))),
    quotations=(
        Quotation(IT_SANK, (IT_SANK,), (IT_SANK,), "direct", speaker=Speaker(HE, 0, "Brandl")), Quotation(NOBODY, (NOBODY,), (NOBODY,), "direct", speaker=Speaker(HOLM, 1, "Holm")),
    ),
)  # fmt: skip
ENTITIES = (Entity("e", "Ivo Brandl", "person", (("Brandl", 3),), (("a", 0), ("b", 0))), Entity("f", "Greta Holm", "person", (("Holm", 1),), (("a", 1),)))


def decision(kind: DecisionKind, *places: Span | Place, names: tuple[str, ...] = (), undone: str | None = None) -> Decision:
    return Decision("d", kind, tuple(p if isinstance(p, Place) else Place("h", p.start, p.end) for p in places), names, "Ada", "2031-03-04T10:00:00Z", undone=undone)


def found(*decisions: Decision) -> Findings:
    [out] = correct_findings(decisions, [ARTICLE], [FOUND])
    return out


@pytest.mark.parametrize(("name", "speaker"), [("Holm", (1, "Holm")), ("holm", (1, "holm")), ("Zelda Quist", (2, "Zelda Quist")), ("Brandl", (0, "Brandl")), (None, (None, None))])
def test_the_speaker_is_another(name: str | None, speaker: tuple[int | None, str | None]) -> None:
    out = found(decision("speaker", IT_SANK, names=(name,) if name else ()))
    assert (out.quotations[0].speaker.referent, out.quotations[0].speaker.name) == speaker
    assert out.quotations[0].speaker.how == "decided by Ada"
    assert out.quotations[1] == FOUND.quotations[1]
    assert [r.id for r in out.referents] == list(range(len(out.referents)))


@pytest.mark.parametrize(("span", "hit"), [(IT_SANK, True), (Span(24, 34), True), (Span(25, 30), True), (Span(33, 60), False), (Span(0, 10), False)])
def test_words_found_a_little_otherwise_are_the_same_words(span: Span, hit: bool) -> None:
    assert (found(decision("speaker", span, names=("Holm",))).quotations[0].speaker.name == "Holm") is hit
    assert same_words(Place("h", span.start, span.end), IT_SANK) is hit


def test_a_pronoun_that_is_not_him_is_nobody_we_know() -> None:
    out = found(decision("not_mention", HE, names=("Brandl",)))
    assert out.mentions[1].referent is None
    assert out.quotations[0].speaker == Speaker(HE, None, None, "decided by Ada")
    assert out.referents == FOUND.referents


def test_a_name_that_is_not_him_is_somebody_of_that_name() -> None:
    made = decision("not_mention", AGAIN, names=("Brandl",))
    out = found(made)
    assert (out.mentions[2].referent, out.referents[2].name) == (2, "Brandl")
    joined = (replace(ENTITIES[0], referents=(("a", 0), ("a", 2), ("b", 0))), ENTITIES[1])  # the name joined them again
    parted = correct_entities([made], joined, [ARTICLE], [out])
    assert [e.referents for e in parted] == [(("a", 0), ("b", 0)), (("a", 1),), (("a", 2),)]


@pytest.mark.parametrize("made", [
    decision("same_name", BRANDL, HOLM, names=("Greta Holm", "Ivo Brandl")), decision("same_name", names=("Greta Holm", "Ivo Brandl")),
    decision("same_name", Place("elsewhere", 3, 9), Place("elsewhere", 30, 36), names=("Greta Holm", "Ivo Brandl")),
])  # fmt: skip
def test_two_names_are_one(made: Decision) -> None:
    [one] = correct_entities([made], ENTITIES, [ARTICLE], [FOUND])
    assert (one.id, one.name, one.aliases, one.referents) == ("e", "Greta Holm", (("Brandl", 3), ("Holm", 1)), (("a", 0), ("a", 1), ("b", 0)))


def test_a_name_that_two_bear_joins_nobody() -> None:
    three = (*ENTITIES, replace(ENTITIES[1], id="g", referents=(("c", 0),)))
    assert correct_entities([decision("same_name", names=("Greta Holm", "Ivo Brandl"))], three, [ARTICLE], [FOUND]) == three


def test_an_article_is_not_of_the_story() -> None:
    others = [replace(ARTICLE, id=i, sha256=i) for i in "bcd"]
    story = Story("s", "Ship", ("a", "b", "c"), "2031-03-04")
    made = decision("not_in_story", Place("b", 0, 0), Place("c", 0, 0))
    assert [s.articles for s in correct_stories([made], [story, Story("t", "Tea", ("d",), None)], [ARTICLE, *others])] == [("a", "c"), ("b",), ("d",)]
    apart = [Story("s", "Ship", ("a", "c"), None), Story("t", "Tea", ("b",), None)]
    assert correct_stories([made], apart, [ARTICLE, *others]) == tuple(apart)


def claim() -> Claim:
    accounts = (Account("a", IT_SANK, 0, origin="X"), Account("b", IT_SANK, 0, origin="Y"), Account("c", IT_SANK, 0, origin="Y"), Account("d", NOBODY, 1, origin="Z"))
    return Claim("c", "s", "statement", "disputed", accounts, 3, (Difference("speaker", (("Brandl", (0, 1, 2)), ("Holm", (3,)))),))


def test_accounts_that_do_not_tell_the_same() -> None:
    articles = [ARTICLE, *(replace(ARTICLE, id=i, sha256=i) for i in "bcd")]
    one, other = correct_claims([decision("not_same_claim", IT_SANK, Place("d", NOBODY.start, NOBODY.end))], [claim()], articles)
    assert ([a.article for a in one.accounts], one.verdict, one.origins, one.differences, one.id) == (["a", "b", "c"], "agreed", 2, (), "c")
    assert ([a.article for a in other.accounts], other.verdict, other.origins) == (["d"], "single", 1)
    assert other.id != one.id
    [mine, copies] = correct_claims([decision("not_same_claim", Place("d", NOBODY.start, NOBODY.end), Place("b", IT_SANK.start, IT_SANK.end))], [claim()], articles)
    assert [a.article for a in copies.accounts] == ["b", "c"], "the copy of the same words goes along"
    assert (mine.verdict, [d.values for d in mine.differences]) == ("disputed", [(("Brandl", (0,)), ("Holm", (1,)))])


every = st.lists(st.sampled_from([
    decision("speaker", IT_SANK, names=("Zelda Quist",)), decision("speaker", NOBODY), decision("not_mention", HE), decision("not_mention", AGAIN), decision("not_mention", HOLM),
    decision("speaker", Place("unknown", 1, 5), names=("Holm",)), decision("not_mention", Span(999, 1001)), decision("speaker", names=("Holm",)),
]), max_size=5, unique_by=lambda d: (d.kind, d.places))  # fmt: skip


@given(every)
def test_twice_is_once_and_undone_is_never(decisions: list[Decision]) -> None:
    decisions = [replace(d, id=str(n)) for n, d in enumerate(decisions)]
    once = correct_findings(decisions, [ARTICLE], [FOUND])
    assert correct_findings(decisions, [ARTICLE], once) == once
    assert correct_findings([replace(d, undone="2031-03-05T10:00:00Z") for d in decisions], [ARTICLE], [FOUND]) == (FOUND,)
    assert correct_findings(decisions[::-1], [ARTICLE], [FOUND]) == once
