"""Where texts begin in dumps without line ends: `get_text(" ")` gives a whole page as one line.

A network reads the words in their order: how each is written, which it is, and what stands twice.
It was trained on pages whose blocks are known, with the bounds taken away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from newsclean.reading.limits import MOST_LINES, MOST_WORDS
from newsclean.reading.word_features import WORD_FEATURES, bare, ends_text, word_features
from newsclean.scoring.layout import Floats
from newsclean.scoring.model import check_model, shipped_data
from newsclean.scoring.numbers import unpacked
from newsclean.scoring.sequence import SequenceNetwork

FORMAT = 2
"""Version of the model file's layout and of what the features mean."""
_SURE = -0.5
"""Log odds from which a text begins at a word within a sentence."""
_BEHIND_STOP = -1.0
"""The same behind a full stop, where a needless start parts two sentences, no more."""
_FEWEST, _SHARE = 8, 0.01
"""Starts within sentences, and their share of the words, below which there may be none at all: a
line may be a long paragraph."""
_PORTION = 1 << 14
"""Words that are looked at together; a page of news has some thousand."""
# A word as blanks part it; a full stop of Chinese and Japanese ends one too.
_WORD = re.compile(r"[^\s。！？]+(?:[。！？]+[」』）”]*)?|[。！？]+[」』）”]*")


class Words(NamedTuple):
    """The words of some lines."""

    words: list[str]
    places: list[tuple[int, int]]
    """The line of each, and where in it the word begins."""
    line_starts: list[int]
    """The words that begin a line, but for lines that go on with the one above."""


@dataclass(frozen=True, slots=True, eq=False)
class Segmenter:
    """The network, and the vectors of the words that it knows."""

    network: SequenceNetwork
    rows: Mapping[str, int]
    vectors: Floats
    """A row for each known word, and one more of nothing."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Segmenter:
        """Read from plain data.

        Raises `ConfigError` where it is of another format or set of features.
        """
        check_model("model of segments", data, WORD_FEATURES, format=FORMAT)
        vectors = unpacked(data["vectors"])
        return cls(
            SequenceNetwork.of(data["network"]),
            {word: row for row, word in enumerate(data["words"])},
            np.vstack((vectors, np.zeros((1, vectors.shape[1])))),
        )

    def odds(self, found: Words) -> Floats:
        """Log odds that a text begins at each word."""
        known = {word: self.rows.get(bare(word), -1) for word in set(found.words)}
        said = self.vectors[[known[word] for word in found.words]]
        return self.network(word_features(found.words, found.line_starts), said)


def words_of(lines: Sequence[str], continued: Container[int] = ()) -> Iterator[Words]:
    """The words of lines, some thousand at a time.

    Args:
        lines: All lines of a dump.
        continued: The lines that go on with the one above, where the dump was wrapped.
    """
    every = (
        (mark[0], (at, mark.start()))
        for at, line in enumerate(lines)
        for mark in _WORD.finditer(line)
    )
    while portion := list(islice(every, _PORTION)):
        words, places = zip(*portion, strict=True)
        above = [-1, *(line for line, _ in places)]
        starts = [
            at for at, (line, _) in enumerate(places) if line != above[at] and line not in continued
        ]
        yield Words(list(words), list(places), starts)


class Segments(NamedTuple):
    """Where texts begin within lines."""

    starts: Mapping[int, Sequence[int]]
    """For each line that holds some their places, in characters, without that of the line itself,
    but for lines that go on with the one above."""
    whole: bool
    """Whether all words were looked at."""


NO_SEGMENTS = Segments({}, whole=True)


def segment_starts(lines: Sequence[str], continued: Container[int] = ()) -> Segments:
    """Where texts begin within the lines of a dump whose line ends are lost.

    None are given where there are too few texts to tell them from sentences. Behind as many as a
    dump may have lines no more are looked for.
    """
    starts: defaultdict[int, list[int]] = defaultdict(list)
    count = within = words = 0
    whole = True
    for found in words_of(lines, continued):
        words += len(found.words)
        behind = [False, *map(ends_text, found.words[:-1])]
        least = np.where(behind, _BEHIND_STOP, _SURE)
        for at in np.flatnonzero(np.round(_segmenter().odds(found), 6) >= least).tolist():
            line, place = found.places[at]
            if place or line in continued:
                starts[line].append(place)
                count += 1
                within += not behind[at]
        if count > MOST_LINES:
            break
        if words >= MOST_WORDS:
            whole = False
            break
    enough = within >= max(_FEWEST, _SHARE * words)
    return Segments(starts if enough else {}, whole)


@cache
def _segmenter() -> Segmenter:
    return Segmenter.of(shipped_data("segments", "reading"))
