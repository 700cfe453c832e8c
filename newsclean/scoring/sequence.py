"""A network that reads the blocks of a page in their order, each beside those near and far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from newsclean.scoring.layout import Floats
from newsclean.scoring.numbers import Spread, product, unpacked

SUMMED = 2
"""Layers after which each block learns what the page holds as a whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Adds to what is known of a block what it shows together with two others."""

    reach: int
    """How many blocks away the two others are, above and below."""
    beside: Floats
    """Weights of the block above, of the block itself and of the one below, a table each."""
    bias: Floats
    told: Floats
    """What the units add."""
    constant: Floats

    def __call__(self, state: Floats) -> Floats:
        """What is added to each block's state."""
        count, width = state.shape
        seen = np.zeros((count, 3 * width))
        seen[self.reach :, :width] = state[: max(count - self.reach, 0)]
        seen[:, width : 2 * width] = state
        seen[: max(count - self.reach, 0), 2 * width :] = state[self.reach :]
        units = product(seen, self.beside.reshape(3 * width, -1))
        units += self.bias
        np.maximum(units, 0, out=units)
        added = product(units, self.told)
        added += self.constant
        return added


@dataclass(frozen=True, slots=True, eq=False)
class SequenceNetwork:
    """Residual layers whose reach doubles from one to the next, over numbers and terms.

    Such stacks of dilated convolutions see far with few weights (van den Oord et al. 2016,
    "WaveNet").
    """

    spread: Spread
    entry: Floats
    """Weights of the numbers and of what the terms say, a row each."""
    bias: Floats
    layers: tuple[Layer, ...]
    summary: Floats
    """Weights of the page's mean state, then of its highest, which is 0 at least."""
    page: Floats
    """Their bias."""
    output: Floats
    constant: float

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> SequenceNetwork:
        """Read from plain data."""
        layers = [
            Layer(
                reach=1 << place,
                beside=unpacked(layer["beside"]),
                bias=unpacked(layer["bias"]),
                told=unpacked(layer["told"]),
                constant=unpacked(layer["constant"]),
            )
            for place, layer in enumerate(data["layers"])
        ]
        return cls(
            spread=Spread.of(data),
            entry=unpacked(data["entry"]),
            bias=unpacked(data["bias"]),
            layers=tuple(layers),
            summary=unpacked(data["summary"]),
            page=unpacked(data["page"]),
            output=unpacked(data["output"]),
            constant=float(data["constant"]),
        )

    def __call__(self, dense: Floats, said: Floats) -> Floats:
        """Log odds of each block of a page.

        Args:
            dense: Named numbers, a row a block.
            said: What the block's terms say (`scoring.terms.Terms`), a row a block.
        """
        state = product(np.hstack((self.spread.straight(dense), said)), self.entry)
        state += self.bias
        np.maximum(state, 0, out=state)
        for place, layer in enumerate(self.layers, 1):
            state += layer(state)
            if place == SUMMED:
                known = np.concatenate((state.mean(axis=0), np.maximum(state.max(axis=0), 0)))
                state += np.maximum(known @ self.summary + self.page, 0)
        return np.asarray(state @ self.output + self.constant, dtype=np.float64)
