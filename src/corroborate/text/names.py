"""Names of people and bodies as plain strings: their parts, and whether two of them can be one person's or one body's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_MARKS = re.compile(r"[^a-z0-9]+")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?(?=\s|$)|(?<=s)['’](?=\s|$)")
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "ð": "d", "þ": "th"})
_GENERATION = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_ARTICLES = ("al", "el", "as", "ash", "ad", "an", "ar", "at", "ul", "ur")
#: Small words that belong to the family name after them: "La Riva", "de Blasio".
_PARTICLES = frozenset(("la", "le", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "von", "van", "der", "den", "ter", "ten", "bin", "ibn", "st"))
#: Words of a body's name that another article leaves out or writes otherwise.
_LOOSE = frozenset(
    [
        *("the", "of", "for", "and", "department", "dept", "office", "group", "inc", "corp", "ltd", "co", "company", "corporation"),
        *("incorporated", "limited", "organization", "organisation"),
    ]
)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Lower case, without accents and marks, one space between words: "Bashar al-Assad" → "bashar al assad"."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("'", "").replace("`", "")
    return _MARKS.sub(" ", plain).strip()


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without titles, its words folded."""

    given: tuple[str, ...]  #: all before the family name: ("john", "f")
    family: str  #: the last word, articles of Arabic names left off: "assad"
    generation: str = ""  #: "jr", "sr", "ii", …

    @property
    def last(self) -> str:
        """The family name without particles: "riva" of "La Riva"."""
        return self.family.split()[-1] if self.family else ""

    @property
    def full(self) -> bool:
        """Whether it has more than one word."""
        return bool(self.given)


@lru_cache(maxsize=65536)
def person_name(text: str) -> PersonName:
    """The parts of a bare name: "Sam Oduya Jr." → given ("sam",), family "oduya", generation "jr"."""
    # "L.J. Moss" is three words, "N'Dour" and "O'Neal" one.
    # A hyphen joins a name: "Romero-Sanchez" is one family name, "al-Assad" is "Assad".
    joined = re.sub(r"(?<=\w)\s?[-–]\s?(?=\w)", lambda m: " " if m.string[: m.start()].split()[-1].lower() in _ARTICLES else "", text)
    words = folded(re.sub(r"(?<=\w)['’](?=\w)", "", joined)).split() or [text.lower()]
    generation = ""
    if len(words) > 1 and words[-1] in _GENERATION:
        generation = _GENERATION[words.pop()]
    kept = [w for i, w in enumerate(words) if not (w in _ARTICLES and 0 < i < len(words) - 1)] if len(words) > 2 else words
    if len(kept) == 2 and kept[0] in _ARTICLES:  # "al-Assad" alone
        kept = kept[1:]
    at = len(kept) - 1
    while at > 0 and kept[at - 1] in _PARTICLES and not (at == 1 and kept[0] in ("van", "st", "den") and len(kept) > 2):
        at -= 1
    return PersonName(tuple(kept[:at]), " ".join(kept[at:]), generation)


def same_person(a: PersonName, b: PersonName, short: Mapping[str, frozenset[str]]) -> bool:
    """Whether two names can be one person's: one says less than the other, and nothing that they say conflicts.

    *short* gives for a given name the other forms it goes by: {"elizabeth": {"liz", …}}, both ways.
    """
    if a.generation and b.generation and a.generation != b.generation:
        return False
    if not a.full or not b.full:
        return _bare(a, b) or _bare(b, a)
    if _same_family(a.family, b.family):
        return _givens(a.given, b.given, short)
    if _alike(a.family, b.family) and a.given[0] == b.given[0] and len(a.given[0]) > 1:
        return _givens(a.given, b.given, short)
    # "Enrique Peña" and "Enrique Peña Nieto": two family names, the second left off.
    long_, less = (a, b) if len(a.given) > len(b.given) else (b, a)
    words = (*less.given, less.family)
    return len(words) > 1 and len(words[0]) > 1 and (*long_.given, long_.family)[: len(words)] == words


def _bare(one: PersonName, other: PersonName) -> bool:
    """A single word names the other by family, or by the first given name."""
    return not one.full and (_same_family(one.family, other.family) or (not one.generation and bool(other.given) and one.family == other.given[0]))


def _same_family(a: str, b: str) -> bool:
    """Equal, or equal but for particles that one leaves off: "van Holm" and "Holm"."""
    return a == b or (a.split()[-1:] == b.split()[-1:] and (" " in a) != (" " in b))


def _givens(a: tuple[str, ...], b: tuple[str, ...], short: Mapping[str, frozenset[str]]) -> bool:
    if not _same_given(a[0], b[0], short) and not (a[0] in b[1:] or b[0] in a[1:]):
        return False
    middle_a, middle_b = [w for w in a[1:] if w != b[0]], [w for w in b[1:] if w != a[0]]
    return all(_same_given(x, y, short) for x, y in zip(middle_a, middle_b, strict=False))


def _same_given(a: str, b: str, short: Mapping[str, frozenset[str]]) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    return b in short.get(a, ()) or a in short.get(b, ()) or (len(a) > 4 and len(b) > 4 and _alike(a, b))


def _alike(a: str, b: str) -> bool:
    """One letter more, fewer, other or swapped, in words long enough for that to be a slip of the pen."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 5 or a[0] != b[0]:
        return False
    if len(a) == len(b):
        differ = [i for i in range(len(a)) if a[i] != b[i]]
        return len(differ) < 2 or (len(differ) == 2 and differ[1] == differ[0] + 1 and a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]])
    long_, less = (a, b) if len(a) > len(b) else (b, a)
    return any(long_[:i] + long_[i + 1 :] == less for i in range(len(long_)))


@lru_cache(maxsize=65536)
def body_key(text: str) -> tuple[str, ...]:
    """A body's name by the words that tell it apart: "the Harlan County Police Department" → ("harlan", "county", "police")."""
    words = folded(_POSSESSIVE.sub("", text).replace(".", "")).split()
    kept = tuple(w for w in words if w not in _LOOSE)
    return kept or tuple(words) or (text.lower(),)


def acronym_of(text: str) -> str:
    """The first letters of the words with a capital: "Harlan State Police" → "HSP"."""
    return "".join(w[0] for w in re.findall(r"[^\W\d_][\w’'.]*", text) if w[0].isupper())


def is_acronym(text: str) -> bool:
    """Whether a word is written as one: "HSP", "F.B.I."."""
    letters = text.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def short_forms(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Given names with the forms they go by, both ways, from (name, forms parted by spaces)."""
    both: dict[str, set[str]] = {}
    for name, forms in pairs:
        for form in forms.split():
            both.setdefault(name, set()).add(form)
            both.setdefault(form, set()).add(name)
    return {name: frozenset(forms) for name, forms in both.items()}
