"""How articles write the names of those they tell of: agreed, shortened, or spelled otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from corroborate.relate.accounts import claim_id, with_origins
from corroborate.relate.origins import Trail
from corroborate.relate.verdicts import verdict
from corroborate.types import Account, Article, Claim, Difference, Entity, Findings, Mention, Story

ALIKE = 0.75  #: two words of which so much is the same are one name spelled twice: "Lindquist", "Lindqvist"


def name_claims(story: Story, articles: Sequence[Article], findings: Sequence[Findings], entities: Sequence[Entity], of: Iterable[str], from_whom: Trail) -> list[Claim]:
    """A claim for the name of each entity in *of* that two articles give, and of every other person whose name is spelled in two ways.

    *articles* and *findings* run parallel, earliest first.
    """
    texts, said = {a.id: a for a in articles}, {f.article: f for f in findings}
    order = {a.id: i for i, a in enumerate(articles)}
    wanted = set(of)
    towns = {q.value.lower() for f in findings for q in f.quantities if q.kind == "place"}  # "NORWICK – A girl" may be read as a person
    claims = []
    for entity in (e for e in entities if (e.id in wanted or e.type == "person") and e.name.lower() not in towns):
        found = sorted(_accounts(entity, texts, said), key=lambda a: (order[a.article], a.span))
        if len({a.article for a in found}) > 1:
            claim = _claim(story, found, from_whom)
            claims += [claim] if entity.id in wanted or claim.differences else []
    return claims


def _accounts(entity: Entity, texts: Mapping[str, Article], said: Mapping[str, Findings]) -> list[Account]:
    """Per article the fullest form of the name, and every form that is spelled otherwise, where each first stands."""
    out = []
    for article in sorted({a for a, _ in entity.referents if a in texts}):
        ids = {r for a, r in entity.referents if a == article}
        names = [m for m in said[article].mentions if m.referent in ids and m.form == "name"]
        forms = _forms(texts[article], names)
        full = max(forms, key=lambda f: (len(f.split()), -forms[f].head.start), default=None)
        out += [Account(article, forms[f].head, None, f) for f in forms if f == full or (full is not None and not _shortened(f, full))]
    return out


def _forms(article: Article, names: Sequence[Mention]) -> dict[str, Mention]:
    """Each form of the name with the mention that gives it first."""
    found: dict[str, Mention] = {}
    for mention in sorted(names, key=lambda m: m.head):
        found.setdefault(" ".join(article[mention.head].replace("’", "'").removesuffix("'s").strip("'., ").split()), mention)
    return {f: m for f, m in found.items() if f}


def _words(name: str) -> list[str]:
    return [w for w in name.lower().replace(".", "").replace(",", "").split() if w not in ("jr", "sr", "ii", "iii")]


def _shortened(a: str, b: str) -> bool:
    """Whether one is the other with words left out or cut to initials."""
    short, long = sorted((_words(a), _words(b)), key=len)
    return all(any(w == x or (len(w) == 1 and x.startswith(w)) or (len(x) == 1 and w.startswith(x)) for x in long) for w in short)


def spelled_otherwise(a: str, b: str) -> bool:
    """Whether two names are one spelled in two ways: neither a shortening of the other, and each differing word much like one of the other's."""
    if _shortened(a, b):
        return False
    x, y = set(_words(a)), set(_words(b))
    return all(any(SequenceMatcher(None, w, v).ratio() >= ALIKE for v in y) for w in x - y) and bool((x & y) or len(x) == len(y) == 1 or x - y)


def _claim(story: Story, found: Sequence[Account], from_whom: Trail) -> Claim:
    accounts = with_origins(found, from_whom)
    values: dict[str, list[int]] = {}
    for i, account in enumerate(accounts):
        values.setdefault(account.value or "", []).append(i)
    forms = list(values)
    differ = [f for f in forms if any(spelled_otherwise(f, g) or spelled_otherwise(g, f) for g in forms)]
    differences = (Difference("spelling", tuple((f, tuple(values[f])) for f in forms), f"the name is written {' and '.join(differ)}"),) if differ else ()
    origins = len({a.origin for a in accounts})
    return Claim(
        claim_id("name", accounts[0]), story.id, "attribute", verdict(differences, origins), accounts, origins, differences,
        confidence=0.9, why=("the name",), salience=0.5 * origins - 1.5 + bool(differ),
    )
