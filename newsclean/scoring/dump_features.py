"""What is known of each block of a plain-text dump: named numbers and words.

A dump has no elements. What stands in for containers: runs of lines that look alike, the stretch
between two headings, and all lines of one shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from newsclean.page import Block, Page
from newsclean.scoring.layout import (
    MARKS,
    Floats,
    Layout,
    Marks,
    PageFeatures,
    ends_sentence,
    headings_above,
    marks,
    occurrences,
    running,
    since,
    topics,
    until,
)
from newsclean.scoring.terms import block_terms, term_set
from newsclean.wording import remembered

_BLOCK = (
    "length", "characters", "word_length", "ends", *MARKS, "digits", "capitals",
    "capitalised", "lower_start", "digit_start", "colon_end", "dots_end",
    "blank_before", "blank_after", "marked", "numbered", "level",
    "is_heading", "is_item", "is_quote", "is_cell",
    "repeats", "repeat_index", "contained", "topic", "rare", "headline_overlap",
)  # fmt: skip
_LEVELS = ("run", "section", "strip", "shape", "marks", "lines")
_AGGREGATES = ("prose_share", "ends", "mean_length", "prose_rate", "count", "commas")
_PLACE = (
    "in_core", "to_core", "past_core", "through_core", "core_share", "place", "prose_before",
    "since_prose", "until_prose", "since_heading", "until_heading", "since_twin",
    *(f"{side}{step}_{what}" for side in ("previous", "next") for step in (1, 2)
      for what in ("length", "ends", "is_item")),
    *(f"window{size}_{what}" for size in (2, 5, 12, 30)
      for what in ("prose_rate", "ends", "mean_length")),
    "page_prose", "page_blocks", "page_prose_rate", "page_blanks", "page_items", "page_paragraph",
)  # fmt: skip
DUMP_FEATURES: tuple[str, ...] = (
    *_BLOCK,
    "prose",
    *(f"{level}_{what}" for level in _LEVELS for what in _AGGREGATES),
    *_PLACE,
)
"""Names of the columns of `PageFeatures.dense`, in order."""

CORE_SHARE = 0.85
"""Share of the page's prose, faded by distance, that the core span holds."""


_COLUMN = {name: place for place, name in enumerate(_BLOCK)}
_LOGARITHMIC = [
    _COLUMN[name]
    for name in (
        "length", "characters", *MARKS, "digits",
        "blank_before", "blank_after", "repeats", "repeat_index",
    )
]  # fmt: skip


def dump_features(page: Page) -> PageFeatures:
    """Compute the features of every block of a page that has at least one."""
    blocks = page.blocks
    words = [block_terms(block.text) for block in blocks]
    base = _base(blocks, words)
    prose = _prose(base)
    layout = _layout(blocks, base, prose)
    columns = (prose, base[:, 0], base[:, _COLUMN["commas"]], base[:, _COLUMN["ends"]])
    sums = running(np.stack((*columns, np.ones(len(prose))), axis=1))
    dense = np.hstack(
        (
            _scaled(base),
            np.log1p(prose)[:, None],
            _containers(layout, sums),
            _places(base, prose, sums),
        )
    )
    return PageFeatures(dense, words, layout)


def _base(blocks: Sequence[Block], words: Sequence[Sequence[str]]) -> Floats:
    """What each block looks like by itself and beside the page's words, in `_BLOCK`'s order."""
    texts = [block.text for block in blocks]
    lengths = [block.length for block in blocks]
    seen, order = occurrences(texts)
    kinds = [term_set(text) for text in texts]
    shared = topics(texts, words, kinds, seen)
    # Lines that stand again inside a longer line: a teaser's headline, a picture's text.
    starts: Counter[tuple[str, ...]] = Counter(tuple(t[:4]) for t in words if len(t) >= 4)
    headline = _headline(blocks, words, lengths, seen)
    rows = []
    for place, (block, terms, kind, size, (topic, rare)) in enumerate(
        zip(blocks, words, kinds, lengths, shared, strict=True)
    ):
        text = block.text
        marker = block.marker
        following = blocks[place + 1].blank_before if place + 1 < len(blocks) else 3
        rows.append(
            (
                size,
                *_shape(text),
                min(block.blank_before, 5),
                min(following, 5),
                bool(marker),
                marker[:1].isdigit(),
                block.level,
                block.form == "heading",
                block.form == "item",
                block.form == "quote",
                block.form == "cell",
                seen[text],
                order[place],
                starts[tuple(terms[:4])] - 1 if len(terms) >= 4 else 0,
                topic,
                rare,
                len(kind & headline) / max(len(kind), len(headline)) if headline else 0.0,
            )
        )
    return np.array(rows, dtype=np.float64)


@remembered
def _shape(text: str) -> tuple[float, ...]:
    """What a line's characters say, in `_BLOCK`'s order from "characters" on."""
    tokens = text.split()
    first = tokens[:40]
    return (
        len(text),
        len(text) / len(tokens),
        ends_sentence(text),
        *marks(text),
        block_terms(text).count("0"),
        text.isupper(),
        sum([token[0].isupper() for token in first]) / len(first),
        text[0].islower(),
        text[0].isdigit(),
        text[-1] == ":",
        text.endswith(("...", "…")),
    )


