"""A story's statements as they are compared: words, numbers, speaker and meaning of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.outlets import directory
from corroborate.relate.dated import dates_named, figures_named
from corroborate.relate.voices import Voice, known_roles, voice
from corroborate.text.alike import Alike
from corroborate.text.spans import Span, gaps
from corroborate.text.words import Vocabulary, content, denied, stem, stems, words
from corroborate.types import Article, Entity, Findings, Quantity, Quotation, Statement

T = TypeVar("T")
RARE = 4.5  #: the weight of a word that is rare in a story: one telling in ninety
_WORD = re.compile(r"\w+")
COUNTED = ("count", "part", "amount", "share", "distance")  #: kinds of value that are compared where the statements that hold them are one
MODAL = frozenset(("will", "would", "could", "should", "may", "might", "plan", "intend"))  #: stems of words that tell what is not so yet, or may be
WHETHER, OPENING = "whether", 4  #: a statement that has this word among so many first ones asks
CONDITIONS = ("if ", "until ", "unless ")
NAME = 0.25  #: what a name weighs against another word as rare


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement of one article, ready to be compared."""

    article: str
    span: Span
    text: str
    quotation: int | None  #: index into that article's quotations; `None` for the outlet's own words
    found: Quotation | None
    voice: Voice | None
    stems: tuple[str, ...]  #: all words in order, endings cut
    content: frozenset[str]  #: the stems that carry meaning
    quoted_text: str  #: the words in quotation marks
    quoted_stems: tuple[str, ...]  #: those of the words in quotation marks
    quoted_content: frozenset[str]
    denied: frozenset[str]  #: the stems that stand behind a negation
    lead: float  #: where it stands: 1 at the article's beginning, 0 at its end
    hearer: str | None  #: the words that name who was told, where they do
    counts: tuple[Quantity, ...]  #: numbers with the noun they count, amounts, shares
    predicates: frozenset[str] = frozenset()  #: what its main predicates mean: stems, and the sets of `data/alike.toml`
    meanings: frozenset[str] = frozenset()  #: the same of all its words
    bonds: tuple[frozenset[str], ...] = ()  #: each word with the one it hangs on: the pairs of meanings that it can be told by
    people: frozenset[str] = frozenset()  #: the words of the names of people in it
    dates: frozenset[str] = frozenset()  #: the weekdays, months and years that it names
    doers: frozenset[tuple[str, str]] = frozenset()  #: the stem of a verb with who does it: an entity, else a stem
    targets: frozenset[tuple[str, str]] = frozenset()  #: the same with whom or what it is done to
    asks: bool = False  #: it asks, tells that somebody does not say whether, or is a mere condition
    figures: frozenset[str] = frozenset()  #: the numbers in it that are no dates
    modal: bool = False  #: it tells what will, would, could or should be

    def words_quoted(self) -> Telling:
        """Only the words in quotation marks."""
        return replace(self, stems=self.quoted_stems, content=self.quoted_content)

    @property
    def quoted(self) -> bool:
        """Whether any of it stands in quotation marks."""
        return self.found is not None and any(q.overlaps(self.span) for q in self.found.quoted)

    @property
    def verbatim(self) -> bool:
        """Whether all of it stands in quotation marks."""
        return self.quoted and self.stems == self.quoted_stems

    def with_(self, following: Telling, between: str = " ") -> Telling:
        """This and the part that follows it in the same quotation, as one."""
        return replace(
            self, span=Span(self.span.start, following.span.end), text=self.text + between + following.text, stems=self.stems + following.stems,
            content=self.content | following.content, quoted_text=f"{self.quoted_text}{between}{following.quoted_text}".strip(),
            quoted_stems=self.quoted_stems + following.quoted_stems, quoted_content=self.quoted_content | following.quoted_content,
            denied=self.denied | following.denied, counts=self.counts + following.counts, predicates=self.predicates | following.predicates,
            meanings=self.meanings | following.meanings, bonds=self.bonds + following.bonds, people=self.people | following.people,
            dates=self.dates | following.dates, modal=self.modal or following.modal, doers=self.doers | following.doers, targets=self.targets | following.targets,
            asks=self.asks or following.asks, figures=self.figures | following.figures,
        )


