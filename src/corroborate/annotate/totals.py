"""Whether a number counts all of them: numbers of some are none, and those of several groups told together are added up."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from corroborate.language import Sentence, Token
from corroborate.text.numbers import ORDINALS, Number, described, find_numbers
from corroborate.text.spans import Span

OTHERS = ("remaining", "another", "additional", "other", "more")  #: words that set some apart from others counted before
#: What a sentence says that counts over many happenings.
_MANY = re.compile(
    r"\b(?:shootings|killings|slayings|murders|homicides|stabbings|incidents|attacks|crashes|accidents|robberies|(?:crime|killing) sprees?|sprees)\b"
    r"|\b(?:this|last|past|each|every|per) (?:year|month|week|weekend|summer|season|decade)\b|\bso far\b|\bin recent\b|\bacross the (?:city|country|state|nation|county)\b"
    r"|\bsince (?:early|late|mid|the (?:start|beginning)|\d{4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
    r"|\bsince (?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)


#: When one happening was, with it before: "a shooting that left two dead last summer".
_LONG_AGO = re.compile(r"\blast (?:year|month|week|weekend|summer|winter|spring|fall|autumn|season)\b", re.IGNORECASE)
_ONE_HAPPENING = re.compile(r"\b(?:an?|the) (?:[\w-]+ ){0,4}?(?:shooting|attack|rampage|stabbing|crash|ambush|shootout)\b(?! (?:spree|deaths?|victims?))", re.IGNORECASE)
LISTED = ("+", "•", "»", "►", "|")  #: signs before a headline among others
AFTER = 150  #: characters after a number of people taken to hospital within which others are told of


@dataclass(frozen=True, slots=True)
class Total:
    """A number of people, added up over those told together."""

    span: Span
    low: float | None
    high: float | None
    approximate: bool = False

    @property
    def value(self) -> str:
        return described(self.low, self.high, self.approximate)


def over_many(text: str, sentence: Sentence) -> bool:
    """Whether *sentence* counts over several happenings, "20 wounded in 12 separate incidents", or is one of a list of other stories."""
    if text[max(0, sentence.span.start - 4) : sentence.span.start].rstrip().endswith(LISTED) or text[sentence.span.start : sentence.span.end].startswith(LISTED):
        return True
    start, end = sentence.span.start, sentence.span.end
    one = _ONE_HAPPENING.search(text, start, end) is not None
    return any(not (one and _LONG_AGO.fullmatch(m.group())) for m in _MANY.finditer(text, start, end))


def total(text: str, sentence: Sentence, noun: Token, number: Number, table: Mapping[str, Any]) -> Total | None:
    """*number* with those counted beside it: "three men and a woman" are four. `None` where one of them is not counted, or another number stands first."""
    together = _together(sentence, noun, table)
    if len(together) == 1:
        return Total(number.span, number.low, number.high, number.approximate)
    counts = [number if t is noun else _counted(text, sentence, t, table) for t in together]
    numbered = [t for t, c in zip(together, counts, strict=True) if isinstance(c, Number)]
    if any(c is None for c in counts) or numbered[:1] != [noun]:
        return None
    return _sum(sentence, together, [c for c in counts if c is not None], number)


def _sum(sentence: Sentence, together: list[Token], counts: list[Number | int], number: Number) -> Total:
    numbers = [c for c in counts if isinstance(c, Number)]
    alone = float(sum(c for c in counts if isinstance(c, int)))
    low = None if any(c.low is None for c in numbers) else alone + sum(c.low or 0.0 for c in numbers)
    high = None if any(c.high is None for c in numbers) else alone + sum(c.high or 0.0 for c in numbers)
    start = min(number.span.start, _begin(sentence, together[0]))
    return Total(Span(start, max(t.span.end for t in together)), low, high, any(c.approximate for c in numbers))


def _begin(sentence: Sentence, noun: Token) -> int:
    return min([noun.span.start, *(c.span.start for c in sentence.children(noun, "nummod", "det", "nmod:poss", "amod") if c.i < noun.i)])


def _together(sentence: Sentence, noun: Token, table: Mapping[str, Any]) -> list[Token]:
    """Those told in one row with *noun*, itself among them; "one dead and three others hurt" is two rows."""
    head = sentence.parent(noun)
    first = head if noun.dep == "conj" and head is not None and head.upos in ("NOUN", "PROPN", "NUM", "PRON") else _beside(sentence, noun)
    row = [first, *(c for c in sentence.children(first, "conj") if c.upos in ("NOUN", "PROPN", "NUM", "PRON"))]
    row = [t for t in row if t.upos != "NUM" or t.i + 1 != noun.i]  # the number of *noun* itself
    row = row if noun in row else [*row, noun]
    tellers = {w for words in table["told"].values() for w in words}
    told = [any(t.lemma.lower() in tellers for t in sentence.tokens[a.i : b.i]) for a, b in pairwise(row)]
    place = row.index(noun) if noun in row else 0
    start = max([i + 1 for i, split in enumerate(told) if split and i < place], default=0)
    stop = min([i + 1 for i, split in enumerate(told) if split and i >= place], default=len(row))
    return row[start:stop] if noun in row else [noun]


def _beside(sentence: Sentence, noun: Token) -> Token:
    """Who stands before *noun* as in "three women and one man", whatever the tree says; else *noun* itself."""
    start = min([noun.i, *(c.i for c in sentence.children(noun, "nummod", "det") if c.i < noun.i)])
    before = sentence.tokens[start - 2] if start > 1 and sentence.tokens[start - 1].upos == "CCONJ" else None
    return before if before is not None and before.upos == "NOUN" and sentence.child(before, "nummod") is not None else noun


def _counted(text: str, sentence: Sentence, token: Token, table: Mapping[str, Any]) -> Number | int | None:
    """How many *token* names: its number, or one for a name and a single person; `None` where it is not told."""
    digits = sentence.child(token, "nummod") or (token if token.upos == "NUM" else None)
    if digits is not None:
        return next(iter(find_numbers(text, digits.span)), None)
    if token.upos == "PROPN":
        return 1 if any(n.type == "PER" and n.start <= token.i < n.end for n in sentence.names) else None
    if any(t.lemma.lower() in (*OTHERS, *ORDINALS) for t in sentence.children(token, "amod", "det")):
        return None
    human = any(token.lemma.lower() in table[key] for key in ("people", "suspects", "victims"))
    return 1 if human and "Number=Sing" in token.feats else None


def some_of(sentence: Sentence, noun: Token) -> bool:
    """ "two other people", "one of the three victims": numbers that leave some out, or say of how many others are."""
    case = sentence.child(noun, "case")
    return (noun.dep == "nmod" and case is not None and case.lemma.lower() == "of") or _others(sentence, noun)


def _others(sentence: Sentence, noun: Token) -> bool:
    return any(t.lemma.lower() in OTHERS for t in (noun, *sentence.children(noun, "amod", "det")))


def partial(text: str, sentence: Sentence, noun: Token, number: Number, kind: str, tellers: Collection[str]) -> bool:
    """Whether the number counts only some of them: "three of them", "one of two men", "two other people killed", "four died at the scene", "including two girls"."""
    inside = [t for t in sentence.tokens if number.core.overlaps(t.span)]
    following = sentence.tokens[inside[-1].i + 1] if inside and inside[-1].i + 1 < len(sentence.tokens) else None
    if following is not None and following.lemma.lower() == "of" and inside[-1].upos == "NUM":
        return True
    if kind == "hospitalized" and re.search(r"(?i)\b(?:another|others?|an? (?:second|third|fourth|fifth|sixth|seventh))\b", text[number.span.end : number.span.end + AFTER]):
        return True
    if _among(sentence, noun) or _elsewhere(sentence, noun, kind):
        return True
    if noun in inside and noun.lemma.lower() in ("one", "1"):
        dead = following is not None and following.lemma.lower() in tellers and (following.upos == "ADJ" or "VerbForm=Part" in following.feats)
        return sentence.paragraph >= 0 and not dead  # "one was shot", "where one died": some told of before
    if kind != "hospitalized" and any(t.lemma.lower() == "all" for t in sentence.tokens[max(0, noun.i - 2) : noun.i]):
        return True  # "all four had been shot": those told of before
    if noun in inside and sentence.paragraph >= 0 and noun.rel == "nsubj" and (sentence.parent(noun) or noun).lemma.lower() in ("suffer", "sustain", "receive"):
        return True
    return _referred_to(sentence, noun, tellers) or (_others(sentence, noun) and not beside_the_dead(sentence, noun, kind))


def _among(sentence: Sentence, noun: Token) -> bool:
    """ "seven injured, including two girls", "two girls are among the injured"."""
    head = sentence.parent(noun)
    near = [*sentence.children(noun, "case", "mark"), *(sentence.children(head, "case") if head is not None and noun.dep == "nsubj" else ())]
    return any(t.lemma.lower() in ("include", "including", "among") for t in (*near, *([head] if head is not None else [])))


def _elsewhere(sentence: Sentence, noun: Token, kind: str) -> bool:
    """ "two died at the scene", "two women were also shot": others may have died elsewhere, or been told of before."""
    head = sentence.parent(noun)
    beside = {t.lemma.lower() for t in sentence.children(head, "obl", "advmod")} if head is not None else set()
    return "also" in beside or (kind == "killed" and not beside.isdisjoint(("scene", "later", "hospital", "instantly")))


def _referred_to(sentence: Sentence, noun: Token, tellers: Collection[str]) -> bool:
    """ "The two men were hurt": some told of before; "the two people killed" are all."""
    definite = any(t.lemma.lower() in ("the", "these", "those") for t in sentence.children(noun, "det"))
    return definite and noun.dep == "nsubj" and not any(t.lemma.lower() in tellers for t in sentence.children(noun, "acl", "amod"))


def beside_the_dead(sentence: Sentence, noun: Token, kind: str) -> bool:
    """ "one dead and three others hurt": the others are all who were hurt."""
    return kind in ("injured", "hospitalized") and any(t.lemma.lower() in ("kill", "dead", "die", "death", "fatal", "fatally", "slay") for t in sentence.tokens[: noun.i])
