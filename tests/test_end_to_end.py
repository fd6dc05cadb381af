"""The main job on the stories in `examples/`: what a careful reader finds in them is found, and nothing else decides the outcome."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from corroborate import Config, Corpus
from corroborate.schema import schema
from invented import CHEESE

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
STORIES = sorted(p.name for p in EXAMPLES.iterdir() if (EXAMPLES / f"{p.name}.gold.json").exists())
Place = tuple[str, int, int]


def analysed(*paths: str | Path, workers: int = 1, db: str | None = None) -> str:
    with Corpus(db, config=Config(workers=workers)) as corpus:
        corpus.add(list(paths))
        return corpus.json()


@lru_cache
def output(story: str) -> dict[str, Any]:
    out: dict[str, Any] = json.loads(analysed(EXAMPLES / story))
    return out


@lru_cache
def gold(story: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXAMPLES / f"{story}.gold.json").read_text(encoding="utf-8"))[story]
    return found


def files(story: str) -> dict[str, str]:
    """Article id to file, as the gold names it."""
    return {a["id"]: a["path"].rsplit("/", 1)[-1] for a in output(story)["articles"]}


def words(story: str) -> dict[str, str]:
    texts = ((a, a["text"] if a["text"] is not None else Path(a["path"]).read_bytes().decode("utf-8")) for a in output(story)["articles"])
    return {files(story)[a["id"]]: text for a, text in texts}


def trimmed(story: str, place: Place) -> Place:
    """A span without the marks and points at its ends: whether they belong to a quotation is taste."""
    file, start, end = place
    text = words(story)[file]
    while start < end and text[start] in " \n\"'“”‘’,.;:!?…":
        start += 1
    while end > start and text[end - 1] in " \n\"'“”‘’,.;:!?…":
        end -= 1
    return file, start, end


def quoted(story: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    for q in output(story)["quotations"]:
        for start, end in q["quoted"]:
            yield trimmed(story, (files(story)[q["article"]], start, end)), q


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


@pytest.mark.parametrize("story", STORIES)
class TestWhatIsFound:
    def test_the_output_keeps_its_contract(self, story: str) -> None:
        jsonschema.Draft202012Validator(schema()).validate(output(story))

    def test_all_articles_in_one_story_with_the_origins_that_a_reader_counts(self, story: str) -> None:
        [found] = output(story)["stories"]
        partition = sorted(sorted(files(story)[a] for a in origin["articles"]) for origin in found["origins"])
        assert partition == sorted(sorted(part) for part in gold(story)["independent_origins"]["partition"])

    def test_quotations_and_who_spoke_them(self, story: str) -> None:
        found = dict(quoted(story))
        wanted = [(trimmed(story, (q["file"], q["start"], q["end"])), {q["speaker"], *q["accept"]}) for q in gold(story)["quotations"]]
        assert share([place in found for place, _ in wanted]) > 0.85
        assert share([found[place]["speaker"]["name"] in names for place, names in wanted if place in found]) > 0.7

    def test_the_same_words_of_two_speakers_are_disputed(self, story: str) -> None:
        conflicts = [g for g in gold(story)["groups"] if g["relation"] == "attribution-conflict"]
        disputed = [c for c in output(story)["claims"] if any(d["kind"] == "speaker" for d in c["differences"]) and c["verdict"] == "disputed"]
        assert conflicts
        for conflict in conflicts:
            members = {file for file, _, _ in conflict["members"]}
            assert any(members == {files(story)[a["article"]] for a in claim["accounts"]} for claim in disputed)

    def test_furniture_is_dropped_and_no_sentence_lost(self, story: str) -> None:
        body = {files(story)[a["id"]]: {i for start, end in a["body"] for i in range(start, end)} for a in output(story)["articles"]}
        assert all(set(range(k["start"], k["end"])) <= body[k["file"]] for k in gold(story)["kept"])
        assert share([not set(range(d["start"], d["end"])) & body[d["file"]] for d in gold(story)["dropped"]]) > 0.8


@pytest.mark.parametrize("story", STORIES)
class TestWhatMustNotMatter:
    def test_a_second_run(self, story: str) -> None:
        assert analysed(EXAMPLES / story) == analysed(EXAMPLES / story)

    def test_the_order_of_paths_and_the_workers(self, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("corroborate.engines.FEW", 2)  # so that processes are used for five articles, too
        paths = sorted((EXAMPLES / story).iterdir(), reverse=True)
        assert analysed(*paths, workers=2) == analysed(EXAMPLES / story, workers=1)

    def test_whether_it_came_in_two_parts(self, story: str, tmp_path: Path) -> None:
        """A database's story keeps the id that it began with; everything else is as if all had come at once."""
        first, *rest = sorted((EXAMPLES / story).iterdir())
        began = json.loads(analysed(*rest, db=str(tmp_path / "news.db")))["stories"][0]["id"]
        grown, at_once = analysed(first, db=str(tmp_path / "news.db")), analysed(EXAMPLES / story)
        assert grown == at_once.replace(json.loads(at_once)["stories"][0]["id"], began)


def test_an_unrelated_article_stays_out_and_each_story_by_itself(tmp_path: Path) -> None:
    (tmp_path / "cheese.txt").write_text(CHEESE, encoding="utf-8")
    out = json.loads(analysed(*(EXAMPLES / story for story in STORIES), tmp_path / "cheese.txt"))
    path_of = {a["id"]: a["path"] for a in out["articles"]}
    grouped = sorted(sorted({Path(path_of[a]).parent.name for a in s["articles"]}) for s in out["stories"])
    assert grouped == sorted([[tmp_path.name], *([story] for story in STORIES)])


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_told_the_same_whatever_else_is_read(story: str, tmp_path: Path) -> None:
    (tmp_path / "cheese.txt").write_text(CHEESE, encoding="utf-8")
    beside = json.loads(analysed(EXAMPLES / story, tmp_path / "cheese.txt"))
    mine = {a["id"] for a in output(story)["articles"]}
    assert [q for q in beside["quotations"] if q["article"] in mine and not q["speaker"]["entity"]] == [q for q in output(story)["quotations"] if not q["speaker"]["entity"]]
    verdicts = {c["id"]: (c["verdict"], c["origins"], len(c["accounts"])) for c in beside["claims"]}
    assert all(verdicts[c["id"]] == (c["verdict"], c["origins"], len(c["accounts"])) for c in output(story)["claims"])
