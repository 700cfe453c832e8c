"""Fits the models of related stories, on pages whose related links were labelled by reading.

The names of the lists are learned from them too. Of dumps more pages tell, labelled by what the
model of cards finds in their HTML.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from newsclean.related.card_features import CARD_MODEL
from newsclean.related.dumps import with_rules
from newsclean.related.line_features import LINES_READ
from newsclean.related.model import FORMAT, Rows, company, read_first
from newsclean.scoring.layout import Floats, Ints, Marks
from newsclean.scoring.numbers import Network
from newsclean.training.crossval import each_fold, fold_of, nested, out_of_fold
from newsclean.training.linear import Penalty, fit_numbers
from newsclean.training.names import train_names
from newsclean.training.network import Recipe, fit_network, in_parts
from newsclean.training.plain import network_data, numbers_data, packed, plain, sequence_data
from newsclean.training.related_samples import RelatedSample
from newsclean.training.sequence import Pages, SequenceRecipe, fit_sequence
from newsclean.training.terms import common, term_rows

LEAST_SITES = {"html": 8, "text": 40}
"""Sites on which a term must stand to be learned."""
CARDS = Penalty(1.0, 0.3)
CARD_RIDGE = 3.0
"""Penalty of a term."""
CANDIDATES = SequenceRecipe(
    units=32, width=8, epochs=6, lost_inputs=0.1, lost_units=0.2, lost_terms=0.3
)
LINES = SequenceRecipe(units=48, width=8, epochs=6, lost_inputs=0.2, lost_units=0.3, lost_terms=0.5)
SECOND = {
    "html": Recipe(
        units=64, networks=3, epochs=16, batch=128, decay=0.25, lost_inputs=0.3, lost_units=0.5
    ),
    "text": Recipe(
        units=64, networks=1, epochs=8, batch=256, decay=0.5, lost_inputs=0.2, lost_units=0.4
    ),
}
_PAGE = 0.7  # power of a page's stories by which each of its candidates counts less
_FEWEST = 3
_TRUST = {"html": 1.0, "text": 0.5}  # the lines of a dump tell less: learn less from each
_LEAST_WEIGHT = 0.02


class _Read(NamedTuple):
    """What is read of all samples: their candidates, or all lines of dumps."""

    pages: Pages
    vocabulary: Sequence[str]
    """What the columns of their terms stand for."""


@dataclass(slots=True)
class _Table:
    """All samples as one table."""

    samples: Sequence[RelatedSample]
    candidates: _Read
    lines: _Read | None
    """All lines of dumps; of these, too, only candidates teach."""
    folds: Ints
    """The fold of each candidate's site."""

    @property
    def pages(self) -> Pages:
        """Each sample's candidates, as a network reads them."""
        return self.candidates.pages

    def parts(self, odds: Floats) -> Iterator[tuple[RelatedSample, Floats]]:
        """Each sample with its share of `odds`."""
        yield from zip(self.samples, np.split(odds, self.pages.offsets[1:-1]), strict=True)


class Trained(NamedTuple):
    """What training gives."""

    data: dict[str, Any]
    """The model of all pages, as plain data."""
    report: dict[str, tuple[float, ...]]
    """Figures out of fold."""


def train_related(
    kind: str,
    samples: Sequence[RelatedSample],
    own: Sequence[RelatedSample] = (),
    extra: Sequence[RelatedSample] = (),
) -> Trained:
    """Cross-validate by site, and fit on all pages.

    Args:
        kind: "html" or "text".
        samples: The pages that the corpus labels.
        own: Those of our own labels; their figures stand apart.
        extra: Others to learn from, which no figure counts.
    """
    known = [*samples, *own, *extra]
    table = _table(known, kind)
    folds = np.array([fold_of(sample.entry.site) for sample in known])

    def first(held: tuple[int, ...]) -> Floats:
        fitted = read_first(_fit_first(table, ~np.isin(folds, held)))
        return np.concatenate(
            [
                fitted(sample.found) if fold in held else np.zeros(len(sample.right))
                for sample, fold in zip(known, folds, strict=True)
            ]
        )

    firsts = nested(first, table.folds)
    alone = out_of_fold(firsts, table.folds)

    def second(fold: int) -> Floats:
        dense, held = _with_company(table, firsts[fold]), table.folds == fold
        return in_parts(_fit_second(table, dense, ~held, kind), dense[held])

    seconds = each_fold(second, table.folds)
    passes = {"first pass": alone, "second pass": seconds}
    if kind == "text":
        passes["with the rules"] = with_rules(seconds, table.pages.dense)
    figures = _figures(table, range(len(samples)), passes)
    whole = {"our own labels": [*passes.values()][-1]}
    figures |= _figures(table, range(len(samples), len(samples) + len(own)), whole)
    everything = np.ones(len(table.pages.main), dtype=bool)
    last = _fit_second(table, _with_company(table, alone), everything, kind)
    data = {
        "format": FORMAT,
        "kind": kind,
        "features": list(CARD_MODEL if kind == "html" else LINES_READ),
        "first": _fit_first(table, np.ones(len(known), dtype=bool)),
        "second": network_data(last),
    }
    read, told = ([(s.entry.site, s.named) for s in part] for part in (samples, [*own, *extra]))
    data["names"], share = train_names(kind, read, told)
    figures["names of lists"] = (share,)
    return Trained(data, figures)


