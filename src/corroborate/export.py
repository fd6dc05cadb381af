"""The output contract: an `Analysis` as JSON."""

from __future__ import annotations

import hashlib
from typing import Any

from corroborate import __version__
from corroborate.text.spans import Span
from corroborate.types import Analysis, Article, Claim, Credit, Entity, Findings, Quantity, Quotation, Reuse, Speaker, Story

SCHEMA = "corroborate/1"


def finding_id(article: str, kind: str, span: Span) -> str:
    """A finding's id: from its article, kind and span, so that it survives a new analysis."""
    return hashlib.sha256(f"{article}:{kind}:{span.start}:{span.end}".encode()).hexdigest()[:16]


def as_json(analysis: Analysis) -> dict[str, Any]:
    """The one JSON object of `corroborate analyze --json`: see docs/reference/output.md."""
    entity_of = {ref: e for e in analysis.links.entities for ref in e.referents}
    findings = analysis.findings
    return {
        "schema": SCHEMA,
        "program": "corroborate",
        "version": __version__,
        "articles": [_article(a) for a in analysis.articles],
        "rejected": [{"path": r.path, "reason": r.reason} for r in analysis.rejected],
        "stories": [_story(s) for s in analysis.links.stories],
        "entities": [_entity(e) for e in analysis.links.entities],
        "mentions": [
            {"article": f.article, **_span(m.span), "entity": entity_of[f.article, m.referent].id}
            for f in findings for m in f.mentions if m.referent is not None and (f.article, m.referent) in entity_of
        ],
        "quotations": [_quotation(f, q, entity_of) for f in findings for q in f.quotations],
        "credits": [_credit(f.article, c) for f in findings for c in f.credits],
        "quantities": [_quantity(f.article, q) for f in findings for q in f.quantities],
        "events": [],
        "reuse": [_reuse(r) for r in analysis.links.reuse],
        "claims": [_claim(c, analysis) for c in analysis.links.claims],
    }


def _span(span: Span | None) -> dict[str, int | None]:
    return {"start": span.start if span else None, "end": span.end if span else None}


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _article(a: Article) -> dict[str, Any]:
    def date(found: Any) -> dict[str, Any] | None:
        return {"value": found.value, "precision": found.precision, **_span(found.span), "how": found.how} if found else None

    return {
        "id": a.id, "path": a.path, "sha256": a.sha256, "url": a.url,
        "text": None if a.verbatim else a.text,
        "title": {"text": a.title.text, **_span(a.title.span)} if a.title else None,
        "outlet": {"name": a.outlet.name, "how": a.outlet.how} if a.outlet else None,
        "byline": [{"name": b.name, **_span(b.span)} for b in a.byline],
        "published": date(a.published), "first_published": date(a.first_published),
        "retrieved": a.retrieved, "language": a.language,
        "origin": {"name": a.origin.name, "how": a.origin.how, **_span(a.origin.span)} if a.origin else None,
        "body": _spans(a.body),
        "dropped": [{**_span(d.span), "reason": d.reason} for d in a.dropped],
        **({"html_map": [list(m) for m in a.html_map]} if a.html is not None else {}),
    }


def _story(s: Story) -> dict[str, Any]:
    return {"id": s.id, "title": s.title, "articles": list(s.articles), "date": s.date,
            "origins": [{"name": o.name, "articles": list(o.articles), "why": list(o.why)} for o in s.origins]}


def _entity(e: Entity) -> dict[str, Any]:
    codes = {k: v for k, v in (("iso3", e.iso3), ("cameo", e.cameo)) if v}
    return {"id": e.id, "name": e.name, "type": e.type, "aliases": [{"text": t, "count": n} for t, n in e.aliases], "codes": codes}


def _quotation(f: Findings, q: Quotation, entity_of: dict[tuple[str, int], Entity]) -> dict[str, Any]:
    outer = f.quotations[q.within] if q.within is not None else None
    return {
        "id": finding_id(f.article, "quotation", q.span), "article": f.article, **_span(q.span),
        "pieces": _spans(q.pieces), "quoted": _spans(q.quoted), "kind": q.kind, "sense": q.sense,
        "cue": {"text": q.cue.lemma, **_span(q.cue.span), "force": q.cue.force, "medium": q.cue.medium} if q.cue else None,
        "speaker": _speaker(f.article, q.speaker, entity_of),
        "addressee": _span(q.addressee) if q.addressee else None,
        "within": finding_id(f.article, "quotation", outer.span) if outer else None,
        "via": [finding_id(f.article, "credit", c.span) for c in f.credits if c.role not in ("own", "photo") and c.scope is not None and c.scope.overlaps(q.span)],
        "confidence": round(q.confidence, 2),
    }


def _speaker(article: str, s: Speaker, entity_of: dict[tuple[str, int], Entity]) -> dict[str, Any]:
    entity = entity_of.get((article, s.referent)) if s.referent is not None else None
    out: dict[str, Any] = {"name": entity.name if entity else s.name, "entity": entity.id if entity else None, **_span(s.span), "how": s.how or None, "confidence": round(s.confidence, 2)}
    if s.candidates:
        out["candidates"] = [entity_of[article, c].id for c in s.candidates if (article, c) in entity_of]
    return out


def _credit(article: str, c: Credit) -> dict[str, Any]:
    return {"id": finding_id(article, "credit", c.span), "article": article, **_span(c.span), "name": c.name, "role": c.role, "scope": [c.scope.start, c.scope.end] if c.scope else None}


def _quantity(article: str, q: Quantity) -> dict[str, Any]:
    return {"id": finding_id(article, f"quantity:{q.kind}", q.span), "article": article, **_span(q.span), "kind": q.kind, "low": q.low, "high": q.high,
            "value": q.value, "unit": q.unit, "about": q.about, "approximate": q.approximate}


def _reuse(r: Reuse) -> dict[str, Any]:
    return {"a": r.a, "b": r.b, "level": r.level, "passages": [[p.a.start, p.a.end, p.b.start, p.b.end] for p in r.passages], "why": r.why}


def _claim(c: Claim, analysis: Analysis) -> dict[str, Any]:
    quotations = {f.article: f.quotations for f in analysis.findings}
    return {
        "id": c.id, "story": c.story, "kind": c.kind, "verdict": c.verdict,
        "accounts": [
            {"article": a.article, **_span(a.span), "quotation": finding_id(a.article, "quotation", quotations[a.article][a.quotation].span) if a.quotation is not None else None,
             "value": a.value, "speaker": a.speaker, "origin": a.origin}
            for a in c.accounts
        ],
        "differences": [{"kind": d.kind, "values": [{"value": v, "accounts": list(i)} for v, i in d.values], "note": d.note} for d in c.differences],
        "origins": c.origins, "confidence": round(c.confidence, 2), "why": list(c.why), "salience": round(c.salience, 2),
    }
