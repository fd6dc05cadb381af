"""Fit how sure an event is (`src/corroborate/data/event_confidence.toml`) to the events that careful readers listed in `wikinews-train`.

    python bench/event_weights.py [--write]

Logistic regression over the signs of `annotate/event_confidence.py`, weighed down by their squares. Prints the loss and what the confidences separate in five-fold
cross-validation by article. The table holds signs and numbers: no text of the articles. Wikinews and the annotations: CC BY 2.5. Looks for `../shared` beside the project.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from events import SHARED, lines, words_of

from corroborate.annotate.coreference import follow_references
from corroborate.annotate.event_confidence import Signs
from corroborate.annotate.event_merging import candidates
from corroborate.annotate.events import find_drafts
from corroborate.annotate.mentions import find_mentions
from corroborate.annotate.quotations import find_quotations
from corroborate.annotate.speakers import find_speakers
from corroborate.annotate.understanding import understand
from corroborate.config import Config
from corroborate.ingest.clean import clean
from corroborate.types import Article, Event, Page, Referent, Rejected

TABLE = Path(__file__).resolve().parents[1] / "src" / "corroborate" / "data" / "event_confidence.toml"
OFTEN = 8  #: a sign on fewer candidates than this gets no weight
DAMPING = 4.0  #: how much squares of weights cost
HEAD = """\
# How much each sign speaks for an event being one that a careful reader lists: weights of a logistic sum (annotate/event_confidence.py).
# Fitted by bench/event_weights.py to the events of 206 Wikinews articles (texts and annotations CC BY 2.5); no text of theirs is in here.
# "word …" is the lemma of the word that tells the event; a sign without a line weighs nothing.

[weights]
"""

Example = tuple[Signs, bool]


def examples(given: dict[str, Any]) -> list[Example]:
    """The candidates of one article: their signs, and whether a reader listed one of that type with that actor."""
    config = Config()
    article = clean(Page(given["id"], "0" * 64, text=given["text"]), config)
    if isinstance(article, Rejected):
        return []
    sentences = understand(article)
    mentions, referents = follow_references(article, sentences, find_mentions(article, sentences, config), config)
    quotations = find_speakers(article, sentences, mentions, referents, find_quotations(article, sentences, config), config)
    drafts = tuple(find_drafts(article, sentences, mentions, referents, config))
    return labelled(given, article, referents, list(candidates(article, drafts, mentions, referents, quotations, config)))


def labelled(given: dict[str, Any], article: Article, referents: Sequence[Referent], found: Sequence[tuple[Event, Signs]]) -> list[Example]:
    """Each listed event is matched with the nearest candidate left of its type that shares a word of the actor's name, as the shared scorer does."""
    names, left, right = given.get("names") or {}, list(range(len(found))), set()
    for gold in given["events"]:
        actor = {w for name in gold["actor"] for form in [name, *names.get(name, [])] for w in words_of(form)}
        fitting = [i for i in left if found[i][0].type == gold["type"] and _meets(actor, found[i][0], referents)]
        if fitting:
            start = (gold["trigger"] or [0])[0]
            nearest = min(fitting, key=lambda i: min(abs(t.start - start) for t in found[i][0].tellings))
            left.remove(nearest)
            right.add(nearest)
    return [(held, i in right) for i, (_, held) in enumerate(found)]


def _meets(actor: set[str], event: Event, referents: Sequence[Referent]) -> bool:
    named = {w for _, r, name in event.actor for form in [name, *([referents[r].name, *(a for a, _ in referents[r].aliases)] if r is not None else [])] for w in words_of(form)}
    return bool(actor & named) if actor else not event.actor


def fit(rows: Sequence[Example]) -> dict[str, float]:
    """Weights by sign (Newton's method)."""
    counted = Counter(sign for held, _ in rows for sign in held)
    known = sorted(s for s, n in counted.items() if n >= OFTEN)
    at = {sign: i for i, sign in enumerate(known)}
    x = np.zeros((len(rows), len(known)))
    for row, (held, _) in enumerate(rows):
        x[row, [at[s] for s in held if s in at]] = 1
    y, w = np.array([label for _, label in rows], float), np.zeros(len(known))
    cost = np.full(len(known), DAMPING)
    cost[at["always"]] = 0.01
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(cost), x.T @ (y - p) - cost * w)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return {sign: round(float(w[i]), 2) for sign, i in at.items()}


def scored(weights: dict[str, float], rows: Sequence[Example]) -> Iterator[tuple[float, bool]]:
    for held, label in rows:
        yield 1 / (1 + np.exp(-sum(weights.get(s, 0.0) for s in held))), label


def cross_validated(articles: Sequence[Sequence[Example]], folds: int = 5) -> list[tuple[float, bool]]:
    """Confidence and truth of every candidate, from weights fitted to other articles."""
    out: list[tuple[float, bool]] = []
    for fold in range(folds):
        weights = fit([row for i, rows in enumerate(articles) if i % folds != fold for row in rows])
        out += [pair for i, rows in enumerate(articles) if i % folds == fold for pair in scored(weights, rows)]
    return out


def main() -> None:
    if not SHARED.is_dir():
        sys.exit("no ../shared beside the project: nothing to fit to")
    articles = [examples(given) for given in lines("quotations/wikinews-train.jsonl.xz")]
    held_out = cross_validated(articles)
    loss = -np.mean([np.log(p if right else 1 - p) for p, right in held_out])
    print(f"{len(held_out)} candidates, {sum(r for _, r in held_out)} right; held out, log loss {loss:.3f}")
    for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        part = [right for p, right in held_out if low <= p < low + 0.1 or (low == 0.8 and p >= 0.8)]
        print(f"confidence {low:.1f}: {len(part)} candidates, {np.mean(part) if part else 0:.2f} right")
    if "--write" in sys.argv:
        weights = fit([row for rows in articles for row in rows])
        TABLE.write_text(HEAD + "".join(f'"{sign}" = {value}\n' for sign, value in weights.items() if abs(value) >= 0.05), encoding="utf-8")


if __name__ == "__main__":
    main()
