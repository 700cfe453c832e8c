"""What the block scorer believes of a corpus's pages, by models that saw nothing of their sites.

What reads beliefs must not learn from those of a model that knows the pages: it would trust them
more than a page of an unknown site deserves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from newsclean.cleaner import Scorer
from newsclean.page import Page
from newsclean.pipeline import Pipeline
from newsclean.scoring.layout import Floats, Ints
from newsclean.scoring.numbers import probabilities
from newsclean.training.corpus import Entry
from newsclean.training.samples import Sample


@dataclass(frozen=True)
class Told:
    """A scorer that has been told its beliefs about one page; of others it asks another scorer."""

    page: Page
    beliefs: Sequence[float]
    other: Scorer
    name: str = "told"

    def score(self, page: Page) -> Sequence[float]:
        """One belief for each block, 0 to 1."""
        return self.beliefs if page is self.page else self.other.score(page)


class Beliefs:
    """The beliefs about the blocks of pages, each page in its styles."""

    def __init__(self, known: Mapping[str, Floats]) -> None:
        self._known = known

    @classmethod
    def of(cls, samples: Sequence[Sample], offsets: Ints, odds: Floats) -> Beliefs:
        """Beliefs out of fold.

        Args:
            samples: The pages.
            offsets: Where the blocks of each page begin in `odds`, and where the last ends.
            odds: Log odds of their blocks, out of fold and settled.
        """
        parts = np.split(probabilities(odds), offsets[1:-1])
        return cls({_name(s.entry, s.style): p for s, p in zip(samples, parts, strict=True)})

    @classmethod
    def read(cls, path: Path) -> Beliefs:
        """Read what `write` wrote; none where there is no such file."""
        if not path.exists():
            return cls({})
        with np.load(path) as data:
            parts = np.split(data["beliefs"].astype(np.float64), data["offsets"][1:-1])
            return cls(dict(zip(data["names"].tolist(), parts, strict=True)))

    def write(self, path: Path) -> None:
        """Keep them for the parts of training that read them."""
        path.parent.mkdir(parents=True, exist_ok=True)
        parts = list(self._known.values())
        np.savez_compressed(
            path,
            names=np.array(list(self._known)),
            offsets=np.cumsum([0, *map(len, parts)]),
            beliefs=np.concatenate(parts).astype(np.float32),
        )

    def __len__(self) -> int:
        return len(self._known)

    def pipeline(
        self, page: Page, entry: Entry, style: str, other: Scorer | None = None
    ) -> Pipeline:
        """The default pipeline, with these beliefs about a page, and a scorer for all others.

        By default that is the installed one.

        Raises `ValueError` where they are of other blocks than the page now has.
        """
        pipeline = Pipeline.default()
        other = other or pipeline.scorer
        beliefs = self._known.get(_name(entry, style))
        if beliefs is None:
            return replace(pipeline, scorer=other)
        if len(beliefs) != len(page.blocks):
            raise ValueError(f"{entry.id}, {style}: beliefs of another reader, train blocks again")
        return replace(pipeline, scorer=Told(page, beliefs.tolist(), other))


def _name(entry: Entry, style: str) -> str:
    return f"{style}/{entry.dataset}/{entry.id}"
