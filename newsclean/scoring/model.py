"""The shipped models: plain numbers from a file, evaluated with numpy."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise, repeat
from math import sqrt
from typing import Any

import numpy as np

from newsclean.errors import ConfigError
from newsclean.scoring.layout import Floats

FORMAT = 1
"""Version of the model files' layout and of what the features mean."""
LONG = 10
"""Words from which a block's words weigh apart from those of shorter blocks."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What named numbers say: a slope for each, and a table over its bins."""

    mean: Floats
    scale: Floats
    slope: Floats
    cuts: Floats
    """Thresholds, a row a feature, padded with infinity."""
    table: Floats
    """Log odds of each bin, a row a feature."""
    constant: float

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Numbers:
        """Read from plain data."""
        cuts = [[np.inf if cut is None else cut for cut in row] for row in data["cuts"]]
        return cls(
            np.array(data["mean"], dtype=np.float64),
            np.array(data["scale"], dtype=np.float64),
            np.array(data["slope"], dtype=np.float64),
            np.array(cuts, dtype=np.float64),
            np.array(data["table"], dtype=np.float64),
            float(data["constant"]),
        )

    def __call__(self, dense: Floats) -> Floats:
        """Log odds of each row."""
        bins = np.zeros(dense.shape, dtype=np.int8)
        above = np.empty(dense.shape, dtype=np.bool_)
        for cut in self.cuts.T:
            np.greater(dense, cut, out=above)
            bins += above.view(np.int8)
        steps = self.table[np.arange(dense.shape[1]), bins]
        straight = np.clip((dense - self.mean) / self.scale, -4, 4) @ self.slope
        return np.asarray(steps.sum(axis=1) + straight + self.constant, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What the first words of a block say, alone and in pairs."""

    short: Mapping[str, float]
    long: Mapping[str, float]
    short_pairs: Mapping[tuple[str, str], float]
    long_pairs: Mapping[tuple[str, str], float]

    @classmethod
    def of(cls, data: Mapping[str, float]) -> Words:
        """Read from plain data: keys "s word", "l word", "s one two", "l one two"."""
        tables: dict[tuple[str, int], dict[Any, float]] = {
            (size, count): {} for size in "sl" for count in (1, 2)
        }
        for key, weight in data.items():
            size, *terms = key.split(" ")
            tables[size, len(terms)][terms[0] if len(terms) == 1 else tuple(terms)] = weight
        return cls(tables["s", 1], tables["l", 1], tables["s", 2], tables["l", 2])

    def __call__(self, blocks: Sequence[tuple[str, ...]]) -> Floats:
        """Log odds of each block's words."""
        return np.array(
            [_word_odds(self, words) if words else 0.0 for words in blocks], dtype=np.float64
        )


@lru_cache(maxsize=1 << 14)  # pages of a site share their lines
def _word_odds(table: Words, words: tuple[str, ...]) -> float:
    if len(words) >= LONG:
        alone, pairs = table.long, table.long_pairs
    else:
        alone, pairs = table.short, table.short_pairs
    total = sum(map(alone.get, words, repeat(0.0))) + sum(
        map(pairs.get, pairwise(words), repeat(0.0))
    )
    return total / sqrt(len(words))


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Two passes: what a block says by itself, then with what its company seemed to be."""

    kind: str
    first: Numbers
    names: Mapping[str, Sequence[float]]
    """Log odds of the name of an element: near, mid and far from the block."""
    extra: Mapping[str, float]
    """Log odds of the names of a block's inline element and first link."""
    words: Words
    second: Numbers
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
    if data.get("format") != FORMAT or data.get("kind") != kind:
        raise ConfigError(
            f"model file is of format {data.get('format')!r} and kind {data.get('kind')!r}, "
            f"not {FORMAT} and {kind!r}"
        )
    if list(data["features"]) != list(features):
        strange = sorted(set(data["features"]) ^ set(features))
        raise ConfigError(f"model was trained on other features: {', '.join(strange) or 'order'}")
    first, second = data["first"], data["second"]
    return Model(
        kind=kind,
        first=Numbers.of(first["numbers"]),
        names=first["names"],
        extra=first["extra"],
        words=Words.of(first["words"]),
        second=Numbers.of(second["numbers"]),
        shift=float(second["shift"]),
        pages=data.get("pages", {}),
    )


@cache
def shipped_data(name: str) -> Mapping[str, Any]:
    """The plain data of a shipped model file. Raises `ConfigError` where there is none."""
    place = files("newsclean.scoring").joinpath("models", f"{name}.json.gz")
    try:
        data: Mapping[str, Any] = json.loads(gzip.decompress(place.read_bytes()))
    except OSError as error:
        raise ConfigError(f"no model {name!r} is shipped: {error}") from error
    return data
