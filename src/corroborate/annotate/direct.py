"""Words in quotation marks made quotations: by the cue beside them, as more of the one before, or standing alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corroborate.annotate.beside import Beside, found_at, leading, opens_sentence, trailing
from corroborate.annotate.closing import closing_cue
from corroborate.annotate.cues import CueWord
from corroborate.annotate.marks import Stretch
from corroborate.annotate.reading import Reading, has_words
from corroborate.text.spans import Span, hull
from corroborate.types import Quotation, Speaker

GOES_ON = "continues the quotation before"
ALONE = "no cue: paragraph of quotation only"
WHOLE = "no cue: whole sentence in quotation marks"


@dataclass(frozen=True, slots=True)
class Direct:
    """Quotations made of whole stretches, the cue tokens they took, and the stretches that are left."""

    quotations: tuple[Quotation, ...]
    used: frozenset[tuple[int, int]]  #: (sentence, token) of each cue
    left: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """A quotation in the making: its cue, and the last stretch that it has."""

    quotation: Quotation
    beside: Beside | None
    last: Stretch


def find_direct(reading: Reading) -> Direct:
    """Attach every stretch that is a quotation of its own; fragments inside reported content are left."""
    made: list[_Made] = []
    left: list[Stretch] = []
    stretches = reading.stretches
    for i, stretch in enumerate(stretches):
        floor = stretches[i - 1].outer.end if i else 0
        ceiling = stretches[i + 1].outer.start if i + 1 < len(stretches) else len(reading.text)
        near = i > 0 and bool(made) and (made[-1].last is stretches[i - 1] or made[-1].last.paragraph == stretch.paragraph)
        found = _attached(reading, stretch, (floor, ceiling), made[-1] if near else None)
        if found is None:
            left.append(stretch)
        elif near and found.quotation.pieces[0] == made[-1].quotation.pieces[0]:
            made[-1] = found
        else:
            made.append(found)
    used = frozenset((m.beside.sentence, i) for m in made if m.beside is not None and m.beside.word is not None for i in _taken(reading, m.beside.sentence, m.beside.word))
    return Direct(tuple(m.quotation for m in made), used, tuple(left))


def _taken(reading: Reading, index: int, word: CueWord) -> list[int]:
    """The token of a cue, and of the "saying" in "was quoted as saying"."""
    sentence = reading.sentences[index]
    return [word.token.i, *(t.i for t in sentence.children(word.token, "advcl", "xcomp", "ccomp") if t.text.lower() in ("saying", "telling"))]


def _shut(reading: Reading, stretch: Stretch) -> tuple[Stretch, Beside | None]:
    """A stretch whose closing mark is missing, up to the cue that closes its sentence: “The dam is old, *Holt said*."""
    index = reading.index_at(stretch.outer.start)
    last = closing_cue(reading.sentences[index], reading.words[index]) if not (stretch.closed or stretch.runs_on or stretch.reopens) else None
    if last is None or not stretch.span.covers(last[0].token.span):
        return stretch, None
    start = reading.sentences[index].tokens[last[1]].span.start
    span = Span(stretch.span.start, start).stripped(reading.text)
    return replace(stretch, span=span, outer=Span(stretch.outer.start, span.end), nested=()), found_at(reading, index, last[0])


def _attached(reading: Reading, stretch: Stretch, room: tuple[int, int], previous: _Made | None) -> _Made | None:
    """*stretch* as a quotation, or as part of *previous*; `None` when it is neither. *room* ends where other stretches begin."""
    stretch, inner = _shut(reading, stretch)
    if inner is not None:
        return _new(stretch, inner)
    lead, trail = leading(reading, stretch, room[0]), trailing(reading, stretch, room[1])
    if previous is not None and (_same(lead, previous.beside) or _resumes(reading, previous.beside, stretch, room[0])):
        return _joined(previous, stretch)  # “We will not,” said Holt, “and …”
    found = trail if trail is not None and (lead is None or opens_sentence(reading, stretch)) else lead
    if found is not None and found is trail and _is_part(reading, stretch, found):
        return None
    if found is not None:
        late = stretch.reopens and found is trail and previous is not None and previous.beside is None
        made = _with_cue(_joined(previous, stretch), found) if late and previous else _new(stretch, found)
        return _with_tail(reading, made, room[1]) if found is lead and trail is None else made
    if previous is not None and _goes_on(reading, previous.last, stretch):
        return _joined(previous, stretch)
    return _alone(reading, stretch)


def _is_part(reading: Reading, stretch: Stretch, found: Beside) -> bool:
    """Whether the cue that closes the sentence covers words before the stretch too: The plan was “dead on arrival,” Holt said."""
    sentence = reading.sentences[found.sentence]
    last = closing_cue(sentence, reading.words[found.sentence])
    if reading.text[stretch.span.start].isupper() and stretch.span.of(reading.text).count(" ") > 1:
        return False
    lead = reading.before(stretch.outer.start, 0)
    return last is not None and last[0] is found.word and bool(lead) and lead[0] is sentence.tokens[0] and has_words(lead)


def _new(stretch: Stretch, found: Beside) -> _Made:
    quotation = Quotation(stretch.span, (stretch.span,), (stretch.span,), "direct", "speech", found.cue, found.speaker, found.addressee, None, 0.97 if stretch.closed else 0.85)
    return _Made(quotation, found, stretch)


def _with_tail(reading: Reading, made: _Made, ceiling: int) -> _Made:
    """With the rest of the sentence where the words in marks break off in its middle: added, “there was no door” *where they slept*."""
    stretch = made.last
    rest = [t for t in reading.after(stretch.outer.end, ceiling) if t.upos != "PUNCT"]
    whole = rest and reading.text[stretch.outer.end : rest[0].span.start] == " " and reading.text[ceiling - 1 : ceiling] != ":"
    breaks_off = reading.text[stretch.span.start].islower() and reading.text[stretch.span.end - 1] not in ".,?!…"
    alone = ceiling >= reading.sentences[reading.index_at(stretch.outer.start)].span.end
    if not (whole and breaks_off and alone) or rest[0].upos not in ("ADP", "SCONJ", "ADV", "PRON", "NOUN", "ADJ"):
        return made
    end = rest[-1].span.end
    pieces = (*made.quotation.pieces[:-1], Span(made.quotation.pieces[-1].start, end))
    return replace(made, quotation=replace(made.quotation, span=hull(pieces), pieces=pieces, kind="mixed"))


def _joined(made: _Made, stretch: Stretch) -> _Made:
    pieces = (*made.quotation.pieces, stretch.span)
    quotation = replace(made.quotation, span=hull(pieces), pieces=pieces, quoted=(*made.quotation.quoted, stretch.span))
    return _Made(quotation, made.beside, stretch)


def _with_cue(made: _Made, found: Beside) -> _Made:
    return replace(made, quotation=replace(made.quotation, cue=found.cue, speaker=found.speaker, addressee=found.addressee), beside=found)


def _same(a: Beside | None, b: Beside | None) -> bool:
    return a is not None and b is not None and (a.sentence, a.cue.span) == (b.sentence, b.cue.span)


def _resumes(reading: Reading, found: Beside | None, stretch: Stretch, floor: int) -> bool:
    """“We are glad” tweeted Holt “to be home”: only the cue and its subject stand between the pieces."""
    between = reading.before(stretch.outer.start, floor)
    if found is None or found.word is None or found.word.token not in between or not reading.text[stretch.span.start].islower():
        return False
    word, named = found.word, found.speaker.span
    return all(t is word.token or t.upos in ("PUNCT", "ADV", "AUX") or (named is not None and named.covers(t.span)) for t in between)


def _goes_on(reading: Reading, last: Stretch, stretch: Stretch) -> bool:
    """“…,” Holt said. “And …”   “…” ¶ “… (reopened)   “…” and “…”."""
    if stretch.reopens or last.paragraph != stretch.paragraph:
        return stretch.reopens and last.runs_on
    between = reading.text[last.outer.end : stretch.outer.start]
    if not between.strip(" ,;.…[]()-–—") or between.strip(" ,") in ("and", "or", "but", "then"):
        return True
    next_sentence = reading.index_at(stretch.outer.start) - reading.index_at(last.outer.end - 1) == 1
    return next_sentence and opens_sentence(reading, stretch) and _ends_whole(reading, stretch)


def _ends_whole(reading: Reading, stretch: Stretch) -> bool:
    """Whether it ends where a sentence ends, or in a mark that a sentence could end in."""
    return reading.text[stretch.span.end - 1] in ".?!…,—]" or not has_words(reading.after(stretch.outer.end, len(reading.text)))


def _alone(reading: Reading, stretch: Stretch) -> _Made | None:
    """A whole sentence or paragraph in marks: somebody's words even without a cue."""
    blanks = stretch.span.of(reading.text).count(" ")
    paragraph = len(reading.paragraphs[stretch.paragraph]) - len(stretch.outer) <= 2 and blanks >= 1
    stopped = reading.text[stretch.span.end - 1] in ".?!…" and not has_words(reading.after(stretch.outer.end, len(reading.text)))
    if not (stretch.reopens or paragraph or (blanks >= 2 and stopped and opens_sentence(reading, stretch))):
        return None
    how = GOES_ON if stretch.reopens else ALONE if paragraph else WHOLE
    return _Made(Quotation(stretch.span, (stretch.span,), (stretch.span,), "direct", speaker=Speaker(None, None, None, how), confidence=0.8), None, stretch)
