"""Names from scores: of one form one type, no addresses, a town and its state apart. The names are invented."""

import numpy as np
import pytest

from corroborate.language.naming import find_names

LABELS = ("O", *(f"{p}-{t}" for t in ("person", "organisation", "place", "country", "nationality") for p in "BI"))


def scored(*tags: str) -> np.ndarray:
    out = np.zeros((len(tags), len(LABELS)), np.float32)
    for row, tag in zip(out, tags, strict=True):
        row[LABELS.index(tag)] = 6
    return out


@pytest.mark.parametrize(
    ("words", "tags", "expected"),
    [
        ("Ada Brook spoke", "B-person I-person O", [("Ada Brook", "PER", "person")]),
        ("Portburg Ohio", "B-place I-place", [("Portburg", "LOC", "place"), ("Ohio", "LOC", "place")]),
        ("Portburg France", "B-place I-place", [("Portburg", "LOC", "place"), ("France", "LOC", "place")]),
        ("senator for Ohio Ada Brook", "O O B-person I-person I-person", [("Ohio", "LOC", "place"), ("Ada Brook", "PER", "person")]),
        ("friends of Virginia Brook", "O O B-person I-person", [("Virginia Brook", "PER", "person")]),
        ("Court of , left", "B-organisation I-organisation I-organisation O", [("Court", "ORG", "organisation")]),
        ("10 a.m. EDT , S. Brook", "B-place O B-organisation O B-person O", []),
        ("Reuters and Reuters Hill", "B-person O B-person I-person", [("Reuters", "ORG", "organisation"), ("Reuters Hill", "PER", "person")]),
        ("New Mexico", "B-place I-place", [("New Mexico", "LOC", "place")]),
        ("Southern California", "B-place I-place", [("Southern California", "LOC", "place")]),
        ("Bank of France", "B-organisation I-organisation I-organisation", [("Bank of France", "ORG", "organisation")]),
        ("ada@portburg.org wrote", "B-person O", []),
        ("www.portburg.org", "B-organisation", []),
        ("Norlander voters", "B-nationality O", [("Norlander", "MISC", "nationality")]),
    ],
)
def test_names(words: str, tags: str, expected: list[tuple[str, str, str]]) -> None:
    forms = words.split()
    (found,) = find_names([forms], [scored(*tags.split())], LABELS)
    assert [(" ".join(forms[n.start : n.end]), n.type, n.kind) for n in found] == expected


def test_a_form_has_one_type_in_an_article_where_it_is_unsure() -> None:
    sure, unsure = scored("B-organisation"), scored("B-person") * np.float32(0.1)
    found = find_names([["Norcorp"], ["Norcorp"]], [sure, unsure], LABELS)
    assert [n.kind for names in found for n in names] == ["organisation", "organisation"]
