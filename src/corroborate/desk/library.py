"""What the desk reads: the shelves, one connection a thread, and a story as the analysis that the report's templates show."""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from corroborate.relate.decisions import correct_findings
from corroborate.store.catalogue import Corrections
from corroborate.store.shelves import Shelves
from corroborate.types import Analysis, Article, Decision, Findings, Links, Story


class Library:
    """A database for many threads that read and one that writes. Raises `StoreError` where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self.writing = threading.Lock()  #: held by whoever changes the database here, so that decisions are applied one after the other
        self.shelves.prepare()

    @property
    def shelves(self) -> Shelves:
        """This thread's connection."""
        shelves: Shelves | None = getattr(self._local, "shelves", None)
        if shelves is None:
            shelves = self._local.shelves = Shelves(self.path)
        return shelves

    def refresh(self) -> bool:
        """Bring the catalogue up to what is stored; whether anything had changed."""
        with self.writing:
            return self.shelves.refresh(corrections(self.shelves.records.decisions()))

    def articles(self, ids: Sequence[str]) -> tuple[tuple[Article, ...], tuple[Findings, ...]]:
        """Articles with their findings as people corrected them."""
        found = self.shelves.articles(ids)
        articles = tuple(a for a, _ in found)
        return articles, correct_findings(self.shelves.records.decisions(), articles, [f for _, f in found])

    def story(self, id_: str) -> tuple[Story, Analysis] | None:
        """A story, and all that is known of it as an analysis of its articles alone."""
        found = self.shelves.story(id_)
        if found is None:
            return None
        story, links = found
        articles, findings = self.articles(story.articles)
        order = sorted(range(len(articles)), key=lambda i: articles[i].id)
        return story, Analysis(tuple(articles[i] for i in order), tuple(findings[i] for i in order), links)

    def article(self, id_: str) -> Analysis | None:
        """One article, with the claims of its story that it has an account of."""
        articles, findings = self.articles([id_])
        if not articles:
            return None
        claims = [c for s in self.shelves.story_ids([id_]) for found in [self.shelves.story(s)] if found for c in found[1].claims if any(a.article == id_ for a in c.accounts)]
        return Analysis(articles, findings, Links(entities=self.shelves.entities_of([id_]), claims=tuple(claims)))


def corrections(decisions: Sequence[Decision]) -> Corrections:
    """*decisions* as the catalogue needs them."""
    about: dict[str, list[str]] = defaultdict(list)
    for decision in decisions:
        if decision.kind in ("not_mention", "speaker") and decision.undone is None and decision.places:
            about[decision.places[0].sha256].append(repr(decision))
    stamps = {sha256: _digest(held) for sha256, held in about.items()}
    return Corrections(partial(correct_findings, decisions), stamps, _digest([repr(d) for d in decisions if d.undone is None]))


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
