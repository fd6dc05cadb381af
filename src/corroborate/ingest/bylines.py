"""Who signs an article: names and the paper or agency behind them, however a byline is glued together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corroborate.outlets import Directory, Publisher
from corroborate.text.spans import Span

#: "By", "by:", "Written by", "[Source: By", "Posted by" …
_BY = re.compile(
    r"(?:\W{0,3}(?:source|story|words|text|article|report)s?:?\s+)?(?:(?:written|posted|reported|compiled|words|story|authored"
    r"|submitted|special)\s+)?\bby\b:?\s*(?=\S)",
    re.I,
)
_PART = r"(?:de|da|di|du|la|le|del|della|der|den|van|von|bin|ibn|al|el|ben|bint|abu|ter|ten|zu|y|dos|das)"
_TITLED = r"(?:Jr\.?|Sr\.?|II|III|IV|M\.D\.|Ph\.D\.)"
_NOT_PIECE = r"(?!(?i:and|with|of|for|from|in|at|to|the|on|updated?|created|posted|published|staff|special|reporter|writer|correspondent|editor|senior|chief)\b)"
_PIECE = rf"{_NOT_PIECE}(?:(?:al|el|Al|El|O|D|Mc|Mac|St)[-'’.]\s?)?[A-ZÀ-ÖØ-ÞŁŠŽČ](?:\.(?:[A-Z]\.)*|[\w'’-]*(?:\.(?=-)[\w'’-]*)?)"
_NAME = re.compile(rf"{_PIECE}(?:\s+(?:{_PART}\s+){{0,2}}{_PIECE}){{1,3}}(?:,?\s+{_TITLED})?")
#: What stands between the names and whom they write for, or between two names.
_JOIN = re.compile(r"\s*(?:,\s*and\b|,\s*&|,|;|\band\b|&|\bwith\b|\|)\s*", re.I)
_GLUED = re.compile(
    r"(?<=[a-zA-Z.])(?=(?:The\s)?(?:Associated Press|Reuters|Agence France|AFP\b|Bloomberg|CNN\b|Staff\b|Special\b|Tribune\b|USA TODAY|Los Angeles Times|Washington Post"
    r"|New York Times))"
)
_ROLE = re.compile(
    r"(?:\b(?:staff|senior|chief|associate|assistant|contributing|special|freelance|managing|executive|investigative|political|national|foreign|political|crime|police"
    r"|courts?|breaking|news|digital|multimedia|web|online|general|assignment|data)\b\s*){0,3}"
    r"\b(?:writers?|reporters?|correspondents?|editors?|producers?|columnists?|bureaus?|staff|staffs|contributors?|photographers?|journalists?|reports?|desk|team"
    r"|interns?|to the \w+|wires?|wire services?|news services?)\b",
    re.I,
)
_PAPER = re.compile(
    r"\b(?:Times|Post|News|Press|Tribune|Herald|Journal|Gazette|Chronicle|Sun|Star|Record|Register|Observer|Daily|Courier|Dispatch|Examiner|Globe|Mail|Mirror|Express"
    r"|Independent|Telegraph|Review|Bee|Sentinel|Examiner|Monitor|Standard|Today|Agency|Service|Newswire|Wire|Wires|Media|TV|Radio|Network|Online|Magazine|Weekly"
    r"|Bulletin|Advocate|Republic|Inquirer|Patriot|Leader|Enquirer|Messenger|\w+\.(?:com|org|net))\b|^[KW][A-Z]{2,3}(?:-TV)?$"
)
_NOT_A_NAME = re.compile(
    r"\b(?:Police|Sheriff|Department|County|City|Court|State|University|Hospital|School|Street|Avenue|Road|President|Minister|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December|The|This|That|What|Why|How|When|Where|Who|Accident|Shooting|Request"
    r"|Popular|Law|Law|Numbers|Default)\b"
)
_LONGEST = 220


@dataclass(frozen=True, slots=True)
class Named:
    """Words and where they stand in the line."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Byline:
    """A signature: people, and the outlet or agency they write for. With neither it is the staff of the page's own outlet ("Staff report")."""

    authors: tuple[Named, ...]
    house: Named | None  #: canonical name where the directory knows it
    publisher: Publisher | None  #: that entry


def byline(text: str, directory: Directory) -> Byline | None:
    """The byline that a line consists of, spans counted in *text*; `None` when it is something else.

    "By A. B. Ceedy, Dee Eff and G. Aitch, Los Angeles Times", "By JAY KAYAssociated Press", "[Source: By El Emm, The Washington Post, 15Sep14]",
    and, without "By", the name of an agency or paper alone: "Associated Press", "Reuters", "KTVU.com and Wires".
    """
    if len(text) > _LONGEST:
        return None
    match = _BY.match(text)
    if match is None:
        return _house_alone(text, directory)
    authors, at = _authors(text, match.end(), directory)
    house = _house(text, at if authors else match.end(), directory)
    if not authors and house is None and not re.fullmatch(r"(?:[A-Z][\w'’]+\s+){0,4}(?i:staff|newsroom|web staff|wire reports?)\W*", text[match.end() :]):
        return None
    rest = text[max(at, house[0].span.end if house else 0) :]
    return Byline(tuple(authors), house[0] if house else None, house[1] if house else None) if _is_rest(rest) else None


