"""The day that a line near a dump's headline tells. Dates are read by htmldate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import islice

from newsclean.page import LabelledPage, Role

_PARAGRAPH = 12.0  # words of a block that is the main text's first
_SHORT, _LONGEST = 16.0, 200  # words and characters of a line that tells a day, not a story
_ABOVE, _BELOW, _INTO = 6, 20, 3
"""Lines that are looked at above the headline, below it, and from the main text's first on."""
_TRIED = 6
"""Lines of them that are read: reading one may take milliseconds."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d|[./-]\d)")
_NUMBER = re.compile(r"\d+")
_ELSEWHERE = frozenset((Role.TITLE, Role.RELATED, Role.NAVIGATION))


def day_near_headline(labelled: LabelledPage) -> str:
    """The day as YYYY-MM-DD, "" where no line tells one.

    Lines below the headline are asked first, then those above it, each nearest first. A year
    alone is no day, and neither is what stands in related stories.
    """
    from htmldate import find_date

    for line in islice(_near(labelled), _TRIED):
        page = f"<html><body><p>{escape(line)}</p></body></html>"
        day = find_date(page, extensive_search=True, original_date=True)
        if day and _tells(line, day):
            return day
    return ""


def _near(labelled: LabelledPage) -> Iterator[str]:
    blocks = labelled.page.blocks
    roles = [decision.role for decision in labelled.decisions]
    body = next((b.index for b in blocks if roles[b.index].kept and b.length > _PARAGRAPH), 0)
    top = roles.index(Role.TITLE) if Role.TITLE in roles else body
    end = min(max(body, top) + _INTO + 1, top + _BELOW + 1, len(blocks))
    for index in (*range(top + 1, end), *range(top - 1, max(top - _ABOVE, 0) - 1, -1)):
        block = blocks[index]
        told = block.length <= _SHORT and len(block.text) <= _LONGEST
        if told and roles[index] not in _ELSEWHERE and _YEAR.search(block.text):
            yield block.text


def _tells(line: str, day: str) -> bool:
    """Whether a line has the numbers of a day: htmldate takes the first of a month for a year."""
    year, month, number = day.split("-")
    numbers = _NUMBER.findall(_CLOCK.sub(" ", line))
    if f"{year}{month}{number}" in numbers:
        return True
    return year in numbers and number.lstrip("0") in {n.lstrip("0") for n in numbers}
