"""Credits: an article naming where it has something from.

Who may be meant is found first (`outlet_mentions`); here what stands before and after decides. A press body that is only talked about
("the network fired its host") is no credit. Sign-offs, datelines, copyright and source lines credit the whole article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from corroborate.annotate.outlet_mentions import OutletMention, find_outlets, outlet_names
from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.language import Sentence
from corroborate.outlets import Directory
from corroborate.text.spans import Span
from corroborate.types import Article, Credit, CreditRole, Quotation

LEFT, RIGHT = 110, 130  #: characters of context that are looked at
HEAD = 600  #: a dateline or byline stands within so many characters of the first line that holds a name
SHORT_LINE = 90  #: a line of names only is at most so long

_SIGN_OFF = re.compile(r"\(?\b(?:Additional )?[Rr]eporting by [^\n()]{3,200}?;? ?(?:[Ww]riting by [^\n()]{3,100}?;? ?)?[Ee]diting by [^\n()]{3,120}\)?")
_DATELINE = re.compile(r"(?:^|\n)[ \t]*(?:[A-Z][\w.,’' /-]{1,60} )?\((?:[^()\n]{0,30}/ ?)?$")
_DATELINE_AFTER = re.compile(r"(?:/[^()\n]{1,40})?\) ?(?:[-–—]|$|\n)?")
_PHOTO_BEFORE = re.compile(r"(?:\((?:[^()\n]{0,60}[/|] ?)?|\((?:Source|Photo|Image|Credit|Courtesy|Video)[^()\n]{0,30})(?:[Tt]he )?$", re.IGNORECASE)
_PHOTO_SLASH = re.compile(r"[A-Z][\w.’'-]+ ?[/|] ?(?:[Tt]he )?$")
_LINE_ENDS = re.compile(r"[ \t.)]*(?:\n|$)")
_SOURCE_LINE = re.compile(r"^[ \t(\[]*Source:? ?(?:[Tt]he )?$")
_PHOTO_AFTER = re.compile(r"^ ?(?:(?:File )?Photos?\b|Images?\b|via (?:AP|Getty)|/ ?(?:AP|Getty|Reuters|EPA|AFP)|file\b|staff photo)", re.IGNORECASE)
_CONTRIBUTED_AFTER = re.compile(r"^[^.\n]{0,120}\b(?:contributed\b|(?:reports?|reporting|material|dispatch(?:es)?) (?:is|are|was|were) (?:included|used)\b)")
_CONTRIBUTED_BEFORE = re.compile(r"\b[Ii]nclud(?:es|ing) (?:reporting|reports?|material|information) (?:by|from) (?:[Tt]he )?$")
_BYLINE = re.compile(r"(?:^|\n)[ \t\[(]*(?:[Bb]y|BY|[Ff]rom|FROM|Posted by|Source:?|Via)\b[^\n]{0,160}$")
_GLUED = re.compile(r"(?:^|\n)[ \t]*(?:By|BY) [^\n]{3,80}?[A-Za-z.]((?:The )?(?:Associated Press|Reuters|Agence France-Presse|Bloomberg News|Bay City News))\b")
_WIRES = re.compile(r"(?:^|\n)[^\n]{0,60}\b((?:[Nn]ews )?(?:[Ww]ires?|[Ww]ire [Ss]ervices|[Ww]ire [Rr]eports))[ \t]*(?=\n|$)")
_AFFILIATE = re.compile(r"^(?:['’]s)? (?:[A-Z][\w.'’-]{1,20} ){0,3}(?:affiliate|sister station|sister paper|partner|news partner)s?,? (?:the )?(?=[A-Z\d])")
_WHOSE_AFFILIATE = re.compile(r"(?:\b[A-Z][\w.'’-]{1,20} ){1,4}(?:affiliate|sister station|news partner) $")
_ROW = re.compile(r"(?:,|,? (?:and|or|&)) (?:the |The |broadcaster |newspaper |agency )?")
#: What many stations call their newscast: on a station's page it is its own.
_NEWSCAST = re.compile(
    r"(?:(?:ABC|CBS|NBC|FOX|Channel|News|Local) ?\d{1,2} )?(?:Eyewitness|Action|First Alert|Live|Team) News(?: \d{1,2})?|News(?:Channel| Channel| ?Center)? ?\d{1,2}"
    r"|(?:Channel|Local) \d{1,2}(?: News)?"
)
_OWN_PARENTHESIS = re.compile(r"(?:^|\n)[ \t]*(?:[A-Z]{2}[A-Z.,’' -]{1,40}(?:, ?[A-Z][\w.]{1,12})?,?) ?\(([A-Z][\w .&-]{2,25})\) ?[-–—]")


@dataclass(frozen=True, slots=True)
class _Cues:
    """What stands before or after a name, as expressions that end or begin there."""

    before: tuple[tuple[CreditRole, re.Pattern[str]], ...]
    subject: re.Pattern[str]
    noun: re.Pattern[str]


def find_credits(article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation], config: Config) -> tuple[Credit, ...]:
    """The credits of the whole text of *article*, dropped parts included, in text order. A credit without scope covers the whole article."""
    article = replace(article, text=article.text.replace("\u00a0", " "))  # as long as before
    mentions = find_outlets(article.text, config, article.outlet.name if article.outlet else None)
    cues = _cues(config.data)
    credits_: list[Credit] = []
    before: tuple[OutletMention, CreditRole] | None = None
    for mention in mentions:
        role = None if _inside_quotation(mention, quotations, article) else _role(article, mention, cues, config) or _listed(article.text, before, mention)
        before = (mention, role) if role else None
        if role:
            credits_.append(Credit(mention.span, mention.name, role, _scope(article, mention.span, role, sentences)))
    credits_ = _sharing_verb(article, mentions, credits_, sentences)
    credits_ += _sign_offs(article.text, outlet_names(config.data).directory) + _told_by_head(article, credits_, config)
    return tuple(_own(article, c, config) for c in _once(credits_))


# ------------------------------------------------------------------------------------------------------------------ roles


def _role(article: Article, mention: OutletMention, cues: _Cues, config: Config) -> CreditRole | None:
    text, span = article.text, mention.span
    left, right = text[max(0, span.start - LEFT) : span.start], text[span.end : span.end + RIGHT]
    if _AFFILIATE.match(right):
        return None  # "CNN affiliate KXYZ": the station is meant
    if mention.kind == "ambiguous" and _foreign(article, mention, config):
        return None
    if mention.kind in ("known", "grammar", "ambiguous") and (found := _standing(article, mention, left, right)):
        return found
    if _in(article, span, "caption"):
        return "photo"
    line = _WHOSE_AFFILIATE.sub("", left.rsplit("\n", 1)[-1].rstrip("“\"‘'"))
    if (_CONTRIBUTED_AFTER.match(right) or _CONTRIBUTED_BEFORE.search(line)) and mention.kind != "anaphor":
        return "contributed"
    for role, pattern in cues.before:
        if pattern.search(line) and not (role == "origin" and mention.kind in ("anaphor", "unnamed")):
            return role
    if mention.kind == "programme" or (mention.kind == "ambiguous" and not left.endswith("The ")):
        return None
    return "according-to" if cues.subject.match(right) or cues.noun.match(right) else None


def _foreign(article: Article, mention: OutletMention, config: Config) -> bool:
    """Whether a name that is a common word would mean another country's outlet: "Metro" on a page of Nevada is its police. "The Metro" may be meant."""
    known = outlet_names(config.data).directory
    me = known.named(article.outlet.name) if article.outlet else None
    them = mention.publisher
    return me is not None and them is not None and them.country not in (None, me.country) and not article.text[: mention.span.start].lower().endswith("the ")


