"""Who wrote a text first, as the text itself tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corroborate.ingest.body import Reading
from corroborate.ingest.bylines import Byline
from corroborate.ingest.lines import Line
from corroborate.ingest.markup import Markup
from corroborate.ingest.notices import Dateline, Sign, copyrights, signed_off
from corroborate.outlets import Directory, Publisher, name_key
from corroborate.text.spans import Span
from corroborate.types import Outlet, WrittenBy

_TOLD = re.compile(r"\b(?:told|tells)\s+(?:the\s+)?(?:news\s+agency\s+)?(?P<name>[A-Z][\w.'’-]*(?:[ -][A-Z][\w.'’-]*){0,3})(?=[\s.,;:\"”’]|$)")
_CREDITED = (
    r"(?:according to|reported by|(?:as )?(?:reported|cited|quoted) (?:by|in)|citing)\s+(?:the\s+)?{name}|{name}(?:\s+news agency)?\s+(?:reported|reports|said|says|quoted"
    r"|cited|has reported)"
)
#: What shows that the telling was another occasion: "told Reuters in May", "told the Reuters news agency".
_EARLIER = re.compile(
    r"\s+(?:news agency|\(|last|earlier"
    r"|in (?:an (?:earlier|exclusive)|January|February|March|April|May|June|July|August|September|October|November|December|\d{4}))"
)
_ENGLISH = frozenset({"USA", "GBR", "AUS", "CAN", "NZL", "IRL"})


def find_origin(
    reading: Reading, text: str, signature: tuple[Byline, Span, bool] | None, date_line: Dateline | None, outlet: Outlet | None, markup: Markup | None, known: Directory
) -> WrittenBy | None:
    """The origin and how it is known, the surest sign first. *signature*: the byline, where its line begins, and whether it is a source line.

    `None` when nothing tells. The page's own outlet is meant by "own".
    """
    publisher = known.named(outlet.name) if outlet else None
    found = next(_signs(reading, text, signature, date_line, outlet, markup, known), None)
    if found is None or outlet is None or found.how == "told (sign)":
        return found
    words = text[found.span.start : found.span.end] if found.span else found.name
    same = _plain(found.name) == _plain(outlet.name) or _is_address(found.name, outlet, publisher) or (publisher is not None and _is_own(found.name, words, publisher))
    return WrittenBy(outlet.name, "own", found.span) if same else found


def _signs(
    reading: Reading, text: str, signature: tuple[Byline, Span, bool] | None, date_line: Dateline | None, outlet: Outlet | None, markup: Markup | None, known: Directory
) -> Iterator[WrittenBy]:
    byline = signature[0] if signature else None
    if signature and byline and byline.house:
        yield WrittenBy(byline.house.text, "source line" if signature[2] else "byline", _moved(byline.house.span, signature[1]))
    if date_line and date_line.house:
        yield WrittenBy(date_line.house.name, "dateline agency", date_line.house.span)
    tail = [line for line in reading.lines if reading.roles.get(line.index) in ("credit line", "byline", "photo credit") or reading.roles.get(line.index) is None]
    for line in (line for line in tail if line.words < 60 or line is tail[-1]):
        if (sign := signed_off(line, known)) is not None and line.index > len(reading.lines) // 2:
            yield WrittenBy(sign.name, "sign-off", sign.span)
    claims = [line for line in reading.lines if reading.roles.get(line.index) == "notice" or (reading.roles.get(line.index) == "photo credit" and _is_below(line, reading))]
    holders = [holder for _, _, holder in copyrights(claims, known) if holder]
    yield from (WrittenBy(h.name, "copyright", h.span) for h in holders if h.publisher and h.publisher.kind == "agency")
    yield from _by_authors(markup, known)
    if outlet and (byline is not None or (markup is not None and markup.authors)):
        yield WrittenBy(outlet.name, "own", None)
    yield from (WrittenBy(h.name, "copyright", h.span) for h in holders)
    yield from _own_voice(reading, text, outlet, known)
    if byline is None and (told := _told(reading, text, known)) is not None:
        yield told


def _is_below(line: Line, reading: Reading) -> bool:
    """Whether a line stands below the whole article, where "© AFP" speaks of the text and no longer of a picture."""
    return bool(reading.body) and line.span.start > reading.body[-1].end


def _moved(span: Span, by: Span) -> Span:
    return Span(span.start + by.start, span.end + by.start)


def _plain(name: str) -> str:
    """A name without what outlets add at will: "Channel 9 News" is Channel 9."""
    return re.sub(r"(?: (?:news|tv|radio|online|media))+$", "", name_key(name))


def _is_own(name: str, words: str, publisher: Publisher) -> bool:
    """Whether a name, told in these *words*, is the outlet's own: one of its forms, alone or beside a sister's ("KXYZ/KXYY"), or its network's in a station's dateline.

    A network's name and a number ("CBS4") are what each of its stations calls itself.
    """
    own = {name_key(f) for f in publisher.forms}
    if any(name_key(part) in own for part in (name, *name.split("/"))):
        return True
    network = name_key(publisher.network) if publisher.network is not None else None
    return network is not None and (name_key(name) == network or re.fullmatch(rf"{re.escape(network)} ?(?:\d{{1,2}})?", name_key(words)) is not None)


def _is_address(name: str, outlet: Outlet, publisher: Publisher | None) -> bool:
    """Whether a name is how the outlet's address spells it: "KXYZ" of kxyz.com, "Shore News Now" of shorenewsnow.com."""
    squeezed = re.sub(r"[^a-z0-9]", "", name.lower())
    hosts = [*(publisher.domains if publisher else ()), *([outlet.name] if "." in outlet.name else [])]
    labels = [re.sub(r"[^a-z0-9]", "", host.split(".")[0]) for host in hosts]
    return len(squeezed) > 3 and any(squeezed in (label, label.removesuffix("tv"), label.removesuffix("am"), label.removesuffix("fm")) for label in labels)


