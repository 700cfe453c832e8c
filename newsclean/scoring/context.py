"""What the first pass believes of a block's company: the second pass reads these numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsclean.scoring.layout import Floats, Layout, running, windows
from newsclean.scoring.numbers import probabilities

_SIZES = np.array((1, 3, 8))
CONTEXT: tuple[str, ...] = (
    "first",
    "container1", "container2", "container3", "group0", "group1", "group2",
    *(f"window{size}" for size in _SIZES.tolist()),
    "previous", "next", "before", "after", "heading", "share", "expected", "span",
    "since_main", "until_main",
)  # fmt: skip
"""Names of the columns of `context`, in order."""


def context(first: Floats, layout: Layout) -> Floats:
    """Average the first pass's beliefs over the company that each block keeps.

    Args:
        first: The first pass's log odds for each block.
        layout: Where the blocks stand.
    """
    count = len(first)
    belief = probabilities(first)
    weights = layout.weights
    mass = belief * weights
    blocks = np.stack((mass, weights), axis=1)
    sums = running(blocks)
    inside = sums[layout.spans[:, 1]] - sums[layout.spans[:, 0]]
    means = (inside[:, 0] + 1) / (inside[:, 1] + 4)
    grouped = layout.group_totals(blocks, inside)
    group_means = (grouped[:, 0] + 1) / (grouped[:, 1] + 4)
    places = np.arange(count)
    around = windows(sums, _SIZES)
    # The block itself is left out: its own belief is a column already.
    company = (around[..., 0] - mass + 0.5) / (around[..., 1] - weights + 2)
    whole = max(float(sums[-1, 0]), 1.0)
    strong = np.where((belief > 0.5) & (weights >= 8), places, -1)
    since = np.concatenate(([-1], np.maximum.accumulate(strong)[:-1]))
    coming = np.where((belief > 0.5) & (weights >= 8), places, 10**6)[::-1]
    until = np.concatenate(([10**6], np.minimum.accumulate(coming)[:-1]))[::-1]
    columns = [
        first,
        *(means[level] for level in layout.containers),
        *(group_means[level] for level in layout.groups),
        *company,
        np.concatenate(([-6.0], first[:-1])),
        np.concatenate((first[1:], [-6.0])),
        sums[:-1, 0] / whole,
        1 - sums[1:, 0] / whole,
        first[layout.headings],
        mass / whole,
        np.full(count, np.log(whole)),
        (since >= 0) & (until < 10**6),
        np.log1p(np.where(since < 0, 99, np.minimum(places - since, 99))),
        np.log1p(np.minimum(until - places, 99)),
    ]
    return np.array(columns, dtype=np.float64).T


_LEAST = 0.4  # belief; where nothing is believed more, a page has no main text
_REPEAT = 8.0  # words from which a text that was kept is not kept again


def settle(odds: Floats, words: Floats, texts: Sequence[str]) -> Floats:
    """Shift a page's log odds so that keeping what is above 0 gives the best F1 to expect.

    With p the belief and w the words of a block, keeping a set gives the expected F1 of
    2 sum(pw kept) / (sum(w kept) + sum(pw all)), and the best set is all blocks whose p is at least
    half the best F1 (Lipton, Elkan, Narayanaswamy 2014, "Optimal thresholding of classifiers to
    maximize F1 measure"). A long text that stands again after it was kept goes to the bottom.

    Args:
        odds: The second pass's log odds, calibrated.
        words: Words of each block.
        texts: The blocks' texts.
    """
    belief = probabilities(odds)
    order = np.argsort(-belief, kind="stable")
    mass = (belief * words)[order]
    kept = np.cumsum(words[order])
    best = float((2 * np.cumsum(mass) / (kept + mass.sum() + 1e-9)).max())
    threshold = min(max(best / 2, _LEAST), 0.95)
    out = odds - np.log(threshold / (1 - threshold))
    seen: set[str] = set()
    for index in np.flatnonzero((out > 0) & (words >= _REPEAT)).tolist():
        if texts[index] in seen:
            out[index] = -4.0
        seen.add(texts[index])
    return np.asarray(out, dtype=np.float64)
