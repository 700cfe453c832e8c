"""What repeats around the lines of a dump: the cards of a list are set alike, line after line.

A line that stands again and again ("Read more", a date, "For subscribers") at one distance from
lines that all differ belongs to a record, and the lines that differ are what the records tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from newsclean.cleaner import View
from newsclean.related.line_table import LineTable
from newsclean.related.signals import Line
from newsclean.scoring.layout import Floats, Ints, running

_STEPS = (-3, -2, -1, 1, 2, 3)
_OFTEN = 3
_MOST = 12
_NEAR = (-2, -1, 1, 2)
_NEXT = (-1, 1)
_REACHES = (2, 5, 12)
_SHAPES = (("fine", 1, 1), ("coarse", 2, 1), ("coarse", 1, 2), ("fine", 2, 2))
"""How many lines above and below a line make its shape, and how closely each is looked at."""
_SIZES = (2.5, 5.0, 16.0, 35.0)
RECORD_FEATURES: tuple[str, ...] = (
    *(f"record{s}_{what}" for s in _STEPS for what in ("often", "differ", "open", "words")),
    "record", "template",
    "common", "common_long",
    *(f"shared{step}" for step in _NEAR),
    *(f"{what}{step}" for step in _NEXT for what in ("same_start", "same_end")),
    "told_again", "best_showing", "better_showing",
    *(f"claimed{reach}_{what}" for reach in _REACHES for what in ("navigation", "other")),
    "navigation_before", "navigation_after",
    *(f"shape{place}" for place in range(len(_SHAPES))),
)  # fmt: skip
"""Names of the columns of `Records.dense`, in order."""
RECORD_GROUPS = ("record", *(f"shape{place}" for place in range(len(_SHAPES))))
"""Names of the rows of `Records.groups`, in order."""


class Records(NamedTuple):
    """What is known of candidates by what repeats around them."""

    dense: Floats
    """A row a candidate."""
    groups: Ints
    """A row for each way of being set alike: the group of each candidate."""


def records(table: LineTable, at: Ints) -> Records:
    """Look for what repeats around the candidates.

    Args:
        table: The lines of the dump.
        at: The candidates' blocks, ascending.
    """
    lines, texts = table.lines, table.templates
    keys = _numbers([line.key or str(place) for place, line in enumerate(lines)])
    templates = np.where([bool(text) for text in texts], _numbers(texts), -1)
    anchors, group = _anchors(templates, keys, table.words, at)
    shapes, alike = _shapes(table, keys, at)
    dense = np.hstack(
        (
            anchors,
            _again(texts, lines, at)[:, None],
            _shared(table.view, lines, at),
            _claimed(table, at),
            shapes,
        )
    )
    return Records(dense, np.vstack((group, alike)))


def _numbers(values: Sequence[str]) -> Ints:
    """A number for each different value."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def _again(texts: Sequence[str], lines: Sequence[Line], at: Ints) -> Floats:
    """How often other lines of a candidate's own make stand on the page."""
    often = Counter(texts)
    own = [(texts[i], lines[i].key) for i in at.tolist()]
    return np.array(
        [min(often[text], 6) if text and text != words else 0 for text, words in own], dtype=float
    )


def _anchors(templates: Ints, keys: Ints, sizes: Floats, at: Ints) -> tuple[Floats, Ints]:
    """At each distance the line that repeats, and what stands at its other showings."""
    size, count = len(sizes), int(templates.max()) + 2
    words = np.minimum(sizes, 20.0) / 20
    is_open = np.zeros(size)
    is_open[at] = 1
    places = np.flatnonzero(templates >= 0)
    often = np.bincount(templates[places], minlength=count)
    columns: list[Floats] = []
    best, group = np.zeros(len(at)), -1 - np.arange(len(at))
    for number, step in enumerate(_STEPS):
        there = places[(places - step >= 0) & (places - step < size)]
        of, told = templates[there], there - step
        shown = np.maximum(np.bincount(of, minlength=count), 1)
        kinds = (
            _different(of, keys[told], count) / shown,
            np.bincount(of, is_open[told], count) / shown,
            np.bincount(of, words[told], count) / shown,
        )
        where = at + step
        inside = (where >= 0) & (where < size)
        other = np.where(inside, templates[np.clip(where, 0, size - 1)], -1)
        repeats = (other >= 0) & (often[other] >= _OFTEN) & (other != templates[at])
        found = [np.where(repeats, kind[other], 0.0) for kind in kinds]
        columns += [np.where(repeats, np.log(np.maximum(often[other], 1)), 0.0), *found]
        value = np.where(repeats, np.minimum(often[other], _MOST), 0) * np.prod(found, axis=0)
        value /= 1 + 0.1 * abs(step)
        group = np.where(value > best, other * len(_STEPS) + number, group)
        best = np.maximum(value, best)
    # From 0 on, as a group's number is where its sums stand.
    return np.column_stack((*columns, best)), np.unique(group, return_inverse=True)[1]


