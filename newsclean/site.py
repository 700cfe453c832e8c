"""What a site's other pages teach: lines that stand under many headlines belong to the site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsclean import wording
from newsclean.errors import ConfigError
from newsclean.page import Block, Page
from newsclean.reading import read

FORMAT = 1
_MOST = 64  # headlines remembered for a line; more do not make it more of a repeat


@dataclass(frozen=True)
class SiteProfile:
    """Lines that repeat over the pages of one site, as data.

    Made by `learn_site()`, given to `extract(site=)`. It does not depend on the order in which
    the pages were read. A line counts once for each headline it stands under, so that an article
    that was fetched twice is no repeat of itself.
    """

    headlines: int = 0
    """Different headlines among the pages."""
    repeats: Mapping[str, int] = field(default_factory=dict, repr=False)
    """Digest of a line to the number of headlines, two or more, that it stands under."""

    def shown(self, block: Block) -> int:
        """Number of headlines under which the block's words stand, 0 for one or none."""
        return self.repeats.get(_digest(block.text), 0)

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


def learn_site(sources: Iterable[bytes | str]) -> SiteProfile:
    """Learn the lines that repeat over pages of one site.

    Args:
        sources: Raw pages, as `extract` takes them. Two teach little, twenty teach most.

    Raises:
        InputError: a source is not bytes or str, or is no text at all.
    """
    under: dict[str, set[str]] = {}
    headlines: set[str] = set()
    for source in sources:
        page = read(source)
        headline = _headline(page)
        headlines.add(headline)
        for line in {_digest(block.text) for block in page.blocks}:
            seen = under.setdefault(line, set())
            if len(seen) < _MOST:
                seen.add(headline)
    counts = {line: len(seen) for line, seen in under.items() if len(seen) > 1}
    return SiteProfile(len(headlines), dict(sorted(counts.items())))


def _headline(page: Page) -> str:
    """What tells one article of a site from another: its declared title, else its first words."""
    declared = page.head.get("og:title") or page.head.title
    tops = [b.text for b in page.blocks if b.form == "heading" and b.level == 1]
    longest = max(page.blocks, key=lambda block: block.length, default=None)
    words = declared or (tops[0] if tops else longest.text if longest else "")
    return _digest(words)


def _digest(text: str) -> str:
    return hashlib.blake2b(wording.key(text).encode(), digest_size=8).hexdigest()
