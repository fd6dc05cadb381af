"""The desk for programs: JSON under /api/v1, with the contract's objects, cursors and ETags. `openapi.py` says what each answer looks like."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import wraps
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from corroborate.desk.deciding import KINDS, decide, decision, undo
from corroborate.desk.exports import FORMATS, export
from corroborate.desk.openapi import openapi
from corroborate.desk.state import answer, desk_of, finished
from corroborate.errors import UsageError
from corroborate.export import as_json
from corroborate.store.searching import KINDS as PASSAGES
from corroborate.store.searching import parse, search
from corroborate.store.shelves import StoryFilter
from corroborate.text.spans import Span
from corroborate.types import Links, Place

VERDICTS = ("disputed", "varied", "agreed", "single")
TYPES = ("person", "organization", "group", "country", "place", "other")


class ApiFault(Exception):
    """An answer that is a fault: status and what is wrong."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(told)
        self.status, self.told = status, told


Endpoint = Callable[[Request], Response]


def endpoint(act: Callable[[Request], Any]) -> Endpoint:
    """An endpoint whose result is sent as JSON with an ETag, and whose faults are told as JSON."""

    @wraps(act)
    def answered(request: Request) -> Response:
        try:
            made = act(request)
        except ApiFault as fault:
            return JSONResponse({"error": fault.told}, fault.status)
        if isinstance(made, Response):
            return made
        return answer(request, finished(json.dumps(made, ensure_ascii=True, allow_nan=False)), "application/json")

    return answered


# ----------------------------------------------------------------------------------------------------------- what is asked


def _known(request: Request, *names: str) -> Mapping[str, str]:
    """The parameters of a request. Raises `ApiFault` for one that is not there or comes twice."""
    pairs = request.query_params.multi_items()
    for name in {n for n, _ in pairs}:
        if name not in names or sum(n == name for n, _ in pairs) > 1:
            raise ApiFault(400, f"no such parameter, or twice: {name[:60]}")
    if any("\x00" in value for _, value in pairs):
        raise ApiFault(400, "a parameter holds a zero character")
    return dict(pairs)


def _limit(asked: Mapping[str, str], most: int = 100) -> int:
    value = asked.get("limit", "30")
    if not re.fullmatch(r"[0-9]{1,4}", value) or not 1 <= int(value) <= most:
        raise ApiFault(400, f"limit is a number from 1 to {most}")
    return int(value)


def _choice(asked: Mapping[str, str], name: str, values: tuple[str, ...]) -> str:
    value = asked.get(name, "")
    if name in asked and value not in values:
        raise ApiFault(400, f"{name} is one of {', '.join(values)}")
    return value


def _text(asked: Mapping[str, str], name: str) -> str:
    value = asked.get(name, "")
    if len(value) > 200:
        raise ApiFault(400, f"{name} is longer than 200 characters")
    return value


def _date(asked: Mapping[str, str], name: str) -> str:
    value = asked.get(name, "")
    if name in asked and not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", value):
        raise ApiFault(400, f"{name} is a date: 2031, 2031-03 or 2031-03-04")
    return value


def _page(items: list[Any], more: str | None) -> dict[str, Any]:
    return {"items": items, "next": more}


def _listed(ask: Callable[[], tuple[list[Any], str | None]]) -> tuple[list[Any], str | None]:
    try:
        return ask()
    except ValueError as error:
        raise ApiFault(400, "cursor is none that was given") from error


def _found(value: Any, what: str) -> Any:
    if value is None:
        raise ApiFault(404, f"no such {what}")
    return value


# --------------------------------------------------------------------------------------------------------------- answers


@endpoint
def stories(request: Request) -> Any:
    """Stories, filtered."""
    asked = _known(request, "cursor", "limit", "outlet", "person", "place", "verdict", "origins", "since", "until", "title", "order", "alone")
    if "origins" in asked and not re.fullmatch(r"[0-9]{1,4}", asked["origins"]):
        raise ApiFault(400, "origins is a number from 0 to 9999")
    wanted = StoryFilter(
        _text(asked, "outlet"), _text(asked, "person"), _text(asked, "place"), _choice(asked, "verdict", VERDICTS), int(asked.get("origins", "0")), _date(asked, "since"),
        _date(asked, "until"), _text(asked, "title"), _choice(asked, "order", ("newest", "disputed")) or "newest", _choice(asked, "alone", ("true", "false")) == "true",
    )
    limit = _limit(asked)
    rows, more = _listed(lambda: desk_of(request).library.shelves.stories(wanted, asked.get("cursor"), limit))
    return _page([_story_row(asdict(r)) for r in rows], more)


