"""The desk as a web application: its addresses, and what runs beside it."""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from corroborate.config import Config
from corroborate.desk import api, correcting, pages
from corroborate.desk.atom import feed
from corroborate.desk.guard import TOKEN, Guard, Limits, same_token
from corroborate.desk.library import Library
from corroborate.desk.pages import missing, story_page, version_of
from corroborate.desk.state import STATIC, TYPES, Desk, answer, desk_of, finished, look, page, static_file
from corroborate.errors import StoreError

LOOK_S = 2.0  #: how often the database is looked at for what other programs changed in it
TOGETHER = 20  #: pages that are made ready and kept at once


def application(
    db: Path, *, config: Config | None = None, token_hash: str | None = None, limits: Limits | None = None, hosts: frozenset[str] | None = None, reader: str = "", look: bool = True
) -> Starlette:
    """The desk over the database *db*. *token_hash*: of the token it asks for; *hosts*: the names it answers to; *look*: notice what other programs change.

    Raises `StoreError` where *db* cannot be used.
    """
    library = Library(db)
    library.refresh()
    desk = Desk(library, config or Config(), secrets.token_bytes(32), reader)
    stop = threading.Event()

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        watcher = threading.Thread(target=_keep_up, args=(desk, stop), daemon=True)
        if look:
            watcher.start()
        yield
        stop.set()

    guard = Middleware(Guard, token_hash=token_hash, limits=limits, hosts=hosts)
    handlers = {HTTPException: _fault, StoreError: _store_fault}
    app = Starlette(routes=_routes(), middleware=[guard], lifespan=lifespan, exception_handlers=handlers)  # type: ignore[arg-type]
    app.state.desk, app.state.token_hash = desk, token_hash
    return app


def _keep_up(desk: Desk, stop: threading.Event) -> None:
    """Bring the catalogue up to what other programs store, and make the newest stories ready."""
    shelves, seen = desk.library.shelves, -1
    while not stop.is_set():
        with contextlib.suppress(StoreError):  # a database that is busy now is looked at again
            now = shelves.data_version()
            if now != seen:
                seen = now
                desk.library.refresh()
                seen = shelves.data_version()
                warm(desk, stop)
        stop.wait(LOOK_S)


def warm(desk: Desk, stop: threading.Event) -> int:
    """Make the pages of stories that have none, the newest first, and keep them in the database; how many."""
    library, made = desk.library, 0
    while not stop.is_set() and (some := library.shelves.unfinished(look(), TOGETHER)):
        pages = []
        for id_, version in some:
            pages.append((id_, version_of(library, id_, version), finished(story_page(library, id_)).packed))
            stop.wait(0.001)  # whoever asks now comes first
        with library.writing:
            library.shelves.keep_pages(pages)
        made += len(pages)
    return made


def _routes() -> list[Route]:
    get, post = ["GET"], ["POST"]
    base = "/api/v1"
    return [
        Route("/", pages.stories), Route("/stories/{id}", pages.story), Route("/stories/{id}/version", _version), Route("/stories/{id}/export/{format}", pages.export_story),
        Route("/articles/{id}", pages.article), Route("/people", pages.people), Route("/people/{id}", pages.person), Route("/outlets", pages.outlets),
        Route("/outlet", pages.outlet), Route("/search", pages.searched), Route("/changes", pages.changes), Route("/changes.atom", _atom),
        Route("/correct", correcting.correct), Route("/decisions", correcting.decisions, methods=get), Route("/decisions", correcting.take, methods=post),
        Route("/decisions.jsonl", correcting.shared), Route("/decisions/import", correcting.bring_in, methods=post),
        Route("/decisions/{id}/undo", correcting.take_back, methods=post), Route("/login", _login, methods=get), Route("/login", _log_in, methods=post),
        Route("/static/{name}", _static), Route("/favicon.ico", lambda request: Response(status_code=204)),
        Route(f"{base}/stories", api.stories), Route(f"{base}/stories/{{id}}", api.story), Route(f"{base}/stories/{{id}}/claims", api.claims),
        Route(f"{base}/stories/{{id}}/export/{{format}}", api.exported), Route(f"{base}/articles/{{id}}", api.article), Route(f"{base}/entities", api.entities),
        Route(f"{base}/entities/{{id}}", api.entity), Route(f"{base}/entities/{{id}}/quotations", api.quotations), Route(f"{base}/outlets", api.outlets),
        Route(f"{base}/search", api.searched), Route(f"{base}/changes", api.changes), Route(f"{base}/decisions", _decisions, methods=["GET", "POST"]),
        Route(f"{base}/decisions/{{id}}/undo", api.undo_decision, methods=post), Route(f"{base}/openapi.json", api.description),
    ]  # fmt: skip


async def _decisions(request: Request) -> Response:
    return await (api.new_decision(request) if request.method == "POST" else run_in_threadpool(api.decisions, request))


def _version(request: Request) -> Response:
    version = desk_of(request).library.shelves.version(request.path_params["id"])
    return PlainTextResponse(version or "", 200 if version else 404, {"cache-control": "no-store"})


def _atom(request: Request) -> Response:
    changes = desk_of(request).library.shelves.records.changes(limit=50)
    return answer(request, finished(feed(changes, str(request.base_url).rstrip("/"))), "application/atom+xml; charset=utf-8")


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return PlainTextResponse("not here\n", 404)
    response = answer(request, static_file(name), TYPES[name.rsplit(".", 1)[-1]])
    response.headers["cache-control"] = "public, max-age=31536000, immutable" if "v" in request.query_params else "no-cache"
    return response


def _login(request: Request) -> Response:
    return page(request, "login.html.j2", title="Token", told="The desk showed it when it was started.")


async def _log_in(request: Request) -> Response:
    given = (await correcting.read_form(request)).get("token", [""])[0].strip()
    expected = request.app.state.token_hash
    if not expected or not same_token(given, expected):
        return page(request, "login.html.j2", 403, title="Token", told="That is not the token.")
    response = RedirectResponse("/", 303)
    response.set_cookie(TOKEN, given, httponly=True, samesite="strict", secure=request.url.scheme == "https", max_age=31_536_000)
    return response


def _fault(request: Request, error: HTTPException) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": error.detail}, error.status_code, error.headers)
    if error.status_code == 404:
        return missing(request, "page")
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)


def _store_fault(request: Request, error: StoreError) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": str(error)}, 503)
    return PlainTextResponse(f"{error}\n", 503)
