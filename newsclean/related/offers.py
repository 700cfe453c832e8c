"""Lines that offer one story under a name of their own: "Read also: Storm closes harbour"."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsclean import phrases
from newsclean.wording import key, length

_COLON = re.compile("[:：]")
_LONGEST = 250  # characters of such a line
_LONGEST_NAME = 40
_LEAST_WORDS = 3.0


class Offer(NamedTuple):
    """What such a line says."""

    name: str
    headline: str


def offer(text: str) -> Offer | None:
    """What a line offers, None where it is no such line."""
    colon = _COLON.search(text, 0, _LONGEST_NAME + 1) if len(text) <= _LONGEST else None
    if colon is None:
        return None
    name, headline = text[: colon.start()], text[colon.end() :].strip()
    if length(headline) < _LEAST_WORDS or phrases.load("sections").match(name) is None:
        return None
    return Offer(name.strip(), headline) if key(headline) else None
