"""An `Analysis` of an example story, built from its gold: what the pipeline would give if it made no mistake."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from corroborate import types as t
from corroborate.text.spans import Span, gaps

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
spec = importlib.util.spec_from_file_location("examples_gold", EXAMPLES / "gold.py")
assert spec is not None
assert spec.loader is not None
gold_script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(gold_script)

RELATION = {"agree": "agreed", "variant": "varied", "attribution-conflict": "disputed"}
FACT = {"agree": "agreed", "update": "varied", "conflict": "disputed"}


@lru_cache(maxsize=4)
def sample(story: str = "harbour-talks") -> t.Analysis:
    """The example *story* as a careful reader understands it."""
    gold = gold_script.gold(story)
    texts = gold_script.texts(story)
    files = sorted(texts, key=lambda f: gold["files"][f])
    articles = tuple(_article(f, texts[f], gold, story) for f in files)
    ids = {f: a.id for f, a in zip(files, articles, strict=True)}
    findings = tuple(_findings(f, a, gold) for f, a in zip(files, articles, strict=True))
    by_id = {f.article: f for f in findings}
    names = {a.id: a.origin.name if a.origin else None for a in articles}
    origins = tuple(t.Origin(names[ids[fs[0]]], tuple(sorted(ids[f] for f in fs))) for fs in gold["independent_origins"]["partition"])
    date = min((a.published.value[:10] for a in articles if a.published), default=None)
    made = t.Story(f"story-{story}", gold["articles"][0]["title"], tuple(sorted(ids.values())), date, origins)
    claims = tuple(sorted(_claims(gold, ids, by_id, origins, made.id), key=lambda c: (-c.salience, c.id)))
    return circled(t.Analysis(articles, findings, t.Links(tuple(_reuse(gold, ids, articles)), (made,), tuple(_entities(gold, findings)), claims)))


def circled(analysis: t.Analysis) -> t.Analysis:
    """*analysis* with two outlets that credit each other marked as a circle, as `trace_origins` marks those who do so for the same."""
    (story,) = analysis.links.stories
    outlet = {a.id: a.outlet.name for a in analysis.articles if a.outlet}
    credited = {(f.article, i) for f in analysis.findings for c in f.credits for i in outlet if c.name.casefold() == outlet[i].casefold() and i != f.article}
    round_ = sorted(p for p in credited if p[::-1] in credited)
    edges = tuple(t.Edge(a, b, outlet[b], "credit", (), circle=(min(a, b), max(a, b))) for a, b in round_)
    lines = {a: f"circular: {outlet[min(a, b)]} credits {outlet[max(a, b)]}, {outlet[max(a, b)]} credits {outlet[min(a, b)]}; none confirms the other" for a, b in round_}
    origins = tuple(replace(o, why=(*o.why, *dict.fromkeys(lines[i] for i in o.articles if i in lines))) for o in story.origins)
    return replace(analysis, links=replace(analysis.links, stories=(replace(story, edges=edges, origins=origins),)))


def _article(file: str, text: str, gold: dict[str, Any], story: str) -> t.Article:
    told = next(a for a in gold["articles"] if a["doc"] == file)
    start = text.find(told["title"])
    title = Span(start, start + len(told["title"])) if start >= 0 else None
    bylines = tuple(t.Author(n, _find(text, n)) for n in told["byline"])
    dropped = tuple(t.Dropped(Span(d["start"], d["end"]), d["reason"]) for d in sorted(gold["dropped"], key=lambda d: d["start"]) if d["file"] == file)
    outlet = told.get("outlet")
    origin = t.WrittenBy(told["origin"], "own" if told["origin"] == outlet else "dateline agency", _find(text, "(AFP)") or _find(text, "(AP)"))
    first = min([title.end if title else 0, *[s.start for s in (_line(text, b.span) for b in bylines) if s]]) if title else 0
    body = tuple(s.stripped(text) for s in gaps([d.span for d in dropped], Span(first, len(text))))
    return t.Article(
        gold["files"][file][:16], f"examples/{story}/{file}", gold["files"][file], text, tuple(s for s in body if len(s)), dropped, title=t.Title(told["title"], title),
        outlet=t.Outlet(outlet, "masthead") if outlet else None, byline=bylines,
        published=t.DateFound(told["published"], "minute" if "T" in told["published"] else "day", None, "date line"), origin=origin,
        url="https://morninglantern.example/world/2024/05/13/sanvero-leaves-the-table" if file.endswith(".html") else None,
    )


def _find(text: str, words: str) -> Span | None:
    at = text.find(words)
    return Span(at, at + len(words)) if at >= 0 else None


def _line(text: str, span: Span | None) -> Span | None:
    return Span(text.rfind("\n", 0, span.start) + 1, span.end) if span else None


def _findings(file: str, article: t.Article, gold: dict[str, Any]) -> t.Findings:
    mine = sorted((q for q in [*gold["quotations"], *gold["indirect"]] if q["file"] == file), key=lambda q: q["start"])
    speakers = list(dict.fromkeys(q["speaker"] for q in mine))
    quotations = tuple(_quotation(article, q, speakers, q in gold["indirect"]) for q in mine)
    mentions = tuple(t.Mention(q.speaker.span, q.speaker.span, "name", "person", q.speaker.referent) for q in quotations if q.speaker.span)
    credits = tuple(t.Credit(Span(c["start"], c["end"]), c["name"], c["kind"]) for c in gold["credits"] if c["file"] == file)
    quantities = tuple(_quantity(article, f, v["value"], Span(s, e)) for f in gold["facts"] for v in f["values"] for doc, s, e in v["spans"] if doc == file)
    referents = tuple(t.Referent(i, n, "person", True) for i, n in enumerate(speakers))
    return t.Findings(article.id, (), mentions, referents, quotations, credits, tuple(sorted(quantities, key=lambda q: q.span)))


def _quotation(article: t.Article, q: dict[str, Any], speakers: list[str], indirect: bool) -> t.Quotation:
    span = Span(q["start"], q["end"])
    low, high = max(0, span.start - 220), min(len(article.text), span.end + 220)
    surname = q["speaker"].split()[-1]
    who = _nearest(article.text, surname, span, low, high)
    cue = _nearest(article.text, q["cue"], span, low, high) if q["cue"] else None
    kind = "indirect" if indirect else "direct" if len(span) > 30 else "mixed"
    speaker = t.Speaker(who, speakers.index(q["speaker"]), q["speaker"], "named beside it")
    return t.Quotation(span, (span,), () if indirect else (span,), kind, cue=t.Cue(cue, q["cue"]) if cue else None, speaker=speaker)


def _nearest(text: str, word: str, span: Span, low: int, high: int) -> Span | None:
    found = [Span(m.start(), m.end()) for m in re.finditer(re.escape(word), text[low:high], re.IGNORECASE)]
    moved = [Span(s.start + low, s.end + low) for s in found]
    return min((s for s in moved if not s.overlaps(span)), key=lambda s: min(abs(s.start - span.end), abs(span.start - s.end)), default=None)


def _quantity(article: t.Article, fact: dict[str, Any], value: str, span: Span) -> t.Quantity:
    start = max(article.text.rfind("\n", 0, span.start), article.text.rfind(". ", 0, span.start) + 1) + 1
    end = min(x for x in (article.text.find("\n", span.end), article.text.find(". ", span.end) + 1 or len(article.text), len(article.text)) if x > 0)
    return t.Quantity(span, fact["kind"], value=value, about=fact["about"], sentence=Span(start, end))


def _claims(gold: dict[str, Any], ids: dict[str, str], found: dict[str, t.Findings], origins: tuple[t.Origin, ...], story: str) -> Iterator[t.Claim]:
    """Groups as statements, facts as quantities, and each quotation in no group as a claim of its own."""
    used = set()
    for n, group in enumerate(g for g in gold["groups"] if not g["optional"]):
        accounts = tuple(_account(f, Span(s, e), ids, found, origins) for f, s, e in group["members"])
        used |= {(a.article, a.span) for a in accounts}
        yield _claim(f"g{n}", story, "statement", RELATION[group["relation"]], accounts, group)
    for n, fact in enumerate(gold["facts"]):
        accounts = tuple(_account(f, Span(s, e), ids, found, origins, v["value"]) for v in fact["values"] for f, s, e in v["spans"])
        differences = {"conflict": ["number"], "update": ["update"]}.get(fact["relation"], [])
        yield _claim(f"f{n}", story, "quantity", FACT[fact["relation"]], accounts, {**fact, "differences": differences})
    for article, findings in found.items():
        for i, q in enumerate(findings.quotations):
            if (article, q.span) not in used:
                account = t.Account(article, q.span, i, None, q.speaker.name, _origin(article, origins))
                yield t.Claim(f"s{article}{i}", story, "statement", "single", (account,), 1, salience=1 - q.span.start / 10000)


def _account(file: str, span: Span, ids: dict[str, str], found: dict[str, t.Findings], origins: tuple[t.Origin, ...], value: str | None = None) -> t.Account:
    quotations = found[ids[file]].quotations
    i = next((i for i, q in enumerate(quotations) if q.span == span), None) if value is None else None
    return t.Account(ids[file], span, i, value, quotations[i].speaker.name if i is not None else None, _origin(ids[file], origins))


def _origin(article: str, origins: tuple[t.Origin, ...]) -> str:
    return next(o.name or article for o in origins if article in o.articles)


def _claim(key: str, story: str, kind: Any, verdict: Any, accounts: tuple[t.Account, ...], told: dict[str, Any]) -> t.Claim:
    origins = told.get("origins") or len({a.origin for a in accounts})
    differences = tuple(d for name in told.get("differences", []) if (d := _difference(name, accounts, told)))
    verdict = "single" if origins == 1 and verdict != "disputed" else verdict
    why = ("the same words in a row", "one speaker") if kind == "statement" else ()
    return t.Claim(key, story, kind, verdict, accounts, origins, differences, 0.9, why, origins + (verdict == "disputed"))


def _difference(kind: str, accounts: tuple[t.Account, ...], told: dict[str, Any]) -> t.Difference | None:
    held: dict[str, list[int]] = {}
    for i, account in enumerate(accounts):
        held.setdefault((account.speaker if kind == "speaker" else account.value if account.value else None) or "", []).append(i)
    if kind == "medium":
        return t.Difference("medium", (("said", (0,)), ("written", (len(accounts) - 2,))), "the words were said and written, as the outlets tell it")
    return t.Difference(kind, tuple((v, tuple(i)) for v, i in held.items()) if kind != "wording" else (), told.get("note", ""))


def _entities(gold: dict[str, Any], findings: tuple[t.Findings, ...]) -> Iterator[t.Entity]:
    for n, person in enumerate(gold["people"]):
        held = tuple((f.article, r.id) for f in findings for r in f.referents if r.name == person["name"])
        yield t.Entity(f"e{n}", person["name"], person["type"], tuple((form, 1) for form in person["forms"]), held)


def _reuse(gold: dict[str, Any], ids: dict[str, str], articles: tuple[t.Article, ...]) -> Iterator[t.Reuse]:
    for copy in gold["copies"]:
        a, b = sorted((ids[copy["a"]], ids[copy["b"]]))
        yield t.Reuse(a, b, "copy", (t.Passage(Span(0, 10), Span(0, 10)),), "shares 80 % of its text")
