"""What the words of a block and the names of the elements around it say, as learned vectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from newsclean.page import Block, Node, Page
from newsclean.scoring.layout import Floats, Ints
from newsclean.scoring.numbers import unpacked
from newsclean.scoring.words import Codes, PageWords, page_words

_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"[^a-z0]+")
_LONGEST = 40  # characters of a class name that a person wrote
_PLAIN = frozenset(("html", "body", "div", "main", "span", "tbody"))


def name_terms(tag: str, tokens: str) -> tuple[str, ...]:
    """The tag (as "<aside>"), the class and id names, and their parts, digits as "0".

    `html` and `body` have none: their classes speak of the whole page.
    """
    if tag in ("html", "body"):
        return ()
    terms = [] if tag in _PLAIN else [f"<{tag}>"]
    for token in _DIGITS.sub("0", tokens).split()[:12]:
        if len(token) <= _LONGEST:
            terms.append(token)
            parts = _PARTS.split(token)
            if len(parts) > 1:
                terms += [part for part in parts if len(part) > 1]
    return tuple(dict.fromkeys(terms))


def inline_terms(inline: str, link: str | None) -> list[str]:
    """Names of the inline element that opens a block, and of its first link.

    Args:
        inline: The element's class and id words.
        link: The link's class and id words, None for a block without links.
    """
    terms = [f"i:{term}" for term in inline.split()[:6]]
    if link is not None:
        terms.append("a:")
        terms += [f"a:{term}" for term in link.split()[:6]]
    return terms


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """A vector for each known term; a block has the sum of those of its terms.

    A word counts the less the more words the block has. A name counts by its distance: the
    block's own element and the one around it are near, the next three are mid, the rest is far.
    """

    codes: Codes
    """The numbers of the known words, in order of size."""
    words: Floats
    """A row a word."""
    names: Mapping[str, int]
    """The row of each name of an element."""
    levels: Floats
    """A row a name: the vectors near, mid and far, side by side."""
    extra: Mapping[str, int]
    """The row of each name of an inline element or link."""
    inline: Floats

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Terms:
        """Read from plain data."""
        names, extra = data["names"], data["extra"]
        sizes = (len(data["words"]), len(names), len(names), len(names), len(extra))
        words, near, mid, far, inline = np.split(
            unpacked(data["vectors"]), np.cumsum(sizes)[:-1].tolist()
        )
        # Each word is a text of its own, so its place among the texts is its row.
        found = page_words(data["words"])
        return cls(
            found.distinct,
            words[np.argsort(found.which, kind="stable")],
            {term: row for row, term in enumerate(names)},
            np.hstack((near, mid, far)),
            {term: row for row, term in enumerate(extra)},
            inline,
        )

    def __call__(self, page: Page, words: PageWords) -> Floats:
        """What the terms of each block say, a row a block.

        Args:
            page: The page.
            words: The first words of its blocks.
        """
        said = self._of_words(words)
        if page.nodes:
            said += self._of_names(page.nodes, page.blocks)
            said += self._of_inline(page.blocks)
        return said

    def _of_words(self, words: PageWords) -> Floats:
        if not len(self.codes):
            return np.zeros((len(words.sizes), self.words.shape[1]))
        place = np.minimum(np.searchsorted(self.codes, words.distinct), len(self.codes) - 1)
        known = (self.codes[place] == words.distinct)[words.which]
        rows = place[words.which[known]]
        said = _sums(self.words[rows], words.text[known], len(words.sizes))
        said /= np.sqrt(np.maximum(words.sizes, 1))[:, None]
        return said

    def _of_names(self, nodes: Sequence[Node], blocks: Sequence[Block]) -> Floats:
        # One more row, of nothing, for what is above the root.
        count, width = len(nodes), self.words.shape[1]
        named = [_of_element(self, node.tag, node.tokens) for node in nodes]
        own = np.array([*named, np.zeros(3 * width)])
        near, mid, far = own[:, :width], own[:, width : 2 * width], own[:, 2 * width :]
        up = np.array([*(node.parent for node in nodes), count], dtype=np.int64)
        up[up < 0] = count
        at = np.array([block.node for block in blocks], dtype=np.int64)
        at[at < 0] = count
        said = near[at] + near[at := up[at]]
        for _ in range(3):
            said += mid[at := up[at]]
        # Each step adds up twice as many elements of the path to the root.
        above = up
        while (above < count).any():
            far = far + far[above]
            above = above[above]
        said += far[up[at]]
        return np.asarray(said, dtype=np.float64)

    def _of_inline(self, blocks: Sequence[Block]) -> Floats:
        named = [
            _of_opening(self, block.inline, block.links[0].tokens if block.links else None)
            for block in blocks
        ]
        return np.array(named)


@lru_cache(maxsize=1 << 14)  # pages of a site share their names
def _of_element(known: Terms, tag: str, tokens: str) -> Floats:
    """What an element's names say near, mid and far, side by side."""
    return _sum(known.levels, rows_of(known.names, name_terms(tag, tokens)))


@lru_cache(maxsize=1 << 14)
def _of_opening(known: Terms, inline: str, link: str | None) -> Floats:
    """What the names of a block's inline element and first link say."""
    return _sum(known.inline, rows_of(known.extra, inline_terms(inline, link)))


def rows_of(known: Mapping[str, int], terms: Iterable[str]) -> tuple[int, ...]:
    """The rows of those terms that are known."""
    return tuple([known[term] for term in terms if term in known])


def _sum(vectors: Floats, rows: tuple[int, ...]) -> Floats:
    """The sum of the vectors in these rows."""
    said: Floats = np.add.reduce(vectors.take(rows, axis=0))
    return said


def summed(vectors: Floats, rows: Sequence[tuple[int, ...]]) -> Floats:
    """For each of some owners the sum of the vectors in its rows."""
    flat = [row for own in rows for row in own]
    owners = np.repeat(np.arange(len(rows)), [len(own) for own in rows])
    return _sums(vectors[np.array(flat, dtype=np.int64)], owners, len(rows))


def _sums(vectors: Floats, owners: Ints, count: int) -> Floats:
    """The sum of the vectors of each of so many owners, who are in order."""
    sums = np.zeros((count, vectors.shape[1]))
    if len(owners):
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        sums[owners[starts]] = np.add.reduceat(vectors, starts)
    return sums
