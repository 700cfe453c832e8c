"""Keeps the blocks that the scorer believes to be main text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean.cleaner import Claim, Example, View
from newsclean.page import KEPT_BY_FORM, ROLE_OF_FORM, Role
from newsclean.related.stories import offered


@dataclass(frozen=True)
class BlockScorer:
    """Keep every open block whose belief is at least `threshold`.

    The role follows from the form that the page gave the block: a list item stays a list item, a
    heading becomes a subheading. Captions are never kept: they belong to a picture, not to the
    text. Nor are offers of other stories, also where `related_links` is not in the pipeline.
    """

    threshold: float = 0.5
    """Least belief, 0 to 1, of a block that is kept."""

    name: ClassVar[str] = "block_scorer"
    roles: ClassVar[frozenset[Role]] = KEPT_BY_FORM
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"main_text": "the scorer believes the block to be part of the main text"}
    )
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source=(
                "Home\n\nSports\n\n"
                "The council voted on Monday to rebuild the old bridge, which has been closed to "
                "lorries since the flood of last spring.\n\n"
                "Work is to begin in June and will take two years, the mayor said after a debate "
                "that lasted until midnight.\n"
            ),
            claims={
                "The council voted on Monday to rebuild the old bridge, which has been closed to "
                "lorries since the flood of last spring.": "main_text",
                "Work is to begin in June and will take two years, the mayor said after a debate "
                "that lasted until midnight.": "main_text",
            },
            note="Sentences stand together; menu words do not look like them.",
        ),
        Example(
            source="Home\n\nSports\n\nContact\n",
            claims={},
            note="A page of nothing but menu words has no main text.",
        ),
    )

    def __post_init__(self) -> None:
        if not 0 <= self.threshold <= 1:
            raise ValueError(f"threshold must lie between 0 and 1, not {self.threshold}")

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim the open blocks that reach the threshold and offer no other story."""
        scores, others = view.scores, view.once(offered)
        for block in view.open_blocks():
            role = ROLE_OF_FORM[block.form]
            if role.kept and scores[block.index] >= self.threshold and block.index not in others:
                yield Claim(block.index, role, "main_text")
