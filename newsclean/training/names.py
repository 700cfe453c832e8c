"""Fits the choice of the line that names a list, on pages whose stories have known sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile
from math import log
from typing import Any, NamedTuple

import numpy as np

from newsclean.cleaner import View
from newsclean.metrics import words
from newsclean.page import Block
from newsclean.related.addresses import same_form
from newsclean.related.card_names import CARD_NAME_FEATURES, card_choices
from newsclean.related.cards import Card
from newsclean.related.dump_cards import Finder
from newsclean.related.list_names import NAME_FEATURES, Choice, NameModel, with_said
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
_FEWEST_SITES = 3
"""Other sites near whose lists a line must stand for its words to count."""
_TAUGHT = 0.8  # the weight of a page whose sections were not labelled by reading


class Named(NamedTuple):
    """A choice of a list's name whose answer is known."""

    answered: Answered
    choice: Choice


class Said:
    """What lines near the lists of some sites are, by their words."""

    def __init__(self, pages: Sequence[tuple[str, Sequence[Named]]]) -> None:
        self._seen: defaultdict[str, set[str]] = defaultdict(set)
        self._right: defaultdict[str, set[str]] = defaultdict(set)
        for site, found in pages:
            for answered, choice in found:
                # Behind the lines come the name so far, and none.
                for name, right in zip(choice.keys, answered.right.tolist(), strict=False):
                    self._seen[name].add(site)
                    if right:
                        self._right[name].add(site)
        self._seen.pop("", None)

    def told(self, names: Iterable[str] | None = None, *, but: str = "") -> dict[str, float]:
        """Log odds that words name a list, by the sites that have them, `but` for one."""
        told = {}
        for name in self._seen if names is None else names:
            seen = len(self._seen.get(name, set()) - {but})
            if seen >= _FEWEST_SITES:
                right = len(self._right.get(name, set()) - {but})
                told[name] = log((right + 1) / (seen - right + 1))
        return told


def spelled(name: str) -> str:
    """A section's name as it is compared: its words."""
    return " ".join(words(name))


def named(finder: Finder, stories: Sequence[tuple[str, str]]) -> list[Named]:
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
) -> list[Named]:
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
) -> list[Named]:
    """The choices of stories whose section is known and stands in a line of its own."""
    found: list[Named] = []
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
        answered = Answered(table, np.arange(len(table)) == right, decides**0.5)
        found.append(Named(answered, choice))
    share = len(found) ** -0.5 if found else 0.0
    return [
        Named(answered._replace(weight=answered.weight * share), choice)
        for answered, choice in found
    ]


def train_names(
    kind: str,
    pages: Sequence[tuple[str, Sequence[Named]]],
    extra: Sequence[tuple[str, Sequence[Named]]] = (),
) -> tuple[dict[str, Any], float]:
    """Fit the choice; gives it as plain data, and the share of right ones out of fold, by weight.

    Args:
        kind: "html" or "text".
        pages: The site of each page that was labelled by reading, and its choices.
        extra: The same of others, which no figure counts.
    """
    right = whole = 0.0
    for held in range(FOLDS):
        model = _fit(kind, *([p for p in part if fold_of(p[0]) != held] for part in (pages, extra)))
        for site, found in pages:
            if fold_of(site) == held:
                for answered, choice in found:
                    odds = model.network(with_said(choice, model.said))
                    right += answered.weight * answered.met(odds)
                    whole += answered.weight
    model = _fit(kind, pages, extra)
    data = {
        "features": list(_FEATURES[kind]),
        **network_data(model.network),
        "said": {name: round(odds, 2) for name, odds in sorted(model.said.items())},
    }
    return data, right / max(whole, 1e-9)


def _fit(
    kind: str,
    pages: Sequence[tuple[str, Sequence[Named]]],
    extra: Sequence[tuple[str, Sequence[Named]]],
) -> NameModel:
    said = Said([*pages, *extra])
    choices = []
    for part, weight in ((pages, 1.0), (extra, _TAUGHT)):
        for site, found in part:
            near = {name for _, choice in found for name in choice.keys}
            # A site must not be told by itself, as an unknown one is not.
            told = said.told(near, but=site)
            choices += [
                answered._replace(dense=with_said(choice, told), weight=weight * answered.weight)
                for answered, choice in found
            ]
    # Where no section is known there is nothing to learn.
    nothing = Answered(np.zeros((1, len(_FEATURES[kind]) + 2)), np.array([True]))
    return NameModel(fit_choice_network(choices or [nothing], RECIPES[kind]), said.told())
