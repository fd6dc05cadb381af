"""The lines of a scraped text, with what tells prose from labels: length, closing stop, capitals, words shared with the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from corroborate.ingest.dates import is_date_line
from corroborate.text.sentences import paragraphs
from corroborate.text.spans import Span

#: White space and marks of no width that a line may begin or end with.
BLANK = " \t\r\n\x0b\x0c\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u3000\ufeff"
_STRAIGHT = str.maketrans("’‘“”«»\u00a0", "''\"\"\"\" ")
_WORD = re.compile(r"\w[\w'.-]*")
_STOP = re.compile(r"[.!?…。！？؟][\"')\]*]{0,3}$")
_NO_STOP = re.compile(
    r"(?:\b(?:[A-Z]\.){1,4}|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|St|No|Dr|Mr|Ms|Sen|Rep|Gov|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont"
    r"|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|etc|vs)\.|\.{3}|…)[\"')\]]*$"
)
_STAMP = re.compile(r"\s(?=(?:Posted|Published|Updated|Created|Last [Uu]pdated|POSTED|UPDATED|PUBLISHED)\b)")
_SECOND = re.compile(r"(?:\b[a-z]{3,}|[\d)\"'])[.!?]['\")]* [A-Z(\[]|\w[.!?]['\"]? \([^()]+\)$")
_TAGGED = re.compile(r"[(\[][A-Z][^()\[\]]{1,24}[)\]] \w")  # (UPDATE) Boy found in canal
#: Words that two lines share by chance.
_COMMON = frozenset({
    "about", "above", "after", "again", "against", "also", "another", "around", "because", "been", "before", "being", "below", "between", "both", "but", "came", "come",
    "could", "does", "doing", "down", "during", "each", "even", "ever", "every", "from", "further", "getting", "goes", "going", "gone", "have", "having", "here",
    "himself", "herself", "itself", "into", "just", "know", "last", "like", "made", "make", "many", "might", "more", "most", "much", "must", "near", "need", "never",
    "next", "only", "other", "over", "people", "same", "says", "said", "should", "since", "some", "still", "such", "take", "than", "that", "their", "them", "then",
    "there", "these", "they", "this", "those", "through", "told", "under", "until", "very", "want", "wants", "were", "what", "when", "where", "which", "while", "whom",
    "will", "with", "without", "would", "year", "years", "your", "first", "week", "today", "news",
})


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it."""

    index: int  #: among the lines that have something on them
    span: Span  #: in the text, without surrounding white space
    text: str  #: its words with straight quotes; as long as `span`
    words: int
    closed: bool  #: it ends as a sentence does: "…", "Jr." and "Va." do not
    key: str  #: for comparing: lower case, letters and digits only

    @property
    def asks(self) -> bool:
        """Whether it ends in a question or an exclamation, as headlines do too."""
        return self.text.rstrip("\"')]*").endswith(("?", "!"))

    @property
    def prose(self) -> bool:
        """Whether it reads as running text: a closed sentence of some length, or a long line."""
        return self.words >= 22 or (self.closed and self.words >= 5 and (not self.asks or ". " in self.text))

    @property
    def heading(self) -> bool:
        """Whether it could be a headline: a few words, no second sentence, no full stop, comma or loose dash at its end, no lower-case start."""
        stopped = self.closed and self.text.rstrip("\"')]*").endswith(".")
        whole = not stopped and not self.text.endswith(("-", "–", "—", ",", ";", ":")) and not _SECOND.search(self.text)
        return 2 <= self.words <= 32 and whole and (self.text[:1] not in "([{" or bool(_TAGGED.match(self.text))) and not self.text[:1].islower()

    @property
    def capitals(self) -> float:
        """The share of its longer words after the first that begin with a capital; 0 where there are fewer than three."""
        longer = [w for w in _WORD.findall(self.text)[1:] if len(w) >= 4 and w[0].isalpha()]
        return sum(w[0].isupper() for w in longer) / len(longer) if len(longer) >= 3 else 0.0


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of *text* that have something on them. A headline that runs on into "Posted: Monday, …" counts as two."""
    spans = [part for p in paragraphs(text) for part in _without_stamp(text, p.stripped(text, BLANK)) if len(part)]
    return tuple(_line(i, span, span.of(text).translate(_STRAIGHT)) for i, span in enumerate(spans))


def _without_stamp(text: str, span: Span) -> tuple[Span, ...]:
    match = _STAMP.search(text, span.start, min(span.end, span.start + 300))
    if match is None or not is_date_line(text[match.end() : span.end]):
        return (span,)
    return Span(span.start, match.start()).stripped(text, BLANK), Span(match.end(), span.end)


def _line(index: int, span: Span, text: str) -> Line:
    tail = text[-40:]
    closed = bool(_STOP.search(tail)) and not _NO_STOP.search(tail)
    return Line(index, span, text, len(_WORD.findall(text)), closed, key_of(text))


def key_of(text: str) -> str:
    """Words for comparing: lower case, letters and digits only."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def content(text: str) -> frozenset[str]:
    """The beginnings of the words that carry meaning: enough to see whether two lines speak of the same."""
    return frozenset(w[:5] for w in (m.lower().removesuffix("'s") for m in re.findall(r"[\w'-]+", text.translate(_STRAIGHT))) if (len(w) >= 4 or w.isdigit()) and w not in _COMMON)


class Vocabulary:
    """The content words of some lines, counted once, to ask how much of a line is found in them."""

    def __init__(self, lines: Iterable[Line]) -> None:
        own = {line.index: content(line.text) for line in lines}
        self._lines = frozenset(own)
        self._times = Counter(word for words in own.values() for word in words)

    def __bool__(self) -> bool:
        return bool(self._lines)

    def share(self, line: Line) -> float:
        """The share of a line's content words that stand in the others; 1 where it has none."""
        own = content(line.text)
        itself = line.index in self._lines
        return sum(self._times[word] > itself for word in own) / len(own) if own else 1.0
