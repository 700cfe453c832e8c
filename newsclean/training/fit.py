"""Fits the two passes on samples, and turns the result into plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from newsclean.page import Kind
from newsclean.scoring.context import CONTEXT, context
from newsclean.scoring.layout import Floats, Marks
from newsclean.scoring.model import FORMAT, LONG
from newsclean.scoring.numbers import Network, Numbers
from newsclean.training.linear import (
    Vocabulary,
    binned,
    fit_logistic,
    scale_of,
    sparse_columns,
)
from newsclean.training.network import Recipe, fit_network, in_parts
from newsclean.training.plain import network_data, numbers_data, plain, rounded
from newsclean.training.samples import Sample


class Penalty(NamedTuple):
    """How dear the weights of numbers are."""

    bins: float
    """Of a number's bin."""
    slope: float
    """Of the number itself."""


FIRST = Penalty(0.3, 0.1)
SECOND = {
    "html": Recipe(
        units=48, networks=2, epochs=10, batch=512, decay=0.1, lost_inputs=0.1, lost_units=0.2
    ),
    # Dumps tell less by any one number: more of them have to be seen together.
    "text": Recipe(
        units=192, networks=1, epochs=20, batch=512, decay=0.1, lost_inputs=0.1, lost_units=0.2
    ),
}
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

    @property
    def kind(self) -> Kind:
        """Of all its pages."""
        return "html" if self.samples[0].style == "html" else "text"

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
class FirstFit:
    """The first pass."""

    numbers: Numbers
    names: Floats
    words: Floats

    def odds(self, table: Table, rows: Marks) -> Odds:
        """Log odds of some rows of a table."""
        names = np.asarray(table.names[rows] @ self.names, dtype=np.float64)
        words = np.asarray(table.words[rows] @ self.words, dtype=np.float64)
        return Odds(in_parts(self.numbers, table.dense[rows]) + names + words, names, words)


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


def fit_second(dense: Floats, table: Table, rows: Marks) -> Network:
    """Fit the second pass on some rows of `dense`: the table's own columns and the context."""
    rows, weights = _thinned(rows, table.weights)
    return fit_network(dense[rows], table.main[rows], weights, SECOND[table.kind])


def _thinned(rows: Marks, weights: Floats) -> tuple[Marks, Floats]:
    light = weights <= _LIGHT
    chosen = rows & (weights > 0) & (~light | (np.arange(len(weights)) % 4 == 0))
    return chosen, np.where(light, weights * 4, weights)[chosen]


def fit_numbers(
    dense: Floats,
    main: Marks,
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
    found = fit_logistic(columns, straight, main, weights, ridge, _ITERATIONS)
    rest = columns.shape[1]
    table = found[:bins].reshape(len(scale.cuts), -1)
    return Numbers(scale, found[rest:-1], table, float(found[-1])), found[bins:rest]


def model_data(
    kind: str,
    features: Sequence[str],
    vocabulary: Vocabulary,
    first: FirstFit,
    second: Network,
    shift: float,
    pages: dict[str, Any],
) -> dict[str, Any]:
    """A model as plain data, as `scoring.model.read_model` reads it."""
    size = len(vocabulary.names)
    levels = first.names[: 3 * size].reshape(3, size) if size else np.zeros((3, 0))
    names = {
        name: plain(levels[:, place], 3)
        for name, place in vocabulary.names.items()
        if np.abs(levels[:, place]).max() >= 0.01
    }
    extra = {
        name: rounded(first.names[3 * size + place], 3) for name, place in vocabulary.extra.items()
    }
    words = {
        term: rounded(first.words[place], 3)
        for term, place in vocabulary.words.items()
        if abs(first.words[place]) >= 0.02
    }
    return {
        "format": FORMAT,
        "kind": kind,
        "long": LONG,
        "features": [*features, *CONTEXT],
        "first": {
            "numbers": numbers_data(first.numbers),
            "names": names,
            "extra": extra,
            "words": words,
        },
        "second": {"network": network_data(second), "shift": rounded(shift)},
        "pages": pages,
    }
