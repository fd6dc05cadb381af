"""Words that may name an outlet: names of the directory, names that grammar gives away, short forms, and words that point back.

Nothing here is a credit yet: "Fox News" is named in news about Fox News as well. `credits` looks at what stands around.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.outlets import Directory, Publisher, directory, name_key
from corroborate.text.spans import Span

Kind = Literal["known", "ambiguous", "grammar", "short", "programme", "unnamed", "anaphor"]

_TOKEN = re.compile(r"[^\W_]+(?:[.&'’/-][^\W_]+)*\.?|[&+]")
_CALL_SIGN = r"[KW][A-Z]{2,3}"
_STATION = re.compile(
    rf"\b(?:{_CALL_SIGN}(?:-(?:TV|FM|AM|DT))?(?:(?: |-)?(?:Channel |News |FOX |Fox |NBC |CBS |ABC |AM )?\d{{1,4}}(?:\.\d)?)?(?: (?:News|Radio|TV))?"
    rf"|(?!19\d\d|20\d\d)\d{{3,4}} {_CALL_SIGN}"
    r"|(?:CBS|NBC|ABC|FOX|Fox|CW|PIX|Channel|NewsChannel|NewsCenter|News|Local|Action News|Eyewitness News|NewsRadio) ?\d{1,4}"
    r"(?: ?(?:News|NOW|Now|Action News|Eyewitness News|Investigates))?"
    r"|\d{1,2} ?(?:News ?Now|NewsChannel|News|Action News|On Your Side|Investigates|Eyewitness News))(?![\w-])"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_ADDRESS = re.compile(r"\b(?:www\.)?([A-Za-z0-9-]{3,30}\.(?:com|org|net|co\.uk))\b")


@dataclass(frozen=True, slots=True)
class OutletMention:
    """Words that may name an outlet."""

    span: Span  #: without article and possessive: "Post" of "the Post's"
    name: str  #: canonical where the directory knows it, else as written
    kind: Kind
    publisher: Publisher | None = None


class OutletNames:
    """The names to look for, by their first word."""

    def __init__(self, known: Directory, data: dict[str, Any]) -> None:
        self.directory = known
        self._known: dict[str, list[tuple[tuple[str, ...], Publisher]]] = defaultdict(list)
        for publisher in known.publishers:
            for form in publisher.forms:
                parts = _parts(form)
                if parts[:1] == ("the",) and len(parts) > 1:
                    parts = parts[1:]
                if parts and known.named(form):
                    self._known[parts[0]].append((parts, publisher))
        for rows in self._known.values():
            rows.sort(key=lambda row: -len(row[0]))
        shows: list[dict[str, Any]] = data["programmes"]
        self.aired = {row["name"]: (str(row["of"]), bool(row.get("show"))) for row in shows}
        self.programme = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(self.aired, key=len, reverse=True)))})(?!\w)")
        nouns = sorted(map(re.escape, data["name_nouns"]), key=len, reverse=True)
        heads = "|".join(map(re.escape, [*data["not_name_heads"], *data["openers"]]))
        capital = r"(?:(?:[A-Z]\.)+|[A-Z][\w&’'-]{0,30})"
        self.grammar = re.compile(rf"\b(?!(?:{heads})\b)(?!The\b|A\b|An\b){capital}(?: (?:of|in|on)? ?{capital}){{0,3}}? (?:{'|'.join(nouns)})\b(?! {capital}\w)")
        kind = rf"(?:{'|'.join(map(re.escape, sorted(data['kinds_of_outlet'], key=len, reverse=True)))})"
        name = rf"{capital}(?:[ -](?:of |the |de |la )?{capital}){{0,3}}"
        self.told_kind = re.compile(
            rf"\b{kind} (?!The\b)({name})(?![\w-])|\b(?!(?:{heads})\b)(?!The\b|A\b|An\b)({name}) (?:magazine|newspaper|news agency|news website|tabloid)\b(?! [A-Z])"
            rf"|\b[Tt]he ({name}), (?:a|an|the) (?:[\w-]+ ){{0,3}}?{kind}\b"
        )
        self.not_outlets = frozenset(data["not_outlets"])
        self.not_names = frozenset(data["not_names"])
        self.nouns = frozenset(w for n in data["name_nouns"] for w in n.split())
        self.openers = frozenset(data["openers"])
        self.unnamed = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(data['unnamed'], key=len, reverse=True)))})\b", re.IGNORECASE)
        kinds: dict[str, list[str]] = data["anaphors"]
        self.kind_of = {noun: kind for kind, nouns_ in kinds.items() for noun in nouns_}
        self.anaphor = re.compile(rf"\b[Tt]he ({'|'.join(map(re.escape, sorted(self.kind_of, key=len, reverse=True)))})\b(?! [A-Z0-9])")

    def known(self, text: str) -> list[OutletMention]:
        """Names of the directory, the longest at each place."""
        tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
        forms = [_form(text[a:b]) for a, b in tokens]
        out: list[OutletMention] = []
        at = 0
        while at < len(tokens):
            hit = self._at(text, tokens, forms, at)
            if hit:
                out.append(hit[0])
            at += hit[1] if hit else 1
        return out

    def _at(self, text: str, tokens: Sequence[tuple[int, int]], forms: Sequence[str], at: int) -> tuple[OutletMention, int] | None:
        start = tokens[at][0]
        if not (text[start].isupper() or text[start].isdigit()):
            return None
        for parts, publisher in self._known.get(forms[at], ()):
            size = len(parts)
            if tuple(forms[at : at + size]) == parts and at + size <= len(tokens):
                span = _trimmed(text, Span(start, tokens[at + size - 1][1]), parts[-1])
                if not _together(text, tokens[at : at + size]) or not _looks_named(text[span.start : span.end], publisher):
                    continue
                kind = _kind(text, span, publisher, self.openers)
                return (OutletMention(span, shown_name(text[span.start : span.end], publisher), kind, publisher), size) if kind else None
        return None

    def programmes(self, text: str) -> list[OutletMention]:
        """Programmes by name; one whose name is a common word only in quotation marks."""
        out = []
        for match in self.programme.finditer(text):
            of, show = self.aired[match.group()]
            marked = text[max(0, match.start() - 1) : match.start()] in ("“", '"', "‘", "'") and re.match(r",?[”\"’']", text[match.end() : match.end() + 2])
            if marked or not show:
                out.append(OutletMention(Span(*match.span()), of, "programme", self.directory.named(of)))
        return out


def find_outlets(text: str, config: Config, own: str | None = None) -> list[OutletMention]:
    """All words of *text* that may name an outlet, in order, none overlapping another; what is better known wins.

    *own*: the name of the outlet itself, which "The Times" may mean before any is named in full.
    """
    names = outlet_names(config.data)
    known = names.known(text)
    found = [m for m in known if m.kind == "known"]
    found += [OutletMention(Span(*m.span()), shown_name(m.group(), p), "known", p) for m in _STATION.finditer(text) if (p := _station(m.group(), names.directory))]
    found += [OutletMention(Span(*m.span()), shown_name(m.group(), p), "known", p) for m in _ADDRESS.finditer(text) if (p := names.directory.at(m.group(1)))]
    found += [OutletMention(Span(*m.span()), m.group(), "grammar") for m in _STATION.finditer(text) if not _shouted(text, Span(*m.span()))]
    found += [OutletMention(Span(*m.span()), m.group(), "grammar") for m in names.grammar.finditer(text) if not any(m.group().endswith(n) for n in names.not_names)]
    called = [Span(*m.span(m.lastindex or 0)) for m in names.told_kind.finditer(text)]
    found += [OutletMention(span, span.of(text), "grammar") for span in called if span.of(text) not in names.not_outlets]
    found += names.programmes(text)
    found += [OutletMention(Span(*m.span()), m.group(), "unnamed") for m in names.unnamed.finditer(text)]
    found = _aired(text, _apart(found))
    me = [OutletMention(Span(0, 0), own, "known", names.directory.named(own))] if own else []
    found = _apart(found + short_forms(text, [*me, *found], names.nouns))
    found = _apart(found + [m for m in known if m.kind == "ambiguous"])
    return _apart(found + _anaphors(text, names, found))


def _station(form: str, known: Directory) -> Publisher | None:
    """The station of a call sign, with or without what follows it: "KXYZ-TV", "KXYZ 5 News"."""
    sign = re.match(rf"{_CALL_SIGN}(?![A-Z])", form)
    return known.named(form) or (known.named(sign.group()) if sign else None)


def _shouted(text: str, span: Span) -> bool:
    """Letters that look like a call sign among other words in capitals: "THE VICTIMS WERE TAKEN"."""
    around = (re.search(r"([A-Z]{2,})[^\w\n]{1,2}$", text[max(0, span.start - 20) : span.start]), re.match(r"[^\w\n]{1,2}([A-Z]{2,})\b", text[span.end : span.end + 20]))
    return span.of(text).isalpha() and any(m and m.group(1) not in ("TV", "FM", "AM", "FOX", "NBC", "CBS", "ABC", "CNN") for m in around)


def _aired(text: str, found: Sequence[OutletMention]) -> list[OutletMention]:
    """Without the programme in "NBC's Meet the Press": the network there is the one that is credited."""
    out: list[OutletMention] = []
    for mention in found:
        if not (mention.kind == "programme" and out and len(text[out[-1].span.end : mention.span.start]) <= 5 and out[-1].publisher):
            out.append(mention)
    return out


def short_forms(text: str, full: Sequence[OutletMention], nouns: frozenset[str]) -> list[OutletMention]:
    """ "the Post" and "The Times" after "The Washington Post" and "the Los Angeles Times"; the name used last is meant."""
    last_words: dict[str, list[OutletMention]] = defaultdict(list)
    for mention in full:
        words = mention.name.split()
        printed = mention.publisher is not None and mention.publisher.kind in ("newspaper", "magazine")
        if mention.kind in ("known", "grammar") and len(words) > 1 and words[-1][0].isupper() and (printed or words[-1] in nouns) and words[-1] != "News":
            last_words[words[-1]].append(mention)
    out = []
    for word, mentions in sorted(last_words.items()):
        places = [m.span.start for m in mentions]
        for match in re.finditer(rf"\b(?:[Tt]he {re.escape(word)}|{re.escape(word)}(?= (?:staff writer|reporter|story|report)))(?![\w-])(?! [A-Z])", text):
            meant = mentions[max(0, bisect_right(places, match.start()) - 1)]
            start = match.end() - len(word)
            out.append(OutletMention(Span(start, match.end()), meant.name, "short", meant.publisher))
    return out


def _anaphors(text: str, names: OutletNames, found: Sequence[OutletMention]) -> list[OutletMention]:
    """ "the newspaper": the outlet named last before."""
    named = [m for m in found if m.kind in ("known", "grammar", "short")]
    starts = [m.span.start for m in named]
    out = []
    for match in names.anaphor.finditer(text):
        before = bisect_left(starts, match.start())
        if before and _of_kind(named[before - 1], names.kind_of[match.group(1)]):
            out.append(OutletMention(Span(*match.span()), named[before - 1].name, "anaphor", named[before - 1].publisher))
    return out


def _of_kind(mention: OutletMention, kind: str) -> bool:
    """Whether "the station" may point at it; an unknown outlet may be of any kind but an agency."""
    if kind == "any" or mention.publisher is None:
        return kind != "agency" or "Agency" in mention.name
    groups = {"agency": ("agency",), "broadcaster": ("broadcaster", "station", "online"), "newspaper": ("newspaper", "magazine", "online")}
    return mention.publisher.kind in groups[kind]


def shown_name(form: str, publisher: Publisher) -> str:
    """The canonical name, unless the words name an edition or a channel of it: "the Acme Valley Gazette" of "The Gazette", "NBC10" of "WCAU"."""
    known = set(_parts(publisher.name))
    plain = re.sub(r"\.(?:com|org|net)$", "", form)
    extra = [p for p in _parts(plain) if p not in known and len(p) > 3]
    if publisher.kind == "broadcaster" and publisher.name.startswith(f"{plain} ") and plain.isupper():
        return plain
    if publisher.kind == "station":
        return publisher.name if publisher.name.lower() in plain.lower() or "." in form else plain
    return plain if extra and len(_parts(plain)) > 1 and publisher.kind == "newspaper" and known & set(_parts(plain)) else publisher.name


@lru_cache(maxsize=4)
def outlet_names(over: Path | None) -> OutletNames:
    """The names to look for, with a user's own laid over."""
    return OutletNames(directory(over), table("credits", over))


@lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    return name_key(_POSSESSIVE.sub("", word))


def _parts(name: str) -> tuple[str, ...]:
    return tuple(f for m in _TOKEN.finditer(name) if (f := _form(m.group())))


def _trimmed(text: str, span: Span, last: str) -> Span:
    """Without a possessive, and without a stop that ends the sentence ("U.S." keeps its own)."""
    end = span.start + len(_POSSESSIVE.sub("", span.of(text)))
    return Span(span.start, end - 1 if text[end - 1] == "." and "." not in last else end)


def _together(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Nothing but one space or hyphen between the words of a name."""
    return all(text[a[1] : b[0]] in (" ", "\u00a0", "-", " - ") for a, b in itertools.pairwise(tokens))


def _looks_named(form: str, publisher: Publisher) -> bool:
    """Letter case as in a name: codes as they are written, every long word of a longer name with a capital."""
    words = form.split()
    if len(words) == 1 and len(form) <= 5:
        return any(form in (f, f.replace(".", ""), f.removeprefix("The ")) for f in publisher.forms)
    return all(w[0].isupper() or w[0].isdigit() or len(w) <= 3 for w in words)


def _kind(text: str, span: Span, publisher: Publisher, openers: frozenset[str]) -> Kind | None:
    """A common word or short code is only perhaps a name, and none beside other capitals ("the Islamic State", "Republican National Committee")."""
    form = span.of(text)
    before = re.search(r"([A-Z][\w’'-]+|[A-Z]\.) $", text[max(0, span.start - 25) : span.start])
    if before and " " not in form and not form.isupper() and before.group(1) not in openers and form[-4:] != ".com":
        return None
    if (not publisher.word and (len(form) > 2 or form == "AP")) or " " in form:
        return "known"
    crowded = re.search(r"[A-Z][\w.’'-]*[ -]$", text[max(0, span.start - 25) : span.start].replace("The ", "the "))
    alone = not crowded and not re.match(r"[ -][A-Z]\w", text[span.end : span.end + 3])
    articled = not publisher.name.startswith("The ") or text[max(0, span.start - 4) : span.start].lower() == "the "
    return "ambiguous" if alone and articled else None


def _apart(mentions: Sequence[OutletMention]) -> list[OutletMention]:
    """In text order, without overlaps: earlier in the list wins, except that a longer one around it wins over a known shorter one."""
    kept: list[OutletMention] = []
    starts: list[int] = []
    for mention in mentions:
        first = max(0, bisect_right(starts, mention.span.start) - 1)
        last = bisect_left(starts, mention.span.end)
        over = [k for k in range(first, last) if kept[k].span.overlaps(mention.span)]
        if all(mention.span.covers(kept[k].span) and len(mention.span) > len(kept[k].span) and mention.kind in ("known", "grammar") for k in over):
            at = over[0] if over else bisect_left(starts, mention.span.start)
            kept[at : at + len(over)] = [mention]
            starts[at : at + len(over)] = [mention.span.start]
    return kept
