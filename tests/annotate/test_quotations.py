"""Quotations in short news of our own: content, cue, the words that name the speaker."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corroborate.annotate.quotations import find_quotations
from corroborate.annotate.understanding import understand
from corroborate.text.spans import Span
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
    ("Q: When did it fail?\n\nA: At dawn.", [("direct", "Q", None, "When did it fail?"), ("direct", "A", None, "At dawn.")]),
    ("“The dam is old, Mayor Ann Holt said on Monday.", [("direct", "Mayor Ann Holt", "say", "The dam is old,")]),
    ("“The dam is old,” Mayor Ann Holt was quoted as saying by Reuters.", [("direct", "Mayor Ann Holt", "quote", "The dam is old,")]),
    ("Reed wrote: “I had to leave my house.\n\nNobody came.\n\nIt rained.”", [("direct", "Reed", "write", "I had to leave my house. + Nobody came. + It rained.")]),
    ("“The dam is old,” said a senior official who asked not to be named.", [("direct", "a senior official who asked not to be named", "say", "The dam is old,")]),
]

INTERVIEW = "Alden Post: When did it fail?\n\nAnn Holt: It failed at dawn.\n\nAlden Post: Who was there?\n\nAnn Holt: Nobody was."

MIXED = [
    ("Holt accused the council of “lying to the people.”", [("direct", "Holt", "accuse", "lying to the people.")]),
    ("Holt said the budget had “lost its way,” and deputies had left the room.", [("mixed", "Holt", "say", "the budget had “lost its way,” and deputies had left the room")]),
    ("The harbour was “in ruins” after the storm, Holt said.", [("mixed", "Holt", "say", "The harbour was “in ruins” after the storm")]),
    ("Holt called the storm “a monster” and left.", [("direct", "Holt", "call", "a monster")]),
    ("According to police, the men got a “hour to think” at home.", [("mixed", "police", "according to", "the men got a “hour to think” at home")]),
    ("Holt said it was “over” and “a shame.”", [("mixed", "Holt", "say", "it was “over” and “a shame.")]),
    ("The plan “strikes a fair balance for both sides,” Holt said in a statement.", [("mixed", "Holt", "say", "The plan “strikes a fair balance for both sides,")]),
    ("Reed vowed that the town would “never pay for that wall.” He later apologized.", [("mixed", "Reed", "vow", "the town would “never pay for that wall.")]),
    ("However, she added, “there are no locked doors” where the crew slept.", [("mixed", "she", "add", "there are no locked doors” where the crew slept")]),
    ("Reed called the deal “null and void” and “absurd”.", [("mixed", "Reed", "call", "null and void” and “absurd")]),
    ("Reed described the growth as not “nearly enough.”", [("mixed", "Reed", "describe", "the growth + not “nearly enough.")]),
    (
        "Calling the wall “a fine barrier,” Mr. Reed said: “This is no wall from sea to sea.”",
        [("direct", "Mr. Reed", "call", "a fine barrier,"), ("direct", "Mr. Reed", "say", "This is no wall from sea to sea.")],
    ),
    ("Holt, speaking through an interpreter, said the dam was “tired” and old.", [("mixed", "Holt", "say", "the dam was “tired” and old")]),
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
    ("Reed was held for allegedly shooting at the car.", [("indirect", None, "allegedly", "shooting at the car")]),
    ("The driver reportedly left the scene.", [("indirect", None, "reportedly", "The driver + left the scene")]),
    ("It was reported on Friday that the dam had failed.", [("indirect", None, "report", "the dam had failed")]),
    ("In her view, the road should be closed.", [("indirect", "her", "view", "the road should be closed")]),
    ("Holt asked whether the road was open.", [("indirect", "Holt", "ask", "whether the road was open")]),
    ("She ignored Reed's claim that the dam leaked.", [("indirect", "Reed's", "claim", "the dam leaked")]),
    ("The minister, who said he would resign, left the room.", [("indirect", "The minister, who", "say", "he would resign")]),
    (
        "Reed told the mayor that he would sign, one person close to the talks said, speaking on condition of anonymity.",
        [("indirect", "one person close to the talks", "say", "Reed told the mayor that he would sign"), ("indirect", "Reed", "tell", "he would sign")],
    ),
    ("The road was closed and the dam is old, officials said on Thursday.", [("indirect", "officials", "say", "The road was closed and the dam is old")]),
    ("The dam is old, the Post reported, nearly a year after the vote.", [("indirect", "the Post", "report", "The dam is old")]),
    ("The book repeats what the Post and the Courier have reported about the dam.", [("indirect", "the Post and the Courier", "report", "what + about the dam")]),
    ("The indictment alleges that Reed stole the money.", [("indirect", "The indictment", "allege", "Reed stole the money")]),
    ("President Holt on Monday announced a ban on nets.", [("indirect", "President Holt", "announce", "a ban on nets")]),
    ("Reed called for stiffer penalties for owners.", [("indirect", "Reed", "call for", "stiffer penalties for owners")]),
    ("Mr. Reed left, accusing the board of lying.", [("indirect", "Mr. Reed", "accuse", "lying")]),
    ("Officials declined to say whether it was open.", [("indirect", "Officials", "decline", "to say whether it was open")]),
]

NONE = [
    "The film “Long Way Home” opens on Friday.",
    "She appeared on the “Morning Harbour” programme.",
    "The law gives her “last-ditch” powers.",
    "The valley held the so-called “peace talks” in May.",
    "The road to the harbour was closed on Monday.",
    "He plays for the club known as “the Gulls.”",
    "She said nothing.",
    "Holt praised the mayor.",
    "Lawmakers decried the exercise and questioned the findings.",
    "Every voter who requests a ballot gets one.",
    "The news announced an end to the row.",
    "The weather can explain this.",
    "As the charter was being read in the chamber, Reed and others gathered outside.",
    "Holt called a friend shortly after he left.",
    "Anyone with information is asked to call police.",
    "Holt declined to comment.",
    "If Holt says the dam is old, the road will close.",
    "Nobody said the dam was old.",
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


def test_interviews_with_names_before_the_words() -> None:
    assert rows(INTERVIEW)[1:3] == [("direct", "Ann Holt", None, "It failed at dawn."), ("direct", "Alden Post", None, "Who was there?")]


def test_a_missing_space_behind_a_closing_mark() -> None:
    text = '"They left," Reed said."The road was closed," Holt said, "and I thought, \'They left.\'"Meanwhile, it rained.'
    assert [r[3] for r in rows(text)][:2] == ["They left,", "The road was closed, + and I thought, 'They left.'"]


def test_the_dateline_is_no_part_of_what_was_said() -> None:
    one = replace(article("ALDEN (AFP) — Two men were hurt, police said."), dateline=Span(0, 13))
    (found_,) = find_quotations(one, understand(one), CONFIG)
    assert one[found_.span] == "Two men were hurt"


@pytest.mark.parametrize(
    ("text", "negated"), [("Holt did not say whether it would hold.", True), ("Holt never promised to rebuild.", True), ("Holt said it would not hold.", False)]
)
def test_what_is_denied_is_the_cue(text: str, negated: bool) -> None:
    _, quotations = found(text)
    assert [q.cue.negated for q in quotations if q.cue] == [negated]


def test_generic_you_and_we_inside_marks_report_nobody() -> None:
    _, quotations = found("“You might say that it is over, and people think it is,” Holt said.")
    assert len(quotations) == 1


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
        ("“It is old,” Holt said on CNN’s “Morning Harbour” on Sunday.", "says", "broadcast"),
        ("“It is old,” Holt wrote on Twitter.", "says", "tweeted"),
        ("Holt said in a letter that it would hold.", "says", "wrote"),
        ("Holt accused the board of lying.", "accuses", "said"),
        ("Holt threatened to sue the board.", "threatens", "said"),
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
