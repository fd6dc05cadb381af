"""Claims of value: the same thing told of the same person or happening by several articles, and whether the values agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.relate.accounts import claim_id, with_origins
from corroborate.relate.casualties import counts_the_dead, since_died, together
from corroborate.relate.comparing import compare
from corroborate.relate.denials import denial_claims
from corroborate.relate.origins import Trail
from corroborate.relate.readings import OF_A_PERSON, ONE_PER_STORY, Reading, read
from corroborate.relate.updates import changed
from corroborate.relate.verdicts import verdict
from corroborate.types import Account, Article, Claim, Difference, Entity, Findings, Story

NOTABLE = ("killed", "injured", "shot", "arrested", "missing", "hospitalized", "suspects", "shooters", "shots", "hits", "bail")  #: told even where one article alone gives it
DISPUTABLE = (*ONE_PER_STORY, "age", "wound", "hits", "shots", "day", "time", "bail")  #: kinds whose values can contradict each other
GROWING = (*ONE_PER_STORY, "shots", "hits", "condition", "bail")  #: kinds whose later value may replace an earlier one
SOON = 14 / 365  #: years within which nobody grows older
GENERATION = 12.0  #: years by which two of one name are father and son rather than one of whom two ages are told
ADULT = 18.0  #: years
BEGINNING = 0.15  #: its first words
MIDDLE = 0.6  #: where it tells who was taken where, and who is sought
LEAD = 0.3  #: the part of an article that tells the happening itself
PER_ARTICLE = 2  #: accounts of one value that an article has in a claim
DIFFERENCE = {"day": "date", "time": "date", "wound": "place", "hospital": "spelling", "condition": "update"}
PLAIN = ("charge", "weapon", "hospital", "street", "place", "age")  #: kinds that matter less than who was hurt, and how many
TEXTUAL = ("charge", "weapon", "street", "place")  #: kinds whose values are words
NAMES = {
    "killed": "people killed", "injured": "people hurt", "shot": "people shot", "arrested": "people arrested", "missing": "people missing",
    "rescued": "people rescued", "evacuated": "people evacuated", "hospitalized": "people taken to hospital", "suspects": "those who did it", "shooters": "those who fired",
    "age": "age", "wound": "where the wound was", "hits": "shots that hit", "shots": "shots fired", "day": "day", "time": "time", "bail": "bail",
    "charge": "charge", "hospital": "hospital", "street": "street", "place": "where it happened", "weapon": "weapon", "condition": "condition",
}


#: The same of one person, and of a kind of happening.
NAMES_OF = {
    "age": "age of {}", "wound": "where {} was hit", "hits": "shots that hit {}", "condition": "condition of {}", "charge": "charge against {}", "bail": "bail of {}",
    "day": "day of the {}", "time": "time of the {}",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the comparing of a story's values needs."""

    table: Mapping[str, Any]  #: the data table of quantities
    texts: Mapping[str, str]  #: article → text
    dates: Mapping[str, str]  #: article → day, empty where it is not known
    killed: Sequence[Reading]  #: numbers of people killed
    children: int  #: how many ages of children without a name the beginnings tell


def named(kind: str, about: str) -> str:
    """What a value tells, and of whom, in words: "age of Ann Lee", "people hurt (children)"."""
    if not about or about in ("fired", "both", "one", "other", "all", "each", "they", "he", "she", "who"):
        return NAMES[kind]
    if kind in OF_A_PERSON and not about[:1].isupper() and not about.startswith("the "):
        about = f"the {about}"
    return NAMES_OF[kind].format(about) if kind in NAMES_OF else f"{NAMES[kind]} ({about})"


