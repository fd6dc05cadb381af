"""The words that name who speaks at a cue, and to whom: whole noun phrases, as the tree has them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from corroborate.annotate.cues import CueWord, Lexicon
from corroborate.annotate.shapes import DAYS
from corroborate.language import Sentence, Token
from corroborate.language.gazetteer import Gazetteer
from corroborate.text.spans import Span
from corroborate.types import Speaker

#: What hangs on a noun but does not name it.
_ASIDE = ("acl:relcl", "parataxis", "advcl", "dep", "punct", "cc:preconj", "ccomp", "orphan", "discourse", "appos", "acl")
_RELATIVE = ("who", "which", "that")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM")

#: Verbs that close a headline before their subject.
_CLOSING = ("say", "says", "said", "report", "reports", "reported", "warn", "warns", "writes", "wrote", "adds", "added")
NOBODY = Speaker(None, None, None)


def noun_phrase(sentence: Sentence, head: Token, *, before: int = -1, after: int = -1) -> tuple[Token, ...]:
    """The words of the phrase that *head* heads, in one stretch: title, name, complements and apposition, no relative clause.

    Only words before index *before* and after index *after*, where these are given.
    """
    kept = {head.i}
    for child in sentence.children(head):
        case = child.dep == "case" and child.i < head.i
        if (child.rel not in _ASIDE and not case) or (child.dep in ("appos", "acl") and not _is_long(sentence, child)):
            kept.update(t.i for t in sentence.subtree(child))
    high = before if before >= 0 else len(sentence.tokens)
    inside = sorted(i for i in kept if after < i < high)
    return _trimmed(_run(sentence, inside, head.i)) if inside else ()


def _is_long(sentence: Sentence, token: Token) -> bool:
    return len(sentence.subtree(token)) > 25


def _run(sentence: Sentence, indices: Sequence[int], around: int) -> tuple[Token, ...]:
    """The stretch around *around* without a gap of more than marks ("Holt , the mayor")."""
    have = set(indices)
    start = end = around
    while start - 1 in have or (start >= 2 and start - 2 in have and sentence.tokens[start - 1].upos == "PUNCT"):
        start -= 1 if start - 1 in have else 2
    while end + 1 in have or (end + 2 in have and sentence.tokens[end + 1].upos == "PUNCT"):
        end += 1 if end + 1 in have else 2
    return sentence.tokens[start : end + 1]


def _trimmed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    while tokens and tokens[-1].upos == "PUNCT" and tokens[-1].text not in ")]\"”":
        tokens = tokens[:-1]
    while tokens and ((tokens[0].upos in ("PUNCT", "CCONJ") and tokens[0].text not in "([\"“") or tokens[0].text.lower() == "as"):
        tokens = tokens[1:]
    return _without_time(tokens)


def _without_time(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without when it was said: "President Holt *on Monday*", "Reed *over the weekend*"."""
    last = tokens[-1].text.lower() if tokens else ""
    start = next((i for i in range(len(tokens) - 2, max(0, len(tokens) - 4), -1) if tokens[i].text.lower() in ("on", "over", "late", "early", "last")), 0)
    timed = last in DAYS or last in ("weekend", "week", "month", "year")
    return tokens[:start] if start and timed and all(t.upos not in ("PUNCT", "VERB") for t in tokens[start:]) else tokens


def span_of(tokens: Sequence[Token]) -> Span | None:
    return Span(tokens[0].span.start, tokens[-1].span.end) if tokens else None


def nearest_subject(sentence: Sentence, verb: Token) -> Token | None:
    """Its own subject: of several (words in marks may hold one too) the last before it, else the first after."""
    found = sentence.children(verb, "nsubj")
    before = [t for t in found if t.i < verb.i]
    if not found and "VerbForm=Fin" in verb.feats:  # a noun before its verb is its subject, whatever the parser says: "a sign on her car read: …"
        before = [t for t in sentence.children(verb, "obj") if t.i < verb.i and t.upos in ("NOUN", "PROPN")]
    return before[-1] if before else found[0] if found else None


