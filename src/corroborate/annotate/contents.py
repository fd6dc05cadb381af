"""What a verb of speech attributes, as the tree has it: "said *the dam would hold*", "urged them *to leave*", "called it *a sham*"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corroborate.annotate.cues import CueWord, Lexicon
from corroborate.annotate.lost import PLACES, lost, past_medium
from corroborate.annotate.objects import tells
from corroborate.annotate.sayers import agent, is_passive, subject
from corroborate.annotate.shapes import DAYS, MEDIUM, WH, Pieces, form, is_that, pieces, trimmed
from corroborate.language import Sentence, Token

_PREPOSITIONS = ("of", "for", "about", "against", "on", "to", "with", "over", "at", "into", "as")
#: What follows the object of "announced" and belongs to it, wherever the parser hangs it: "protests *until the vote*".
_WIDENS = ("of", "for", "from", "until", "between", "among", "throughout", "into", "against", "over", "to", "as", "by")


def content(sentence: Sentence, word: CueWord, lexicon: Lexicon, aside: frozenset[int] = frozenset()) -> Pieces:
    """What a verb attributes, tokens in *aside* left out; empty when it takes nothing here that its line in the table allows."""
    below = {t.i for t in sentence.subtree(word.token)} if word.token.i in aside else set()
    left = aside - below
    finders: tuple[Callable[[Sentence, CueWord, frozenset[int]], Pieces], ...] = (_clause, _raised, _host, _complement)
    found = next((found for finder in finders if (found := finder(sentence, word, left))), ())
    found = found or _preposition(sentence, word, left, lexicon) or _object(sentence, word, left, lexicon) or lost(sentence, word)
    return tuple(past_medium(part) for part in found)


def _cut(sentence: Sentence, word: CueWord, aside: frozenset[int], *heads: Token, start: int = 0) -> Pieces:
    """All below *heads* from token *start* on, but what is in *aside*, and who did it: "was called a sham *by police*"."""
    by = agent(sentence, word.token) if is_passive(sentence, word.token) else None
    if by is not None:
        aside = aside | {t.i for t in sentence.subtree(by)}
    return pieces(sentence, [t for h in heads for t in sentence.subtree(h) if t.i not in aside and t.i >= start], word)


# ----------------------------------------------------------------------------------------------------------------- clauses


def _clause(sentence: Sentence, word: CueWord, aside: frozenset[int]) -> Pieces:
    for child in sentence.children(word.token, "ccomp", "xcomp", "parataxis", "advcl", "csubj:pass"):
        if child.i not in aside and child not in word.tokens and _takes(sentence, word, child) and _is_told(sentence, word, child):
            lost = _lost_subject(sentence, word, child)
            asked = _asked(sentence, child)
            start = lost.i if lost else asked.i if asked else _start(sentence, word, child)
            thing = _wanted(sentence, word, child)
            start = sentence.subtree(thing)[0].i if thing else start
            start = max(start, word.token.i + 1) if child.i > word.token.i else start
            heads = [*([thing] if thing else ()), *(sentence.tokens[lost.i : child.i] if lost else ()), *([asked] if asked else ()), child, *_following(sentence, word, child)]
            return _before(word.token, _cut(sentence, word, aside, *heads, start=start))
    strayed = _strayed(sentence, word)
    if strayed is not None:
        return _cut(sentence, word, aside - {t.i for t in sentence.subtree(strayed)}, strayed)
    if "inf" in word.entry.takes and "np" not in word.entry.takes:
        for noun in sentence.children(word.token, "obj", "iobj"):
            for child in sentence.children(noun, "acl"):
                if form(sentence, child) == "inf":
                    return _cut(sentence, word, aside, child)
    return ()


def _takes(sentence: Sentence, word: CueWord, clause: Token) -> bool:
    kind = form(sentence, clause)
    if kind == "clause" and "wh" in word.entry.takes and _asked(sentence, clause) is not None:
        return True
    if kind == "clause" and "that" in word.entry.takes and clause.i > word.token.i:
        return True
    return kind in word.entry.takes or ("clause" in word.entry.takes and (kind == "wh" or (kind == "ing" and clause.dep == "ccomp")))


def _wanted(sentence: Sentence, word: CueWord, clause: Token) -> Token | None:
    """Who should do what is wanted: "wanted *the council* to act"; with "urged" or "told" that is whom it is said to, unless it is in marks."""
    if form(sentence, clause) != "inf":
        return None
    found = next((c for c in sentence.children(word.token, "obj", "iobj", "obl") if word.token.i < c.i < clause.i), None)
    if found is None or (found.dep != "obl" and (word.entry.stance or word.entry.lemma in ("recommend", "propose"))):
        return found
    return found if any(t.text in ("“", '"') for t in sentence.tokens[word.token.i : found.i + 1]) else None


def _asked(sentence: Sentence, clause: Token) -> Token | None:
    """The "why" before a clause where the parser hangs it on the verb: "discussed *why* he left"."""
    first = sentence.subtree(clause)[0].i
    before = sentence.tokens[first - 1] if first else None
    return before if before is not None and before.text.lower() in WH and before.head == clause.head and before.text.lower() != "which" else None


def _following(sentence: Sentence, word: CueWord, clause: Token) -> list[Token]:
    """Further clauses of the same verb that stand right behind: the parser has split one in two."""
    out, end = [], sentence.subtree(clause)[-1].i
    for sibling in sentence.children(word.token, "ccomp", "conj"):
        first = sentence.subtree(sibling)[0].i
        if sibling.dep == "conj" and not _is_more(sentence, word, sibling):
            continue
        if sibling.i > clause.i > word.token.i and first - end <= 2 and all(t.upos in ("PUNCT", "CCONJ") for t in sentence.tokens[end + 1 : first]):
            out.append(sibling)
            end = sentence.subtree(sibling)[-1].i
    return out


def _is_more(sentence: Sentence, word: CueWord, joined: Token) -> bool:
    """A clause joined to the verb that is more of what was said: "said the dam would hold *and that the road was open*"."""
    own = sentence.child(joined, "nsubj", "expl") is not None and sentence.child(joined, "ccomp") is None
    return own or any(is_that(sentence, t) for t in sentence.children(joined, "mark"))


def _strayed(sentence: Sentence, word: CueWord) -> Token | None:
    """The clause right behind a participle that the parser hangs on the main verb: "said they lied, adding *they would sue*"."""
    verb = word.token
    if "clause" not in word.entry.takes or not verb.text.endswith("ing") or sentence.children(verb, "ccomp", "obj", "xcomp"):
        return None
    near = [t for t in sentence.tokens[verb.i + 1 :] if t.dep in ("ccomp", "parataxis", "conj") and t.head < verb.i and t.head >= 0 and form(sentence, t) == "clause"]
    return next((t for t in near if sentence.subtree(t)[0].i == verb.i + 1), None)


def _is_told(sentence: Sentence, word: CueWord, child: Token) -> bool:
    """Whether a clause of that shape, hanging there, is what was said."""
    verb, kind = word.token, form(sentence, child)
    if kind == "inf" and "np" in word.entry.takes and "told" not in word.entry.takes and _thing(sentence, word) is not None:
        return False  # "called for the council to act": see `_object`
    if child.dep == "advcl":
        return "inf" in word.entry.takes and kind == "inf" and sentence.child(verb, "obj", "iobj", "obl", "nsubj:pass") is not None
    if child.dep == "parataxis":
        said = subject(sentence, child, steps=0)
        return child.i > verb.i and sentence.child(verb, "ccomp") is None and _told_after(sentence, verb, child) and not (said is not None and said.i > child.i)
    if child.dep == "xcomp" and kind == "clause" and sentence.child(child, "nsubj", "mark") is None:
        return child.upos in ("VERB", "AUX") and "VerbForm=Ger" not in child.feats and _lost_subject(sentence, word, child) is not None
    return not (kind == "inf" and is_passive(sentence, verb) and _raises(word) and sentence.child(verb, "nsubj:pass") is not None)


def _told_after(sentence: Sentence, verb: Token, child: Token) -> bool:
    """Words after a colon, or after "said" with nothing but its subject between."""
    first = sentence.subtree(child)[0].i
    return any(t.text in (":", "“", '"', ",") for t in sentence.tokens[verb.i + 1 : first + 1])


def _lost_subject(sentence: Sentence, word: CueWord, clause: Token) -> Token | None:
    """Where what was said starts when the parser took its subject for the verb's object: "ordered *the flags* be lowered"."""
    verb = word.token
    if clause.dep == "parataxis" or "told" in word.entry.takes or clause.i < verb.i or form(sentence, clause) not in ("clause", "ing"):
        return None
    if sentence.child(clause, "nsubj", "mark", "expl", "csubj") is not None:
        return None
    found = sentence.child(verb, "obj", "iobj") or next(iter(sentence.children(verb, "obl:unmarked")[-1:]), None)
    inside = found is not None and verb.i < found.i < clause.i and (clause.upos in ("VERB", "AUX") or sentence.child(clause, "cop") is not None)
    return sentence.subtree(found)[0] if found is not None and inside else None


