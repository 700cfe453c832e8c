"""The index of a folder of reports: figures to sort, doubts first."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.reports.figures import Figures, total
from newsclean.reports.render import render

MOST_ROWS = 5_000
"""Pages in an index; a browser sorts no more in a moment. Of more, those that want a look first."""
_FIRST = 8  # pages under "look at these first"
_DOUBT = 0.35  # need from which a page stands there
_BINS = 10


class Bin(NamedTuple):
    """A bar of the histogram of confidence."""

    low: float
    high: float
    pages: int
    height: float
    """Relative to the highest, 0 to 1."""


def index_report(pages: Sequence[Figures], *, name: str) -> str:
    """One self-contained HTML page about many reports.

    Args:
        pages: What is known of each; of more than `MOST_ROWS`, the page says how many it leaves
            out.
        name: What the pages are called together.
    """
    worst = heapq.nlargest(_FIRST, pages, key=lambda page: page.need)
    rows = pages
    if len(pages) > MOST_ROWS:
        rows = heapq.nlargest(MOST_ROWS, pages, key=lambda page: page.need)
    documents = [page for page in pages if not page.error]
    shares = total(documents)
    return render(
        "index.html",
        style="report.css",
        script="index.js",
        name=name,
        rows=rows,
        pages=len(pages),
        documents=len(documents),
        errors=len(pages) - len(documents),
        articles=sum(page.is_article for page in documents),
        shares=shares,
        kept=sum(share.words for share in shares if share.role.kept),
        words=sum(share.words for share in shares),
        related=sum(page.related for page in documents),
        bins=histogram(documents),
        first=[page for page in worst if page.need >= _DOUBT],
    )


def histogram(documents: Sequence[Figures]) -> list[Bin]:
    """Documents by confidence, in tenths."""
    counts = [0] * _BINS
    for page in documents:
        counts[min(_BINS - 1, int(page.confidence * _BINS))] += 1
    highest = max(counts, default=0) or 1
    return [
        Bin(place / _BINS, (place + 1) / _BINS, count, count / highest)
        for place, count in enumerate(counts)
    ]
