"""What the API answers, as OpenAPI 3.1: the output contract's objects, with an example of each call."""

from __future__ import annotations

import json
from typing import Any

from corroborate import __version__
from corroborate.desk.deciding import KINDS
from corroborate.desk.exports import FORMATS
from corroborate.schema import schema

Part = dict[str, Any]

_ID: Part = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[0-9A-Za-z.:_-]{1,64}$"}, "example": "9f1c2a7e5b3d4860"}
_CURSOR: Part = {"name": "cursor", "in": "query", "description": "As `next` of the page before gave it.", "schema": {"type": "string", "maxLength": 400}}
_LIMIT: Part = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 30}}
_DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
_TYPES = {"enum": ["person", "organization", "group", "country", "place", "other"]}
_VERDICT = {"enum": ["disputed", "varied", "agreed", "single"]}


def openapi() -> Part:
    """The whole description."""
    contract = json.loads(json.dumps(schema()).replace("#/$defs/", "#/components/schemas/"))
    definitions = contract.pop("$defs")
    for key in ("$schema", "$id"):
        contract.pop(key)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Corroborate", "version": __version__, "description": "What a database of Corroborate holds. Lists come in pages: ask again with `cursor` = `next`."},
        "paths": _paths(),
        "components": {
            "schemas": {**definitions, "output": contract, **_own()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Asked for unless the desk serves its own machine alone."}},
        },
    }


def _paths() -> Part:
    story_filters = [
        _query("outlet", "Carried by this outlet."), _query("person", "Names this person or body: an entity's id, or part of a name."), _query("place", "The same for places."),
        _query("title", "Part of the title."), {"name": "verdict", "in": "query", "schema": _VERDICT, "description": "With such a claim.", "example": "disputed"},
        {"name": "origins", "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": 9999}, "description": "Of at least so many origins."},
        {"name": "since", "in": "query", "schema": _DATE, "example": "2031-03-01"}, {"name": "until", "in": "query", "schema": _DATE},
        {"name": "order", "in": "query", "schema": {"enum": ["newest", "disputed"]}}, {"name": "alone", "in": "query", "schema": {"type": "boolean"}},
    ]
    base = "/api/v1"
    format_ = {"name": "format", "in": "path", "required": True, "schema": {"enum": list(FORMATS)}, "example": "csv"}
    return {
        f"{base}/stories": _get("Stories, newest or most disputed first", _list_of("storyRow"), [*story_filters, _CURSOR, _LIMIT]),
        f"{base}/stories/{{id}}": _get("A story with its articles, findings and claims", _ref("output"), [_ID], missing=True),
        f"{base}/stories/{{id}}/claims": _get("The claims of a story", _list_of("claim"), [_ID, {"name": "verdict", "in": "query", "schema": _VERDICT}], missing=True),
        f"{base}/stories/{{id}}/export/{{format}}": {"get": {
            "summary": "A story for another program", "operationId": "exportStory", "parameters": [_ID, format_],
            "responses": {"200": {"description": "In that format.", "content": {f.media.partition(";")[0]: {} for f in FORMATS.values()}}, **_faults(missing=True)},
        }},
        f"{base}/articles/{{id}}": _get("An article with its findings", _ref("output"), [_ID], missing=True),
        f"{base}/entities": _get(
            "People, bodies and places, those quoted most first", _list_of("entityRow"),
            [_query("name", "Part of a name."), {"name": "type", "in": "query", "schema": _TYPES}, _CURSOR, _LIMIT],
        ),
        f"{base}/entities/{{id}}": _get("Who or what it is, and what it is called", _ref("entity"), [_ID], missing=True),
        f"{base}/entities/{{id}}/quotations": _get("What somebody said, latest first", _list_of("said"), [_ID, _CURSOR, _LIMIT], missing=True),
        f"{base}/outlets": _get("Outlets with counts of what they do", _list_of("outlet"), []),
        f"{base}/search": _get(
            "Places where words stand", _list_of("hit"),
            [{"name": "q", "in": "query", "required": True, "schema": {"type": "string", "minLength": 1, "maxLength": 500}, "example": 'ferry speaker:brandl before:2031-04',
              "description": "Words, \"phrases\", and speaker:, outlet:, before:, after:."}, {"name": "kind", "in": "query", "schema": {"enum": ["article", "quotation", "claim"]}},
             _CURSOR, _LIMIT],
        ),
        f"{base}/changes": _get("What new articles changed, latest first", _list_of("change"), [{**_CURSOR, "schema": {"type": "string", "pattern": "^[0-9]{1,15}$"}}, _LIMIT]),
        f"{base}/decisions": {**_get("What people corrected", _list_of("decision"), []), "post": _post()},
        f"{base}/decisions/{{id}}/undo": {"post": {
            "summary": "Undo a decision", "operationId": "undoDecision", "parameters": [_ID],
            "responses": {"200": _json("Undone.", _ref("decision")), "404": _json("No such decision that holds.", _ref("fault")), **_faults()},
        }},
    }  # fmt: skip