def _start(sentence: Sentence, word: CueWord, clause: Token) -> int:
    """Where what was said starts: words of time and place right behind the verb are the verb's, "said *late Sunday* the dam would hold"."""
    verb, named = word.token, sentence.child(clause, "nsubj", "expl")
    first = sentence.subtree(clause)[0]
    if named is None or first.i != verb.i + 1 or named.i < verb.i:
        return 0
    subject_start = sentence.subtree(named)[0].i
    lead = sentence.tokens[verb.i + 1 : subject_start]
    belongs = {t.i for c in sentence.children(clause, "obl", "advmod", "punct") for t in sentence.subtree(c)}
    if not lead or any(t.i not in belongs or t.text.lower() == "that" for t in lead):
        return 0
    if lead[-1].text == ",":
        return subject_start if lead[0].text.lower() in PLACES and any(t.text.lower() in MEDIUM or t.text.lower() in DAYS for t in lead) else 0
    return subject_start if lead[0].text.lower() in PLACES or lead[0].upos in ("ADJ", "NOUN", "PROPN") else 0


def _raises(word: CueWord) -> bool:
    """"He is said to be ill": the subject is part of what is said; not so in "he was told to leave"."""
    return word.entry.force not in ("asks", "orders", "promises") and "told" not in word.entry.takes


