"""What a cue attributes, as the tree has it: "said *the dam would hold*", "urged them *to leave*", "called it *a sham*"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from corroborate.annotate.cues import CueWord, Lexicon
from corroborate.annotate.sayers import is_passive, subject
from corroborate.language import Sentence, Token

#: The words of one content; more than one piece where its cue stands in the middle.
Pieces = tuple[tuple[Token, ...], ...]

_PREPOSITIONS = ("of", "for", "about", "against", "on", "to", "with", "over", "at", "into")
_WH = ("whether", "if", "how", "why", "what", "when", "where", "who", "which")
#: Participles that go on with the speech of the main verb even where the parser hangs them on what was said: "…, adding that".
_STAY = ("saying", "telling", "asking", "shouting", "yelling", "screaming", "threatening", "thinking", "hoping", "wanting", "seeking", "planning", "reading", "showing", "finding", "knowing", "seeing", "holding", "naming")


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
        fits = _goes_on(sentence, token, cues) if token.rel != "conj" else _other_form(sentence, token)
        outer = next((a for a in sentence.ancestors(token)[1:] if a.i in says and a.i < token.i and not a.text.endswith("ing")), None) if fits else None
        if outer is not None and any(a.rel in ("ccomp", "parataxis") and a.i > outer.i for a in sentence.ancestors(token)):
            out[token.i] = outer.i
    return out


def _goes_on(sentence: Sentence, token: Token, cues: Mapping[int, CueWord]) -> bool:
    if token.i not in cues or cues[token.i].entry.stance or not _after_comma(sentence, token):
        return False
    if token.rel == "parataxis":
        return sentence.child(token, "nsubj") is not None
    return token.text.endswith("ing") and token.text.lower() not in _STAY and sentence.child(token, "nsubj", "mark") is None


def _other_form(sentence: Sentence, token: Token) -> bool:
    """A finite verb without a subject of its own, joined to one that is not finite: "would hold and *left*"."""
    head = sentence.tokens[token.head]
    finite = "VerbForm=Fin" in token.feats and sentence.child(token, "nsubj", "aux", "mark", "expl", "cop") is None
    return finite and sentence.child(head, "aux", "cop") is not None and "VerbForm=Fin" not in head.feats and sentence.child(token, "cc") is not None


def _after_comma(sentence: Sentence, token: Token) -> bool:
    first = sentence.subtree(token)[0].i
    return sentence.tokens[first].text == "," or (first > 0 and sentence.tokens[first - 1].text in (",", "—", "–", "--"))


def content(sentence: Sentence, word: CueWord, hoisted: Iterable[int] = ()) -> Pieces:
    """What a verb attributes; empty when it takes nothing here that its line in the table allows."""
    finders: tuple[Callable[[Sentence, CueWord, frozenset[int]], Pieces], ...] = (_clause, _raised, _host, _preposition, _complement, _object)
    aside = frozenset(t.i for i in hoisted for t in sentence.subtree(sentence.tokens[i]) if i != word.token.i)
    return next((found for finder in finders if (found := finder(sentence, word, aside))), ())


def form(sentence: Sentence, clause: Token) -> str:
    """"inf", "ing", "wh" or "clause" (finite)."""
    if any(t.text.lower() == "to" for t in sentence.children(clause, "mark")):
        return "wh" if sentence.subtree(clause)[0].text.lower() in _WH else "inf"
    if _first_word(sentence, clause).lower() in _WH:
        return "wh"
    has_subject = sentence.child(clause, "nsubj", "csubj", "expl") is not None
    verbal = [clause, *sentence.children(clause, "aux", "cop")]
    if not has_subject and any("VerbForm=Ger" in t.feats or t.text.endswith("ing") for t in verbal) and not any("VerbForm=Fin" in t.feats for t in verbal):
        return "ing"
    return "clause"


def _first_word(sentence: Sentence, clause: Token) -> str:
    return next((t.text for t in sentence.subtree(clause) if t.upos not in ("PUNCT", "CCONJ")), "")


def _takes(sentence: Sentence, word: CueWord, clause: Token) -> bool:
    kind = form(sentence, clause)
    return kind in word.entry.takes or (kind == "wh" and "clause" in word.entry.takes)


def _clause(sentence: Sentence, word: CueWord, aside: frozenset[int]) -> Pieces:
    verb = word.token
    for child in sentence.children(verb, "ccomp", "xcomp", "parataxis", "advcl", "csubj:pass"):
        if child.i in aside or child in word.tokens or not _takes(sentence, word, child):
            continue
        if child.dep == "advcl" and not ("inf" in word.entry.takes and form(sentence, child) == "inf" and (sentence.child(verb, "obj", "iobj", "obl", "nsubj:pass"))):
            continue
        if child.dep == "parataxis" and not (child.i > verb.i and sentence.child(verb, "ccomp") is None and _told_after(sentence, verb, child)):
            continue
        if child.dep == "xcomp" and form(sentence, child) == "clause" and sentence.child(child, "nsubj", "mark") is None:
            continue
        if is_passive(sentence, verb) and _raises(word) and sentence.child(verb, "nsubj:pass") is not None and form(sentence, child) == "inf":
            continue
        return pieces(sentence, [t for t in sentence.subtree(child) if t.i not in aside], word)
    for noun in sentence.children(verb, "obj", "iobj"):
        for child in sentence.children(noun, "acl"):
            if "inf" in word.entry.takes and "np" not in word.entry.takes and form(sentence, child) == "inf":
                return pieces(sentence, [t for t in sentence.subtree(child) if t.i not in aside], word)
    return ()


def _told_after(sentence: Sentence, verb: Token, child: Token) -> bool:
    """Words after a colon, or after "said" with nothing but its subject between."""
    first = sentence.subtree(child)[0].i
    return any(t.text in (":", "“", '"', ",") for t in sentence.tokens[verb.i + 1 : first + 1])


def _raises(word: CueWord) -> bool:
    """"He is said to be ill": the subject is part of what is said; not so in "he was told to leave"."""
    return not ({"asks", "orders", "promises"} & {word.entry.force}) and word.entry.lemma not in ("tell", "advise", "warn", "remind", "encourage", "inform")


def _raised(sentence: Sentence, word: CueWord, aside: frozenset[int]) -> Pieces:
    verb = word.token
    subject = sentence.child(verb, "nsubj:pass")
    rest = next((c for c in sentence.children(verb, "xcomp", "ccomp", "advcl") if form(sentence, c) == "inf"), None)
    if subject is None or rest is None or not is_passive(sentence, verb) or not _raises(word) or not {"clause", "inf"} & word.entry.takes:
        return ()
    below = [t for t in (*sentence.subtree(subject), *sentence.subtree(rest)) if t.i not in aside]
    return pieces(sentence, sorted(below, key=lambda t: t.i), word)


def _host(sentence: Sentence, word: CueWord, aside: frozenset[int]) -> Pieces:
    """The clause that an inserted cue hangs on: "The dam, *she said*, would hold"; "*as she said*, …"."""
    verb, head = word.token, sentence.parent(word.token)
    if head is None or "clause" not in word.entry.takes or _has_complement(sentence, verb):
        return ()
    marks = {t.text.lower() for t in sentence.children(verb, "mark", "advmod", "case") if t.i < verb.i}
    inserted = verb.rel == "parataxis" and subject(sentence, verb, steps=0) is not None
    as_clause = verb.dep == "advcl" and "as" in marks and (sentence.child(verb, "nsubj") is not None or is_passive(sentence, verb))
    if not (inserted or as_clause) or (inserted and marks & {"that", "if", "when", "because"}):
        return ()
    below = {t.i for t in sentence.subtree(verb)}
    return pieces(sentence, [t for t in sentence.subtree(head) if t.i not in below and t.i not in aside], word)


def _has_complement(sentence: Sentence, verb: Token) -> bool:
    """An object or clause that is what was said (not the turned subject of "…, say scientists")."""
    turned = subject(sentence, verb, steps=0)
    return any(c is not turned for c in sentence.children(verb, "obj", "ccomp"))


def _preposition(sentence: Sentence, word: CueWord, aside: frozenset[int]) -> Pieces:
    """"accused them *of lying*", "described it *as a sham*"."""
    verb = word.token
    taken = [p for p in (*_PREPOSITIONS, "as") if p in word.entry.takes]
    hanging = [*sentence.children(verb, "obl", "advcl", "xcomp", "ccomp", "obj"), *(c for o in sentence.children(verb, "obj", "iobj", "obl", "nsubj:pass") for c in sentence.children(o, "nmod", "acl"))]
    for child in sorted(hanging, key=lambda t: t.i) if taken else ():
        marks = [t for t in sentence.children(child, "case", "mark") if t.text.lower() in taken and t.i > verb.i and t not in word.tokens]
        if marks and child.i > verb.i and child.i not in aside:
            return pieces(sentence, [t for t in sentence.subtree(child) if t.i > marks[0].i and t.i not in aside], word)
    return ()


def _complement(sentence: Sentence, word: CueWord, aside: frozenset[int]) -> Pieces:
    """"called it *a sham*"."""
    if "comp" not in word.entry.takes:
        return ()
    verb = word.token
    objects = sentence.children(verb, "obj", "iobj")
    child = sentence.child(verb, "xcomp", "ccomp") or (objects[1] if len(objects) > 1 else None)
    if child is None or child.i < verb.i or form(sentence, child) == "inf" or (is_passive(sentence, verb) and sentence.child(verb, "obl:agent") is None):
        return ()
    topic = {t.i for s in sentence.children(child, "nsubj") for t in sentence.subtree(s)}
    return pieces(sentence, [t for t in sentence.subtree(child) if t.i not in topic and t.i not in aside], word)


def _object(sentence: Sentence, word: CueWord, aside: frozenset[int]) -> Pieces:
    if "np" not in word.entry.takes:
        return ()
    verb, particle = word.token, word.tokens[1].text.lower() if len(word.tokens) > 1 else ""
    if is_passive(sentence, verb):
        agent = sentence.child(verb, "obl:agent")
        child = sentence.child(verb, "nsubj:pass") if agent is not None else None
    else:
        child = sentence.child(verb, "obj")
    if child is None and particle:
        child = next((c for c in sentence.children(verb, "obl") if any(t.text.lower() == particle for t in sentence.children(c, "case"))), None)
    if child is None or child.upos not in ("NOUN", "PROPN", "NUM", "ADJ", "VERB"):
        return ()
    case = {t.i for t in sentence.children(child, "case") if t.i < child.i}
    return pieces(sentence, [t for t in sentence.subtree(child) if t.i not in aside and t.i not in case], word)


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
    cut = (trimmed(sentence, sentence.tokens[run[0].i : run[-1].i + 1]) for run in runs)
    return tuple(run for run in cut if any(t.text[0].isalnum() for t in run))


def trimmed(sentence: Sentence, run: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without a leading "that" or "and", and marks at the ends (brackets and quotation marks are left)."""
    while run and ((run[0].upos == "PUNCT" and run[0].text not in "([{\"“”‘'«") or run[0].upos == "CCONJ" or _is_that(sentence, run[0])):
        run = run[1:]
    while run and run[-1].upos == "PUNCT" and run[-1].text not in ")]}\"”“’'»":
        run = run[:-1]
    return run


