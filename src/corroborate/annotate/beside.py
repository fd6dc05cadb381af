"""The cue beside words in quotation marks: after them ("…," Holt said), before them (Holt said, "…"), or in the line above (Holt said:)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corroborate.annotate.cues import CueWord
from corroborate.annotate.marks import Stretch
from corroborate.annotate.reading import Reading, has_words
from corroborate.annotate.sayers import addressee, nearest_subject, noun_phrase, owner_of_words, span_of, subject
from corroborate.language import Sentence, Token
from corroborate.text.spans import Span
from corroborate.types import Cue, Speaker


@dataclass(frozen=True, slots=True)
class Beside:
    """A cue that takes a stretch."""

    sentence: int  #: index of its sentence
    word: CueWord | None  #: `None` for a bare colon or "for"
    cue: Cue
    speaker: Speaker
    addressee: Span | None


#: Verbs of speech whose object may be whom they are said to, or the words themselves ("wrote a friend", "announced Monday").
_MAY_NAME = ("say", "write", "tweet", "post", "declare", "announce", "state", "quote", "report")
_STOPS = ",?!—–-.…;]’'"
_LONGEST = 30  #: tokens of a cue clause that the splitter made a sentence of its own


def opens_sentence(reading: Reading, stretch: Stretch) -> bool:
    """Whether nothing stands before it in its sentence."""
    return not has_words(reading.before(stretch.outer.start, 0))


def found_at(reading: Reading, index: int, word: CueWord) -> Beside:
    """The cue *word* of sentence *index* with who speaks there and to whom."""
    sentence = reading.sentences[index]
    return Beside(index, word, word.cue(sentence, reading.lexicon), reading.speaker_at(index, word), addressee(sentence, word))


def _speaks(word: CueWord) -> bool:
    """A verb that words in quotation marks can go with."""
    return word.token.upos in ("VERB", "AUX") and bool({"clause", "direct", "wh"} & word.entry.takes)


# --------------------------------------------------------------------------------------------------------------- after it


def trailing(reading: Reading, stretch: Stretch, ceiling: int) -> Beside | None:
    """“…,” Holt said.   “…,” said the mayor, who …   “…” she told reporters.   Nothing from *ceiling* on is looked at."""
    index, rest = _rest(reading, stretch.outer.end, ceiling)
    ended = reading.text[stretch.span.end - 1] == "." and index > reading.index_at(stretch.outer.end - 1) and not opens_sentence(reading, stretch)
    if not rest or ended:
        return None  # promised “to go.” He later said
    sentence = reading.sentences[index]
    for word in reading.words[index]:
        if not _speaks(word) or word.token not in rest or _in_relative(sentence, word.token, rest[0].i):
            continue
        if word.token.text.endswith("ing") and sentence.child(word.token, "aux", "nsubj") is None:
            return None  # “…,” further saying, “…”: it looks forward
        if rest[-1].text == ":" and not opens_sentence(reading, stretch):
            return None  # Calling it “a sham,” Holt said: “…
        near = _stopped(reading, stretch) or rest[0] is word.token or opens_sentence(reading, stretch)
        takes = near and _is_cue_clause(sentence, word, rest) and not _has_own(sentence, word, stretch.outer.end)
        return found_at(reading, index, word) if takes else None
    return None


def _rest(reading: Reading, end: int, ceiling: int) -> tuple[int, tuple[Token, ...]]:
    """What follows in the sentence; or the next sentence, when the splitter cut between the closing mark and "Holt said."."""
    index, rest = reading.index_at(end - 1), reading.after(end, ceiling)
    if has_words(rest):
        return index, rest
    index += 1
    if index >= len(reading.sentences) or reading.sentences[index].paragraph != reading.sentences[index - 1].paragraph:
        return index, ()
    sentence = reading.sentences[index]
    rest = tuple(t for t in sentence.tokens if t.span.end <= ceiling)
    apart = bool(reading.text[end : sentence.span.start].strip()) or len(rest) > _LONGEST
    first = next((w for w in reading.words[index] if _speaks(w)), None)
    more = first is not None and sentence.child(first.token, "ccomp", "obj", "xcomp", "parataxis") is not None
    return index, () if apart or more else rest


def _stopped(reading: Reading, stretch: Stretch) -> bool:
    """Whether a comma or stop stands at its end, inside the mark or right behind."""
    return reading.text[stretch.span.end - 1] in _STOPS or reading.text[stretch.outer.end : stretch.outer.end + 1] in tuple(_STOPS)


def _in_relative(sentence: Sentence, token: Token, first: int) -> bool:
    return any(a.rel == "acl:relcl" and a.i >= first for a in (token, *sentence.ancestors(token)))


def _is_cue_clause(sentence: Sentence, word: CueWord, rest: Sequence[Token]) -> bool:
    """Whether nothing but the cue's own subject, adverbs and auxiliaries stands between the closing mark and the cue."""
    verb, first = word.token, rest[0].i
    own = {t.i for t in sentence.subtree(verb)}
    between = [t for t in rest if t.i < verb.i and t.upos != "PUNCT"]
    who = nearest_subject(sentence, verb)
    names = {t.i for t in sentence.subtree(who)} if who is not None else set()
    if any(t.i not in own or (t.upos in ("SCONJ", "CCONJ") and t.i not in names) for t in between):
        return False
    if who is not None and who.i < verb.i:
        return who.i >= first
    return not any(t.upos in ("NOUN", "PROPN") and t.head == verb.i and t.dep not in ("obl", "nsubj") for t in between)


