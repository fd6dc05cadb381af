"""Dictionary forms: a lexicon of exceptions first, then English inflection checked against a vocabulary.

The lexicon (`weights/lemmas.tsv`) holds what the treebanks' lemmas say against the rules here; forms that the rules get right are not in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from corroborate.language.encoder import WEIGHTS, known

#: Stems that seldom end a word without their mute e: "relat-", "realis-", "argu-".
_MUTE = tuple(re.findall(r"\w+", "at iz is iv ev ov av uc ac ic us ts v c u dg rg ag eg tl bl dl gl pl fl kl zl ns rs ak ok ik id od ud ut ur ir"))
Known = Callable[[str], bool]


def lemma(form: str, upos: str, feats: str) -> str:
    """The dictionary form of *form* read as *upos* with *feats* ("Number=Plur|…"): lower case but for names and abbreviations."""
    kind = f"{upos}$" if "Poss=Yes" in feats else upos
    lexicon = _lexicon()
    listed = lexicon.get((kind, form)) or lexicon.get((kind, form.lower()))
    return listed if listed is not None else regular(form, upos, feats, known)


def regular(form: str, upos: str, feats: str, known: Known) -> str:
    """The lemma by the rules of inflection alone; *known* says of a lower-case word whether it is one."""
    low = form.lower()
    plural = "Number=Plur" in feats and low.endswith("s") and not low.endswith(("ss", "'s"))
    if upos == "PROPN":
        made = _first(_without_s(low), known) if plural and form.istitle() else low
        return form[: len(made)] if low.startswith(made) else made.title()
    if form.isupper() and len(form) > 1 and upos in ("NOUN", "X", "SYM", "NUM"):
        return form
    if upos == "VERB" and low.isalpha():
        return _verb(low, feats, known)
    if upos == "NOUN" and plural:
        return _first(_without_s(low), known)
    for degree, ending in (("Degree=Cmp", "er"), ("Degree=Sup", "est")):
        if degree in feats and low.endswith(ending):
            return _first(_stems(low[: -len(ending)]), known)
    return low


def _verb(low: str, feats: str, known: Known) -> str:
    if "VerbForm=Inf" in feats:
        return low
    if low.endswith("ing") and len(low) > 4:
        return _first(_stems(low[:-3]), known)
    if low.endswith("ed") and len(low) > 3 and ("Tense=Past" in feats or "VerbForm=Part" in feats):
        return _first(_stems(low[:-2]), known)
    if low.endswith("s") and not low.endswith("ss") and "Person=3" in feats:
        return _first(_without_s(low), known)
    return low


def _stems(stem: str) -> list[str]:
    """What a stem before -ed, -ing, -er may have come from, likeliest first: "stopp" → stop; "relat" → relate; "carri" → carry."""
    if stem.endswith("i"):
        return [stem[:-1] + "y", stem + "e", stem]
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        return [stem, stem[:-1]] if stem[-1] in "lsfz" else [stem[:-1], stem]
    return [stem + "e", stem] if stem.endswith(_MUTE) else [stem, stem + "e"]


def _without_s(low: str) -> list[str]:
    """What a form in -s may have come from, likeliest first."""
    if low.endswith("ies") and len(low) > 4:
        return [low[:-3] + "y", low[:-1]]
    if low.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return [low[:-2], low[:-1]]
    if low.endswith("ves"):
        return [low[:-1], low[:-3] + "f", low[:-3] + "fe"]
    return [low[:-1]]


def _first(candidates: list[str], known: Known) -> str:
    """The first candidate that is a word, else the likeliest."""
    return next((c for c in candidates if len(c) > 1 and known(c)), candidates[0])


@lru_cache(maxsize=1)
def _lexicon() -> dict[tuple[str, str], str]:
    lines = (WEIGHTS / "lemmas.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(kind, form): made for kind, form, made in rows}
