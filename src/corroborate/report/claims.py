"""Claims as the page shows them: accounts side by side, each under who stands behind it, sorted by which side they are on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corroborate.report.lookup import Lookup, anchor, clipped, counted, listed, words_anchor
from corroborate.report.measures import measured, pretty
from corroborate.report.wording import Run, around, compared, nearest, shown
from corroborate.text.spans import Span
from corroborate.types import Account, Article, Claim, Difference, Quantity, Quotation

#: What a difference is called beside a verdict.
DIFFERS = {
    "speaker": "who said it", "addressee": "to whom", "number": "the number", "name": "the name", "spelling": "spelling", "date": "the date", "place": "the place",
    "status": "how far it went", "medium": "said or written", "wording": "the wording", "polarity": "yes or no", "update": "update",
}
#: Kinds of difference that put accounts on sides, the gravest first: what contradicts, then what does not.
GRAVE = ("speaker", "polarity", "number", "date", "name", "place", "status")
SIDES = (*GRAVE, "update", "spelling")
LIKE = {"update": "updated", "spelling": "spelled differently"}  #: how a variation is called where the wording is not what varies
VERDICTS = {"disputed": "Disputed", "varied": "Worded differently", "agreed": "Agreed", "single": "One origin"}


@dataclass(frozen=True, slots=True)
class Carrier:
    """An outlet that carries an account, and where the words stand in it."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """One telling. Outlets that carry the same words from the same origin stand together."""

    origin: str  #: who stands behind it
    carriers: tuple[Carrier, ...]
    own: bool  #: the only carrier is the origin itself
    speaker: str | None
    cue: str | None  #: the words that mark speech there: "told reporters"
    value: str | None
    quoted: bool  #: the words are somebody's, not the outlet's own
    runs: tuple[Run, ...]
    ref: str = ""  #: where the words stand, for a correction: "ARTICLE:START:END"


@dataclass(frozen=True, slots=True)
class Side:
    """Accounts that hold the same of what differs; *value* is `None` where nothing sets them apart."""

    value: str | None
    origins: str
    columns: tuple[tuple[AccountView, ...], ...]  #: what one origin has of it stands in one column


@dataclass(frozen=True, slots=True)
class Row:
    """One way in which the accounts differ: the values, and who gives which."""

    name: str
    values: tuple[tuple[str, str], ...]  #: (value, "outlet A and outlet B")
    note: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim, ready to be shown."""

    anchor: str
    verdict: str
    label: str  #: "Disputed: who said it"
    heading: str
    speaker: str | None  #: where all accounts name the same
    told: str  #: "4 outlets, 3 origins"
    outlets: int
    whole: bool  #: all accounts have the words that the heading shows in full
    sides: tuple[Side, ...]
    differences: tuple[Row, ...]
    why: tuple[str, ...]
    confidence: str


def view_claim(claim: Claim, look: Lookup) -> ClaimView:
    """A claim with its accounts side by side."""
    texts = [words_of(a, look) for a in claim.accounts]
    outlets = len({a.article for a in claim.accounts})
    speakers = list(dict.fromkeys(speaker_of(a, look) for a in claim.accounts))
    speaker = speakers[0] if len(speakers) == 1 else None
    title, sides = heading(claim, look, texts), _sides(claim, look, texts)
    whole = claim.kind == "statement" and len(sides) == 1 and sum(map(len, sides[0].columns)) == 1 and not title.endswith("…")
    divided, why = _dividing(claim), claim.why if claim.kind in ("statement", "event") else ()
    differences = tuple(_row(d, claim, look) for d in claim.differences if d is not divided and d.kind != "wording")
    return ClaimView(
        claim_anchor(claim), claim.verdict, _label_with_origin(claim, look), title, speaker,
        f"{counted(outlets, 'outlet')}, {counted(claim.origins, 'origin')}", outlets, whole, sides, differences, why, f"{claim.confidence:.2f}",
    )


def claim_anchor(claim: Claim) -> str:
    """Where a claim stands on the page."""
    return anchor("claim", claim.id)


def label(claim: Claim) -> str:
    """The verdict, and what it is about: "Disputed: who said it"."""
    kinds = dict.fromkeys(d.kind for d in claim.differences)
    if claim.verdict == "disputed":
        grave = [k for k in GRAVE if k in kinds]
        return f"Disputed: {listed(DIFFERS[k] for k in grave)}" if grave else "Disputed"
    if claim.verdict == "varied":
        told = [LIKE[k] for k in kinds if k in LIKE]
        return listed(told).capitalize() if told and "wording" not in kinds else VERDICTS["varied"]
    return VERDICTS[claim.verdict]


def _label_with_origin(claim: Claim, look: Lookup) -> str:
    """The same; for one origin its name."""
    origins = {look.origin(a.origin, a.article) for a in claim.accounts}
    return f"{VERDICTS['single']}: {origins.pop()}" if claim.verdict == "single" and len(origins) == 1 else label(claim)


def heading(claim: Claim, look: Lookup, texts: Sequence[str]) -> str:
    """The words most alike all accounts, or what a value is of and the values."""
    if claim.kind == "statement":
        text = texts[nearest(texts)]
        return clipped(text if text[:1] in "“‘" else text[:1].upper() + text[1:], 150)
    if claim.kind == "event":
        return clipped(claim.why[0], 150)
    return measured(claim, measure_of(claim, look))


