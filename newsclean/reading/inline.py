"""The text between two block boundaries, and where the links stand in it."""

from __future__ import annotations

import re

from newsclean.page import Link

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def visible(text: str) -> str:
    """`text` without soft hyphens and marks of no width."""
    if text.isascii() or not _INVISIBLE.search(text):
        return text
    return _INVISIBLE.sub("", text)


def collapse(
    pieces: list[str | tuple[str, str] | None],
) -> tuple[str, tuple[Link, ...]]:
    """Join text pieces, white space collapsed, and find where the links stand in the result."""
    out: list[str] = []
    links: list[Link] = []
    length = 0
    blank = False
    current: tuple[str, str] | None = None
    start = -1

    def finish() -> None:
        if current is not None and start >= 0:
            links.append(Link(current[0], start, length, current[1]))

    for piece in pieces:
        if not isinstance(piece, str):
            finish()
            current, start = piece, -1
            continue
        piece = visible(piece)
        words = piece.split()
        if not words:
            blank = blank or bool(piece)
            continue
        if length and (blank or piece[0].isspace()):
            out.append(" ")
            length += 1
        if start < 0:
            start = length
        text = " ".join(words)
        out.append(text)
        length += len(text)
        blank = piece[-1].isspace()
    finish()
    return "".join(out), tuple(links)
