"""What a benchmark makes of each labelled page, as its command line asks."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from multiprocessing import Pool
from pathlib import Path
from typing import TypeVar

from benchmarks.layouts import read_layout
from newsclean.evaluation import GoldPage

_Row = TypeVar("_Row")


def rows_of(judged: Callable[[GoldPage], Sequence[_Row]], description: str) -> list[_Row]:
    """All rows that `judged` gives of the pages with a gold text, in their order.

    Args:
        judged: Called in other processes, so a function of a module.
        description: What the command's help begins with.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("data", type=Path, help="a folder of labelled pages")
    parser.add_argument("--step", type=int, default=1, help="take every so manieth page")
    options = parser.parse_args()
    pages = [page for page in read_layout(options.data).pages if page.gold]
    with Pool() as pool:
        return [row for found in pool.imap(judged, pages[:: options.step]) for row in found]