def subject(sentence: Sentence, verb: Token, *, steps: int = 6) -> Token | None:
    """Who does *verb*: its own subject, or the one it shares with the verb it hangs on ("left, saying …", "went on to say …")."""
    own = nearest_subject(sentence, verb)
    own = own or _after_the_mark(sentence, verb) or after_the_comma(sentence, verb)
    if own is not None:
        return own
    turned = _turned(sentence, verb) or _lost_to_apposition(sentence, verb)
    head = sentence.parent(verb)
    if turned is not None or head is None or steps == 0:
        return turned
    if verb.dep in ("xcomp", "ccomp") or (verb.dep == "advcl" and sentence.child(head, "aux:pass") is None and _has_mark(sentence, verb, "to", "for")):
        controller = sentence.child(head, "obj", "iobj")
        if controller is not None and controller.i < verb.i and controller.i > head.i and head.text.lower() not in ("used", "took", "wrote", "issued", "gave"):
            return controller
    if _has_mark(sentence, verb, "as") and verb.dep in ("advcl", "xcomp", "acl"):
        held = (*sentence.children(head, "obj", "iobj", "nsubj"), *sentence.children(verb, "obj", "iobj"))  # parses differ on what Holt hangs
        named = next((t for t in held if head.i < t.i < verb.i), None)
        if named is not None:
            return named  # "quoted *Holt* as saying"
    if verb.dep == "acl" or (verb.dep == "parataxis" and head.dep == "root" and head.upos in ("NOUN", "PROPN") and head.i < verb.i and sentence.child(head, "nsubj") is None):
        return head
    if verb.dep in ("conj", "xcomp", "advcl", "ccomp", "parataxis") and head.upos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
        return subject(sentence, head, steps=steps - 1)
    return None


def _turned(sentence: Sentence, verb: Token) -> Token | None:
    """The subject after a closing cue where the parser took it for an object: "…, say scientists"."""
    if verb.dep not in ("parataxis", "root", "conj", "discourse") or verb.text.lower() not in _CLOSING:
        return None
    after = [t for t in sentence.children(verb, "obj", "obl", "ccomp", "xcomp", "dep", "vocative", "parataxis") if t.i > verb.i > 0 and t.upos in ("NOUN", "PROPN")]
    found = next((t for t in after if sentence.child(t, "cop", "nsubj") is None and _first_after(sentence, t, verb) == verb.i + 1), None)
    rest = sentence.tokens[verb.i + 1 :]
    if found is None and 0 < len(rest) <= 4 and verb.i > 2 and sentence.tokens[verb.i - 1].text == "," and all(t.upos in ("NOUN", "PROPN", "ADJ") for t in rest):
        return rest[-1]
    return found


def _first_after(sentence: Sentence, token: Token, verb: Token) -> int:
    return next(t.i for t in sentence.subtree(token) if t.i > verb.i)


def _lost_to_apposition(sentence: Sentence, verb: Token) -> Token | None:
    """"According to Reuters, *the mayor* said": where the parser made the subject an apposition to the source."""
    for source in sentence.children(verb, "obl"):
        if source.i < verb.i and any(t.text.lower() == "according" for t in sentence.children(source, "case")):
            apart = (a for a in sentence.subtree(source) if a.dep == "appos" and sentence.tokens[sentence.subtree(a)[0].i - 1].text == ",")
            return next(apart, None)
    return None


def _has_mark(sentence: Sentence, verb: Token, *words: str) -> bool:
    return any(t.text.lower() in words for t in sentence.children(verb, "mark"))


def _standing_before(sentence: Sentence, verb: Token) -> Token | None:
    """The noun right before a finite verb that the tree gives no subject: "half of the town *say*"."""
    before = next((t for t in reversed(sentence.tokens[: verb.i]) if t.upos not in ("ADV", "AUX")), None)
    if before is None or before.upos not in ("NOUN", "PROPN", "NUM", "PRON") or "VerbForm=Fin" not in verb.feats:
        return None
    above = takewhile(lambda a: a.upos not in ("VERB", "AUX") and a.i < verb.i, (before, *sentence.ancestors(before)))
    return [a for a in above if a.upos in ("NOUN", "PROPN", "NUM", "PRON")][-1]


def _after_the_mark(sentence: Sentence, verb: Token) -> Token | None:
    """The name alone between a closing mark and a cue, where the parser hung it on the words in marks: "… this week,” *Holt* said"."""
    words = list(takewhile(lambda t: t.upos in ("NOUN", "PROPN", "PRON"), reversed(sentence.tokens[: verb.i])))
    marked = 0 < len(words) < 5 and words[-1].i > 0 and sentence.tokens[words[-1].i - 1].text in ("”", '"', "’’", "''")
    return next((t for t in words if t.head not in {w.i for w in words}), None) if marked and "VerbForm=Fin" in verb.feats else None


