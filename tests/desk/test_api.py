"""The API: the contract's objects, lists in pages, faults that are told, and Schemathesis over all of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from corroborate.desk.server import application
from corroborate.schema import schema

EXAMPLES_A_CALL = 15


@pytest.fixture(scope="session")
def described(analysed: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    db = Path(shutil.copy(analysed, tmp_path_factory.mktemp("api") / "news.db"))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", application(db, look=False))


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_asked_the_answer_is_as_described(described: Any, mode: GenerationMode) -> None:
    """Every call of the description, with what it takes and with what it does not: no 5xx, nothing that the description does not say."""
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not operation.query and not operation.body:
            continue

        @settings(max_examples=EXAMPLES_A_CALL, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(excluded_checks=[positive_data_acceptance])  # a cursor or a decision can be well-formed and mean nothing

        ask()
        asked += 1
    assert asked > 5


def test_a_story_is_an_object_of_the_contract(reader: TestClient) -> None:
    for row in reader.get("/api/v1/stories").json()["items"]:
        whole = reader.get(f"/api/v1/stories/{row['id']}").json()
        jsonschema.validate(whole, schema())
        assert [s["id"] for s in whole["stories"]] == [row["id"]]
        claims = reader.get(f"/api/v1/stories/{row['id']}/claims?verdict=disputed").json()["items"]
        assert len(claims) == row["claims"]["disputed"] == sum(c["verdict"] == "disputed" for c in whole["claims"])


def test_an_article_is_an_object_of_the_contract(reader: TestClient) -> None:
    story = reader.get("/api/v1/stories").json()["items"][0]["id"]
    for article in reader.get(f"/api/v1/stories/{story}").json()["articles"]:
        jsonschema.validate(reader.get(f"/api/v1/articles/{article['id']}").json(), schema())


@pytest.mark.parametrize("path", ["/api/v1/stories?alone=true", "/api/v1/entities", "/api/v1/search?q=the"])
def test_pages_of_a_list_are_the_list(reader: TestClient, path: str) -> None:
    join = "&" if "?" in path else "?"
    whole = reader.get(f"{path}{join}limit=100").json()["items"]
    parts: list[object] = []
    cursor = ""
    for _ in range(200):
        answer = reader.get(f"{path}{join}limit=3{cursor}").json()
        parts += answer["items"]
        if answer["next"] is None:
            break
        cursor = f"&cursor={answer['next']}"
    assert parts[: len(whole)] == whole


@pytest.mark.parametrize(("path", "status"), [
    ("/api/v1/stories?limit=0", 400), ("/api/v1/stories?limit=abc", 400), ("/api/v1/stories?cursor=xyz", 400), ("/api/v1/stories?colour=red", 400),
    ("/api/v1/stories?verdict=true", 400),
    ("/api/v1/stories/none", 404), ("/api/v1/entities/none", 404), ("/api/v1/search", 400), ("/api/v1/nothing", 404), ("/api/v1/stories?since=yesterday", 400),
])  # fmt: skip
def test_faults_are_told(reader: TestClient, path: str, status: int) -> None:
    answer = reader.get(path)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_etags(reader: TestClient) -> None:
    etag = reader.get("/api/v1/stories").headers["etag"]
    assert reader.get("/api/v1/stories", headers={"if-none-match": etag}).status_code == 304


def test_a_decision_by_a_program(client: TestClient) -> None:
    story = client.get("/api/v1/stories?verdict=disputed").json()["items"][0]["id"]
    account = client.get(f"/api/v1/stories/{story}/claims?verdict=disputed").json()["items"][0]["accounts"][0]
    sent = {"kind": "speaker", "places": [{"article": account["article"], "start": account["start"], "end": account["end"]}], "names": ["Zelda Quist"], "who": "Ada"}
    made = client.post("/api/v1/decisions", json=sent)
    assert made.status_code == 201
    assert client.get("/api/v1/decisions").json()["items"] == [made.json()]
    assert client.get("/api/v1/entities?name=zelda").json()["items"]
    assert client.post(f"/api/v1/decisions/{made.json()['id']}/undo").json()["undone"]
    assert client.get("/api/v1/entities?name=zelda").json()["items"] == []
    assert client.post(f"/api/v1/decisions/{made.json()['id']}/undo").status_code == 404
    assert client.post("/api/v1/decisions", content="kind=speaker", headers={"content-type": "application/x-www-form-urlencoded"}).status_code == 415