def value_claims(story: Story, articles: Sequence[Article], findings: Sequence[Findings], entities: Sequence[Entity], from_whom: Trail, config: Config) -> list[Claim]:
    """Claims about values. *articles* and *findings* run parallel, earliest first."""
    known, texts = table("quantities", config.data), {a.id: a.text for a in articles}
    dates = {a.id: (a.date or "")[:10] for a in articles}
    claims: list[Claim] = []
    found = together(read(articles, findings, entities, known), articles, findings)
    unnamed = [*found.get(("age", "class:child"), []), *found.get(("age", ""), [])]
    ages = {r.value.value for r in unnamed if r.lead <= LEAD and (r.value.high or 0.0) < ADULT}
    about = Known(known, texts, dates, found.get(("killed",), []), len(ages))
    for key, readings in found.items():
        for group in _grouped(readings, known):
            if len({r.article for r in group}) > 1 or (key[0] in NOTABLE and group[0].first and group[0].lead <= MIDDLE):
                claims.append(_claim(story, group, from_whom, about))
    told = [c for c in claims if c.verdict == "disputed" or c.why[0] != NAMES["shooters"]]  # agreed, they are among those who did it
    return [*told, *denial_claims(story, articles, findings, from_whom)]


def people_told_of(articles: Sequence[Article], findings: Sequence[Findings], entities: Sequence[Entity], config: Config) -> list[str]:
    """The ids of entities of whom an age, a wound, a charge or the like is told: those whom the happening is about."""
    keys = read(articles, findings, entities, table("quantities", config.data))
    return sorted({k[1] for k in keys if len(k) > 1 and k[0] in OF_A_PERSON} & {e.id for e in entities})


def _grouped(readings: Sequence[Reading], known: Mapping[str, Any]) -> list[list[Reading]]:
    """Readings that are told of one thing: all under the key for what can contradict, only agreeing ones else."""
    kind = readings[0].value.kind
    if kind in ("charge", "hospital", "street", "place"):
        return _by_value(readings, known)
    if kind in ONE_PER_STORY:
        return _by_class(readings, known)
    if kind in ("age", "condition") and not any(_known(r.who) for r in readings):
        near = [r for r in readings if kind != "age" or r.lead <= MIDDLE]  # far down somebody of whom nothing else is told
        return [[r for r in near if r.value.value == value] for value in dict.fromkeys(r.value.value for r in near)]
    return [list(readings)]


def _by_class(readings: Sequence[Reading], known: Mapping[str, Any]) -> list[list[Reading]]:
    """Those that count people at large, and those that count children, officers, … each by themselves; all together where some cannot be of the others."""
    about = {name: [r for r in readings if r.value.about == name] for name in dict.fromkeys(r.value.about for r in readings)}
    large = about.get("", [])
    if any(compare(a.value, b.value, known) == "conflict" for a in large for b in readings if b.value.about):
        return [list(readings)]
    return list(about.values())


def _known(who: str) -> bool:
    """Whether *who* is one person, by name: two boys may be of two ages."""
    return bool(who) and not who.startswith("class:")


def _by_value(readings: Sequence[Reading], known: Mapping[str, Any]) -> list[list[Reading]]:
    groups: list[list[Reading]] = []
    for reading in readings:
        fitting = next((g for g in groups if any(_one_name(r, reading, known) for r in g)), None)
        if fitting is None:
            groups.append([reading])
        else:
            fitting.append(reading)
    return groups


def _one_name(a: Reading, b: Reading, known: Mapping[str, Any]) -> bool:
    """ "Lake Hospital" and "Lake Medical Center" share the word that names; "assault" is "second-degree assault" told shorter."""
    if a.value.kind in ("street", "place"):
        return a.value.value.lower() == b.value.value.lower()
    plain = {w for words in known["hospital"]["words"] for w in words.split()} | set(known["charge"]["before"]) | {"of", "the", "and", "a", "center", "centre", "at"}
    x, y = ({w for w in r.value.value.lower().replace("'s", "").split() if w not in plain} for r in (a, b))
    attempted = ("attempted" in a.value.value.lower()) == ("attempted" in b.value.value.lower())
    return bool(x & y) and (x <= y or y <= x) and attempted


