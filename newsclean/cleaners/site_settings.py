"""Does what a user's settings say of a host."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple
from urllib.parse import urlsplit

from newsclean import selectors
from newsclean.cleaner import Claim, Example, View
from newsclean.configuration import from_toml
from newsclean.errors import ConfigError
from newsclean.page import KEPT_BY_FORM, ROLE_OF_FORM, Block, Page, Role

ANY_HOST = "*"


@dataclass(frozen=True, slots=True)
class HostRules:
    """What to keep and what to drop on the pages of one host."""

    host: str
    """A name like `example.org`, which stands for its subdomains too, or `*` for every page."""
    keep: tuple[str, ...] = ()
    """Selectors of elements whose blocks are kept (HTML)."""
    drop: tuple[str, ...] = ()
    """Selectors of elements whose blocks are put aside (HTML)."""
    keep_text: tuple[str, ...] = ()
    """Blocks that are kept by their words, where `*` stands for any words and `?` for a letter."""
    drop_text: tuple[str, ...] = ()
    """Blocks that are put aside by their words."""

    def __post_init__(self) -> None:
        for selector in (*self.keep, *self.drop):
            selectors.parse(selector)

    def covers(self, host: str) -> bool:
        """Whether the rules are for pages of a host (lower case)."""
        return self.host == ANY_HOST or f".{host}".endswith(f".{self.host.lower()}")


class _Verdict(NamedTuple):
    keep: bool
    evidence: str


@dataclass(frozen=True)
class SiteSettings:
    """Keep and drop what a user's settings name for the page's host.

    For users who know a site better than any rule: it runs before all other cleaners, and only
    where settings are given (`--site-settings`, `Pipeline.with_site_settings`). Elements are named
    by selectors, blocks of any page by their words. Words decide before elements, the element
    nearest to a block before those around it, the more exact host before the other, and at one
    element keeping before dropping. A headline (`h1`) in a kept element is left to the cleaners
    that look for it.
    """

    rules: tuple[HostRules, ...] = ()
    """What to do on which host."""

    name: ClassVar[str] = "site_settings"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.BOILERPLATE, *KEPT_BY_FORM})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "kept_element": "the settings for this host keep an element that it stands in",
            "dropped_element": "the settings for this host drop an element that it stands in",
            "kept_text": "the settings for this host keep a block of these words",
            "dropped_text": "the settings for this host drop a block of these words",
        }
    )
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source="<div class='poll'><p>Would you take the new ferry?</p></div>",
            claims={},
            note="Without settings nothing is claimed.",
        ),
        Example(
            source="Poll: would you take the new ferry?\n\nThe ferry sails again from Monday.\n",
            claims={},
            note="The same in a dump.",
        ),
    )

    def __post_init__(self) -> None:
        for rules in self.rules:
            if not isinstance(rules, HostRules):
                raise ConfigError("rules of site settings are given by a file or as HostRules")

    @classmethod
    def from_toml(cls, path: str | Path) -> SiteSettings:
        """Read settings: a table for each host (its name in quotes), with lists of strings.

        Raises `ConfigError`, naming the file, where it cannot be read or says something that is
        not understood.
        """
        return from_toml(path, cls.from_config)

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> SiteSettings:
        """The same from plain data: host to the fields of `HostRules`."""
        return cls(tuple(_rules(host, table) for host, table in config.items()))

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim the blocks that the settings name."""
        host = host_of(view.page)
        rules = sorted(
            (rules for rules in self.rules if rules.covers(host)),
            key=lambda rules: -1 if rules.host == ANY_HOST else len(rules.host),
            reverse=True,
        )
        if not rules:
            return
        elements = _by_element(view.page, rules)
        for block in view.open_blocks():
            if words := _by_text(block, rules):
                yield _claim(block, words, "text")
                continue
            verdict = elements[block.node] if block.node >= 0 else None
            if verdict and not (verdict.keep and block.form == "heading" and block.level == 1):
                yield _claim(block, verdict, "element")


def host_of(page: Page) -> str:
    """The host of a page's address, lower case; "" where it is not known.

    The address given counts before the one that the page declares.
    """
    for url in (page.url, page.head.canonical, page.head.get("og:url")):
        try:
            host = urlsplit(url).hostname
        except ValueError:  # such as an unfinished IPv6 host
            continue
        if host:
            return host
    return ""


def _claim(block: Block, verdict: _Verdict, by: str) -> Claim:
    if not verdict.keep:
        return Claim(block.index, Role.BOILERPLATE, f"dropped_{by}", verdict.evidence)
    role = ROLE_OF_FORM[block.form]
    return Claim(block.index, role if role.kept else Role.PARAGRAPH, f"kept_{by}", verdict.evidence)


def _by_text(block: Block, rules: Iterable[HostRules]) -> _Verdict | None:
    for host in rules:
        for keep, pattern in _texts(host):
            if _pattern(pattern).match(block.text):
                return _verdict(host, pattern, keep=keep)
    return None


def _texts(host: HostRules) -> Iterator[tuple[bool, str]]:
    yield from ((True, pattern) for pattern in host.keep_text)
    yield from ((False, pattern) for pattern in host.drop_text)


@lru_cache(maxsize=1 << 10)
def _pattern(text: str) -> re.Pattern[str]:
    # Wildcards and not regular expressions: no page can make them slow.
    return re.compile(fnmatch.translate(text), re.IGNORECASE)


def _by_element(page: Page, rules: Iterable[HostRules]) -> list[_Verdict | None]:
    """For each element, what the settings say of it or of the nearest one around it."""
    named = [
        (_verdict(host, selector, keep=keep), selectors.parse(selector))
        for host in rules
        for keep, listed in ((True, host.keep), (False, host.drop))
        for selector in listed
    ]
    found = selectors.matching(page.nodes, [selector for _, selector in named])
    verdicts: list[_Verdict | None] = []
    for node, first in zip(page.nodes, found, strict=True):
        around = verdicts[node.parent] if node.parent >= 0 else None
        verdicts.append(named[first][0] if first >= 0 else around)
    return verdicts


def _verdict(host: HostRules, what: str, *, keep: bool) -> _Verdict:
    return _Verdict(keep, f"{host.host}: {'keep' if keep else 'drop'} {what}")


def _rules(host: str, table: object) -> HostRules:
    known = [field.name for field in fields(HostRules)[1:]]
    if not isinstance(table, dict) or any(isinstance(value, dict) for value in table.values()):
        raise ConfigError(f'{host!r} is no table of settings; a host stands in quotes: ["{host}"]')
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"host {host!r} has no key {key!r}; it has: {', '.join(known)}")
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise ConfigError(f"key {key!r} of host {host!r} must be a list of strings")
    if not host.strip() or "/" in host:
        raise ConfigError(f"{host!r} is no host; a host is written like example.org")
    return HostRules(host, **{key: tuple(value) for key, value in table.items()})