def _raised(sentence: Sentence, word: CueWord, aside: frozenset[int]) -> Pieces:
    verb = word.token
    topic = sentence.child(verb, "nsubj:pass")
    rest = next((c for c in sentence.children(verb, "xcomp", "ccomp", "advcl") if form(sentence, c) == "inf"), None)
    if topic is None or rest is None or "raised" not in word.entry.takes or not is_passive(sentence, verb) or not _raises(word):
        return ()
    return _cut(sentence, word, aside, topic, rest)


def _host(sentence: Sentence, word: CueWord, aside: frozenset[int]) -> Pieces:
    """The clause that an inserted cue hangs on: "The dam, *she said*, would hold"; "*as she said*, …"."""
    verb, head = word.token, sentence.parent(word.token)
    if head is None or "clause" not in word.entry.takes or _has_complement(sentence, verb):
        return ()
    marks = {t.text.lower() for t in sentence.children(verb, "mark", "advmod", "case") if t.i < verb.i}
    inserted = verb.rel in ("parataxis", "discourse") and subject(sentence, verb, steps=0) is not None
    as_clause = verb.dep == "advcl" and "as" in marks and (sentence.child(verb, "nsubj") is not None or is_passive(sentence, verb))
    if not (inserted or as_clause) or (inserted and marks & {"that", "if", "when", "because"}):
        return ()
    who = subject(sentence, verb, steps=0)
    below = frozenset(t.i for h in (verb, *([who] if who else [])) for t in sentence.subtree(h))
    found = _cut(sentence, word, aside | below, head)
    found = _before(verb, found)
    return found if any(_has_verb(run) for run in found) else ()


