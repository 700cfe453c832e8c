"""Characters that a dump writes by their names, as its maker cut off the tags and nothing else."""

from __future__ import annotations

import re
from html import unescape

from newsclean.reading.holes import FENCE, HOLE, fenced

# Escaped twice ("&amp;rsquo;") too.
_ENTITY = re.compile(r"&(?:amp;)?(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_FEWEST = 3
"""Such characters within words or beside them; fewer, or apart, may be what a text is about."""
_BARE = 0.1
"""Other ampersands for each of them: a maker that decodes leaves its own."""


def without_entities(text: str) -> str:
    """`text` with the characters themselves, and invisible ones in place of the names' rest.

    Fenced code keeps its own.
    """
    if text.count("&") < _FEWEST:
        return text
    pieces = fenced(text)
    within = total = ampersands = 0
    for piece in pieces[::2]:
        ampersands += piece.count("&")
        for found in _ENTITY.finditer(piece):
            total += 1
            start, end = found.span()
            within += piece[start - 1 : start].isalnum() or piece[end : end + 1].isalnum()
    if within < _FEWEST or ampersands - total > _BARE * total:
        return text
    pieces[::2] = [_ENTITY.sub(_shown, piece) for piece in pieces[::2]]
    return FENCE.join(pieces)


def _shown(found: re.Match[str]) -> str:
    name = found[0]
    character = unescape(unescape(name))
    # What is no name stays.
    return character.ljust(len(name), HOLE) if len(character) < len(name) else name
