"""`Corpus`: the one object that Python users and the command line share."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from corroborate import __version__
from corroborate.config import Config
from corroborate.engines import Result, run
from corroborate.errors import StoreError
from corroborate.export import csv_text, json_lines
from corroborate.ingest.readers import portable, read_pages
from corroborate.knowledge import check
from corroborate.parts import SHOWN, Overview, in_parts, overview
from corroborate.pipeline import relate
from corroborate.relate.decisions import correct_findings
from corroborate.relate.versions import address, by_address, current
from corroborate.store import Store
from corroborate.store.records import Records
from corroborate.store.relations import Made
from corroborate.types import Analysis, Article, Decision, Findings, Links, Page, Rejected
from corroborate.updating import Program, links_of, ordered, update
from corroborate.watching import Watcher

if TYPE_CHECKING:
    from types import TracebackType


@dataclass(frozen=True, slots=True)
class Added:
    """What came of one `Corpus.add`."""

    read: int  #: pages that became articles
    known: int  #: pages that were there already, as articles
    rejected: tuple[Rejected, ...]  #: all else, by path


class Corpus:
    """Articles, what each says, and what relates them; in memory, or in a database that outlives the process.

    *db*: a file, made if missing; what an older program found in it is found anew, from the originals, when the analysis is asked for.
    Raises `StoreError` wherever it cannot read or write *db*, unless *watch* says otherwise, and `DataInvalid` for a `Config.data` that cannot be
    laid over the shipped tables. Use it from one thread.
    """

    def __init__(self, db: str | Path | None = None, *, config: Config | None = None, watch: Watcher | None = None) -> None:
        self.config = config or Config()
        if self.config.data is not None:
            check(self.config.data)
        self._watch = watch or Watcher()
        self._fingerprint = fingerprint(self.config)
        self._analysis: Analysis | None = None
        self._just_read: set[str] = set()  # paths whose files are known to be as they were read: of text files alone, so that a large archive takes no memory
        try:
            self._store = Store(Path(db) if db is not None else None)
        except StoreError as error:
            self._watch.store_failed(error)
            self._store = Store(None)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def add(self, paths: str | Path | Sequence[str | Path], *, without: Sequence[str | Path] = ()) -> Added:
        """Read files, folders, JSON Lines or `-` (standard input) and keep what they hold. Adding the same again changes nothing.

        Nothing is raised for an input that cannot be read: it is among `Added.rejected`. Files named in *without*, and the database itself, are passed over
        in silence: outputs may lie in the folder that is read.
        """
        names = [str(p) if "://" in str(p) else portable(str(p)) for p in ([paths] if isinstance(paths, str | Path) else paths)]
        tally = _Tally(passed_over=_places([*without, *([self._store.path] if self._store.path else [])]))
        for name in names:
            self._write(partial(Store.forget_rejected, root=name))
        return self._add(read_pages(names, self.config, _stdin(names)), tally)

    def add_pages(self, pages: Iterable[Page | Rejected]) -> Added:
        """The same for pages that were read elsewhere: from a feed, from a database of yours."""
        return self._add(pages, _Tally())

    def _add(self, pages: Iterable[Page | Rejected], tally: _Tally) -> Added:
        self._analysis = None
        for page, result in run(self._new(pages, tally), self.config):
            self._keep(page, result, tally)
        return Added(tally.read, tally.known, tuple(sorted(set(tally.rejected), key=lambda r: (r.path, r.reason))))

    def analysis(self) -> Analysis:
        """All articles with their findings, by article id, and what relates them."""
        if self._analysis is None:
            self._read_again()
            done = list(self._store.results(self._fingerprint))
            decisions = self.decisions()
            articles = tuple(self._openable(a) for a, _ in done)
            findings = correct_findings(decisions, articles, [f for _, f in done])
            self._analysis = Analysis(articles, findings, self._links(articles, findings, decisions), self._store.rejected())
        return self._analysis

    def update(self, leaving: Callable[[Made], None] | None = None) -> tuple[str, ...]:
        """Relate what was added since the last time: the ids of stories that are new or changed. Others are neither read nor worked again.

        *leaving* is given each story that is replaced, as it was.
        """
        self._read_again()
        changed: list[tuple[str, ...]] = []
        program = Program(self._fingerprint, _code("relate"), self.config, tuple(d for d in self.decisions() if d.undone is None))
        self._write(lambda store: changed.append(update(store, program, leaving)))
        return changed[-1]

    def stories(self, ids: Sequence[str]) -> Analysis:
        """The analysis of some stories alone, by their ids, as of the last `update`; earlier versions of their pages are among the articles."""
        links = links_of(self._store, ids)
        told = self._store.articles(sorted({a for s in links.stories for a in s.articles}))
        done = self._store.articles(sorted({a.id for a, _ in told} | set(self._store.relations.at(address(a) for a, _ in told))))
        articles = tuple(self._openable(a) for a, _ in done)
        return Analysis(articles, correct_findings(self.decisions(), articles, [f for _, f in done]), links, self._store.rejected())

    def overview(self) -> Overview:
        """What there is, counted; without holding it."""
        if self._analysis is not None or self._store.path is None:
            return overview(self.analysis())
        self.update()
        sizes = self._store.relations.sizes()
        groups, changed = self._store.relations.changed(SHOWN)
        told = tuple(by_address([a for a, _ in self._store.articles([i for g in groups for i in g])]))
        together = sum(n > 1 for _, n in sizes)
        return Overview(self._store.size()[0], self._store.unread(), len(self._store.rejected()), together, len(sizes) - together, told, changed)

    def parts(self) -> Iterator[Analysis]:
        """The analysis in parts, with one at a time in memory: first one a story, in order, with its articles, entities and claims, then what is in none."""
        if self._analysis is not None or self._store.path is None:
            yield from in_parts(self.analysis())
            return
        self.update()
        decisions = self.decisions()
        for story, _ in self._store.relations.sizes():
            links = links_of(self._store, [story])
            yield self._part([a for s in links.stories for a in s.articles], links, decisions)
        yield self._part(self._store.relations.apart(), Links(), decisions)
        yield from (Analysis((), (), Links(reuse=(pair,))) for pair in self._store.relations.across())

    def _part(self, ids: Iterable[str], links: Links, decisions: Sequence[Decision]) -> Analysis:
        done = self._store.articles(sorted(ids))
        articles = tuple(self._openable(a) for a, _ in done)
        return Analysis(articles, correct_findings(decisions, articles, [f for _, f in done]), links)

    def met(self, address: str) -> bool:
        """Whether an article of this address was there at the last `update`."""
        return bool(self._store.relations.at([address]))

    def stories_called(self, beginning: str) -> list[str]:
        """The ids of stories, as of the last `update`, that begin so."""
        return self._store.relations.stories(beginning)

    def size(self) -> tuple[int, int]:
        """How many articles it holds, and how many stories as of the last `update`."""
        return self._store.size()

    def decisions(self) -> tuple[Decision, ...]:
        """What people corrected in this database, undone decisions too, earliest first."""
        return self._store.records.decisions()

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Take over *decisions*; they hold from the next `analysis` on. How many were new, or newly undone."""
        self._analysis = None
        return self._store.records.decide(decisions)

    def forget(self, article: str, *, at: str, why: str = "") -> bool:
        """Remove an article's text and all that was found in it, for good; its hash is kept, so that it does not come back. Whether it was there.

        *article*: its id; *at*: when it was asked for (ISO 8601).
        """
        self._analysis = None
        return self._store.forget(article, at, why)

    @property
    def records(self) -> Records:
        """What people and the desk keep beside articles: decisions, changes, feeds."""
        return self._store.records

    def json(self) -> str:
        """The analysis as the JSON of the output contract: same articles, same bytes."""
        return "".join(self.json_lines())

    def json_lines(self) -> Iterator[str]:
        """The same in pieces, for a large one."""
        return json_lines(self.analysis())

    def csv(self) -> str:
        """The accounts of all claims as CSV, one a row."""
        return csv_text(self.analysis())

    def parquet(self, folder: str | Path) -> None:
        """Write the analysis as Parquet tables into *folder*; needs pyarrow. Raises `OutputError`."""
        from corroborate.tables import write_tables

        write_tables(self.parts(), folder)

    def report(self) -> str:
        """The analysis as one self-contained HTML page."""
        from corroborate.report import render

        return render(self.analysis())

    def _new(self, inputs: Iterable[Page | Rejected], tally: _Tally) -> Iterator[Page]:
        """Those of *inputs* that must be read; the others are settled here."""
        for page in inputs:
            if tally.passed_over and not tally.passed_over.isdisjoint(map(os.path.realpath, (page.path, page.path.split("#")[0]))):
                continue
            if isinstance(page, Rejected):
                self._reject(page, tally)
                self._write(partial(Store.reject, rejected=page))
                continue
            if page.verbatim:
                self._just_read.add(page.path)
            known = self._store.known(page, self._fingerprint)
            if isinstance(known, Rejected):
                self._reject(known, tally)
            elif known or (page.path, page.sha256) in tally.handed_out:
                tally.known += 1
            else:
                tally.handed_out.add((page.path, page.sha256))
                yield page

    def _keep(self, page: Page, result: Result, tally: _Tally) -> None:
        self._write(partial(Store.put, page=page, result=result, fingerprint=self._fingerprint))
        tally.handed_out.discard((page.path, page.sha256))  # the store knows it from here on
        if isinstance(result, Rejected):
            self._reject(result, tally)
        else:
            tally.read += 1
            self._watch.stored(page.path)

    def _reject(self, rejected: Rejected, tally: _Tally) -> None:
        tally.rejected.append(rejected)
        self._watch.rejected(rejected)

    def _write(self, act: Callable[[Store], None]) -> None:
        """Do *act* on the store; when the store fails and the watcher lets us, on a copy of it in memory from here on."""
        try:
            act(self._store)
        except StoreError as error:
            self._watch.store_failed(error)
            failed, self._store = self._store, self._store.in_memory()
            failed.close()
            act(self._store)

    def _read_again(self) -> None:
        """What another program read is read by this one."""
        for page, result in run(self._store.stale(self._fingerprint), self.config):
            self._keep(page, result, _Tally())

    def _links(self, articles: tuple[Article, ...], findings: tuple[Findings, ...], decisions: tuple[Decision, ...]) -> Links:
        """What relates them: of a database as stored and brought up to date, else made now. Of several versions of one article the latest is related."""
        if self._store.path is not None:
            self.update()
        if self._store.path is not None:  # the database may have failed
            return ordered(self._store.links())
        return relate(*current(articles, findings), self.config, decisions)

    def _openable(self, article: Article) -> Article:
        """*article*, which carries its text into the output unless its file still holds it."""
        if not article.verbatim or article.path in self._just_read:
            return article
        try:
            same = hashlib.sha256(Path(article.path).read_bytes()).hexdigest() == article.sha256
        except OSError:
            same = False
        return replace(article, verbatim=same)


