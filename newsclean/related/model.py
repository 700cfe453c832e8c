"""The shipped models of related stories: two passes in plain numpy.

The first looks at cards one by one, by logistic regression, and at lines in their order, by two
networks; the second is a small network that also reads what the first believed of the company.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np

from newsclean.scoring.layout import Floats, Ints
from newsclean.scoring.model import check_model
from newsclean.scoring.numbers import Network, Numbers, probabilities, unpacked
from newsclean.scoring.sequence import SequenceNetwork
from newsclean.scoring.terms import rows_of, summed

FORMAT = 8
"""Version of the model files' layout and of what the features mean."""
_REACHES = (2, 5, 12, 30)
"""Blocks on both sides that are a candidate's company."""
_SIDES = (3, 8)
"""The same for each side by itself."""
_TOGETHER = 0.5
"""Power of the chance that a page offers nothing, were its lines independent: they err together."""
GROUPS = ("alike", "together", "same")
"""The ways in which all candidates keep company: made alike, in one place, of the same words."""


class Rows(NamedTuple):
    """Candidates, or all lines of a dump, in their order."""

    dense: Floats
    """Named numbers, a row each."""
    terms: Sequence[Sequence[str]]
    """Words and names of each, without repeats."""


_NO_ROWS = Rows(np.zeros((0, 0)), ())


class Candidates(NamedTuple):
    """What may be offers of stories on one page, and all that a model reads of them."""

    blocks: Ints
    """The blocks in which their titles stand, ascending."""
    dense: Floats
    """Named numbers, a row each."""
    terms: Sequence[Sequence[str]]
    """Words and names, without repeats."""
    groups: Ints
    """The group of each candidate, a row for each way of keeping company: `GROUPS`, then others."""
    lines: Rows = _NO_ROWS
    """All blocks of a dump, candidates or not."""

    @property
    def rows(self) -> Rows:
        """The candidates alone."""
        return Rows(self.dense, self.terms)


class FirstPass(Protocol):
    """What the candidates of a page say without regard to what others seemed to be."""

    def __call__(self, found: Candidates) -> Floats:
        """Log odds that each candidate offers a story."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class OneByOne:
    """Logistic regression over numbers and terms."""

    numbers: Numbers
    terms: Mapping[str, float]

    def __call__(self, found: Candidates) -> Floats:
        """Log odds that each candidate offers a story."""
        known = self.terms
        words = [sum([known[t] for t in terms if t in known]) for terms in found.terms]
        return np.asarray(self.numbers(found.dense) + np.array(words), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class InOrder:
    """A network over rows in their order, and over the vectors of their terms."""

    network: SequenceNetwork
    terms: Mapping[str, int]
    """The row of each term's vector."""
    vectors: Floats

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> InOrder:
        """Read from plain data."""
        terms = {term: row for row, term in enumerate(data["terms"])}
        return cls(SequenceNetwork.of(data["network"]), terms, unpacked(data["vectors"]))

    def __call__(self, rows: Rows) -> Floats:
        """Log odds of each row."""
        known = [rows_of(self.terms, terms) for terms in rows.terms]
        return self.network(rows.dense, summed(self.vectors, known))


@dataclass(frozen=True, slots=True, eq=False)
class TwoViews:
    """The mean of two networks: one sees much of the candidates, one a little of all lines.

    They err on other lines, so that the mean is better than each, and than two of one kind.
    """

    candidates: InOrder
    lines: InOrder

    def __call__(self, found: Candidates) -> Floats:
        """Log odds that each candidate offers a story."""
        among_all = self.lines(found.lines)[found.blocks]
        return (self.candidates(found.rows) + among_all) / 2


def read_first(data: Mapping[str, Any]) -> FirstPass:
    """Build a first pass from plain data."""
    if "lines" in data:
        return TwoViews(InOrder.of(data["candidates"]), InOrder.of(data["lines"]))
    return OneByOne(Numbers.of(data["numbers"]), data["terms"])


