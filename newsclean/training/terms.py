"""Which words and names of elements are learned, and which of them each block has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Protocol, TypeVar

import numpy as np
from scipy import sparse

from newsclean.training.corpus import Entry
from newsclean.training.samples import Sample

LEAST_SITES = 15
"""Sites on which a word or a name must stand to be learned."""
_LEVELS = (2, 5)
"""Elements from the block outwards: so many are near, so many near or mid, the rest is far."""


class _HasEntry(Protocol):
    @property
    def entry(self) -> Entry: ...


_OnSite = TypeVar("_OnSite", bound=_HasEntry)
"""A page of some site."""


@dataclass(slots=True)
class Vocabulary:
    """What is learned, each with its row among its like."""

    words: dict[str, int]
    names: dict[str, int]
    """Of elements."""
    extra: dict[str, int]
    """Of inline elements and links."""

    @classmethod
    def of(cls, samples: Sequence[Sample], least: int = LEAST_SITES) -> Vocabulary:
        """Collect what stands on at least `least` sites."""
        return cls(
            *(
                common(samples, least, of)
                for of in (lambda s: s.words, lambda s: s.names, lambda s: s.extra)
            )
        )

    def columns(self, sample: Sample) -> sparse.csr_matrix:
        """How much each term counts for each block of a page: a row a block.

        First words, then names near, mid and far, then those of inline elements and links.
        """
        words = term_rows(self.words, sample.words)
        words = sparse.diags(1 / np.sqrt([max(len(w), 1) for w in sample.words])) @ words
        parts = [words, *self._around(sample), term_rows(self.extra, sample.extra)]
        return sparse.hstack(parts).tocsr().astype(np.float32)

    def _around(self, sample: Sample) -> list[sparse.csr_matrix]:
        """The names of the elements around each block, by their distance."""
        at_node = term_rows(self.names, sample.names)
        shape = (len(sample.texts), at_node.shape[0])
        paths: list[tuple[list[int], list[int]]] = [([], []), ([], []), ([], [])]
        for block, node in enumerate(sample.own.tolist()):
            distance = 0
            while node >= 0:
                blocks, nodes = paths[sum(distance >= level for level in _LEVELS)]
                blocks.append(block)
                nodes.append(node)
                node = int(sample.parents[node])
                distance += 1
        return [
            sparse.csr_matrix((np.ones(len(path[0]), dtype=np.float32), path), shape=shape)
            @ at_node
            for path in paths
        ]


def common(
    samples: Sequence[_OnSite], least: int, terms: Callable[[_OnSite], Iterable[Iterable[str]]]
) -> dict[str, int]:
    """The terms that stand on at least `least` sites, in order, each with its row."""
    sites: Counter[str] = Counter()
    for _, here in groupby(sorted(samples, key=_site), key=_site):
        sites.update({term for sample in here for term in chain.from_iterable(terms(sample))})
    known = sorted(term for term, count in sites.items() if count >= least)
    return {term: row for row, term in enumerate(known)}


def _site(sample: _HasEntry) -> str:
    return sample.entry.site


def term_rows(index: Mapping[str, int], terms: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    """Which of the terms in `index` each owner has: a row an owner."""
    known = [[index[term] for term in own if term in index] for own in terms]
    columns = np.fromiter(chain.from_iterable(known), dtype=np.int32)
    ends = np.cumsum([0, *map(len, known)])
    ones = np.ones(len(columns), dtype=np.float32)
    return sparse.csr_matrix((ones, columns, ends), shape=(len(known), len(index)))
