"""Which mentions of an article are the same person, body or place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from corroborate.annotate.bodies import Bodies
from corroborate.annotate.cues import lexicon
from corroborate.annotate.figures import Figure, Seen
from corroborate.annotate.gathering import referents_of
from corroborate.annotate.marks import find_stretches
from corroborate.annotate.persons import Persons
from corroborate.annotate.walking import Walk
from corroborate.config import Config
from corroborate.language import Sentence, Token
from corroborate.language.gazetteer import gazetteer
from corroborate.text.spans import Span, hull
from corroborate.types import Article, Mention, Referent


def follow_references(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], config: Config) -> tuple[tuple[Mention, ...], tuple[Referent, ...]]:
    """The mentions with their referents and the reason for each, and the referents in order of first mention.

    Names are gathered first, over the whole article: full names, then surnames, acronyms and known aliases. Then descriptions and pronouns are followed in
    text order: what someone was called before ("the minister"), whose they are ("her mother"), and who was spoken of last.
    """
    names = gazetteer(config.data)
    seen = _look(article, sentences, mentions)
    figures: list[Figure] = []
    named = [s for s in seen if s.mention.form == "name"]
    persons = Persons([s for s in named if s.mention.type == "person"], figures, names)
    bodies = Bodies([s for s in named if s.mention.type != "person"], figures, names)
    speech = frozenset(e.lemma for e in lexicon(config.data).verbs.values() if not e.stance)
    walk = Walk(seen, {**persons.of, **bodies.of}, figures, names, speech)
    return referents_of(article, seen, walk.found, walk.rivals, names)


def _look(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Seen]:
    """Each mention with its sentence and the word it hangs on."""
    starts = [s.span.start for s in sentences]
    quoted = [s.span for s in find_stretches(article.text, _paragraphs(sentences))]
    opens = [s.start for s in quoted]
    out = []
    for index, mention in enumerate(mentions):
        sentence = sentences[bisect_right(starts, mention.head.start) - 1]
        at = bisect_right(opens, mention.head.start) - 1
        inside = at >= 0 and quoted[at].covers(mention.head) and len(article[quoted[at]].split()) > 3
        out.append(Seen(index, mention, sentence, _hanging(sentence, mention), article[mention.head], article[mention.span], inside, sentence.within(mention.span)))
    return out


def _paragraphs(sentences: Sequence[Sentence]) -> list[Span]:
    by_paragraph: dict[int, list[Span]] = {}
    for s in sentences:
        by_paragraph.setdefault(s.paragraph, []).append(s.span)
    return [hull(spans) for spans in by_paragraph.values()]


def _hanging(sentence: Sentence, mention: Mention) -> Token:
    """The word of a mention that hangs on a word outside it."""
    words = [t for t in sentence.tokens if t.span.overlaps(mention.head)] or list(sentence.tokens[:1])
    here = {t.i for t in words}
    token = next((t for t in words if t.head not in here), words[-1])
    while token.head >= 0 and mention.span.covers(sentence.tokens[token.head].span) and token.rel in ("flat", "appos", "compound", "nmod:desc", "nmod"):
        token = sentence.tokens[token.head]
    return token
