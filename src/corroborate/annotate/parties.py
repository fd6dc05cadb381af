"""Who takes part in an event: from a noun in a sentence to the words that name the party, and the referent behind them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corroborate.annotate.event_clauses import case_of
from corroborate.language import Sentence, Token
from corroborate.language.gazetteer import Gazetteer
from corroborate.text.spans import Span
from corroborate.types import Article, Mention, Referent

_OUTSIDE = ("acl", "appos", "parataxis", "conj", "cc", "punct", "case", "cop", "nsubj", "advcl", "dep", "discourse", "obl", "aux", "mark", "advmod", "list", "dislocated", "orphan")
_OWNERS = ("of", "by", "from", "between")
_ABOUT = ("with", "against", "in", "on", "for", "to")


@dataclass(frozen=True, slots=True)
class Party:
    """One actor or recipient."""

    words: Span
    referent: int | None
    name: str
    head: int  #: the token it hangs on
    sure: bool = True  #: whether the words name someone; `False` for a thing


@dataclass(frozen=True, slots=True)
class Cast:
    """All that an article's parties are found by."""

    article: Article
    mentions: Sequence[Mention]  #: in text order
    starts: Sequence[int]  #: of the mentions' spans
    referents: Sequence[Referent]
    names: Gazetteer
    countries: Mapping[str, str]  #: ISO code → name
    agents: frozenset[str]  #: nouns for those who act for a state when its name or adjective stands beside them

    def parties(self, sentence: Sentence, token: Token, without: frozenset[int] = frozenset()) -> tuple[Party, ...]:
        """The parties that *token* and what is coordinated with it name; a thing is asked whose it is. None of the referents in *without*."""
        heads = [token, *(c for c in sentence.children(token, "conj") if c.upos in ("NOUN", "PROPN", "PRON"))]
        found = [party for head in heads for party in self.party(sentence, head, 0, without) if party.referent is None or party.referent not in without]
        out: dict[object, Party] = {}
        for party in found:
            out.setdefault(party.referent if party.referent is not None else party.words, party)
        sure = [p for p in out.values() if p.sure]
        return tuple(sure or list(out.values())[:1])

    def party(self, sentence: Sentence, token: Token, depth: int = 0, without: frozenset[int] = frozenset()) -> list[Party]:
        """The party that one noun names, else those inside its phrase, else the phrase itself as a thing."""
        mention = self.mention(sentence, token)
        named = mention if mention is not None and mention.form != "nominal" and not self._thing(mention) else None
        if named is None:
            other = self._apposed(sentence, token) or self._state(sentence, token)
            if other is not None:
                return [other]
        if mention is not None and not self._thing(mention):
            return [self._named(sentence, token, mention)]
        if self.animate(sentence, token):
            return [self._described(sentence, token, True)]
        inside = self._inside(sentence, token, depth, without) if depth < 3 else []
        if inside or depth:
            return inside
        return [self._described(sentence, token, False)] if token.upos in ("NOUN", "PROPN") else []

    def mention(self, sentence: Sentence, token: Token) -> Mention | None:
        """The mention that *token* is the head of: the widest whose head covers it, for names; pronouns and descriptions by their own."""
        at = bisect_right(self.starts, token.span.start)
        near = self.mentions[max(0, at - 12) : at]
        found = [m for m in near if m.head.covers(token.span) and m.span.end <= sentence.span.end]
        return min(found, key=lambda m: len(m.head), default=None)

    def _thing(self, mention: Mention) -> bool:
        return mention.type == "other" and mention.form != "pronoun"

    def _apposed(self, sentence: Sentence, token: Token) -> Party | None:
        """ "the defence minister, Ana Holm": her."""
        for c in sentence.children(token, "appos", "flat"):
            mention = self.mention(sentence, c) if c.i > token.i else None
            if mention is not None and mention.form == "name" and mention.type in ("person", "country", "organization", "group"):
                named, words = self._named(sentence, c, mention), self.phrase(sentence, token)
                return replace(named, words=Span(words.start, max(words.end, named.words.end)), head=token.i)
        return None

    def _state(self, sentence: Sentence, token: Token) -> Party | None:
        """The country that unnamed agents act for: "Iranian diplomats", "the US ambassador"."""
        if token.upos != "NOUN" or not ({token.lemma.lower(), token.text.lower()} & self.agents):
            return None
        for c in sentence.children(token, "amod", "compound", "nmod:poss"):
            mention = self.mention(sentence, c)
            referent = self.referents[mention.referent] if mention is not None and mention.referent is not None else None
            iso3 = self._iso3(referent, token) if referent is not None else self._adjective(c)
            if iso3 is not None:
                return self._of_country(iso3, self.phrase(sentence, token), token)
        return None

    def _adjective(self, token: Token) -> str | None:
        """The country that an adjective or name belongs to."""
        found = self.names.find([token.text], 0)
        return found[1].iso3 if found and found[1].type == "country" else None

    def _of_country(self, iso3: str, words: Span, token: Token) -> Party:
        here = next((r for r in self.referents if r.type == "country" and r.iso3 == iso3), None)
        return Party(words, here.id if here else None, here.name if here else self.countries[iso3], token.i)

    def _iso3(self, referent: Referent, agent: Token) -> str | None:
        """The country that the one beside an agent's noun stands for: a country, or the head of an administration."""
        agent_of = referent.type == "person" and agent.lemma.lower() in ("administration", "government")
        return referent.iso3 if referent.type == "country" or agent_of else None

    def animate(self, sentence: Sentence, token: Token) -> bool:
        """Whether a noun means persons or a body: "dozens of students", "two gunmen", "the ministry"."""
        word, base = token.text.lower(), token.lemma.lower()
        if token.upos == "PRON":
            return word not in ("it", "this", "that", "which", "what", "there")
        return self.names.person(base) is not None or base in self.names.many or word in self.names.many or base in self.names.bodies

    def _inside(self, sentence: Sentence, token: Token, depth: int, without: frozenset[int]) -> list[Party]:
        nouns = [c for c in sentence.children(token, "nmod") if c.rel != "nmod:poss"]
        owners = list(sentence.children(token, "nmod:poss"))
        owners += [c for case in _OWNERS for c in nouns if case_of(sentence, c) == case]
        owners += sentence.children(token, "compound", "amod", "nmod:desc", "flat")
        owners += [a for v in sentence.children(token, "acl") for a in sentence.children(v, "obl", "nsubj") if case_of(sentence, a) in ("by", "")]
        owners += [c for case in _ABOUT for c in nouns if case_of(sentence, c) == case]
        for owner in owners:
            if owner.upos == "ADJ" or owner.rel in ("compound", "amod", "flat", "nmod:desc"):
                mention = self.mention(sentence, owner)
                iso3 = self._adjective(owner) if mention is None else None
                if iso3 is not None:
                    found = [self._of_country(iso3, owner.span, owner)]
                    if found[0].referent is None or found[0].referent not in without:
                        return found
                known = mention is not None and mention.type in ("country", "organization", "group", "person", "place")
                if mention is not None and known and (mention.referent is None or mention.referent not in without):
                    return [self._named(sentence, owner, mention)]
                continue
            found = [p for p in self.party(sentence, owner, depth + 1, without) if p.referent is None or p.referent not in without]
            if found:
                more = [p for c in sentence.children(owner, "conj") for p in self.party(sentence, c, depth + 1, without)]
                return [*found, *more]
        return []

    def _named(self, sentence: Sentence, token: Token, mention: Mention) -> Party:
        referent = self.referents[mention.referent] if mention.referent is not None else None
        words = self.phrase(sentence, token)
        if not words.covers(mention.head):
            words = mention.head
        name = referent.name if referent is not None else self.article[mention.head]
        return Party(words, referent.id if referent else None, name, token.i)

    def _described(self, sentence: Sentence, token: Token, sure: bool) -> Party:
        words = self.phrase(sentence, token)
        return Party(words, None, self.article[words], token.i, sure)

    def phrase(self, sentence: Sentence, token: Token) -> Span:
        """The words of a noun's phrase, without clauses, appositions and what is coordinated; articles left off."""
        below = [t for t in sentence.subtree(token, without=_OUTSIDE) if t.i <= token.i or t.dep != "punct"]
        kept = [t for t in below if not (t.dep in ("det", "case", "punct") and t.head == token.i and t.upos in ("DET", "ADP", "PUNCT"))]
        run = _unbroken(kept, token)
        return Span(run[0].span.start, run[-1].span.end)


def _unbroken(tokens: Sequence[Token], head: Token) -> list[Token]:
    """The stretch of consecutive tokens around *head*."""
    at = next(k for k, t in enumerate(tokens) if t.i == head.i)
    first = last = at
    while first > 0 and tokens[first].i - tokens[first - 1].i == 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i - tokens[last].i == 1:
        last += 1
    return list(tokens[first : last + 1])
