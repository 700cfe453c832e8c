"""What lines by which a page serves itself, and not the story, are for."""

from __future__ import annotations

import re

from newsclean import phrases
from newsclean.wording import ends_sentence, key, remembered

_COPYRIGHT = re.compile(r"(?:copyright\s*)?(?:©|\(c\))\s*(?:19|20)\d\d", re.IGNORECASE)
_SITE = "site"
"""Entries of a page's footer."""
_ROW = 3
"""Entries of a row at the least."""
_LONGEST_ENTRY = 5
_COVERED = 0.6
"""Share of a row's words that its known entries take."""


@remembered
def served(text: str) -> str | None:
    """What a line is for by its words: a phrase, a copyright, or phrases in a row."""
    table = phrases.load("furniture")
    reason = table.match(text)
    if reason and reason != _SITE:
        return reason
    if _COPYRIGHT.match(text):
        return "legal"
    words = key(text).split(" ")
    if len(words) < _ROW or ends_sentence(text):
        return None
    known = covered = at = 0
    while at < len(words):
        sizes = range(min(_LONGEST_ENTRY, len(words) - at), 0, -1)
        size = next((n for n in sizes if " ".join(words[at : at + n]) in table.lines), 0)
        known, covered, at = known + (size > 0), covered + size, at + max(size, 1)
    return "interface" if known >= _ROW and covered >= _COVERED * len(words) else None
