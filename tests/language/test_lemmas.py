"""Dictionary forms of words as news uses them."""

import pytest

from corroborate.language.lemmas import lemma

PAST = "Mood=Ind|Tense=Past|VerbForm=Fin"
VERBS = [
    ("reflected", "reflect"), ("agreed", "agree"), ("hoped", "hope"), ("stopped", "stop"), ("argued", "argue"), ("carried", "carry"), ("referred", "refer"),
    ("died", "die"), ("accused", "accuse"), ("pledged", "pledge"), ("killed", "kill"), ("visited", "visit"), ("said", "say"), ("told", "tell"),
    ("denied", "deny"), ("released", "release"), ("resigned", "resign"), ("condemned", "condemn"), ("fled", "flee"), ("shot", "shoot"), ("warned", "warn"),
    ("stabbed", "stab"), ("allegedly-stormed", "allegedly-stormed"),
]  # fmt: skip
NOUNS = [("cities", "city"), ("ministers", "minister"), ("wives", "wife"), ("buses", "bus"), ("attacks", "attack"), ("lawmakers", "lawmaker"), ("churches", "church"),
         ("empanadas", "empanada"), ("men", "man")]  # fmt: skip


@pytest.mark.parametrize(("form", "expected"), VERBS)
def test_past_tense(form: str, expected: str) -> None:
    assert lemma(form, "VERB", PAST) == expected


@pytest.mark.parametrize(("form", "expected"), NOUNS)
def test_plural(form: str, expected: str) -> None:
    assert lemma(form, "NOUN", "Number=Plur") == expected


@pytest.mark.parametrize(
    ("form", "upos", "feats", "expected"),
    [
        ("says", "VERB", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "say"),
        ("dying", "VERB", "Tense=Pres|VerbForm=Part", "die"),
        ("running", "VERB", "VerbForm=Ger", "run"),
        ("was", "AUX", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", "be"),
        ("her", "PRON", "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs", "she"),
        ("bigger", "ADJ", "Degree=Cmp", "big"),
        ("Said", "VERB", PAST, "say"),
        ("Karimov", "PROPN", "Number=Sing", "Karimov"),
        ("NATO", "PROPN", "Number=Sing", "NATO"),
        ("The", "DET", "Definite=Def|PronType=Art", "the"),
    ],
)
def test_forms(form: str, upos: str, feats: str, expected: str) -> None:
    assert lemma(form, upos, feats) == expected
