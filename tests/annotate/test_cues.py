"""The table of cues: forms, phrasal verbs, and a user's own laid over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corroborate.annotate.cues import lexicon
from corroborate.annotate.quotations import find_quotations
from corroborate.annotate.understanding import understand
from corroborate.config import Config
from who import article


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("said", "say"), ("denies", "deny"), ("denied", "deny"), ("urging", "urge"), ("quipped", "quip"), ("told", "tell"), ("agreed", "agree"), ("vowed", "vow"), ("wrote", "write")],
)
def test_every_form_of_a_verb_is_found(form: str, lemma: str) -> None:
    assert lexicon().verbs[form].lemma == lemma


@pytest.mark.parametrize("form", ["sayed", "telled", "the", "walked"])
def test_forms_that_are_none(form: str) -> None:
    assert form not in lexicon().verbs


def test_a_phrasal_verb_wins_over_its_verb() -> None:
    one = article("Holt called for an end to the blockade.")
    (found,) = find_quotations(one, understand(one), Config())
    assert found.cue
    assert (found.cue.lemma, one[found.cue.span], one[found.span]) == ("call for", "called for", "an end to the blockade")


def test_a_users_own_cue_is_laid_over_the_table(tmp_path: Path) -> None:
    one = article("Holt bloviated that the dam would hold.")
    assert find_quotations(one, understand(one), Config()) == ()
    (tmp_path / "cues.toml").write_text('[verbs]\nbloviate = "clause"\n', encoding="utf-8")
    (found,) = find_quotations(one, understand(one), Config(data=tmp_path))
    assert found.cue
    assert found.cue.lemma == "bloviate"


def test_each_verb_of_the_table_takes_something() -> None:
    senses = {"stance", "told", "thing", "raised"}
    assert [e.lemma for e in lexicon().verbs.values() if not e.takes - senses] == []