def after_the_comma(sentence: Sentence, verb: Token) -> Token | None:
    """The noun between a comma and a cue that the tree gives no subject: "he would go, *one aide* said", where the parser hung it on "go"."""
    found = _standing_before(sentence, verb) if verb.dep in ("parataxis", "root", "ccomp", "conj") else None
    first = sentence.subtree(found)[0].i if found is not None else 0
    return found if first > 0 and sentence.tokens[first - 1].text == "," else None


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether *verb* is done to its subject: "was told"; a bare participle on a noun: "claims made by her"."""
    if sentence.child(verb, "aux:pass") is not None or (sentence.child(verb, "nsubj:pass") is not None):
        return True
    participle = "Tense=Past" in verb.feats and "VerbForm=Part" in verb.feats and sentence.child(verb, "nsubj", "aux") is None
    done_to = verb.dep == "acl" or sentence.child(verb, "obl:agent") is not None or (verb.dep == "advcl" and sentence.child(verb, "obj", "iobj") is None)
    return (participle and done_to) or _opens_as_participle(sentence, verb)


def speaker(sentence: Sentence, word: CueWord, lexicon: Lexicon) -> Speaker:
    """The words that name who speaks at a verb; without a span where none do."""
    verb = word.token
    if is_passive(sentence, verb):
        quoted = quoted_as(sentence, word)
        if quoted is not None:
            return _named(noun_phrase(sentence, quoted, before=verb.i if quoted.i < verb.i else -1), f"quoted, at {verb.text}")
        by = agent(sentence, verb)
        return _named(noun_phrase(sentence, by, after=verb.i), f"by, at {verb.text}") if by else NOBODY
    found = _behind_participle(sentence, verb) or subject(sentence, verb) or _standing_before(sentence, verb)
    if found is None:
        return NOBODY
    how = f"subject of {verb.text}"
    if found.text.lower() in _RELATIVE and found.upos == "PRON":
        return _named(_through_relative(sentence, found), how)
    if verb.dep == "acl" and sentence.parent(verb) is found:
        owner = owner_of_words(sentence, found, lexicon)
        if owner:
            return _named(owner, how)
    before = verb.i if found.i < verb.i else -1
    return _named(noun_phrase(sentence, found, before=before, after=verb.i if found.i > verb.i else -1), how)


def _opens_as_participle(sentence: Sentence, verb: Token) -> bool:
    """"*Asked* whether it was fair, Holt said no": Holt did not ask."""
    opens = verb.i == 0 or (verb.i == 1 and sentence.tokens[0].text.lower() in ("when", "if", "once", "while", "but", "and"))
    return opens and verb.dep == "advcl" and verb.text.lower().endswith("ed") and sentence.child(verb, "nsubj") is None


def _behind_participle(sentence: Sentence, verb: Token) -> Token | None:
    """The subject of the main verb where the tree takes the object of a participle for its own: "left, accusing *Reed* of lying"."""
    own, head = sentence.child(verb, "nsubj"), sentence.parent(verb)
    participle = verb.text.lower().endswith("ing") and sentence.child(verb, "aux") is None and verb.dep in ("advcl", "acl", "xcomp", "conj")
    return subject(sentence, head) if participle and head is not None and own is not None and own.i > verb.i else None


def quoted_as(sentence: Sentence, word: CueWord) -> Token | None:
    """Who is quoted in "“…,” *Holt* was quoted as saying by Reuters"."""
    saying = any(t.text.lower() in ("saying", "telling") for t in sentence.children(word.token, "advcl", "xcomp", "obl", "ccomp"))
    return nearest_subject(sentence, word.token) if word.entry.lemma in ("quote", "cite") and saying else None


_TIMES = ("year", "month", "week", "day", "term", "time", "today", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def may_speak(sentence: Sentence, span: Span, word: CueWord, lexicon: Lexicon, names: Gazetteer) -> bool:
    """Whether the words at *span* can be who speaks: no clause, no time, and for verbs that things do too a person, a body or a text."""
    inside = sentence.within(span)
    here = {t.i for t in inside}
    top = next((t for t in inside if t.head not in here and t.upos not in ("PUNCT", "ADP", "DET", "SCONJ", "CCONJ")), None)
    unnamed = top is not None and top.upos == "PROPN" and top.i == 0 and not any(n.start <= 0 < n.end for n in sentence.names)
    if top is None or (top.upos != "NOUN" and not unnamed) or (top.i > 0 and top.text[0].isupper()):
        return top is None or top.upos in _NOMINAL
    forms = (top.text.lower(), top.lemma.lower())
    if forms[1] in _TIMES and (top.text.islower() or sentence.child(top, "det") is not None):
        return False
    return "things" not in word.entry.takes or any(t.text.lower() == "who" for t in inside) or any(_has_voice(f, lexicon, names) for f in forms)


def _has_voice(noun: str, lexicon: Lexicon, names: Gazetteer) -> bool:
    """A noun for a person, a body or a text."""
    if names.person(noun) is not None or noun in names.bodies | names.many | names.authority | names.documents | lexicon.voices | lexicon.outlets:
        return True
    return noun.endswith(lexicon.voiced) and noun not in lexicon.mute


def agent(sentence: Sentence, verb: Token) -> Token | None:
    """By whom: its own "by" phrase, or one at the end of what hangs below it ("was described as a sham *by police*")."""
    own = sentence.child(verb, "obl:agent") or next((c for c in sentence.children(verb, "obl") if _has_by(sentence, c, "by")), None)
    if own is not None:
        return own
    below = [t for t in sentence.subtree(verb) if t.i > verb.i and t.rel in ("obl:agent", "obl", "nmod") and t.upos in ("NOUN", "PROPN", "PRON") and _has_by(sentence, t, "by")]
    return next((t for t in reversed(below) if _is_plain(sentence, t, verb)), None)


def _is_plain(sentence: Sentence, token: Token, verb: Token) -> bool:
    """Whether no clause of its own stands between *token* and *verb* above it."""
    between = [a for a in sentence.ancestors(token) if verb in sentence.ancestors(a)]
    return all(a.rel not in ("ccomp", "csubj", "acl:relcl", "parataxis", "conj") and sentence.child(a, "nsubj") is None for a in between)


def _named(tokens: tuple[Token, ...], how: str) -> Speaker:
    span = span_of(tokens)
    return Speaker(span, None, None, how) if span else NOBODY


def _through_relative(sentence: Sentence, pronoun: Token) -> tuple[Token, ...]:
    """From the noun that "who" points at to "who" itself."""
    clause = next((a for a in sentence.ancestors(pronoun) if a.rel == "acl:relcl"), None)
    noun = sentence.parent(clause) if clause else None
    if noun is None or noun.i >= pronoun.i:
        return (pronoun,)
    phrase = noun_phrase(sentence, noun, before=pronoun.i)
    return sentence.tokens[(phrase or (noun,))[0].i : pronoun.i + 1] if pronoun.i - noun.i <= 12 else (pronoun,)


def owner_of_words(sentence: Sentence, noun: Token, lexicon: Lexicon) -> tuple[Token, ...]:
    """Whose words a noun holds: "*her* claim", "the claim *by Holt*", "*the campaign* issued a statement"."""
    possessor = sentence.child(noun, "nmod:poss")
    if possessor is not None:
        return noun_phrase(sentence, possessor, before=noun.i)
    for child in sentence.children(noun, "nmod", "obl"):
        if child.i > noun.i and any(t.text.lower() in ("by", "from", "of") for t in sentence.children(child, "case")) and _may_speak(sentence, child):
            return noun_phrase(sentence, child, after=noun.i)
    head = sentence.parent(noun)
    if head is not None and ((noun.dep == "obl" and head.text.lower() in lexicon.verbs) or (noun.dep in ("obj", "obl") and head.text.lower() in lexicon.carriers)):
        found = subject(sentence, head)
        if found is not None and not is_passive(sentence, head):
            return _through_relative(sentence, found) if found.text.lower() in _RELATIVE else noun_phrase(sentence, found, before=head.i if found.i < head.i else -1)
    return ()


def _may_speak(sentence: Sentence, token: Token) -> bool:
    """A person or body rather than a subject ("claims of fraud")."""
    return token.upos == "PROPN" or token.text.lower() in ("him", "her", "them") or _has_by(sentence, token, "by", "from")


def _has_by(sentence: Sentence, token: Token, *words: str) -> bool:
    return any(t.text.lower() in words for t in sentence.children(token, "case"))


def addressee(sentence: Sentence, word: CueWord) -> Span | None:
    """To whom: "told *Fox News*", "said to *reporters*", "*he* was told"."""
    verb = word.token
    if "told" in word.entry.takes:
        told = sentence.child(verb, "nsubj:pass") if is_passive(sentence, verb) else sentence.child(verb, "iobj", "obj")
        return span_of(noun_phrase(sentence, told)) if told is not None and told.upos in _NOMINAL else None
    for child in sentence.children(verb, "obl"):
        if child.upos in ("NOUN", "PROPN", "PRON") and any(t.text.lower() == "to" for t in sentence.children(child, "case")) and child.i > verb.i:
            return span_of(noun_phrase(sentence, child))
    return None
