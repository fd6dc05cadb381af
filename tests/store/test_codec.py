"""Nouns to bytes and back."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, is_dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corroborate import types
from corroborate.store.codec import dumps, loads
from corroborate.text.spans import Span
from corroborate.types import Account, Article, Claim, Entity, Findings, Links, Page, Quantity, Quotation, Rejected, Statement

NOUNS = sorted((noun for noun in vars(types).values() if is_dataclass(noun)), key=lambda noun: noun.__name__)

# Any code point, halves of surrogate pairs too: scraped JSON holds them.
st.register_type_strategy(str, st.text(st.characters()))
st.register_type_strategy(float, st.floats(allow_nan=False))


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_comes_back_is_what_went_in(noun: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(noun))
    assert loads(noun, dumps(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        Span(3, 9),
        Page("a\udcff.txt", "00", text="halves \ud83d\ude00 apart"),
        Quantity(Span(0, 2), "killed", low=12, high=None, value="12"),
        Statement(Span(0, 5), None, bytes(range(256))),
        Findings("a", quotations=(Quotation(Span(0, 5), (Span(0, 5),), (), "indirect"),)),
        Entity("e", "Vela Ostrander", "person", (("Ostrander", 2), ("she", 1)), (("a", 0), ("b", 3))),
        Claim("c", "s", "quantity", "single", (Account("a", Span(1, 2), quotation=0),), 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_examples(value: object) -> None:
    back = loads(type(value), dumps(value))
    assert back == value
    assert dumps(back) == dumps(value)


def test_a_whole_number_for_a_float_comes_back_as_a_float() -> None:
    low = loads(Quantity, dumps(Quantity(Span(0, 2), "killed", low=12))).low
    assert isinstance(low, float)


@dataclass(frozen=True)
class Older:
    path: str


@dataclass(frozen=True)
class Newer:
    path: str
    added: tuple[int, ...] = (1, 2)


def test_a_field_added_with_a_default_reads_what_was_stored_before() -> None:
    assert loads(Newer, dumps(Older("a"))) == Newer("a")


@dataclass(frozen=True)
class Doubtful:
    value: int | str | None


@dataclass(frozen=True)
class Unknown:
    value: dict[str, int]


@pytest.mark.parametrize("noun", [Doubtful, Unknown])
def test_a_type_that_would_lose_something_is_refused(noun: type) -> None:
    with pytest.raises(TypeError):
        dumps(noun(None))


@pytest.mark.parametrize("stored", [b"", b"not zlib", dumps(Rejected("a", "b"))[:-3]])
def test_damage_is_noticed(stored: bytes) -> None:
    with pytest.raises((ValueError, zlib.error)):
        loads(Article, stored)


def test_links_hold_all_that_relates() -> None:
    assert set(Links.__dataclass_fields__) == {"reuse", "stories", "entities", "claims"}
