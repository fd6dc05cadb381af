"""Which articles rest on one text, and whose account a sentence is in the end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corroborate.annotate.credits import find_credits
from corroborate.annotate.understanding import understand
from corroborate.config import Config
from corroborate.relate.origins import Trail, trace_origins, trail
from corroborate.relate.reuse import find_reuse
from corroborate.text.spans import Span
from corroborate.types import Article, Findings, Story, WrittenBy
from wire import FERRY_AGENCY, FERRY_CUT, FERRY_OWN, printed

CONFIG = Config()


def read(articles: list[Article]) -> list[Findings]:
    out = []
    for article in articles:
        sentences = understand(article)
        out.append(Findings(article.id, tuple(s.span for s in sentences), credits=find_credits(article, sentences, (), CONFIG)))
    return out


def traced(*articles: Article) -> tuple[Story, Trail]:
    ordered = sorted(articles, key=lambda a: a.id)
    findings = read(ordered)
    reuse = find_reuse(ordered, findings, CONFIG)
    (story,) = trace_origins([Story("s", "", tuple(a.id for a in ordered), None)], ordered, findings, reuse, CONFIG)
    return story, trail(story, ordered, findings, reuse, CONFIG)


def origins(*articles: Article) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(o.name, o.articles) for o in traced(*articles)[0].origins]


AGENCY = printed("a", FERRY_AGENCY, outlet="Harbour Times", date="2031-03-04")
CUT = printed("b", FERRY_CUT, outlet="Meadow Post", date="2031-03-05")
OWN = printed("c", FERRY_OWN, outlet="Lowland Ledger", date="2031-03-04")
CITES = printed("d", "The ferry was freed on Tuesday, according to The Associated Press. The pilot has been suspended and will not speak.", outlet="KQZX", date="2031-03-05")
CITES_TOO = printed("e", "Six tugs came, The Associated Press reported. A choir on board sang until four in the morning to keep the children awake.", outlet="KQZY",
    date="2031-03-05")


@pytest.mark.parametrize(
    ("articles", "found"),
    [
        ([AGENCY, CUT, OWN], [("The Associated Press", ("a", "b")), ("Lowland Ledger", ("c",))]),  # a copy counts once, named or not
        ([CITES, CITES_TOO], [("KQZX", ("d",)), ("KQZY", ("e",))]),  # both cite one agency: two texts
        ([OWN], [("Lowland Ledger", ("c",))]),
        (  # two dispatches of one agency do not confirm each other
            [
                replace(AGENCY, origin=WrittenBy("The Associated Press", "dateline agency", None)),
                printed("g", "A choir on board sang until four in the morning. Six tugs came and went.", outlet="Coast Courier", date="2031-03-05", origin="AP"), OWN,
            ],
            [("The Associated Press", ("a", "g")), ("Lowland Ledger", ("c",))],
        ),
        ([OWN, printed("k", "The pilot of the ferry sold his boots. Nobody laughed.", outlet="Lowland Ledger", date="2031-03-09")], [("Lowland Ledger", ("c", "k"))]),
        ([printed("x", FERRY_OWN)], [(None, ("x",))]),  # nobody tells who wrote it
    ],
)
def test_partition(articles: list[Article], found: list[tuple[str | None, tuple[str, ...]]]) -> None:
    assert sorted(origins(*articles), key=lambda o: o[1]) == found


def test_the_reason_is_told() -> None:
    story, _ = traced(AGENCY, CUT)
    (why,) = story.origins[0].why
    assert why.startswith("Meadow Post shares ")
    assert "with Harbour Times, which credits The Associated Press, published 1 day later" in why


LONG = (
    "The company that runs the ferry had been fined twice in three years for sailing with charts that were out of date, and its owner liked to boast that he had never "
    "learned to swim. "
    "Inspectors who came aboard in January found a lifeboat full of potted plants and wrote a report that nobody at the ministry remembers having read. "
)
SOURCE = printed("p", LONG + "On the bridge that night was a man hired a week before. The tide did the rest, as tides do, slowly and without any malice at all.",
    outlet="Harbour Times", date="2031-03-04")
DIGEST = printed(
    "q", "What we know so far of the grounding. The vessel is insured, Reuters reported. Inspectors who came aboard in January found a lifeboat full of potted plants and "
    "wrote a report that nobody at the ministry "
    "remembers having read, according to the Harbour Times. A hearing is set for the autumn. Two of the passengers have hired a lawyer from the capital, and a third has "
    "written a song that children now whistle on the pier. "
    "The pilots' union calls for rest hours; the owners call for patience. Nobody calls the families back, they say, and the telephone of the harbour master rings in an "
    "empty room from nine to five.",
    outlet="Meadow Post", date="2031-03-05",
)


def test_a_digest_that_says_whose_its_sentences_are_stays_a_text_of_its_own() -> None:
    story, follow = traced(SOURCE, DIGEST)
    assert [o.articles for o in story.origins] == [("p",), ("q",)]
    at = DIGEST.text.index("Inspectors")
    assert follow.followed("q", Span(at, at + 60)) == "Harbour Times"
    assert follow.followed("q", Span(0, 30)) == "Meadow Post"


CIRCLE_A = printed("a", "The mayor will resign, the Meadow Post reported. She owns three boats and a goat.", outlet="Harbour Times", date="2031-03-04")
CIRCLE_B = printed("b", "According to the Harbour Times, the mayor will resign. Her office was closed for lunch.", outlet="Meadow Post", date="2031-03-04")
CHAIN = printed("c", "The mayor is said to be leaving, the Harbour Times reported. Snow is expected.", outlet="Lowland Ledger", date="2031-03-05")
FIRST = printed("d", "“I will resign,” the mayor told Reuters. Rain fell.", outlet="Meadow Post", date="2031-03-03")


def circular(*articles: Article) -> set[str]:
    return {w for o in traced(*articles)[0].origins for w in o.why if w.startswith("circular: ")}


LEDGER = printed("c", "The mayor will resign over the boats, the Harbour Times reported. It was first said on Sunday, in a bakery.", outlet="Lowland Ledger", date="2031-03-05")
HARBOUR = printed("a", f"The mayor will resign over the boats, the Meadow Post reported. {FERRY_OWN}", outlet="Harbour Times", date="2031-03-04")
CARRIES = printed("e", HARBOUR.text, outlet="Coast Courier", date="2031-03-05")
POST = printed("b", "The mayor will resign over the boats, the Coast Courier reported. Her office was closed for lunch.", outlet="Meadow Post", date="2031-03-05")
OTHER_THING = printed("b", "According to the Harbour Times, tugs will be cheaper in spring. Her office was closed for lunch.", outlet="Meadow Post", date="2031-03-04")


@pytest.mark.parametrize(
    ("articles", "lines"),
    [
        ([CIRCLE_A, CIRCLE_B], {"circular: Harbour Times credits Meadow Post, Meadow Post credits Harbour Times; none confirms the other"}),
        ([CIRCLE_A, CIRCLE_B, CHAIN], {"circular: Harbour Times credits Meadow Post, Meadow Post credits Harbour Times; none confirms the other"}),
        (  # the Courier that the Post credits carries the text that credits the Post
            [HARBOUR, CARRIES, POST],
            {
                "circular: Harbour Times credits Meadow Post, Meadow Post credits Coast Courier, Coast Courier carries one text with Harbour Times; none confirms the other",
                "circular: Meadow Post credits Coast Courier, Coast Courier credits Meadow Post; none confirms the other",
            },
        ),
        ([CIRCLE_A, OTHER_THING], set()),  # each credits the other, for another thing
        ([CIRCLE_A, CHAIN], set()),
        ([HARBOUR, LEDGER, CARRIES], set()),  # a copy that names its source is no circle
    ],
)
def test_circular_reporting_is_said(articles: list[Article], lines: set[str]) -> None:
    assert circular(*articles) == lines


def test_edges_carry_the_words_that_show_them() -> None:
    story, _ = traced(AGENCY, CUT, OWN, CITES)
    texts = {a.id: a for a in (AGENCY, CUT, OWN, CITES)}
    told = {(e.article, e.source, e.kind, tuple(texts[e.article][s] for s in e.evidence) if e.kind != "copy" else ()) for e in story.edges}
    assert ("b", "a", "copy", ()) in told
    assert ("d", "a", "credit", ("Associated Press",)) in told
    (copy,) = (e for e in story.edges if e.kind == "copy")
    assert all(AGENCY[t].split()[:3] == CUT[m].split()[:3] for m, t in zip(copy.evidence, copy.theirs, strict=True))
    assert copy.why == next(w for o in story.origins for w in o.why if "shares" in w)
    assert {e.name for e in story.edges if e.kind == "writer"} == {"The Associated Press"}


def span_of(article: Article, words: str) -> Span:
    at = article.text.index(words)
    return Span(at, at + len(words))


def test_an_account_is_followed_to_the_end() -> None:
    first = printed("h", "The mayor will resign, Reuters reported. She owns three boats.", outlet="Harbour Times", date="2031-03-04")
    _, follow = traced(first, CHAIN)
    mine, theirs = ("c", span_of(CHAIN, "The mayor is said to be leaving")), ("h", span_of(first, "The mayor will resign"))
    assert follow.followed(*mine) == "Harbour Times"
    assert follow.followed(*mine, [mine, theirs]) == "Reuters"  # A credits B, whose account credits C


def test_following_a_circle_ends() -> None:
    _, follow = traced(CIRCLE_A, CIRCLE_B)
    accounts = [("a", span_of(CIRCLE_A, "The mayor will resign")), ("b", span_of(CIRCLE_B, "the mayor will resign"))]
    assert {follow.followed(*a, [b for b in accounts if b != a]) for a in accounts} == {"Harbour Times"}  # they count as one


def test_a_pictures_credit_makes_no_origin() -> None:
    article = printed("a", "The wreck. (Mirela Tansy/The Baltimore Sun via AP)\n\nA ferry sank in the night off Cape Ansel.", outlet="Harbour Times")
    assert origins(article) == [("Harbour Times", ("a",))]


OWN_WORDS = (
    "The cook had planned a birthday. Instead he peeled potatoes for strangers until his thumbs bled, and nobody thanked him for it. "
    "A girl of nine kept the list of who slept where. By six the saloon smelled of onions, wet wool and the sea. "
    "When the tugs gave up, an old man began to whistle, badly, and half of the deck joined in. Later they would all say that it had been their idea. "
    "The harbour master, who had seen worse, went home for breakfast. He returned with a ladder nobody needed and a dog that everybody wanted to hold."
)
OTHER_WORDS = (
    "Engineers measured the bank twice before they believed it. It had moved forty metres since autumn, farther than in any year on record. "
    "Charts are printed in spring; winters do as they please. Pilots know this and keep to the eastern buoys, which cost them eleven minutes. "
    "That morning eleven minutes were not to be had, because the tide would close the lock. An inquiry will ask who chose the shorter way, and why the log is blank "
    "between four and five. Owners of mussel beds have asked for years that the channel be dredged, in vain, as dredging costs more than mussels bring."
)
SHARED = " Tugs tried in vain for three hours to pull the listing vessel free while its crew handed out soup and blankets."


@pytest.mark.parametrize(("credit", "count"), [("", 2), (" So the Meadow Post reported first.", 1)])
def test_one_passage_makes_no_text_of_two_houses_that_do_not_name_each_other(credit: str, count: int) -> None:
    a = printed("a", OWN_WORDS + SHARED + credit, outlet="Harbour Times", date="2031-03-05")
    story, _ = traced(a, printed("b", OTHER_WORDS + SHARED, outlet="Meadow Post", date="2031-03-04"))
    assert len(story.origins) == count
    assert any(e.kind == "partial" for e in story.edges)  # what they share is shown


def test_a_leading_article_hides_no_circle() -> None:
    a = printed("a", "The pilot was drunk when the ferry ran aground, the Meadow Post reported.", outlet="The Harbour Times", date="2031-03-04")
    b = printed("b", "When the ferry ran aground its pilot was drunk, The Harbour Times reported.", outlet="Meadow Post", date="2031-03-04")
    story, followed = traced(a, b)
    assert {(e.article, e.source) for e in story.edges if e.circle} == {("a", "b"), ("b", "a")}
    assert followed.followed("a", Span(0, 20), [("b", Span(0, 20))]) == followed.followed("b", Span(0, 20), [("a", Span(0, 20))])
