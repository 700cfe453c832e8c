"""Marks that stand around the words in a dump: bullets, numbers, headings, bold, table strokes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

BULLET = re.compile(r"([•*·◦‣▪■●○►+-])(?:\s+(?=\S)|$)")
_MARKS = frozenset("#>•*·◦‣▪■●○►+-")
DASH = re.compile(r"([–—])\s+(?=\S)")
LETTER_BULLET = re.compile(r"(o)\s+(?=\S)")
NUMBER = re.compile(r"(\d{1,3}[.)])(?:\s+(?=\S)|$)")
RULE = re.compile(r"[\s*_=~#|+.•·:-]{3,}")
TABLE_RULE = re.compile(r"\|?[\s:]*-{2,}[\s:]*(?:\|[\s:]*-{2,}[\s:]*)+\|?|\|[\s:]*-{2,}[\s:]*\|")
HEADING = re.compile(r"(#{1,6})\s+(?=\S)(?:#{1,6}\s+(?=\S))*+")
QUOTE = re.compile(r"(?:>\s+)+(?=\S)")
FENCE = re.compile(r"(?:```|~~~)[\w+-]*$")
_EMPHASIS = re.compile(r"(?<![\w*_\\])([*_]{1,3})(?=[^\s*_])([^*_\n]{0,500}?[^\s*_])\1(?![\w*_])")
_EMPHASIS_EDGE = re.compile(r"^[*_]{1,3}(?=\w)|(?:(?<=\w)|\s)[*_]{2,3}(?:\s[*_]{2,3})?$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def without_emphasis(text: str) -> str:
    """`text` without markdown's marks for bold and italics, and without its escapes."""
    for _ in range(4):
        bare = _EMPHASIS.sub(r"\2", text)
        if bare == text:
            break
        text = bare
    # Not by a template, which `re` would fill in for each of a million escapes.
    return _ESCAPE.sub(itemgetter(1), _EMPHASIS_EDGE.sub("", text)) or text


def without_break(line: str) -> str:
    """`line` without the backslash that ends a line of markdown where its text goes on below."""
    return line[:-1].rstrip() if line.endswith("\\") and not line.endswith("\\\\") else line


def without_marks(text: str) -> str:
    """`text` without the marks of headings, quotations and list items before its first word."""
    at = 0
    while text[at] in _MARKS and (
        found := QUOTE.match(text, at) or HEADING.match(text, at) or BULLET.match(text, at)
    ):
        if found.end() == len(text):
            break
        at = found.end()
    return text[at:]


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether bold and italics are marked as in markdown: it has headings or bold lines."""
    marks = 0
    for line in lines:
        if (line[0] == "#" and HEADING.match(line)) or ("**" in line and _EMPHASIS.search(line)):
            marks += 1
            if marks == 2:
                return True
    return False


def is_row(line: str) -> bool:
    """Whether a line by itself is a table's row."""
    return line.startswith("|") and line.endswith("|") and line.count("|") >= 3


def row(line: str) -> str:
    """The cells of a row, parted by " | "."""
    cells = [" ".join(cell.split()) for cell in line.strip().strip("|").split("|")]
    return " | ".join(cell for cell in cells if cell) or line.strip()


def numbered(lines: Sequence[str]) -> frozenset[int]:
    """The lines whose number is a list's: its neighbour in count stands near by.

    A number that stands alone ("1. Bundesliga") belongs to the words, but where the line below
    says them again without it.
    """
    found: list[tuple[int, int]] = []
    members: set[int] = set()
    for at, line in enumerate(lines):
        if line[0].isdecimal() and (mark := NUMBER.match(line)):
            found.append((at, int(mark[1][:-1])))
            if lines[at + 1 : at + 2] == [line[mark.end() :]]:
                members.add(at)
    for (at, number), (other, following) in pairwise(found):
        between = lines[at + 1 : other]
        near = following == number + 1 and len(between) <= 3
        if near and not any(len(line) > 160 for line in between):
            members |= {at, other}
    return frozenset(members)
