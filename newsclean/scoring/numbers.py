"""What named numbers say of a block: a table over their bins, or a small network over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.scoring.layout import Floats
from newsclean.scoring.model_file import TABLE

_ONE_THREAD = 1 << 18
"""Multiplications up to which OpenBLAS, numpy's own BLAS, leaves a product to one thread."""


def probabilities(odds: Floats) -> Floats:
    """Log odds as probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Where each number usually lies."""

    mean: Floats
    deviation: Floats

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Spread:
        """Read from plain data."""
        return cls(
            np.array(data["mean"], dtype=np.float64), np.array(data["scale"], dtype=np.float64)
        )

    def straight(self, dense: Floats, out: Floats | None = None) -> Floats:
        """The numbers themselves, standardised and cut at four deviations."""
        scaled = np.subtract(dense, self.mean, out=out)
        scaled /= self.deviation
        return np.asarray(np.clip(scaled, -4, 4, out=scaled))


@dataclass(frozen=True, slots=True, eq=False)
class Scale(Spread):
    """Where each number usually lies, and how many of all lie below it."""

    cuts: Floats
    """Thresholds between bins, a row a number, padded with infinity."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Scale:
        """Read from plain data."""
        spread = Spread.of(data)
        cuts = [[np.inf if cut is None else cut for cut in row] for row in data["cuts"]]
        # Read a column at a time.
        table = np.array(cuts, dtype=np.float64, order="F")
        return cls(spread.mean, spread.deviation, table)

    def bins(self, dense: Floats) -> NDArray[np.int8]:
        """How many of its cuts each number lies above."""
        bins = np.zeros(dense.shape, dtype=np.int8)
        above = np.empty(dense.shape, dtype=np.bool_)
        for cut in self.cuts.T:
            np.greater(dense, cut, out=above)
            bins += above.view(np.int8)
        return bins

    def ranks(self, dense: Floats, out: Floats | None = None) -> Floats:
        """The bin of each number, from -1 for the lowest to 1 for the highest."""
        highest = np.maximum(np.isfinite(self.cuts).sum(axis=1), 1)
        ranks = np.multiply(self.bins(dense), 2 / highest, out=out)
        ranks -= 1
        return np.asarray(ranks)


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Logistic regression: a slope for each number, and a table over its bins."""

    scale: Scale
    slope: Floats
    table: Floats
    """Log odds of each bin, a row a number."""
    constant: float

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Numbers:
        """Read from plain data."""
        return cls(
            Scale.of(data),
            np.array(data["slope"], dtype=np.float64),
            np.array(data["table"], dtype=np.float64),
            float(data["constant"]),
        )

    def __call__(self, dense: Floats) -> Floats:
        """Log odds of each row."""
        rows = np.arange(len(self.table)) * self.table.shape[1]
        steps = self.table.ravel().take(self.scale.bins(dense) + rows)
        odds = steps.sum(axis=1) + self.scale.straight(dense) @ self.slope + self.constant
        return np.asarray(odds, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A network with one hidden layer of rectified units over the numbers and their ranks."""

    scale: Scale
    hidden: Floats
    """Weights into the hidden units: a row for each number, then one for each rank."""
    bias: Floats
    """Of the hidden units."""
    output: Floats
    """What each hidden unit adds to the log odds."""
    constant: float

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Network:
        """Read from plain data."""
        return cls(
            Scale.of(data),
            unpacked(data["hidden"]),
            np.array(data["bias"], dtype=np.float64),
            np.array(data["output"], dtype=np.float64),
            float(data["constant"]),
        )

    def inputs(self, dense: Floats) -> Floats:
        """What the hidden units read of each row."""
        rows, columns = dense.shape
        out = np.empty((rows, 2 * columns))
        self.scale.straight(dense, out[:, :columns])
        self.scale.ranks(dense, out[:, columns:])
        return out

    def __call__(self, dense: Floats) -> Floats:
        """Log odds of each row."""
        units = product(self.inputs(dense), self.hidden)
        units += self.bias
        np.maximum(units, 0, out=units)
        return np.asarray(units @ self.output + self.constant, dtype=np.float64)


def product(left: Floats, right: Floats) -> Floats:
    """`left @ right`, some rows at a time.

    At once it would occupy all cores for no less time: what a page takes is too little to share.
    """
    rows = max(1, _ONE_THREAD // right.size)
    whole = len(left) // rows * rows
    out = np.empty((len(left), right.shape[1]))
    np.matmul(
        left[:whole].reshape(-1, rows, left.shape[1]),
        right,
        out=out[:whole].reshape(-1, rows, right.shape[1]),
    )
    np.matmul(left[whole:], right, out=out[whole:])
    return out


def unpacked(data: Mapping[str, Any]) -> Floats:
    """A table that was written as small whole numbers, with a scale for each of its columns."""
    whole = np.frombuffer(data[TABLE], dtype=np.int8).reshape(data["shape"])
    return np.asarray(whole * np.array(data["scale"], dtype=np.float64), dtype=np.float64)
