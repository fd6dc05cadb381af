"""Words in quotation marks and the cue beside them: before ("he said, …"), after ("…," he said) or none (it goes on)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corroborate.annotate.cues import CueWord
from corroborate.annotate.marks import Stretch
from corroborate.annotate.reading import Reading, has_words
from corroborate.annotate.sayers import TOLD, addressee, nearest_subject, noun_phrase, owner_of_words, span_of, speaker, subject
from corroborate.language import Sentence, Token
from corroborate.text.spans import Span, hull
from corroborate.types import Cue, Quotation, Speaker


@dataclass(frozen=True, slots=True)
class Direct:
    """Quotations made of whole stretches, the cue tokens they took, and the stretches that are left."""

    quotations: tuple[Quotation, ...]
    used: frozenset[tuple[int, int]]  #: (sentence, token) of each cue
    left: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A cue beside a stretch."""

    sentence: int
    word: CueWord | None
    cue: Cue
    speaker: Speaker
    addressee: Span | None


#: Verbs whose object is whom they are said to, or the words themselves.
_MAY_NAME = TOLD | {"say", "write", "tweet", "post", "declare", "announce", "state", "quote", "report"}
GOES_ON = "continues the quotation before"
ALONE = "no cue: paragraph of quotation only"


def find_direct(reading: Reading) -> Direct:
    """Attach every stretch that is a quotation of its own; fragments inside reported content are left."""
    made: list[tuple[Quotation, _Found | None, Stretch]] = []
    left: list[Stretch] = []
    for i, stretch in enumerate(reading.stretches):
        floor = reading.stretches[i - 1].outer.end if i else 0
        ceiling = reading.stretches[i + 1].outer.start if i + 1 < len(reading.stretches) else len(reading.text)
        near = i and made and (made[-1][2] is reading.stretches[i - 1] or made[-1][2].paragraph == stretch.paragraph)
        previous = made[-1] if near else None
        if not _attach(reading, stretch, floor, ceiling, previous, made):
            left.append(stretch)
    used = frozenset((f.sentence, f.word.token.i) for _, f, _ in made if f is not None and f.word is not None)
    return Direct(tuple(q for q, _, _ in made), used, tuple(left))


def _attach(
    reading: Reading, stretch: Stretch, floor: int, ceiling: int, previous: tuple[Quotation, _Found | None, Stretch] | None, made: list[tuple[Quotation, _Found | None, Stretch]]
) -> bool:
    """Make *stretch* a quotation or part of the one before; false when it is neither."""
    lead, trail = _leading(reading, stretch, floor), _trailing(reading, stretch, ceiling)
    if previous is not None and (lead is not None and previous[1] is not None and _same(lead, previous[1]) or _resumes(reading, previous[1], stretch, floor)):
        made[-1] = (_joined(previous[0], stretch), previous[1], stretch)  # “We will not,” said Holt, “and …”
        return True
    found = trail if trail is not None and (lead is None or _opens_sentence(reading, stretch)) else lead
    if found is not None:
        if stretch.reopens and previous is not None and previous[1] is None and found is trail:
            made[-1] = (_with_cue(_joined(previous[0], stretch), found), found, stretch)
        else:
            made.append((_quotation(stretch, found), found, stretch))
        return True
    if previous is not None and _goes_on(reading, previous[2], stretch):
        made[-1] = (_joined(previous[0], stretch), previous[1], stretch)
        return True
    if _stands_alone(reading, stretch):
        how = GOES_ON if stretch.reopens else ALONE if _whole_paragraph(reading, stretch) else "no cue: whole sentence in quotation marks"
        made.append((_bare(stretch, how), None, stretch))
        return True
    return False


def _resumes(reading: Reading, found: _Found | None, stretch: Stretch, floor: int) -> bool:
    """“We stand ready” tweeted Holt “to help”: only the cue and its subject stand between the pieces."""
    between = reading.before(stretch.outer.start, floor)
    if found is None or found.word is None or found.word.token not in between or found.sentence != reading.index_at(stretch.outer.start) or not reading.text[stretch.span.start].islower():
        return False
    named = found.speaker.span
    return all(t is found.word.token or t.upos in ("PUNCT", "ADV", "AUX") or (named is not None and named.covers(t.span)) for t in between)