def _standing(article: Article, mention: OutletMention, left: str, right: str) -> CreditRole | None:
    """Roles told by the place on the page: photo lines, datelines, bylines, lines of names."""
    line = left.rsplit("\n", 1)[-1]
    agency = mention.publisher is not None and mention.publisher.kind == "agency"
    early = mention.span.start < HEAD + (article.body[0].start if article.body else 0)
    if _DATELINE.search(left) and _DATELINE_AFTER.match(right) and early and "photo" not in line.lower():
        return "own" if mention.publisher and mention.publisher.kind not in ("agency", "broadcaster") else "origin"
    if _SOURCE_LINE.match(line) and (mention.span.start > 0.7 * len(article.text) or re.match(r"[^\n]{0,30}(?:©|[Rr]ights)", right)):
        return "origin"
    slashed = _PHOTO_SLASH.search(line) and _LINE_ENDS.match(right) and not re.search(r"[Cc]opyright|©", line)
    if _PHOTO_AFTER.match(right) or slashed or (_PHOTO_BEFORE.search(line) and not line.lower().startswith("(source: by")):
        return "photo"
    if _BYLINE.search(left) and re.match(r"[^.\n]{0,25}[\])]?[ \t]*(?:\n|$)", right) and (agency or early or "ource" in line):
        return "origin"
    whole = f"{line}{article.text[mention.span.start : mention.span.end]}{right.split(chr(10), 1)[0]}".strip(" \t[]()—–-*|")
    return "origin" if _names_only(article.text, mention, whole, agency, early) else None


