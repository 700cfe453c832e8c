"""Fits the two passes of the block scorer, and writes them as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from newsclean.page import Kind
from newsclean.scoring.context import CONTEXT, context
from newsclean.scoring.layout import Floats, Ints, Marks
from newsclean.scoring.model import FORMAT
from newsclean.scoring.numbers import Network
from newsclean.training.network import Recipe, fit_network
from newsclean.training.plain import network_data, packed, rounded, sequence_data
from newsclean.training.samples import Sample
from newsclean.training.sequence import Fitted, Pages, SequenceRecipe, fit_sequence
from newsclean.training.terms import Vocabulary

FIRST = SequenceRecipe(
    units=32, width=12, epochs=8, lost_inputs=0.1, lost_units=0.1, lost_terms=0.3
)
SECOND = {
    "html": Recipe(
        units=48, networks=2, epochs=10, batch=512, decay=0.1, lost_inputs=0.1, lost_units=0.2
    ),
    # Dumps tell less by any one number: more of them have to be seen together.
    "text": Recipe(
        units=192, networks=1, epochs=20, batch=512, decay=0.1, lost_inputs=0.1, lost_units=0.2
    ),
}
_LIGHT = 2e-3  # weight below which three of four rows are left out, the fourth counting for all


@dataclass(slots=True)
class Table:
    """All samples' blocks as one table."""

    samples: Sequence[Sample]
    pages: Pages
    vocabulary: Vocabulary

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> Table:
        """Collect samples; the vocabulary is what stands on enough sites that are learned from."""
        vocabulary = Vocabulary.of([sample for sample in samples if sample.weights.any()])
        pages = Pages(
            dense=np.vstack([s.dense for s in samples]),
            terms=sparse.vstack([vocabulary.columns(s) for s in samples]).tocsr(),
            main=np.concatenate([s.main for s in samples]),
            weights=np.concatenate([s.weights for s in samples]),
            offsets=np.concatenate(([0], np.cumsum([len(s.main) for s in samples]))),
        )
        return cls(samples, pages, vocabulary)

    @property
    def kind(self) -> Kind:
        """Of all its pages."""
        return "html" if self.samples[0].style == "html" else "text"

    @property
    def offsets(self) -> Ints:
        """Where each page's blocks begin, and where the last end."""
        return self.pages.offsets

    def with_context(self, odds: Floats) -> Floats:
        """What a second pass reads: the table's own columns, and what the first pass's odds say."""
        parts = [
            context(odds[a:b], sample.layout)
            for sample, a, b in zip(self.samples, self.offsets[:-1], self.offsets[1:], strict=True)
        ]
        return np.hstack((self.pages.dense, np.vstack(parts).astype(self.pages.dense.dtype)))


def fit_first(table: Table, pages: Marks) -> Fitted:
    """Fit the first pass on some pages of a table."""
    return fit_sequence(table.pages, np.flatnonzero(pages).tolist(), FIRST)


def fit_second(dense: Floats, table: Table, rows: Marks) -> Network:
    """Fit the second pass on some rows of `dense`: the table's own columns and the context."""
    main, weights = table.pages.main, table.pages.weights
    light = weights <= _LIGHT
    chosen = rows & (weights > 0) & (~light | (np.arange(len(weights)) % 4 == 0))
    share = np.where(light, weights * 4, weights)[chosen]
    return fit_network(dense[chosen], main[chosen], share, SECOND[table.kind])


def model_data(
    kind: str,
    features: Sequence[str],
    vocabulary: Vocabulary,
    first: Fitted,
    second: Network,
    shift: float,
    pages: dict[str, Any],
) -> dict[str, Any]:
    """A model as plain data, as `scoring.model.read_model` reads it."""
    return {
        "format": FORMAT,
        "kind": kind,
        "features": [*features, *CONTEXT],
        "terms": {
            "words": list(vocabulary.words),
            "names": list(vocabulary.names),
            "extra": list(vocabulary.extra),
            "vectors": packed(first.vectors),
        },
        "first": sequence_data(first.network),
        "second": {"network": network_data(second), "shift": rounded(shift)},
        "pages": pages,
    }
