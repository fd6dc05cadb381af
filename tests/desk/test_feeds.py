"""Feeds: politely asked, and what their entries become."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from corroborate.desk import feeds
from corroborate.desk.feeds import Fetched, ask, pages
from corroborate.store.records import Feed
from corroborate.types import Page, Rejected

URL = "https://ledger.example/rss"
LONG = "<p>" + "The ferry ran aground off Cape Ansel on Monday, the coast guard said. " * 12 + "</p>"
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Lowland Ledger</title>
<item><title>Ferry aground</title><link>/ferry</link><pubDate>Mon, 04 Mar 2031 10:00:00 GMT</pubDate><content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Bridge shut</title><link>https://courier.example/bridge</link><source url="https://courier.example/">The Courier</source><description>Short.</description></item>
<item><title>Nothing</title><description></description></item></channel></rss>""".encode()
PAGE = f"<html><body><article><h1>Bridge shut</h1>{LONG}</article></body></html>".encode()


class Web:
    """Servers that were made up: what each address answers, and what was asked."""

    def __init__(self, **answers: Fetched) -> None:
        self.answers, self.asked = answers, list[tuple[str, Mapping[str, str]]]()

    def __call__(self, url: str, headers: Mapping[str, str], most: int) -> Fetched:
        self.asked.append((url, headers))
        name = "robots" if url.endswith("robots.txt") else "feed" if url == URL else "page"
        if name not in self.answers:
            raise OSError("no route to host")
        return self.answers[name]


@pytest.fixture(autouse=True)
def open_web(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds.socket, "getaddrinfo", lambda host, port: [(0, 0, 0, "", ("93.184.216.34" if host.endswith(".example") else "10.0.0.7", 0))])


@pytest.mark.parametrize(("answer", "left", "body"), [
    (Fetched(200, b"new", 'W/"2"', "Tue"), Feed(URL, 'W/"2"', "Tue", 0, 1900.0), b"new"),
    (Fetched(304), Feed(URL, '"1"', "Mon", 0, 1900.0), None),
    (Fetched(500), Feed(URL, '"1"', "Mon", 3, 1000 + 900 * 8), None),
    (Fetched(429, retry_after=9000), Feed(URL, '"1"', "Mon", 3, 10000.0), None),
    (None, Feed(URL, '"1"', "Mon", 3, 1000 + 900 * 8), None),
])  # fmt: skip
def test_a_feed_is_asked_for_what_is_new_and_less_often_when_it_fails(answer: Fetched | None, left: Feed, body: bytes | None) -> None:
    web = Web(**({"feed": answer} if answer else {}))
    got, held, fault = ask(Feed(URL, '"1"', "Mon", 2), 1000.0, 900.0, 10**6, web)
    assert (got, held) == (left, body)
    assert web.asked == [(URL, {"If-None-Match": '"1"', "If-Modified-Since": "Mon"})]
    assert bool(fault) is (got.failures > 0)


def test_a_feed_that_fails_for_weeks_is_asked_once_a_day() -> None:
    assert ask(Feed(URL, failures=400), 0.0, 900.0, 10**6, Web())[0].due == 86_400


def test_entries_become_pages() -> None:
    web = Web(page=Fetched(200, PAGE), robots=Fetched(404))
    first, second, third = pages(URL, RSS, lambda url: False, 10**6, web, 0)
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.url, first.outlet, first.title, first.date) == ("https://ledger.example/ferry", "Lowland Ledger", "Ferry aground", "2031-03-04T10:00")
    assert LONG in (first.html or "")
    assert (second.url, second.outlet, second.html) == ("https://courier.example/bridge", "The Courier", PAGE.decode())
    assert isinstance(third, Rejected)


def test_what_is_known_is_not_fetched_again() -> None:
    web = Web(page=Fetched(200, PAGE), robots=Fetched(404))
    assert [p.title for p in pages(URL, RSS, lambda url: "bridge" in url, 10**6, web, 0) if isinstance(p, Page)] == ["Ferry aground"]
    assert web.asked == []


@pytest.mark.parametrize(("robots", "link"), [("User-agent: *\nDisallow: /", "https://courier.example/bridge"), ("", "http://router.internal/admin"), ("", "http://127.0.0.1:8000/")])
def test_where_we_are_not_welcome_or_must_not_be_led_the_summary_stands(robots: str, link: str) -> None:
    web = Web(page=Fetched(200, PAGE), robots=Fetched(200, robots.encode()))
    told = RSS.replace(b"https://courier.example/bridge", link.encode())
    second = list(pages(URL, told, lambda url: False, 10**6, web, 0))[1]
    assert isinstance(second, Page)
    assert "Short." in (second.html or "")
    assert not any(url == link for url, _ in web.asked)


@pytest.mark.parametrize("body", [b"", b"<html><body>Not found</body></html>", b"\x00\x01", b"<rss><channel>"])
def test_what_is_no_feed_is_said_so(body: bytes) -> None:
    assert all(isinstance(p, Rejected) for p in pages(URL, body, lambda url: False, 10**6, Web(), 0))


def test_only_web_addresses_are_asked() -> None:
    for url in ("file:///etc/passwd", "ftp://a.example/", "data:text/html,x"):
        with pytest.raises(OSError, match="not a web address"):
            feeds.fetch(url, {}, 10)
