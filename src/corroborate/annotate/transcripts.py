"""Speech without quotation marks: transcripts ("SMITH: …", "Q: …"), and a paragraph that a colon announces ("The letter read:")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corroborate.annotate.beside import announced
from corroborate.annotate.reading import Reading
from corroborate.text.spans import Span, hull
from corroborate.types import Cue, Quotation, Speaker

#: "SMITH:", "Q:", "DR. ANN HOLT:", "((WN)) :" at the start of a paragraph.
_LABEL = re.compile(r"(?:\(\((?P<bracket>[^()\n]{1,40})\)\)\s*:?|(?P<plain>[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,4}|Q|A|Question|Answer)\s?:)\s+(?=\S)")
_NAMED = re.compile(r"(?P<bracket>(?!))?(?P<plain>(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,3})\s?:\s+(?=\S)")
_READS = ("read", "reads", "reading", "say", "said", "says", "state", "stated", "states", "write", "wrote", "writes", "tweeted", "posted")
_DOCUMENTS = ("statement", "letter", "email", "message", "note", "tweet", "post", "excerpt", "text", "transcript")
_MAX_GAP = 3  #: paragraphs without a label that may stand between two labels and still belong to the first


def find_transcripts(reading: Reading) -> Iterator[Quotation]:
    """What labelled speakers say, where an article has at least two such paragraphs ("((…))" needs no second)."""
    labels = [(i, m) for i, p in enumerate(reading.paragraphs) if (m := _LABEL.match(reading.text, p.start, p.end))] or _named(reading)
    if len(labels) < 2 and not any(m.group("bracket") for _, m in labels):
        return
    for n, (i, match) in enumerate(labels):
        following = labels[n + 1][0] if n + 1 < len(labels) else i + 1
        last = following if following - i <= _MAX_GAP else i + 1
        pieces = (Span(match.end(), reading.paragraphs[i].end), *reading.paragraphs[i + 1 : last])
        group = "bracket" if match.group("bracket") else "plain"
        who = Speaker(Span(*match.span(group)), None, None, "label before the words")
        yield Quotation(hull(pieces), pieces, (), "direct", speaker=who, confidence=0.85)


def _named(reading: Reading) -> list[tuple[int, re.Match[str]]]:
    """Labels in small letters ("Ann Holt: …"), where two of them take turns."""
    found = [(i, m) for i, p in enumerate(reading.paragraphs) if (m := _NAMED.match(reading.text, p.start, p.end))]
    often = [label for label, n in Counter(m.group("plain") for _, m in found).items() if n > 1]
    return [(i, m) for i, m in found if m.group("plain") in often] if len(often) > 1 else []


def find_blocks(reading: Reading) -> Iterator[Quotation]:
    """A paragraph without marks after one that announces it: "The letter, in part, read:"."""
    for paragraph, following in zip(reading.paragraphs, reading.paragraphs[1:], strict=False):
        if reading.text[paragraph.end - 1] != ":" or reading.text[following.start] in "\"“”'‘«*•-–—" or reading.text[following.end - 1] not in ".?!…":
            continue
        index = reading.index_at(paragraph.end - 1)
        sentence = reading.sentences[index]
        words = [t.text.lower() for t in sentence.tokens if t.upos != "PUNCT"]
        if words and (words[-1] in _READS or words[-1] in _DOCUMENTS):
            found = announced(reading, index)
            cue = found.cue if found else Cue(sentence.tokens[-1].span, ":")
            who = found.speaker if found else Speaker(None, None, None, "before a colon")
            yield Quotation(following, (following,), (), "direct", "speech", cue, who, found.addressee if found else None, None, 0.8)
