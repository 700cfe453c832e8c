"""Links that a dump still shows: where they lead, and its words without their marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from newsclean.page import Link
from newsclean.reading.addresses import Addresses
from newsclean.reading.holes import FENCE, HOLE, INVISIBLE
from newsclean.reading.marks import without_emphasis, without_marks
from newsclean.wording import length

_LEAST = 3
"""Addresses in a dump from which they are taken for those of links; fewer may be an example's."""
_REACH = 2_000
"""Characters between the brackets of a link at most."""
_OPEN = 16
"""Brackets that may stand open around a link."""
# A converter that wraps lines breaks addresses at hyphens. Bounded, or ended by the next link.
_ADDRESS = (
    r"\s{0,3}+(?P<address><[^<>\n]*+>|data:(?:[^()]|\([^()]*+\))*+|"
    r"(?:[^\s()<>]{1,1000}+|\([^\s()]{0,200}\)|(?<=-)\n(?=\S)){0,200}+)"
    r"(?:\s{1,3}(?:\"[^\"]{0,1000}\"|'[^']{0,1000}'))?\s{0,3}\)"
)
_MARK = re.compile(rf"\\.|```|`[^`\n]{{1,300}}`|!?\[|\](?:\({_ADDRESS})?", re.DOTALL)
_ABSOLUTE = re.compile(r"https?://|/|mailto:|#")
# lynx and elinks: "[12]Storm closes harbour", and at the end "12. https://…", or elinks with the
# link's own title between.
_NUMBER = re.compile(r"\[(\d{1,4})\](?=[^\s\[\],.;:)])")
_FEWEST_NUMBERS = 8
_STEP = 5
"""Numbers that the count of links may leap over: those of pictures and forms."""
_TARGET = re.compile(
    r"^ {0,6}(\d{1,4})\. (?:[^\n]{1,300}\n\t)?([a-z]{2,8}:\S{1,2000}+|/\S{0,2000}+)$", re.MULTILINE
)
# html-to-text of Node.js: "Storm closes harbour [https://…]"; resiliparse: "(https://…)".
_BEHIND = re.compile(
    r"\[((?:https?:/)?/[^\s\[\]]{1,2000}+|"
    r"(?:/|#|\?|mailto:|javascript:|data:)[^\s\[\]]{0,2000}+)\]"
)
_BEHIND_ROUND = re.compile(
    r"\(((?:https?:/)?/[^\s()]{1,2000}+|"
    r"(?:/|#|\?|mailto:|javascript:|data:)[^\s()]{0,2000}+)\)"
)
_MANY = 20
"""Addresses in parentheses that are more than an article cites."""
_PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)\b|data:", re.IGNORECASE)
_BLOCK_START = re.compile(r"\n[ \t]*+(?:\n|(?:[*•-]|\d{1,3}[.)])[ \t])")
_LONGEST = 300
"""Characters of a link's words at most where their beginning is not shown."""
# pandoc: pictures without a text. Code has such lines too, but no empty ones above them.
_NO_TEXT = re.compile(r"^(?:[ \t]*+[-*] +|(?:(?<=\n\n)|\A)[ \t]*+)(?:\[\][ \t]*)++$", re.MULTILINE)
_LEAST_WORDS = 4
"""Words of a link that may be a headline rather than a menu's entry."""


class RawLink(NamedTuple):
    """A link as a dump writes it."""

    start: int
    """Where its words begin, in characters of the dump."""
    end: int
    """Where they end."""
    address: str
    """As written."""


_Found = tuple[list[tuple[int, int]], list[RawLink]]
"""Where marks stand, in order, and the links."""


class Shown(NamedTuple):
    """What a dump shows of links, and its words without that."""

    words: str
    """The dump with invisible characters in place of brackets, numbers, addresses and pictures,
    so that all other words stand where they stood."""
    links: list[RawLink]
    """In order."""
    markdown: bool
    """Whether they were written as in markdown."""


def without_links(text: str) -> Shown:
    """Take the marks of links, and those of pictures, off a dump.

    A dump with next to no links is returned as it is, as is markdown's code.

    Args:
        text: The dump, with line feeds as line ends.
    """
    for forms in (_bracketed, _numbered, _with_address_behind, _without_text):
        holes, links = forms(text)
        if len(holes) >= _LEAST:
            markdown = forms is _bracketed
            words = _with_holes(text, holes)
            return Shown(_parted(words, links) if markdown else words, links, markdown)
    return Shown(text, [], markdown=False)


def _bracketed(text: str) -> _Found:
    if text.count("](") < _LEAST:
        return [], []
    links: list[RawLink] = []
    holes: list[tuple[int, int]] = []
    opened: list[tuple[int, int]] = []
    known = code_end = 0
    for mark in _MARK.finditer(text):
        token, place = mark[0], mark.start()
        if place < code_end:
            continue
        if token == FENCE:
            closing = text.find(FENCE, mark.end())
            code_end = closing + len(FENCE) if closing >= 0 else 0
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
    return (sorted(holes), sorted(links)) if known >= _LEAST else ([], [])


