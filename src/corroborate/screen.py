"""What the command line shows: results on standard output, progress and faults on standard error; colour and movement on terminals only."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from corroborate.errors import CorroborateError, StoreError
from corroborate.text.display import plain
from corroborate.types import Rejected
from corroborate.watching import Watcher

if TYPE_CHECKING:
    from rich.text import Text


TOGETHER = 500  #: lines that are written at a time


class Screen(Watcher):
    """Standard output and standard error of one command. *strict*: a database that fails ends the command."""

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict
        self._line: Callable[[str], None] = _to_stderr
        self._advance: Callable[[], None] = lambda: None

    def stored(self, path: str) -> None:
        self._advance()

    def rejected(self, rejected: Rejected) -> None:
        self._advance()
        self.warn(f"{rejected.path}: {rejected.reason}")

    def store_failed(self, error: StoreError) -> None:
        if self.strict:
            raise error
        self.warn(f"{error}; going on without it")

    def fault(self, error: CorroborateError) -> None:
        """What could not be done."""
        self.warn(str(error))

    def warn(self, line: str) -> None:
        """One line on standard error, above the progress bar where there is one."""
        self._line(plain(line))

    def show(self, lines: Iterable[Text]) -> bool:
        """Lines on standard output as they come, in colour on a terminal. Whether all of them could be written."""
        from rich.console import Console

        console, lines = Console(highlight=False, soft_wrap=True), iter(lines)
        while some := list(islice(lines, TOGETHER)):
            with console.capture() as captured:
                for line in some:
                    console.print(line)
            if not self.print(captured.get()):
                return False
        return True

    def print(self, text: str) -> bool:
        """*text* on standard output as it is. Whether all of it could be written; a reader that has gone (`| head`) has all it wants."""
        try:
            sys.stdout.buffer.write(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            silence()
        except OSError as error:
            silence()
            self.warn(f"standard output: {(error.strerror or str(error)).lower()}")
            return False
        return True

    @contextmanager
    def progress(self, paths: Sequence[str]) -> Iterator[None]:
        """A bar while pages are read, on a terminal; nothing in a pipe."""
        if not sys.stderr.isatty():
            yield
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(stderr=True, highlight=False)
        with Progress(TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console, transient=True) as bar:
            task = bar.add_task("", total=expected(paths))
            self._line = lambda line: console.print(line, markup=False, soft_wrap=True)
            self._advance = lambda: bar.advance(task)
            try:
                yield
            finally:
                self._line, self._advance = _to_stderr, lambda: None


def expected(paths: Sequence[str]) -> int | None:
    """How many pages *paths* may hold, for the bar; `None` when a file of many, an address, or standard input is among them."""
    count = 0
    if any("://" in path for path in paths):
        return None
    for path in map(Path, paths):
        files = [Path(folder) / name for folder, _, names in os.walk(path) for name in names] or [path]
        if any({".jsonl", ".ndjson", ".parquet", ".warc", ".wet"} & set(file.suffixes) or file.name == "-" for file in files):
            return None
        count += len(files)
    return count


def silence() -> None:
    """Nobody reads standard output any more: let what is still to come, at exit too, fall on nothing."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())


def _to_stderr(line: str) -> None:
    print(f"corroborate: {line}".encode("utf-8", "backslashreplace").decode("utf-8"), file=sys.stderr)
