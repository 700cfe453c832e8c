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
from newsclean.scoring.numbers import Network, Numbers
from newsclean.scoring.words import Codes, PageWords, page_words

FORMAT = 3
"""Version of the model files' layout and of what the features mean."""
LONG = 10
"""Words from which a block's words weigh apart from those of shorter blocks."""


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
        found = page_words([key[2:] for key in data])
        row = np.array([key[0] == "l" for key in data], dtype=np.int64)
        weights = np.array(list(data.values()), dtype=np.float64)
        size, last = len(found.distinct), np.cumsum(found.sizes) - 1
        one, two = found.sizes == 1, found.sizes == 2
        alone = np.zeros((2, size))
        alone[row[one], found.which[last[one]]] = weights[one]
        both, place = np.unique(
            found.which[last[two] - 1] * size + found.which[last[two]], return_inverse=True
        )
        paired = np.zeros((2, len(both)))
        paired[row[two], place] = weights[two]
        return cls(found.distinct, alone, both, paired)

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
        second=Network.of(second["network"]),
        shift=float(second["shift"]),
        pages=data.get("pages", {}),
    )


def likeliest(odds: Floats) -> int:
    """The row of a choice with the highest log odds, the first of equals."""
    # Rounded, so that the last bits of a machine's arithmetic do not show.
    return int(np.argmax(np.round(odds, 6)))


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
