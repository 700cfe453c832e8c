"""Spreads the work of training over processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context
from typing import TypeVar

_WORKERS = 2

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_work: list[Callable[..., object]] = []  # of a worker process: what it does


def spread(
    work: Callable[[_Item], _Result], items: Iterable[_Item], portion: int = 16
) -> Iterator[_Result]:
    """What `work` makes of each item in worker processes, in order.

    Args:
        work: Any function: the processes are forks, which have what it holds without a copy.
        items: What to give it; they and the results are sent between processes.
        portion: Items that a process takes at a time.
    """
    with get_context("fork").Pool(_WORKERS, _work.append, (work,)) as pool:
        yield from pool.imap(_do, items, portion)


def _do(item: object) -> object:
    return _work[-1](item)
