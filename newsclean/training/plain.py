"""What was fitted, as the plain data of a model file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from newsclean.scoring.numbers import Network, Numbers, Scale


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
        "hidden": [plain(row, 3) for row in network.hidden],
        "bias": plain(network.bias, 3),
        "output": plain(network.output, 3),
        "constant": rounded(network.constant),
    }


def _scale_data(scale: Scale) -> dict[str, Any]:
    return {
        "mean": plain(scale.mean),
        "scale": plain(scale.deviation),
        "cuts": [[None if np.isinf(cut) else rounded(cut, 9) for cut in row] for row in scale.cuts],
    }
