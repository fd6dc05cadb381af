"""What the page asks of an analysis again and again: articles, findings and entities by id, names to show, anchors to link to."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from corroborate.report.dates import day
from corroborate.text.spans import Span
from corroborate.types import Account, Analysis, Article, Claim, Entity, Findings, Quotation


@dataclass(frozen=True, slots=True)
class Lookup:
    """An analysis, indexed."""

    analysis: Analysis
    articles: Mapping[str, Article]
    findings: Mapping[str, Findings]
    entities: Mapping[tuple[str, int], Entity]  #: by (article id, referent)
    labels: Mapping[str, str]  #: article id → how the page calls it: its outlet, told apart where needed
    claims: Mapping[str, tuple[tuple[Claim, Account], ...]]  #: article id → the accounts that stand in it

    @classmethod
    def of(cls, analysis: Analysis) -> Lookup:
        """Index *analysis*."""
        analysis = _told_apart(analysis)
        accounts: dict[str, list[tuple[Claim, Account]]] = defaultdict(list)
        for claim in analysis.links.claims:
            for account in claim.accounts:
                accounts[account.article].append((claim, account))
        return cls(
            analysis,
            {a.id: a for a in analysis.articles},
            {f.article: f for f in analysis.findings},
            {key: e for e in analysis.links.entities for key in e.referents},
            _labels(analysis),
            {k: tuple(v) for k, v in accounts.items()},
        )

    def found(self, article: str) -> Findings:
        """The findings of an article; none for one that could not be read."""
        return self.findings.get(article) or Findings(article)

    def quotation(self, account: Account) -> Quotation | None:
        """The quotation that an account tells, if it tells one."""
        quotations = self.found(account.article).quotations
        return quotations[account.quotation] if account.quotation is not None and account.quotation < len(quotations) else None

    def speaker(self, article: str, quotation: Quotation) -> str | None:
        """Who spoke: the name all articles share, else the name or description used here."""
        entity = self.entities.get((article, quotation.speaker.referent)) if quotation.speaker.referent is not None else None
        return entity.name if entity else quotation.speaker.name

    def when(self, article: str) -> tuple[str, str]:
        """What sorts articles by publication; those without a date last."""
        published = self.articles[article].published
        return (published.value if published else "9"), self.labels[article]

    def origin(self, name: str | None, article: str) -> str:
        """An origin as the page shows it: its name, or the outlet where none is named."""
        return self.labels.get(name or article, name or self.labels[article])


def _told_apart(analysis: Analysis) -> Analysis:
    """The same with no id given to two claims: each is a place on the page."""
    seen: Counter[str] = Counter()
    claims = []
    for claim in analysis.links.claims:
        claims.append(replace(claim, id=f"{claim.id}.{seen[claim.id]}") if seen[claim.id] else claim)
        seen[claim.id] += 1
    return replace(analysis, links=replace(analysis.links, claims=tuple(claims)))


def _labels(analysis: Analysis) -> dict[str, str]:
    plain = {a.id: a.outlet.name if a.outlet else short_name(a.path) for a in analysis.articles}
    dated = {a.id: f"{plain[a.id]}, {day(a.published.value)}" if a.published else plain[a.id] for a in analysis.articles}
    unlike = {i: f"{plain[i]} ({file_name(a.path)})" for i, a in ((a.id, a) for a in analysis.articles)}
    story_of = {i: s.id for s in analysis.links.stories for i in s.articles}
    for shown in (plain, dated):
        taken = Counter((story_of.get(i), name) for i, name in shown.items())
        if all(n == 1 for n in taken.values()):
            return shown
    taken = Counter((story_of.get(i), name) for i, name in plain.items())
    return {i: name if taken[story_of.get(i), name] == 1 else unlike[i] for i, name in plain.items()}


def file_name(path: str) -> str:
    """The last part of a path: what an article is called when nothing else is known."""
    return path.rstrip("/").rsplit("/", 1)[-1]


def short_name(path: str) -> str:
    """The same without its ending and not longer than a name: what stands for an outlet that is not known."""
    stem = re.sub(r"\.(txt|html?|md)$", "", file_name(path), flags=re.IGNORECASE)
    return stem if len(stem) <= 22 else stem[:20] + "…"


def anchor(kind: str, *parts: object) -> str:
    """An id that is safe in HTML and in a link: "claim-3f2a", "words-9c1d-120-180"."""
    return "-".join([kind, *(_safe(str(p)) for p in parts)])


def _safe(part: str) -> str:
    """*part* in plain letters and digits; what that changes keeps a digest, so that no two parts become one."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", part)
    return plain if plain == part else f"{plain[:40]}_{hashlib.sha256(part.encode(errors='replace')).hexdigest()[:8]}"


def words_anchor(article: str, span: Span) -> str:
    """Where words stand in the original."""
    return anchor("words", article, span.start, span.end)


def listed(names: Iterable[str]) -> str:
    """"A", "A and B", "A, B and C"."""
    all_ = list(names)
    return " and ".join([", ".join(all_[:-1]), all_[-1]]) if len(all_) > 1 else "".join(all_)


def clipped(text: str, length: int = 120) -> str:
    """*text* on one line, cut after a word; "…" where something is left out."""
    one = " ".join(text.split())
    return one if len(one) <= length else one[:length].rsplit(" ", 1)[0].rstrip(" ,;:—–-") + "…"


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def counted(n: int, one: str, many: str | None = None, *, words: bool = False) -> str:
    """"1 outlet", "3 outlets"; with *words* "three outlets"."""
    number = _NUMBERS[n] if words and n < len(_NUMBERS) else str(n)
    return f"{number} {one if n == 1 else many or one + 's'}"
