"""Name types and how each corpus's labels map to them. A corpus that does not tell two types apart allows both: training sums over what is allowed.

Names are flat and outermost ("Bank of Norland" is one organisation): a reader of news asks who acts, and CrossNER, WikiGold, WNUT, BTC and EWT are flat.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from training.treebanks import Sentence, Word

_LISTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))

TYPES = ("person", "organisation", "place", "country", "nationality", "group", "event", "work", "other")
TAGS = ("O", *(f"{p}-{t}" for t in TYPES for p in "BI"))
Allowed = int  #: a set of tags as bits, by their index in `TAGS`

ANYTHING: Allowed = (1 << len(TAGS)) - 1
OUTSIDE: Allowed = 1
MISCELLANY = ("nationality", "group", "event", "work", "other")

#: A label of a corpus → the types it may be; "O" is an own entry where being outside tells nothing about some types.
WIKIGOLD = {"PER": ("person",), "ORG": ("organisation",), "LOC": ("place", "country"), "MISC": MISCELLANY}
THREE = {"PER": ("person",), "ORG": ("organisation",), "LOC": ("place", "country")}
WNUT = {
    "person": ("person",), "location": ("place", "country"), "corporation": ("organisation",), "group": ("organisation", "group"),
    "creative-work": ("work",), "product": ("other",),
}  # fmt: skip
CROSSNER = {
    **dict.fromkeys(("person", "politician", "writer", "musicalartist", "scientist", "researcher"), ("person",)),
    **dict.fromkeys(("organisation", "politicalparty", "university"), ("organisation",)),
    "band": ("organisation", "group"), "location": ("place",), "country": ("country",), "event": ("event",), "election": ("event",),
    "conference": ("event", "organisation"), "misc": ("nationality", "group", "work", "other"), "award": ("other",),
    "book": ("work",), "poem": ("work",), "song": ("work",), "album": ("work",), "magazine": ("work", "organisation"), "academicjournal": ("work", "organisation"),
    "astronomicalobject": ("other", "place"), "product": ("other", "work"), "programlang": ("other",),
}  # fmt: skip
#: CrossNER marks technical terms too; as names they are at most "other".
TERMS = frozenset(_LISTS["terms"])

#: Adjectives and people's names after countries and regions that no suffix gives away.
_NATIONS = re.compile(rf"(?:{'|'.join(_LISTS['nations'])}|[A-Z][a-z]+(?:[^aeiou]ian|ean|ese|ish|eli|aqi|emeni|uwaiti|atari|rati|stani|ladeshi|epali|omali|audi))s?$")
_FAITHS = re.compile(rf"(?:{'|'.join(_LISTS['faiths_and_parties'])})s?$")
_TITLES = frozenset(_LISTS["titles"])
_LINKS = frozenset(_LISTS["links"])


def allowed(label: str, mapping: dict[str, tuple[str, ...]], outside: Allowed = OUTSIDE) -> Allowed:
    """The tags that a BIO label of a corpus allows; I- where the corpus has no B- allows both."""
    if label == "O":
        return outside
    prefix, _, kind = label.partition("-")
    if kind in TERMS:
        return OUTSIDE | bits(prefix, ("other",))
    return bits(prefix, mapping[kind])


def bits(prefixes: str, types: Iterable[str]) -> Allowed:
    """The set of the tags *prefixes* ("B", "I" or "BI") × *types*."""
    return sum(1 << TAGS.index(f"{p}-{t}") for t in types for p in prefixes)


def iob(labels: Sequence[str]) -> list[str]:
    """IOB1 (`I-` begins a name unless it touches one of its type) turned into IOB2."""
    out, last = list[str](), "O"
    for label in labels:
        out.append("B" + label[1:] if label[0] == "I" and last[2:] != label[2:] else label)
        last = label
    return out


def is_nation(word: str) -> bool:
    """Whether a capitalised word is an adjective or noun after a country or region, by its form."""
    return bool(_NATIONS.match(word))


def refine(words: Sequence[str], tags: list[Allowed]) -> list[Allowed]:
    """Single-word names of the miscellaneous kinds whose form tells which they are."""
    begin, inside = bits("B", TYPES), bits("I", TYPES)
    for i, (word, tag) in enumerate(zip(words, tags, strict=True)):
        alone = tag & begin and not (tag & inside) and (i + 1 == len(words) or not tags[i + 1] & inside)
        if alone and tag & bits("B", ("nationality",)):
            if is_nation(word):
                tags[i] = bits("B", ("nationality",))
            elif _FAITHS.match(word):
                tags[i] = bits("B", ("group",))
    return tags


def three_way(sentence: Sentence) -> list[Allowed] | None:
    """EWT's layer: persons, organisations, places; what it leaves outside may be a name of the other kinds, if capitalised."""
    labels = [w.misc.get("NER") for w in sentence.words]
    if any(label is None for label in labels):
        return None
    out = [allowed(label or "O", THREE) for label in labels]
    for i, word in enumerate(sentence.words):
        if out[i] == OUTSIDE:
            out[i] = _unnamed(word, first=i == 0)
    return out


