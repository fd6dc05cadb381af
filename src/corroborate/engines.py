"""Where the per-article work runs: in this process when the articles are few, else in a pool of processes or on a Ray cluster.

What comes out does not depend on which, nor on how many: an article's findings depend on that article alone, and the models run in one thread each, for with
three or more their scores differ in the last bits. Threads of ours gain little (half of the work holds the interpreter) and hold 100 MB more.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

from corroborate.bounds import TooSlow, bound_memory, bounded
from corroborate.config import Config
from corroborate.pipeline import read
from corroborate.types import Article, Findings, Page, Rejected

T = TypeVar("T")
Result = tuple[Article, Findings] | Rejected

FEW = 6  #: up to so many articles are done here sooner than by processes that must first load the models
AHEAD = 4  #: pages handed out per process, so that none waits and memory stays small


def run(pages: Iterable[Page], config: Config) -> Iterator[tuple[Page, Result]]:
    """Read *pages*; results come as they are done. A page that the program fails on is `Rejected` as an internal error; the rest goes on."""
    pages = iter(pages)
    if config.engine == "ray":
        from corroborate.cluster import run_on_ray

        return run_on_ray(pages, attempt, config)
    head = list(islice(pages, FEW + 1))
    every = chain(head, pages)
    return _here(every, config) if config.cores == 1 or len(head) <= FEW else _pooled(every, config)


def attempt(page: Page, config: Config) -> Result:
    """`read`, with any failure of the program itself told as a rejection."""
    try:
        with bounded(config.max_seconds):
            return read(page, config)
    except TooSlow:
        return Rejected(page.path, f"internal error: not done after {config.max_seconds} s of work")
    except MemoryError:
        return Rejected(page.path, "internal error: it needs more memory than is allowed")
    except Exception as error:  # one article must not stop the others
        return Rejected(page.path, " ".join(f"internal error: {type(error).__name__}: {error}"[:200].split()))


def _here(pages: Iterable[Page], config: Config) -> Iterator[tuple[Page, Result]]:
    return ((page, attempt(page, config)) for page in pages)


def _pooled(pages: Iterable[Page], config: Config) -> Iterator[tuple[Page, Result]]:
    """Through a pool; when one of its processes dies, what was handed out is tried again, one page at a time."""
    numbered = enumerate(pages)
    while True:
        held: dict[int, Page] = {}
        pool = _pool(config.cores, config)
        try:
            if not _starts(pool):
                yield from _here((page for _, page in numbered), config)
            yield from _through(pool, numbered, held, config)
            return
        except BrokenProcessPool:
            for page in held.values():
                yield page, _alone(page, config)
        finally:
            pool.shutdown(cancel_futures=True)


def _through(pool: ProcessPoolExecutor, numbered: Iterator[tuple[int, Page]], held: dict[int, Page], config: Config) -> Iterator[tuple[Page, Result]]:
    """Results as they come. *held* holds what was taken from *numbered* and not yet given back, whatever happens."""
    running: dict[Future[Result], int] = {}

    def hand_out(count: int) -> None:
        for number, page in islice(numbered, count):
            held[number] = page
            running[_submit(pool, attempt, page, config)] = number

    hand_out(AHEAD * config.cores)
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            result = future.result()
            yield held.pop(running.pop(future)), result
            hand_out(1)


def _alone(page: Page, config: Config) -> Result:
    """*page* in a process of its own: should it kill this one too, it is the culprit."""
    with _pool(1, config) as pool:
        try:
            return _submit(pool, attempt, page, config).result()
        except BrokenProcessPool:
            return Rejected(page.path, "internal error: the process that read it died")


def _starts(pool: ProcessPoolExecutor) -> bool:
    """Whether processes can be had at all: not in a script that runs unguarded (no `if __name__ == "__main__"`)."""
    try:
        return _submit(pool, os.getpid).result() > 0
    except BrokenProcessPool:
        return False


def _pool(processes: int, config: Config) -> ProcessPoolExecutor:
    # One thread a process: each has a core, and more would take them from each other. Read when NumPy is loaded, so before a process starts.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Spawned, not forked: the models' threads do not survive a fork.
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=_start, initargs=(config.max_memory,))


def _submit(pool: ProcessPoolExecutor, function: Callable[..., T], *arguments: object) -> Future[T]:
    """Hand out work. That may start a process, which then never hears of Ctrl-C: the answer is the parent's to give."""
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(function, *arguments)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(function, *arguments)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(max_memory: int) -> None:
    """In a new process: no answer to Ctrl-C, no life after the parent, no more memory than allowed."""
    bound_memory(max_memory)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
