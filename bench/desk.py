"""The desk over 20,000 articles: how long it takes to be ready, story pages a second, and the first paint of the largest story.

    python bench/desk.py [--articles 20000] [--seconds 20] [--db FILE] [--freeze]

Articles and findings are made up through the types, without running the models. Needs `wrk` (Debian has it), and for the first paint playwright with Chromium.
The load is 200 requests a second over 8 connections, each for a story chosen at random, from this machine to this machine, bounded in time.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from corroborate.desk.library import Library
from corroborate.desk.state import look
from corroborate.store import Store
from corroborate.text.spans import Span
from corroborate.types import (
    Account,
    Article,
    Claim,
    Credit,
    Cue,
    DateFound,
    Difference,
    Entity,
    Event,
    Findings,
    Links,
    Mention,
    Origin,
    Outlet,
    Page,
    Quotation,
    Referent,
    Speaker,
    Story,
    Title,
    WrittenBy,
)

FROZEN = Path(__file__).resolve().parent / "frozen" / "desk.json"
LARGEST = 60  #: articles of the largest story
RATE, CONNECTIONS = 240, 8

PLACES = ("Ansel", "Marlow", "Quarry", "Selby", "Torrin", "Wexley", "Orrin", "Halden", "Brack", "Lund")
THINGS = ("ferry", "bridge", "harbour", "school", "budget", "storm", "strike", "clinic", "railway", "election")
DEEDS = ("closes", "reopens", "is delayed", "costs more", "is disputed", "is inspected", "wins a vote", "loses a contract")
NAMES = ("Ivo Brandl", "Mirela Tansy", "Ode Farrow", "Greta Holm", "Tomas Rekke", "Ana Solberg", "Per Strand", "Lena Quist", "Jon Addo", "Rhea Mbeki")
PAPERS = tuple(f"The {place} {kind}" for place in PLACES for kind in ("Ledger", "Courier", "Times"))
SAID = ("the {t} will be open again before the month is out", "nobody at the {t} was in danger at any time", "we have asked for a full account of what the {t} cost",
        "the {t} was inspected twice this year and passed", "that is not what the {t} was built for", "the council will vote on the {t} on Thursday")  # fmt: skip
FILLER = ("People in {p} had waited for word since the morning.", "The {t} has been the subject of talks for two years.", "Several shops near the {t} stayed shut.",
          "A decision is expected later this week.", "Neighbours said the road past the {t} was quiet again by evening.")  # fmt: skip


def article(number: int, story: int, dice: random.Random) -> tuple[Page, Article, Findings]:
    """A made-up article of a made-up story, with findings that point at its words."""
    place, thing = PLACES[story % 10], THINGS[story // 10 % 10]
    head = f"{place} {thing} {DEEDS[story // 100 % 8]}, officials say ({story})"
    day = (date(2031, 1, 1) + timedelta(days=story % 360)).isoformat()
    parts: list[str] = [head + "\n\n"]
    quotations, mentions, referents = [], [], []
    for n, said in enumerate(SAID):
        speaker = NAMES[(story + n) % 10]
        parts += [FILLER[dice.randrange(5)].format(p=place, t=thing) + " " for _ in range(3)]
        at = sum(map(len, parts)) + 1
        words = said.format(t=thing) + (f", at least {number % 7 + 2} of us" if n == 2 else "")
        span, name = Span(at, at + len(words)), Span(at + len(words) + 2, at + len(words) + 2 + len(speaker))
        parts.append(f"“{words}” {speaker} said.\n\n")
        quotations.append(Quotation(span, (span,), (span,), "direct", cue=Cue(Span(name.end + 1, name.end + 5), "say"), speaker=Speaker(name, n, speaker, "subject of said")))
        mentions.append(Mention(name, name, "name", "person", n))
        referents.append(Referent(n, speaker, "person", True, aliases=((speaker, 1),)))
    text = "".join(parts)
    agency = "Reuters" if number % 4 == 0 else None
    credits = (Credit(Span(0, len(place)), "Reuters", "according-to"),) if agency else ()
    one, other = ((mentions[n].span, n, NAMES[(story + n) % 10]) for n in (0, 1))
    events = (Event(mentions[0].span, (mentions[0].span,), "ACCUSE", "asserted", (one,), (other,)),)
    id_ = f"{number:016x}"
    made = Article(
        id_, f"made/{number}.txt", f"{number:064x}", text, (Span(0, len(text)),), title=Title(head, Span(0, len(head))), outlet=Outlet(PAPERS[number % 30], "url"),
        published=DateFound(day, "day", None, "meta tag"), origin=WrittenBy(agency, "dateline agency", None) if agency else None,
    )  # fmt: skip
    found = Findings(id_, mentions=tuple(mentions), referents=tuple(referents), quotations=tuple(quotations), credits=credits, events=events)
    return Page(made.path, made.sha256, text=text), made, found


def links(stories: list[list[tuple[Article, Findings]]]) -> Links:
    """Stories, claims and entities of them: as many as real stories have."""
    told, claims, entities = [], [], []
    for number, members in enumerate(stories):
        id_, ids = f"{number:016x}", tuple(a.id for a, _ in members)
        wire = tuple(a.id for a, _ in members if a.origin)
        origins = (*((Origin("Reuters", wire),) if wire else ()), *(Origin(None, (a.id,)) for a, _ in members if not a.origin))
        told.append(Story(id_, members[0][0].title.text if members[0][0].title else "", ids, (members[0][0].date or "")[:10], origins))
        for n in range(len(SAID)):
            held = members if n % 2 == 0 else members[: max(1, len(members) // 2)]
            accounts = tuple(Account(a.id, f.quotations[n].span, n, None, f.quotations[n].speaker.name, "Reuters" if a.origin else a.id) for a, f in held)
            sides = (("2", (0,)), ("3", tuple(range(1, len(accounts))))) if n == 2 and len(accounts) > 1 else ()
            differences = (Difference("number", sides, "2 against 3"),) if sides else ()
            count = len({a.origin for a in accounts})
            verdict = "disputed" if sides else "single" if count == 1 else "agreed"
            claims.append(Claim(f"{number * 10 + n:016x}", id_, "statement", verdict, accounts, count, differences, why=("same words",), salience=float(count)))  # type: ignore[arg-type]
            name = members[0][1].referents[n].name
            entities.append(Entity(f"{number * 10 + n:012x}", name, "person", ((name, len(members)),), tuple((a.id, n) for a, _ in members)))
    return Links((), tuple(told), tuple(entities), tuple(claims))


def make(db: Path, articles: int) -> int:
    """Fill a database; the number of stories."""
    dice, store = random.Random(8), Store(db)
    store._db.execute("PRAGMA synchronous = OFF")  # it is made up: nothing is lost with it
    stories: list[list[tuple[Article, Findings]]] = []
    number = 0
    while number < articles:
        size = LARGEST if not stories else 2 + len(stories) % 5
        members = []
        for _ in range(min(size, articles - number)):
            page, made, found = article(number, len(stories), dice)
            store.put(page, (made, found), "made")
            members.append((made, found))
            number += 1
        stories.append(members)
    store.put_links(links(stories), "made")
    store.close()
    return len(stories)


SCRIPT = """
local paths, n = {{}}, {stories}
math.randomseed(8)
request = function() return wrk.format("GET", string.format("/stories/%016x", math.random(0, n - 1)), {{["Accept-Encoding"] = "gzip"}}) end
delay = function() return {delay} end
"""


def load(port: int, stories: int, seconds: int, rate: int) -> dict[str, Any]:
    """What wrk measures at about *rate* requests a second: each connection waits between two, a little less than it should, for an answer takes time too."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(stories=stories, delay=round(850 * CONNECTIONS / rate)))
        script.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", script.name, f"http://127.0.0.1:{port}/"]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    latency = {p: _ms(v) for p, v in re.findall(r"(50|90|99)%\s+([\d.]+\w+)", out)}
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    found = re.search(r"Requests/sec:\s+([\d.]+)", out)
    return {"requests/s": float(found[1]) if found else 0.0, "p50 ms": latency.get("50"), "p99 ms": latency.get("99"), "errors": int(errors[1]) if errors else 0}


