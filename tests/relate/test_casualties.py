"""Numbers of the killed, the hurt and the shot of one happening, held against each other."""

from __future__ import annotations

import pytest

from corroborate.text.spans import Span
from corroborate.types import Quantity
from papers import Paper, related

WORDS = {1: "One", 2: "Two", 3: "Three", 4: "Four", 5: "Five"}


def paper(name: str, date: str, *sentences: tuple[str, dict[str, int]]) -> Paper:
    """An article of sentences, each with the numbers of people that it gives by kind."""
    made = Paper(name, date)
    for words, numbers in sentences:
        made.tells(words)
        for kind, n in numbers.items():
            at = made.text.lower().index(WORDS[n].lower(), made.sentences[-1].start)
            made.quantities.append(Quantity(Span(at, at + len(WORDS[n])), kind, n, n, str(n), "person", sentence=made.sentences[-1]))
    return made


SHOT_3 = ("Three people were shot at the fair.", {"shot": 3})
SHOT_4 = ("Four people were shot at the fair.", {"shot": 4})
WOUNDED_3 = ("Three people were wounded by gunfire near the pier.", {"injured": 3})
WOUNDED_4 = ("Four people were wounded by gunfire near the pier.", {"injured": 4})
HURT_4 = ("Four people were hurt in the stampede near the pier.", {"injured": 4})
DEAD_1 = ("One person was killed and three others were wounded near the pier.", {"killed": 1, "injured": 3})
DEAD_1_OF_5 = ("One person was killed and four others were wounded near the pier.", {"killed": 1, "injured": 4})
DEAD_2 = ("Two people were killed and two others were wounded near the pier.", {"killed": 2, "injured": 2})
MONDAY, TUESDAY = "2031-03-03", "2031-03-04"
ROWS = [
    (MONDAY, SHOT_3, MONDAY, WOUNDED_4, ["disputed: number"]),
    (MONDAY, SHOT_4, MONDAY, WOUNDED_4, ["agreed: "]),
    (MONDAY, SHOT_3, MONDAY, HURT_4, []),  # a stampede hurts others than those shot
    (MONDAY, WOUNDED_4, MONDAY, DEAD_1, []),  # the dead is among the four
    (MONDAY, DEAD_1_OF_5, MONDAY, DEAD_1, ["disputed: number"]),  # the dead is told beside the four
    (MONDAY, DEAD_1, TUESDAY, DEAD_2, ["varied: update"]),  # one of the wounded has died
]


@pytest.mark.parametrize(("day", "one", "later", "other", "expected"), ROWS)
def test_numbers_of_people_hurt(day: str, one: tuple[str, dict[str, int]], later: str, other: tuple[str, dict[str, int]], expected: list[str]) -> None:
    claims = related([paper("Courier", day, one), paper("Ledger", later, other)])
    hurt = [c for c in claims if c.why == ("people hurt",) and len({a.article for a in c.accounts}) > 1]
    assert [f"{c.verdict}: {' '.join(d.kind for d in c.differences)}" for c in hurt if c.verdict != "agreed" or one is SHOT_4] == expected
