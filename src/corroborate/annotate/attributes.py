"""What is told of one person: age, wound, condition, hospital, charges; and the weapon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from corroborate.annotate.whom import NOBODY, People, Whom
from corroborate.language import Sentence, Token
from corroborate.text.numbers import ONES, TENS
from corroborate.text.spans import Span
from corroborate.types import Quantity

_NUMERAL = rf"\d{{1,3}}|(?:{'|'.join(TENS)})(?:-(?:{'|'.join(list(ONES)[1:10])}))?|{'|'.join(sorted(list(ONES)[1:], key=len, reverse=True))}"
_AGE = re.compile(rf"\b(?P<n>{_NUMERAL})[- ](?P<unit>year|month|week|day)s?[- ]old\b", re.IGNORECASE)
_DECADE = re.compile(r"\b(?:in (?:his|her|their) (?:early |mid-?|late )?)(?P<n>[1-9]0)['’]?s\b", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\s?[,(]\s?(?P<n>\d{1,3})(?=\s?[,.;)]|\sof\b|\sand\b|$)")
#: Kinds of street with their short forms, each as it is compared.
_STREETS = {
    "street": "Street", "st": "Street", "avenue": "Avenue", "ave": "Avenue", "road": "Road", "rd": "Road", "boulevard": "Boulevard", "blvd": "Boulevard", "drive": "Drive",
    "lane": "Lane", "ln": "Lane", "court": "Court", "highway": "Highway", "hwy": "Highway", "parkway": "Parkway", "pkwy": "Parkway", "terrace": "Terrace", "circle": "Circle",
}
_COURTS = (
    "Criminal", "Supreme", "District", "Superior", "City", "County", "High", "Appeals", "Federal", "Circuit", "Municipal", "Pleas", "Family", "Juvenile", "Magistrate", "Traffic",
    "Probate", "Crown", "Civil",
)
_STREET = re.compile(
    r"(?:(?P<number>\b\d{1,5})\s(?:block\sof\s)?)?(?<![\w.])(?P<name>(?:(?:North|South|East|West|[NSEW]\.)\s)?(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z'’]+)(?:\s[A-Z][a-z'’]+){0,2})\s"
    r"(?P<kind>Street|Avenue|Road|Boulevard|Drive|Lane|Court|Highway|Parkway|Terrace|Circle|St\.|Ave\b\.?|Rd\b\.?|Blvd\b\.?|Hwy\b\.?|Pkwy\b\.?|Ln\b\.?)(?!\w)(?!\s(?:Journal|Times|Press|of\s[A-Z]|House|Judge))"
)
_YEARS = {"year": 1.0, "month": 1 / 12, "week": 1 / 52, "day": 1 / 365}


def find_ages(text: str, sentence: Sentence, people: People) -> Iterator[Quantity]:
    """Ages with whose they are: "47-year-old Ann Lee", "Ann Lee, 47,", "a ten-week-old foal", "a man in his 20s"."""
    for match in _AGE.finditer(text, sentence.span.start, sentence.span.end):
        span, n = Span(match.start(), match.end()), _number(match["n"])
        yield _age(sentence, span, n, n, match["unit"].lower(), _described(sentence, span, people))
    for match in _DECADE.finditer(text, sentence.span.start, sentence.span.end):
        n = int(match["n"])
        yield _age(sentence, Span(match.start(), match.end()), n, n + 9, "year", _before(sentence, match.start(), people))
    for name in sentence.names:
        if name.type == "PER":
            yield from _named_age(text, sentence, name.start, name.end, people)


def _named_age(text: str, sentence: Sentence, start: int, end: int, people: People) -> Iterator[Quantity]:
    """ "Ann Lee, 47," and "Ann Lee (47)"; "Jr." and the like may stand between."""
    at = sentence.tokens[end - 1].span.end
    after = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?").match(text, at, sentence.span.end)
    match = _AFTER_NAME.match(text, after.end() if after else at, sentence.span.end)
    if match and 0 < int(match["n"]) < 115:
        n = int(match["n"])
        yield _age(sentence, Span(match.start("n"), match.end("n")), n, n, "year", people.at(sentence, sentence.tokens[start]))


def _age(sentence: Sentence, span: Span, low: float, high: float, unit: str, whom: Whom) -> Quantity:
    factor = _YEARS[unit]
    value = f"{low:g} {unit}{'s' if low != 1 else ''}" if low == high else f"{low:g} to {high:g} {unit}s"
    return Quantity(span, "age", low * factor, high * factor, value, "year", whom.about, whom.referent, sentence.span)


def _number(words: str) -> float:
    if words.isdigit():
        return float(words)
    return float(sum(TENS.get(w, ONES.get(w, 0)) for w in words.lower().split("-")))


def _described(sentence: Sentence, age: Span, people: People) -> Whom:
    """Whose the age is: the noun or name it stands before, else the subject ("she was 9 months old"), else the name just before."""
    inside = [t for t in sentence.tokens if age.overlaps(t.span)]
    if not inside:
        return NOBODY
    last = inside[-1]
    for token in sentence.tokens[last.i + 1 : last.i + 6]:
        if token.upos in ("PROPN", "NOUN") and not _modifies(sentence, token):
            whom = people.at(sentence, token)
            return whom if whom.person else Whom("", None, True)
        if token.upos not in ("ADJ", "NOUN", "PROPN", "DET", "PART", "PUNCT") or token.text in ",;":
            break
    mention = people.at(sentence, last)
    if mention.referent is not None:
        return mention
    subject = sentence.child(last, "nsubj") or next((s for a in sentence.ancestors(last) if (s := sentence.child(a, "nsubj")) is not None and a.upos in ("ADJ", "NOUN")), None)
    return people.at(sentence, subject) if subject is not None else Whom("", None, True)


def _modifies(sentence: Sentence, token: Token) -> bool:
    head = sentence.parent(token)
    return token.dep in ("compound", "nmod:poss") and head is not None and head.i > token.i


def _before(sentence: Sentence, at: int, people: People) -> Whom:
    """The nearest name or noun for a person to the left."""
    for token in reversed([t for t in sentence.tokens if t.span.end <= at]):
        if token.upos == "PROPN" or (token.upos == "NOUN" and token.lemma.lower() in people.nouns):
            return people.at(sentence, token)
    return NOBODY


def find_wounds(text: str, sentence: Sentence, people: People, table: Mapping[str, Any]) -> Iterator[Quantity]:
    """Where somebody was hit: "hit in the knee", "a wound to her right shoulder"."""
    body, wound = table["body"], table["wound"]
    for token in sentence.tokens:
        if token.upos != "NOUN" or token.lemma.lower() not in body:
            continue
        first = token if token.dep != "conj" else (sentence.parent(token) or token)
        head = sentence.parent(first)
        if head is None or not _placed(sentence, first) or not _wounds(sentence, head, wound):
            continue
        whom = _whose(sentence, head, first, people, wound)
        yield Quantity(_with_words_before(sentence, token), "wound", value=token.lemma.lower(), about=whom.about, referent=whom.referent, sentence=sentence.span)


def _placed(sentence: Sentence, part: Token) -> bool:
    case = sentence.child(part, "case")
    return case is not None and case.lemma.lower() in ("in", "to", "on", "through", "into", "across") and part.dep in ("obl", "nmod")


def _wounds(sentence: Sentence, head: Token, wound: Mapping[str, Sequence[str]]) -> bool:
    if head.upos in ("VERB", "ADJ"):
        return head.lemma.lower() in wound["verbs"] or any(c.lemma.lower() in wound["nouns"] for c in sentence.children(head, "obj"))
    return head.lemma.lower() in wound["nouns"] or (head.lemma.lower() == "shooting")


def _whose(sentence: Sentence, head: Token, part: Token, people: People, wound: Mapping[str, Sequence[str]]) -> Whom:
    """Whose wound it is: the owner of the part or the wound, who was hit, who had the wound, who was found with it."""
    owners = [o for thing in (part, head) if (o := sentence.child(thing, "nmod:poss")) is not None]
    named = next((people.at(sentence, o) for o in owners if o.upos != "PRON" and people.at(sentence, o).person), None)
    if named is not None:
        return named
    hit = people.at(sentence, _hit(sentence, head, wound))
    return hit if hit.person or not owners else people.at(sentence, owners[0])  # "the officer has a wound to his arm": the officer's


def _hit(sentence: Sentence, head: Token, wound: Mapping[str, Sequence[str]]) -> Token | None:
    if head.upos in ("VERB", "ADJ"):
        if any(c.lemma.lower() in wound["nouns"] for c in sentence.children(head, "obj")):
            return sentence.subject(head)  # "the girl had a wound to the leg"
        own = next((c for c in sentence.children(head, "obl", "iobj") if c.upos == "PRON" and c.lemma.lower().endswith("self") and sentence.child(c, "case") is None), None)
        hit = sentence.child(head, "nsubj:pass") or sentence.child(head, "obj") or own or _subject_above(sentence, head)
        return sentence.subject(head) or hit if hit is not None and hit.lemma.lower().endswith(("self", "selves")) else hit  # "shot himself"
    holder = sentence.parent(head)
    if holder is None:
        return None
    if head.dep == "nmod":
        return holder  # "a girl with a wound to the leg"
    return sentence.child(holder, "obj") if head.dep == "obl" and sentence.child(holder, "obj") is not None else sentence.subject(holder)


def _subject_above(sentence: Sentence, verb: Token) -> Token | None:
    """ "He was killed after being shot in the head": who was killed."""
    if sentence.child(verb, "aux:pass") is None and verb.dep not in ("acl", "conj", "xcomp"):
        return None
    head = sentence.parent(verb)
    return head if verb.dep == "acl" else next((s for a in sentence.ancestors(verb) if (s := sentence.subject(a)) is not None), None)


def _with_words_before(sentence: Sentence, token: Token) -> Span:
    """ "right shoulder", not "her right shoulder"."""
    start = token.i
    while start > 0 and sentence.tokens[start - 1].upos in ("ADJ", "NOUN") and sentence.tokens[start - 1].head == token.i:
        start -= 1
    return Span(sentence.tokens[start].span.start, token.span.end)


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b", re.IGNORECASE)


def find_conditions(text: str, sentence: Sentence, people: People, table: Mapping[str, Any]) -> Iterator[Quantity]:
    """How the hurt are: "in critical condition", "listed as stable"."""
    for match in _any_of(tuple(f"{w} condition" for w in table["condition"])).finditer(text, sentence.span.start, sentence.span.end):
        token = sentence.at(match.end() - 1)
        verb = next((t for t in (sentence.ancestors(token) if token else ()) if t.upos in ("VERB", "ADJ")), None)
        subject = sentence.child(token, "nsubj") if token is not None else None
        whom = people.at(sentence, subject or sentence.subject(verb if verb is not None else sentence.root))
        yield Quantity(Span(match.start(), match.end()), "condition", value=match.group().split()[0].lower(), about=whom.about, referent=whom.referent, sentence=sentence.span)


def find_hospitals(text: str, sentence: Sentence, table: Mapping[str, Any]) -> Iterator[Quantity]:
    """The hospital by name: capitalised words that end in "Hospital", "Medical Center", …"""
    endings = "|".join(re.escape(w.title()) for w in table["hospital"]["words"])
    pattern = re.compile(rf"\b(?:[A-Z][\w.'’-]+\s(?:(?:of|and|at|&)\s)?){{1,6}}(?:{endings})(?:\s(?:Center|Centre))?\b")
    for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
        start = match.start() + (4 if match.group().startswith("The ") else 0)
        yield Quantity(Span(start, match.end()), "hospital", value=text[start : match.end()], sentence=sentence.span)


def find_streets(text: str, sentence: Sentence) -> Iterator[Quantity]:
    """Streets and addresses: "240 Orchard Ave.", "the 500 block of Elm Street"; the value is the street alone."""
    for match in _STREET.finditer(text, sentence.span.start, sentence.span.end):
        start = match.start("number") if match["number"] else match.start("name")
        if match["kind"] == "Court" and match["name"].split()[-1] in _COURTS:
            continue
        yield Quantity(Span(start, match.end()), "street", value=f"{match['name']} {_STREETS[match['kind'].lower().rstrip('.')]}", about="", sentence=sentence.span)


def find_weapons(text: str, sentence: Sentence, table: Mapping[str, Any]) -> Iterator[Quantity]:
    """The weapon with its calibre or make: "a .38 caliber revolver", "16-gauge shotgun"."""
    weapons = table["weapon"]
    for match in _any_of(tuple(weapons)).finditer(text, sentence.span.start, sentence.span.end):
        token = sentence.at(match.end() - 1)
        if token is None or token.upos not in ("NOUN", "PROPN") or _modifies(sentence, token):
            continue
        start = _calibre(text, match.start(), sentence.span.start)
        yield Quantity(Span(start, match.end()), "weapon", value=weapons[match.group().lower()], about="", unit=_bore(text[start : match.end()]), sentence=sentence.span)


_CALIBRE = re.compile(
    r"(?:[A-Z][a-z]+ )?(?:\.?\d{1,3}(?:mm|[- ]?millimeter|[- ]?cal(?:iber|ibre|\.)?|[- ]gauge)?[- ])(?:[A-Z]?[a-z]+[- ]){0,3}$"
    r"|(?:semi-?automatic|AR-15[- ]style|AK-47[- ]style|sawed-off|assault|hunting|bolt-action|pump-action) $"
)


def _calibre(text: str, at: int, start: int) -> int:
    match = _CALIBRE.search(text, max(start, at - 40), at)
    return match.start() if match else at


def _bore(words: str) -> str:
    match = re.search(r"\.\d\d|\d{1,2}(?= ?-?(?:mm|gauge|millimeter|calib))", words)
    return match.group() if match else ""


_OFFICE = re.compile(r" (?:[A-Z]\w+ )?(?:Section|Unit|Squad|Division|Bureau|Team|Detail|Branch|Task|Department|Detectives?|Investigators?)\b")


def find_charges(text: str, sentence: Sentence, people: People, table: Mapping[str, Any]) -> Iterator[Quantity]:
    """Charges by name, where the sentence speaks of charging: "two counts of attempted second-degree murder"."""
    charge = table["charge"]
    context = next((t for t in sentence.tokens if t.text.lower() in charge["context"]), None)
    if context is None:
        return
    verb = context if context.upos == "VERB" else next((t for t in sentence.ancestors(context) if t.upos == "VERB"), None)
    whom = _accused(sentence, verb, people)
    before = "|".join(re.escape(b) for b in charge["before"])
    names = "|".join(sorted(map(re.escape, charge["names"]), key=len, reverse=True))
    pattern = re.compile(rf"\b(?:(?:{before})[ -]){{0,4}}(?:{names})(?:\sin\sthe\s(?:first|second|third|fourth)\sdegree)?\b", re.IGNORECASE)
    for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
        if match.group()[0].isupper() and _OFFICE.match(text, match.end(), sentence.span.end):
            continue  # "the Felony Assault Section"
        yield Quantity(Span(match.start(), match.end()), "charge", value=match.group().lower(), about=whom.about, referent=whom.referent, sentence=sentence.span)


def _accused(sentence: Sentence, verb: Token | None, people: People) -> Whom:
    """Who is charged: the object of an active "charged", else the subject."""
    if verb is None:
        return people.at(sentence, sentence.subject(sentence.root))
    target = sentence.child(verb, "obj") if verb.lemma.lower() in ("charge", "indict", "accuse", "book", "arrest") and sentence.child(verb, "nsubj:pass") is None else None
    return people.at(sentence, target or sentence.subject(verb))
