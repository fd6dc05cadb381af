"""Analyses as Parquet tables, for DuckDB, Polars, Spark: one file a noun, with the words that findings point at. Written part by part: no more than one is held."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from corroborate.errors import OutputError, UsageError
from corroborate.export import as_json
from corroborate.types import Analysis

TEXT, WHOLE, REAL, TEXTS = "string", "int64", "float64", "list<string>"

#: Tables, their columns and the columns' types.
TABLES: dict[str, dict[str, str]] = {
    "articles": {
        "id": TEXT, "path": TEXT, "url": TEXT, "title": TEXT, "outlet": TEXT, "authors": TEXTS, "published": TEXT, "first_published": TEXT, "retrieved": TEXT,
        "language": TEXT, "origin": TEXT, "story": TEXT, "text": TEXT,
    },
    "stories": {"id": TEXT, "title": TEXT, "date": TEXT, "articles": WHOLE, "origins": WHOLE},
    "quotations": {
        "id": TEXT, "article": TEXT, "start": WHOLE, "end": WHOLE, "words": TEXT, "kind": TEXT, "sense": TEXT, "cue": TEXT, "speaker": TEXT, "entity": TEXT, "within": TEXT,
        "confidence": REAL,
    },
    "events": {
        "id": TEXT, "article": TEXT, "start": WHOLE, "end": WHOLE, "words": TEXT, "type": TEXT, "mode": TEXT, "status": TEXT, "actors": TEXTS, "recipients": TEXTS,
        "place": TEXT, "date": TEXT, "reported_by": TEXT, "confidence": REAL,
    },
    "claims": {
        "id": TEXT, "story": TEXT, "kind": TEXT, "verdict": TEXT, "origins": WHOLE, "accounts": WHOLE, "differences": TEXTS, "why": TEXTS, "confidence": REAL, "salience": REAL,
    },
    "accounts": {
        "claim": TEXT, "story": TEXT, "article": TEXT, "start": WHOLE, "end": WHOLE, "words": TEXT, "quotation": TEXT, "speaker": TEXT, "value": TEXT, "origin": TEXT,
    },
    "credits": {"id": TEXT, "article": TEXT, "start": WHOLE, "end": WHOLE, "words": TEXT, "name": TEXT, "role": TEXT},
    "reuse": {"a": TEXT, "b": TEXT, "level": TEXT, "passages": WHOLE, "characters": WHOLE, "why": TEXT},
}  # fmt: skip
_AT_ONCE = 5000  #: rows turned into columns at a time

Row = dict[str, Any]


def write_tables(parts: Iterable[Analysis], folder: str | Path) -> None:
    """Write each of `TABLES` as `NAME.parquet` into *folder*, which is made if missing; files are replaced when the new ones are complete.

    *parts*: analyses that share no article, such as one a story; a row stands with those of its part, in the order of the JSON. How rows are spread over
    parts does not show otherwise. Raises `UsageError` without pyarrow and `OutputError` when a file cannot be written.
    """
    place = Path(folder)
    _arrow()
    try:
        place.mkdir(parents=True, exist_ok=True)
        with ExitStack() as open_files:
            tables = {name: open_files.enter_context(_Table(place / f"{name}.parquet", columns)) for name, columns in TABLES.items()}
            for part in parts:
                for name, made in rows(part).items():
                    tables[name].add(made)
            for table in tables.values():
                table.done()
    except OSError as error:
        raise OutputError(str(folder), (error.strerror or str(error)).lower()) from error


def rows(analysis: Analysis) -> dict[str, Iterator[Row]]:
    """The rows that *analysis* gives each table, with exactly its columns."""
    whole = as_json(analysis)
    text = {a.id: a.text for a in analysis.articles}
    story = {article: s["id"] for s in whole["stories"] for article in s["articles"]}
    makers: dict[str, Iterable[Row]] = {
        "articles": (_article(a, text[a["id"]], story.get(a["id"])) for a in whole["articles"]),
        "stories": ({**s, "articles": len(s["articles"]), "origins": len(s["origins"])} for s in whole["stories"]),
        "quotations": ({**_words(q, text), "cue": _of(q["cue"], "text"), "speaker": q["speaker"]["name"], "entity": q["speaker"]["entity"]} for q in whole["quotations"]),
        "events": ({**_words(e, text), "actors": _names(e["actor"]), "recipients": _names(e["recipient"])} for e in whole["events"]),
        "claims": ({**c, "accounts": len(c["accounts"]), "differences": sorted({d["kind"] for d in c["differences"]})} for c in whole["claims"]),
        "accounts": ({**_words(a, text), "claim": c["id"], "story": c["story"]} for c in whole["claims"] for a in c["accounts"]),
        "credits": (_words(c, text) for c in whole["credits"]),
        "reuse": ({**r, "passages": len(r["passages"]), "characters": sum(p[1] - p[0] for p in r["passages"])} for r in whole["reuse"]),
    }
    return {name: _chosen(made, TABLES[name]) for name, made in makers.items()}


def _chosen(made: Iterable[Row], columns: Iterable[str]) -> Iterator[Row]:
    return ({column: _unicode(row.get(column)) for column in columns} for row in made)


def _article(a: Mapping[str, Any], text: str, story: str | None) -> Row:
    told = {key: _of(a[key], part) for key, part in (("title", "text"), ("outlet", "name"), ("published", "value"), ("first_published", "value"), ("origin", "name"))}
    return {**a, **told, "authors": [b["name"] for b in a["byline"]], "story": story, "text": text}


def _words(finding: Mapping[str, Any], text: Mapping[str, str]) -> Row:
    return {**finding, "words": text[finding["article"]][finding["start"] : finding["end"]]}


def _of(value: Mapping[str, Any] | None, part: str) -> Any:
    return value[part] if value else None


def _names(parties: Iterable[Mapping[str, Any]]) -> list[str]:
    return [p["name"] for p in parties if p["name"]]


def _unicode(value: Any) -> Any:
    """Half a character, left by a scraping accident, as the escape that JSON has for it."""
    if isinstance(value, list):
        return [_unicode(v) for v in value]
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value


class _Table:
    """A table in the making: beside its place until it is complete."""

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        arrow, parquet = _arrow()
        kinds = {TEXT: arrow.string(), WHOLE: arrow.int64(), REAL: arrow.float64(), TEXTS: arrow.list_(arrow.string())}
        self._path, self._rows, self._arrow = path, list[Row](), arrow
        self._schema = arrow.schema([(name, kinds[kind]) for name, kind in columns.items()])
        number, self._beside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(number)
        self._writer = parquet.ParquetWriter(self._beside, self._schema, compression="zstd")

    def __enter__(self) -> _Table:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._writer.close()
        Path(self._beside).unlink(missing_ok=True)

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._rows.append(row)
            if len(self._rows) == _AT_ONCE:
                self._flush()

    def done(self) -> None:
        """Put the complete table in its place."""
        if self._rows:
            self._flush()
        self._writer.close()
        with open(self._beside, "rb+") as written:
            os.fsync(written.fileno())  # a power cut leaves the old table or the new one, not an empty file of the new one's name
        os.chmod(self._beside, 0o644)
        os.replace(self._beside, self._path)

    def _flush(self) -> None:
        self._writer.write_table(self._arrow.Table.from_pylist(self._rows, self._schema))
        self._rows.clear()


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("--parquet", 'needs a package that is not installed: pip install "corroborate[parquet]"') from error
    return pyarrow, pyarrow.parquet