def _before(verb: Token, found: Pieces) -> Pieces:
    """Without a second piece behind the cue that is no part of a sentence: "…, deputies said Monday *in a note on crime*"."""
    return found[:-1] if len(found) > 1 and found[-1][0].i > verb.i and not _has_verb(found[-1]) and _has_verb(found[0]) else found


def _has_verb(run: Sequence[Token]) -> bool:
    return any(t.upos in ("VERB", "AUX") for t in run)


def _has_complement(sentence: Sentence, verb: Token) -> bool:
    """An object or clause that is what was said (not the turned subject of "…, say scientists")."""
    turned = subject(sentence, verb, steps=0)
    return any(c is not turned for c in sentence.children(verb, "obj", "ccomp"))


# ----------------------------------------------------------------------------------------------------------- less than clauses


def _complement(sentence: Sentence, word: CueWord, aside: frozenset[int]) -> Pieces:
    """"called *it a sham*", "declared *the vote to be over*": the thing and what it is called."""
    verb = word.token
    if "comp" not in word.entry.takes or (is_passive(sentence, verb) and agent(sentence, verb) is None):
        return ()
    objects = [c for c in sentence.children(verb, "obj", "iobj") if c.i > verb.i]
    has_object = sentence.child(verb, "obj") is not None or is_passive(sentence, verb)
    called = next((c for c in sentence.children(verb, "xcomp", "ccomp", "obl:unmarked") if c.i > verb.i and (has_object or sentence.child(c, "nsubj"))), None)
    if called is None and len(objects) > 1:
        called = objects[1]
    if called is None or (form(sentence, called) == "inf" and not objects):
        return ()
    return _cut(sentence, word, aside, *objects[:1], called)


def _preposition(sentence: Sentence, word: CueWord, aside: frozenset[int], lexicon: Lexicon) -> Pieces:
    """"accused them *of lying*", "described *it as a sham*"."""
    verb = word.token
    taken = [p for p in _PREPOSITIONS if p in word.entry.takes]
    objects = sentence.children(verb, "obj", "iobj", "obl", "nsubj:pass")
    hanging = [*sentence.children(verb, "obl", "advcl", "xcomp", "ccomp", "obj"), *(c for o in objects for c in sentence.children(o, "nmod", "acl"))]
    for child in sorted(hanging, key=lambda t: t.i) if taken else ():
        mark = next((t for t in sentence.children(child, "case", "mark") if t.text.lower() in taken and t.i > verb.i and t not in word.tokens), None)
        if mark is None or child.i < verb.i or child.i in aside or (is_passive(sentence, verb) and child.text.lower() in ("saying", "telling")):
            continue  # "was quoted as saying": the words are those of "saying"
        if not _tells(sentence, word, mark, child, lexicon):
            continue
        thing = _thing_called(word, mark, objects)
        if thing is not None and mark.text.lower() == "as":
            called = _widened(sentence, word, _cut(sentence, word, aside | _asides_of(sentence, child), child, start=mark.i + 1), child)
            first = pieces(sentence, sentence.tokens[_after_case(sentence, word, thing) : mark.i], word)
            return (*first[:1], *called)
        start = _after_case(sentence, word, thing) if thing else mark.i + 1
        return _widened(sentence, word, _cut(sentence, word, aside | _asides_of(sentence, child), *([thing] if thing else []), child, start=start), child)
    return ()


def _tells(sentence: Sentence, word: CueWord, mark: Token, child: Token, lexicon: Lexicon) -> bool:
    """Whether what stands behind a preposition is told: a clause always; a noun by what it is, but whatever one is accused of or called."""
    if child.upos in ("VERB", "AUX") or mark.text.lower() == "as" or sentence.child(child, "cop", "nsubj") is not None:
        return True
    return (mark.text.lower() == "of" and word.entry.force in ("accuses", "threatens")) or "thing" in word.entry.takes or tells(sentence, word, child, lexicon)


def _thing_called(word: CueWord, mark: Token, objects: Sequence[Token]) -> Token | None:
    """What is described, likened or hailed "as …": part of what is said of it."""
    if mark.text.lower() != "as" and "thing" not in word.entry.takes:
        return None
    return next((o for o in objects if word.token.i < o.i < mark.i and o.dep in ("obj", "obl", "iobj")), None)


