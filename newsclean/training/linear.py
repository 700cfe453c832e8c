"""The first pass: logistic regression on binned numbers, names of elements, and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby, pairwise
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from newsclean.scoring.layout import Floats, Marks
from newsclean.scoring.model import LONG
from newsclean.scoring.numbers import Scale
from newsclean.training.samples import Sample

LEAST_SITES = 10
"""Sites on which a word or a name must stand to be learned."""


Term = str | tuple[str, str]
"""A word, or a pair of words."""


@dataclass(slots=True)
class Vocabulary:
    """The names and words that are learned, each with its column."""

    names: dict[str, int]
    extra: dict[str, int]
    words: dict[str, int]
    """Words and pairs as a model file spells them: "s word", "l one two"."""
    terms: dict[str, dict[Term, int]]
    """The same apart for short and for long blocks."""

    @classmethod
    def of(cls, samples: Sequence[Sample], least: int = LEAST_SITES) -> Vocabulary:
        """Collect what stands on at least `least` sites."""
        found: dict[str, Term] = {}
        for size in "sl":
            for term in _common(samples, least, partial(_terms, size)):
                found[f"{size} {term if isinstance(term, str) else ' '.join(term)}"] = term
        words = {spelled: place for place, spelled in enumerate(sorted(found))}
        terms: dict[str, dict[Term, int]] = {"s": {}, "l": {}}
        for spelled, place in words.items():
            terms[spelled[0]][found[spelled]] = place
        return cls(
            _places(_common(samples, least, lambda s: chain.from_iterable(set(s.names)))),
            _places(_common(samples, least, lambda s: chain.from_iterable(set(s.extra)))),
            words,
            terms,
        )


def _places(terms: Iterable[str]) -> dict[str, int]:
    return {term: place for place, term in enumerate(sorted(terms))}


def _common(
    samples: Sequence[Sample], least: int, terms: Callable[[Sample], Iterable[Any]]
) -> list[Any]:
    """The terms that stand on at least `least` sites."""
    sites: Counter[Any] = Counter()
    for _, here in groupby(sorted(samples, key=_site), key=_site):
        sites.update(set(chain.from_iterable(map(terms, here))))
    return [term for term, count in sites.items() if count >= least]


def _site(sample: Sample) -> str:
    return sample.entry.site


def _size(words: Sequence[str]) -> str:
    return "l" if len(words) >= LONG else "s"


def _terms(size: str, sample: Sample) -> Iterator[Term]:
    """The words and word pairs of a page's short or long blocks."""
    for words in sample.words:
        if _size(words) == size:
            yield from words
            yield from pairwise(words)


def sparse_columns(
    sample: Sample, vocabulary: Vocabulary
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Names (three levels, then inline and link names) and words of a sample's blocks."""
    count, nodes = len(sample.texts), len(sample.names)
    size = len(vocabulary.names)
    at_node = _rows([_known(vocabulary.names, names) for names in sample.names], size)
    # Paths: block to the nodes around it, by distance.
    rows: list[list[int]] = [[], [], []]
    columns: list[list[int]] = [[], [], []]
    for block, node in enumerate(sample.own):
        distance = 0
        node = int(node)
        while node >= 0:
            level = 0 if distance < 2 else 1 if distance < 5 else 2
            rows[level].append(block)
            columns[level].append(node)
            node = int(sample.parents[node])
            distance += 1
    parts = []
    for level in range(3):
        ones = np.ones(len(rows[level]), dtype=np.float32)
        path = sparse.csr_matrix((ones, (rows[level], columns[level])), shape=(count, nodes))
        parts.append(path @ at_node if nodes else sparse.csr_matrix((count, size)))
    extra = [_known(vocabulary.extra, names) for names in sample.extra]
    parts.append(_rows(extra, len(vocabulary.extra)))
    terms = [_known(vocabulary.terms[_size(w)], chain(w, pairwise(w))) for w in sample.words]
    words = _rows(terms, len(vocabulary.words))
    scale = 1 / np.sqrt([max(len(w), 1) for w in sample.words])
    words = sparse.diags(scale) @ words
    return sparse.hstack(parts).tocsr().astype(np.float32), words.tocsr().astype(np.float32)


def _known(index: Mapping[Any, int], terms: Iterable[Term]) -> list[int]:
    return [place for place in map(index.get, terms) if place is not None]


def _rows(places: Sequence[Sequence[int]], size: int) -> sparse.csr_matrix:
    columns = np.fromiter(chain.from_iterable(places), dtype=np.int32)
    ends = np.cumsum([0, *map(len, places)])
    return sparse.csr_matrix(
        (np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(places), size)
    )


def scale_of(dense: Floats, weights: Floats) -> Scale:
    """Where each column usually lies."""
    mean = weights @ dense / weights.sum()
    deviation = np.sqrt(weights @ (dense - mean) ** 2 / weights.sum()) + 1e-6
    return Scale(mean, deviation, _cuts(dense, weights))


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
