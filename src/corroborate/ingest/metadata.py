"""What is known of an article's publication, gathered: title, byline, dates, outlet, origin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corroborate.ingest.body import Reading
from corroborate.ingest.bylines import Byline, byline, cased
from corroborate.ingest.dates import Moment, is_update, moments, read_date
from corroborate.ingest.lines import Line
from corroborate.ingest.markup import Markup
from corroborate.ingest.notices import Dateline, copyrights, dateline
from corroborate.ingest.origin import find_origin
from corroborate.ingest.outlet import find_outlet
from corroborate.outlets import Directory, Publisher
from corroborate.text.spans import Span
from corroborate.types import Author, DateFound, Outlet, Page, Title, WrittenBy

#: Where 3/4 is the fourth of March.
_MONTH_FIRST = frozenset({"USA", "PHL", "PRI"})
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_SIGN_OFF = re.compile(r"[—–-]{1,2} ?(?:By )?(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3})")
_NOTICE = re.compile(r"\b(?:published|posted|reprinted|re-?published)\b", re.I)
_LEADS = 4  #: paragraphs among which the dateline may stand


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication facts of one article."""

    title: Title | None
    outlet: Outlet | None
    byline: tuple[Author, ...]
    published: DateFound | None
    first_published: DateFound | None
    origin: WrittenBy | None
    dateline: Span | None


def read_publication(page: Page, text: str, reading: Reading, markup: Markup | None, known: Directory) -> Publication:
    """Gather what a page's container, tags and words say, each fact from its surest sign."""
    outlet = find_outlet(page, reading, markup, known)
    publisher = known.named(outlet.name) if outlet else None
    signature = _signature(reading, text, known)
    date_line = _dateline(reading, known)
    return Publication(
        title=_title(page, text, reading, markup),
        outlet=outlet,
        byline=_authors(reading, signature, markup, known),
        published=next(_published(page, text, reading, markup, publisher, known), None),
        first_published=_first_published(signature, text),
        origin=find_origin(reading, text, signature, date_line, outlet, markup, known),
        dateline=date_line.span if date_line else None,
    )


def _title(page: Page, text: str, reading: Reading, markup: Markup | None) -> Title | None:
    if reading.title is not None:
        return Title(reading.title.of(text), reading.title)
    outside = page.title or (markup.title if markup else None)
    return Title(re.sub(r"\s+", " ", outside).strip(), None) if outside else None


def _signature(reading: Reading, text: str, known: Directory) -> tuple[Byline, Span, bool] | None:
    """The byline that counts, with its line and whether it is a source line: a source line first, else the first byline, its house perhaps on the next line."""
    lines = [line for line in reading.lines if reading.roles.get(line.index) in ("byline", "credit line")]
    read = [(found, line) for line in lines if (found := byline(line.span.of(text), known)) is not None]
    sources = [(found, line) for found, line in read if re.match(r"\W{0,3}source\b", line.text, re.I) and found.house]
    if sources:
        return sources[0][0], sources[0][1].span, True
    signed = [(found, line) for found, line in read if reading.roles.get(line.index) == "byline"]
    if not signed:
        return None
    first, line = signed[0]
    below = next((f for f, other in signed[1:] if other.index == line.index + 1 and f.house and not f.authors), None)
    if first.house is None and below is not None and below.house is not None:
        house = signed[1][1].span.start - line.span.start
        moved = type(below.house)(below.house.text, Span(below.house.span.start + house, below.house.span.end + house))
        first = Byline(first.authors, moved, below.publisher)
    return first, line.span, False


def _authors(reading: Reading, signature: tuple[Byline, Span, bool] | None, markup: Markup | None, known: Directory) -> tuple[Author, ...]:
    """Names with their places; else those of the tags; else the name that signs the last line."""
    if signature and signature[0].authors:
        return tuple(Author(a.text, Span(a.span.start + signature[1].start, a.span.end + signature[1].start)) for a in signature[0].authors)
    tagged = tuple(Author(cased(name), None) for listed in (markup.authors if markup else ()) for name in _names(listed) if known.named(name) is None)
    if tagged:
        return tagged
    for line in reading.having("byline"):
        if match := _SIGN_OFF.fullmatch(line.text):
            name = match["name"].rstrip(".")
            return (Author(cased(name), Span(line.span.start + match.start("name"), line.span.start + match.start("name") + len(name))),)
    return ()


def _names(listed: str) -> list[str]:
    """"By Ana Lund and Bo Strand, Staff Writers" as a tag gives it: the names."""
    names = re.split(r"\s*(?:,|;|\band\b|&)\s*", re.sub(r"^by\s+", "", listed.strip(), flags=re.I))
    return [n for n in names if len(n.split()) >= 2 and not re.search(r"\b(?:staff|writers?|reporters?|editors?|correspondents?)\b", n, re.I)] or [listed.strip()]


def _dateline(reading: Reading, known: Directory) -> Dateline | None:
    """The first dateline among the first paragraphs."""
    article = [line for line in reading.lines if reading.roles.get(line.index) is None]
    return next((found for line in article[:_LEADS] if (found := dateline(line, known)) is not None), None)


# ------------------------------------------------------------------------------------------------------------------ dates


def _published(page: Page, text: str, reading: Reading, markup: Markup | None, publisher: Publisher | None, known: Directory) -> Iterator[DateFound]:
    """When this page was published, the surest sign first."""
    for value, how in ((page.date, "container"), (markup.published if markup else None, "meta tag")):
        moment = read_date(value) if value else None
        if moment:
            yield DateFound(moment.value, moment.precision, None, how)
    month_first = publisher.country in _MONTH_FIRST if publisher and publisher.country else None
    notices = [line for line in reading.having("notice") if _NOTICE.search(line.text)]
    yield from _in_lines(notices, "republishing notice", month_first)
    stamps = [*reading.having("date"), *reading.having("byline"), *reading.having("time stamp")]
    yield from _in_lines(stamps, "date line", month_first)
    captions = [line for line in reading.having("photo caption") if _NOTICE.search(line.text[-80:])]
    yield from (d for line in captions for d in _in_lines([line], "caption", month_first) if d.span and d.span.start > line.span.end - 60)
    if page.url and (match := _IN_ADDRESS.search(page.url)) and (moment := read_date("-".join(match.groups()))):
        yield DateFound(moment.value, moment.precision, None, "url")
    yield from (DateFound(year, "year", span, "copyright") for year, span, _ in copyrights(reading.having("notice"), known) if year)


def _in_lines(lines: list[Line], how: str, month_first: bool | None) -> list[DateFound]:
    """Dates that lines give, those of an update last."""
    found = [(is_update(line.text, m), line.index, m, line) for line in lines for m in moments(line.text, month_first=month_first)]
    return [_placed(m, line, how) for _, _, m, line in sorted(found, key=lambda f: (f[0], f[1], f[2].span))]


def _placed(moment: Moment, line: Line, how: str) -> DateFound:
    return DateFound(moment.value, moment.precision, Span(line.span.start + moment.span.start, line.span.start + moment.span.end), how)


def _first_published(signature: tuple[Byline, Span, bool] | None, text: str) -> DateFound | None:
    """The date in a source line is that of the original."""
    if signature is None or not signature[2]:
        return None
    moment = next(moments(signature[1].of(text)), None)
    return DateFound(moment.value, moment.precision, Span(signature[1].start + moment.span.start, signature[1].start + moment.span.end), "source line") if moment else None
