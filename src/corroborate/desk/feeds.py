"""RSS and Atom feeds to pages, politely: conditional requests, one at a time, less often where a server fails, robots.txt heeded for what a feed links to."""

from __future__ import annotations

import calendar
import hashlib
import io
import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen
from urllib.robotparser import RobotFileParser

import feedparser

from corroborate import __version__
from corroborate.errors import PageUnreadable
from corroborate.ingest.encoding import decode
from corroborate.store.records import Feed
from corroborate.types import Page, Rejected

AGENT = f"corroborate/{__version__} (reads feeds for one newsroom)"
TIMEOUT_S = 20.0
LONGEST_WAIT_S = 86_400.0  #: a feed that fails is asked once a day at least
WHOLE = 600  #: an entry that holds more characters of text than this is the article; else the page it links to is fetched
PAUSE_S = 1.0  #: between two pages of one feed


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered."""

    status: int
    body: bytes = b""
    etag: str | None = None
    modified: str | None = None
    retry_after: float = 0.0  #: seconds


Fetch = Callable[[str, Mapping[str, str], int], Fetched]


def fetch(url: str, headers: Mapping[str, str], most: int) -> Fetched:
    """Ask a server, for *most* bytes. Raises `OSError` where there is no answer, and for another scheme than HTTP."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise OSError("not a web address")
    try:
        with urlopen(Request(url, headers={"User-Agent": AGENT, **headers}), timeout=TIMEOUT_S) as answer:
            body = answer.read(most + 1)
            if len(body) > most:
                raise OSError("too large")
            return Fetched(answer.status, body, answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    except HTTPError as error:
        return Fetched(error.code, retry_after=_seconds(error.headers.get("Retry-After")))
    except (HTTPException, ValueError) as error:
        raise OSError(str(error)) from error


def _seconds(value: str | None) -> float:
    """A Retry-After header in seconds."""
    if not value:
        return 0.0
    if value.isdecimal():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return 0.0


def ask(feed: Feed, now: float, every: float, most: int, get: Fetch = fetch) -> tuple[Feed, bytes | None, str]:
    """Ask a feed that is due for what is new: how it is left, its bytes (`None`: nothing new), and what went wrong in words. *every*: seconds between two times."""
    headers = {name: value for name, value in (("If-None-Match", feed.etag), ("If-Modified-Since", feed.modified)) if value}
    try:
        answer = get(feed.url, headers, most)
    except OSError as error:
        return _failed(feed, now, every, 0.0), None, str(error) or type(error).__name__
    if answer.status == 304:
        return replace(feed, failures=0, due=now + every), None, ""
    if answer.status != 200:
        return _failed(feed, now, every, answer.retry_after), None, f"answered {answer.status}"
    return Feed(feed.url, answer.etag, answer.modified, 0, now + every), answer.body, ""


def _failed(feed: Feed, now: float, every: float, retry_after: float) -> Feed:
    """Twice as long after each failure in a row."""
    wait = min(LONGEST_WAIT_S, every * 2 ** min(feed.failures + 1, 20))
    return replace(feed, failures=feed.failures + 1, due=now + max(wait, min(retry_after, LONGEST_WAIT_S)))


def pages(url: str, body: bytes, known: Callable[[str], bool], most: int, get: Fetch = fetch, pause: float = PAUSE_S) -> Iterator[Page | Rejected]:
    """The articles of a feed that are not *known* by their address: whole entries as they are, of others the page they link to."""
    told = feedparser.parse(io.BytesIO(body))
    if told.bozo and not told.entries:
        yield Rejected(url, "not a feed that can be read")
        return
    robots: dict[str, RobotFileParser | None] = {}
    for number, entry in enumerate(told.entries):
        link = urljoin(url, entry.get("link") or "") if entry.get("link") else ""
        if link and known(link):
            continue
        facts = _facts(entry, told.feed, link)
        whole = _whole(entry)
        if whole is None and link and urlsplit(link).scheme in ("http", "https"):
            if number and pause:
                time.sleep(pause)
            yield _fetched(link, facts, url, most, get, robots) or _short(entry, facts, link)
        else:
            yield _page(whole or _summary(entry), facts, link or f"{url}#{entry.get('id') or number}")


def _facts(entry: Any, feed: Any, link: str) -> dict[str, str | None]:
    """What the feed says of an entry. An aggregator names the outlet in `<source>`."""
    source = entry.get("source") or {}
    outlet = source.get("title") or (feed.get("title") if not source else None)
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    date = datetime.fromtimestamp(calendar.timegm(when), UTC).strftime("%Y-%m-%dT%H:%M") if when else None
    return {"url": link or None, "outlet": outlet, "title": entry.get("title"), "date": date, "retrieved": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}


def _whole(entry: Any) -> str | None:
    texts = [c.get("value") or "" for c in entry.get("content") or ()]
    best = max(texts, key=len, default="")
    return best if len(re.sub(r"<[^>]*>", "", best)) > WHOLE else None


def _summary(entry: Any) -> str:
    texts = [entry.get("summary") or "", *((c.get("value") or "") for c in entry.get("content") or ())]
    return max(texts, key=len)


def _short(entry: Any, facts: Mapping[str, str | None], link: str) -> Page | Rejected:
    return _page(_summary(entry), facts, link)


def _page(html: str, facts: Mapping[str, str | None], path: str) -> Page | Rejected:
    if not re.sub(r"<[^>]*>|\s", "", html):
        return Rejected(path, "an entry without text, and its page could not be fetched")
    title = (facts["title"] or "").replace("<", "&lt;")
    html = f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>\n{html}\n</article></body></html>"
    return Page(path, hashlib.sha256(html.encode("utf-8", "surrogatepass")).hexdigest(), html=html, **facts)  # type: ignore[arg-type]


def _fetched(link: str, facts: Mapping[str, str | None], feed: str, most: int, get: Fetch, robots: dict[str, RobotFileParser | None]) -> Page | None:
    """The page that an entry links to; `None` where it cannot be had, or should not be asked for."""
    if not _outside(link, feed) or not _welcome(link, get, robots):
        return None
    try:
        answer = get(link, {}, most)
        text, _ = decode(answer.body, subject=link, markup=True) if answer.status == 200 else ("", False)
    except (OSError, PageUnreadable):
        return None
    if not text:
        return None
    return Page(link, hashlib.sha256(answer.body).hexdigest(), html=text, **facts)  # type: ignore[arg-type]


def _outside(link: str, feed: str) -> bool:
    """Whether a link leads where its feed came from, or to the open web: a feed must not send us to machines of this house."""
    host = urlsplit(link).hostname or ""
    if host == urlsplit(feed).hostname:
        return True
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(str(a).partition("%")[0]).is_global for a in found)


def _welcome(link: str, get: Fetch, robots: dict[str, RobotFileParser | None]) -> bool:
    """Whether robots.txt lets us fetch *link*; where it cannot be had, it does."""
    parts = urlsplit(link)
    home = f"{parts.scheme}://{parts.netloc}"
    if home not in robots:
        robots[home] = None
        try:
            answer = get(f"{home}/robots.txt", {}, 500_000)
        except OSError:
            answer = Fetched(404)
        if answer.status == 200:
            rules = RobotFileParser()
            rules.parse(answer.body.decode("utf-8", "replace").splitlines())
            robots[home] = rules
    held = robots[home]
    return held is None or held.can_fetch(AGENT, link)
