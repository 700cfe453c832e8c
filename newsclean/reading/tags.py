"""Tags of HTML that a dump still shows between its words, as Markdown with pieces of HTML does."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from typing import NamedTuple

from newsclean.page import Notice
from newsclean.reading.elements import PARTS
from newsclean.reading.entities import NAME
from newsclean.reading.holes import FENCE, HOLE, fenced
from newsclean.reading.limits import MOST_TAGS
from newsclean.reading.links import RawLink

_FEWEST = 3
"""Lines of words with tags around some of them; fewer may stand in a text about HTML."""
_WORDS = 8
"""Words of such a line, besides its tags."""
_FRAME = re.compile(
    r"^</?(?:article|aside|div|footer|header|main|nav|section)(?:\s[^<>]{0,2000}+)?>$",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST_FRAMES = 20
"""Lines that only open or close a part of the page; fewer may be an example of HTML."""
_ENOUGH, _LOOKED_AT = 20, 5_000
"""So many such lines are looked at, so many characters of each."""
_TOO_MANY = f"a dump's tags were left in it, as there are more than {MOST_TAGS:,}"
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-z][a-z0-9:-]{0,13})(?P<attributes>\s[^<>]{0,2000}+)?/?>|"
    rf"&{NAME}",
    re.IGNORECASE,
)
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_PAIR = re.compile(
    r"<(a|span|p|font|em|strong|b|i|u|div|li|h[1-6])(?:\s[^<>]{0,2000}+)?>[^<>\n]{0,5000}+</\1>",
    re.IGNORECASE,
)


class Tagless(NamedTuple):
    """A dump without tags."""

    words: str
    """The dump with invisible characters, and line ends where blocks begin and end, in place of
    tags, so that all other words stand where they stood."""
    links: list[RawLink]
    """In order."""
    notices: tuple[Notice, ...] = ()


def without_tags(text: str) -> Tagless:
    """Take the tags off a dump that has some around the words of several lines.

    Fenced code keeps its own.

    Args:
        text: The dump, with line feeds as line ends.
    """
    pieces = fenced(text)
    unfenced = "\n".join(pieces[::2])
    if text.count("</") < _FEWEST or not (_has_frames(unfenced) or _has_tagged_lines(unfenced)):
        return Tagless(text, [])
    if text.count("<") + text.count("&") > MOST_TAGS:
        return Tagless(text, [], (Notice("too_many_tags", _TOO_MANY),))
    links: list[RawLink] = []
    offset = 0
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            pieces[place], found = _stripped(piece)
            links += [RawLink(a + offset, b + offset, address) for a, b, address in found]
        offset += len(piece) + len(FENCE)
    return Tagless(FENCE.join(pieces), links)


def _stripped(text: str) -> tuple[str, list[RawLink]]:
    """A text with invisible characters in place of tags, and its links."""
    parts: list[str] = []
    links: list[RawLink] = []
    opened: tuple[int, str] | None = None
    at, breaks = 0, True  # whether the last words end a line
    for tag in _TAG.finditer(text):
        name = (tag["name"] or "").lower()
        if name and name not in PARTS:
            continue
        words = text[at : tag.start()]
        at = tag.end()
        breaks = words.endswith("\n") if words and not words.isspace() else breaks or "\n" in words
        ended = breaks or text[at : at + 1] in ("", "\n")
        parts += (words, _in_place_of(tag, ended=ended))
        breaks = breaks or parts[-1][0] == "\n"
        if name != "a":
            continue
        if opened and opened[0] < tag.start():
            links.append(RawLink(opened[0], tag.start(), opened[1]))
        href = None if tag["close"] else _HREF.search(tag["attributes"] or "")
        opened = (at, next(filter(None, href.groups()), "")) if href else None
    return "".join((*parts, text[at:])), links


def _has_frames(text: str) -> bool:
    """Whether the frame of the page is left, as pandoc leaves it between lines of Markdown."""
    found = islice(_FRAME.finditer(text), _FEWEST_FRAMES)
    return sum(1 for _ in found) == _FEWEST_FRAMES


def _has_tagged_lines(text: str) -> bool:
    """Whether tags stand around words of lines that tell something, and are not a copy's.

    A page that offers its article to others shows it a second time, as HTML to paste.
    """
    lines = copies = end = 0
    for pair in _PAIR.finditer(text):
        if pair.start() < end:
            continue  # the same line
        start = text.rfind("\n", 0, pair.start()) + 1
        stop = text.find("\n", pair.end())
        end = len(text) if stop < 0 else stop
        parts = _TAG.sub("\n", text[start:end][:_LOOKED_AT]).split("\n")
        if sum(len(part.split()) for part in parts) < _WORDS:
            continue
        lines += 1
        longest = max(parts, key=len).strip()
        copies += text.find(longest, end) >= 0 or text.find(longest, 0, start) >= 0
        if lines == _ENOUGH:
            break
    return lines - copies >= max(_FEWEST, copies)


def _in_place_of(mark: re.Match[str], *, ended: bool) -> str:
    """What stands in place of a tag, or of a character that is written by its name.

    Args:
        mark: The tag.
        ended: Whether a line ends here already.
    """
    size = mark.end() - mark.start()
    if mark["name"] is None:
        shown = unescape(mark[0])
        return shown.ljust(size, HOLE) if len(shown) < size else mark[0]
    part = PARTS[mark["name"].lower()]
    if part in ("container", "form") and not ended:
        return "\n\n".ljust(size, HOLE)
    return (" " if part == "break" else HOLE).ljust(size, HOLE)
