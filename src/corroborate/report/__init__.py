"""The page: an `Analysis` as one HTML file that needs nothing else."""

from __future__ import annotations

from corroborate.report.render import render

__all__ = ["render"]
