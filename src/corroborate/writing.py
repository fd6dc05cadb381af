"""Outputs written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from corroborate.errors import OutputError


def write(target: str, parts: Iterable[str]) -> None:
    """Write *parts*, one after the other, to the file *target*, or to standard output for `-`.

    A file is replaced only when the new one is complete; a device or pipe is written to directly. Half a character, left by a scraping accident, is
    written as the escape that JSON has for it. Raises `OutputError`; `BrokenPipeError` when nobody reads standard output.
    """
    if target == "-":
        _to_stdout(parts)
        return
    path = Path(os.path.realpath(target))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            _into(path, parts)
        else:
            _replace(path, parts)
    except OSError as error:
        raise OutputError(target, (error.strerror or str(error)).lower()) from error


def _to_stdout(parts: Iterable[str]) -> None:
    try:
        for part in parts:
            sys.stdout.buffer.write(_bytes(part))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError("standard output", (error.strerror or str(error)).lower()) from error


def _replace(path: Path, parts: Iterable[str]) -> None:
    number, beside = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".part", dir=path.parent)
    os.close(number)
    try:
        _into(Path(beside), parts)
        os.chmod(beside, _mode(path))
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _into(path: Path, parts: Iterable[str]) -> None:
    with path.open("wb") as file:
        for part in parts:
            file.write(_bytes(part))
        file.flush()
        if path.is_file():
            os.fsync(file.fileno())


def _mode(path: Path) -> int:
    """The rights of the file that is replaced, or those that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
