"""A page's blocks as arrays: characters counted by kind, and the first words as numbers.

Everything is done for all blocks of a page at once: one pass over the characters in numpy costs
less than a look at each line in Python, in every script alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.scoring.layout import Floats, Ints, Marks

Codes = NDArray[np.uint64]

COUNTED = ("stops", "commas", "quotes", "bars", "odd", "exclaims", "capitalised")
"""The columns of `PageWords.counts`: stops before a blank, commas, quotation marks, dividing
marks, marks that running text seldom holds, exclamations, words that start with a capital."""
TOPIC = 20
"""Words of a text that tells what its page is about."""
WINDOW = 300
"""Characters of a block whose words are read: what a block is shows in its first forty."""

# Kinds of characters. Those below _BLANK make words: letters and digits in runs, Chinese, Japanese,
# Korean and Thai characters one by one.
_OTHER, _LETTER, _DIGIT, _DENSE, _BLANK, _STOP, _DENSE_STOP, _EXCLAIM = range(8)
_COMMA, _QUOTE, _BAR, _ODD = range(8, 12)
_KINDS = 12
_CHARACTERS = {
    _STOP: ".?",
    _DENSE_STOP: "。؟।？",
    _EXCLAIM: "!！",
    _COMMA: ",、，،",
    _QUOTE: '"“”„«「',
    _BAR: "|/·•»",
    _ODD: "@{_©",
}
_DENSE_RANGES = ((0x0E00, 0x0E80), (0x3040, 0x3100), (0x3400, 0x4DC0), (0x4E00, 0xA000),
                 (0xAC00, 0xD7B0))  # fmt: skip
_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_MIX = np.uint64(0xD6E8FEB86659FD93)
_POWERS = np.array([pow(_BASE, n, 1 << 64) for n in range(WINDOW + 1)], dtype=np.uint64)
_INVERSES = np.array([pow(_BASE, -n, 1 << 64) for n in range(WINDOW + 1)], dtype=np.uint64)
_NUMBER = np.uint64(ord("0"))
_OPENING = 4  # words
_AT_ONCE = 1 << 20  # characters, and one text more
_PARTICLE = 4  # letters; most longer words name something


class PageWords(NamedTuple):
    """The characters and first words of texts."""

    counts: Floats
    """A row a text, a column for each of `COUNTED`."""
    distinct: Codes
    """The numbers of the words that occur, in order of size; the same word has the same number
    on every page, and every number written in digits is one word."""
    which: Ints
    """For each word its place in `distinct`, text after text."""
    text: Ints
    """For each word the text that it stands in."""
    sizes: Ints
    """Words of each text."""
    numerals: Ints
    """Words of each text that are written in digits."""
    weighty: Marks
    """For each word whether it has letters enough to be no mere particle."""
    spans: Ints
    """Two rows: where each word begins and ends in `lower`."""
    lower: str
    """The texts, joined and in lower case."""

    def of_first(self, count: int) -> PageWords:
        """The words of the first texts only."""
        words = int(self.sizes[:count].sum())
        return self._replace(
            counts=self.counts[:count],
            which=self.which[:words],
            text=self.text[:words],
            sizes=self.sizes[:count],
            numerals=self.numerals[:count],
            weighty=self.weighty[:words],
            spans=self.spans[:, :words],
        )

    def spelled(self) -> list[tuple[str, ...]]:
        """The words of each text as strings, numbers as "0"."""
        words = [self.lower[a:b] for a, b in self.spans.T.tolist()]
        words = ["0" if word.isdecimal() else word for word in words]
        ends = np.cumsum(self.sizes).tolist()
        return [tuple(words[a:b]) for a, b in zip([0, *ends], ends, strict=False)]


def page_words(texts: Sequence[str], tells: Marks | None = None) -> PageWords:
    """Count and number what stands in texts; words only where `tells` is true, if given."""
    ends = np.cumsum([0, *map(len, texts)])
    # Some millions of characters would take some hundred million bytes: they go in portions.
    if ends[-1] <= _AT_ONCE:
        return _at_once(texts, tells)
    edges = np.flatnonzero(np.diff(ends[:-1] // _AT_ONCE, prepend=-1)).tolist()
    return _together(
        [
            _at_once(texts[a:b], None if tells is None else tells[a:b])
            for a, b in zip(edges, [*edges[1:], len(texts)], strict=True)
        ]
    )


def _together(parts: Sequence[PageWords]) -> PageWords:
    """The words of several runs of texts as those of all texts."""
    texts = np.cumsum([0, *(len(part.sizes) for part in parts)])
    characters = np.cumsum([0, *(len(part.lower) for part in parts)])
    numbers = np.concatenate([part.distinct[part.which] for part in parts])
    distinct, which = np.unique(numbers, return_inverse=True)
    return PageWords(
        np.concatenate([part.counts for part in parts]),
        distinct,
        which,
        np.concatenate([part.text + at for part, at in zip(parts, texts, strict=False)]),
        np.concatenate([part.sizes for part in parts]),
        np.concatenate([part.numerals for part in parts]),
        np.concatenate([part.weighty for part in parts]),
        np.concatenate(
            [part.spans + at for part, at in zip(parts, characters, strict=False)], axis=1
        ),
        "".join(part.lower for part in parts),
    )


def _at_once(texts: Sequence[str], tells: Marks | None) -> PageWords:
    count = len(texts)
    # Of all letters only this one gets longer in lower case.
    joined = "\n".join((*texts, "")).replace("\u0130", "i")
    lower = joined.lower()
    codes = _codes(lower)
    upper = codes != _codes(joined)
    kinds = _table().take(codes, mode="clip")
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=count)
    starts = np.cumsum(lengths + 1) - lengths - 1
    text = np.repeat(np.arange(count), lengths + 1)
    offset = np.arange(len(codes)) - starts[text]

    by_kind = np.bincount(text * _KINDS + kinds, minlength=count * _KINDS).reshape(count, _KINDS)
    blank = kinds == _BLANK
    stop = (kinds == _STOP) | (kinds == _EXCLAIM)
    stops = np.bincount(text[:-1][stop[:-1] & blank[1:]], minlength=count)
    opens = upper.copy()
    opens[1:] &= blank[:-1]
    counts = np.empty((count, len(COUNTED)))
    counts[:, 0] = stops + by_kind[:, _DENSE_STOP]
    for column, kind in enumerate((_COMMA, _QUOTE, _BAR, _ODD, _EXCLAIM), 1):
        counts[:, column] = by_kind[:, kind]
    counts[:, -1] = np.bincount(text[opens], minlength=count)

    reads = (kinds < _BLANK) & (offset < WINDOW)
    if tells is not None:
        reads &= tells[text]
    kinds = kinds * reads  # `_OTHER` is 0
    change = kinds[1:] != kinds[:-1]
    dense = kinds == _DENSE
    begins, ends = kinds > 0, kinds > 0
    begins[1:] &= change | dense[1:]
    ends[:-1] &= change | dense[:-1]
    first, last = np.flatnonzero(begins), np.flatnonzero(ends)
    # A word's number: its characters as a polynomial, from running totals (wrapping on purpose).
    totals = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * _POWERS.take(offset, mode="clip"), out=totals[1:])
    numbers = (totals[last + 1] - totals[first]) * _INVERSES[offset[first]]
    numeral = kinds[first] == _DIGIT
    numbers[numeral] = _NUMBER
    numbers = (numbers ^ (numbers >> np.uint64(32))) * _MIX
    distinct, which = np.unique(numbers, return_inverse=True)
    at = text[first]
    return PageWords(
        counts,
        distinct,
        which,
        at,
        np.bincount(at, minlength=count),
        np.bincount(at[numeral], minlength=count),
        ((last - first >= _PARTICLE) & ~numeral) | dense[first],
        np.stack((first, last + 1)),
        lower,
    )


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@cache
def _table() -> NDArray[np.uint8]:
    """The kind of each character of the basic plane; the last stands for all beyond."""
    characters = np.arange(0x10000, dtype=np.uint32).view("U1")
    table = np.zeros(0x10000, dtype=np.uint8)
    table[np.char.isalpha(characters)] = _LETTER
    for low, high in _DENSE_RANGES:
        table[low:high] = _DENSE
    table[np.char.isdecimal(characters)] = _DIGIT
    table[np.char.isspace(characters)] = _BLANK
    for kind, members in _CHARACTERS.items():
        table[[ord(c) for c in members]] = kind
    return table


def shared_words(words: PageWords, tells: Marks) -> tuple[Floats, Floats]:
    """For each text the share of its words that stand in other texts that tell the topic.

    The second number is the share that stands in only one of them.

    Args:
        words: The words of a page's blocks.
        tells: Marks of the texts that tell what the page is about.
    """
    count, nowhere = len(words.sizes), -1
    telling = tells[words.text]
    which, text = words.which[telling], words.text[telling]
    # The last and, written backwards, the first telling text that holds each word.
    last = np.full(len(words.distinct), nowhere)
    last[which] = text
    first = np.full(len(words.distinct), nowhere)
    first[which[::-1]] = text[::-1]
    last, first = last[words.which], first[words.which]
    single = (first == last) & (first != nowhere)
    elsewhere = (last != nowhere) & ~(single & (first == words.text))
    sizes = np.maximum(words.sizes, 1)
    shared = np.bincount(words.text[elsewhere], minlength=count) / sizes
    rare = np.bincount(words.text[elsewhere & single], minlength=count) / sizes
    return shared, rare


def overlap(words: PageWords, other: int) -> Ints:
    """How many words of each text stand in the text `other` too."""
    held = np.zeros(len(words.distinct), dtype=bool)
    held[words.which[words.text == other]] = True
    return np.bincount(words.text[held[words.which]], minlength=len(words.sizes))


def named(words: PageWords, others: Sequence[int]) -> Floats:
    """The share of each text's words that name what the texts `others` name."""
    held = np.zeros(len(words.distinct), dtype=bool)
    for other in others:
        held[words.which[(words.text == other) & words.weighty]] = True
    hits = np.bincount(words.text[held[words.which]], minlength=len(words.sizes))
    return np.asarray(hits / np.maximum(words.sizes, 1), dtype=np.float64)


def opening_twins(words: PageWords) -> Ints:
    """How many other texts open with the same four words as each text: teasers, picture texts."""
    twins = np.zeros(len(words.sizes), dtype=np.int64)
    long = np.flatnonzero(words.sizes >= _OPENING)
    if len(long):
        first = (np.cumsum(words.sizes) - words.sizes)[long]
        openings = np.zeros(len(long), dtype=np.uint64)
        for step in range(_OPENING):
            openings = openings * _MIX + words.distinct[words.which[first + step]]
        _, which, counts = np.unique(openings, return_inverse=True, return_counts=True)
        twins[long] = counts[which] - 1
    return twins