def _names_only(text: str, mention: OutletMention, line: str, agency: bool, early: bool) -> bool:
    """A line that is nothing but names: "The Associated Press", "KXYZ.com and Wires", "[The Fairview Gazette]"."""
    if len(line) > SHORT_LINE:
        return False
    rest = line.replace(text[mention.span.start : mention.span.end], "", 1).strip(" .,|/—–-").lower().removesuffix("'s")
    wires = bool(re.fullmatch(r"(?:the )?(?:and|&|with)? ?(?:the )?(?:wires?|wire (?:services|reports)|staff(?: reports?)?|news services?|staff and wires?)", rest))
    bracketed = text[max(0, mention.span.start - 5) : mention.span.start].rstrip()[-1:] == "[" and text[mention.span.end : mention.span.end + 3].lstrip()[:1] == "]"
    return wires or bracketed or (agency and rest in ("", "the", "by", "by the", "from", "from the", "copyright"))


def _in(article: Article, span: Span, reason: str) -> bool:
    return any(reason in d.reason and d.span.covers(span) for d in article.dropped)


def _listed(text: str, before: tuple[OutletMention, CreditRole] | None, mention: OutletMention) -> CreditRole | None:
    """ "told CNN and the Fairview Gazette": the second shares the role of the first; so does a station after its network ("CNN affiliate KXYZ")."""
    if before is None:
        return None
    between = text[before[0].span.end : mention.span.start]
    if re.fullmatch(r",? (?:and|or|&|/|©) (?:the |The )?|[,/] ?(?:the |The )?", between) and mention.kind not in ("ambiguous", "anaphor"):
        return before[1]
    return None


def _sharing_verb(article: Article, mentions: Sequence[OutletMention], found: Sequence[Credit], sentences: Sequence[Sentence]) -> list[Credit]:
    """ "the Lowland Ledger, CNN and WQZX all reported": what is credited to the last, whose verb it is, is credited to those before it in the row as well."""
    credited = {c.span: c for c in found}
    out = list(found)
    for mention, following in zip(reversed(mentions[:-1]), reversed(mentions[1:]), strict=True):
        credit = credited.get(following.span)
        if credit and credit.role == "according-to" and mention.span not in credited and mention.kind in ("known", "grammar", "short") \
                and _ROW.fullmatch(article.text, mention.span.end, following.span.start):
            credited[mention.span] = Credit(mention.span, mention.name, "according-to", _scope(article, mention.span, "according-to", sentences))
            out.append(credited[mention.span])
    return out


def _inside_quotation(mention: OutletMention, quotations: Sequence[Quotation], article: Article) -> bool:
    """Named in somebody's quoted words, which are not the article's; a title in marks is short."""
    return any(s.covers(mention.span) and len(s) > 60 for q in quotations for s in q.quoted)


# ------------------------------------------------------------------------------------------------------------------ lines


def _sign_offs(text: str, known: Directory) -> list[Credit]:
    """ "(Reporting by A; Editing by B)" is how Reuters signs, without naming itself; an agency glued to the name before it; "KXYZ.com and Wires"."""
    out = [Credit(Span(*m.span()), "Reuters", "origin") for m in _SIGN_OFF.finditer(text)]
    out += [Credit(Span(*m.span(1)), known.canonical(m.group(1)), "origin") for m in _GLUED.finditer(text, 0, 4000)]
    wires = [m for m in _WIRES.finditer(text) if m.group().strip().count(" ") < 5]
    return out + [Credit(Span(*m.span(1)), m.group(1).lower(), "contributed" if m.group().strip().startswith("With") else "origin") for m in wires]


def _told_by_head(article: Article, found: Sequence[Credit], config: Config) -> list[Credit]:
    """The origin that cleaning read from byline, source line or dateline, where no credit stands on its words yet; and an outlet's own tag in a dateline."""
    out = []
    origin = article.origin
    if origin and origin.how != "own" and origin.span and not any(c.span.overlaps(origin.span) for c in found) and "told" not in origin.how:
        out.append(Credit(origin.span, origin.name, "origin"))
    own = _OWN_PARENTHESIS.search(article.text)
    if own and not any(c.span.overlaps(Span(*own.span(1))) for c in [*found, *out]) and not outlet_names(config.data).directory.named(own.group(1)):
        out.append(Credit(Span(*own.span(1)), own.group(1), "own"))
    return out


