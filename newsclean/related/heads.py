"""Finds the line that names a list of cards in HTML, also where the markup has no heading."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean import phrases, wording
from newsclean.cleaner import View
from newsclean.names import parts
from newsclean.page import Block, Role
from newsclean.related.cards import TIME, Card

_CLIMB = 8  # elements around a list that are searched for its name
_LINES = 5  # lines above a list that are searched for its name
_HEAD_WORDS = 8.0  # a longer line above a list is a sentence, not the list's name
_LONG_HEAD = 16.0  # one that announces it with a colon, or is marked as a heading, may be longer
_GAP = 12  # blocks between two cards of one list at most
# What speaks for a line, each in lines of distance from the list.
_HEADING = 3.0
_KNOWN = 3.0
_TITLED = 1.5
_OUTER = 0.7
_LINKED_ITEM = -1.5  # a menu's entry
_LEAST = -0.5
_SURE = 3.0  # from here on nothing farther away is looked at
_ASIDE = 12.0  # words of a remark between a list and its name


class Heads:
    """The names of the lists on one page."""

    def __init__(self, cards: Sequence[Card], view: View) -> None:
        """Take the cards that offer stories, with all their blocks."""
        self.page = view.page
        self.parts = view.parts
        self.known = phrases.load("sections").match
        taken = bytearray(len(self.page.blocks))
        for decision in view.decisions:
            # The page's own headline stands again in some of its lists.
            if decision is not None and decision.role is Role.DUPLICATE:
                taken[decision.block] = 1
        for card in cards:
            taken[card.first : card.end] = b"\x01" * (card.end - card.first)
        self.taken = taken
        self.above: list[int] = []
        """The nearest block above each that belongs to no card, -1 for none."""
        last = -1
        for index in range(len(taken)):
            self.above.append(last)
            if not taken[index]:
                last = index

    def parted(self, before: Card, card: Card) -> bool:
        """Whether a new list begins between two cards that follow each other."""
        if card.first - before.end > _GAP:
            return True
        index = self.above[card.first]
        while index >= before.end:
            block = self.page.blocks[index]
            if block.form == "heading" or self._titled(block) or self._is_known(block):
                return True
            if before.node != card.node and self._may_name(block):
                return True
            index = self.above[index]
        return False

    def head(self, card: Card) -> int | None:
        """The block that names the list that begins with this card, None where none does."""
        best, found = _LEAST, None
        index, node, inside = self.above[card.first], card.node, 0
        nodes = self.page.nodes
        for distance in range(_LINES):
            while index >= 0 and node >= 0 and nodes[node].first > index:
                node, inside = nodes[node].parent, inside + 1
            if index < 0 or inside > _CLIMB:
                break
            block = self.page.blocks[index]
            if self._may_name(block):
                value = self._value(block, index, card) - distance
                if value > best:
                    best, found = value, index
                if value >= _SURE - distance:
                    break
            elif block.length > _ASIDE:
                break
            index = self.above[index]
        return found

    def _value(self, block: Block, index: int, card: Card) -> float:
        value = 0.0
        if block.form == "heading":
            value += _HEADING
        if self._is_known(block):
            value += _KNOWN
        if self._titled(block):
            value += _TITLED
        if card.node >= 0 and index >= self.page.nodes[card.node].first:
            value += _OUTER
        if block.links and block.form == "item":
            value += _LINKED_ITEM
        return value

    def _is_known(self, block: Block) -> bool:
        return block.length <= _LONG_HEAD and self.known(block.text) is not None

    def _titled(self, block: Block) -> bool:
        return block.length <= _HEAD_WORDS and (
            "title" in self.parts[block.node] or "title" in parts(block.inline)
        )

    def _may_name(self, block: Block) -> bool:
        """Short and no sentence, or an announcement with a colon."""
        text = block.text
        if TIME.match(text) or not any(map(str.isalpha, text)):
            return False
        if block.form == "heading" or text.endswith((":", "：")):
            return block.length <= _LONG_HEAD
        if block.length > _HEAD_WORDS:
            return False
        return not wording.ends_sentence(text) or self._is_known(block)