def _different(groups: Ints, values: Ints, count: int) -> Ints:
    """How many different values each of so many groups has."""
    base = int(values.max(initial=0)) + 1
    return np.bincount(np.unique(groups * base + values) // base, minlength=count)


def _shared(view: View, lines: Sequence[Line], at: Ints) -> Floats:
    """Words that a candidate shares with the page's short lines, and its other showings."""
    words = [line.key.split() for line in lines]
    kinds = [set(own) for own in words]
    seen = {x.key: own for x, own in zip(lines, kinds, strict=True) if x.key and x.words <= 32}
    often = Counter(chain.from_iterable(seen.values()))
    common = {word for word, count in often.items() if count >= _OFTEN}
    first, end = view.core
    told: Counter[str] = Counter(line.key for line in lines[first:end])
    best: dict[str, float] = defaultdict(float)
    for line, score in zip(lines, view.scores, strict=True):
        best[line.key] = max(best[line.key], score)
    size = len(lines)
    rows = []
    for i in at.tolist():
        own, title, mine = words[i], lines[i].key, kinds[i]
        long = {word for word in mine if len(word) > 3 or not word.isascii()} or mine
        shown = best[title] if title else 0.0
        row = [_share(mine, common), _share(long, common)]
        row += [_share(mine, kinds[i + s]) if 0 <= i + s < size else 0.0 for s in _NEAR]
        for step in _NEXT:
            other = words[i + step] if 0 <= i + step < size and words[i + step] != own else []
            row += [_same_start(own, other), _same_start(reversed(own), reversed(other))]
        again = bool(title) and told[title] > (first <= i < end)
        rows.append((*row, again, shown, shown - view.scores[i]))
    return np.array(rows, dtype=np.float64)


def _share(words: set[str], others: set[str]) -> float:
    return len(words & others) / max(len(words), 1)


def _same_start(words: Iterable[str], other: Iterable[str]) -> int:
    same = 0
    for mine, its in zip(words, other, strict=False):
        if mine != its:
            break
        same += 1
    return same


def _claimed(table: LineTable, at: Ints) -> Floats:
    """What of a candidate's company other cleaners have claimed, and whether as navigation."""
    menu = table.navigation
    size = len(menu)
    sums = running(np.stack((menu, table.claimed), axis=1).astype(np.float64))
    columns: list[Floats] = []
    for reach in _REACHES:
        low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, size)
        columns.append((sums[high] - sums[low]) / (high - low)[:, None])
    before = np.where(at > 0, menu[at - 1], -1.0)
    after = np.where(at + 1 < size, menu[np.minimum(at + 1, size - 1)], -1.0)
    return np.column_stack((*columns, before, after))


def _shapes(table: LineTable, keys: Ints, at: Ints) -> tuple[Floats, Ints]:
    """How many different lines outside the article stand among lines set as a candidate's are."""
    sizes = np.searchsorted(_SIZES, table.words, side="right")
    ends = [block.text.endswith((".", "。")) for block in table.view.page.blocks]
    coarse = sizes * 2 + np.array(ends, dtype=np.int64) + 1
    forms = table.heading + 2 * table.item
    fine = coarse + 11 * (forms + 3 * (table.blank > 0) + 6 * table.time)
    (first, end), size = table.view.core, len(keys)
    outside = np.r_[0 : min(first, size), end:size]
    columns, groups = [], []
    for which, above, below in _SHAPES:
        own = fine if which == "fine" else coarse
        number = _company(own, above, below)
        shape = np.unique(number, return_inverse=True)[1]
        kinds = _different(shape[outside], keys[outside], int(shape.max()) + 1)
        columns.append(np.log1p(np.minimum(kinds[shape[at]], _MOST)))
        groups.append(shape[at])
    return np.column_stack(columns), np.stack(groups)


def _company(own: Ints, above: int, below: int) -> Ints:
    """One number for each line and the lines around it."""
    size, base = len(own), int(own.max()) + 1
    padded = np.pad(own, (above, below))  # 0 stands for no line
    number = np.zeros(size, dtype=np.int64)
    for step in range(above + below + 1):
        number = number * base + padded[step : step + size]
    return number
