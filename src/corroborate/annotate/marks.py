"""Stretches in quotation marks: straight, curly, doubled single, mismatched, nested, unclosed, running over paragraphs.

Only the marks are judged here, not whether the words in them are anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corroborate.text.spans import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between quotation marks."""

    span: Span  #: the words, without the marks and the space inside them
    outer: Span  #: the same with the marks
    paragraph: int  #: index of its paragraph
    closed: bool = True  #: whether its closing mark was found
    runs_on: bool = False  #: unclosed at its paragraph's end, and the next paragraph opens with a mark
    reopens: bool = False  #: its opening mark only says that the quotation before goes on
    nested: tuple[Stretch, ...] = ()  #: quotations inside it


_MARK = re.compile(r"``|''|’’|‘‘|[\"“”„«»‹›‘’‚'`]")
_SPACE = " \t\r\n\u00a0\u2009\u202f"
_ELISION = re.compile(r"['’‘](?:em|til|cause|bout|round|tis|twas|n|\d0s|\d\ds?)\b", re.IGNORECASE)
_OPENS, _SHUTS = "“„«", "”»"
_SINGLE = re.compile(r"(?<!\s)['’‘`›](?![^\W_])")
_FAR = 4000  #: characters within which a single mark must be closed to count as one; apostrophes have no partner
_SINGLES = "'‘’‚‹›`"
_BROKEN = 5  #: paragraphs that a quotation may run over with marks at its two ends alone


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    start: int
    end: int
    single: bool
    inside: list[Stretch]


def find_stretches(text: str, paragraphs: Sequence[Span]) -> tuple[Stretch, ...]:
    """The outermost stretches in quotation marks of *text*, paragraph by paragraph, in order."""
    out: list[Stretch] = []
    for index, paragraph in enumerate(paragraphs):
        found = _in_paragraph(text, paragraph, index)
        rest = _rest_of_broken(text, paragraphs, index, out[-1]) if out and not out[-1].closed and index - out[-1].paragraph <= _BROKEN else None
        if rest is not None:
            out[-1] = replace(out[-1], runs_on=True)
            out += [*(_whole(text, paragraphs[i], i) for i in range(out[-1].paragraph + 1, index)), rest]
            found = _in_paragraph(text, Span(rest.outer.end, paragraph.end), index)
        if found and out and _carries_on(out[-1], found[0], text, paragraphs):
            out[-1] = replace(out[-1], runs_on=True)
            found[0] = replace(found[0], reopens=True)
        out += found
    return tuple(out)


def _whole(text: str, paragraph: Span, index: int) -> Stretch:
    """A paragraph in the middle of a quotation whose marks stand in others."""
    return Stretch(paragraph.stripped(text), paragraph, index, True, runs_on=True, reopens=True)


def _rest_of_broken(text: str, paragraphs: Sequence[Span], index: int, last: Stretch) -> Stretch | None:
    """The rest of a quotation that line breaks cut: the first mark of the paragraph closes, and none stands between."""
    paragraph = paragraphs[index]
    mark = next((m for m in _MARK.finditer(text, paragraph.start, paragraph.end) if not _is_single(m)), None)
    if mark is None or last.outer.end - last.outer.start < 20 or _role(text, mark, paragraph, [_Open(last.outer.start, last.span.start, False, [])]) != "close":
        return None
    span = Span(paragraph.start, mark.start()).stripped(text)
    return Stretch(span, Span(paragraph.start, mark.end()), index, True, reopens=True) if any(c.isalnum() for c in span.of(text)) else None


def _carries_on(last: Stretch, first: Stretch, text: str, paragraphs: Sequence[Span]) -> bool:
    """Whether *last* was left open so that *first*, opening the next paragraph, goes on with it."""
    return not last.closed and last.paragraph == first.paragraph - 1 and first.outer.start == paragraphs[first.paragraph].start


def _in_paragraph(text: str, paragraph: Span, index: int) -> list[Stretch]:
    top: list[Stretch] = []
    stack: list[_Open] = []
    for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
        role = _role(text, mark, paragraph, stack)
        if role == "open":
            stack.append(_Open(mark.start(), mark.end(), _is_single(mark), []))
        elif role == "close":
            _close(text, stack, top, mark, index)
    _leave(text, stack, top, paragraph, index)
    out: list[Stretch] = []
    for stretch in sorted(top, key=lambda s: s.outer):
        if not out or out[-1].outer.end <= stretch.outer.start:
            out.append(stretch)
    return out


def _is_single(mark: re.Match[str]) -> bool:
    return mark.group() in _SINGLES and mark.group() != "''"


