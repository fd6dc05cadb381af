"""Names in one sentence: the model's tags repaired with the tree, capitals, titles and what is known of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corroborate.language import Sentence, Token
from corroborate.language.gazetteer import Gazetteer, Known
from corroborate.types import EntityType

_TYPES: dict[str, EntityType] = {"PER": "person", "ORG": "organization", "LOC": "place"}
_NEVER_PERSONAL = ("Police", "Department", "County", "Street", "Avenue", "Road", "Boulevard", "Highway", "University", "City")
_JOINING = ("of", "for", "on")
_FUNCTION = frozenset(("PRON", "DET", "ADP", "AUX", "SCONJ", "CCONJ", "PART", "ADV", "INTJ", "PUNCT", "SYM"))
_LEFT = ("amod", "compound", "nmod:desc", "nmod:poss", "det", "nummod", "nmod", "advmod", "appos")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence, by token: the phrase with its titles is `[left, end)`, the bare name `[start, end)`."""

    left: int
    start: int
    end: int
    type: EntityType
    sure: bool  #: a title, a given name or the tables say so, not the model's tag alone


def headline(sentence: Sentence) -> bool:
    """Whether most longer words carry a capital, so that a capital tells nothing."""
    words = [t.text for t in sentence.tokens if t.text.isalpha() and len(t.text) > 3]
    return len(words) > 2 and sum(w[0].isupper() for w in words) >= 0.75 * len(words)


def find_names(sentence: Sentence, names: Gazetteer) -> list[Named]:
    """The names of *sentence*, left to right, disjoint in their bare part."""
    found = (named for start, end in _Runs(sentence, names) for named in _segment(sentence, names, start, end))
    whole = [replace(named, end=_trimmed(sentence, named)) for named in found]
    return [named for named in whole if named.end - named.start > 1 or (named.end > named.start and len(sentence.tokens[named.start].text) > 1)]


def _trimmed(sentence: Sentence, named: Named) -> int:
    """A name's end without small words that the model's tags left hanging: "Office of the"."""
    end = named.end
    while end > named.start and sentence.tokens[end - 1].text.lower() in (*_JOINING, "the", "in", "at", "and", "-"):
        end -= 1
    return end


