"""What a headline looks like, and the place under it. Shared by cleaners."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import NamedTuple

from newsclean.page import Head
from newsclean.wording import alike, key, length

# Blanks are looked at from their first on: to try from each would take the square of their number.
_PARTS = re.compile(r"(?<!\s)\s+[|–—\-·•»«:/]+\s+|(?:(?<!\s)\s+)?[|｜]\s*")
_TELLS = 4
"""Words that a part of a title has at the least if it is known to be the headline."""
_NAME = 5
"""Words that a site's name has at the most if it is told by its length."""
_PLACE = re.compile(r"[^\W\d_][^\d\n:;!?|/@#]{0,38}[^\W\d_.]\.?")
_AGENCY = re.compile(r"\s*\([^()\n]{2,20}\)$")
_DAY = re.compile(
    r"(?P<place>[^\W\d_][^\d\n,:;!?|/@#]{1,28})(?:[,/]|\s\(\w{2,12}\),?)\s+"
    r"(?:(?:[^\W\d_]{3,12}\.?\s+)?\d{1,2}(?:\.|st|nd|rd|th)?(?:\s+(?:de\s+)?[^\W\d_]{3,12}\.?)?)"
    r"\s*(?:\([^()\n]{2,20}\))?\s*[—–-]?"
)


class TitleHints(NamedTuple):
    """What the page's head says of its headline: lines by `wording.key()`."""

    titles: frozenset[str]
    """Titles that the page declares, without the site's name before or after them."""
    known: frozenset[str]
    """Lines that say a title to the letter: these, and the titles as they are declared."""
    vocabulary: frozenset[str]
    """The words of `titles`."""
    parts: frozenset[str]
    """What stands between the marks in them: a headline may be shorter than its site's name."""
    sites: frozenset[str]
    """Names of the site."""


def title_hints(head: Head) -> TitleHints:
    """What a page's title, `og:title` and `twitter:title` say of its headline."""
    declared = dict.fromkeys((head.get("og:title"), head.get("twitter:title"), head.title))
    declared.pop("", None)
    sites = _site_names(head)
    titles, parts = set(), set()
    for title in declared:
        bare = _without(sites, title)
        titles.add(bare)
        own = _parts(title)
        parts.update(own)
        if len(_parts(bare)) > 1:
            titles.update(part for part in own if length(part) >= _TELLS)
    lines = _keys(titles) - sites
    return TitleHints(
        titles=lines,
        known=lines | (_keys(declared) - sites),
        vocabulary=frozenset(word for line in lines for word in line.split(" ")),
        parts=_keys(parts) - sites,
        sites=sites,
    )


def without_site(title: str, head: Head) -> str:
    """A title without the site's name before or after it ("Storm hits coast | The Paper")."""
    return _without(_site_names(head), title)


def _without(sites: Set[str], title: str) -> str:
    parts = _parts(title)
    if len(parts) < 2:
        return title
    own = [part for part in parts if key(part) not in sites]
    if 0 < len(own) < len(parts):
        begin = title.index(own[0])
        return title[begin : title.index(own[-1], begin) + len(own[-1])]
    # Unknown site name: the headline is the longest part, and a site's name is short.
    longest = max(parts, key=len)
    rest = sum(length(part) for part in parts if part is not longest)
    return longest if rest <= _NAME and length(longest) >= _TELLS else title


def _parts(title: str) -> list[str]:
    return [part for part in map(str.strip, _PARTS.split(title)) if part]


def _site_names(head: Head) -> frozenset[str]:
    """By `wording.key()`: what the site calls itself, and what its titles add to `og:title`."""
    names = _keys((head.get("og:site_name"), head.get("application-name")))
    story, parts = key(head.get("og:title")), _parts(head.title)
    if parts and story == key(max(parts, key=len)) and story not in names:
        names |= _keys(parts) - {story}
    return names


def _keys(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key, lines)) - {""}


def retouched(line: str, wanted: Set[str], vocabulary: Set[str]) -> bool:
    """Whether a line is like one of some headlines.

    Args:
        line: `wording.key()` of the line; it is none of the headlines to the letter.
        wanted: Keys of the headlines.
        vocabulary: Their words.
    """
    words = line.split(" ")
    # What `alike` asks at the least: of a line twice as long, nearly half the words.
    if len(words) < 3 or sum(map(vocabulary.__contains__, words)) < 0.47 * len(words):
        return False
    return any(alike(line, other) for other in wanted)


def dateline(text: str) -> bool:
    """Whether the line is a place as it stands above a report: "HONG KONG", "BERLIN, 3. März"."""
    if len(text) > 60 or not text[0].isalpha():
        return False
    place = _AGENCY.sub("", text.rstrip(" .—–-:"))
    capitals = all(letter.isupper() for letter in place if letter.isalpha())
    if capitals and len(place) >= 3 and len(place.split()) <= 4 and _PLACE.fullmatch(place):
        return True
    found = _DAY.fullmatch(text)
    return found is not None and all(
        word[0].isupper() or not word[0].islower() or len(word) <= 3
        for word in found["place"].split()
    )
