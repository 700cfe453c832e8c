"""Characters that a dump writes by their names, as its maker cut off the tags and nothing else."""

from __future__ import annotations

import re
from html import unescape

from newsclean.reading.holes import FENCE, fenced

NAME = r"(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});"
"""What follows the "&" of a character that is written by its name or number, in any case."""
# Escaped twice ("&amp;rsquo;") too.
_ENTITY = re.compile(rf"&(?:amp;)?{NAME}", re.IGNORECASE)
_BARE = 0.1
"""Other ampersands for each of them: a maker that decodes leaves its own."""
_TAGS = 3
"""Closing tags from which they are a page's: what stands between them is decoded with them."""


def decoded(text: str) -> str:
    """`text` with the characters themselves, where some are written by name within its words.

    A text about such names has them apart. Fenced code keeps its own.
    """
    if "&" not in text or text.count("</") >= _TAGS:
        return text
    pieces = fenced(text)
    within, total, ampersands = False, 0, 0
    for piece in pieces[::2]:
        ampersands += piece.count("&")
        for found in _ENTITY.finditer(piece):
            total += 1
            start, end = found.span()
            within = within or piece[start - 1 : start].isalnum() or piece[end : end + 1].isalnum()
    if not within or ampersands - total > _BARE * total:
        return text
    pieces[::2] = [_ENTITY.sub(_character, piece) for piece in pieces[::2]]
    return FENCE.join(pieces)


def _character(found: re.Match[str]) -> str:
    return unescape(unescape(found[0]))
