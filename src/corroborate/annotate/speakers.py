"""Who spoke: from the speaker's words at a quotation to the referent they name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corroborate.annotate.mixing import piece_around
from corroborate.config import Config
from corroborate.language import Sentence, Token
from corroborate.language.gazetteer import gazetteer
from corroborate.text.spans import Span
from corroborate.types import Article, Mention, Quotation, Referent, Speaker

#: Confidence by the words that name the speaker and what they mean: the share that was right on `wikinews-train`, annotated for this project
#: (counts in docs/design/speakers.md). `bench/quotations.py` shows how it holds on articles that were not looked at.
_NAMES = {"person": 0.97, "country": 0.94, "organization": 0.88, "other": 0.83, "group": 0.65, "place": 0.65}
_DESCRIBED = {"person": 0.7, "organization": 0.9, "group": 0.84}  #: described and never named; a described person who is named: `_ROLE`
_ROLE = 0.94
_HE, _THEY = 0.97, 0.5  #: "he" and "she"; "they" and "it"
_UNCLEAR = 0.8  #: "he" or "she" where it may nearly as well be somebody else
_FIRST = ("i", "we", "me", "my", "our", "us", "myself", "ourselves")
_CARRIED = {"same": 0.86, "next": 0.75, "turn": 0.5, "title": 0.6}


def find_speakers(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], referents: Sequence[Referent], quotations: Sequence[Quotation], config: Config
) -> tuple[Quotation, ...]:
    """The quotations with their speakers resolved.

    With words that name the speaker: the mention in these words that they hang on. Without: who the quotation before goes on from, or who is named around it.
    Where that does not tell, `referent` is `None` and `candidates` are those it may be.
    """
    scene = _Scene(article, sentences, mentions, referents, gazetteer(config.data).documents)
    out: list[Quotation] = []
    for quotation in quotations:
        speaker = scene.named(quotation) if quotation.speaker.span is not None else None
        out.append(replace(quotation, speaker=speaker) if speaker is not None else quotation)
    out = [scene.first_person(q, out) for q in out]
    for i, quotation in enumerate(out):
        if quotation.speaker.span is None and quotation.speaker.referent is None:
            out[i] = replace(quotation, speaker=_NO_SOURCE if _is_sourceless(quotation) else scene.unnamed(quotation, out[:i], out[i + 1 :]))
    return tuple(out)


_NO_SOURCE = Speaker(None, None, None, "the sentence names no source", 0.2)


def _is_sourceless(quotation: Quotation) -> bool:
    """A report without a source ("reportedly", "it was said"): nobody's by what stands around it."""
    return quotation.kind != "direct" and quotation.cue is not None and quotation.cue.lemma != ":"