def measure_of(claim: Claim, look: Lookup) -> Quantity | None:
    """The quantity that a claim compares, by its first account that has one."""
    found = [q for q in (quantity_of(a, look) for a in claim.accounts) if q]
    return next((q for q in found if q.about[:1].isupper()), found[0] if found else None)  # a name says more than "the man"


def quantity_of(account: Account, look: Lookup) -> Quantity | None:
    """The quantity whose words an account points at."""
    found = [q for q in look.found(account.article).quantities if q.span.overlaps(account.span)]
    return min(found, key=lambda q: (q.span != account.span, q.span), default=None)


def words_of(account: Account, look: Lookup) -> str:
    """An account's words on one line."""
    return shown(look.articles[account.article], account.span, look.quotation(account)) or "…"


def speaker_of(account: Account, look: Lookup) -> str | None:
    """Who is said to have spoken."""
    quotation = look.quotation(account)
    return account.speaker or (look.speaker(account.article, quotation) if quotation else None)


def _row(d: Difference, claim: Claim, look: Lookup) -> Row:
    values = tuple((clipped(pretty(v), 90), listed(dict.fromkeys(look.labels[claim.accounts[i].article] for i in held if i < len(claim.accounts)))) for v, held in d.values)
    return Row(DIFFERS.get(d.kind, d.kind), values, d.note)


def _sides(claim: Claim, look: Lookup, texts: Sequence[str]) -> tuple[Side, ...]:
    """The accounts by what they hold of the gravest difference; one side where there is none."""
    divided = _dividing(claim)
    held = {i: v for v, accounts in divided.values for i in accounts} if divided else {}
    runs = _all_runs(claim, look, texts)
    sides: dict[str | None, list[int]] = defaultdict(list)
    for i in range(len(claim.accounts)):
        sides[held.get(i)].append(i)
    order = [*(v for v, _ in divided.values), None] if divided else [None]
    return tuple(_side(v, sides[v], claim, look, runs, divided) for v in dict.fromkeys(order) if sides.get(v))


def _dividing(claim: Claim) -> Difference | None:
    found = [d for kind in SIDES for d in claim.differences if d.kind == kind and len(d.values) > 1]
    return found[0] if found else None


def _side(value: str | None, members: Sequence[int], claim: Claim, look: Lookup, runs: Sequence[tuple[Run, ...]], divided: Difference | None) -> Side:
    origins = len({claim.accounts[i].origin or claim.accounts[i].article for i in members})
    shown_value = value if value is not None or divided is None else "does not say"
    return Side(clipped(pretty(shown_value), 90) if shown_value else None, counted(origins, "origin"), _columns(_together(members, claim, look, runs)))


def _columns(accounts: Sequence[AccountView]) -> tuple[tuple[AccountView, ...], ...]:
    by_origin: dict[str, list[AccountView]] = defaultdict(list)
    for account in accounts:
        by_origin[account.origin].append(account)
    return tuple(tuple(held) for held in by_origin.values())


def _all_runs(claim: Claim, look: Lookup, texts: Sequence[str]) -> list[tuple[Run, ...]]:
    if claim.kind == "statement":
        return compared(texts)
    return [around(look.articles[a.article], a.span, _sentence_of(a, look)) for a in claim.accounts]


def _sentence_of(account: Account, look: Lookup) -> Span | None:
    """The sentence that a value stands in."""
    quantity = quantity_of(account, look)
    if quantity and quantity.sentence:
        return quantity.sentence
    return next((s for s in look.found(account.article).sentences if s.covers(account.span)), None)


def _together(members: Sequence[int], claim: Claim, look: Lookup, runs: Sequence[tuple[Run, ...]]) -> tuple[AccountView, ...]:
    """Accounts with the same words, speaker and origin as one."""
    same: dict[tuple[str, str | None, str], list[int]] = defaultdict(list)
    for i in members:
        account = claim.accounts[i]
        same[look.origin(account.origin, account.article), speaker_of(account, look), "".join(r.text for r in runs[i])].append(i)
    return tuple(_account([claim.accounts[i] for i in held], origin, speaker, runs[held[0]], look) for (origin, speaker, _), held in same.items())


def _account(accounts: Sequence[Account], origin: str, speaker: str | None, runs: tuple[Run, ...], look: Lookup) -> AccountView:
    first = accounts[0]
    quotation = look.quotation(first)
    cue = _cue(look.articles[first.article], quotation) if quotation else None
    carriers = tuple(Carrier(look.labels[a.article], "#" + words_anchor(a.article, a.span)) for a in accounts)
    own = {c.label for c in carriers} == {origin}
    ref = f"{first.article}:{first.span.start}:{first.span.end}"
    return AccountView(origin, carriers, own, speaker, clipped(cue, 40) if cue else None, first.value, quotation is not None, runs, ref)


def _cue(article: Article, quotation: Quotation) -> str | None:
    """How it was said, and to whom where that follows: "told reporters"."""
    if quotation.cue is None:
        return None
    span, hearer = quotation.cue.span, quotation.addressee
    if hearer and 0 <= hearer.start - span.end <= 2:
        span = Span(span.start, hearer.end)
    return " ".join(article[span].split())