def _quotation(stretch: Stretch, found: _Found) -> Quotation:
    return Quotation(stretch.span, (stretch.span,), (stretch.span,), "direct", "speech", found.cue, found.speaker, found.addressee, None, 0.97 if stretch.closed else 0.85)


def _bare(stretch: Stretch, how: str) -> Quotation:
    return Quotation(stretch.span, (stretch.span,), (stretch.span,), "direct", speaker=Speaker(None, None, None, how), confidence=0.8)


def _joined(quotation: Quotation, stretch: Stretch) -> Quotation:
    pieces = (*quotation.pieces, stretch.span)
    return replace(quotation, span=hull(pieces), pieces=pieces, quoted=(*quotation.quoted, stretch.span))


def _with_cue(quotation: Quotation, found: _Found) -> Quotation:
    return replace(quotation, cue=found.cue, speaker=found.speaker, addressee=found.addressee)


def _same(a: _Found, b: _Found) -> bool:
    return a.sentence == b.sentence and a.cue.span == b.cue.span


# --------------------------------------------------------------------------------------------------------- a cue after it


def _trailing(reading: Reading, stretch: Stretch, ceiling: int) -> _Found | None:
    """“…,” Holt said.   “…,” said the mayor, who …   “…” she told reporters."""
    end = stretch.outer.end
    rest, index = reading.after(end, ceiling), reading.index_at(end - 1)
    if not has_words(rest):
        index += 1  # the splitter cut between the closing mark and "Holt said."
        if index >= len(reading.sentences) or not _follows(reading, end, index):
            return None
        rest = tuple(t for t in reading.sentences[index].tokens if t.span.end <= ceiling)
        if any(w.token for w in reading.words[index] if reading.sentences[index].child(w.token, "ccomp", "obj", "xcomp", "parataxis")) or len(rest) > 30:
            return None
    sentence = reading.sentences[index]
    stopped = reading.text[stretch.span.end - 1] in ",?!—–-.…;]’'" or reading.text[end : end + 1] in (",", "—", "–", "-", "?", "!", ".")
    for word in reading.words[index]:
        if not _speaks(word) or word.token not in rest or _in_relative(sentence, word.token, rest):
            continue
        if word.token.text.endswith("ing") and sentence.child(word.token, "aux", "nsubj") is None:
            return None  # “…,” further saying, “…”: it looks forward
        if not _cue_clause(sentence, word, rest) or not (stopped or rest[0].i == word.token.i or _opens_sentence(reading, stretch)):
            return None
        return _Found(index, word, word.cue(), speaker(sentence, word, reading.lexicon), addressee(sentence, word)) if not _has_own(sentence, word, end) else None
    return None


def _follows(reading: Reading, end: int, index: int) -> bool:
    sentence = reading.sentences[index]
    return sentence.paragraph == reading.sentences[reading.index_at(end - 1)].paragraph and not reading.text[end : sentence.span.start].strip()


def _speaks(word: CueWord) -> bool:
    """A verb that words in quotation marks can go with."""
    return word.token.upos in ("VERB", "AUX", "NOUN") and not word.token.upos == "NOUN" and bool({"clause", "direct", "wh"} & word.entry.takes)


def _in_relative(sentence: Sentence, token: Token, rest: Sequence[Token]) -> bool:
    first = rest[0].i
    return any(a.rel == "acl:relcl" and a.i >= first for a in (token, *sentence.ancestors(token)))


def _cue_clause(sentence: Sentence, word: CueWord, rest: Sequence[Token]) -> bool:
    """Whether nothing but the cue's own subject, adverbs and auxiliaries stands between the closing mark and the cue."""
    verb, first = word.token, rest[0].i
    own = {t.i for t in sentence.subtree(verb)}
    between = [t for t in rest if t.i < verb.i and t.upos != "PUNCT"]
    if any(t.i not in own for t in between):
        return False
    who = nearest_subject(sentence, verb)
    names = {t.i for t in sentence.subtree(who)} if who is not None else set()
    if any(t.upos in ("SCONJ", "CCONJ") and t.i not in names for t in between):
        return False
    if who is not None and who.i < verb.i:
        return sentence.subtree(who)[0].i >= first or who.i >= first
    return not any(t.upos in ("NOUN", "PROPN") and t.head == verb.i and t.dep not in ("obl", "nsubj") for t in between)


