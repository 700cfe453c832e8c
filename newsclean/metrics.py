"""How near a text comes to the gold: precision, recall and F1 over bags of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

# Chinese, Japanese, Korean and Thai put no blanks between words: there a character is a word.
_DENSE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f"
_WORD = re.compile(rf"[{_DENSE}]|[^\W{_DENSE}]+")
_RUN = 4  # words; a line stands in a text where most of its runs of so many words do


class Score(NamedTuple):
    """One text against its gold, each from 0 to 1."""

    precision: float
    """Share of the text's words that the gold has."""
    recall: float
    """Share of the gold's words that the text has."""
    f1: float
    """Harmonic mean of the two."""


def words(text: str) -> list[str]:
    """Runs of letters, digits and "_" in lower case; in dense scripts a character is a word."""
    return _WORD.findall(text.lower())


def score(text: str, gold: str) -> Score:
    """Compare two texts as bags of words: order does not count, each repeat does.

    Where the gold is empty, an empty text scores 1 and any other 0.
    """
    found, wanted = Counter(words(text)), Counter(words(gold))
    if not wanted:
        return Score(0.0, 0.0, 0.0) if found else Score(1.0, 1.0, 1.0)
    common = (found & wanted).total()
    if not common:
        return Score(0.0, 0.0, 0.0)
    precision, recall = common / found.total(), common / wanted.total()
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def holds(text: str, snippets: Iterable[str]) -> list[bool]:
    """Whether each snippet stands in the text, white space apart."""
    flat = " ".join(text.split())
    return [" ".join(snippet.split()) in flat for snippet in snippets]


def strange_lines(text: str, other: str) -> list[str]:
    """The lines of `text` that are not in `other`, however that breaks its lines.

    A line of four words or more is in it where at least half of its runs of four words are; a
    shorter one where its words stand in it as a line or as a run.
    """
    theirs = words(other)
    runs = {tuple(theirs[i : i + n]) for n in range(1, _RUN + 1) for i in range(len(theirs))}
    return [line for line in text.splitlines() if line.strip() and not _stands(words(line), runs)]


def _stands(line: list[str], runs: set[tuple[str, ...]]) -> bool:
    size = min(_RUN, len(line))
    own = [tuple(line[i : i + size]) for i in range(len(line) - size + 1)] if line else []
    return 2 * sum(run in runs for run in own) >= len(own)
