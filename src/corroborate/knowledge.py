"""Knowledge that is data: the shipped `data/*.toml`, with a user's own laid over it (`--data DIR`)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corroborate.errors import DataInvalid

SHIPPED = files("corroborate") / "data"


@lru_cache(maxsize=64)
def table(name: str, over: Path | None = None) -> dict[str, Any]:
    """The tables of `data/NAME.toml`. A file of that name in *over* adds to it: tables are merged, lists lengthened, other values replaced.

    Raises `DataInvalid` when a file is not TOML. The result is shared: do not change it.
    """
    shipped = tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))
    own = over / f"{name}.toml" if over else None
    if own is None or not own.is_file():
        return shipped
    try:
        return _laid_over(shipped, tomllib.loads(own.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataInvalid(str(own), f"not TOML: {error}") from error


def _laid_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    out = dict(below)
    for key, value in above.items():
        old = out.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            out[key] = _laid_over(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            out[key] = old + [v for v in value if v not in old]
        else:
            out[key] = value
    return out


def shipped_names() -> tuple[str, ...]:
    """The tables that there are: "agencies", "outlets", …"""
    return tuple(sorted(f.name.removesuffix(".toml") for f in SHIPPED.iterdir() if f.name.endswith(".toml")))


def check(over: Path) -> None:
    """Whether the folder *over* can be laid over the shipped tables. Raises `DataInvalid`: no folder, a file that lays over nothing, a value of another kind."""
    if not over.is_dir():
        raise DataInvalid(str(over), "no such folder")
    for own in sorted(over.glob("*.toml")):
        if own.stem not in shipped_names():
            raise DataInvalid(str(own), f"lays over no table; there are {', '.join(shipped_names())}")
        table(own.stem, over)
        _compare(str(own), table(own.stem), tomllib.loads(own.read_text(encoding="utf-8")))


def _compare(subject: str, below: dict[str, Any], above: dict[str, Any], where: str = "") -> None:
    for key, value in above.items():
        old, name = below.get(key), f"{where}{key}"
        if old is not None and _kind(value) != _kind(old):
            raise DataInvalid(subject, f"{name} must be {_kind(old)}, not {_kind(value)}")
        if isinstance(old, dict):
            _compare(subject, old, value, f"{name}.")


def _kind(value: Any) -> str:
    kinds = ((bool, "true or false"), (str, "a text"), (int | float, "a number"), (list, "a list"), (dict, "a table"))
    return next((words for kind, words in kinds if isinstance(value, kind)), "a date")
