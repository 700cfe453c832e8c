"""Pages that somebody saved: with all their files in one (MHTML, RFC 2557), or with a comment."""

from __future__ import annotations

import email
import re
from email.message import Message
from email.policy import compat32
from itertools import islice

from newsclean.page import Notice
from newsclean.reading.decoding import python_name

_BEGINNING = 4_000
"""Bytes among which the header stands."""
_MOST_PARTS = 50_000
_HEADER = re.compile(rb"\A(?:[A-Za-z][\w-]*+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)+")
_MHTML = re.compile(rb"^Content-Type:\s*+multipart/related\b", re.IGNORECASE | re.MULTILINE)
# "saved from url=(0031)https://…" (browsers), "Page saved with SingleFile url: https://…",
# "Saved from https://… at … using monolith", "Mirrored from norvik.test/… by HTTrack".
_ORIGIN = re.compile(
    r"<!--\s*(?:saved from url=\(\d{4}\)(?=https?:)|Saved from (?=https?:)|(Mirrored from) |"
    r"Page saved with SingleFile\s+url:\s*(?=https?:))([^\s<>\"]{4,2000})",
    re.IGNORECASE,
)
_NOTICE = "a browser had saved the page with its files (MHTML); its HTML was read"


def of_browser(
    source: bytes | str, url: str | None
) -> tuple[bytes | str, str | None, tuple[Notice, ...]]:
    """The HTML that a browser saved; `source` itself where it is no such file.

    Args:
        source: Anything.
        url: Address of the page, None where it is not known: then the file's own counts.

    Returns:
        The page, its address, and a notice where it was taken out of such a file.
    """
    header = _HEADER.match(_raw(source[:_BEGINNING]).replace(b"\r\n", b"\n"))
    if header is None or _MHTML.search(header[0]) is None:
        return source, url, ()
    try:
        message = email.message_from_bytes(_first_parts(_raw(source)), policy=compat32)
        parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    except RecursionError:  # messages within messages
        return source, url, ()
    if not parts:
        return source, url, ()
    # The first part is the page, the others are frames in it.
    location = str(parts[0].get("Content-Location", ""))
    if not location.startswith(("http://", "https://")):
        location = str(message.get("Snapshot-Content-Location", ""))
    return _content(parts[0]), url or location or None, (Notice("saved_page", _NOTICE),)


def origin(markup: str) -> str:
    """The address that a program wrote above a page as it saved it, "" where none did."""
    found = _ORIGIN.search(markup[:_BEGINNING])
    if found is None:
        return ""
    return f"http://{found[2]}" if found[1] else found[2]


def _raw(source: bytes | str) -> bytes:
    return source.encode("utf-8", "replace") if isinstance(source, str) else bytes(source)


def _first_parts(raw: bytes) -> bytes:
    """The file up to the last part that is looked at: pages have hundreds, and come first."""
    if raw.count(b"\n--") <= _MOST_PARTS:
        return raw
    return raw[: next(islice(re.finditer(rb"\n--", raw), _MOST_PARTS, None)).start()]


def _content(part: Message) -> bytes | str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    charset = python_name(part.get_content_charset() or "")
    try:
        return raw.decode(charset) if charset else raw
    except UnicodeError:
        return raw
