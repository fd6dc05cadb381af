"""Paragraphs and sentences of news text.

News breaks the usual rules: quotation marks close a sentence after its stop, initials and abbreviations stop in mid-sentence,
a dateline ends in a dash, lists have no stops, and scraped text has lost its blank lines.
"""

from __future__ import annotations

import re

from corroborate.text.spans import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'‘—–-])(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Sgt|Capt|Cpl|Maj|Adm|Rev|Hon|Prof|Sr|Jr|St|Mt|Ft|vs|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
    r"|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
    r"|Dept|Supt|Det|Insp|Pres|Treas|Spc|Pfc|Pvt|Cmdr|Atty|Ave|Blvd|Rd|Messrs|Mmes|Bros|cf|approx|est|Amb|Brig|Cllr|Const|Fr|Msgr|Sec|Secy|Vol|pp|ca|al|ed|eds)\.$"
)
_DOTTED = re.compile(r"(?:^|[\s(\[“\"'‘—–/-])(?:[A-Za-z]\.)+$")  # U.S.  a.m.  J.  Ph.D.
_DOTTED_ENDS = re.compile(r"(?:[ap]\.m\.|Ph\.D\.|U\.S\.|U\.K\.|U\.N\.|E\.U\.|D\.C\.|Inc\.|Corp\.|Ltd\.|Co\.|Jr\.|Sr\.|etc\.)$")
#: Words that begin a sentence far oftener than they follow "U.S." or "p.m." inside one.
_OPENERS = re.compile(
    r"(?:The|A|An|He|She|It|They|We|I|You|In|On|At|But|And|So|If|When|While|As|After|Before|This|That|These|Those|There|His|Her|Its|Their|Our"
    r"|For|With|Meanwhile|However|Police|Officials|No|Not)\b"
)
_GLUED = re.compile(r"[A-Z][a-z]")  # "war.The next": a capital that begins a word
_STOP = re.compile(r"[.!?…]+[\"”’'»)\]*]*(?=\s|[\"“‘«(\[]?\s*$|$|[A-Z“\"])")


def paragraphs(text: str, within: Span | None = None) -> list[Span]:
    """Lines with something on them, without surrounding white space."""
    start, end = (within.start, within.end) if within else (0, len(text))
    spans = (Span(m.start(), m.end()).stripped(text) for m in _LINE.finditer(text, start, end))
    return [s for s in spans if len(s)]


def sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of one paragraph, in order, without surrounding white space."""
    out: list[Span] = []
    start = paragraph.start
    for match in _STOP.finditer(text, paragraph.start, paragraph.end):
        end = match.end()
        if end <= start or not _ends(text, match.start(), end, paragraph):
            continue
        span = Span(start, end).stripped(text)
        if len(span):
            out.append(span)
        start = end
    rest = Span(start, paragraph.end).stripped(text)
    if len(rest):
        out.append(rest)
    return out


def _ends(text: str, stop: int, end: int, paragraph: Span) -> bool:
    """Whether the stop at *stop*, with closing marks up to *end*, closes a sentence."""
    after = text[end : paragraph.end]
    following = after.lstrip(" \t\u00a0")
    if not following:
        return True
    first = following.lstrip("\"“‘'«([")[:1]
    if not after[:1].isspace():
        lone = text[stop] == "." and end - stop == 1 and text[stop - 1].islower()
        return lone and bool(_GLUED.match(following)) and "." not in following[:4]  # after a lost space
    if first.islower():
        return False  # “… yet?” he asked    the margins... we will
    before = text[max(paragraph.start, stop - 12) : stop + 1]
    if text[stop] == "." and end == stop + 1:
        if _ABBREVIATION.search(before):
            return False
        if _DOTTED.search(before):
            return bool(_DOTTED_ENDS.search(before)) and bool(_OPENERS.match(following.lstrip("\"“‘'")))
        if _DOTTED_ENDS.search(before):
            return bool(_OPENERS.match(following.lstrip("\"“‘'"))) or following[:1] in "\"“"
    if text[stop : stop + 2] == ".." or text[stop] == "…":
        return first.isupper() or first.isdigit() or following[:1] in "\"“‘"
    return True
