"""Every page can be read without a script, holds no script or style of its own, and shows no text as markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from corroborate.desk.server import application
from corroborate.store import Store
from corroborate.store.relations import Made
from corroborate.text.spans import Span
from corroborate.types import Account, Article, Claim, Entity, Findings, Mention, Origin, Outlet, Page, Quotation, Referent, Speaker, Story, Title

EVIL = "<script>alert(1)</script> \"quoted\" & <img src=x onerror=alert(2)>"


def story_ids(client: TestClient) -> dict[str, str]:
    return {s["title"]: s["id"] for s in client.get("/api/v1/stories").json()["items"]}


def first_story(client: TestClient) -> str:
    return next(i for t, i in story_ids(client).items() if "arbour" in t)


def addresses(client: TestClient) -> list[str]:
    story = first_story(client)
    article = client.get(f"/api/v1/stories/{story}").json()["articles"][0]["id"]
    person = client.get("/api/v1/entities?type=person").json()["items"][0]["id"]
    return [
        "/", "/?verdict=disputed&order=disputed", "/?outlet=Coastline+Times&since=2020", "/?after=nonsense", f"/stories/{story}",
        f"/articles/{article}", f"/articles/{article}?at=20-40", "/people", "/people?name=bre&type=person", f"/people/{person}", "/outlets",
        "/outlet?name=Coastline+Times", "/search", "/search?q=lease", "/changes", "/decisions", f"/correct?at={article}:200:240", "/login",
    ]  # fmt: skip


def test_every_page_is_there_and_runs_nothing_of_its_own(reader: TestClient) -> None:
    for address in addresses(reader):
        answer = reader.get(address)
        assert answer.status_code == 200, address
        assert "script-src 'self'" in answer.headers["content-security-policy"], address
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=", answer.text), address
        assert not re.search(r'(?:src|href)="(?:https?:)?//', re.sub(r'class="source-url"[^>]*', "", answer.text)), f"{address} asks another machine for something"


@pytest.mark.parametrize("address", ["/stories/none", "/people/none", "/articles/none", "/outlet?name=none", "/correct?at=none", "/nowhere", "/stories/none/export/csv"])
def test_what_is_not_there_is_said_so(reader: TestClient, address: str) -> None:
    answer = reader.get(address)
    assert answer.status_code == 404
    assert "no such" in answer.text.lower() or "There is no" in answer.text


def test_what_a_story_shows(reader: TestClient) -> None:
    text = reader.get(f"/stories/{first_story(reader)}").text
    for part in ("Where it comes from", "Disputed", "Who said what", "In the original", "/export/csv", 'href="/correct?at=', 'href="/people/'):
        assert part in text, part


@pytest.mark.parametrize(("query", "stories"), [
    ("", 2), ("verdict=disputed", 2), ("verdict=agreed&origins=4", 2), ("origins=99", 0), ("title=bus", 1), ("title=%25", 0), ("outlet=Coastline+Times", 1),
    ("since=2024", 1), ("until=2023-12-31", 1), ("person=brekke", 1), ("person=nobody+at+all", 0), ("since=tomorrow", 2), ("verdict=wrong", 2),
])  # fmt: skip
def test_filters(reader: TestClient, query: str, stories: int) -> None:
    assert len(re.findall(r'href="/stories/', reader.get(f"/?{query}").text)) == stories


def test_a_page_that_did_not_change_is_not_sent_again(reader: TestClient) -> None:
    address = f"/stories/{first_story(reader)}"
    etag = reader.get(address).headers["etag"]
    again = reader.get(address, headers={"if-none-match": etag})
    assert again.status_code == 304
    assert again.content == b""
    assert reader.get(address, headers={"accept-encoding": "identity"}).text == reader.get(address).text


def test_words_found_are_marked_in_the_original(reader: TestClient) -> None:
    hits = reader.get("/search?q=lease").text
    link = re.search(r'href="(/articles/[^"#]*)#found"', hits)
    assert link
    page = reader.get(link[1].replace("&amp;", "&")).text
    marked = re.search(r'<span class="m found" id="found"[^>]*>(.*?)</span>', page, re.S)
    assert marked
    assert "lease" in re.sub("<[^>]*>", "", marked[1]).lower()


def evil_database(path: Path) -> None:
    """A story whose every text is markup."""
    text = f"{EVIL}\n\n“{EVIL}” said {EVIL}"
    body = Span(0, len(text))
    span = Span(len(EVIL) + 3, 2 * len(EVIL) + 3)
    quotation = Quotation(span, (span,), (span,), "direct", speaker=Speaker(Span(2 * len(EVIL) + 10, len(text)), 0, EVIL))
    store = Store(path)
    for name in "ab":
        title, outlet = Title(EVIL, Span(0, len(EVIL))), Outlet(EVIL + name, EVIL)
        article = Article(name, f"{name} {EVIL}", name * 64, text, (body,), url=f"javascript:alert('{name}')", title=title, outlet=outlet)
        mention = Mention(Span(2 * len(EVIL) + 10, len(text)), Span(2 * len(EVIL) + 10, len(text)), "name", "person", 0)
        found = Findings(name, (body,), (mention,), (Referent(0, EVIL, "person", True, aliases=((EVIL, 1),)),), (quotation,))
        store.put(Page(article.path, article.sha256, text=text, url=article.url), (article, found), "1")
    accounts = tuple(Account(n, span, 0, EVIL, EVIL, EVIL) for n in "ab")
    story = Story("s", EVIL, ("a", "b"), "2031-01-01", (Origin(EVIL, ("a",)), Origin(None, ("b",))))
    made = Made(story, (Claim("c", "s", "statement", "agreed", accounts, 2, why=(EVIL,)),), "s", "", ())
    entity = Entity("e", EVIL, "person", ((EVIL, 2),), (("a", 0), ("b", 0)))
    store.relations.replace("key", None, [made], entities=[entity])
    store.close()


def test_articles_are_never_markup(tmp_path: Path) -> None:
    evil_database(tmp_path / "evil.db")
    with TestClient(application(tmp_path / "evil.db", look=False)) as client:
        for address in ("/", "/stories/s", "/people", "/people/e", "/outlets", "/search?q=alert", "/articles/a", "/correct?at=a:90:100", f"/search?q={EVIL}", f"/?title={EVIL}"):
            text = client.get(address).text
            assert "<script>alert" not in text, address
            assert "<img" not in text, address
            assert 'href="javascript:' not in text, address
        assert "<script>alert" not in client.get("/stories/s/export/html").text


def test_two_readers_see_the_same_bytes(reader: TestClient) -> None:
    address = f"/stories/{first_story(reader)}/export/json"
    assert reader.get(address).content == reader.get(address).content
