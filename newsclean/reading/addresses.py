"""Where the links of a page lead: absolute addresses, each worked out once."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

LONGEST = 8_000
"""Characters of an address; a longer one is not read."""
_LONGEST_SCHEME = 40
_WEB = ("http://", "https://")
SCHEME = re.compile(r"\A([a-z][a-z0-9+.-]*+):(?://)?", re.IGNORECASE)
"""What a whole address begins with, its name as the group."""


class Addresses:
    """The links of one page, made absolute by its own address or its `<base>`.

    Args:
        url: Address of the page, "" where it is not known.
    """

    def __init__(self, url: str) -> None:
        self.url = self._base = url
        """Address of the page: the one given, or else the first that it declares."""
        self._origin = _origin(url)
        self._written_base = ""
        self._known: dict[str, str] = {}
        self.endless = 0
        """How many addresses were too long to be read."""

    def declare(self, url: str) -> None:
        """Take what a page says of its own address, where none was given."""
        if not self.url and len(url) <= LONGEST and url.startswith(_WEB) and _origin(url):
            self.url = self._base = url
            self._settle()

    def absolute(self, href: str) -> str:
        """Where a link leads, "" where that is no page; as written where no base is known."""
        href = href.strip()
        known = self._known.get(href)
        if known is None:
            known = self._known[href] = self._resolved(href)
        return known

    def rebase(self, href: str) -> None:
        """Take the page's `<base>`, the first one; one that is no address is ignored."""
        if not self._written_base:
            self._written_base = href.strip()[:LONGEST]
            self._settle()

    def _settle(self) -> None:
        try:
            self._base = urljoin(self.url, self._written_base)
        except ValueError:  # such as an unfinished IPv6 host
            return
        self._origin = _origin(self._base)
        self._known.clear()

    def _resolved(self, href: str) -> str:
        if len(href) > LONGEST:
            self.endless += _leads_to_page(href[:_LONGEST_SCHEME])
            return ""
        if href.startswith(_WEB):
            return href
        if not _leads_to_page(href):
            return ""
        if href[0] == "/" and href[:2] != "//" and "./" not in href and self._origin:
            return self._origin + href
        if href.startswith("//") and not self._base:
            return "https:" + href
        try:
            return urljoin(self._base, href)
        except ValueError:  # such as an unfinished IPv6 host
            return ""


def _leads_to_page(href: str) -> bool:
    """Whether a link leads to a page: to no place on this one, and no program ("mailto:")."""
    scheme = SCHEME.match(href)
    return bool(href) and href[0] != "#" and (not scheme or scheme[1].lower() in ("http", "https"))


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""
