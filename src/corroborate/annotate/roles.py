"""Roles: what an article says someone is ("Iran's supreme leader"), and whether a later description can mean them ("the leader")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corroborate.language import Token
from corroborate.language.gazetteer import Gazetteer

_AGED = {"elder": "older", "older": "older", "eldest": "older", "younger": "younger", "youngest": "younger"}


@dataclass(frozen=True, slots=True)
class Role:
    """A description taken apart."""

    noun: str  #: the last word, singular: "secretary"
    title: str  #: with the words that make it an office: "secretary of state"
    words: frozenset[str]  #: other words that tell which one: {"police", "alden"}
    iso3: str | None  #: of the country it names
    former: bool
    lesser: bool  #: a vice, deputy or assistant one
    text: str  #: the phrase, lower case, without an article
    aged: str = ""  #: "older" or "younger" where it compares


def read_role(tokens: Sequence[Token], names: Gazetteer, noun: Token | None = None) -> Role | None:
    """The role that a phrase tells: of its *noun*, or of the last title in it; `None` when it tells none ("Mr.")."""
    kept = [t for t in tokens if t.upos not in ("PUNCT", "DET", "PRON", "PART", "NUM", "SYM")]
    lower = [t.text.lower().replace(".", "").removeprefix("ex-") for t in kept]
    place = _title(kept, lower, names, noun)
    if place is None:
        return None
    start, end, title = place
    name = noun.lemma.lower() if noun is not None and start + 1 == end else title.split()[-1] if " of " not in title else title.split()[0]
    iso3, geographic = _country([t.text for t in kept], names, (start, end))
    words = {w for i, w in enumerate(lower) if w and not start <= i < end and i not in geographic and kept[i].upos not in ("ADP", "CCONJ", "AUX")} - names.grammar["plain"]
    before = lower[:start]
    text = " ".join(t.text.lower() for t in tokens if t.upos not in ("DET",) or t.i != tokens[0].i).replace(" 's", "'s").replace(" ’s", "’s")
    aged = next((_AGED[w] for w in lower if w in _AGED), "")
    former = bool({"former", "ex"} & set(before)) or any(t.text.lower().startswith("ex-") for t in kept)
    lesser = bool({*before, title.split()[0], *title.split("-")[:1]} & names.grammar["lesser"])
    return Role(name, title, frozenset(words), iso3, former, lesser, text, aged)


def _title(kept: Sequence[Token], lower: Sequence[str], names: Gazetteer, noun: Token | None) -> tuple[int, int, str] | None:
    """Where the title stands among the kept words, and what it is."""
    if noun is None:
        found = [(i, f[0], f[1].role) for i in range(len(lower)) if (f := names.title(lower, i)) and f[1].role]
        last = [f for f in found if not any(g[0] < f[0] and g[1] >= f[1] for g in found)]
        return last[-1] if last else None
    at = next((i for i, t in enumerate(kept) if t.i == noun.i), None)
    if at is None:
        return None
    for i in range(len(lower)):
        f = names.title(lower, i)
        if f and i <= at < f[0] and f[1].role:
            return i, f[0], f[1].role if f[0] > i + 1 else noun.lemma.lower()
    return at, at + 1, noun.lemma.lower()


def titles_in(tokens: Sequence[Token], names: Gazetteer) -> list[tuple[int, str]]:
    """All titles of a phrase: (place among *tokens*, what it is), left to right."""
    places = [i for i, t in enumerate(tokens) if t.upos != "PUNCT"]
    lower = [tokens[i].text.lower().replace(".", "").removeprefix("ex-") for i in places]
    out, at = [], 0
    while at < len(lower):
        found = names.title(lower, at)
        if found is None:
            at += 1
            continue
        out.append((places[at], found[1].role))
        at = found[0]
    return out


def _country(words: Sequence[str], names: Gazetteer, without: tuple[int, int]) -> tuple[str | None, set[int]]:
    iso3, places, at = None, set[int](), 0
    while at < len(words):
        found = names.find(words, at)
        if found and found[1].type == "country" and not without[0] <= at < without[1]:
            iso3 = iso3 or found[1].iso3
            places |= set(range(at, found[0]))
        at = found[0] if found else at + 1
    return iso3, places


def role_match(said: Role, role: Role, names: Gazetteer) -> float:
    """How well a description fits a role, 0 (it cannot mean it) to about 1.3. "the minister" fits "foreign minister", "the foreign minister" not "prime minister"."""
    if said.iso3 and role.iso3 and said.iso3 != role.iso3:
        return 0.0
    if said.lesser != role.lesser and said.noun not in ("official", "officer"):
        return 0.0
    if said.former != role.former and said.noun in names.grammar["offices_held"]:
        return 0.0
    level = _level(said, role, names)
    if level == 0:
        return 0.0
    more = said.words - role.words
    return max(0.0, level + 0.1 * len(said.words & role.words) + 0.1 * bool(said.iso3 and said.iso3 == role.iso3) - (0.3 if role.words else 0.15) * len(more))


def _level(said: Role, role: Role, names: Gazetteer) -> float:
    if said.title == role.title:
        return 1.0
    apart = names.grammar["apart"]
    if said.title in apart or (role.title in apart and said.noun not in ("official", "spokesman", "spokeswoman", "spokesperson", "prosecutor")):
        return 0.0
    several = " " in said.title or "-" in said.title
    if said.noun == role.noun:
        if several and " " in role.title:
            return 0.0  # "foreign minister" and "prime minister"
        return 0.85
    covers = names.covers.get(said.title, frozenset()) | names.covers.get(said.noun, frozenset()) if not several else names.covers.get(said.title, frozenset())
    return 0.7 if role.title in covers or role.noun in covers else 0.0