def _own(article: Article, credit: Credit, config: Config) -> Credit:
    """An outlet naming itself is no source beside itself. The writer's own agency stays: "told AFP" is how one knows the text is AFP's."""
    known = outlet_names(config.data).directory
    if credit.role != "photo" and _NEWSCAST.fullmatch(credit.name) and _station(article, known):
        return replace(credit, role="own")
    mine = [x.name for x in (article.outlet, article.origin) if x and (x is article.outlet or credit.role == "contributed")]
    same = any(_same(me, credit.name, known) or (credit.role == "origin" and _networked(me, credit.name, known)) for me in mine)
    return replace(credit, role="own") if same and credit.role != "photo" else credit


def _station(article: Article, known: Directory) -> bool:
    """Whether the page is a station's."""
    me = known.named(article.outlet.name) if article.outlet else None
    return (me is not None and me.kind in ("broadcaster", "station")) or (article.outlet is not None and re.match(r"[KW][A-Z]{2,3}\b", article.outlet.name) is not None)


def _same(outlet: str, named: str, known: Directory) -> bool:
    """One name, the end of it ("the Daily News" in the New York one), or one publisher."""
    me = known.named(outlet) or known.at(outlet)
    return _squeezed(outlet) == _squeezed(named) or (" " in named and outlet.endswith(f" {named}")) or (me is not None and me == known.named(named))


def _networked(outlet: str, named: str, known: Directory) -> bool:
    """A station and its network: "BOSTON (CBS) —" on a CBS station's page."""
    me, them = known.named(outlet) or known.at(outlet), known.named(named)
    return me is not None and them is not None and me.network is not None and them.name.upper().startswith(me.network.upper())


def _squeezed(name: str) -> str:
    """A name as its address would spell it: "KXYZ News" and "kxyz.com" alike."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^the |(?:\.com|\.org|\.net| news|[- ]?tv)$", "", name.lower()))


def _once(found: Sequence[Credit]) -> list[Credit]:
    """In text order, one credit for the same words."""
    out: list[Credit] = []
    for credit in sorted(found, key=lambda c: (c.span.start, -c.span.end)):
        if not out or not out[-1].span.overlaps(credit.span):
            out.append(credit)
    return out


def _scope(article: Article, span: Span, role: CreditRole, sentences: Sequence[Sentence]) -> Span | None:
    """The sentence; the whole article for an origin or a contribution and for what stands outside its sentences."""
    if role in ("origin", "contributed"):
        return None
    return next((s.span for s in sentences if s.span.covers(span)), None)


# ------------------------------------------------------------------------------------------------------------------- cues


@lru_cache(maxsize=4)
def _cues(over: Path | None) -> _Cues:
    data = table("credits", over)
    between = _any(data["between"]["words"])
    filler = rf"(?:(?:{between}|(?-i:[A-Z]{{2,5}})(?= (?:affiliate|sister|partner))|[A-Z][\w.’'-]*['’]s?|[\w-]+-based)[ ,]+){{0,6}}"
    roles: tuple[CreditRole, ...] = ("photo", "told", "origin", "according-to")
    before = tuple((role, re.compile(rf"(?:\b|^|(?<=\W))(?:{_any(data['before'][role])})[:,]? {{0,2}}{_years(role)}{filler}$", re.IGNORECASE)) for role in roles)
    adverbs, verbs = _any(data["after"]["adverbs"]), _any(data["after"]["verbs"])
    person = (
        r"(?:['’]s?(?-i:(?: [a-z]+){0,2}(?: [A-Z][\w.’'-]{0,30}){1,4})|['’]s? (?:sister )?(?:station|affiliate|partner)s?| (?:affiliate|partner|sister station)s?"
        r"| (?:reporter|correspondent|columnist|anchor|writer|journalist)s?(?-i:(?: [A-Z][\w.’'-]{0,30}){0,3}))?"
    )
    about_itself = r"(?! (?:in a statement|it was|it is|it will|it would|it had|its|he was fired))"
    aside = rf"(?:,? (?:citing|quoting)\b.*|(?:, [^,.\n]{{3,70}},)? ?,? ?(?:(?:{adverbs}),? ){{0,4}}(?:{verbs})\b{about_itself})"
    nouns = _any(data["after"]["nouns"])
    return _Cues(before, re.compile(person + aside, re.IGNORECASE), re.compile(rf"['’]?s? (?:[\w-]+ ){{0,2}}?(?:{nouns})\b"))


def _years(role: str) -> str:
    return r"(?:\(c\) |© ?|by |\d{4}\*?(?:[-–]\d{2,4})?,? ?){0,4}" if role == "origin" else ""


def _any(phrases: Sequence[str]) -> str:
    return "|".join(re.escape(p).replace("_", r"[\w-]+") for p in sorted(phrases, key=len, reverse=True))
