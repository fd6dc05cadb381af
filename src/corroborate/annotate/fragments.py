"""Words in quotation marks that no cue has taken: somebody's fragment, or a title, a name, a term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corroborate.annotate.cues import CueWord
from corroborate.annotate.marks import Stretch
from corroborate.annotate.reading import Reading
from corroborate.annotate.sayers import addressee, speaker
from corroborate.language import Sentence, Token
from corroborate.types import Quotation, Speaker

FRAGMENT = "no cue: words in quotation marks"
_REACH = 16  #: tokens between a cue and words in marks that may still be its own
_LONG = 4  #: blanks in words without any cue that are still taken for somebody's; two in three shorter ones are terms
_SMALL = frozenset("a an the of and or to in on at for by with from is as it its vs de la le el y & but not no nor into".split())


def find_fragments(reading: Reading, left: Iterable[Stretch]) -> Iterator[Quotation]:
    """The stretches of *left* that report somebody's words: by the nearest cue before them, or long ones without a speaker."""
    for stretch in left:
        if is_term(reading, stretch, reported=False):
            continue
        found = _nearest_cue(reading, stretch)
        if found is not None:
            who = speaker(*found, reading.lexicon)
            yield Quotation(stretch.span, (stretch.span,), (stretch.span,), "mixed", "stance" if found[1].entry.stance else "speech", found[1].cue(), who, addressee(*found), confidence=0.7)
        elif stretch.span.of(reading.text).count(" ") >= _LONG:
            yield Quotation(stretch.span, (stretch.span,), (stretch.span,), "mixed", speaker=Speaker(None, None, None, FRAGMENT), confidence=0.5)


def _nearest_cue(reading: Reading, stretch: Stretch) -> tuple[Sentence, CueWord] | None:
    """The last cue verb before a stretch, when no other clause begins between: called the plan “a sham”, shouted to the crowd to “record this”."""
    index = reading.index_at(stretch.outer.start)
    sentence = reading.sentences[index]
    before = reading.before(stretch.outer.start, 0)
    for word in reversed(reading.words[index]):
        verb = word.token
        if verb not in before or verb.upos not in ("VERB", "AUX") or len(before) - before.index(verb) > _REACH:
            continue
        between = before[before.index(verb) + len(word.tokens) :]
        own = {t.i for t in sentence.subtree(verb)}
        if reading.in_stretch(verb.span.start) is None and all(t.i in own and not (t.dep in ("nsubj", "conj") and t.head == verb.i and t.i > verb.i) for t in between) and not any(t.text in ";:." for t in between):
            return sentence, word
        return None
    return None


def is_term(reading: Reading, stretch: Stretch, *, reported: bool) -> bool:
    """Whether it is a title, a name or a term rather than words reported. Inside *reported* content only titles and plain names are."""
    sentence = reading.sentences[reading.index_at(stretch.outer.start)]
    words = sentence.within(stretch.span)
    before = reading.before(stretch.outer.start, 0)[-4:]
    if not words:
        return False
    if _is_work(reading, sentence, stretch, words, before):
        return True
    if reported:
        return _named_before(reading, before[-2:], strict=True)
    return _named_before(reading, before, strict=False) or _is_attribute(sentence, words) or len(words) == 1 or sentence.paragraph < 0 and len(words) < 3


def _is_work(reading: Reading, sentence: Sentence, stretch: Stretch, words: tuple[Token, ...], before: tuple[Token, ...]) -> bool:
    """“Face the Day”: every word that matters has a capital, and it is no sentence at its start."""
    main = [t for t in words if t.upos != "PUNCT" and t.text.lower() not in _SMALL and t.text[0].isalpha()]
    capitals = bool(main) and all(t.text[0].isupper() for t in main) and words[0].text[0].isupper()
    work = any(t.text.lower() in reading.lexicon.works for t in before[-2:])
    placed = bool(before) and (before[-1].text.lower() in ("on", "in", "of", "'s", "’s", "’", "'", "the", "at", "for", "from", "his", "her", "their", "via", "'") or before[-1].upos in ("NOUN", "PROPN"))
    one = len(main) == 1 and len(words) <= 2
    if not capitals or all(t.text.isupper() for t in main):
        return capitals and work
    return work or (placed and not one) or (len(main) >= 3 and bool(before)) or (one and bool(before) and before[-1].upos in ("NOUN", "PROPN"))


def _named_before(reading: Reading, before: tuple[Token, ...], *, strict: bool) -> bool:
    """"the so-called “…", "known as “…", "a man nicknamed “…"."""
    low = [t.text.lower() for t in before if t.upos != "PUNCT" or t.text == "-"]
    joined = "".join(low)
    if "so-called" in joined or "socalled" in joined:
        return True
    naming = [w for w in low if w in reading.lexicon.naming and w not in ("called", "labeled", "labelled", "termed", "billed", "named")]
    return bool(naming) if strict else bool(naming) or any(w in ("called", "named") for w in low[-2:])


def _is_attribute(sentence: Sentence, words: tuple[Token, ...]) -> bool:
    """Before the noun it goes with: the “fast-track” rule, a “show me” culture."""
    end = words[-1].i + 1
    while end < len(sentence.tokens) and sentence.tokens[end].text in "\"”’'»":
        end += 1
    following = sentence.tokens[end] if end < len(sentence.tokens) else None
    heads = {t.head for t in words if not words[0].i <= t.head <= words[-1].i}
    content = [t for t in words if t.upos != "PUNCT"]
    return following is not None and len(content) <= 4 and following.upos in ("NOUN", "PROPN", "ADJ") and any(h > words[-1].i for h in heads)
