"""Bootstrap intervals by site, so that noise is not taken for a difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

DRAWS = 2000
LEAST_SITES = 8
"""Below it an interval says more than it knows, and none is given."""


class Interval(NamedTuple):
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


def interval(values: Sequence[float], sites: Sequence[str]) -> Interval | None:
    """The mean of `values` and where it would fall with other sites of the same kind.

    Sites are drawn with replacement, each with all of its pages, because the pages of a site
    succeed or fail together. Given the differences between two systems page by page, this is the
    paired interval. None where there are fewer than eight sites.
    """
    names = sorted(set(sites))
    if len(names) < LEAST_SITES:
        return None
    place = {name: index for index, name in enumerate(names)}
    of = np.array([place[site] for site in sites])
    sums = np.bincount(of, weights=np.array(values, dtype=np.float64), minlength=len(names))
    counts = np.bincount(of, minlength=len(names))
    # A fixed seed: the same figures give the same interval.
    drawn = np.random.default_rng(0).integers(0, len(names), size=(DRAWS, len(names)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(float(np.mean(values)), float(low), float(high))
