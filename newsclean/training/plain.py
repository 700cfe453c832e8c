"""What was fitted, as the plain data of a model file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.scoring.model_file import TABLE
from newsclean.scoring.numbers import Network, Numbers, Scale, Spread
from newsclean.scoring.sequence import SequenceNetwork


def rounded(value: float, digits: int = 5) -> float:
    """A number as it is written, to so many digits."""
    return float(f"{float(value):.{digits}g}")


def plain(values: Iterable[float], digits: int = 5) -> list[float]:
    """Numbers as they are written, to so many digits."""
    return [rounded(value, digits) for value in values]


def numbers_data(numbers: Numbers) -> dict[str, Any]:
    """As `scoring.numbers.Numbers.of` reads it."""
    return {
        **_scale_data(numbers.scale),
        "slope": plain(numbers.slope),
        "table": [plain(row, 3) for row in numbers.table],
        "constant": rounded(numbers.constant),
    }


def network_data(network: Network) -> dict[str, Any]:
    """As `scoring.numbers.Network.of` reads it."""
    return {
        **_scale_data(network.scale),
        "hidden": packed(network.hidden),
        "bias": plain(network.bias, 3),
        "output": plain(network.output, 3),
        "constant": rounded(network.constant),
    }


def sequence_data(network: SequenceNetwork) -> dict[str, Any]:
    """As `scoring.sequence.SequenceNetwork.of` reads it."""
    return {
        **_spread_data(network.spread),
        "entry": packed(network.entry),
        "bias": packed(network.bias),
        "layers": [
            {
                "beside": packed(layer.beside),
                "bias": packed(layer.bias),
                "told": packed(layer.told),
                "constant": packed(layer.constant),
            }
            for layer in network.layers
        ],
        "summary": packed(network.summary),
        "page": packed(network.page),
        "output": packed(network.output),
        "constant": rounded(network.constant),
    }


def packed(table: NDArray[Any]) -> dict[str, Any]:
    """A table as whole numbers from -127 to 127, with a scale for each of its last columns.

    `scoring.numbers.unpacked` reads it.
    """
    highest = np.abs(table).max(axis=tuple(range(table.ndim - 1)), initial=1e-9)
    scale = np.array(plain(np.atleast_1d(highest / 127)))
    whole = np.clip(np.round(table / scale), -127, 127).astype(np.int8)
    return {"shape": list(table.shape), "scale": scale.tolist(), TABLE: whole.tobytes()}


def _scale_data(scale: Scale) -> dict[str, Any]:
    return {
        **_spread_data(scale),
        "cuts": [[None if np.isinf(cut) else rounded(cut, 9) for cut in row] for row in scale.cuts],
    }


def _spread_data(spread: Spread) -> dict[str, Any]:
    return {"mean": plain(spread.mean), "scale": plain(spread.deviation)}
