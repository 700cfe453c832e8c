"""The shipped models: plain numbers from a file, evaluated with numpy."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.errors import ConfigError
from newsclean.scoring.layout import Floats, Ints, Marks
from newsclean.scoring.words import Codes, PageWords, page_words

FORMAT = 2
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
            np.array(cuts, dtype=np.float64, order="F"),  # read a column at a time
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
        steps = self.table.ravel().take(bins + np.arange(len(self.table)) * self.table.shape[1])
        scaled = dense - self.mean
        scaled /= self.scale
        np.clip(scaled, -4, 4, out=scaled)
        odds = steps.sum(axis=1) + scaled @ self.slope + self.constant
        return np.asarray(odds, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What the first words of a block say, alone and in pairs."""

    codes: Codes
    """The numbers of the words that have a weight, in order of size."""
    alone: Floats
    """Two rows: log odds of each word in a short and in a long block."""
    pairs: Ints
    """Two words' places in `codes` as one number, in order of size."""
    paired: Floats
    """Two rows, as `alone`."""

    @classmethod
    def of(cls, data: Mapping[str, float]) -> Words:
        """Read from plain data: keys "s word", "l word", "s one two", "l one two"."""
        weights = [(key.split(" "), weight) for key, weight in data.items()]
        names = sorted({word for (_, *words), _ in weights for word in words})
        numbers = page_words(names)
        codes, place = numbers.distinct, dict(zip(names, numbers.which.tolist(), strict=True))
        alone = np.zeros((2, len(codes)))
        pairs: dict[int, list[float]] = {}
        for (size, *words), weight in weights:
            row = int(size == "l")
            if len(words) == 1:
                alone[row, place[words[0]]] = weight
            else:
                pair = place[words[0]] * len(codes) + place[words[1]]
                pairs.setdefault(pair, [0.0, 0.0])[row] = weight
        return cls(
            codes,
            alone,
            np.array(sorted(pairs)),
            np.array([pairs[p] for p in sorted(pairs)]).reshape(-1, 2).T,
        )

    def __call__(self, words: PageWords) -> Floats:
        """Log odds of each block's words."""
        count, size = len(words.sizes), len(self.codes)
        if not size:
            return np.zeros(count)
        long = (words.sizes >= LONG).astype(np.int64)
        place, known = _found(self.codes, words.distinct)
        place, known, text = place[words.which], known[words.which], words.text
        total = np.bincount(text[known], self.alone[long[text[known]], place[known]], count)
        both = known[1:] & known[:-1] & (text[1:] == text[:-1])
        pairs = (place[:-1] * size + place[1:])[both]
        if len(self.pairs) and len(pairs):
            text = text[1:][both]
            at, found = _found(self.pairs, pairs)
            total += np.bincount(text[found], self.paired[long[text[found]], at[found]], count)
        return np.asarray(total / np.sqrt(np.maximum(words.sizes, 1)), dtype=np.float64)


def _found(table: NDArray[Any], wanted: NDArray[Any]) -> tuple[Ints, Marks]:
    """Where in a sorted table each wanted number stands, and whether it does."""
    place = np.minimum(np.searchsorted(table, wanted), len(table) - 1)
    return place, table[place] == wanted


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


def likeliest(table: Floats, weights: Floats) -> int:
    """The row of a choice for which most is said, the first of equals."""
    # Rounded, so that the last bits of a machine's arithmetic do not show.
    return int(np.argmax(np.round(table @ weights, 6)))


@cache
def shipped_data(name: str) -> Mapping[str, Any]:
    """The plain data of a shipped model file. Raises `ConfigError` where there is none."""
    data: Mapping[str, Any] = json.loads(_shipped(name))
    return data


def _shipped(name: str) -> bytes:
    place = files("newsclean.scoring").joinpath("models", f"{name}.json.gz")
    try:
        return gzip.decompress(place.read_bytes())
    except OSError as error:
        raise ConfigError(f"no model {name!r} is shipped: {error}") from error
