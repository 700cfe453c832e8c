"""Lines that hold several paragraphs or the whole page, from converters that end no lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONG = 300
"""Characters of a line that may hold several paragraphs."""
_FLAT = 1_000
"""Characters of a line that is longer than most paragraphs."""
_WIDEST = 260
"""Columns at which lines are wrapped at most."""
_FULL, _MOSTLY = 20, 0.85
"""Characters by which a full line is shorter than usual at most; the share of full lines of a dump
that was one line before it was wrapped."""
_LEAST_WRAPPED = 15
"""Lines of such a dump."""
_LEAST_GLUED = 5
"""Paragraphs glued to others from which a dump is taken for one without blanks between them."""
_CLOSING = "\"'”’»)\\]」』"
_OPENING = "\"'“‘«„(\\[¿¡「『"
# "…on Monday.Nobody was hurt"
_GLUED = re.compile(rf"[.!?…][{_CLOSING}]?(?=[{_OPENING}]?[^\W\d_]++[\s,’'-])")


def is_flat(lines: Sequence[str]) -> bool:
    """Whether a third of the text stands in lines longer than most paragraphs."""
    return sum(len(line) for line in lines if len(line) > _FLAT) * 3 > sum(map(len, lines))


def continued(lines: Sequence[str]) -> frozenset[int]:
    """The lines that go on with the one above, where the whole dump was one line, and wrapped.

    Nearly all of its lines are about equally long; paragraphs would end in shorter ones.
    """
    if len(lines) < _LEAST_WRAPPED:
        return frozenset()
    # A few lines may hold a word that is longer than they should be.
    usual = sorted(map(len, lines))[len(lines) * 9 // 10]
    if not 2 * _FULL <= usual <= _WIDEST:
        return frozenset()
    full = [len(line) > usual - _FULL for line in lines]
    if sum(full) < _MOSTLY * len(lines):
        return frozenset()
    return frozenset(at for at in range(1, len(lines)) if full[at - 1])


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
