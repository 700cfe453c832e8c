"""Logistic regression on binned numbers and sparse columns: the first pass of related stories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from newsclean.scoring.layout import Floats, Marks
from newsclean.scoring.numbers import Numbers, Scale, Spread


class Penalty(NamedTuple):
    """How dear the weights of numbers are."""

    bins: float
    """Of a number's bin."""
    slope: float
    """Of the number itself."""


_ITERATIONS = 80


def fit_numbers(
    dense: Floats,
    right: Marks,
    weights: Floats,
    penalty: Penalty,
    extra: Sequence[sparse.csr_matrix],
    ridges: Sequence[Floats],
) -> tuple[Numbers, Floats]:
    """Fit on named numbers and further sparse columns; gives both parts' weights."""
    scale = scale_of(dense, weights)
    columns = sparse.hstack([binned(dense, scale), *extra]).tocsr()
    bins = scale.cuts.shape[0] * (scale.cuts.shape[1] + 1)
    ridge = np.concatenate(
        (np.full(bins, penalty.bins), *ridges, np.full(dense.shape[1], penalty.slope))
    )
    straight: Floats = np.asarray(scale.straight(dense), dtype=np.float32)
    found = fit_logistic(columns, straight, right, weights, ridge, _ITERATIONS)
    rest = columns.shape[1]
    table = found[:bins].reshape(len(scale.cuts), -1)
    return Numbers(scale, found[rest:-1], table, float(found[-1])), found[bins:rest]


def spread_of(dense: Floats, weights: Floats) -> Spread:
    """Where each column usually lies."""
    mean = weights @ dense / weights.sum()
    return Spread(mean, np.sqrt(weights @ (dense - mean) ** 2 / weights.sum()) + 1e-6)


def scale_of(dense: Floats, weights: Floats) -> Scale:
    """The same, and the cuts between each column's bins."""
    spread = spread_of(dense, weights)
    return Scale(spread.mean, spread.deviation, _cuts(dense, weights))


def _cuts(dense: Floats, weights: Floats, bins: int = 8) -> Floats:
    """Thresholds of each column at its weighted quantiles, padded with infinity.

    They lie halfway between two values, so that no rounding brings a value to their other side.
    """
    out = np.full((dense.shape[1], bins - 1), np.inf)
    for column in range(dense.shape[1]):
        order = np.argsort(dense[:, column], kind="stable")
        values = dense[order, column].astype(np.float64)
        share = np.cumsum(weights[order]) / weights.sum()
        at = values[np.minimum(np.searchsorted(share, np.arange(1, bins) / bins), len(values) - 1)]
        found = np.unique(at)
        found = found[found < values[-1]]
        above = values[np.searchsorted(values, found, side="right")]
        out[column, : len(found)] = (found + above) / 2
    return out


def binned(dense: Floats, scale: Scale) -> sparse.csr_matrix:
    """One column for each bin of each number."""
    bins = scale.cuts.shape[1] + 1
    index = scale.bins(dense) + np.arange(dense.shape[1], dtype=np.int32) * bins
    ends = np.arange(0, index.size + 1, dense.shape[1])
    return sparse.csr_matrix(
        (np.ones(index.size, dtype=np.float32), index.ravel(), ends),
        shape=(len(dense), dense.shape[1] * bins),
    )


def fit_logistic(
    columns: sparse.csr_matrix,
    numbers: Floats,
    main: Marks,
    weights: Floats,
    ridge: Floats,
    iterations: int,
) -> Floats:
    """Fit by L-BFGS.

    Args:
        columns: Sparse columns.
        numbers: Dense columns.
        main: What is to be told.
        weights: The weight of each row.
        ridge: The penalty of each column, sparse ones first.
        iterations: At most so many steps.

    Returns:
        Weights of the columns and, last, the constant.
    """
    signs = np.where(main, 1.0, -1.0).astype(np.float32)
    weights = weights.astype(np.float32)
    pulls = -weights * signs
    transposed = columns.T.tocsr()
    size = columns.shape[1]

    def loss(at: Floats) -> tuple[float, Floats]:
        small = at.astype(np.float32)
        margin = signs * (columns @ small[:size] + numbers @ small[size:-1] + small[-1])
        value = float(weights @ np.logaddexp(0, -margin)) + 0.5 * float(ridge @ at[:-1] ** 2)
        pull = pulls / (1 + np.exp(np.clip(margin, -30, 30)))
        slope = np.empty_like(at)
        slope[:size] = transposed @ pull
        slope[size:-1] = pull @ numbers
        slope[:-1] += ridge * at[:-1]
        slope[-1] = pull.sum()
        return value, slope

    found = minimize(
        loss,
        np.zeros(len(ridge) + 1),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": iterations, "maxcor": 20},
    )
    return np.asarray(found.x)
