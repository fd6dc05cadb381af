"""Shapes of clauses, and tokens cut to the stretches that are somebody's words."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.annotate.cues import CueWord
from corroborate.language import Sentence, Token

#: The words of one content; more than one piece where its cue stands in the middle.
Pieces = tuple[tuple[Token, ...], ...]

WH = ("whether", "if", "how", "why", "what", "when", "where", "who", "which")


def form(sentence: Sentence, clause: Token) -> str:
    """"inf", "ing", "wh" or "clause" (finite)."""
    if any(t.text.lower() == "to" for t in sentence.children(clause, "mark")) and "VerbForm=Ger" not in clause.feats:
        return "wh" if sentence.subtree(clause)[0].text.lower() in WH else "inf"
    if _first_word(sentence, clause).lower() in WH:
        return "wh"
    has_subject = sentence.child(clause, "nsubj", "csubj", "expl") is not None
    verbal = [clause, *sentence.children(clause, "aux", "cop")]
    if not has_subject and any("VerbForm=Ger" in t.feats or t.text.endswith("ing") for t in verbal) and not any("VerbForm=Fin" in t.feats for t in verbal):
        return "ing"
    return "clause"


def _first_word(sentence: Sentence, clause: Token) -> str:
    return next((t.text for t in sentence.subtree(clause) if t.upos not in ("PUNCT", "CCONJ")), "")


def pieces(sentence: Sentence, tokens: Sequence[Token], word: CueWord | None = None) -> Pieces:
    """*tokens* as stretches: one, or two around the cue where it stands between; without "that" and marks at their ends."""
    cue = {t.i for t in word.tokens} if word else set()
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if token.i in cue:
            continue
        if runs and not any(i in cue for i in range(runs[-1][-1].i + 1, token.i)):
            runs[-1].append(token)
        else:
            runs.append([token])
    cut = (without_medium(trimmed(sentence, to_semicolon(sentence.tokens[run[0].i : run[-1].i + 1]))) for run in runs)
    told = tuple(run for run in cut if any(t.text[0].isalnum() for t in run))
    return tuple(run for run in told if len(told) == 1 or any(t.upos not in ("PUNCT", "ADP", "SCONJ", "CCONJ", "PART") for t in run))


DAYS = frozenset(
    [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]
)  # fmt: skip
#: Where words stand or are spoken.
MEDIUM = frozenset(
    [
        "statement", "letter", "email", "e-mail", "interview", "interviews", "release", "tweet", "tweets", "twitter", "facebook", "instagram",
        "post", "posts", "video", "videos", "conference", "briefing", "message", "memo", "report", "filing", "speech", "address",
        "blog", "television", "radio", "statements", "advisory",
    ]
)  # fmt: skip


def to_semicolon(run: tuple[Token, ...]) -> tuple[Token, ...]:
    """Up to a semicolon behind which a sentence of its own starts: "said three died; their names were not given"."""
    at = next((i for i, t in enumerate(run) if t.text == ";" and i > 2 and i + 1 < len(run) and not is_that_word(run[i + 1])), None)
    if at is None or sum(t.text == '"' for t in run[:at]) % 2 or sum(t.text == "“" for t in run[:at]) > sum(t.text == "”" for t in run[:at]):
        return run
    own = any(t.dep == "nsubj" for t in run[at:]) or run[at + 1].text.lower() in ("however", "but")
    return run[:at] if own else run


def without_medium(run: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without a closing "in a press release", "at a news conference": where it was said is no part of what was said."""
    if not run or run[-1].text.lower() not in MEDIUM:
        return run
    start = next((i for i in range(len(run) - 2, max(0, len(run) - 7), -1) if run[i].text.lower() in ("in", "at", "on", "via", "during")), 0)
    return run[:start] if start and not any(t.upos in ("VERB", "AUX") for t in run[start:]) else run


def trimmed(sentence: Sentence, run: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without a leading "that" or "and", and marks at the ends (brackets and quotation marks are left)."""
    while run and ((run[0].upos == "PUNCT" and run[0].text not in "([{\"“”‘'«") or run[0].upos == "CCONJ" or is_that(sentence, run[0])):
        run = run[1:]
    while run and run[-1].upos == "PUNCT" and run[-1].text not in ")]}\"”“’'»":
        run = run[:-1]
    return run


def is_that_word(token: Token) -> bool:
    return token.text.lower() in ("that", "and")


def is_that(sentence: Sentence, token: Token) -> bool:
    return token.text.lower() == "that" and (token.rel == "mark" or token.upos == "SCONJ")
