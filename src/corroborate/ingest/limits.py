"""What readers share: how much of an input is held at most, and what is said of one that cannot be read."""

from __future__ import annotations

import importlib
from typing import Any, BinaryIO

from corroborate.config import Config
from corroborate.errors import PageUnreadable


def limited(stream: BinaryIO, config: Config) -> bytes:
    """All of the stream, or `PageUnreadable` once it is larger than allowed: never more than that in memory."""
    raw = stream.read(config.max_bytes + 1)
    if len(raw) > config.max_bytes:
        raise PageUnreadable("", too_large(config))
    return raw


def too_large(config: Config) -> str:
    return f"too large: more than {config.max_bytes:,} bytes"


def fault(error: OSError) -> str:
    """An operating system's complaint as a reader understands it."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "not readable: permission denied"
    return f"not readable: {(error.strerror or str(error)).lower()}"


def wanted(module: str, extra: str, path: str) -> Any:
    """The *module* that reads *path*; raises `PageUnreadable` that names the *extra* of this package which brings it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise PageUnreadable(path, f'needs a package that is not installed: pip install "corroborate[{extra}]"') from error
