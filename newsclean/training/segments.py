"""Fits the network that tells where texts begin in dumps without line ends.

A page's HTML tells where its blocks begin. Its text nodes are joined in manners drawn at random,
most of them without a line end, and read as far as a dump is read before its lines are parted.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from newsclean.reading.joints import joints
from newsclean.reading.segments import FORMAT, Segmenter, Words, words_of
from newsclean.reading.word_features import WORD_FEATURES, bare, word_features
from newsclean.scoring.layout import Floats, Marks
from newsclean.training.corpus import Corpus, Entry
from newsclean.training.crossval import FOLDS, fold_of
from newsclean.training.network import Floats32
from newsclean.training.plain import packed, sequence_data
from newsclean.training.rendering import Manner, flattened
from newsclean.training.sequence import Pages, SequenceRecipe, fit_sequence
from newsclean.training.workers import spread

RECIPE = SequenceRecipe(
    units=40, width=8, epochs=12, lost_inputs=0.02, lost_units=0.05, lost_terms=0.1
)
MOST_WORDS = 4_000
"""Words that are learned, those of most sites."""
LEAST_SITES = 8
"""Sites on which they must stand."""
_LINE_START = WORD_FEATURES.index("line_start")
_FEWEST = 50
"""Words of a dump from which something is learned."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A dump without line ends, or with few."""

    entry: Entry
    words: Words
    dense: Floats32
    begins: Marks
    """Whether a block begins at each word."""


def flat_dump(corpus: Corpus, entry: Entry) -> Flat | None:
    """The page, joined in a manner of its own, each time the same; None where it has few words."""
    path = corpus.path(entry)
    if not path.exists():
        return None
    draw = Random(f"flat/{entry.dataset}/{entry.id}")
    manner = replace(
        Manner.drawn(draw),
        joint=draw.choice(("", " ", " ", " ")),
        strips=draw.random() < 0.6,
        title=draw.random() < 0.5,
        one_line=draw.random() < 0.8,
    )
    raw = gzip.decompress(path.read_bytes())
    text, starts = flattened(raw, manner)
    lines, offsets = _parted(text)
    found = next(words_of(lines), None)
    if found is None or len(found.words) < _FEWEST:
        return None
    places = [offsets[line] + place for line, place in found.places]
    end = places[-1] + len(found.words[-1])
    # A block that begins within a word begins at it for all who read words.
    at = np.searchsorted(places, [start for start in starts if start < end], side="right") - 1
    begins = np.zeros(len(places), dtype=bool)
    begins[at] = True
    dense = word_features(found.words, found.line_starts).astype(np.float32)
    return Flat(entry, found, dense, begins)


def _parted(text: str) -> tuple[list[str], list[int]]:
    """The lines, parted where words run together, and where each begins."""
    lines = text.split("\n")
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
    found = joints(lines)
    parts, offsets = [], []
    for at, line in enumerate(lines):
        for low, high in pairwise([0, *found.get(at, ()), len(line)]):
            parts.append(line[low:high])
            offsets.append(starts[at] + low)
    return parts, offsets


class Trained(NamedTuple):
    """What training gives."""

    data: dict[str, Any]
    """The model of all pages, as plain data."""
    report: dict[str, tuple[float, ...]]
    """Figures out of fold."""


def flat_dumps(corpus: Corpus) -> list[Flat]:
    """The dumps to learn from, one of each page."""
    found = spread(partial(flat_dump, corpus), list(corpus))
    return [flat for flat in found if flat is not None]


def train_segments(flats: Sequence[Flat]) -> Trained:
    """Cross-validate by site, and fit on all pages."""
    folds = np.array([fold_of(flat.entry.site) for flat in flats])

    def told(fold: int) -> list[Floats]:
        known = [flat for flat, at in zip(flats, folds, strict=True) if at != fold]
        held = [flat for flat, at in zip(flats, folds, strict=True) if at == fold]
        segmenter = Segmenter.of(fit_segments(known))
        return [segmenter.odds(flat.words) for flat in held]

    odds: list[Floats] = [np.zeros(0)] * len(flats)
    for fold, rows in enumerate(spread(told, range(FOLDS), 1)):
        for at, row in zip(np.flatnonzero(folds == fold).tolist(), rows, strict=True):
            odds[at] = row
    asked = np.concatenate([f.dense[:, _LINE_START] == 0 for f in flats])
    begins, every = np.concatenate([f.begins for f in flats])[asked], np.concatenate(odds)[asked]
    report = {f"{least}": _figures(every >= least, begins) for least in (-1.0, -0.5, 0.0)}
    return Trained(fit_segments(flats), report)


def _figures(told: Marks, begins: Marks) -> tuple[float, ...]:
    """F1, precision and recall of the words at which a text is said to begin."""
    good = float((told & begins).sum())
    return 2 * good / (told.sum() + begins.sum()), good / told.sum(), good / begins.sum()


def fit_segments(flats: Sequence[Flat]) -> dict[str, Any]:
    """Fit on some dumps; as plain data, as `reading.segments.Segmenter.of` reads it."""
    vocabulary = _vocabulary(flats)
    sizes = [len(flat.words.words) for flat in flats]
    pages = Pages(
        np.concatenate([flat.dense for flat in flats]),
        _terms((word for flat in flats for word in flat.words.words), vocabulary),
        np.concatenate([flat.begins for flat in flats]).astype(np.float64),
        # A long page tells more, but not in proportion.
        np.repeat(1 / np.sqrt(sizes), sizes),
        np.cumsum([0, *sizes]),
    )
    fitted = fit_sequence(pages, range(len(flats)), RECIPE)
    return {
        "format": FORMAT,
        "features": list(WORD_FEATURES),
        "network": sequence_data(fitted.network),
        "words": list(vocabulary),
        "vectors": packed(fitted.vectors),
    }


def _vocabulary(flats: Sequence[Flat]) -> dict[str, int]:
    sites: dict[str, set[str]] = defaultdict(set)
    for flat in flats:
        for word in set(map(bare, flat.words.words)):
            sites[word].add(flat.entry.site)
    known = [w for w, on in sites.items() if len(on) >= LEAST_SITES and w and not w[0].isdigit()]
    known.sort(key=lambda word: (-len(sites[word]), word))
    return {word: row for row, word in enumerate(known[:MOST_WORDS])}


def _terms(words: Iterable[str], vocabulary: dict[str, int]) -> sparse.csr_matrix:
    rows = np.array([vocabulary.get(bare(word), -1) for word in words])
    known = np.flatnonzero(rows >= 0)
    ones = np.ones(len(known), dtype=np.float32)
    return sparse.csr_matrix((ones, (known, rows[known])), shape=(len(rows), len(vocabulary)))
