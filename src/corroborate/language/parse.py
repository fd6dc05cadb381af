"""Text in, trees one can ask questions of out: `read(text, lines)`, `parse(text, sentences)`, `meaning(sentences, span)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from corroborate.language import decode
from corroborate.language.encoder import Reader, Scores
from corroborate.language.lemmas import lemma
from corroborate.language.naming import find_names
from corroborate.language.sentence import Name, Reference, Roles, Sentence, Token
from corroborate.language.windows import Stretch, find_starts, read_alone, read_together
from corroborate.text.sentences import sentences as by_rule
from corroborate.text.spans import Span
from corroborate.text.tokens import tokens

__all__ = ["Name", "Reference", "Roles", "Sentence", "Token", "encode", "meaning", "parse", "read", "refer"]

MAX_LETTERS = 120  #: of a longer "word" (an address, a scraping accident) only so much is read
LONG = 300  #: characters of a line
FEW = 3  #: a text with fewer lines may have lost them
LOOK_BACK = 400  #: mentions
MEANING = 384  #: numbers of a vector of meaning
_PLAIN = re.compile(r"""(?:[^.!?…:;]|[.!?…:;](?!["”’')\]]*\s))*[.!?…]["”’')\]]*""")  # no mark that may end a sentence but at the end


@lru_cache(maxsize=4)
def _reader(threads: int) -> Reader:
    return Reader(threads)


def encode(texts: Sequence[str], *, threads: int = 1) -> NDArray[np.float32]:
    """Meanings as unit vectors, [texts, 384], each text read as one sentence; their dot product says how alike two texts are. That of a text without a word is zero."""
    return np.array([meaning(parse(text, [(0, Span(0, len(text)))], threads=threads), Span(0, len(text))) for text in texts], np.float32).reshape(-1, MEANING)


def meaning(sentences: Sequence[Sentence], span: Span) -> NDArray[np.float32]:
    """What the words of *span* mean where they stand, as a unit vector [384]: the mean over them; zero where there are none. *sentences* are those of its article."""
    total = np.zeros(MEANING, np.float32)
    for s in sentences:
        if s.span.overlaps(span):
            here = [t.i for t in s.tokens if t.span.overlaps(span)]
            total += s.meanings[here].sum(0)
    return total / max(float(np.linalg.norm(total)), 1e-9)


def parse(text: str, sentences: Sequence[tuple[int, Span]], *, threads: int = 1) -> tuple[Sentence, ...]:
    """Parse the sentences of one article: (paragraph, span) pairs in order. Sentences without a word are left out."""
    words, starts, paragraphs = _cut(text, sentences)
    return _parsed(text, words, starts, paragraphs, _reader(threads))


def parse_words(text: str, sentences: Sequence[tuple[int, Sequence[Span]]], *, threads: int = 1) -> tuple[Sentence, ...]:
    """The same for sentences that are cut into words already: (paragraph, words) pairs, at least one word each."""
    words = [w for _, spans in sentences for w in spans]
    starts = [0, *accumulate(len(spans) for _, spans in sentences)][:-1]
    return _parsed(text, words, starts, [p for p, spans in sentences for _ in spans], _reader(threads))


def read(text: str, lines: Sequence[tuple[int, Span]], *, threads: int = 1) -> tuple[Sentence, ...]:
    """Find and parse the sentences of one article's lines: (paragraph, span) pairs in order; a sentence never goes on in the next line.

    Lines are split by rule. In those that the rules do not split plainly, where a headline, a date or a list may have run into the text,
    the network says where sentences begin, knowing what the rules say: in long ones, and in all of a text that may have lost its lines.
    """
    reader = _reader(threads)
    words, firsts, paragraphs = _cut(text, lines)
    if not words:
        return ()
    ruled, plain = _ruled(text, lines, words)
    whole = len(firsts) < FEW
    doubtful = [(a, b) for a, b in pairwise([*firsts, len(words)]) if _doubtful(words[b - 1].end - words[a].start > LONG, plain.get(words[a].start, 0), whole)]
    inside = {i for a, b in doubtful for i in range(a, b)}
    found = find_starts(reader, _forms(text, words), doubtful, ruled)
    return _parsed(text, words, sorted({*firsts, *found, *(i for i in ruled if i not in inside)}), paragraphs, reader)


def refer(text: str, sentences: Sequence[Sentence], *, threads: int = 1) -> tuple[Reference, ...]:
    """What the pronouns and common nouns of one article's *sentences* most likely refer to, where that is likelier than something new.

    Reads the sentences again, together: half as fast as `parse`.
    """
    words = [t.span for s in sentences for t in s.tokens]
    starts = [0, *accumulate(len(s.tokens) for s in sentences)][:-1]
    reader = _reader(threads)
    rows: list[tuple[Scores, int]] = []
    for stretch in read_together(reader, _forms(text, words), starts) if words else []:
        rows += [(stretch.scores, i) for i in range(stretch.local.start, stretch.local.stop)]
    return tuple(_references(sentences, rows, starts, reader))


def _cut(text: str, parts: Sequence[tuple[int, Span]]) -> tuple[list[Span], list[int], list[int]]:
    """The words of all parts, the first word of each part that has any, and each word's paragraph."""
    words, starts, paragraphs = list[Span](), list[int](), list[int]()
    for paragraph, span in parts:
        found = tokens(text, span)
        if found:
            starts.append(len(words))
            words += found
            paragraphs += [paragraph] * len(found)
    return words, starts, paragraphs


def _forms(text: str, words: Sequence[Span]) -> list[str]:
    return [text[w.start : min(w.end, w.start + MAX_LETTERS)] for w in words]


def _doubtful(long: bool, plain: int, whole: bool) -> bool:
    """Whether the network is asked of a line of so many *plain* sentences; in a *whole* text without lines, of all but a single short one."""
    return (long or plain != 1) if whole else (long and not plain)


def _ruled(text: str, lines: Sequence[tuple[int, Span]], words: Sequence[Span]) -> tuple[list[int], dict[int, int]]:
    """The words that begin a sentence by rule, in order; and of lines in which each sentence by rule ends in a stop and has none inside, how many there are."""
    cut = [by_rule(text, line) for _, line in lines]
    begins = {s.start for found in cut for s in found}
    plain = {found[0].start: len(found) for found in cut if found and all(_PLAIN.fullmatch(s.of(text)) for s in found)}
    return [i for i, w in enumerate(words) if w.start in begins], plain


def _parsed(text: str, words: Sequence[Span], starts: Sequence[int], paragraphs: Sequence[int], reader: Reader) -> tuple[Sentence, ...]:
    if not words:
        return ()
    found = read_alone(reader, _forms(text, words), starts)
    trees = [decode.tree(s.scores.arc, s.local.start, s.local.stop) for s in found]
    rels = iter(_relations(found, trees, reader))
    names = find_names([_forms(text, words[s.start : s.end]) for s in found], [s.scores.names[s.local] for s in found], reader.labels["names"])
    return tuple(
        _sentence(i, paragraphs[s.start], text, words[s.start : s.end], s, heads, [next(rels) for _ in heads], named, reader.labels)
        for i, (s, heads, named) in enumerate(zip(found, trees, names, strict=True))
    )


def _relations(found: Sequence[Stretch], trees: Sequence[Sequence[int]], reader: Reader) -> list[str]:
    """The relation of each word of all sentences to its head, for the whole article at once."""
    dependents = np.concatenate([s.scores.dependent[s.local] for s in found])
    governors = np.concatenate([s.scores.governor[[h + 1 for h in heads]] for s, heads in zip(found, trees, strict=True)])
    names = reader.labels["rel"]
    best = reader.relation(dependents, governors).argmax(-1).tolist()
    return [names[k] if h >= 0 else "root" for k, h in zip(best, (h for heads in trees for h in heads), strict=True)]


def _references(made: Sequence[Sentence], rows: Sequence[tuple[Scores, int]], starts: Sequence[int], reader: Reader) -> Iterator[Reference]:
    """Links from each pronoun and common noun, in order; *rows* has for each word of the article its scores and its place in them."""
    heads = [(s.index, i, name) for s in made for i, name in _mention_heads(s)]
    for first in range(0, len(heads), LOOK_BACK):
        here = heads[max(0, first - LOOK_BACK) : first + LOOK_BACK]
        places = [starts[s] + i for s, i, _ in here]
        anaphors, antecedents = (np.array([getattr(rows[p][0], name)[rows[p][1]] for p in places]) for name in ("anaphor", "antecedent"))
        forms = [made[s].tokens[i].text for s, i, _ in here]
        found = decode.antecedents(decode.links(anaphors, antecedents, places, reader.distance), forms)
        links, named = [to for to, _ in found], [name is not None for _, _, name in here]
        for k in range(min(first, LOOK_BACK), len(here)):
            to = decode.chain(links, named, k)
            to = to if to >= 0 else links[k]
            if to >= 0 and not named[k]:
                yield Reference(here[k][0], here[k][1], here[to][0], here[to][1], round(found[k][1], 2))


def _mention_heads(s: Sentence) -> list[tuple[int, str | None]]:
    """The head words of what may be mentioned, with the type of those that are names: pronouns, nouns that are no mere modifiers, one word of each name."""
    named = {next((k for k in range(n.start, n.end) if not n.start <= s.tokens[k].head < n.end), n.start): n for n in s.names}
    inside = {i for n in s.names for i in range(n.start, n.end)}
    others = (t.i for t in s.tokens if t.i not in inside and t.upos in ("NOUN", "PRON", "PROPN") and t.rel not in ("compound", "flat", "fixed", "expl"))
    return sorted([(i, n.kind) for i, n in named.items()] + [(i, None) for i in others], key=lambda m: m[0])


def _sentence(
    index: int, paragraph: int, text: str, spans: Sequence[Span], s: Stretch, heads: Sequence[int], rels: Sequence[str], names: Sequence[Name],
    labels: Mapping[str, Sequence[str]],
) -> Sentence:
    scores, here = s.scores, s.local
    children: list[list[Token]] = [[] for _ in spans]
    made = []
    for i, (span, u, f) in enumerate(zip(spans, scores.upos[here].tolist(), scores.feats[here].tolist(), strict=True)):
        head = heads[i] - here.start if heads[i] >= 0 else -1
        form, upos, feats = span.of(text), labels["upos"][u], labels["feats"][f]
        token = Token(i, form, span, upos, feats, lemma(form, upos, feats), head, rels[i])
        made.append(token)
        if head >= 0:
            children[head].append(token)
    roles = tuple(Roles(*row) for row in (1 / (1 + np.exp(-scores.roles[here].astype(float)))).round(2).tolist())
    return Sentence(
        index, paragraph, Span(spans[0].start, spans[-1].end), tuple(made), tuple(n for n in names if n.type != "MISC"), tuple(map(tuple, children)),
        tuple(n for n in names if n.type == "MISC"), roles, scores.meaning[here],
    )  # fmt: skip
