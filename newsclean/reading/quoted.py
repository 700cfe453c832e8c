"""Undoes what programs do to a page that they store as a string: b'<html>', `&lt;html&gt;`.

`str()` of the bytes of a response is a literal of Python, a value cut out of JSON is one of JSON,
and feeds and databases hold pages with their tags as entities.
"""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Callable

from newsclean.page import Notice

_LITERAL = re.compile(r"b?['\"]")


def _literals(escapes: str) -> re.Pattern[str]:
    """One literal in either kind of quotation marks, with no escapes but these behind strokes."""
    inside = rf"(?:\\[{escapes}][^\\%s]*+)*+"
    either = (rf"{mark}[^\\{mark}]*+{inside % mark}{mark}" for mark in "'\"")
    return re.compile("|".join(either))


# Of other escapes Python warns.
_STRING = _literals(r"\\'\"abfnrtvxuUN0-7")
_BYTES_LITERAL = _literals(r"\\'\"abfnrtvx0-7")
_ESCAPES = ("\\n", '\\"', "\\'", "\\u", "\\x", "\\t", "\\/")
_BLANKS = 200
"""Characters among which the page must begin."""
_FEWEST = 3
"""Escapes, or closing tags, without which a source is what it seems to be."""
_TAG_AS_ENTITY = re.compile(
    r"&lt;(?:!doctype|!--|\?xml|html|head|body|main|article|section|div|span|h[1-6]|p|ul|figure)"
    r"\b",
    re.IGNORECASE,
)


def unquoted(text: str) -> tuple[str | bytes, tuple[Notice, ...]]:
    """The page that `text` holds as a string; `text` itself where it is no such string.

    Returns:
        The page, as bytes where it was a literal of bytes, and a notice where something was undone.
    """
    start = text[:_BLANKS].lstrip()[:20]
    if (mark := _LITERAL.match(start)) is not None:
        page = _of_literal(text.strip(), mark[0])
        how = "as a string of Python or JSON"
    elif _TAG_AS_ENTITY.match(start) is not None:
        page, how = _of_entities(text), "with its tags as entities"
    else:
        return text, ()
    if page is None:
        return text, ()
    return page, (Notice("source_unquoted", f"the source had been written {how}: undone"),)


def _of_literal(text: str, opening: str) -> str | bytes | None:
    # A literal is one line, whatever the page was.
    if not text.endswith(opening[-1]) or "\n" in text or len(text) < 2 * len(opening):
        return None
    if sum(map(text.count, _ESCAPES)) < _FEWEST:
        return None
    readers: list[Callable[[str], object]] = [json.loads] if opening == '"' else []
    if _STRING.fullmatch(text) or (text[0] == "b" and _BYTES_LITERAL.fullmatch(text, 1)):
        readers.append(ast.literal_eval)
    for reader in readers:
        try:
            page = reader(text)
        except (ValueError, SyntaxError, MemoryError):
            continue
        if isinstance(page, (str, bytes)):
            return page
    return None


def _of_entities(text: str) -> str | None:
    escaped = text.count("&lt;/")
    if escaped < _FEWEST or text.count("<") > escaped // 10:
        return None
    return html.unescape(text)
