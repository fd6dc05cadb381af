"""The sentence-sized units that claims compare."""

from __future__ import annotations

import numpy as np
import pytest

from corroborate.annotate.statements import find_statements
from corroborate.annotate.understanding import understand
from corroborate.text.spans import Span
from corroborate.types import Article, Cue, Quotation


def article(text: str) -> Article:
    return Article("a", "a.txt", "0", text, (Span(0, len(text)),))


def stretch(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def told(text: str, *quotations: tuple[str, str, tuple[str, ...], int | None]) -> list[tuple[str, int | None]]:
    """(words, quotation) of each statement; quotations as (content, kind, quoted stretches, within)."""
    made = article(text)
    found = [Quotation(stretch(text, c), (stretch(text, c),), tuple(stretch(text, q) for q in quoted), kind, within=within) for c, kind, quoted, within in quotations]  # type: ignore[arg-type]
    return [(made[s.span], s.quotation) for s in find_statements(made, understand(made), found)]


def test_a_quotation_is_cut_at_sentence_ends() -> None:
    text = "“The pumps failed. We ran for the stairs,” Greta Holm said."
    words = "The pumps failed. We ran for the stairs"
    assert told(text, (words, "direct", (words,), None)) == [("The pumps failed.", 0), ("We ran for the stairs", 0)]


def test_an_ellipsis_that_divides_two_utterances_cuts() -> None:
    text = "“We are not leaving ... There may be another ship,” he said."
    words = "We are not leaving ... There may be another ship"
    assert [w for w, _ in told(text, (words, "direct", (words,), None))] == ["We are not leaving ...", "There may be another ship"]


def test_a_mixed_quotation_is_cut_after_words_that_stand_alone() -> None:
    text = "Brandl said the crew “did all that a crew can do” but that the owners “must answer for the state of the hull.”"
    content = "the crew “did all that a crew can do” but that the owners “must answer for the state of the hull."
    quoted = ("did all that a crew can do", "must answer for the state of the hull.")
    assert [w for w, q in told(text, (content, "mixed", quoted, None)) if q == 0] == [
        "the crew “did all that a crew can do", "but that the owners “must answer for the state of the hull."
    ]


def test_the_outlets_own_sentences_are_statements_too() -> None:
    assert told("The ferry ran aground on Monday. It rained.") == [("The ferry ran aground on Monday.", None), ("It rained.", None)]


def test_words_around_a_quotation_are_no_statement() -> None:
    text = "“The hull held until the morning came,” said Ivo Brandl."
    words = "The hull held until the morning came"
    assert told(text, (words, "direct", (words,), None)) == [(words, 0)]


def test_a_thing_that_somebody_opposes_says_nothing() -> None:
    text = "Holm opposes the harbour tax, and she will vote on it."
    assert ("the harbour tax", 0) not in told(text, ("the harbour tax", "indirect", (), None))


def test_words_within_spoken_words_are_part_of_them() -> None:
    text = "“He told me the boat was safe,” Greta Holm said."
    outer, inner = "He told me the boat was safe", "the boat was safe"
    assert told(text, (outer, "direct", (outer,), None), (inner, "indirect", (), 0)) == [(outer, 0)]


def test_who_speaks_within_a_report_is_no_statement() -> None:
    text = "The keeper of the old lighthouse, Ina Holt, said the lamp failed because of “plain neglect,” the harbour agency reported."
    outer = Quotation(span := stretch(text, text[: text.index(",” the harbour")]), (span,), (stretch(text, "plain neglect"),), "indirect")
    inner_at = stretch(text, "the lamp failed because of “plain neglect")
    inner = Quotation(inner_at, (inner_at,), (stretch(text, "plain neglect"),), "mixed", cue=Cue(stretch(text, "said"), "said"), within=0)
    made = article(text)
    found = [made[s.span] for s in find_statements(made, understand(made), [outer, inner]) if s.quotation is not None]
    assert found == ["the lamp failed because of “plain neglect"]


def test_long_told_sentences_are_cut_at_clauses_of_their_own() -> None:
    text = "The harbour master closed the eastern gate before the storm came in, and the fishing crews tied up their boats along the inner wall."
    assert len(told(text)) == 2


def test_vectors_have_length_one_and_like_words_lie_near() -> None:
    made = article("A ferry ran aground near the cape. The ferry went aground by the cape. The cheese won a medal.")
    vectors = [np.frombuffer(s.vector, "<f2").astype(np.float32) for s in find_statements(made, understand(made), [])]
    assert [v.shape for v in vectors] == [(384,)] * 3
    assert all(abs(float(np.linalg.norm(v)) - 1) < 0.01 for v in vectors)
    assert vectors[0] @ vectors[1] > 0.8 > 0.4 > vectors[0] @ vectors[2]


@pytest.mark.parametrize(("text", "content", "cue", "own"), [
    ("Mayor Ina Holt attacked the plan on Monday, saying it “wastes a year.”", "it “wastes a year", "saying", ["Mayor Ina Holt attacked the plan on Monday"]),
    ("Holt, who took office in May after a long campaign for the harbour, said that it “wastes a year.”", "it “wastes a year", "said", []),
    ("The house on Mill Street stood empty for a year, and neighbours said “nobody came.”", "nobody came", "said", ["The house on Mill Street stood empty for a year"]),
])
def test_what_leads_on_to_a_quotation_is_left_out(text: str, content: str, cue: str, own: list[str]) -> None:
    made = article(text)
    at = stretch(text, content)
    found = Quotation(at, (at,), (stretch(text, content.split("“")[-1]),), "mixed", cue=Cue(stretch(text, cue), cue))
    assert [made[s.span] for s in find_statements(made, understand(made), [found]) if s.quotation is None] == own


def test_a_statement_begins_behind_the_dateline() -> None:
    text = "LARKFIELD (AFP) — The ferry ran aground on Monday."
    made = Article("a", "a.txt", "0", text, (Span(0, len(text)),), dateline=stretch(text, "LARKFIELD (AFP) —"))
    assert [made[s.span] for s in find_statements(made, understand(made), [])] == ["The ferry ran aground on Monday."]


@pytest.mark.parametrize(("text", "predicates", "bond"), [
    ("The council rejected the plan for the harbour.", ["rejected"], ("rejected", "plan")),
    ("Ina Holt is the mayor of Larkfield.", ["mayor"], ("mayor", "Holt")),
    ("The crew has begun to repair the pumps.", ["repair"], ("repair", "pumps")),
])
def test_what_a_statement_says_at_its_core(text: str, predicates: list[str], bond: tuple[str, str]) -> None:
    made = article(text)
    found = find_statements(made, understand(made), [])[0]
    assert [made[p] for p in found.predicates] == predicates
    assert bond in [(made[a], made[b]) for a, b in found.bonds]


def test_who_does_what_to_whom() -> None:
    text = "The guards saw the ship. The ship was seen by a boy and a girl. A storm led the crew to leave."
    found = find_statements(article(text), understand(article(text)), ())

    def parts(pairs: tuple[tuple[Span, Span], ...]) -> list[tuple[str, str]]:
        return [(a.of(text), b.of(text)) for a, b in pairs]

    assert [parts(f.doers) for f in found[:2]] == [[("saw", "guards")], [("seen", "boy"), ("seen", "girl")]]
    assert [parts(f.targets) for f in found[:2]] == [[("saw", "ship")], [("seen", "ship")]]
    assert ("leave", "crew") in parts(found[2].doers)
