"""Undoes what programs do to a page that they store as a string: b'<html>', `&lt;html&gt;`.

`str()` of the bytes of a response is a literal of Python, a value cut out of JSON is one of JSON,
tables hold either without its quotation marks, and feeds and databases hold pages with their tags
as entities, or lines of text with a `<br>` for each line end.
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


# "\\n" within the quotation marks of some code is what that prints.
_LINE_END = re.compile(r"(?<![\\\"'])\\(?:r\\)?n(?![\"'])")
_OPENS_ESCAPED = re.compile(r"\s{0,200}<[^<>]{1,300}>\\(?:r\\)?n")
"""Where HTML has such line ends: its scripts may print some."""
_ESCAPE = re.compile(r"\\(?:r\\n|[nrt\"'/]|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})")
_CHARACTERS = {"r\\n": "\n", "n": "\n", "r": "\n", "t": "\t"}
_FEWEST_LINES = 5
_OTHER = 0.1
"""Line ends for each of those that are written otherwise, at the most."""
# Dumps also have addresses in such brackets, "</news/storm>".
_TAG = re.compile(
    r"</?(?:a|article|b|body|div|em|h[1-6]|head|html|i|img|li|p|script|section|span|strong|style|"
    r"table|td|tr|ul)(?:\s[^<>]{0,2000}+)?/?>",
    re.IGNORECASE,
)
_MARKS = 4
"""Opening brackets for each tag of a line end, at the most."""
_SAMPLE = 10_000
"""Characters that tell nearly all pages from such dumps."""
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)


def unquoted(text: str, *, markup: bool = False) -> tuple[str | bytes, tuple[Notice, ...]]:
    """The page that `text` holds as a string; `text` itself where it is no such string.

    Args:
        text: Any source.
        markup: Whether it is known to be HTML, in which `<br>` is what it seems.

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
        page, how = _of_lines(text, markup=markup)
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


def _of_lines(text: str, *, markup: bool) -> tuple[str | None, str]:
    """The lines of a page that has its line ends written in another manner, and in which."""
    sample = text[:_SAMPLE]
    escapes, breaks = sample.count("\\n"), sample.count("<br") + sample.count("<BR")
    if escapes and sample.count("\n") <= _OTHER * escapes:
        page = _of_escapes(text)
        if page is not None:
            return page, "with escapes of Python or JSON"
    if breaks and not markup and sample.count("<") <= _MARKS * breaks:
        return _of_breaks(text), "with a tag for each line end"
    return None, ""


def _of_escapes(text: str) -> str | None:
    """The lines of a page that has its line ends as escapes."""
    lines = len(_LINE_END.findall(text))
    if lines < _FEWEST_LINES or text.count("\n") > _OTHER * lines:
        return None
    if _TAG.search(text) and not _OPENS_ESCAPED.match(text):
        return None
    page = _ESCAPE.sub(_character, text)
    # Halves of a character beyond the first 65,536 stand side by side.
    return page.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(escape: re.Match[str]) -> str:
    name = escape[0][1:]
    if name in _CHARACTERS:
        return _CHARACTERS[name]
    return chr(int(name[1:], 16)) if name[0] in "ux" else name


def _of_breaks(text: str) -> str | None:
    """The lines of a dump that has no tags but those of line ends."""
    lines = len(_BREAK.findall(text))
    if lines < _FEWEST_LINES or _TAG.search(text):
        return None
    if text.count("\n") >= lines:
        return _BREAK.sub("", text)
    return _BREAK.sub("\n", text.replace("\n", " "))
