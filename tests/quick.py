"""Reading without networks, in milliseconds: for tests and benches of what lies around it. Names by their capitals, quotations by their marks, meanings by shared words."""

from __future__ import annotations

import re

import numpy as np

from corroborate.config import Config
from corroborate.ingest.clean import clean
from corroborate.text.sentences import paragraphs, sentences
from corroborate.text.shingles import word_hash
from corroborate.text.spans import Span
from corroborate.types import Article, Cue, Findings, Mention, Page, Quantity, Quotation, Referent, Rejected, Speaker, Statement

NAME = re.compile(r"\b[A-Z][a-z]{1,15} [A-Z][a-z]{2,20}\b")
SAID = re.compile(r"“([^“”\n]{5,400})[,.]?” (said|wrote) ([A-Z][a-z]+ [A-Z][a-z]+)?")
COUNT = re.compile(r"\b(\d{1,4}) (people|families|workers)\b")


def read(page: Page, config: Config) -> tuple[Article, Findings] | Rejected:
    """As `corroborate.pipeline.read`."""
    article = clean(page, config)
    return article if isinstance(article, Rejected) else (article, annotate(article))


def annotate(article: Article) -> Findings:
    told = [s for body in article.body for p in paragraphs(article.text, body) for s in sentences(article.text, p)]
    places = [Span(*m.span()) for body in article.body for m in NAME.finditer(article.text, body.start, body.end)]
    names = list(dict.fromkeys(article[p] for p in places))
    referents = tuple(Referent(n, name, "person", True, aliases=((name, sum(article[p] == name for p in places)),)) for n, name in enumerate(names))
    quotations = tuple(_quotation(m, names) for body in article.body for m in SAID.finditer(article.text, body.start, body.end))
    own = [s for s in told if not any(s.overlaps(q.span) for q in quotations)]
    spans = sorted([(q.span, n) for n, q in enumerate(quotations)] + [(s, None) for s in own], key=lambda s: s[0])
    counts = tuple(
        Quantity(Span(*m.span()), "injured", float(m[1]), float(m[1]), m[1], "person", m[2], sentence=next((s for s in told if s.start <= m.start() < s.end), None))
        for body in article.body for m in COUNT.finditer(article.text, body.start, body.end)
    )  # fmt: skip
    return Findings(
        article.id, tuple(told), tuple(Mention(p, p, "name", "person", names.index(article[p]), "the same name") for p in places), referents, quotations,
        quantities=counts, statements=tuple(Statement(span, number, _meaning(article[span])) for span, number in spans),
    )  # fmt: skip


def _quotation(match: re.Match[str], names: list[str]) -> Quotation:
    span, name = Span(*match.span(1)), match.group(3)
    known = name is not None and name in names
    speaker = Speaker(Span(*match.span(3)), names.index(name), name, "subject of said") if known else Speaker(None, None, None)
    return Quotation(span, (span,), (span,), "direct", cue=Cue(Span(*match.span(2)), "say"), speaker=speaker)


def _meaning(words: str) -> bytes:
    vector = np.zeros(384, np.float32)
    for word in re.findall(r"[a-z]{4,}", words.lower()):
        vector[word_hash(word) % 384] += 1
    length = float(np.linalg.norm(vector))
    return (vector / length if length else vector + 384**-0.5).astype("<f2").tobytes()
