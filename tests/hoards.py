"""Files of many articles, made by hand: web archives, feeds, a PDF."""

from __future__ import annotations

import gzip
import io

STORY = "<html><body><p>The ferry café at Marl closed on Monday, number {}.</p></body></html>"


def response(number: int, *, charset: str = "windows-1252", body: bytes | None = None, kind: str = "text/html", status: str = "200 OK") -> bytes:
    told = f"; charset={charset}" if charset else ""
    block = STORY.format(number).encode("cp1252") if body is None else body
    return record(number, f"HTTP/1.1 {status}\r\nContent-Type: {kind}{told}\r\n\r\n".encode() + block)


def record(number: int, block: bytes, *, kind: str = "response", content: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0000-{number:04d}>\r\nWARC-Target-URI: https://marl.example/{number}\r\n"
        f"WARC-Date: 2024-03-04T10:00:00Z\r\nContent-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


class Kept(io.BytesIO):
    """What was written is still there when the writer has closed it."""

    def close(self) -> None: ...


def frame(raw: bytes) -> bytes:
    from fastwarc.stream_io import ZstdWriter

    out = Kept()
    writer = ZstdWriter(out)
    for start in range(0, len(raw), 1 << 20):  # it loses what is beyond 8 MB of one piece
        writer.write(raw[start : start + (1 << 20)])
    writer.close()
    return out.getvalue()


def packed(records: list[bytes], suffix: str) -> bytes:
    if suffix.endswith(".gz"):
        return b"".join(gzip.compress(r) for r in records)
    if suffix.endswith(".zst"):
        return b"".join(map(frame, records))
    return b"".join(records)


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Marl Gazette</title>
<item><title>Ferry closes</title><link>https://marl.example/1</link><guid>g1</guid><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>The ferry closed, the mayor said.</p>]]></content:encoded></item>
<item><title>Empty</title><guid>g2</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Marl Gazette</title><entry><title>Ferry closes</title><id>g1</id><link href="https://marl.example/1"/>
<updated>2024-03-04T10:00:00Z</updated><content type="text">The ferry closed, the mayor said.</content></entry></feed>"""


def pdf(text: list[str]) -> bytes:
    """A PDF of one page with a text layer, written by hand."""
    shown = "BT /F1 12 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in text) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return f"{out}xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()
