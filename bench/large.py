"""What the claims of a story of 40 articles take, once the articles are read: processor time, which other work on the machine does not lengthen.

    python bench/large.py [--articles N]

The largest stories of `gva-dev` put together as one, and the largest alone, its articles again and again under other outlets. Looks for `../shared` beside the project;
says so and stops when it is not there.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from incidents import DATA, lines

from corroborate.config import Config
from corroborate.pipeline import read, relate_story
from corroborate.types import Page, Rejected, Story

SHORT = 600  #: characters; shorter texts are no article worth counting


def largest() -> list[list[Mapping[str, Any]]]:
    """The articles of each story, the largest story first."""
    by_story: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in lines("gva-dev"):
        if len(line["text"]) > SHORT:
            by_story[line["story"]].append(line)
    return sorted(by_story.values(), key=lambda told: (-len(told), told[0]["id"]))


def pages(told: Iterable[Mapping[str, Any]], again: str = "") -> list[Page]:
    """The articles as pages, under other outlets where *again* says that they come again."""
    return [_page(t, t["text"] + again, again) for t in told]


def _page(told: Mapping[str, Any], text: str, again: str) -> Page:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Page(f"gva#{told['id']}{again}", sha, text=text, url=told["url"] + again, outlet=told["outlet"] + again, title=told["title"], date=told["date"])


def measure(name: str, told: Sequence[Page]) -> None:
    """Print how long the claims of *told*, as one story, take."""
    done = sorted((r for r in (read(p, Config()) for p in told) if not isinstance(r, Rejected)), key=lambda r: r[0].id)
    story = Story("s", name, tuple(a.id for a, _ in done), done[0][0].date)
    for warm in (False, True):
        start = time.process_time()
        made = relate_story(story, (), done, Config())
        if warm:
            words = sum(len(a.text.split()) for a, _ in done)
            print(f"large        {name:<36} {len(done)} articles, {words} words, {len(made.claims)} claims: {time.process_time() - start:.2f} s")


def main() -> None:
    if not DATA.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--articles", type=int, default=40)
    most = cli.parse_args().articles
    stories = largest()
    measure("several stories as one", [p for told in stories for p in pages(told)][:most])
    measure("one story again and again", [p for i in range(most) for p in pages(stories[0], f" ({i})" if i else "")][:most])


if __name__ == "__main__":
    main()