def _authors(text: str, at: int, directory: Directory) -> tuple[list[Named], int]:
    """The names from *at* on, and where they end."""
    glued = _GLUED.search(text, at)
    limit = glued.start() if glued else len(text)
    found: list[Named] = []
    while (match := _NAME.match(text, at, limit)) is not None:
        words = match.group().rstrip(" ,")
        if directory.named(words) or _PAPER.search(words) or _ROLE.search(words) or _NOT_A_NAME.search(words):
            break
        found.append(Named(cased(words), Span(at, at + len(words))))
        at = match.end()
        join = _JOIN.match(text, at, limit)
        if join is None or not _NAME.match(text, join.end(), limit):
            break
        at = join.end()
    return found, found[-1].span.end if found else at


def _house(text: str, at: int, directory: Directory) -> tuple[Named, Publisher | None] | None:
    """Whom the names write for: the first part after them that names an outlet, up to a date or the line's end."""
    for match in re.finditer(r"[^,|;/()\[\]•·\n]+", text[at:]):
        start, end = at + match.start(), at + match.end()
        span = Span(start, end).stripped(text, " \t\u00a0-–—:.")
        words = re.sub(r"^(?:of|for|from|in|at|and)\s+(?:the\s+)?", "", span.of(text), flags=re.I)
        span = Span(span.end - len(words), span.end)
        publisher = directory.named(re.sub(r"\s+(?:staff(?: writers?| reporters?)?|writers?|reporters?|correspondents?|special correspondents?)$", "", words, flags=re.I))
        if publisher:
            return Named(publisher.name, span), publisher
        if len(words.split()) <= 6 and words[:1].isupper() and _PAPER.search(words) and not _ROLE.search(words) and not re.search(r"\d", words):
            return Named(words, span), None
    return None


def _is_rest(rest: str) -> bool:
    """Whether what follows names and house can stand in a byline: roles, dates, places, addresses; no sentence."""
    rest = re.sub(r"\S+@\S+|https?://\S+|@\w+", "", rest)
    return len(rest.split()) <= 14 and not re.search(r"\b(?:was|were|is|are|said|says|has|have|had|who|which|after|when|police)\b", rest)


def _house_alone(text: str, directory: Directory) -> Byline | None:
    """A line that only names who wrote: an agency or outlet, "Staff report", "From wire reports", "CNN and Wires"."""
    if len(text.split()) > 8 or text.endswith(("?", "!")):
        return None
    words = re.sub(r"^\W*(?:(?:source|via|from|courtesy(?: of)?)\b:?\s*)?(?:the staff of\s+)?", "", text, flags=re.I)
    start = len(text) - len(words)
    core = re.sub(
        r"(?:\s+(?:staff|wire|news))*(?:\s*(?:,|and|&|\+|/|-)?\s*(?:wires?|wire services?|staff|wire reports?|staff reports?|reports?|agencies|news services?|staff writers?"
        r"|staff reporters?))?\W*$",
        "", words, flags=re.I,
    )
    if directory.named(words.rstrip(" .:")):
        core = words.rstrip(" .:")
    publisher = directory.named(core) if core else None
    if publisher and (not publisher.word or core.upper() == core or core.lower().startswith("the ")):
        return Byline((), Named(publisher.name, Span(start, start + len(core))), publisher)
    if re.fullmatch(
        r"[\w.-]+\.(?:com|org|net) and wires?|(?:staff|wire|agency|combined wire|news service|news wire|ap wire|combined|online) (?:and \w+ )?(?:reports?|services?)"
        r"|(?:\w+ ){1,4}(?:staff|staff reports?|online reporter|reporter)", words, re.I) and text[:1].isupper():
        return Byline((), None, None)
    return None


def is_paper(words: str) -> bool:
    """Whether capitalised words have a word that newspapers and stations are named with: "Marl Bay Courier"."""
    return all(w[:1].isupper() or w in ("of", "the", "and", "&") for w in words.split()) and bool(_PAPER.search(words))


def cased(name: str) -> str:
    """A name set in capitals as one is written: "JULIE McROY" stays, "JULIE ROY-SMITH" becomes "Julie Roy-Smith"."""
    return " ".join(_word_cased(w) for w in re.sub(r"\s+", " ", name).split(" "))


def _word_cased(word: str) -> str:
    if re.fullmatch(r"Mc[A-Z]{3,}", word):
        return "Mc" + word[2] + word[3:].lower()
    if not word.isupper() or len(word) < 3 or "." in word or word in ("III",):
        return word
    made = "-".join(p[:1] + p[1:].lower() for p in word.split("-"))
    return re.sub(r"^(Mc|O['’])([a-z])", lambda m: m[1] + m[2].upper(), made)
