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
        fits = _goes_on(sentence, token, cues) if token.rel != "conj" else _other_form(sentence, token) or _says_too(sentence, token, says)
        outer = next((a for a in sentence.ancestors(token)[1:] if a.i in says and a.i < token.i and not a.text.endswith("ing")), None) if fits else None
        if outer is not None and any(a.rel in ("ccomp", "xcomp", "parataxis") and a.i > outer.i for a in sentence.ancestors(token)):
            out[token.i] = outer.i
    return out


def _goes_on(sentence: Sentence, token: Token, cues: Mapping[int, CueWord]) -> bool:
    if token.i not in cues or cues[token.i].entry.stance or not _after_comma(sentence, token):
        return False
    participle = token.text.endswith("ing") and token.text.lower() not in _STAY and sentence.child(token, "nsubj", "mark", "aux") is None
    return participle or (token.rel == "parataxis" and sentence.child(token, "nsubj") is not None)


def _says_too(sentence: Sentence, token: Token, says: set[int]) -> bool:
    """Another speaker joined to what one said: "said the dam held *and officials said the road was open*"."""
    return token.i in says and sentence.child(token, "nsubj") is not None and sentence.child(token, "ccomp") is not None


def _closes_with_source(sentence: Sentence, token: Token) -> bool:
    """", according to police" at the sentence's end covers the sentence, not the clause it hangs on."""
    last = sentence.subtree(token)[-1].i
    source = any(t.text.lower() == "according" for t in sentence.children(token, "case"))
    return source and _after_comma(sentence, token) and all(t.upos == "PUNCT" for t in sentence.tokens[last + 1 :])


def _other_form(sentence: Sentence, token: Token) -> bool:
    """A finite verb without a subject of its own, joined to one that is not finite: "would hold and *left*"."""
    head = sentence.tokens[token.head]
    finite = "VerbForm=Fin" in token.feats and sentence.child(token, "nsubj", "aux", "mark", "expl", "cop") is None
    infinitive = any(t.text.lower() == "to" for t in sentence.children(head, "mark"))
    return finite and (infinitive or sentence.child(head, "aux", "cop") is not None) and "VerbForm=Fin" not in head.feats and sentence.child(token, "cc") is not None


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
    """"said the bridge would hold, *while tests showed cracks*": the outlet sets another thing against what was said."""
    marked = any(t.text.lower() in ("while", "whereas") for t in sentence.children(token, "mark", "advmod"))
    first = sentence.subtree(token)[0]
    told = next((a for a in sentence.ancestors(token) if a.i in cues and a.i < first.i), None)
    return marked and told is not None and _after_comma(sentence, token) and sentence.child(token, "nsubj") is not None
