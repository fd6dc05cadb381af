"""Numbers of the killed, the hurt and the shot held against each other: the same people may be counted under two of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corroborate.relate.readings import Reading
from corroborate.types import Article, Findings

Readings = Mapping[tuple[str, ...], list[Reading]]
LEAD = 0.3  #: the part of an article that tells the happening itself
_DEATH = re.compile(r"\b(?:dead|deadly|die[ds]?|dying|kill\w*|fatal\w*|slain|murder\w*|homicides?|deaths?)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:another|other|earlier|previous(?:ly)?|recent|separate|unrelated|latest|week|month|year)\b", re.IGNORECASE)
_GUNFIRE = re.compile(r"\b(?:shots?|shoot\w*|gun\w*|bullets?|fired)\b", re.IGNORECASE)


def together(found: Readings, articles: Sequence[Article], findings: Sequence[Findings]) -> dict[tuple[str, ...], list[Reading]]:
    """*found* with the shot among the hurt, where a shooting hurt people and killed nobody: three shot are not four wounded by gunfire.

    *articles* and *findings* run parallel.
    """
    hurt, shot = found.get(("injured",), []), found.get(("shot",), [])
    if not hurt or not shot or not _by_gunfire(hurt, shot, {a.id: a.text for a in articles}):
        return dict(found)
    if ("killed",) in found or any(_tells_of_death(a, f) for a, f in zip(articles, findings, strict=True)):
        return dict(found)
    both = sorted([*hurt, *(replace(r, value=replace(r.value, kind="injured")) for r in shot)], key=lambda r: (r.place, r.value.span))
    places = [r.article for r in both]
    told = [replace(r, first=r.article not in places[:i]) for i, r in enumerate(both)]
    return {k: v for k, v in found.items() if k != ("shot",)} | {("injured",): told}


def _by_gunfire(hurt: Sequence[Reading], shot: Sequence[Reading], texts: Mapping[str, str]) -> bool:
    """Whether each article that counts the hurt speaks of gunfire with them, or counts the shot too."""
    told = {r.article for r in shot}
    told |= {r.article for r in hurt if r.value.sentence is not None and _GUNFIRE.search(texts[r.article], r.value.sentence.start, r.value.sentence.end)}
    return all(r.article in told for r in hurt)


def _tells_of_death(article: Article, said: Findings) -> bool:
    """Whether the title or the beginning speaks of the dead, and not of those of another time."""
    lead = [article.text[s.start : s.end] for s in said.sentences[: max(1, round(LEAD * len(said.sentences)))]]
    return any(_DEATH.search(words) and not _ELSEWHERE.search(words) for words in (article.title.text if article.title else "", *lead))


def counts_the_dead(a: Reading, b: Reading, killed: Sequence[Reading], texts: Mapping[str, str]) -> bool:
    """Whether of two numbers of people hurt or shot the greater may count the dead of the other article: four shot are one dead and three wounded."""
    fewer, more = sorted((a, b), key=lambda r: r.value.low or 0.0)
    gap = (more.value.low or 0.0) - (fewer.value.low or 0.0)
    if more.value.kind == "injured" and more.value.sentence is not None and _DEATH.search(texts[more.article], more.value.sentence.start, more.value.sentence.end):
        return False  # the dead are told beside them
    return any(d.article == fewer.article and d.value.low == gap for d in killed)


def since_died(hurt: Sequence[Reading], killed: Sequence[Reading], dates: Mapping[str, str]) -> bool:
    """Whether those who are fewer among the hurt on a later day are more among the killed."""
    dead = {r.article: r.value.low or 0.0 for r in reversed(killed)}
    told = sorted((dates[r.article], r.value.low or 0.0, dead[r.article]) for r in hurt if dates.get(r.article) and r.article in dead)
    return len(told) > 1 and told[0][0] < told[-1][0] and told[0][2] < told[-1][2] and len({alive + gone for _, alive, gone in told}) == 1
