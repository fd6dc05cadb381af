"""Words in quotation marks that no cue has taken: somebody's fragment, or a title, a name, a term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from corroborate.annotate.cues import CueWord
from corroborate.annotate.marks import Stretch
from corroborate.annotate.reading import Reading
from corroborate.annotate.sayers import addressee, agent, is_passive
from corroborate.language import Sentence, Token
from corroborate.text.spans import Span
from corroborate.types import Cue, Quotation, Speaker

FRAGMENT = "no cue: words in quotation marks"
_PLACES = ("on", "in", "of", "'s", "’s", "’", "'", "the", "at", "for", "from", "his", "her", "their", "via")
_REACH = 16  #: tokens between a cue and words in marks that may still be its own
_LONG = 4  #: blanks in words without any cue that are still taken for somebody's; two in three shorter ones are terms
_SMALL = frozenset(
    ["a", "an", "the", "of", "and", "or", "to", "in", "on", "at", "for", "by", "with", "from", "is",
     "as", "it", "its", "vs", "de", "la", "le", "el", "y", "&", "but", "not", "no", "nor", "into"]
)  # fmt: skip


def find_fragments(reading: Reading, left: Iterable[Stretch]) -> Iterator[Quotation]:
    """The stretches of *left* that report somebody's words: by the nearest cue before them, or long ones without a speaker."""
    for stretch in left:
        found = _nearest_cue(reading, stretch)
        called = found is not None and found[1].entry.lemma in reading.lexicon.calls
        if is_term(reading, stretch, called=called):
            continue
        if found is not None:
            sentence, word = found
            sense: Literal["speech", "stance"] = "stance" if word.entry.stance else "speech"
            yield _fragment(stretch, sense, word.cue(sentence, reading.lexicon), reading.speaker_at(sentence.index, word), addressee(sentence, word), 0.65)
        elif stretch.span.of(reading.text).count(" ") >= _LONG:
            yield _fragment(stretch, "speech", None, Speaker(None, None, None, FRAGMENT), None, 0.5)


def _fragment(stretch: Stretch, sense: Literal["speech", "stance"], cue: Cue | None, who: Speaker, to: Span | None, confidence: float) -> Quotation:
    return Quotation(stretch.span, (stretch.span,), (stretch.span,), "mixed", sense, cue, who, to, None, confidence)


def _nearest_cue(reading: Reading, stretch: Stretch) -> tuple[Sentence, CueWord] | None:
    """The last cue verb before a stretch, when no other clause begins between: called the plan “a sham”, shouted to the crowd to “film it all”."""
    index = reading.index_at(stretch.outer.start)
    sentence, before = reading.sentences[index], reading.before(stretch.outer.start, 0)
    verbs = (w for w in reversed(reading.words[index]) if w.token in before and w.token.upos in ("VERB", "AUX"))
    word = next((w for w in verbs if len(before) - before.index(w.token) <= _REACH), None)
    if word is None or reading.in_stretch(word.token.span.start) is not None:
        return None
    return (sentence, word) if _reaches(sentence, word, before[before.index(word.token) + len(word.tokens) :]) else None


def _reaches(sentence: Sentence, word: CueWord, between: Sequence[Token]) -> bool:
    """Whether all words between hang on the verb, and none starts a clause beside it; a verb that names nothing by itself is no cue."""
    if {"comp", "as"} & word.entry.takes and is_passive(sentence, word.token) and agent(sentence, word.token) is None:
        return False
    own = {t.i for t in sentence.subtree(word.token)}
    beside = any(t.dep in ("nsubj", "conj") and t.head == word.token.i for t in between)
    return not beside and all(t.i in own and t.text not in (";", ":", ".") for t in between)


def is_term(reading: Reading, stretch: Stretch, *, reported: bool = False, called: bool = False) -> bool:
    """Whether it is a title, a name or a term rather than words reported. Inside *reported* content only titles and plain names are;
    a single word is a term unless something is *called* that."""
    sentence = reading.sentences[reading.index_at(stretch.outer.start)]
    words = sentence.within(stretch.span)
    before = reading.before(stretch.outer.start, 0)[-4:]
    if not words:
        return False
    if _is_work(reading, stretch, words, before):
        return True
    if reported:
        return _named_before(reading, before[-3:], strict=True)
    return _named_before(reading, before, strict=False) or _is_attribute(sentence, words) or (len(words) == 1 and not called) or (sentence.paragraph < 0 and len(words) < 3)


def _is_work(reading: Reading, stretch: Stretch, words: Sequence[Token], before: Sequence[Token]) -> bool:
    """“Bells at Noon”: every word that matters has a capital, and it is no sentence at its start."""
    main = [t for t in words if t.text[0].isalpha() and t.text.lower() not in _SMALL]
    if not main or not words[0].text[0].isupper() or not all(t.text[0].isupper() for t in main):
        return False
    work = any(t.text.lower() in reading.lexicon.works for t in before[-2:])
    if all(t.text.isupper() for t in main) or not before:
        return work
    after_noun = before[-1].upos in ("NOUN", "PROPN")
    if len(main) == 1 and len(words) <= 2:
        return work or after_noun
    return work or after_noun or len(main) >= 3 or before[-1].text.lower() in _PLACES


def _named_before(reading: Reading, before: Sequence[Token], *, strict: bool) -> bool:
    """"the so-called “…", "known as “…", "a man nicknamed “…"."""
    low = [t.text.lower() for t in before if t.upos != "PUNCT" or t.text == "-"]
    joined = "".join(low)
    if "so-called" in joined or "socalled" in joined:
        return True
    naming = [w for w in low if w in reading.lexicon.naming and w not in ("called", "labeled", "labelled", "termed", "billed", "named")]
    return bool(naming) if strict else bool(naming) or any(w in ("called", "named") for w in low[-2:])


def _is_attribute(sentence: Sentence, words: Sequence[Token]) -> bool:
    """Before the noun it goes with: the “last-ditch” rule, a “wait and see” crowd."""
    end = words[-1].i + 1
    while end < len(sentence.tokens) and sentence.tokens[end].text in "\"”’'»":
        end += 1
    following = sentence.tokens[end] if end < len(sentence.tokens) else None
    heads = {t.head for t in words if not words[0].i <= t.head <= words[-1].i}
    content = [t for t in words if t.upos != "PUNCT"]
    return following is not None and len(content) <= 4 and following.upos in ("NOUN", "PROPN", "ADJ") and any(h > words[-1].i for h in heads)
