"""Copies and shared passages.

Two articles of one happening share words without copying: everybody quotes the statement, names the charges, prints the number to call.
So shared words count only by what they weigh: nothing inside quotation marks, in notices and in stock phrases, little in names and numbers, less where the police are
named as who said it.
What remains is somebody's own way of telling it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import lgamma
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.text.alignment import Shared, in_order, shared_passages
from corroborate.text.shingles import holds, sharing, shingles, templates, words
from corroborate.text.spans import Span, hull, merged
from corroborate.types import Article, Findings, Passage, Reuse

SHINGLE = 5  #: words; of passim's range (5 to 25) the lowest, as a rewritten sentence keeps only short runs
LEAST_SHARED = 2  #: candidates share this many shingles that weigh something and are not common
COMMON = 40  #: a shingle in more texts than this is a template
TEMPLATE_TEXTS, TEMPLATE_DAYS = 4, 90  #: a shingle in this many texts that were published over so many days is stock: nobody copies a report that long
FURNITURE = 16  #: so many stock words in a row are a menu or a motto and weigh nothing; fewer are a phrase of the trade
STOCK_WEIGHT = 0.3  #: of a word in such a phrase: one says nothing, a whole passage made of them in one order does
SAMPLED = 4  #: of an article's shingles, one in so many finds it in an archive: a shared passage of twenty words holds four
LEAST_WORDS = 6  #: equal words that make a passage
FREE = 4.0  #: weight that a passage may have by chance: "on the other side of the street"
OFFICIAL = 0.9  #: of a word in a sentence that says it has it from the police or other officials: perhaps their release words it
PER_SHARE = 20.0  #: what sharing the whole narration adds: one report in six sentences needs less than one sentence in sixty
OWN_DAYS, ANY_DAYS = 2, 90  #: a single passage in two articles further apart, of one outlet or of any, is furniture: a writer's note, a player's caption
IN_ORDER = 0.25  #: times ln(k!) for k passages that follow each other in both alike: by chance that is one in k!
ENOUGH = 10.0  #: weight beyond chance, over all passages, that tells reuse
COPY = 0.6  #: share of the shorter text that makes a copy
STEM = 5  #: letters that a word of the title and one of the text have in common
NAME_WEIGHT = 0.3  #: of a word that is a name or a number: both tell of one event

_TELLS_NEWS = ("said", "says", "told", "according", "reported", "pm", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today")
_TOLD = re.compile(r"\b(?:said|says?|according to|told|reported|stated|release|reports?|documents|records|affidavit|complaint)\b", re.IGNORECASE)
_OFFICIALS = re.compile(
    r"\b(?:police|sheriff|sheriff['’]s|deput(?:y|ies)|authorities|officials?|investigators?|officers?|detectives?|prosecutors?|spokes(?:man|woman|person)|chief|lt|sgt|capt"
    r"|department|release|documents|records|affidavit|complaint|coroner|examiner|troopers?|FBI)\b", re.IGNORECASE,
)
_BREAK = re.compile(r"[.!?][”\"’')]*\s|\n")
_TWEET = re.compile(r"^[^\n]*[—–-] ?[^\n(]{1,60}\(@\w+\)[^\n]*$", re.MULTILINE)
_CHARGED = re.compile(r"\b(?:charged with|charges? of|counts? of|convicted of|guilty (?:to|of)|suspicion of|indicted on|charges including|faces?)\b[^\n.;”\"]{1,300}")
_CHARGES_END = re.compile(r"\b(?:after|when|who|according|because|while|before|following|as|stemming|police|said|was|were|is|are)\b")
_QUOTED = re.compile(r"“[^“”\n]{1,1500}(?:”|$)|\"[^\"\n]{1,1500}(?:\"|$)|(?<!\w)‘[^‘’\n]{1,400}(?:’(?!\w)|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Text:
    """The body of one article as words, and what each weighs as evidence of copying."""

    forms: list[str]
    places: list[Span]
    weights: NDArray[np.float64]  #: [words], 0 to 1
    silent: NDArray[np.bool_]  #: [words]: quoted, in a notice or in a list of charges


@dataclass(frozen=True, slots=True)
class Shares:
    """What a collection shares, and what is needed to compare more articles with it one by one."""

    reuse: tuple[Reuse, ...]  #: by id
    stock: NDArray[np.uint64]  #: shingles that articles hold over months, ascending
    marks: tuple[NDArray[np.uint64], ...]  #: of each article, what it can be met by (`marks_of`)


def find_reuse(articles: Sequence[Article], findings: Sequence[Findings], config: Config) -> tuple[Reuse, ...]:
    """Pairs of *articles* that share text beyond quotations, notices and stock phrases, by id. *findings* run parallel and may be empty."""
    return shares_of(articles, findings, config).reuse


def shares_of(articles: Sequence[Article], findings: Sequence[Findings], config: Config) -> Shares:
    """The same, with what is needed to compare more articles with them."""
    formulas, news = _formulas(config.data), _news(config.data)
    texts = [_text(article, found, formulas) for article, found in zip(articles, findings, strict=True)]
    signatures = [shingles(t.forms, SHINGLE) for t in texts]
    marks = tuple(_marks(t, s) for t, s in zip(texts, signatures, strict=True))
    stock = _stock(articles, signatures)
    for text, signature in zip(texts, signatures, strict=True):
        _silence(text, holds(stock, signature))
    pairs = sharing([_weighty(t, s) for t, s in zip(texts, signatures, strict=True)], least=LEAST_SHARED, common=COMMON)
    found = (_compare(articles[i], articles[j], texts[i], texts[j], news) for i, j, _ in pairs)
    return Shares(tuple(sorted((r for r in found if r), key=lambda r: (r.a, r.b))), stock, marks)


def marks_of(article: Article, found: Findings, config: Config) -> NDArray[np.uint64]:
    """Some of the article's shingles, one in `SAMPLED`, by which it meets those that share text with it."""
    text = _text(article, found, _formulas(config.data))
    return _marks(text, shingles(text.forms, SHINGLE))


