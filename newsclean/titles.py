"""Which block of a page is its headline: by the title it declares, else by how it looks."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from newsclean.cleaner import View
from newsclean.dump_headlines import likely_headline
from newsclean.headlines import TitleHints, retouched, title_hints
from newsclean.page import Block
from newsclean.wording import key

_LONGER = 40
"""Characters by which a line may be more than twice as long as the title that it shows."""
_SHORT, _LONG = 3, 40
"""Words of a top heading that is a headline though the page does not name it."""


class _Said(IntEnum):
    """How plainly the page names a block as its title."""

    BELOW = 1
    """With the title's words, below the article's beginning, where a subheading may use them."""
    TOP = 2
    """A top heading of which the title says nothing."""
    PART = 3
    """A top heading that is a part of the title, which may be the site's name."""
    LINE = 4
    HEADING = 5


class _Fitness(NamedTuple):
    """How well a block would be the headline: of two that differ first in one of these."""

    said: _Said
    top: bool
    """Marked as the top heading."""
    exact: bool
    above: bool
    """Not below the first block of the article."""
    near: int
    block: int


def declared(view: View) -> TitleHints:
    """What the page declares as its title."""
    return title_hints(view.page.head)


def title_block(view: View) -> int | None:
    """The block that is the page's headline, None where no line seems to be.

    Decided blocks are no candidates.
    """
    hints = view.once(declared)
    longest = 2 * max(map(len, hints.known), default=0) + _LONGER
    best: _Fitness | None = None
    for block in view.open_blocks():
        if len(block.text) <= longest or _top(block):
            fit = _fitness(block, hints, view)
            if fit is not None and (best is None or fit > best):
                best = fit
    if best is not None:
        return best.block
    return likely_headline(view) if view.page.kind == "text" else None


def _top(block: Block) -> bool:
    return block.form == "heading" and block.level == 1


def _fitness(block: Block, hints: TitleHints, view: View) -> _Fitness | None:
    line = key(block.text)
    top, exact = _top(block), line in hints.known
    first, end = view.core
    above = block.index <= first
    if exact or (not view.prose[block.index] and retouched(line, hints.titles, hints.vocabulary)):
        if block.form == "heading" and (exact or top or above):
            said = _Said.HEADING
        else:
            said = _Said.LINE if above or (exact and block.index < end) else _Said.BELOW
    elif top and line in hints.parts:
        said = _Said.PART
    elif top and view.page.kind == "html" and _SHORT <= block.length <= _LONG:
        if line in hints.sites:
            return None
        said = _Said.TOP
    else:
        return None
    return _Fitness(said, top, exact, above, -abs(block.index - first), block.index)
