"""What of a text is article and what is furniture, line by line, from the text alone. In doubt it is article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corroborate.ingest.bylines import byline
from corroborate.ingest.captions import captions
from corroborate.ingest.comments import comments_from, is_header
from corroborate.ingest.dates import is_date_line
from corroborate.ingest.furniture import parts, reason_for
from corroborate.ingest.head import around_title, find_title, headline_key
from corroborate.ingest.language import language_of
from corroborate.ingest.lines import BLANK, Line, Vocabulary, content, lines_of
from corroborate.ingest.sitetitle import site_part, site_prefix
from corroborate.outlets import Directory, directory
from corroborate.text.spans import Span, gaps
from corroborate.types import Dropped

#: Lines that are neither article nor dropped, for they became the article's title, byline or dates.
KNOWN = frozenset({"title", "byline", "date"})
#: What closes an article: below it, a few loose words are furniture too.
_CLOSING = frozenset({"notice", "credit line", "sign-up", "share widget", "related link", "contact", "comment", "template leftover", "advertisement", "byline", "separator"})
_SIGNED_OFF = re.compile(r"[—–-]{1,2} ?(?:By )?[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}(?:,? (?:AP|Reuters|AFP|staff))?")

_BRACKETED = re.compile(r"\[[^\[\]]+\]|\((?:AP|AFP|Reuters|CNN|UPI|PTI|ANI|IANS|Xinhua|Bloomberg)\)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read line by line."""

    lines: tuple[Line, ...]
    roles: Mapping[int, str]  #: line index → "title", "byline", "date", or why it is dropped; lines not listed are article
    title: Span | None  #: the headline without the site's name
    body: tuple[Span, ...]  #: what is article; neighbouring lines share one span
    dropped: tuple[Dropped, ...]

    def having(self, role: str) -> tuple[Line, ...]:
        """The lines of one role."""
        return tuple(line for line in self.lines if self.roles.get(line.index) == role)


def read_body(text: str, *, title: str | None = None, language: str = "en", over: Path | None = None) -> Reading:
    """Decide for each line of *text*. *title*: what the container gives as the headline; *over*: the user's data folder."""
    lines = lines_of(text)
    known = directory(over)
    roles = {line.index: reason for line in lines if (reason := reason_for(line, over) or (line.index >= 0.6 * len(lines) and reason_for(line, over, where="tail")) or None)}
    roles |= _comments(lines, roles)
    roles |= _foreign(lines, roles, language, over)
    roles |= _signatures(lines, roles, known)
    titled = find_title(lines, roles, known, title)
    headline = headline_key(lines[titled], known) if titled is not None else ""
    if titled is not None:
        roles[titled] = "title"
    roles |= captions(lines, roles, titled, headline, over)
    roles |= around_title(lines, roles, titled, headline)
    roles |= _headlines_inside(lines, roles)
    roles |= _tail(lines, roles)
    return _assembled(text, lines, roles, known, over)


def _comments(lines: Sequence[Line], roles: Mapping[int, str]) -> dict[int, str]:
    start = comments_from(lines, roles)
    found = {line.index: "comment" for line in lines if is_header(line)}
    return found if start is None else found | {line.index: "comment" for line in lines[start:] if roles.get(line.index) not in ("notice", "credit line")}


def _foreign(lines: Sequence[Line], roles: Mapping[int, str], language: str, over: Path | None) -> dict[int, str]:
    """Lines in a language other than the article's, unless they quote."""
    if language != "en":
        return {}
    found = {}
    for line in lines:
        if line.index in roles or "\"" in line.text:
            continue
        other = language_of(line.text, over) if line.words >= 6 or not line.text.isascii() else None
        if other not in (None, "en") and (not line.text.isascii() or language_of(line.text + " " + line.text, over) == other):
            found[line.index] = "other language"
    return found


def _signatures(lines: Sequence[Line], roles: Mapping[int, str], known: Directory) -> dict[int, str]:
    """Bylines and dates. A paper's or agency's name alone counts only above the article, below it, or under a byline."""
    prose = [line.index for line in lines if line.prose and line.index not in roles]
    second, last = (prose[1] if len(prose) > 1 else len(lines)), (prose[-1] if prose else -1)
    found: dict[int, str] = {}
    for line in lines:
        reason = roles.get(line.index)
        if reason is None and is_date_line(line.text):  # "…, 8:31 p.m." closes like a sentence
            found[line.index] = "date"
        elif reason in ("comment", "other language") or (line.prose and not line.text.startswith("[")):
            continue
        elif reason in (None, "section label", "photo credit", "credit line") and (signed := byline(line.text, known)) is not None:
            outside = line.index < second or line.index > last or found.get(line.index - 1) == "byline"
            if signed.authors or outside:
                found[line.index] = "byline" if reason is None or line.index < second else reason
        elif reason is None and line.index > last and _SIGNED_OFF.fullmatch(line.text):
            found[line.index] = "byline"
    return found


