"""Bytes to text: UTF-8 first, then what is declared, then what can be told with confidence."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from corroborate.errors import PageUnreadable

_BOMS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.I)
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"BZh", b"\xfd7zXZ", b"SQLite format 3\x00", b"OggS")
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
#: What English and other Western texts hold beyond ASCII in Windows-1252: curly quotes, dashes, ellipsis, signs and accented letters.
_WESTERN = frozenset(b"\x80\x82\x84\x85\x8c\x91\x92\x93\x94\x95\x96\x97\x99\x9c\xa0\xa1\xa2\xa3\xa5\xa7\xa9\xab\xae\xb0\xb1\xb4\xb7\xbb\xbc\xbd\xbe\xbf") | set(range(0xC0, 0x100))
_SAMPLE = 100_000  #: bytes that detection looks at


def decode(raw: bytes, *, subject: str, markup: bool = False, declared: str | None = None) -> tuple[str, bool]:
    """The text of *raw* and whether it was UTF-8, decoded with nothing changed (a BOM stays, as one character).

    *markup*: look for an encoding declared in HTML or XML. *declared*: the one that a header gave.
    Raises `PageUnreadable` when it is empty, binary, or in no encoding that can be told.
    """
    if not raw.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise PageUnreadable(subject, "empty file")
    bom = next((name for mark, name in _BOMS if raw.startswith(mark)), None)
    if bom is None and _looks_binary(raw):
        raise PageUnreadable(subject, "binary file, not text")
    if bom is None and b"\x00" not in raw[:_SAMPLE]:
        text = _tried(raw, "utf-8")
        if text is not None:
            return _checked(text, subject), True
    for name in (bom, _as_read(declared), _declared(raw) if markup else None, _told(raw)):
        text = _tried(raw, name) if name else None
        if text is not None and text.strip():
            return _checked(text, subject), False
    raise PageUnreadable(subject, "not UTF-8, and no encoding is declared or can be told")


def _checked(text: str, subject: str) -> str:
    """The text, unless a good part of it is control characters."""
    sample = text[:_SAMPLE]
    if "\x00" in sample or len(_CONTROLS.findall(sample)) > len(sample) // 50:
        raise PageUnreadable(subject, "binary file, not text")
    return text


def _tried(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _looks_binary(raw: bytes) -> bool:
    """A known signature, or zero bytes that UTF-16 does not explain."""
    head = raw[:_SAMPLE]
    return raw.startswith(b"%PDF-") or (raw.startswith(_MAGIC) and not head.isascii()) or (b"\x00" in head and _two_bytes(head) is None)


def _two_bytes(head: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every other byte is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.6 * half and even < 0.02 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.02 * half else None


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:4096])
    return _as_read((found.group(1) or found.group(2)).decode("ascii", "ignore")) if found else None


def _as_read(declared: str | None) -> str | None:
    name = (declared or "").strip("\"' ").lower()
    # Pages that declare Latin-1 are Windows-1252, as browsers read them; one that declares UTF-8 and is not was already tried.
    return {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "utf-8": None, "utf8": None}.get(name, name or None)


def _told(raw: bytes) -> str | None:
    """The encoding that the bytes themselves tell, if they do so plainly."""
    head = raw[:_SAMPLE]
    if b"\x00" in head:
        return _two_bytes(head)
    high = [b for b in head if b >= 0x80]
    if len(high) <= len(head) // 12 and all(b in _WESTERN for b in high) and not _runs(head):
        return "cp1252"
    best = from_bytes(head).best()
    return best.encoding if best is not None and best.percent_chaos < 5 and best.percent_coherence >= 30 else None


def _runs(head: bytes) -> bool:
    """Whether non-ASCII bytes stand in runs, as in scripts other than Latin."""
    return len(re.findall(rb"[\xc0-\xff]{4}", head)) > 2
