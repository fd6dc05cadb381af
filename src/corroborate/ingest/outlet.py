"""Who publishes a page: from its address, its container, its tags, and what its furniture says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corroborate.ingest.body import Reading
from corroborate.ingest.bylines import is_paper
from corroborate.ingest.lines import Line
from corroborate.ingest.markup import Markup
from corroborate.ingest.notices import publishers_named
from corroborate.ingest.sitetitle import site_of
from corroborate.outlets import Directory, Publisher, host_of
from corroborate.types import Outlet, Page

_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,200}|(?<=@)[\w-]+(?:\.[\w-]+){1,3}")
_PROMOTION = frozenset({"share widget", "sign-up", "notice", "contact"})
_SELF = re.compile(
    r"\b(?:stay (?:with|tuned to|on)|tune in(?:to)?(?: to)?|download the|follow|like|keep checking|check back (?:with|on|in with)?|look for more (?:coverage )?on"
    r"|submit a tip to|watch)\s+(?:the )?",
    re.I,
)


def find_outlet(page: Page, reading: Reading, markup: Markup | None, known: Directory) -> Outlet | None:
    """The publisher and how it is known, the surest sign first; `None` when nothing tells."""
    return next(_signs(page, reading, markup, known), None)


def _signs(page: Page, reading: Reading, markup: Markup | None, known: Directory) -> Iterator[Outlet]:
    address = page.url or (markup.url if markup else None)
    at = known.at(address) if address else None
    if page.outlet:
        yield Outlet(_canonical(page.outlet, known), "container")
    if at:
        yield Outlet(at.name, "url")
    if markup and markup.site:
        yield Outlet(_canonical(markup.site, known), "meta tag")
    yield from _from_title(reading, known)
    yield from _from_notices(reading, known)
    if (named := _by_file_name(page.path, known)) is not None:
        yield Outlet(named.name, "file name")
    yield from _from_masthead(reading, known)
    if address and host_of(address):
        yield Outlet(host_of(address), "url")
    if (host := _address_of(page.path)) is not None:
        yield Outlet(host, "file name")


def _canonical(words: str, known: Directory) -> str:
    """A field's value as a name: an address becomes its outlet, or its host where that is not known; a known form the canonical one."""
    words = words.strip()
    if re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?/?", words):
        at = known.at(words)
        return at.name if at else known.canonical(host_of(words) if re.search(r"//|:\d+/?$", words) else words)
    return known.canonical(words)


def _from_title(reading: Reading, known: Directory) -> Iterator[Outlet]:
    """The site's name behind the headline."""
    for d in reading.dropped:
        if d.reason == "site title":
            line = next(line for line in reading.lines if line.span.covers(d.span))
            words = line.text[d.span.start - line.span.start :].strip(" -–—|«»:·•/")
            found = site_of(words, known)
            sign = re.search(r"\b[KW][A-Z]{2,3}\b", words)
            yield Outlet(found.name if found else sign.group() if sign else words.split(" - ")[0].split(" | ")[0], "site title")


def _from_notices(reading: Reading, known: Directory) -> Iterator[Outlet]:
    """What the dropped lines say: who republishes, whose newsletter, whose links and addresses."""
    furniture = [line for line in reading.lines if reading.roles.get(line.index) in _PROMOTION | {"credit line"}]
    named = [(sign, how) for line in furniture for sign, how in publishers_named(line, known)]
    for wanted in ("notice", "newsletter", "staff note"):
        yield from (Outlet(_fullest(sign.name, reading), how) for sign, how in named if how == wanted)
    for line in furniture:
        for match in _ADDRESS.finditer(line.text):
            if (at := known.at(match.group())) is not None and at.kind != "agency":
                yield Outlet(at.name, "contact address" if line.text[match.start() - 1 : match.start()] == "@" else "link")
    yield from (Outlet(p.name, "notice") for line in furniture if reading.roles[line.index] in ("share widget", "notice", "sign-up") for p in _promoted(line, known))


def _promoted(line: Line, known: Directory) -> Iterator[Publisher]:
    """Known outlets that a line asks the reader to stay with, follow or download."""
    for match in _SELF.finditer(line.text):
        tokens = re.split(r"\s+", line.text[match.end() :])[:5]
        found = next((p for size in range(len(tokens), 0, -1) if (p := known.named(" ".join(tokens[:size]).rstrip(".,:'s"))) and not p.word), None)
        if found and found.kind != "agency" and found.name not in ("Facebook", "Twitter"):
            yield found


def _fullest(name: str, reading: Reading) -> str:
    """A name that stands elsewhere in the page with its article gets it: "The Marl Gazette"."""
    return next((f"The {name}" for line in reading.lines if re.search(rf"\bThe {re.escape(name)}\b", line.text)), name)


def _by_file_name(path: str, known: Directory) -> Publisher | None:
    host = _address_of(path)
    return known.at(host) if host else None


def _address_of(path: str) -> str | None:
    """The address a file is named after: "amazingnews.com-2.txt", "news.example.org:80.html"."""
    name = re.split(r"[/\\]", path.split("#")[0])[-1]
    match = re.fullmatch(r"(?:www\.)?((?:[\w-]+\.)+(?:com|org|net|info|tv|co\.uk|[a-z]{2}))(?::\d+)?(?:[-_ ()\d]*)\.(?:txt|html?|text)", name)
    return match[1] if match else None


def _from_masthead(reading: Reading, known: Directory) -> Iterator[Outlet]:
    """A name above the headline that the page's foot repeats, or that the directory knows."""
    title = reading.title.start if reading.title else -1
    above = [line for line in reading.lines if line.span.end <= title and reading.roles.get(line.index) in ("section label", "navigation")]
    below = " ".join(line.key for line in reading.lines if line.span.start > title and reading.roles.get(line.index) in ("notice", "navigation", "sign-up", "credit line"))
    for line in above:
        found = known.named(line.text)
        if found and (not found.word or line.text.lower().startswith("the ")):
            yield Outlet(found.name, "masthead")
        elif 1 < line.words <= 5 and not re.search(r"[|•»>/]", line.text) and (line.key in below or (line.heading and is_paper(line.text))):
            yield Outlet(line.text, "masthead")
        elif (name := line.text.split(" | ")[0].strip()) != line.text and len(name.split()) <= 5 and is_paper(name):
            yield Outlet(name, "masthead")  # "The Marl Review | Sea, trade and the people between"
