"""From figures to referents: the name, the surface forms, the roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from corroborate.annotate.bodies import is_police
from corroborate.annotate.figures import Figure, Seen
from corroborate.annotate.roles import titles_in
from corroborate.language.gazetteer import Gazetteer
from corroborate.text.names import body_key, person_name
from corroborate.types import Article, Mention, Referent

Read = tuple[tuple[Mention, ...], tuple[Referent, ...]]

_SPACE = re.compile(r"\s+")
_POSSESSIVE = frozenset(["his", "her", "their", "its", "my", "our", "your"])


def referents_of(article: Article, seen: Sequence[Seen], found: Mapping[int, tuple[Figure, str]], rivals: Mapping[int, Sequence[Figure]], names: Gazetteer) -> Read:
    """Mentions with their referents, and the referents in order of first mention."""
    into = _police(found)
    figures: dict[int, Figure] = {}
    for s in seen:
        if s.index in found:
            figure = into.get(found[s.index][0].id, found[s.index][0])
            figures.setdefault(figure.id, figure)
    number = {id_: i for i, id_ in enumerate(figures)}
    by_id = {f.id: f for f, _ in found.values()}
    for s in seen:
        if s.index in found and s.mention.form != "pronoun":
            figure = into.get(found[s.index][0].id, found[s.index][0])
            figure.forms.update(_forms(article, s, names))
    number_of = {f: number[into[f].id if f in into else f] for f in by_id}
    mentions = tuple(_linked(s, found, rivals, number_of) if s.index in found else s.mention for s in seen)
    turned = _turned(by_id.values(), names)
    return mentions, tuple(_referent(number[id_], figure, by_id, turned.get(id_, [])) for id_, figure in figures.items())


def _linked(s: Seen, found: Mapping[int, tuple[Figure, str]], rivals: Mapping[int, Sequence[Figure]], number: Mapping[int, int]) -> Mention:
    figure, how = found[s.index]
    others = dict.fromkeys(number[f.id] for f in rivals.get(s.index, ()) if f.id in number)
    return replace(s.mention, referent=number[figure.id], how=how, rivals=tuple(o for o in others if o != number[figure.id]))


def _police(found: Mapping[int, tuple[Figure, str]]) -> dict[int, Figure]:
    """Plain "police" is the one force that the article names, if it names but one."""
    figures = {f.id: f for f, _ in found.values()}
    forces = [f for f in figures.values() if f.type == "organization" and (f.named or len(f.key) > 1) and is_police_figure(f)]
    plain = [f for f in figures.values() if f.key == () and not f.named and f.type == "organization" and any(r.noun == "police" and not r.words for r in f.roles)]
    return {f.id: forces[0] for f in plain} if len(forces) == 1 else {}


def is_police_figure(figure: Figure) -> bool:
    return is_police(figure) or "police" in figure.key


def _clean(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ,;:\"“”")


def _forms(article: Article, s: Seen, names: Gazetteer) -> Iterator[str]:
    """The surface forms of a mention: a name bare, with each of its titles, and whole; a description to its noun, and whole."""
    yield _clean(s.phrase)
    if s.mention.form == "nominal":
        short = _clean(article.text[s.mention.span.start : s.mention.head.end])
        if short != _clean(s.phrase):
            yield short
        return
    if s.phrase == s.text:
        return
    yield _clean(s.text)
    left = [t for t in s.words if t.span.end <= s.mention.head.start]
    for at, _ in titles_in(left, names):
        if at > 0:
            yield _clean(article.text[left[at].span.start : s.mention.span.end])


def _turned(figures: Iterable[Figure], names: Gazetteer) -> dict[int, list[tuple[str, int]]]:
    """Ties seen from the other side, for named persons: whose daughter someone is is her mother or father."""
    by_id = {f.id: f for f in figures}
    out: dict[int, list[tuple[str, int]]] = {}
    for figure in by_id.values():
        for noun, owner in figure.ties:
            whose = by_id.get(owner)
            if whose is not None and whose.type == "person" and noun in names.grammar["children"] and whose.gender != "unknown":
                out.setdefault(owner, []).append(("mother" if whose.gender == "female" else "father", figure.id))
    return out


def _referent(id_: int, figure: Figure, by_id: Mapping[int, Figure], turned: Sequence[tuple[str, int]]) -> Referent:
    ties = [f"{noun} of {_name(by_id[owner], by_id)}" for noun, owner in [*figure.ties, *turned] if owner in by_id and by_id[owner].names]
    iso3 = figure.iso3 or next((r.iso3 for r in figure.roles if r.iso3), None)
    return Referent(
        id=id_,
        name=_name(figure, by_id),
        type=figure.type,
        named=figure.named,
        gender=figure.gender if figure.type == "person" else "unknown",
        plural=figure.plural,
        roles=tuple(dict.fromkeys([*(r.text for r in figure.roles), *(ties if figure.type == "person" else [])])),
        aliases=tuple(sorted(figure.forms.items(), key=lambda f: (-f[1], f[0]))),
        iso3=iso3,
    )


def _name(figure: Figure, by_id: Mapping[int, Figure]) -> str:
    if figure.canonical:
        return figure.canonical
    if figure.names:
        if figure.type == "person":
            full = [n for n in figure.names if person_name(n).full] or list(figure.names)
            return _clean(max(full, key=lambda n: (figure.names[n] > 1 or len(full) == 1, len(person_name(n).given), figure.names[n], n)))
        return _clean(max(figure.names, key=lambda n: (len(n.split()), figure.names[n], n)))
    return _described(figure, by_id)


def _described(figure: Figure, by_id: Mapping[int, Figure]) -> str:
    """A description that stands for itself: "her mother" becomes "mother of Ana Ruiz"."""
    forms = [f for f in figure.forms if f.split()[0].lower() not in _POSSESSIVE]
    if forms and figure.key:
        return max(forms, key=lambda f: (len(body_key(f)) == len(figure.key), figure.forms[f], f))
    if forms:
        return min(forms, key=lambda f: (-figure.forms[f], len(f), f))
    if figure.ties:
        noun, owner = figure.ties[0]
        whose = by_id.get(owner)
        if whose is not None and (whose.canonical or whose.names):
            return f"{_name(whose, by_id)} {noun}" if figure.type == "organization" else f"{noun} of {_name(whose, by_id)}"
    return next(iter(sorted(figure.forms)), "someone")
