"""Which block of a page is its headline: by the title it declares, else by a learned choice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import numpy as np

from newsclean.cleaner import View
from newsclean.errors import ConfigError
from newsclean.headlines import names, retouched, title_hints
from newsclean.page import Block
from newsclean.scoring.layout import Floats
from newsclean.scoring.model import likeliest, shipped_data
from newsclean.wording import ends_sentence, key, words
from newsclean.written import is_written

_TOLD = 400
"""Characters of a paragraph whose words are compared with a headline's."""
_LONGEST = 300
"""Characters of a line that may be a headline."""
_WORDS = 35.0
_BELOW = 12
"""Blocks of the article that are looked at: a headline may stand below a summary."""
_MOST = 150
"""Lines that are looked at, the last ones above the article and the first of all."""
_FIRST = 4
_ODD = re.compile(r"[©®@»›→]|https?:|www\.| > ")
_CLOCK = re.compile(
    r"\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b[-/.年]|\b\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}\b"
)
HEADLINE_FEATURES: tuple[str, ...] = (
    "above_main", "below_main", "under_main", "above_core", "below_core", "in_main",
    "belief", "belief_odds", "belief_before", "belief_after", "prose", "prose_below",
    "words", "one_or_two", "short", "middling", "long", "comma", "longer_above",
    "heading", "top_heading", "item", "repeats", "repeated", "repeated_long", "repeated_below",
    "told", "told_long", "opening", "ends", "ends_long", "asks", "colon", "capitals", "bar",
    "name", "odd", "clock", "blank_before", "blank_after", "first", "second", "place",
    "none", "none_of_a_text", "none_below_the_top",
)  # fmt: skip
"""Names of the columns of `Lines.dense`, in order."""
_LOGARITHMIC = [
    HEADLINE_FEATURES.index(name)
    for name in ("above_main", "below_main", "above_core", "below_core", "words", "repeats")
]


class Lines(NamedTuple):
    """The lines of a dump that may be its headline."""

    blocks: Sequence[Block]
    dense: Floats
    """A row each, in the order of `HEADLINE_FEATURES`, and a last one for none being it."""


def title_block(view: View, prose: Sequence[float], span: tuple[int, int]) -> int | None:
    """The block that is the page's headline, None where no line seems to be.

    Args:
        view: The page; decided blocks are no candidates.
        prose: Words of each block that reads as prose, else 0.
        span: First block and end of the article's core.
    """
    wanted = {key(hint) for hint in title_hints(view.page.head)} - {""}
    if wanted:
        longest = 2 * max(map(len, wanted)) + 40
        vocabulary = {word for line in wanted for word in line.split(" ")}
        found = [
            (block, line in wanted)
            for block in view.open_blocks()
            if len(block.text) <= longest
            and (
                (line := key(block.text)) in wanted
                or (not prose[block.index] and retouched(line, wanted, vocabulary))
            )
        ]
        if found:
            return max(found, key=lambda f: _fitness(f[0], f[1], span[0]))[0].index
    if view.page.kind == "html":
        tops = [b for b in view.open_blocks() if b.form == "heading" and b.level == 1]
        telling = [b for b in tops if 3 <= b.length <= 40]
        return max(telling, key=lambda b: -abs(b.index - span[0])).index if telling else None
    return _chosen(view, prose, span)


def _fitness(block: Block, exact: bool, first: int) -> tuple[bool, bool, bool, int]:
    """Marked as the top heading, word for word, before the article, nearest to it."""
    top = block.form == "heading" and block.level == 1
    return top, exact, block.index <= first, -abs(block.index - first)


def _chosen(view: View, prose: Sequence[float], span: tuple[int, int]) -> int | None:
    lines = headline_lines(view, prose, span)
    if not lines.blocks:
        return None
    best = likeliest(lines.dense, _weights())
    return lines.blocks[best].index if best < len(lines.blocks) else None


@cache
def _weights() -> Floats:
    """What each feature says in log odds, shipped. Raises `ConfigError` where it does not fit."""
    weights = shipped_data("headline").get("weights", {})
    if tuple(weights) != HEADLINE_FEATURES:
        raise ConfigError("the model of headlines was trained on other features")
    return np.array(list(weights.values()), dtype=np.float64)