def _after_case(sentence: Sentence, word: CueWord, thing: Token) -> int:
    """Where a thing starts, the particle of a phrasal verb left out: "referred to *it as …*"."""
    return max([word.token.i + 1, *(t.i + 1 for t in sentence.children(thing, "case") if t.i < thing.i)])


def _object(sentence: Sentence, word: CueWord, aside: frozenset[int], lexicon: Lexicon) -> Pieces:
    """"announced *a plan*"; not in "was to announce a plan", and no bare thing: see `objects`."""
    verb = word.token
    if "np" not in word.entry.takes or any(t.text.lower() == "to" for t in sentence.children(verb, "mark")):
        return ()
    child = _thing(sentence, word)
    if child is None or child.upos not in ("NOUN", "PROPN", "NUM", "ADJ", "VERB"):
        return ()
    case = {t.i for t in sentence.children(child, "case") if t.i < child.i}
    clause = _grows(sentence, word, child)
    if clause is not None:
        return _cut(sentence, word, aside | case, child, clause)
    if not tells(sentence, word, child, lexicon):
        return ()
    goal = next((c for c in sentence.children(verb, "advcl", "xcomp") if "inf" in word.entry.takes and form(sentence, c) == "inf" and c.i > child.i), None)
    found = _widened(sentence, word, _cut(sentence, word, aside | case | _asides_of(sentence, child), child, *([goal] if goal else [])), child)
    return tuple(_without_day(run) for run in found)


def _without_day(run: tuple[Token, ...]) -> tuple[Token, ...]:
    """"announced the vote *on Monday*": when it was announced."""
    return run[:-2] if len(run) > 3 and run[-1].text.lower() in DAYS and run[-2].text.lower() == "on" else run


def _asides_of(sentence: Sentence, noun: Token) -> set[int]:
    """Relative clauses behind a comma: the outlet's own words more often than the speaker's."""
    clauses = ((c, sentence.subtree(c)) for c in sentence.children(noun, "acl:relcl"))
    return {t.i for _, below in clauses if "," in (below[0].text, sentence.tokens[max(0, below[0].i - 1)].text) for t in below}


def _grows(sentence: Sentence, word: CueWord, noun: Token) -> Token | None:
    """The verb right behind an object that is its subject in truth: "ordered the accused *remain in custody*"."""
    end = sentence.subtree(noun)[-1].i + 1
    if "clause" not in word.entry.takes or end >= len(sentence.tokens) or noun.i < word.token.i:
        return None
    after = sentence.tokens[end]
    head = sentence.parent(after) if after.upos == "AUX" else after
    finite = after.upos in ("VERB", "AUX") and "VerbForm=Part" not in after.feats and "VerbForm=Ger" not in after.feats
    return head if finite and head is not None and head.i >= end and word.token in sentence.ancestors(head) and head.dep != "conj" else None


def _thing(sentence: Sentence, word: CueWord) -> Token | None:
    verb = word.token
    if is_passive(sentence, verb):
        return sentence.child(verb, "nsubj:pass") if agent(sentence, verb) is not None else None
    found = sentence.child(verb, "obj")
    if found is None and len(word.tokens) > 1:
        particle = word.tokens[1].text.lower()
        found = next((c for c in sentence.children(verb, "obl") if any(t.text.lower() == particle for t in sentence.children(c, "case"))), None)
    return found if found is not None and found.i > verb.i else None


def _widened(sentence: Sentence, word: CueWord, found: Pieces, child: Token) -> Pieces:
    """With what follows at once and belongs to it though it hangs on the verb."""
    if len(found) != 1:
        return found
    end = found[0][-1].i
    for sibling in sentence.children(word.token, "obl", "advcl", "nmod"):
        below = sentence.subtree(sibling)
        as_clause = below[0].text.lower() == "as" and sentence.child(sibling, "nsubj") is not None
        if sibling.i > child.i and below[0].i == end + 1 and below[0].text.lower() in _WIDENS and not as_clause:
            end = below[-1].i
    return (trimmed(sentence, sentence.tokens[found[0][0].i : end + 1]),)
