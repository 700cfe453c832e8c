"""Fits the models of related stories, on pages whose related links were labelled by reading.

From HTML a card is right where its address is a story's, from a dump a line where its words are
one's title; there the names of the lists are learned too. Of dumps more pages tell, labelled by
what the model of cards finds in their HTML.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from newsclean.cleaner import View
from newsclean.related.addresses import same_form
from newsclean.related.card_features import CARD_MODEL, card_features
from newsclean.related.cards import bound, candidates
from newsclean.related.dump_cards import Finder
from newsclean.related.dumps import with_rules
from newsclean.related.line_features import LINES_READ
from newsclean.related.model import FORMAT, Candidates, Rows, company, read_first, settled
from newsclean.scoring.layout import Floats, Ints, Marks
from newsclean.scoring.numbers import Network
from newsclean.training.beliefs import Beliefs
from newsclean.training.corpus import DRAWN, Corpus, Entry
from newsclean.training.crossval import each_fold, fold_of, nested, out_of_fold
from newsclean.training.linear import Penalty, fit_numbers
from newsclean.training.names import Named, named, named_cards, train_names
from newsclean.training.network import Recipe, fit_network, in_parts
from newsclean.training.plain import network_data, numbers_data, packed, plain, sequence_data
from newsclean.training.sequence import Pages, SequenceRecipe, fit_sequence
from newsclean.training.stories import Story
from newsclean.wording import alike, key

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
_TOLD = 9.0  # log odds that stand for a label where cards are made


@dataclass(slots=True)
class RelatedSample:
    """A page with its candidates."""

    entry: Entry
    style: str
    found: Candidates
    names: list[str]
    """What each candidate is known by: its address, or its title's key."""
    right: Marks
    stories: int
    """Labelled stories that the page shows."""
    named: Sequence[Named] = ()
    """The choices of names of lists."""

    def kept(self, odds: Floats) -> Marks:
        """The candidates that are taken."""
        return (odds if self.style == "html" else settled(odds, self.names)) >= 0

    def f1(self, kept: Marks) -> tuple[float, float, float]:
        """F1, precision and recall of a choice of candidates, each story once."""
        offered = {name for name, chosen in zip(self.names, kept, strict=True) if chosen}
        good = {n for n, k, r in zip(self.names, kept, self.right, strict=True) if k and r}
        if not self.stories:
            return float(not offered), float(not offered), 1.0
        if not good:
            return 0.0, 0.0, 0.0
        precision, recall = len(good) / len(offered), min(len(good) / self.stories, 1.0)
        return 2 * precision * recall / (precision + recall), precision, recall


def related_sample(
    corpus: Corpus,
    labelled: Mapping[tuple[str, str], Sequence[Story]],
    beliefs: Beliefs,
    wanted: tuple[Entry, str],
) -> RelatedSample | None:
    """Read, feature and label one page; None where nothing on it may be a story."""
    entry, style = wanted
    stories = labelled[entry.dataset, entry.id]
    # Where texts are parted by guess, lines are seldom a title and no more, and teach less.
    guessed = style in DRAWN and corpus.manner(entry, style).flat
    page = None if guessed else corpus.page(entry, style)
    if page is None:
        return None
    view = beliefs.pipeline(page, entry, style).seen_by("related_links", page)
    if page.kind == "html":
        return _from_html(entry, view, stories)
    return _from_dump(entry, style, view, stories)


def _from_html(entry: Entry, view: View, stories: Sequence[Story]) -> RelatedSample | None:
    cards = candidates(view)
    if not cards:
        return None
    wanted = {same_form(story.url) for story in stories}
    names = [same_form(card.url) for card in cards]
    right = np.array([name in wanted for name in names])
    found = card_features(cards, view)
    told = [card for card, name in zip(cards, names, strict=True) if name in wanted]
    bound(told, view)
    choices = named_cards(told, view, [(story.url, story.section) for story in stories])
    return RelatedSample(entry, "html", found, names, right, len(wanted), choices)


