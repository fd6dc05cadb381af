"""The site's name that pages set behind or before their headlines: "Three held after fire - KXYZ News 9 Elmton, Ohio News, Weather & Sports"."""

from __future__ import annotations

import re

from corroborate.outlets import Directory, Publisher

_CUT = re.compile(r"\s(?:-|–|—|\||«|»|::|·|•|/)(?:\s\|)?\s")
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}\b")
_SITE = re.compile(
    r"\b(?:(?-i:[KW][A-Z]{2,3})(?:[- ]?(?:TV|DT|FM|AM))?(?:\.?com)?|\w+\.(?:com|org|net|tv|co\.uk)|(?:news|weather|sports?|classifieds|traffic|radio)(?:,| &| and)"
    r"|(?:local|breaking|latest|action|eyewitness|channel) \d{0,2} ?news"
    r"|news(?:,? (?:channel|leader|radio|center)? ?\d{1,2})?$|(?:fox|abc|nbc|cbs|channel|newschannel|news) ?\d{1,2}\b"
    r"|fox \w+ \d{1,2}|(?-i:[A-Z])\w+, (?-i:[A-Z]{2})$|(?:times|post|tribune|herald|journal|gazette|chronicle|observer|courier|dispatch|globe|telegraph|sentinel"
    r"|messenger|news leader|newspaper|magazine|online|broadcasting)$)",
    re.I,
)
_LEAST = 3  #: words that a headline has when its site's name is taken off


def site_part(title: str, known: Directory) -> int | None:
    """Where the site's name begins behind a headline, its dash included; `None` when there is none.

    Only what names an outlet, a call sign or "News, Weather & Sports" counts, so that a headline's own dash stays.
    """
    for cut in _CUT.finditer(title):
        behind = title[cut.end() :].strip()
        if len(title[: cut.start()].split()) >= _LEAST and _is_label(behind) and (site_of(behind, known) is not None or _SITE.search(behind)):
            return cut.start()
    return None


def site_prefix(title: str, known: Directory) -> int:
    """Where the headline begins behind the site's name ("CBS 58 - Two held after fire"); 0 when it begins at once."""
    cut = _CUT.search(title)
    if cut is None or len(title[cut.end() :].split()) < _LEAST:
        return 0
    before = title[: cut.start()].strip()
    site = len(before.split()) <= 7 and _is_label(before) and (known.named(before) is not None or _SITE.match(before) or _SITE.search(before[-30:]))
    return cut.end() if site else 0


def _is_label(words: str) -> bool:
    """Whether words are a name and not the second half of a sentence: few, and nearly all capitalised."""
    longer = [w for w in re.findall(r"[\w'.-]+", words) if len(w) >= 4 and "." not in w.strip(".")]
    named = bool(_CALL_SIGN.match(words)) or sum(not w[0].islower() for w in longer) >= 0.6 * len(longer)
    return named and 0 < len(words.split()) <= 14 and words[:1].isalnum()


def site_of(words: str, known: Directory) -> Publisher | None:
    """The outlet that a site's own name stands for: whole, by one of its parts, or by the first words that the directory knows."""
    for part in [words, *re.split(r"\s*(?:[|:,•·]|\s[-–—]\s|-(?=[A-Z]))\s*", words)]:
        tokens = part.split()
        for size in range(min(6, len(tokens)), 0, -1):
            found = known.named(" ".join(tokens[:size]))
            if found and (not found.word or size == len(tokens)):
                return found
    return None
