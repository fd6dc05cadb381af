"""Where the work runs makes no difference, and one article's failure is one line."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from corroborate import engines
from corroborate.config import Config
from corroborate.engines import AHEAD, attempt, run
from corroborate.types import Article, Findings, Page, Rejected
from invented import ALL


def page(name: str, text: str) -> Page:
    return Page(name, hashlib.sha256(text.encode()).hexdigest(), text=text, verbatim=True)


def pages(count: int) -> list[Page]:
    texts = list(ALL.values())
    return [page(f"{i}.txt", texts[i % len(texts)] + f"\nThe ferry made {i} voyages.\n") for i in range(count)]


def by_path(results: Iterator[tuple[Page, object]]) -> list[tuple[str, object]]:
    return sorted(((p.path, result) for p, result in results), key=lambda pair: pair[0])


def fake(page: Page, config: Config) -> tuple[Article, Findings] | Rejected:
    """Stands for `read` in a process of its own: some pages kill it, some raise."""
    if "kill" in page.path:
        os._exit(9)
    if "raise" in page.path:
        raise ValueError("two\nlines")
    return Article(page.path, page.path, page.sha256, page.text or "", ()), Findings(page.path)


def test_processes_find_what_this_process_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    some = pages(7)
    here = by_path(run(some, Config(workers=1)))
    monkeypatch.setattr(engines, "FEW", 2)
    assert by_path(run(reversed(some), Config(workers=2))) == here
    assert not any(isinstance(result, Rejected) for _, result in here)


def test_an_article_that_fails_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "read", fake)
    assert attempt(page("raise.txt", ""), Config()) == Rejected("raise.txt", "internal error: ValueError: two lines")


def test_an_article_that_kills_its_process_is_one_line_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "FEW", 0)
    monkeypatch.setattr(engines, "attempt", fake)
    monkeypatch.setattr(engines, "AHEAD", 1)
    names = ["a.txt", "kill-1.txt", "b.txt", "c.txt", "kill-2.txt", "d.txt"]
    results = dict(by_path(run([page(name, name) for name in names], Config(workers=2))))
    assert sorted(results) == sorted(names)
    died = {name for name, result in results.items() if isinstance(result, Rejected)}
    assert died == {"kill-1.txt", "kill-2.txt"}
    assert results["kill-1.txt"] == Rejected("kill-1.txt", "internal error: the process that read it died")


def test_pages_are_taken_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "FEW", 0)
    monkeypatch.setattr(engines, "attempt", fake)
    taken = 0

    def endless() -> Iterator[Page]:
        nonlocal taken
        while True:
            taken += 1
            yield page(f"{taken}.txt", "")

    results = run(endless(), Config(workers=2))
    for _ in range(3):
        next(results)
    results.close()  # type: ignore[attr-defined]
    assert taken <= 2 * AHEAD + 4


def test_a_script_without_a_guard_works_all_the_same(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from corroborate import engines\nfrom corroborate.config import Config\nfrom corroborate.types import Page\n"
        "engines.FEW = 0\nprint(len(list(engines.run([Page(f'{i}', '0' * 64, text='Rain fell.') for i in range(2)], Config(workers=2)))))\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "2\n"


def endless(page: Page, config: Config) -> tuple[Article, Findings] | Rejected:
    while page.text:
        with suppress(Exception):
            sum(range(1000))
    return Rejected(page.path, "")


def greedy(page: Page, config: Config) -> tuple[Article, Findings] | Rejected:
    return Rejected(page.path, str(len(bytearray(10**12))))


def test_an_article_that_takes_too_long_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "read", endless)
    assert attempt(page("slow.txt", "x"), Config(max_seconds=1)) == Rejected("slow.txt", "internal error: not done after 1 s of work")


def test_an_article_that_needs_too_much_memory_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "read", greedy)
    assert attempt(page("greedy.txt", "x"), Config()) == Rejected("greedy.txt", "internal error: it needs more memory than is allowed")


def test_a_process_of_the_pool_holds_no_more_than_allowed() -> None:
    script = "from corroborate.bounds import bound_memory\nbound_memory(300_000_000)\ntry:\n    bytearray(600_000_000)\nexcept MemoryError:\n    print('bounded')\n"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "bounded\n"


def test_ray_finds_what_this_process_finds() -> None:
    pytest.importorskip("ray", reason="the extra 'ray' is not installed")
    some = pages(3)
    here = by_path(run(some, Config(workers=1)))
    assert by_path(run(some, Config(workers=1, engine="ray"))) == here
