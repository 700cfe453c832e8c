"""Which blocks of a page its gold text holds.

A block of four words or more is main text where most of its words stand in runs of four that the
gold has too. A shorter one must stand, whole, in the stretch of gold between its neighbours that
are main text. Of a text that stands more often on the page than in the gold, the showings that
continue the article's order are taken, and the others count little in training.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean import wording

GRAM = 4
"""Words in a run."""
LEAST_COVER = 0.5
"""Share of a block's words that must stand in gold runs."""
LEAST_ORACLE = 0.8
"""A page on which even the labelled blocks reach less F1 than this is not trained on: its gold
tells of another text than its blocks do."""
_REACH = 15  # blocks from a short block to its nearest long neighbour in the gold
_GAP = 60  # gold words that may lie between two such neighbours
_DOUBT = 0.3  # weight of the showings of a repeated text that were not taken


class Labels(NamedTuple):
    """One entry a block."""

    main: NDArray[np.bool_]
    """Whether the block stands in the gold text."""
    trust: NDArray[np.float64]
    """0 to 1: how sure that is."""


def label(texts: Sequence[str], gold: str) -> Labels:
    """Label blocks, given by their texts in page order."""
    blocks = [wording.words(text.lower()) for text in texts]
    aim = wording.words(gold.lower())
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in range(len(aim) - GRAM + 1):
        runs[tuple(aim[place : place + GRAM])].append(place)
    main = np.zeros(len(blocks), dtype=bool)
    trust = np.ones(len(blocks))
    spots: list[tuple[int, int] | None] = [None] * len(blocks)
    by_text: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, words in enumerate(blocks):
        if len(words) < GRAM:
            continue
        cover, spot = _cover(words, runs)
        trust[index] = max(0.1, abs(2 * cover - 1))
        if cover >= LEAST_COVER:
            main[index], spots[index] = True, spot
            by_text[tuple(words)].append(index)
    _settle_repeats(by_text, runs, main, trust, spots)
    _settle_short(blocks, aim, main, spots)
    return Labels(main, trust)


def _cover(
    words: Sequence[str], runs: dict[tuple[str, ...], list[int]]
) -> tuple[float, tuple[int, int] | None]:
    """The share of words inside gold runs, and the gold positions of the first and last run."""
    first: int | None = None
    last = covered = end = 0
    for place, run in enumerate(zip(*(words[step:] for step in range(GRAM)), strict=False)):
        found = runs.get(run)
        if found:
            covered += GRAM - max(0, end - place)
            end = place + GRAM
            if first is None:
                first = last = found[0]
            # The occurrence that follows the one before it: the reading order of the gold.
            last = next((f for f in found if f >= last), found[-1])
    return covered / len(words), None if first is None else (first, last + GRAM)


def _settle_repeats(
    by_text: dict[tuple[str, ...], list[int]],
    runs: dict[tuple[str, ...], list[int]],
    main: NDArray[np.bool_],
    trust: NDArray[np.float64],
    spots: list[tuple[int, int] | None],
) -> None:
    """Of a text with more showings than the gold has, keep those amid the article."""
    sure = np.zeros(len(main))
    repeated = []
    for words, shown in by_text.items():
        wanted = max(1, min(len(runs.get(words[:GRAM], ())), len(runs.get(words[-GRAM:], ()))))
        if len(shown) > wanted:
            repeated.append((shown, wanted))
        else:
            sure[shown] = len(words)
    # Words of settled main text within 8 blocks on either side.
    total = np.concatenate(([0.0], np.cumsum(sure)))
    for shown, wanted in repeated:

        def company(index: int) -> float:
            return float(total[min(len(main), index + 9)] - total[max(0, index - 8)])

        ranked = sorted(shown, key=lambda index: (-company(index), index))
        for index in ranked[wanted:]:
            main[index], spots[index] = False, None
            trust[index] = _DOUBT


def _settle_short(
    blocks: Sequence[Sequence[str]],
    aim: Sequence[str],
    main: NDArray[np.bool_],
    spots: list[tuple[int, int] | None],
) -> None:
    """Short blocks are main text where they stand in the gold between their main neighbours."""
    previous: tuple[int, tuple[int, int]] | None = None
    following: list[tuple[int, tuple[int, int]] | None] = [None] * len(blocks)
    after: tuple[int, tuple[int, int]] | None = None
    for index in range(len(blocks) - 1, -1, -1):
        following[index] = after
        spot = spots[index]
        if spot is not None:
            after = (index, spot)
    for index, words in enumerate(blocks):
        spot = spots[index]
        if spot is not None:
            previous = (index, spot)
            continue
        if not words or len(words) >= GRAM:
            continue
        after = following[index]
        low = previous[1][1] if previous and index - previous[0] <= _REACH else None
        high = after[1][0] if after and after[0] - index <= _REACH else None
        if low is None and high is None:
            continue
        start = low if low is not None else max(0, (high or 0) - _GAP)
        end = high if high is not None and high >= start else start + _GAP
        stretch = aim[start : min(end, start + _GAP)]
        for place in range(len(stretch) - len(words) + 1):
            if list(stretch[place : place + len(words)]) == list(words):
                main[index] = True
                # The next short block must stand after this one.
                previous = (index, (start + place, start + place + len(words)))
                break