class _Runs:
    """Stretches of words that belong to names: `[start, end)` by token."""

    def __init__(self, sentence: Sentence, names: Gazetteer) -> None:
        self._tokens = sentence.tokens
        self._names = names
        self._words = [t.text for t in sentence.tokens]
        self._tag = {i: name.type for name in sentence.names for i in range(name.start, name.end)}
        self._span = {i: k for k, name in enumerate(sentence.names) for i in range(name.start, name.end)}
        self._plain = headline(sentence)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        at = 0
        while at < len(self._tokens):
            if not self._begins(at):
                at += 1
                continue
            end = self._extent(at)
            yield at, end
            at = end

    def _begins(self, at: int) -> bool:
        return self._belongs(at) or bool(self._known(at))

    def _extent(self, at: int) -> int:
        end = max(at + 1, self._known(at))
        while end < len(self._tokens):
            step = self._joined(end)
            if step:
                end = step
            elif self._belongs(end) and self._tokens[end - 1].text not in (",", ")", ":"):
                end = max(end + 1, self._known(end))
            else:
                break
        return end

    def _known(self, at: int) -> int:
        found = self._names.find(self._words, at)
        if found is None:
            return self._titled(at)
        token = self._tokens[at]
        if found[0] == at + 1 and found[1].use == "region" and len(token.text) == 2 and (at == 0 or self._tokens[at - 1].text != ","):
            return 0  # "OK" and "IN" are states only after a city
        if found[0] == at + 1 and (token.upos in _FUNCTION - {"ADV", "SYM"} or (not token.text[0].isupper())):
            return 0
        return found[0]

    def _titled(self, at: int) -> int:
        """Where a title of several words that are not all names ends: "Secretary of State", whatever part of speech its first word is given; else 0."""
        if not self._words[at][0].isupper() or at + 2 >= len(self._words) or self._words[at + 1] not in _JOINING:
            return 0
        found = self._names.title(_lower(self._words[at : at + 6]), 0)
        return at + found[0] if found and found[0] > 2 and self._capital(at + found[0] - 1) else 0

    def _belongs(self, at: int) -> bool:
        token = self._tokens[at]
        text = token.text
        if not text[0].isupper() or (text in ("I", "A", "I.", "OK") and at not in self._tag) or self._date(at):
            return False
        if at in self._tag or token.upos == "PROPN" or (token.dep == "flat" and text.lower().rstrip(".") in self._names.suffixes):
            return True
        if token.upos in _FUNCTION or self._plain:
            return False
        if token.upos in ("VERB", "NUM", "X") and not (at + 1 < len(self._tokens) and self._capital(at + 1)):
            return False
        if text.lower() in self._names.grammar["counting"]:
            return False
        if self._opens(at):  # "Former President Moss", "Police said"
            return at + 1 < len(self._tokens) and self._capital(at + 1) and (token.head > at or self._tokens[at + 1].head == at)
        return True

    def _date(self, at: int) -> bool:
        """A month or weekday that is no part of a name, as in "Theresa May" it is."""
        token = self._tokens[at]
        if token.text.lower().rstrip(".") not in self._names.grammar["days"]:
            return False
        return not (self._tag.get(at) in ("PER", "ORG") and (token.rel == "flat" or self._span.get(at - 1) == self._span[at] or self._span.get(at + 1) == self._span[at]))

    def _capital(self, at: int) -> bool:
        token = self._tokens[at]
        return token.text[0].isupper() and token.upos not in _FUNCTION and not self._date(at)

    def _opens(self, at: int) -> bool:
        """Whether the word opens a sentence or a quotation, where any word has a capital."""
        return at == 0 or (self._tokens[at - 1].upos == "PUNCT" and self._tokens[at - 1].text not in ("-", "–", ",", "(", "’", "'", "."))

    def _joined(self, end: int) -> int:
        """Where a run goes on after small words inside a name: "Ministry *of* Health", "Ana *de la* Cruz", "Jean*-*Luc"; 0 where it ends."""
        tokens, last = self._tokens, len(self._tokens)
        word, before = tokens[end].text, tokens[end - 1]
        if word == "." and end + 1 < last and before.span.end == tokens[end].span.start and (before.text.lower(),) in self._names.titles and self._capital(end + 1):
            return end + 2  # "Sec. Moss": an abbreviation that the tokeniser did not know
        same = self._span.get(end - 1, -1)
        if word in ("-", "–") and end + 1 < last and tokens[end].span.start == before.span.end and tokens[end + 1].span.start == tokens[end].span.end:
            inside = tokens[end + 1].text[0].isupper() or self._span.get(end + 1) == same or (tokens[end + 1].rel == "flat" and tokens[end + 1].upos == "PROPN")
            return end + 2 if inside and tokens[end + 1].upos not in ("VERB", "ADV") else 0
        if word.isdigit() and before.text[0].isupper() and (tokens[end].head == before.i or (end + 1 < last and self._capital(end + 1) and before.dep == "compound")):
            return end + 1  # "Ward 3"
        if word == "&" and end + 1 < last and self._capital(end + 1):
            return end + 2
        if word in ("'s", "’s", "’", "'") and end + 1 < last and tokens[end + 1].text in self._names.body_endings and self._holds_office(before):
            return end + 2  # "Harlan County Sheriff's Office"
        if word in ("'s", "’s", "’", "'") and end + 1 < last and self._span.get(end + 1) == same >= 0:
            return end + 2 if self._tag[end + 1] != "PER" else 0
        if word.lower() in _JOINING and self._goes_on(before, end, same):
            after = end + 2 if end + 1 < last and tokens[end + 1].text.lower() == "the" else end + 1
            return after + 1 if after < last and self._capital(after) and self._belongs(after) and self._tag.get(after) != "PER" else 0
        if word == "and" and end + 1 < last and self._capital(end + 1) and ((before.head > end and before.dep == "compound") or (same >= 0 and self._span.get(end + 1) == same)):
            return end + 2
        at = end
        while at < last and tokens[at].text in self._names.particles and (tokens[at].upos == "PROPN" or (same >= 0 and self._span.get(at) == same)):
            at += 1
        if at > end and at < last and tokens[at].text in ("-", "–"):
            at += 1
        return at + 1 if at > end and at < last and self._capital(at) else 0

    def _holds_office(self, token: Token) -> bool:
        low, lemma = token.text.lower(), token.lemma.lower()
        return (low,) in self._names.titles or low in self._names.many or self._names.person(lemma) is not None or lemma in ("woman", "man", "child", "people", "veteran")

    def _goes_on(self, before: Token, end: int, same: int) -> bool:
        """Whether "of", "for" or "on" at token *end* is a part of the name before it."""
        low = before.text.lower()
        return before.text in self._names.body_endings or low in self._names.bodies | self._names.grammar["heads_of_names"] or self._span.get(end + 1, -2) == same


