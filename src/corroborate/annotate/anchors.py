"""Descriptions that an article itself ties to someone: appositions, predicates, "as": "Ana Ruiz, the mayor of Alden", "Ruiz is a lawyer"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corroborate.annotate.figures import Seen
from corroborate.language import Token

_NAMING = ("identify", "name", "call", "know", "nickname", "dub")


def anchors(seen: Sequence[Seen]) -> dict[int, int]:
    """For each description that only says who another mention is: its index → that mention's index."""
    at: dict[tuple[int, int], Seen] = {}
    for s in seen:
        key = (s.sentence.index, s.token.i)
        if key not in at or s.mention.form == "name":
            at[key] = s
    out: dict[int, int] = {}
    for s in seen:
        if s.mention.form != "nominal":
            continue
        other = _apposed(s, at) or _leading(s, seen) or _predicated(s, at) or _as(s, at) or _identified(s, at) or _beside(s, seen)
        if other is not None and other.index != s.index and _fits(s, other):
            out[s.index] = other.index
    for s in reversed(seen):
        if s.mention.form == "nominal" and s.index not in out:
            also = [at.get((s.sentence.index, c.i)) for c in s.sentence.children(s.token, "conj") if s.sentence.child(c, "cc") and not s.sentence.child(c, "det", "nmod:poss")]
            told = next((out[o.index] for o in also if o is not None and o.index in out), None)
            if told is not None and _fits(s, seen[told]):
                out[s.index] = told  # "an expert and former official, Ana Ruiz"
    return {a: _end(out, b) for a, b in out.items()}


def _end(links: Mapping[int, int], at: int) -> int:
    for _ in range(4):
        if at not in links:
            break
        at = links[at]
    return at


def _fits(s: Seen, other: Seen) -> bool:
    if s.mention.type == "person":
        return other.mention.type == "person"
    if s.mention.type == "organization":
        return other.mention.type in ("organization", "group", "other") and other.mention.form == "name"
    return s.mention.type == other.mention.type and other.mention.form != "nominal"


def _mention(s: Seen, token: Token | None, at: Mapping[tuple[int, int], Seen]) -> Seen | None:
    return at.get((s.sentence.index, token.i)) if token is not None else None


def _apposed(s: Seen, at: Mapping[tuple[int, int], Seen]) -> Seen | None:
    token, sentence = s.token, s.sentence
    if token.rel == "appos":
        return _mention(s, sentence.parent(token), at)
    if token.dep == "conj" and not sentence.child(token, "det", "nmod:poss"):  # "a lawyer and activist"
        first = sentence.parent(token)
        beside = sentence.child(token, "cc")
        if first is not None and first.rel == "appos" and beside is not None and beside.text.lower() == "and":
            return _mention(s, sentence.parent(first), at)
    for child in sentence.children(token, "appos"):
        other = _mention(s, child, at)
        if other is not None and other.mention.form == "name":
            return other
    return None


def _leading(s: Seen, seen: Sequence[Seen]) -> Seen | None:
    """ "Mayor of Alden Sam Oduya", "the secretary of the union (NUR), Mick Moss": a description that runs up to a name."""
    tokens, words = s.sentence.tokens, s.words
    if not words or "Number=Plur" in s.token.feats:
        return None
    end = _past_brackets(tokens, words[-1].i + 1)
    for o in seen[s.index + 1 : s.index + 9]:
        if o.sentence is not s.sentence or not o.words or o.words[0].i > end + 1:
            break
        start = o.words[0].i
        if o.mention.form != "name" or start <= s.token.i or o.token.rel == "nmod:poss":
            continue
        comma = start == end + 1 and end < len(tokens) and tokens[end].text == ","
        both = o.token.dep == "nsubj" and s.token.dep == "nsubj" and o.token.head == s.token.head
        if comma and (o.token.dep == "appos" or words[0].i <= o.token.head < start or both):
            return o
        before = tokens[start - 1]
        clause = s.sentence.parent(o.token)
        relative = o.token.dep == "nsubj" and clause is not None and clause.rel.startswith("acl")  # "the man Moss hired"
        if not comma and start <= end and before.upos in ("NOUN", "PROPN", "PUNCT", "ADJ") and before.text != "," and not relative and o.token.dep != "conj":
            return o
    return None


def _past_brackets(tokens: Sequence[Token], at: int) -> int:
    if at < len(tokens) and tokens[at].text == "(":
        return next((i + 1 for i in range(at, min(len(tokens), at + 15)) if tokens[i].text == ")"), at)
    return at


def _predicated(s: Seen, at: Mapping[tuple[int, int], Seen]) -> Seen | None:
    token, sentence = s.token, s.sentence
    modal = any(a.lemma in ("could", "may", "might", "would", "should", "can") for a in sentence.children(token, "aux"))
    if sentence.child(token, "cop") is None or sentence.negated(token) or modal:
        return None
    subject = sentence.child(token, "nsubj")
    if token.rel == "acl:relcl" and subject is not None and subject.lemma in ("who", "which", "that"):
        return _mention(s, sentence.parent(token), at)
    return _mention(s, subject, at)


def _as(s: Seen, at: Mapping[tuple[int, int], Seen]) -> Seen | None:
    """ "While serving as governor, Moss …" """
    token, sentence = s.token, s.sentence
    case = sentence.child(token, "case")
    if case is None or case.text.lower() != "as" or sentence.child(token, "nmod:poss"):
        return None
    verb = sentence.parent(token)
    while verb is not None and verb.dep in ("advcl", "xcomp", "conj", "acl") and sentence.child(verb, "nsubj") is None:
        verb = sentence.parent(verb)
    return _mention(s, sentence.subject(verb), at) if verb is not None and verb.upos in ("VERB", "AUX") else None


def _identified(s: Seen, at: Mapping[tuple[int, int], Seen]) -> Seen | None:
    """ "A man identified as Sam Oduya", "a student named Oduya", "police identified the victim as Ana Ruiz"."""
    sentence, token = s.sentence, s.token
    verb = next((v for v in sentence.children(token, "acl") if v.lemma in _NAMING), None) or sentence.parent(token)
    if verb is None or verb.lemma not in _NAMING or (verb.rel != "acl" and token.dep not in ("obj", "nsubj", "obl", "xcomp")):
        return None
    for other in sentence.children(verb, "obl", "xcomp", "obj", "appos", "nmod"):
        case = sentence.child(other, "case")
        if other.i != token.i and (case is None or case.text.lower() == "as"):
            found = _mention(s, other, at)
            if found is not None and found.mention.form == "name" and found.mention.type == "person":
                return found
    return None


def _beside(s: Seen, seen: Sequence[Seen]) -> Seen | None:
    """What the tree missed: a name, a comma and a description that closes with a comma, or the other way round."""
    if s.token.rel not in ("conj", "parataxis", "list", "dep", "nmod", "obl") or s.sentence.child(s.token, "cc", "case"):
        return None
    words = s.words
    before = s.sentence.tokens[words[0].i - 1] if words and words[0].i else None
    after = s.sentence.tokens[words[-1].i + 1] if words and words[-1].i + 1 < len(s.sentence.tokens) else None
    if before is None or before.text != "," or (after is not None and after.text not in (",", ".", ";")):
        return None
    return next((o for o in seen[max(0, s.index - 4) : s.index] if o.mention.form == "name" and o.words and o.words[-1].i == before.i - 1 and o.sentence is s.sentence), None)
