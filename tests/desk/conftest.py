"""A database of the example stories, analysed once, and a copy of it for each test that changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from corroborate.config import Config
from corroborate.corpus import Corpus
from corroborate.desk.server import application

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="session")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both example stories, as `analyze --db` leaves them."""
    path = tmp_path_factory.mktemp("desk") / "examples.db"
    with Corpus(path, config=Config(workers=1)) as corpus:
        corpus.add([EXAMPLES / "harbour-talks", EXAMPLES / "bus-stop-fire"])
        corpus.analysis()
    return path


@pytest.fixture
def db(analysed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(analysed, tmp_path / "news.db"))


@pytest.fixture
def client(db: Path) -> Iterator[TestClient]:
    with TestClient(application(db, look=False)) as made:
        yield made


@pytest.fixture(scope="session")
def reader(analysed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk that no test changes."""
    copy = Path(shutil.copy(analysed, tmp_path_factory.mktemp("read") / "news.db"))
    with TestClient(application(copy, look=False)) as made:
        yield made
