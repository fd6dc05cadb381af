"""How the accounts of one statement differ, in kinds and in words a reader understands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from corroborate.relate.dated import placed_year
from corroborate.relate.tellings import Telling
from corroborate.relate.voices import alike
from corroborate.relate.wording import same_up_to_cuts
from corroborate.text.differences import word_differences
from corroborate.text.numbers import compatible
from corroborate.text.sequences import common_in_order
from corroborate.text.words import Vocabulary
from corroborate.types import Difference, Quantity

VERBATIM = 0.8  #: of the shorter one's words, how many must stand in the other in order for them to be "the same words"
VERBATIM_WORDS = 4  #: fewer words than this are a phrase that two people may both use
PRONOUNS = ("him", "her", "them", "us", "me", "it", "you", "himself", "herself", "themselves")
ROUNDED = 0.1  #: an estimate may be off by this share
SURE = 0.7  #: speakers told with less confidence than this are no ground for a dispute
ALIGNED = 0.6  #: of the shorter one's words, how many must stand in the other in order for a year or number to stand in the same place of both
FEW = 3  #: with more places that differ, the whole wordings are shown


def statement_differences(tellings: Sequence[Telling], vocabulary: Vocabulary) -> tuple[Difference, ...]:
    """All differences between the accounts of one statement; none within one quotation, whose sentences follow on each other. Indices count in *tellings*."""
    if len({(t.article, t.quotation) for t in tellings}) == 1:
        return ()
    found = (speakers(tellings), numbers(tellings), years(tellings), media(tellings), addressees(tellings), wordings(tellings, vocabulary))
    return tuple(d for d in found if d is not None)


def speakers(tellings: Sequence[Telling]) -> Difference | None:
    """The same words given to two people."""
    clash = [(i, j) for i, a in enumerate(tellings) for j, b in enumerate(tellings) if i < j and _contradict(a, b)]
    if not clash:
        return None
    part = {i for pair in clash for i in pair}
    part |= {i for i, t in enumerate(tellings) if t.voice and any(_same_words(t, tellings[k]) for k in sorted(part))}
    values = _by(tellings, lambda t: t.voice.name if t.voice and any(t is tellings[k] for k in part) else None)
    return Difference("speaker", values, f"the same words are given to {_listed([v for v, _ in values])}")


def _contradict(a: Telling, b: Telling) -> bool:
    sure = bool(a.voice and b.voice and min(a.voice.confidence, b.voice.confidence) >= SURE)
    return sure and a.article != b.article and alike(a.voice, b.voice) == "other" and _same_words(a, b)


def _same_words(a: Telling, b: Telling) -> bool:
    """Whether both quote, and quote the same: two who tell one thing in words of their own do not contradict each other."""
    short, long = sorted((a.quoted_stems, b.quoted_stems), key=len)
    return len(short) >= VERBATIM_WORDS and common_in_order(short, long) >= VERBATIM * len(short)


def numbers(tellings: Sequence[Telling]) -> Difference | None:
    """Another number of the same thing, where each account counts it once, and both tell the same of it in nearly the same words."""
    for key in dict.fromkeys((q.kind, q.unit, q.about) for t in tellings for q in t.counts if q.kind != "part"):
        given = {i: found[0] for i, t in enumerate(tellings) if len(found := [q for q in t.counts if (q.unit, q.about) == key[1:]]) == 1 and found[0].kind == key[0]}
        clash = any(
            tellings[i].article != tellings[j].article and not _fit(a, b) and _aligned(tellings[i], tellings[j]) for i, a in given.items() for j, b in given.items() if i < j
        )
        if clash and key[2]:
            values = _by(tellings, lambda t, given=given: next((q.value for i, q in given.items() if tellings[i] is t), None))  # type: ignore[misc]
            return Difference("number", values, f"{key[2]}: {' against '.join(v for v, _ in values)}")
    return None


def _fit(a: Quantity, b: Quantity) -> bool:
    return compatible(a.low, a.high, b.low, b.high, ROUNDED if a.approximate or b.approximate else 0.0)


def years(tellings: Sequence[Telling]) -> Difference | None:
    """Another year in the same place: "has led the party since 2002" against "since 2003"."""
    given = [placed_year(t.text) for t in tellings]
    clash = {
        k for i, a in enumerate(tellings) for j, b in enumerate(tellings[:i])
        if a.article != b.article and _other_year(given[i], given[j]) and _aligned(a, b) for k in (i, j)
    }
    if not clash:
        return None
    values = _by(tellings, lambda t: next((g[1] for i, g in enumerate(given) if i in clash and g and tellings[i] is t), None))
    return Difference("date", values, f"the year: {' against '.join(v for v, _ in values)}")


def _other_year(a: tuple[str, str] | None, b: tuple[str, str] | None) -> bool:
    return a is not None and b is not None and a[0] == b[0] and a[1] != b[1]


def _aligned(a: Telling, b: Telling) -> bool:
    """Whether both tell the same done in nearly the same words; of two who are quoted, each may mean a year of their own."""
    if (a.predicates or b.predicates) and a.predicates.isdisjoint(b.predicates):
        return False
    short, long = sorted((a.stems, b.stems), key=len)
    return alike(a.voice, b.voice) != "other" and common_in_order(short, long) >= ALIGNED * len(short)


def media(tellings: Sequence[Telling]) -> Difference | None:
    """Said, tweeted, written: where accounts of one speaker's words name different ways."""
    values = _by(tellings, lambda t: t.found.cue.medium if t.found and t.found.cue and t.found.kind != "indirect" else None)
    if len({v for v, _ in values}) < 2:
        return None
    return Difference("medium", values, f"how the words came, as the outlets tell it: {' / '.join(v for v, _ in values)}")


