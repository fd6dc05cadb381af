"""Which words tell which political event: the rules of `data/plover.toml`, matched against a verb's frame or a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corroborate.annotate.event_clauses import Frame
from corroborate.knowledge import table
from corroborate.language import Sentence, Token


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table, read."""

    type: str
    root: str  #: CAMEO root code
    mode: str | None
    objects: frozenset[str]  #: lemmas, one of which the object holds; empty for any
    excluded: frozenset[str]  #: lemmas, none of which the object may hold
    any_object: bool  #: an object there must be
    prepositions: frozenset[str]  #: one of which must lead a phrase; empty for none
    governed: frozenset[str]  #: lemmas, one of which that phrase holds
    by: frozenset[str]  #: lemmas, one of which the subject holds; empty for any
    kind: str  #: "party", "person": what the object must be
    to: tuple[str, ...]  #: where the recipient is, the first that there is

    @property
    def constraints(self) -> int:
        return 2 * bool(self.objects) + 2 * bool(self.governed) + bool(self.prepositions) + self.any_object + bool(self.kind) + 2 * bool(self.by)


@dataclass(frozen=True, slots=True)
class Patterns:
    """All rules, by the word that they hang on."""

    verbs: Mapping[str, tuple[tuple[str, Rule], ...]]  #: by lemma: (particle or "", rule), the most constrained first
    nouns: Mapping[str, Rule]
    control: Mapping[str, frozenset[str]]
    coop: frozenset[str]  #: types that said of the future are AGREE
    hostile: frozenset[str]  #: types that said of the future are THREATEN
    performed: frozenset[str]  #: types that are done by saying so
    root: Mapping[str, str]  #: CAMEO root code of each type
    quad: Mapping[str, int]  #: quad class of each type
    context: Mapping[str, re.Pattern[str]]  #: what tells each context of the codebook
    modes: Mapping[str, Mapping[str, re.Pattern[str]]]  #: the same of the modes of a type
    agents: frozenset[str]  #: nouns for those who act for a state

    def matching(self, frame: Frame) -> Iterator[Rule]:
        """The rules that hold for a verb, the most constrained first."""
        for particle, rule in self.verbs.get(frame.verb.lemma, ()):
            if (not particle or particle in frame.particles) and _holds(rule, frame):
                yield rule


def _holds(rule: Rule, frame: Frame) -> bool:
    if rule.objects and (frame.object is None or not holds_word(frame.sentence, frame.object, rule.objects)):
        return False
    if (rule.any_object or rule.kind) and frame.object is None:
        return False
    if rule.excluded and frame.object is not None and holds_word(frame.sentence, frame.object, rule.excluded):
        return False
    if rule.by and (frame.subject is None or not holds_word(frame.sentence, frame.subject, rule.by)):
        return False
    if not rule.prepositions:
        return True
    words = [(p, t) for p, t in frame.phrases if p in rule.prepositions]
    words += [(c.text.lower(), c) for c in frame.sentence.children(frame.verb, "xcomp", "advmod", "compound") if c.text.lower() in rule.prepositions]
    if not rule.governed:
        return bool(words)
    return any(t.i > frame.verb.i and holds_word(frame.sentence, t, rule.governed) for _, t in words)


def holds_word(sentence: Sentence, noun: Token, words: frozenset[str]) -> bool:
    """Whether the noun, what is joined to it or what it is a measure of is among *words*: "a series of attacks" holds attack."""
    if "*" in words or noun.lemma.lower() in words or noun.text.lower() in words:
        return True
    near = sentence.children(noun, "conj", "compound", "amod")
    if any(t.lemma.lower() in words for t in near):
        return True
    return any(_case(sentence, t) in ("of", "for", "on") and (t.lemma.lower() in words or any(c.lemma.lower() in words for c in sentence.children(t, "compound", "conj")))
               for t in sentence.children(noun, "nmod"))


def _case(sentence: Sentence, token: Token) -> str:
    case = sentence.child(token, "case")
    return case.text.lower() if case is not None else ""


@lru_cache(maxsize=4)
def patterns(data: Path | None = None) -> Patterns:
    """The rules of the shipped table, with *data*'s laid over it."""
    raw = table("plover", data)
    verbs: dict[str, list[tuple[str, Rule]]] = {}
    for line in raw["verb"]:
        rule = _rule(line, raw)
        for word in line["v"].split():
            lemma, _, particle = word.partition("_")
            verbs.setdefault(lemma, []).append((particle, rule))
    ordered = {lemma: tuple(sorted(rules, key=lambda pair: -(pair[1].constraints + 2 * bool(pair[0])))) for lemma, rules in verbs.items()}
    nouns = {noun: _rule(line, raw) for line in reversed(raw["noun"]) for noun in line["n"].split()}
    future = raw["future"]
    control = {key: frozenset(words.split()) for key, words in raw["control"].items()}
    coop, hostile, performed = (frozenset(future[key]) for key in ("coop", "hostile", "performed"))
    context = {name: _beginnings(words) for name, words in raw["context"].items()}
    modes = {type_: {mode: _beginnings(words) for mode, words in told.items()} for type_, told in raw["modes"].items()}
    return Patterns(ordered, nouns, control, coop, hostile, performed, raw["root"], raw["quad"], context, modes, frozenset(raw["parties"]["agents"].split()))


def _beginnings(words: str) -> re.Pattern[str]:
    """A pattern that finds any of *words* where a word begins; an underscore is a space."""
    return re.compile(r"\b(?:" + words.replace(" ", "|").replace("_", r"\s") + r")", re.IGNORECASE)


def _rule(line: Mapping[str, Any], raw: Mapping[str, Any]) -> Rule:
    objects = line.get("o", "").split()
    kind = next((o[1:] for o in objects if o.startswith("*") and len(o) > 1), "")
    return Rule(
        line["type"], line.get("root", raw["root"][line["type"]]), line.get("mode"),
        _words(line.get("o", ""), raw), _words(line.get("x", ""), raw), "*" in objects, frozenset(line.get("p", "").split()),
        _words(line.get("on", ""), raw), _words(line.get("by", ""), raw), kind, tuple(line.get("to", "obj").split()),
    )  # fmt: skip


def _words(given: str, raw: Mapping[str, Any]) -> frozenset[str]:
    """The words of a constraint, $classes written out."""
    plain = [w for w in given.split() if (not w.startswith("*") and not w.startswith("$")) or w == "$"]
    classes = [w[1:] for w in given.split() if w.startswith("$") and len(w) > 1]
    return frozenset([*plain, *(w for name in classes for w in raw["classes"][name].split())])
