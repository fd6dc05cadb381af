"""Pronouns: who "she said" means, from number and gender, the clause, what was said last and who spoke last.

A weighted sum of a few features, after Lappin and Leass (Computational Linguistics, 1994) with the bars of binding theory: "he" is not the object of its own verb,
and in "X was wrong, he said" he is not X.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from corroborate.annotate.figures import Figure, Seen
from corroborate.language import Token

_REACH = 9  #: sentences back; the referent of a news pronoun is further away in less than one case of a hundred
#: What speaks for a figure and against it. Set by coordinate descent on pronouns of English news and lives (GUM train; names of speakers in Wikinews train).
WEIGHTS = {
    "same": 3.1, "previous": 2.4, "second": 1.5, "further": 0.6, "each": 0.0,  # how many sentences back it was last named
    "subject": 0.6, "agent": 0.4, "object": 0.75, "addressee": -0.3, "owner": 0.3, "other": -0.5,  # as what
    "parallel": 0.3, "main": 0.4, "aside": -0.2, "quoted": -0.7, "title": -1.0, "listed": -0.4, "apart": 3.0,
    "near": 0.35, "often": 0.2, "named": 0.3, "lone": -0.8, "gender": 0.6, "misnamed": -2.0, "plural": 0.4,
    "spoke": 0.4, "speaks": 0.9, "self": -2.0,
}  # fmt: skip
_MALE = frozenset(["he", "him", "his", "himself"])
_FEMALE = frozenset(["she", "her", "hers", "herself"])
_MANY = frozenset(["they", "them", "their", "theirs", "themselves"])
_REFLEXIVE = frozenset(["himself", "herself", "themselves", "itself"])


@dataclass(frozen=True, slots=True)
class Choice:
    """One figure that a pronoun may mean."""

    figure: Figure
    score: float
    last: Seen


def pronoun_gender(word: str) -> str:
    """ "male", "female", "many" or "neuter"."""
    low = word.lower()
    return "male" if low in _MALE else "female" if low in _FEMALE else "many" if low in _MANY else "neuter"


def choices(pronoun: Seen, recent: Sequence[tuple[Seen, Figure]], speech: Set[str], speaker: Figure | None, own: Sequence[int]) -> list[Choice]:
    """The figures that *pronoun* may mean, likeliest first.

    *recent*: mentions before it with their figures, in text order. *speech*: lemmas of verbs of speech.
    *speaker*: who spoke last; for a pronoun in quotation marks, who speaks in its paragraph.
    *own*: indices of the sentences that hold words of the outlet's own, in order.
    """
    best: dict[int, Choice] = {}
    counts: dict[int, int] = {}
    for seen, figure in reversed(recent):
        if pronoun.sentence.index - seen.sentence.index > _REACH:
            break
        if seen.mention.head.start > pronoun.mention.head.start:
            continue
        counts[figure.id] = counts.get(figure.id, 0) + 1
        if not agrees(pronoun, figure) or _barred(pronoun, seen):
            continue
        score = _score(pronoun, seen, own)
        if figure.id not in best or score > best[figure.id].score:
            best[figure.id] = Choice(figure, score, seen)
    left = [c for c in best.values() if not _clashes(pronoun, c.figure)]
    ranked = [Choice(c.figure, c.score + _weight(pronoun, c, counts[c.figure.id], speech, speaker), c.last) for c in left]
    return sorted(ranked, key=lambda c: (-c.score, -c.last.index))


def agrees(pronoun: Seen, figure: Figure) -> bool:
    """Whether number, gender and kind allow it."""
    kind = pronoun_gender(pronoun.text)
    if kind in ("male", "female"):
        return figure.type == "person" and not figure.plural and figure.told in ("unknown", kind)
    if kind == "many":
        return figure.plural or figure.type in ("group", "organization") or (figure.type == "person" and not figure.named and figure.gender == "unknown")
    return figure.type in ("organization", "country", "place", "other", "group") and not figure.plural


def _barred(pronoun: Seen, seen: Seen) -> bool:
    """Whether grammar forbids that the pronoun means this mention, in one sentence."""
    if seen.sentence.index != pronoun.sentence.index:
        return False
    if pronoun.text.lower() in _REFLEXIVE:
        return False
    sentence, p, m = pronoun.sentence, pronoun.token, seen.token
    verb = sentence.parent(p)
    if p.rel == "nmod:poss":
        # "his brother Sam": he is not Sam.
        return any(a.i == m.i for a in [sentence.tokens[p.head]]) or (verb is not None and m.dep == "appos" and m.head == verb.i)
    if verb is None:
        return False
    if m.head == p.head and p.dep in ("obj", "iobj", "obl", "nsubj") and m.dep in ("nsubj", "obj", "iobj", "obl"):
        return True  # "Moss thanked him"
    # "Moss is wrong," he said: what hangs below the verb of which the pronoun is the subject is not he.
    return p.dep == "nsubj" and seen.mention.form != "pronoun" and any(a.i == verb.i for a in sentence.ancestors(m)) and not _fronted(sentence.ancestors(m), verb, m, p)


def _fronted(above: Sequence[Token], verb: Token, m: Token, p: Token) -> bool:
    """ "When Moss arrived, he said", "Moss, he said": a clause of time before the pronoun may name him."""
    below = [m, *above]
    top = next((t for t, up in pairwise(below) if up.i == verb.i), None)
    return top is not None and top.i < p.i and top.dep in ("advcl", "obl", "nmod", "vocative", "dislocated")


def _clashes(pronoun: Seen, figure: Figure) -> bool:
    """A figure barred by another of its mentions in the same clause is barred wholly: "Moss said he thanked him"."""
    return any(_barred(pronoun, s) for s in figure.seen[-6:] if s.sentence.index == pronoun.sentence.index and s.index < pronoun.index)


def _distance(pronoun: Seen, seen: Seen, own: Sequence[int]) -> int:
    """Sentences back; the last one with words of the outlet's own is the one before, whatever was said between."""
    first, last = seen.sentence.index, pronoun.sentence.index
    beside = not pronoun.quoted and not seen.quoted and bisect_right(own, last) - bisect_right(own, first) == 1
    return 1 if beside else last - first


