"""Who shares text with whom, and what everybody shares without copying."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.config import Config
from corroborate.relate.reuse import find_reuse
from corroborate.types import Article, Findings, Reuse
from wire import FAIR, FERRY_AGENCY, FERRY_CUT, FERRY_OWN, printed


def reuse(*texts: str) -> tuple[Reuse, ...]:
    articles = [printed(f"a{i}", text, date=f"2031-03-0{i + 1}") for i, text in enumerate(texts)]
    return find_reuse(articles, [Findings(a.id) for a in articles], Config())


STATEMENT = "“We are shocked by what has happened on our street and ask everyone who saw the blue van to remember the small sticker on its door,” the mayor said."
NOTICE = "Anyone with information on the blue van that left the market square at noon is asked to call the Port Ansel police on 555-0100."
CHARGES = "was charged with reckless navigation in a protected bay, sailing without a pilot between sunset and sunrise and leaving the bridge unattended"


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        (FERRY_AGENCY, FERRY_AGENCY.replace("112 people", "more than 100 people"), "copy"),
        (FERRY_AGENCY, FERRY_CUT, "copy"),  # cut from the end, as editors cut
        (FERRY_AGENCY, FERRY_OWN, None),  # one event, one quotation, two texts
        (FERRY_AGENCY, FAIR, None),
        (  # two sentences kept in a longer piece
            FERRY_AGENCY,
            "Greta Holm had promised her two boys a quiet crossing and ended up counting gulls. Crew members handed out blankets and the ship's cook made soup for "
            "everybody while tugs "
            "tried in vain to pull the vessel free. She slept on a bench that smelled of diesel. By the time the water rose again most of the children had fallen asleep "
            "under the tables of the dining saloon. "
            "On the quay a man with a clipboard asked for her name, her seat and, twice, for her patience, which by then had gone ashore without her. The operator will "
            "not say when it sails next, or who pays.",
            "partial",
        ),
        (f"The van hit two stalls. {STATEMENT} Nobody was hurt.", f"{STATEMENT} Traders swept up apples until the evening came.", None),  # the statement that all quote
        (f"The van hit two stalls. {NOTICE}", f"Apples rolled down to the harbour. {NOTICE}", None),
        (f"The captain {CHARGES}. He is 51.", f"In court on Friday the skipper of the ferry {CHARGES}. His lawyer shrugged.", None),  # the law words it
    ],
)
def test_what_is_shared(a: str, b: str, level: str | None) -> None:
    assert [r.level for r in reuse(a, b)] == ([level] if level else [])


def test_passages_hold_the_shared_words_in_both() -> None:
    a, b = "Early news. " + FERRY_AGENCY, FERRY_CUT
    (found,) = reuse(a, b)
    assert all(p.a.of(a).split()[:3] == p.b.of(b).split()[:3] for p in found.passages)
    assert "shares" in found.why


def test_a_menu_that_pages_hold_for_months_is_not_copied() -> None:
    menu = "Watch our evening programme on every device you own and never miss what happens on the coast again, wherever the wind takes you this season. "
    days = ["2031-01-02", "2031-03-02", "2031-05-02", "2031-07-02"]
    tails = ["A goat walked into the bank.", "Snow closed the pass.", "The choir went to court.", "Two bakers swapped shops."]
    articles = [printed(f"m{i}", f"{menu}{tail}", date=day) for i, (day, tail) in enumerate(zip(days, tails, strict=True))]
    assert find_reuse(articles, [Findings(a.id) for a in articles], Config()) == ()


ADVICE = (
    "Shoes go in first, heels to the wall, and shirts are rolled rather than folded. Put a spare charger in the side pocket, wrap every bottle twice and leave a third of "
    "the suitcase empty for what you bring home from the market."
)


@pytest.mark.parametrize(("title", "found"), [("Goat walks into bank", 0), ("How to fill a suitcase", 1)])
def test_advice_that_stands_under_reports_is_not_copied(title: str, found: int) -> None:
    articles = [printed("a", ADVICE, title=title, date="2031-03-01"), printed("b", ADVICE, title="Choir goes to court", date="2031-03-02")]
    assert len(find_reuse(articles, [Findings(a.id) for a in articles], Config())) == found


def test_how_the_police_describe_somebody_is_everybodys() -> None:
    looks = "He is about six feet tall, weighs about 180 pounds with curly grey hair, and was last seen wearing a green jersey with a torn left sleeve and tall rubber boots"
    assert reuse(f"A goat walked into the bank. {looks}.", f"The teller fed it. {looks}.") == ()


@settings(max_examples=20, deadline=None)
@given(st.permutations([("a", FERRY_AGENCY), ("b", FERRY_CUT), ("c", FERRY_OWN), ("d", FAIR)]))
def test_order_does_not_matter(texts: list[tuple[str, str]]) -> None:
    articles: list[Article] = sorted((printed(i, t) for i, t in texts), key=lambda a: a.id)
    found = find_reuse(articles, [Findings(a.id) for a in articles], Config())
    assert [(r.a, r.b, r.level) for r in found] == [("a", "b", "copy")]
    assert all(p.a.end <= len(FERRY_AGENCY) and p.b.end <= len(FERRY_CUT) for r in found for p in r.passages)