def _has_own(sentence: Sentence, word: CueWord, end: int) -> bool:
    """Whether the verb has something else to say after *end*: “…” Smith said he would go."""
    verb = word.token
    thing = next((c for c in sentence.children(verb, "obj") if c.upos in ("NOUN", "PROPN") and c.i > verb.i), None)
    if thing is not None and "told" not in word.entry.takes and word.entry.lemma not in _MAY_NAME and subject(sentence, verb) is not thing:
        return True  # “Going Home,” they shared their views
    clause = sentence.child(verb, "ccomp")
    if clause is None or clause.i < verb.i or clause.span.start < end or sentence.subtree(clause)[0].i < verb.i:
        return False
    return not any(t.text in "“\"'‘" for t in sentence.tokens[verb.i + 1 : clause.i])


# -------------------------------------------------------------------------------------------------------------- before it


def leading(reading: Reading, stretch: Stretch, floor: int) -> Beside | None:
    """Holt said, “…   The letter read: “…   For Holt, “…   Nothing before *floor* is looked at."""
    start = stretch.outer.start
    lead, index = reading.before(start, floor), reading.index_at(start)
    if not has_words(lead):
        return _line_above(reading, index) if floor <= reading.sentences[index].span.start else None
    last = lead[-1].text
    if last not in (":", ",") and not _runs_into(reading, stretch, lead):
        return None
    inside = [w for w in reading.words[index] if w.token in lead]
    opener = _for(reading, index, lead, stretch)
    if opener is not None:
        return opener
    sentence = reading.sentences[index]
    word = next((w for w in reversed(inside) if _speaks(w) and _reaches(sentence, w, lead) and not _adds_thing(sentence, w, lead)), None)
    return found_at(reading, index, word) if word is not None else _loose(reading, index, lead, inside) if last == ":" else None


def _runs_into(reading: Reading, stretch: Stretch, lead: Sequence[Token]) -> bool:
    """He said “We will go.”: no comma, but a whole sentence in marks right behind a verb or its addressee."""
    words = stretch.span.of(reading.text)
    rest = reading.after(stretch.outer.end, len(reading.text))
    closed = words[-1] in ".?!" or not has_words(rest) or rest[0].upos in ("PUNCT", "CCONJ", "SCONJ")
    return words[:1].isupper() and words.count(" ") >= 2 and closed and lead[-1].upos in ("VERB", "AUX", "PRON", "PROPN", "NOUN")


