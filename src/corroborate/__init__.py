"""Corroborate: who said what, who did what to whom, where each account comes from, and what independent origins corroborate."""

__version__ = "0.1.0"
