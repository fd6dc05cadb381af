"""Reported content without quotation marks of its own: from cue words and the tree, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corroborate.annotate.closing import closing_cue, covered, without
from corroborate.annotate.contents import content
from corroborate.annotate.cues import CueWord, Entry
from corroborate.annotate.nouns import adverb_content, noun_content
from corroborate.annotate.reading import Reading, has_words
from corroborate.annotate.sayers import NOBODY, addressee, may_speak, noun_phrase, owner_of_words, span_of
from corroborate.annotate.shapes import Pieces, pieces, trimmed
from corroborate.language import Sentence, Token
from corroborate.text.spans import Span, hull
from corroborate.types import Cue, Quotation, Speaker

THING = 0.7  #: confidence in a noun as reported content


def draft(parts: Pieces, cue: Cue | None, who: Speaker, *, stance: bool = False, to: Span | None = None, confidence: float = 0.8) -> Quotation:
    """An indirect quotation from token pieces; `quoted` and `kind` are settled later, when the marks are known."""
    spans = tuple(Span(p[0].span.start, p[-1].span.end) for p in parts)
    return Quotation(hull(spans), spans, (), "indirect", "stance" if stance else "speech", cue, who, to, None, confidence)


def find_indirect(reading: Reading, index: int, used: frozenset[int]) -> Iterator[Quotation]:
    """The attributions of sentence *index*; *used* are tokens of cues that words in quotation marks have taken already."""
    sentence = reading.sentences[index]
    words = [w for w in reading.words[index] if w.token.i not in used]
    verbs = frozenset(w.token.i for w in reading.words[index] if w.token.upos in ("VERB", "AUX"))
    for word in words:
        read_as_noun = word.token.upos == "NOUN" and word.entry is not reading.lexicon.nouns.get(word.token.text.lower())
        if word.token.i in verbs or word.token.upos == "ADJ" or read_as_noun:
            yield from _at_verb(reading, index, word)
        elif word.token.upos == "NOUN":
            yield from _at_noun(reading, sentence, word)
        else:
            found = adverb_content(sentence, word, verbs)
            if found:
                yield draft(found, word.cue(sentence, reading.lexicon), NOBODY, confidence=0.6)
    yield from _phrases(reading, sentence)
    yield from _views(reading, sentence)


def _at_verb(reading: Reading, index: int, word: CueWord) -> Iterator[Quotation]:
    sentence, hoisted = reading.sentences[index], reading.hoisted[index]
    if word.token.rel == "acl" and any(t.text.lower() == "to" for t in sentence.children(word.token, "mark")):
        return  # "a failure to show that …" is nobody's speech
    found = content(sentence, word, reading.lexicon, reading.asides[index])
    last = closing_cue(sentence, reading.words[index])
    if last is not None and reading.in_stretch(last[0].token.span.start) is None:
        found = covered(sentence, last[1]) if last[0] is word else without(sentence, found, last[1]) if word.token.i < last[1] else found
    if not found or _is_empty(reading, found) or _is_supposed(sentence, word):
        return
    who = reading.speaker_at(index, word)
    if who.span is not None and not may_speak(sentence, who.span, word, reading.lexicon, reading.names):
        return
    if who.span is not None:
        who = replace(who, how=f"subject of {word.token.text}") if word.token.i in hoisted else who
    elif not _sourceless(sentence, word):
        return
    sure = 0.5 if who.span is None else THING if _is_thing(found) else 0.8
    yield draft(found, word.cue(sentence, reading.lexicon), who, stance=word.entry.stance, to=addressee(sentence, word), confidence=sure)


def _is_empty(reading: Reading, found: Pieces) -> bool:
    """Nothing is told by "declined *to comment*", "asked *not to be named*"."""
    words = " ".join(t.text.lower() for t in found[0])
    return words.startswith(reading.lexicon.empty) and len(found[0]) < 14


def _is_supposed(sentence: Sentence, word: CueWord) -> bool:
    """"If Holt *says* it is over", "nobody *said* so", "declined to *say* whether": nobody has said it."""
    head = sentence.parent(word.token)
    if word.token.dep == "xcomp" and head is not None and head.lemma.lower() in ("decline", "refuse"):
        return True
    if word.token.dep == "advcl" and any(t.text.lower() in ("if", "unless") for t in sentence.children(word.token, "mark")):
        return True
    who = [t.text.lower() for t in sentence.children(word.token, "nsubj")]
    return bool({"nobody", "none", "neither", "you"} & set(who)) or (who == ["one"] and any(t.text.lower() == "no" for t in sentence.tokens[: word.token.i]))


def _is_thing(found: Pieces) -> bool:
    """Whether what is told is a noun, no clause: "requested *a meeting*"."""
    here = {t.i for part in found for t in part}
    top = next((t for part in found for t in part if t.head not in here), None)
    return top is not None and top.upos in ("NOUN", "PROPN") and top.dep == "obj"


def _sourceless(sentence: Sentence, word: CueWord) -> bool:
    """A report that names no source: "was said to", "it was reported that"; no naming ("is called"), no bare imperative or infinitive."""
    if {"comp", "as"} & word.entry.takes and not {"clause", "raised"} & word.entry.takes:
        return False
    if sentence.child(word.token, "aux:pass") is not None:
        return "raised" in word.entry.takes or sentence.child(word.token, "expl") is not None or any(t.text.lower() == "it" for t in sentence.children(word.token, "nsubj"))
    return (word.token.dep == "root" and sentence.child(word.token, "ccomp") is not None)


def _at_noun(reading: Reading, sentence: Sentence, word: CueWord) -> Iterator[Quotation]:
    owner = owner_of_words(sentence, word.token, reading.lexicon)
    found = noun_content(sentence, word, bool(owner))
    if found:
        who = Speaker(span_of(owner), None, None, f"whose {word.token.text} it is") if owner else NOBODY
        yield draft(found, word.cue(sentence, reading.lexicon), who, stance=word.entry.stance, confidence=0.7 if owner else 0.5)


def _phrases(reading: Reading, sentence: Sentence) -> Iterator[Quotation]:
    """"According to police, …", "…, per the report"."""
    low = [t.text.lower() for t in sentence.tokens]
    for words, entry in reading.lexicon.phrases:
        for i in (i for i, t in enumerate(low) if t == words[0] and tuple(low[i : i + len(words)]) == words):
            found = _phrase(sentence, i, i + len(words), entry)
            if found:
                yield found


def _phrase(sentence: Sentence, start: int, end: int, entry: Entry) -> Quotation | None:
    head = _phrase_head(sentence, start, end)
    if head is None or (entry.lemma == "per" and not _is_body(sentence, head, end)):
        return None
    named = noun_phrase(sentence, head, after=end - 1)
    verb = sentence.parent(head)
    if verb is not None and verb.i > head.i and sentence.child(verb, "nsubj") is None:
        named = _to_comma(named)
    named = _without_aside(named)
    below = sentence.subtree(head) if named and named[-1].i >= head.i else ()
    last = max((t.i for t in below if t.i >= end and _near(sentence, named, t)), default=named[-1].i if named else head.i)
    found = _scope(sentence, head, start, max(last, named[-1].i if named else head.i))
    if not found or not named:
        return None
    cue = Cue(hull(t.span for t in sentence.tokens[start:end]), entry.lemma, entry.force, entry.medium)
    return draft(found, cue, Speaker(span_of(named), None, None, entry.lemma), stance=entry.stance, confidence=0.85)


def _to_comma(named: tuple[Token, ...]) -> tuple[Token, ...]:
    """Up to the first comma: what follows is the subject that the parser took for an apposition."""
    comma = next((i for i, t in enumerate(named) if t.text == ","), len(named))
    return named[:comma]


def _without_aside(named: tuple[Token, ...]) -> tuple[Token, ...]:
    """Up to a comma behind which no apposition stands: "the fire service*, among the dead*"."""
    comma = next((i for i, t in enumerate(named[:-1]) if t.text == "," and named[i + 1].upos in ("ADP", "SCONJ", "VERB", "AUX")), len(named))
    return named[:comma]


def _near(sentence: Sentence, named: tuple[Token, ...], token: Token) -> bool:
    """Part of the phrase up to the comma that closes it."""
    return bool(named) and not any(t.text == "," for t in sentence.tokens[named[-1].i + 1 : token.i + 1])


def _phrase_head(sentence: Sentence, start: int, end: int) -> Token | None:
    """The noun that a phrase like "according to" introduces: the head of its words, else the next noun."""
    first = sentence.tokens[start]
    head = next((a for a in sentence.ancestors(first) if a.i >= end and a.upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")), None)
    return head or next((t for t in sentence.tokens[end : end + 8] if t.upos in ("NOUN", "PROPN", "PRON")), None)


def _is_body(sentence: Sentence, head: Token, end: int) -> bool:
    """"per the report", "per Reuters"; not "per day"."""
    return head.upos == "PROPN" or sentence.tokens[end].upos in ("DET", "PRON")


def _scope(sentence: Sentence, head: Token, start: int, end: int) -> Pieces:
    """What an "according to" between tokens *start* and *end* covers: the sentence when it opens or closes it, else its clause."""
    tokens = sentence.tokens
    if not has_words(tokens[end + 1 :]):
        run = trimmed(sentence, tokens[:start])
        return (run,) if has_words(run) else ()
    if not has_words(tokens[:start]) or all(t.upos in ("CCONJ", "ADV", "PUNCT") for t in tokens[:start]):
        run = trimmed(sentence, tokens[end + 1 :])
        return (run,) if has_words(run) else ()
    clause = sentence.parent(head)
    if clause is None:
        return ()
    inside = set(range(start, end + 1))
    below = [t for t in sentence.subtree(clause) if t.i not in inside]
    parts = [below[:0], *([t for t in below if t.i < start], [t for t in below if t.i > end])]
    found = [p for part in parts if part for p in pieces(sentence, part)]
    if tokens[end + 1].upos == "CCONJ" or (tokens[end + 1].text in (",", ";") and end + 2 < len(tokens) and tokens[end + 2].upos in ("CCONJ", "SCONJ")):
        found = found[:1]
    return tuple(found)


def _views(reading: Reading, sentence: Sentence) -> Iterator[Quotation]:
    """"In his view, …"."""
    for token in sentence.tokens[:6]:
        owner = sentence.child(token, "nmod:poss")
        opens = owner is not None and any(t.text.lower() in ("in", "by", "from", "to") and t.i <= 1 for t in sentence.children(token, "case"))
        if owner is not None and opens and token.text.lower() in reading.lexicon.views:
            run = trimmed(sentence, sentence.tokens[token.i + 1 :])
            if has_words(run):
                cue = Cue(token.span, token.text.lower())
                yield draft((run,), cue, Speaker(span_of(noun_phrase(sentence, owner, before=token.i)), None, None, f"whose {token.text} it is"), stance=True)
