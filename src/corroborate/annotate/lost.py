"""What was said where the tree has lost it: before a closing verb, behind a plain "said", behind words of place and time."""

from __future__ import annotations

from corroborate.annotate.cues import CueWord
from corroborate.annotate.sayers import is_passive, subject
from corroborate.annotate.shapes import DAYS, Pieces, is_that, to_semicolon, trimmed
from corroborate.language import Sentence, Token

PLACES = ("in", "on", "at", "during", "via", "late", "early", "last")
#: Verbs that close a sentence behind what was said.
_CLOSE = ("say", "report", "note", "warn", "write", "claim", "confirm", "announce", "add", "show", "suggest")
#: What says nothing else than that words follow.
_PLAIN = ("say", "state", "write", "claim", "argue", "insist", "contend", "assert", "tweet", "indicate", "testify", "note", "add")


def lost(sentence: Sentence, word: CueWord) -> Pieces:
    """What a verb attributes though nothing that it takes hangs on it."""
    return _closing(sentence, word) or _rest(sentence, word) or _free(sentence, word)


def _closing(sentence: Sentence, word: CueWord) -> Pieces:
    """"…, *the Times reported*." where the tree has lost what was reported: all before the comma."""
    verb, who = word.token, sentence.child(word.token, "nsubj")
    if word.entry.lemma not in _CLOSE or who is None or verb.dep not in ("root", "parataxis", "conj", "ccomp"):
        return ()
    first = sentence.subtree(who)[0].i if who.i < verb.i else verb.i
    after = [t for t in sentence.tokens[verb.i + 1 :] if t.upos not in ("PUNCT", "ADV", "ADP", "DET", "PROPN", "NUM", "NOUN", "PRON", "ADJ")]
    if first < 4 or sentence.tokens[first - 1].text != "," or after or not any(t.upos in ("VERB", "AUX") for t in sentence.tokens[:first]):
        return ()
    return (trimmed(sentence, sentence.tokens[:first]),)


def _rest(sentence: Sentence, word: CueWord) -> Pieces:
    """What follows a plain "said" to the sentence's end where the tree has lost it: said *the term “free port” meant little*."""
    verb = word.token
    who = sentence.child(verb, "nsubj") or (subject(sentence, verb) if verb.dep == "conj" else None)
    rest = sentence.tokens[verb.i + 1 :]
    plain = word.entry.lemma in _PLAIN and not is_passive(sentence, verb) and sentence.tokens[verb.i - 1].upos != "PUNCT"
    if not plain or who is None or who.i > verb.i or not rest or rest[0].upos not in ("DET", "NOUN", "PROPN", "PRON", "NUM", "SCONJ", "ADP"):
        return ()
    past = past_medium(rest)
    run = trimmed(sentence, to_semicolon(past))
    that = is_that(sentence, rest[0]) or len(past) < len(rest)
    own = verb.dep in ("root", "conj", "ccomp", "parataxis") and word.entry.lemma in ("say", "argue", "insist") and rest[0].upos not in ("ADP", "SCONJ")
    if not that and (not own or (word.entry.lemma != "say" and any(c.i > verb.i for c in sentence.children(verb, "obj")))):
        return ()
    return (run,) if any("VerbForm=Fin" in t.feats for t in run) else ()


def _free(sentence: Sentence, word: CueWord) -> Pieces:
    """"*what* the Post and the Courier have reported *about the dam*"; nothing where no more is told than that something was said."""
    verb, head = word.token, sentence.parent(word.token)
    if word.entry.stance or "clause" not in word.entry.takes or verb.rel != "acl:relcl" or head is None or head.text.lower() != "what" or sentence.child(verb, "nsubj") is None:
        return ()
    after = trimmed(sentence, tuple(t for t in sentence.subtree(verb) if t.i > verb.i))
    about = after and after[0].text.lower() in ("about", "of", "on", "regarding", "concerning")
    return ((head,), after) if about and any(t.upos in ("NOUN", "PROPN") for t in after) else ()


def past_medium(run: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without words of place and time before "that": said *on the harbour station's “Meet the Town” that* the dam would hold."""
    if not run or run[0].text.lower() not in (*PLACES, "this", *DAYS):
        return run
    at = next((i for i, t in enumerate(run[:16]) if t.text.lower() == "that" and t.upos == "SCONJ"), 0)
    return run[at + 1 :] if at and not any("VerbForm" in t.feats for t in run[:at]) else run
