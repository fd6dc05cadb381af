"""Quotations in short news of our own: content, cue, the words that name the speaker."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.annotate.quotations import find_quotations
from corroborate.annotate.understanding import understand
from corroborate.types import Article, Quotation
from who import CONFIG, article

#: kind, speaker's words, cue, content in pieces joined by " + "
Row = tuple[str, str | None, str | None, str]


def found(text: str, title: str | None = None) -> tuple[Article, tuple[Quotation, ...]]:
    one = article(text, title=title)
    return one, find_quotations(one, understand(one), CONFIG)


def rows(text: str, title: str | None = None) -> list[Row]:
    one, quotations = found(text, title)
    return [(q.kind, one[q.speaker.span] if q.speaker.span else None, q.cue.lemma if q.cue else None, " + ".join(one[p] for p in q.pieces)) for q in quotations]


DIRECT = [
    ("“We will not be there,” Mayor Ann Holt said on Monday.", [("direct", "Mayor Ann Holt", "say", "We will not be there,")]),
    ('"We lost," said Tom Reed, the coach.', [("direct", "Tom Reed, the coach", "say", "We lost,")]),
    ("“We will not,” said Holt, “and nobody will make us.”", [("direct", "Holt", "say", "We will not, + and nobody will make us.")]),
    ("“It is over,” Holt said. “There may be another chance.”", [("direct", "Holt", "say", "It is over, + There may be another chance.")]),
    ("“We are glad” tweeted Holt “to be home again.”", [("direct", "Holt", "tweet", "We are glad + to be home again.")]),
    ("Holt wrote on Twitter: “We are ready.”", [("direct", "Holt", "write", "We are ready.")]),
    ("“One plan failed.\n\n“The next will not,” Holt said.", [("direct", "Holt", "say", "One plan failed. + The next will not,")]),
    ("Holt told reporters:\n\n“The dam will hold. The road is open.”", [("direct", "Holt", "tell", "The dam will hold. The road is open.")]),
    ("“Not all of the orders I agreed with,” Reed said.", [("direct", "Reed", "say", "Not all of the orders I agreed with,")]),
    ("For Holt, “the harbour was never his to sell.”", [("direct", "Holt", "for", "the harbour was never his to sell.")]),
    ("“The dam broke at dawn and nobody came.”", [("direct", None, None, "The dam broke at dawn and nobody came.")]),
    ("The note, in part, read:\n\nThe dam is leaking in two places.", [("direct", "The note", "read", "The dam is leaking in two places.")]),
    ("HOLT: We are ready.\n\nREED: Are you sure?", [("direct", "HOLT", None, "We are ready."), ("direct", "REED", None, "Are you sure?")]),
]

MIXED = [
    ("Holt accused the council of “lying to the people.”", [("direct", "Holt", "accuse", "lying to the people.")]),
    ("Holt said the budget had “lost its way,” and deputies had left the room.", [("mixed", "Holt", "say", "the budget had “lost its way,” and deputies had left the room")]),
    ("The harbour was “in ruins” after the storm, Holt said.", [("mixed", "Holt", "say", "The harbour was “in ruins” after the storm")]),
    ("Holt called the storm “a monster” and left.", [("direct", "Holt", "call", "a monster")]),
    ("According to police, the men got a “hour to think” at home.", [("mixed", "police", "according to", "the men got a “hour to think” at home")]),
    ("Holt said it was “over” and “a shame.”", [("mixed", "Holt", "say", "it was “over” and “a shame.")]),
    ("Police would not name the officer, citing “a flood of calls” against him.", [("mixed", "Police", "cite", "a flood of calls” against him")]),
]

INDIRECT = [
    ("Two men were hurt in the fire, police said.", [("indirect", "police", "say", "Two men were hurt in the fire")]),
    ("The dam, Holt said, was always doomed.", [("indirect", "Holt", "say", "The dam + was always doomed")]),
    ("Two men were hurt, according to the county sheriff.", [("indirect", "the county sheriff", "according to", "Two men were hurt")]),
    ("As Reuters reported, the dam broke at dawn.", [("indirect", "Reuters", "report", "the dam broke at dawn")]),
    ("Holt said that the dam was safe, adding that crews would return.", [("indirect", "Holt", "say", "the dam was safe"), ("indirect", "Holt", "add", "crews would return")]),
    ("Holt said late Sunday the dam would hold.", [("indirect", "Holt", "say", "the dam would hold")]),
    ("Holt urged residents to stay at home.", [("indirect", "Holt", "urge", "to stay at home")]),
    ("Holt denied taking money from the firm.", [("indirect", "Holt", "deny", "taking money from the firm")]),
    ("Holt vowed to rebuild and threatened to sue the company.", [("indirect", "Holt", "vow", "to rebuild"), ("indirect", "Holt", "threaten", "to sue the company")]),
    ("Critics accused Holt of an intentional delay.", [("indirect", "Critics", "accuse", "an intentional delay")]),
    ("The mayor was quoted as saying the plan was dead.", [("indirect", "The mayor", "say", "the plan was dead")]),
    ("The driver reportedly left the scene.", [("indirect", None, "reportedly", "The driver + left the scene")]),
    ("It was reported on Friday that the dam had failed.", [("indirect", None, "report", "the dam had failed")]),
    ("In her view, the road should be closed.", [("indirect", "her", "view", "the road should be closed")]),
    ("Holt asked whether the road was open.", [("indirect", "Holt", "ask", "whether the road was open")]),
    ("She ignored Reed's claim that the dam leaked.", [("indirect", "Reed's", "claim", "the dam leaked")]),
    ("The minister, who said he would resign, left the room.", [("indirect", "The minister, who", "say", "he would resign")]),
]

NONE = [
    "The film “Long Way Home” opens on Friday.",
    "She appeared on the “Morning Harbour” programme.",
    "The law gives her “last-ditch” powers.",
    "The valley held the so-called “peace talks” in May.",
    "The road to the harbour was closed on Monday.",
    "He plays for the club known as “the Gulls.”",
    "She said nothing.",
]


@pytest.mark.parametrize(("text", "expected"), [*DIRECT, *MIXED, *INDIRECT], ids=lambda v: v[:50] if isinstance(v, str) else "")
def test_what_was_said_and_who_said_it(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_titles_terms_and_plain_sentences_are_no_quotations(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Mayor Ann Holt: the dam will hold", [("indirect", "Mayor Ann Holt", ":", "the dam will hold")]),
        ("Two men hurt as dam fails: police", [("indirect", "police", ":", "Two men hurt as dam fails")]),
        ("River may flood again, say scientists", [("indirect", "scientists", "say", "River may flood again")]),
        ("Storm damage: the roads are closed", []),
    ],
)
def test_headlines(title: str, expected: list[Row]) -> None:
    assert rows("The road was closed.", title) == expected


def test_both_levels_of_nested_attribution() -> None:
    one, (outer, inner) = found("Tom Reed said officials told him the road was closed.")
    assert (one[outer.span], outer.within) == ("officials told him the road was closed", None)
    assert (one[inner.span], inner.within) == ("the road was closed", 0)
    assert inner.addressee
    assert one[inner.addressee] == "him"


def test_words_in_marks_are_told_once_and_by_the_innermost_speech() -> None:
    one, quotations = found("Reuters quoted Holt as telling a radio station that the plan was “empty.”")
    quoting = [q for q in quotations if q.quoted]
    assert [one[s] for q in quoting for s in q.quoted] == ["empty."]
    assert [one[q.speaker.span] for q in quoting if q.speaker.span] == ["Holt"]


def test_hopes_and_fears_are_stance() -> None:
    _, (hope,) = found("Holt hopes the dam will hold.")
    assert hope.sense == "stance"


@pytest.mark.parametrize(
    ("text", "force", "medium"),
    [
        ("Holt denied that she lied.", "denies", "said"),
        ("Holt ordered that the road be closed.", "orders", "said"),
        ("Holt promised that it would hold.", "promises", "said"),
        ("Holt tweeted that it would hold.", "says", "tweeted"),
        ("Holt asked whether it would hold.", "asks", "said"),
        ("Holt confirmed that it would hold.", "confirms", "said"),
        ("The report shows that it would hold.", "says", "document"),
    ],
)
def test_force_and_medium_of_the_cue(text: str, force: str, medium: str) -> None:
    _, quotations = found(text)
    assert [(q.cue.force, q.cue.medium) for q in quotations if q.cue] == [(force, medium)]


def test_the_addressee() -> None:
    one, (told,) = found("Holt told the Harbour Post that the dam would hold.")
    assert told.addressee
    assert one[told.addressee] == "the Harbour Post"


PARTS = [text for text, _ in [*DIRECT, *MIXED, *INDIRECT]] + NONE


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=6), st.sampled_from(["\n\n", " "]))
@settings(max_examples=40, deadline=None)
def test_spans_hold_together_whatever_stands_around(parts: list[str], gap: str) -> None:
    one, quotations = found(gap.join(parts))
    assert [q.span for q in quotations] == sorted(q.span for q in quotations)
    for i, q in enumerate(quotations):
        assert q.pieces
        assert (q.pieces[0].start, q.pieces[-1].end) == (q.span.start, q.span.end)
        assert all(q.span.covers(s) for s in q.quoted)
        assert q.span.end <= len(one.text)
        assert q.within is None or (q.within != i and quotations[q.within].span.covers(q.span))
    stretches = [s for q in quotations for s in q.quoted]
    assert len(stretches) == len(set(stretches))


@given(st.text(alphabet="ab .,:'\"“”‘’\n-", max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_is_too_odd(text: str) -> None:
    one, quotations = found("Holt said " + text)
    assert all(0 <= q.span.start < q.span.end <= len(one.text) for q in quotations)
