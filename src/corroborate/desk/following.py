"""`corroborate watch`: folders and feeds, followed; what new articles change is recorded for the desk."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from watchfiles import watch

from corroborate.corpus import Corpus
from corroborate.desk.changes import changes
from corroborate.desk.deciding import now
from corroborate.desk.feeds import Fetch, ask, fetch, pages
from corroborate.store.records import Change
from corroborate.store.relations import Made
from corroborate.types import Links, Page, Rejected

EVERY_S = 900.0  #: seconds between two times a feed is asked, unless told otherwise
SETTLED_MS = 1500  #: files must have been left alone for so long


@dataclass(frozen=True, slots=True)
class News:
    """What one round brought."""

    read: int  #: new articles
    rejected: tuple[Rejected, ...]
    faults: tuple[str, ...]  #: feeds that could not be asked, in words
    changes: tuple[Change, ...]


def is_feed(source: str) -> bool:
    """Whether *source* is an address rather than a folder."""
    return source.startswith(("http://", "https://"))


def follow(corpus: Corpus, sources: Sequence[str], *, every: float = EVERY_S, once: bool = False, stop: threading.Event | None = None, get: Fetch = fetch) -> Iterator[News]:
    """Read *sources*, then wait for what is new in them, until *stop*; each round in which anything happened comes as `News`. *once*: no waiting."""
    stop = stop or threading.Event()
    folders, feeds = [s for s in sources if not is_feed(s)], [s for s in sources if is_feed(s)]
    changed: list[str] = list(folders)
    while True:
        news = _round(corpus, changed, feeds, every, get)
        if news.read or news.rejected or news.faults or news.changes:
            yield news
        if once or stop.is_set():
            return
        changed = _wait(corpus, folders, feeds, stop)
        if stop.is_set():
            return


def _round(corpus: Corpus, paths: Sequence[str], feeds: Sequence[str], every: float, get: Fetch) -> News:
    corpus.update()
    added = corpus.add(list(paths)) if paths else None
    found, faults = _ask_all(corpus, feeds, every, get)
    brought = corpus.add_pages(found) if found else None
    parts = [a for a in (added, brought) if a]
    read = sum(a.read for a in parts)
    told = _changed(corpus) if read else ()
    corpus.records.record(told)
    return News(read, tuple(r for a in parts for r in a.rejected), tuple(faults), told)


def _changed(corpus: Corpus) -> tuple[Change, ...]:
    """Relate what is new; what that changed. Only the stories it touches are looked at: as they were, and one by one as they are."""
    left: list[Made] = []
    changed, at = corpus.update(left.append), now()
    before = Links(stories=tuple(m.story for m in left), claims=tuple(c for m in left for c in m.claims))
    return tuple(change for story in changed for change in changes(before, corpus.stories([story]), at))


def _ask_all(corpus: Corpus, feeds: Sequence[str], every: float, get: Fetch) -> tuple[list[Page | Rejected], list[str]]:
    """What the feeds that are due have that is not here."""
    found: list[Page | Rejected] = []
    faults: list[str] = []
    for url in feeds:
        feed = corpus.records.feed(url)
        if feed.due > time.time():
            continue
        left, body, fault = ask(feed, time.time(), every, corpus.config.max_bytes, get)
        if body is not None:
            found += pages(url, body, corpus.met, corpus.config.max_bytes, get)
        corpus.records.put_feed(left)
        faults += [f"{url}: {fault}; asked again in {round((left.due - time.time()) / 60)} minutes"] if fault else []
    return found, faults


def _wait(corpus: Corpus, folders: Sequence[str], feeds: Sequence[str], stop: threading.Event) -> list[str]:
    """Until files change or a feed is due: the files that changed."""
    due = min((corpus.records.feed(u).due for u in feeds), default=float("inf"))
    if not folders:
        stop.wait(max(1.0, min(due - time.time(), 3600.0)))
        return []
    here = [f for f in folders if Path(f).exists()]
    for seen in watch(*here, debounce=SETTLED_MS, stop_event=stop, rust_timeout=2000, yield_on_timeout=True, raise_interrupt=True):
        paths = sorted({path for _, path in seen if Path(path).is_file() and not Path(path).name.startswith(".")})
        if paths:
            return [_as_given(path, here) for path in paths]
        if time.time() >= due or stop.is_set():
            return []
    return []


def _as_given(path: str, folders: Sequence[str]) -> str:
    """A changed file under the name that reading its folder gives it: the same file must not be two."""
    for folder in folders:
        try:
            return str(Path(folder) / Path(path).resolve().relative_to(Path(folder).resolve()))
        except ValueError:
            continue
    return path


