"""What the words around an article say of its publication: datelines, copyright lines, source lines, newsletters, sign-offs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corroborate.ingest.lines import Line
from corroborate.ingest.sitetitle import site_of
from corroborate.outlets import Directory, Publisher
from corroborate.text.spans import Span

_DASH = r"(?:--?|–|—|―|:|\||\.\.\.)"
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_CITY = r"[A-Z][A-Z.'’/-]*(?: (?:de|la|of|DE|LA|OF|du|des)?\s?[A-Z][A-Z.'’/-]*){0,4}"
_REGION = r"(?:[A-Z][\w.'’-]{0,20}\.?)(?: [A-Z][\w.'’-]{1,20}){0,2}"
#: "TEHRAN, Iran —"   "EAST ELMTON, Calif. (AP) -"   "PARIS, Sept 15 (Reuters) –"   "GENEVA/LONDON (Reuters) —"
_DATELINE = re.compile(
    rf"(?P<city>{_CITY})(?P<region>,? ?{_REGION})?(?:,? ?(?P<date>{_MONTH} \d{{1,2}}(?:, \d{{4}})?"
    rf"|\d{{1,2}} {_MONTH}))?,? ?(?:\((?P<house>[A-Z][\w .&/*-]{{1,40}})\))?\s?{_DASH}(?=\s|[A-Z\"“‘])|\((?P<alone>[A-Z][\w .&/-]{{1,40}})\)\s?{_DASH}(?=\s)"
)
#: "ELMTON, Ala. (AP) Officials say …": a lost dash
_DASHLESS = re.compile(rf"(?P<city>{_CITY})(?P<region>,? ?{_REGION})?,? ?\((?P<house>[A-Z][\w .&/*-]{{1,40}})\)(?= [A-Z\"“‘])")
_HOUSE_FIRST = re.compile(r"(?P<house>AFP|AP|Reuters|UPI|CNN|IANS|PTI|dpa|Xinhua|Bloomberg)\s?(?:--?|–|—|―)(?=\s[A-Z\"“])")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|&copy;|\bcopyright\b)(?:\s|©|\(c\)|copyright|,)*(?P<year>(?:19|20)\d\d)?(?:\s?[-–]\s?(?:(?:19"
    r"|20)?\d\d))?,?\s*(?:by\s+)?(?P<holder>[^.,;()|\n]{2,60})?",
    re.I,
)
_COMPANY = re.compile(
    r"\b(?:Corp(?:oration)?|Inc|LLC|L\.L\.C|Ltd|Group|Holdings?|Broadcasting|Communications|Company|Co|Interactive|Enterprises"
    r"|Partners|Stations?|Publishing|Media)\b"
)
_SIGN_OFF = re.compile(
    r"\W{0,2}(?:additional )?(?:reporting|writing|compiled|written) (?:by|and)\b.{2,200}\b(?:editing|writing) by\b|\W{0,2}(?:reporting|writing) by [A-Z].{2,120};"
    r"|\W{0,2}editing by [A-Z]",
    re.I,
)
_LAST_WORD = re.compile(
    r"[.!?][\"”’']?\s*[\[(—–-]{1,2}\s?(?P<house>AP|AFP|Reuters|UPI|PTI|ANI|IANS|dpa|DPA|Xinhua|Bloomberg|UNI|APP|PA|EFE"
    r"|Bernama|TASS|Interfax|BNS|Kyodo|Yonhap|CNN)[\])]?$"
)
_PUBLISHED_BY = re.compile(
    r"\b(?:published|posted|reprinted|reposted|distributed|provided)\b[^.\n]{0,40}?\bby (?:the )?(?P<name>[A-Z][\w&.'’-]*(?: (?:of|for|and the"
    r"|[A-Z][\w&.'’-]*))*?)(?=\s+(?:and|on|in|at|with|under)\b|[.,;]|$)"
)
_NEWSLETTER = re.compile(
    r"(?i:(?:start|begin|end) your (?:day|morning|week|evening) with|(?:sign up for|subscribe to|get|join|receive)(?: the| our)?|welcome to|thank you for reading|support)"
    r"(?: [Tt]he)? (?P<name>[A-Z][\w&.'’-]*(?: [A-Z&][\w&.'’-]*){0,4}?)(?:'s|’s)?"
    r"(?=(?i:(?: (?:free|daily|weekly|morning|evening|e-?mail|news|breaking|text|push))* (?:newsletters?|briefings?|bulletins?|digests?|headlines|app|alerts"
    r"|on (?:facebook|twitter)))\b|\s*$|[.!,]| today\b)"
)
_STAFF_OF = re.compile(r"\bis an? (?P<name>[A-Z][\w&.'’-]*(?: [A-Z&][\w&.'’-]*){0,4}?) (?:[a-z]+ )?(?:staff|reporter|writer|columnist|correspondent|editor)\b")
_NOT_NAMES = frozenset({
    "our", "your", "the", "this", "free", "daily", "breaking news", "news", "email", "facebook", "twitter", "google", "instagram", "youtube", "us", "now", "here",
    "newsletter", "comments", "wordpress", "permission",
})
_NO_HOLDER = re.compile(r"\b(?:Article|Rights|Material|Content|Photo|Law)\b")
_NO_CITY = re.compile(
    r"(?:UPDATED?|BREAKING|WATCH|NEW|EXCLUSIVE|CORRECTION|RELATED|VIDEO|PHOTOS?|LIVE|ALERT|DEVELOPING|PREVIOUS|ORIGINAL|MORE|READ|ALSO|NOTE|WARNING|EDITOR|FACT|ANALYSIS"
    r"|OPINION|REPORT|Q|A|I)(?: [A-Z]+)?"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that name an outlet or agency."""

    name: str  #: canonical where known
    span: Span  #: in the article's text
    publisher: Publisher | None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a text says it was written, before it begins."""

    span: Span  #: "TEHRAN, Iran —", the dash included
    house: Sign | None  #: the agency or station in brackets


def dateline(line: Line, known: Directory) -> Dateline | None:
    """The dateline that a line begins with."""
    head = line.text[:140]
    match = _HOUSE_FIRST.match(head) or _DATELINE.match(head) or _DASHLESS.match(head)
    if match is None or (match.re is _DATELINE and not match["alone"] and not _is_place(match)):
        return None
    group = "house" if match["house"] else "alone" if match.re is _DATELINE and match["alone"] else None
    house = _sign(match[group], line, match.start(group), known, strict=True) if group else None
    if house is None and (group == "alone" or match.re is not _DATELINE):
        return None
    return Dateline(Span(line.span.start, line.span.start + match.end()), house)


def _is_place(match: re.Match[str]) -> bool:
    """Whether the capitals before the dash are a place and no label: "UPDATE:", "WATCH |" and "BREAKING -" are none."""
    city = match["city"]
    if len(city) < 3 or city.startswith("UPDATE") or (not match["house"] and _NO_CITY.fullmatch(city)):
        return False
    colon = match.group().rstrip().endswith((":", "|", "...")) and not match["house"]
    return not colon or bool(match["region"]) or city.isupper()


def _sign(words: str, line: Line, start: int, known: Directory, *, strict: bool = False) -> Sign | None:
    """A name as a sign; *strict*: only if the directory knows it or it is a call sign."""
    span = Span(line.span.start + start, line.span.start + start + len(words)).stripped(" " * line.span.start + line.text)
    words = words.strip(" .")
    forms = (words, words.split("/")[0], re.sub(r"(?:-(?:TV|DT|AM|FM)|\.com| NEWS)$", "", words, flags=re.I))
    publisher = next((p for form in forms if (p := known.named(form)) is not None), None)
    if publisher is None and strict and not re.fullmatch(r"[KW][A-Z]{2,3}(?:-TV)?|(?:CBS|ABC|NBC|FOX) ?(?:[A-Z]\w+|\d{1,2})", words):
        return None
    return Sign(publisher.name if publisher else words, span, publisher)


def copyrights(lines: Iterable[Line], known: Directory) -> list[tuple[str | None, Span | None, Sign | None]]:
    """(year, its place, holder) of each copyright line; companies that are no newsroom are no holders."""
    found = []
    for line in lines:
        match = _COPYRIGHT.search(line.text[:400])
        if match and (match["year"] or match["holder"]):
            year = Span(line.span.start + match.start("year"), line.span.start + match.end("year")) if match["year"] else None
            found.append((match["year"], year, _holder(match, line, known)))
    return found


def _holder(match: re.Match[str], line: Line, known: Directory) -> Sign | None:
    words = match["holder"]
    if not words:
        return None
    words = re.split(r"\s+(?:and|/|-|–|—|All|via)\s|\s-\s| All rights", words)[0].strip()
    publisher = known.named(words) or site_of(words, known)
    if publisher is None and not _may_hold(words):
        return None
    start = match.start("holder") + match["holder"].index(words)
    return Sign(publisher.name if publisher else re.sub(r"^the (?=[a-z])", "", words), Span(line.span.start + start, line.span.start + start + len(words)), publisher)


def _may_hold(words: str) -> bool:
    """Whether an unknown name after a copyright sign may be a newsroom's."""
    return words[:1].isupper() and len(words.split()) <= 5 and words.lower() not in _NOT_NAMES and not _COMPANY.search(words) and not _NO_HOLDER.search(words)


