"""Places of a dump that hold no words: each of their characters becomes one that nobody sees.

So all other words stay where they stood, and blocks tile the dump as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

HOLE = "\u2060"
"""Stands where a mark or a tag was: no blank, as the words before and behind may be one."""
UNSEEN = "\u00ad\u200b" + HOLE
"""Characters that no reader sees, in a dump without the marks of its links."""
INVISIBLE = re.compile(f"[{UNSEEN}]")
FENCE = "```"
"""Stands before and behind code in Markdown."""


class Hole(NamedTuple):
    """A stretch of a text that holds no words."""

    start: int
    end: int
    parts: bool = False
    """Whether it parts what stands around it, as an empty line does."""


def with_holes(text: str, holes: Iterable[Hole]) -> str:
    """`text` without the words of stretches that stand in order and apart."""
    shown: list[str] = []
    at = 0
    for start, end, parts in holes:
        shown += (text[at:start], ("\n\n" if parts else "").ljust(end - start, HOLE))
        at = end
    return "".join((*shown, text[at:]))


def fenced(text: str) -> list[str]:
    """What stands between the fences of a text, in order: every second piece is code."""
    pieces = text.split(FENCE)
    return pieces if len(pieces) % 2 else [text]  # a fence that is never closed is none
