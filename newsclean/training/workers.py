"""Spreads the work of training over processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context
from typing import TypeVar

WORKERS = 2
"""Processes, or threads, that work at a time."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def spread(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
    """What `work` makes of each item in worker processes, in order."""
    with get_context("fork").Pool(WORKERS) as pool:
        yield from pool.imap(work, items, chunksize=16)
