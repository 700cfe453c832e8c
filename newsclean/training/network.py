"""Fits networks of one hidden layer by gradient descent: second passes, and choices among rows.

Adam with decoupled decay of weights (Kingma, Ba 2015; Loshchilov, Hutter 2019), its rate falling
as a cosine to nothing, with dropout. A few networks are fitted one after the other; their mean is
itself a network, of all their units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from newsclean.scoring.layout import Floats, Ints, Marks
from newsclean.scoring.numbers import Network, Scale
from newsclean.training.choice import Answered
from newsclean.training.linear import scale_of

Floats32 = NDArray[np.float32]


class Recipe(NamedTuple):
    """How networks are fitted."""

    units: int
    """Hidden units of each."""
    networks: int
    epochs: int
    """How often each example is seen, or more often where they are few."""
    batch: int
    """Examples in a step."""
    decay: float
    """Share of a weight that is lost for a step at the rate of 1."""
    lost_inputs: float
    """Share of inputs dropped at random in a step."""
    lost_units: float


_RATE = 2e-3
_LEAST_STEPS = 1000
_WARM = 100  # steps in which the rate rises to its height
_MOMENTS = (0.9, 0.999)
_PART = 8192  # rows
_LAST = 0.1  # the spread of output weights at first: it begins by saying little


def fit_network(dense: Floats, main: Marks, weights: Floats, recipe: Recipe) -> Network:
    """Fit networks on rows and join them; the same rows give the same network.

    Args:
        dense: Named numbers, a row each.
        main: What is to be told.
        weights: The weight of each row.
        recipe: How.
    """
    share = (weights / weights.mean()).astype(np.float32)
    return _joined(dense, weights, _Rows(main.astype(np.float32), share), recipe)


def fit_choice_network(choices: Sequence[Answered], recipe: Recipe) -> Network:
    """Fit networks by which right rows stand above the others of their choice, and join them.

    A conditional logit (McFadden 1974, "Conditional logit analysis of qualitative choice
    behavior") of what the hidden units see.

    Args:
        choices: What to learn from, at least one.
        recipe: How.
    """
    sizes = np.array([len(choice.right) for choice in choices])
    weights = np.array([choice.weight for choice in choices])
    dense = np.concatenate([choice.dense for choice in choices])
    right = np.concatenate([choice.right for choice in choices]).astype(np.float32)
    share = (weights / weights.mean()).astype(np.float32)
    examples = _Choices(right, sizes, np.cumsum(sizes), share)
    return _joined(dense, np.repeat(weights, sizes), examples, recipe)


def _joined(dense: Floats, weights: Floats, examples: _Examples, recipe: Recipe) -> Network:
    scale = scale_of(dense, weights)
    inputs = _inputs(scale, dense)
    fits = [_fit(inputs, examples, recipe, seed) for seed in range(recipe.networks)]
    hidden, bias, output, constant = (
        np.concatenate(part, axis=-1) for part in zip(*fits, strict=True)
    )
    return Network(
        scale,
        hidden.astype(np.float64),
        bias.astype(np.float64),
        output.astype(np.float64) / len(fits),
        float(constant.mean()),
    )


def _inputs(scale: Scale, dense: Floats) -> Floats32:
    """What the hidden units read of each row, some thousands at a time, to spare memory."""
    rows, columns = dense.shape
    inputs = np.empty((rows, 2 * columns), dtype=np.float32)
    for start in range(0, rows, _PART):
        part = dense[start : start + _PART]
        inputs[start : start + _PART, :columns] = scale.straight(part)
        inputs[start : start + _PART, columns:] = scale.ranks(part)
    return inputs


def in_parts(told: Callable[[Floats], Floats], dense: Floats) -> Floats:
    """Log odds of many rows, some thousands at a time, to spare memory."""
    return np.concatenate([told(part) for part in np.array_split(dense, len(dense) // _PART + 1)])


class _Examples(Protocol):
    """What networks learn from."""

    def __len__(self) -> int:
        """How many there are."""

    def rows(self, batch: Ints) -> Ints:
        """The rows of some examples."""

    def pull(self, odds: Floats32, batch: Ints) -> Floats32:
        """How much too high the log odds of these rows are."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """Each row is an example: whether it is wanted."""

    wanted: Floats32
    share: Floats32

    def __len__(self) -> int:
        return len(self.wanted)

    def rows(self, batch: Ints) -> Ints:
        return batch

    def pull(self, odds: Floats32, batch: Ints) -> Floats32:
        pull = (1 / (1 + np.exp(-odds)) - self.wanted[batch]) * self.share[batch]
        return np.asarray(pull, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Choices:
    """Each example is a choice among rows that follow each other."""

    right: Floats32
    sizes: Ints
    ends: Ints
    share: Floats32

    def __len__(self) -> int:
        return len(self.sizes)

    def rows(self, batch: Ints) -> Ints:
        ends, sizes = self.ends[batch], self.sizes[batch]
        return np.arange(sizes.sum()) + np.repeat(ends - np.cumsum(sizes), sizes)

    def pull(self, odds: Floats32, batch: Ints) -> Floats32:
        sizes, right = self.sizes[batch], self.right[self.rows(batch)]
        starts, of = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)
        mass = np.exp(odds - np.maximum.reduceat(odds, starts)[of])
        whole, good = np.add.reduceat(mass, starts), np.add.reduceat(mass * right, starts)
        good = np.maximum(good, np.float32(1e-30))
        pull = (mass / whole[of] - mass * right / good[of]) * self.share[batch][of]
        return np.asarray(pull, dtype=np.float32)


class Moving:
    """A parameter that follows its gradient."""

    def __init__(self, value: Floats32, decay: float) -> None:
        self.value, self._decay = value, decay
        self._mean, self._square = np.zeros_like(value), np.zeros_like(value)

    def step(self, gradient: Floats32, rate: float, count: int) -> None:
        """Take the step number `count`."""
        for moment, power, keep in (
            (self._mean, gradient, _MOMENTS[0]),
            (self._square, gradient * gradient, _MOMENTS[1]),
        ):
            moment *= np.float32(keep)
            moment += np.float32(1 - keep) * power
        mean = self._mean / np.float32(1 - _MOMENTS[0] ** count)
        spread = np.sqrt(self._square / np.float32(1 - _MOMENTS[1] ** count)) + np.float32(1e-8)
        self.value *= np.float32(1 - rate * self._decay)
        self.value -= np.float32(rate) * mean / spread


def _fit(inputs: Floats32, examples: _Examples, recipe: Recipe, seed: int) -> tuple[Floats32, ...]:
    """Fit one network; gives its hidden weights, their bias, the output weights, the constant."""
    draw = np.random.default_rng(seed)
    count, columns = len(examples), inputs.shape[1]
    hidden = drawn(draw, (columns, recipe.units), np.sqrt(2 / columns), recipe.decay)
    bias = Moving(np.zeros(recipe.units, np.float32), 0.0)
    output = drawn(draw, (recipe.units,), _LAST * np.sqrt(2 / recipe.units), recipe.decay)
    constant = Moving(np.zeros(1, np.float32), 0.0)
    starts = range(0, count, recipe.batch)
    epochs = max(recipe.epochs, ceil(_LEAST_STEPS / len(starts)))
    steps = epochs * len(starts)
    step = 0
    for _ in range(epochs):
        order = draw.permutation(count)
        for start in starts:
            batch = order[start : start + recipe.batch]
            read = inputs[examples.rows(batch)]
            read *= kept(draw, read.shape, recipe.lost_inputs)
            units = np.maximum(read @ hidden.value + bias.value, 0)
            units *= kept(draw, units.shape, recipe.lost_units)
            odds = units @ output.value + constant.value
            pull = examples.pull(odds, batch) / np.float32(len(batch))
            # What is dropped or not above 0 is 0 in `units`, the rest was scaled as it came.
            back = pull[:, None] * output.value * (units > 0) / np.float32(1 - recipe.lost_units)
            step += 1
            now = rate(step, steps)
            output.step(units.T @ pull, now, step)
            constant.step(pull.sum(keepdims=True), now, step)
            hidden.step(np.asarray(read.T @ back), now, step)
            bias.step(back.sum(axis=0), now, step)
    return hidden.value, bias.value, output.value, constant.value


def rate(step: int, steps: int) -> float:
    """How far a step leads: the rate rises at first, then falls as a cosine to nothing."""
    return float(_RATE * (1 + np.cos(np.pi * step / steps)) / 2 * min(1.0, step / _WARM))


def drawn(draw: np.random.Generator, shape: tuple[int, ...], spread: float, decay: float) -> Moving:
    """Weights drawn at random, about 0."""
    values = draw.standard_normal(shape, dtype=np.float32)
    return Moving(values * np.float32(spread), decay)


def kept(draw: np.random.Generator, shape: tuple[int, ...], lost: float) -> Floats32:
    """1 over the share that is kept, where one is kept, and 0 elsewhere."""
    kept = draw.random(shape, dtype=np.float32) >= lost
    return np.asarray(kept / np.float32(1 - lost), dtype=np.float32)
