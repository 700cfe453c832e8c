"""Links that a dump still shows, in markdown or by number: where they lead, their marks off."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_LEAST = 3
"""Links to addresses in a dump from which it is taken for markdown; fewer may be an example's."""
_REACH = 2_000
"""Characters between the brackets of a link at most."""
_OPEN = 16
"""Brackets that may stand open around a link."""
# A converter that wraps lines breaks addresses at hyphens. All bounded: each `](` is tried once.
_ADDRESS = (
    r"\s{0,3}+(?P<address><[^<>\n]{0,1000}>|"
    r"(?:[^\s()<>]{1,1000}+|\([^\s()]{0,200}\)|(?<=-)\n(?=\S)){0,200}+)"
    r"(?:\s{1,3}(?:\"[^\"]{0,1000}\"|'[^']{0,1000}'))?\s{0,3}\)"
)
_FENCE = "```"
_MARK = re.compile(rf"\\.|```|`[^`\n]{{1,300}}`|!?\[|\](?:\({_ADDRESS})?", re.DOTALL)
_ABSOLUTE = re.compile(r"https?://|/|mailto:|#")
# lynx and elinks: "[12]Storm closes harbour", and at the end "12. https://…".
_NUMBER = re.compile(r"\[(\d{1,4})\](?=[^\s\[\],.;:)])")
_FEWEST_NUMBERS = 8
_STEP = 5
"""Numbers that the count of links may leap over: those of pictures and forms."""
_TARGET = re.compile(r"^ {0,6}(\d{1,4})\. ([a-z]{2,8}:\S{1,2000}+|/\S{0,2000}+)$", re.MULTILINE)
_HOLE = "\u2060"
"""Stands where a mark was: no blank, as the words before and behind may be one."""


class RawLink(NamedTuple):
    """A link as a dump writes it."""

    start: int
    """Where its words begin, in characters of the dump."""
    end: int
    """Where they end."""
    address: str
    """As written."""


def without_links(text: str) -> tuple[str, list[RawLink]]:
    """Take the marks of links, and markdown's pictures, off a dump.

    Args:
        text: The dump, with line feeds as line ends.

    Returns:
        The dump with invisible characters in place of brackets, numbers, addresses and pictures,
        so that all other words stand where they stood; and its links in order. A dump with next
        to no links is returned as it is, as is markdown's code.
    """
    if text.count("](") >= _LEAST:
        return _without_brackets(text)
    if text.count("[") >= _FEWEST_NUMBERS:
        return _without_numbers(text)
    return text, []


def _without_brackets(text: str) -> tuple[str, list[RawLink]]:
    links: list[RawLink] = []
    holes: list[tuple[int, int]] = []
    opened: list[tuple[int, int]] = []
    known = code_end = 0
    for mark in _MARK.finditer(text):
        token, place = mark[0], mark.start()
        if place < code_end:
            continue
        if token == _FENCE:
            closing = text.find(_FENCE, mark.end())
            code_end = closing + len(_FENCE) if closing >= 0 else 0
            opened.clear()
        elif token[-1] == "[":
            opened.append(mark.span())
            del opened[:-_OPEN]
        elif token[0] == "]" and opened:
            start, end = opened.pop()
            if len(token) == 1 or place - end > _REACH:
                continue
            address = "".join(mark["address"].strip("<>").split())
            known += _ABSOLUTE.match(address) is not None
            if text[start] == "!":
                # A picture's text is no word of the page, as in HTML.
                holes.append((start, mark.end()))
            else:
                holes += ((start, end), mark.span())
                links.append(RawLink(end, place, address))
    if known < _LEAST:
        return text, []
    return _with_holes(text, sorted(holes)), sorted(links)


def _without_numbers(text: str) -> tuple[str, list[RawLink]]:
    found = list(_NUMBER.finditer(text))
    numbers = [int(mark[1]) for mark in found]
    counted = sum(0 < after - before <= _STEP for before, after in pairwise(numbers))
    if len(found) < _FEWEST_NUMBERS or counted < 0.8 * (len(found) - 1):
        return text, []
    lines = list(_TARGET.finditer(text, found[-1].end()))
    targets = {int(line[1]): line[2] for line in lines}
    ends = [mark.start() for mark in found[1:]] + [len(text)]
    links = []
    for number, mark, end in zip(numbers, found, ends, strict=True):
        # Where the words of a link end is not shown: only lines that begin with one are its own.
        line = text.rfind("\n", 0, mark.start()) + 1
        if number in targets and not any(map(str.isalnum, text[line : mark.start()])):
            stop = text.find("\n", mark.end(), end)
            links.append(RawLink(mark.end(), end if stop < 0 else stop, targets[number]))
    return _with_holes(text, [mark.span() for mark in (*found, *lines)]), links


def _with_holes(text: str, holes: list[tuple[int, int]]) -> str:
    """`text` with stretches made invisible, in order; one may hold others."""
    parts: list[str] = []
    at = 0
    for start, end in holes:
        if end <= at:
            continue
        start = max(start, at)
        # Two links side by side are two words.
        edge = " " if text[end : end + 1] in ("[", "!") else _HOLE
        parts += (text[at:start], _HOLE * (end - start - 1), edge)
        at = end
    return "".join((*parts, text[at:]))