def _claim(story: Story, group: Sequence[Reading], from_whom: Trail, about_all: Known) -> Claim:
    kind, known = group[0].value.kind, about_all.table
    clash = _clash(group, about_all) if kind in DISPUTABLE and (kind not in ("day", "time") or group[0].value.about == "incident") else False
    told = _told(group, known, clash)
    accounts = with_origins([Account(r.article, r.value.span, None, _shown(r, told, clash)) for r in told], from_whom)
    differences = _differences(told, clash, about_all)
    origins = len({a.origin for a in accounts})
    outcome = verdict(differences, origins)
    lead = max(1 - r.lead for r in told)
    about = next((r.value.about for r in group if _known(r.who)), group[0].value.about)
    if kind in ONE_PER_STORY and any(r.value.about != about for r in told):
        about = ""
    what = named(kind, about)
    return Claim(
        claim_id(kind, accounts[0]), story.id, "attribute" if kind in DIFFERENCE or kind in TEXTUAL else "quantity", outcome, accounts, origins, differences,
        confidence=0.6 if clash else 0.8, why=(what,), salience=0.8 * origins + (outcome == "disputed") + 0.5 * lead - (kind in PLAIN),
    )


def _shown(reading: Reading, told: Sequence[Reading], clash: bool) -> str:
    """The value as it is told: where others agree on the weekday but not on its date, the weekday alone, for one is counted from a wrong day."""
    value = reading.value
    dates = {r.value.value for r in told if r.value.unit == value.unit and r.value.value != r.value.unit}
    return value.unit if value.kind == "day" and value.unit and not clash and len(dates) > 1 else value.value


def _clash(group: Sequence[Reading], known: Known) -> bool:
    """Whether two articles contradict each other: no value that the one gives can be one that the other gives."""
    by_article: dict[str, list[Reading]] = {}
    for r in group:
        by_article.setdefault(r.article, []).append(r)
    sides = [s for s in by_article.values() if any(firm(r) for r in s)]
    if group[0].value.kind in ("wound", "hits") and group[0].who == "class:child" and known.children > 1:
        return False  # one child's wound, and another's

    def apart(a: Sequence[Reading], b: Sequence[Reading]) -> bool:
        if a[0].value.kind in ONE_PER_STORY:
            return all(_contradict(_most(x), y, known) for x, z in ((a, b), (b, a)) for y in z)
        return all(_contradict(x, y, known) for x in a for y in b)

    return any(apart(a, b) for i, a in enumerate(sides) for b in sides[i + 1 :]) or any(_alone(a, [b for b in sides if b is not a], apart) for a in sides)


def _contradict(a: Reading, b: Reading, known: Known) -> bool:
    """Whether two values cannot both be so, of one person, at one time, and counted in one way."""
    if compare(a.value, b.value, known.table) != "conflict":
        return False
    if a.value.kind == "age":
        return not older(a, b, known.dates) and abs((a.value.low or 0.0) - (b.value.low or 0.0)) <= GENERATION
    return a.value.kind not in ("injured", "shot") or not counts_the_dead(a, b, known.killed, known.texts)


def _most(readings: Sequence[Reading]) -> Reading:
    """The reading that counts most people: smaller ones in the same article are of some of them."""
    return max(readings, key=lambda r: (r.value.low or 0.0, -r.lead))


def _alone(side: Sequence[Reading], others: Sequence[Sequence[Reading]], apart: Callable[[Sequence[Reading], Sequence[Reading]], bool]) -> bool:
    """Whether an article begins with a day that all others contradict with one voice, though further down it may give theirs too."""
    first = min(side, key=lambda r: r.value.span)
    mains = [min(o, key=lambda r: r.value.span) for o in others]
    one = all(not apart([m], [n]) for m in mains for n in mains)
    return first.value.kind == "day" and first.lead <= BEGINNING and len(mains) > 1 and one and all(apart([first], list(o)) for o in others)