def addressees(tellings: Sequence[Telling]) -> Difference | None:
    """Told reporters, told one outlet: only where two accounts name different hearers."""
    values = _by(tellings, _hearer)
    if len({v.lower().split()[-1] for v, _ in values}) < 2:
        return None
    return Difference("addressee", values, f"said to {_listed([v for v, _ in values])}")


def _hearer(telling: Telling) -> str | None:
    """The last word names them: "President Obama" is "Obama"; a pronoun names nobody."""
    last = telling.hearer.lower().split()[-1] if telling.hearer and telling.hearer.split() else ""
    return telling.hearer if last and last not in PRONOUNS else None


def wordings(tellings: Sequence[Telling], vocabulary: Vocabulary) -> Difference | None:
    """Words that differ beyond cuts, each account against the fullest. Where two articles quote, what is told around quoted words does not count."""
    quoting = [t for t in tellings if len(t.quoted_content) > 1 or (t.quoted and t.quoted_stems == t.stems)]
    quoted = len({t.article for t in quoting}) > 1
    compared = quoting if quoted else list(tellings)
    full = fullest(compared)
    text = {id(t): t.quoted_text if quoted else t.text for t in compared}
    changed = [t for t in compared if t is not full and (_told_otherwise(t, full) or not same_up_to_cuts(text[id(t)], text[id(full)], vocabulary))]
    if not changed:
        return None
    return Difference("wording", _by(tellings, lambda t: text.get(id(t), t.text)), _worded(text[id(full)], text[id(changed[0])]))


def _told_otherwise(a: Telling, b: Telling) -> bool:
    """Whether words of the outlet's own tell another thing done: "he foresaw a win by two thirds" is no cut of "I got two thirds"."""
    return min(len(a.quoted_content), len(b.quoted_content)) < 2 and bool(a.predicates and b.predicates) and a.predicates.isdisjoint(b.predicates)


def _worded(full: str, other: str) -> str:
    places = [d for d in word_differences(full, other) if len(d.a) or len(d.b)]
    if not 0 < len(places) <= FEW:
        return "one statement in different words"
    return "; ".join(f"“{d.a.of(full)}” against “{d.b.of(other)}”" if len(d.a) and len(d.b) else f"“{d.a.of(full) or d.b.of(other)}” only in one" for d in places)


def fullest(tellings: Sequence[Telling]) -> Telling:
    """The account with the most of the words: the longest quoted one, else the longest."""
    return max(tellings, key=lambda t: (t.quoted, len(t.quoted_text or t.text)))


def _by(tellings: Sequence[Telling], value: Callable[[Telling], str | None]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Accounts by value, in order of first appearance; those without a value left out."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, telling in enumerate(tellings):
        if (v := value(telling)) is not None:
            found[v].append(i)
    return tuple((v, tuple(i)) for v, i in found.items())


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
