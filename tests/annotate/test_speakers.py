"""Who spoke: by the words at the quotation, and where there are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corroborate.annotate.quotations import find_quotations
from corroborate.annotate.speakers import find_speakers
from corroborate.text.spans import Span
from corroborate.types import Cue, Quotation, Speaker
from who import CONFIG, read


def spoken(text: str, rows: list[tuple[str, str | None]], title: str | None = None) -> list[Speaker]:
    """The speakers found for hand-made quotations: (content, speaker words or `None`) in text order."""
    one, sentences, mentions, referents = read(text, title)
    made, at = [], 0
    for content, words in rows:
        start = one.text.index(content, at)
        span = Span(start, start + len(content))
        at = span.end
        named = Speaker(None, None, None)
        if words is not None:
            behind = one.text.find(words, span.end)
            before = one.text.rfind(words, 0, span.start)
            place = behind if 0 <= behind - span.end < 60 or before < 0 else before
            named = replace(named, span=Span(place, place + len(words)))
        made.append(Quotation(span, (span,), (span,), "direct", cue=Cue(span, "say") if words else None, speaker=named))
    return [q.speaker for q in find_speakers(one, sentences, mentions, referents, made, CONFIG)]


NAMED = [
    # (text, content, speaker words, name)
    ("“It is over,” Ana Ruiz said.", "It is over", "Ana Ruiz", "Ana Ruiz"),
    ("Mayor Sam Oduya came late. “It is over,” said Oduya.", "It is over", "Oduya", "Sam Oduya"),
    ("Ana Ruiz met Tom Webb. “It is over,” she said.", "It is over", "she", "Ana Ruiz"),
    ("Sam Oduya, the mayor of Alden, came late. “It is over,” the mayor said.", "It is over", "the mayor", "Sam Oduya"),
    ("“It is over,” said Iran's supreme leader, Ayatollah Ali Rahimi.", "It is over", "Iran's supreme leader, Ayatollah Ali Rahimi", "Ali Rahimi"),
    ("“It is over,” Harlan Import Bank president Ada Moss said.", "It is over", "Harlan Import Bank president Ada Moss", "Ada Moss"),
    ("“It is over,” a spokesman for President Leo Grant said.", "It is over", "a spokesman for President Leo Grant", "a spokesman"),
    ("“It is over,” the judge's report said.", "It is over", "the judge's report", "the judge"),
    ("“It is over,” the report said.", "It is over", "the report", "the report"),
    ("“It is over,” Ruiz and Webb said. Ana Ruiz and Tom Webb met.", "It is over", "Ruiz and Webb", "Ana Ruiz and Tom Webb"),
    ("“It is over,” police said.", "It is over", "police", "police"),
    ("“It is over,” the U.S. said.", "It is over", "the U.S.", "United States"),
    ("“It is over,” the mayor said. Later Ana Ruiz, the mayor of Alden, left.", "It is over", "the mayor", "Ana Ruiz"),
    ("Mr. Leslie Webb met Ana Ruiz. “It is over,” he said.", "It is over", "he", "Leslie Webb"),
]


@pytest.mark.parametrize(("text", "content", "words", "name"), NAMED)
def test_words_that_name(text: str, content: str, words: str, name: str) -> None:
    [speaker] = spoken(text, [(content, words)])
    assert (speaker.name or "").removeprefix("The ").removeprefix("the ") == name.removeprefix("the ")
    assert speaker.how


GOES_ON = [
    # (text, [(content, words)], speaker of the last)
    ("“It is over,” Ana Ruiz said. “We lost.”", [("It is over", "Ana Ruiz"), ("We lost.", None)], "Ana Ruiz"),
    ("“It is over,” Ana Ruiz said.\n“We lost the town.”", [("It is over", "Ana Ruiz"), ("We lost the town.", None)], "Ana Ruiz"),
    (
        "“Are you ready?” Tom Webb asked.\n“Yes, we are,” Ana Ruiz said.\n“Then go home.”",
        [("Are you ready?", "Tom Webb"), ("Yes, we are", "Ana Ruiz"), ("Then go home.", None)],
        "Tom Webb",
    ),
    ("“We lost.” “It is over,” Ana Ruiz said.", [("We lost.", None), ("It is over", "Ana Ruiz")], "Ana Ruiz"),
    ("Ana Ruiz described the scene to reporters:\n“It was dark.”", [("It was dark.", None)], "Ana Ruiz"),
    (
        "Ana Ruiz spoke with her son. She filmed him.\n“They want to go,” the boy said.\n“Do you want to leave?”\n“No,” the boy said.",
        [("They want to go", "the boy"), ("Do you want to leave?", None), ("No", "the boy")],
        "Ana Ruiz",
    ),
]


@pytest.mark.parametrize(("text", "rows", "name"), GOES_ON)
def test_quotations_without_speaker_words(text: str, rows: list[tuple[str, str | None]], name: str) -> None:
    unnamed = [s for s, (_, words) in zip(spoken(text, rows), rows, strict=True) if words is None]
    assert [s.name for s in unnamed] == [name]


def test_the_title_is_somebodys_of_the_article() -> None:
    text = "“We will go on to the end,” Ana Ruiz said on Monday."
    first, _ = spoken(text, [("go on", None), ("We will go on to the end", "Ana Ruiz")], title="Ruiz: we will ‘go on’")
    assert first.name == "Ana Ruiz"


ARTICLES = [
    # (text, title, content, name): the whole way, from the text to the speaker
    ("Mayor Ana Ruiz spoke on Monday. It rained.", "Mayor: ‘We will not close the dam’", "We will not close the dam", "Ana Ruiz"),
    ("The Post spoke with Mayor Ana Ruiz.\n\nQ: When did it fail?\n\nA: It failed at dawn.", None, "It failed at dawn.", "Ana Ruiz"),
    ("The Post spoke with Mayor Ana Ruiz.\n\nQ: When did it fail?\n\nA: It failed at dawn.", None, "When did it fail?", None),
    ("Mayor Ana Ruiz and Tom Webb met.\n\nRUIZ: We are ready to go.\n\nWEBB: Are you quite sure?", None, "Are you quite sure?", "Tom Webb"),
    ("Ana Ruiz said it was over. The driver reportedly left the scene.", None, "left the scene", None),
    ("“I opposed it and told them we would not go,” Ana Ruiz said, the Post reported.", None, "we would not go", "Ana Ruiz"),
    ("Tom Webb left the room, accusing Ana Ruiz of “lying to the town.”", None, "lying to the town.", "Tom Webb"),
]


@pytest.mark.parametrize(("text", "title", "content", "name"), ARTICLES)
def test_whole_articles(text: str, title: str | None, content: str, name: str | None) -> None:
    one, sentences, mentions, referents = read(text, title)
    found = find_speakers(one, sentences, mentions, referents, find_quotations(one, sentences, CONFIG), CONFIG)
    assert [q.speaker.name for q in found if one[q.pieces[-1]] == content] == [name]


def test_stated_confidence_is_low_where_words_may_mean_many() -> None:
    [sure] = spoken("“It is over,” Ana Ruiz said.", [("It is over", "Ana Ruiz")])
    [vague] = spoken("Officials met. “It is over,” they said.", [("It is over", "they")])
    assert sure.confidence > 0.9 > 0.6 > vague.confidence


def test_who_cannot_be_told_is_not_guessed() -> None:
    text = "Ana Ruiz met Tom Webb in Alden. They ate.\nIt rained all day in the town.\n“It is over.”"
    [speaker] = spoken(text, [("It is over.", None)])
    assert speaker.referent is None
    assert speaker.name is None
    assert speaker.candidates
    assert speaker.confidence <= 0.3
