"""Quotations: content, cue and the words that name the speaker.

Words in quotation marks are judged first, by marks and the cue beside them (`direct`); then every other cue by its sentence's
tree (`indirect`). Where reported content holds words in marks the two are one, mixed. What is left in marks is somebody's
fragment, or a title or term (`fragments`).
"""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.annotate.cues import lexicon
from corroborate.annotate.direct import find_direct
from corroborate.annotate.fragments import find_fragments
from corroborate.annotate.headlines import find_headlines
from corroborate.annotate.indirect import find_indirect
from corroborate.annotate.mixing import mix, nest
from corroborate.annotate.reading import read_article
from corroborate.annotate.transcripts import find_blocks, find_transcripts
from corroborate.config import Config
from corroborate.language import Sentence
from corroborate.language.gazetteer import gazetteer
from corroborate.types import Article, Quotation


def find_quotations(article: Article, sentences: Sequence[Sentence], config: Config) -> tuple[Quotation, ...]:
    """The quotations of *article*, sorted by span; `within` indexes the result. Speakers are words only: `speakers` says who they are."""
    if not sentences:
        return ()
    reading = read_article(article.text, sentences, lexicon(config.data), gazetteer(config.data))
    direct = find_direct(reading)
    indirect = [
        q for i in range(len(sentences)) for q in find_indirect(reading, i, frozenset(t for s, t in direct.used if s == i))
    ]  # fmt: skip
    spoken = [*find_transcripts(reading), *find_blocks(reading)]
    indirect += find_headlines(reading)
    mixed, left = mix(reading, [*direct.quotations, *spoken], indirect, direct.left)
    return nest([*mixed, *find_fragments(reading, left)])
