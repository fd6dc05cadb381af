"""The values of a draft against those that articles give of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corroborate.config import Config
from corroborate.knowledge import table
from corroborate.relate.comparing import compare
from corroborate.relate.evidence import Found, Known
from corroborate.relate.facts import DISPUTABLE, GROWING, firm, named, older
from corroborate.relate.readings import OF_A_PERSON, Reading, read
from corroborate.relate.spellings import spelled_otherwise
from corroborate.types import Account, Entity, Quantity

ROUNDED = 0.1  #: an estimate of the draft may be off by this share
LOOSE = ("hospital", "street", "place", "weapon")  #: kinds that are not tied to what happened there
_CAPITAL = re.compile(r"(?<=\s)(?:[A-Z][\w'’-]+|\d[\d.,]*)")


def value_evidence(known: Known, entities: Sequence[Entity], config: Config) -> Iterator[Found]:
    """What supports and contradicts each value of the draft, each plain assertion, and each spelling of a name."""
    numbers = table("quantities", config.data)
    for key, readings in read(known.articles, known.findings, entities, numbers).items():
        others = [r for r in readings if r.article != known.draft]
        if key[0] not in OF_A_PERSON or _one_person(key[1]):
            for mine in (r for r in readings if r.article == known.draft):
                yield from _of_value(known, mine, others, numbers)
    for told in (q for q in known.findings[-1].quantities if q.kind == "so"):
        yield from _of_assertion(known, told)
    yield from _of_names(known)


def _one_person(who: str) -> bool:
    """Whether a value is told of one person by name: two boys may be of two ages."""
    return bool(who) and not who.startswith("class:")


def _of_value(known: Known, mine: Reading, others: Sequence[Reading], numbers: Mapping[str, Any]) -> Iterator[Found]:
    """What the articles that tell the same thing do to one value of the draft."""
    kind, value = mine.value.kind, mine.value.value
    if kind in LOOSE:
        return
    about = named(kind, mine.value.about)
    like = _first_each([o for o in others if _entails(o.value, mine.value, numbers)])
    if like:
        yield mine.value.span, known.evidence("supports", f"{about}: {value}", "", [_account(r) for r in like])
    against = _first_each([o for o in _against(known, mine, others, numbers) if firm(o)]) if kind in DISPUTABLE else []
    before = [r for r in against if kind in GROWING and _replaced(known, r, mine, like)]
    for relation, readings, why in (("contradicts", [r for r in against if r not in before], ""), ("related", before, ", a figure that was replaced later")):
        if readings:
            values = " / ".join(dict.fromkeys(r.value.value for r in readings))
            yield mine.value.span, known.evidence(relation, about, f"the draft gives {value}, the account {values}{why}", [_account(r) for r in readings])  # type: ignore[arg-type]


def _replaced(known: Known, told: Reading, mine: Reading, like: Sequence[Reading]) -> bool:
    """Whether an account gives less than the draft, and those who give as much are later than the first of its origin."""
    dates = {a.id: (a.date or "")[:10] for a in known.articles}
    origin = known.from_whom.of.get(told.article)
    first = min((d for a, d in dates.items() if d and known.from_whom.of.get(a) == origin), default="")
    return bool(first) and (told.value.high or 0.0) < (mine.value.low or 0.0) and any(dates[r.article] > first for r in like)


def _against(known: Known, mine: Reading, others: Sequence[Reading], numbers: Mapping[str, Any]) -> list[Reading]:
    """The readings of the articles none of whose values can be the draft's."""
    dates = {a.id: (a.date or "")[:10] for a in known.articles}
    apart = {o.article: True for o in others}
    for o in others:
        apart[o.article] &= compare(mine.value, o.value, numbers) == "conflict" and not older(mine, o, dates)
    if mine.value.kind in ("day", "time") and mine.value.about != "incident":
        return []
    return [o for o in others if apart[o.article]]


def _entails(told: Quantity, draft: Quantity, numbers: Mapping[str, Any]) -> bool:
    """Whether what is told leaves no doubt that the draft's value is right: "12" for "at least 10", not the other way round."""
    if compare(told, draft, numbers) == "same":
        return told.approximate <= draft.approximate or told.kind == "day"
    if told.about != draft.about or (told.low is None and told.high is None) or told.kind == "day":
        return False
    slack = ROUNDED * max(abs(draft.low or 0.0), abs(draft.high or 0.0)) if draft.approximate else 0.0
    below = draft.low is None or (told.low is not None and told.low >= draft.low - slack)
    above = draft.high is None or (told.high is not None and told.high <= draft.high + slack)
    return below and above


def _first_each(readings: Sequence[Reading]) -> list[Reading]:
    """Each article's first."""
    return list({r.article: r for r in reversed(readings)}.values())[::-1]


def _account(reading: Reading) -> Account:
    return Account(reading.article, reading.value.span, None, reading.value.value)


def _of_assertion(known: Known, told: Quantity) -> Iterator[Found]:
    """What is told as so or not so, against those who tell the same or the opposite of the same thing."""
    around = set(told.unit.split())
    supports, contradicts = [], []
    for article, said in zip(known.articles[:-1], known.findings[:-1], strict=True):
        for q in (q for q in said.quantities if q.kind == "so" and q.about == told.about):
            words = set(q.unit.split())
            if q.value == told.value and around <= words and _named(known, told) <= set(_CAPITAL.findall(f" {article[q.sentence or q.span]}")):
                supports.append(Account(article.id, q.span, None, "so" if q.value == "yes" else "not so"))
            elif q.value != told.value and words & around:
                contradicts.append(Account(article.id, q.span, None, "so" if q.value == "yes" else "not so"))
    about = f"“{' '.join(known.articles[-1][told.span].split())}”"
    if supports:
        yield told.span, known.evidence("supports", about, "", supports)
    if contradicts:
        yield told.span, known.evidence("contradicts", about, "the account tells the opposite", contradicts)


def _named(known: Known, told: Quantity) -> set[str]:
    """The places, days and numbers in an assertion of the draft; people stand among what it is tied to."""
    draft = known.articles[-1]
    people = [m.span for m in known.findings[-1].mentions if m.type == "person"]
    found = _CAPITAL.finditer(draft.text, told.span.start, told.span.end)
    return {m.group() for m in found if not any(p.start <= m.start() < p.end for p in people)}


def _of_names(known: Known) -> Iterator[Found]:
    """People whose name the draft spells as no article does, though some spell it much alike."""
    forms = [(m, a.id, _form(a[m.head])) for a, f in zip(known.articles, known.findings, strict=True) for m in f.mentions if m.form == "name" and m.type == "person"]
    told = {form for _, article, form in forms if article != known.draft}
    seen: set[str] = set()
    for mention, article, form in forms:
        if article != known.draft or form in seen or form in told or any(set(form.split()) <= set(t.split()) for t in told):
            continue
        seen.add(form)
        like = [(m, a, f) for m, a, f in forms if a != known.draft and len(f.split()) == len(form.split()) > 1 and spelled_otherwise(form, f)]
        accounts = list({a: Account(a, m.head, None, f) for m, a, f in reversed(like)}.values())[::-1]
        if accounts:
            spellings = " / ".join(dict.fromkeys(a.value or "" for a in accounts))
            yield mention.head, known.evidence("contradicts", "the name", f"the draft writes {form}, the account {spellings}", accounts)


def _form(name: str) -> str:
    return " ".join(name.replace("’", "'").removesuffix("'s").split())
