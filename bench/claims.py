"""How well claims are made: statements joined, verdicts, disputes, and the facts of the incidents; then how well the features tell paraphrases.

    python bench/claims.py [OUT] [--misses] [--incidents]     OUT: where the JSON of `bench/dev.py` lies; without it the stories are analysed first
                                                              --incidents: numbers in 310 shootings, too (`bench/incidents.py`, a quarter of an hour)

Measured against `../shared` beside the project; says so and stops when it is not there. Errors are printed by cause, as texts, and never kept.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
KINDS = ("NOT JOINED", "JOINED", "VERDICT", "DISPUTED")
Span = tuple[str, int, int]  #: file, start, end


def module(path: Path) -> ModuleType:
    """A script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def gold() -> dict[str, dict[str, Any]]:
    """Story → what a careful reader finds in it."""
    return {k: v for name in ("seeds-gold.json", "stories-dev/gold.json") for k, v in json.loads((SHARED / name).read_text(encoding="utf-8")).items()}


class Facts:
    """The facts of one story against the claims of its analysis."""

    def __init__(self, facts: Sequence[Mapping[str, Any]], out: Mapping[str, Any], tells: Any) -> None:
        file_of = {a["id"]: a["path"].rsplit("/", 1)[-1] for a in out["articles"]}
        self.facts = [f for f in facts if "values" in f]
        self.claims = [(c["verdict"], [(file_of[a["article"]], a["start"], a["end"]) for a in c["accounts"]]) for c in out["claims"]]
        self.tells = tells

    def held(self, span: Span, accounts: Sequence[Span]) -> bool:
        return any(a[0] == span[0] and self.tells(a[1:], span[1:]) for a in accounts)

    def score(self) -> Iterator[tuple[str, bool, str]]:
        """(what is asked, whether it is so, the fact) for each fact."""
        for fact in self.facts:
            sides = [[(s[0], s[1], s[2]) for s in v["spans"]] for v in fact["values"]]
            relation = fact["relation"]
            for side in sides:
                files = {s[0] for s in side}
                if relation in ("agree", "spelling") and len(files) > 1:
                    best = max((len({s[0] for s in side if self.held(s, accounts)}) for _, accounts in self.claims), default=0)
                    yield "joined", best >= max(2, len(files) / 2), fact["kind"]
            hot = self.disputed(sides)
            if relation == "conflict" and fact.get("strength") == "hard":
                yield "conflicts found", hot, fact["kind"]
            elif relation in ("agree", "spelling"):
                yield "agreeing not disputed", not any(v == "disputed" and len({s[0] for side in sides for s in side if self.held(s, a)}) > 1 for v, a in self.claims), fact["kind"]
            elif relation == "superseded":
                yield "superseded not disputed", not hot, fact["kind"]

    def disputed(self, sides: Sequence[Sequence[Span]]) -> bool:
        """Whether one disputed claim holds two of the values."""
        return any(v == "disputed" and sum(any(self.held(s, a) for s in side) for side in sides) > 1 for v, a in self.claims)


def report(found: Path, misses: bool) -> None:
    """Print the figures of the stories whose JSON lies in *found*."""
    score = module(SHARED / "score.py")
    pooled: dict[str, Counter[str]] = defaultdict(Counter)
    facts: dict[str, list[bool]] = defaultdict(list)
    said: dict[str, list[str]] = defaultdict(list)
    for story, true in gold().items():
        path = found / f"{story}.json"
        if not path.is_file():
            continue
        out = json.loads(path.read_text(encoding="utf-8"))
        kept: list[tuple[Any, ...]] = []
        pooled["seeds" if story == "seeds" else "stories-dev"] += score.score(true, out, lambda *words, kept=kept: kept.append(words))
        for kind, *words in kept:
            if kind in KINDS:
                said[kind].append(f"{story}: {' | '.join(map(str, words))}")
        for asked, right, fact in Facts(true.get("facts", []), out, score.tells).score():
            facts[asked].append(right)
            if not right:
                said[asked].append(f"{story}: {fact}")
    for name, counts in pooled.items():
        for label, row in score.figures(counts):
            if label in ("same", "verdict", "disputed"):
                print(f"{name:<12} {label:<9}", *(f"{k} {v:.3f}" for k, v in row.items()))
    for asked, answers in facts.items():
        print(f"facts        {asked:<24} {sum(answers) / len(answers):.3f} of {len(answers)}")
    if misses:
        for kind, lines in said.items():
            print(f"\n{kind} ({len(lines)})", *lines, sep="\n  ")


def main() -> None:
    if not SHARED.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("out", nargs="?", type=Path)
    cli.add_argument("--misses", action="store_true")
    cli.add_argument("--incidents", action="store_true")
    args = cli.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if args.out is None:
            dev = module(Path(__file__).with_name("dev.py"))
            sys.argv = ["dev.py", scratch]
            dev.main()
        report(args.out or Path(scratch), args.misses)
    module(Path(__file__).with_name("paraphrases.py")).report()
    if args.incidents:
        module(Path(__file__).with_name("incidents.py")).report(misses=args.misses)


if __name__ == "__main__":
    main()
