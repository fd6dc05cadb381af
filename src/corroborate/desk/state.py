"""What all of the desk's answers share: the library, settings, and finished pages, kept until their story changes."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from corroborate import __version__
from corroborate.config import Config
from corroborate.desk.guard import csrf_of, keep_session
from corroborate.desk.library import Library
from corroborate.report.render import environment, printable

KEPT_BYTES = 256_000_000  #: of finished pages, compressed; some 15,000 stories
STATIC = {"page.css": "corroborate.report", "page.js": "corroborate.report", "desk.css": "corroborate.desk", "desk.js": "corroborate.desk"}
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as it goes out."""

    etag: str
    packed: bytes  #: gzip of UTF-8


class Pages:
    """Finished pages by key; the one asked for longest ago goes first when they grow too many. For many threads."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self._most, self._size, self._lock = most, 0, threading.Lock()
        self._held: OrderedDict[str, tuple[str, Finished]] = OrderedDict()

    def get(self, key: str, version: str) -> Finished | None:
        with self._lock:
            found = self._held.get(key)
            if found is None or found[0] != version:
                return None
            self._held.move_to_end(key)
            return found[1]

    def put(self, key: str, version: str, page: Finished) -> None:
        with self._lock:
            old = self._held.pop(key, None)
            self._size += len(page.packed) - (len(old[1].packed) if old else 0)
            self._held[key] = version, page
            while self._size > self._most and len(self._held) > 1:
                self._size -= len(self._held.popitem(last=False)[1][1].packed)


@dataclass(slots=True)
class Desk:
    """The desk's state."""

    library: Library
    config: Config
    secret: bytes  #: signs forms; made anew at each start
    reader: str = ""  #: who decides, as far as the desk was told at its start
    pages: Pages = field(default_factory=Pages)


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def rendered(template: str, **given: Any) -> str:
    """A page of the desk."""
    return printable(environment("corroborate.desk").get_template(template).render(version=__version__, static=static_names(), **given))


def page(request: Request, template: str, status: int = 200, **given: Any) -> Response:
    """A page made for this request, with what its forms need."""
    desk = desk_of(request)
    body = rendered(template, here=request.url.path, csrf=csrf_of(request, desk.secret), **given)
    response = Response(body.encode("utf-8"), status, {"cache-control": "no-store"}, "text/html; charset=utf-8")
    return keep_session(request, response)


def finished(body: str) -> Finished:
    raw = body.encode("utf-8")
    return Finished(f'"{hashlib.sha256(made := gzip.compress(raw, 6, mtime=0)).hexdigest()[:24]}"', made)


def packed(page: bytes) -> Finished:
    """A page as it was packed and kept."""
    return Finished(f'"{hashlib.sha256(page).hexdigest()[:24]}"', page)


@lru_cache(maxsize=1)
def look() -> str:
    """What pages look like with this program: another look, and finished pages are made anew."""
    digest = hashlib.sha256(__version__.encode())
    for package in ("corroborate.report", "corroborate.desk", "corroborate.text"):
        root = Path(str(files(package)))
        for path in sorted(p for p in root.rglob("*") if p.suffix in (".py", ".j2", ".css", ".js")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def answer(request: Request, made: Finished, kind: str = "text/html; charset=utf-8", headers: dict[str, str] | None = None) -> Response:
    """A finished page, or that it has not changed."""
    out = {"etag": made.etag, "cache-control": "no-cache", "vary": "accept-encoding, cookie", **(headers or {})}
    if matches(request, made.etag):
        return Response(status_code=304, headers=out)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(made.packed, 200, {**out, "content-encoding": "gzip"}, kind)
    return Response(gzip.decompress(made.packed), 200, out, kind)


def matches(request: Request, etag: str) -> bool:
    """Whether the asker has this version already."""
    given = [e.strip().removeprefix("W/") for e in request.headers.get("if-none-match", "").split(",")]
    return etag in given or "*" in given


def remembered(request: Request, key: str, version: str, make: Callable[[], str], kind: str = "text/html; charset=utf-8") -> Response:
    """A page that is made once a *version*."""
    pages = desk_of(request).pages
    made = pages.get(key, version)
    if made is None:
        made = finished(make())
        pages.put(key, version, made)
    return answer(request, made, kind)


@lru_cache(maxsize=8)
def static_file(name: str) -> Finished:
    """A stylesheet or script of ours."""
    return finished((files(STATIC[name]) / "static" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def static_names() -> dict[str, str]:
    """The address of each, which changes with its content, so that browsers may keep it for good."""
    return {name: f"/static/{name}?v={static_file(name).etag[1:13]}" for name in STATIC}
