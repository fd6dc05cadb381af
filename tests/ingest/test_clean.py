"""Page in, Article or Rejected out: publication facts and origins."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.config import Config
from corroborate.ingest.clean import clean
from corroborate.types import Article, Page, Rejected

LEAD = "Two boats collided in the harbour of Elmhaven early Thursday, the coast guard said."
REST = "Five people were taken to hospital with minor injuries.\n\nAn investigation is under way."
TITLE = "Two boats collide in Elmhaven harbour"


def article(*parts: str, path: str = "x.txt", **known: Any) -> Article:
    text = "\n\n".join(part for part in parts if part)
    made = clean(Page(path, hashlib.sha256(text.encode()).hexdigest(), text=text, verbatim=True, **known), Config())
    assert isinstance(made, Article)
    return made


#: (parts of the text, who wrote it first, how it is known)
ORIGINS: list[tuple[tuple[str, ...], str | None, str | None]] = [
    ((TITLE, LEAD, REST), None, None),
    ((TITLE, "By Ana Lund and Per Strand, Los Angeles Times", LEAD, REST), "Los Angeles Times", "byline"),
    ((TITLE, "By ANA LUNDAssociated Press", LEAD, REST), "The Associated Press", "byline"),
    ((TITLE, "ELMHAVEN, Md. (AP) - " + LEAD, REST), "The Associated Press", "dateline agency"),
    ((TITLE, LEAD, REST, "[Source: By Ana Lund, The Washington Post, 15Sep14]"), "The Washington Post", "source line"),
    ((TITLE, LEAD, REST, "Copyright 2016 The Associated Press. All rights reserved."), "The Associated Press", "copyright"),
    ((TITLE, LEAD, REST, "© AFP"), "Agence France-Presse", "copyright"),
    ((TITLE, LEAD, REST, "(Reporting by Ana Lund; Editing by Per Strand)"), "Reuters", "sign-off"),
    ((TITLE, LEAD, "“It was dark,” pilot Olu Oke told AFP.", REST), "Agence France-Presse", "told (sign)"),
    ((TITLE, LEAD, "“It was dark,” pilot Olu Oke told AFP.", "The boat was new, AFP reported.", REST), None, None),
    ((TITLE, LEAD, "“It was dark,” pilot Olu Oke told AFP.", "“It was late,” his mate told Reuters.", REST), None, None),
    ((TITLE, LEAD, "“It was dark,” pilot Olu Oke told Reuters.", REST), None, None),
    ((TITLE, LEAD, "“It was dark,” pilot Olu Oke told Reuters.", "“It was late,” his mate told Reuters.", REST), "Reuters", "told (sign)"),
    ((TITLE, LEAD, "“It was dark,” pilot Olu Oke told AFP in May.", REST), None, None),
    ((TITLE, "By Ana Lund", LEAD, "“It was dark,” pilot Olu Oke told AFP.", REST), None, None),
    ((TITLE, LEAD, "“It was dark,” pilot Olu Oke told the Elmhaven Gazette.", REST), None, None),
    ((TITLE + " | The Elmhaven Gazette", "By Ana Lund", LEAD, REST), "The Elmhaven Gazette", "own"),
    ((TITLE + " | The Elmhaven Gazette", LEAD, "“It was dark,” pilot Olu Oke told The Elmhaven Gazette.", REST), "The Elmhaven Gazette", "own"),
    ((TITLE + " | The Elmhaven Gazette", "By ANA LUND, Associated Press", LEAD, REST), "The Associated Press", "byline"),
    ((TITLE + " - KXAS", "DALLAS (KXAS) — " + LEAD, REST), "NBC DFW", "own"),
    ((TITLE + " - CBS Denver", "DENVER (CBS4) — " + LEAD, REST), "CBS Denver", "own"),
    ((TITLE + " - CBS Denver", "DENVER (CBS) — " + LEAD, REST), "CBS Denver", "own"),
    ((TITLE + " - CBS Denver", "PHOENIX (AP) — " + LEAD, REST), "The Associated Press", "dateline agency"),
]


@pytest.mark.parametrize(("parts", "name", "how"), ORIGINS, ids=[f"{o[2]}-{i}" for i, o in enumerate(ORIGINS)])
def test_origin(parts: tuple[str, ...], name: str | None, how: str | None) -> None:
    origin = article(*parts).origin
    assert ((origin.name, origin.how) if origin else (None, None)) == (name, how)


OUTLETS: list[tuple[tuple[str, ...], dict[str, str], str | None, str | None]] = [
    ((TITLE, LEAD, REST), {}, None, None),
    ((TITLE, LEAD, REST), {"url": "https://www.baltimoresun.com/news/2016/08/05/x.html"}, "The Baltimore Sun", "url"),
    ((TITLE, LEAD, REST), {"url": "http://web.archive.org/web/2016/http://newyork.cbslocal.com/x"}, "CBS New York", "url"),
    ((TITLE, LEAD, REST), {"url": "https://elmhaven-gazette.example/x"}, "elmhaven-gazette.example", "url"),
    ((TITLE, LEAD, REST), {"outlet": "Elmhaven Gazette", "url": "https://www.baltimoresun.com/x"}, "Elmhaven Gazette", "container"),
    ((TITLE, LEAD, REST), {"outlet": "nytimes.com"}, "The New York Times", "container"),
    ((TITLE, LEAD, REST), {"outlet": "marlgazette.example:80"}, "marlgazette.example", "container"),
    ((TITLE, LEAD, REST), {"path": "in/latimes.com:80.txt"}, "Los Angeles Times", "file name"),
    ((TITLE, LEAD, REST), {"path": "in/marlgazette.org-2.txt"}, "marlgazette.org", "file name"),  # nobody we know, but that is where it was
    ((TITLE, LEAD, REST), {"path": "in/report.final.txt"}, None, None),
    ((TITLE + " - KXAN News 9 Elmhaven, Texas News, Weather & Sports", LEAD, REST), {}, "KXAN", "site title"),
    ((TITLE, LEAD, REST, "Start your day with Elmhaven Memo Newsletter"), {}, "Elmhaven Memo", "newsletter"),
    ((TITLE, LEAD, REST, "This document has been published on 17Sep14 by the Elm Society and Rights First. In accordance with Title 17 it is free."), {}, "Elm Society", "notice"),
    ((TITLE, LEAD, REST, "Read or Share this story: http://on.freep.com/1abc"), {}, "Detroit Free Press", "link"),
    ((TITLE, LEAD, REST, "alund@sfchronicle.com"), {}, "San Francisco Chronicle", "contact address"),
    ((TITLE, LEAD, REST, "Stay with KCRA and KCRA.com for the latest."), {}, "KCRA", "notice"),
    (("The Elmhaven Gazette", TITLE, LEAD, REST, "Copyright The Elmhaven Gazette. All rights reserved."), {}, "The Elmhaven Gazette", "masthead"),
    (("Elmhaven Review | Boats, trade and the people between", TITLE, LEAD, REST), {}, "Elmhaven Review", "masthead"),
]


@pytest.mark.parametrize(("parts", "known", "name", "how"), OUTLETS, ids=[f"{o[3]}-{i}" for i, o in enumerate(OUTLETS)])
def test_outlet(parts: tuple[str, ...], known: dict[str, str], name: str | None, how: str | None) -> None:
    outlet = article(*parts, **known).outlet
    assert ((outlet.name, outlet.how) if outlet else (None, None)) == (name, how)


DATES: list[tuple[tuple[str, ...], dict[str, str], str | None, str | None]] = [
    ((TITLE, LEAD, REST), {}, None, None),
    ((TITLE, LEAD, REST), {"date": "4 mars 2021"}, "2021-03-04", None),
    ((TITLE, LEAD, REST), {"url": "https://news.example/2021/03/04/boats"}, "2021-03-04", None),
    ((TITLE, "Posted: Thursday, March 4, 2021 9:15 AM EST Updated: Friday, March 5, 2021 1:00 PM EST", LEAD, REST), {}, "2021-03-04T09:15", None),
    ((TITLE, "Updated: Friday, March 5, 2021 1:00 PM", LEAD, REST), {}, "2021-03-05T13:00", None),
    ((TITLE, "By Ana Lund", "March 4, 2021 at 8:31 p.m.", LEAD, REST), {}, "2021-03-04T20:31", None),  # a stop that closes no sentence
    ((TITLE, "Two boats collided. Ana Lund reports. (Published Thursday, March 4, 2021)", LEAD, REST), {}, "2021-03-04", None),
    ((TITLE, LEAD, REST, "Copyright 2021 KXYZ. All rights reserved."), {}, "2021", None),
    ((TITLE, LEAD + " It sank on March 4, 2021.", REST), {}, None, None),
    ((TITLE, LEAD, REST, "[Source: By Ana Lund, The Washington Post, 15Sep14]", "This page has been published on 17Sep14 by the Elm Society."), {}, "2014-09-17", "2014-09-15"),
]


@pytest.mark.parametrize(("parts", "known", "published", "first"), DATES, ids=[f"{d[2]}-{i}" for i, d in enumerate(DATES)])
def test_dates(parts: tuple[str, ...], known: dict[str, str], published: str | None, first: str | None) -> None:
    made = article(*parts, **known)
    assert ((made.published.value if made.published else None), (made.first_published.value if made.first_published else None)) == (published, first)
    for date in (made.published, made.first_published):
        assert date is None or date.span is None or made[date.span][:1].isalnum()


def test_the_byline_points_at_its_words() -> None:
    made = article(TITLE, "By Ana Lund, Per J. Strand, and Olu Oke, Los Angeles Times", LEAD, REST)
    assert [(a.name, made[a.span] if a.span else None) for a in made.byline] == [(n, n) for n in ("Ana Lund", "Per J. Strand", "Olu Oke")]
    assert made.title is not None
    assert made.title.span is not None
    assert made[made.title.span] == TITLE


def test_a_name_that_signs_the_end_is_the_byline() -> None:
    assert [a.name for a in article(TITLE, LEAD, REST, "— Ana Lund").byline] == ["Ana Lund"]


def test_a_single_sentence_is_an_article() -> None:
    made = article("Two boats collided in Elmhaven.")
    assert (made.title, [made[s] for s in made.body]) == (None, ["Two boats collided in Elmhaven."])


@pytest.mark.parametrize(("text", "code"), [
    ("El ministro dijo que no se trata de una guerra y que los vecinos de la ciudad lo saben.", "es"),
    ("قال الوزير إن الحريق لم يكن حادثا.", "ar"),
])
def test_other_languages_are_kept_and_named(text: str, code: str) -> None:
    made = article(text)
    assert (made.language, [made[s] for s in made.body]) == (code, [text])


@pytest.mark.parametrize(("text", "said"), [("word " * 50_000, "too long for an article: 250,000 characters, more than 200,000"), ("... --- ...", "no words in it")])
def test_what_is_no_article(text: str, said: str) -> None:
    assert clean(Page("x.txt", "0", text=text), Config()) == Rejected("x.txt", said)


def test_ids_come_from_content_and_address() -> None:
    one = article(LEAD, path="a/x.txt").id
    assert one == article(LEAD, path="b/x.txt").id
    others = [article(LEAD, path="a/y.txt"), article(REST, path="a/x.txt"), article(LEAD, path="a/x.txt", url="https://news.example/1"), article(LEAD, path="f.jsonl#2")]
    assert len({one, *(other.id for other in others)}) == 5


@given(st.text(max_size=300))
def test_any_text_is_cleaned_or_rejected(text: str) -> None:
    made = clean(Page("x.txt", "0", text=text), Config())
    assert made == clean(Page("x.txt", "0", text=text), Config())
    if isinstance(made, Article):
        assert all(0 <= s.start < s.end <= len(text) for s in (*made.body, *(d.span for d in made.dropped)))
