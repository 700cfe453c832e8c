"""Recognises a dump that is clean already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean.cleaner import Claim, Example, View
from newsclean.page import ROLE_OF_FORM, Role

_FACTS = frozenset({Role.TITLE, Role.DATELINE, Role.BYLINE, Role.PAGE_METADATA, Role.DUPLICATE})


@dataclass(frozen=True)
class CleanText:
    """Keep everything in a dump on which nothing looks like boilerplate.

    A dump is clean where no earlier cleaner has put anything aside but the lines above the text
    (title, dateline, byline), and the scorer doubts no more than `doubted` of its words. So a
    short subheading or a last one-line paragraph does not get lost from a text that holds only
    an article, and a cleaned text comes back as it is.
    """

    doubted: float = 0.15
    """Most words, as a share of all, in blocks that the scorer doubts."""

    name: ClassVar[str] = "clean_text"
    roles: ClassVar[frozenset[Role]] = frozenset(r for r in ROLE_OF_FORM.values() if r.kept)
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"clean_text": "nothing on the dump looks like boilerplate"}
    )
    after: ClassVar[tuple[str, ...]] = (
        "page_header",
        "template_leaks",
        "duplicate_headline",
        "navigation_lists",
        "related_links",
        "site_repeats",
        "page_furniture",
        "comments",
        "captions",
    )
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source=(
                "The council voted on Monday to rebuild the old bridge, which has been closed to "
                "lorries since the flood of last spring.\n\nTwo years of work\n\n"
                "Work is to begin in June and will take two years, the mayor said after a debate "
                "that lasted until midnight.\n"
            ),
            claims={
                "The council voted on Monday to rebuild the old bridge, which has been closed to "
                "lorries since the flood of last spring.": "clean_text",
                "Two years of work": "clean_text",
                "Work is to begin in June and will take two years, the mayor said after a debate "
                "that lasted until midnight.": "clean_text",
            },
        ),
        Example(
            source="Home\n\nSports\n\nContact\n\nWeather\n\nImprint\n",
            claims={},
            note="A menu is no clean text.",
        ),
    )

    def __post_init__(self) -> None:
        if not 0 <= self.doubted <= 1:
            raise ValueError(f"doubted must lie between 0 and 1, not {self.doubted}")

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim every open block of a clean dump, none of any other page."""
        if view.page.kind != "text" or any(
            d is not None and not d.role.kept and d.role not in _FACTS for d in view.decisions
        ):
            return
        blocks = [b for b in view.open_blocks() if ROLE_OF_FORM[b.form].kept]
        sizes = [b.length for b in blocks]
        doubted = sum(s for b, s in zip(blocks, sizes, strict=True) if view.scores[b.index] < 0.5)
        if doubted > self.doubted * sum(sizes):
            return
        for block in blocks:
            yield Claim(block.index, ROLE_OF_FORM[block.form], "clean_text")
