"""The output contract: an `Analysis` as JSON, and its accounts as a table. Every other view shows the same."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from corroborate import __version__
from corroborate.relate.versions import by_address, changes
from corroborate.text.spans import Span
from corroborate.types import (
    Account,
    ActorCode,
    Analysis,
    Article,
    Claim,
    Credit,
    DateFound,
    Difference,
    Edge,
    Entity,
    Event,
    Findings,
    Mention,
    Quantity,
    Reuse,
    Speaker,
    Story,
    Where,
)

SCHEMA = "corroborate/1"
Entities = dict[tuple[str, int], Entity]  #: by article id and referent
Ids = dict[str, tuple[str, ...]]  #: by article id: the ids of its quotations, in their order


def as_json(analysis: Analysis) -> dict[str, Any]:
    """The one JSON object of `corroborate analyze --json`: see docs/reference/output.md."""
    entity_of = {referent: e for e in analysis.links.entities for referent in e.referents}
    both = sorted(zip(analysis.articles, analysis.findings, strict=True), key=lambda pair: (pair[0].path, pair[0].id))
    quotations = {f.article: finding_ids(f.article, "quotation", [q.span for q in f.quotations]) for f in analysis.findings}
    versions = _versions(analysis.articles)
    return {
        "schema": SCHEMA,
        "program": "corroborate",
        "version": __version__,
        "articles": [_article(a, versions.get(a.id, {})) for a, _ in both],
        "rejected": [{"path": r.path, "reason": r.reason} for r in sorted(analysis.rejected, key=lambda r: (r.path, r.reason))],
        "stories": [_story(s) for s in analysis.links.stories],
        "entities": [_entity(e) for e in analysis.links.entities],
        "mentions": [mention for _, f in both for mention in _mentions(f, entity_of)],
        "quotations": [quotation for a, f in both for quotation in _quotations(a, f, quotations[a.id], entity_of)],
        "credits": [credit for _, f in both for credit in _credits(f)],
        "quantities": [quantity for _, f in both for quantity in _quantities(f)],
        "events": [event for _, f in both for event in _events(f, quotations[f.article], entity_of)],
        "reuse": [_reuse(r) for r in analysis.links.reuse],
        "claims": [_claim(c, quotations) for c in analysis.links.claims],
    }


def json_lines(analysis: Analysis) -> Iterator[str]:
    """`as_json` as text in pieces: an item of a list on a line of its own, so that two outputs can be compared line by line."""
    parts = as_json(analysis)
    yield "{"
    for i, (name, value) in enumerate(parts.items()):
        yield f"{',' if i else ''}\n{json.dumps(name)}: "
        if isinstance(value, list) and value:
            yield from ((",\n" if j else "[\n") + _dumps(item) for j, item in enumerate(value))
            yield "\n]"
        else:
            yield _dumps(value)
    yield "\n}\n"


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def finding_ids(article: str, kind: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """Ids of one article's findings of a kind: from article, kind and span, so that they survive a new analysis; of several on one span, from their order too."""
    seen: Counter[Span] = Counter()
    out = []
    for span in spans:
        seen[span] += 1
        again = f":{seen[span]}" if seen[span] > 1 else ""
        out.append(hashlib.sha256(f"{article}:{kind}:{span.start}:{span.end}{again}".encode()).hexdigest()[:16])
    return tuple(out)


def _versions(articles: Sequence[Article]) -> dict[str, dict[str, Any]]:
    """For each article whose address has other texts: the ids of those, the one that stands for them, and what it changed in the one before it."""
    out: dict[str, dict[str, Any]] = {}
    for group in by_address(articles):
        for i, article in enumerate(group):
            others = {"versions": sorted(a.id for a in group if a is not article)}
            later = {"superseded_by": group[-1].id} if article is not group[-1] else {}
            changed = {"changed": {"from": group[i - 1].id, "places": [[x.start, x.end, y.start, y.end] for x, y in changes(group[i - 1], article)]}} if i else {}
            out[article.id] = {**others, **later, **changed}
    return out


