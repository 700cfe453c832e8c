"""Finds menus: runs of short lines that are no sentences, breadcrumbs, rows of tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import ClassVar

from newsclean.cleaner import Claim, Example, View
from newsclean.page import Block, Page, Role
from newsclean.related.signals import is_time
from newsclean.wording import ends_sentence, length

_CRUMBS = re.compile(r"[^›»>/|·•→\n]{1,62}(?:(?:[›»→]|(?<=\s)[>/|·•])[^›»>/|·•→\n]{1,62}){2,12}")
_ARROW = re.compile(r"[›»>/|·•→]")
_TAGS = re.compile(r"(?:[^\s:]{2,20}:\s*)?#\w+(?:[\s,]+#\w+)+")
_HEADLINE = 3.0
"""Words of a headline at the least; names in menus are shorter."""
_SHOWINGS = 2
"""Times, or lines that say the one above again, that a row of short headlines has at the least."""


@dataclass(frozen=True)
class NavigationLists:
    """Put aside menus and what is built like them.

    A menu is a run of at least `min_run` blocks of at most `max_words` words, none a sentence.
    Rows of headlines are longer and are left to `related_links`, and so are short ones that stand
    with times or that each stand twice; so is the last line of a run where headlines follow, for
    it may be their section's name. Lists inside the article are left
    to the block scorer, as is all that it believes to be main text and that stands no higher than
    the article.
    """

    min_run: int = 5
    """Least number of short blocks in a row."""
    max_words: float = 4
    """Most words of a menu entry; two dense characters (Chinese, Japanese ...) count as one."""

    name: ClassVar[str] = "navigation_lists"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.NAVIGATION})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "menu": "one of a run of short lines that are no sentences",
            "breadcrumb": "the path to the page in one line, parted by arrows or strokes",
            "tag_row": "a row of hash tags",
        }
    )
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source=(
                "Home\nWorld\nSports\nMarkets\nWeather\n\n"
                "The port was shut on Monday after a storm had torn two ships from their moorings."
            ),
            claims=dict.fromkeys(("Home", "World", "Sports", "Markets", "Weather"), "menu"),
        ),
        Example(
            source=(
                "Home › News › Harbour\n\n"
                "The port was shut on Monday after a storm had torn two ships from their moorings."
                "\n\n#storm #harbour\n"
            ),
            claims={"Home › News › Harbour": "breadcrumb", "#storm #harbour": "tag_row"},
        ),
        Example(
            source=(
                "Latest news\n\nStorm closes the harbour for a second day\n\n"
                "Mayor resigns after vote on new bridge\n\nFerry line to start in spring again\n\n"
                "School wins prize for its garden\n\nTwo ships torn from their moorings\n"
            ),
            claims={},
            note="A row of headlines is no menu.",
        ),
        Example(
            source=(
                "<ul><li><a href='/a'>Home</a><li><a href='/b'>World</a><li><a href='/c'>Sports</a>"
                "<li><a href='/d'>Markets</a><li><a href='/e'>Weather</a></ul>"
                "<p>This cake is made in an hour, says the baker, and keeps for a week.</p>"
                "<ul><li>Flour<li>Butter<li>Two eggs<li>Sugar<li>Salt</ul>"
            ),
            claims=dict.fromkeys(("Home", "World", "Sports", "Markets", "Weather"), "menu"),
            note="In HTML a menu is made of links.",
        ),
    )

    def __post_init__(self) -> None:
        if self.min_run < 2:
            raise ValueError(f"min_run must be 2 or more, not {self.min_run}")

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim menus, breadcrumbs and rows of tags."""
        blocks = view.page.blocks
        inside = view.core
        for run in self._runs(view):
            if _within(run, inside) or _tells(run):
                continue
            below = run[-1].index + 1
            if (
                below < len(blocks)
                and blocks[below].length > self.max_words
                and not view.prose[below]
            ):
                run = run[:-1]  # a headline follows: its section's name, perhaps
            if len(run) >= self.min_run:
                for block in run:
                    if not _in_story(block, view):
                        yield Claim(block.index, Role.NAVIGATION, "menu", f"{len(run)} short lines")
        for block in view.open_blocks():
            text = block.text
            # Rows of a table are set like breadcrumbs.
            if len(text) > 200 or _is_row(block, view.page) or _in_story(block, view):
                continue
            if "#" in text and _TAGS.fullmatch(text):
                yield Claim(block.index, Role.NAVIGATION, "tag_row")
            elif _ARROW.search(text) and self._crumbs(text):
                yield Claim(block.index, Role.NAVIGATION, "breadcrumb")

    def _runs(self, view: View) -> Iterator[list[Block]]:
        run: list[Block] = []
        for block, decision in zip(view.page.blocks, view.decisions, strict=True):
            if decision is None and self._entry(block, view.page):
                run.append(block)
                continue
            if len(run) >= self.min_run:
                yield run
            run = []
        if len(run) >= self.min_run:
            yield run

    def _entry(self, block: Block, page: Page) -> bool:
        text = block.text
        if len(text) > 60 or block.length > self.max_words or block.form == "heading":
            return False
        if _is_row(block, page) or (len(text) > 3 and ends_sentence(text)):
            return False
        return page.kind == "text" or block.linked >= 0.8

    def _crumbs(self, text: str) -> bool:
        if not _CRUMBS.fullmatch(text):
            return False
        parts = _ARROW.split(text)
        return all(length(part) <= self.max_words for part in parts[:-1]) and not any(
            any(map(str.isdigit, part)) for part in parts[:-1]
        )


def _is_row(block: Block, page: Page) -> bool:
    """Whether a block is a table's row in a text that is written already."""
    return block.form == "cell" and page.written


def _tells(run: Sequence[Block]) -> bool:
    """Whether a run of short lines shows stories with short headlines: when, or each one twice."""
    times = sum(is_time(block.text) for block in run)
    twice = sum(a.text == b.text and a.length >= _HEADLINE for a, b in pairwise(run))
    return times >= _SHOWINGS or twice >= _SHOWINGS


def _in_story(block: Block, view: View) -> bool:
    """Whether the scorer takes a block for main text, and it does not stand above the article."""
    return view.believes(block.index) and block.index >= view.core[0]


def _within(run: Sequence[Block], span: tuple[int, int]) -> bool:
    """Whether a run of short lines stands inside the article, as a list of its own would."""
    return span[0] <= run[0].index and run[-1].index < span[1] and len(run) <= 25