def _reaches(sentence: Sentence, word: CueWord, lead: Sequence[Token]) -> bool:
    """Whether nothing but the verb's own words stand between it and the stretch: no clause with a subject of its own."""
    between = [t for t in lead if t.i > word.token.i]
    far = lead[-1].text != ":" and len(between) >= 20
    for token in between:
        if token.dep in ("nsubj", "expl") and token.head != word.token.i and (far or not any(a.rel == "acl:relcl" for a in sentence.ancestors(token))):
            return False
    return not any(t.upos == "SCONJ" and t.text.lower() in ("that", "because") for t in between)


def _adds_thing(sentence: Sentence, word: CueWord, lead: Sequence[Token]) -> bool:
    """"to add the question, “Is it safe?”": the marks hold a thing that is added, no speech."""
    return lead[-1].text == "," and word.entry.lemma == "add" and sentence.child(word.token, "obj") in lead


def _for(reading: Reading, index: int, lead: Sequence[Token], stretch: Stretch) -> Beside | None:
    """For Holt, “the plan was dead.”"""
    words = [t for t in lead if t.upos != "PUNCT"]
    names = 1 < len(words) <= 8 and words[0].text in ("For", "To") and any(t.upos == "PROPN" for t in words) and not any(t.upos == "VERB" for t in words)
    if not names or lead[-1].text != "," or stretch.span.of(reading.text).count(" ") < 3:
        return None
    return Beside(index, None, Cue(words[0].span, "for"), Speaker(span_of(words[1:]), None, None, "for, before a quotation"), None)


def _loose(reading: Reading, index: int, lead: Sequence[Token], inside: Sequence[CueWord]) -> Beside | None:
    """Before a colon any cue will do, or none: "in a statement:", "Holt was blunt:"."""
    sentence = reading.sentences[index]
    if inside:
        return _whose(reading, index, inside[-1]) if inside[-1].token.upos == "NOUN" else found_at(reading, index, inside[-1])
    found = subject(sentence, sentence.root) if sentence.root in lead else None
    named = noun_phrase(sentence, found, before=sentence.root.i) if found is not None and found.i < sentence.root.i else tuple(t for t in lead if t.upos != "PUNCT")
    return Beside(index, None, Cue(lead[-1].span, ":"), Speaker(span_of(named), None, None, "before a colon"), None) if 0 < len(named) <= 15 else None


def _whose(reading: Reading, index: int, word: CueWord) -> Beside:
    """A noun that holds words: its owner speaks, else the subject of the sentence, else the noun itself ("the sign: …")."""
    sentence = reading.sentences[index]
    owner = owner_of_words(sentence, word.token, reading.lexicon)
    found = subject(sentence, sentence.root) if not owner else None
    who = owner or (noun_phrase(sentence, found, before=found.i + 1) if found is not None and found is not word.token else ()) or (word.token,)
    return Beside(index, word, word.cue(sentence, reading.lexicon), Speaker(span_of(who), None, None, f"whose {word.token.text} it is"), None)


def _line_above(reading: Reading, index: int) -> Beside | None:
    """The sentence before, where it ends in a colon: "He told reporters:" and a paragraph in quotation marks."""
    before = reading.sentences[index - 1] if index else None
    return announced(reading, index - 1) if before is not None and before.tokens[-1].text == ":" and before.paragraph >= 0 else None


def announced(reading: Reading, index: int) -> Beside | None:
    """The cue of sentence *index*, which ends in a colon and announces the words that follow."""
    inside = reading.words[index]
    spoken = [w for w in reversed(inside) if _speaks(w)]
    word = next((w for w in spoken if not w.token.text.endswith("ing")), next(iter(spoken), None))
    return found_at(reading, index, word) if word is not None else _loose(reading, index, reading.sentences[index].tokens, inside)
