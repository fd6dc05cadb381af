"""Inputs by address: `s3://…`, `https://…` and whatever else `fsspec` opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from corroborate.ingest.limits import wanted

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://")


@dataclass(frozen=True, slots=True)
class Remote:
    """A file somewhere else."""

    path: str  #: its address
    system: Any

    def open(self) -> BinaryIO:
        return cast(BinaryIO, self.system.open(self.path, "rb"))


def is_address(path: str) -> bool:
    """Whether *path* is an address rather than a file's name."""
    return _ADDRESS.match(path) is not None


def remote_files(address: str) -> Iterator[Remote]:
    """The file at *address*, or those below it or that its `*` matches, by name. Raises `PageUnreadable` without fsspec, `OSError` when it is not there."""
    fsspec = wanted("fsspec", "remote", address)
    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise OSError(str(error)) from error
    if address.startswith(("http://", "https://")):
        yield Remote(address, system)
        return
    names = system.glob(path) if "*" in path else system.find(path) if system.isdir(path) else [path]
    for name in sorted(names):
        yield Remote(system.unstrip_protocol(name), system)
