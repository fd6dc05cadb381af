"""Whom pronouns and nouns for people mean: the share that is linked to the right person.

Counted, in GUM's dev documents of the open genres, with the treebank's own words and sentences:

- *pronouns*: he, she and their forms;
- *role nouns*: common nouns in the singular that head a definite phrase for a person ("the minister", "her lawyer", "this doctor"; not "a man", not "teachers");

each only where GUM has that person by a proper noun earlier in the document. One is right if it is linked to someone, and the last name of that someone
before it (if it has none, the last description in capitals: "the Senator") lies on a mention of the same person. One that is linked to nobody,
or is not seen as a mention at all, is wrong. Nothing of GUM's mentions or persons is given.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.prepare import Document, treebank

from corroborate.annotate.coreference import follow_references
from corroborate.annotate.mentions import find_mentions
from corroborate.config import Config
from corroborate.language.parse import parse_words
from corroborate.text.spans import Span
from corroborate.types import Article, Mention

PRONOUNS = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
DEFINITE = frozenset(["the", "this", "that", "his", "her", "their", "its", "my", "our", "your"])


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that means a person named before it."""

    kind: str  #: "pronoun" or "role noun"
    word: int
    person: int


def asked(d: Document) -> Iterator[Asked]:
    """What is counted in a document."""
    named: set[int] = set()
    person_of = {i: c for i, c, _ in d.clusters}
    for i, cluster in sorted(person_of.items()):
        if i in d.persons and (kind := _kind(d, i)) and cluster in named:
            yield Asked(kind, i, cluster)
        if (d.upos or [])[i] == "PROPN":
            named.add(cluster)


def _kind(d: Document, i: int) -> str:
    if d.words[i].lower() in PRONOUNS:
        return "pronoun"
    if (d.upos or [])[i] != "NOUN" or "Number=Plur" in (d.feats or [])[i]:
        return ""
    before = (d.words[k].lower() for k in range(max(0, i - 8), i) if (d.head or [])[k] == i and (d.rel or [])[k] in ("det", "nmod:poss"))
    return "role noun" if any(w in DEFINITE for w in before) else ""


def laid_out(d: Document) -> tuple[str, list[Span]]:
    """The document's words with spaces between, as text and places."""
    ends, at = list[Span](), 0
    for word in d.words:
        ends.append(Span(at, at + len(word)))
        at += len(word) + 1
    return " ".join(d.words), ends


def by_rule(d: Document) -> dict[int, int]:
    """Word → the word of the name before it that the package's own rules link it to."""
    text, places = laid_out(d)
    bounds = [*d.starts, len(d.words)]
    sentences = parse_words(text, [(k, places[a:b]) for k, (a, b) in enumerate(itertools.pairwise(bounds))])
    article = Article(d.source, d.source, "0", text, (Span(0, len(text)),))
    mentions, _ = follow_references(article, sentences, find_mentions(article, sentences, Config()), Config())
    at = {p.start: i for i, p in enumerate(places)} | {p.end: i for i, p in enumerate(places)}
    out: dict[int, int] = {}
    for m in mentions:
        name = _name_before(article, m, mentions)
        if m.form != "name" and name is not None:
            out[at[m.head.end]] = at[name.head.end]
    return out


def _name_before(article: Article, m: Mention, mentions: Sequence[Mention]) -> Mention | None:
    same = [n for n in mentions if n.referent == m.referent is not None and n.form != "pronoun" and n.head.start < m.head.start]
    named = [n for n in same if n.form == "name"] or [n for n in same if article[n.head][0].isupper()]
    return max(named, key=lambda n: n.head.start, default=None)


def figures(path: Path) -> dict[str, float]:
    """Percent right: of pronouns, of role nouns, of all; and how many were counted."""
    right, total = Counter[str](), Counter[str]()
    for d in treebank(path):
        found = by_rule(d)
        words = {c: {i for i, k, _ in d.clusters if k == c} for _, c, _ in d.clusters}
        for a in asked(d):
            total[a.kind] += 1
            right[a.kind] += _reaches(d, found.get(a.word), words[a.person])
    out = {f"{k}s": round(100 * right[k] / total[k], 1) for k in sorted(total)}
    return out | {"all": round(100 * right.total() / max(1, total.total()), 1), "counted": total.total()}


def _reaches(d: Document, name: int | None, heads: set[int]) -> bool:
    """Whether the name that ends at word *name* lies on a mention with one of these *heads*: its words hang together as one name."""
    while name is not None and name >= 0:
        if name in heads:
            return True
        name = (d.head or [])[name] if (d.rel or [])[name].split(":")[0] in ("flat", "compound", "appos") else None
    return False