def _span(span: Span | None) -> dict[str, int | None]:
    return {"start": span.start if span else None, "end": span.end if span else None}


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _number(value: float | None) -> float | int | None:
    """A bound as a plain number; `None` for none."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value


def _article(a: Article, versions: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": a.id, "path": a.path, "sha256": a.sha256, "url": a.url,
        "text": None if a.verbatim else a.text,
        "title": {"text": a.title.text, **_span(a.title.span)} if a.title else None,
        "outlet": {"name": a.outlet.name, "how": a.outlet.how} if a.outlet else None,
        "byline": [{"name": b.name, **_span(b.span)} for b in a.byline],
        "published": _date(a.published), "first_published": _date(a.first_published),
        "retrieved": a.retrieved, "language": a.language,
        "origin": {"name": a.origin.name, "how": a.origin.how, **_span(a.origin.span)} if a.origin else None,
        "body": _pairs(a.body),
        "dropped": [{**_span(d.span), "reason": d.reason} for d in a.dropped],
        **({"html_map": [list(m) for m in a.html_map]} if a.html is not None else {}),
        **versions,
    }


def _date(found: DateFound | None) -> dict[str, Any] | None:
    return {"value": found.value, "precision": found.precision, **_span(found.span), "how": found.how} if found else None


def _story(s: Story) -> dict[str, Any]:
    return {"id": s.id, "title": s.title, "articles": list(s.articles), "date": s.date,
            "origins": [{"name": o.name, "articles": list(o.articles), "why": list(o.why)} for o in s.origins],
            "edges": [_edge(e) for e in s.edges],
            **({"round_ups": list(s.round_ups)} if s.round_ups else {}),
            **({"history": [{"how": t.how, "story": t.story, "article": t.article} for t in s.history]} if s.history else {})}


def _edge(e: Edge) -> dict[str, Any]:
    return {"article": e.article, "source": e.source, "name": e.name, "kind": e.kind, "evidence": _pairs(e.evidence), "theirs": _pairs(e.theirs), "why": e.why,
            **({"circle": list(e.circle)} if e.circle else {})}


def _entity(e: Entity) -> dict[str, Any]:
    codes = {k: v for k, v in (("iso3", e.iso3), ("cameo", e.cameo)) if v}
    return {"id": e.id, "name": e.name, "type": e.type, "aliases": [{"text": t, "count": n} for t, n in e.aliases], "codes": codes}


def _mentions(f: Findings, entity_of: Entities) -> list[dict[str, Any]]:
    known: list[tuple[Mention, Entity]] = [
        (m, entity_of[f.article, m.referent]) for m in f.mentions if m.referent is not None and (f.article, m.referent) in entity_of
    ]
    return [{"article": f.article, **_span(m.span), "entity": e.id} for m, e in sorted(known, key=lambda pair: (pair[0].span, pair[1].id))]


def _quotations(a: Article, f: Findings, ids: Sequence[str], entity_of: Entities) -> list[dict[str, Any]]:
    credit_ids = finding_ids(f.article, "credit", [c.span for c in f.credits])
    sourced = [(c.scope, name) for c, name in zip(f.credits, credit_ids, strict=True) if c.scope is not None and c.role not in ("own", "photo")]
    made = [
        {
            "id": name, "article": f.article, **_span(q.span), "pieces": _pairs(q.pieces), "quoted": _pairs(q.quoted), "kind": q.kind, "sense": q.sense,
            "cue": {"text": a[q.cue.span], **_span(q.cue.span), "lemma": q.cue.lemma, "force": q.cue.force, "medium": q.cue.medium, "negated": q.cue.negated} if q.cue else None,
            "speaker": _speaker(f, q.speaker, entity_of),
            "addressee": _span(q.addressee) if q.addressee else None,
            "within": ids[q.within] if q.within is not None else None,
            "via": [credit for scope, credit in sourced if scope.overlaps(q.span)],
            "confidence": round(q.confidence, 2),
        }
        for q, name in zip(f.quotations, ids, strict=True)
    ]
    return sorted(made, key=_place)


def _place(finding: dict[str, Any]) -> tuple[int, int, str]:
    return finding["start"], -finding["end"], finding["id"]


def _speaker(f: Findings, s: Speaker, entity_of: Entities) -> dict[str, Any]:
    entity = entity_of.get((f.article, s.referent)) if s.referent is not None else None
    return {
        "name": entity.name if entity else s.name, "entity": entity.id if entity else None, **_span(s.span), "how": s.how or None, "confidence": round(s.confidence, 2),
        **({"candidates": [_candidate(f, c, entity_of) for c in s.candidates]} if s.candidates else {}),
    }


def _candidate(f: Findings, referent: int, entity_of: Entities) -> dict[str, str | None]:
    entity = entity_of.get((f.article, referent))
    return {"name": entity.name if entity else f.referents[referent].name, "entity": entity.id if entity else None}


def _credits(f: Findings) -> list[dict[str, Any]]:
    def one(c: Credit, name: str) -> dict[str, Any]:
        return {"id": name, "article": f.article, **_span(c.span), "name": c.name, "role": c.role, "scope": _pair(c.scope)}

    return sorted(map(one, f.credits, finding_ids(f.article, "credit", [c.span for c in f.credits])), key=_place)


def _quantities(f: Findings) -> list[dict[str, Any]]:
    def one(q: Quantity, name: str) -> dict[str, Any]:
        return {"id": name, "article": f.article, **_span(q.span), "kind": q.kind, "low": _number(q.low), "high": _number(q.high),
                "value": q.value, "unit": q.unit, "about": q.about, "approximate": q.approximate}

    shown = [q for q in f.quantities if q.kind != "so"]  # plain assertions are for comparing alone
    return sorted(map(one, shown, finding_ids(f.article, "quantity", [q.span for q in shown])), key=_place)


def _events(f: Findings, quotations: Sequence[str], entity_of: Entities) -> list[dict[str, Any]]:
    def party(told: tuple[Span | None, int | None, str], code: ActorCode) -> dict[str, Any]:
        words, referent, name = told
        entity = entity_of.get((f.article, referent)) if referent is not None else None
        return {"name": entity.name if entity else name, "entity": entity.id if entity else None, **_span(words), "code": code.code, "country": code.country, "sector": code.sector}

    def parties(told: Sequence[tuple[Span | None, int | None, str]], codes: Sequence[ActorCode]) -> list[dict[str, Any]]:
        return [party(p, c) for p, c in zip(told, codes or [ActorCode()] * len(told), strict=True)]

    def one(e: Event, name: str) -> dict[str, Any]:
        return {
            "id": name, "article": f.article, **_span(e.span), "tellings": _pairs(e.tellings), "type": e.type, "root": e.root, "quad": e.quad,
            "mode": e.mode, "context": list(e.context), "status": e.status, "political": e.political,
            "actor": parties(e.actor, e.actor_codes), "recipient": parties(e.recipient, e.recipient_codes),
            "place": e.place, "where": _where(e.where), "date": e.date, "date_precision": e.date_precision,
            "reported_by": quotations[e.reported_by] if e.reported_by is not None else None, "confidence": round(e.confidence, 2),
        }

    return sorted(map(one, f.events, finding_ids(f.article, "event", [e.span for e in f.events])), key=_place)


def _where(where: Where | None) -> dict[str, Any] | None:
    return {"precision": where.precision, "country": where.country, "latitude": where.latitude, "longitude": where.longitude} if where is not None else None


def _reuse(r: Reuse) -> dict[str, Any]:
    return {"a": r.a, "b": r.b, "level": r.level, "passages": [[p.a.start, p.a.end, p.b.start, p.b.end] for p in r.passages], "why": r.why}


def _claim(c: Claim, quotations: Ids) -> dict[str, Any]:
    def account(a: Account) -> dict[str, Any]:
        return {"article": a.article, **_span(a.span), "quotation": quotations[a.article][a.quotation] if a.quotation is not None else None,
                "value": a.value, "speaker": a.speaker, "origin": a.origin}

    def difference(d: Difference) -> dict[str, Any]:
        return {"kind": d.kind, "values": [{"value": v, "accounts": list(i)} for v, i in d.values], "note": d.note}

    return {
        "id": c.id, "story": c.story, "kind": c.kind, "verdict": c.verdict, "accounts": [account(a) for a in c.accounts],
        "differences": [difference(d) for d in c.differences],
        "origins": c.origins, "confidence": round(c.confidence, 2), "why": list(c.why), "salience": round(c.salience, 2),
    }


COLUMNS = ("story", "story_title", "claim", "kind", "verdict", "origins", "outlet", "path", "start", "end", "words", "speaker", "value", "origin", "differences", "url")


def csv_text(analysis: Analysis) -> str:
    """The accounts of all claims as CSV, one a row, with a header. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    article_of, title_of = {a.id: a for a in analysis.articles}, {s.id: s.title for s in analysis.links.stories}
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for claim in analysis.links.claims:
        differences = " ".join(sorted({d.kind for d in claim.differences}))
        for account in claim.accounts:
            article = article_of[account.article]
            writer.writerow(map(_cell, (
                claim.story, title_of[claim.story], claim.id, claim.kind, claim.verdict, claim.origins, article.outlet.name if article.outlet else None,
                article.path, account.span.start, account.span.end, article[account.span], account.speaker, account.value, account.origin, differences, article.url)))
    return out.getvalue()


def _cell(value: str | int | None) -> str | int | None:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
