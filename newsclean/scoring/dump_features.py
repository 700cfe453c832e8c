"""What is known of each block of a plain-text dump: named numbers and words.

A dump has no elements. What stands in for containers: runs of lines that look alike, the stretch
between two headings, and all lines of one shape.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsclean.page import Block, Page
from newsclean.scoring.dump_marks import MAKE, SIGNS, Makes, makes_of, signs_of
from newsclean.scoring.features import PageFeatures
from newsclean.scoring.layout import (
    Floats,
    Ints,
    Layout,
    Marks,
    headings_above,
    occurrences,
    running,
    since,
    until,
    windows,
)
from newsclean.scoring.words import (
    COUNTED,
    TOPIC,
    PageWords,
    named,
    opening_twins,
    overlap,
    page_words,
    shared_words,
)

_BLOCK = (
    "length", "characters", "word_length", SIGNS[0], *COUNTED, "digits", *SIGNS[1:],
    "blank_before", "blank_after", *MAKE,
    "repeats", "repeat_index", "contained", "topic", "rare", "headline_overlap", "named",
)  # fmt: skip
_LEVELS = ("run", "section", "strip", "shape", "marks", "lines")
_AGGREGATES = (
    "prose_share", "ends", "mean_length", "prose_rate", "count", "commas",
    "topic", "named", "repeated",
)  # fmt: skip
_WINDOWS = np.array((2, 5, 12, 30))
_PLACE = (
    "in_core", "to_core", "past_core", "through_core", "core_share", "place", "prose_before",
    "since_prose", "until_prose", "since_heading", "until_heading", "since_twin",
    *(f"{side}{step}_{what}" for side in ("previous", "next") for step in (1, 2)
      for what in ("length", "ends", "is_item")),
    *(f"window{size}_{what}" for size in _WINDOWS.tolist()
      for what in ("prose_rate", "ends", "mean_length", "topic", "named")),
    "page_prose", "page_blocks", "page_prose_rate", "page_blanks", "page_items", "page_paragraph",
)  # fmt: skip
DUMP_FEATURES: tuple[str, ...] = (
    *_BLOCK,
    "prose",
    *(f"{level}_{what}" for level in _LEVELS for what in _AGGREGATES),
    *_PLACE,
)
"""Names of the columns of `PageFeatures.dense`, in order."""

_SIZES = np.array((3.0, 6.0, 10.0, 18.0, 40.0))  # words

_COLUMN = {name: place for place, name in enumerate(_BLOCK)}
_LOGARITHMIC = [
    _COLUMN[name]
    for name in (
        "length", "characters", *COUNTED[:-1], "digits",
        "blank_before", "blank_after", "repeats", "repeat_index",
    )
]  # fmt: skip


def dump_features(page: Page) -> PageFeatures:
    """Compute the features of every block of a page that has at least one."""
    blocks = page.blocks
    words = page_words([block.text for block in blocks])
    makes = makes_of(blocks)
    base = _base(blocks, words, makes)
    prose = _prose(base)
    layout = _layout(makes, base, prose)
    sums = _totals(base, prose)
    dense = np.hstack(
        (
            _scaled(base),
            np.log1p(prose)[:, None],
            _containers(layout, sums),
            _places(base, prose, sums),
        )
    )
    return PageFeatures(dense, words, layout)


def _totals(base: Floats, prose: Floats) -> Floats:
    """Running totals, in the order in which `_rates` reads them."""
    length = base[:, 0]
    columns = (
        prose,
        length,
        base[:, _COLUMN["commas"]],
        base[:, _COLUMN["ends"]],
        np.ones(len(prose)),
        length * base[:, _COLUMN["topic"]],
        length * base[:, _COLUMN["named"]],
        length * (base[:, _COLUMN["repeats"]] > 1),
    )
    return running(np.stack(columns, axis=1))


def _base(blocks: Sequence[Block], words: PageWords, makes: Makes) -> Floats:
    """What each block looks like by itself and beside the page's words, in `_BLOCK`'s order."""
    texts = [block.text for block in blocks]
    seen, order = occurrences(texts)
    repeats = np.array([seen[text] for text in texts])
    sizes = words.sizes
    length = np.array([block.length for block in blocks])
    characters = np.array([len(text) for text in texts])
    blank = np.minimum([block.blank_before for block in blocks], 5)
    ends, *signs = np.array([signs_of(text) for text in texts]).T
    make = makes.table[makes.which].T
    headline = _headline(length, make[MAKE.index("level")], repeats, ends)
    return np.array(
        (
            length,
            characters,
            characters / np.maximum(length, 1.0),
            ends,
            *words.counts[:, :-1].T,
            words.counts[:, -1] / np.maximum(length, 1.0),
            words.numerals,
            *signs,
            blank,
            np.append(blank[1:], 3),
            *make,
            repeats,
            order,
            opening_twins(words),
            *shared_words(words, (sizes >= TOPIC) & (repeats == 1)),
            overlap(words, headline) / np.maximum(np.maximum(sizes, sizes[headline]), 1),
            named(words, (headline,)),
        ),
        dtype=np.float64,
    ).T


def _headline(length: Floats, level: Ints, repeats: Ints, ends: Marks) -> int:
    """The block that looks most like the page's headline.

    A heading of the first level, or the likeliest line above the first long run of sentences.
    """
    worth = (1.0 + (level == 1)) * (1 + 0.5 * (repeats > 1)) * np.where(ends, 0.5, 1.0)
    best, most, company = 0, 0.0, 0.0
    place = len(length)
    for words, value in zip(length[::-1].tolist(), worth[::-1].tolist(), strict=True):
        place -= 1
        company *= 0.8
        if words >= 20:
            company += words
        elif words >= 3 and company * value > most:
            best, most = place, company * value
    return best


def _prose(base: Floats) -> Floats:
    length = base[:, 0]
    reads = (length >= 8) & ((base[:, _COLUMN["ends"]] > 0) | (length >= 25))
    reads &= (base[:, _COLUMN["is_heading"]] == 0) & (base[:, _COLUMN["repeat_index"]] == 0)
    return np.where(reads, length, 0.0)


def _layout(makes: Makes, base: Floats, prose: Floats) -> Layout:
    """Runs, sections and strips as nodes; shapes as groups."""
    count = len(base)
    heading = base[:, _COLUMN["is_heading"]] > 0
    short = base[:, 0] < 8
    blank = base[:, _COLUMN["blank_before"]] > 0
    item = base[:, _COLUMN["is_item"]] > 0
    # A run: neighbours of one kind (prose, list item, short line). A section: from one heading
    # to the next. A strip: lines without an empty line between.
    kind = np.where(prose > 0, 3, np.where(heading, 2, np.where(item, 1, 0)))
    kind = np.where((kind == 0) & ~short, 4, kind)
    starts = [
        np.concatenate(([True], kind[1:] != kind[:-1])),
        np.concatenate(([True], heading[1:] & ~heading[:-1])),
        np.concatenate(([True], blank[1:])),
    ]
    spans, containers, above = [], [], 0
    for start in starts:
        edges = np.append(np.flatnonzero(start), count)
        spans.append(np.stack((edges[:-1], edges[1:]), axis=1))
        containers.append(np.cumsum(start) - 1 + above)
        above += len(edges) - 1
    spans.append(np.array([[0, count]]))
    size = np.searchsorted(_SIZES, base[:, 0], side="right")
    ends = base[:, _COLUMN["ends"]].astype(np.int64)
    shape = size * 2 + ends
    gap = np.minimum(base[:, _COLUMN["blank_before"]], 2).astype(np.int64)
    lines = np.where(blank, 1, 0) * 2 + np.append(blank[1:], True).astype(np.int64)
    shape_groups = kind * 16 + shape
    mark_groups = 80 + makes.kinds[makes.which] * 3 + gap
    line_groups = int(mark_groups.max()) + 1 + (lines * 6 + size)
    groups = np.stack((shape_groups, mark_groups, line_groups)).astype(np.int64)
    return Layout(
        spans=np.concatenate(spans),
        containers=np.stack(containers),
        groups=groups,
        group_of=np.zeros(0, dtype=np.int64),
        headings=headings_above(heading),
        weights=np.maximum(base[:, 0], 1.0),
    )


def _containers(layout: Layout, sums: Floats) -> Floats:
    inside = sums[layout.spans[:, 1]] - sums[layout.spans[:, 0]]
    whole = max(float(sums[-1, 0]), 1.0)
    of_spans = _rates(inside, whole)
    of_groups = _rates(layout.group_totals(np.diff(sums, axis=0), inside), whole)
    parts = [of_spans[level] for level in layout.containers]
    parts += [of_groups[level] for level in layout.groups]
    return np.hstack(parts)


def _rates(inside: Floats, whole: float) -> Floats:
    prose, length, commas, ends, blocks, topic, named, repeated = inside.T
    length, blocks = np.maximum(length, 1.0), np.maximum(blocks, 1.0)
    return np.array(
        (
            prose / whole,
            ends / blocks,
            np.log1p(length / blocks),
            prose / length,
            np.log1p(blocks),
            commas / length,
            topic / length,
            named / length,
            repeated / length,
        ),
        dtype=np.float64,
    ).T


def _core(prose: Floats, lengths: Floats) -> tuple[int, int]:
    """The span of blocks in which prose outweighs the rest most (the greatest sum)."""
    gain = np.where(prose > 0, prose, -np.minimum(lengths, 6.0) - 2.0)
    total = np.concatenate(([0.0], np.cumsum(gain)))
    lowest = np.minimum.accumulate(total)
    end = int(np.argmax(total - lowest))
    first = int(np.argmin(total[: end + 1]))
    return first, max(end, first + 1)


def _places(base: Floats, prose: Floats, sums: Floats) -> Floats:
    """Where each block stands, in the order of `_PLACE`."""
    count = len(base)
    places = np.arange(count)
    first, end = _core(prose, base[:, 0])
    whole = max(float(sums[-1, 0]), 1.0)
    reads = prose > 0
    marks = np.stack((reads, base[:, _COLUMN["is_heading"]] > 0, base[:, _COLUMN["repeats"]] > 1))
    behind, ahead = np.log1p(since(marks)), np.log1p(until(marks))
    columns: list[Floats | Marks] = [
        (places >= first) & (places < end),
        np.log1p(np.maximum(first - places, 0)),
        np.log1p(np.maximum(places - end + 1, 0)),
        np.clip((places - first) / max(end - first, 1), -0.5, 1.5),
        np.full(count, float(sums[end, 0] - sums[first, 0]) / whole),
        places / count,
        sums[:-1, 0] / whole,
        behind[0],
        ahead[0],
        behind[1],
        ahead[1],
        behind[2],
    ]
    shown = np.stack(
        (np.log1p(base[:, 0]), base[:, _COLUMN["ends"]], base[:, _COLUMN["is_item"]]), axis=1
    )
    edge = np.zeros((2, 3))
    before = np.concatenate((edge, shown))
    after = np.concatenate((shown, edge))
    for step in (1, 2):
        columns += list(before[2 - step : count + 2 - step].T)
    for step in (1, 2):
        columns += list(after[step : count + step].T)
    around = windows(sums, _WINDOWS)
    length, blocks = np.maximum(around[..., 1], 1.0), around[..., 4]
    rates = (
        around[..., 0] / length,
        around[..., 3] / blocks,
        np.log1p(length / blocks),
        around[..., 5] / length,
        around[..., 6] / length,
    )
    columns += list(np.stack(rates, axis=1).reshape(-1, count))
    paragraphs = int(reads.sum())
    page = (
        np.log1p(whole),
        np.log1p(count),
        whole / max(float(sums[-1, 1]), 1.0),
        float((base[:, _COLUMN["blank_before"]] > 0).mean()),
        float(base[:, _COLUMN["is_item"]].mean()),
        np.log1p(whole / max(paragraphs, 1)),
    )
    columns += [np.full(count, value) for value in page]
    return np.array(columns, dtype=np.float64).T


def _scaled(base: Floats) -> Floats:
    out = base.copy()
    out[:, _LOGARITHMIC] = np.log1p(out[:, _LOGARITHMIC])
    return out
