"""The desk's commands. Light on purpose, as `cli.py`: what they need is imported when they run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from corroborate.errors import OutputError, UsageError

if TYPE_CHECKING:
    from corroborate.corpus import Corpus
    from corroborate.desk.following import News
    from corroborate.screen import Screen
    from corroborate.types import Analysis

DB = "corroborate.db"  #: where no other database is named
LOOPBACK = ("127.0.0.1", "localhost", "::1")
EXPORTS = ("json", "csv", "markdown", "annotations", "plover", "graphml", "html")
READ, NOTHING_READ = 0, 1

SERVE = """\
Serve a database to a browser, and to programs as an API: stories, people, outlets, search, corrections, changes.

examples:
  corroborate serve --db news.db                           then open http://127.0.0.1:8000
  corroborate serve --db news.db --port 9000
  corroborate serve --db news.db --host 0.0.0.0            for colleagues, too: shows a token that each of them must give

On this machine alone (the default) no token is asked for. Stop it with Ctrl-C.
"""

WATCH = """\
Follow folders and feeds: new articles are read, related, and what they change is recorded for the desk. Runs until Ctrl-C.

examples:
  corroborate watch incoming/ --db news.db
  corroborate watch https://ledger.example/rss incoming/ --db news.db --every 30
  corroborate watch https://ledger.example/rss --db news.db --once      ask once, for cron
"""

FORGET = """\
Remove an article's text and all that was found in it from a database, for good. That it was there and its hash are kept, so that it does not come back.

ARTICLE is its id, its beginning, its path or its address.

example:
  corroborate forget 9f1c2a --db news.db --why "asked for by the person named"
"""

DECISIONS = """\
Share what people corrected: as JSON Lines, one decision a line, tied to the articles' content and to names.

examples:
  corroborate decisions export --db news.db > decisions.jsonl
  corroborate decisions import decisions.jsonl --db news.db
"""

EXPORT = """\
Write one story of a database for another program or for a colleague. STORY is what `corroborate stories` shows first, or its beginning.

examples:
  corroborate export 3f2a --db news.db --format csv > story.csv
  corroborate export 3f2a --db news.db --format markdown --out brief.md
  corroborate export 3f2a --db news.db --format html --out story.html
"""

Command = Callable[[str, str, str, Callable[..., int]], argparse.ArgumentParser]


def add(command: Command) -> None:
    """Add the desk's commands: *command* makes a parser from its name, a line, a text and what it runs."""
    serve = command("serve", "serve a database to a browser", SERVE, run_serve)
    serve.add_argument("--host", metavar="ADDRESS", default="127.0.0.1", help="where to listen; any other than this machine's own address asks for a token (default: 127.0.0.1)")
    serve.add_argument("--port", metavar="N", type=_port, default=8000, help="(default: 8000)")
    serve.add_argument("--reader", metavar="NAME", default="", help="who corrects, unless they say otherwise")
    serve.add_argument("--new-token", action="store_true", help="make another token; the old one holds no more")
    watch = command("watch", "follow folders and feeds", WATCH, run_watch)
    watch.add_argument("sources", metavar="FOLDER|FEED-URL", nargs="+", help="a folder, or the address of an RSS or Atom feed")
    watch.add_argument("--every", metavar="MINUTES", type=_minutes, default=15.0, help="how often a feed is asked (default: 15; at least 5)")
    watch.add_argument("--once", action="store_true", help="read what is there now, and end")
    forget = command("forget", "remove an article for good", FORGET, run_forget)
    forget.add_argument("article", metavar="ARTICLE", help="its id, the beginning of it, its path or its address")
    forget.add_argument("--why", metavar="TEXT", default="", help="kept with its hash")
    decisions = command("decisions", "share corrections", DECISIONS, run_decisions)
    decisions.add_argument("what", metavar="WHAT", choices=["export", "import"], help="one of")
    decisions.add_argument("file", metavar="FILE", nargs="?", default="-", help="where they are read from or written to (default: -, standard input or output)")
    export = command("export", "write one story in another format", EXPORT, run_export)
    export.add_argument("story", metavar="STORY", help="the story's id, or its beginning")
    export.add_argument("--format", metavar="FORMAT", required=True, choices=EXPORTS, help="one of")
    export.add_argument("--out", metavar="FILE", default="-", help="where to write (default: -, standard output)")
    for parser in (serve, watch, forget, decisions, export):
        parser.add_argument("--db", metavar="FILE", default=DB, help=f"the database (default: {DB})")
        parser.add_argument("--data", metavar="DIR", type=Path, help="a folder of .toml files to lay over the shipped knowledge, as for analyze")
        parser.set_defaults(workers=0)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port")
    return int(text)


def _minutes(text: str) -> float:
    if not text.isdecimal() or not 5 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of minutes, 5 or more")
    return float(text)


def _there(args: argparse.Namespace) -> None:
    if not Path(args.db).is_file():
        raise UsageError(args.parser.prog, f"no database at {args.db}; `corroborate analyze PATH --db {args.db}` makes one")


def _corpus(args: argparse.Namespace, screen: Screen) -> Corpus:
    from corroborate.config import Config
    from corroborate.corpus import Corpus

    screen.strict = True
    return Corpus(args.db, config=Config(data=args.data, workers=args.workers), watch=screen)


