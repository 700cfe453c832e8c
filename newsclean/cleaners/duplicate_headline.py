"""Finds the headline, its repeats, and the lines that stand under it: dateline and byline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean.bylines import names, opens_byline
from newsclean.cleaner import Claim, Example, View
from newsclean.headlines import dateline, retouched
from newsclean.page import Role
from newsclean.titles import declared, title_block
from newsclean.wording import key

_TEXT = (
    "The port was shut on Monday after a storm had torn two ships from their moorings.\n\n"
    "Nobody was hurt, the harbour master said, but the ferry will not sail before Thursday.\n"
)
_BYLINE = 20.0  # words of a line that names authors, or a place


@dataclass(frozen=True)
class DuplicateHeadline:
    """Give the headline its role once and put its repeats aside.

    The headline is the line that the page names as its title (header line of a dump, `<title>`,
    og:title), nearest to the article, but for the site's name. Without such a line it is the top
    heading of HTML, and of a dump what a learned choice takes among its lines: by where they
    stand, how they look, and whether the article and the page's address use their words. Repeats
    are equal but for case, marks and punctuation, or cut and retouched (a picture's text, the
    title with the site's name). Between headline and first paragraph, a place with or without a
    day is the dateline, and a line that names its author the byline.
    """

    reach: int = 6
    """Blocks before the first paragraph that may be a dateline or byline."""
    below: int = 10
    """Blocks below the headline that may be a byline, whatever stands between."""
    into: int = 5
    """Blocks from the first paragraph on that may be a byline: a summary may stand above it."""

    name: ClassVar[str] = "duplicate_headline"
    roles: ClassVar[frozenset[Role]] = frozenset(
        {Role.TITLE, Role.DUPLICATE, Role.DATELINE, Role.BYLINE}
    )
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "headline": "the headline, where it stands nearest to the article",
            "headline_again": "the same line as the headline",
            "headline_retouched": "the headline cut, lengthened or with other words around it",
            "place_line": "a place, perhaps with a day, above the first paragraph",
            "author_line": "a line that names the author",
        }
    )
    after: ClassVar[tuple[str, ...]] = ("page_header", "template_leaks")
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source=(
                "Storm closes harbour for days - The Norvik Post\n\n"
                "Storm closes harbour for days\n\nNORVIK\n\n" + _TEXT
            ),
            claims={
                "Storm closes harbour for days - The Norvik Post": "headline_retouched",
                "Storm closes harbour for days": "headline",
                "NORVIK": "place_line",
            },
        ),
        Example(
            source="# Storm closes harbour\n\nBy Ada Holm\n\n" + _TEXT,
            claims={"Storm closes harbour": "headline", "By Ada Holm": "author_line"},
        ),
        Example(
            source=(
                "<title>Storm closes harbour | Norvik Post</title>"
                "<h1>Storm closes harbour</h1><p>" + _TEXT.replace("\n\n", "<p>")
            ),
            claims={"Storm closes harbour": "headline"},
        ),
        Example(source=_TEXT, claims={}, note="No line above the paragraphs: no headline."),
    )

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim the headline, its repeats, the dateline and the byline."""
        blocks = view.page.blocks
        prose = view.prose
        first, _ = view.core
        title = title_block(view)
        wanted = view.once(declared).known
        if title is not None:
            wanted |= {key(blocks[title].text)} - {""}
            yield Claim(title, Role.TITLE, "headline")
        showings = [] if title is None else [title]
        if wanted:
            for claim in _repeats(view, title, wanted):
                showings.append(claim.block)
                yield claim
        start = first
        if title is not None and start <= title:
            start = next((i for i in range(title + 1, len(blocks)) if prose[i]), title + 1)
        yield from self._under_headline(view, title, start, showings)

    def _under_headline(
        self, view: View, title: int | None, first: int, showings: Sequence[int]
    ) -> Iterable[Claim]:
        blocks = view.page.blocks
        lowest = max(0, first - self.reach)
        headline = min((i for i in showings if i >= lowest), default=first)
        near = {*range(lowest, min(first + self.into, len(blocks)))}
        if title is not None:
            near.update(range(title + 1, min(title + 1 + self.below, len(blocks))))
        placed = False
        for index in sorted(near, reverse=True):
            block = blocks[index]
            if (
                not view.is_open(index)
                or index in showings
                or block.form not in ("paragraph", "heading", "item")
                or block.length > _BYLINE
            ):
                continue
            above = blocks[index - 1].text if index - 1 in near and view.is_open(index - 1) else ""
            if authors := names(block.text):
                yield Claim(index, Role.BYLINE, "author_line", "; ".join(authors))
            elif above and opens_byline(above) and (authors := names(f"{above} {block.text}")):
                yield Claim(index - 1, Role.BYLINE, "author_line")
                yield Claim(index, Role.BYLINE, "author_line", "; ".join(authors))
            elif (
                block.form != "item"
                and not placed
                and headline < index < first
                and dateline(block.text)
            ):
                placed = True
                yield Claim(index, Role.DATELINE, "place_line")


def _repeats(view: View, title: int | None, wanted: Set[str]) -> Iterable[Claim]:
    longest = 2 * max(map(len, wanted)) + 40
    vocabulary = {word for line in wanted for word in line.split()}
    for block in view.open_blocks():
        if block.index == title or len(block.text) > longest:
            continue
        line = key(block.text)
        if line in wanted:
            yield Claim(block.index, Role.DUPLICATE, "headline_again")
            continue
        # Inside the article a subheading may well use the headline's words.
        inside = title is not None and title < block.index < view.core[1]
        if not view.prose[block.index] and not inside and retouched(line, wanted, vocabulary):
            yield Claim(block.index, Role.DUPLICATE, "headline_retouched")
