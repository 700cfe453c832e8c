"""Attributes that pandoc's Markdown carries over from HTML, between the words of a dump.

Parts of the page stand between fences, "::: {.teaser}" and ":::", and inline elements, links,
pictures and headings have theirs behind them: "[Video]{.label}", "## The vote {#vote .title}".
"""

from __future__ import annotations

import re

from newsclean.reading.holes import Hole, with_holes

_LEAST = 5
"""Fences and attributes from which a dump is taken for such Markdown; fewer may be an example."""
# What it names, and values in quotes, which may hold anything.
_ATTRIBUTES = (
    r"\{(?=[.#][\w-]|[a-zA-Z][\w:@.-]{0,60}+=)"
    r"(?:[^{}\"]{1,500}+|\"(?:[^\"\\]|\\.){0,4000}+\"){1,200}+\}"
)
_MARK = re.compile(
    r"^[ \t]*+(?P<item>[*-][ \t]++)?"
    r"(?P<fence>:{3,}+(?:[ \t][^\n]*+)?$|```\{=html\}\n[^`]{0,1000}+```$)|"
    rf"\\.|(?P<open>\[)|(?P<close>\](?P<span>{_ATTRIBUTES})?)|(?<=[)`]){_ATTRIBUTES}|"
    rf"[ \t]{_ATTRIBUTES}$",
    re.MULTILINE,
)
_TRACES = ("\n:::", "]{.", "){.", "]{#")
_OPEN = 16
"""Brackets that may stand open around a span."""


def without_attributes(text: str) -> str:
    """Take fences and attributes off a dump that has some.

    Args:
        text: The dump, with line feeds as line ends.

    Returns:
        The dump with invisible characters in place of them, and empty lines where fences stood, so
        that all other words stand where they stood.
    """
    if sum(map(text.count, _TRACES)) < _LEAST:
        return text
    holes: list[Hole] = []
    opened: list[int] = []
    for mark in _MARK.finditer(text):
        start, end = mark.span()
        if mark["fence"]:
            opened.clear()
            # The mark of an item belongs to the words below.
            item = mark.end("item")
            holes.append(Hole(start, end, parts=True) if item < 0 else Hole(item, end))
        elif mark["open"]:
            opened.append(start)
            del opened[:-_OPEN]
        elif mark["close"]:
            begin = opened.pop() if opened else -1
            if mark["span"]:
                if begin >= 0:
                    holes.append(Hole(begin, begin + 1))
                holes.append(Hole(start if begin >= 0 else start + 1, end))
        elif text[start] != "\\":
            holes.append(Hole(start, end))
    return with_holes(text, sorted(holes)) if len(holes) >= _LEAST else text
