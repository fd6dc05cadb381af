"""The documentation cannot lie: its commands run, its Python gives what it says, its reference is what the program says, its links lead somewhere."""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"])


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the examples in it, as the working directory."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", [p for p in PAGES if "```sh\n" in p.read_text(encoding="utf-8")], ids=named)
def test_commands_run(page: Path, folder: Path) -> None:
    script = "\n".join(re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.S | re.M))
    assert "corroborate " in script
    (folder / "corroborate").write_text(f'#!/bin/sh\nexec {sys.executable} -m corroborate "$@"\n')
    (folder / "corroborate").chmod(0o755)
    done = subprocess.run(["sh", "-eu", "-c", script], env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("page", [p for p in PAGES if ">>> " in p.read_text(encoding="utf-8")], ids=named)
def test_python_gives_what_it_says(page: Path, folder: Path) -> None:
    assert doctest.testfile(str(page), module_relative=False, encoding="utf-8").failed == 0


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "text"), generator().pages().items(), ids=lambda value: value if value.endswith(".md") else "")
def test_the_reference_is_what_the_program_says(name: str, text: str) -> None:
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == text, "out of date: make docs"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), f"{target} is not there"
