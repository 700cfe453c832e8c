"""The lines of a dump; one that holds several texts as a line for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsclean.page import Notice
from newsclean.reading.holes import INVISIBLE, UNSEEN
from newsclean.reading.joints import joints
from newsclean.reading.limits import MOST_LINES, MOST_WORDS, too_many_lines
from newsclean.reading.long_lines import is_flat, paragraph_starts, parted_at_bars
from newsclean.reading.segments import NO_SEGMENTS, segment_starts
from newsclean.reading.wrapping import continued

_PORTION = 1 << 18  # characters
_AROUND = UNSEEN + " \t\u00a0\u3000"
_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>")
_GUESSED = "lines that hold several texts were parted where these seem to begin"
_GUESSED_SOME = f"{_GUESSED}; those behind the first {MOST_WORDS:,} words were not looked at"


class Line(NamedTuple):
    """A line, or the part of one that holds a text of its own."""

    start: int
    text: str
    """As written, without its line end."""
    bare: str
    """Its words and their marks, without those of links and the blanks around it."""
    blanks: int
    """Empty lines before it."""
    end: str
    """As written; where its addresses go on below it, the last line of these."""
    linked: bool = False
    """Whether marks of links stand in it, so that its length tells nothing of its words."""
    parted: bool = False
    """Whether it is part of a line, so that its length tells nothing of the dump's lines."""
    lead: int = 0
    """Characters before its words."""
    continued: bool = False
    """Whether it goes on with the text of the one above."""

    @property
    def indent(self) -> int:
        """Characters before its first mark that is no blank."""
        return len(self.text) - len(self.text.lstrip())


class Lines(NamedTuple):
    """What is read of a dump."""

    lines: list[Line]
    end: int
    """Where reading ended, in characters."""
    notices: tuple[Notice, ...]


def read_lines(words: str, text: str) -> Lines:
    """The lines of a dump that hold words.

    Args:
        words: The dump with blanks in place of its links' marks and addresses.
        text: The dump as written.
    """
    lines = _lines(parted_at_bars(words), text)
    # How long a line is without its links' marks and addresses tells, and no tag tells.
    shown = ["" if _TAG.fullmatch(line.bare) else _shown(line) for line in lines]
    flat, parted = is_flat(shown), any(line.blanks for line in lines[1:])
    wrapped = frozenset() if parted else continued(shown)
    found = segment_starts(_bare(lines), wrapped) if wrapped else NO_SEGMENTS
    if found.starts:
        lines = [line._replace(continued=at in wrapped) for at, line in enumerate(lines)]
        lines, end = _cut(lines, found.starts)
    else:
        lines, end = _cut(lines, joints(_bare(lines)))
        if end is None:
            lines, end = _cut(lines, paragraph_starts(_bare(lines)))
        if flat and end is None:
            found = segment_starts(_bare(lines))
            lines, end = _cut(lines, found.starts)
    notices: list[Notice] = []
    if end is not None:
        notices.append(too_many_lines(len(lines), end, len(text)))
    if any(line.parted for line in lines):
        notices.append(Notice("no_line_ends", _GUESSED if found.whole else _GUESSED_SOME))
    return Lines(lines, len(text) if end is None else end, tuple(notices))


def _shown(line: Line) -> str:
    return " ".join(INVISIBLE.sub("", line.bare).split()) if line.linked else line.bare


def _bare(lines: Sequence[Line]) -> list[str]:
    return [line.bare for line in lines]


def _split(text: str) -> Iterator[str]:
    """The lines, millions of empty ones too, without holding all at once."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start + _PORTION)
        end = len(text) if end < 0 else end
        yield from text[start:end].split("\n")
        start = end + 1


def _lines(words: str, text: str) -> list[Line]:
    """The lines of `text` that hold some of its words."""
    lines, start, blanks = [], 0, 0
    for line in _split(words):
        raw = text[start : start + len(line)]
        linked = raw != line
        bare = line.strip()
        if bare and not bare.isascii():
            bare = bare.strip(_AROUND)
        if bare:
            # Marks of links may hold line ends.
            end = raw[raw.rfind("\n") + 1 :]
            lead = line.index(bare)
            lines.append(Line(start, raw, bare, blanks, end, linked=linked, lead=lead))
            blanks = 0
        elif not linked:
            blanks += 1
        elif lines and not blanks:
            lines[-1] = lines[-1]._replace(end=raw[raw.rfind("\n") + 1 :])
        start += len(line) + 1
    return lines


def _cut(lines: list[Line], places: Mapping[int, Sequence[int]]) -> tuple[list[Line], int | None]:
    """The lines, those with places as one for each of their parts.

    The second says where the dump ends, if not all of its lines are read for their number.
    """
    if not places:
        return lines, None
    cut: list[Line] = []
    for at, line in enumerate(lines):
        if len(cut) > MOST_LINES:
            return cut, line.start
        cut += _parts(line, places[at]) if at in places else (line,)
    return cut, None


def _parts(line: Line, starts: Sequence[int]) -> Iterator[Line]:
    """The line as one for each of its parts."""
    part = line._replace(continued=line.continued and 0 not in starts, parted=True)
    for start, end in pairwise(sorted({0, *starts, len(line.bare)})):
        words = line.bare[start:end].strip(_AROUND)
        if words:
            place = line.lead + start
            raw = line.text[place : line.lead + end]
            yield part._replace(start=line.start + place, text=raw, bare=words, end=raw, lead=0)
            part = part._replace(blanks=0, continued=False)
