"""The article's text as the page itself declares it, in JSON-LD (schema.org `articleBody`)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence

import numpy as np

from newsclean.page import Head
from newsclean.scoring.layout import Floats

_BODY = re.compile(r'"articleBody"\s*:\s*"([^"\\]*(?:\\.[^"\\]*)*)"', re.S)
_TAG = re.compile(r"<[^<>]{0,200}>")
_LEAST = 500  # characters without blanks; a shorter one is a summary
_MOST = 1 << 20  # characters; a longer one is not read to its end
_EDGE = 40  # characters of a block's beginning and end that are looked for
_SHORT = 10  # characters; shorter texts stand in any body by chance
_AGREES = 0.5  # share of the declared body that must stand on the page


def declared_body(head: Head) -> str:
    """All article bodies that the page declares, blanks left out; "" where there is none."""
    found = []
    for script in head.json_ld:
        if '"articleBody"' in script:
            for body in _BODY.findall(script[:_MOST]):
                try:
                    text = json.loads(f'"{body}"', strict=False)
                except ValueError:
                    continue
                # Feeds escape their tags, now and then twice.
                found.append("".join(_TAG.sub(" ", html.unescape(text)).split()))
    body = "".join(dict.fromkeys(found))
    return body if len(body) >= _LEAST else ""


def in_declared_body(texts: Sequence[str], head: Head) -> Floats:
    """Which texts stand in the declared body: 1 whole, .5 with one end, -1 not at all.

    All 0 where the page declares no body, or one that its text does not agree with.
    """
    found = np.zeros(len(texts))
    body = declared_body(head)
    if not body:
        return found
    agreed = 0
    for place, text in enumerate(texts):
        start = "".join(text[: 2 * _EDGE].split())[:_EDGE]
        if len(start) < _SHORT:
            continue
        end = "".join(text[-2 * _EDGE :].split())[-_EDGE:]
        found[place] = ((start in body) + (end in body)) / 2 or -1.0
        if found[place] == 1:
            agreed += len(text)
    return found if agreed >= _AGREES * len(body) else np.zeros(len(texts))
