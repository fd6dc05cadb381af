"""The site's name that pages set behind their headlines: "Three held after fire - KXYZ News 9 Elmton, Ohio News, Weather & Sports"."""

from __future__ import annotations

import re

from corroborate.outlets import Directory, Publisher

_CUT = re.compile(r"\s(?:-|–|—|\||«|»|::|·|•|/)\s")
_SITE = re.compile(
    r"\b(?:[KW][A-Z]{2,3}(?:[- ]?(?:TV|DT|FM|AM))?(?:\.?com)?|\w+\.(?:com|org|net|tv|co\.uk)|(?:news|weather|sports?|classifieds|traffic|radio)(?:,| &| and)|(?:local"
    r"|breaking|latest|action|eyewitness|channel) \d{0,2} ?news|news(?:,? (?:channel|leader|radio|center)? ?\d{1,2})?$"
    r"|(?:fox|abc|nbc|cbs|channel|newschannel|news) ?\d{1,2}\b|fox \w+ \d{1,2}|(?:times|post|tribune|herald|journal|gazette|chronicle|observer|courier|dispatch|globe"
    r"|telegraph|sentinel|news leader|newspaper|magazine|online|broadcasting)$)",
    re.I,
)


def site_part(title: str, known: Directory) -> int | None:
    """Where the site's name begins in a title line, its dash included; `None` when it has none.

    Only what names an outlet, a call sign or "News, Weather & Sports" counts, so that a headline's own dash stays.
    """
    for cut in _CUT.finditer(title):
        behind = title[cut.end() :].strip()
        if (cut.start() >= 8 and site_of(behind, known) is not None) or (cut.start() >= 8 and len(behind.split()) <= 14 and _SITE.search(behind)):
            return cut.start()
    return None


def site_of(words: str, known: Directory) -> Publisher | None:
    """The outlet that a site's own name stands for: whole, by one of its parts, or by the first words that the directory knows."""
    for part in [words, *re.split(r"\s*(?:[|:,•·]|\s[-–—]\s|-(?=[A-Z]))\s*", words)]:
        tokens = part.split()
        for size in range(min(6, len(tokens)), 0, -1):
            found = known.named(" ".join(tokens[:size]))
            if found and (not found.word or size == len(tokens)):
                return found
    return None
