"""Stories article by article: as good as all at once, whatever the order? And what does adding one cost when many are stored?

    python bench/online.py [--cached FILE] [--orders 3] [--part N] [--stored 3000 300000] [--freeze]

First: B-cubed F1 of local news fed one by one in random orders. Then: the time for adding one of 200 articles to archives of invented ones, whose names,
places, days and ages are varied in templates; their signs are read as those of real ones are, their text is never parsed.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from stories import b_cubed, cleaned, rows

from corroborate.config import Config
from corroborate.relate.online import Newcomer, grow, keys
from corroborate.relate.reuse import find_reuse
from corroborate.relate.signs import Signs, packed, read_signs, unpacked
from corroborate.relate.stories import group_stories
from corroborate.store.connection import connect
from corroborate.store.index import Index
from corroborate.text.spans import Span
from corroborate.types import Article, DateFound, Findings, Outlet, Title

SYLLABLES = (
    "ba", "den", "for", "gan", "hol", "kes", "lim", "mar", "nor", "pel", "quin", "rath", "sol", "tam", "ver", "wick", "yar", "zel", "dor", "fen",
)
TEMPLATES = (
    "{town} — A {age}-year-old man was {hurt} outside a {spot} in the {block} block of {street} Street on {day} night, police said. "
    "{name} was hit in the {limb} as he walked home. Officers looked for a {car}.",
    "{name}, {age}, died after a {kind} near {street} Avenue in {town} on {day}, the coroner said. Neighbors heard a loud noise and saw a {car} drive off past the {spot}.",
    "Prosecutors in {town} charged {name}, {age}, on {day} with setting the fire that closed the {spot} on {street} Road. "
    "A {car} was found burned nearby, and one person was {hurt}.",
    "Crews pulled {name} from a {car} that went into the river below {street} Drive in {town} early {day}. "
    "The {age}-year-old was {hurt} and is recovering in the {limb} ward, the {spot} owner said.",
)


def archive(path: Path | None = None) -> Index[Signs]:
    db = connect(path)
    db.execute("PRAGMA synchronous = OFF")
    return Index(db, terms=lambda s: s.terms.tolist(), pack=packed, unpack=unpacked)


def invented(number: int) -> Article:
    """The *number*-th invented article; two in a row often tell one happening in different words."""
    chance = random.Random(number // 2)

    def word() -> str:
        return "".join(chance.sample(SYLLABLES, 3)).title()

    at = date(2001, 1, 1) + timedelta(days=chance.randrange(9000))
    facts = {
        "town": word(), "street": word(), "name": f"{word()} {word()}", "age": chance.randrange(18, 90), "day": at.strftime("%A"), "block": 100 * chance.randrange(1, 90),
        "spot": chance.choice(["bakery", "laundromat", "school", "garage", "church", "diner"]), "car": chance.choice(["gray sedan", "red van", "blue pickup", "white truck"]),
        "hurt": chance.choice(["wounded", "injured", "burned"]), "limb": chance.choice(["leg", "arm", "hip"]), "kind": chance.choice(["crash", "shooting", "fall"]),
    }
    which = random.Random(number).randrange(len(TEMPLATES))
    text = " ".join(TEMPLATES[(which + i) % len(TEMPLATES)].format(**facts) for i in range(2))
    return Article(
        str(number), f"{number}.txt", str(number), text, (Span(0, len(text)),), title=Title(f"{facts['kind']} in {facts['town']}", None),
        outlet=Outlet(f"Outlet {number % 97}", "container"), published=DateFound((at + timedelta(days=number % 2)).isoformat(), "day", None, "container"),
    )


def costs(stored: int, added: int = 200) -> float:
    """Median seconds of processor time for adding one article to *stored* others, in a file. Nothing is compared anew on the way: that is `settling`."""
    with tempfile.TemporaryDirectory() as folder:
        index = archive(Path(folder) / "online.db")
        _fill(index, stored)
        taken = []
        for number in range(10_000_000, 10_000_000 + added):
            newcomer = Newcomer(str(number), "2030-01-01", read_signs(invented(number), Findings(""), Config()), {})
            start = time.process_time()
            grow(index, [newcomer], Config())
            taken.append(time.process_time() - start)
    return statistics.median(taken)


def _fill(index: Index[Signs], stored: int) -> None:
    """Many at once, each a story of its own: what is stored is found by the same keys."""
    index._db.execute("BEGIN")
    for number in range(stored):
        newcomer = Newcomer(str(number), "2001-01-01", read_signs(invented(number), Findings(""), Config()), {}, str(number))
        n = index.put(newcomer, keys(newcomer.signs))
        index.link(n, {}, float(np.linalg.norm(newcomer.signs.counts * -np.log(newcomer.signs.rates))))
    index.relink({}, {})
    index._db.execute("COMMIT")


def fed(articles: Sequence[Article], signs: dict[str, Signs], shared: dict[tuple[str, str], str]) -> tuple[dict[str, str], int]:
    """The story of each article after feeding them one by one, and how often stories were joined or parted."""
    index = archive()
    index._db.execute("BEGIN")
    partners: dict[str, dict[str, str]] = {}
    for (a, b), level in shared.items():
        partners.setdefault(a, {})[b] = partners.setdefault(b, {})[a] = level
    for article in articles:
        grow(index, [Newcomer(article.id, article.date or "9999", signs[article.id], partners.get(article.id, {}))], Config())
    of = index.all_stories()
    return of, len(index.history(sorted({*of.values()})))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--cached", type=Path)
    cli.add_argument("--orders", type=int, default=3)
    cli.add_argument("--part", type=int, default=0, help="only so many articles")
    cli.add_argument("--stored", type=int, nargs="*", default=[3000, 300_000])
    cli.add_argument("--freeze", action="store_true")
    options = cli.parse_args()
    out: dict[str, object] = {}
    if options.orders:
        part = rows("gva-dev", 40)[: options.part or None]
        kept = options.cached and options.cached.is_file()
        articles = pickle.loads(options.cached.read_bytes()) if kept else cleaned(part)
        own = sorted((articles[r["id"]] for r in part if r["id"] in articles), key=lambda a: a.id)
        gold = {articles[r["id"]].id: r["story"] for r in part if r["id"] in articles}
        signs = {a.id: read_signs(a, Findings(a.id), Config()) for a in own}
        orders = [sorted(own, key=lambda a: (a.date or "", a.id)), *(random.Random(seed).sample(own, len(own)) for seed in range(options.orders))]
        reuse = find_reuse(own, [Findings(a.id) for a in own], Config())
        shared = {(r.a, r.b): r.level for r in reuse}
        together = {i: s.id for s in group_stories(own, [Findings(a.id) for a in own], reuse, Config()) for i in s.articles}
        out["articles"] = len(own)
        out["all at once, F1"] = round(b_cubed([gold[a.id] for a in own], [together[a.id] for a in own])[2], 4)
        print(f"all at once B-cubed F1 {out['all at once, F1']:.4f}", flush=True)
        scores = []
        for order in orders:
            start = time.process_time()
            story_of, changes = fed(order, signs, shared)
            scores.append(b_cubed([gold[a.id] for a in own], [story_of[a.id] for a in own])[2])
            spent = 1000 * (time.process_time() - start) / len(own)
            print(f"one by one  B-cubed F1 {scores[-1]:.4f}   {changes} joined or parted, {spent:.1f} ms of processor time an article", flush=True)
        out["date order and random orders, F1"] = [round(s, 4) for s in scores]
    if options.stored:
        taken = {n: costs(n) for n in options.stored}
        for n, seconds in taken.items():
            print(f"adding one to {n} stored: {1000 * seconds:.1f} ms")
        out["adding one, ms of processor time"] = {str(n): round(1000 * s, 1) for n, s in taken.items()}
    if options.freeze:
        (Path(__file__).parent / "frozen" / "online.json").write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
