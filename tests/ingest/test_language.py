"""The language of a text, told from itself."""

from __future__ import annotations

import pytest

from corroborate.ingest.language import language_of

TEXTS = [
    ("Police said on Monday that two men were hurt in the fire.", "en"), ("El ministro dijo que no se trata de una guerra y que los vecinos lo saben", "es"),
    ("Le ministre a dit que la ville est dans une situation difficile pour les habitants", "fr"), ("Der Minister sagte, dass er nicht nach Berlin fährt und die Reise", "de"),
    ("O ministro disse que não é uma guerra e que os moradores da cidade sabem", "pt"), ("Il ministro ha detto che non è una guerra e che gli abitanti della città", "it"),
    ("قال الوزير إن الحريق لم يكن حادثا", "ar"), ("وزیر گفت که این آتش سوزی حادثه نبود و پلیس چنین گفت", "fa"), ("Министр сказал, что мы не будем", "ru"),
    ("Міністр сказав, що їхні війська", "uk"), ("大臣は月曜日に述べた", "ja"), ("部长周一宣布", "zh"), ("장관은 월요일에", "ko"), ("Two dead", None), ("12,000", None), ("", None),
    ("U.S. and G.O.P. A.I. O.E.", None),
]


@pytest.mark.parametrize(("text", "code"), TEXTS, ids=[str(t[1]) + t[0][:12] for t in TEXTS])
def test_language(text: str, code: str | None) -> None:
    assert language_of(text) == code