def _story_row(row: dict[str, Any]) -> dict[str, Any]:
    verdicts = {v: row.pop(v) for v in VERDICTS}
    return {**row, "day": row["day"] or None, "claims": verdicts}


@endpoint
def story(request: Request) -> Any:
    """One story as an object of the output contract."""
    _known(request)
    return as_json(_found(desk_of(request).library.story(request.path_params["id"]), "story")[1])


@endpoint
def claims(request: Request) -> Any:
    """The claims of a story."""
    asked = _known(request, "verdict")
    verdict = _choice(asked, "verdict", VERDICTS)
    whole = as_json(_found(desk_of(request).library.story(request.path_params["id"]), "story")[1])
    return _page([c for c in whole["claims"] if verdict in ("", c["verdict"])], None)


@endpoint
def exported(request: Request) -> Any:
    """A story in another format."""
    _known(request)
    name = request.path_params["format"]
    if name not in FORMATS:
        raise ApiFault(404, "no such format")
    text, format_ = export(_found(desk_of(request).library.story(request.path_params["id"]), "story")[1], name)
    return answer(request, finished(text.encode("utf-8", "backslashreplace").decode("utf-8")), format_.media)


@endpoint
def article(request: Request) -> Any:
    """One article with its findings, as an object of the output contract."""
    _known(request)
    found = _found(desk_of(request).library.article(request.path_params["id"]), "article")
    return as_json(replace(found, links=Links(entities=found.links.entities)))  # claims are a story's


@endpoint
def entities(request: Request) -> Any:
    """People, bodies, places: those quoted most first."""
    asked = _known(request, "cursor", "limit", "name", "type")
    types = (kind,) if (kind := _choice(asked, "type", TYPES)) else TYPES
    limit, name = _limit(asked), _text(asked, "name")
    rows, more = _listed(lambda: desk_of(request).library.shelves.entities(types, name, asked.get("cursor"), limit))
    return _page([{"id": r.id, "name": r.name, "type": r.type, "articles": r.articles, "quotations": r.said} for r in rows], more)


@endpoint
def entity(request: Request) -> Any:
    """One of them, as an object of the output contract."""
    _known(request)
    e = _found(desk_of(request).library.shelves.entity(request.path_params["id"]), "entity")
    codes = {k: v for k, v in (("iso3", e.iso3), ("cameo", e.cameo)) if v}
    return {"id": e.id, "name": e.name, "type": e.type, "aliases": [{"text": t, "count": n} for t, n in e.aliases], "codes": codes}


@endpoint
def quotations(request: Request) -> Any:
    """What somebody said, latest first."""
    asked = _known(request, "cursor", "limit")
    limit, library = _limit(asked), desk_of(request).library
    _found(library.shelves.entity(request.path_params["id"]), "entity")
    rows, more = _listed(lambda: library.shelves.said(request.path_params["id"], asked.get("cursor"), limit))
    texts = {a.id: a for a, _ in library.shelves.articles(sorted({r.article for r in rows}))}
    items = [
        {"article": r.article, "start": r.start, "end": r.end, "words": texts[r.article][Span(r.start, r.end)], "day": r.day or None, "outlet": r.outlet, "story": r.story,
         "claim": r.claim, "verdict": r.verdict}
        for r in rows if r.article in texts
    ]  # fmt: skip
    return _page(items, more)


@endpoint
def outlets(request: Request) -> Any:
    """Outlets with counts of what they do."""
    _known(request)
    rows = desk_of(request).library.shelves.outlets()
    return _page([{"name": name, "articles": a, "stories": s, "shared_texts": c, "claims_alone": n} for name, a, s, c, n in rows], None)


