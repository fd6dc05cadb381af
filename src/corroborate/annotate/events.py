"""Who did what to whom: political events after the PLOVER codebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from corroborate.annotate.event_clauses import Frame, case_of, frame_of, subject_of
from corroborate.annotate.event_drafts import Draft, How
from corroborate.annotate.event_merging import merged_events
from corroborate.annotate.event_patterns import Patterns, Rule, holds_word, patterns
from corroborate.annotate.event_status import future, must, negated, told
from corroborate.annotate.parties import Cast, Party
from corroborate.config import Config
from corroborate.language import Sentence, Token
from corroborate.language.gazetteer import gazetteer
from corroborate.text.spans import Span
from corroborate.types import Article, Event, Mention, Quotation, Referent

_SPEECH = ("say", "announce", "add", "state", "declare", "tell", "note", "insist", "stress", "confirm", "report", "warn", "write", "tweet", "believe", "think", "argue")


def find_events(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], referents: Sequence[Referent], quotations: Sequence[Quotation], config: Config
) -> tuple[Event, ...]:
    """The events of *article*, by span. Parties are `(words, referent, name)`; `reported_by` indexes *quotations*."""
    drafts = tuple(find_drafts(article, sentences, mentions, referents, config))
    return merged_events(article, drafts, mentions, referents, quotations, config)


def find_drafts(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], referents: Sequence[Referent], config: Config) -> Iterator[Draft]:
    """All tellings of what may be an event, sentence by sentence."""
    names = gazetteer(config.data)
    cast = Cast(article, mentions, [m.span.start for m in mentions], referents, names, _countries(config.data), patterns(config.data).agents)
    for sentence in sentences:
        yield from Coder(sentence, cast, patterns(config.data)).drafts()


@lru_cache(maxsize=4)
def _countries(over: Path | None) -> Mapping[str, str]:
    """ISO 3166 code → name."""
    return {k.iso3: k.name for k in gazetteer(over).known.values() if k.type == "country" and k.iso3 is not None}


@dataclass(frozen=True, slots=True)
class Coder:
    """One sentence, coded."""

    sentence: Sentence
    cast: Cast
    known: Patterns

    def drafts(self) -> Iterator[Draft]:
        """The sentence's events, from the root down: what a matched word governs is part of its event and no other, but for nouns with both parties."""
        done: set[int] = set()
        asked: Draft | None = None
        for token in self._downward():
            if token.i in done:
                yield from self._within(token)
                continue
            found = (self._verb(token) if token.upos in ("VERB", "ADJ", "AUX") else self._noun(token) if token.upos == "NOUN" else None) or self._voiced(token)
            if found is not None:
                draft, used = found
                done |= used
                if draft is not None and asked is not None and draft.type in ("REJECT", "AGREE") and not draft.recipient:
                    draft = replace(draft, recipient=tuple(p for p in asked.actor if p.head not in {a.head for a in draft.actor}))
                if draft is not None and self._worth(draft):
                    asked = draft if draft.type == "REQUEST" else asked
                    yield draft

    def _within(self, noun: Token) -> Iterator[Draft]:
        """ "criticised Iran's attack on …": an attack by Iran, told in passing."""
        found = self._noun(noun) if noun.upos == "NOUN" else None
        draft = found[0] if found is not None else None
        if draft is not None and draft.actor and draft.recipient and draft.type in ("ASSAULT", "SANCTION", "COERCE", "REQUEST", "MOBILIZE"):
            yield replace(draft, how="inner")

    def _worth(self, draft: Draft) -> bool:
        """Whether somebody is named in it: things do nothing to things."""
        return any(p.sure for p in (*draft.actor, *draft.recipient))

    def _downward(self) -> list[Token]:
        out, todo = [], [self.sentence.root]
        while todo:
            token = todo.pop(0)
            out.append(token)
            todo += self.sentence.children(token)
        return out

    # ------------------------------------------------------------------------------------------------------------ verbs

    def _verb(self, verb: Token) -> tuple[Draft | None, set[int]] | None:
        if verb.upos == "AUX" and verb.rel in ("aux", "aux:pass", "cop"):
            return None
        frame = frame_of(self.sentence, verb)
        return self._governing(frame) or self._labelling(frame) or self._demanded(frame) or self._plain(frame) or self._judging(frame)

    def _governing(self, frame: Frame) -> tuple[Draft | None, set[int]] | None:
        """Verbs that take the type of what they govern, or override it: "agreed to lift", "refused to meet", "is ready to"."""
        inner = self.sentence.child(frame.verb, "xcomp", "ccomp", "advcl") or self._of_clause(frame)
        lemma = frame.verb.lemma.lower()
        if inner is None or inner.upos not in ("VERB", "AUX") or frame.passive:
            return None
        below = frame_of(self.sentence, inner)
        rule = next(self.known.matching(below), None)
        type_ = self._overriding(lemma, rule, inner)
        if type_ is None:
            return None
        used = {t.i for t in self.sentence.subtree(inner)}
        if negated(self.sentence, frame.verb) and type_ == "AGREE":
            type_ = "REJECT"
        recipients = self._with(frame) or self._with(below) or self._recipients(below, rule)
        return self._draft(type_, rule if rule and rule.type == type_ else None, frame, recipients, "governing"), used

    def _labelling(self, frame: Frame) -> tuple[Draft | None, set[int]] | None:
        """ "called the plan a disaster": an accusation where what it is called is bad or mocked, support where it is good, else nothing."""
        if frame.verb.lemma not in self.known.control["label"] or frame.object is None:
            return None
        after = [c for c in self.sentence.children(frame.verb, "xcomp", "obj", "obl", "advcl", "ccomp") if c.i > frame.object.i]
        names = [c for c in after if c.dep in ("xcomp", "obj", "ccomp") or case_of(self.sentence, c) == "as"]
        used = {t.i for c in names for t in self.sentence.subtree(c)}
        if not names:
            return None
        type_ = self._judged({self.sentence.tokens[i].lemma.lower() for i in used}) or ("ACCUSE" if self._mocked(frame, names[0]) else None)
        if type_ is None:
            return (None, used) if frame.verb.lemma == "call" else None
        rule = self.known.nouns["criticism" if type_ == "ACCUSE" else "praise"]
        return self._draft(type_, rule, frame, self._recipients(frame, None), "label"), used

    def _judged(self, words: set[str]) -> str | None:
        """What somebody does who uses *words* of somebody: accuse, support, or neither."""
        bad, good = words & self.known.control["bad"], words & self.known.control["good"]
        return "ACCUSE" if bad else "SUPPORT" if good else None

    def _mocked(self, frame: Frame, name: Token) -> bool:
        """A thing that is called something in quotation marks is seldom praised."""
        first = self.sentence.subtree(name)[0]
        marks = any(t.text in ('"', "“", "‘", "'") for t in self.sentence.tokens[max(0, first.i - 1) : name.i])
        return marks and frame.object is not None and not any(p.sure and p.head == frame.object.i for p in self.cast.party(self.sentence, frame.object))

    def _judging(self, frame: Frame) -> tuple[Draft | None, set[int]] | None:
        """ "said the minister had lied", "claimed she was a hero": what is told of somebody accuses or supports them."""
        clause = self.sentence.child(frame.verb, "ccomp", "parataxis")
        if frame.verb.lemma not in (*_SPEECH, "claim", "allege") or clause is None or frame.subject is None:
            return None
        judged = subject_of(self.sentence, clause)
        type_ = self._told_of(clause)
        if judged is None or type_ is None or judged.i == frame.subject.i:
            return None
        recipient = self.cast.parties(self.sentence, judged)
        if not recipient or not recipient[0].sure or negated(self.sentence, clause):
            return None
        rule = self.known.nouns["criticism" if type_ == "ACCUSE" else "praise"]
        return self._draft(type_, rule, frame, recipient, "judgement"), set()

    def _voiced(self, token: Token) -> tuple[Draft | None, set[int]] | None:
        """ "She is a hero", "thank you", "condolences to the family": what whoever is quoted so does; nothing outside a quotation."""
        if token.lemma.lower() in self.known.control["greeting"] and subject_of(self.sentence, token) is None:
            type_: str | None = "SUPPORT"
            places = [t for t in self.sentence.children(token, "nmod", "obl", "obj", "iobj") if case_of(self.sentence, t) in ("", "to", "with", "for")]
        else:
            judged = self.sentence.child(token, "nsubj") if self.sentence.child(token, "cop") is not None or token.lemma in self.known.control["wrong"] else None
            if judged is None or negated(self.sentence, token):
                return None
            type_, places = self._told_of(token), [judged]
        recipient = next((found for t in places for found in [self.cast.parties(self.sentence, t)] if found and found[0].sure), ())
        if type_ is None or not recipient:
            return None
        return Draft(self.sentence, token, token.span, type_, None, self.known.root[type_], "asserted", (), recipient, "voice"), set()

    def _told_of(self, clause: Token) -> str | None:
        if clause.upos in ("NOUN", "ADJ", "PROPN"):
            return self._judged({t.lemma.lower() for t in self.sentence.subtree(clause) if t.i > clause.i - 5})
        return "ACCUSE" if clause.lemma in self.known.control["wrong"] else None

    def _of_clause(self, frame: Frame) -> Token | None:
        if frame.verb.lemma not in ("make", "express", "have"):
            return None
        return next((c for o in self.sentence.children(frame.verb, "obj") for c in self.sentence.children(o, "acl")), None)

    def _overriding(self, lemma: str, rule: Rule | None, below: Token | None = None) -> str | None:
        words = self.known.control
        if lemma in words["agree"]:
            return "AGREE"
        if lemma in words["refuse"] or (lemma in words["choose"] and below is not None and negated(self.sentence, below)):
            return "REJECT"
        if lemma in words["threaten"]:
            return "THREATEN"
        if lemma in words["offer"] or (lemma in words["promise"] and rule is not None):
            return "THREATEN" if rule is not None and rule.type in self.known.hostile and lemma not in words["offer"] else "AGREE"
        return None

    def _with(self, frame: Frame) -> tuple[Party, ...]:
        return next((found for p, t in frame.phrases if p in ("with", "alongside") for found in [self.cast.parties(self.sentence, t)] if found and found[0].sure), ())

    def _demanded(self, frame: Frame) -> tuple[Draft | None, set[int]] | None:
        """ "Iran says the council must end …": a request of those who must, by who says so."""
        verb = frame.verb
        if not must(self.sentence, verb):
            return None
        clause = verb if verb.dep != "xcomp" else self.sentence.parent(verb) or verb
        head = self.sentence.parent(clause)
        if clause.dep not in ("ccomp", "parataxis") or head is None or head.lemma not in _SPEECH:
            return None
        speaker, asked = subject_of(self.sentence, head), subject_of(self.sentence, verb) or frame.object
        if speaker is None or asked is None or speaker.i == asked.i or asked.text.lower() in ("we", "i", "there", "it"):
            return None
        actor, recipient = self.cast.parties(self.sentence, speaker), self.cast.parties(self.sentence, asked)
        if not recipient or not recipient[0].sure or not actor:
            return None
        draft = Draft(self.sentence, verb, self._span(frame), "REQUEST", None, self.known.root["REQUEST"], "asserted", actor, recipient, "demand")
        return draft, {t.i for t in self.sentence.subtree(verb)}

    def _plain(self, frame: Frame) -> tuple[Draft | None, set[int]] | None:
        rule = next((r for r in self.known.matching(frame) if self._object_fits(r, frame)), None)
        if rule is None:
            return None
        frame = self._headline(frame, rule)
        recipients = self._recipients(frame, rule)
        used = self._used(frame, rule)
        type_ = self._in_time(rule, frame)
        return self._draft(type_, rule if type_ == rule.type else None, frame, recipients, "pattern" if rule.constraints else "word"), used

    def _headline(self, frame: Frame, rule: Rule) -> Frame:
        """Headlines leave "was" out: "Minister stabbed in the street"."""
        bare = frame.object is None and not frame.passive and "Tense=Past" in frame.verb.feats and self.sentence.child(frame.verb, "aux") is None
        if self.sentence.paragraph != -1 or not bare or rule.type not in ("ASSAULT", "COERCE") or rule.to[0] != "obj" or any(p in ("with", "by") for p, _ in frame.phrases):
            return frame
        return replace(frame, subject=None, object=frame.subject, passive=True)

    def _in_time(self, rule: Rule, frame: Frame) -> str:
        """What is said of the future is a promise or a threat; help or talks that did not or will not come, a refusal."""
        type_ = rule.type
        if negated(self.sentence, frame.verb) and type_ in self.known.coop:
            return "REJECT"
        if not future(self.sentence, frame.verb) or negated(self.sentence, frame.verb) or rule.root == "09":
            return type_
        return "AGREE" if type_ in self.known.coop else "THREATEN" if type_ in self.known.hostile else type_

    def _object_fits(self, rule: Rule, frame: Frame) -> bool:
        if not rule.kind:
            return True
        object_ = frame.object
        parties = self.cast.party(self.sentence, object_) if object_ is not None else []
        return any(p.sure and object_ is not None and p.head == object_.i and (rule.kind == "party" or self._person(p)) for p in parties)

    def _person(self, party: Party) -> bool:
        return party.referent is not None and self.cast.referents[party.referent].type in ("person", "country", "organization")

    def _used(self, frame: Frame, rule: Rule) -> set[int]:
        """What belongs to the event: its object's words, and for acts of speech, what they say."""
        used: set[int] = set()
        if frame.object is not None:
            used |= {t.i for t in self.sentence.subtree(frame.object, without=("acl:relcl", "conj"))}
        used |= {t.i for p, n in frame.phrases if p in rule.prepositions or p in rule.to for t in self.sentence.subtree(n, without=("acl:relcl",))}
        for clause in self.sentence.children(frame.verb, "xcomp", "ccomp") if rule.type in ("REQUEST", "AGREE", "THREATEN", "REJECT", "ACCUSE", "YIELD", "SUPPORT") else ():
            used |= {t.i for t in self.sentence.subtree(clause)}
        for clause in self.sentence.children(frame.verb, "advcl") if rule.type in ("REQUEST", "ACCUSE", "REJECT") else ():
            used |= {t.i for t in self.sentence.subtree(clause)} if case_of(self.sentence, clause) or self.sentence.child(clause, "mark") else set()
        apart = {t.i for i in used for t in self.sentence.subtree(self.sentence.tokens[i]) if self.sentence.tokens[i].rel == "acl:relcl"}
        return used - apart - {frame.verb.i}

    def _recipients(self, frame: Frame, rule: Rule | None) -> tuple[Party, ...]:
        """The recipient, from the first of the rule's places that holds somebody; a thing only where no place does."""
        places = rule.to if rule is not None else ("with", "alongside", "to", "on", "against", "obj", "from", "in", "for")
        things: tuple[Party, ...] = ()
        without = frozenset(p.referent for p in self._actors(frame) if p.referent is not None)
        for place in [*places, *(p for p in ("obj", "in") if p not in places)]:
            for token in self._at(frame, place):
                found = self.cast.parties(self.sentence, token, without)
                if found and found[0].sure:
                    return found
                things = things or (found if place in places else ())
        return things

    def _at(self, frame: Frame, place: str) -> list[Token]:
        if place == "obj":
            return [frame.object] if frame.object is not None else []
        if place == "iobj":
            return [frame.indirect] if frame.indirect is not None else []
        if place == "subj":
            clause = self.sentence.child(frame.verb, "ccomp", "xcomp")
            before = [c for c in self.sentence.children(clause, "nsubj", "iobj", "obj") if c.i < clause.i] if clause is not None else []
            return before[:1]
        return [t for p, t in frame.phrases if p == place]

    # ------------------------------------------------------------------------------------------------------------ nouns

    def _noun(self, noun: Token) -> tuple[Draft | None, set[int]] | None:
        """Nouns that tell an event: with the subject of a light verb, or with an owner."""
        rule = self.known.nouns.get(noun.lemma.lower())
        if rule is None or (rule.objects and not holds_word(self.sentence, noun, rule.objects)):
            return None
        verb = self.sentence.parent(noun)
        frame = self._light(noun, verb)
        owners = self._owners(noun, rule) if frame is None else ()
        if frame is None and not owners:
            return None
        below = frame or frame_of(self.sentence, noun)
        recipients = tuple(p for p in self._noun_recipients(noun, rule, below) if p.head not in {o.head for o in owners})
        actor = owners or self._actors(below)
        draft = Draft(self.sentence, noun, noun.span, rule.type, rule.mode, rule.root, told(self.sentence, noun, self.known), actor, recipients, "light verb" if frame else "noun")
        return draft, {t.i for t in self.sentence.subtree(noun, without=("acl:relcl", "conj"))}

    def _light(self, noun: Token, verb: Token | None) -> Frame | None:
        if verb is None or noun.rel not in ("obj", "nsubj:pass") or verb.upos != "VERB":
            return None
        frame = frame_of(self.sentence, verb)
        light = self.known.control["light"]
        return frame if verb.lemma in light or any(f"{verb.lemma}_{p}" in light for p in frame.particles) else None

    def _owners(self, noun: Token, rule: Rule) -> tuple[Party, ...]:
        owners = list(self.sentence.children(noun, "nmod:poss"))
        owners += [c for c in self.sentence.children(noun, "nmod") if case_of(self.sentence, c) in ("by", "between")]
        for owner in owners:
            found = self.cast.parties(self.sentence, owner)
            if found and found[0].sure:
                return found
        for c in self.sentence.children(noun, "compound", "amod"):
            mention = self.cast.mention(self.sentence, c)
            if (mention is not None and mention.type in ("country", "organization", "group", "person")) or (c.upos == "NOUN" and self.cast.animate(self.sentence, c)):
                return tuple(self.cast.party(self.sentence, c))
        return ()

    def _noun_recipients(self, noun: Token, rule: Rule, frame: Frame) -> tuple[Party, ...]:
        for place in rule.to:
            places = [t for t in self.sentence.children(noun, "nmod") if case_of(self.sentence, t) == place]
            for token in [*places, *self._at(frame, place)]:
                found = self.cast.parties(self.sentence, token)
                if found and found[0].sure:
                    return found
        return ()

    # ---------------------------------------------------------------------------------------------------------- parties

    def _draft(self, type_: str, rule: Rule | None, frame: Frame, recipients: tuple[Party, ...], how: How) -> Draft | None:
        actors = self._actors(frame)
        recipients = tuple(p for p in recipients if p.head not in {a.head for a in actors})
        if not actors and not recipients:
            return None
        root = rule.root if rule is not None else self.known.root[type_]
        status = told(self.sentence, frame.verb, self.known)
        if status == "denied" and type_ == "REJECT" and negated(self.sentence, frame.verb):
            status = "asserted"
        if status == "planned" and type_ == "THREATEN":
            status = "asserted"
        return Draft(self.sentence, frame.verb, self._span(frame), type_, rule.mode if rule else None, root, status, actors, recipients, how)

    def _actors(self, frame: Frame) -> tuple[Party, ...]:
        if frame.subject is None:
            return ()
        found = self.cast.parties(self.sentence, frame.subject)
        if frame.subject.upos == "PRON" or (found and self._pronoun(found[0])):
            return self._above(frame, found)
        return found

    def _pronoun(self, party: Party) -> bool:
        return self.sentence.tokens[party.head].upos == "PRON"

    def _above(self, frame: Frame, found: tuple[Party, ...]) -> tuple[Party, ...]:
        """ "Iran said it would": the words that name who "it" is, where they stand in the same sentence."""
        for ancestor in self.sentence.ancestors(frame.verb):
            subject = self.sentence.child(ancestor, "nsubj") if ancestor.upos in ("VERB", "ADJ") else None
            if subject is None or subject.upos == "PRON" or frame.subject is None or subject.i >= frame.subject.i:
                continue
            named = self.cast.parties(self.sentence, subject)
            same = not found or found[0].referent is None or any(n.referent == found[0].referent for n in named)
            if named and named[0].sure and same:
                return named
        return found

    def _span(self, frame: Frame) -> Span:
        """From the verb to the object's head, or the verb alone."""
        near = [t.span for t in (frame.verb, frame.object) if t is not None and 0 <= t.i - frame.verb.i <= 6]
        return Span(near[0].start, near[-1].end)
