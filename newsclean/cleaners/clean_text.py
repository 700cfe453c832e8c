"""Recognises a dump that is clean already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean.cleaner import Claim, Example, View
from newsclean.page import KEPT_BY_FORM, ROLE_OF_FORM, Role
from newsclean.related.signals import is_time
from newsclean.related.stories import offered
from newsclean.written import doubts

_LOST = 0.7  # share of doubted words from which a dump is a page and no text


@dataclass(frozen=True)
class CleanText:
    """Keep what is left of a dump that is clean already.

    A dump is clean where it stands in the form in which newsclean writes a text (an empty line
    between paragraphs, items marked "- ") and next to nothing on it is in doubt: what earlier
    cleaners put aside, but for the lines above the text, counts as doubted. So a cleaned text
    comes back as it is, and a text file that holds nothing but an article loses no subheading.
    Of a dump in that form on which more is in doubt, what is not disbelieved outright is kept.
    """

    doubted: float = 0.35
    """Most words, as a share of all, in blocks that are in doubt."""
    believed: float = 0.6
    """Least belief, 0 to 1, as a mean over the blocks: a few menu words are few words."""

    least: float = 0.15
    """Least belief of a block that is kept of a dump in that form with more in doubt."""

    name: ClassVar[str] = "clean_text"
    roles: ClassVar[frozenset[Role]] = KEPT_BY_FORM
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
            source="* Home\n* Sports\n\nThe council voted on Monday to rebuild the bridge.\n",
            claims={},
            note="newsclean does not write a text in this form; the scorer will see to it.",
        ),
    )

    def __post_init__(self) -> None:
        for option in ("doubted", "believed", "least"):
            if not 0 <= getattr(self, option) <= 1:
                raise ValueError(f"{option} must lie between 0 and 1")

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim the open blocks of a clean dump, none of any other page."""
        if not view.page.written:
            return
        words, lost, belief = doubts(view)
        if lost > _LOST * words:
            return
        clean = lost <= self.doubted * words and belief >= self.believed
        least = 0.0 if clean else self.least
        others = view.once(offered)
        for block in view.open_blocks():
            role = ROLE_OF_FORM[block.form]
            if not role.kept or view.scores[block.index] < least or block.index in others:
                continue
            if block.index < view.core[0] and is_time(block.text):
                continue  # the day of the text, above it
            yield Claim(block.index, role, "clean_text")
