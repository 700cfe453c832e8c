"""What a headline looks like, and the lines under it. Shared by cleaners."""

from __future__ import annotations

import re

from newsclean import phrases
from newsclean.page import Head
from newsclean.wording import alike, ends_sentence, key, length, remembered

# Blanks are looked at from their first on: to try from each would take the square of their number.
_PARTS = re.compile(r"(?<!\s)\s+[|–—\-·•»«:/]+\s+|(?:(?<!\s)\s+)?[|｜]\s*")
_PLACE = re.compile(r"[^\W\d_][^\d\n:;!?|/@#]{0,38}[^\W\d_.]\.?")
_AGENCY = re.compile(r"\s*\([^()\n]{2,20}\)$")
_DAY = re.compile(
    r"(?P<place>[^\W\d_][^\d\n,:;!?|/@#]{1,28})(?:[,/]|\s\(\w{2,12}\),?)\s+"
    r"(?:(?:[^\W\d_]{3,12}\.?\s+)?\d{1,2}(?:\.|st|nd|rd|th)?(?:\s+(?:de\s+)?[^\W\d_]{3,12}\.?)?)"
    r"\s*(?:\([^()\n]{2,20}\))?\s*[—–-]?"
)
_NAME_END = re.compile(r"\s[|•·–—-]\s|[|•·(\d]|,\s(?=[a-z])")
_NAME_JOINT = re.compile(r",\s*|\s+(?:and|und|et|y|e|en|och|og|i|a|ve|dan|&|и|та|και|و)\s+")


def title_hints(head: Head) -> list[str]:
    """Titles that the page declares, also without the site's name before or after them."""
    hints: list[str] = []
    for title in (head.get("og:title"), head.get("twitter:title"), head.title):
        if title:
            hints.append(title)
            parts = [part.strip() for part in _PARTS.split(title)]
            hints += [part for part in parts if len(parts) > 1 and length(part) >= 4]
    return list(dict.fromkeys(hints))


def retouched(line: str, wanted: set[str], vocabulary: set[str]) -> bool:
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


@remembered
def names(text: str) -> tuple[str, ...]:
    """The authors that a byline names ("By Ada Holm and Bo Lind"), none where it is no byline."""
    if len(text) > 100 or (ends_sentence(text) and len(text.split()) > 6):
        return ()
    table = phrases.load("bylines")
    words = text.split()
    rest = ""
    if len(words) > 1 and key(words[-1]) in table.lines:
        rest = " ".join(words[:-1])
    opens = key(text).partition(" ")[0] in table.firsts
    for opening in table.lengths if opens else ():
        if not rest and len(words) > opening and key(" ".join(words[:opening])) in table.openings:
            rest = " ".join(words[opening:])
    rest = _NAME_END.split(rest.lstrip(": "), maxsplit=1)[0].strip(" ,:;.")
    found = tuple(name.strip() for name in _NAME_JOINT.split(rest) if name.strip())
    return found if all(map(_is_name, found)) else ()


def _is_name(name: str) -> bool:
    words = name.split()
    return len(words) <= 5 and not words[0][0].islower() and not words[-1][0].islower()