def older(a: Reading, b: Reading, dates: Mapping[str, str]) -> bool:
    """Whether two ages of one person differ by the time between the articles."""
    if a.value.kind != "age" or not (dates.get(a.article) and dates.get(b.article)):
        return False
    first, second = sorted((a, b), key=lambda r: dates[r.article])
    try:
        years = (date.fromisoformat(dates[second.article]) - date.fromisoformat(dates[first.article])).days / 365
    except ValueError:
        return False
    grown = (second.value.low or 0.0) - (first.value.low or 0.0)
    return years > SOON and 0 <= grown <= years + 1


def firm(reading: Reading) -> bool:
    """Whether a value is told surely enough, and surely enough of this happening or person, to contradict another.

    What stands far down in an article is often of part of those hurt, or of another happening.
    """
    kind = reading.value.kind
    if kind in ("hospitalized", "suspects", "shooters"):
        return reading.lead <= MIDDLE
    if kind in ONE_PER_STORY or kind in ("day", "time", "shots"):
        return reading.lead <= LEAD
    if kind == "age":
        return reading.named or reading.who == "class:child"
    return kind not in ("wound", "hits", "bail") or _known(reading.who) or (kind != "bail" and reading.who == "class:child")


def _told(group: Sequence[Reading], known: Mapping[str, Any], clash: bool) -> list[Reading]:
    """The readings that are accounts: each article's first, and further ones that give what another article gives first.

    Where nothing is disputed, what cannot be the value that most articles give is of something else, and left out.
    """
    main = {r.article: r for r in reversed(group)}
    center = max(main.values(), key=lambda m: (sum(compare(m.value, o.value, known) != "conflict" for o in main.values()), -m.place))
    kept: dict[str, int] = {}
    out = []
    for r in group:
        agrees = r is main[r.article] or any(m.article != r.article and compare(m.value, r.value, known) == "same" for m in main.values())
        if agrees and kept.get(r.article, 0) < PER_ARTICLE and (clash or compare(center.value, r.value, known) != "conflict"):
            out.append(r)
            kept[r.article] = kept.get(r.article, 0) + 1
    return out


def _differences(told: Sequence[Reading], clash: bool, known: Known) -> tuple[Difference, ...]:
    values: dict[str, list[int]] = {}
    for i, r in enumerate(told):
        like = next(o for o in told if compare(o.value, r.value, known.table) == "same")  # "Saturday" is the 22nd
        values.setdefault(like.value.value, []).append(i)
    kind = told[0].value.kind
    if len(values) < 2 or (kind in ("charge", "weapon") and not clash):
        return ()
    listed = tuple((v, tuple(i)) for v, i in values.items())
    name = DIFFERENCE.get(kind, "number")
    if clash and kind in GROWING and _replaced(told, known):
        name = "update"
    elif not clash and kind != "hospital" and name != "update":
        return ()  # 12 and "at least 10" can both be so
    return (Difference(name, listed, f"{NAMES[kind]}: {' against '.join(values) if name != 'update' else ', later '.join(values)}"),)


def _replaced(told: Sequence[Reading], known: Known) -> bool:
    """Whether a later figure replaces an earlier one: each later day gives more, one of the hurt has died, or an article says that the figure changed."""
    dates, texts = known.dates, known.texts
    if told[0].value.kind == "bail":
        return len({dates[r.article] for r in told}) > 1
    by_day: dict[str, list[float]] = {}
    for r in told:
        if dates.get(r.article):
            by_day.setdefault(dates[r.article], []).append(r.value.low or 0.0)
    days = sorted(by_day)
    grows = len(days) > 1 and all(max(by_day[a]) <= min(by_day[b]) for a, b in pairwise(days)) and max(by_day[days[0]]) < max(by_day[days[-1]])
    died = told[0].value.kind == "injured" and since_died(told, known.killed, dates)
    return grows or died or any(changed(texts[r.article], r.value.span) for r in told)
