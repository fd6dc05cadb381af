"""Parquet tables hold what the JSON holds, and the queries of the how-to give what they say."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corroborate.config import Config
from corroborate.corpus import Corpus
from corroborate.export import as_json
from corroborate.tables import TABLES, rows, write_tables
from corroborate.types import Analysis

parquet = pytest.importorskip("pyarrow.parquet", reason="the extra 'parquet' is not installed")
EXAMPLES = Path(__file__).parents[1] / "examples" / "harbour-talks"


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    corpus = Corpus(config=Config(workers=1))
    corpus.add(EXAMPLES)
    return corpus.analysis()


def test_tables_hold_what_the_json_holds(analysis: Analysis, tmp_path: Path) -> None:
    whole = as_json(analysis)
    write_tables([analysis], tmp_path / "tables")
    read = {name: parquet.read_table(tmp_path / "tables" / f"{name}.parquet").to_pylist() for name in TABLES}
    for name in ("articles", "quotations", "events", "claims", "credits", "stories"):
        assert [row["id"] for row in read[name]] == [item["id"] for item in whole[name]]
    assert len(read["reuse"]) == len(whole["reuse"])
    assert [row["claim"] for row in read["accounts"]] == [c["id"] for c in whole["claims"] for _ in c["accounts"]]
    text = {row["id"]: row["text"] for row in read["articles"]}
    for name in ("quotations", "events", "accounts", "credits"):
        assert read[name]
        assert all(row["words"] == text[row["article"]][row["start"] : row["end"]] for row in read[name])
    assert sorted(p.name for p in (tmp_path / "tables").iterdir()) == sorted(f"{name}.parquet" for name in TABLES)


def test_the_same_analysis_gives_the_same_bytes(analysis: Analysis, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_tables([analysis], tmp_path / name)
    assert all((tmp_path / "a" / f"{name}.parquet").read_bytes() == (tmp_path / "b" / f"{name}.parquet").read_bytes() for name in TABLES)


def test_every_row_has_the_columns_of_its_table(analysis: Analysis) -> None:
    for name, made in rows(analysis).items():
        assert all(list(row) == list(TABLES[name]) for row in made)


def test_no_articles_give_empty_tables_and_half_a_character_its_escape(analysis: Analysis, tmp_path: Path) -> None:
    write_tables([Analysis((), (), type(analysis.links)())], tmp_path / "empty")
    assert parquet.read_table(tmp_path / "empty" / "claims.parquet").num_rows == 0
    first = replace(analysis.articles[0], path="half \ud800")
    write_tables([Analysis((first,), analysis.findings[:1], type(analysis.links)())], tmp_path / "half")
    assert parquet.read_table(tmp_path / "half" / "articles.parquet").to_pylist()[0]["path"] == "half \\ud800"


PAGE = (EXAMPLES.parents[1] / "docs" / "how-to" / "ask-with-sql.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```", PAGE, re.S | re.M)


@pytest.fixture
def tables(analysis: Analysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_tables([analysis], tmp_path / "tables")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("query", QUERIES)
def test_the_queries_of_the_how_to_run(query: str, tables: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="for the tests alone")
    found = duckdb.sql(query).fetchall()
    assert found or "reuse" in query or "origins = 1" in query or "disputed" in query


def test_polars_gives_what_duckdb_gives(tables: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="for the tests alone")
    pytest.importorskip("polars", reason="for the tests alone")
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.S | re.M)
    names: dict[str, Any] = {}
    exec(code, names)
    assert names["most"].rows() == duckdb.sql(QUERIES[0]).fetchall() != []


def test_tables_that_lie_in_the_folder_that_is_read_are_no_articles(tmp_path: Path) -> None:
    from corroborate.cli import main

    (tmp_path / "a.txt").write_text("The ferry closed on Monday, the mayor said.", encoding="utf-8")
    for _ in range(2):
        assert main(["analyze", str(tmp_path), "--parquet", str(tmp_path / "tables"), "--workers", "1"]) == 0
    assert parquet.read_table(tmp_path / "tables" / "articles.parquet").num_rows == 1
