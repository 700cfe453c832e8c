"""Fits a choice among rows: the headline among a dump's lines, a list's name among those above.

A conditional logit (McFadden 1974, "Conditional logit analysis of qualitative choice behavior").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from newsclean.scoring.layout import Floats, Marks
from newsclean.scoring.model import likeliest


class Answered(NamedTuple):
    """A choice whose answer is known."""

    dense: Floats
    """A row for each thing that may be chosen."""
    right: Marks
    """Which of them are right, at least one."""
    weight: float = 1.0

    def met(self, odds: Floats) -> bool:
        """Whether by the rows' log odds a right one is chosen."""
        return bool(self.right[likeliest(odds)])


def fit_choice(choices: Sequence[Answered], columns: int, ridge: float) -> Floats:
    """A weight for each column, by which right rows stand above the others of their choice.

    Args:
        choices: What to learn from; of none come zeros.
        columns: How many numbers a row has.
        ridge: Penalty of a squared weight, once columns are brought to a deviation of 1.
    """
    if not choices:
        return np.zeros(columns)
    dense = np.concatenate([choice.dense for choice in choices])
    right = np.concatenate([choice.right for choice in choices]).astype(np.float64)
    sizes = np.array([len(choice.right) for choice in choices])
    weights = np.array([choice.weight for choice in choices])
    starts, of = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)
    scale = dense.std(axis=0)
    scale[scale == 0] = 1.0
    dense = dense / scale

    def loss(at: Floats) -> tuple[float, Floats]:
        odds = dense @ at
        odds -= np.maximum.reduceat(odds, starts)[of]
        mass = np.exp(odds)
        whole, good = np.add.reduceat(mass, starts), np.add.reduceat(mass * right, starts)
        good = np.maximum(good, 1e-300)
        slope = dense.T @ (weights[of] * (mass / whole[of] - mass * right / good[of]))
        missed = float((weights * (np.log(whole) - np.log(good))).sum())
        return missed + float(ridge / 2 * at @ at), slope + ridge * at

    found = minimize(loss, np.zeros(columns), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / scale, dtype=np.float64)
