"""What is read at most, and the cuts that bring a source below it, before any parser sees it.

Every limit lies far above what pages have: of 1,690 news pages the longest has 6,223 blocks, the
one with most tags 21,646, the deepest 137 elements that hold text inside one another. A limit
that is hit gives a notice. All of it is linear in the source, and costs ordinary pages a few looks.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

from newsclean.page import Notice
from newsclean.reading.shallow import FEW_TAGS, MOST_OPEN, shallow

MOST_CHARACTERS = 64 << 20
"""Characters of a source that are read."""
MOST_TAGS = 400_000
"""Tags of a page that are read; a limit of time."""
MOST_LINES = 100_000
"""Lines of a dump that are read, a limit of time and memory. Empty ones do not count; those that
hold several paragraphs count as so many, and the one that goes beyond is read to its end."""
MOST_WORDS = 1_000_000
"""Words of a dump without line ends that are looked at to find its texts."""
MOST_BLOCKS = 10_000
"""Blocks that go to the cleaners: the stretch with the most running text."""
LONGEST_BLOCK = 100_000
"""Characters of one block; a longer line or text is parted at a blank."""
DEEPEST = 500
"""Elements that hold text inside one another; deeper ones count as the one around them."""

_CHUNK = 1 << 18  # characters in which lines are counted; more than the longest line has


def bounded_markup(text: str) -> tuple[str, tuple[Notice, ...]]:
    """Cut HTML to the limits of size, tags and open elements.

    Returns:
        The source, and a notice for each limit that was hit.
    """
    text, notices = sized(text)
    tags = text.count("<")
    if tags > MOST_TAGS:
        end = next(islice(re.finditer("<", text), MOST_TAGS, None)).start()
        message = f"read the first {MOST_TAGS:,} of {tags:,} tags"
        text, notices = text[:end], (*notices, Notice("too_many_tags", message))
    if tags > FEW_TAGS:
        text, dropped = shallow(text)
        if dropped:
            message = f"{dropped:,} elements with {MOST_OPEN:,} open around them were left out"
            notices += (Notice("too_deep", f"{message}, but not the text in them"),)
    return text, notices


def bounded_lines(text: str, words: str) -> tuple[str, str, tuple[Notice, ...]]:
    """Cut a dump, its line ends brought to one form, to the limits of lines and line length.

    Args:
        text: The dump as written, not larger than `sized` makes it.
        words: The same without what is no words of it, in as many characters: its lines count.

    Returns:
        Both, and a notice for each limit that was hit.
    """
    notices: tuple[Notice, ...] = ()
    places = _places(words)
    if places:
        text, words = _parted(text, places), _parted(words, places)
        message = f"parted {len(places):,} times at a blank, after {LONGEST_BLOCK:,} characters"
        notices = (Notice("line_split", f"lines without end were {message} each"),)
    if words.count("\n") > MOST_LINES:
        end, count = _first_lines(words)
        if end < len(text):
            notices += (too_many_lines(count, end, len(text)),)
            text, words = text[:end], words[:end]
    return text, words, notices


def too_many_lines(count: int, read: int, whole: int) -> Notice:
    """That so many lines were read, and so many of a dump's characters."""
    message = f"read the first {count:,} lines, {read:,} of {whole:,} characters"
    return Notice("too_many_lines", message)


def break_before(text: str, start: int, end: int) -> int:
    """Where to part a text behind `start`: after the last blank before `end`, if one is near."""
    low = max(start, end - 1000)
    return max(text.rfind(" ", low, end), text.rfind("\t", low, end)) + 1 or end


def sized(text: str) -> tuple[str, tuple[Notice, ...]]:
    """Cut a source to the limit of size, with a notice where that was hit."""
    if len(text) <= MOST_CHARACTERS:
        return text, ()
    message = f"read the first {MOST_CHARACTERS:,} of {len(text):,} characters"
    return text[:MOST_CHARACTERS], (Notice("too_large", message),)


def _places(text: str) -> list[int]:
    """Where lines grow too long, in characters."""
    places: list[int] = []
    line = 0  # the start of the line that is looked at
    while line + LONGEST_BLOCK < len(text):
        # The last line end in reach, if there is one: no need to look at those before it.
        found = text.rfind("\n", line, line + LONGEST_BLOCK)
        if found >= 0:
            line = found + 1
            continue
        line = break_before(text, line, line + LONGEST_BLOCK)
        places.append(line)
    return places


def _parted(text: str, places: list[int]) -> str:
    """A text with an empty line at each of these places."""
    return "\n\n".join(text[a:b] for a, b in pairwise((0, *places, len(text))))


def _first_lines(text: str) -> tuple[int, int]:
    """Where the first lines end of which `MOST_LINES` hold something, and how many of them do."""
    at = count = 0
    while at < len(text) and count < MOST_LINES:
        end = text.rfind("\n", at, at + _CHUNK) + 1 or len(text)
        count += sum(1 for line in text[at:end].split("\n") if line and not line.isspace())
        at = end
    return at, count
