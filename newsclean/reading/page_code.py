"""Scripts, styles and data of the page, in dumps whose maker cut off the tags and nothing else.

What stood between `<script>` and `</script>` is then a part of the text: whole programs, rules of
style, the article once more as JSON. None of it is a word of the page, as in HTML.

A stretch of code begins with what hardly begins a sentence, and ends where all brackets are closed
and no more of it follows, or where words follow that no code has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from newsclean.page import Notice
from newsclean.prose import tells
from newsclean.reading.holes import FENCE, Hole, fenced, with_holes

_LEAST = 500
"""Characters of code from which a dump may be one with its scripts."""
_MINIFIED = 2_000
"""Characters of a line that nobody wrote for readers, as the examples in an article are."""
_SIGNS = (
    *("schema.org", "dataLayer", "gtag(", "googletag", "jQuery(", "window.", "document.", "CDATA"),
    *("@font-face", "@media", "!important", "display:none", ":root"),
)
_FEWEST_SIGNS = 3
"""Different ones of these from which code is the page's own; above all running text one is enough,
as an article that shows code speaks of it first."""
_SHORTEST = 20
"""Characters of a stretch of code."""
_PROSE_WORDS, _PROSE_LINES, _LONG_PROSE = 8, 2, 25
"""Words of a line that may be a paragraph's; how many such lines in a row are none of the code's;
words of a single one that is none."""
_LONG_TALK = 400
"""Characters without a brace at which it is asked whether they are words."""
_MARKS = re.compile(r"[{}()\[\];:=\"<>\\/_&|$*+%]")
_PROSE_MARKS, _CODE_MARKS, _OWN_MARKS = 0.04, 0.03, 0.1
"""Share of such characters in a line of words at most, in code at least, and in code that is known
by nothing else."""
_NAME = r"[A-Za-z_$][\w$]{0,60}+"
_SELECTOR = r"(?:[\w.#:*,>+~=\"'()\[\]@%-]{1,120}+(?:(?<=,)\s*+|[ \t]*+))"
# Many of them, nearly each with a mark.
_SELECTORS = (
    r"(?:(?:[\w-]{1,40}+[ \t]++)?[\w-]{0,60}+[.#:*>+~,\[][^\s{};/]{0,400}+"
    r"(?:(?<=,)\s*+|[ \t]*+)){1,80}+"
)
_START = re.compile(
    # Data: {"key": …, [{"key": …, ["value", …
    r"[\[{]\s*+(?:[\[{]\s*+)?\"[^\"\n]{1,60}\"\s*+[:,]|"
    # Statements.
    rf"(?<![\w.$-])(?:(?:var|let|const)\s++{_NAME}\s*+[=;,]|"
    rf"(?:async\s++)?function\s*+(?:{_NAME}\s*+)?\([\w$,\s]{{0,300}}\)\s*+\{{|"
    r"(?:if|for|while|switch)\s*+\([^\n]{0,400}?\)\s*+\{|(?:try|do)\s*+\{|"
    rf"{_NAME}(?:\.{_NAME}|\[\"?[\w.$-]{{1,60}}\"?\]){{1,8}}\s?=(?!=)|"
    rf"(?:window|document|self|googletag|jQuery|console|{_NAME}(?:\.{_NAME}){{1,8}}+)\(|"
    r"(?:\$|gtag|fbq|ga|__tcfapi|_satellite|ym)\([\"'(a-z])|"
    rf"\(\s*+(?:self|window|document|function|async|\(\)|{_NAME}\s*+=>|\({_NAME})[.\[ (=,]|"
    r"[!+;]\s*+(?:async\s++)?function\s*+\w*+\(|//\s?<!\[CDATA\[|/\*[^\n]|<!--|"
    rf"\"use strict\"|{_NAME}\s?=\s?(?:window|document|self|{_NAME}\s?\|\|)[.\s]|"
    # Rules of style.
    r"@(?:media|font-face|import|charset|keyframes|-webkit-keyframes|supports|layer|property)\b"
    r"[^\n{;]{0,200}+[{;]|"
    rf"(?:(?:^|(?<=[}};])|(?<=\*/))\s*+(?:{_SELECTOR}{{1,12}}?|{_SELECTORS})|"
    rf"[.#][a-zA-Z_-][\w-]{{1,60}}+{_SELECTOR}{{0,3}}?)"
    r"\n?\{\s*+[a-zA-Z-][\w-]{1,60}+\s*+:\s*+[^\s{}]",
    re.MULTILINE,
)
# A quote within a string, of an entity that was resolved, does not end it.
_TOKEN = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*+(?:\"(?!\s*+[,:;)\]}+.?&|=<>!\n]|in\b)(?:[^\"\\\n]|\\.)*+){0,50}+\"|"
    r"(?<!\w)'(?:[^'\\\n]|\\.)*+'|"
    r"`(?:[^`\\]|\\.)*+`|/\*.{0,2000}?\*/|<!--.{0,2000}?-->|[{\[(]|[}\])]|[;\n]",
    re.DOTALL,
)
_GOES_ON = re.compile(
    rf"\s*+(?:[{{}})\];,=?&|]|:\s|//|\.[a-z$_][\w$]*+\(|(?:else|catch|finally|return)\b|"
    rf"{_NAME}(?:[=(\[{{]|\s=|\.{_NAME}[=(\[.])|(?:new|delete|typeof|throw|await)\s{_NAME}[.(])"
)
_BLANKS = re.compile(r"\s*+")
_KEY = re.compile(r"\"[\w@:.$-]{1,60}\"\s*+:")
_FEWEST_KEYS = 3
_ESCAPED = re.compile(r"\\(?:u[0-9a-fA-F]{4}|r?\\?n(?![a-z])|[/\"])")
_FEWEST_ESCAPES = 2
"""Of a line that is the rest of a string, broken by what was cut off."""
_JSON_LD = re.compile(r"[\[{]\s*+(?:\{\s*+)?\"@(?:context|graph|type)\"")
_DECODER = json.JSONDecoder(strict=False)
_MOST_TOLD = 100
"""JSON-LD scripts that are looked at."""
_NOTICE = Notice(
    "page_code", "scripts, styles or data of the page stood between its words, and were not read"
)


class _Stretch(NamedTuple):
    start: int
    end: int


class Codeless(NamedTuple):
    """A dump without the page's code."""

    words: str
    """The dump with an empty line and invisible characters in place of code, so that all other
    words stand where they stood."""
    json_ld: tuple[str, ...] = ()
    """What the page says of itself in that code, unparsed."""
    notices: tuple[Notice, ...] = ()


