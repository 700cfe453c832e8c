"""Copies that a web archive replays, brought back to the page that was archived.

The Wayback Machine and archives that run its like (pywb, OpenWayback) put the moment of the copy
and their own address before every address of a page, and the first a bar above the page.
"""

from __future__ import annotations

import re

from newsclean.page import Notice

# An archive's host, its collection, the moment or its year, how it is replayed; then the address.
_REPLAY = re.compile(
    r"(?:(?:https?:)?//[\w.:-]{1,100})?/(?:[\w.-]{1,40}/){1,3}\d{4,14}(?:[a-z]{2}_)?/(?=https?://)"
)
_BAR_STARTS = "<!-- BEGIN WAYBACK TOOLBAR INSERT -->"
_BAR_ENDS = "<!-- END WAYBACK TOOLBAR INSERT -->"
_REWRITER = "wombat.js"  # makes the addresses of scripts lead into the archive too


def original_address(url: str) -> str:
    """The address of which an archive's address is a copy; any other as it is.

    >>> original_address("https://archive.test/web/20240503081500/https://norvik.test/bridge")
    'https://norvik.test/bridge'
    """
    found = _REPLAY.match(url)
    return url[found.end() :] if found else url


def as_archived(markup: str, url: str) -> tuple[str, str, tuple[Notice, ...]]:
    """A page of HTML and its address as they were when they were archived; others as they are.

    Args:
        markup: The page, as an archive replays it or not.
        url: Its address, "" where it is not known.
    """
    own = original_address(url)
    starts = markup.find(_BAR_STARTS)
    if own == url and starts < 0 and _REWRITER not in markup:
        return markup, url, ()
    ends = markup.find(_BAR_ENDS, starts) if starts >= 0 else -1
    if ends >= 0:
        markup = markup[:starts] + markup[ends + len(_BAR_ENDS) :]
    notice = Notice("archived_copy", "addresses are those of the page that was archived")
    return _REPLAY.sub("", markup), own, (notice,)
