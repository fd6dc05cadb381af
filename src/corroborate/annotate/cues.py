"""The words that mark somebody's words or view, from `data/cues.toml`: "said", "urged", "the claim that", "according to"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corroborate.knowledge import table
from corroborate.language import Sentence, Token
from corroborate.text.spans import Span, hull
from corroborate.types import Cue

_FORCES = ("asks", "orders", "denies", "accuses", "promises", "threatens", "confirms")
_MEDIA = ("wrote", "tweeted", "broadcast", "document")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table."""

    lemma: str  #: "say", "point out", "according to"
    takes: frozenset[str]  #: what it takes: "clause", "inf", "of", …
    stance: bool
    force: str
    medium: str


@dataclass(frozen=True, slots=True)
class CueWord:
    """A cue where it stands: its main word and all words that make it up."""

    token: Token
    tokens: tuple[Token, ...]
    entry: Entry

    @property
    def span(self) -> Span:
        """From its first to its last word, when they stand together; else its main word."""
        together = all(b.i - a.i == 1 for a, b in zip(self.tokens, self.tokens[1:], strict=False))
        return hull(t.span for t in self.tokens) if together else self.token.span

    def cue(self, sentence: Sentence, lexicon: Lexicon) -> Cue:
        """As a finding: with the medium that its phrase tells ("*on television*") and whether it is denied ("did *not* say")."""
        return Cue(self.span, self.entry.lemma, self.entry.force, _medium(sentence, self, lexicon), sentence.negated(self.token))


