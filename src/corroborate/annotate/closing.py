"""A cue that closes its sentence covers all of it: "*Reed told the council he would go*, two aides said on Monday"."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.annotate.cues import CueWord
from corroborate.annotate.sayers import after_the_comma, is_passive, nearest_subject
from corroborate.annotate.shapes import Pieces, trimmed
from corroborate.language import Sentence, Token

_SHORTEST = 4  #: tokens before a closing cue
_FAR = 30  #: tokens that a closing cue with its subject and what follows may have


def closing_cue(sentence: Sentence, words: Sequence[CueWord]) -> tuple[CueWord, int] | None:
    """The verb of speech that closes *sentence* behind a comma, and the index where its clause begins."""
    for word in reversed(words):
        if word.token.upos not in ("VERB", "AUX") or "clause" not in word.entry.takes or word.entry.stance or is_passive(sentence, word.token):
            continue
        first = _clause_start(sentence, word.token)
        if first is not None and _closes(sentence, word.token, first):
            return word, first
    return None


def _clause_start(sentence: Sentence, verb: Token) -> int | None:
    who = nearest_subject(sentence, verb) or after_the_comma(sentence, verb)
    if who is None:
        return None
    first = next((t.i for t in sentence.subtree(who) if t.upos not in ("PUNCT", "CCONJ")), who.i) if who.i < verb.i else verb.i
    before = [t.text for t in sentence.tokens[max(0, first - 2) : first]]
    apart = before[-1:] == [","] or (before[-1:] in (['"'], ["”"], ["''"]) and before[0] in (",", "?", "!"))
    return first if first >= _SHORTEST and apart else None


def _closes(sentence: Sentence, verb: Token, first: int) -> bool:
    """Whether nothing but when, where and a participle follows, and a clause stands before."""
    rest = sentence.tokens[verb.i + 1 :]
    told = any(c.i > verb.i for c in sentence.children(verb, "ccomp", "xcomp", "obj"))
    finite = next((t for t in rest if "VerbForm=Fin" in t.feats and not any(a.rel == "acl:relcl" and a.i > verb.i for a in (t, *sentence.ancestors(t)))), None)
    before = any("VerbForm=Fin" in t.feats for t in sentence.tokens[:first])
    return before and not told and finite is None and len(sentence.tokens) - first <= _FAR and not any(t.text in ("“", "”", '"', ":") for t in rest)


def covered(sentence: Sentence, first: int) -> Pieces:
    """All that a closing cue whose clause begins at *first* covers: from the sentence's start, or from a semicolon."""
    start = max((t.i + 1 for t in sentence.tokens[:first] if t.text == ";"), default=0)
    return (trimmed(sentence, sentence.tokens[start:first]),)


def without(sentence: Sentence, parts: Pieces, first: int) -> Pieces:
    """*parts* of another cue cut where the closing one begins."""
    cut = (trimmed(sentence, tuple(t for t in part if t.i < first)) for part in parts)
    return tuple(part for part in cut if part)
