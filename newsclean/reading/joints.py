"""Places where a converter joined two texts without a blank: "HomeSportWeather".

Converters that give only a page's text nodes leave such places where the page has no blanks between
its elements. A small letter before a capital shows them. Names have that too (YouTube), and words
of some languages (isiZulu): a dump has to have rows of joints, as menus give them, before any text
is parted; outside of rows it is parted only where a name is unlikely.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from newsclean.reading.limits import MOST_LINES

_CASED = [chr(code) for code in range(0x41, 0x590)]
_SMALL = "".join(letter for letter in _CASED if letter.islower())
_CAPITAL = "".join(letter for letter in _CASED if letter.isupper())
# Capitals are fewer than small letters: to look for them first takes a third of the time.
_JOINT = re.compile(f"[{_CAPITAL}](?<=[{_SMALL}].)")
# "TV|Second", "news|12 minutes", "2023|Curry", "today”|Next", "today.|Next"
_OTHER = re.compile(
    f"(?<=[{_CAPITAL}]{{2}})(?=[{_CAPITAL}][{_SMALL}]{{2}})|"
    rf"(?<=[{_SMALL}]{{2}})(?=\d)|(?<=\d)(?=[{_CAPITAL}][{_SMALL}])|"
    rf"(?<=[\w.!?][)”»])(?=[{_CAPITAL}])|(?<=[{_SMALL}]{{2}}[.!?…])(?=[“„«]?[{_CAPITAL}])"
)
_CLEARLY_TWO = re.compile(rf"([{_SMALL}]{{4,}})([{_CAPITAL}][^\W_]*)")
_CODE = re.compile(r"[(){}\[\];=_<>/\\@$#&`]|[\"']:")
_PAUSE = re.compile(r"[,;.…][)”»\"]?\s")
_BEFORE, _AFTER = re.compile(r"(?<!\S)\S++$"), re.compile(r"\S+")
_LEFT, _RIGHT = re.compile(r"(?<![^\W_])[^\W_]++$"), re.compile(r"[^\W_]+")
_AROUND = "\"'“”‘’«»()[].,;:!?…–-|·•"
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST = 40
"""Characters of a word that are looked at."""
_FEWEST = 10
"""Joints that a dump must have."""
_NEAR = 4
"""Words that may stand between two joints of a row."""
_ROW = 8
"""Joints of a row."""
_THROUGHOUT = 10
"""Joints in rows from which the dump is taken to be joined outside of them too."""
_CLEAR = 10
"""Words like "moviesNight" that show the same."""


def joints(lines: Sequence[str]) -> dict[int, list[int]]:
    """Where other texts begin within lines.

    Returns:
        For each line that holds some their places, in characters.
    """
    found = _places(_JOINT, lines)
    if sum(map(len, found.values())) < _FEWEST:
        return {}
    found = {at: _outside_code(lines[at], places) for at, places in found.items()}
    rows = {at: list(_rows(lines[at], places)) for at, places in found.items()}
    words = _Words(lines, found)
    in_rows = sum(len(row) for rows_of_line in rows.values() for row in rows_of_line)
    throughout = in_rows >= _THROUGHOUT or words.clear()
    if not in_rows and not throughout:
        return {}
    others = _places(_OTHER, lines)
    cuts = {
        at: {place for row in rows_of_line for place in _of_row(row, others.get(at, []))}
        for at, rows_of_line in rows.items()
    }
    if throughout:
        for at in {*found, *others}:
            places = sorted({*found.get(at, ()), *others.get(at, ())})
            cuts[at] = cuts.get(at, set()).union(words.parted(lines[at], places))
    return {at: sorted(places) for at, places in cuts.items() if places}


def _places(pattern: re.Pattern[str], lines: Sequence[str]) -> dict[int, list[int]]:
    """Where the pattern is found, for lines that have it; as often as a dump may have lines."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    places = (
        (at, mark.start()) for at, line in enumerate(lines) for mark in pattern.finditer(line)
    )
    for at, place in islice(places, MOST_LINES):
        found[at].append(place)
    return dict(found)