def _headlines_inside(lines: Sequence[Line], roles: Mapping[int, str]) -> dict[int, str]:
    """Headlines of other stories between paragraphs: Every Longer Word Begins With a Capital, and no list of names or ages."""
    prose = [line.index for line in lines if line.prose and line.index not in roles]
    if not prose:
        return {}
    inside = [line for line in lines[prose[0] : prose[-1]] if line.index not in roles]
    return {line.index: "related link" for line in inside if _is_other_headline(line, roles.get(line.index + 1) == "photo caption")}


def _is_other_headline(line: Line, over_caption: bool) -> bool:
    capitals = line.heading and line.words >= 5 and not line.text.isupper() and line.capitals >= (0.6 if over_caption else 0.8)
    return capitals and not re.search(r", \d|:$|\"" if over_caption else r",|:$|\"", line.text)


def _tail(lines: Sequence[Line], roles: Mapping[int, str]) -> dict[int, str]:
    """Loose words below the article: after a notice or the like, or several headlines that share little with it."""
    prose = [line for line in lines if line.prose and line.index not in roles]
    if not prose:
        return {}
    below = [line for line in lines[prose[-1].index + 1 :] if line.index not in roles]
    closed_at = next((i for i in range(prose[-1].index + 1, len(lines)) if roles.get(i) in _CLOSING), len(lines))
    found = {}
    for line in below:
        if line.words <= 8 and _BRACKETED.fullmatch(line.text):
            found[line.index] = "credit line"
        elif line.index > closed_at and (line.words <= 4 or (line.words <= 14 and not line.closed)):
            found[line.index] = "related link" if line.words > 4 else "navigation"
    loose = [line for line in below if line.index not in found and line.heading and line.words >= 4 and content(line.text)]
    told = Vocabulary(prose)
    if len(loose) >= 2 and sum(told.share(line) for line in loose) / len(loose) < 0.5:
        found |= {line.index: "related link" for line in loose}
    return found


def _assembled(text: str, lines: Sequence[Line], roles: Mapping[int, str], known: Directory, over: Path | None) -> Reading:
    """Spans from the decisions on lines, with the parts of lines that go."""
    title: Span | None = None
    dropped: list[Dropped] = []
    kept: list[Span] = []
    for line in lines:
        role = roles.get(line.index)
        cut = [] if role and role not in ("title",) else list(parts(line, over))
        if role == "title":
            cut += _site_names(line, known)
            title = _first(text, line.span, cut)
        elif role is None:
            kept += _without(text, line.span, cut)
        elif role not in KNOWN:
            cut = [Dropped(line.span, role)]
        dropped += cut
    return Reading(tuple(lines), roles, title, _joined(text, kept), _disjoint(dropped))


def _site_names(line: Line, known: Directory) -> list[Dropped]:
    """The site's name behind a headline, or before it."""
    end = site_part(line.text, known)
    if end is not None:
        return [Dropped(Span(line.span.start + end, line.span.end), "site title")]
    begin = site_prefix(line.text, known)
    return [Dropped(Span(line.span.start, line.span.start + begin), "site title")] if begin else []


def _without(text: str, span: Span, cut: Sequence[Dropped]) -> list[Span]:
    """What of a line stays."""
    return [s for s in (g.stripped(text, BLANK) for g in gaps((d.span for d in cut), span)) if len(s)]


def _first(text: str, span: Span, cut: Sequence[Dropped]) -> Span:
    left = _without(text, span, cut)
    return left[0] if left else span


def _joined(text: str, kept: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbours with nothing but white space between them as one span."""
    out: list[Span] = []
    for span in kept:
        if out and not text[out[-1].end : span.start].strip(BLANK):
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)


def _disjoint(dropped: Sequence[Dropped]) -> tuple[Dropped, ...]:
    """Sorted, and where two overlap the earlier and longer one stands."""
    out: list[Dropped] = []
    for d in sorted(dropped, key=lambda d: (d.span.start, -d.span.end)):
        start = max(d.span.start, out[-1].span.end) if out else d.span.start
        if start < d.span.end:
            out.append(Dropped(Span(start, d.span.end), d.reason))
    return tuple(out)