def _with_company(table: _Table, odds: Floats) -> Floats:
    """What a second pass reads: the table's own columns and the company."""
    around = np.vstack([company(part, sample.found) for sample, part in table.parts(odds)])
    return np.hstack((table.pages.dense, around.astype(table.pages.dense.dtype)))


def _table(samples: Sequence[RelatedSample], kind: str) -> _Table:
    least = LEAST_SITES[kind]
    weights, folds = [], []
    styles = len({sample.style for sample in samples})
    for sample in samples:
        size = len(sample.right)
        # A mistake costs the more, the fewer stories the page has; every page stands in all styles.
        weight = _TRUST[kind] / max(sample.stories, _FEWEST) ** _PAGE / styles
        weights.append(np.full(size, weight))
        folds.append(np.full(size, fold_of(sample.entry.site)))
    candidates = _read(
        samples, lambda s: s.found.rows, lambda s: np.arange(len(s.right)), weights, least
    )
    lines = None
    if kind == "text":
        lines = _read(samples, lambda s: s.found.lines, lambda s: s.found.blocks, weights, least)
    return _Table(samples, candidates, lines, np.concatenate(folds))


def _read(
    samples: Sequence[RelatedSample],
    rows_of: Callable[[RelatedSample], Rows],
    at: Callable[[RelatedSample], Ints],
    weights: Sequence[Floats],
    least: int,
) -> _Read:
    """Collect rows of each sample.

    Args:
        samples: The pages.
        rows_of: What is read of each.
        at: The candidates among these rows.
        weights: How much each candidate counts.
        least: Sites on which a term must stand.
    """
    parts = [rows_of(sample) for sample in samples]
    offsets = np.concatenate(([0], np.cumsum([len(part.dense) for part in parts])))
    places = np.concatenate(
        [at(sample) + start for sample, start in zip(samples, offsets, strict=False)]
    )
    right, counts = np.zeros(offsets[-1], dtype=bool), np.zeros(offsets[-1])
    right[places] = np.concatenate([sample.right for sample in samples])
    counts[places] = np.concatenate(weights)
    dense: Floats = np.asarray(np.vstack([part.dense for part in parts]), dtype=np.float32)
    known = common(samples, least, lambda sample: rows_of(sample).terms)
    terms = sparse.vstack([term_rows(known, part.terms) for part in parts]).tocsr()
    return _Read(Pages(dense, terms, right, counts, offsets), list(known))


def _fit_first(table: _Table, pages: Marks) -> dict[str, Any]:
    """Fit a first pass on some pages; as plain data, as `related.model.read_first` reads it."""
    if table.lines is not None:
        return {
            "candidates": _fit_rows(table.candidates, pages, CANDIDATES),
            "lines": _fit_rows(table.lines, pages, LINES),
        }
    chosen = np.repeat(pages, np.diff(table.pages.offsets))
    right, weights = table.pages.main[chosen], table.pages.weights[chosen]
    columns, vocabulary = table.pages.terms, table.candidates.vocabulary
    ridges = [np.full(len(vocabulary), CARD_RIDGE)]
    numbers, terms = fit_numbers(
        table.pages.dense[chosen], right, weights, CARDS, [columns[chosen]], ridges
    )
    told = zip(vocabulary, plain(terms, 3), strict=True)
    return {
        "numbers": numbers_data(numbers),
        "terms": {term: weight for term, weight in told if abs(weight) >= _LEAST_WEIGHT},
    }


def _fit_rows(read: _Read, pages: Marks, recipe: SequenceRecipe) -> dict[str, Any]:
    """Fit a network on the rows of some pages; as `related.model.InOrder` reads it."""
    fitted = fit_sequence(read.pages, np.flatnonzero(pages).tolist(), recipe)
    return {
        "network": sequence_data(fitted.network),
        "terms": list(read.vocabulary),
        "vectors": packed(fitted.vectors),
    }


def _fit_second(table: _Table, dense: Floats, rows: Marks, kind: str) -> Network:
    return fit_network(dense[rows], table.pages.main[rows], table.pages.weights[rows], SECOND[kind])


def _figures(
    table: _Table, counted: range, passes: Mapping[str, Floats]
) -> dict[str, tuple[float, ...]]:
    """For each style and pass: pages, mean F1, precision, recall, and empty pages left empty."""
    report = {}
    for name, odds in passes.items():
        rows: dict[str, list[tuple[float, ...]]] = defaultdict(list)
        for sample, part in islice(table.parts(odds), counted.start, counted.stop):
            rows[sample.style].append((*sample.f1(sample.kept(part)), not sample.stories))
        for style, found in sorted(rows.items()):
            empty = [row[0] for row in found if row[3]]
            means = [statistics.fmean(row[place] for row in found) for place in range(3)]
            report[f"{style}, {name}"] = (len(found), *means, sum(empty), len(empty))
    return report