def stock_of(articles: Sequence[Article], findings: Sequence[Findings], config: Config) -> NDArray[np.uint64]:
    """Shingles that *articles* hold over months, ascending."""
    formulas = _formulas(config.data)
    return _stock(articles, [shingles(_text(a, f, formulas).forms, SHINGLE) for a, f in zip(articles, findings, strict=True)])


def reuse_with(
    one: tuple[Article, Findings], others: Sequence[tuple[Article, Findings]], stock: Callable[[NDArray[np.uint64]], NDArray[np.uint64]], config: Config
) -> tuple[Reuse, ...]:
    """What one article shares with each of *others*, by id. *stock*: of some shingles those that articles hold over months, ascending."""
    formulas, news = _formulas(config.data), _news(config.data)

    def weighed(article: Article, found: Findings) -> _Text:
        text = _text(article, found, formulas)
        signature = shingles(text.forms, SHINGLE)
        _silence(text, holds(stock(signature), signature))
        return text

    mine = weighed(*one)
    found = []
    for article, findings in others:
        (a, x), (b, y) = sorted([(one[0], mine), (article, weighed(article, findings))], key=lambda pair: pair[0].id)
        found.append(_compare(a, b, x, y, news))
    return tuple(sorted((r for r in found if r), key=lambda r: (r.a, r.b)))


def _news(over: Path | None) -> frozenset[str]:
    return frozenset([*table("stories", over)["beats"].split(), *_TELLS_NEWS])