@dataclass(frozen=True, slots=True)
class _Scene:
    article: Article
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    referents: Sequence[Referent]
    documents: frozenset[str]  #: nouns for texts that speak

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
        several = self._several(span)
        if several:
            each = [self.referents[r].name for r in several]
            named = all(self.referents[r].named for r in several)
            whole = f"{', '.join(each[:-1])} and {each[-1]}" if named else " ".join(self.article[span].split())
            return Speaker(span, None, whole, "named together in the words at the quotation", 0.7, several)
        label = self._labelled(quotation, span)
        if label is not None:
            return label
        mention = self._mention(span)
        owner = self._owner(span) if mention is None or mention.form != "name" else None
        if owner is not None and owner.referent is not None:
            referent = self.referents[owner.referent]
            return Speaker(span, referent.id, referent.name, f"whose text is quoted: {' '.join(self.article[span].split())}", 0.85)
        if mention is None or mention.referent is None:
            words = self._called(span)
            if mention is not None and mention.form == "pronoun":
                return replace(quotation.speaker, name=None, how="a pronoun that could not be followed", confidence=0.3)
            return replace(quotation.speaker, name=words, how="the words themselves", confidence=0.5)
        referent = self.referents[mention.referent]
        how = mention.how if mention.form != "name" or mention.how.startswith(("surname", "given")) else f"named in the words at the quotation: {self.article[mention.head]}"
        sure = self._sureness(mention, referent)
        return Speaker(span, referent.id, referent.name, how, sure, (referent.id, *mention.rivals) if sure == _UNCLEAR else ())

    def _sureness(self, mention: Mention, referent: Referent) -> float:
        """How often words of that kind that mean someone of that kind were right."""
        if mention.form == "name":
            return _NAMES[referent.type]
        if mention.form == "nominal":
            return _ROLE if referent.type == "person" and referent.named else _DESCRIBED.get(referent.type, 0.8)
        one = referent.type == "person" and self.article[mention.head].lower() not in ("they", "their", "them")
        return _THEY if not one else _UNCLEAR if mention.rivals else _HE

    def _labelled(self, quotation: Quotation, span: Span) -> Speaker | None:
        """The label of a transcript: "HOLT:", "A:" (whom the article names most before the questions begin), "Q:" (whoever asks)."""
        if not quotation.speaker.how.startswith("label"):
            return None
        words = self.article[span]
        if words.lower() in ("q", "question"):
            return Speaker(span, None, None, "whoever asks the questions", 0.2)
        before = [m.referent for m in self.mentions if m.referent is not None and m.type == "person" and m.head.end < span.start]
        persons = Counter(r for r in before if self.referents[r].named)
        if words.lower() in ("a", "answer"):
            found = persons.most_common(1)
            return self._one(span, found[0][0], "whom the article names before the questions", 0.6) if found else Speaker(span, None, None, "whoever answers the questions", 0.2)
        last = words.rstrip(".").split()[-1].casefold()
        fitting = [r.id for r in self.referents if r.named and r.type == "person" and r.name.split()[-1].casefold() == last]
        return self._one(span, fitting[0], f"the label {words}", 0.9) if len(fitting) == 1 else None

    def _one(self, span: Span | None, referent: int, how: str, confidence: float) -> Speaker:
        return Speaker(span, referent, self.referents[referent].name, how, confidence)

    def _near(self, span: Span) -> list[Mention]:
        first = bisect_left(self.mentions, span.start - 200, key=lambda m: m.span.start)
        last = bisect_left(self.mentions, span.end, key=lambda m: m.span.start)
        return [m for m in self.mentions[first:last] if m.head.overlaps(span)]

    def _mention(self, span: Span) -> Mention | None:
        """The mention that *span* hangs on: the one of its top word, else the longest that covers or fills it."""
        near = self._near(span)
        if not near:
            return None
        sentence = self._sentence(span.start)
        titled = [m for m in near if m.form == "name" and m.type == "person" and m.head.end == span.end and m.span.start < m.head.start]
        if titled and sentence is not None and not self._governed(sentence, titled[-1].span.start):
            return titled[-1]  # "Harlan Import Bank president Ana Ruiz", whatever the tree says
        top = self._top(sentence, span) if sentence is not None else None
        if top is not None:
            on_top = [m for m in near if m.head.overlaps(top.span) or (m.form == "name" and m.span.covers(top.span))]
            if on_top:
                return max(on_top, key=lambda m: (m.form == "name", m.span.shared(span), -m.span.start))
        best = max(near, key=lambda m: (m.span.shared(span), m.form == "name", -m.head.start))
        # Of "his associates" the one found may only be whose they are.
        return best if top is None or best.span.shared(span) >= 0.6 * len(span) else None

    def _called(self, span: Span) -> str:
        """What the words call someone who is no one's referent: "The motion" of "The motion for a new trial that Moss filed"."""
        sentence = self._sentence(span.start)
        top = self._top(sentence, span) if sentence is not None else None
        end = span.end
        if sentence is not None and top is not None:
            cuts = [c for c in sentence.children(top, "acl", "nmod") if c.rel.startswith("acl") or _case(sentence, c) in ("for", "on", "about", "in")]
            cuts += [t for t in sentence.tokens if top.i < t.i and t.text.lower() in ("that", "which", "who")]
            starts = [min(t.span.start for t in sentence.subtree(c)) for c in cuts if c.i > top.i]
            end = min([s for s in starts if s > top.span.end] + [end])
        return " ".join(self.article.text[span.start : end].strip(" ,;:\n\"“”").split())

    def _governed(self, sentence: Sentence, start: int) -> bool:
        """Whether the words from *start* hang on a preposition or are joined to others: "for President Ruiz", "and President Ruiz"."""
        before = next((t for t in reversed(sentence.tokens) if t.span.end <= start), None)
        return before is not None and before.upos in ("ADP", "CCONJ", "PART")

    def _several(self, span: Span) -> tuple[int, ...]:
        """Persons or bodies named side by side: "Moss and Webb"."""
        sentence = self._sentence(span.start)
        top = self._top(sentence, span) if sentence is not None else None
        if sentence is None or top is None:
            return ()
        heads = [top, *(c for c in sentence.children(top, "conj") if span.covers(c.span))]
        if len(heads) < 2 or not any(sentence.child(h, "cc") for h in heads):
            return ()
        near = self._near(span)
        found = [next((m for m in near if m.type != "other" and (m.head.covers(h.span) or (m.form == "name" and m.span.covers(h.span)))), None) for h in heads]
        several = tuple(dict.fromkeys(m.referent for m in found if m is not None and m.referent is not None and m.form != "pronoun")) if all(found) else ()
        return several if len(several) > 1 else ()

    def _owner(self, span: Span) -> Mention | None:
        """Whose a text is that speaks: "the judge's statement", "a poll published by the station", "reports by the ministry"."""
        sentence = self._sentence(span.start)
        top = self._top(sentence, span) if sentence is not None else None
        if sentence is None or top is None or not ({top.lemma.lower(), top.text.lower()} & self.documents):
            return None
        owners = [c for c in sentence.children(top, "nmod:poss") if span.covers(c.span)]
        owners += [a for v in sentence.children(top, "acl") for a in sentence.children(v, "obl:agent", "obl") if _case(sentence, a) == "by"]
        owners += [c for c in sentence.children(top, "nmod") if _case(sentence, c) in ("by", "from")]
        for owner in owners:
            mention = next((m for m in self._near(owner.span) if m.head.overlaps(owner.span)), None)
            if mention is not None and mention.type in ("person", "organization", "group", "country"):
                return mention
        return None

    def _top(self, sentence: Sentence, span: Span) -> Token | None:
        words = [t for t in sentence.tokens if t.span.overlaps(span)]
        here = {t.i for t in words}
        tops = [t for t in words if t.head not in here and t.upos not in ("PUNCT", "ADP", "DET", "SCONJ", "CCONJ")]
        return tops[0] if tops else None

    def first_person(self, quotation: Quotation, all_: Sequence[Quotation]) -> Quotation:
        """ "I think": the speaker of the quotation that these words stand in."""
        span = quotation.speaker.span
        if span is None or self.article[span].lower() not in _FIRST:
            return quotation
        around = [q for q in all_ if q is not quotation and q.span.covers(span) and q.speaker.span is not None and self.article[q.speaker.span].lower() not in _FIRST]
        outer = min(around, key=lambda q: piece_around(q, span), default=None)
        if outer is None:
            return quotation
        speaker = replace(outer.speaker, span=span, how=f"the speaker of the words around it, {outer.speaker.name}", confidence=min(outer.speaker.confidence, 0.95))
        return replace(quotation, speaker=speaker)

    # ---------------------------------------------------------------------------------------------- words that do not

    def unnamed(self, quotation: Quotation, before: Sequence[Quotation], after: Sequence[Quotation]) -> Speaker:
        """A quotation without speaker words: it goes on from the one before, or is answered by the one after."""
        last = self._last(before)
        here = self._paragraph(quotation.span.start)
        if here == -1:
            return self._title(after)
        if last is not None and self._known(last) and here - self._paragraph(last.span.end - 1) == 0:
            return self._as(last, "the quotation goes on in the same paragraph", "same")
        following = next((q for q in after if q.within is None and q.span.start >= quotation.span.end), None)
        if following is not None and self._known(following) and self._paragraph(following.span.start) == here:
            return self._as(following, "named at the next quotation of the paragraph", "next")
        introduced = self._introduced(quotation) or self._other_voice(quotation, last, following)
        if introduced is not None:
            return introduced
        turn = self._turn(quotation, before, here)
        if turn is not None:
            return turn
        if last is not None and self._known(last) and here - self._paragraph(last.span.end - 1) == 1:
            return self._as(last, "the paragraph goes on from the quotation before", "turn")
        return Speaker(None, None, None, "nothing here tells who speaks", 0.2, self._candidates(quotation, before))

    def _last(self, before: Sequence[Quotation]) -> Quotation | None:
        """The quotation before; of several around the same words the inner, in quotation marks: "…", Moss said, according to the agency."""
        spoken = [q for q in before if q.sense == "speech"]
        last = max(spoken, key=lambda q: (q.span.end, q.span.start), default=None)
        if last is None:
            return None
        around = [q for q in spoken if q.span.overlaps(last.span) and q.quoted and self._known(q)]
        return min(around, key=lambda q: (len(q.span), -q.span.start), default=last)

    def _other_voice(self, quotation: Quotation, last: Quotation | None, following: Quotation | None) -> Speaker | None:
        """A paragraph of bare words between two of one speaker's is the other's with whom they talk."""
        here = self._paragraph(quotation.span.start)
        if last is None or following is None or last.speaker.referent is None or last.speaker.referent != following.speaker.referent or last.speaker.span is None:
            return None
        if here - self._paragraph(last.span.start) != 1 or self._paragraph(following.span.start) - here != 1 or following.speaker.span is None or not self._alone(quotation, here):
            return None
        near = [m for m in self.mentions if m.referent is not None and m.type == "person" and last.span.start - 300 < m.head.start < last.span.start]
        other = next((m.referent for m in near if m.referent != last.speaker.referent and m.form != "nominal"), None)
        if other is None:
            return None
        return Speaker(None, other, self.referents[other].name, "answers the one quoted before and after", 0.6, (other, last.speaker.referent))

    def _turn(self, quotation: Quotation, before: Sequence[Quotation], here: int) -> Speaker | None:
        """Two who take turns, a paragraph each: the third is the first's again."""
        top = [q for q in before if q.within is None and q.sense == "speech"][-2:]
        if len(top) < 2 or [self._paragraph(q.span.start) for q in top] != [here - 2, here - 1] or not self._alone(quotation, here):
            return None
        first, second = (q.speaker for q in top)
        if first.referent is None or second.referent is None or first.referent == second.referent or not all(q.kind == "direct" for q in top):
            return None
        return Speaker(None, first.referent, first.name, f"takes turns with {second.name}", 0.6, (first.referent, second.referent))

    def _alone(self, quotation: Quotation, paragraph: int) -> bool:
        """Whether its paragraph holds nothing else."""
        sentences = [s for s in self.sentences if s.paragraph == paragraph]
        return sum(len(s.span) for s in sentences) <= len(quotation.span) + 6

    def _known(self, quotation: Quotation) -> bool:
        return quotation.speaker.referent is not None or quotation.speaker.name is not None

    def _as(self, other: Quotation, how: str, kind: str) -> Speaker:
        return Speaker(None, other.speaker.referent, other.speaker.name, how, min(other.speaker.confidence, _CARRIED[kind]))

    def _introduced(self, quotation: Quotation) -> Speaker | None:
        """A quotation that stands alone: the person who is the subject of the sentence before it, if that ends in a colon or leads up to it."""
        before = [s for s in self.sentences if s.span.end <= quotation.span.start]
        if not before or quotation.span.start - before[-1].span.end > 6 or not quotation.quoted:
            return None
        leads = self.article[before[-1].span].rstrip().endswith(":")
        if not leads and before[-1].paragraph != self._paragraph(quotation.span.start):
            return None
        subject = before[-1].subject(before[-1].root)
        mention = self._mention(subject.span) if subject is not None else None
        if mention is None or mention.referent is None or (mention.type != "person" and not leads):
            return None
        referent = self.referents[mention.referent]
        return Speaker(None, referent.id, referent.name, "subject of the sentence that leads up to the quotation", 0.7 if leads else 0.6)

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


def _case(sentence: Sentence, token: Token) -> str:
    case = sentence.child(token, "case")
    return case.text.lower() if case is not None else ""
