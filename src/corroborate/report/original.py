"""Each article as it came, with its findings marked, what was dropped greyed with its reason, and a note beside each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corroborate.knowledge import table
from corroborate.report.claims import claim_anchor, label, quantity_of
from corroborate.report.dates import spoken
from corroborate.report.lookup import Lookup, anchor, clipped, counted, file_name, listed, words_anchor
from corroborate.report.marking import Branch, Leaf, Mark, tree
from corroborate.report.origins import ROLES
from corroborate.text.spans import Span, merged
from corroborate.types import Account, Article, Claim, Findings

GRAVITY = {"disputed": 0, "varied": 1, "agreed": 2, "single": 3}
LONG = 400  #: more dropped characters in a row than this are folded away


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin."""

    text: str
    tone: str = ""  #: a verdict, "credit", "gone" or ""
    href: str | None = None
    link: str = ""  #: the words of the link
    ref: str = ""  #: where the words stand, for a correction: "ARTICLE:START:END"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the original."""

    kind: str  #: "title", "body", "meta" or "gone"
    anchors: tuple[str, ...]  #: of findings that begin between lines
    nodes: tuple[Leaf | Branch, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that stand together; *folded* says in words what is folded away."""

    folded: str | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article, ready to be shown."""

    anchor: str
    label: str
    title: str
    lang: str
    unread: str | None  #: "Portuguese", when it is a language that cannot be read
    facts: tuple[tuple[str, str], ...]
    url: str | None
    counts: str
    blocks: tuple[Block, ...]
    id: str = ""
    outlet: str = ""  #: its name; empty where it is not known


def view_article(article: Article, look: Lookup, origins_href: str, found: Span | None = None) -> ArticleView:
    """An article with its findings marked, and the words that were searched for (*found*)."""
    unread = None if article.language == "en" else table("language_names")["names"].get(article.language, article.language)
    marks = (*([Mark(found, "found", "found")] if found else []), *_marks(article, look, origins_href))
    paragraphs = _paragraphs(article, marks, look, origins_href)
    url = article.url if (article.url or "").startswith(("http://", "https://")) else None
    return ArticleView(
        anchor("article", article.id), look.labels[article.id], article.title.text if article.title else file_name(article.path), article.language, unread,
        tuple(_facts(article)), url, _counts(article, look.found(article.id)), tuple(_folded(paragraphs)),
        article.id, article.outlet.name if article.outlet else "",
    )


def _facts(article: Article) -> Iterator[tuple[str, str]]:
    if article.outlet:
        yield "Outlet", f"{article.outlet.name} ({article.outlet.how})"
    if article.origin:
        yield "Written by", f"{article.origin.name} ({article.origin.how})"
    if article.byline:
        yield "Byline", listed(a.name for a in article.byline)
    for name, found in (("Published", article.published), ("First published", article.first_published)):
        if found:
            yield name, f"{spoken(found.value)} ({found.how})"
    yield "File", article.path


def _counts(article: Article, found: Findings) -> str:
    gone = sum(len(d.span) for d in article.dropped)
    share = f", {100 * gone / len(article.text):.0f} % of the text dropped" if gone and article.text else ""
    return f"{counted(len(found.quotations), 'quotation')}, {counted(len(found.credits), 'credit')}{share}"


# ------------------------------------------------------------------------------------------------------------------ marks


def _marks(article: Article, look: Lookup, origins_href: str) -> Iterator[Mark]:
    """Everything found in an article, the claims' accounts with their anchors first."""
    found = look.found(article.id)
    gravest = {i: _gravest(article.id, i, look) for i in range(len(found.quotations))}
    yield from _accounts(article, look)
    for i, quotation in enumerate(found.quotations):
        claim = gravest[i]
        href = "#" + claim_anchor(claim) if claim else None
        yield Mark(quotation.span, "said", None, href, label(claim) if claim else "")
        yield from (Mark(q, f"quoted {claim.verdict if claim else ''}".strip(), None, href, label(claim) if claim else "") for q in quotation.quoted)
    speakers = dict.fromkeys(q.speaker.span for q in found.quotations if q.speaker.span and q.within is None)
    yield from (Mark(span, "speaker") for span in speakers)
    yield from (Mark(c.span, "credit", words_anchor(article.id, c.span), origins_href, f"credits {c.name}") for c in found.credits)
    yield from (Mark(q.span, "number") for q in found.quantities if q.kind not in ("so", "place"))


def _accounts(article: Article, look: Lookup) -> Iterator[Mark]:
    for claim, account in look.claims.get(article.id, ()):
        kind = "told" if account.quotation is not None else "own" if claim.kind == "statement" else "value"
        yield Mark(account.span, f"{kind} {claim.verdict}", words_anchor(article.id, account.span), "#" + claim_anchor(claim), label(claim))


def _gravest(article: str, quotation: int, look: Lookup) -> Claim | None:
    held = [c for c, a in look.claims.get(article, ()) if a.quotation == quotation]
    return min(held, key=lambda c: GRAVITY[c.verdict], default=None)


# ------------------------------------------------------------------------------------------------------------- paragraphs


def lines(text: str) -> tuple[Span, ...]:
    """The lines that hold anything, without the white space at their ends."""
    out, at = [], 0
    for line in text.splitlines(keepends=True):
        span = Span(at, at + len(line)).stripped(text)
        at += len(line)
        if len(span):
            out.append(span)
    return tuple(out)


def _paragraphs(article: Article, marks: Sequence[Mark], look: Lookup, origins_href: str) -> list[Paragraph]:
    spans = lines(article.text) or ((Span(0, len(article.text)),) if article.text else ())
    where = {i: _line_of(m.span, spans) for i, m in enumerate(marks)}
    touching = _touching(spans, [m.span for m in marks])
    body, gone = merged(article.body), merged(d.span for d in article.dropped)
    out = []
    taken: set[str] = set()
    for n, span in enumerate(spans):
        stray = tuple(m.id for m in (_once(marks[i], taken) for i in where if where[i] == n and marks[i].span.start < span.start) if m.id)
        mine = [_once(marks[i], taken) if where[i] == n else Mark(marks[i].span, marks[i].kind, None, marks[i].href, marks[i].title) for i in touching[n]]
        kind = _kind(article, span, body, gone)
        extra = [Mark(d.span, "gone", title=d.reason) for d in article.dropped if kind == "body" and d.span.overlaps(span)]
        out.append(Paragraph(kind, stray, tree(article.text, span, [*mine, *extra]), tuple(_notes(article, span, kind, look, origins_href))))
    return out


def _once(mark: Mark, taken: set[str]) -> Mark:
    """The mark, without its anchor if another one has it already."""
    if mark.id is None or mark.id in taken:
        return Mark(mark.span, mark.kind, None, mark.href, mark.title)
    taken.add(mark.id)
    return mark


def _line_of(span: Span, spans: Sequence[Span]) -> int:
    """The line in which a finding begins; the next one where it begins between lines."""
    low, high = 0, len(spans) - 1
    while low < high:
        middle = (low + high) // 2
        if spans[middle].end > span.start:
            high = middle
        else:
            low = middle + 1
    return low


def _touching(spans: Sequence[Span], marked: Sequence[Span]) -> list[list[int]]:
    """For each line the marks that touch it."""
    out: list[list[int]] = [[] for _ in spans]
    for i, span in enumerate(marked):
        n = _line_of(span, spans) if spans else 0
        while n < len(spans) and spans[n].start < span.end:
            if spans[n].overlaps(span):
                out[n].append(i)
            n += 1
    return out


def _kind(article: Article, span: Span, body: Sequence[Span], gone: Sequence[Span]) -> str:
    if article.title and article.title.span and article.title.span.overlaps(span):
        return "title"
    shared = sum(span.shared(b) for b in body)
    if shared:
        return "body"
    return "gone" if any(span.overlaps(g) for g in gone) else "meta"


def _folded(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    """Long stretches of dropped text folded away."""
    run: list[Paragraph] = []
    for paragraph in [*paragraphs, None]:
        if run and (paragraph is None or (paragraph.kind == "gone") != (run[0].kind == "gone")):
            size = sum(_length(p.nodes) for p in run)
            reasons = listed(dict.fromkeys(n.text for p in run for n in p.notes if n.tone == "gone"))
            yield Block(f"{size:,} characters dropped: {reasons}" if run[0].kind == "gone" and size > LONG else None, tuple(run))
            run = []
        if paragraph is not None:
            run.append(paragraph)


def _length(nodes: Iterable[Leaf | Branch]) -> int:
    return sum(len(n.text) if isinstance(n, Leaf) else _length(n.children) for n in nodes)


# ------------------------------------------------------------------------------------------------------------------ notes


def _notes(article: Article, span: Span, kind: str, look: Lookup, origins_href: str) -> Iterator[Note]:
    """What stands beside a line: why it was dropped, what it tells of the publication, and each finding that begins in it."""
    yield from (Note(f"dropped: {d.reason}", "gone") for d in article.dropped if d.span.overlaps(span))
    yield from _told_of_publication(article, span, kind)
    noted = [(a.span.start, note) for c, a in look.claims.get(article.id, ()) if _begins(a.span, span) for note in (_claim_note(article, c, a, look),)]
    told = {a.quotation for _, a in look.claims.get(article.id, ())}
    found = look.found(article.id)
    loose = [q for i, q in enumerate(found.quotations) if i not in told and q.within is None and _begins(q.span, span)]
    noted += [(q.span.start, Note(f"{look.speaker(article.id, q) or 'Speaker not told'}, {q.kind}", ref=_ref(article, q.span))) for q in loose]
    credits = [c for c in found.credits if c.role not in ("own", "photo") and _begins(c.span, span)]
    noted += [(c.span.start, Note(f"credits {c.name}", "credit", origins_href, ROLES.get(c.role, c.role))) for c in credits]
    yield from dict.fromkeys(note for _, note in sorted(noted, key=lambda n: n[0]))


def _begins(finding: Span, line: Span) -> bool:
    return line.start <= finding.start < line.end


def _told_of_publication(article: Article, span: Span, kind: str) -> Iterator[Note]:
    if kind == "title":
        yield Note("title")
    if article.origin and article.origin.span and _begins(article.origin.span, span):
        yield Note(f"written by {article.origin.name}: {article.origin.how}")
    for name, found in (("published", article.published), ("first published", article.first_published)):
        if found and found.span and _begins(found.span, span):
            yield Note(f"{name} {spoken(found.value)}")
    if any(a.span and _begins(a.span, span) for a in article.byline):
        yield Note("byline")


def _claim_note(article: Article, claim: Claim, account: Account, look: Lookup) -> Note:
    quotation = look.quotation(account)
    if quotation is not None:
        who = f"{account.speaker or look.speaker(article.id, quotation) or 'Speaker not told'}, {quotation.kind}"
    else:
        quantity = quantity_of(account, look)
        who = f"{quantity.kind.replace('_', ' ')}: {account.value or clipped(article[account.span], 40)}" if quantity and claim.kind != "statement" else "the outlet’s own words"
    return Note(who, claim.verdict, "#" + claim_anchor(claim), label(claim), _ref(article, account.span))


def _ref(article: Article, span: Span) -> str:
    return f"{article.id}:{span.start}:{span.end}"
