"""Lines that hold several paragraphs or the whole page, from converters that end no lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONG = 300
"""Characters of a line that may hold several paragraphs."""
_FLAT = 1_000
"""Characters of a line that is longer than most paragraphs."""
_LEAST_GLUED = 5
"""Paragraphs glued to others from which a dump is taken for one without blanks between them."""
_BAR = " | "
_LEAST_BARS = 20
"""Bars on a line whose texts they join."""
_CLOSING = "\"'”’»)\\]」』"
_OPENING = "\"'“‘«„(\\[¿¡「『"
# "…on Monday.Nobody was hurt"
_GLUED = re.compile(rf"[.!?…][{_CLOSING}]?(?=[{_OPENING}]?[^\W\d_]++[\s,’'-])")


def is_flat(lines: Sequence[str]) -> bool:
    """Whether a third of the text stands in lines longer than most paragraphs."""
    return sum(len(line) for line in lines if len(line) > _FLAT) * 3 > sum(map(len, lines))


def parted_at_bars(text: str) -> str:
    """The dump with a line end for each bar between texts that were joined by it on long lines.

    Beautiful Soup's `get_text(" | ")` gives a whole page as one line. Where such lines are not
    most of the dump they are rows of a table, or a footer's links.
    """
    if text.count(_BAR) < _LEAST_BARS:
        return text
    lines = text.split("\n")
    joined = [
        at for at, line in enumerate(lines) if len(line) > _FLAT and line.count(_BAR) >= _LEAST_BARS
    ]
    if 2 * sum(len(lines[at]) for at in joined) <= len(text):
        return text
    for at in joined:
        lines[at] = lines[at].replace(_BAR, " \n ")
    return "\n".join(lines)


def paragraph_starts(lines: Sequence[str]) -> dict[int, list[int]]:
    """Where paragraphs begin within lines if nothing parts them but a missing blank.

    Returns:
        For each line that holds some their places, in characters.
    """
    found = {at: _glued(line) for at, line in enumerate(lines) if len(line) > _LONG}
    if sum(map(len, found.values())) < _LEAST_GLUED:
        return {}
    return {at: starts for at, starts in found.items() if starts}


def _glued(line: str) -> list[int]:
    return [
        mark.end()
        for mark in _GLUED.finditer(line)
        if not line[mark.end()].islower()
        and _ends_word(line[max(mark.start() - 2, 0) : mark.start()])
    ]


def _ends_word(letters: str) -> bool:
    """Whether no abbreviation ends here, as in "U.S.Army"."""
    return letters.isalpha() and letters.islower()
