"""Lines that hold several paragraphs or the whole page, from converters that end no lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_LONG = 300
"""Characters of a line that may hold several paragraphs."""
_FLAT = 1_500
"""Characters of a line that is longer than most paragraphs."""
_LEAST_GLUED = 5
"""Paragraphs glued to others from which a dump is taken for one without blanks between them."""
_CLOSING = "\"'”’»)\\]」』"
_OPENING = "\"'“‘«„(\\[¿¡「『"
# "…on Monday.Nobody was hurt"
_GLUED = re.compile(rf"[.!?…][{_CLOSING}]?(?=[{_OPENING}]?[^\W\d_]++[\s,’'-])")
# Three letters or digits: abbreviations and German dates go on behind their full stop.
_SENTENCE_END = re.compile(
    rf"(?:[^\W\d_]{{3}}|\d{{3}}|[^\w\s])[.!?…][{_CLOSING}]{{0,2}}\s+|"
    rf"[。！？][{_CLOSING}]{{0,2}}\s*|[؟۔।]\s+"
)
_WORD = re.compile(r"\S+")
_SHORTEST_MENU = 30
"""Words of a stretch in which names are looked for."""
_FEW_COMMAS = 50
"""Words of a stretch that is no sentence if it has less than a comma in 25 words."""
_NO_SENTENCE = 70
"""Words of such a stretch that shows by itself that the line has menus."""
_WINDOW, _MOST_NAMES = 6, 5
"""Of so many words so many are capitalised among names, and fewer in a sentence."""
_LAST_SENTENCE = 8
"""Words at the end of a stretch that may be a sentence's while the rest are names."""
_ROW, _LONGEST_ROW = 8, 14
"""Words of the rows into which names are parted; a row ends before a capital."""


def paragraph_starts(lines: Sequence[str]) -> Iterator[list[int]]:
    """Where paragraphs begin within lines.

    Where nothing parts them but a missing blank, they begin behind a full stop. In a dump of long
    lines those that hold menus too, names in a row without a sentence, are parted into sentences
    and rows of a few names, so that each can be judged by itself. One that holds nothing but
    sentences may be a long paragraph, and stays whole.

    Yields:
        For each line the places, in characters, without its own beginning.
    """
    glued = [_glued(line) if len(line) > _LONG else [] for line in lines]
    if sum(map(len, glued)) < _LEAST_GLUED:
        glued = [[]] * len(lines)
    flat = sum(len(line) for line in lines if len(line) > _FLAT) * 3 > sum(map(len, lines))
    for line, starts in zip(lines, glued, strict=True):
        yield _sentences_and_rows(line, starts) if flat and len(line) > _FLAT else starts


def _glued(line: str) -> list[int]:
    return [
        mark.end()
        for mark in _GLUED.finditer(line)
        if not line[mark.end()].islower()
        and _ends_word(line[max(mark.start() - 2, 0) : mark.start()])
    ]


def _ends_word(letters: str) -> bool:
    """Whether no abbreviation ends here, as in "U.S.Army"."""
    return letters.isalpha() and letters.islower()


def _sentences_and_rows(line: str, starts: list[int]) -> list[int]:
    """Where sentences and rows begin in a line; `starts` if it has no menus."""
    edges = [0, *starts, len(line)]
    edges += [
        mark.end()
        for start, end in pairwise(edges)
        if end - start > _FLAT
        for mark in _SENTENCE_END.finditer(line, start, end)
        if mark.end() < end and not line[mark.end()].islower()
    ]
    edges = sorted(set(edges))
    menus = False
    rows: list[int] = []
    for start, end in pairwise(edges):
        words = list(_WORD.finditer(line, start, end))
        if len(words) < _SHORTEST_MENU:
            continue
        capital = [not word[0][0].islower() and word[0][-1] not in ",;:" for word in words]
        names = _names(capital)
        menus = menus or 0 < names < len(words)
        if not names and len(words) > max(_FEW_COMMAS, 25 * line.count(",", start, end)):
            names = len(words)
        menus = menus or names > _NO_SENTENCE
        rows += [words[place].start() for place in _rows(capital, names)]
    return sorted({*edges[1:-1], *rows}) if menus else starts


def _names(capital: Sequence[bool]) -> int:
    """How many words stand before the last sentence, 0 where most of them are no names."""
    if sum(capital[:-_LAST_SENTENCE]) < 0.6 * (len(capital) - _LAST_SENTENCE):
        return 0
    for at in range(len(capital) - _WINDOW, 0, -1):
        if sum(capital[at : at + _WINDOW]) >= _MOST_NAMES:
            # The last capital among the names opens the sentence.
            last = max(place for place in range(at, at + _WINDOW) if capital[place])
            return last if last < len(capital) - 4 else len(capital)
    return 0


def _rows(capital: Sequence[bool], names: int) -> Iterator[int]:
    """The words that begin rows, without the first, and the one that begins the sentence."""
    row = 0
    for at in range(1, names - 3):
        if (at - row >= _ROW and capital[at]) or at - row > _LONGEST_ROW:
            yield at
            row = at
    if 0 < names < len(capital):
        yield names
