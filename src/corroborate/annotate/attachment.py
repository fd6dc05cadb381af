"""Where the tree hangs a word too low: what goes on with the main verb's speech, or leaves it, though it hangs on what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corroborate.annotate.cues import CueWord
from corroborate.language import Sentence, Token

#: Participles that more often belong to the one spoken of: "said he left, *saying* he was tired".
_STAY = (
    "saying", "telling", "asking", "shouting", "yelling", "screaming", "threatening", "thinking", "hoping", "wanting",
    "seeking", "planning", "reading", "showing", "finding", "knowing", "seeing", "holding", "naming",
)  # fmt: skip


#: After these a verb has no ending, so that a past form joined to it belongs to another.
_BARE = ("to", "will", "would", "can", "could", "may", "might", "shall", "should", "must", "did", "does", "do")


def hoists(sentence: Sentence, words: Sequence[CueWord]) -> dict[int, int]:
    """Words that hang on what was said but belong beside its verb: index → index of the verb whose speaker they go on with.

    *"The mayor said the dam was safe, noting that …"*, *"said it would hold and left the room"*: the parser hangs "noting" on "safe"
    and "left" on "hold". Participles and inserted cues move up after a comma, verbs where their form does not fit the one they hang on.
    """
    out: dict[int, int] = {}
    cues = {w.token.i: w for w in words if w.token.upos in ("VERB", "AUX")}
    says = {i for i, w in cues.items() if "clause" in w.entry.takes}
    for token in sentence.tokens:
        if token.upos not in ("VERB", "AUX") or token.rel not in ("advcl", "parataxis", "conj"):
            continue
        fits = _goes_on(sentence, token, cues) if token.rel != "conj" else _other_form(sentence, token) or _says_too(sentence, token, cues)
        outer = next((a for a in sentence.ancestors(token)[1:] if a.i in says and a.i < token.i and not a.text.endswith("ing")), None) if fits else None
        if outer is not None and any(a.rel in ("ccomp", "xcomp", "parataxis") and a.i > outer.i for a in sentence.ancestors(token)):
            out[token.i] = outer.i
    return out


def _goes_on(sentence: Sentence, token: Token, cues: Mapping[int, CueWord]) -> bool:
    if token.i not in cues or cues[token.i].entry.stance or not _after_comma(sentence, token):
        return False
    participle = token.text.endswith("ing") and token.text.lower() not in _STAY and sentence.child(token, "nsubj", "mark", "aux") is None
    return participle or (token.rel == "parataxis" and sentence.child(token, "nsubj") is not None)


def _says_too(sentence: Sentence, token: Token, cues: Mapping[int, CueWord]) -> bool:
    """Another speaker joined to what one said, or the same one going on: "said it held *and officials said …*", "…, *but said …*"."""
    if token.i not in cues or cues[token.i].entry.stance:
        return False
    if sentence.child(token, "nsubj") is not None:
        return sentence.child(token, "ccomp", "xcomp") is not None
    joint = sentence.child(token, "cc")
    head = sentence.tokens[token.head]
    apart = joint is not None and (joint.text.lower() == "but" or (joint.i > 0 and sentence.tokens[joint.i - 1].text in (",", '"', "”")))
    thing = sentence.child(head, "nsubj", "expl")
    dead = thing is not None and (thing.dep == "expl" or thing.text.lower() in ("it", "this", "that", "there", "these", "which"))
    return "VerbForm=Fin" in token.feats and joint is not None and (apart or dead)


def _closes_with_source(sentence: Sentence, token: Token) -> bool:
    """", according to police" at the sentence's end covers the sentence, not the clause it hangs on."""
    last = sentence.subtree(token)[-1].i
    source = any(t.text.lower() == "according" for t in sentence.children(token, "case"))
    return source and _after_comma(sentence, token) and all(t.upos == "PUNCT" for t in sentence.tokens[last + 1 :])


def _other_form(sentence: Sentence, token: Token) -> bool:
    """A finite verb without a subject of its own, joined to one that is not finite: "would hold and *left*", "to go and *threatened*"."""
    head = sentence.tokens[token.head]
    if "VerbForm=Fin" not in token.feats or sentence.child(token, "nsubj", "aux", "mark", "expl", "cop") is not None or sentence.child(token, "cc") is None:
        return False
    bare = any(t.text.lower() in _BARE for t in sentence.children(head, "aux", "mark"))
    return (bare or head.text.endswith("ing")) and "VerbForm=Fin" not in head.feats


def _after_comma(sentence: Sentence, token: Token) -> bool:
    first = sentence.subtree(token)[0].i
    return sentence.tokens[first].text == "," or (first > 0 and sentence.tokens[first - 1].text in (",", "—", "–", "--"))


def asides(sentence: Sentence, hoisted: Mapping[int, int], words: Sequence[CueWord]) -> frozenset[int]:
    """All tokens that hang on what was said but are not part of it: see `hoists`; and ", with officials saying …"."""
    cues = {w.token.i for w in words}
    leaves = [t for t in sentence.tokens if t.dep in ("obl", "nmod", "advcl") and _is_aside(sentence, t, cues)]
    return frozenset(t.i for head in (*(sentence.tokens[i] for i in hoisted), *leaves) for t in sentence.subtree(head))


def _is_aside(sentence: Sentence, token: Token, cues: set[int]) -> bool:
    if token.rel == "advcl":
        return _is_contrast(sentence, token, cues)
    return token.dep != "advcl" and (_closes_with_source(sentence, token) or _is_accompanied(sentence, token, cues))


def _is_accompanied(sentence: Sentence, token: Token, cues: set[int]) -> bool:
    """", with officials saying …": others speak."""
    with_ = any(t.text.lower() == "with" for t in sentence.children(token, "case", "mark"))
    return with_ and any(c.i in cues and c.text.endswith("ing") for c in sentence.children(token, "acl")) and _after_comma(sentence, token)


def _is_contrast(sentence: Sentence, token: Token, cues: set[int]) -> bool:
    """"said the bridge would hold, *while tests showed cracks*": the outlet sets another source against what was said."""
    marked = token.i in cues and any(t.text.lower() in ("while", "whereas", "although", "though") for t in sentence.children(token, "mark", "advmod"))
    first = sentence.subtree(token)[0]
    return marked and _after_comma(sentence, token) and sentence.child(token, "nsubj") is not None and any(a.i in cues and a.i < first.i for a in sentence.ancestors(token))
