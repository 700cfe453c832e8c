"""Where blocks stand, and sums over their company: shared by HTML pages and dumps."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean import wording

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]

_ENDS = frozenset(".!?…。！？؟۔।॥")
_CLOSERS = frozenset("\"'”’»«)]」』* ")
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
        nested = len(self.group_of) > 0
        groups, rows = (self.group_of[None], inside) if nested else (self.groups, blocks)
        size, width = int(groups.max()) + 1, rows.shape[1]
        cells = groups[..., None] * width + np.arange(width)
        weights = np.broadcast_to(rows, cells.shape)
        totals = np.bincount(cells.ravel(), weights.ravel(), size * width)
        return np.asarray(totals.reshape(size, width), dtype=np.float64)


def running(columns: Floats) -> Floats:
    """Running totals of each column, from a row of zeros: one row more than `columns`."""
    return np.concatenate((np.zeros((1, columns.shape[1])), np.cumsum(columns, axis=0)))


def windows(sums: Floats, sizes: Ints) -> Floats:
    """Totals over the blocks around each block: a table for each size, a row a block.

    Args:
        sums: Running totals, as `running` gives them.
        sizes: How many blocks on either side.
    """
    count = len(sums) - 1
    places = np.arange(count)
    low = np.maximum(places - sizes[:, None], 0)
    high = np.minimum(places + sizes[:, None] + 1, count)
    return np.asarray(sums[high] - sums[low], dtype=np.float64)


def since(marks: Marks) -> Floats:
    """Blocks since the last marked one before each block; `FAR` where there is none.

    Args:
        marks: A row for each kind of mark, or only one.
    """
    last = _last_marked(marks)
    return np.where(last < 0, FAR, np.arange(marks.shape[-1]) - last).astype(np.float64)


def until(marks: Marks) -> Floats:
    """Blocks to the next marked one after each block; `FAR` where there is none."""
    return since(marks[..., ::-1])[..., ::-1]


def headings_above(heading: Marks) -> Ints:
    """For each block the nearest marked block above it, itself where there is none."""
    last = _last_marked(heading)
    return np.where(last < 0, np.arange(len(heading)), last)


def _last_marked(marks: Marks) -> Ints:
    """For each block the last marked one before it, -1 where there is none."""
    last = np.full(marks.shape, -1)
    places = np.where(marks, np.arange(marks.shape[-1]), -1)
    np.maximum.accumulate(places[..., :-1], axis=-1, out=last[..., 1:])
    return last


def occurrences(texts: list[str]) -> tuple[dict[str, int], list[int]]:
    """How often each text stands on the page, and each block's number among its equals."""
    seen: dict[str, int] = {}
    order = []
    for text in texts:
        count = seen.get(text, 0)
        order.append(count)
        seen[text] = count + 1
    return seen, order


def ends_sentence(text: str) -> bool:
    """`wording.ends_sentence`, decided by the last character where that is enough."""
    last = text[-1]
    return last in _ENDS or (last in _CLOSERS and wording.ends_sentence(text))