@dataclass(frozen=True, slots=True, eq=False)
class RelatedModel:
    """Two passes: what the candidates say, then each with what its company seemed to be."""

    first: FirstPass
    second: Network

    def odds(self, found: Candidates) -> Floats:
        """Log odds that each candidate offers a story."""
        first = self.first(found)
        return self.second(np.hstack((found.dense, company(first, found))))


def company_features(groups: Sequence[str]) -> tuple[str, ...]:
    """Names of the columns of `company`, in order, for groups of these names."""
    return (
        "first",
        *(f"{group}_{what}" for group in groups for what in ("mean", "best")),
        "previous", "next",
        *(f"around{reach}" for reach in _REACHES),
        *(f"{side}{reach}" for reach in _SIDES for side in ("before", "after")),
        "page_mean", "page_sum", "page_best", "behind_best",
    )  # fmt: skip


def company(first: Floats, found: Candidates) -> Floats:
    """What the first pass believes of the company that each candidate keeps.

    Args:
        first: The first pass's log odds.
        found: The candidates.
    """
    count = len(first)
    belief = probabilities(first)
    columns = [first]
    for group in found.groups:
        size = int(group.max()) + 1
        best = np.full(size, -9.0)
        np.maximum.at(best, group, first)
        sums, members = np.bincount(group, belief, size), np.bincount(group, minlength=size)
        columns += [((sums + 0.3) / (members + 1))[group], best[group]]
    columns += [np.concatenate(([-4.0], first[:-1])), np.concatenate((first[1:], [-4.0]))]
    sums = np.concatenate(([0.0], np.cumsum(belief)))
    at, blocks = np.arange(count), found.blocks
    for reach in _REACHES:
        low, high = np.searchsorted(blocks, (blocks - reach, blocks + reach + 1))
        # Rounded: for one that is alone the last bits of the sums would else tell from 0.
        columns.append(np.round(sums[high] - sums[low] - belief, 6) / reach)
    for reach in _SIDES:
        low, high = np.searchsorted(blocks, (blocks - reach, blocks + reach + 1))
        columns += [(sums[at] - sums[low]) / reach, (sums[high] - sums[at + 1]) / reach]
    best_of_page = float(first.max())
    columns += [
        np.full(count, belief.mean()),
        np.full(count, np.log1p(belief.sum())),
        np.full(count, best_of_page),
        first - best_of_page,
    ]
    return np.stack(columns, axis=1)


def settled(odds: Floats, stories: Sequence[str]) -> Floats:
    """Shift a page's log odds so that taking what is not below 0 gives the best F1 to expect.

    As `scoring.context.settle` does for blocks; here a story counts once, however often it is
    shown, and to take none is right where the page offers none, which is likelier than if its
    lines erred each by itself.

    Args:
        odds: Log odds of each candidate.
        stories: What each candidate is known by.
    """
    best: dict[str, float] = {}
    for story, value in zip(stories, odds.tolist(), strict=True):
        best[story] = max(value, best.get(story, value))
    values = np.sort(np.array(list(best.values())))[::-1]
    chances = probabilities(values)
    f1 = 2 * np.cumsum(chances) / (np.arange(1, len(chances) + 1) + chances.sum())
    # Rounded, so that the last bits of a machine's arithmetic do not show.
    place = int(np.argmax(np.round(f1, 9)))
    none = float(np.prod(1 - chances)) ** _TOGETHER
    return odds - values[place] if f1[place] > none else np.full(len(odds), -np.inf)


def read_related(data: Mapping[str, Any], kind: str, features: Sequence[str]) -> RelatedModel:
    """Build a model from plain data.

    Raises `ConfigError` where it is of another format, kind or set of features: those of
    `Candidates.dense`, then those of `company`.
    """
    check_model("related model", data, features, format=FORMAT, kind=kind)
    return RelatedModel(read_first(data["first"]), Network.of(data["second"]))