def _has_own(sentence: Sentence, word: CueWord, end: int) -> bool:
    """Whether the verb has something else to say after it: “…” Smith said he would go."""
    thing = next((c for c in sentence.children(word.token, "obj") if c.upos in ("NOUN", "PROPN") and c.i > word.token.i), None)
    if thing is not None and word.entry.lemma not in _MAY_NAME and subject(sentence, word.token) is not thing:
        return True  # “Going Home,” they shared their views
    clause = sentence.child(word.token, "ccomp")
    if clause is None or clause.i < word.token.i or clause.span.start < end:
        return False
    first = sentence.subtree(clause)[0]
    return first.i > word.token.i and not any(t.text in "“\"'‘" for t in sentence.tokens[word.token.i + 1 : clause.i])


# -------------------------------------------------------------------------------------------------------- a cue before it


def _leading(reading: Reading, stretch: Stretch, floor: int) -> _Found | None:
    """Holt said, “…   The letter read: “…   For Holt, “…"""
    start = stretch.outer.start
    lead, index = reading.before(start, floor), reading.index_at(start)
    if not has_words(lead):
        return _from_line_before(reading, stretch, index) if floor <= reading.sentences[index].span.start else None
    sentence = reading.sentences[index]
    last = lead[-1].text
    if last not in (":", ",") and not _runs_into(reading, sentence, stretch, lead):
        return None
    opener = _for(reading, sentence, lead, stretch)
    if opener is not None:
        return opener
    inside = [w for w in reading.words[index] if w.token in lead]
    for word in reversed(inside):
        if _speaks(word) and _reaches(sentence, word, lead) and not (last == "," and word.entry.lemma == "add" and sentence.child(word.token, "obj") in lead):
            return _Found(index, word, word.cue(), speaker(sentence, word, reading.lexicon), addressee(sentence, word))
    return _loose(reading, index, lead, inside) if last == ":" else None


def _runs_into(reading: Reading, sentence: Sentence, stretch: Stretch, lead: Sequence[Token]) -> bool:
    """"He said “We will go.”": no comma, but a cue verb and a whole sentence."""
    words = reading.text[stretch.span.start : stretch.span.end]
    rest = reading.after(stretch.outer.end, len(reading.text))
    closed = words[-1] in ".?!" or not has_words(rest) or rest[0].upos in ("PUNCT", "CCONJ", "SCONJ")
    return words[:1].isupper() and words.count(" ") >= 2 and closed and lead[-1].upos in ("VERB", "AUX", "PRON", "PROPN", "NOUN")


def _reaches(sentence: Sentence, word: CueWord, lead: Sequence[Token]) -> bool:
    """Whether nothing but the verb's own words stand between it and the stretch: no clause with a subject of its own."""
    between = [t for t in lead if t.i > word.token.i]
    colon = lead[-1].text == ":"
    for token in between:
        if token.dep in ("nsubj", "expl") and token.head != word.token.i:
            relative = any(a.rel == "acl:relcl" for a in sentence.ancestors(token))
            if not (relative and (colon or len(between) < 20)):
                return False
    return not any(t.upos == "SCONJ" and t.text.lower() in ("that", "because") for t in between)


def _for(reading: Reading, sentence: Sentence, lead: Sequence[Token], stretch: Stretch) -> _Found | None:
    """"For Holt, “the plan was dead.”"""
    words = [t for t in lead if t.upos != "PUNCT"]
    if not (1 < len(words) <= 8 and words[0].text in ("For", "To") and lead[-1].text == "," and any(t.upos == "PROPN" for t in words)) or any(t.upos == "VERB" for t in words):
        return None
    if reading.text.count(" ", stretch.span.start, stretch.span.end) < 3:
        return None
    return _Found(sentence.index, None, Cue(words[0].span, "for"), Speaker(span_of(words[1:]), None, None, "for, before a quotation"), None)


