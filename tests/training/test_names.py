"""How corpora's labels become name types."""

from pathlib import Path

import pytest
from training.prepare import recut, treebank

from training import names

TREEBANK = """\
# sent_id = GUM_news_invented-1
# text = The Norland Ministry of Health praised Ada Brook of Portburg.
1\tThe\tthe\tDET\tDT\tDefinite=Def|PronType=Art\t3\tdet\t_\tEntity=(1-organization-new-nnnnn-cf1-3-sgl
2\tNorland\tNorland\tPROPN\tNNP\tNumber=Sing\t3\tcompound\t_\tEntity=(2-place-new-nnnnn-cf2-1-sgl-Norland)
3\tMinistry\tMinistry\tPROPN\tNNP\tNumber=Sing\t6\tnsubj\t_\t_
4\tof\tof\tADP\tIN\t_\t5\tcase\t_\t_
5\tHealth\tHealth\tPROPN\tNNP\tNumber=Sing\t3\tnmod\t_\tEntity=1)
6\tpraised\tpraise\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
7\tAda\tAda\tPROPN\tNNP\tNumber=Sing\t6\tobj\t_\tEntity=(3-person-new-nnnnn-cf3-1-coref
8\tBrook\tBrook\tPROPN\tNNP\tNumber=Sing\t7\tflat\t_\t_
9\tof\tof\tADP\tIN\t_\t10\tcase\t_\t_
10\tPortburg\tPortburg\tPROPN\tNNP\tNumber=Sing\t7\tnmod\t_\tEntity=(4-place-new-nnnnn-cf4-1-sgl-Portburg)3)|SpaceAfter=No
11\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_

# sent_id = GUM_news_invented-2
# text = She thanked it.
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(3-person-giv:act-nnnnn-cf1-1-coref)
2\tthanked\tthank\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\tit\tit\tPRON\tPRP\t_\t2\tobj\t_\tEntity=(1-organization-giv:act-nnnnn-cf2-1-coref)|SpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


def spelled(allowed: int) -> str:
    return "+".join(tag for i, tag in enumerate(names.TAGS) if allowed >> i & 1)


@pytest.mark.parametrize(
    ("label", "mapping", "expected"),
    [
        ("B-PER", names.THREE, "B-person"),
        ("I-LOC", names.THREE, "I-place+I-country"),
        ("B-politicalparty", names.CROSSNER, "B-organisation"),
        ("I-election", names.CROSSNER, "I-event"),
        ("B-group", names.WNUT, "B-organisation+B-group"),
        ("B-algorithm", names.CROSSNER, "O+B-other"),
        ("O", names.THREE, "O"),
    ],
)
def test_labels_allow_what_a_corpus_cannot_tell_apart(label: str, mapping: dict[str, tuple[str, ...]], expected: str) -> None:
    assert spelled(names.allowed(label, mapping)) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [("I-PER I-PER O", "B-PER I-PER O"), ("I-PER I-ORG", "B-PER B-ORG"), ("B-LOC I-LOC", "B-LOC I-LOC"), ("O I-LOC", "O B-LOC")],
)
def test_iob(labels: str, expected: str) -> None:
    assert " ".join(names.iob(labels.split())) == expected


def test_a_word_that_the_treebanks_cut_begins_its_name_once() -> None:
    words, tags = recut(["Norland-based"], [names.bits("B", ("place",))])
    assert words == ["Norland", "-", "based"]
    assert [spelled(t) for t in tags] == ["B-place", "I-place", "I-place"]


def test_names_of_nations_need_no_list() -> None:
    assert [w for w in ("Bolivian", "Sudanese", "Danish", "Iraqi", "French", "Egyptians", "Table", "Martian-like") if names.is_nation(w)] == [
        "Bolivian", "Sudanese", "Danish", "Iraqi", "French", "Egyptians",
    ]  # fmt: skip


def test_entities_become_flat_outermost_names_and_chains(tmp_path: Path) -> None:
    path = tmp_path / "invented.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    (document,) = treebank(path, countries=frozenset({"Norland"}))
    assert document.starts == [0, 11]
    assert [spelled(t) for t in document.names or ()][1:10] == [
        "B-organisation", "I-organisation", "I-organisation", "I-organisation", "O", "B-person", "I-person", "O", "B-place",
    ]  # fmt: skip
    chains = {i: c for i, c, _ in document.clusters}
    assert chains[6] == chains[11]
    assert chains[2] == chains[13]
    assert chains[6] != chains[2]
    assert document.persons == [6, 11]
