"""What the address of a link says of where it leads: a story, or a list, a shop, a form.

Addresses are absolute, or as the page writes them where nobody says its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from courlan import normalize_url

from newsclean.reading.addresses import SCHEME

_NUMBER = re.compile(r"\d{5}|/\d{4}/\d")
_DATE = re.compile(r"(?:19|20)\d\d[/_-]?[01]?\d(?:\D|$)")
_SPLIT = re.compile(r"[^a-z0-9]+")

# Parts of addresses that lead to lists, persons, shops and forms, in the words of the web.
_NO_STORY = re.compile(
    r"/(?:tags?|topics?|category|categories|kategori\w*|rubrik|themen?|sections?|authors?|autor\w*|"
    r"people|profile|users?|members?|staff|search|login|signin|sign-in|register|account|subscri\w*|abo|"
    r"newsletters?|contact|kontakt|about|privacy|datenschutz|terms|legal|impressum|imprint|cookies?|"
    r"advertis\w*|jobs|careers|shop|store|products?|cart|checkout|help|faq|sitemap|rss|feeds?|apps?|"
    r"archives?|page|share|intent|sharer|sharer\.php|wp-login\.php|wp-admin|print|epaper|e-paper|donate|"
    r"coupons?|deals)(?:/|$|\?)",
    re.I,
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|pinterest|whatsapp|telegram|t|reddit|tiktok|"
    r"amazon|apple|play\.google|news\.google|bsky|threads|flipboard|tumblr|vk|youtube|wikipedia|paypal|"
    r"patreon|amzn)\.(?:com|me|org|net|co|app|to|\w\w)$",
    re.I,
)
_NUMBERED_QUERY = re.compile(r"(?:^|&)\w{0,12}(?:id|no|nr|art|p|story|article|aid)\w{0,4}=\w*\d")


class Address(NamedTuple):
    """An address, taken apart."""

    host: str
    """Without "www." and "m."; "" in an address without one."""
    path: str
    """Without slashes at its ends."""
    depth: int
    """Parts of the path."""
    top: str
    """The first part of the path, "" where it is the only one."""
    slug: tuple[str, ...]
    """The words of the last part of the path."""
    numbered: bool
    """It holds a long number or a year with a number after it."""
    dated: bool
    list_like: bool
    """It is a host's root, or its words say that it leads to a list, a shop or a form."""
    social: bool
    query: bool
    fragment: bool
    ending: str
    """The file's ending ("html"), "" for none."""


@lru_cache(maxsize=1 << 14)  # pages of a site share their addresses
def take_apart(url: str) -> Address:
    """Take an address apart."""
    address, _, fragment = url.partition("#")
    whole, _, query = address.partition("?")
    host, _, path = _bare(whole).partition("/")
    host = host_of(host)
    bare = path.strip("/")
    parts = bare.split("/") if bare else []
    last, dot, ending = parts[-1].rpartition(".") if parts else ("", "", "")
    if not dot or len(ending) > 5 or not ending.isalpha():
        last, ending = (parts[-1] if parts else ""), ""
    return Address(
        host,
        bare,
        len(parts),
        parts[0].lower() if len(parts) > 1 else "",
        tuple(word for word in _SPLIT.split(last.lower()) if word),
        _NUMBER.search(address) is not None,
        _DATE.search(path) is not None,
        not bare or _NO_STORY.search(f"/{path}{'?' if query else ''}") is not None,
        _SOCIAL.search(host) is not None,
        bool(query),
        bool(fragment),
        ending.lower(),
    )


def _bare(address: str) -> str:
    """An address without its scheme; a "/" stands in place of a host where it has none."""
    scheme = SCHEME.match(address)
    return address[scheme.end() :] if scheme else "/" + address.lstrip("/")


def host_of(netloc: str) -> str:
    """A host without the marks of its doors."""
    return netloc.lower().removeprefix("www.").removeprefix("m.")


@lru_cache(maxsize=1 << 14)
def same_form(url: str) -> str:
    """A form in which two spellings of one address are equal."""
    address, _, query = url.partition("#")[0].partition("?")
    address = _bare(address).removeprefix("www.").rstrip("/").lower()
    # Old systems tell stories apart by the query; elsewhere it only tracks.
    return f"{address}?{query}" if _NUMBERED_QUERY.search(query) else address


def without_tracking(url: str) -> str:
    """An address without the parameters that only tell where a reader came from."""
    if "?" not in url and "#" not in url:
        return url
    try:
        cleaned = urlsplit(normalize_url(url, strict=False))
        # Of all else the page's own spelling is kept: some servers know no other.
        return urlsplit(url)._replace(query=cleaned.query, fragment=cleaned.fragment).geturl()
    except ValueError:  # an address that only looks like one; it is still what the page says
        return url