def run_serve(args: argparse.Namespace, screen: Screen) -> int:
    import uvicorn

    from corroborate.config import Config
    from corroborate.desk.guard import Limits
    from corroborate.desk.server import application

    _there(args)
    here = args.host in LOOPBACK
    hashed = None if here else _token(args, screen)
    limits = Limits() if here else Limits(burst=400, rate=50.0, writes=2.0)
    names = frozenset((*LOOPBACK, args.host)) if here else None
    app = application(Path(args.db), config=Config(data=args.data), token_hash=hashed, limits=limits, hosts=names, reader=args.reader)
    host = f"[{args.host}]" if ":" in args.host else args.host
    screen.warn(f"the desk is at http://{host}:{args.port} (Ctrl-C ends it)")
    uvicorn.run(app, host=args.host, port=args.port, log_level="warning", access_log=False, server_header=False)
    return READ


def _token(args: argparse.Namespace, screen: Screen) -> str:
    """The hash of the token that is asked for; a new one is shown, once."""
    from corroborate.desk.guard import new_token
    from corroborate.store import Store

    store = Store(Path(args.db))
    try:
        known = store.records.setting("token")
        if known and not args.new_token:
            return known
        token, hashed = new_token()
        store.records.set("token", hashed)
    finally:
        store.close()
    screen.warn(f"the token, shown this once: {token}")
    screen.warn("whoever has it can read and correct all; over a network, put the desk behind a server that speaks HTTPS")
    return hashed


def run_watch(args: argparse.Namespace, screen: Screen) -> int:
    from corroborate.desk.following import follow, is_feed

    missing = [s for s in args.sources if not is_feed(s) and not Path(s).is_dir()]
    if missing:
        raise UsageError(args.parser.prog, f"{missing[0]!r} is neither a folder nor the address of a feed")
    read = 0
    with _corpus(args, screen) as corpus:
        for news in follow(corpus, args.sources, every=60 * args.every, once=args.once):
            read += news.read
            _told(news, screen)
    return READ if read or not args.once else NOTHING_READ


def _told(news: News, screen: Screen) -> None:
    for fault in news.faults:
        screen.warn(fault)
    lines = [f"{news.read} new article{'' if news.read == 1 else 's'}", *(f"  {change.kind}: {change.title}" for change in news.changes)]
    screen.print("\n".join(lines) + "\n")


def run_forget(args: argparse.Namespace, screen: Screen) -> int:
    from corroborate.desk.deciding import now

    _there(args)
    with _corpus(args, screen) as corpus:
        articles = corpus.analysis().articles
        found = [a for a in articles if args.article in (a.id, a.path, a.url)] or [a for a in articles if a.id.startswith(args.article)]
        if len(found) != 1:
            raise UsageError(args.parser.prog, f"{len(found) or 'no'} articles are meant by {args.article!r}")
        corpus.forget(found[0].id, at=now(), why=args.why)
        corpus.analysis()  # relate what is left
    _refresh(Path(args.db))
    screen.print(f"forgotten: {found[0].path}\n")
    return READ


def _refresh(db: Path) -> None:
    """Take out of the catalogue what is not there any more."""
    from corroborate.desk.library import Library

    library = Library(db)
    library.refresh()
    library.shelves.settle()


def run_decisions(args: argparse.Namespace, screen: Screen) -> int:
    from corroborate.desk.deciding import as_line, from_lines
    from corroborate.writing import write

    _there(args)
    with _corpus(args, screen) as corpus:
        if args.what == "export":
            write(args.file, [as_line(d) + "\n" for d in corpus.decisions()])
            return READ
        try:
            lines = sys.stdin.read() if args.file == "-" else Path(args.file).read_text(encoding="utf-8")
        except (OSError, UnicodeError) as error:
            raise UsageError(args.parser.prog, f"{args.file} cannot be read") from error
        new = corpus.decide(from_lines(lines.splitlines()))
        corpus.analysis()
    _refresh(Path(args.db))
    screen.print(f"{new} new\n")
    return READ


def run_export(args: argparse.Namespace, screen: Screen) -> int:
    from corroborate.desk.exports import export
    from corroborate.writing import write

    _there(args)
    with _corpus(args, screen) as corpus:
        whole = corpus.analysis()
    found = [s.id for s in whole.links.stories if s.id.startswith(args.story)]
    if len(found) != 1:
        raise UsageError(args.parser.prog, f"{len(found) or 'no'} stories have an id that begins with {args.story!r}")
    try:
        write(args.out, [export(_only(whole, found[0]), args.format)[0]])
    except OutputError as error:
        screen.fault(error)
        return NOTHING_READ
    return READ


def _only(whole: Analysis, story: str) -> Analysis:
    """One story of an analysis, with its articles."""
    from corroborate.types import Analysis, Links

    told = next(s for s in whole.links.stories if s.id == story)
    held = set(told.articles)
    pairs = [(a, f) for a, f in zip(whole.articles, whole.findings, strict=True) if a.id in held]
    links = Links(
        tuple(r for r in whole.links.reuse if {r.a, r.b} <= held), (told,), tuple(e for e in whole.links.entities if any(a in held for a, _ in e.referents)),
        tuple(c for c in whole.links.claims if c.story == story),
    )
    return Analysis(tuple(a for a, _ in pairs), tuple(f for _, f in pairs), links)
