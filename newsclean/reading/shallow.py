"""Takes the tags out of HTML that would nest too deep for the parser, and leaves the text.

The parser looks for what an end tag ends among all open elements, so that many end tags of nothing
below many open elements take it the product of both. Real pages have some dozens open at once.
"""

from __future__ import annotations

import re
from collections import Counter

from newsclean.reading.elements import HEADINGS, INLINE, VOID

FEW_TAGS = 10_000
"""Tags of a page that no nesting can make slow."""
MOST_OPEN = 2_000
"""Elements that may be open at once."""

_TAG = re.compile(r"<(?:(/?)([A-Za-z][^\s/>]*+)|!--)")
_RAW = {
    name: re.compile(rf"</{name}\b", re.I)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
_LINES = frozenset(("p", "li", *HEADINGS))
"""What makes a line of its own is left as it is some way beyond the limit: it says most."""
_CELLS = frozenset(("td", "th", "p"))
_ROWS = _CELLS | {"tr"}
_ENDED_BY = {
    "p": frozenset(("p",)),
    "li": frozenset(("li", "p")),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd", "p"))),
    **dict.fromkeys(("td", "th"), _CELLS),
    "tr": _ROWS,
    **dict.fromkeys(("thead", "tbody", "tfoot"), _ROWS | {"thead", "tbody", "tfoot"}),
    **dict.fromkeys(("option", "optgroup"), frozenset(("option", "optgroup"))),
}
"""What a start tag ends, where it stands right inside: leaving those open nests nothing."""


def shallow(text: str) -> tuple[str, int]:
    """HTML without the elements that have `MOST_OPEN` open around them, their content left.

    Returns:
        The source, and how many elements were taken out.
    """
    parts: list[str] = []
    stack: list[str] = []
    opened: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    at = taken = count = 0
    while found := _TAG.search(text, at):
        at = found.end()
        if not found[2]:
            at = text.find("-->", at)
            if at < 0:
                break
            continue
        name = found[2].lower()
        if found[1]:
            if dropped[name]:
                dropped[name] -= 1
            else:
                if opened[name]:
                    while (top := stack.pop()) != name:
                        opened[top] -= 1
                    opened[name] -= 1
                continue
        elif name in VOID or name in ("br", "hr"):
            continue
        else:
            ends = _ENDED_BY.get(name, frozenset())
            while stack and stack[-1] in ends:
                opened[stack.pop()] -= 1
            room = 2 * MOST_OPEN if name in _LINES else MOST_OPEN
            if len(stack) < room or name in _RAW:
                stack.append(name)
                opened[name] += 1
                if name in _RAW:
                    end = _RAW[name].search(text, at)
                    if end is None:
                        break
                    at = end.start()
                continue
            dropped[name] += 1
            count += 1
        parts += (text[taken : found.start()], " " if name in INLINE else "<hr>")
        at = taken = text.find(">", at) + 1 or len(text)
    return "".join((*parts, text[taken:])), count