def _weighty(text: _Text, signature: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return signature[_moving_sum(text.weights) >= SHINGLE * STOCK_WEIGHT]


def _marks(text: _Text, signature: NDArray[np.uint64]) -> NDArray[np.uint64]:
    weighty = _weighty(text, signature)
    return np.unique(weighty[weighty % np.uint64(SAMPLED) == 0])


def _stock(articles: Sequence[Article], signatures: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """Shingles that articles hold over months: menus, sign-up forms, a station's motto, phrases of the trade."""
    days = [_day(article.date) for article in articles]
    return templates([s for s, d in zip(signatures, days, strict=True) if d], [d for d in days if d], least=TEMPLATE_TEXTS, days=TEMPLATE_DAYS)


def _silence(text: _Text, stock: NDArray[np.bool_]) -> None:
    """Take the weight from words in *stock* shingles: all of it in long stretches, most of it in phrases."""
    for start, end in _stretches(stock):
        long = end - start >= FURNITURE
        text.weights[start:end] *= 0 if long else STOCK_WEIGHT
        text.silent[start:end] |= long


def _stretches(held: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Words in shingles that are *held*, [shingles], as half-open ranges; shingles that follow each other make one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], held, [False])).astype(np.int8)))
    return [(start, end + SHINGLE - 1) for start, end in edges.reshape(-1, 2).tolist()]


def _day(value: str | None) -> int:
    try:
        return date.fromisoformat((value or "")[:10]).toordinal()
    except ValueError:
        return 0


