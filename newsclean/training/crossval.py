"""Cross-validation by site: the log odds of every page by models that saw no page of its site."""

from __future__ import annotations

import hashlib
import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import numpy as np

from newsclean.metrics import holds
from newsclean.scoring.context import settle
from newsclean.scoring.layout import Floats, Ints
from newsclean.scoring.numbers import probabilities
from newsclean.training.fit import Table, fit_first, fit_second
from newsclean.training.network import in_parts
from newsclean.training.samples import Sample
from newsclean.training.workers import spread

FOLDS = 5
_SHIFTS = (-0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_SPARE = {"html": 0.0005, "text": 0.0}
"""F1 that a higher threshold may cost; the other cleaners of dumps put less aside."""


def folds(samples: Sequence[Sample]) -> Ints:
    """The fold of each sample: by its site's name alone, so that it never changes."""
    return np.array([fold_of(s.entry.site) for s in samples])


def block_folds(table: Table) -> Ints:
    """The fold of each block: that of its page."""
    return np.repeat(folds(table.samples), np.diff(table.offsets))


def fold_of(site: str) -> int:
    """The fold of a site's pages."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


def nested(first: Callable[[tuple[int, ...]], Floats], of: Ints) -> Floats:
    """Log odds by first passes that saw nothing of a fold, for each fold: a row a fold.

    In a fold's row its own rows are told by a model without it, and the others', from which a
    second pass learns, by models without it and without theirs. Told by models that had seen the
    fold, they would tell the second pass of it, and its figures would be too good.

    Args:
        first: Fits a first pass without some folds; gives the log odds of these folds' rows, the
            others at any value.
        of: The fold of each row.
    """
    held = [*((fold,) for fold in range(FOLDS)), *combinations(range(FOLDS), 2)]
    odds = dict(zip(held, spread(first, held, 1), strict=True))
    return np.stack(
        [
            np.choose(of, [odds[tuple(sorted({fold, other}))] for other in range(FOLDS)])
            for fold in range(FOLDS)
        ]
    )


def out_of_fold(firsts: Floats, of: Ints) -> Floats:
    """Of what `nested` gives, each row's log odds by the model that saw nothing of its fold."""
    return np.asarray(np.choose(of, list(firsts)))


def each_fold(second: Callable[[int], Floats], of: Ints) -> Floats:
    """Each row's log odds by what was fitted without its fold.

    Args:
        second: Fits without a fold; gives the log odds of that fold's rows.
        of: The fold of each row.
    """
    out = np.zeros(len(of))
    for fold, odds in enumerate(spread(second, range(FOLDS), 1)):
        out[of == fold] = odds
    return out


def cross_first(table: Table) -> Floats:
    """The first passes' log odds as `nested` gives them."""
    of, of_pages = block_folds(table), folds(table.samples)

    def first(held: tuple[int, ...]) -> Floats:
        told = np.isin(of_pages, held)
        out = np.zeros(len(of))
        out[np.isin(of, held)] = fit_first(table, ~told).odds(
            table.pages, np.flatnonzero(told).tolist()
        )
        return out

    return nested(first, of)


def cross_second(table: Table, firsts: Floats) -> Floats:
    """The second pass's log odds, out of fold."""
    of = block_folds(table)

    def second(fold: int) -> Floats:
        dense, held = table.with_context(firsts[fold]), of == fold
        return in_parts(fit_second(dense, table, ~held), dense[held])

    return each_fold(second, of)


def figures(table: Table, odds: Floats, threshold: float = 0.5) -> dict[str, tuple[float, ...]]:
    """For each data set and style: pages, mean F1, precision, recall, and pages below .5."""
    rows: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for place, sample in enumerate(table.samples):
        if not sample.entry.gold:
            continue
        belief = probabilities(odds[table.offsets[place] : table.offsets[place + 1]])
        found = sample.f1(sample.kept(belief, threshold))
        rows[f"{sample.style} {sample.entry.dataset}"].append(found)
    return by_style(rows)


def by_style(
    rows: Mapping[str, Sequence[tuple[float, float, float]]],
) -> dict[str, tuple[float, ...]]:
    """For each data set and style, and their means: pages, F1, precision, recall, pages below .5.

    Args:
        rows: "style dataset" to precision, recall and F1 of its pages.
    """
    out: dict[str, tuple[float, ...]] = {}
    for style in dict.fromkeys(name.split()[0] for name in rows):
        parts = []
        for name, found_here in sorted(rows.items()):
            if name.split()[0] == style:
                means = [statistics.fmean(row[i] for row in found_here) for i in (2, 0, 1)]
                bad = sum(row[2] < 0.5 for row in found_here)
                out[name] = (len(found_here), *means, bad)
                parts.append(out[name])
        out[f"{style} mean"] = (
            sum(p[0] for p in parts),
            *(statistics.fmean(p[i] for p in parts) for i in (1, 2, 3)),
            sum(p[4] for p in parts),
        )
    return out


def settled(table: Table, odds: Floats) -> Floats:
    """`odds` with each page's own threshold at 0, as the scorer does."""
    parts = [
        settle(odds[a:b], sample.layout.weights, sample.texts)
        for sample, a, b in zip(table.samples, table.offsets[:-1], table.offsets[1:], strict=True)
    ]
    return np.concatenate(parts)


def best_shift(table: Table, odds: Floats) -> float:
    """What to add to log odds, once settled: the highest that costs next to no F1.

    More text rather than less: other cleaners can put aside what is kept, but bring nothing back.
    """
    scores = {}
    for shift in _SHIFTS:
        found = figures(table, settled(table, odds + shift))
        scores[shift] = statistics.fmean(v[1] for k, v in found.items() if k.endswith(" mean"))
    least = max(scores.values()) - _SPARE[table.kind]
    return max(shift for shift, score in scores.items() if score >= least)


def snippets(table: Table, odds: Floats) -> dict[str, tuple[float, ...]]:
    """Share of wanted snippets that are in the text, and of unwanted ones that are not."""
    wanted, unwanted = [], []
    for place, sample in enumerate(table.samples):
        if sample.entry.gold or not (sample.entry.wanted or sample.entry.unwanted):
            continue
        belief = probabilities(odds[table.offsets[place] : table.offsets[place + 1]])
        kept = sample.kept(belief, 0.5)
        text = " ".join(sample.texts[i] for i in np.flatnonzero(kept))
        wanted += holds(text, sample.entry.wanted)
        unwanted += [not there for there in holds(text, sample.entry.unwanted)]
    if not wanted or not unwanted:
        return {}
    return {
        "wanted present": (statistics.fmean(wanted), len(wanted)),
        "unwanted absent": (statistics.fmean(unwanted), len(unwanted)),
    }
