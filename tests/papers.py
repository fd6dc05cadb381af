"""Articles and findings made by hand, for tests of what relates them. All names and outlets are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corroborate.config import Config
from corroborate.language import encode
from corroborate.relate.claims import align_claims
from corroborate.text.spans import Span
from corroborate.types import Article, Claim, Cue, DateFound, Entity, Findings, Origin, Outlet, Quantity, Quotation, Referent, Speaker, Statement, Story


@dataclass
class Paper:
    """One outlet's article as it is put together: each call adds a sentence."""

    name: str
    date: str | None = None
    text: str = ""
    quotations: list[Quotation] = field(default_factory=list)
    referents: list[Referent] = field(default_factory=list)
    statements: list[tuple[Span, int | None]] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)

    def _add(self, sentence: str) -> Span:
        start = len(self.text)
        self.text += sentence + " "
        self.sentences.append(Span(start, start + len(sentence)))
        return self.sentences[-1]

    def who(self, name: str, *, person: bool = True, roles: tuple[str, ...] = ()) -> int:
        known = next((r.id for r in self.referents if r.name == name), None)
        if known is None:
            known = len(self.referents)
            self.referents.append(Referent(known, name, "person" if person else "organization", True, roles=roles))
        return known

    def quotes(self, words: str, speaker: str, *, medium: str = "said", confidence: float = 1.0) -> Paper:
        """“words,” speaker said."""
        sentence = self._add(f"“{words},” {speaker} said.")
        span = Span(sentence.start + 1, sentence.start + 1 + len(words))
        cue = Cue(Span(sentence.end - 5, sentence.end - 1), "say", "says", medium)
        by = Speaker(None, self.who(speaker), speaker, confidence=confidence)
        self.quotations.append(Quotation(span, (span,), (span,), "direct", cue=cue, speaker=by))
        self.statements.append((span, len(self.quotations) - 1))
        return self

    def tells(self, words: str) -> Paper:
        """The outlet's own sentence."""
        sentence = self._add(words)
        self.statements.append((Span(sentence.start, sentence.end - 1), None))
        return self

    def counts(self, kind: str, value: str, low: float | None, high: float | None, about: str = "", referent: int | None = None) -> Paper:
        """A value with a sentence of its own."""
        sentence = self._add(f"The number for {about or 'all'} is {value}.")
        span = Span(sentence.end - 1 - len(value), sentence.end - 1)
        self.quantities.append(Quantity(span, kind, low, high, value, about=about, referent=referent, sentence=sentence))
        return self

    def made(self) -> tuple[Article, Findings]:
        date = DateFound(self.date, "day", None, "test") if self.date else None
        article = Article(self.name, f"{self.name}.txt", "0", self.text, (Span(0, len(self.text)),), outlet=Outlet(self.name, "test"), published=date)
        vectors = encode([self.text[s.start : s.end] for s, _ in self.statements])
        statements = tuple(Statement(s, q, v.astype("<f2").tobytes()) for (s, q), v in zip(self.statements, vectors, strict=True))
        return article, Findings(
            self.name, tuple(self.sentences), (), tuple(self.referents), tuple(self.quotations), (), tuple(self.quantities), (), statements
        )


def related(papers: Sequence[Paper], *, together: Sequence[Sequence[str]] = ()) -> tuple[Claim, ...]:
    """The claims of one story told by *papers*; *together*: names of papers that rest on one origin."""
    made = [p.made() for p in papers]
    articles, findings = tuple(a for a, _ in made), tuple(f for _, f in made)
    named: dict[str, list[tuple[str, int]]] = {}
    for found in findings:
        for referent in found.referents:
            named.setdefault(referent.name, []).append((found.article, referent.id))
    types = {r.name: r.type for f in findings for r in f.referents}
    entities = tuple(Entity(f"e-{n}", n, types[n], ((n, 1),), tuple(refs)) for n, refs in sorted(named.items()))
    grouped = {n for g in together for n in g}
    origins = tuple(Origin(None, tuple(g)) for g in together) + tuple(Origin(a.id, (a.id,)) for a in articles if a.id not in grouped)
    story = Story("story", "", tuple(a.id for a in articles), None, origins)
    return align_claims([story], articles, findings, entities, Config())


def joined(claims: Sequence[Claim]) -> list[Claim]:
    """Those told by two articles or more."""
    return [c for c in claims if len({a.article for a in c.accounts}) > 1]
