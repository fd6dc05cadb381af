"""Words, with their places kept. Follows Universal Dependencies as English EWT and GUM split them: "Iran|'s", "do|n't", "U.S.|-|led"."""

from __future__ import annotations

import re

from corroborate.text.spans import Span

#: Prefixes that stay on their word in the treebanks: "anti-war", "re-elected".
_PREFIXES = "anti|co|counter|cross|de|ex|extra|inter|intra|mega|mid|mini|multi|neo|non|post|pre|pro|pseudo|re|semi|sub|super|trans|ultra|un|e"

_TOKEN = re.compile(
    rf"""
    https?://[^\s<>"”]+[^\s<>"”.,;:!?)\]]            # addresses
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                      # mail
  | (?:www\.)[\w./-]+\w
  | [@\#]\w+                                          # handles and tags
  | (?:[A-Za-z]\.){{2,}}                              # U.S., a.m., i.e.
  | (?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Cpl|Maj|Adm|Rev|Hon|Prof|Sr|Jr|St|Mt|Ft|Inc|Ltd|Corp|Co|Bros|vs|etc|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Dept|Supt|Det|Insp|Pres|Treas|Spc|Pfc|Pvt|Cmdr|Atty|Ave|Blvd|Rd)\.(?!\w)
  | [A-Z]\.(?=\s?[A-Z]|\s*$|,)                        # initials
  | [$€£¥]
  | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|k|m|bn|am|pm)?(?!\w)
  | (?:{_PREFIXES})-\w+(?:['’]\w+)*?(?=(?:['’](?:s|S)\b)|[^\w'’]|$)
  | \w+(?:['’](?!(?:s|S|m|M|d|D|ll|LL|re|RE|ve|VE|t|T)\b)\w+)*
  | ['’](?:s|S|m|M|d|D|ll|LL|re|RE|ve|VE)\b
  | \.{{2,}} | …+ | -{{2,}} | `` | ''
  | [^\w\s]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FUSED = re.compile(r"^(can)(not)$|^(gon|wan|got)(na|ta)$|^(gim|lem)(me)$", re.IGNORECASE)
_NT = re.compile(r"n['’]t\b", re.IGNORECASE)


def tokens(text: str, span: Span | None = None) -> list[Span]:
    """The words and marks of *text* (of *span* in it), as spans into *text*."""
    start, end = (span.start, span.end) if span else (0, len(text))
    out: list[Span] = []
    at = start
    while at < end:
        match = _TOKEN.search(text, at, end)
        if not match:
            break
        a, b = match.span()
        word = match.group()
        # "don't" arrives as "don" + "'" + "t" unless the negation is looked for first.
        negated = _NT.match(text, b - 1) if word[-1:] in "nN" and b < end else None
        if negated and negated.end() <= end:
            if b - 1 > a:
                out.append(Span(a, b - 1))
            out.append(Span(b - 1, negated.end()))
            at = negated.end()
            continue
        fused = _FUSED.match(word)
        if fused:
            cut = a + len(next(g for g in fused.groups() if g))
            out += [Span(a, cut), Span(cut, b)]
        else:
            out.append(Span(a, b))
        at = b
    return out