def signed_off(line: Line, known: Directory) -> Sign | None:
    """An agency that closes a text: "… on Friday. (AP)", "— AFP"; and the sign-off that names editors as only Reuters does."""
    if _SIGN_OFF.match(line.text) and "edit" in line.text.lower():
        reuters = known.named("Reuters")
        return Sign("Reuters", line.span, reuters)
    match = _LAST_WORD.search(line.text[-60:]) or re.fullmatch(r"[\[(—–-]{1,2}\s?(?P<house>AP|AFP|Reuters|UPI|PTI|ANI|IANS|dpa|Xinhua|Bloomberg|Associated Press)[\])]?", line.text)
    return _sign(match["house"], line, len(line.text[:-60]) * (match.re is _LAST_WORD) + match.start("house"), known, strict=True) if match else None


def publishers_named(line: Line, known: Directory) -> Iterable[tuple[Sign, str]]:
    """Outlets that a line of furniture names as its own, each with how: by a republishing notice, a newsletter, a staff note."""
    for pattern, how in ((_PUBLISHED_BY, "notice"), (_NEWSLETTER, "newsletter"), (_STAFF_OF, "staff note")):
        for match in pattern.finditer(line.text[:500]):
            words = match["name"].strip(" .")
            words = re.sub(r"\s+(?:newsletters?|app|news app|today|now)$", "", words, flags=re.I)
            publisher = known.named(words)
            if words.lower() not in _NOT_NAMES and (publisher or (how != "staff note" and words[:1].isupper() and (len(words.split()) > 1 or how == "notice"))):
                yield Sign(publisher.name if publisher else words, Span(line.span.start + match.start("name"), line.span.start + match.start("name") + len(words)), publisher), how
