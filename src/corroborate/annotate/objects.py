"""Whether the thing that a verb of speech takes tells anything: a statement, a decision, an event and who does it; not a bare thing.

"announced *a ban on nets*", "denied *any role in the fire*"; not "praised *the mayor*", "decried *the exercise*", "requested *a ballot*".
"""

from __future__ import annotations

from corroborate.annotate.cues import CueWord, Lexicon
from corroborate.language import Sentence, Token

_DEFINITE = ("the", "this", "that", "these", "those", "such", "both")
#: Verbs whose object is new with them: what is asked for, proposed, made known.
_NEW = (
    "announce", "report", "propose", "recommend", "advocate", "suggest", "declare", "predict", "expect", "anticipate", "want",
    "request", "demand", "call for", "push for", "outline", "promise", "pledge", "vow",
)  # fmt: skip
_MARKS = "\"“”‘"


def tells(sentence: Sentence, word: CueWord, noun: Token, lexicon: Lexicon) -> bool:
    """Whether *noun*, with what hangs on it, is something that can be said, by the kind of thing it names and what it holds."""
    below = sentence.subtree(noun)
    if any(t.text in _MARKS for t in below):
        return True
    if noun.upos == "PRON" or _is_name(sentence, noun):
        return False
    whose = sentence.child(noun, "nmod:poss") is not None
    parts = [c for c in sentence.children(noun, "nmod", "acl", "ccomp") if c.i > noun.i]
    if not (whose or parts) and _is_known_already(sentence, noun):
        return False
    if _kind(noun, lexicon):
        return True
    return word.entry.lemma in _NEW and bool(parts) and not whose and all(t in word.tokens for t in sentence.children(noun, "case"))


def _is_name(sentence: Sentence, noun: Token) -> bool:
    return noun.upos == "PROPN" or any(n.start <= noun.i < n.end for n in sentence.names)


def _is_known_already(sentence: Sentence, noun: Token) -> bool:
    """ "the exercise", "those plans": pointed at, not told."""
    return any(t.text.lower() in _DEFINITE for t in sentence.children(noun, "det"))


def _kind(noun: Token, lexicon: Lexicon) -> bool:
    """A noun for a statement or a state of mind, or for something that happens or is done."""
    forms = (noun.text.lower(), noun.lemma.lower())
    return any(f in lexicon.told or f in lexicon.nouns for f in forms) or noun.lemma.lower().endswith(lexicon.deeds)