@endpoint
def searched(request: Request) -> Any:
    """Places where words stand."""
    asked = _known(request, "q", "kind", "cursor", "limit")
    if "q" not in asked or not 1 <= len(asked["q"]) <= 500:
        raise ApiFault(400, "q holds 1 to 500 characters")
    kind, limit = _choice(asked, "kind", PASSAGES), _limit(asked)
    hits, more = _listed(lambda: search(desk_of(request).library.shelves, parse(asked["q"]), kind, asked.get("cursor"), limit))
    return _page([{**asdict(h), "day": h.day or None, "runs": [{"text": t, "asked": a} for t, a in h.runs]} for h in hits], more)


@endpoint
def changes(request: Request) -> Any:
    """What new articles changed, latest first."""
    asked = _known(request, "cursor", "limit")
    limit, before = _limit(asked), asked.get("cursor")
    if before is not None and not re.fullmatch(r"[0-9]{1,15}", before):
        raise ApiFault(400, "cursor is none that was given")
    found = desk_of(request).library.shelves.records.changes(before=int(before) if before else None, limit=limit + 1)
    return _page([{**asdict(c), "articles": list(c.articles)} for c in found[:limit]], str(found[limit - 1].number) if len(found) > limit else None)


@endpoint
def decisions(request: Request) -> Any:
    """All that people decided."""
    _known(request)
    return _page([asdict(d) for d in desk_of(request).library.shelves.records.decisions()], None)


async def new_decision(request: Request) -> Response:
    """Record a decision."""
    body = await request.body()
    return await run_in_threadpool(_new_decision, request, body)


def _new_decision(request: Request, body: bytes) -> Response:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return JSONResponse({"error": "send application/json"}, 415)
    try:
        told = json.loads(body)
        places = [_place(request, p) for p in _of(told, "places", list)]
        names = [n for n in _of(told, "names", list, []) if isinstance(n, str)]
        if len(names) != len(told.get("names", [])) or set(told) - {"kind", "places", "names", "who", "why"}:
            raise ApiFault(400, "names are texts, and nothing else is taken")
        made = decision(_of(told, "kind", str), places, names, who=_of(told, "who", str, ""), why=_of(told, "why", str, ""))
    except UsageError as error:
        return JSONResponse({"error": error.fault}, 400)
    except ApiFault as fault:
        return JSONResponse({"error": fault.told}, fault.status)
    except (ValueError, RecursionError):
        return JSONResponse({"error": "not JSON"}, 400)
    desk = desk_of(request)
    decide(desk.library, made, desk.config)
    return JSONResponse(asdict(made), 201)


def _of(told: Any, name: str, kind: type, default: Any = None) -> Any:
    value = told.get(name, default) if isinstance(told, dict) else None
    if not isinstance(value, kind):
        raise ApiFault(400, f"{name} is missing, or not as it should be; kinds are {', '.join(KINDS)}")
    return value


def _place(request: Request, told: Any) -> Place:
    """A place given by article id, or by the hash of an article."""
    if not isinstance(told, dict) or set(told) - {"article", "sha256", "start", "end"}:
        raise ApiFault(400, "a place has article or sha256, start and end")
    start, end, sha256 = told.get("start"), told.get("end"), told.get("sha256")
    if type(start) is not int or type(end) is not int:
        raise ApiFault(400, "start and end are numbers")
    if "article" in told:
        if not isinstance(told["article"], str) or "sha256" in told:
            raise ApiFault(400, "article is an id, given instead of sha256")
        sha256 = _found(desk_of(request).library.shelves.article(told["article"]), "article")[0].sha256
    if not isinstance(sha256, str):
        raise ApiFault(400, "a place has article or sha256")
    return Place(sha256, start, end)


def undo_decision(request: Request) -> Response:
    """Undo a decision."""
    desk = desk_of(request)
    undone = undo(desk.library, request.path_params["id"], desk.config)
    return JSONResponse(asdict(undone), 200) if undone else JSONResponse({"error": "no such decision that holds"}, 404)


@endpoint
def description(request: Request) -> Any:
    """This API as OpenAPI."""
    return openapi()


