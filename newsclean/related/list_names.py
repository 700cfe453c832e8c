"""Which line names the list that a story of a dump stands in: a small learned choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log1p
from typing import Any, NamedTuple

import numpy as np

from newsclean.cleaner import View
from newsclean.errors import ConfigError
from newsclean.page import Block, Role
from newsclean.related.signals import Line
from newsclean.scoring.layout import Floats
from newsclean.scoring.model import likeliest
from newsclean.scoring.numbers import Network
from newsclean.wording import ends_sentence, key

REACH = 8
"""Lines above a story that are searched for the name of its list."""
_LINE = (
    "away", "right_above", "words", "one_word", "long", "known", "heading", "level", "above_level",
    "colon", "question", "sentence", "prose", "upper", "lower_start", "digits", "repeats",
    "time", "letterless", "item", "set_alike", "shown_alike", "regular", "blank_before",
    "blank_after", "put_aside", "menu", "row", "first", "score", "top", "before_short",
)  # fmt: skip
_SAME = ("bias", "gap", "odd_gap", "prose", "headings", "known", "set_alike", "short")
_NONE = ("bias", "first", "gap", "prose")
NAME_FEATURES: tuple[str, ...] = (
    *(f"line_{what}" for what in _LINE),
    *(f"same_{what}" for what in _SAME),
    *(f"none_{what}" for what in _NONE),
)
"""What is known of a choice: a line, the name of the list so far, or none."""
_TOLD = 12.0
"""Words from which a line of the article is its text: what stands above it names no list below,
nor does it by itself, unless it announces one ("More to read:")."""
_WORDY = 8.0
"""Words of a line beyond which it is not looked up among those that name lists elsewhere."""


class Place(NamedTuple):
    """A story's lines."""

    first: int
    last: int
    title: int


class Choice(NamedTuple):
    """What may name the list that one story stands in."""

    lines: Sequence[int]
    """Blocks; two choices follow them: the name so far, and none."""
    table: Floats
    """A row a choice, in the order of the features."""
    keys: Sequence[str]
    """What each line is known by on other sites, "" where it is too long."""


def choices(
    view: View, lines: Sequence[Line], places: Sequence[Place], taken: set[int]
) -> list[Choice]:
    """For each story, in page order, what may name its list.

    Args:
        view: The page.
        lines: What is seen of its blocks.
        places: Where the stories stand.
        taken: Blocks that belong to stories.
    """
    blocks = view.page.blocks
    shown = Counter(block.text for block in blocks)
    # Gaps between stories: what stands in the same place of many is no name.
    gaps = [max(0, b.first - a.last - 1) for a, b in pairwise(places)]
    usual = float(np.median(gaps)) if gaps else 0.0
    regular: Counter[tuple[object, ...]] = Counter()
    for place in places:
        for away in range(min(REACH, place.first)):
            index = place.first - 1 - away
            if index in taken:
                break
            regular[_look(blocks[index], lines[index], away)] += 1
    rows = _rows(places)
    found = []
    end = -1
    for number, place in enumerate(places):
        above: list[int] = []
        for index in range(place.first - 1, max(place.first - 1 - REACH, end, -1), -1):
            if index in taken:
                break
            decided = view.decisions[index]
            leaked = decided is not None and decided.role is Role.TEMPLATE_LEAK
            told = view.believes(index) and lines[index].words >= _TOLD
            fits = not told or not blocks[index].text.endswith((".", "。"))
            if fits and not leaked:
                above.append(index)
            if told:
                break
        gap = place.first - end - 1 if number else place.first
        before = places[number - 1] if number else None
        table = np.zeros((len(above) + 2, len(NAME_FEATURES)))
        prose = 0.0
        for away, index in enumerate(above):
            table[away, : len(_LINE)] = _line(
                view,
                lines,
                place,
                index,
                away,
                shown,
                regular,
                len(places),
                rows[number],
                not before,
            )
            prose += lines[index].prose
        headings = sum(blocks[index].form == "heading" for index in above)
        known = any(lines[index].head for index in above)
        alike = before is not None and _make(blocks[before.title]) == _make(blocks[place.title])
        offset = len(_LINE)
        table[-2, offset : offset + len(_SAME)] = (
            1, log1p(gap), log1p(gap) - log1p(usual), log1p(prose), headings, known, alike,
            bool(above) and lines[above[0]].words <= 3,
        )  # fmt: skip
        offset += len(_SAME)
        table[-1, offset:] = (1, not before, log1p(gap), log1p(prose))
        found.append(Choice(above, table, name_keys(above, blocks)))
        end = max(end, place.last)
    return found


