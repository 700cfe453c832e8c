"""Where blocks stand, and sums over their company: shared by HTML pages and dumps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import chain, compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean import wording
from newsclean.wording import remembered

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]

_ENDS = frozenset(".!?…。！？؟۔।॥")
_CLOSERS = frozenset("\"'”’»«)]」』* ")
MARKS = ("stops", "commas", "quotes", "bars", "odd", "exclaims")
"""What `marks` counts: ends of inner sentences, commas, quotation marks, dividing marks, marks that
running text seldom holds, exclamations."""
_MARKS = (
    (". ", "? ", "! ", "。", "؟", "।"),
    (",", "、", "，", "،"),
    ('"', "“", "„", "«", "「"),
    ("|", "/", "·", "•", "»"),
    ("@", "http", "{", "_", "©"),
    ("!", "！"),
)
_LABEL = 20  # characters; a shorter text is a label, and its marks are not counted
_NO_MARKS = (0,) * len(MARKS)
_TOPIC = 20  # words of a block that tells what the page is about
FAR = 99
"""Blocks: the distance to what is not there."""


class Layout(NamedTuple):
    """The company that a block keeps: containers are spans of blocks, groups may be scattered."""

    spans: Ints
    """First block and end of each container; the last row is the whole page."""
    containers: Ints
    """Three rows: for each block the containers around it."""
    groups: Ints
    """Three rows: for each block the groups that it belongs to."""
    group_of: Ints
    """The group of each container; empty where groups are of blocks (dumps)."""
    headings: Ints
    """For each block the nearest heading above it, itself where there is none."""
    weights: Floats
    """Words of each block, at least 1."""

    def group_totals(self, blocks: Floats, inside: Floats) -> Floats:
        """Sums over groups.

        Args:
            blocks: A row a block, what is summed.
            inside: The same summed over each container.
        """
        if len(self.group_of):
            size = int(self.group_of.max()) + 1
            totals = [np.bincount(self.group_of, column, size) for column in inside.T]
            return np.stack(totals, axis=1)
        size = int(self.groups.max()) + 1
        out = np.zeros((size, blocks.shape[1]))
        for level in self.groups:  # the groups of different rows are different
            out += np.stack([np.bincount(level, column, size) for column in blocks.T], axis=1)
        return out


class PageFeatures(NamedTuple):
    """The features of a page's blocks."""

    dense: Floats
    """A row a block, a column a named number."""
    words: list[tuple[str, ...]]
    """The first words of each block, lower case."""
    layout: Layout


def running(columns: Floats) -> Floats:
    """Running totals of each column, from a row of zeros: one row more than `columns`."""
    return np.concatenate((np.zeros((1, columns.shape[1])), np.cumsum(columns, axis=0)))


def since(marks: Marks) -> Floats:
    """Blocks since the last marked one before each block; `FAR` where there is none."""
    places = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, places, -1))
    last = np.concatenate(([-1], last[:-1]))
    return np.where(last < 0, FAR, places - last).astype(np.float64)


def until(marks: Marks) -> Floats:
    """Blocks to the next marked one after each block; `FAR` where there is none."""
    return since(marks[::-1])[::-1]


def headings_above(heading: Marks) -> Ints:
    """For each block the nearest marked block above it, itself where there is none."""
    places = np.arange(len(heading))
    last = np.maximum.accumulate(np.where(heading, places, -1))
    last = np.concatenate(([-1], last[:-1]))
    return np.where(last < 0, places, last)


def occurrences(texts: list[str]) -> tuple[dict[str, int], list[int]]:
    """How often each text stands on the page, and each block's number among its equals."""
    seen: dict[str, int] = {}
    order = []
    for text in texts:
        count = seen.get(text, 0)
        order.append(count)
        seen[text] = count + 1
    return seen, order


@remembered
def marks(text: str) -> Sequence[int]:
    """How often each of `MARKS` stands in a text of some length."""
    if len(text) < _LABEL:
        return _NO_MARKS
    count = text.count
    if text.isascii():
        return (
            count(". ") + count("? ") + count("! "), count(","), count('"'),
            count("|") + count("/"), count("@") + count("http") + count("{") + count("_"),
            count("!"),
        )  # fmt: skip
    return [sum(map(count, kind)) for kind in _MARKS]


def topics(
    texts: Sequence[str],
    words: Sequence[Sequence[str]],
    kinds: Sequence[Set[str]],
    seen: Mapping[str, int],
) -> list[tuple[float, float]]:
    """For each block the share of its words that stand in the page's other long blocks.

    The second number is the share that stands in only one of them. `words` are the blocks' words,
    `kinds` the same without repeats, `seen` says how often each text stands on the page.
    """
    tells = [
        len(terms) >= _TOPIC and seen[text] == 1 for text, terms in zip(texts, words, strict=True)
    ]
    topic = dict(Counter(chain.from_iterable(compress(kinds, tells))))
    out = []
    for kind, own in zip(kinds, tells, strict=True):
        if not kind:
            out.append((0.0, 0.0))
            continue
        found = [topic[term] for term in kind if term in topic]
        least = 1 + own
        known = len(found) - found.count(1) if own else len(found)
        out.append((known / len(kind), found.count(least) / len(kind)))
    return out


def ends_sentence(text: str) -> bool:
    """`wording.ends_sentence`, decided by the last character where that is enough."""
    last = text[-1]
    return last in _ENDS or (last in _CLOSERS and wording.ends_sentence(text))
