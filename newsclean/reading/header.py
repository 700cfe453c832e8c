"""The metadata lines that a crawler or a converter writes above a dump."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsclean.page import Head
from newsclean.reading.archived import original_address

_DAY = r"((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?:[T ]\d\d:\d\d\S*)?"
_DATE_LINE = re.compile(rf"\s*+(?:date|published)(?:\s*+:\s++|\s++){_DAY}\s+(\S.*)", re.IGNORECASE)
_DAY_LINE = re.compile(rf"[\[(]?{_DAY}[\])]?\s*+(?:[|:–—-]\s*+)?(\S.*)")
_NEAR = 12
"""Lines below a day and some words among which these stand again, if they are the headline."""
_KEY_LINE = re.compile(r"\s*([A-Za-z][A-Za-z_ :.-]{1,24}?)\s*[:=](?:\s+(\S.*))?")
_LEADING_DAY = re.compile(rf"\W*{_DAY}")
_TITLES = ("title", "headline", "og:title")
_DATES = (
    *("date", "published", "published_at", "pubdate", "date_published", "publish_date"),
    *("published_time", "timestamp"),
)
_ADDRESSES = (
    *("canonical_url", "canonical", "og:url", "url", "url_source", "source_url", "uri", "link"),
    *("href", "warc-target-uri", "source"),
)
_AUTHORS = ("authors", "author", "byline")
_LANGUAGES = ("language", "lang")
_SITES = ("site_name", "sitename", "site", "publisher")
_GROUPS = (_TITLES, _DATES, _ADDRESSES, _AUTHORS, _LANGUAGES, _SITES)
_KEYS = frozenset(key for group in _GROUPS for key in group) | frozenset(
    """updated modified retrieved crawled fetched crawl_date fetch_date hostname host domain
    description summary excerpt tags keywords categories category section id guid image type
    warc-date content-type og:description time""".split()
)
_CONTENT = frozenset(("markdown_content", "content", "body", "text"))
"""Keys without a value that open the dump itself."""
_BY = re.compile(r"\Aby\s", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[;,]|\s(?:and|&)\s")
_QUOTES = "\"' "
_FENCES = frozenset({"---", "+++"})


class Header(NamedTuple):
    """What the lines above a dump say of it."""

    lines: int
    """How many of the lines given belong to the header."""
    reason: str
    """`date_line` or `front_matter`; "" where there is no header."""
    head: Head


_NONE = Header(0, "", Head())


def parse_header(lines: Sequence[str]) -> Header:
    """Read the header at the top of `lines` (first lines of a dump without the blank ones)."""
    if not lines:
        return _NONE
    found = _DATE_LINE.fullmatch(lines[0])
    if found is None:
        found = _DAY_LINE.fullmatch(lines[0])
        if found is None or found[4].strip() not in lines[1:_NEAR]:
            return _front_matter(lines)
    year, month, day, title = found.groups()
    return Header(1, "date_line", Head(title=title.strip(), date=_iso(year, month, day)))


def _front_matter(lines: Sequence[str]) -> Header:
    """Two or more `key: value` lines with known keys, perhaps between fences."""
    fenced = lines[0].strip() in _FENCES
    values: dict[str, str] = {}
    at, name = int(fenced), ""
    for line in lines[at:]:
        found = _KEY_LINE.fullmatch(line)
        if fenced and name and line.startswith("- "):
            values[name] = f"{values[name]}; {line[2:].strip(_QUOTES)}".lstrip("; ")
        elif found is None:
            break
        else:
            name = found[1].strip().lower().replace(" ", "_")
            if not fenced and (name not in _KEYS or not found[2]):
                at += name in _CONTENT and not found[2]
                break
            values.setdefault(name, (found[2] or "").strip(_QUOTES))
        at += 1
    if fenced and at < len(lines) and lines[at].strip() in _FENCES:
        at += 1
    elif fenced:
        return _NONE
    if len(_KEYS.intersection(values)) < 2:
        return _NONE
    return Header(at, "front_matter", _head(values))


def _head(values: Mapping[str, str]) -> Head:
    """What the values of front matter say of the page, as the head of an HTML page would."""
    titles, dates, addresses, authors, languages, sites = (
        [values[key] for key in group if values.get(key)] for group in _GROUPS
    )
    days = (_LEADING_DAY.match(value) for value in dates)
    pages = (value for value in addresses if value.startswith(("http://", "https://")))
    return Head(
        title=next(iter(titles), ""),
        meta=(
            *(("author", name) for name in _names(next(iter(authors), ""))),
            *(("og:site_name", value) for value in sites[:1]),
        ),
        canonical=original_address(next(pages, "")),
        language=next(iter(languages), ""),
        date=next((_iso(*day.groups()) for day in days if day), ""),
    )


def _names(value: str) -> list[str]:
    """The names in a value such as "Ada Holm, Bo Lind" or '["Ada Holm"]'; "Holm, Ada" is one."""
    found = [name.strip(_QUOTES) for name in _BETWEEN_NAMES.split(_BY.sub("", value.strip("[] ")))]
    names = [name for name in found if name]
    return names if any(" " in name for name in names) else [", ".join(names)] * bool(names)


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"
