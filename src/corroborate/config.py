"""Every setting, its default and the reason for it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one analysis. All have defaults; all are keyword-only in use."""

    data: Path | None = None  #: a folder of TOML files laid over the shipped `data/`; `None`: shipped data only
    workers: int = 0  #: processes for the per-article work; 0: as many as there are cores (but one for few articles)
    engine: Literal["pool", "ray"] = "pool"  #: where the per-article work runs: processes here, or a Ray cluster (the extra `ray`)
    address: str | None = None  #: of the Ray cluster; `None`: one is started on this machine
    max_bytes: int = 20_000_000  #: a larger input is rejected: no news article is 20 MB, and one line of 50 MB must not stop the rest
    max_chars: int = 200_000  #: a longer article text is rejected: about 35,000 words, ten times the longest feature

    at_once: int = 2_000  #: articles that are related in memory together; a database of more is related in portions, so that memory stays flat

    max_seconds: int = 120  #: processor time for one article, after which it is rejected: the longest feature takes some five; 0: no bound
    max_memory: int = 3_000_000_000  #: bytes that a process of the pool may hold, ten times what it needs; an article that wants more is rejected; 0: no bound

    @property
    def cores(self) -> int:
        return self.workers or os.cpu_count() or 1