def without_code(text: str) -> Codeless:
    """Take the page's code off a dump that has some, and say so.

    Fenced code is the article's own.

    Args:
        text: The dump, with line feeds as line ends.
    """
    if "{" not in text or not (_signs(text) or _is_minified(text)):
        return Codeless(text)
    found: list[_Stretch] = []
    offset = 0
    for place, piece in enumerate(fenced(text)):
        if place % 2 == 0:
            found += [_Stretch(a + offset, b + offset) for a, b in _stretches(piece)]
        offset += len(piece) + len(FENCE)
    if not _is_own(text, found):
        return Codeless(text)
    code = sorted((*found, *_rests(text, found)))
    words = with_holes(text, (Hole(start, end, parts=True) for start, end in code))
    if not _tells(words):
        return Codeless(text)  # the article stands in the code, if anywhere
    told = islice((script for one in found for script in _json_ld(text, one)), _MOST_TOLD)
    return Codeless(words, tuple(script for script in told if script), (_NOTICE,))


def _tells(words: str) -> bool:
    return tells((line, len(line.split())) for line in words.split("\n"))


def _json_ld(text: str, stretch: _Stretch) -> Iterator[str]:
    """The JSON-LD scripts in a stretch of code, "" for one that was broken by what was cut off."""
    at = stretch.start
    while mark := _JSON_LD.search(text, at, stretch.end):
        try:
            at = _DECODER.raw_decode(text, mark.start())[1]
            yield text[mark.start() : at]
        except (ValueError, RecursionError):
            yield ""
            at = mark.end()