def _from_dump(
    entry: Entry, style: str, view: View, stories: Sequence[Story]
) -> RelatedSample | None:
    finder = Finder(view)
    found = finder.candidates
    if found is None:
        return None
    whole = key(view.page.text)
    there = [story for story in stories if key(story.title) and key(story.title) in whole]
    names, titles = finder.keys(), [key(story.title) for story in there]
    right = np.array([any(alike(name, title) for title in titles) for name in names])
    finder.odds = np.where(right, _TOLD, -_TOLD)
    choices = named(finder, [(story.title, story.section) for story in there])
    return RelatedSample(entry, style, found, names, right, len(titles), choices)


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
    def dense(self) -> Floats:
        """The candidates' named numbers."""
        return self.candidates.pages.dense

    @property
    def right(self) -> Marks:
        """The candidates that are stories."""
        return self.candidates.pages.main

    @property
    def weights(self) -> Floats:
        """How much each candidate counts."""
        return self.candidates.pages.weights

    @property
    def offsets(self) -> Ints:
        """Where each sample's candidates begin, and where the last's end."""
        return self.candidates.pages.offsets

    def parts(self, odds: Floats) -> Iterator[tuple[RelatedSample, Floats]]:
        """Each sample with its share of `odds`."""
        for sample, low, high in zip(
            self.samples, self.offsets[:-1], self.offsets[1:], strict=True
        ):
            yield sample, odds[low:high]


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
        passes["with the rules"] = with_rules(seconds, table.dense)
    figures = _figures(table, range(len(samples)), passes)
    whole = {"our own labels": [*passes.values()][-1]}
    figures |= _figures(table, range(len(samples), len(samples) + len(own)), whole)
    everything = np.ones(len(table.right), dtype=bool)
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
    return np.hstack((table.dense, around.astype(table.dense.dtype)))


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
    rows = [sample.found.rows for sample in samples]
    candidates = _read(samples, rows, [np.arange(len(r.dense)) for r in rows], weights, least)
    lines = None
    if kind == "text":
        at = [sample.found.blocks for sample in samples]
        lines = _read(samples, [sample.found.lines for sample in samples], at, weights, least)
    return _Table(samples, candidates, lines, np.concatenate(folds))


def _read(
    samples: Sequence[RelatedSample],
    rows: Sequence[Rows],
    at: Sequence[Ints],
    weights: Sequence[Floats],
    least: int,
) -> _Read:
    """Collect rows of each sample.

    Args:
        samples: The pages.
        rows: What is read of each.
        at: The candidates among the rows.
        weights: How much each candidate counts.
        least: Sites on which a term must stand.
    """
    offsets = np.concatenate(([0], np.cumsum([len(part.dense) for part in rows])))
    places = np.concatenate([own + start for own, start in zip(at, offsets, strict=False)])
    right, counts = np.zeros(offsets[-1], dtype=bool), np.zeros(offsets[-1])
    right[places] = np.concatenate([sample.right for sample in samples])
    counts[places] = np.concatenate(weights)
    dense: Floats = np.asarray(np.vstack([part.dense for part in rows]), dtype=np.float32)
    sites: dict[str, set[str]] = defaultdict(set)
    for sample, part in zip(samples, rows, strict=True):
        for terms in part.terms:
            for term in terms:
                sites[term].add(sample.entry.site)
    vocabulary = sorted(term for term, where in sites.items() if len(where) >= least)
    place = {term: place for place, term in enumerate(vocabulary)}
    ends, columns = [0], []
    for part in rows:
        for terms in part.terms:
            columns += [place[term] for term in terms if term in place]
            ends.append(len(columns))
    ones = np.ones(len(columns), dtype=np.float32)
    told = sparse.csr_matrix((ones, columns, ends), shape=(len(dense), len(vocabulary)))
    return _Read(Pages(dense, told, right, counts, offsets), vocabulary)


def _fit_first(table: _Table, pages: Marks) -> dict[str, Any]:
    """Fit a first pass on some pages; as plain data, as `related.model.read_first` reads it."""
    if table.lines is not None:
        return {
            "candidates": _fit_rows(table.candidates, pages, CANDIDATES),
            "lines": _fit_rows(table.lines, pages, LINES),
        }
    chosen = np.repeat(pages, np.diff(table.offsets))
    right, weights = table.right[chosen], table.weights[chosen]
    columns, vocabulary = table.candidates.pages.terms, table.candidates.vocabulary
    ridges = [np.full(len(vocabulary), CARD_RIDGE)]
    numbers, terms = fit_numbers(
        table.dense[chosen], right, weights, CARDS, [columns[chosen]], ridges
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
    return fit_network(dense[rows], table.right[rows], table.weights[rows], SECOND[kind])


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
