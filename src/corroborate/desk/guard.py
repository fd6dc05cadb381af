"""What every request passes: size and rate limits, the token where one is asked for, and headers that let nothing run but our own files."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
OPEN = ("/login", "/static/")  #: what can be had without the token
SESSION, TOKEN = "corroborate_session", "corroborate_token"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one client may ask for."""

    body: int = 2_000_000  #: bytes of one request: a colleague's decisions, not a corpus
    burst: int = 2000  #: requests at once
    rate: float = 1000.0  #: requests a second over time: a browser on the same machine never comes near
    writes: float = 10.0  #: changes a second over time; a hundredth of *burst* at once
    clients: int = 4096  #: so many are told apart


class Guard:
    """Middleware around the whole desk. *token_hash*: of the token that every request must carry; `None`: none is asked for. *hosts*: names it answers to; `None`: any."""

    def __init__(self, app: ASGIApp, *, token_hash: str | None = None, limits: Limits | None = None, hosts: frozenset[str] | None = None) -> None:
        self.app, self._token_hash, self._limits, self._hosts = app, token_hash, limits or Limits(), hosts
        self._buckets: OrderedDict[tuple[str, bool], tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
            await send(message)

        refused = self._refused(scope, headers)
        if refused is not None:
            await refused(scope, receive, with_headers)
            return
        await self.app(scope, self._limited(receive), with_headers)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """An answer to what may not pass."""
        path, writes = scope["path"], scope["method"] not in ("GET", "HEAD", "OPTIONS")
        host = headers.get("host", "").rsplit(":", 1)[0].strip("[]")
        if self._hosts is not None and host not in self._hosts:
            return _answer(path, 421, "this address does not belong to the desk")
        if not self._allowed((scope.get("client") or ("", 0))[0], writes):
            return _answer(path, 429, "too many requests; wait a moment", {"retry-after": "1"})
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._limits.body:
            return _answer(path, 413, f"more than {self._limits.body:,} bytes")
        if self._token_hash and not path.startswith(OPEN) and not same_token(given_token(headers), self._token_hash):
            return _answer(path, 401, "a token is needed", {"www-authenticate": "Bearer"}) if path.startswith("/api/") else RedirectResponse("/login", 303)
        if writes and headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _answer(path, 403, "changes come from the desk's own pages, or from a program")
        return None

    def _allowed(self, client: str, writes: bool) -> bool:
        """A bucket for each client that fills with time and empties with requests; a second one for changes."""
        rate, size = (self._limits.writes, max(1.0, self._limits.burst / 100)) if writes else (self._limits.rate, float(self._limits.burst))
        now = time.monotonic()
        left, then = self._buckets.pop((client, writes), (size, now))
        left = min(size, left + (now - then) * rate)
        self._buckets[client, writes] = (max(0.0, left - 1), now)
        if len(self._buckets) > self._limits.clients:
            self._buckets.popitem(last=False)
        return left >= 1

    def _limited(self, receive: Receive) -> Receive:
        """*receive*, ended where a body without a length grows too large."""
        seen = 0

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limits.body:
                raise HTTPException(413, f"more than {self._limits.body:,} bytes")
            return message

        return limited


def _answer(path: str, status: int, told: str, headers: dict[str, str] | None = None) -> Response:
    if path.startswith("/api/"):
        return JSONResponse({"error": told}, status, headers)
    return PlainTextResponse(told + "\n", status, headers)


def new_token() -> tuple[str, str]:
    """A token to show once, and its hash to keep."""
    token = secrets.token_urlsafe(32)
    return token, token_hash(token)


def token_hash(token: str) -> str:
    """What is kept of a token. It has 256 random bits: no salt, no slow hash is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def same_token(token: str, hashed: str) -> bool:
    return hmac.compare_digest(token_hash(token), hashed)


def given_token(headers: Headers) -> str:
    """The token that a request carries: as a bearer, or in the cookie that `/login` set."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else cookie(headers, TOKEN)


def cookie(headers: Headers, name: str) -> str:
    """The value of a cookie; empty where it is not there."""
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def session(request: Request) -> str:
    """This browser's session; made where it has none, and then set by `keep_session`."""
    known = cookie(request.headers, SESSION)
    if not known:
        known = getattr(request.state, "session", "") or secrets.token_urlsafe(24)
        request.state.session = known
    return known


def keep_session(request: Request, response: Response) -> Response:
    """Set the session's cookie where it is new."""
    if getattr(request.state, "session", ""):
        response.set_cookie(SESSION, request.state.session, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/")
    return response


def csrf_of(request: Request, secret: bytes) -> str:
    """What a form of this browser must carry."""
    return hmac.new(secret, session(request).encode(), hashlib.sha256).hexdigest()


def csrf_holds(request: Request, given: str, secret: bytes) -> bool:
    """Whether a form came from a page that this browser was given."""
    known = cookie(request.headers, SESSION)
    return bool(known) and hmac.compare_digest(hmac.new(secret, known.encode(), hashlib.sha256).hexdigest(), given)
