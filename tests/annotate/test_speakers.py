"""Who spoke: by the words at the quotation, and where there are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

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


def test_who_cannot_be_told_is_not_guessed() -> None:
    text = "Ana Ruiz met Tom Webb in Alden. They ate.\nIt rained all day in the town.\n“It is over.”"
    [speaker] = spoken(text, [("It is over.", None)])
    assert speaker.referent is None
    assert speaker.name is None
    assert speaker.candidates
    assert speaker.confidence <= 0.3