def _role(text: str, mark: re.Match[str], paragraph: Span, stack: list[_Open]) -> str:
    """"open", "close" or "" (an apostrophe, a measure, a stray)."""
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if _is_single(mark):
        return _single(text, mark, before, after, paragraph, stack)
    is_open = any(not o.single for o in stack)
    can_open = (before in _SPACE or before in "([{—–-/:'‘“\"…") and (after.isalnum() or after in "[({'‘“\"…-—–$£€#@¿¡" or text.startswith("..", mark.end()))
    can_close = before not in _SPACE and not after.isalnum()
    if mark.group() in _OPENS or mark.group() in ("``", "‘‘"):
        return "close" if is_open and can_close and not can_open else "open"
    if mark.group() in _SHUTS or mark.group() == "’’":
        return "close" if is_open else "open" if can_open and not can_close else ""
    if is_open and not _is_space_or_bracket(before):
        return "close"  # a straight mark does not open inside another: "They left.'"Meanwhile, the road …
    if can_open != can_close:
        return "open" if can_open else "close" if is_open else ""
    return "close" if is_open else "" if before.isdigit() else "open"


def _is_space_or_bracket(character: str) -> bool:
    return character in _SPACE or character in "([{—–-/:"


def _single(text: str, mark: re.Match[str], before: str, after: str, paragraph: Span, stack: list[_Open]) -> str:
    opened = bool(stack) and stack[-1].single
    closes = before not in _SPACE and not after.isalnum()
    if opened and mark.group() != "‘" and closes:
        return "" if _is_possessive(text, mark, paragraph) else "close"
    opens = (before in _SPACE or before in "([{—–-/\"“„«") and (after.isalnum() or after in "[(…$£€“\"") and mark.group() not in "’›"
    if opened and mark.group() == "‘" and closes:
        return "close"  # mismatched: the typist closed with an opening mark
    if not opens or _ELISION.match(text, mark.start()):
        return ""
    return "open" if opened or _closer(text, mark.end(), paragraph) is not None else ""


def _is_possessive(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether this is "the workers’ rights" and the quotation is closed by a later mark."""
    if text[mark.start() - 1] not in "sS" or text[mark.end() : mark.end() + 1] != " " or not text[mark.end() + 1 : mark.end() + 2].isalpha():
        return False
    later = _closer(text, mark.end(), paragraph)
    return later is not None and _opener(text, mark.end(), later) is None


def _closer(text: str, start: int, paragraph: Span) -> int | None:
    """Where a single mark that can close stands after *start*: after a word or stop, before no letter."""
    found = _SINGLE.search(text, start + 1, min(paragraph.end, start + _FAR))
    return found.start() if found else None


def _opener(text: str, start: int, end: int) -> int | None:
    found = re.search(r"(?<=[\s(\[“\"—–])['‘](?=[\w\[])", text[start:end])
    return start + found.start() if found else None


def _close(text: str, stack: list[_Open], top: list[Stretch], mark: re.Match[str], index: int) -> None:
    """Close the nearest mark of the kind; single marks left open inside were apostrophes."""
    single = _is_single(mark)
    while stack and stack[-1].single != single:
        lost = stack.pop()
        (stack[-1].inside if stack else top).extend(lost.inside)
    if stack:
        opened = stack.pop()
        _add(text, opened, mark.start(), mark.end(), stack[-1].inside if stack else top, index, closed=True)


def _add(text: str, opened: _Open, end: int, outer_end: int, into: list[Stretch], index: int, *, closed: bool) -> None:
    span = Span(opened.end, max(opened.end, end)).stripped(text)
    if any(c.isalnum() for c in span.of(text)):
        into.append(Stretch(span, Span(opened.start, outer_end), index, closed, nested=tuple(opened.inside)))


def _leave(text: str, stack: list[_Open], top: list[Stretch], paragraph: Span, index: int) -> None:
    """What is still open at the paragraph's end: a quotation that runs on, one whose closing mark is missing, or an apostrophe."""
    doubles = [o for o in stack if not o.single]
    for opened in (o for o in stack if o.single):
        top.extend(opened.inside)
    for opened in doubles[:1]:
        following = [*opened.inside, *(i for o in doubles[1:] for i in o.inside)]
        end = _missing_close(text, opened, min((s.outer.start for s in following), default=doubles[1].start if doubles[1:] else None))
        kept = following if end is None else []
        _add(text, _Open(opened.start, opened.end, False, kept), paragraph.end if end is None else end, paragraph.end if end is None else end, top, index, closed=False)
        top.extend(following if end is not None else [])
        for other in doubles[1:] if end is not None else []:
            _add(text, _Open(other.start, other.end, False, []), paragraph.end, paragraph.end, top, index, closed=False)


_STOP = re.compile(r"[,.?!](?=\s)")


def _missing_close(text: str, opened: _Open, following: int | None) -> int | None:
    """Where a quotation whose closing mark is missing ends, when others follow it in the paragraph: at a comma or stop before them."""
    if following is None:
        return None
    stops = [m.end() for m in _STOP.finditer(text, opened.end, following)]
    return stops[0] if stops else following
