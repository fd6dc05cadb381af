"""The top of a scraped text: which line is the headline, and what else stands before the article begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from corroborate.ingest.lines import Line, Vocabulary, key_of
from corroborate.ingest.sitetitle import site_part, site_prefix
from corroborate.outlets import Directory

_PIPES = re.compile(r"\s[|•·»›/]\s|\s{4,}")
_LABEL = 4  #: words that a masthead or section label has at most
_KIN = 0.5  #: share of content words found in the article, under which a headline is another story's


def first_prose(lines: Sequence[Line], roles: Mapping[int, str], after: int = -1) -> int | None:
    """The index of the first line of running text below *after* that nothing else claims."""
    return next((line.index for line in lines if line.index > after and line.prose and line.index not in roles), None)


def find_title(lines: Sequence[Line], roles: Mapping[int, str], known: Directory, hint: str | None = None) -> int | None:
    """The line that is the headline. *hint*: what a container or tag gives as title.

    Of the lines before the article begins, the one that speaks most of what it tells; an article whose first line is already running text has none.
    """
    if hint is None and (sited := next((line for line in lines[:3] if _LABEL < line.words <= 32 and site_part(line.text, known) is not None), None)) is not None:
        return sited.index  # "… - WXYZ Elmton Ohio news." ends like a sentence and is none
    lead = first_prose(lines, roles)
    top = [line for line in lines if line.index not in roles and (lead is None or line.index < lead)]
    if hint is not None and (named := _like(lines[: (lead or 0) + 4], hint)) is not None:
        return named
    able = [line for line in top if line.heading or (line.words > _LABEL and site_part(line.text, known) is not None)]
    if not able or (lead is None and len(lines) < 2):
        return None
    told = Vocabulary(line for line in lines if line.prose and line.index not in roles)
    times = Counter(line.key for line in lines)
    best = max(able, key=lambda line: (_title_score(line, told, times[line.key], first=line is able[0]), -line.index))
    return best.index if best.words > 2 or (lead is not None and told.share(best) > 0.3) else None


def _title_score(line: Line, told: Vocabulary, times: int, *, first: bool) -> float:
    """How much a line looks like the headline of the prose below it."""
    return (
        3.0 * (told.share(line) if told else 0.0)
        + 2.5 * (line.words >= _LABEL)
        + 1.0 * first
        + 2.0 * (times > 1)
        + 0.5 * (line.capitals > 0.7)
        - 2.0 * bool(_PIPES.search(line.text) and line.words <= 8)
    )


def _like(lines: Sequence[Line], hint: str) -> int | None:
    """The line that is the title given from outside, whole or cut."""
    key = key_of(hint)
    for line in lines:
        short, long = sorted((line.key, key), key=len)
        if line.key == key or (len(short) >= 20 and long.startswith(short) and line.words <= 40):
            return line.index
    return None


def headline_key(title: Line, known: Directory) -> str:
    """What to compare a headline by: its key without the site's name."""
    end = site_part(title.text, known)
    return key_of(title.text[:end] if end is not None else title.text[site_prefix(title.text, known) :])


def same_headline(line: Line, headline: str) -> bool:
    """Whether a line prints the headline (its key) again, whole or cut."""
    short, long = sorted((line.key, headline), key=len)
    return bool(short) and (line.key == headline or (len(short) >= 24 and long.startswith(short) and len(long) - len(short) <= 70))


def around_title(lines: Sequence[Line], roles: Mapping[int, str], title: int | None, headline: str) -> dict[int, str]:
    """Reasons for the lines before the article that are neither it nor its headline: labels above, repetitions and other stories' headlines below."""
    found: dict[int, str] = {}
    lead = first_prose(lines, roles, title if title is not None else -1)
    for line in lines[: title or 0]:
        if line.index not in roles and same_headline(line, headline):
            found[line.index] = "repeated headline"
        elif line.index not in roles and not line.prose and line.words <= 8:
            found[line.index] = "navigation" if _PIPES.search(line.text) else "section label"
    end = len(lines) if lead is None else lead
    between = [line for line in lines[(title + 1 if title is not None else 0) : end] if line.index not in roles]
    for line in between:
        if same_headline(line, headline):
            found[line.index] = "repeated headline"
        elif line.words <= 1 and lead is not None:
            found[line.index] = "section label"
    if title is not None:
        found |= {line.index: "repeated headline" for line in lines[end:] if line.index not in roles and not line.prose and line.key == headline}
    told = Vocabulary(line for line in lines[end:] if line.prose and line.index not in roles)
    return found | _strangers([line for line in between if line.index not in found and line.heading], told)


def _strangers(headlines: Sequence[Line], told: Vocabulary) -> dict[int, str]:
    """Headlines of other stories: several that share little with the article, or one that shares nothing. A deck shares much."""
    if not told:
        return {}
    kin = {line.index: told.share(line) for line in headlines if line.words >= _LABEL}
    if len(kin) >= 2 and sum(kin.values()) / len(kin) < _KIN:
        return {index: "related link" for index, share in kin.items() if share < 0.8}
    return {index: "related link" for index, share in kin.items() if share == 0 and len(kin) == 1}