def _outside_code(line: str, places: Iterable[int]) -> list[int]:
    """The joints of words that are no addresses and no names in a program."""
    return [place for place in places if not _CODE.search(line[slice(*_word_at(line, place))])]


def _word_at(line: str, place: int) -> tuple[int, int]:
    """Where the word begins and ends that holds the place."""
    start, end = max(place - _LONGEST, 0), place + _LONGEST
    left, right = _BEFORE.search(line[start:place]), _AFTER.match(line[place:end])
    return place - len(left[0] if left else ""), place + len(right[0] if right else "")


def _rows(line: str, places: Sequence[int]) -> Iterator[list[int]]:
    """Joints close to each other, without a pause as a sentence or a list in one has it."""
    row: list[int] = []
    for place in places:
        if row:
            between = line[row[-1] : place]
            if len(between.split(None, _NEAR + 1)) > _NEAR + 1 or _PAUSE.search(between):
                if len(row) >= _ROW:
                    yield row
                row = []
        row.append(place)
    if len(row) >= _ROW:
        yield row


def _of_row(row: list[int], others: list[int]) -> list[int]:
    """All places in a row, the less clear ones too."""
    return row + others[bisect(others, row[0]) : bisect(others, row[-1])]


class _Words:
    """What the words of a dump tell of its joints."""

    def __init__(self, lines: Sequence[str], found: dict[int, list[int]]) -> None:
        befores: defaultdict[str, set[str]] = defaultdict(set)
        afters: defaultdict[str, set[str]] = defaultdict(set)
        for at in found:
            words = lines[at].split()
            for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
                if _JOINT.search(word):
                    name = _bare(word)
                    befores[name].add(before)
                    afters[name].add(after)
        self.names = {
            word
            for word in befores
            if len(befores[word] - {""}) > 1 and len(afters[word] - {""}) > 1
        }
        """Words with a capital inside that stand between other words each time."""
        self._pairs = list(filter(None, map(_CLEARLY_TWO.match, befores)))
        self._lines = lines

    @cached_property
    def alone(self) -> set[str]:
        """Words, in small letters, that stand by themselves somewhere."""
        words = (word for line in self._lines for word in line.split() if not _JOINT.search(word))
        return {word.strip(_AROUND).lower() for word in words}

    def clear(self) -> bool:
        """Whether enough words begin with another of which a name would not be made."""
        if len(self._pairs) < _CLEAR:
            return False  # without a look at all words of the dump
        known = (pair[1] in self.alone or pair[2].lower() in self.alone for pair in self._pairs)
        return sum(known) >= _CLEAR

    def parted(self, line: str, places: Sequence[int]) -> Iterator[int]:
        """The places at which two texts are more likely than a name or a number."""
        for before, place, after in zip(
            [0, *places], places, [*places[1:], len(line)], strict=False
        ):
            left = _LEFT.search(line[max(before, place - _LONGEST) : place])
            right = _RIGHT.match(line[place : min(after, place + _LONGEST)])
            if not left or not right or self._are_two(line, place, left[0], right[0]):
                yield place

    def _are_two(self, line: str, place: int, left: str, right: str) -> bool:
        known = (left.lower() in self.alone) + (right.lower() in self.alone)
        if left[0] in _SMALL:  # "isiZulu", "bhFuil"
            least = 5 if not known else 3 if left not in self.alone else 2
            return len(left) >= least
        if right[0].isdigit():  # "Web3"
            return False
        if left[-1].isdigit():
            return True
        if left[-1] in _CAPITAL:  # "NBAGames"
            return known > 0
        start, end = _word_at(line, place)
        if _bare(line[start:end]) in self.names:
            return False
        if known == 2:
            return True
        if _is_small(line[max(start - _LONGEST, 0) : start].split()[-1:]) and _is_small(
            line[end : end + _LONGEST].split(None, 1)[:1]
        ):
            return False
        return known == 1 or (len(left) > 3 and right[-1] in _SMALL)


def _is_small(words: list[str]) -> bool:
    return bool(words) and words[0].islower()


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word.strip(_AROUND))
