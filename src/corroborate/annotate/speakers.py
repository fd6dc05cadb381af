"""Who spoke: from the speaker's words at a quotation to the referent they name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corroborate.config import Config
from corroborate.language import Sentence
from corroborate.text.spans import Span
from corroborate.types import Article, Mention, Quotation, Referent, Speaker

#: Confidence of a speaker by how the words name them; measured on news annotated for this project.
_SURE = {"name": 0.97, "nominal": 0.9, "pronoun": 0.88}
_CARRIED = {"same": 0.93, "next": 0.85, "turn": 0.6, "title": 0.6}


def find_speakers(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], referents: Sequence[Referent], quotations: Sequence[Quotation], config: Config
) -> tuple[Quotation, ...]:
    """The quotations with their speakers resolved.

    With words that name the speaker: the mention in these words that they hang on. Without: who the quotation before goes on from, or who is named around it.
    Where that does not tell, `referent` is `None` and `candidates` are those it may be.
    """
    scene = _Scene(article, sentences, mentions, referents)
    out: list[Quotation] = []
    for quotation in quotations:
        speaker = scene.named(quotation) if quotation.speaker.span is not None else None
        out.append(replace(quotation, speaker=speaker) if speaker is not None else quotation)
    for i, quotation in enumerate(out):
        if quotation.speaker.span is None and quotation.speaker.referent is None:
            out[i] = replace(quotation, speaker=scene.unnamed(quotation, out[:i], out[i + 1 :]))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Scene:
    article: Article
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    referents: Sequence[Referent]

    def _sentence(self, position: int) -> Sentence | None:
        at = bisect_right([s.span.start for s in self.sentences], position) - 1
        return self.sentences[at] if at >= 0 else None

    def _paragraph(self, position: int) -> int:
        sentence = self._sentence(position)
        return sentence.paragraph if sentence is not None else -2

    # ------------------------------------------------------------------------------------------------ words that name

    def named(self, quotation: Quotation) -> Speaker:
        """The speaker that the words at the quotation name."""
        span = quotation.speaker.span
        assert span is not None
        mention = self._mention(span)
        if mention is None or mention.referent is None:
            words = " ".join(self.article[span].split())
            pronoun = mention is not None and mention.form == "pronoun"
            return replace(quotation.speaker, name=None if pronoun else words, how="a pronoun that could not be followed" if pronoun else "the words themselves", confidence=0.3 if pronoun else 0.7)
        referent = self.referents[mention.referent]
        how = mention.how if mention.form != "name" or mention.how.startswith(("surname", "given")) else f"named in the words at the quotation: {self.article[mention.head]}"
        return Speaker(span, referent.id, referent.name, how, _SURE[mention.form])

    def _mention(self, span: Span) -> Mention | None:
        """The mention that *span* hangs on: the one of its top word, else the longest that covers or fills it."""
        first = bisect_left(self.mentions, span.start - 200, key=lambda m: m.span.start)
        near = [m for m in self.mentions[first:] if m.span.start < span.end and m.head.overlaps(span)]
        if not near:
            return None
        sentence = self._sentence(span.start)
        top = self._top(sentence, span) if sentence is not None else None
        if top is not None:
            on_top = [m for m in near if m.head.overlaps(top)]
            if on_top:
                return max(on_top, key=lambda m: (m.form == "name", m.span.shared(span), -m.span.start))
        return max(near, key=lambda m: (m.span.shared(span), m.form == "name", -m.head.start))

    def _top(self, sentence: Sentence, span: Span) -> Span | None:
        words = [t for t in sentence.tokens if t.span.overlaps(span)]
        here = {t.i for t in words}
        tops = [t for t in words if t.head not in here and t.upos not in ("PUNCT", "ADP", "DET", "SCONJ", "CCONJ")]
        return tops[0].span if tops else None

    # ---------------------------------------------------------------------------------------------- words that do not

    def unnamed(self, quotation: Quotation, before: Sequence[Quotation], after: Sequence[Quotation]) -> Speaker:
        """A quotation without speaker words: it goes on from the one before, or is answered by the one after."""
        last = next((q for q in reversed(before) if q.within is None and q.sense == "speech"), None)
        here = self._paragraph(quotation.span.start)
        if here == -1:
            return self._title(after)
        if last is not None and self._known(last) and here - self._paragraph(last.span.end - 1) == 0:
            return self._as(last, "the quotation goes on in the same paragraph", "same")
        following = next((q for q in after if q.within is None and q.span.start >= quotation.span.end), None)
        if following is not None and self._known(following) and self._paragraph(following.span.start) == here:
            return self._as(following, "named at the next quotation of the paragraph", "next")
        introduced = self._introduced(quotation)
        if introduced is not None:
            return introduced
        if last is not None and self._known(last) and here - self._paragraph(last.span.end - 1) == 1:
            return self._as(last, "the paragraph goes on from the quotation before", "turn")
        return Speaker(None, None, None, "nothing here tells who speaks", 0.2, self._candidates(quotation, before))

    def _known(self, quotation: Quotation) -> bool:
        return quotation.speaker.referent is not None or quotation.speaker.name is not None

    def _as(self, other: Quotation, how: str, kind: str) -> Speaker:
        return Speaker(None, other.speaker.referent, other.speaker.name, how, min(other.speaker.confidence, _CARRIED[kind]))

    def _introduced(self, quotation: Quotation) -> Speaker | None:
        """A quotation that stands alone: the person who is the subject of the sentence before it, if that ends in a colon or leads up to it."""
        before = [s for s in self.sentences if s.span.end <= quotation.span.start]
        if not before or quotation.span.start - before[-1].span.end > 6 or not self.article[before[-1].span].rstrip().endswith(":"):
            return None
        subject = before[-1].subject(before[-1].root)
        mention = self._mention(subject.span) if subject is not None else None
        if mention is None or mention.referent is None:
            return None
        referent = self.referents[mention.referent]
        return Speaker(None, referent.id, referent.name, "subject of the sentence that leads up to the quotation", 0.7)

    def _title(self, after: Sequence[Quotation]) -> Speaker:
        """A quotation in the title is somebody's of the article: its first subject's, if the article quotes them too."""
        title = [m for m in self.mentions if m.referent is not None and self._paragraph(m.head.start) == -1 and m.type in ("person", "organization", "country")]
        quoted = {q.speaker.referent for q in after if q.speaker.referent is not None}
        for mention in title:
            if mention.referent in quoted:
                referent = self.referents[mention.referent]
                return Speaker(None, referent.id, referent.name, "named in the title, and quoted in the article", _CARRIED["title"])
        return Speaker(None, None, None, "a title that does not tell who speaks", 0.2, tuple(sorted(r for r in quoted)))

    def _candidates(self, quotation: Quotation, before: Sequence[Quotation]) -> tuple[int, ...]:
        near = [q.speaker.referent for q in reversed(before) if q.speaker.referent is not None][:2]
        around = [m.referent for m in self.mentions if m.referent is not None and m.type == "person" and abs(m.head.start - quotation.span.start) < 400]
        return tuple(dict.fromkeys([*near, *around]))[:4]
