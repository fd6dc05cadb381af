"""Everything that can go wrong, as one small tree; each error names its subject."""

from __future__ import annotations


class CorroborateError(Exception):
    """Base of all errors here. *subject* is what it is about (a file, a setting), *fault* what is wrong with it."""

    def __init__(self, subject: str, fault: str) -> None:
        super().__init__(f"{subject}: {fault}")
        self.subject = subject
        self.fault = fault


class PageUnreadable(CorroborateError):
    """One input cannot be read; the others can."""


class UsageError(CorroborateError):
    """The command or call is wrong: exit status 2."""


class DataInvalid(CorroborateError):
    """A data file (shipped or laid over with `--data`) does not hold what it should."""


class StoreError(CorroborateError):
    """The database cannot be used: newer version, locked, disk full, not a database."""


class OutputError(CorroborateError):
    """An output cannot be written: no right to, disk full."""
