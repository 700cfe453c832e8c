"""What an evaluation found: the scores of every page and system, and their sums."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsclean.evaluation.intervals import Interval, interval

FORMAT = 1
"""Version of the JSON; goes up when a key changes its meaning or is taken away."""
BAD = 0.5
"""F1 below which a page counts as bad: most of its text is wrong."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """What one system made of one page."""

    id: str
    site: str
    dataset: str
    f1: float | None
    """None where the page has only snippets."""
    precision: float | None
    recall: float | None
    seconds: float
    """Processor time."""
    error: str = ""
    """Why there was no text; such a page scores 0."""
    wanted: tuple[bool, ...] = ()
    """For each wanted snippet whether it stands in the text."""
    unwanted: tuple[bool, ...] = ()
    """For each unwanted snippet whether it is absent."""
    missed: tuple[str, ...] = ()
    """Lines of the gold that the text lacks; kept of the first system alone."""
    extra: tuple[str, ...] = ()
    """Lines of the text that the gold lacks; kept of the first system alone."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the pages of a data set, or over data sets."""

    pages: int
    f1: float
    precision: float
    recall: float
    bad: int
    """Pages with an F1 below .5."""


@dataclass(frozen=True, slots=True)
class SystemResult:
    """What one system made of all pages, in their order."""

    name: str
    version: str
    pages: tuple[PageResult, ...]

    def scored(self) -> list[PageResult]:
        """The pages that have a gold text."""
        return [page for page in self.pages if page.f1 is not None]

    def by_dataset(self) -> dict[str, Figures]:
        """Figures of each data set, by name."""
        sets: dict[str, list[PageResult]] = {}
        for page in self.scored():
            sets.setdefault(page.dataset, []).append(page)
        return {name: figures(sets[name]) for name in sorted(sets)}

    def overall(self) -> Figures:
        """The mean of the data sets, each counting as much as any other."""
        sets = list(self.by_dataset().values())
        if not sets:
            return Figures(0, 0.0, 0.0, 0.0, 0)
        return Figures(
            sum(one.pages for one in sets),
            statistics.fmean([one.f1 for one in sets]),
            statistics.fmean([one.precision for one in sets]),
            statistics.fmean([one.recall for one in sets]),
            sum(one.bad for one in sets),
        )

    def snippets(self) -> tuple[float, float] | None:
        """Share of wanted snippets present and of unwanted ones absent; None without snippets."""
        wanted = [found for page in self.pages for found in page.wanted]
        unwanted = [absent for page in self.pages for absent in page.unwanted]
        if not wanted or not unwanted:
            return None
        return statistics.fmean(wanted), statistics.fmean(unwanted)

    def median_seconds(self) -> float:
        """Processor time of the middle page, of those that were answered; 0 for none."""
        times = [page.seconds for page in self.pages if not page.error]
        return statistics.median(times) if times else 0.0

    def errors(self) -> int:
        """Pages without an answer."""
        return sum(bool(page.error) for page in self.pages)

    def ahead_of(self, other: SystemResult) -> Interval | None:
        """The mean over pages of this F1 less the other's, by site; None for too few sites."""
        return interval(*self._differences(other))

    def _differences(self, other: SystemResult) -> tuple[list[float], list[str]]:
        pairs = zip(self.scored(), other.scored(), strict=True)
        rows = [((a.f1 or 0.0) - (b.f1 or 0.0), a.site) for a, b in pairs]
        return [row[0] for row in rows], [row[1] for row in rows]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Systems measured on the same pages; the first is the one that is asked about."""

    corpus: str
    systems: tuple[SystemResult, ...]
    notices: tuple[str, ...] = ()
    """What was left out and why, a line each."""

    @property
    def first(self) -> SystemResult:
        """The system that the others are compared with."""
        return self.systems[0]

    def worst(self, count: int) -> list[PageResult]:
        """The pages with the lowest F1 of the first system, worst first; perfect ones left out."""
        pages = [page for page in self.first.scored() if (page.f1 or 0.0) < 1]
        return sorted(pages, key=lambda page: (page.f1, page.id))[:count]

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "format": FORMAT,
            "corpus": self.corpus,
            "notices": list(self.notices),
            "metric": "bag-of-words precision, recall and F1",
            "systems": [self._system(system) for system in self.systems],
        }

    def _system(self, system: SystemResult) -> dict[str, Any]:
        ahead = self.first.ahead_of(system) if system is not self.first else None
        found = interval(
            [page.f1 or 0.0 for page in system.scored()], [page.site for page in system.scored()]
        )
        snippets = system.snippets()
        return {
            "name": system.name,
            "version": system.version,
            "mean_of_datasets": _plain(system.overall()),
            "datasets": {name: _plain(one) for name, one in system.by_dataset().items()},
            "f1_over_pages": _rounded(found),
            "first_system_ahead_by": _rounded(ahead),
            "snippets": snippets
            and {"wanted_present": snippets[0], "unwanted_absent": snippets[1]},
            "median_seconds": round(system.median_seconds(), 6),
            "errors": system.errors(),
            "pages": [_page(page) for page in system.pages],
        }


def figures(pages: Sequence[PageResult]) -> Figures:
    """Means over pages that have a gold text, at least one."""
    return Figures(
        len(pages),
        statistics.fmean([page.f1 or 0.0 for page in pages]),
        statistics.fmean([page.precision or 0.0 for page in pages]),
        statistics.fmean([page.recall or 0.0 for page in pages]),
        sum((page.f1 or 0.0) < BAD for page in pages),
    )


def _plain(found: Figures) -> dict[str, float]:
    names = ("pages", "f1", "precision", "recall", "bad")
    return {name: round(getattr(found, name), 5) for name in names}


def _rounded(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {name: round(value, 5) for name, value in found._asdict().items()}


def _page(page: PageResult) -> dict[str, Any]:
    data: dict[str, Any] = {"id": page.id, "site": page.site, "dataset": page.dataset}
    for name in ("f1", "precision", "recall", "seconds"):
        value = getattr(page, name)
        data[name] = None if value is None else round(value, 5)
    if page.error:
        data["error"] = page.error
    if page.wanted or page.unwanted:
        data["snippets"] = {"wanted": list(page.wanted), "absent": list(page.unwanted)}
    return data
