"""Where readers' comments begin: at a header with comments under it, or at a reader's name and time."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from corroborate.ingest.lines import Line

_HEADER = re.compile(
    r"(?:\d{1,5} )?(?:(?:all |view |read |show |hide |reader |user |latest |recent |facebook |pending |add |post |leave |write |most recent |top )*(?:a |your "
    r"|the )?)?(?:comments?|discussion|responses?|replies|reactions?|conversation)(?: section| policy| below| \(?\d{1,5}\)?| so far| on this (?:story|article)"
    r"| here)?[\s:.»>-]{0,4}"
    r"|(?:leave|post|write|add|submit) a (?:comment|reply|response)\W*|(?:join|be part of|start) the (?:conversation|discussion)\W*|what (?:others|readers"
    r"|people) (?:say|are saying)\W*|have your say\W*|sound off\W*|\d{1,5} (?:thoughts|responses|replies|comments) (?:on|to)\b.{0,120}|be the first to comment\W*"
    r"|responses to .{3,120}|letters? to the editor\W*",
    re.I,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?"
_WHEN = (
    rf"(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{1,3}} (?:seconds?|minutes?"
    rf"|mins?|hours?|hrs?|days?|weeks?|months?|years?|[smhdwy]) ago|yesterday|today)"
)
_NAMED = r"[\w@.'\- ]{2,40}?"
#: "darius (Guest) 15 September 2014, 14:10"   "Jane D. · 3 hours ago"   "Posted by Old Joe on June 3, 2014 at 4:12 pm"
_SIGNED = re.compile(
    rf"(?:default-user-icon |avatar |profile (?:photo|picture) ?)?{_NAMED}(?: \((?:guest|member|user|subscriber|visitor|registered|verified)\))? ?(?:[·•|,—–-]|on"
    rf"|wrote on|commented|posted|says?:?|said)? ?(?:on )?{_WHEN}(?:,? ?(?:at |@ ?)?{_CLOCK})?(?: (?:said|says|wrote))?\W{{0,3}}(?:reply|report|like|flag|permalink)?"
    rf"|(?:posted|comment(?:ed)?|submitted|written) by:? {_NAMED},? (?:on |at |\|)? ?(?:{_WHEN}|{_CLOCK}).{{0,40}}|(?:reply|like|flag|report|upvote|downvote"
    rf"|share)(?: ?[·•|,-] ?(?:reply|like|flag|report|upvote|downvote|share|\d+|{_WHEN})){{1,6}}|(?:guest|anonymous)(?: user)? .{{0,60}}{_WHEN}.{{0,30}}",
    re.I,
)
#: Signs that mean a reader only under a header, for articles have them too: "truthseeker says:"
_SIGNED_BELOW = re.compile(rf"{_NAMED} (?:says|said|wrote|writes|commented|replied):", re.I)
_NOT_SIGNED = re.compile(r"(?:by|posted|published|updated|last updated|created|first published|source|photo|copyright|modified|date|filed|on|from|uploaded)\b(?! by)", re.I)
_BEFORE = 2  #: paragraphs of prose that an article has before its comments may begin


def comments_from(lines: Sequence[Line], furniture: Container[int] = ()) -> int | None:
    """The index of the line at which comments begin, all below being theirs; `None` when there are none. *furniture*: lines known not to be article.

    A header alone is not enough, for pages print "Comments" above an article too: readers must sign below it, or no prose be left.
    """
    prose = 0
    for line in lines:
        if prose >= _BEFORE or (prose and _signed_below(lines, line.index)):
            if line.words <= 14 and _HEADER.fullmatch(line.text) and _is_section(lines, line.index, furniture):
                return line.index
            if _signed(line) and prose >= _BEFORE and _is_thread(lines, line.index):
                return line.index
        prose += line.prose
    return None


def is_header(line: Line) -> bool:
    """Whether a line only announces comments, wherever it stands."""
    return line.words <= 6 and bool(_HEADER.fullmatch(line.text))


def _signed(line: Line) -> bool:
    return line.words <= 16 and bool(_SIGNED.fullmatch(line.text)) and not _NOT_SIGNED.match(line.text)


def _signed_below(lines: Sequence[Line], index: int) -> bool:
    return any(_signed(line) or _SIGNED_BELOW.fullmatch(line.text) for line in lines[index : index + 6])


def _is_thread(lines: Sequence[Line], index: int) -> bool:
    """Whether a signature without a header opens comments: it has a time of day or "ago", and others follow or little does."""
    if not re.search(rf"{_CLOCK}| ago\b", lines[index].text, re.I):
        return False
    above = sum(len(line.span) for line in lines[:index])
    below = sum(len(line.span) for line in lines[index + 1 :])
    return below < above * 0.3 or sum(_signed(line) for line in lines[index + 1 :]) >= max(1, (len(lines) - index) // 8)


def _is_section(lines: Sequence[Line], index: int, furniture: Container[int]) -> bool:
    """Whether what follows is comments: signed, or no prose at all."""
    return _signed_below(lines, index) or not any(line.prose and line.index not in furniture for line in lines[index + 1 :])
