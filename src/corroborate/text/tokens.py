"""Words, with their places kept. Follows Universal Dependencies as English EWT and GUM split them: "Iran|'s", "do|n't", "U.S.|-|led"."""

from __future__ import annotations

import re

from corroborate.text.spans import Span

#: Prefixes that stay on their word in the treebanks: "anti-war", "re-elected".
_PREFIXES = "anti|co|counter|cross|de|ex|extra|inter|intra|mega|mid|mini|multi|neo|non|post|pre|pro|pseudo|re|semi|sub|super|trans|ultra|un|e"

#: Abbreviations whose stop belongs to them wherever they stand.
_ABBREVIATIONS = (
    r"Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Cpl|Maj|Adm|Rev|Hon|Prof|Sr|Jr|St|Mt|Ft|Inc|Ltd|Corp|Co|Bros|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss"
    r"|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Dept|Supt|Det|Insp|Pres|Treas|Spc|Pfc|Pvt|Cmdr|Atty|Ave|Blvd|Rd"
)

_TOKEN = re.compile(
    rf"""
    [A-Za-z]+(?=\s)                                   # most words: tried first, none of the others would take more or less of them
  | https?://[^\s<>"”]+[^\s<>"”.,;:!?)\]]            # addresses
  | (?<![\w.])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,6}}\.(?:(?:com|org|net|edu|gov|ac|co\.uk)(?:\.[a-z]{{2}})?|mil|info|pdf|docx?|xlsx?|pptx?|html?|jpe?g|png|gif|txt|zip)(?!\w)
  | [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+                      # mail
  | (?:www\.)[\w./-]+\w
  | (?:[\w-]+\.)+(?-i:com|org|net|gov|edu|info|tv|io|ru|co\.uk|com\.au)\b(?!\.\w)   # Paper.com as a name
  | [@\#]\w+                                          # handles and tags
  | (?:[A-Za-z]\.){{2,}}                              # U.S., a.m., i.e.
  | (?:{_ABBREVIATIONS})\.(?!\w)
  | Nos?\.(?=\s?\d) | (?<=et\ )al\. | c\.(?=\s?\d)       # No. 10, et al., c. 1818
  | [A-Z]\.(?=\s?[A-Z]|\s*$|,)                        # initials
  | (?<!\S)[:;=]-?[()DPp](?!\w)                       # :-)
  | (?:b/c|w/o?)(?!\w)
  | [!?.]*[!?][!?.]+ | \.+[!?][!?.]* | [*=+~\#_<>-]{{2,}} | \${{2,}}
  | \d{{3}}-(?:\d{{3}}-)?\d{{4}}(?![\w-]) | ['’]\d0s(?!\w)
  | [$€£¥]
  | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|k|m|bn|am|pm)?(?!\w)
  | (?:{_PREFIXES})-\w+(?:['’]\w+)*?(?=(?:['’](?:s|S)\b)|[^\w'’]|$)
  | \w+(?:['’](?!(?:s|S|m|M|d|D|ll|LL|re|RE|ve|VE|t|T)\b)\w+)*
  | ['’](?:s|S|m|M|d|D|ll|LL|re|RE|ve|VE)\b
  | \.{{2,}} | …+ | `` | ''
  | [^\w\s]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FUSED = re.compile(
    r"(?:(can)not|(gon|wan|got)(?:na|ta)|(gim|lem)me|(do|did|does|is|was|were|are|ai|could|would|should|has|had|have|ca)nt|(i)m|(i)ve|(that|what)s|(they|you)re)$",
    re.IGNORECASE,
)
_NT = re.compile(r"n['’]t\b", re.IGNORECASE)


def _after_space(text: str, at: int, end: int) -> int:
    while at < end and text[at] == " ":
        at += 1
    return at


def tokens(text: str, span: Span | None = None) -> list[Span]:
    """The words and marks of *text* (of *span* in it), as spans into *text*."""
    start, end = (span.start, span.end) if span else (0, len(text))
    out: list[Span] = []
    at = start
    while (match := _TOKEN.search(text, _after_space(text, at, end), end)) is not None:
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
            cut = a + len(next(g for g in fused.groups() if g))  # "cannot", and "dont" as hasty writers have it
            out += [Span(a, cut), Span(cut, b)]
        else:
            out.append(Span(a, b))
        at = b
    return out