def _segment(sentence: Sentence, names: Gazetteer, start: int, end: int) -> list[Named]:
    """What one run holds: a person with titles before, a body, a place, or some of these in a row."""
    while start < end and sentence.tokens[start].text.lower() in names.narrowing - {"chief", "vice", "new", "first"}:
        start += 1
    if start >= end or (sentence.tokens[start].text in ("D", "R", "I") and end > start + 1):  # "D-Calif."
        return []
    words = [t.text for t in sentence.tokens[start:end]]
    whole = names.find(words, 0)
    if whole and whole[0] == len(words):
        return [] if whole[1].use == "adjective" else [_of_known(whole[1], start, start, end)]
    person = _person(sentence, names, start, end)
    if person is not None:
        before = _segment(sentence, names, start, min(person.start, _first_title(names, words, start))) if person.start > start else []
        # In "State Department spokeswoman Ana Ruiz" the body is named too; in "President Ruiz" nothing is.
        return [*(n for n in before if n.type not in ("person", "other") and n.end <= person.start), person]
    return _bodies(sentence, names, start, end, whole)


def _of_known(known: Known, left: int, start: int, end: int) -> Named:
    return Named(left, start, end, known.type, True)


def _first_title(names: Gazetteer, words: Sequence[str], start: int) -> int:
    lower = _lower(words)
    return next((start + i for i in range(len(lower)) if names.title(lower, i) and lower[i] not in ("general", "chief", "private")), start + len(words))


def _lower(words: Sequence[str]) -> list[str]:
    return [w.lower().replace(".", "") for w in words]


def _person(sentence: Sentence, names: Gazetteer, start: int, end: int) -> Named | None:
    """The person that a run ends in, with the titles before, or `None`."""
    words = [t.text for t in sentence.tokens[start:end]]
    lower = _lower(words)
    titled = after = 0
    for i in range(len(lower)):
        found = names.title(lower, i) if i >= after else None
        if found and found[0] < len(lower) and not _part_of_name(names, words, i, after):
            titled, after = 1, found[0] + (words[found[0]] == ".")
    tags = {i: n.type for n in sentence.names for i in range(n.start, n.end)}
    if not titled:
        titled, after = _role_before(sentence, names, start)
    name = start + after if titled else start
    name = _without_modifiers(sentence, names, name, end, titled=bool(titled))
    if name >= end or sentence.tokens[name].text in _JOINING:
        return None
    bare = sentence.tokens[name:end]
    per = [tags.get(t.i) == "PER" for t in bare]
    given = _given_first(names, bare) and not all(tags.get(t.i) in ("LOC", "ORG") for t in bare)
    if not _looks_personal(names, [t.text for t in bare], titled=bool(titled), tagged=sum(per) * 2 > len(per), given=given):
        return None
    return Named(_left(sentence, names, name, start, end), name, end, "person", bool(titled) or given)


def _part_of_name(names: Gazetteer, words: Sequence[str], at: int, after: int) -> bool:
    """ "Marshal" and "Dean" are titles and given names: after a given name, or between a title (to word *after*) and one last word, they are part of the name."""
    if at == 0 or words[at - 1] in ("-", "–"):
        return at > 0
    if names.given(words[at]) is None or (at + 1 < len(words) - 1 and names.given(words[at + 1]) is not None):
        return False  # "German Chancellor Greta Holm"
    return ((at == 1 and names.given(words[0]) is not None) or (after == at and len(words) == at + 2))


def _given_first(names: Gazetteer, bare: Sequence[Token]) -> bool:
    return len(bare) > 1 and bare[0].text.lower() not in ("san", "santa", "st", "las", "los") and names.given(bare[0].text) is not None


