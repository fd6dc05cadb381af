"""Checking drafts against an invented story: what supports, what contradicts, what is merely near."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.checking import Check, check, check_json, check_lines
from corroborate.cli import main
from corroborate.config import Config
from corroborate.corpus import Corpus
from corroborate.errors import PageUnreadable
from corroborate.schema import check_schema
from corroborate.types import Analysis

STORY = {
    "ledger.txt": """Three people hurt in ferry fire at Port Ansel

By Mara Quill, The Northgate Ledger
March 4, 2031

PORT ANSEL — Three people were injured on Tuesday when a fire broke out on the ferry Aurelia in the old harbour, the coast guard said.

Captain Dale Moss, 52, steered the burning ferry onto a sandbank at about 4 p.m. while his crew handed out vests on the upper deck.

"The pumps failed before the alarm rang," said harbour master Greta Holm, who watched from her tower.

Moss backed the ferry into the quay twice, a fishmonger told the Ledger, and thick smoke hung over the market until the evening.
""",
    "courier.txt": """Aurelia fire: number of injured rises to five

By Joan Petrie, Marlow Courier
March 5, 2031

The fire that gutted a car ferry off Port Ansel on Tuesday left five people injured, two more than first thought, a hospital in Marlow said on Wednesday.

The Aurelia was on her last trip of the day. Two tugs found her on a shoal where her captain, Dale Moss, 54, had put her with the bridge already full of smoke.

"The pumps failed before the alarm rang," Greta Holm, the harbour master, said in an interview.

There was no evidence that Moss backed the ferry into the quay, investigators found, though its stones are cracked.
""",
}


@lru_cache(maxsize=1)
def analysis() -> Analysis:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name, text in STORY.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        with Corpus(config=Config(workers=1)) as corpus:
            corpus.add(folder)
            return corpus.analysis()


def told(draft: str) -> tuple[str, list[tuple[str, str, int]]]:
    """The result of a draft's one sentence, with (relation, about, origins) of its evidence."""
    [sentence] = check(draft, analysis()).sentences
    return sentence.result, [(e.relation, e.about, e.origins) for e in sentence.evidence]


ROWS = [
    ("Five people were injured in the fire on the ferry Aurelia off Port Ansel.", "supported in part", ("supports", "people hurt: 5", 1)),
    ("Nine people were injured in the fire on the ferry Aurelia off Port Ansel.", "contradicted", ("contradicts", "people hurt", 2)),
    ("At least two people were injured in the fire on the ferry Aurelia off Port Ansel.", "supported in part", ("supports", "people hurt: at least 2", 2)),
    ("Dale Moss, 52, is the captain of the Aurelia.", "disputed", ("contradicts", "age of Dale Moss", 1)),
    ("Dale Moss, 61, is the captain of the Aurelia.", "contradicted", ("contradicts", "age of Dale Moss", 2)),
    ('"The pumps failed before the alarm rang," harbour master Greta Holm said.', "supported", ("supports", "the statement", 2)),
    ('"The pumps failed before the alarm rang," said Captain Dale Moss of the Aurelia.', "contradicted", ("contradicts", "who said it", 2)),
    ("Dale Moss steered the burning ferry onto a sandbank.", "supported", ("supports", "the statement", 1)),
    ("Dale Moss did not steer the burning ferry onto a sandbank.", "contradicted", ("contradicts", "“Dale Moss did not steer the burning ferry onto a sandbank”", 1)),
    ("Dale Moss backed the ferry into the quay.", "disputed", ("contradicts", "“Dale Moss backed the ferry into the quay”", 1)),
    ("Harbour master Greta Holme praised Dale Moss.", "contradicted", ("contradicts", "the name", 2)),
]


@pytest.mark.parametrize(("draft", "result", "evidence"), ROWS, ids=[d for d, _, _ in ROWS])
def test_what_accounts_do_to_a_sentence(draft: str, result: str, evidence: tuple[str, str, int]) -> None:
    found, listed = told(draft)
    assert found == result
    assert evidence in listed


@pytest.mark.parametrize(
    "draft",
    [
        "Dale Moss of the ferry Aurelia sold his house in Port Ansel to a cheese maker.",
        "The mayor of Port Ansel opened a school beside the ferry Aurelia.",
        "Nine people were injured when a bus hit a wall in Brookside.",  # another happening
    ],
)
def test_where_nothing_is_told_nothing_is_found(draft: str) -> None:
    assert not [e for e in told(draft)[1] if e[0] != "related"]


def test_that_somebody_says_a_thing_does_not_make_it_so() -> None:
    result, evidence = told("The pumps of the ferry Aurelia failed before the alarm rang.")
    assert result == "related"
    assert {relation for relation, _, _ in evidence} == {"related"}
    [sentence] = check("The pumps of the ferry Aurelia failed before the alarm rang.", analysis()).sentences
    assert "the words of Greta Holm" in sentence.evidence[0].why


