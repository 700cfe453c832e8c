"""Which line names the list that a card of an HTML page stands in: a small learned choice.

Names are found also where the markup has no heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import log1p

import numpy as np

from newsclean import phrases
from newsclean.cleaner import View
from newsclean.names import parts
from newsclean.page import Block, Role
from newsclean.related.card_groups import signature
from newsclean.related.cards import TIME, Card
from newsclean.related.list_names import Choice, looks, name_keys, size, spelling

REACH = 8
"""Lines above a card that are searched for the name of its list."""
_FAR = 12
"""Elements around a card that are searched for one that holds a line too."""
_KNOWN_WORDS = 16.0
_LINE = (
    "away", "right_above", "words", "one_word", "long", "known", "heading", "level", "above_level",
    "colon", "question", "sentence", "upper", "lower_start", "digits", "repeats", "time",
    "letterless", "item", "linked", "titled", "duplicate", "score", "climb", "outside", "holder",
    "cards", "first_line", "set_alike", "row", "first", "regular",
)  # fmt: skip
_SAME = (
    "bias", "gap", "odd_gap", "words", "headings", "known", "titled", "made_alike", "one_element",
    "climb", "short",
)  # fmt: skip
_NONE = ("bias", "first", "gap", "words", "cards", "chrome")
_CHROME = frozenset(("nav", "footer", "header", "menu"))
CARD_NAME_FEATURES: tuple[str, ...] = (
    *(f"line_{what}" for what in _LINE),
    *(f"same_{what}" for what in _SAME),
    *(f"none_{what}" for what in _NONE),
)
"""What is known of a choice: a line, the name of the list so far, or none."""


def card_choices(cards: Sequence[Card], view: View) -> list[Choice]:
    """For each card, in page order, what may name its list.

    Args:
        cards: Those that offer stories, with all their blocks.
        view: The page.
    """
    return _Names(cards, view).choices()


class _Names:
    """What may name the lists on one page."""

    def __init__(self, cards: Sequence[Card], view: View) -> None:
        self.cards = cards
        self.view = view
        self.blocks = view.page.blocks
        self.nodes = view.page.nodes
        taken = bytearray(len(self.blocks))
        starts = [0] * (len(self.blocks) + 1)
        for card in cards:
            taken[card.first : card.end] = b"\x01" * (card.end - card.first)
            starts[card.first + 1] += 1
        self.taken = taken
        self.starts = list(accumulate(starts))
        self.made = [signature(card, view.page) for card in cards]
        self.shown = Counter(block.text for block in self.blocks)
        self.duplicates = {
            decision.block
            for decision in view.decisions
            if decision is not None and decision.role is Role.DUPLICATE
        }
        self.known = phrases.load("sections").match

    def choices(self) -> list[Choice]:
        """One for each card."""
        cards = self.cards
        above = [self._above(card) for card in cards]
        # What stands in the same place above many cards is no name.
        regular: Counter[tuple[object, ...]] = Counter()
        for card, lines in zip(cards, above, strict=True):
            regular.update({self._look(index, card) for index in lines})
        gaps = [max(0, card.first - before.end) for before, card in pairwise(cards)]
        usual = log1p(float(np.median(gaps))) if gaps else 0.0
        rows = self._rows()
        same, none = len(_LINE), len(_LINE) + len(_SAME)
        found = []
        for number, (card, lines) in enumerate(zip(cards, above, strict=True)):
            before = cards[number - 1] if number else None
            table = np.zeros((len(lines) + 2, len(CARD_NAME_FEATURES)))
            for away, index in enumerate(lines):
                table[away, :same] = (
                    *self._line(index, card, away),
                    before is not None and self._alike(index, before),
                    log1p(rows[number]),
                    before is None,
                    (regular[self._look(index, card)] - 1) / len(cards),
                )
            between = range(before.end if before else 0, card.first)
            gap = log1p(len(between))
            words = log1p(sum([self.blocks[i].length for i in between if not self.taken[i]]))
            table[-2, same:none] = (1, gap, gap - usual, words, *self._same(number, lines))
            table[-1, none:] = (
                1, before is None, gap, words, log1p(len(cards)), self._in_chrome(card),
            )  # fmt: skip
            found.append(Choice(lines, table, name_keys(lines, self.blocks)))
        return found

    def _same(self, number: int, lines: Sequence[int]) -> tuple[float, ...]:
        """What else tells of the name so far."""
        card, before = self.cards[number], self.cards[number - 1] if number else None
        above = [self.blocks[index] for index in lines]
        return (
            sum([block.form == "heading" for block in above]),
            any(map(self._is_known, above)),
            any(map(self._titled, above)),
            before is not None and self.made[number] == self.made[number - 1],
            before is not None and card.node == before.node,
            self._climb(card, before.first)[0] if before else _FAR,
            bool(above) and above[0].length <= 3,
        )

    def _above(self, card: Card) -> list[int]:
        """The lines above a card that belong to none, up to the card before it, nearest first."""
        lines: list[int] = []
        for index in range(card.first - 1, -1, -1):
            if self.taken[index] or len(lines) == REACH:
                break
            lines.append(index)
        return lines

    def _line(self, index: int, card: Card, away: int) -> tuple[float, ...]:
        block, title = self.blocks[index], self.blocks[card.block]
        text = block.text
        climb, node = self._climb(card, index)
        first, end = (self.nodes[node].first, self.nodes[node].end) if node >= 0 else (0, 0)
        linked = sum(link.end - link.start for link in block.links) / len(text)
        return (
            *size(away, block.length),
            self._is_known(block),
            *looks(block, title),
            *spelling(text),
            log1p(min(self.shown[text], 5) - 1),
            TIME.match(text) is not None,
            not any(map(str.isalpha, text)),
            block.form == "item",
            linked,
            self._titled(block),
            index in self.duplicates,
            self.view.scores[index],
            climb,
            node < 0,
            log1p(end - first),
            log1p(self.starts[end] - self.starts[min(index, end)]),
            index == first,
        )

    def _climb(self, card: Card, index: int) -> tuple[int, int]:
        """How many elements up the first stands that holds a block before the card, and which."""
        node, steps = card.node, 0
        while node >= 0 and self.nodes[node].first > index and steps < _FAR:
            node, steps = self.nodes[node].parent, steps + 1
        return steps, node if node >= 0 and self.nodes[node].first <= index else -1

    def _look(self, index: int, card: Card) -> tuple[object, ...]:
        block = self.blocks[index]
        return (block.form, card.first - index, block.node >= 0 and self.nodes[block.node].tokens)

    def _alike(self, index: int, card: Card) -> bool:
        """Whether a line is set as the title of the card before it."""
        block, title = self.blocks[index], self.blocks[card.block]
        return (block.form, block.level) == (title.form, title.level)

    def _rows(self) -> list[int]:
        """For each card how many that are made like it follow it, itself counted."""
        rows = [1] * len(self.cards)
        for number in range(len(rows) - 2, -1, -1):
            if self.made[number] == self.made[number + 1]:
                rows[number] = rows[number + 1] + 1
        return rows

    def _in_chrome(self, card: Card) -> bool:
        node = card.node
        for _ in range(_FAR):
            if node < 0:
                break
            if self.nodes[node].tag in _CHROME:
                return True
            node = self.nodes[node].parent
        return False

    def _is_known(self, block: Block) -> bool:
        return block.length <= _KNOWN_WORDS and self.known(block.text) is not None

    def _titled(self, block: Block) -> bool:
        return "title" in self.view.parts[block.node] or "title" in parts(block.inline)
