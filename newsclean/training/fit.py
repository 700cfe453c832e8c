"""Fits the two passes on samples, and turns the result into plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from newsclean.scoring.context import CONTEXT, context
from newsclean.scoring.layout import Floats, Marks
from newsclean.scoring.model import FORMAT, LONG
from newsclean.training.linear import (
    Vocabulary,
    binned,
    cuts,
    fit_logistic,
    sparse_columns,
    straight,
)
from newsclean.training.samples import Sample


class Penalty(NamedTuple):
    """How dear the weights of numbers are."""

    bins: float
    """Of a number's bin."""
    slope: float
    """Of the number itself."""


FIRST = Penalty(0.3, 0.1)
SECOND = Penalty(12.0, 4.0)
"""Of a second pass, whose company tells so much that the page's own numbers need little more."""
RIDGE = {"names": 0.3, "words": 0.1}
"""Penalties. A page weighs about 1.7, so these are strong beside what a rare name can say."""
_LIGHT = 2e-3  # weight below which three of four rows are left out, the fourth counting for all
_ITERATIONS = 80


@dataclass(slots=True)
class Table:
    """All samples' blocks as one table."""

    samples: Sequence[Sample]
    offsets: Any
    dense: Floats
    names: sparse.csr_matrix
    words: sparse.csr_matrix
    main: Marks
    weights: Floats
    vocabulary: Vocabulary

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> Table:
        """Collect samples; the vocabulary is what stands on enough of their sites."""
        vocabulary = Vocabulary.of(samples)
        columns = [sparse_columns(sample, vocabulary) for sample in samples]
        return cls(
            samples=samples,
            offsets=np.concatenate(([0], np.cumsum([len(s.main) for s in samples]))),
            dense=np.vstack([s.dense for s in samples]),
            names=sparse.vstack([c[0] for c in columns]).tocsr(),
            words=sparse.vstack([c[1] for c in columns]).tocsr(),
            main=np.concatenate([s.main for s in samples]),
            weights=np.concatenate([s.weights for s in samples]),
            vocabulary=vocabulary,
        )

    def context(self, odds: Odds) -> Floats:
        """The second pass's columns for the first pass's log odds."""
        parts = [
            context(odds.whole[a:b], odds.words[a:b], odds.names[a:b], sample.layout)
            for sample, a, b in zip(self.samples, self.offsets[:-1], self.offsets[1:], strict=True)
        ]
        return np.vstack(parts)


@dataclass(slots=True)
class Odds:
    """Log odds of blocks, and the parts that names and words gave."""

    whole: Floats
    names: Floats
    words: Floats


@dataclass(slots=True)
class NumbersFit:
    """The fitted form of `scoring.model.Numbers`."""

    mean: Floats
    scale: Floats
    slope: Floats
    cuts: Floats
    table: Floats
    constant: float

    def odds(self, dense: Floats) -> Floats:
        """Log odds of rows."""
        steps = binned(dense, self.cuts) @ self.table.ravel()
        slopes = straight(dense, self.mean, self.scale) @ self.slope
        return np.asarray(steps + slopes, dtype=np.float64) + self.constant

    def data(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "mean": plain(self.mean),
            "scale": plain(self.scale),
            "slope": plain(self.slope),
            "cuts": [[None if np.isinf(c) else _digits(c) for c in row] for row in self.cuts],
            "table": [plain(row, 3) for row in self.table],
            "constant": _digits(self.constant),
        }


@dataclass(slots=True)
class FirstFit:
    """The first pass."""

    numbers: NumbersFit
    names: Floats
    words: Floats

    def odds(self, table: Table, rows: Marks) -> Odds:
        """Log odds of some rows of a table."""
        names = np.asarray(table.names[rows] @ self.names, dtype=np.float64)
        words = np.asarray(table.words[rows] @ self.words, dtype=np.float64)
        return Odds(self.numbers.odds(table.dense[rows]) + names + words, names, words)