def _role_before(sentence: Sentence, names: Gazetteer, start: int) -> tuple[int, int]:
    """Whether a role in small letters stands directly before the run: "neighbor Ana Ruiz"."""
    if start == 0:
        return 0, 0
    before = sentence.tokens[start - 1]
    if before.upos not in ("NOUN", "PROPN", "ADJ") or names.person(before.lemma.lower()) is None or before.text[0].isupper():
        return 0, 0
    linked = before.head >= start or (before.rel in ("nmod:desc", "appos", "compound", "flat") and before.head >= start - 1) or sentence.tokens[start].head == before.i
    return (1, 0) if linked and "Number=Plur" not in before.feats else (0, 0)


def _without_modifiers(sentence: Sentence, names: Gazetteer, name: int, end: int, *, titled: bool) -> int:
    """Past known adjectives and countries that stand before a name: "Iranian Ali Moss" (not a given name like "Jordan Moss")."""
    words = [t.text for t in sentence.tokens[name:end]]
    tags = {i: n.type for n in sentence.names for i in range(n.start, n.end)}
    at = 0
    of = words[:1] and words[0] in _JOINING  # "Director of Inquiries Sam Oduya"
    while at < len(words) - 1 and (tags.get(name + at) in ("LOC", "ORG") or (of and tags.get(name + at) is None)) and any(tags.get(i) == "PER" for i in range(name + at + 1, end)):
        at += 1  # "Mayor of London Sam Oduya"
    while not titled and at < len(words) - 1:
        found = names.find(words, at)
        if found is None or found[0] >= len(words) or found[1].use not in ("adjective", "name", "region", "body") or tags.get(name + at) == "PER":
            break
        if names.given(words[at]) is not None and found[1].use != "adjective":
            break
        at = found[0]
    return name + at


def _looks_personal(names: Gazetteer, words: Sequence[str], *, titled: bool, tagged: bool, given: bool) -> bool:
    if len(words) > 6 or any(w[0].isdigit() for w in words):
        return False
    known = names.find(words, 0)
    if known and known[0] == len(words) and not titled and known[1].use != "region":
        return False
    last = words[-1]
    if last in names.body_endings or last in names.place_endings:
        return tagged and (titled or given) and len(words) < 4 and not last.endswith(".") and last not in _NEVER_PERSONAL
    if _ends_in_title(names, words) is not None and not (len(words) == 1 and tagged):
        return given and tagged
    if last.lower() in names.bodies or (names.title(_lower(words), 0) and not titled):
        return tagged and given
    return titled or tagged or (given and len(words) < 4)


def _left(sentence: Sentence, names: Gazetteer, name: int, start: int, end: int) -> int:
    """Where the phrase of a name begins: its titles, and what narrows them."""
    tokens = sentence.tokens
    reach = _below_left(sentence, name, end)
    left = min(start, name)
    while left > 0:
        before = tokens[left - 1]
        role = left == start and before.upos in ("NOUN", "ADJ", "PROPN") and names.person(before.lemma.lower()) is not None and "Number=Plur" not in before.feats
        if role and (before.head >= left or tokens[left].head == before.i or before.i in reach):
            reach |= _below_left(sentence, left - 1, end)
        elif before.i not in reach or _closes(before):
            break
        left -= 1
    return left if _tells(sentence.tokens[left:name], names) else name


def _closes(token: Token) -> bool:
    """Whether a phrase before a name cannot go on to the left past this word."""
    if token.upos == "VERB":
        return token.rel != "amod" or token.text.endswith("ing")
    return token.upos in ("ADP", "CCONJ", "SCONJ") or (token.upos == "PUNCT" and token.text not in ("-", "."))


def _tells(before: Sequence[Token], names: Gazetteer) -> bool:
    """Whether words before a name say something of its bearer, and are not another name that only stands there."""
    return any(t.upos != "PROPN" or names.titles.get((t.text.lower().replace(".", ""),)) or names.person(t.lemma.lower()) for t in before)


