"""The words by which a page's address names its story ("…/storm-closes-harbour-a1234.html")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from newsclean.wording import remembered

_FEWEST = 3  # words of an address that tells a story
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"\.[a-z]{2,5}$")
# Letters for which addresses have two, where they do not have the bare one.
_DOUBLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae", "ı": "i"}
)
_BARE = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ı": "i"})


class Slug(NamedTuple):
    """How the words of a line and those of an address agree."""

    held: float
    """Share of the address's words that the line has."""
    named: float
    """Share of the line's words that the address has."""


@remembered
def spellings(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a line of three letters and more, each in the two ways of addresses."""
    plain = unicodedata.normalize("NFC", text.casefold())
    if plain.isascii():
        return tuple((word, word) for word in _WORD.findall(plain))
    return tuple((_bare(word), _bare(word.translate(_DOUBLED))) for word in _WORD.findall(plain))


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.translate(_BARE))
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def slug_words(address: str) -> frozenset[str]:
    """The words of the part of an address that has most; none where these are few.

    Args:
        address: The page's address, "" where it is not known.
    """
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:  # no address at all
        return frozenset()
    named = (_ENDING.sub("", part) for part in path.split("/"))
    parts = [frozenset(bare for bare, _ in spellings(part)) for part in named]
    most = max(parts, key=len)
    return most if len(most) >= _FEWEST else frozenset()


def agreement(slug: frozenset[str], text: str) -> Slug:
    """How far a line says what an address says; nothing where either has no words."""
    words: Sequence[tuple[str, str]] = spellings(text) if slug else ()
    if not words:
        return Slug(0.0, 0.0)
    said = [bare if bare in slug else doubled for bare, doubled in words]
    hits = [word for word in said if word in slug]
    return Slug(len(set(hits)) / len(slug), len(hits) / len(words))
