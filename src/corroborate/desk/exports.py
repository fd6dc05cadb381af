"""An analysis for other programs and for colleagues, by format. What is written by other modules is only named here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from corroborate.errors import UsageError
from corroborate.event_export import coded_events, exported
from corroborate.export import csv_text, finding_ids, json_lines
from corroborate.report import render
from corroborate.report.claims import label, speaker_of, words_of
from corroborate.report.dates import spoken
from corroborate.report.lookup import Lookup, counted, listed
from corroborate.report.origins import provenance, told
from corroborate.report.story import SECTIONS
from corroborate.text.spans import Span
from corroborate.types import Account, Analysis, Article, Claim

CONTEXT = 32  #: characters before and after, by which an annotation is found again in a page that changed
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an analysis."""

    name: str
    title: str  #: in words
    media: str
    ending: str
    write: Callable[[Analysis], str]


def web_annotations(analysis: Analysis) -> str:
    """W3C Web Annotations (JSON-LD): each quotation with its speaker, each account with its claim's verdict, tied to its words by offset and by quoting them."""
    look = Lookup.of(analysis)
    items = [*_quotations(look), *_accounts(look)]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:corroborate:annotations", "type": "AnnotationCollection", "label": "What Corroborate found", "total": len(items),
        "first": {"id": "urn:corroborate:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _quotations(look: Lookup) -> Iterator[dict[str, Any]]:
    for article in look.analysis.articles:
        found = look.found(article.id)
        ids = finding_ids(article.id, "quotation", [q.span for q in found.quotations])
        for quotation, id_ in zip(found.quotations, ids, strict=True):
            body = {"type": "TextualBody", "purpose": "identifying", "value": look.speaker(article.id, quotation) or "speaker not told", "format": "text/plain"}
            yield _annotation(id_, "identifying", body, article, quotation.span)


def _accounts(look: Lookup) -> Iterator[dict[str, Any]]:
    for claim in look.analysis.links.claims:
        for n, account in enumerate(claim.accounts):
            body = {"type": "TextualBody", "purpose": "assessing", "value": f"{label(claim)}; {counted(claim.origins, 'origin')}", "format": "text/plain"}
            yield _annotation(f"{claim.id}:{n}", "assessing", body, look.articles[account.article], account.span)


def _annotation(id_: str, purpose: str, body: dict[str, Any], article: Article, span: Span) -> dict[str, Any]:
    before, after = article.text[max(0, span.start - CONTEXT) : span.start], article.text[span.end : span.end + CONTEXT]
    quote = {"type": "TextQuoteSelector", "exact": article[span], "prefix": before, "suffix": after}
    selector = [{"type": "TextPositionSelector", "start": span.start, "end": span.end}, quote]
    source = article.url if (article.url or "").startswith(("http://", "https://")) else f"urn:sha256:{article.sha256}"
    return {"id": f"urn:corroborate:{id_}", "type": "Annotation", "motivation": purpose, "body": body, "target": {"source": source, "selector": selector}}


def brief(analysis: Analysis) -> str:
    """A brief in Markdown: each story's claims with who says so, every account with a footnote to its source."""
    look = Lookup.of(analysis)
    notes: list[str] = []
    lines = [line for story in analysis.links.stories for line in _story(story.id, look, notes)]
    return "\n".join([*lines, *notes]).rstrip() + "\n"


def _story(id_: str, look: Lookup, notes: list[str]) -> Iterator[str]:
    story = next(s for s in look.analysis.links.stories if s.id == id_)
    found = provenance(story, look)
    yield from (f"# {_plain(story.title)}", "", _plain(" ".join([*([spoken(story.date) + "."] if story.date else []), *told(story, found, look)])), "")
    for verdict, name, explained in SECTIONS:
        claims = [c for c in look.analysis.links.claims if c.story == id_ and c.verdict == verdict and (verdict != "single" or len({a.article for a in c.accounts}) > 1)]
        if claims:
            yield from (f"## {name}", "", explained, "")
        for claim in claims:
            yield from _claim(claim, look, notes)


def _claim(claim: Claim, look: Lookup, notes: list[str]) -> Iterator[str]:
    yield f"- **{_plain(label(claim))}** ({counted(claim.origins, 'origin')})"
    same: dict[tuple[str, str], list[Account]] = {}
    for account in claim.accounts:
        said = f"“{_plain(words_of(account, look))}”" if account.quotation is not None else _plain(words_of(account, look))
        same.setdefault((_plain(speaker_of(account, look) or ""), said), []).append(account)
    for (who, said), accounts in same.items():
        yield f"  - {who + ': ' if who else ''}{said} {''.join(_note(a, look, notes) for a in accounts)}"
    for difference in claim.differences:
        if difference.values and difference.kind != "wording":
            sides = "; ".join(f"{_plain(v)} ({_plain(listed(dict.fromkeys(look.labels[claim.accounts[i].article] for i in held)))})" for v, held in difference.values)
            yield f"  - *{difference.kind}*: {sides}"
    yield ""


def _note(account: Account, look: Lookup, notes: list[str]) -> str:
    article = look.articles[account.article]
    title = f"“{_plain(article.title.text)}”, " if article.title else ""
    when = f", {spoken(article.published.value)}" if article.published else ""
    where = f"<{article.url}>" if re.fullmatch(r"https?://[^\s<>]+", article.url or "") else f"`{article.path.replace('`', '')}`"
    notes.append(f"[^{len(notes) + 1}]: {_plain(look.labels[account.article])}: {title}{where}{when}, characters {account.span.start}–{account.span.end}.")
    return f"[^{len(notes)}]"


def _plain(text: str) -> str:
    """*text* as Markdown shows it, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _json(analysis: Analysis) -> str:
    return "".join(json_lines(analysis))


def _events(form: str) -> Callable[[Analysis], str]:
    return lambda analysis: "".join(exported(coded_events(analysis), form))


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("json", "JSON, the whole contract", "application/json", "json", _json),
        Format("csv", "a table, one account a row", "text/csv; charset=utf-8", "csv", csv_text),
        Format("markdown", "a brief with footnotes", "text/markdown; charset=utf-8", "md", brief),
        Format("annotations", "W3C Web Annotations", "application/ld+json", "jsonld", web_annotations),
        Format("plover", "its events, PLOVER as JSON Lines", "application/x-ndjson", "jsonl", _events("plover")),
        Format("graphml", "who deals with whom, for Gephi and others", "application/graphml+xml", "graphml", _events("graphml")),
        Format("html", "one page to send on", "text/html; charset=utf-8", "html", lambda analysis: render(analysis)),
    )
}


def export(analysis: Analysis, format: str) -> tuple[str, Format]:
    """*analysis* in one of `FORMATS`. Raises `UsageError` for another one."""
    if format not in FORMATS:
        raise UsageError(format, f"no such format; there are {', '.join(FORMATS)}")
    return FORMATS[format].write(analysis), FORMATS[format]