def _numbered(text: str) -> _Found:
    if text.count("[") < _FEWEST_NUMBERS:
        return [], []
    found = list(_NUMBER.finditer(text))
    numbers = [int(mark[1]) for mark in found]
    counted = sum(0 < after - before <= _STEP for before, after in pairwise(numbers))
    if len(found) < _FEWEST_NUMBERS or counted < 0.8 * (len(found) - 1):
        return [], []
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
    return [mark.span() for mark in (*found, *lines)], links


def _with_address_behind(text: str) -> _Found:
    found = list(_BEHIND.finditer(text)) if text.count("[") >= _LEAST else []
    if sum(mark[1].count("/") > 1 for mark in found) < _LEAST:
        found = list(_BEHIND_ROUND.finditer(text)) if text.count("/") >= _MANY else []
        if sum(mark[1].count("/") > 1 for mark in found) < _MANY:
            return [], []
    links = []
    holes = []
    start = 0
    for mark in found:
        # Where the words begin is not shown: those of the block, behind the link before.
        for edge in _BLOCK_START.finditer(text, start, mark.start()):
            start = edge.end()
        if mark.start() - start <= _LONGEST and not _PICTURE.search(mark[1]):
            links.append(RawLink(start, mark.start(), mark[1]))
        # The blanks before it too: a full stop may follow.
        begin = mark.start()
        while begin > start and text[begin - 1] in " \t":
            begin -= 1
        start = mark.end()
        holes.append((begin, start))
    return holes, links


def _without_text(text: str) -> _Found:
    if text.count("[]") < _LEAST:
        return [], []
    return [mark.span() for mark in _NO_TEXT.finditer(text)], []


def _with_holes(text: str, holes: list[tuple[int, int]]) -> str:
    """`text` with stretches made invisible, in order; one may hold others."""
    parts: list[str] = []
    at = 0
    for start, end in holes:
        if end <= at:
            continue
        start = max(start, at)
        # Two links side by side are two words.
        edge = " " if text[end : end + 1] in ("[", "!") else HOLE
        parts += (text[at:start], HOLE * (end - start - 1), edge)
        at = end
    return "".join((*parts, text[at:]))


def _parted(words: str, links: list[RawLink]) -> str:
    """`words` with an empty line between two headlines that are links side by side.

    html2text writes cards so, "[ Storm closes harbour ](…) [ Ferry is back ](…)", on lines that it
    wraps like those of a paragraph, and headings so too, "…](…)### [ Ferry is back ](…)".
    """
    parts: list[str] = []
    at = 0
    for one, other in pairwise(links):
        between = words[one.end : other.start]
        marks = _bare(between)
        # The mark that opens a link, and what stands before it, are no words.
        place = one.end + between.index(marks[0]) - 2 if marks else other.start - 2
        if marks.strip("#") or place < one.end:
            continue
        if all(length(_bare(words[a:b])) >= _LEAST_WORDS for a, b, _ in (one, other)):
            parts += (words[at:place], "\n\n")
            at = place + 2
    return "".join((*parts, words[at:]))


def _bare(words: str) -> str:
    return INVISIBLE.sub("", words).strip()


def block_links(
    raw: Sequence[RawLink],
    words: str,
    texts: Sequence[str],
    edges: Sequence[int],
    addresses: Addresses,
) -> dict[int, list[Link]]:
    """The links of each block that has some; one around several blocks is a link of each.

    Args:
        raw: All links, in order.
        words: The dump without their marks.
        texts: The blocks' texts.
        edges: Where the blocks begin in the dump, and its end.
        addresses: Makes their addresses whole.
    """
    found: dict[int, list[Link]] = {}
    first = 0
    for start, end, address in raw:
        url = addresses.absolute(address)
        while first + 1 < len(texts) and edges[first + 1] <= start:
            first += 1
        for index in range(first, len(texts) if url else 0):
            if edges[index] >= end:
                break
            linked = words[max(start, edges[index]) : min(end, edges[index + 1])]
            before = found.setdefault(index, [])
            place = _place(linked, texts[index], before[-1].end if before else 0)
            if place:
                before.append(Link(url, *place))
    return found


def _place(linked: str, text: str, start: int) -> tuple[int, int] | None:
    """Where the words of a link stand in a block's text, behind `start`."""
    linked = " ".join(INVISIBLE.sub("", linked).split())
    for wanted in (linked, linked and without_emphasis(without_marks(linked))):
        at = text.find(wanted, start) if wanted else -1
        if at >= 0:
            return at, at + len(wanted)
    return None
