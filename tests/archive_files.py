"""Web archives for tests, written byte by byte: what a crawler may leave behind."""

from __future__ import annotations


def warc(*records: bytes) -> bytes:
    return b"".join(records)


def answer(
    url: str,
    body: bytes,
    *,
    mime: str = "text/html",
    status: str = "200 OK",
    headers: tuple[str, ...] = (),
) -> bytes:
    """A WARC record of a page as a server sent it."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {mime}", *headers, "", ""])
    return record("response", url, head.encode() + body, "application/http; msgtype=response")


def record(kind: str, url: str, block: bytes, mime: str = "text/plain") -> bytes:
    """A WARC record of any kind."""
    lines = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2026-01-02T03:04:05Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        f"Content-Type: {mime}",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def arc(url: str, body: bytes, mime: str = "text/html") -> bytes:
    """An old ARC file of one page."""
    head = b"1 0 test\nURL IP-address Archive-date Content-type Archive-length\n\n"
    first = f"filedesc://t.arc 0.0.0.0 20260102030405 text/plain {len(head)}\n".encode() + head
    sent = f"HTTP/1.1 200 OK\r\nContent-Type: {mime}\r\n\r\n".encode() + body
    return first + b"\n" + f"{url} 127.0.0.1 20260102030405 text/html {len(sent)}\n".encode() + sent
