"""`Watcher`: whoever wants to hear how the work goes."""

from __future__ import annotations

from corroborate.errors import StoreError
from corroborate.types import Rejected


class Watcher:
    """Hears how the work goes, and does nothing about it. Give a `Corpus` your own to show progress, or to carry on when its database fails."""

    def stored(self, path: str) -> None:
        """The page at *path* was read and is stored."""

    def rejected(self, rejected: Rejected) -> None:
        """An input became no article."""

    def store_failed(self, error: StoreError) -> None:
        """The database cannot be used (any more). Raises, unless overridden: then the corpus goes on in memory."""
        raise error
