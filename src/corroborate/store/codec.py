"""Nouns to bytes and back, lossless: any frozen dataclass of `types.py`, by its type hints alone.

A dataclass becomes a JSON object without the fields that hold their default, one of whole numbers only (`Span`) a list, a tuple a list, bytes base64.
So a field may be added with a default and what was stored before still reads.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Hashable
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Turn = Callable[[Any], Any]
Pair = tuple[Turn, Turn]  #: to what JSON holds, and back


def dumps(value: object) -> bytes:
    """*value*, a dataclass, as compressed JSON."""
    packed = _pair(cast(Hashable, type(value)))[0](value)
    # Half a surrogate pair, left by a scraping accident, must come back as it was.
    return zlib.compress(json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 3)


def loads(kind: type[T], stored: bytes) -> T:
    """The *kind* that `dumps` made *stored* from. Raises `ValueError`, `KeyError`, `TypeError` or `zlib.error` on anything else."""
    made: T = _pair(cast(Hashable, kind))[1](json.loads(zlib.decompress(stored).decode("utf-8", "surrogatepass")))
    return made


@lru_cache(maxsize=256)
def _pair(hint: Hashable) -> Pair:
    """How values of type *hint* are packed and unpacked."""
    origin, args = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _record(hint)
    if origin in (Union, UnionType):
        return _optional(hint, [a for a in args if a is not NoneType])
    if origin is tuple:
        return _sequence(_pair(args[0])) if args[-1] is Ellipsis else _fixed([_pair(a) for a in args])
    if hint is bytes:
        return lambda b: b64encode(b).decode("ascii"), b64decode
    if hint is float:
        return float, float  # a whole number given for a float comes back as one
    if hint in (str, int, bool) or origin is Literal:
        return _same, _same
    raise TypeError(f"no way to store {hint}")


def _same(value: Any) -> Any:
    return value


def _optional(hint: Any, some: list[Any]) -> Pair:
    if len(some) != 1:
        raise TypeError(f"no way to store {hint}: which of several types a value had would be lost")
    pack, unpack = _pair(some[0])
    if pack is _same:
        return _same, _same
    return lambda v: None if v is None else pack(v), lambda v: None if v is None else unpack(v)


def _sequence(item: Pair) -> Pair:
    pack, unpack = item
    if pack is _same:
        return list, tuple
    return lambda values: [pack(v) for v in values], lambda values: tuple([unpack(v) for v in values])


def _fixed(items: list[Pair]) -> Pair:
    return (
        lambda values: [pack(v) for (pack, _), v in zip(items, values, strict=True)],
        lambda values: tuple([unpack(v) for (_, unpack), v in zip(items, values, strict=True)]),
    )


def _record(kind: Any) -> Pair:
    hints = get_type_hints(kind)
    if all(hints[f.name] is int and _default(f) is MISSING for f in fields(kind)):
        names = [f.name for f in fields(kind)]
        return lambda v: [getattr(v, n) for n in names], lambda values: kind(*values)
    parts = [(f.name, _default(f), *_pair(hints[f.name])) for f in fields(kind)]

    def pack(value: Any) -> dict[str, Any]:
        held = [(name, getattr(value, name), default, turn) for name, default, turn, _ in parts]
        return {name: turn(v) for name, v, default, turn in held if default is MISSING or type(v) is not type(default) or v != default}

    def unpack(stored: dict[str, Any]) -> Any:
        return kind(**{name: turn(stored[name]) for name, _, _, turn in parts if name in stored})

    return pack, unpack


def _default(f: Field[Any]) -> Any:
    return f.default_factory() if f.default_factory is not MISSING else f.default