def _medium(sentence: Sentence, word: CueWord, lexicon: Lexicon) -> str:
    if word.entry.medium not in ("said", "wrote") or word.token.upos not in ("VERB", "AUX"):
        return word.entry.medium
    beside = [word.token, *(c for c in sentence.children(word.token, "advcl") if sentence.child(c, "nsubj") is None and c.i < word.token.i)]
    for phrase in (c for head in beside for c in sentence.children(head, "obl")):
        case = sentence.child(phrase, "case")
        if case is not None and case.text.lower() in ("on", "in", "via", "during", "by"):
            words = {t.text.lower() for t in sentence.subtree(phrase, without=("acl", "acl:relcl"))}
            found = next((medium for medium, names in lexicon.media.items() if words & names), None)
            if found is not None:
                return found
    return word.entry.medium


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The whole table, ready to look up by the forms that stand in a text (lower case)."""

    verbs: Mapping[str, Entry]  #: form → entry
    phrasal: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]  #: form → (the words that follow, entry)
    nouns: Mapping[str, Entry]
    adverbs: Mapping[str, Entry]
    phrases: tuple[tuple[tuple[str, ...], Entry], ...]
    views: frozenset[str]  #: "view", "opinion" …
    carriers: frozenset[str]  #: forms of "issue", "release" …
    naming: frozenset[str]  #: after these, words in quotation marks are a name: "so-called"
    works: frozenset[str]  #: "film", "book" …
    calls: frozenset[str]  #: lemmas after which something is called something: "call", "describe"
    outlets: frozenset[str]  #: bodies that are named before a colon in a headline: "police"
    told: frozenset[str]  #: nouns that tell something as the object of a verb of speech: "plan", "ban"
    deeds: tuple[str, ...]  #: endings of nouns for what is done: "tion"
    voices: frozenset[str]  #: nouns that may speak, besides those for persons, bodies and texts
    voiced: tuple[str, ...]  #: endings of nouns for persons: "ist"
    media: Mapping[str, frozenset[str]]  #: medium → words of phrases that tell it
    empty: tuple[str, ...]  #: how content begins that tells nothing: "to comment"
    mute: frozenset[str]  #: nouns with such an ending that are none

    def cue_words(self, sentence: Sentence) -> tuple[CueWord, ...]:
        """The verbs, nouns and adverbs of the table that stand in *sentence*, in order."""
        found = (self._at(sentence, t) for t in sentence.tokens if t.upos in ("VERB", "NOUN", "ADV", "AUX", "ADJ"))
        return tuple(f for f in found if f is not None)

    def _at(self, sentence: Sentence, token: Token) -> CueWord | None:
        form = token.text.lower()
        if token.upos == "ADV":
            return CueWord(token, (token,), self.adverbs[form]) if form in self.adverbs else None
        if token.upos == "NOUN":
            if form in self.verbs and _is_clause_head(sentence, token):
                return self._verb(sentence, token, form)  # "Police report three dead" read as a noun
            return CueWord(token, (token,), self.nouns[form]) if form in self.nouns else None
        return self._verb(sentence, token, form)

    def _verb(self, sentence: Sentence, token: Token, form: str) -> CueWord | None:
        for words, entry in self.phrasal.get(form, ()):
            rest = _followers(sentence, token, words)
            if rest:
                return CueWord(token, (token, *rest), entry)
        return CueWord(token, (token,), self.verbs[form]) if form in self.verbs else None


def _is_clause_head(sentence: Sentence, token: Token) -> bool:
    return sentence.child(token, "nsubj") is not None and sentence.child(token, "ccomp") is not None and sentence.child(token, "cop") is None


def _followers(sentence: Sentence, token: Token, words: tuple[str, ...]) -> tuple[Token, ...]:
    """The words that make *token* a phrasal verb: right after it, or hanging on it ("made it clear", "laid it out")."""
    after = sentence.tokens[token.i + 1 : token.i + 1 + len(words)]
    if tuple(t.text.lower() for t in after) == words:
        return after
    hanging = tuple(t for w in words for t in sentence.children(token, "compound", "xcomp", "obj", "advmod")[:6] if t.text.lower() == w and t.i > token.i)
    return hanging if len(hanging) == len(words) else ()


@lru_cache(maxsize=4)
def lexicon(over: Path | None = None) -> Lexicon:
    """The shipped table, with the user's own from the folder *over* laid over it."""
    data = table("cues", over)
    irregular: dict[str, list[str]] = data["forms"]
    verbs: dict[str, Entry] = {}
    phrasal: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for name, flags in data["verbs"].items():
        head, *rest = name.split()
        for form in _verb_forms(head, irregular.get(head, [])):
            if rest:
                phrasal.setdefault(form, []).append((tuple(rest), _entry(name, flags)))
            else:
                verbs.setdefault(form, _entry(name, flags))
    return Lexicon(
        verbs, {k: tuple(v) for k, v in phrasal.items()}, _by_form(data["nouns"]), {k: _entry(k, v) for k, v in data["adverbs"].items()},
        tuple((tuple(k.split()), _entry(k, v)) for k, v in data["phrases"].items()),
        frozenset(data["views"]["nouns"]),
        frozenset(f for v in data["carriers"]["verbs"] for f in _verb_forms(v.split()[0], irregular.get(v.split()[0], []))),
        frozenset(data["terms"]["naming"]), frozenset(data["terms"]["works"]), frozenset(n for n, f in data["verbs"].items() if {"comp", "as"} & set(f.split())),
        frozenset(data["headlines"]["speakers"]), frozenset(data["told"]["nouns"]), tuple(data["told"]["endings"]),
        frozenset(data["voices"]["nouns"]), tuple(data["voices"]["endings"]),
        {medium: frozenset(words) for medium, words in data["media"].items()}, tuple(data["empty"]["starts"]), frozenset(data["voices"]["except"]),
    )  # fmt: skip


def _entry(lemma: str, flags: str) -> Entry:
    words = flags.split()
    force = next((w for w in words if w in _FORCES), "says")
    medium = next((w for w in words if w in _MEDIA), "said")
    return Entry(lemma, frozenset(w for w in words if w not in _FORCES and w not in _MEDIA), "stance" in words, force, medium)


def _by_form(nouns: Mapping[str, Any]) -> dict[str, Entry]:
    return {form: _entry(noun, flags) for noun, flags in nouns.items() for form in (noun, _with_s(noun))}


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"


def _verb_forms(lemma: str, irregular: Iterable[str]) -> tuple[str, ...]:
    """All forms of a verb by the rules of spelling, and *irregular* besides: "said" takes the place of "sayed"."""
    own = tuple(irregular)
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) else lemma
    soft = lemma[:-1] + "i" if lemma.endswith("y") and lemma[-2:-1] not in "aeiou" else lemma
    regular = all(form.endswith(("ed", "ing")) for form in own)
    past = (lemma + "d" if lemma.endswith("e") else soft + "ed",) if regular else ()
    return tuple(dict.fromkeys((lemma, _with_s(lemma), *past, stem + "ing", *own)))
