"""Finds what readers wrote below the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType
from typing import ClassVar

from newsclean import phrases
from newsclean.cleaner import Claim, Example, View
from newsclean.page import Block, Role
from newsclean.wording import remembered

_COUNT = re.compile(r"^\W*\d+\W*|\W*\d+\W*$")
_STORY_SHARE = 0.4  # of the page's words; an element with more is not a comment section
_LABEL = 60  # characters
_PARAGRAPH = 12.0
"""Words from which a line may be a paragraph of the article."""
_SURE = 0.8
"""Belief, 0 to 1, from which it is one below a comment heading too."""


@dataclass(frozen=True)
class Comments:
    """Put aside the comment section: elements named so, and in a dump what follows its heading.

    In a dump the section starts at a line that is only a comment heading ("3 Comments"), in the
    second half of the page and of what the scorer believes to be main text, and reaches to the end
    of the page or to a heading of related stories. Paragraphs in it of which the scorer is sure are
    left to it: the line may have been a button in the middle of the article. A line that is
    nothing but such a label ("Leave a comment") is put aside wherever it stands, in HTML too.
    """

    name: ClassVar[str] = "comments"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.COMMENT})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "comment_element": "inside an element that is named as a comment section",
            "comment_heading": "a line that opens the comment section",
            "after_heading": "below the line that opens the comment section",
        }
    )
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source=(
                "<article><p>The mill burned down in the night to Sunday, and nobody was hurt, the "
                "fire brigade said. It had stood empty for nine years.</p><p>The owner had planned "
                "to turn it into flats; the council is to decide in autumn.</p></article>"
                "<div class='comments'><p>So sad, I learned to swim there.</p></div>"
            ),
            claims={"So sad, I learned to swim there.": "comment_element"},
        ),
        Example(
            source=(
                "The mill burned down in the night to Sunday, and nobody was hurt, the fire "
                "brigade said. It had stood empty for nine years.\n\n"
                "The owner had planned to turn it into flats.\n\n"
                "2 Comments\n\nSo sad, I learned to swim there.\n\nBuild flats at last!\n"
            ),
            claims={
                "2 Comments": "comment_heading",
                "So sad, I learned to swim there.": "after_heading",
                "Build flats at last!": "after_heading",
            },
        ),
    )

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim comment sections, and what only leads to one."""
        yield from _in_elements(view) if view.page.kind == "html" else _below_heading(view)
        for block in view.open_blocks():
            if len(block.text) < _LABEL and _kind(block.text) == "label":
                yield Claim(block.index, Role.COMMENT, "comment_heading", block.text)


def _in_elements(view: View) -> Iterable[Claim]:
    inside = _comment_nodes(view)
    for block in view.open_blocks():
        if block.node >= 0 and inside[block.node]:
            yield Claim(block.index, Role.COMMENT, "comment_element")


def _comment_nodes(view: View) -> list[bool]:
    sizes = [0.0]
    for block in view.page.blocks:
        sizes.append(sizes[-1] + block.length)
    inside: list[bool] = []
    for node, named in zip(view.page.nodes, view.parts, strict=True):
        comment = node.parent >= 0 and inside[node.parent]
        if not comment and named and node.tag not in ("html", "body", "main", "article"):
            comment = (
                "comment" in named
                and sizes[node.end] - sizes[node.first] < _STORY_SHARE * sizes[-1]
            )
        inside.append(comment)
    return inside


@remembered
def _kind(text: str) -> str | None:
    """Whether a line is a comment section's label, or may be its heading."""
    return phrases.load("comments").match(_COUNT.sub("", text))


def _below_heading(view: View) -> Iterable[Claim]:
    blocks = view.page.blocks
    # A long menu above the article may have an entry "Comments".
    start = max(
        _middle([block.length for block in blocks]),
        _middle([block.length * view.believes(block.index) for block in blocks]),
    )
    reading = False
    for block in blocks[start:]:
        if reading:
            decision = view.decisions[block.index]
            if decision is not None and decision.role is Role.RELATED:
                return
            if decision is None and not _goes_on(block, view):
                yield Claim(block.index, Role.COMMENT, "after_heading")
        elif len(block.text) < _LABEL and _kind(block.text):
            reading = True
            if view.is_open(block.index):
                yield Claim(block.index, Role.COMMENT, "comment_heading", block.text)


def _goes_on(block: Block, view: View) -> bool:
    """Whether the article goes on below a button that only counts or opens its comments."""
    return block.length >= _PARAGRAPH and view.scores[block.index] >= _SURE


def _middle(words: Sequence[float]) -> int:
    """The first block with at least half of the words before it."""
    before = list(accumulate(words, initial=0.0))
    return bisect_left(before, before[-1] / 2)
