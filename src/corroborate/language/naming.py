"""Which names an article's sentences hold, from the network's scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from corroborate.language import decode
from corroborate.language.gazetteer import Gazetteer, Known, gazetteer
from corroborate.language.sentence import Name

COARSE = {"person": "PER", "organisation": "ORG", "place": "LOC", "country": "LOC"}
_ADDRESS = re.compile(r"@|://|^www\.|\.(?:com|org|net|edu|gov|html?|pdf|docx?)$", re.IGNORECASE)
#: Words that make another place of the state or country after them: "Northern Ireland", "New Mexico".
_PARTS = frozenset(
    re.findall(
        r"\S+",
        "north south east west northern southern eastern western northeast northwest southeast southwest central upper lower inner outer new greater mid inland"
        " rural coastal downtown mainland united great lake lakes port fort mount saint st st. san santa republic state people's democratic of the and & - ,",
    )
)

#: What is never a whole name: numbers and marks, a small letter, an initial, time zones.
_NO_NAME = re.compile(r"[\W\d_]+|[a-z]|[A-Za-z]\.|[ECMP][SD]T|GMT|UTC|BST|CET|CEST")
_INNER = frozenset([",", "of", "the", "and", "for", "&"])  #: no name ends in one


def find_names(forms: Sequence[Sequence[str]], scores: Sequence[decode.Array], labels: Sequence[str]) -> list[list[Name]]:
    """The names of each sentence of one article. *forms*: each sentence's words; *scores*: [words, tags] of each; *labels*: the tags.

    Names of one form have one type where their own words do not say otherwise. A body that everybody knows is one. An address is no name.
    "Portburg Ohio" is two, and so is "for Ohio Ada Brook".
    """
    types = [label[2:] for label in labels[1::2]]
    known = gazetteer(None)
    found = [(i, a, b, t) for i, (words, table) in enumerate(zip(forms, scores, strict=True)) for a, b, t in _parts(words, table, types, known)]
    kinds = decode.types_of([" ".join(forms[i][a:b]) for i, a, b, _ in found], [t for *_, t in found])
    out: list[list[Name]] = [[] for _ in forms]
    for (i, a, b, _), kind in zip(found, kinds, strict=True):
        type_ = "organisation" if types[kind] in COARSE and _is_body(forms[i][a:b], known) else types[kind]
        out[i].append(Name(a, b, COARSE.get(type_, "MISC"), type_))
    return out


def _is_body(words: Sequence[str], known: Gazetteer) -> bool:
    """Whether all of *words* name an organisation that everybody knows: "EU", "Reuters"."""
    found = known.find(words, 0)
    return found is not None and found[0] == len(words) and found[1].use == "body" and found[1].type == "organization"


def _parts(words: Sequence[str], scores: decode.Array, types: Sequence[str], known: Gazetteer) -> Iterator[tuple[int, int, decode.Array]]:
    """Spans as `decode.spans` gives them, addresses left out, a town and its state or country apart."""
    open_ = np.array([not _ADDRESS.search(w) for w in words], bool)
    for a, b, t in decode.spans(np.where(open_[:, None] | (np.arange(scores.shape[1]) == 0), scores, np.float32(-50))):
        while b - a > 1 and words[b - 1].lower() in _INNER:
            b, t = b - 1, t[:-1]
        if b - a == 1 and _NO_NAME.fullmatch(words[a]):
            continue
        kind = COARSE.get(types[int(t.sum(0).argmax())]) if b - a > 1 else None
        cut = _state_after(words[a:b], known) if kind == "LOC" else 0
        place = _place_before(words, a, b, known) if kind == "PER" else None
        if place is not None:
            cut = place[0] - a
            t[:cut] = np.where(np.arange(len(types)) == types.index(place[1].type), 0, np.float32(-50))
        if cut:
            yield a, a + cut, t[:cut]
        yield a + cut, b, t[cut:]


def _place_before(words: Sequence[str], start: int, end: int, known: Gazetteer) -> tuple[int, Known] | None:
    """The state or country of an office before a person, and where the person begins: "the senator for *Ohio* Ada Brook"."""
    found = known.find(words, start) if start and words[start - 1].lower() in ("of", "for", "from") else None
    whole = found is not None and found[1].use in ("name", "region") and found[1].type in ("place", "country")
    return found if found is not None and whole and end - found[0] > 1 else None


def _state_after(words: Sequence[str], known: Gazetteer) -> int:
    """The word at which a state or country begins that ends the place *words*; 0 where none does."""
    titled = [w.title() if w.islower() else w for w in words]
    if known.find(titled, 0) is not None:
        return 0
    for cut in range(1, len(words)):
        found = known.find(titled, cut)
        if found is not None and found[0] == len(words) and found[1].use in ("name", "region") and found[1].type in ("place", "country") and words[cut - 1].lower() not in _PARTS:
            return cut
    return 0
