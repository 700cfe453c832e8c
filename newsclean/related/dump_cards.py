"""Cards of dumps: the lines that show one story, its headline, time, kicker and teaser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from newsclean.cleaner import View
from newsclean.prose import cut_off
from newsclean.related.line_features import line_features
from newsclean.related.line_table import LineTable
from newsclean.related.list_names import Choice, Place, choices
from newsclean.related.model import settled
from newsclean.related.signals import lines_of, said_once, sigmoid
from newsclean.scoring.layout import Floats
from newsclean.wording import alike, ends_sentence, key, length

_LEAST_IN_ROW = -1.5
"""How far a line in a row with one that is taken may fall short of being taken, in log odds."""
_BELIEF = 0.5
_STRONG = 0.6
_GAP = 4
"""Blocks between two stories of one row at most."""
_TEASER = (5.0, 60.0)
"""Words of a teaser text."""
_KICKER_WORDS = 3.0
_MOST_GLUED = 5
"""Words and marks that are looked at for a kicker before a headline."""


@dataclass(slots=True)
class DumpCard:
    """One showing of a story."""

    title: int
    belief: float
    words: str = ""
    """The title, where it is less than the block's text."""
    repeats: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    kicker: int = -1
    category: str = ""
    teaser: int = -1
    inline: bool = False
    section: str = ""

    @property
    def first(self) -> int:
        """The card's first block."""
        return min(self.blocks())

    @property
    def last(self) -> int:
        """The card's last block."""
        return max(self.blocks())

    def blocks(self) -> list[int]:
        """All blocks of the card, unordered."""
        own = [self.title, *self.repeats, *self.times]
        return own + [i for i in (self.kicker, self.teaser) if i >= 0]


