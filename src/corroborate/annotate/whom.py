"""Of whom a value is told: the referent of a phrase, or failing that its name or head noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corroborate.language import Sentence, Token
from corroborate.text.spans import Span
from corroborate.types import Mention, Referent


@dataclass(frozen=True, slots=True)
class Whom:
    """Someone a value is told of. All empty where the sentence does not tell."""

    about: str = ""  #: a name as given, or the head noun of a description, lower case
    referent: int | None = None
    person: bool = False


NOBODY = Whom()


@dataclass(frozen=True, slots=True)
class People:
    """Answers of whom a value is told, from an article's mentions and the names in its sentences."""

    mentions: Sequence[Mention]
    referents: Sequence[Referent]
    nouns: frozenset[str]  #: lemmas of nouns for people

    def at(self, sentence: Sentence, token: Token | None) -> Whom:
        """Who the phrase headed by *token* is."""
        if token is None:
            return NOBODY
        token = _antecedent(sentence, token)
        mention = self._mention(token.span)
        if mention is not None:
            return self._of_mention(sentence, token, mention)
        name = next((n for n in sentence.names if n.type == "PER" and n.start <= token.i < n.end), None)
        if name is not None:
            return Whom(" ".join(t.text for t in sentence.tokens[name.start : name.end]), None, True)
        return Whom(token.lemma.lower(), None, token.lemma.lower() in self.nouns or token.upos == "PRON")

    def _mention(self, span: Span) -> Mention | None:
        held = [m for m in self.mentions if m.head.overlaps(span)] or [m for m in self.mentions if m.span.end == span.end and m.span.overlaps(span)]
        return min(held, key=lambda m: (len(m.span), m.span.start), default=None)

    def _of_mention(self, sentence: Sentence, token: Token, mention: Mention) -> Whom:
        if mention.referent is None or mention.referent >= len(self.referents):
            return Whom(token.text if mention.form == "name" else token.lemma.lower(), None, mention.type == "person")
        referent = self.referents[mention.referent]
        return Whom(referent.name if referent.named else token.lemma.lower() if mention.form == "nominal" else referent.name.lower(), referent.id, referent.type == "person")

    def owner(self, sentence: Sentence, token: Token) -> Whom:
        """Whose a thing is: "her left arm", "the boy's leg"."""
        return self.at(sentence, sentence.child(token, "nmod:poss"))


def _antecedent(sentence: Sentence, token: Token) -> Token:
    """ "a man who was shot": the man."""
    if token.lemma.lower() not in ("who", "that", "which", "whom"):
        return token
    clause = next((t for t in sentence.ancestors(token) if t.rel == "acl:relcl"), None)
    return (sentence.parent(clause) if clause is not None else None) or token