def _ms(value: str) -> float:
    number, unit = float(re.sub("[a-z]", "", value)), re.sub(r"[\d.]", "", value)
    return round(number * {"us": 0.001, "ms": 1, "s": 1000}[unit], 2)


def first_paint(port: int) -> float | None:
    """Seconds from asking for the largest story to its first words on the screen; the middle of five."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    chromium = shutil.which("chromium")
    if chromium is None:
        return None
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-quic"])
        times = []
        for _ in range(5):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"http://127.0.0.1:{port}/stories/{0:016x}")
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")  # a busy machine paints late
            times.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000)
            page.close()
        browser.close()
    return round(sorted(times)[2], 3)


def served(db: Path, port: int) -> subprocess.Popen[bytes]:
    """The desk in a process of its own, answering."""
    process = subprocess.Popen([sys.executable, "-m", "corroborate", "serve", "--db", str(db), "--port", str(port)], stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/favicon.ico", timeout=1).close()
            return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise SystemExit("the desk did not start")


def _ready(library: Library) -> float:
    """Seconds until the desk has made all its pages, which it does from its start on."""
    begun = time.perf_counter()
    while library.shelves.unfinished(look(), 1) and time.perf_counter() - begun < 1800:
        time.sleep(1)
    return time.perf_counter() - begun


def parts(options: argparse.Namespace, db: Path) -> Iterator[tuple[str, Any]]:
    begun = time.perf_counter()
    stories = make(db, options.articles)
    yield "articles", options.articles
    yield "stories", stories
    yield "made in s", round(time.perf_counter() - begun, 1)
    begun = time.perf_counter()
    library = Library(db)
    library.refresh()
    yield "catalogue made in s", round(time.perf_counter() - begun, 1)
    yield "database MB", round(db.stat().st_size / 1e6)
    desk = served(db, options.port)
    try:
        begun = time.perf_counter()
        with urllib.request.urlopen(f"http://127.0.0.1:{options.port}/stories/{0:016x}") as answer:
            yield "largest story KB", round(len(answer.read()) / 1000)
        yield "largest story, first time, s", round(time.perf_counter() - begun, 2)
        yield "pages made in s", round(_ready(library), 1)
        yield f"{RATE}/s", load(options.port, stories, options.seconds, RATE)
        yield "largest story, first paint s", first_paint(options.port)
    finally:
        desk.terminate()
        desk.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--port", type=int, default=8799)
    parser.add_argument("--db", type=Path, help="keep the database there")
    parser.add_argument("--freeze", action="store_true", help="write the figures to bench/frozen/desk.json")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not here: apt-get install wrk")
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, value in parts(options, options.db or Path(folder) / "made.db"):
            figures[name] = value
            print(f"{name}: {value}", flush=True)
    if options.freeze:
        FROZEN.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
