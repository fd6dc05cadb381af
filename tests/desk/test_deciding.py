"""Corrections: applied at once, the same when all is related anew, undone without a trace, shared between databases."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from corroborate.config import Config
from corroborate.corpus import Corpus
from corroborate.desk.deciding import as_line, decide, decision, from_lines, undo
from corroborate.desk.library import Library
from corroborate.errors import UsageError
from corroborate.types import Analysis, Claim, Decision, Place

CONFIG = Config(workers=1)


def place(analysis: Analysis, article: str, start: int, end: int) -> Place:
    return Place(next(a.sha256 for a in analysis.articles if a.id == article), start, end)


def whole(db: Path) -> Analysis:
    with Corpus(db, config=CONFIG) as corpus:
        return corpus.analysis()


def told(claims: tuple[Claim, ...]) -> list[tuple[object, ...]]:
    """Claims as they can be compared: ids of entities play no part."""
    return sorted((c.kind, c.verdict, c.origins, tuple((a.article, a.span.start, a.span.end, a.speaker or "") for a in c.accounts)) for c in claims)


def speaker(analysis: Analysis) -> Decision:
    """A quotation that two articles have, given to somebody else in one."""
    claim = next(c for c in analysis.links.claims if c.verdict in ("agreed", "varied") and len({a.article for a in c.accounts}) > 1 and all(a.speaker for a in c.accounts))
    account = claim.accounts[0]
    return decision("speaker", [place(analysis, account.article, account.span.start, account.span.end)], ["Zelda Quist"], who="Ada")


def apart(analysis: Analysis) -> Decision:
    claim = next(c for c in analysis.links.claims if c.verdict == "varied" and len({a.origin for a in c.accounts}) > 1)
    one, other = claim.accounts[0], next(a for a in claim.accounts if a.origin != claim.accounts[0].origin)
    return decision("not_same_claim", [place(analysis, a.article, a.span.start, a.span.end) for a in (one, other)])


def not_there(analysis: Analysis) -> Decision:
    articles = analysis.links.stories[0].articles
    return decision("not_in_story", [place(analysis, articles[1], 0, 0), place(analysis, articles[0], 0, 0)], why="another talk")


def one_person(analysis: Analysis) -> Decision:
    """The two whom the same words are given to."""
    difference = next(d for c in analysis.links.claims for d in c.differences if d.kind == "speaker")
    return decision("same_name", [], [difference.values[0][0], difference.values[1][0]])


def not_him(analysis: Analysis) -> Decision:
    for article, found in zip(analysis.articles, analysis.findings, strict=True):
        for mention in found.mentions:
            if mention.form == "pronoun" and mention.referent is not None and any(q.speaker.span == mention.span for q in found.quotations):
                return decision("not_mention", [Place(article.sha256, mention.span.start, mention.span.end)], [found.referents[mention.referent].name])
    raise AssertionError("no pronoun speaks in the examples")


MAKERS = [speaker, apart, not_there, one_person, not_him]


@pytest.mark.parametrize("make", MAKERS)
def test_at_once_as_when_all_is_related_anew_and_undone_without_a_trace(db: Path, make: Callable[[Analysis], Decision]) -> None:
    before = whole(db)
    made = make(before)
    library = Library(db)
    library.refresh()
    decide(library, made, CONFIG)
    held = [library.story(s) for s in library.shelves.story_ids([a.id for a in before.articles])]
    at_once = tuple(c for found in held if found for c in found[1].links.claims)
    stories = sorted(found[0].articles for found in held if found)
    anew = whole(db)
    assert told(anew.links.claims) != told(before.links.claims)
    assert told(at_once) == told(anew.links.claims)
    assert stories == sorted(s.articles for s in anew.links.stories)
    library.refresh()
    undo(library, made.id, CONFIG)
    again = tuple(c for s in library.shelves.story_ids([a.id for a in before.articles]) for found in [library.story(s)] if found for c in found[1].links.claims)
    assert told(again) == told(before.links.claims)
    assert told(whole(db).links.claims) == told(before.links.claims)
    assert [d.undone is not None for d in library.shelves.records.decisions()] == [True]


def test_a_corrected_speaker_is_the_speaker_everywhere(db: Path) -> None:
    made = speaker(whole(db))
    library = Library(db)
    library.refresh()
    decide(library, made, CONFIG)
    with TestClient(_app(db)) as client:
        [zelda] = client.get("/api/v1/entities?name=Zelda").json()["items"]
        assert (zelda["name"], zelda["quotations"]) == ("Zelda Quist", 1)
        assert "Zelda Quist" in client.get(f"/people/{zelda['id']}").text
        assert client.get("/api/v1/search", params={"q": "speaker:zelda"}).json()["items"]
    quotations = [q for f in whole(db).findings for q in f.quotations if q.speaker.name == "Zelda Quist"]
    assert [q.speaker.how for q in quotations] == ["decided by Ada"]


def _app(db: Path) -> object:
    from corroborate.desk.server import application

    return application(db, look=False)


def test_it_outlives_a_new_analysis_of_the_article(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = speaker(whole(db))
    with Corpus(db, config=CONFIG) as corpus:
        corpus.decide([made])
    monkeypatch.setattr("corroborate.corpus.fingerprint", lambda config: "another program")
    assert any(q.speaker.name == "Zelda Quist" for f in whole(db).findings for q in f.quotations)


def test_shared_between_databases(db: Path, tmp_path: Path, analysed: Path) -> None:
    import shutil

    made = [make(whole(db)) for make in MAKERS]
    with Corpus(db, config=CONFIG) as corpus:
        corpus.decide(made)
        lines = [as_line(d) for d in corpus.decisions()]
    other = Path(shutil.copy(analysed, tmp_path / "other.db"))
    with Corpus(other, config=CONFIG) as corpus:
        assert corpus.decide(from_lines(lines)) == len(made)
        assert corpus.decide(from_lines(lines)) == 0, "twice is once"
    assert told(whole(other).links.claims) == told(whole(db).links.claims)


@pytest.mark.parametrize(("kind", "places", "names"), [
    ("rewrite", [], []), ("speaker", [], ["Ada"]), ("speaker", [Place("a", 3, 2)], []), ("same_name", [], ["Ada"]), ("not_in_story", [Place("a", 0, 0)], []),
    ("speaker", [Place("a", 0, 9)], ["A\nB"]), ("speaker", [Place("a", 0, 9)], ["x" * 2000]),
])  # fmt: skip
def test_what_cannot_be_is_refused(kind: str, places: list[Place], names: list[str]) -> None:
    with pytest.raises(UsageError):
        decision(kind, places, names)


@pytest.mark.parametrize("line", [
    "nonsense", "[]", '{"kind": "speaker"}', '{"kind": "speaker", "places": [{"sha256": "a", "start": "0", "end": 1}], "names": [], "when": "2031-01-01"}',
])  # fmt: skip
def test_a_line_that_is_none_names_its_number(line: str) -> None:
    with pytest.raises(UsageError, match="line 2"):
        from_lines(["", line])


words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)


@given(names=st.lists(words, min_size=2, max_size=2), who=words, why=words, spots=st.lists(st.tuples(words, st.integers(0, 99), st.integers(100, 999)), max_size=2))
def test_a_decision_comes_back_from_its_line(names: list[str], who: str, why: str, spots: list[tuple[str, int, int]]) -> None:
    made = decision("same_name", [Place(*s) for s in spots], names, who=who, why=why)
    assert from_lines([as_line(made)]) == [made]


def test_by_form_with_undo(client: TestClient) -> None:
    story = next(s["id"] for s in client.get("/api/v1/stories?verdict=disputed").json()["items"])
    ref = re.search(r'href="/correct\?at=([^"]+)"', client.get(f"/stories/{story}").text)
    assert ref
    page = client.get(f"/correct?at={ref[1]}").text
    form = page[page.index('value="speaker"') - 400 :]
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
    answer = client.post("/decisions", data={**fields, "name": "Zelda Quist", "who": "Ada"})
    assert answer.status_code == 200
    assert answer.url.path == f"/stories/{story}"
    assert "Recorded" in answer.text
    assert "Zelda Quist" in client.get(f"/stories/{story}").text
    id_, csrf = re.search(r'action="/decisions/(\w+)/undo"', answer.text), re.search(r'name="csrf" value="([^"]+)"', answer.text)
    assert id_
    assert csrf
    client.post(f"/decisions/{id_[1]}/undo", data={"csrf": csrf[1], "story": story})
    assert "Zelda Quist" not in client.get(f"/stories/{story}").text
    assert "undone" in client.get("/decisions").text


def test_a_form_of_another_site_changes_nothing(client: TestClient) -> None:
    client.get("/decisions")
    for given_ in ({}, {"csrf": "0" * 64}):
        assert client.post("/decisions", data={"kind": "same_name", "name": ["A", "B"], **given_}).status_code == 403
    assert client.post("/decisions", data={"kind": "same_name"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get("/api/v1/decisions").json()["items"] == []
