"""The command line: one command per thing a `Corpus` does.

Light on purpose: what analyses is imported when it is needed, so that help and faults in the command come at once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from corroborate import __version__
from corroborate.desk.commands import add as add_desk
from corroborate.errors import DataInvalid, OutputError, StoreError, UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from corroborate.corpus import Corpus
    from corroborate.screen import Screen
    from corroborate.types import Analysis, Story

READ, NOTHING_READ, WRONG_USAGE, STOPPED = 0, 1, 2, 130

ABOUT = """\
Reads raw news and shows who said what, where each account comes from, and what independent origins corroborate.

examples:
  corroborate analyze articles/                            a summary of all articles in a folder
  corroborate analyze articles/ --report story.html        the same as a page to look at and send on
  corroborate analyze --help                               more of these
"""

ANALYZE = """\
Read articles, relate them, and print a summary; write JSON, a table, a page, a database where asked.

PATH is a text, HTML or PDF file, a feed (RSS, Atom), a file of many articles, a folder of all these, an address (https://, s3://) of one, or - for a text
on standard input. Files of many articles: .jsonl (one a line: "text" or "html", and any of "id", "url", "outlet", "title", "date"), .parquet (the same as
columns), .warc and .wet; all but .parquet also as .gz or .zst.

examples:
  corroborate analyze monday/ tuesday.jsonl.gz             several inputs, one summary
  corroborate analyze story/ --report story.html           a page that shows every finding in its words
  corroborate analyze story/ --json story.json             all findings, with offsets (see: corroborate schema)
  corroborate analyze story/ --json - | jq '.claims[] | select(.verdict == "disputed")'
  corroborate analyze story/ --csv accounts.csv            a table for a spreadsheet, one account a row
  corroborate analyze story/ --parquet tables/             tables for DuckDB, Polars or Spark
  corroborate analyze monday/ --db news.db                 keep what was read ...
  corroborate analyze tuesday/ --db news.db                ... and add to it the next day: shows the stories that this changes
  corroborate analyze --db news.db --json news.json        all that the database holds
  corroborate analyze story/ --data mine/                  your own outlets.toml, agencies.toml, ... laid over the shipped ones
"""

OUTCOME = """\
Each input that cannot be read is named on standard error with its fault, one line each, and the rest goes on; so is an output that cannot be written.
exit status: 0 if any article was read, 1 if none was, 2 if the command was wrong
"""

SCHEMA = """\
Print the JSON Schema (draft 2020-12) of what analyze --json writes, or check --json.

examples:
  corroborate schema > corroborate.schema.json
  corroborate schema check
"""

STORIES = """\
List the stories in a database, one a line.

examples:
  corroborate stories --db news.db
  corroborate stories --db news.db --json - | jq '.stories[] | select(.claims.disputed > 0) | .title'
"""

STORY = """\
Show one story in a database with all its claims. ID is what `corroborate stories` shows first, or its beginning.

examples:
  corroborate story 3f2a --db news.db
  corroborate story 3f2a --db news.db --json story.json    its articles, findings and claims, as analyze writes them
"""

ORIGINS = """\
Show where one story in a database comes from: its independent origins with the reasons, who has what from whom with the words that show it, and circles.
ID is what `corroborate stories` shows first, or its beginning.

examples:
  corroborate origins 3f2a --db news.db
  corroborate origins 3f2a --db news.db --json - | jq '.stories[0].edges[] | [.kind, .why]'
"""

CLAIMS = """\
List the claims in a database, over all stories or of one. ID is what `corroborate stories` shows first, or its beginning.

examples:
  corroborate claims --db news.db --verdict disputed
  corroborate claims --db news.db --verdict agreed --story 3f2a
"""

EVENTS = """\
Write the political events in a database, or in articles, for other programs: who did what to whom, after the PLOVER codebook.

PATH is what analyze reads. Formats: plover, JSON Lines with the codebook's fields; gdelt, a table of happenings with GDELT's columns, and mentions, its table of
tellings; csv, an event a row; graphml, the network of actors for Gephi, igraph or NetworkX. Without --political, events of local crime are among them.

examples:
  corroborate events --db news.db --political > events.jsonl
  corroborate events monday/ tuesday.jsonl.gz --format csv --out events.csv
  corroborate events --db news.db --format gdelt --out events.tsv
  corroborate events --db news.db --format mentions --out mentions.tsv
  corroborate events --db news.db --story 3f2a --format graphml --out actors.graphml
  corroborate events --db news.db | jq 'select(.event_type == "SANCTION" and .status == "asserted")'
"""

CHECK = """\
Check a draft against a database: for each of its sentences the accounts that support or contradict it, with their outlets, origins and words.

DRAFT is a text file, - for a text on standard input, or the text itself. A sentence is supported only where an account tells all of it; one thing in it
(a number, an age, a day) can be supported alone. Where nothing is found, that is said.

examples:
  corroborate check draft.txt --db news.db
  corroborate check "Three people were hurt in the fire on Quarry Street." --db news.db
  corroborate check draft.txt --db news.db --json - | jq '.sentences[] | select(.result == "contradicted") | .text'
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status. *arguments*: as after the program's name; `None`: those of this process."""
    parser = make_parser()
    args = parser.parse_args(arguments)
    if not hasattr(args, "run"):
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    return run(args)


def run(args: argparse.Namespace) -> int:
    """Do what *args* ask, with the faults that end a command told in one line."""
    from corroborate.screen import Screen

    screen = Screen()
    try:
        status: int = args.run(args, screen)
    except (UsageError, DataInvalid) as error:
        screen.fault(error)
        return WRONG_USAGE
    except StoreError as error:
        screen.fault(error)
        return NOTHING_READ
    except KeyboardInterrupt:
        screen.warn("stopped" + ("; what was read is stored" if getattr(args, "db", None) else ""))
        return STOPPED
    return status


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; documentation is made from it, too."""
    parser = argparse.ArgumentParser("corroborate", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"corroborate {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _analyze(_command(commands, "analyze", "read articles and relate them", ANALYZE, _run_analyze, OUTCOME))
    of = _command(commands, "schema", "print the JSON Schema of the output", SCHEMA, _run_schema)
    of.add_argument("of", metavar="COMMAND", nargs="?", choices=["analyze", "check"], default="analyze", help="whose output (default: analyze)")
    stories = _command(commands, "stories", "list the stories in a database", STORIES, _run_stories)
    story = _command(commands, "story", "show one story in a database", STORY, _run_story)
    origins = _command(commands, "origins", "show where one story in a database comes from", ORIGINS, _run_origins)
    for one in (story, origins):
        one.add_argument("id", metavar="ID", help="the story's id, or its beginning")
    check = _command(commands, "check", "check a draft against a database", CHECK, _run_check)
    check.add_argument("draft", metavar="DRAFT", help="a text file, - for standard input, or the text itself")
    for asking in (stories, story, origins, check):
        asking.add_argument("--json", metavar="FILE", help="write it as JSON instead; - for standard output")
        _db(asking)
    _events(_command(commands, "events", "write coded events for other programs", EVENTS, _run_events))
    claims = _command(commands, "claims", "list the claims in a database", CLAIMS, _run_claims)
    claims.add_argument("--verdict", metavar="VERDICT", choices=["agreed", "varied", "disputed", "single"], help="only claims of this verdict")
    claims.add_argument("--story", metavar="ID", dest="id", help="only claims of the story whose id begins so")
    _db(claims)
    add_desk(lambda name, short, text, action: _command(commands, name, short, text, action))
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, short: str, text: str, action: Callable[..., int], after: str = ""
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=short, description=text, epilog=after, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.set_defaults(run=action, parser=parser)
    return parser


def _analyze(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="*", help="what to read; - for standard input; none: what --db holds")
    parser.add_argument("--json", metavar="FILE", help="write all findings as JSON; - for standard output, without the summary")
    parser.add_argument("--csv", metavar="FILE", help="write a table of all accounts; - for standard output, without the summary")
    parser.add_argument("--parquet", metavar="DIR", help="write Parquet tables (articles, quotations, events, claims, accounts, credits, reuse, stories) into this folder")
    parser.add_argument("--report", metavar="FILE.html", help="write a page that shows the stories and every finding in its words")
    parser.add_argument("--db", metavar="FILE", help="keep articles and findings in this database, and relate them with those that it holds")
    parser.add_argument("--workers", metavar="N", type=_workers, default=0, help="processes to work with (default: one per core, when there is enough to do)")
    parser.add_argument("--engine", choices=["pool", "ray"], default="pool", help="where articles are read: processes here (default), or a Ray cluster")
    parser.add_argument("--address", metavar="HOST:PORT", help="of the Ray cluster (default: one is started here)")
    parser.add_argument("--data", metavar="DIR", type=Path, help="a folder of .toml files to lay over the shipped knowledge (outlets, agencies, cues, titles, ...)")


def _events(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="*", help="what to read; - for standard input; none: what --db holds")
    parser.add_argument("--db", metavar="FILE", help="a database that analyze --db made; with PATH: keep what is read there")
    parser.add_argument("--format", metavar="FORMAT", choices=("plover", "gdelt", "mentions", "csv", "graphml"), default="plover", help="how to write them (default: plover)")
    parser.add_argument("--story", metavar="ID", help="only events of this story: its id, or its beginning")
    parser.add_argument("--political", action="store_true", help="only events of political actors: states, officials, parties, rebels, international bodies, ...")
    parser.add_argument("--out", metavar="FILE", default="-", help="where to write; - for standard output (default)")
    parser.add_argument("--workers", metavar="N", type=_workers, default=0, help="processes to work with (default: one per core, when there is enough to do)")
    parser.add_argument("--data", metavar="DIR", type=Path, help="a folder of .toml files to lay over the shipped knowledge (plover, actors, sectors, ...)")


def _db(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", metavar="FILE", required=True, help="a database that analyze --db made")
    parser.set_defaults(data=None, workers=0)


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def _run_analyze(args: argparse.Namespace, screen: Screen) -> int:
    _check(args)
    with _corpus(args, screen) as corpus:
        if args.paths and not (_outputs(args) or args.parquet) and corpus.size()[0]:
            return _grow(args, corpus, screen)
        with screen.progress(args.paths):
            added = corpus.add(args.paths, without=[*_outputs(args), *_tables(args)]) if args.paths else None
            if _outputs(args):
                corpus.analysis()  # what is written as one is held as one
            whole = corpus.overview()
        _write(args, corpus, screen)
        if "-" not in (args.json, args.csv):
            from corroborate.summary import summary

            screen.show(summary(whole, corpus.parts()))
    return READ if (added.read + added.known if added else whole.articles) else NOTHING_READ


def _grow(args: argparse.Namespace, corpus: Corpus, screen: Screen) -> int:
    """Add to a database that holds articles already, and tell what that changed; nothing else of it is read."""
    from corroborate.summary import grown

    with screen.progress(args.paths):
        added = corpus.add(args.paths)
        changed = corpus.update()
    screen.show(grown(added.read, corpus.size(), (corpus.stories([story]) for story in changed)))
    return READ if added.read + added.known else NOTHING_READ


def _check(args: argparse.Namespace) -> None:
    if not args.paths and not args.db:
        _wrong(args, "give a PATH to read, or a database with --db")
    outputs = _outputs(args)
    if len({*outputs}) < len(outputs):
        _wrong(args, "two outputs into one place")
    for output in outputs:
        if output == "" or Path(output).is_dir():
            _wrong(args, f"an output needs a file, and {output!r} is none")
    if args.parquet is not None and (not args.parquet or Path(args.parquet).is_file()):
        _wrong(args, "--parquet needs a folder")
    if args.parquet and find_spec("pyarrow") is None:
        _wrong(args, 'for --parquet: pip install "corroborate[parquet]"')
    if args.engine == "ray" and find_spec("ray") is None:
        _wrong(args, 'for --engine ray: pip install "corroborate[ray]"')
    if args.report == "-":
        _wrong(args, "--report needs a file")
    if not args.paths and not Path(args.db).is_file():
        _wrong(args, f"no database at {args.db}")


def _outputs(args: argparse.Namespace) -> list[str]:
    return [output for output in (args.json, args.csv, args.report) if output is not None]


def _tables(args: argparse.Namespace) -> list[Path]:
    """The files that --parquet writes: they are not read, should they lie in a folder that is."""
    from corroborate.tables import TABLES

    return [Path(args.parquet) / f"{name}.parquet" for name in TABLES] if args.parquet else []


def _wrong(args: argparse.Namespace, fault: str) -> NoReturn:
    raise UsageError(args.parser.prog, f"{fault} (see {args.parser.prog} --help)")


def _corpus(args: argparse.Namespace, screen: Screen) -> Corpus:
    from corroborate.config import Config
    from corroborate.corpus import Corpus

    engine: Literal["pool", "ray"] = getattr(args, "engine", "pool")
    address: str | None = getattr(args, "address", None)
    return Corpus(args.db, config=Config(data=args.data, workers=args.workers, engine=engine, address=address), watch=screen)


def _write(args: argparse.Namespace, corpus: Corpus, screen: Screen) -> None:
    """Each output that was asked for; one that cannot be written does not stop the next."""
    from corroborate.writing import write

    if args.parquet:
        try:
            corpus.parquet(args.parquet)
        except OutputError as error:
            screen.fault(error)
    makers = [(args.json, corpus.json_lines), (args.csv, lambda: [corpus.csv()]), (args.report, lambda: [corpus.report()])]
    for target, make in makers:
        if target is not None:
            try:
                write(target, make())
            except OutputError as error:
                screen.fault(error)


def _run_schema(args: argparse.Namespace, screen: Screen) -> int:
    import json

    from corroborate.schema import check_schema, schema

    return READ if screen.print(json.dumps((check_schema if args.of == "check" else schema)(), indent=2, ensure_ascii=False) + "\n") else NOTHING_READ


def _opened(args: argparse.Namespace, screen: Screen) -> Corpus:
    """The database that is asked, which must be there."""
    if not Path(args.db).is_file():
        _wrong(args, f"no database at {args.db}")
    screen.strict = True
    return _corpus(args, screen)


def _stored(args: argparse.Namespace, screen: Screen) -> Analysis:
    with _opened(args, screen) as corpus, screen.progress([]):
        return corpus.analysis()


def _run_stories(args: argparse.Namespace, screen: Screen) -> int:
    from corroborate.summary import stories_lines
    from corroborate.views import stories_json

    if args.json is None:
        return _by_part(args, screen, stories_lines)
    analysis = _stored(args, screen)
    return _answer(args, screen, lambda: stories_json(analysis), lambda: stories_lines(analysis))


def _run_story(args: argparse.Namespace, screen: Screen) -> int:
    from corroborate.summary import whole_story
    from corroborate.views import story_json

    analysis, story = _one_story(args, screen)
    return _answer(args, screen, lambda: story_json(analysis, story.id), lambda: whole_story(story, analysis))


def _run_origins(args: argparse.Namespace, screen: Screen) -> int:
    from corroborate.summary import origins_lines
    from corroborate.views import origins_json

    analysis, story = _one_story(args, screen)
    return _answer(args, screen, lambda: origins_json(analysis, story.id), lambda: origins_lines(story, {a.id: a for a in analysis.articles}))


def _one_story(args: argparse.Namespace, screen: Screen) -> tuple[Analysis, Story]:
    """The one story whose id begins as asked, and its analysis."""
    with _opened(args, screen) as corpus, screen.progress([]):
        corpus.update()
        name = _only(args, corpus.stories_called(args.id), args.id)
        analysis = corpus.stories([name])
    return analysis, analysis.links.stories[0]


def _story_called(args: argparse.Namespace, analysis: Analysis, id_: str) -> str:
    return _only(args, [s.id for s in analysis.links.stories if s.id.startswith(id_)], id_)


def _only(args: argparse.Namespace, found: Sequence[str], id_: str) -> str:
    if len(found) != 1:
        _wrong(args, f"{len(found) or 'no'} stories have an id that begins with {id_!r}")
    return found[0]


def _answer(args: argparse.Namespace, screen: Screen, as_json: Callable[[], dict[str, Any]], lines: Callable[[], Iterable[Text]]) -> int:
    """What was asked, as JSON where that is wanted, else in words."""
    from corroborate.screen import silence
    from corroborate.views import pieces
    from corroborate.writing import write

    if args.json is None:
        return READ if screen.show(lines()) else NOTHING_READ
    try:
        write(args.json, pieces(as_json()))
    except BrokenPipeError:
        silence()
    except OutputError as error:
        screen.fault(error)
        return NOTHING_READ
    return READ


def _run_events(args: argparse.Namespace, screen: Screen) -> int:
    from corroborate.event_export import coded_events, exported
    from corroborate.screen import silence
    from corroborate.writing import write

    if not args.paths and not args.db:
        _wrong(args, "give a PATH to read, or a database with --db")
    if args.out == "" or Path(args.out).is_dir():
        _wrong(args, f"an output needs a file, and {args.out!r} is none")
    if not args.paths:
        analysis = _stored(args, screen)
    else:
        with _corpus(args, screen) as corpus, screen.progress(args.paths):
            corpus.add(args.paths, without=[args.out])
            analysis = corpus.analysis()
    story = _story_called(args, analysis, args.story) if args.story is not None else None
    try:
        write(args.out, exported(coded_events(analysis, story=story, political=args.political), args.format))
    except BrokenPipeError:
        silence()
    except OutputError as error:
        screen.fault(error)
        return NOTHING_READ
    return READ if analysis.articles else NOTHING_READ


def _run_claims(args: argparse.Namespace, screen: Screen) -> int:
    from corroborate.summary import claims_lines

    if args.id is None:
        return _by_part(args, screen, lambda part: claims_lines(part, args.verdict))
    analysis, _ = _one_story(args, screen)
    return READ if screen.show(claims_lines(analysis, args.verdict)) else NOTHING_READ


def _by_part(args: argparse.Namespace, screen: Screen, lines: Callable[[Analysis], Iterable[Text]]) -> int:
    """What *lines* tells of each story of a database, one after the other."""
    with _opened(args, screen) as corpus:
        with screen.progress([]):
            corpus.update()
        return READ if screen.show(line for part in corpus.parts() for line in lines(part)) else NOTHING_READ


def _run_check(args: argparse.Namespace, screen: Screen) -> int:
    from corroborate.checking import check, check_json, check_lines
    from corroborate.config import Config
    from corroborate.errors import PageUnreadable

    draft = _draft(args)
    analysis = _stored(args, screen)
    try:
        found = check(draft, analysis, config=Config(data=args.data))
    except PageUnreadable as error:
        _wrong(args, str(error))
    return _answer(args, screen, lambda: check_json(found, analysis), lambda: check_lines(found, analysis))


def _draft(args: argparse.Namespace) -> str:
    """The draft's text: of a file where there is one of that name, of standard input for `-`, else the argument itself."""
    path = Path(args.draft) if args.draft.strip() and len(args.draft) < 1024 and "\0" not in args.draft else None
    try:
        if args.draft == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        if path is not None and path.is_file():
            return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        _wrong(args, f"{args.draft} is not UTF-8 text")
    except OSError as error:
        _wrong(args, f"{args.draft}: {(error.strerror or str(error)).lower()}")
    if path is not None and (path.is_dir() or (" " not in args.draft.strip() and (path.suffix or "/" in args.draft))):
        _wrong(args, f"no file {args.draft}")
    return str(args.draft)