@dataclass(frozen=True, slots=True)
class Tellings:
    """All tellings of one story, with their meanings and the weight of each word."""

    all: tuple[Telling, ...]
    vectors: NDArray[np.float32]  #: [tellings, 384], unit length
    weight: dict[str, float]  #: per stem: how rare it is in the story
    once: dict[str, float]  #: per stem that two articles use: 1 where it is rare and each uses it once, less the oftener they do


def gather(articles: Sequence[Article], findings: Sequence[Findings], entities: Sequence[Entity], config: Config) -> Tellings:
    """The tellings of the articles of one story, in the order given."""
    vocabulary, speakers = Vocabulary.of(table("words", config.data)), table("speakers_vague", config.data)
    outlets = directory(config.data)
    referents = {(f.article, r.id): r for f in findings for r in f.referents}
    entity_of = {key: e for e in entities for key in e.referents if key in referents}
    roles = known_roles([e for e in entities if any(key in referents for key in e.referents)], referents)
    sets = Alike.of(table("alike", config.data))
    all_: list[Telling] = []
    vectors: list[NDArray[np.float32]] = []
    for article, found in zip(articles, findings, strict=True):
        voices = [voice(found, q, entity_of, roles, speakers, outlets) for q in found.quotations]
        named, people = _named(article.id, found, entity_of), _people(article, found)
        for statement in found.statements:
            all_.append(_with_core(_telling(article, found, statement, voices, vocabulary), article, statement, vocabulary, sets, named, people))
            vectors.append(np.frombuffer(statement.vector, "<f2").astype(np.float32))
    return Tellings(tuple(all_), np.stack(vectors) if vectors else np.zeros((0, 384), np.float32), _weights(all_), _once(all_))


def _telling(article: Article, found: Findings, statement: Statement, voices: Sequence[Voice | None], vocabulary: Vocabulary) -> Telling:
    text = article[statement.span]
    said = words(text, vocabulary)
    i = statement.quotation
    quotation = found.quotations[i] if i is not None else None
    marked = [q for q in (quotation.quoted if quotation else ()) if q.overlaps(statement.span)]
    quoted_text = " … ".join(article[Span(max(q.start, statement.span.start), min(q.end, statement.span.end))] for q in marked)
    quoted = words(quoted_text, vocabulary)
    return Telling(
        article.id, statement.span, text, i, quotation, voices[i] if i is not None else None, stems(said), content(said, vocabulary),
        quoted_text, stems(quoted), content(quoted, vocabulary), denied(said, vocabulary), 1 - statement.span.start / max(1, len(article.text)),
        article[quotation.addressee] if quotation and quotation.addressee else None,
        tuple(q for q in found.quantities if q.kind in COUNTED and statement.span.covers(q.span)),
    )


def _named(article: str, found: Findings, entity_of: Mapping[tuple[str, int], Entity]) -> list[tuple[Span, Entity]]:
    """Where the article names or points at entities, in text order."""
    held = [(m.head, entity_of[article, m.referent]) for m in found.mentions if m.referent is not None and (article, m.referent) in entity_of]
    return sorted(held, key=lambda h: h[0])


def _people(article: Article, found: Findings) -> list[tuple[Span, str]]:
    """Where the article names people, with the words of their names."""
    named = [m.head for m in found.mentions if m.form == "name" and m.type == "person"]
    return sorted((span, article[span].lower().replace("’", "'").removesuffix("'s")) for span in named)


def _given_names(article: Article, span: Span, people: Sequence[tuple[Span, str]], vocabulary: Vocabulary) -> frozenset[str]:
    """Stems that stand in *span* only as given names: "Bill Kerr" tells of no bill."""
    names = [s for s, _ in _inside(people, span)]
    given = {w for s in names for w in stems(words(article[s], vocabulary))[:-1]}
    rest = "".join(article[gap] for gap in gaps(names, span)) if given else ""
    return frozenset(given - set(stems(words(rest, vocabulary))))