def _by_authors(markup: Markup | None, known: Directory) -> Iterator[WrittenBy]:
    """A page whose tags give an agency as its author."""
    for author in markup.authors if markup else ():
        if (agency := known.named(author)) is not None and agency.kind == "agency":
            yield WrittenBy(agency.name, "meta tag", None)


def _own_voice(reading: Reading, text: str, outlet: Outlet | None, known: Directory) -> Iterator[WrittenBy]:
    """The outlet names itself as the one that asked: "told The Marl Gazette", "KXYZ's Ana Lund reported"."""
    publisher = known.named(outlet.name) if outlet else None
    forms = publisher.forms if publisher else (outlet.name,) if outlet else ()
    names = "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True) if len(f) > 2)
    if outlet is None or not names:
        return
    own = re.compile(
        rf"\b(?:told|tells|confirmed to|said to|spoke to|speaking to|spoke with|interview with)\s+(?:the\s+)?(?P<name>{names})\b"
        rf"|\b(?P<name2>{names})['’]s?\s+[A-Z][\w'’-]+\s+[A-Z][\w'’-]+\s+(?:reports?|reported|spoke|said)\b|\b(?P<name3>{names})\s+(?:News )?has (?:learned|confirmed)"
    )
    for span in reading.body:
        for match in own.finditer(text, span.start, span.end):
            group = next(g for g in ("name", "name2", "name3") if match[g])
            yield WrittenBy(outlet.name, "own", Span(match.start(group), match.end(group)))


def _told(reading: Reading, text: str, known: Directory) -> WrittenBy | None:
    """An agency that people "told" things in the text wrote it: unless two are, or the text credits it as another's report elsewhere.

    Papers in English quote what was told to the agencies of their own countries, so those must be told twice.
    """
    told: list[Sign] = []
    for span in reading.body:
        for match in _TOLD.finditer(text, span.start, span.end):
            publisher = known.named(match["name"]) or known.named(match["name"].split(" ")[0])
            if publisher and publisher.kind == "agency" and not _EARLIER.match(text, match.end()):
                told.append(Sign(publisher.name, Span(match.start("name"), match.end("name")), publisher))
    agency = told[0].publisher if told else None
    if agency is None or len({sign.name for sign in told}) > 1 or (agency.country in _ENGLISH and len(told) < 2):
        return None
    forms = "|".join(re.escape(f) for f in sorted(agency.forms, key=len, reverse=True))
    if any(re.search(_CREDITED.format(name=f"(?:{forms})"), text[s.start : s.end]) for s in reading.body):
        return None
    return WrittenBy(told[0].name, "told (sign)", told[0].span)
