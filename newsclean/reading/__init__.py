"""Raw input to `Page`."""

from __future__ import annotations

import re
from dataclasses import replace
from os import PathLike

from newsclean.errors import InputError
from newsclean.page import Kind, Notice, Page
from newsclean.reading.archived import as_archived, original_address
from newsclean.reading.bounding import bounded
from newsclean.reading.decoding import decode, detect_kind, without_surrogates
from newsclean.reading.entities import decoded
from newsclean.reading.html import read_html
from newsclean.reading.limits import bounded_markup
from newsclean.reading.mojibake import mended
from newsclean.reading.quoted import unquoted
from newsclean.reading.recovery import recovered
from newsclean.reading.saved import of_browser, origin
from newsclean.reading.text import read_text

__all__ = ["read"]

_LONGEST_NAME = 2_000
_NAME = re.compile(
    r"\A(?:(https?://)\S++|[^\s<>]++(?:(?<=\.html)|(?<=\.htm)|(?<=\.mhtml)|(?<=\.mht)|(?<=\.txt)"
    r"|(?<=\.md)|(?<=\.warc)|(?<=\.gz)))\Z"
)
"""An address, or a file's name."""
_FETCHES_NOTHING = "the source is an address, not a page: newsclean fetches nothing"
_OPENS_NOTHING = "the source is the name of a file, not a page: give what the file holds"


def read(source: bytes | str, *, url: str | None = None, kind: Kind | None = None) -> Page:
    """Read a source into a page.

    Raises `InputError` where the source is neither bytes nor str, where `kind` is unknown, and
    (as `NotTextError`) where the bytes are no text.
    """
    if kind not in (None, "html", "text"):
        raise InputError(f"kind must be 'html', 'text' or None, not {kind!r}")
    if isinstance(source, PathLike):
        raise InputError(
            "source is a path, not a page: give what its file holds, path.read_bytes()"
        )
    if not isinstance(source, (bytes, bytearray, memoryview, str)):
        raise InputError(f"source must be bytes or str, not {type(source).__name__}")
    source, url, saved = of_browser(source, url)
    text, notices = _text(source)
    notices = (*saved, *notices)
    held, undone = unquoted(text, markup=kind == "html")
    if undone:
        text, read_as = _text(held)
        notices += (*undone, *read_as)
    text, undone = mended(text)
    notices += undone
    found: tuple[Notice, ...] = ()
    if (kind or detect_kind(text)) == "html":
        text, cut = bounded_markup(text)
        text, url, archived = as_archived(text, url or origin(text))
        page = recovered(read_html(text, url), read_html)
        found = (*cut, *archived)
    else:
        page = read_text(decoded(text), original_address(url or ""))
    page = bounded(page)
    if not page.blocks:
        empty = not page.source.strip()
        notices += (
            Notice("empty_input", "the source is empty or blank")
            if empty
            else Notice("no_text", "the source holds no readable text"),
        )
    if len(text) <= _LONGEST_NAME and (name := _NAME.match(text.strip())):
        notices += (Notice("not_a_page", _FETCHES_NOTHING if name[1] else _OPENS_NOTHING),)
    return replace(page, notices=_once((*notices, *found, *page.notices)))


def _text(source: bytes | str) -> tuple[str, tuple[Notice, ...]]:
    return without_surrogates(source) if isinstance(source, str) else decode(bytes(source))


def _once(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The first notice of each code."""
    return tuple({notice.code: notice for notice in reversed(notices)}.values())[::-1]