def _headline(
    blocks: Sequence[Block],
    words: Sequence[Sequence[str]],
    lengths: Sequence[float],
    seen: dict[str, int],
) -> set[str]:
    """The words of the line that looks most like the page's headline.

    A heading of the first level, or the likeliest line above the first long run of sentences.
    """
    best: tuple[float, set[str]] = (0.0, set())
    company = 0.0
    for place in range(len(blocks) - 1, -1, -1):
        block, length = blocks[place], lengths[place]
        if length >= 20:
            company = 0.8 * company + length
            continue
        company *= 0.8
        if length >= 3:
            points = company * (1 + (block.level == 1)) * (1 + 0.5 * (seen[block.text] > 1))
            points *= 0.5 if ends_sentence(block.text) else 1
            if points > best[0]:
                best = (points, set(words[place]))
    return best[1]


def _prose(base: Floats) -> Floats:
    length = base[:, 0]
    reads = (length >= 8) & ((base[:, _COLUMN["ends"]] > 0) | (length >= 25))
    reads &= (base[:, _COLUMN["is_heading"]] == 0) & (base[:, _COLUMN["repeat_index"]] == 0)
    return np.where(reads, length, 0.0)


def _layout(blocks: Sequence[Block], base: Floats, prose: Floats) -> Layout:
    """Runs, sections and strips as nodes; shapes as groups."""
    count = len(blocks)
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
        first = np.flatnonzero(start)
        spans.append(np.stack((first, np.append(first[1:], count)), axis=1))
        containers.append(np.cumsum(start) - 1 + above)
        above += len(first)
    spans.append(np.array([[0, count]]))
    size = np.digitize(base[:, 0], (3, 6, 10, 18, 40))
    ends = base[:, _COLUMN["ends"]].astype(np.int64)
    shape = size * 2 + ends
    marks: dict[tuple[str, int, str, int], int] = {}
    marked = np.array([marks.setdefault(_marks(b), len(marks)) for b in blocks])
    lines = np.where(blank, 1, 0) * 2 + np.append(blank[1:], True).astype(np.int64)
    shape_groups = kind * 16 + shape
    mark_groups = 80 + marked
    line_groups = 80 + len(marks) + (lines * 6 + size)
    groups = np.stack((shape_groups, mark_groups, line_groups)).astype(np.int64)
    return Layout(
        spans=np.concatenate(spans),
        containers=np.stack(containers),
        groups=groups,
        group_of=np.zeros(0, dtype=np.int64),
        headings=headings_above(heading),
        weights=np.maximum(base[:, 0], 1.0),
    )


def _marks(block: Block) -> tuple[str, int, str, int]:
    """How the dump marks a block: neighbours in a list have this in common."""
    marker = "0" if block.marker[:1].isdigit() else block.marker
    return block.form, block.level, marker, min(block.blank_before, 2)


def _containers(layout: Layout, sums: Floats) -> Floats:
    inside = sums[layout.spans[:, 1]] - sums[layout.spans[:, 0]]
    whole = max(float(sums[-1, 0]), 1.0)
    of_spans = _rates(inside, whole)
    of_groups = _rates(layout.group_totals(np.diff(sums, axis=0), inside), whole)
    parts = [of_spans[level] for level in layout.containers]
    parts += [of_groups[level] for level in layout.groups]
    return np.hstack(parts)


def _rates(inside: Floats, whole: float) -> Floats:
    prose, length, commas, ends, blocks = inside.T
    length, blocks = np.maximum(length, 1.0), np.maximum(blocks, 1.0)
    return np.stack(
        (
            prose / whole,
            ends / blocks,
            np.log1p(length / blocks),
            prose / length,
            np.log1p(blocks),
            commas / length,
        ),
        axis=1,
    )


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
    heading = base[:, _COLUMN["is_heading"]] > 0
    twins = base[:, _COLUMN["repeats"]] > 1
    columns: list[Floats | Marks] = [
        (places >= first) & (places < end),
        np.log1p(np.maximum(first - places, 0)),
        np.log1p(np.maximum(places - end + 1, 0)),
        np.clip((places - first) / max(end - first, 1), -0.5, 1.5),
        np.full(count, float(sums[end, 0] - sums[first, 0]) / whole),
        places / count,
        sums[:-1, 0] / whole,
        np.log1p(since(reads)),
        np.log1p(until(reads)),
        np.log1p(since(heading)),
        np.log1p(until(heading)),
        np.log1p(since(twins)),
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
    for size in (2, 5, 12, 30):
        low, high = np.maximum(places - size, 0), np.minimum(places + size + 1, count)
        around = sums[high] - sums[low]
        length, blocks = np.maximum(around[:, 1], 1.0), around[:, 4]
        columns += [around[:, 0] / length, around[:, 3] / blocks, np.log1p(length / blocks)]
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
    return np.stack(columns, axis=1).astype(np.float64)


def _scaled(base: Floats) -> Floats:
    out = base.copy()
    out[:, _LOGARITHMIC] = np.log1p(out[:, _LOGARITHMIC])
    return out
