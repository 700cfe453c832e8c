"""Fits the network that reads the blocks of a page in their order, by gradient descent.

The gradients are written out: a few products of matrices for each layer, on some thousand blocks
of whole pages at a time. Adam and the rate's course are those of `training.network`; what is kept
is the running mean of the weights over the last steps, which errs less than the weights at any one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

import numpy as np
from scipy import sparse

from newsclean.scoring.layout import Floats, Ints, Marks
from newsclean.scoring.numbers import Spread, unpacked
from newsclean.scoring.sequence import SUMMED, Layer, SequenceNetwork
from newsclean.training.linear import spread_of
from newsclean.training.network import Floats32, Moving, drawn, kept, rate
from newsclean.training.plain import packed, sequence_data

_LAYERS = 5
_GAP = 1 << (_LAYERS - 1)
"""Empty rows between two pages: no layer reaches further."""
_ROWS = 4096
"""Blocks in a step, about; of few pages a quarter of all."""
_MEAN = 0.998
"""Share of the running mean of the weights that is left after a step."""
_LEAST_STEPS = 300
_DECAY = 0.1
_SPREAD = 0.05
"""Of the vectors of terms at first."""


class SequenceRecipe(NamedTuple):
    """How the network is fitted."""

    units: int
    """Numbers in the state of a block."""
    width: int
    """Numbers by which a term is known."""
    epochs: int
    lost_inputs: float
    """Share of the named numbers dropped at random in a step."""
    lost_units: float
    lost_terms: float


class Pages(NamedTuple):
    """What a network learns from: pages, their blocks one below the other."""

    dense: Floats
    """Named numbers, a row a block."""
    terms: sparse.csr_matrix
    """Which terms a block has, and how much each counts."""
    main: Marks
    weights: Floats
    """The weight of each block; pages without any are not learned from."""
    offsets: Ints
    """Where each page begins, and where the last ends."""


class Fitted(NamedTuple):
    """A network, and the vector of each term that it reads."""

    network: SequenceNetwork
    vectors: Floats

    def odds(self, pages: Pages, chosen: Sequence[int]) -> Floats:
        """Log odds of the blocks of the chosen pages, one page after the other."""
        found = [np.zeros(0)]
        for page in chosen:
            low, high = pages.offsets[page], pages.offsets[page + 1]
            said = np.asarray(pages.terms[low:high] @ self.vectors, dtype=np.float64)
            found.append(self.network(pages.dense[low:high], said))
        return np.concatenate(found)


def fit_sequence(pages: Pages, chosen: Sequence[int], recipe: SequenceRecipe) -> Fitted:
    """Fit a network on the chosen pages; the same pages give the same network."""
    sizes = np.diff(pages.offsets)
    told = [p for p in chosen if pages.weights[pages.offsets[p] : pages.offsets[p + 1]].any()]
    rows = np.concatenate([np.arange(pages.offsets[p], pages.offsets[p + 1]) for p in told])
    spread = spread_of(pages.dense[rows], pages.weights[rows])
    mean = float(pages.weights[rows].mean())
    draw = np.random.default_rng(0)
    weights = _Weights(draw, pages.dense.shape[1], pages.terms.shape[1], recipe)
    most = min(_ROWS, len(rows) // 4)
    steps = max(ceil(len(rows) / _ROWS) * recipe.epochs, _LEAST_STEPS)
    batches = _batches(draw, told, sizes, most)
    for step in range(1, steps + 1):
        batch = _Batch.of(pages, next(batches), spread, mean)
        weights.step(_gradients(weights, batch, draw, recipe), rate(step, steps), step)
    return weights.fitted(spread)


def _batches(
    draw: np.random.Generator, told: Sequence[int], sizes: Ints, most: int
) -> Iterator[list[int]]:
    """Pages of about `most` blocks together, all pages in another order each time, for ever."""
    batch: list[int] = []
    rows = 0
    while True:
        for place in draw.permutation(len(told)).tolist():
            if batch and rows + sizes[told[place]] > most:
                yield batch
                batch, rows = [], 0
            batch.append(told[place])
            rows += sizes[told[place]]


class _Batch(NamedTuple):
    """Pages with empty rows between them."""

    inputs: Floats32
    terms: sparse.csr_matrix
    filled: Floats32
    """1 for the rows that hold a block, a column."""
    starts: Ints
    """The first row of each page; its empty rows follow it."""
    sizes: Floats32
    page: Ints
    """The page of each row."""
    main: Floats32
    share: Floats32

    @classmethod
    def of(cls, pages: Pages, chosen: Sequence[int], spread: Spread, mean: float) -> _Batch:
        rows = np.concatenate([np.arange(pages.offsets[p], pages.offsets[p + 1]) for p in chosen])
        sizes = np.array([pages.offsets[p + 1] - pages.offsets[p] for p in chosen])
        starts = np.concatenate(([0], np.cumsum(sizes + _GAP)))
        # No gap stands before the first page: nothing is there to be reached.
        page = np.repeat(np.arange(len(chosen)), sizes + _GAP)
        at = np.arange(len(rows)) + _GAP * np.repeat(np.arange(len(chosen)), sizes)
        size = int(starts[-1])
        place = sparse.csr_matrix(
            (np.ones(len(at), dtype=np.float32), (at, np.arange(len(at)))), shape=(size, len(at))
        )
        read = np.zeros((size, pages.dense.shape[1]), dtype=np.float32)
        read[at] = spread.straight(pages.dense[rows])
        columns = np.zeros((3, size), dtype=np.float32)
        columns[:, at] = np.ones(len(at)), pages.main[rows], pages.weights[rows] / mean
        return cls(
            read,
            (place @ pages.terms[rows]).tocsr(),
            columns[0][:, None],
            starts[:-1],
            sizes[:, None].astype(np.float32),
            page,
            columns[1],
            columns[2],
        )


class _Weights:
    """The weights of a network while it is fitted, each with its running mean."""

    def __init__(
        self, draw: np.random.Generator, inputs: int, terms: int, recipe: SequenceRecipe
    ) -> None:
        units, width = recipe.units, recipe.width

        def weights(*shape: int, fan: int) -> Moving:
            return drawn(draw, shape, np.sqrt(1 / fan), _DECAY)

        def bias(*shape: int) -> Moving:
            return Moving(np.zeros(shape, np.float32), 0.0)

        self._parts: dict[str, Moving] = {
            "vectors": drawn(draw, (terms, width), _SPREAD, _DECAY),
            "entry": weights(inputs + width, units, fan=inputs + width),
            "bias": bias(units),
            "summary": weights(2 * units, units, fan=2 * units),
            "page": bias(units),
            "output": weights(units, fan=units),
            "constant": bias(1),
        }
        for place in range(_LAYERS):
            self._parts |= {
                f"beside{place}": weights(3, units, units, fan=3 * units),
                f"bias{place}": bias(units),
                f"told{place}": weights(units, units, fan=units),
                f"constant{place}": bias(units),
            }
        self._means = {name: part.value.copy() for name, part in self._parts.items()}

    def __getitem__(self, name: str) -> Floats32:
        return self._parts[name].value

    def step(self, gradients: dict[str, Floats32], rate: float, count: int) -> None:
        """Follow the gradients, no further than a slope of 1 leads."""
        steep = float(np.sqrt(sum(float((g * g).sum()) for g in gradients.values())))
        share = np.float32(min(1.0, 1 / (steep + 1e-9)))
        keep = np.float32(min(_MEAN, (1 + count) / (10 + count)))
        for name, gradient in gradients.items():
            part, mean = self._parts[name], self._means[name]
            part.step(gradient * share, rate, count)
            mean *= keep
            mean += (1 - keep) * part.value

    def fitted(self, spread: Spread) -> Fitted:
        """The network of the running means, as it will be read.

        So all that is measured is measured of what ships.
        """
        network, vectors = self.exact(spread)
        return Fitted(SequenceNetwork.of(sequence_data(network)), unpacked(packed(vectors)))

    def exact(self, spread: Spread) -> Fitted:
        """The network of the running means."""
        mean = {name: value.astype(np.float64) for name, value in self._means.items()}
        layers = [
            Layer(1 << n, *(mean[f"{name}{n}"] for name in ("beside", "bias", "told", "constant")))
            for n in range(_LAYERS)
        ]
        network = SequenceNetwork(
            spread=spread,
            entry=mean["entry"],
            bias=mean["bias"],
            layers=tuple(layers),
            summary=mean["summary"],
            page=mean["page"],
            output=mean["output"],
            constant=float(mean["constant"][0]),
        )
        return Fitted(network, mean["vectors"])


def _gradients(
    weights: _Weights, batch: _Batch, draw: np.random.Generator, recipe: SequenceRecipe
) -> dict[str, Floats32]:
    """The gradients of the loss on a batch, with a share of everything dropped at random."""
    filled, starts, page = batch.filled, batch.starts, batch.page
    terms = batch.terms.copy()
    terms.data *= draw.random(len(terms.data), dtype=np.float32) >= recipe.lost_terms
    inputs = batch.inputs * kept(draw, batch.inputs.shape, recipe.lost_inputs)
    read = np.hstack((inputs, terms @ weights["vectors"]))
    state = np.maximum(read @ weights["entry"] + weights["bias"], 0) * filled
    first = state
    states, units = [], []
    known = summed = highest = first
    for place in range(_LAYERS):
        reach = 1 << place
        above, own, below = weights[f"beside{place}"]
        sees = state @ own + weights[f"bias{place}"]
        sees[reach:] += state[:-reach] @ above
        sees[:-reach] += state[reach:] @ below
        np.maximum(sees, 0, out=sees)
        sees *= kept(draw, sees.shape, recipe.lost_units)
        states.append(state)
        units.append(sees)
        state = state + (sees @ weights[f"told{place}"] + weights[f"constant{place}"]) * filled
        if place + 1 == SUMMED:
            before = state
            highest = np.maximum.reduceat(state, starts)  # at least 0, as empty rows are
            known = np.hstack((np.add.reduceat(state, starts) / batch.sizes, highest))
            summed = np.maximum(known @ weights["summary"] + weights["page"], 0)
            state = state + summed[page] * filled
    odds = state @ weights["output"] + weights["constant"]
    pull = (1 / (1 + np.exp(-odds)) - batch.main) * batch.share / np.float32(filled.sum())

    found = {"output": state.T @ pull, "constant": pull.sum(keepdims=True)}
    back = pull[:, None] * weights["output"]
    for place in reversed(range(_LAYERS)):
        if place + 1 == SUMMED:
            pages = np.add.reduceat(back, starts) * (summed > 0)
            found |= {"summary": known.T @ pages, "page": pages.sum(axis=0)}
            mean, high = np.hsplit(pages @ weights["summary"].T, 2)
            high = np.where(highest > 0, high, 0)
            back = back + (mean / batch.sizes)[page] + high[page] * (before == highest[page])
            back *= filled
        reach = 1 << place
        above, own, below = weights[f"beside{place}"]
        state, sees = states[place], units[place]
        inner = back @ weights[f"told{place}"].T
        # What is dropped or not above 0 is 0 in `sees`, the rest was scaled as it came.
        inner *= (sees > 0) / np.float32(1 - recipe.lost_units)
        found |= {
            f"told{place}": sees.T @ back,
            f"constant{place}": back.sum(axis=0),
            f"bias{place}": inner.sum(axis=0),
            f"beside{place}": np.stack(
                (
                    state[:-reach].T @ inner[reach:],
                    state.T @ inner,
                    state[reach:].T @ inner[:-reach],
                )
            ),
        }
        back = back + inner @ own.T
        back[:-reach] += inner[reach:] @ above.T
        back[reach:] += inner[:-reach] @ below.T
        back *= filled
    back = back * (first > 0)
    columns = batch.inputs.shape[1]
    return found | {
        "entry": read.T @ back,
        "bias": back.sum(axis=0),
        "vectors": np.asarray(terms.T @ (back @ weights["entry"][columns:].T)),
    }
