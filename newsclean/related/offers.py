"""Lines that offer one story under a name of their own: "Read also: Storm closes harbour"."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsclean import phrases
from newsclean.wording import key, length

# "Read also:", "Read also |", "Read also -", "[Read also]", 【関連記事】
_NAMED = re.compile(r"([^:：|\]】]{1,40}?)(?:[:：|]|\s[–—-]\s|[–—-]\s)|[\[【]([^\]】]{1,40})[\]】]")
_FRAMED = re.compile(r"\[([^\[\]]+)\]|\(([^()]+)\)")
# What points to it.
_POINTER = re.compile("(?:[→▶►➡➤➜⇒☞]\ufe0f?|>{2,3}|＞＞|»)\\s*(?=\\w|[\"“„«‘「'])")
_LONGEST = 250  # characters of such a line
_LEAST_WORDS = 3.0


class Offer(NamedTuple):
    """What such a line says."""

    name: str
    headline: str


def offer(text: str) -> Offer | None:
    """What a line offers, None where it is no such line."""
    if len(text) > _LONGEST:
        return None
    framed = _FRAMED.fullmatch(text) if text.startswith(("[", "(")) else None
    if framed:
        text = framed[1] or framed[2]
    pointer = _POINTER.match(text)
    text = text[pointer.end() :] if pointer else text
    found = _NAMED.match(text)
    if found is None:
        return None
    name, colon = (found[1] or found[2]).strip(), found[0][-1] in ":："
    table = phrases.load("sections")
    # Before a colon more words may follow ("More on bridges: ..."), which a title has elsewhere.
    known = (colon and table.match(name)) or key(name) in table.lines or key(name) in table.openings
    headline = text[found.end() :].strip()
    if not known or length(headline) < _LEAST_WORDS or not key(headline):
        return None
    return Offer(name, headline)
