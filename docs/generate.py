"""Writes docs/reference from the program itself: `python docs/generate.py`. A test says when it was forgotten."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corroborate import __version__
from corroborate.cli import make_parser
from corroborate.knowledge import SHIPPED, shipped_names
from corroborate.schema import schema

FOLDER = Path(__file__).resolve().parent / "reference"
NOTE = "<!-- Made by docs/generate.py: change the program, not this. -->\n\n"


def pages() -> dict[str, str]:
    """Each page of the reference by file name."""
    return {name: NOTE + "\n".join(lines()).rstrip() + "\n" for name, lines in (("cli.md", cli), ("output.md", output), ("data.md", data))}


def cli() -> Iterator[str]:
    parser = make_parser()
    yield from ("# The command line", "", "```", parser.description or "", "```", "")
    commands = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    for name, command in commands.choices.items():
        yield from (f"## corroborate {name}", "", "```", (command.description or "").rstrip(), "```", "")
        arguments = [f"| `{_shown(action)}` | {_told(action)} |" for action in command._actions if action.dest != "help"]
        yield from ("| argument | |", "|---|---|", *arguments) if arguments else ()
        yield from ("", (command.epilog or "").strip(), "")


def _shown(action: argparse.Action) -> str:
    return " ".join([*action.option_strings[-1:], str(action.metavar or "")])


def _told(action: argparse.Action) -> str:
    return (action.help or "") + (f": {', '.join(action.choices)}" if action.choices else "")


def output() -> Iterator[str]:
    whole = schema()
    yield from ("# The output", "", f"What `corroborate analyze --json` writes. {whole['description']}", "")
    yield from ("The same as JSON Schema (draft 2020-12): `corroborate schema`. Fields may be added in later versions; what stands here keeps its meaning.", "")
    yield from _table(whole)
    for name, definition in whole["$defs"].items():
        if "properties" in definition:
            yield from (f"## {name}", "")
            yield from _table(definition)


def _table(definition: dict[str, Any], under: str = "") -> Iterator[str]:
    if not under:
        yield from ("| field | type | |", "|---|---|---|")
    for field, told in definition["properties"].items():
        optional = "" if field in definition["required"] else " (may be missing)"
        yield f"| `{under}{field}` | {_type(told)} | {told.get('description', '')}{optional} |"
        for inner in (told, told.get("items", {}), *told.get("oneOf", [])):
            if "properties" in inner:
                yield from _table(inner, f"{under}{field}{'[]' if inner is told.get('items') else ''}.")
    if not under:
        yield ""


def _type(told: dict[str, Any]) -> str:
    if "$ref" in told:
        name = told["$ref"].rsplit("/", 1)[-1]
        return "[start, end]" if name == "span" else f"[{name}](#{name})"
    if "const" in told:
        return f"`{told['const']}`"
    if "enum" in told:
        return " \\| ".join(f"`{v}`" for v in told["enum"])
    if "oneOf" in told:
        return " or ".join(_type(part) for part in told["oneOf"])
    if told["type"] == "array":
        return f"list of {_type(told['items'])}"
    return " or ".join(told["type"]) if isinstance(told["type"], list) else str(told["type"])


def data() -> Iterator[str]:
    yield from ("# The data", "", "Knowledge that is data, not code: `data/*.toml` in the package. A folder given as `--data DIR` is laid over it, file by file:")
    yield from ("tables are merged, lists lengthened, other values replaced. A name or a kind of value that does not fit is refused before anything is read.", "")
    for name in shipped_names():
        text = (SHIPPED / f"{name}.toml").read_text(encoding="utf-8")
        keys = list(tomllib.loads(text))
        first = text.splitlines()[0].removeprefix("# ") if text.startswith("#") else ""
        yield from (f"## {name}.toml", "", f"{first} ([all of it](../../src/corroborate/data/{name}.toml))", "")
        yield from (f"At its top: {', '.join(f'`{key}`' for key in keys[:5])}{', …' if len(keys) > 5 else ''}", "")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"reference of version {__version__} written to {FOLDER}")


if __name__ == "__main__":
    main()
