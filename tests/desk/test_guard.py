"""Who may ask, how much, and from where."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from corroborate.desk.guard import Limits, new_token, same_token, token_hash
from corroborate.desk.server import application
from corroborate.store import Store


def test_another_address_asks_for_the_token(db: Path) -> None:
    token, hashed = new_token()
    with TestClient(application(db, token_hash=hashed, look=False), follow_redirects=False) as client:
        assert client.get("/").headers["location"] == "/login"
        assert client.get("/api/v1/stories").status_code == 401
        assert client.get("/api/v1/stories", headers={"authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/api/v1/stories", headers={"authorization": f"Bearer {token}"}).status_code == 200
        assert client.get("/login").status_code == 200
        assert client.get("/static/page.css").status_code == 200
        assert client.post("/login", data={"token": "wrong"}).status_code == 403
        set_ = client.post("/login", data={"token": token}).headers["set-cookie"].lower()
        assert "httponly" in set_
        assert "samesite=strict" in set_
        assert client.get("/").status_code == 200


def test_of_the_token_only_its_hash_is_kept(db: Path) -> None:
    token, hashed = new_token()
    store = Store(db)
    store.records.set("token", hashed)
    store.close()
    assert token.encode() not in db.read_bytes()
    assert same_token(token, hashed)
    assert not same_token(hashed, hashed)
    assert token_hash(token) == hashed


@pytest.mark.parametrize("host", ["desk.example", "evil.example:8000", ""])
def test_a_name_that_was_bent_to_this_machine_gets_nothing(db: Path, host: str) -> None:
    with TestClient(application(db, hosts=frozenset({"127.0.0.1", "localhost"}), look=False)) as client:
        assert client.get("/", headers={"host": host}).status_code == 421
        assert client.get("/", headers={"host": "localhost:8000"}).status_code == 200


def test_too_much_at_once_and_too_often(db: Path) -> None:
    with TestClient(application(db, limits=Limits(body=1000, burst=20, rate=0.001), look=False)) as client:
        assert client.post("/decisions", content=b"x" * 2000).status_code == 413
        answers = [client.get("/favicon.ico").status_code for _ in range(30)]
    assert answers.count(429) >= 9
    assert answers[0] == 204


def test_a_body_that_does_not_say_how_long_it_is_ends_at_the_limit(db: Path) -> None:
    with TestClient(application(db, limits=Limits(body=1000), look=False)) as client:
        assert client.post("/api/v1/decisions", content=iter([b"x" * 600] * 10), headers={"content-type": "application/json"}).status_code == 413
        assert client.get("/api/v1/decisions").json()["items"] == []


def test_cookies_are_for_this_site_alone(client: TestClient) -> None:
    set_ = client.get("/decisions").headers["set-cookie"].lower()
    assert "httponly" in set_
    assert "samesite=strict" in set_
