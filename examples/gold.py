"""Turn the marked words of `gold/STORY.toml` into offsets: `STORY.gold.json`, one file a story.

    python examples/gold.py

Words stand in the TOML as in the article. " ... " leaves out a middle, ⟦ ⟧ marks the words meant where the rest is only there to
find them. Each must be found exactly once (dropped text: at least once); otherwise the script says which and stops.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corroborate.config import Config
from corroborate.ingest.clean import clean
from corroborate.types import Page, Rejected

HERE = Path(__file__).parent
STORIES = ("harbour-talks", "bus-stop-fire")

Texts = dict[str, str]
Place = tuple[int, int]


class NotFound(Exception):
    """Marked words that are missing or stand there more than once."""


def pages(story: str) -> tuple[Page, ...]:
    """The articles of a story as a reader hands them over, sorted by path."""
    out: list[Page] = []
    for path in sorted((HERE / story).iterdir()):
        raw = path.read_bytes()
        digest, text = hashlib.sha256(raw).hexdigest(), raw.decode("utf-8")
        if path.suffix == ".jsonl":
            out += [_record(path, i, line) for i, line in enumerate(text.splitlines()) if line]
        elif path.suffix == ".html":
            out.append(Page(str(path), digest, html=text))
        else:
            out.append(Page(str(path), digest, text=text, verbatim=True))
    return tuple(out)


def _record(path: Path, order: int, line: str) -> Page:
    row = json.loads(line)
    digest = hashlib.sha256(line.encode()).hexdigest()
    return Page(f"{path}#{row['id']}", digest, text=row["text"], outlet=row["outlet"], title=row["title"], date=row["date"], order=order)


def name(path: str) -> str:
    """What the gold calls an article: the last part of its path."""
    return path.rsplit("/", 1)[-1]


def texts(story: str) -> Texts:
    """The text that offsets count in, by article."""
    out: Texts = {}
    for page in pages(story):
        article = clean(page, Config()) if page.html is not None else page
        if isinstance(article, Rejected) or article.text is None:
            raise NotFound(f"{page.path}: no text")
        out[name(page.path)] = article.text
    return out


def places(text: str, words: str) -> list[Place]:
    """Every place where the marked *words* stand."""
    before, _, rest = words.partition("⟦") if "⟦" in words else ("", "", words)
    inner, _, after = rest.partition("⟧")
    first, _, last = inner.partition(" ... ")
    out, at = [], text.find(before + first)
    while at >= 0:
        start = at + len(before)
        end = text.find(last, start + len(first)) + len(last) if last else start + len(first)
        if end > start and text.startswith(after, end):
            out.append((start, end))
        at = text.find(before + first, at + 1)
    return out


def place(texts: Texts, file: str, words: str) -> Place:
    """The one place where they stand; `NotFound` when there is none or more than one."""
    found = places(texts[file], words)
    if len(found) != 1:
        raise NotFound(f"{file}: {words!r} stands there {len(found)} times")
    return found[0]


def gold(story: str) -> dict[str, Any]:
    """The gold of one story, in the form that the scorer reads."""
    marks = tomllib.loads((HERE / "gold" / f"{story}.toml").read_text(encoding="utf-8"))
    t = texts(story)
    quotations = [_quotation(t, marks, f, row) for f, rows in marks["quotations"].items() for row in rows]
    indirect = [_quotation(t, marks, f, row) for f, rows in marks["indirect"].items() for row in rows]
    by_id = {q["id"]: [q["file"], q["start"], q["end"]] for q in [*quotations, *indirect]}
    member = {**by_id}
    return {
        "files": {name(p.path): p.sha256 for p in pages(story)},
        "quotations": quotations,
        "indirect": indirect,
        "nested": [],
        "not_quotations": [_span(t, f, words, kind=kind) for f, rows in marks["not_quotations"].items() for words, kind in rows],
        "groups": [_group(g, member) for g in marks["groups"]],
        "lookalikes": [{"note": g["note"], "members": [member[i] for i in g["members"]]} for g in marks["lookalikes"]],
        "facts": [_fact(t, f) for f in marks["facts"]],
        "conflicts": [{"kind": c["kind"], "note": c["note"], "spans": _short(t, c["spans"])} for c in marks["conflicts"]],
        "credits": [_span(t, f, words, name=who, kind=kind) for f, rows in marks["credits"].items() for words, who, kind in rows],
        "photo_credits": [{"file": f, "start": s, "end": e, "name": who} for f, rows in marks["photo_credits"].items() for words, who in rows for s, e in places(t[f], words)],
        "articles": marks["articles"],
        "dropped": [x for f, rows in marks["dropped"].items() for words, reason in rows for x in _dropped(t, f, words, reason)],
        "kept": [_span(t, f, words) for f, rows in marks["kept"].items() for words in rows],
        "people": [{"name": n, "type": forms[0], "forms": forms[1:]} for n, forms in marks["people"].items()],
        "copies": [{**c, "level": "copy"} for c in marks["copies"]],
        "not_copies": [],
        "independent_origins": {"n": len(marks["independent_origins"]["partition"]), **marks["independent_origins"]},
    }


def _quotation(t: Texts, marks: dict[str, Any], file: str, row: list[str]) -> dict[str, Any]:
    key, words, speaker, cue, *flags = row
    out = {"id": key, **_span(t, file, words), "speaker": speaker, "accept": marks["accept"].get(speaker, []), "cue": cue, "multi": not cue}
    return {**out, **dict.fromkeys(flags, True)}


def _span(t: Texts, file: str, words: str, **more: str) -> dict[str, Any]:
    start, end = place(t, file, words)
    return {"file": file, "start": start, "end": end, **more}


def _dropped(t: Texts, file: str, words: str, reason: str) -> list[dict[str, Any]]:
    found = places(t[file], words)
    if not found:
        raise NotFound(f"{file}: {words!r} is not there")
    return [{"file": file, "start": s, "end": e, "text": t[file][s:e], "reason": reason} for s, e in found]


def _group(g: dict[str, Any], member: dict[str, list[Any]]) -> dict[str, Any]:
    return {
        "id": g["members"][0], "relation": g["relation"], "note": g["note"], "minor": g.get("minor", False), "optional": g.get("optional_group", False),
        "members": [member[i] for i in g["members"]], "optional_members": [member[i] for i in g.get("optional", [])],
        "differences": g.get("differences", []), **({"origins": g["origins"]} if "origins" in g else {}),
    }


def _fact(t: Texts, f: dict[str, Any]) -> dict[str, Any]:
    values = [{"value": v, "spans": _short(t, spans)} for v, spans in f["values"].items()]
    return {**{k: f[k] for k in ("kind", "about", "relation", "note", "origins") if k in f}, "values": values}


def _short(t: Texts, marked: Iterable[str]) -> list[list[Any]]:
    """"c:the words": the article whose name (or record) begins with "c"."""
    out = []
    for mark in marked:
        initial, words = mark.split(":", 1)
        file = next(f for f in t if f.rsplit("#", 1)[-1].startswith(initial))
        out.append([file, *place(t, file, words)])
    return out


def write(story: str) -> None:
    """Write `STORY.gold.json`."""
    text = json.dumps({story: gold(story)}, ensure_ascii=False, indent=1)
    (HERE / f"{story}.gold.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    for each in STORIES:
        write(each)