def _line(
    view: View,
    lines: Sequence[Line],
    place: Place,
    index: int,
    away: int,
    shown: Mapping[str, int],
    regular: Mapping[tuple[object, ...], int],
    stories: int,
    row: int,
    first: bool,
) -> tuple[float, ...]:
    blocks = view.page.blocks
    block, line, title = blocks[index], lines[index], blocks[place.title]
    decision = view.decisions[index]
    text = block.text
    words = line.words
    return (
        *size(away, words),
        line.head,
        *looks(block, title),
        line.prose > 0,
        *spelling(text),
        log1p(min(shown[text], 5) - 1),
        line.time,
        not any(map(str.isalpha, text)),
        block.form == "item",
        _make(block) == _make(title),
        line.headline,
        (regular[_look(block, line, away)] - 1) / stories,
        min(block.blank_before, 3) - min(title.blank_before, 3),
        min(blocks[index + 1].blank_before, 3),
        decision is not None and decision.role is not Role.NAVIGATION,
        decision is not None and decision.role is Role.NAVIGATION,
        log1p(row),
        first,
        view.scores[index],
        index < 3,
        index > 0 and lines[index - 1].words <= 3,
    )


def name_keys(lines: Sequence[int], blocks: Sequence[Block]) -> list[str]:
    """What the lines are known by on other sites, "" for long ones."""
    return [key(blocks[i].text) if blocks[i].length <= _WORDY else "" for i in lines]


def with_said(choice: Choice, said: Mapping[str, float]) -> Floats:
    """The table of a choice with what other sites' lists tell of the lines' words."""
    told = np.zeros((len(choice.table), 2))
    for row, name in enumerate(choice.keys):
        if name in said:
            told[row] = said[name], 1
    return np.hstack((choice.table, told))


def size(away: int, words: float) -> tuple[float, ...]:
    """How far above the story a line stands, and how long it is."""
    return log1p(away), away == 0, log1p(words), words <= 1, words > 8


def looks(block: Block, title: Block) -> tuple[float, ...]:
    """Whether a line is a heading, beside a story's headline, and how it ends."""
    heading, text = block.form == "heading", block.text
    return (
        heading,
        block.level if heading else 0,
        heading and (title.form != "heading" or block.level < title.level),
        text.endswith((":", "：")),
        text.endswith(("?", "？", "!")),
        ends_sentence(text),
    )


def spelling(text: str) -> tuple[bool, ...]:
    """Whether a line is in capitals, begins with none, and has digits."""
    return text.isupper(), text[0].islower(), any(map(str.isdigit, text))


def _look(block: Block, line: Line, away: int) -> tuple[object, ...]:
    return (_make(block), away, line.time, line.words > 3)


def _make(block: Block) -> tuple[object, ...]:
    return (block.form, block.level if block.form == "heading" else 0, block.marker[:1])


def _rows(places: Sequence[Place]) -> list[int]:
    """For each story how many follow it right away, itself counted."""
    rows = [1] * len(places)
    for number in range(len(places) - 2, -1, -1):
        if places[number + 1].first - places[number].last <= 3:
            rows[number] = rows[number + 1] + 1
    return rows


class NameModel(NamedTuple):
    """What chooses the names of lists."""

    network: Network
    said: Mapping[str, float]
    """Words of lines near lists on several sites: log odds that they name one."""

    @classmethod
    def of(cls, data: Mapping[str, Any], features: Sequence[str]) -> NameModel:
        """Read from plain data. Raises `ConfigError` where it is of other features."""
        if tuple(data["features"]) != tuple(features):
            raise ConfigError("the model of names of lists was trained on other features")
        return cls(Network.of(data), data["said"])

    def chosen(self, found: Sequence[Choice]) -> list[int]:
        """The place of the likeliest in each choice."""
        if not found:
            return []
        odds = self.network(np.concatenate([with_said(choice, self.said) for choice in found]))
        ends = np.cumsum([len(choice.table) for choice in found])
        return [likeliest(part) for part in np.split(odds, ends[:-1])]
