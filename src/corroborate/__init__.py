'''Corroborate: who said what, where each account comes from, and what independent origins corroborate.

>>> import corroborate
>>> corpus = corroborate.Corpus()                          # in memory; Corpus("news.db") keeps it
>>> added = corpus.add("examples/harbour-talks")           # files, folders, .jsonl
>>> added.read, added.rejected
(5, ())
>>> analysis = corpus.analysis()                           # articles, findings, links; all frozen
>>> [story] = analysis.links.stories
>>> len(story.articles), len(story.origins)                # five outlets, but how many independent origins?
(5, 4)

Every finding points at its words, `[start, end)` in its article:

>>> article, findings = analysis.articles[0], analysis.findings[0]
>>> quotation = findings.quotations[0]
>>> article[quotation.span] in article.text
True

The same as JSON, a table, a page:

>>> text, table, page = corpus.json(), corpus.csv(), corpus.report()
>>> corroborate.as_json(analysis)["schema"]
'corroborate/1'
'''

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from corroborate.checking import Check, check, check_json
    from corroborate.config import Config
    from corroborate.corpus import Added, Corpus
    from corroborate.errors import CorroborateError, DataInvalid, OutputError, PageUnreadable, StoreError, UsageError
    from corroborate.export import as_json
    from corroborate.schema import check_schema, schema
    from corroborate.text.spans import Span
    from corroborate.types import Analysis, Article, Claim, Entity, Findings, Links, Quotation, Rejected, Story
    from corroborate.watching import Watcher

__all__ = [
    "Added", "Analysis", "Article", "Check", "Claim", "Config", "Corpus", "CorroborateError", "DataInvalid", "Entity", "Findings", "Links", "OutputError", "PageUnreadable",
    "Quotation", "Rejected", "Span", "StoreError", "Story", "UsageError", "Watcher", "as_json", "check", "check_json",
    "check_schema", "schema",
]  # fmt: skip

_HOME = {
    "corpus": ("Added", "Corpus"), "config": ("Config",), "export": ("as_json",), "text.spans": ("Span",), "watching": ("Watcher",), "schema": ("check_schema", "schema"),
    "checking": ("Check", "check", "check_json"),
    "errors": ("CorroborateError", "DataInvalid", "OutputError", "PageUnreadable", "StoreError", "UsageError"),
    "types": ("Analysis", "Article", "Claim", "Entity", "Findings", "Links", "Quotation", "Rejected", "Story"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """The public names, each imported when first asked for: `corroborate --help` must not wait for the models."""
    for module, names in _HOME.items():
        if name in names:
            globals()[name] = value = getattr(import_module(f"corroborate.{module}"), name)
            return value
    raise AttributeError(f"module 'corroborate' has no attribute {name!r}")