def _get(summary: str, answer: Part, parameters: list[Part], *, missing: bool = False) -> Part:
    name = "".join(w.capitalize() for w in summary.replace(",", "").split()[:6])
    responses = {"200": _json("As asked.", answer), "304": {"description": "Not changed since the ETag given."}, **_faults(missing=missing)}
    return {"get": {"summary": summary, "operationId": f"get{name}", "parameters": parameters, "responses": responses, "security": [{}, {"token": []}]}}


def _faults(*, missing: bool = False) -> Part:
    told = {"400": "A parameter is not as it should be.", "401": "A token is needed.", "429": "Too many requests."}
    return {status: _json(text, _ref("fault")) for status, text in (told | ({"404": "Not here."} if missing else {})).items()}


def _post() -> Part:
    example = {"kind": "speaker", "places": [{"article": "9f1c2a7e5b3d4860", "start": 120, "end": 164}], "names": ["Ivo Brandl"], "who": "Ada", "why": "the caption says so"}
    body = {"required": True, "content": {"application/json": {"schema": _ref("newDecision"), "example": example}}}
    told = {"201": _json("Recorded, and applied to the stories it touches.", _ref("decision")), "404": _json("No such article.", _ref("fault"))}
    faults = {"413": _json("Too large.", _ref("fault")), "415": _json("Not JSON.", _ref("fault"))}
    return {"summary": "Correct something", "operationId": "newDecision", "requestBody": body, "responses": {**told, **_faults(), **faults}}


def _query(name: str, description: str) -> Part:
    return {"name": name, "in": "query", "description": description, "schema": {"type": "string", "maxLength": 200}}


def _ref(name: str) -> Part:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(description: str, content: Part) -> Part:
    return {"description": description, "content": {"application/json": {"schema": content}}}


def _list_of(name: str) -> Part:
    return {"type": "object", "required": ["items", "next"], "properties": {"items": {"type": "array", "items": _ref(name)}, "next": {"type": ["string", "null"]}}}


def _object(properties: Part, optional: tuple[str, ...] = (), **more: Any) -> Part:
    return {"type": "object", "properties": properties, "required": [p for p in properties if p not in optional], **more}


def _own() -> Part:
    """What the desk adds to the contract."""
    text, number, maybe = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": ["string", "null"]}
    place = _object({"sha256": text, "start": number, "end": number})
    offset = {**number, "maximum": 2147483647}
    new_place = {"oneOf": [_object({key: text, "start": offset, "end": offset}, additionalProperties=False) for key in ("article", "sha256")]}
    counts = _object(dict.fromkeys(_VERDICT["enum"], number))
    short = {"type": "string", "maxLength": 1000}
    return {
        "fault": _object({"error": text}),
        "storyRow": _object({"id": text, "title": text, "day": maybe, "articles": number, "origins": number, "version": text, "claims": counts}),
        "entityRow": _object({"id": text, "name": text, "type": text, "articles": number, "quotations": number}),
        "said": _object({"article": text, "start": number, "end": number, "words": text, "day": maybe, "outlet": maybe, "story": maybe, "claim": maybe, "verdict": maybe}),
        "outlet": _object({"name": text, "articles": number, "stories": number, "shared_texts": number, "claims_alone": number}),
        "hit": _object({
            "kind": text, "article": text, "start": number, "end": number, "day": maybe, "outlet": maybe, "speaker": maybe, "story": maybe, "claim": maybe,
            "runs": {"type": "array", "items": _object({"text": text, "asked": {"type": "boolean"}})},
        }),
        "change": _object({"number": number, "at": text, "story": text, "claim": maybe, "kind": text, "title": text, "articles": {"type": "array", "items": text}}),
        "decision": _object({
            "id": text, "kind": {"enum": list(KINDS)}, "places": {"type": "array", "items": place}, "names": {"type": "array", "items": text}, "who": text, "when": text,
            "why": text, "undone": maybe,
        }),
        "newDecision": _object(
            {"kind": {"enum": list(KINDS)}, "places": {"type": "array", "items": new_place, "maxItems": 2},
             "names": {"type": "array", "items": {**short, "minLength": 1}, "maxItems": 2}, "who": short, "why": short},
            optional=("names", "who", "why"), additionalProperties=False,
        ),
    }  # fmt: skip
