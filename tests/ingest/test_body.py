"""What is article and what is furniture, line by line. Every text is made up."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corroborate.ingest.body import KNOWN, Reading, read_body
from corroborate.ingest.lines import BLANK

#: A short report that the cases below stand around.
REPORT = (
    "Two boats collided in the harbour of Elmhaven early Thursday, the coast guard said.",
    "Five people were taken to hospital with minor injuries, harbour master Ivo Stent told reporters.",
    "“We heard a terrible noise and ran to the quay,” said Cora Lund, who lives nearby.",
    "An investigation is under way.",
)
TITLE = "Two boats collide in Elmhaven harbour"


def roles(text: str) -> list[str]:
    return [role for _, role in sorted(read_body(text).roles.items())]


def around(*, above: str = "", between: str = "", below: str = "") -> str:
    return "\n\n".join(part for part in (above, TITLE, between, *REPORT, below) if part)


#: (line, reason) above the title
ABOVE = [
    ("International", "section label"),
    ("World News", "section label"),
    ("Home > News > Harbour", "section label"),
    ("The Elmhaven Gazette | Shop | Donate", "navigation"),
    ("Please enable Javascript to watch this video", "player"),
]
#: between title and article
BETWEEN = [
    (TITLE, "repeated headline"),
    ("By Ana Lund, The Elmhaven Gazette", "byline"),
    ("Posted: Thursday, March 4, 2021 9:15 AM EST", "date"),
    ("Share on Facebook Twitter Email", "share widget"),
    ("Boats in the harbour on Thursday. (Photo: Per Strand)", "photo caption"),
    ("(Per Strand/The Elmhaven Gazette via AP). Boats in the harbour of Elmhaven after the collision ...", "photo caption"),
    ("Two boats collided. Ana Lund reports. (Published Thursday, March 4, 2021)", "photo caption"),
    ("View Larger Map of the harbour", "photo caption"),
    ("Advertisement", "advertisement"),
    ("0 Comments", "comment"),
    ("Boats lie damaged in the harbour of Elmhaven. Boats lie damaged in the harbour of Elmhaven.", "photo caption"),
    ("اقرأ هذا الخبر بالعربية", "other language"),
    ("Leer en español", "other language"),
]
#: below the article
BELOW = [
    ("(Reporting by Ana Lund; Editing by Per Strand)", "credit line"),
    ("Ana Lund is a staff writer. Staff writer Per Strand contributed from Marl.", "credit line"),
    ("The Associated Press contributed to this report.", "credit line"),
    ("alund@elmhaven.example", "contact"), ("twitter.com/analund", "contact"), ("Reach Ana Lund at 555-010-1234 or alund@elmhaven.example.", "contact"),
    ("Copyright 2021 The Associated Press. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.", "notice"),
    ("© 2021 KXYZ", "notice"),
    ("Copyright CNN", "notice"),
    ("This document has been published on 4Mar21 by the Elmhaven Society. In accordance with Title 17 U.S.C. Section 107, this material is distributed without profit.", "notice"),
    ("Stay with KXYZ for updates on this story.", "notice"),
    ("Sign up for our daily email newsletter!", "sign-up"),
    ("Start your day with Elmhaven Gazette Newsletter", "sign-up"),
    ("Get alerted to fires as they happen, or choose a headline e-mail that is delivered right to your inbox.", "sign-up"),
    ("Email Newsletters Choose one of our letters.", "sign-up"),
    ("Be the first to know when the ferry is late. More", "sign-up"),
    ("Text FERRY to 55512 for alerts from the coast.", "share widget"),
    ("Follow us on Twitter @elmhaven", "share widget"),
    ("Read or Share this story: https://elm.example/x", "share widget"),
    ("A A", "share widget"),
    ("A- A A+", "share widget"),
    ("You May Also Like", "related link"),
    ("RELATED: Harbour master warned of night traffic", "related link"),
    ("{{ related }}", "template leftover"),
    ("Harbour collision Ana Lund reports playpause", "player"),
    ("AFP Photo", "photo caption"),
    ("___", "separator"),
    ("[Elmhaven Gazette ]", "credit line"),
    ("— Ana Lund", "byline"),
]


@pytest.mark.parametrize(("line", "reason"), ABOVE, ids=[a[0][:30] for a in ABOVE])
def test_above_the_headline(line: str, reason: str) -> None:
    assert roles(around(above=line)) == [reason, "title"]


@pytest.mark.parametrize(("line", "reason"), BETWEEN, ids=[b[0][:30] for b in BETWEEN])
def test_between_headline_and_article(line: str, reason: str) -> None:
    reading = read_body(around(between=line))
    assert reading.roles[1] == reason
    assert [line.text for line in reading.lines if line.index not in reading.roles] == [r.replace("“", '"').replace("”", '"') for r in REPORT]


@pytest.mark.parametrize(("line", "reason"), BELOW, ids=[b[0][:30] for b in BELOW])
def test_below_the_article(line: str, reason: str) -> None:
    reading = read_body(around(below=line))
    assert reading.roles[5] == reason
    assert len(reading.roles) == 2


#: Sentences that look like furniture and are article.
KEPT = [
    "Copyright law does not cover the harbour's name, the court said.",
    "Call it a miracle.",
    "He said:",
    "Comments that the mayor made on Monday angered fishermen.",
    "More is on the way.",
    "Follow the money, the auditor told them.",
    "Sign up to the navy or leave, the poster said.",
    "Share prices fell after the report.",
    "The agency reported from the capital that calm had returned.",
    "Anyone with information is asked to call police at 555-010-1234.",
    "Writing for the court, Justice Lund said the harbour was public.",
    "Time magazine reported the story first.",
    "She merely wanted men to sign up for mobile updates from the harbour office.",
    "Reporting crimes is a duty, she said.",
    "Already a legend, the pilot retired on Monday.",
    "One of the boats is owned by a company that also runs ferries.",
    "Source of the leak was a broken valve.",
    "“Where were they?” she asked.",
    "Related claims were dropped in court.",
    "Photos of the harbour showed two boats side by side.",
    "Video from the quay shows the boats turning.",
    "Welcome back, the banner said as the crew came home.",
    "The minister spoke to Reuters. (Reuters)",
    "Related: nothing of the kind had been said before, he added, and nobody at the harbour had ever claimed that it had, at any time, in any document, in public or in private.",
]


@pytest.mark.parametrize("sentence", KEPT, ids=[k[:30] for k in KEPT])
def test_no_sentence_is_lost(sentence: str) -> None:
    text = "\n\n".join((TITLE, *REPORT[:2], sentence, *REPORT[2:]))
    reading = read_body(text)
    assert any(sentence in text[span.start : span.end] for span in reading.body)


def test_headlines_of_other_stories_go_but_a_deck_stays() -> None:
    others = ("Senate votes on dairy prices after long debate", "Painter returns stolen landscape to museum in Norden", "Why nobody buys tulips any more: ‘They bore us’")
    deck = ("Coast guard says five people injured", "Investigation under way at Elmhaven quay")
    assert roles(around(between="\n\n".join(others))) == ["title", *["related link"] * 3]
    assert roles(around(between="\n\n".join(deck))) == ["title"]


def test_captions_printed_twice() -> None:
    pairs = ("A crane lifts the smaller boat on Thursday.", "Divers look for papers in the water off the quay.")
    doubled = "\n\n".join(line for line in pairs for _ in range(2))
    assert roles(around(between=doubled)) == ["title", *["photo caption"] * 4]
    credited = f"{pairs[0][:-1]}\n\n{pairs[0][:-1]} Per Strand/AP"
    assert roles(around(between=credited)) == ["title", *["photo caption"] * 2]


def test_a_paragraph_printed_twice_is_kept_once() -> None:
    reading = read_body("\n\n".join((TITLE, REPORT[0], *REPORT)))
    assert [reading.roles.get(i) for i in range(6)] == ["title", "repeated text", None, None, None, None]


def test_a_text_printed_twice_is_kept_once() -> None:
    reading = read_body("\n\n".join((TITLE, *(line for line in REPORT for _ in range(2)))))
    assert len(reading.lines) - len(reading.roles) >= len(REPORT)


COMMENTS = [
    ("Comments 2", "salty_dog (Guest) 4 March 2021, 14:10", "They should have used the old channel, everybody knows that."),
    ("2 Comments", "Jane D. · 3 hours ago", "Who pays for this? We do."),
    ("Leave a comment", "truthteller says:", "I was there and it was not like this at all."),
    ("Reply · Like · 3 hours ago", "Old Pilot 5 March 2021 09:12", "A quay is a quay. My father said so."),
]


@pytest.mark.parametrize("thread", COMMENTS, ids=[c[0] for c in COMMENTS])
def test_readers_comments_go_to_the_end(thread: tuple[str, ...]) -> None:
    reading = read_body(around(below="\n".join(thread)))
    assert [reading.roles.get(line.index) for line in reading.lines[5:]] == ["comment"] * 3


def test_comments_announced_above_the_article_do_not_swallow_it() -> None:
    reading = read_body(around(between="Comments\n\nPrint"))
    assert len(reading.lines) - len(reading.roles) == len(REPORT)


def test_characters_inside_a_line() -> None:
    text = "\n\n".join((TITLE, REPORT[0], "{mosads}" + REPORT[1], REPORT[2] + " Advertisement"))
    reading = read_body(text)
    assert [(text[d.span.start : d.span.end], d.reason) for d in reading.dropped] == [("{mosads}", "template leftover"), (" Advertisement", "advertisement")]
    assert [text[s.start : s.end] for s in reading.body] == [f"{REPORT[0]}", REPORT[1] + "\n\n" + REPORT[2]]


#: (first lines, the headline or `None`)
HEADLINES = [
    ((TITLE, *REPORT), TITLE),
    (REPORT, None),
    ((TITLE + " - KXYZ News 9 Elmhaven, Ohio News, Weather & Sports", *REPORT), TITLE),
    ((TITLE + " | The Elmhaven Gazette", *REPORT), TITLE),
    ((TITLE + " – police", *REPORT), TITLE + " – police"),
    (("Stent: harbour ‘was never safe’ at night", *REPORT), "Stent: harbour ‘was never safe’ at night"),
    (("Was the harbour ever safe?", *REPORT), "Was the harbour ever safe?"),
    (("The Elmhaven Gazette", "News", TITLE, *REPORT), TITLE),
    ((TITLE + " Posted: Thursday, March 4, 2021 9:15 AM EST Updated: Friday, March 5, 2021 1:00 PM EST", *REPORT), TITLE),
    (("× " + TITLE, *REPORT), TITLE),
    (("Two boats collided in Elmhaven.",), None),
    (("Two boats collide in Elmhaven",), None),
    (("ELMHAVEN, Ohio -", *REPORT), None),
]


@pytest.mark.parametrize(("lines", "headline"), HEADLINES, ids=[h[0][0][:40] for h in HEADLINES])
def test_the_headline(lines: tuple[str, ...], headline: str | None) -> None:
    text = "\n\n".join(lines)
    reading = read_body(text)
    assert (reading.title.of(text) if reading.title else None) == headline


def test_a_title_from_outside_is_found_in_the_text() -> None:
    text = "\n\n".join(("Elmhaven", "Harbour", TITLE, *REPORT))
    reading = read_body(text, title=TITLE.upper())
    assert reading.title is not None
    assert reading.title.of(text) == TITLE


FURNITURE = [*ABOVE, *BETWEEN, *BELOW]
LINE = st.one_of(st.sampled_from([*REPORT, TITLE, *(f[0] for f in FURNITURE)]), st.text(alphabet="aA .,{}()[]“”\"'\n\r\t\u00a0\u200bé؟中-|:@0129", max_size=60))


def check(text: str, reading: Reading) -> None:
    taken = [*reading.body, *(d.span for d in reading.dropped)]
    known = [line.span for line in reading.lines if reading.roles.get(line.index) in KNOWN]
    assert all(0 <= s.start < s.end <= len(text) for s in taken)
    for group in (reading.body, [d.span for d in reading.dropped]):
        assert all(a.end <= b.start for a, b in itertools.pairwise(group))
    assert not any(b.overlaps(d.span) for b in reading.body for d in reading.dropped)
    covered = {i for s in [*taken, *known] for i in range(s.start, s.end)}
    assert all(i in covered or c.isspace() or c in BLANK for i, c in enumerate(text))


@given(st.lists(LINE, max_size=14))
def test_every_character_is_article_furniture_or_known(lines: list[str]) -> None:
    text = "\n".join(lines)
    reading = read_body(text)
    check(text, reading)
    assert read_body(text) == reading
