"""The text between two block boundaries, and where the links stand in it."""

from __future__ import annotations

import re

from newsclean.page import Link

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_AT_ONCE = 1 << 16  # characters; the words of a longer text would take many times its memory


def squeezed(text: str) -> str:
    """`text` without white space around it, and with one blank for each white space inside."""
    if len(text) <= _AT_ONCE:
        return " ".join(text.split())
    parts: list[str] = []
    blank = False
    for at in range(0, len(text), _AT_ONCE):
        piece = text[at : at + _AT_ONCE]
        words = " ".join(piece.split())
        if words:
            if parts and (blank or piece[0].isspace()):
                parts.append(" ")
            parts.append(words)
            blank = False
        blank = blank or piece[-1].isspace()
    return "".join(parts)


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
        text = squeezed(piece)
        if not text:
            blank = blank or bool(piece)
            continue
        if length and (blank or piece[0].isspace()):
            out.append(" ")
            length += 1
        if start < 0:
            start = length
        out.append(text)
        length += len(text)
        blank = piece[-1].isspace()
    finish()
    return "".join(out), tuple(links)
