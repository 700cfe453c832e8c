"""What a site's other pages teach: lines that stand under many headlines belong to the site."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsclean import wording
from newsclean.errors import ConfigError, InputError
from newsclean.page import Block, Page
from newsclean.reading import read
from newsclean.reading.archived import original_address

FORMAT = 2
_LONG = 10  # words from which a line is prose of its own, and no heading, menu or credit
_SAME = 0.5  # of the shorter page's long lines, in words: more in common, and it is one article

LEAST = 0.1
"""Share of a site's headlines under which a line is of little use, and left out of the profiles of
many sites: half of what `site_repeats` asks for."""


@dataclass(frozen=True)
class SiteProfile:
    """Lines that repeat over the pages of one site, as data.

    Made by `learn_site()`, given to `extract(site=)`. It does not depend on the order in which
    the pages were read. A line counts once for each headline it stands under, so that an article
    that was fetched twice is no repeat of itself.
    """

    headlines: int = 0
    """Different headlines among the pages, 64 at most: of more, a sample was looked at."""
    repeats: Mapping[str, int] = field(default_factory=dict, repr=False)
    """Digest of a line to the number of headlines, two or more, that it stands under."""

    def shown(self, block: Block) -> int:
        """Number of headlines under which the block's words stand, 0 for one or none."""
        return self.repeats.get(_digest(block.text), 0)

    def trimmed(self, least: float) -> SiteProfile:
        """The same without lines that stand under less than this share of the headlines."""
        repeats = {line: n for line, n in self.repeats.items() if n >= least * self.headlines}
        return SiteProfile(self.headlines, repeats)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {"format": FORMAT, "headlines": self.headlines, "repeats": dict(self.repeats)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SiteProfile:
        """The profile from plain data. Raises `ConfigError` for data of another shape."""
        try:
            if data["format"] != FORMAT:
                raise ConfigError(f"site profile of format {data['format']}, not {FORMAT}")
            repeats = {str(line): int(count) for line, count in data["repeats"].items()}
            return cls(int(data["headlines"]), repeats)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ConfigError(f"this is no site profile: {error!r}") from error

    def save(self, path: str | Path) -> None:
        """Write the profile as JSON."""
        Path(path).write_text(json.dumps(self.to_dict(), sort_keys=True), encoding="utf-8")

    @classmethod
    def load(cls, path: str | Path) -> SiteProfile:
        """Read a profile that `save` wrote. Raises `ConfigError` where the file is none."""
        try:
            return cls.from_dict(json.loads(Path(path).read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise ConfigError(f"{path}: {error}") from error


class SiteCounts:
    """What the pages of one site show, counted in parts that can be merged.

    It holds the lines of at most 64 headlines, those with the smallest digests. So it is small,
    and the same in whatever order and over however many parts the pages are counted.
    """

    MOST = 64
    """Headlines that are held; more would not make a line more of a repeat."""

    def __init__(self) -> None:
        self._lines: dict[str, set[str]] = {}

    def __len__(self) -> int:
        """Number of headlines that are held."""
        return len(self._lines)

    def add(self, page: Page) -> None:
        """Count a page."""
        headline = _headline(page)
        if self._counts(headline):
            self.merge(headline, {_digest(block.text) for block in page.blocks})

    def merge(self, headline: str, lines: Iterable[str]) -> None:
        """Count the lines under a headline, as another count's `rows()` gives them."""
        if self._counts(headline):
            self._lines.setdefault(headline, set()).update(lines)
            if len(self._lines) > self.MOST:
                del self._lines[max(self._lines)]

    def rows(self) -> Iterator[tuple[str, frozenset[str]]]:
        """What was counted: digests of headlines, and of the lines that stand under each."""
        return ((headline, frozenset(lines)) for headline, lines in sorted(self._lines.items()))

    def profile(self) -> SiteProfile:
        """What repeats from one article to another."""
        articles: defaultdict[str, set[str]] = defaultdict(set)
        for headline, article in self._articles().items():
            articles[article].update(self._lines[headline])
        counts = Counter(line for lines in articles.values() for line in lines)
        repeats = {line: count for line, count in sorted(counts.items()) if count > 1}
        return SiteProfile(len(articles), repeats)

    def _articles(self) -> dict[str, str]:
        """Headlines to the first headline of their article.

        A page that was fetched again under another title (a live page, a corrected headline, a
        print version) is no other article: its text would be taken for a repeat.
        """
        headlines = sorted(self._lines)
        long = {
            headline: {line: words for line in self._lines[headline] if (words := _words(line))}
            for headline in headlines
        }
        article = {headline: headline for headline in headlines}
        for one, other in combinations(headlines, 2):
            shared = [words for line, words in long[one].items() if line in long[other]]
            shorter = min(sum(long[one].values()), sum(long[other].values()))
            # One line alone may be what the site says below each of its short reports.
            same = len(shared) > 1 and sum(shared) > _SAME * shorter
            if same and article[one] != article[other]:
                first, second = sorted((article[one], article[other]))
                article = {h: first if a == second else a for h, a in article.items()}
        return article

    def _counts(self, headline: str) -> bool:
        return len(self._lines) < self.MOST or headline <= max(self._lines)


def learn_site(sources: Iterable[bytes | str]) -> SiteProfile:
    """Learn the lines that repeat over pages of one site.

    Args:
        sources: Raw pages, as `extract` takes them. Two teach little, twenty teach most.

    Raises:
        InputError: a source is not bytes or str, or is no text at all.
    """
    counts = SiteCounts()
    for source in sources:
        counts.add(read(source))
    return counts.profile()


def learn_sites(
    pages: Iterable[tuple[str, bytes | str]], *, least: float = LEAST
) -> dict[str, SiteProfile]:
    """Learn a profile of each site, by the host of its pages' addresses.

    Args:
        pages: Address and raw page of each. Pages without a host, and those that cannot be read,
            teach nothing.
        least: Share of a site's headlines, 0 to 1, that a line must stand under to be kept.

    Returns:
        The profiles of the sites on which something repeats, by `host_of` their addresses.
    """
    sites: defaultdict[str, SiteCounts] = defaultdict(SiteCounts)
    for url, source in pages:
        if host := host_of(url):
            with contextlib.suppress(InputError):  # cleaning it will say so
                sites[host].add(read(source, url=url))
    profiles = {host: counts.profile().trimmed(least) for host, counts in sorted(sites.items())}
    return {host: profile for host, profile in profiles.items() if profile.repeats}


def host_of(url: str) -> str:
    """The host of an address in lower case, without "www."; "" where it has none.

    That of an archived copy is the host of the page that was archived.

    >>> host_of("https://www.quaysidepost.test/2024/05/harbour")
    'quaysidepost.test'
    """
    try:
        return (urlsplit(original_address(url)).hostname or "").removeprefix("www.")
    except ValueError:  # "http://[": no address at all
        return ""


def _headline(page: Page) -> str:
    """What tells one article of a site from another: its declared title, else its first words."""
    declared = page.head.get("og:title") or page.head.title
    tops = [b.text for b in page.blocks if b.form == "heading" and b.level == 1]
    longest = max(page.blocks, key=lambda block: block.length, default=None)
    words = declared or (tops[0] if tops else longest.text if longest else "")
    return _digest(words)


def _digest(text: str) -> str:
    """A digest that also tells how many words a long line has, after a hyphen."""
    digest = hashlib.blake2b(wording.key(text).encode(), digest_size=8).hexdigest()
    words = round(wording.length(text))
    return f"{digest}-{words}" if words >= _LONG else digest


def _words(digest: str) -> int:
    """Words of a long line, 0 of a short one."""
    return int(digest.partition("-")[2] or 0)
