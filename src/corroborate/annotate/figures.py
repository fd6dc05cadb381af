"""Figures: those whom one article speaks of, as they are gathered mention by mention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corroborate.annotate.roles import Role
from corroborate.language import Sentence, Token
from corroborate.language.gazetteer import Gazetteer, Gender
from corroborate.text.names import PersonName, person_name, same_person
from corroborate.types import EntityType, Mention


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention where it stands."""

    index: int  #: among the article's mentions
    mention: Mention
    sentence: Sentence
    token: Token  #: the word that the phrase hangs on
    text: str  #: the naming part
    phrase: str  #: all of it
    quoted: bool  #: in somebody's words, in quotation marks
    words: tuple[Token, ...]  #: of all of it

    @property
    def function(self) -> str:
        """Its part in the clause: "subject", "object", "addressee", "owner", "other". A conjunct has that of the first."""
        token = self.token
        while token.dep in ("conj", "appos", "flat") and token.head >= 0:
            token = self.sentence.tokens[token.head]
        if token.dep in ("nsubj", "csubj"):
            return "subject"
        if token.dep == "iobj":
            return "addressee"
        if token.dep == "obj":
            verb = self.sentence.parent(token)
            return "addressee" if verb is not None and verb.lemma in ("tell", "ask", "urge", "remind", "inform", "assure", "warn", "order") else "object"
        return "owner" if token.rel == "nmod:poss" else "agent" if token.rel == "obl:agent" else "other"


@dataclass(slots=True)
class Figure:
    """Someone or something in the making."""

    id: int
    type: EntityType
    named: bool = False
    plural: bool = False
    names: Counter[str] = field(default_factory=Counter)  #: bare names as written
    persons: list[PersonName] = field(default_factory=list)  #: the same, taken apart, full ones only
    genders: Counter[str] = field(default_factory=Counter)
    guess: Gender = "unknown"  #: what the given name alone says; nine in ten bearers
    hint: Gender = "unknown"  #: what a name of one word says if it is a given name; it may be a surname
    roles: list[Role] = field(default_factory=list)
    ties: list[tuple[str, int]] = field(default_factory=list)  #: ("mother", figure whose mother it is)
    forms: Counter[str] = field(default_factory=Counter)  #: surface forms, pronouns left out
    seen: list[Seen] = field(default_factory=list)
    canonical: str = ""  #: a name from the tables
    iso3: str | None = None
    key: tuple[str, ...] = ()  #: of a body

    @property
    def gender(self) -> Gender:
        return self.guess if self.told == "unknown" else self.told

    @property
    def told(self) -> Gender:
        """By titles, nouns and pronouns, the name left out."""
        male, female = self.genders["male"], self.genders["female"]
        return "unknown" if male == female else "male" if male > female else "female"

    @property
    def family(self) -> str:
        return next((p.family for p in self.persons), "")

    def answers_to(self, name: PersonName, names: Gazetteer) -> bool:
        """Whether *name* can be this person's: it conflicts with none of the full names, or is the one bare name."""
        if self.persons:
            return all(same_person(name, p, names.short) for p in self.persons)
        return any(person_name(n) == name for n in self.names)

    def vote(self, gender: str, weight: int = 1) -> None:
        if gender in ("male", "female"):
            self.genders[gender] += weight


def title_gender(tokens: Sequence[Token], names: Gazetteer) -> Gender:
    """The gender that titles before a name tell: "Mrs.", "spokeswoman", "father"."""
    lower = [t.text.lower().replace(".", "") for t in tokens]
    for i in range(len(lower) - 1, -1, -1):
        found = names.title(lower, i)
        if found and found[1].gender != "unknown":
            return found[1].gender
        gender = names.person(tokens[i].lemma.lower())
        if gender in ("male", "female"):
            return gender
    return "unknown"
