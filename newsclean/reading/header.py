"""The metadata lines that a crawler or a converter writes above a dump."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_DAY = r"((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?:[T ]\d\d:\d\d\S*)?"
_DATE_LINE = re.compile(rf"\s*+(?:date|published)(?:\s*+:\s++|\s++){_DAY}\s+(\S.*)", re.IGNORECASE)
_KEY_LINE = re.compile(r"\s*([A-Za-z][A-Za-z_ :.-]{1,24}?)\s*[:=]\s+(\S.*)")
_LEADING_DAY = re.compile(rf"\W*{_DAY}")
_KEYS = frozenset(
    """title headline url uri link href source source_url canonical canonical_url date published
    published_at pubdate date_published publish_date updated modified retrieved crawled fetched
    crawl_date fetch_date timestamp author authors byline lang language site sitename site_name
    hostname host domain publisher description summary excerpt tags keywords categories category
    section id guid image type warc-target-uri warc-date content-type markdown_content
    og:title og:url og:description published_time published time url_source""".split()
)
_TITLES = frozenset({"title", "headline", "og:title"})
_DATES = frozenset(
    """date published published_at pubdate date_published publish_date published_time
    timestamp""".split()
)
_FENCES = frozenset({"---", "+++"})


class Header(NamedTuple):
    """What the lines above a dump say of it."""

    lines: int
    """How many of the lines given belong to the header."""
    reason: str
    """`date_line` or `front_matter`; "" where there is no header."""
    title: str
    date: str
    """ISO day."""


_NONE = Header(0, "", "", "")


def parse_header(lines: Sequence[str]) -> Header:
    """Read the header at the top of `lines` (first lines of a dump without the blank ones)."""
    if not lines:
        return _NONE
    if found := _DATE_LINE.fullmatch(lines[0]):
        year, month, day, title = found.groups()
        return Header(1, "date_line", title.strip(), _iso(year, month, day))
    return _front_matter(lines)


def _front_matter(lines: Sequence[str]) -> Header:
    """Two or more `key: value` lines with known keys, perhaps between fences."""
    fenced = lines[0].strip() in _FENCES
    values: dict[str, str] = {}
    at = int(fenced)
    for line in lines[at:]:
        found = _KEY_LINE.fullmatch(line)
        name = found[1].strip().lower().replace(" ", "_") if found else ""
        if found is None or (name not in _KEYS and not fenced):
            break
        values.setdefault(name, found[2].strip().strip("\"'"))
        at += 1
    if fenced and at < len(lines) and lines[at].strip() in _FENCES:
        at += 1
    elif fenced:
        return _NONE
    if len(_KEYS.intersection(values)) < 2:
        return _NONE
    title = next((values[k] for k in values if k in _TITLES), "")
    days = (_LEADING_DAY.match(values[k]) for k in values if k in _DATES)
    date = next((_iso(*d.groups()) for d in days if d), "")
    return Header(at, "front_matter", title, date)


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"
