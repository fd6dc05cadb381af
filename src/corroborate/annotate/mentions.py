"""Names, descriptions and pronouns in an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corroborate.annotate.descriptions import find_descriptions
from corroborate.annotate.naming import Named, find_names, headline
from corroborate.config import Config
from corroborate.language import Sentence, Token
from corroborate.language.gazetteer import Gazetteer, gazetteer
from corroborate.text.names import is_acronym
from corroborate.text.spans import Span
from corroborate.types import Article, EntityType, Mention

PERSONAL = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])
NEUTER = frozenset(["it", "its", "itself"])


def find_mentions(article: Article, sentences: Sequence[Sentence], config: Config) -> tuple[Mention, ...]:
    """All mentions of persons, bodies and places, in text order; those within another (the "Iran" of "Iran's leader") are there too.

    Pronouns of the first and second person are left out: the outlet's own "we" names nobody, and a quotation's "I" is its speaker.
    """
    names = gazetteer(config.data)
    named = [find_names(sentence, names) for sentence in sentences]
    people = _People(sentences, named)
    found: list[Mention] = []
    for sentence, here in zip(sentences, named, strict=True):
        here = people.repaired(sentence, here, names)
        taken = {i for n in here for i in range(n.left if n.type == "person" else n.start, n.end)}
        found += (_name(sentence, n, names) for n in here)
        found += (
            Mention(_span(sentence, d.start, d.end), sentence.tokens[d.head].span, "nominal", d.type) for d in find_descriptions(sentence, taken, names)
        )
        found += (Mention(t.span, t.span, "pronoun", _pronoun_type(t)) for t in sentence.tokens if _is_pronoun(t))
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end, m.head)))


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.tokens[start].span.start, sentence.tokens[end - 1].span.end)


def _is_pronoun(token: Token) -> bool:
    low = token.text.lower()
    if low in NEUTER:
        return token.upos == "PRON" and token.dep != "expl"
    return (low in PERSONAL or low in PLURAL) and token.upos in ("PRON", "DET")


def _pronoun_type(token: Token) -> EntityType:
    low = token.text.lower()
    return "person" if low in PERSONAL else "group" if low in PLURAL else "other"


def _name(sentence: Sentence, named: Named, names: Gazetteer) -> Mention:
    head = _span(sentence, named.start, named.end)
    left = named.left
    if left == named.start and left > 0 and sentence.tokens[left - 1].text == "The" and not headline(sentence):
        left -= 1  # "The Alden Courier": the article is a part of an outlet's name
    type_ = named.type
    if type_ == "organization" and left == named.start:
        left = _owner_before(sentence, left, names)
    if type_ == "country" and not _stands_for_country(sentence, named, names):
        type_ = "group" if _known_use(sentence, named, names) == "people" else "place"
    return Mention(_span(sentence, left, named.end), head, "name", type_)


def _owner_before(sentence: Sentence, left: int, names: Gazetteer) -> int:
    """Where the country begins whose body is named: "South Korea's National Police Agency"."""
    if left < 2 or sentence.tokens[left - 1].text not in ("'s", "’s", "'", "’"):
        return left
    words = [t.text for t in sentence.tokens[:left]]
    starts = [i for i in range(max(0, left - 5), left - 1) if (found := names.find(words, i)) and found[0] == left - 1 and found[1].type in ("country", "place")]
    return min(starts, default=left)


def _known_use(sentence: Sentence, named: Named, names: Gazetteer) -> str:
    found = names.find([t.text for t in sentence.tokens[named.start : named.end]], 0)
    return found[1].use if found else ""


def _stands_for_country(sentence: Sentence, named: Named, names: Gazetteer) -> bool:
    """Whether a capital acts as its government ("Tehran rejected", "talks with Tehran") and not as a city; a people, as the country ("the Iranians")."""
    use = _known_use(sentence, named, names)
    token = sentence.tokens[named.start]
    head = token if token.rel not in ("compound", "flat", "amod") or token.head >= named.end else sentence.tokens[token.head]
    if use == "people":
        return named.start > 0 and sentence.tokens[named.start - 1].text.lower() == "the"
    if use == "seat":
        return True
    if use != "capital":
        return True
    after = sentence.tokens[named.end] if named.end < len(sentence.tokens) else None
    if after is not None and after.text == "," and named.end + 1 < len(sentence.tokens) and names.find([sentence.tokens[named.end + 1].text], 0):
        return False  # "Washington, D.C."
    return _acts(sentence, head, names)


def _acts(sentence: Sentence, head: Token, names: Gazetteer) -> bool:
    case = sentence.child(head, "case")
    if head.dep == "conj":
        first = sentence.parent(head)
        return first is not None and (case is None or case.text.lower() not in names.grammar["place_before"]) and _acts(sentence, first, names)
    if head.dep in ("nsubj", "iobj"):
        return True
    parent = sentence.parent(head)
    if head.dep == "obj":
        return parent is not None and parent.lemma in names.grammar["dealt_with"]
    if head.rel == "nmod:poss":
        return True
    if head.rel == "compound":
        return parent is not None and parent.lemma in ("government", "regime", "administration", "leadership")
    if case is None:
        return head.rel in ("parataxis",)
    return case.text.lower() in ("with", "against", "between", "by", "for") or (head.rel == "obl:agent")


def _dateline(sentence: Sentence, named: Named) -> bool:
    """Whether a name in capitals opens a sentence as a dateline does: "ALDEN, Ohio —", "ALDEN (AP) —"."""
    words = [t.text for t in sentence.tokens[named.start : named.end]]
    after = sentence.tokens[named.end].text if named.end < len(sentence.tokens) else ""
    if named.start > 0 or len(words[0]) < 3 or not all(w.isupper() for w in words) or after not in (",", "(", "-", "–", "—", "--"):
        return False
    return not all(t.text.isupper() for t in sentence.tokens if len(t.text) > 2)


class _People:
    """The persons that the article names in full: they tell what a bare surname is, whatever the model says of it."""

    def __init__(self, sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]) -> None:
        self._words: Counter[str] = Counter()
        self._others: Counter[str] = Counter()
        self._full: set[str] = set()
        self._datelines: set[str] = set()
        for sentence, here in zip(sentences, named, strict=True):
            for n in here:
                self._count(sentence, n)

    def _count(self, sentence: Sentence, named: Named) -> None:
        words = [t.text for t in sentence.tokens[named.start : named.end] if t.text not in ("Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV", ",")]
        if not words:
            return
        if _dateline(sentence, named):
            self._datelines.add(" ".join(words).lower())
        if named.type == "person" and (len(words) > 1 or named.left < named.start):
            if len(words) > 1 and named.sure:
                self._full.add(" ".join(words))
            for word in {words[0], words[-1]}:
                self._words[word] += 1
        elif named.type == "person":
            self._words[words[0]] += 1
        elif named.sure:
            self._others[" ".join(words)] += 1

    def knows(self, word: str) -> bool:
        """Whether the article names a person by this one word, or with it first or last."""
        return self._words[word] > self._others[word]

    def repaired(self, sentence: Sentence, here: Iterable[Named], names: Gazetteer) -> list[Named]:
        """The names of a sentence with types set right, and surnames that the model passed over ("Few was in his truck")."""
        out = [self._typed(sentence, n, names) for n in here]
        covered = {i for n in out for i in range(n.start, n.end)}
        for token in sentence.tokens:
            if token.i not in covered and self._surname(sentence, token, names):
                out.append(Named(token.i, token.i, token.i + 1, "person", False))
        return sorted(out, key=lambda n: n.start)

    def _typed(self, sentence: Sentence, named: Named, names: Gazetteer) -> Named:
        words = [t.text for t in sentence.tokens[named.start : named.end]]
        before = sentence.tokens[named.start - 1].text if named.start else ""
        if not named.sure and " ".join(words).lower() in self._datelines:
            return replace(named, type="place")  # "MASON, Ohio —"
        if not named.sure and named.type == "person" and len(words) == 1 and len(words[0]) < 6 and is_acronym(words[0]) and not self.knows(words[0].title()):
            return replace(named, type="organization")
        after = [t.text for t in sentence.tokens[named.end : named.end + 2]]
        if not named.sure and after[:1] == ["-"] and after[1:] and after[1].isdigit():
            return replace(named, type="other")  # "Ford F-150"
        if len(words) == 1 and named.type != "person" and not named.sure and (self.knows(words[0]) or (words[0].isupper() and self.knows(words[0].title()))):
            return replace(named, type="person")
        if len(words) == 1 and named.type == "person" and not named.sure and named.left == named.start and before in ("the", "The"):
            alone = sentence.tokens[named.start].rel != "compound"
            if alone and not words[0].endswith("s"):  # "the Post", "The Hill"
                return replace(named, type="organization")
        if not named.sure and named.type in ("person", "place", "other") and self._body_before(sentence, named, names):
            return replace(named, type="organization")
        if named.type == "place" and self._words[words[-1]] and " ".join(words) in self._full:
            return replace(named, type="person")
        return named

    def _body_before(self, sentence: Sentence, named: Named, names: Gazetteer) -> bool:
        """Whether a noun for a body leads up to the name: "the daily newspaper Alden Nemzet"."""
        at = named.start - 1 - (named.start > 0 and sentence.tokens[named.start - 1].text == "The")
        if at < 0 or named.left < at:
            return False
        noun, first = sentence.tokens[at], sentence.tokens[named.start]
        linked = first.head == noun.i or noun.head == first.i or first.head == noun.head or first.head == named.end - 1
        return noun.upos == "NOUN" and noun.lemma.lower() in names.bodies and linked and "Number=Plur" not in noun.feats

    def _surname(self, sentence: Sentence, token: Token, names: Gazetteer) -> bool:
        if not token.text[0].isupper() or len(token.text) < 2 or not self.knows(token.text) or token.upos in ("VERB", "AUX", "PRON", "ADP", "SCONJ"):
            return False
        if names.find([token.text], 0):
            return False
        if token.upos == "PROPN":
            return True
        if headline(sentence) or token.rel in ("amod", "det", "advmod"):
            return not headline(sentence) and token.i > 0 and sentence.tokens[token.i - 1].upos != "PUNCT" and token.rel != "det"
        return token.dep in ("nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root", "flat")
