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
_CLOSING = "\"'”’»)\\]」』"
_OPENING = "\"'“‘«„(\\[¿¡「『"
# "…on Monday.Nobody was hurt"
_GLUED = re.compile(rf"[.!?…][{_CLOSING}]?(?=[{_OPENING}]?[^\W\d_]++[\s,’'-])")


def is_flat(lines: Sequence[str]) -> bool:
    """Whether a third of the text stands in lines longer than most paragraphs."""
    return sum(len(line) for line in lines if len(line) > _FLAT) * 3 > sum(map(len, lines))


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
