"""Which line of a dump is its headline where nothing declares it: a learned choice, or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import cache
from itertools import islice
from typing import NamedTuple

import numpy as np

from newsclean.bylines import names
from newsclean.cleaner import View
from newsclean.headlines import without_site
from newsclean.page import Block
from newsclean.scoring.dump_features import DUMP_FEATURES
from newsclean.scoring.layout import Floats
from newsclean.scoring.learned import features_read
from newsclean.scoring.model import check_model, likeliest, shipped_data
from newsclean.scoring.numbers import Network
from newsclean.slugs import agreement, slug_words
from newsclean.wording import ends_sentence, key, remembered, words

_TOLD = 400
"""Characters of a paragraph whose words are compared with a headline's."""
_LONGEST = 300
"""Characters of a line that may be a headline."""
_WORDS = 35.0
_NAME = 2.0
"""Words of the name of a section above a headline at the most."""
_PROSE = 20.0
"""Words of running text that is a paragraph: of 300 labelled dumps no headline had over 14."""
_MAIN = 12.0
"""Words of a block that is the main text's first, if it is believed."""
_BELOW = 12
"""Blocks of the article that are looked at: a headline may stand below a summary."""
_MOST = 150
"""Lines that are looked at, the last ones above the article and the first of all."""
_FIRST = 4
_ODD = re.compile(r"[©®@»›→]|https?:|www\.| > ")
_CLOCK = re.compile(
    r"\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b[-/.年]|\b\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}\b"
)
_LIKE_SLUG = 0.6
"""Share of an address's words that a line has which it seems to be made of."""
_LINE = (
    "above_main", "below_main", "under_main", "above_core", "below_core", "in_main",
    "belief", "belief_odds", "belief_before", "belief_after", "prose", "prose_below",
    "words", "one_or_two", "short", "middling", "long", "comma", "longer_above",
    "heading", "top_heading", "item", "repeats", "repeated", "repeated_long", "repeated_below",
    "told", "told_long", "opening", "ends", "ends_long", "asks", "colon", "capitals", "bar",
    "name", "odd", "clock", "blank_before", "blank_after", "first", "second", "place",
    "slug_held", "slug_named", "slug_said",
)  # fmt: skip
_ALL = ("slug_known",)
_NONE = ("none", "none_of_a_text", "none_below_the_top")
HEADLINE_FORMAT = 2
"""Version of the model file's layout and of what the features mean."""
HEADLINE_FEATURES: tuple[str, ...] = (*_LINE, *DUMP_FEATURES, *_ALL, *_NONE)
"""Names of the columns of `Lines.dense`, in order: of a line, of all rows, of the last one."""


class Lines(NamedTuple):
    """The lines of a dump that may be its headline."""

    blocks: Sequence[Block]
    dense: Floats
    """A row each, in the order of `HEADLINE_FEATURES`, and a last one for none being it."""


def likely_headline(view: View) -> int | None:
    """The block that is likeliest the headline of a dump, None where it likelier has none."""
    lines = headline_lines(view)
    if not lines.blocks:
        return None
    odds = _network()(lines.dense)
    odds[[place for place, b in enumerate(lines.blocks) if not _may_be_headline(b, view)]] = -np.inf
    best = likeliest(odds)
    if best == len(lines.blocks):
        return None
    # The window's title, "Storm closes harbour - Norvik Post", stands above the headline itself.
    title = lines.blocks[best].text
    bare = without_site(title, view.page.head)
    shown = [place for place, b in enumerate(lines.blocks) if bare != title and b.text == bare]
    return lines.blocks[max(shown, key=odds.__getitem__, default=best)].index


def _may_be_headline(block: Block, view: View) -> bool:
    """Whether a line may be a headline at all: it is no paragraph.

    Where the page is a text alone, it is the first behind the name of its section, or how that one
    begins; and there is none if a header has told the title.
    """
    if view.prose[block.index] > _PROSE and not _is_dense(block):
        return False
    if not view.page.written:
        return True
    if block.form == "item" or view.page.head.title:
        return False
    blocks = view.page.blocks
    above = (b for b in islice(blocks, block.index + 1) if view.is_open(b.index))
    first = next((b for b in above if b.length > _NAME), blocks[view.decisions.index(None)])
    return block is first or key(first.text).startswith(key(block.text))


def _is_dense(block: Block) -> bool:
    """Whether a line is of a script without blanks, and ends as long headlines do there."""
    return 2 * len(block.text.split()) < block.length and not ends_sentence(block.text)


@cache
def _network() -> Network:
    """The shipped model. Raises `ConfigError` where it does not fit."""
    data = shipped_data("headline")
    check_model("model of headlines", data, HEADLINE_FEATURES, format=HEADLINE_FORMAT)
    return Network.of(data)


def headline_lines(view: View) -> Lines:
    """The lines of a dump that may be its headline, and what is known of them.

    Decided blocks are no candidates.
    """
    blocks = view.page.blocks
    first, end = view.core
    # In a written text what stands below the first paragraph is a subheading.
    below = 1 if view.page.written else _BELOW
    found = [
        block
        for block in blocks[: min(end, first + below)]
        if block.length <= _WORDS
        and len(block.text) < _LONGEST
        and block.form != "cell"
        and view.is_open(block.index)
        and any(map(str.isalpha, block.text))
    ]
    if len(found) > _MOST:
        found = [*found[:_FIRST], *found[_FIRST - _MOST :]]
    dense = _features(view, found) if found else np.zeros((0, len(HEADLINE_FEATURES)))
    return Lines(found, dense)


