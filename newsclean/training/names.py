"""Fits the choice of the line that names a list, on pages whose stories have known sections."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import numpy as np

from newsclean.cleaner import View
from newsclean.metrics import words
from newsclean.page import Block
from newsclean.related.addresses import same_form
from newsclean.related.card_names import CARD_NAME_FEATURES, card_choices
from newsclean.related.cards import Card
from newsclean.related.dumps import Finder
from newsclean.related.list_names import NAME_FEATURES, Choice
from newsclean.scoring.numbers import Network
from newsclean.training.choice import Answered
from newsclean.training.crossval import FOLDS, fold_of
from newsclean.training.network import Recipe, fit_choice_network
from newsclean.training.plain import network_data
from newsclean.wording import alike, key

RECIPES = {
    "html": Recipe(
        units=64, networks=2, epochs=30, batch=64, decay=0.3, lost_inputs=0.1, lost_units=0.2
    ),
    "text": Recipe(
        units=32, networks=1, epochs=16, batch=64, decay=0.3, lost_inputs=0.1, lost_units=0.2
    ),
}
_FEATURES = {"html": CARD_NAME_FEATURES, "text": NAME_FEATURES}
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
    inline = [card.inline for card in cards]
    return _answered(choices, sections, inline, finder.blocks)


def named_cards(
    cards: Sequence[Card], view: View, stories: Sequence[tuple[str, str]]
) -> list[Answered]:
    """The choices of an HTML page whose answer is known.

    Args:
        cards: Those that offer stories, with all their blocks.
        view: The page.
        stories: Address and section of each, "" for none.
    """
    known = {same_form(url): spelled(section) for url, section in stories}
    sections = [known.get(same_form(card.url)) for card in cards]
    labelled = [bool(card.label) for card in cards]
    return _answered(card_choices(cards, view), sections, labelled, view.page.blocks)


def _answered(
    choices: Sequence[Choice],
    sections: Sequence[str | None],
    inline: Sequence[bool],
    blocks: Sequence[Block],
) -> list[Answered]:
    """The choices of stories whose section is known and stands in a line of its own."""
    found: list[Answered] = []
    for place, (choice, section) in enumerate(zip(choices, sections, strict=True)):
        if section is None or inline[place]:
            continue
        texts = [spelled(blocks[index].text) for index in choice.lines]
        decides = 1
        if section and section in texts:
            right = texts.index(section)
            below = zip(sections[place:], inline[place:], strict=True)
            rest = (other for other, alone in below if not alone)
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
    kind: str,
    pages: Sequence[tuple[str, Sequence[Answered]]],
    extra: Sequence[tuple[str, Sequence[Answered]]] = (),
) -> tuple[dict[str, Any], float]:
    """Fit the choice; gives it as plain data, and the share of right ones out of fold, by weight.

    Args:
        kind: "html" or "text".
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
        network = _fit(kind, [choice for fold, choice in (*known, *taught) if fold != held])
        for fold, choice in known:
            if fold == held:
                right += choice.weight * choice.met(network(choice.dense))
                whole += choice.weight
    whole_fit = _fit(kind, [choice for _, choice in (*known, *taught)])
    data = {"features": list(_FEATURES[kind]), **network_data(whole_fit)}
    return data, right / max(whole, 1e-9)


def _fit(kind: str, choices: Sequence[Answered]) -> Network:
    # Where no section is known there is nothing to learn.
    nothing = Answered(np.zeros((1, len(_FEATURES[kind]))), np.array([True]))
    return fit_choice_network(choices or [nothing], RECIPES[kind])