def _score(pronoun: Seen, seen: Seen, own: Sequence[int]) -> float:
    w = WEIGHTS
    distance = _distance(pronoun, seen, own)
    score = (w["same"], w["previous"], w["second"], w["further"])[distance] if distance < 4 else w["further"] + w["each"] * (distance - 3)
    score += w[seen.function]
    if seen.quoted and not pronoun.quoted:
        score += w["quoted"]
    if seen.sentence.paragraph == -1:
        score += w["title"]
    if seen.function == "subject":
        score += (w["main"] if _main(seen) else 0.0) + (w["parallel"] if pronoun.function == "subject" else 0.0)
    score += (w["listed"] if _listed(seen) else 0.0) + (w["apart"] if _set_apart(pronoun, seen) else 0.0)
    return score + (w["aside"] if _aside(pronoun, seen) else 0.0)


def _listed(seen: Seen) -> bool:
    """Not the first of several in a row: "with Moss, *Webb* and others"."""
    return seen.token.dep == "conj"


def _set_apart(pronoun: Seen, seen: Seen) -> bool:
    """ "*Ana Webb*, she is coming": named first, then taken up by the subject."""
    words, sentence = seen.words, pronoun.sentence
    if seen.sentence is not sentence or not words or pronoun.token.dep != "nsubj" or seen.token.dep not in ("dislocated", "vocative", "parataxis", "nsubj", "root"):
        return False
    opens = all(t.upos in ("PUNCT", "CCONJ", "ADV", "INTJ") for t in sentence.tokens[: words[0].i])
    return opens and words[-1].i == pronoun.token.i - 2 and sentence.tokens[words[-1].i + 1].text == ","


def _main(seen: Seen) -> bool:
    """Whether it is in the sentence's main clause, not in one below it."""
    verb = seen.sentence.parent(seen.token)
    return verb is not None and (verb.head == -1 or (verb.dep == "conj" and seen.sentence.tokens[verb.head].head == -1))


def _aside(pronoun: Seen, seen: Seen) -> bool:
    """Whether it stands in a relative clause that the pronoun is not in: "Moss, who married *Ana Webb*, said she …"."""
    above = [seen.token, *seen.sentence.ancestors(seen.token)]
    clause = next((t for t in above if t.rel == "acl:relcl"), None)
    if clause is None or clause.i == seen.token.i:
        return False
    return seen.sentence is not pronoun.sentence or all(t.i != clause.i for t in pronoun.sentence.ancestors(pronoun.token))


def _speaks(seen: Seen, speech: Set[str]) -> bool:
    verb = seen.sentence.parent(seen.token)
    return verb is not None and verb.lemma in speech and seen.token.dep == "nsubj"


def _weight(pronoun: Seen, choice: Choice, count: int, speech: Set[str], speaker: Figure | None) -> float:
    figure, w = choice.figure, WEIGHTS
    weight = w["near"] * math.log1p(count) + w["often"] * math.log1p(sum(figure.names.values())) + (w["named"] if figure.named else 0.0)
    if figure.type == "person" and figure.named and not figure.persons and figure.gender == "unknown" and not figure.roles and figure.hint == "unknown":
        weight += w["lone"]  # a lone word that only the model takes for a person's name
    kind = pronoun_gender(pronoun.text)
    if kind in ("male", "female"):
        weight += w["gender"] if kind in (figure.gender, figure.hint) else w["misnamed"] if figure.gender != "unknown" else 0.0
    elif kind == "many":
        weight += w["plural"] if figure.plural else 0.0
    if speaker is not None and speaker.id == figure.id:
        # In "…", said Moss, he is not Moss: Moss says "I".
        weight += w["self"] if pronoun.quoted else w["speaks"] if _speaks(pronoun, speech) else w["spoke"]
    return weight
