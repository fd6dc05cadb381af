"""What was read and found, kept in one SQLite file. Imports no analysis: the store can be opened, listed and checked without it."""

from corroborate.store.sqlite import Store

__all__ = ["Store"]