def _loose(reading: Reading, index: int, lead: Sequence[Token], inside: Sequence[CueWord]) -> _Found | None:
    """Before a colon any cue will do: "in a statement:", "Holt was blunt:"."""
    sentence = reading.sentences[index]
    for word in reversed(inside):
        if word.token.upos == "NOUN":
            owner = owner_of_words(sentence, word.token, reading.lexicon)
            found = subject(sentence, sentence.root) if not owner else None
            who = owner or (noun_phrase(sentence, found, before=found.i + 1) if found is not None and found is not word.token else ())
            return _Found(index, word, word.cue(), Speaker(span_of(who or (word.token,)), None, None, f"whose {word.token.text} it is"), None)
        return _Found(index, word, word.cue(), speaker(sentence, word, reading.lexicon), addressee(sentence, word))
    found = subject(sentence, sentence.root) if sentence.root in lead else None
    named = noun_phrase(sentence, found, before=sentence.root.i) if found is not None and found.i < sentence.root.i else tuple(t for t in lead if t.upos != "PUNCT")
    return _Found(index, None, Cue(lead[-1].span, ":"), Speaker(span_of(named), None, None, "before a colon"), None) if 0 < len(named) <= 15 else None


def _from_line_before(reading: Reading, stretch: Stretch, index: int) -> _Found | None:
    """The sentence before, where it ends in a colon: "He told reporters:" and a paragraph in quotation marks."""
    if index == 0:
        return None
    before = reading.sentences[index - 1]
    return _announced(reading, index - 1) if before.tokens[-1].text == ":" and before.paragraph >= 0 else None


def _announced(reading: Reading, index: int) -> _Found | None:
    sentence, inside = reading.sentences[index], reading.words[index]
    for word in reversed(inside):
        if _speaks(word):
            return _Found(index, word, word.cue(), speaker(sentence, word, reading.lexicon), addressee(sentence, word))
    return _loose(reading, index, sentence.tokens, inside)


def announced(reading: Reading, index: int) -> tuple[Cue, Speaker, Span | None] | None:
    """Cue, speaker's words and addressee of sentence *index*, which ends in a colon and announces words that follow."""
    found = _announced(reading, index)
    return (found.cue, found.speaker, found.addressee) if found else None


# ------------------------------------------------------------------------------------------------------------------ no cue


def _opens_sentence(reading: Reading, stretch: Stretch) -> bool:
    """Whether nothing stands before it in its sentence."""
    return not has_words(reading.before(stretch.outer.start, 0)) or reading.sentences[reading.index_at(stretch.outer.start)].span.start >= stretch.outer.start


def _goes_on(reading: Reading, last: Stretch, stretch: Stretch) -> bool:
    """“…,” Holt said. “And …”   “…” ¶ “… (reopened)   "A" and "B"."""
    if stretch.reopens:
        return last.runs_on
    gap = Span(last.outer.end, stretch.outer.start)
    between = reading.text[gap.start : gap.end]
    if last.paragraph != stretch.paragraph:
        return False
    if not between.strip(" ,;.…[]()-–—") or between.strip(" ,") in ("and", "or", "but", "then"):
        return True
    if not _opens_sentence(reading, stretch):
        return False
    first, final = reading.index_at(last.outer.end - 1), reading.index_at(stretch.outer.start)
    return final - first == 1 and _ends_whole(reading, stretch) or final - first <= 2 and not has_words(reading.after(last.outer.end, len(reading.text))) and _ends_whole(reading, stretch) and final - first == 1


def _ends_whole(reading: Reading, stretch: Stretch) -> bool:
    """Whether it ends where a sentence ends (or in a mark that a sentence could end in)."""
    rest = reading.after(stretch.outer.end, len(reading.text))
    return reading.text[stretch.span.end - 1] in ".?!…,—]" or not has_words(rest)


def _whole_paragraph(reading: Reading, stretch: Stretch) -> bool:
    paragraph = reading.paragraphs[stretch.paragraph]
    return len(paragraph) - len(stretch.outer) <= 2


def _stands_alone(reading: Reading, stretch: Stretch) -> bool:
    """A whole sentence or paragraph in marks: somebody's words even without a cue."""
    if stretch.reopens or _whole_paragraph(reading, stretch) and reading.text.count(" ", stretch.span.start, stretch.span.end) >= 1:
        return True
    words = reading.text.count(" ", stretch.span.start, stretch.span.end) + 1
    return _opens_sentence(reading, stretch) and words >= 3 and reading.text[stretch.span.end - 1] in ".?!…" and (not has_words(reading.after(stretch.outer.end, len(reading.text))))
