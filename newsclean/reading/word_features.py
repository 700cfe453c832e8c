"""What shows that a new text begins at a word: how words are written, and what stands twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from newsclean import phrases
from newsclean.scoring.layout import Floats, Ints
from newsclean.wording import remembered

_WRITTEN = (
    "no_word", "number", "small", "capital", "capitals", "dense", "uncased", "length", "stop",
    "comma", "colon", "closing", "opening", "time", "digits", "inner_capital", "mark",
)  # fmt: skip
"""How the word itself is written."""
_TWICE = (
    "count", "pair", "pair_befores", "afters_of_pair", "pair_across", "four", "four_before",
    "four_across", "four_seen", "four_again",
)  # fmt: skip
"""How often it and the words around it stand on the page, and beside what."""
_PHRASES = ("heads_list", "behind_head", "serves_page", "behind_service")
"""Whether a name of a list, or words that serve the page, begin at the word, or end before it."""
WORD_FEATURES = (*_WRITTEN, *_TWICE, *_PHRASES, "line_start", "place")

_OPENING, _CLOSING = "\"'“‘«„([¿¡「『", "\"'”’»)]」』"
_STOPS = ".!?…。！？؟۔।"
_AROUND = _OPENING + _CLOSING + _STOPS + ",;:-–—|·•*#>"
_DENSE = (("\u0e00", "\u0e7f"), ("\u3040", "\u9fff"), ("\uac00", "\ud7af"))
_TIME = re.compile(
    r"\d{1,2}[:.]\d\d(?:am|pm|h)?|\d+[hdm]|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}", re.I
)
_MIX = 1_000_003  # a prime


def word_features(words: Sequence[str], line_starts: Sequence[int]) -> Floats:
    """A row for each word of a dump, a column for each of `WORD_FEATURES`.

    Args:
        words: In their order, as written.
        line_starts: The places of those that begin a line.
    """
    places = {word: place for place, word in enumerate(dict.fromkeys(words))}
    written = np.array([_written(word) for word in places], dtype=np.float64)
    rows = np.array([places[word] for word in words])
    low: dict[str, int] = {}
    numbers = np.array([low.setdefault(word.lower(), len(low)) for word in places])[rows]
    starts = np.zeros(len(words))
    starts[list(line_starts)] = 1
    known = _phrases([bare(word) for word in words])
    place = np.arange(len(words)) / len(words)
    return np.column_stack((written[rows], *_twice(numbers), known, starts, place))


def ends_text(word: str) -> bool:
    """Whether a sentence may end with the word."""
    return word.rstrip(_CLOSING)[-1:] in _STOPS and not word.isalnum()


@remembered
def bare(word: str) -> str:
    """The word in small letters, without the marks around it."""
    return word.strip(_AROUND).lower().replace("’", "'")


@remembered
def _written(word: str) -> tuple[float, ...]:
    core = word.strip(_AROUND)
    first = core[:1]
    dense = any(low <= first <= high for low, high in _DENSE)
    cased = first.islower() or first.isupper()
    return (
        not core,
        first.isdigit(),
        first.islower(),
        first.isupper(),
        len(core) > 1 and core.isupper(),
        dense,
        bool(core) and not (dense or cased or first.isdigit()),
        float(np.log1p(len(word))),
        ends_text(word),
        word[-1] in ",;、，",
        word[-1] in ":：",
        word[-1] in _CLOSING,
        word[0] in _OPENING,
        _TIME.fullmatch(core) is not None,
        core.isdigit(),
        core[1:] != core[1:].lower() and not core.isupper(),
        word[0] in "-–—|·•*#>→»",
    )


def _twice(words: Ints) -> tuple[Floats, ...]:
    """The columns of `_TWICE`, for words as numbers."""
    count, most = len(words), int(words.max()) + 2
    before, after = np.append(0, words[:-1] + 1), np.append(words[1:] + 1, 0)
    which, often = _counted(words * most + after)
    # The pairs that end before each word, and of that word and the one before it.
    ended, across = np.zeros((2, count), dtype=np.int64)
    ended[2:], across[1:] = which[:-2], which[:-1]
    befores = _distinct(which, before, most)
    afters = _distinct(ended, words, most)
    fours = np.zeros((5, count))
    if count > 4:
        number = words[:-3]
        for step in (1, 2, 3):
            number = number * _MIX + words[step : count - 3 + step]
        same, times = _counted(number)
        times = np.log(times[same])
        fours[0, :-3], fours[1, 4:], fours[2, 2:-1] = times, times[:-1], times
        order = np.argsort(same, kind="stable")
        equal = np.diff(same[order]) == 0
        near = 1 / np.log2(2 + np.diff(order)[equal])
        fours[3, order[1:][equal]] = near
        again = np.zeros(count - 3)
        again[order[:-1][equal]] = near
        fours[4, 4:] = again[:-1]
    return (
        np.log(np.bincount(words)[words]),
        np.log(often[which]),
        np.log(befores[which]),
        np.where(often[ended] > 1, np.log(np.maximum(afters[ended], 1)), 0),
        np.log(often[across]),
        *fours,
    )


def _phrases(words: Sequence[str]) -> Floats:
    """The columns of `_PHRASES`, for bare words."""
    known = _known()
    found = np.zeros((len(words) + 1, len(_PHRASES)))
    end = 0
    for at, word in enumerate(words):
        for length in known.lengths.get(word, ()) if at >= end else ():
            kind = known.kinds.get(" ".join(words[at : at + length]))
            if kind is not None:
                end = min(at + length, len(words))
                found[at, kind] = found[end, kind + 1] = 1
                break
    return found[:-1]


class _Known(NamedTuple):
    """Phrases that are known, in words without marks."""

    kinds: dict[str, int]
    """The first of two columns for each."""
    lengths: dict[str, list[int]]
    """Words of those that begin with a word, the most first."""


@cache
def _known() -> _Known:
    kinds: dict[str, int] = {}
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name, kind in (("sections", 0), ("furniture", 2), ("bylines", 2), ("comments", 2)):
        table = phrases.load(name)
        for phrase in (*table.lines, *table.openings):
            kinds.setdefault(phrase, kind)
            lengths[phrase.partition(" ")[0]].add(phrase.count(" ") + 1)
    return _Known(kinds, {word: sorted(sizes, reverse=True) for word, sizes in lengths.items()})


def _counted(numbers: Ints) -> tuple[Ints, Ints]:
    """For each number its place among the distinct ones, and how often each of these occurs."""
    _, which, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    return which, counts


def _distinct(groups: Ints, members: Ints, most: int) -> Ints:
    """How many different members each group has."""
    return np.bincount(np.unique(groups * most + members) // most, minlength=int(groups.max()) + 1)