class Finder:
    """Makes cards of the lines of a dump that are believed to be headlines of stories."""

    def __init__(self, view: View) -> None:
        """Look at a page; who asks for cards must set `odds` before."""
        self.view = view
        self.blocks = view.page.blocks
        self.lines = lines_of(view)
        self.span = view.core
        self.taken: set[int] = set()
        table = LineTable.of(view, self.lines)
        self.offers = table.offers
        self.candidates = line_features(table)
        """The lines that may be headlines, None where there are none."""
        self.odds: Floats = np.zeros(0)
        """Log odds that each of them is one."""

    def keys(self) -> list[str]:
        """What each candidate is known by: the key of its words."""
        if self.candidates is None:
            return []
        blocks, lines = self.blocks, self.lines
        return [lines[i].key or key(blocks[i].text) for i in self.candidates.blocks.tolist()]

    def cards(self) -> list[DumpCard]:
        """The stories with all lines that belong to each, in page order."""
        cards = self._cards()
        for place, card in enumerate(cards):
            self._complete(card, cards[place + 1].title if place + 1 < len(cards) else 0)
        self._kicker_lines(cards)
        return cards

    def choices(self, cards: list[DumpCard]) -> list[Choice]:
        """What may name the list of each card."""
        places = [Place(card.first, card.last, card.title) for card in cards]
        return choices(self.view, self.lines, places, self.taken)

    def title(self, card: DumpCard) -> str:
        """The headline of a card."""
        return (card.words or said_once(self.blocks[card.title].text)).strip(" »›>→")

    # Finding headlines

    def _cards(self) -> list[DumpCard]:
        accepted = self._believed()
        for i, (line, below) in enumerate(zip(self.lines, self.lines[1:], strict=False)):
            # "WORLD Storm closes harbour" above "Storm closes harbour": only cards are made so.
            if not below.headline or not line.key.endswith(" " + below.key):
                continue
            if self.view.is_open(i) and _glued(self.blocks[i].text, self.blocks[i + 1].text):
                accepted[i] = accepted[i + 1] = _STRONG
        keys = {self.lines[i].key for i in accepted}
        for i, line in enumerate(self.lines):
            # Shown again elsewhere: no subheading is.
            if line.headline and line.key in keys:
                accepted.setdefault(i, _BELIEF)
        cards: list[DumpCard] = []
        for index, found in enumerate(self.offers):
            if not self.view.is_open(index):
                continue
            if found:
                card = DumpCard(index, 1.0, found.headline, inline=True, section=found.name)
                cards.append(card)
            elif index in accepted:
                last = cards[-1] if cards else None
                if last and self._adjoins(last, index) and self._same(last, index):
                    last.repeats.append(index)
                    last.belief = max(last.belief, accepted[index], _STRONG)
                else:
                    cards.append(DumpCard(index, accepted[index]))
        for card in cards:
            self.taken.update(card.blocks())
        return cards

    def _believed(self) -> dict[int, float]:
        """The lines that the model believes to be headlines of other stories."""
        found = self.candidates
        if found is None:
            return {}
        odds = settled(self.odds, self.keys())
        accepted: dict[int, float] = {}
        last = -_GAP - 1
        for index, value in zip(found.blocks.tolist(), odds.tolist(), strict=True):
            if value >= (_LEAST_IN_ROW if index - last <= _GAP else 0.0):
                accepted[index] = max(sigmoid(value), _BELIEF)
                last = index
        return accepted

    def _adjoins(self, card: DumpCard, index: int) -> bool:
        """Whether nothing between card and block starts a new list or a new entry."""
        if index - card.last > 2 or any(line.head for line in self.lines[card.last + 1 : index]):
            return False
        return not self.blocks[index].marker or bool(self.blocks[card.title].marker)

    def _same(self, card: DumpCard, index: int) -> bool:
        """Whether the block shows the card's headline again, perhaps without a kicker glued on."""
        title, line = self.lines[card.title].key, self.lines[index].key
        below = self.lines[index + 1].key if index + 1 < len(self.lines) else ""
        if line.endswith(" " + title) and below == title:
            return False  # "WORLD Storm closes harbour" opens a card of its own
        if title.endswith(" " + line) and not card.category:
            kicker = _glued(self.blocks[card.title].text, self.blocks[index].text)
            if kicker:
                # The headline alone is the better title.
                card.category = kicker
                card.repeats.append(card.title)
                card.repeats, card.title = [i for i in card.repeats if i != index], index
                return True
        return alike(title, line)

    # What belongs to a headline

    def _complete(self, card: DumpCard, following: int) -> None:
        """Add times and the teaser below the headline, up to the next card."""
        at = card.last + 1
        while (
            at < len(self.blocks) and self._free(at) and self.lines[at].time and at - card.last <= 2
        ):
            card.times.append(at)
            at += 1
        if card.first and self._free(card.first - 1) and self.lines[card.first - 1].time:
            card.times.append(card.first - 1)
        if at < len(self.blocks) and self._is_teaser(at, card, following):
            card.teaser = at
            if at + 1 < len(self.blocks) and self._free(at + 1) and self.lines[at + 1].time:
                card.times.append(at + 1)
        self.taken.update(card.blocks())

    def _is_teaser(self, at: int, card: DumpCard, following: int) -> bool:
        text, words = self.blocks[at].text, self.lines[at].words
        if not self._free(at) or card.inline or not _TEASER[0] <= words <= _TEASER[1]:
            return False
        # A card with a kicker whose headline stands twice has a place for a teaser, cut or not.
        full = bool(card.category and card.repeats) and words > self.lines[card.title].words
        if not (full or ends_sentence(text) or cut_off(text)):
            return False
        if self.blocks[at].form == "heading":
            return False
        inside = self.span[0] <= at < self.span[1]
        # One text between two headlines is a teaser; several are an article.
        alone = at + 1 >= len(self.blocks) or at + 1 in self.taken or not self.lines[at + 1].prose
        near = bool(following) and following - at <= _GAP
        if inside and not (card.category or (card.repeats and near)):
            return False  # a paragraph below its subheading
        return alone and (card.belief >= _STRONG or near)

    def _free(self, index: int) -> bool:
        return index not in self.taken and self.view.is_open(index)

    def _kicker_lines(self, cards: list[DumpCard]) -> None:
        """Short lines above headlines are kickers where most cards of a row have one."""
        for row in _rows(cards):
            above = [card.first - 1 for card in row if not card.inline]
            kickers = [i for i in above if i >= 0 and self._free(i) and self._is_kicker(i)]
            if len(kickers) < 3 or len(kickers) < 0.6 * len(row):
                continue
            for card in row:
                place = card.first - 1
                if place in kickers and not card.category:
                    card.kicker, card.category = place, self.blocks[place].text
                    self.taken.add(place)

    def _is_kicker(self, index: int) -> bool:
        line, text = self.lines[index], self.blocks[index].text
        short = line.words <= _KICKER_WORDS and not line.head and not line.time
        return short and not ends_sentence(text) and any(map(str.isalpha, text))


def _rows(cards: list[DumpCard]) -> Iterator[list[DumpCard]]:
    """Cards that stand together."""
    row: list[DumpCard] = []
    for card in cards:
        if row and card.first - row[-1].last > _GAP:
            yield row
            row = []
        row.append(card)
    if row:
        yield row


def _glued(whole: str, headline: str) -> str:
    """The kicker that stands before `headline` in `whole` ("WORLD Storm closes harbour")."""
    words, wanted = whole.split(), key(headline)
    for count in range(1, min(len(words), _MOST_GLUED + 1)):
        if key(" ".join(words[count:])) == wanted:
            kicker = " ".join(words[:count])
            short = length(kicker) <= _KICKER_WORDS and "." not in kicker
            return kicker.strip(" :|-–—•·") if short else ""
    return ""
