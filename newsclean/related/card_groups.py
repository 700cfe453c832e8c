"""Which cards of an HTML page belong together, and what each shares with its company."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsclean.page import Page
from newsclean.related.cards import Card
from newsclean.scoring.layout import Floats, Ints, running


def groups(cards: Sequence[Card], page: Page) -> Ints:
    """Numbers of the groups of each card: made alike, in one element, of one address."""
    kinds: tuple[dict[object, int], ...] = ({}, {}, {})
    rows = []
    for card in cards:
        keys = (signature(card, page), card.node, card.url)
        rows.append(
            [kind.setdefault(key, len(kind)) for kind, key in zip(kinds, keys, strict=True)]
        )
    return np.array(rows, dtype=np.int64).T


def signature(card: Card, page: Page) -> tuple[object, ...]:
    """How a card is made: its title's form and the elements around it."""
    block = page.blocks[card.block]
    nodes = page.nodes
    made: list[object] = [block.form]
    at = block.node
    for _ in range(3):
        if at < 0:
            break
        made.append(nodes[at].tag)
        made.append(nodes[at].tokens)
        at = nodes[at].parent
    return tuple(made)


def grouped(columns: Floats, group: Ints) -> Floats:
    """Size, spread of lengths, and means of each card's group, in the order of `_GROUP`."""
    count = int(group.max()) + 1
    sums = np.zeros((count, columns.shape[1] + 1))
    np.add.at(sums, group, np.column_stack((columns, columns[:, 0] ** 2)))
    size = np.bincount(group, minlength=count)[:, None]
    means = sums / size
    spread = np.sqrt(np.maximum(means[:, -1] - means[:, 0] ** 2, 0.0))
    found = np.column_stack((np.log1p(size[:, 0]), spread, means[:, :-1]))
    return np.asarray(found[group], dtype=np.float64)


def around(cards: Sequence[Card], page: Page, lengths: Floats, told: Floats) -> Floats:
    """The element that holds a card with others: its links, their share of words, its main text."""
    links = np.array([len(block.links) for block in page.blocks])
    linked = np.where(links > 0, lengths, 0.0)  # a block that holds links is mostly made of them
    links, linked, words = running(np.stack((links, linked, lengths), axis=1)).T
    size = len(page.blocks)
    holders = [page.nodes[card.node] if card.node >= 0 else None for card in cards]
    spans = [(node.first, node.end) if node else (0, size) for node in holders]
    low, high = np.array(spans).T
    inside = np.maximum(words[high] - words[low], 1.0)
    return np.stack(
        (
            np.log1p(links[high] - links[low]),
            (linked[high] - linked[low]) / inside,
            (told[high] - told[low]) / inside,
        ),
        axis=1,
    )