def fit_first(table: Table, rows: Marks) -> FirstFit:
    """Fit the first pass on some rows of a table."""
    rows, weights = _thinned(rows, table.weights)
    extra = [table.names[rows], table.words[rows]]
    ridges = [
        np.full(extra[0].shape[1], RIDGE["names"]),
        np.full(extra[1].shape[1], RIDGE["words"]),
    ]
    numbers, rest = fit_numbers(table.dense[rows], table.main[rows], weights, FIRST, extra, ridges)
    names = table.names.shape[1]
    return FirstFit(numbers, rest[:names], rest[names:])


def fit_second(dense: Floats, table: Table, rows: Marks) -> NumbersFit:
    """Fit the second pass on some rows of `dense`: the table's own columns and the context."""
    rows, weights = _thinned(rows, table.weights)
    return fit_numbers(dense[rows], table.main[rows], weights, SECOND)[0]


def _thinned(rows: Marks, weights: Floats) -> tuple[Marks, Floats]:
    light = weights <= _LIGHT
    chosen = rows & (weights > 0) & (~light | (np.arange(len(weights)) % 4 == 0))
    return chosen, np.where(light, weights * 4, weights)[chosen]


def fit_numbers(
    dense: Floats,
    main: Marks,
    weights: Floats,
    penalty: Penalty,
    extra: Sequence[sparse.csr_matrix] = (),
    ridges: Sequence[Floats] = (),
) -> tuple[NumbersFit, Floats]:
    """Fit on named numbers and further sparse columns; gives both parts' weights."""
    limits = cuts(dense, weights)
    mean = weights @ dense / weights.sum()
    scale = np.sqrt(weights @ (dense - mean) ** 2 / weights.sum()) + 1e-6
    columns = sparse.hstack([binned(dense, limits), *extra]).tocsr()
    bins = limits.shape[0] * (limits.shape[1] + 1)
    ridge = np.concatenate(
        (np.full(bins, penalty.bins), *ridges, np.full(dense.shape[1], penalty.slope))
    )
    found = fit_logistic(columns, straight(dense, mean, scale), main, weights, ridge, _ITERATIONS)
    rest = columns.shape[1]
    numbers = NumbersFit(
        mean, scale, found[rest:-1], limits,
        found[:bins].reshape(len(limits), -1), float(found[-1]),
    )  # fmt: skip
    return numbers, found[bins:rest]


def model_data(
    kind: str,
    features: Sequence[str],
    vocabulary: Vocabulary,
    first: FirstFit,
    second: NumbersFit,
    shift: float,
    pages: dict[str, Any],
) -> dict[str, Any]:
    """A model as plain data, as `scoring.model.read_model` reads it."""
    size = len(vocabulary.names)
    levels = first.names[: 3 * size].reshape(3, size) if size else np.zeros((3, 0))
    names = {
        name: [_digits(x, 3) for x in levels[:, place]]
        for name, place in vocabulary.names.items()
        if np.abs(levels[:, place]).max() >= 0.01
    }
    extra = {
        name: _digits(first.names[3 * size + place], 3) for name, place in vocabulary.extra.items()
    }
    words = {
        term: _digits(first.words[place], 3)
        for term, place in vocabulary.words.items()
        if abs(first.words[place]) >= 0.02
    }
    return {
        "format": FORMAT,
        "kind": kind,
        "long": LONG,
        "features": [*features, *CONTEXT],
        "first": {"numbers": first.numbers.data(), "names": names, "extra": extra, "words": words},
        "second": {"numbers": second.data(), "shift": _digits(shift)},
        "pages": pages,
    }


def _digits(value: float, digits: int = 5) -> float:
    return float(f"{float(value):.{digits}g}")


def plain(values: Floats, digits: int = 5) -> list[float]:
    """Numbers as they are written, to so many digits."""
    return [_digits(value, digits) for value in values]