def _below_left(sentence: Sentence, at: int, end: int) -> set[int]:
    """What hangs before the head of the phrase that holds token *at* and ends before token *end*, and below that."""
    head = sentence.tokens[at]
    while head.rel in ("flat", "compound", "nmod:desc", "goeswith") and head.i - 8 < head.head < end:
        head = sentence.tokens[head.head]
    inside = {*range(head.i, at), *range(at, head.i)}
    below = [c for i in sorted({at, head.i, *inside}) for c in sentence.children(sentence.tokens[i], *_LEFT) if c.i < at]
    return {t.i for c in below for t in sentence.subtree(c)} | {i for i in inside if i < at}


def _bodies(sentence: Sentence, names: Gazetteer, start: int, end: int, known: tuple[int, Known] | None) -> list[Named]:
    """A run without a person: one body or place by its last word, or what the tables and the model know in it."""
    tokens = sentence.tokens[start:end]
    words = [t.text for t in tokens]
    last = words[-1]
    tags = [n for n in sentence.names if n.start < end and n.end > start]
    if len(words) == 1 and (last.lower() in names.many or names.person(tokens[0].lemma.lower()) is not None):
        return []  # "Deputies" at the head of a sentence
    office = _ends_in_title(names, words) if last != "Dr." else None  # "Elm Dr."
    if office is not None and last not in names.body_endings and (len(words) > 1 or not tags):
        return _segment(sentence, names, start, start + office)
    if last in names.body_endings and len(words) > 1:
        return [Named(start, start, end, "organization", True)]
    if last in names.place_endings and len(words) > 1:
        return [Named(start, start, end, "organization" if any(n.type == "ORG" and n.end == end for n in tags) else "place", True)]
    if known and not (sentence.tokens[start].rel == "compound" and start + known[0] <= sentence.tokens[start].head < end):
        rest = _segment(sentence, names, start + known[0], end)
        if len(rest) == 1 and rest[0].type == "organization" and rest[0].start == start + known[0] and known[1].use in ("name", "region") and rest[0].end == end:
            return [Named(start, start, end, "organization", True)]  # "United States Department of Transportation"
        if rest and known[1].use != "adjective" and not any(n.start <= start and n.end >= end for n in tags):
            return [_of_known(known[1], start, start, start + known[0]), *rest]
    inner = [n for n in tags if n.start >= start and n.end <= end]
    if len(inner) > 1 and sum(n.end - n.start for n in inner) >= len(words) - 1 and not _one_phrase(tokens):
        return _inner(sentence, names, start, end)
    type_ = _TYPES[max(tags, key=lambda n: (n.end - n.start, -n.start)).type] if tags else "other"
    return [Named(start, start, end, type_, False)]


def _ends_in_title(names: Gazetteer, words: Sequence[str]) -> int | None:
    """Where the title begins that a run ends in: 2 in "White House Press Secretary"."""
    lower = _lower(words)
    ends = (i for i in range(len(lower)) if (found := names.title(lower, i)) and found[0] == len(lower))
    return next((i for i in ends if i == 0 or lower[i - 1] not in _JOINING), None)


def _one_phrase(tokens: Sequence[Token]) -> bool:
    """Whether all words hang together as one name."""
    here = range(tokens[0].i, tokens[-1].i + 1)
    return sum(t.head not in here for t in tokens) == 1 and all(t.head not in here or t.dep in ("flat", "compound", "amod", "punct", "case", "nmod", "nummod") for t in tokens)


def _inner(sentence: Sentence, names: Gazetteer, start: int, end: int) -> list[Named]:
    """Known names and the model's inside a run that is none itself: "White House" in "White House Chief of Staff"."""
    words = [t.text for t in sentence.tokens[start:end]]
    out: list[Named] = []
    at = 0
    while at < len(words):
        found = names.find(words, at)
        tagged = next((n for n in sentence.names if n.start == start + at and n.end <= end), None)
        if found and found[1].use != "adjective":
            out.append(_of_known(found[1], start + at, start + at, start + found[0]))
            at = found[0]
        elif tagged and not found:
            last = tagged.end - (sentence.tokens[tagged.end - 1].upos == "ADP")
            if last > tagged.start:
                out.append(Named(tagged.start, tagged.start, last, _TYPES[tagged.type], False))
            at = tagged.end - start
        else:
            at = found[0] if found else at + 1
    return out
