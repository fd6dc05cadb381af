"""An HTML page's article as text, with a map back to its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

import trafilatura

from corroborate.ingest.markup import Markup, parsed, read_markup

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)|<[!?/]")
_UNSEEN = {name: re.compile(f"</{name}", re.I) for name in ("script", "style", "noscript", "template", "svg", "textarea")}
_WINDOWS = {0x80 + i: c for i, c in enumerate("€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ")}  #: what "&#146;" means on the web
_PIECE = 12  #: characters without white space that a piece of a line must have to be looked for on its own


@dataclass(frozen=True, slots=True)
class Extracted:
    """The article of a page."""

    text: str
    html_map: tuple[tuple[int, int, int], ...]  #: (start in text, start in source, length): stretches that are the same
    markup: Markup


def extract(html: str, *, url: str | None = None) -> Extracted | None:
    """The article that an HTML page holds; `None` when it holds none."""
    tree = parsed(html)
    if tree is None:
        return None
    found = trafilatura.extract(tree, url=url, output_format="txt", include_comments=False, include_tables=True, favor_recall=True, deduplicate=False)
    text = "\n\n".join(line for line in (found or "").split("\n") if line.strip())
    if not re.search(r"\w", text):
        return None
    return Extracted(text, align(text, html), read_markup(html))


def align(text: str, html: str) -> tuple[tuple[int, int, int], ...]:
    """Where the characters of *text* stand in the source, as stretches of the same characters, in text order.

    Text nodes are walked with entities decoded; lines are looked for whole and in order, then in pieces. White space does not count in the search,
    so that line breaks and tags inside a word do no harm.
    """
    letters, places = _visible(html)
    own = [i for i, c in enumerate(text) if not c.isspace()]
    found: dict[int, int] = {}
    at = 0
    for start, end in _lines(text, own):
        at = _place(text, own[start:end], letters, places, at, found)
    return _stretches(text, html, found)


def _visible(html: str) -> tuple[str, list[int]]:
    """The page's characters that a reader sees, without white space, and where each begins in the source."""
    letters: list[str] = []
    places: list[int] = []

    def show(start: int, end: int) -> None:
        shown = [(i, c) for i, c in enumerate(html[start:end], start) if not c.isspace()]
        letters.extend(c for _, c in shown)
        places.extend(i for i, _ in shown)

    for start, end in _text_nodes(html):
        at = start
        for match in _ENTITY.finditer(html, start, end):
            show(at, match.start())
            at = match.end()
            meant = [c for c in _entity(match.group()) if not c.isspace()]
            letters += meant
            places += [match.start()] * len(meant)
        show(at, end)
    return "".join(letters), places


def _text_nodes(html: str) -> Iterator[tuple[int, int]]:
    """Where the source is text: outside tags, comments, scripts and styles. One pass, whatever is left open."""
    at = 0
    while at < len(html):
        tag = html.find("<", at)
        if tag < 0:
            yield at, len(html)
            return
        if tag > at:
            yield at, tag
        at = _after_tag(html, tag)
        if at == tag:
            yield tag, tag + 1
            at = tag + 1


def _after_tag(html: str, tag: int) -> int:
    """Where a tag that begins at *tag* ends, with all that belongs to it; *tag* itself when it is only a "<"."""
    if html.startswith("<!--", tag):
        end = html.find("-->", tag + 4)
        return end + 3 if end >= 0 else len(html)
    match = _TAG.match(html, tag)
    if match is None:
        return tag
    end = html.find(">", tag) + 1 or len(html)
    unseen = _UNSEEN.get((match[1] or "").lower()) if html[tag + 1] != "/" else None
    if unseen is None:
        return end
    closing = unseen.search(html, end)
    return (html.find(">", closing.end()) + 1 or len(html)) if closing else len(html)


def _entity(token: str) -> str:
    name = token[1:].rstrip(";")
    if name[0] == "#":
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return _WINDOWS.get(code) or (chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd")
    return html5.get(name + ";") or html5.get(name) or token


def _lines(text: str, own: list[int]) -> list[tuple[int, int]]:
    """The lines of *text* as ranges of its non-space characters."""
    out = []
    start = 0
    for i in range(1, len(own) + 1):
        if i == len(own) or "\n" in text[own[i - 1] : own[i]]:
            out.append((start, i))
            start = i
    return out


def _place(text: str, line: list[int], letters: str, places: list[int], at: int, found: dict[int, int]) -> int:
    """Find one line, whole or in pieces, from *at* on or anywhere; note where its characters stand. Returns where to look for the next."""
    words = "".join(text[i] for i in line)
    hit = _find(letters, words, at)
    if hit >= 0:
        found.update(zip(line, places[hit : hit + len(line)], strict=True))
        return hit + len(line)
    if len(line) < 2 * _PIECE:
        return at
    middle = len(line) // 2
    at = _place(text, line[:middle], letters, places, at, found)
    return _place(text, line[middle:], letters, places, at, found)


def _find(letters: str, words: str, at: int) -> int:
    hit = letters.find(words, at)
    return hit if hit >= 0 or len(words) < _PIECE else letters.find(words)


def _stretches(text: str, html: str, found: dict[int, int]) -> tuple[tuple[int, int, int], ...]:
    """Runs of characters that stand side by side in both, white space between them included where it is the same."""
    out: list[list[int]] = []
    for i, place in sorted(found.items()):
        if html[place] != text[i]:
            continue  # an entity: its one character has several in the source
        if out:
            gap = i - (out[-1][0] + out[-1][2])
            end = out[-1][1] + out[-1][2]
            if gap >= 0 and place - end == gap and html[end:place] == text[i - gap : i]:
                out[-1][2] += gap + 1
                continue
        out.append([i, place, 1])
    return tuple((a, b, n) for a, b, n in out)
