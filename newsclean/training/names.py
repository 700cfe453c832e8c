"""Fits the choice of the line that names a list, on pages whose stories have labelled sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from newsclean.metrics import words
from newsclean.related.dumps import Finder
from newsclean.related.list_names import NAME_FEATURES
from newsclean.scoring.layout import Floats, Marks
from newsclean.training.choice import Answered, fit_choice
from newsclean.training.crossval import FOLDS, fold_of
from newsclean.training.plain import plain
from newsclean.wording import alike, key

_RIDGE = 1.0


def spelled(name: str) -> str:
    """A section's name as it is compared: its words."""
    return " ".join(words(name))


def named(finder: Finder, stories: Sequence[tuple[str, str]]) -> list[Answered]:
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
    return [Answered(table, np.arange(len(table)) == right, weight) for table, right in found]


def train_names(pages: Sequence[tuple[str, Sequence[Answered]]]) -> tuple[dict[str, float], float]:
    """Fit the weights of `NAME_FEATURES`; gives them and the share of right choices out of fold.

    Args:
        pages: The site of each page, and its choices.
    """
    folds = np.array([fold_of(site) for site, _ in pages])
    right = whole = 0.0
    for fold in range(FOLDS):
        weights = _fit(_chosen(pages, folds != fold))
        for choice in _chosen(pages, folds == fold):
            right += choice.weight * choice.met(weights)
            whole += choice.weight
    final = plain(_fit(_chosen(pages, folds >= 0)), 4)
    return dict(zip(NAME_FEATURES, final, strict=True)), right / max(whole, 1e-9)


def _chosen(pages: Sequence[tuple[str, Sequence[Answered]]], marks: Marks) -> Iterator[Answered]:
    for (_, choices), mark in zip(pages, marks, strict=True):
        if mark:
            yield from choices


def _fit(choices: Iterable[Answered]) -> Floats:
    return fit_choice(list(choices), len(NAME_FEATURES), _RIDGE)
