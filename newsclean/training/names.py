"""Fits the choice of the line that names a list, on pages whose stories have labelled sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from newsclean.metrics import words
from newsclean.related.dumps import Finder
from newsclean.related.list_names import NAME_FEATURES
from newsclean.scoring.layout import Floats, Marks
from newsclean.training.crossval import FOLDS, fold_of
from newsclean.training.fit import plain
from newsclean.wording import alike, key

RIDGE = 1.0


class Named(NamedTuple):
    """A choice whose answer is known."""

    table: Floats
    right: int
    weight: float


def spelled(name: str) -> str:
    """A section's name as it is compared: its words."""
    return " ".join(words(name))


def named(finder: Finder, stories: Sequence[tuple[str, str]]) -> list[Named]:
    """The choices of a page whose answer is known.

    Args:
        finder: Told which lines are stories.
        stories: Title and section of each, "" for none.
    """
    sections = {key(title): spelled(section) for title, section in stories}
    found: list[tuple[Floats, int]] = []
    so_far: str | None = None
    cards = finder.cards()
    for card, choice in zip(cards, finder.choices(cards), strict=True):
        title = key(finder.title(card))
        section = sections.get(title)
        if section is None:
            section = next((s for t, s in sections.items() if alike(title, t)), None)
        texts = [spelled(finder.blocks[index].text) for index in choice.lines]
        right = None
        if section is not None and not card.inline:
            if section and section in texts:
                right = texts.index(section)
            elif not section:
                right = len(texts) + 1
            elif section == so_far:
                right = len(texts)
        so_far = section
        if right is not None:
            found.append((choice.table, right))
    weight = len(found) ** -0.5 if found else 0.0
    return [Named(table, right, weight) for table, right in found]


def train_names(pages: Sequence[tuple[str, Sequence[Named]]]) -> tuple[dict[str, float], float]:
    """Fit the weights of `NAME_FEATURES`; gives them and the share of right choices out of fold.

    Args:
        pages: The site of each page, and its choices.
    """
    folds = np.array([fold_of(site) for site, _ in pages])
    right = whole = 0.0
    for fold in range(FOLDS):
        weights = _fit(list(_chosen(pages, folds != fold)))
        for choice in _chosen(pages, folds == fold):
            right += choice.weight * (int(np.argmax(choice.table @ weights)) == choice.right)
            whole += choice.weight
    final = plain(_fit(list(_chosen(pages, folds >= 0))), 4)
    return dict(zip(NAME_FEATURES, final, strict=True)), right / max(whole, 1e-9)


def _chosen(pages: Sequence[tuple[str, Sequence[Named]]], marks: Marks) -> Iterator[Named]:
    for (_, choices), mark in zip(pages, marks, strict=True):
        if mark:
            yield from choices


def _fit(choices: Sequence[Named]) -> Floats:
    """Conditional logistic regression: of each choice's rows one is right."""
    if not choices:
        return np.zeros(len(NAME_FEATURES))
    table = np.vstack([choice.table for choice in choices])
    sizes = np.array([len(choice.table) for choice in choices])
    starts = np.cumsum(sizes) - sizes
    right = starts + np.array([choice.right for choice in choices])
    weights = np.array([choice.weight for choice in choices])
    of = np.repeat(np.arange(len(sizes)), sizes)
    scale = table.std(axis=0) + 1e-6
    rows = table / scale

    pull = rows[right].T @ weights

    def loss(at: Floats) -> tuple[float, Floats]:
        value = rows @ at
        value = value - np.maximum.reduceat(value, starts)[of]
        total = np.log(np.add.reduceat(np.exp(value), starts))
        share = np.exp(value - total[of]) * weights[of]
        slope = rows.T @ share - pull + RIDGE * at
        return float(weights @ (total - value[right]) + 0.5 * RIDGE * at @ at), slope

    found = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / scale, dtype=np.float64)
