"""Texts cut into pieces: as the library that the weights were trained with cuts them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.language.encoder import WEIGHTS, pieces_of
from corroborate.language.wordpiece import WordPiece

FILE = Path(str(WEIGHTS / "tokenizer.json"))
CUTTER = WordPiece.load(FILE)
NAMES = {number: piece for piece, number in CUTTER.vocabulary.items()}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The ferry sank.", ["the", "ferry", "sank", "."]),
        ("unfoundedness", ["un", "##founded", "##ness"]),
        ("“No,” she said", ["“", "no", ",", "”", "she", "said"]),
        ("Zoë Müller", ["zoe", "muller"]),
        ("U.S.-led", ["u", ".", "s", ".", "-", "led"]),
        ("\u200bsea\u00a0port\n", ["sea", "port"]),
        ("山水", ["山", "水"]),
        ("", []),
        ("\ufffd \x00", []),
        ("x" * 101, ["[UNK]"]),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert [NAMES[i] for i in CUTTER.ids(text)] == pieces


@lru_cache
def library() -> Any:
    made = pytest.importorskip("tokenizers").Tokenizer.from_file(str(FILE))
    made.no_padding()
    made.no_truncation()
    return made


@settings(deadline=None)
@given(st.text(st.characters(max_codepoint=0x36F), max_size=40))
def test_the_library_cuts_the_same(text: str) -> None:
    assert CUTTER.ids(text) == library().encode(text, add_special_tokens=False).ids


@given(st.text(), st.text())
def test_a_space_parts(a: str, b: str) -> None:
    assert CUTTER.ids(f"{a} {b}") == CUTTER.ids(a) + CUTTER.ids(b)


@given(st.text())
def test_a_word_has_a_piece(word: str) -> None:
    assert 1 <= len(pieces_of(word)) <= 16