def _inside(held: Sequence[tuple[Span, T]], span: Span) -> Sequence[tuple[Span, T]]:
    """Those of *held*, in text order, that begin in *span*."""
    start, end = (bisect_left(held, edge, key=lambda h: h[0].start) for edge in (span.start, span.end))
    return held[start:end]


def _with_core(
    telling: Telling, article: Article, statement: Statement, vocabulary: Vocabulary, sets: Alike, named: Sequence[tuple[Span, Entity]], people: Sequence[tuple[Span, str]]
) -> Telling:
    """The telling with what its predicates, words and bonds mean."""
    inside = _inside(named, statement.span)

    def means(span: Span) -> frozenset[str]:
        low = article[span].lower()
        word = vocabulary.same.get(low, low)
        own = sets.meanings(stem(word)) if word not in vocabulary.stop else frozenset()
        return own | {e.id for s, e in inside if s.covers(span)}

    def who(span: Span) -> str:
        if article[span].lower() in vocabulary.stop:
            return ""  # whom a pronoun means is too often told wrongly
        held = next((e for s, e in inside if s.covers(span)), None)
        if held is None:
            return stem(article[span].lower())
        return f"{held.type}:{held.id}" if held.name[:1].isupper() else held.id

    def parts(pairs: Sequence[tuple[Span, Span]]) -> frozenset[tuple[str, str]]:
        return frozenset((stem(article[verb].lower()), one) for verb, span in pairs if (one := who(span)))

    pairs = [(means(a), means(b)) for a, b in statement.bonds]
    given = _given_names(article, statement.span, people, vocabulary)
    predicates = frozenset[str]().union(*map(means, statement.predicates))
    return replace(
        telling, predicates=predicates, meanings=predicates.union(*(m for pair in pairs for m in pair)),
        bonds=tuple(found for a, b in pairs if (found := frozenset(f"{min(x, y)} {max(x, y)}" for x in a for y in b if x != y))),
        people=frozenset(word for _, name in _inside(people, statement.span) for word in name.split()), dates=dates_named(telling.text), modal=not MODAL.isdisjoint(telling.stems),
        doers=parts(statement.doers), targets=parts(statement.targets), asks=_asks(telling.text), figures=figures_named(telling.text),
        content=telling.content - given, quoted_content=telling.quoted_content - given,
    )


def _asks(text: str) -> bool:
    """Whether *text* asks, or is a mere condition: "was the gate shut?", "to say whether the gate was shut", "until the gate is shut"."""
    if text.lower().startswith(CONDITIONS) and "," not in text:
        return True
    return text.rstrip("\"'”’ ").endswith("?") or WHETHER in text.lower().split()[:OPENING]


def _weights(tellings: Sequence[Telling]) -> dict[str, float]:
    """Inverse frequency over the story's tellings: what all tell weighs little. Names count little: a story's people are in all it tells."""
    count = Counter(s for t in tellings for s in t.content)
    names = _names(tellings)
    return {s: log((len(tellings) + 1) / (n + 0.5)) * (NAME if s in names else 1.0) for s, n in sorted(count.items())}


def _names(tellings: Sequence[Telling]) -> set[str]:
    """Stems of words that are mostly written with a capital inside a sentence."""
    high, low = Counter[str](), Counter[str]()
    for telling in tellings:
        for i, word in enumerate(_WORD.findall(telling.text)):
            if not word[0].isupper():
                low[word] += 1
            elif i > 0:
                high[word.lower()] += 1
    return {stem(w) for w, n in high.items() if n > low[w]}


def _once(tellings: Sequence[Telling]) -> dict[str, float]:
    """For each stem the articles that use it over the tellings that do: a word of one utterance stands about once in each article that quotes it."""
    uses = Counter(s for t in tellings for s in t.content)
    articles = Counter(s for s, _ in {(s, t.article) for t in tellings for s in t.content})
    return {s: articles[s] / n * min(1.0, log((len(tellings) + 1) / (n + 0.5)) / RARE) if articles[s] > 1 else 0.0 for s, n in sorted(uses.items())}