class _Line(NamedTuple):
    """What a line says by itself."""

    words: Sequence[str]
    longer: Sequence[str]
    """Those of its words that name something rather than join others."""
    signs: tuple[bool, ...]
    """The columns "comma", "ends", "asks", "colon", "capitals", "bar", "name", "odd", "clock"."""


@remembered
def _line(text: str) -> _Line:
    own = key(text).split()
    signs = (
        "," in text,
        ends_sentence(text),
        text.endswith(("?", "!", "？", "！")),
        text.endswith((":", "：")),
        text.isupper(),
        "|" in text,
        bool(names(text)),
        _ODD.search(text) is not None,
        _CLOCK.search(text) is not None,
    )
    return _Line(own, [word for word in own if len(word) > 3 or not word.isascii()], signs)


def _share(line: Sequence[str], said: Set[str]) -> float:
    """Share of some words that are said elsewhere too."""
    return sum(map(said.__contains__, line)) / len(line) if line else 0.0


def _features(view: View, found: Sequence[Block]) -> Floats:
    blocks, prose = view.page.blocks, view.prose
    first, end = view.core
    keys = [key(block.text) if len(block.text) < _LONGEST else "" for block in blocks]
    shown = Counter(keys)
    told = _told(block.text for block in blocks[first:end] if prose[block.index])
    opening = frozenset(keys[0].split())
    lengths = np.array([block.length for block in blocks])
    blank = np.array([*(block.blank_before > 0 for block in blocks), False])
    beliefs = np.array([0.0, *view.scores, 0.0])
    main = int(np.argmax([*(beliefs[1:-1] >= 0.5) & (lengths >= _MAIN), True]))
    main = main if main < len(blocks) else first

    at = np.array([block.index for block in found])
    size, belief = lengths[at], beliefs[at + 1]
    near = np.concatenate(([0.0] * 3, np.where(lengths <= _WORDS, lengths, 0.0)))
    heading = np.array([block.form == "heading" for block in found])
    times = np.array([shown[keys[index]] for index in at.tolist()])
    reads = np.array([prose[block.index] > 0 for block in found])
    lines = [_line(block.text) for block in found]
    # A clean text has the same headline, or none, whether its address is told or not.
    slug = slug_words("" if view.page.written else view.page.url or view.page.head.canonical)
    held, named = np.array([agreement(slug, block.text) for block in found]).T
    comma, ends, asks, colon, capitals, bar, name, odd, clock = np.array(
        [line.signs for line in lines]
    ).T
    share = np.array([_share(line.longer, told) for line in lines])
    columns = {
        "above_main": np.log1p(np.maximum(main - at, 0)),
        "below_main": np.log1p(np.maximum(at - main, 0)),
        "under_main": at > main,
        "above_core": np.log1p(np.maximum(first - at, 0)),
        "below_core": np.log1p(np.maximum(at - first, 0)),
        "in_main": at == main,
        "belief": belief,
        "belief_odds": np.log((belief + 1e-3) / (1 + 1e-3 - belief)),
        "belief_before": beliefs[at],
        "belief_after": beliefs[at + 2],
        "prose": reads,
        "prose_below": reads & (at >= first),
        "words": np.log1p(size),
        "one_or_two": size < 2.5,
        "short": size < 4,
        "middling": (size >= 6) & (size <= 16),
        "long": size > 18,
        "comma": comma,
        "longer_above": np.maximum.reduce([near[at], near[at + 1], near[at + 2]]) > size,
        "heading": heading,
        "top_heading": heading & [block.level == 1 for block in found],
        "item": [block.form == "item" for block in found],
        "repeats": np.log1p(times),
        "repeated": times > 1,
        "repeated_long": (times > 1) & (size >= 4),
        "repeated_below": (times > 1) & (at > main),
        "told": share,
        "told_long": share * np.log1p(size),
        "opening": (at > 0) * [_share(line.words, opening) for line in lines],
        "ends": ends,
        "ends_long": ends & (size > 15),
        "asks": asks,
        "colon": colon,
        "capitals": capitals,
        "bar": bar,
        "name": name & (size < 10),
        "odd": odd,
        "clock": clock,
        "blank_before": blank[at],
        "blank_after": blank[at + 1],
        "first": at == 0,
        "second": at == 1,
        "place": at / len(blocks),
        "slug_held": held,
        "slug_named": named,
        "slug_said": (held > _LIKE_SLUG) & (held * len(slug) >= 3),
    }
    dense = np.zeros((len(found) + 1, len(HEADLINE_FEATURES)))
    dense[:-1, : len(_LINE)] = np.array([columns[name] for name in _LINE], dtype=np.float64).T
    dense[:-1, len(_LINE) : -len(_ALL + _NONE)] = features_read(view.page, view.scores).dense[at]
    dense[:, -len(_ALL + _NONE)] = bool(slug)
    dense[-1, -len(_NONE) :] = 1.0, view.page.written, main > 0
    return dense


def _told(texts: Iterable[str]) -> set[str]:
    """Words that the article uses; its beginning is enough."""
    beginning = " ".join(text[:_TOLD] for text in islice(texts, 20))
    return set(words(beginning.casefold()))
