"""What the features of a page's blocks are, whatever the kind of page."""

from __future__ import annotations

from typing import NamedTuple

from newsclean.scoring.layout import Floats, Layout
from newsclean.scoring.words import PageWords


class PageFeatures(NamedTuple):
    """The features of a page's blocks."""

    dense: Floats
    """A row a block, a column a named number."""
    words: PageWords
    """The first words of each block."""
    layout: Layout