def test_an_earlier_figure_does_not_contradict_the_one_that_replaced_it() -> None:
    assert ("related", "people hurt", 1) in told("Five people were injured in the fire on the ferry Aurelia off Port Ansel.")[1]


def test_the_json_is_as_its_schema_says_and_points_at_the_words() -> None:
    draft = "\n".join(d for d, _, _ in ROWS)
    found = check_json(check(draft, analysis()), analysis())
    jsonschema.validate(json.loads(json.dumps(found)), check_schema())
    texts = {a.id: a.text for a in analysis().articles}
    assert [s["text"] for s in found["sentences"]] == [draft[s["start"] : s["end"]] for s in found["sentences"]]
    accounts = [a for s in found["sentences"] for e in s["evidence"] for a in e["accounts"]]
    assert accounts
    assert all(texts[a["article"]][a["start"] : a["end"]] == a["text"] for a in accounts)
    ids = {c.id for c in analysis().links.claims}
    assert {c for s in found["sentences"] for e in s["evidence"] for c in e["claims"]} <= ids


def lines(found: Check) -> list[str]:
    return [line.plain for line in check_lines(found, analysis())]


def test_a_reader_sees_outlets_origins_and_words() -> None:
    shown = "\n".join(lines(check("Nine people were injured on the ferry Aurelia off Port Ansel.\nA goat sang.", analysis())))
    assert "contradicts people hurt: the draft gives 9, the account 3 / 5  [2 independent origins]" in shown
    assert "ledger.txt · 2031-03-04" in shown
    assert "nothing found" in shown
    assert lines(check("A goat sang in the rain.", analysis()))[0] == "no story in the database is about this"


GERMAN = "Der Hafen ist seit gestern geschlossen, und die Fähre liegt auf der Bank."


@pytest.mark.parametrize(("draft", "fault"), [("", "it is empty"), (" \n", "it is empty"), (GERMAN, "its language (de) is not read")])
def test_a_draft_that_cannot_be_checked(draft: str, fault: str) -> None:
    with pytest.raises(PageUnreadable) as caught:
        check(draft, analysis())
    assert caught.value.fault == fault


SOME = ["Dale Moss", "five", "people were injured", "not", "the ferry Aurelia", ".", "“", "”", "said", "Port Ansel", "\n", "52", "on Tuesday", "ü"]
PIECES = st.lists(st.sampled_from(SOME), min_size=1, max_size=12)


@settings(deadline=None, max_examples=15)
@given(PIECES)
def test_any_draft_gives_its_sentences_in_order(pieces: list[str]) -> None:
    draft = "A " + " ".join(pieces)
    found = check(draft, analysis())
    spans = [s.span for s in found.sentences]
    assert spans == sorted(spans)
    assert all(0 <= s.start < s.end <= len(draft) for s in spans)
    assert found == check(draft, analysis())


# ------------------------------------------------------------------------------------------------------- the command


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of the story, in an empty working directory."""
    monkeypatch.chdir(tmp_path)
    for name, text in STORY.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Corpus("news.db", config=Config(workers=1)) as corpus:
        corpus.add(list(STORY))
    return tmp_path / "news.db"


def run(*arguments: str) -> int:
    try:
        return main(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)


def test_the_command_takes_a_file_or_the_text_itself(db: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    draft = "Dale Moss, 61, is the captain of the Aurelia."
    Path("draft.txt").write_text(draft, encoding="utf-8")
    outs = []
    for given_ in ("draft.txt", draft):
        assert run("check", given_, "--db", "news.db") == 0
        outs.append(capfdbinary.readouterr().out.decode())
    assert outs[0] == outs[1]
    assert "contradicts age of Dale Moss: the draft gives 61 years, the account 52 years / 54 years" in outs[0]
    assert run("check", draft, "--db", "news.db", "--json", "checked.json") == 0
    written = json.loads(Path("checked.json").read_text(encoding="utf-8"))
    jsonschema.validate(written, check_schema())
    assert written["sentences"][0]["result"] == "contradicted"


def test_the_schema_of_a_check_is_printed(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("schema", "check") == 0
    assert json.loads(capfdbinary.readouterr().out) == check_schema()


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("no-such.txt", "--db", "news.db"), "no file no-such.txt"),
        (("", "--db", "news.db"), "the draft: it is empty"),
        (("A goat sang.", "--db", "none.db"), "no database at none.db"),
        (("latin.txt", "--db", "news.db"), "latin.txt is not UTF-8 text"),
    ],
)
def test_a_bad_draft_or_database_gets_one_clear_line(db: Path, capfdbinary: pytest.CaptureFixture[bytes], arguments: tuple[str, ...], fault: str) -> None:
    Path("latin.txt").write_bytes(b"Caf\xe9 closed.")
    assert run("check", *arguments) == 2
    err = capfdbinary.readouterr().err.decode().splitlines()
    assert len(err) == 1
    assert fault in err[0]
