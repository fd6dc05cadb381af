"""Checking a draft: for each of its sentences, what the articles of an analysis tell of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from corroborate import __version__
from corroborate.config import Config
from corroborate.errors import PageUnreadable
from corroborate.ingest.language import language_of
from corroborate.pipeline import annotate
from corroborate.relate.check_stories import stories_of
from corroborate.relate.checking import Checked, check_draft
from corroborate.relate.evidence import WHOLE, Evidence
from corroborate.summary import outlet_of
from corroborate.text.display import clipped, plain
from corroborate.text.spans import Span
from corroborate.types import Analysis, Article

SCHEMA = "corroborate-check/1"
WIDTH = 160  #: characters shown of an account
STYLES = {"contradicted": "red", "disputed": "red", "supported": "green", "supported in part": "green", "related": "yellow", "nothing found": "dim"}
RELATIONS = {"contradicts": "red", "supports": "green", "related": "yellow"}


@dataclass(frozen=True, slots=True)
class Check:
    """A draft with what was found of each sentence."""

    text: str
    stories: tuple[str, ...]  #: ids of the stories it was checked against
    sentences: tuple[Checked, ...]


def check(text: str, analysis: Analysis, *, config: Config | None = None) -> Check:
    """For each sentence of the draft *text*, the accounts in *analysis* that support or contradict it, or stand near.

    A sentence is supported only by accounts that tell all of it; one thing in it (a number, an age, a day) can be supported alone. Raises `PageUnreadable` for a
    draft without words or in a language that is not read.
    """
    config = config or Config()
    draft = _article(text, config)
    said = annotate(draft, config)
    if not said.sentences:
        raise PageUnreadable("the draft", "there is no sentence in it")
    stories = stories_of(said, analysis)
    return Check(text, tuple(s.id for s in stories), check_draft(draft, said, stories, analysis, config))


def _article(text: str, config: Config) -> Article:
    """The draft as an article of which nothing is dropped."""
    if not text.strip():
        raise PageUnreadable("the draft", "it is empty")
    if len(text) > config.max_chars:
        raise PageUnreadable("the draft", f"longer than {config.max_chars:,} characters")
    language = language_of(text, config.data) or "en"
    if language != "en":
        raise PageUnreadable("the draft", f"its language ({language}) is not read")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(f"draft-{digest[:12]}", "draft", digest, text, (Span(0, len(text)),))


# ------------------------------------------------------------------------------------------------------------------- as JSON


def check_json(found: Check, analysis: Analysis) -> dict[str, Any]:
    """*found* as plain data, as `check_schema` tells. *analysis* is the one it was checked against."""
    articles = {a.id: a for a in analysis.articles}
    sentences = [
        {"start": s.span.start, "end": s.span.end, "text": s.span.of(found.text), "result": s.result, "evidence": [_evidence_json(e, articles) for e in s.evidence]}
        for s in found.sentences
    ]
    return {"schema": SCHEMA, "program": "corroborate", "version": __version__, "stories": list(found.stories), "sentences": sentences}


def _evidence_json(evidence: Evidence, articles: dict[str, Article]) -> dict[str, Any]:
    accounts = [
        {
            "article": a.article, "outlet": outlet_of(articles[a.article]), "date": articles[a.article].date, "start": a.span.start, "end": a.span.end,
            "text": articles[a.article][a.span], "value": a.value, "speaker": a.speaker, "origin": a.origin,
        }
        for a in evidence.accounts
    ]  # fmt: skip
    return {
        "relation": evidence.relation, "about": evidence.about, "why": evidence.why, "story": evidence.story, "claims": list(evidence.claims),
        "origins": evidence.origins, "accounts": accounts,
    }  # fmt: skip


# --------------------------------------------------------------------------------------------------------------- for a reader


def check_lines(found: Check, analysis: Analysis) -> Iterator[Text]:
    """Sentence by sentence: what it comes to, and below it the accounts with the words they rest on."""
    articles = {a.id: a for a in analysis.articles}
    titles = {s.id: s.title for s in analysis.links.stories}
    against = "; ".join(plain(titles[s]) for s in found.stories)
    yield Text(f"checked against: {against}" if against else "no story in the database is about this", style="dim")
    for sentence in found.sentences:
        yield Text()
        yield Text(plain(sentence.span.of(found.text)), style="bold")
        yield Text(f"  {sentence.result}", style=STYLES[sentence.result])
        for evidence in sentence.evidence:
            yield from _evidence_lines(evidence, articles)


def _evidence_lines(evidence: Evidence, articles: dict[str, Article]) -> Iterator[Text]:
    about = "" if evidence.about == WHOLE else f" {plain(evidence.about)}"
    why = f": {plain(evidence.why)}" if evidence.why else ""
    origins = f"{evidence.origins} independent origin{'s' if evidence.origins != 1 else ''}"
    yield Text.assemble((f"    {evidence.relation}{about}", RELATIONS[evidence.relation]), why, (f"  [{origins}]", "dim"))
    for account in evidence.accounts:
        article = articles[account.article]
        said = f" — {plain(account.speaker)}" if account.speaker else ""
        origin = plain(account.origin or "")
        rests = f" · origin: {origin}" if origin not in ("", outlet_of(article), article.id) and origin not in articles else ""
        yield Text.assemble(f"      {_words(article, account.span)}{said}", (f"  [{outlet_of(article)}{f' · {article.date[:10]}' if article.date else ''}{rests}]", "dim"))


def _words(article: Article, span: Span) -> str:
    """The words with a little around them, where they are few."""
    if len(span) >= WIDTH // 4:
        return f"“{clipped(plain(article[span]), WIDTH)}”"
    start, end = max(0, span.start - WIDTH // 4), min(len(article.text), span.end + WIDTH // 4)
    before, after = article.text[start : span.start].split("\n")[-1], article.text[span.end : end].split("\n")[0]
    if start and len(before) == span.start - start:
        before = before.partition(" ")[2]
    if end < len(article.text) and len(after) == end - span.end:
        after = after.rpartition(" ")[0]
    return f"“{plain(before + article[span] + after)}”"
