"""Content that hangs on a noun or an adverb: "the claim *that it leaked*", "*the dam* reportedly *leaked*"."""

from __future__ import annotations

from collections.abc import Iterable

from corroborate.annotate.cues import CueWord
from corroborate.annotate.shapes import Pieces, form, is_that, pieces
from corroborate.language import Sentence


def noun_content(sentence: Sentence, word: CueWord, owned: bool) -> Pieces:
    """"the claim *that it leaked*", "allegations *they lied*", "her promise *to resign*" (only where somebody owns it)."""
    for child in sentence.children(word.token, "acl", "ccomp"):
        kind = form(sentence, child)
        has_that = any(is_that(sentence, t) for t in sentence.children(child, "mark"))
        own_subject = sentence.child(child, "nsubj", "expl", "csubj") is not None
        if child.i > word.token.i and child.rel != "acl:relcl" and "clause" in word.entry.takes and kind == "clause" and (has_that or own_subject):
            return pieces(sentence, sentence.subtree(child))
        if child.i > word.token.i and kind == "inf" and "inf" in word.entry.takes and owned:
            return pieces(sentence, sentence.subtree(child))
    if "of" in word.entry.takes:
        for child in sentence.children(word.token, "nmod", "acl"):
            marks = [t for t in sentence.children(child, "case", "mark") if t.text.lower() == "of"]
            if marks and child.upos != "PROPN":
                return pieces(sentence, [t for t in sentence.subtree(child) if t.i > marks[0].i])
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
