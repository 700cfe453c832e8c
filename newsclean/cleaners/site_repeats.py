"""Finds what repeats on the site's other pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean.cleaner import Claim, Example, View
from newsclean.page import Role


@dataclass(frozen=True)
class SiteRepeats:
    """Put aside lines that stand under other headlines of the same site too.

    Works only where a site profile is given (`newsclean.learn_site`, `extract(site=)`). A line
    that the scorer takes for main text needs to stand under many more headlines than one that it
    doubts: the first paragraph of an article may be the teaser on a few other pages.
    """

    least: float = 0.2
    """Least share of the site's headlines, 0 to 1, for a line that the scorer doubts."""
    least_believed: float = 0.5
    """The same for a line that it believes to be main text."""

    name: ClassVar[str] = "site_repeats"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.BOILERPLATE})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"on_other_pages": "the same line stands under other headlines of the site"}
    )
    after: ClassVar[tuple[str, ...]] = ("duplicate_headline", "related_links")
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source="The ferry sails again from Monday.\n\nMore reporting by the harbour desk.\n",
            claims={},
            note="Without a site profile nothing is claimed.",
        ),
        Example(
            source="<p>The ferry sails again from Monday.</p><p>More by the harbour desk.</p>",
            claims={},
            note="The same holds for HTML.",
        ),
    )

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim the open blocks that the site's other pages show as well."""
        if view.site is None or view.site.headlines < 2:
            return
        for block in view.open_blocks():
            shown = view.site.shown(block)
            share = shown / view.site.headlines
            believed = view.believes(block.index)
            # Two headlines can share a line by chance that three do not.
            enough = shown >= (3 if believed else 2)
            if enough and share >= (self.least_believed if believed else self.least):
                yield Claim(
                    block.index, Role.BOILERPLATE, "on_other_pages", f"{share:.0%} of headlines"
                )
