"""Fits the choice of the line that names a list, on pages whose stories have known sections."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import numpy as np

from newsclean.metrics import words
from newsclean.related.dumps import Finder
from newsclean.related.list_names import NAME_FEATURES
from newsclean.scoring.numbers import Network
from newsclean.training.choice import Answered
from newsclean.training.crossval import FOLDS, fold_of
from newsclean.training.network import Recipe, fit_choice_network
from newsclean.wording import alike, key

RECIPE = Recipe(
    units=32, networks=1, epochs=16, batch=64, decay=0.3, lost_inputs=0.1, lost_units=0.2
)
_NOTHING = Answered(np.zeros((1, len(NAME_FEATURES))), np.array([True]))
"""What there is to learn where no section is known."""
_TAUGHT = 0.8  # the weight of a page whose sections were not labelled by reading


def spelled(name: str) -> str:
    """A section's name as it is compared: its words."""
    return " ".join(words(name))


def named(finder: Finder, stories: Sequence[tuple[str, str]]) -> list[Answered]:
    """The choices of a page whose answer is known.

    Args:
        finder: Told which lines are stories.
        stories: Title and section of each, "" for none.
    """
    known = {key(title): spelled(section) for title, section in stories}
    cards = finder.cards()
    choices = finder.choices(cards)
    sections = []
    for card in cards:
        title = key(finder.title(card))
        near = (section for other, section in known.items() if alike(title, other))
        sections.append(known.get(title) if title in known else next(near, None))
    found: list[Answered] = []
    for place, (card, choice, section) in enumerate(zip(cards, choices, sections, strict=True)):
        if section is None or card.inline:
            continue
        texts = [spelled(finder.blocks[index].text) for index in choice.lines]
        decides = 1
        if section and section in texts:
            right = texts.index(section)
            rest = (s for s, c in zip(sections[place:], cards[place:], strict=True) if not c.inline)
            # On the line that names a list depend the stories below, which only follow it.
            decides = sum(1 for _ in takewhile(section.__eq__, rest))
        elif not section:
            right = len(texts) + 1
        elif place and section == sections[place - 1]:
            right = len(texts)
        else:
            continue
        table = choice.table
        found.append(Answered(table, np.arange(len(table)) == right, decides**0.5))
    return [choice._replace(weight=choice.weight * len(found) ** -0.5) for choice in found]


def train_names(
    pages: Sequence[tuple[str, Sequence[Answered]]],
    extra: Sequence[tuple[str, Sequence[Answered]]] = (),
) -> tuple[Network, float]:
    """Fit the choice; gives it, and the share of right ones out of fold, each by its weight.

    Args:
        pages: The site of each page that was labelled by reading, and its choices.
        extra: The same of others, which no figure counts.
    """
    known = [(fold_of(site), choice) for site, found in pages for choice in found]
    taught = [
        (fold_of(site), choice._replace(weight=_TAUGHT * choice.weight))
        for site, found in extra
        for choice in found
    ]
    right = whole = 0.0
    for held in range(FOLDS):
        network = _fit([choice for fold, choice in (*known, *taught) if fold != held])
        for fold, choice in known:
            if fold == held:
                right += choice.weight * choice.met(network(choice.dense))
                whole += choice.weight
    return _fit([choice for _, choice in (*known, *taught)]), right / max(whole, 1e-9)


def _fit(choices: Sequence[Answered]) -> Network:
    return fit_choice_network(choices or [_NOTHING], RECIPE)
