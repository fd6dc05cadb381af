"""A day at the desk in a real browser: wide and narrow, light and dark, by mouse and by keyboard alone. Nothing goes to the console, and axe finds nothing serious."""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
if CHROMIUM is None:
    pytest.skip("no Chromium here (Debian: apt-get install chromium)", allow_module_level=True)
assert CHROMIUM

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def address(analysed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk that really listens."""
    import uvicorn

    from corroborate.desk.server import application

    db = Path(shutil.copy(analysed, tmp_path_factory.mktemp("browser") / "news.db"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application(db), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as play:
        made = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"])
        yield made
        made.close()


@pytest.fixture
def told() -> list[str]:
    """What went to the console."""
    return []


def opened(browser: Any, address: str, told: list[str], size: dict[str, int] = WIDE, scheme: str = "light", **more: Any) -> Any:
    page = browser.new_context(viewport=size, color_scheme=scheme, base_url=address, **more).new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda message: told.append(f"{page.url}: {message.text}") if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
    return page


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide and light", "narrow and dark"])
def test_a_day_at_the_desk(browser: Any, address: str, told: list[str], size: dict[str, int], scheme: str) -> None:
    page = opened(browser, address, told, size, scheme)
    page.goto("/")
    page.get_by_text("Filter and sort").click()
    page.get_by_label("With a claim that is").select_option("disputed")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=re.compile("arbour")).first.click()
    disputed = page.locator(".claim.disputed").first
    assert disputed.locator(".side").count() > 1, "both sides of a dispute stand side by side"

    name = f"Zelda Quist {size['width']}"
    disputed.locator("a.fix").first.click()
    dialog = page.get_by_role("dialog")
    form = dialog.locator("form.choice").filter(has_text="The speaker is not")
    form.get_by_label("Who spoke").fill(name)
    form.get_by_label("Your name").fill("Ada")
    form.get_by_role("button", name="Change the speaker").click()
    page.get_by_text("Recorded, and applied").wait_for()
    assert page.get_by_text(name).count() > 0
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url(re.compile(r"/stories/\w+$"))
    assert page.get_by_text(name).count() == 0

    page.locator(".claim.disputed .carriers a, .claim.disputed .cite b a").first.click()
    landed = page.evaluate("location.hash.slice(1)")
    box = page.locator(f"[id='{landed}']").bounding_box()
    assert box
    assert -50 < box["y"] < size["height"], "the original words are on the screen"

    with page.expect_download() as download:
        page.locator("a[href$='/export/csv']").click()
    assert download.value.suggested_filename.endswith(".csv")
    assert b"claim" in Path(download.value.path()).read_bytes()[:300]

    page.locator(".find input").fill("lease speaker:brekke")
    page.locator(".find button").click()
    page.locator(".hits a.quiet").first.click()
    assert "lease" in page.locator("#found").inner_text().lower()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert told == []


def test_by_keyboard_alone(browser: Any, address: str, told: list[str]) -> None:
    page = opened(browser, address, told)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.stories a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/stories/"))
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('.claim, .alone > li')")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.fix')"):
            break
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.wait_for_function("document.activeElement.matches('dialog input')")
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.matches('a.fix')"), "back to where one was"
    assert told == []


def test_reading_needs_no_script(browser: Any, address: str, told: list[str]) -> None:
    page = opened(browser, address, told, java_script_enabled=False)
    page.goto("/")
    page.locator(".stories a").first.click()
    page.locator("a.fix").first.click()
    form = page.locator("form.choice").first
    assert form.is_visible()
    form.locator("input[name=who]").fill("Ada")
    form.locator("button").click()
    page.get_by_role("button", name="Undo").click()
    assert page.locator(".claim").count() > 3


PAGES = ["/", "STORY", "/people", "PERSON", "/outlets", "OUTLET", "/search?q=lease", "/decisions", "/changes", "CORRECT", "ARTICLE"]


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light")], ids=["light", "dark", "narrow"])
def test_axe_finds_nothing_serious_and_nothing_is_cut_off(browser: Any, address: str, told: list[str], size: dict[str, int], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = opened(browser, address, told, size, scheme)
    story = page.request.get("/api/v1/stories").json()["items"][0]["id"]
    article = page.request.get(f"/api/v1/stories/{story}").json()["articles"][0]["id"]
    person = page.request.get("/api/v1/entities?type=person").json()["items"][0]["id"]
    quotation = page.request.get(f"/api/v1/entities/{person}/quotations").json()["items"][0]
    where = {
        "STORY": f"/stories/{story}", "PERSON": f"/people/{person}", "OUTLET": "/outlet?name=Coastline+Times", "ARTICLE": f"/articles/{article}",
        "CORRECT": f"/correct?at={quotation['article']}:{quotation['start']}:{quotation['end']}",
    }  # fmt: skip
    for name in PAGES:
        page.goto(where.get(name, name))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is wider than the window"
        found = axe.run(page).response
        assert len(found["passes"]) > 10, "axe looked at the page"
        serious = [(v["id"], v["help"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found["violations"] if v["impact"] in ("serious", "critical")]
        assert serious == [], name
    assert told == []
