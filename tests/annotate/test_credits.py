"""Whom an article credits, and for what."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.annotate.credits import find_credits
from corroborate.annotate.outlet_mentions import find_outlets
from corroborate.annotate.understanding import understand
from corroborate.config import Config
from corroborate.text.spans import Span
from corroborate.types import Dropped
from wire import printed

CONFIG = Config()


def credited(text: str, outlet: str | None = None) -> list[tuple[str, str, str]]:
    article = printed("a", text, outlet=outlet)
    return [(c.role, c.name, article[c.span]) for c in find_credits(article, (), (), CONFIG)]


@pytest.mark.parametrize(
    ("text", "credits_"),
    [
        # according to
        ("The ferry sank, according to Reuters.", [("according-to", "Reuters", "Reuters")]),
        ("The minister will resign, The Washington Post reported on Friday.", [("according-to", "The Washington Post", "Washington Post")]),
        ("“It is over,” said the envoy, the state-run Anadolu Agency reported, according to AFP.", [("according-to", "Anadolu Agency", "Anadolu Agency"),
            ("according-to", "Agence France-Presse", "AFP")]),
        ("The deal, first reported by Bloomberg, collapsed.", [("according-to", "Bloomberg News", "Bloomberg")]),
        ("Reuters quoted the envoy as saying that talks had failed.", [("according-to", "Reuters", "Reuters")]),
        ("The harbour was closed, reported Xinhua, China's official news agency.", [("according-to", "Xinhua News Agency", "Xinhua")]),
        ("As The Guardian's Mirela Tansy reported, the pier is rotten.", [("according-to", "The Guardian", "Guardian")]),
        ("Citing two officials, the New York Times is reporting a delay.", [("according-to", "The New York Times", "New York Times")]),
        ("The envoy had left, according to the Meadowsend Gazette.", [("according-to", "Meadowsend Gazette", "Meadowsend Gazette")]),  # by grammar
        ("He was hit twice, CNN affiliate WQZX reported.", [("according-to", "WQZX", "WQZX")]),  # the affiliate, not the network
        ("Officials, The Hill notes, had been told.", [("according-to", "The Hill", "Hill")]),
        # several, of which the last has the verb
        ("What the Lowland Ledger and the Port Ansel Courier have reported does not agree.", [("according-to", n, n) for n in ("Lowland Ledger", "Port Ansel Courier")]),
        ("The Lowland Ledger, the Coast Courier and KQZX all reported a delay.", [("according-to", n, n) for n in ("Lowland Ledger", "Coast Courier", "KQZX")]),
        ("The Lowland Ledger was sold, and CNN reported a delay.", [("according-to", "CNN", "CNN")]),
        ("The toll, The Meadowsend Gazette reported, nearly doubled.", [("according-to", "Meadowsend Gazette", "Meadowsend Gazette")]),
        # outlets nobody has heard of, by what they are called
        ("The pier closed, the newspaper Sjöbladet reported.", [("according-to", "Sjöbladet", "Sjöbladet")]),
        ("The pier closed, German magazine Seewind reported.", [("according-to", "Seewind", "Seewind")]),
        ("According to a report in Seewind magazine, she left.", [("according-to", "Seewind", "Seewind")]),
        ("The Stratford Whistle, a weekly in Quill County, first reported the death.", [("according-to", "Stratford Whistle", "Stratford Whistle")]),
        ("He said on the website Facebook that the daily Yeni Liman was sold.", []),
        # told
        ("“We heard it,” a neighbor told KQZX.", [("told", "KQZX", "KQZX")]),
        ("The senator said on CBS's “Face the Nation” that she would vote no.", [("told", "CBS", "CBS")]),
        ("She defended the bill in an interview Thursday with Fox News.", [("told", "Fox News", "Fox News")]),
        ("He told CNN and the Meadowsend Gazette that he was tired.", [("told", "CNN", "CNN"), ("told", "Meadowsend Gazette", "Meadowsend Gazette")]),
        ("The clerk, speaking to The Associated Press, declined to give a name.", [("told", "The Associated Press", "Associated Press")]),
        ("His campaign told several news outlets that he was well.", [("told", "news outlets", "news outlets")]),
        ("The prince told Iran's state television that he was innocent.", [("told", "state television", "state television")]),
        # short forms and words that point back
        ("The Washington Post reported it first. She told the Post she had seen it.", [("according-to", "The Washington Post", "Washington Post"), ("told", "The "
            "Washington Post", "Post")]),
        ("The Meadowsend Gazette found three more. She told the newspaper why.", [("according-to", "Meadowsend Gazette", "Meadowsend Gazette"), ("told", "Meadowsend "
            "Gazette", "the newspaper")]),
        ("CNN reported a delay. She told the agency so.", [("according-to", "CNN", "CNN")]),  # a network is no agency
        ("CBS\u00a0reported that the\u00a0New York Times was wrong.", [("according-to", "CBS", "CBS")]),
        ("He left his post. The times reported here are local; he told the paper boy.", []),
        # origins
        ("PORT ANSEL (AP) — A ferry sank.", [("origin", "The Associated Press", "AP")]),
        ("Ferry sinks\n\nBy Mirela Tansy, Los Angeles Times\n\nA ferry sank.", [("origin", "Los Angeles Times", "Los Angeles Times")]),
        ("By MIRELA TANSYAssociated Press\n\nA ferry sank.", [("origin", "The Associated Press", "Associated Press")]),
        ("A ferry sank.\n\n(Reporting by Mirela Tansy; Editing by Ode Farrow)", [("origin", "Reuters", "(Reporting by Mirela Tansy; Editing by Ode Farrow)")]),
        ("A ferry sank.\n\nCopyright 2031 The Associated Press. All rights reserved.", [("origin", "The Associated Press", "Associated Press")]),
        ("A ferry sank.\n\n(Copyright 2031 by WQZX and Bay City News Service. All rights reserved.)", [("origin", "WQZX", "WQZX"), ("origin", "Bay City News Service",
            "Bay City News Service")]),
        ("A ferry sank.\n\n[Source: By Mirela Tansy, The Washington Post, 15Sep31]", [("origin", "The Washington Post", "Washington Post")]),
        ("A ferry sank in the night.\n\n[Meadowsend Gazette ]", [("origin", "Meadowsend Gazette", "Meadowsend Gazette")]),
        ("KQZX.com and Wires\n\nA ferry sank.", [("origin", "wires", "Wires")]),
        # help and pictures
        ("A ferry sank.\n\nThe Associated Press contributed to this report.", [("contributed", "The Associated Press", "Associated Press")]),
        ("The wreck at dawn. (Mirela Tansy/The Baltimore Sun via AP)\n\nA ferry sank.", [("photo", "The Baltimore Sun", "Baltimore Sun"), ("photo", "The Associated Press", "AP")]),
        ("AFP Photo\n\nA ferry sank.", [("photo", "Agence France-Presse", "AFP")]),
        ("The names were withheld, according to CBS Marlow affiliate KQZX.", [("according-to", "KQZX", "KQZX")]),
        ("A man was held.\n\nAn Associated Press report is included.", [("contributed", "The Associated Press", "Associated Press")]),
        ("A man was held.\n\nIncludes reporting by Reuters.", [("contributed", "Reuters", "Reuters")]),
        # no credits: the press as news, names that only look like outlets, words in somebody's mouth
        ("Fox News fired its host on Monday.", []),
        ("The mayor, Michael Bloomberg, reported a gain.", []),
        ("THE VICTIMS WERE SAID TO BE WITH FRIENDS.", []),
        ("Fighters of the Islamic State reported losses.", []),
        ("The body was sent to the State Medical Examiner.", []),
    ],
)
def test_credits(text: str, credits_: list[tuple[str, str, str]]) -> None:
    assert credited(text) == credits_


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Police confirmed to The Baltimore Sun that he was held.", "The Baltimore Sun"),
        ("WESTBROOK (KQZX) — A man was held.", "KQZX"),
        ("A man was held.\n\nCopyright 2031 KQZX. All rights reserved.", "KQZX News"),
        ("Sources told Eyewitness News that there was a video.", "KQZX"),
    ],
)
def test_an_outlet_naming_itself(text: str, outlet: str) -> None:
    assert {role for role, _, _ in credited(text, outlet)} == {"own"}


def test_a_common_word_is_no_outlet_of_another_country() -> None:
    assert credited("The car was found empty, according to Metro.", "Las Vegas Sun") == []
    assert credited("The car was found empty, according to Metro.", "Daily Mail") == [("according-to", "Metro", "Metro")]


def test_a_newscast_is_a_source_of_papers() -> None:
    assert [role for role, _, _ in credited("Sources told Eyewitness News that there was a video.", "The Baltimore Sun")] == ["told"]


def test_scope_is_the_sentence_and_none_for_the_whole_article() -> None:
    text = "PORT ANSEL (AP) — A ferry sank on Monday. Forty people were saved, according to Reuters. The sea was calm."
    article = printed("a", text)
    found = find_credits(article, understand(article), (), CONFIG)
    assert [(c.role, article[c.scope] if c.scope else None) for c in found] == [("origin", None), ("according-to", "Forty people were saved, according to Reuters.")]


def test_a_name_in_a_caption_is_a_picture_credit() -> None:
    text = "The wreck at dawn, seen from the pier. Meadowsend Gazette\n\nA ferry sank."
    article = printed("a", text)
    article = replace(article, body=(Span(58, len(text)),), dropped=(Dropped(Span(0, 57), "photo caption"),))
    assert [c.role for c in find_credits(article, (), (), CONFIG)] == ["photo"]


PIECES = ["told", "the", "CNN", "AP", "(AP)", "—", "reported", "according to", "Reuters", "Times", "The", "New York Times", "Copyright", "©", "By", "\n", "Fox News",
    "KQZX", "newspaper", "(", ")", "Editing by", "Reporting by", "a", "/"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_credits_lie_in_the_text_and_apart(text: str) -> None:
    found = find_credits(printed("a", text), (), (), CONFIG)
    assert all(0 <= c.span.start < c.span.end <= len(text) for c in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    mentions = find_outlets(text, CONFIG)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(mentions))