def _places(files: Iterable[str | Path]) -> frozenset[str]:
    """Real paths of *files* and of what SQLite keeps beside a database."""
    return frozenset(os.path.realpath(f"{file}{end}") for file in files if str(file) != "-" for end in ("", "-wal", "-shm"))


def _stdin(names: Sequence[str]) -> BinaryIO | None:
    return sys.stdin.buffer if "-" in names and sys.stdin is not None else None


@dataclass(slots=True)
class _Tally:
    """Counts while adding."""

    read: int = 0
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    handed_out: set[tuple[str, str]] = field(default_factory=set)  #: path and hash of each page that is being read
    passed_over: frozenset[str] = frozenset()  #: real paths


def fingerprint(config: Config) -> str:
    """What findings depend on besides the page: the program's code, its data and weights, and the settings. Findings of another one are made anew."""
    own = [f"{p.name} {_digest(p.read_text(encoding='utf-8'))}" for p in sorted(config.data.glob("*.toml"))] if config.data else []
    return _digest(_code("annotate", "data", "ingest", "language", "text"), str(config.max_bytes), str(config.max_chars), *own)


@lru_cache(maxsize=4)
def _code(*folders: str) -> str:
    """The installed program in *folders*: version, code and data word by word, weights by size."""
    root = Path(__file__).parent
    parts = sorted(p for folder in folders for p in (root / folder).rglob("*") if p.suffix in (".py", ".toml", ".json", ".onnx"))
    return _digest(__version__, *(f"{p.relative_to(root)} {p.stat().st_size if p.suffix == '.onnx' else _digest(p.read_text(encoding='utf-8'))}" for p in parts))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