def _is_own(text: str, found: Sequence[_Stretch]) -> bool:
    """Whether code is the page's own, and not shown by an article about code."""
    code = "\n".join(text[a:b] for a, b in found)
    if len(code) < _LEAST:
        return False
    signs = _signs(code)
    dense = len(_MARKS.findall(code)) >= _OWN_MARKS * len(code)
    if signs >= _FEWEST_SIGNS or (dense and _is_minified(code)):
        return True
    return signs > 0 and not _tells(text[: found[0].start])


def _signs(text: str) -> int:
    return sum(sign in text for sign in _SIGNS)


def _is_minified(text: str) -> bool:
    return any(len(line) >= _MINIFIED and "{" in line for line in text.split("\n"))


def _rests(text: str, found: Sequence[_Stretch]) -> Iterator[_Stretch]:
    """Lines between stretches of code that are the rest of a string."""
    ends = [0, *[one.end for one in found]]
    starts = [*[one.start for one in found], len(text)]
    for at, end in zip(ends, starts, strict=True):
        while at < end:
            stop = text.find("\n", at, end)
            stop = end if stop < 0 else stop
            if len(_ESCAPED.findall(text, at, stop)) >= _FEWEST_ESCAPES:
                yield _Stretch(at, stop)
            at = stop + 1


def _stretches(text: str) -> list[_Stretch]:
    """The stretches of code, in order."""
    found: list[_Stretch] = []
    at = 0
    while mark := _START.search(text, at):
        end, at = _end(text, *mark.span())
        if found and not any(map(str.isalpha, text[found[-1].end : mark.start()])):
            found[-1] = _Stretch(found[-1].start, end)
        else:
            found.append(_Stretch(mark.start(), end))
    return [one for one in found if _is_code(text[one.start : one.end])]


def _is_code(text: str) -> bool:
    if len(text) < _SHORTEST:
        return False
    if text[0] in "[{" and len(_KEY.findall(text)) >= _FEWEST_KEYS:
        return True  # the values may be long texts
    return len(_MARKS.findall(text)) >= _CODE_MARKS * len(text)


def _end(text: str, start: int, begun: int) -> tuple[int, int]:
    """Where the code ends that begins at `start`, and where to look for more.

    Args:
        text: The dump.
        start: Where the code begins.
        begun: Where that by which it is known ends.
    """
    depth = prose = 0
    last, ended = start, begun  # the last token, and the last line that is code
    shown: list[str] = []  # of the line, without its strings and remarks
    braced, told, size = begun, 0, 0  # the last brace, what is shown behind it, and its length
    for token in _TOKEN.finditer(text, start):
        between, place = text[last : token.start()], token.end()
        if last >= begun and _prose(between) == _PROSE_LINES:
            return last, token.start()
        mark, last = text[token.start()], place
        shown += (between, mark)
        size += len(between) + 1
        if size > _LONG_TALK:
            if _prose("".join(shown[told:])) == _PROSE_LINES:
                return braced, place
            told, size = len(shown), 0
        if mark in "{[(":
            depth += 1
        elif mark in "}])":
            depth = max(depth - 1, 0)
        elif mark == "\n":
            line = "".join(shown)
            shown, told, size = [], 0, 0
            if not line.isspace():
                found = _prose(line) if ended > begun else 0
                prose = prose + found if found else 0
            if prose >= _PROSE_LINES:
                return ended, place
            if not prose:
                ended = max(place, begun)
        elif mark != ";":
            continue
        if mark in "{}":
            braced, told, size = max(place, begun), len(shown), 0
        # A rule of style may go on behind a bracket; words glued to one do not.
        ends = mark not in ")]" or text[place : place + 1].isalnum()
        if ends and depth == 0 and place >= begun and not _goes_on(text, place):
            return place, place
    return ended if prose else len(text), len(text)


def _goes_on(text: str, place: int) -> bool:
    """Whether code stands behind the end of a statement, or of a line."""
    if _GOES_ON.match(text, place):
        return True
    blanks = _BLANKS.match(text, place)
    return blanks is not None and _START.match(text, blanks.end()) is not None


def _prose(text: str) -> int:
    """The lines of words that a text counts as."""
    if len(text) < _PROSE_WORDS:
        return 0
    words = len(text.split())
    if words < _PROSE_WORDS or len(_MARKS.findall(text)) > _PROSE_MARKS * len(text):
        return 0
    return _PROSE_LINES if words >= _LONG_PROSE else 1