def _is_that(sentence: Sentence, token: Token) -> bool:
    return token.text.lower() == "that" and (token.rel == "mark" or token.upos == "SCONJ")


def noun_content(sentence: Sentence, word: CueWord, owned: bool, lexicon: Lexicon) -> Pieces:
    """"the claim *that it leaked*", "allegations *they lied*", "her promise *to resign*" (only where somebody owns it)."""
    for child in sentence.children(word.token, "acl", "ccomp"):
        kind = form(sentence, child)
        has_that = any(_is_that(sentence, t) for t in sentence.children(child, "mark"))
        own_subject = sentence.child(child, "nsubj", "expl", "csubj") is not None
        if child.i > word.token.i and child.rel != "acl:relcl" and "clause" in word.entry.takes and kind == "clause" and (has_that or own_subject):
            return pieces(sentence, sentence.subtree(child))
        if child.i > word.token.i and kind == "inf" and "inf" in word.entry.takes and owned:
            return pieces(sentence, sentence.subtree(child))
    return ()


def adverb_content(sentence: Sentence, word: CueWord, verbs: Iterable[int]) -> Pieces:
    """The clause that "reportedly" stands in; none where a verb of speech has it ("reportedly said")."""
    head = sentence.parent(word.token)
    if head is None or head.i in verbs:
        return ()
    clause = head
    if head.upos in ("NUM", "ADV", "NOUN", "PROPN") and sentence.child(head, "nsubj", "cop") is None:
        clause = next((a for a in sentence.ancestors(head) if a.upos in ("VERB", "AUX") or sentence.child(a, "nsubj")), head)
    without = ("conj", "cc") if clause.rel != "conj" else ("cc", "conj")
    return pieces(sentence, [t for t in sentence.subtree(clause, without=without) if t is not word.token], word)
