"""Numbers of shootings in many local papers, against an archive's and against judged disagreements: figures, and the errors as values.

    python bench/incidents.py [--stories N] [--misses] [--freeze]

Of the stories of `gva-dev` with two to six articles the first 240 by the hash of their id, and the judged ones among the others (some 800 articles, a quarter
of an hour on one core); each is related by itself. The archive is asked about the 240 alone. Judged stories are in `gold/incident-numbers.json`: ids and values
alone; the "fresh" ones were judged before any claim was made of them. Looks for `../shared` beside the project; says so and stops when it is not there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corroborate.config import Config
from corroborate.pipeline import read, relate
from corroborate.relate.facts import NAMES
from corroborate.types import Article, Claim, Page, Rejected

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / ".." / "shared" / "data" / "stories"
FROZEN = HERE / "frozen" / "incidents.json"
STORIES = 240
PEOPLE = ("killed", "injured")  #: kinds that the archive has a number for
NUMBERS = (*(NAMES[k] for k in ("killed", "injured", "shot")), "age of")  #: what was judged


def lines(name: str) -> Iterator[dict[str, Any]]:
    with lzma.open(DATA / f"{name}.jsonl.xz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def sample(most: int, known: Mapping[str, Any], also: Collection[str] = ()) -> dict[str, list[dict[str, Any]]]:
    """Story → its articles, of the first *most* stories by hash among those that are *known* to the archive, and of those in *also*."""
    by_story: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines("gva-dev"):
        by_story[line["story"]].append(line)
    fit = [s for s, told in by_story.items() if 2 <= len(told) <= 6 and s in known]
    order = sorted(fit, key=lambda s: hashlib.sha256(s.encode()).hexdigest())
    return {s: by_story[s] for i, s in enumerate(order) if i < most or s in also}


def claims_of(told: Sequence[Mapping[str, Any]]) -> tuple[Sequence[Claim], Mapping[str, Article]]:
    """The claims that the articles of one incident make, with the articles."""
    pages = [
        Page(f"gva#{t['id']}", hashlib.sha256(t["text"].encode()).hexdigest(), text=t["text"], url=t["url"], outlet=t["outlet"], title=t["title"], date=t["date"])
        for t in told if t["text"]
    ]  # fmt: skip
    done = sorted((r for r in (read(p, Config()) for p in pages) if not isinstance(r, Rejected)), key=lambda r: r[0].id)
    articles, findings = tuple(a for a, _ in done), tuple(f for _, f in done)
    return relate(articles, findings, Config()).claims, {a.id: a for a in articles}


def told_most(claims: Sequence[Claim], kind: str, articles: Mapping[str, Article]) -> tuple[str | None, list[str]]:
    """The value most origins give (of equals the latest), and all values given; `None` where no article gives one."""
    accounts = [a for c in claims if c.kind == "quantity" and c.why[:1] == (NAMES[kind],) for a in c.accounts]
    last = {a.origin: a.value or "" for a in sorted(accounts, key=lambda a: articles[a.article].date or "")}
    often = Counter(last.values())
    return next((v for v in reversed(last.values()) if often[v] == max(often.values())), None), [a.value or "" for a in accounts]


def holds(value: str, number: int) -> bool:
    """Whether "3", "at least 3", "3 to 5" can be *number*."""
    low, high = (lambda n: (n[0], n[-1]))([int(n) for n in re.findall(r"\d+", value)] or [-1])
    return number >= low if value.startswith("at least") else number <= high if value.startswith("up to") else low <= number <= high


def differs(claims: Sequence[Claim]) -> list[str]:
    """The numbers that a story's claims hold against each other, later figures among them."""
    return [d.note for c in claims if c.why and c.why[0].startswith(NUMBERS) for d in c.differences if d.kind in ("number", "update")]


def _archived(claims: Sequence[Claim], articles: Mapping[str, Article], known: Mapping[str, Any]) -> Iterator[tuple[str, bool, str]]:
    """(what is asked, whether it is so, the error) of the numbers that the archive has."""
    for kind in PEOPLE:
        value, given = told_most(claims, kind, articles)
        number = known[f"num_{kind}"]
        if value is None or number is None:
            continue
        error = f"{kind}: {value} (of {', '.join(given)}), archive {number}"
        yield f"{kind}: of all stories where a number is read", holds(value, number), error
        if any(holds(v, number) for v in given):
            yield "killed or injured: of those where an article states the archive's", holds(value, number), error


def _judged(claims: Sequence[Claim], story: str, judged: Mapping[str, Any]) -> Iterator[tuple[str, bool, str]]:
    """The same of whether a story whose articles state different numbers is told to do so, and no other is."""
    found, true = differs(claims), judged["differ"].get(story)
    asked = "different numbers found" if true else "like numbers not told apart"
    for name in (asked, f"{asked}, fresh stories alone") if story in judged["fresh"] else (asked,):
        yield name, bool(found) == bool(true), f"found {found}, truly {true or 'alike'}"


def report(most: int = STORIES, *, misses: bool = False) -> dict[str, float]:
    """Print the figures and give them back."""
    judged = json.loads((HERE / "gold" / "incident-numbers.json").read_text(encoding="utf-8"))
    archive = {i["story"]: i for i in lines("gva-dev-incidents")}
    right: dict[str, list[bool]] = defaultdict(list)
    for place, (story, told) in enumerate(sample(most, archive, judged["judged"] if most == STORIES else ()).items()):
        claims, articles = claims_of(told)
        answers = [*(_archived(claims, articles, archive[story]) if place < most else ()), *(_judged(claims, story, judged) if story in judged["judged"] else ())]
        for asked, so, error in answers:
            right[asked].append(so)
            if misses and not so:
                print(f"  {story} {error}")
    figures = {name: round(sum(answers) / len(answers), 3) for name, answers in sorted(right.items())}
    for name, figure in figures.items():
        print(f"incidents    {name:<75} {figure:.3f} of {len(right[name])}")
    return figures


def main() -> None:
    if not DATA.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--stories", type=int, default=STORIES)
    cli.add_argument("--misses", action="store_true")
    cli.add_argument("--freeze", action="store_true", help="write the figures to bench/frozen/incidents.json")
    args = cli.parse_args()
    figures = report(args.stories, misses=args.misses)
    if args.freeze:
        FROZEN.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