def headline_lines(view: View, prose: Sequence[float], span: tuple[int, int]) -> Lines:
    """The lines of a dump that may be its headline, and what is known of them.

    Args:
        view: The dump; decided blocks are no candidates.
        prose: Words of each block that reads as prose, else 0.
        span: First block and end of the article's core.
    """
    blocks = view.page.blocks
    first, end = span
    found = [
        block
        for block in blocks[: min(end, first + _BELOW)]
        if block.length <= _WORDS
        and len(block.text) < _LONGEST
        and block.form != "cell"
        and view.is_open(block.index)
        and any(map(str.isalpha, block.text))
    ]
    if len(found) > _MOST:
        found = [*found[:_FIRST], *found[_FIRST - _MOST :]]
    dense = _features(view, prose, span, found) if found else np.zeros((0, len(HEADLINE_FEATURES)))
    return Lines(found, dense)


def _features(
    view: View, prose: Sequence[float], span: tuple[int, int], found: Sequence[Block]
) -> Floats:
    blocks, scores = view.page.blocks, view.scores
    first, end = span
    keys = [key(block.text) if len(block.text) < _LONGEST else "" for block in blocks]
    shown = Counter(keys)
    told = _told(block.text for block in blocks[first:end] if prose[block.index])
    opening = frozenset(keys[0].split())
    main = next((b.index for b in blocks if scores[b.index] >= 0.5 and b.length >= 12), first)
    count = len(blocks)
    rows: list[tuple[float, ...]] = []
    for block in found:
        at, text, size = block.index, block.text, block.length
        line = keys[at]
        own = line.split()
        share = _share_told(own, told)
        times = shown[line]
        heading = block.form == "heading"
        ends = ends_sentence(text)
        after = blocks[at + 1].blank_before > 0 if at + 1 < count else False
        above = blocks[max(0, at - 3) : at]
        rows.append(
            (
                max(main - at, 0), max(at - main, 0), at > main,
                max(first - at, 0), max(at - first, 0), at == main,
                scores[at], 0.0,
                scores[at - 1] if at else 0.0, scores[at + 1] if at + 1 < count else 0.0,
                prose[at] > 0, prose[at] > 0 and at >= first,
                size, size < 2.5, size < 4, 6 <= size <= 16, size > 18, "," in text,
                any(size < other.length <= _WORDS for other in above),
                heading, heading and block.level == 1, block.form == "item",
                times, times > 1, times > 1 and size >= 4, times > 1 and at > main,
                share, share,
                sum(map(opening.__contains__, own)) / len(own) if at and own else 0.0,
                ends, ends and size > 15, text.endswith(("?", "!", "？", "！")),
                text.endswith((":", "：")), text.isupper(), "|" in text,
                size < 10 and bool(names(text)),
                _ODD.search(text) is not None,
                _CLOCK.search(text) is not None,
                block.blank_before > 0, after, at == 0, at == 1, at / count,
                False, False, False,
            )
        )  # fmt: skip
    rows.append((0.0,) * (len(HEADLINE_FEATURES) - 3) + (1.0, is_written(view.page), main > 0))
    dense = np.array(rows, dtype=np.float64)
    belief, told_of = _column(dense, "belief"), _column(dense, "told")
    odds = np.log((belief + 1e-3) / (1 + 1e-3 - belief))
    dense[:, HEADLINE_FEATURES.index("belief_odds")] = np.where(_column(dense, "none"), 0.0, odds)
    dense[:, HEADLINE_FEATURES.index("told_long")] = told_of * np.log1p(_column(dense, "words"))
    dense[:, _LOGARITHMIC] = np.log1p(dense[:, _LOGARITHMIC])
    return dense


def _column(dense: Floats, name: str) -> Floats:
    return np.asarray(dense[:, HEADLINE_FEATURES.index(name)])


def _told(texts: Iterable[str]) -> set[str]:
    """Words that the article uses; its beginning is enough."""
    beginning = " ".join(text[:_TOLD] for text in islice(texts, 20))
    return set(words(beginning.casefold()))


def _share_told(line: Sequence[str], told: set[str]) -> float:
    """Share of a line's longer words that the article uses too."""
    longer = [word for word in line if len(word) > 3 or not word.isascii()]
    return sum(word in told for word in longer) / len(longer) if longer else 0.0