def _unnamed(word: Word, *, first: bool) -> Allowed:
    """What a word outside the three classes may be."""
    if not word.form[:1].isupper() or word.upos in ("PRON", "DET", "ADP", "AUX", "CCONJ", "SCONJ", "PUNCT") or (first and word.upos not in ("PROPN", "ADJ")):
        return OUTSIDE
    if word.upos in ("ADJ", "PROPN", "NOUN") and not word.form.isupper():
        if is_nation(word.form):
            return bits("B", ("nationality",))
        if _FAITHS.match(word.form):
            return bits("B", ("group",))
    return OUTSIDE | bits("BI", MISCELLANY) if word.upos in ("PROPN", "ADJ", "NOUN") else OUTSIDE


# GUM: every mention has a type; a name is one whose head is a proper noun.

_GUM_TYPES = {
    "person": ("person",), "organization": ("organisation",), "place": ("place", "country"), "event": ("event",),
    "object": ("work", "other"), "abstract": ("work", "other", "event"),
}  # fmt: skip


def from_entities(sentence: Sentence, mentions: Sequence[tuple[int, int, str, str]], countries: frozenset[str]) -> list[Allowed]:
    """Names of a GUM sentence from its mentions (start, end, type, identity), outermost first; stray proper nouns may be anything."""
    words = sentence.words
    out = [ANYTHING if w.upos == "PROPN" else _unnamed(w, first=i == 0) for i, w in enumerate(words)]
    taken = [False] * len(words)
    for start, end, kind, identity in sorted(mentions, key=lambda m: (m[0] - m[1], m)):
        core = _core(words, start, end, kind)
        if core is None or any(taken[core[0] : core[1]]):
            continue
        for i in range(*core):
            taken[i] = True
            out[i] = _core_tags("B" if i == core[0] else "I", words[core[1] - 1], kind, identity, countries)
    return out


def _core_tags(prefix: str, last: Word, kind: str, identity: str, countries: frozenset[str]) -> Allowed:
    if kind == "time":
        return OUTSIDE
    if kind == "person" and last.xpos == "NNPS":
        return bits(prefix, ("nationality",) if is_nation(last.form) else ("group", "nationality", "organisation"))
    if kind == "place" and identity:
        return bits(prefix, ("country",) if identity.replace("_", " ") in countries else ("place",))
    if kind not in _GUM_TYPES:
        return OUTSIDE | bits(prefix, ("other",))
    return bits(prefix, _GUM_TYPES[kind])


def _core(words: Sequence[Word], start: int, end: int, kind: str) -> tuple[int, int] | None:
    """The proper-noun run around a mention's head, without titles; `None` if the head is no proper noun."""
    head = next((i for i in range(start, end) if not start < words[i].head <= end), start)
    if words[head].upos != "PROPN":
        return None
    links = _LINKS if kind not in ("person", "place") else frozenset({"-", "al", "de", "von", "van", "'", "of"} if kind == "place" else {"-", "al", "de", "von", "van", "'", "der"})
    first = last = head
    while first > start and _joins(words, first - 1, links, start, -1):
        first -= 1
    while last + 1 < end and _joins(words, last + 1, links, end, 1):
        last += 1
    while words[first].upos != "PROPN" and first < head and words[first].form.lower() in _LINKS:
        first += 1
    while words[last].upos != "PROPN" and last > head:
        last -= 1
    while kind == "person" and first <= last and words[first].form.lower().rstrip(".") in _TITLES:
        first += 1
    return (first, last + 1) if first <= last else None


def _joins(words: Sequence[Word], i: int, links: frozenset[str], limit: int, step: int) -> bool:
    """Whether word *i* belongs to the run: a proper noun, a capitalised adjective, or a linking word with more of the name beyond it."""
    word = words[i]
    if word.upos == "PROPN" or (word.form[:1].isupper() and word.upos in ("ADJ", "NOUN", "VERB", "NUM") and not is_nation(word.form)):
        return True
    beyond = i + step
    if word.form.lower() not in links or not (limit <= beyond if step < 0 else beyond < limit):
        return False
    return words[beyond].upos == "PROPN" or (words[beyond].form.lower() in links and words[beyond].form.islower())
