"""The shipped models: plain numbers from a file, evaluated with numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from newsclean.errors import ConfigError
from newsclean.scoring.layout import Floats
from newsclean.scoring.model_file import unpacked_model
from newsclean.scoring.numbers import Network
from newsclean.scoring.sequence import SequenceNetwork
from newsclean.scoring.terms import Terms

FORMAT = 6
"""Version of the model files' layout and of what the features mean."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Two passes: the blocks in their order, then each with what its company seemed to be."""

    kind: str
    terms: Terms
    first: SequenceNetwork
    second: Network
    shift: float
    """Added to the log odds of the second pass."""
    pages: Mapping[str, Any]
    """Plain data of the page's own models."""

    def decide(self, dense: Floats) -> Floats:
        """The second pass: calibrated log odds of each row."""
        return self.second(dense) + self.shift


def read_model(data: Mapping[str, Any], kind: str, features: Sequence[str]) -> Model:
    """Build a model from plain data.

    Raises `ConfigError` where it is of another format, kind or set of features.
    """
    check_model("model", data, features, format=FORMAT, kind=kind)
    second = data["second"]
    return Model(
        kind=kind,
        terms=Terms.of(data["terms"]),
        first=SequenceNetwork.of(data["first"]),
        second=Network.of(second["network"]),
        shift=float(second["shift"]),
        pages=data.get("pages", {}),
    )


def check_model(
    name: str, data: Mapping[str, Any], features: Sequence[str], **made: object
) -> None:
    """Raise `ConfigError` where a model is not made as `made` says, or of other features."""
    if any(data.get(key) != value for key, value in made.items()):
        found = " and ".join(f"{key} {data.get(key)!r}" for key in made)
        wanted = " and ".join(f"{key} {value!r}" for key, value in made.items())
        raise ConfigError(f"{name} is of {found}, not of {wanted}")
    if list(data["features"]) != list(features):
        strange = sorted(set(data["features"]) ^ set(features))
        raise ConfigError(f"{name} was trained on other features: {', '.join(strange) or 'order'}")


def likeliest(odds: Floats) -> int:
    """The row of a choice with the highest log odds, the first of equals."""
    # Rounded, so that the last bits of a machine's arithmetic do not show.
    return int(np.argmax(np.round(odds, 6)))


@cache
def shipped_data(name: str, package: str = "scoring") -> Mapping[str, Any]:
    """The plain data of a model file that ships in a package of newsclean.

    Raises `ConfigError` where there is none.
    """
    place = files(f"newsclean.{package}").joinpath("models", f"{name}.model.gz")
    try:
        return unpacked_model(place.read_bytes())
    except OSError as error:
        raise ConfigError(f"no model {package}/{name} is shipped: {error}") from error