def _moving_sum(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.convolve(weights, np.ones(SHINGLE), "valid") if len(weights) >= SHINGLE else np.zeros(0)


# ---------------------------------------------------------------------------------------------------------- one article


def _text(article: Article, found: Findings, formulas: _Formulas) -> _Text:
    forms, places = words(article.text, merged(article.body))
    starts = np.array([p.start for p in places], np.int64)
    weights = np.ones(len(forms))
    for i, place in enumerate(places):
        first = article.text[place.start]
        if first.isupper() or first.isdigit():
            weights[i] = NAME_WEIGHT
    silent = np.zeros(len(forms), bool)
    for span in _quoted(article, found) + _notices(article.text, forms, places, formulas) + _charges(article) + [q.span for q in found.quantities if q.kind == "charge"]:
        silent[np.searchsorted(starts, span.start) : np.searchsorted(starts, span.end)] = True
    for span in _official(article):
        weights[np.searchsorted(starts, span.start) : np.searchsorted(starts, span.end)] *= OFFICIAL
    for start, end in formulas.within(forms):
        weights[start:end] = 0
    weights[silent] = 0
    return _Text(forms, places, weights, silent)


def _quoted(article: Article, found: Findings) -> list[Span]:
    """What stands between marks, told by the quotations found and by the marks themselves (a slogan is nobody's quotation and shared as well)."""
    marks = [Span(*m.span()) for body in article.body for m in _QUOTED.finditer(article.text, body.start, body.end)]
    tweets = [Span(*m.span()) for body in article.body for m in _TWEET.finditer(article.text, body.start, body.end)]
    return marks + tweets + [s for q in found.quotations for s in q.quoted]


def _official(article: Article) -> list[Span]:
    """The sentences that tell something as the police's or other officials'."""
    out = []
    for body in article.body:
        start = body.start
        for end in [*(m.end() for m in _BREAK.finditer(article.text, body.start, body.end)), body.end]:
            if _TOLD.search(article.text, start, end) and _OFFICIALS.search(article.text, start, end):
                out.append(Span(start, end))
            start = end
    return out


def _charges(article: Article) -> list[Span]:
    """What follows "charged with", up to where the telling goes on: the law words it, not the reporter."""
    out = []
    for body in article.body:
        for match in _CHARGED.finditer(article.text, body.start, body.end):
            end = _CHARGES_END.search(article.text, match.start() + 8, match.end())
            out.append(Span(match.start(), end.start() if end else match.end()))
    return out


def _notices(text: str, forms: Sequence[str], places: Sequence[Span], formulas: _Formulas) -> list[Span]:
    """The sentences around the phrases that make a notice."""
    out = []
    for start, end in formulas.notices(forms):
        begin = max((m.end() for m in _BREAK.finditer(text, max(0, places[start].start - 400), places[start].start)), default=max(0, places[start].start - 400))
        close = _BREAK.search(text, places[end - 1].end)
        out.append(Span(begin, close.start() if close else len(text)))
    return out


class _Formulas:
    """Stock phrases, looked up by their first two words."""

    def __init__(self, phrases: Sequence[str], notices: Sequence[str]) -> None:
        self._phrases = _by_opening(phrases)
        self._notices = _by_opening(notices)

    def within(self, forms: Sequence[str]) -> list[tuple[int, int]]:
        """Where phrases stand, as half-open word positions."""
        return _occurrences(self._phrases, forms)

    def notices(self, forms: Sequence[str]) -> list[tuple[int, int]]:
        return _occurrences(self._notices, forms)


def _by_opening(phrases: Sequence[str]) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    out: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(phrase.split())
        out.setdefault(parts[:2], []).append(parts)
    return out


def _occurrences(phrases: dict[tuple[str, ...], list[tuple[str, ...]]], forms: Sequence[str]) -> list[tuple[int, int]]:
    return [
        (i, i + len(parts))
        for i, opening in enumerate(itertools.pairwise(forms))
        for parts in phrases.get(opening, ())
        if i + len(parts) <= len(forms) and all(p in ("_", forms[i + k]) for k, p in enumerate(parts))
    ]


@lru_cache(maxsize=4)
def _formulas(over: Path | None) -> _Formulas:
    data = table("formulas", over)
    return _Formulas(data["phrases"], data["notices"])


# ------------------------------------------------------------------------------------------------------------ two articles


def _compare(a: Article, b: Article, x: _Text, y: _Text, news: frozenset[str]) -> Reuse | None:
    passages = shared_passages(x.forms, y.forms, least=LEAST_WORDS)
    told = [(p, weight) for p in passages if (weight := _weight(p, x, y)) > 0]
    narrated = sum(int((~(x.silent[r.a : r.a + r.size] | y.silent[r.b : r.b + r.size])).sum()) for p, _ in told for r in p.runs)
    share = narrated / max(1, min(int((~x.silent).sum()), int((~y.silent).sum())))
    if len(told) == 1 and (_furniture(a, b) or _beside(a, b, x.forms, told[0][0], news)):
        return None
    if _evidence([weight for _, weight in told], share, in_order([p.b_start for p, _ in told])) < ENOUGH:
        return None
    whole = sum(p.equal for p in passages) / max(1, min(len(x.forms), len(y.forms)))
    shown = [_passage(p, x, y) for p in (passages if whole >= COPY else [p for p, _ in told])]
    return Reuse(a.id, b.id, "copy" if whole >= COPY else "partial", tuple(shown), _why(whole, len(told)))


def _beside(a: Article, b: Article, forms: Sequence[str], passage: Shared, told: frozenset[str]) -> bool:
    """Whether a lone passage stands beside the report: advice on packing suitcases, printed under many. It has no word of either title and none that tells news."""
    words_ = forms[passage.a_start : passage.a_end]
    titles = [a.title.text if a.title else "", b.title.text if b.title else ""]
    headed = {w[:STEM] for t in titles for w in words(t, [Span(0, len(t))])[0] if len(w) >= STEM}
    return all(titles) and not any(w in told or w[:STEM] in headed for w in words_)


def _furniture(a: Article, b: Article) -> bool:
    """Whether two articles lie so far apart that one passage alone is none that was copied for the news in it."""
    first, second = _day(a.date), _day(b.date)
    same = bool(a.outlet and b.outlet and a.outlet.name == b.outlet.name)
    return bool(first and second) and abs(first - second) > (OWN_DAYS if same else ANY_DAYS)


def _evidence(weights: Sequence[float], share: float, ordered: int) -> float:
    strong = [w - FREE for w in weights if w > FREE]
    return sum(strong) + PER_SHARE * share + IN_ORDER * lgamma(ordered + 1)


def _weight(passage: Shared, x: _Text, y: _Text) -> float:
    """What the equal words of *passage* weigh; a word weighs what it does where it weighs less."""
    return float(sum(np.minimum(x.weights[r.a : r.a + r.size], y.weights[r.b : r.b + r.size]).sum() for r in passage.runs))


def _passage(p: Shared, x: _Text, y: _Text) -> Passage:
    return Passage(hull(x.places[p.a_start : p.a_end]), hull(y.places[p.b_start : p.b_end]))


def _why(share: float, count: int) -> str:
    return f"shares {share:.0%} of its text; {count} passage{'s' if count != 1 else ''} that no quotation, notice or stock phrase explains"
