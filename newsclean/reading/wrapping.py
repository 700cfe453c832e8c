"""Lines that belong together: at which column a dump was wrapped, and where text nodes broke."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from newsclean.reading.marks import BULLET, NUMBER

Measure = Callable[[str], int]
"""How many columns a text takes."""

_MIN_COLUMN, _MAX_COLUMN = 40, 260
_MIN_SUPPORT = 3
_EARLY = 0.6
"""Share of the column from which a line is no last line of a paragraph."""
_FULL, _MOSTLY = 20, 0.85
"""Characters by which a full line is shorter than usual at most; the share of full lines of a dump
that was one line before it was wrapped."""
_LEAST_WRAPPED = 15
"""Lines of such a dump."""
_NAME_WORDS = 12
"""Words from which a line is no name set in the middle of a sentence."""
_MAYBE_WIDE = re.compile("[\u1100-\U0010ffff]")
_JAMO = "\u11ff"  # Hangul, whose words have blanks between them
_CLOSING = frozenset(",.;:!?)]}”’»…、。，；：！？）」』】%")
_TORN = re.compile(r"\s*(?:[,;] [^\W\d_](?:[^\W\d_]|[’'-])*+[.!?]? [^\W\d_]|[，、；]\w)")
"""The second half of a sentence; code too has lines that begin with a comma or a bracket."""
_LEAST_TORN = 3
_AGO = re.compile(
    r"(?:vor|hace|há|il y a|för|for|før|před|πριν από)\s(?:\w{1,8}\s)?"
    r"\d{1,3}\s\w{1,12}\.?(?:\s\w{1,8})?"
)
"""A time that begins as the rest of a sentence may: "vor 2 Stunden"."""
_OPENING = frozenset("([{“‘«„¿¡「『【（$£€")
_ENDED = frozenset('.!?…:;。！？：；؟۔।”"»')


def width(line: str) -> int:
    """Columns that a line takes on a terminal: wide characters take two.

    Of a line that is beyond every column anyhow, the characters.
    """
    if line.isascii() or len(line) > _MAX_COLUMN or not _MAYBE_WIDE.search(line):
        return len(line)
    return len(line) + sum([east_asian_width(c) in "WF" for c in _MAYBE_WIDE.findall(line)])


def wrapped_at(lines: Sequence[str]) -> tuple[int, Measure]:
    """The column at which lines were hard-wrapped, 0 where they were not, and how it was counted.

    Some converters count the wide characters of Chinese and Japanese once.
    """
    column = _column(lines, width)
    if not column and any(line and _wide(line.lstrip() or line) for line in lines):
        return _column(lines, len), len
    return column, width


def _column(lines: Sequence[str], measure: Measure) -> int:
    """The column at which the lines (without line ends) were hard-wrapped, 0 where they were not.

    Where a line ends and the next one goes on without an empty line between them, the next one's
    first word would not have fitted: the column lies from the one's width to the width with that
    word less one. The column that most such pairs allow is the dump's, if few pairs speak
    against it: lines that end early though the next word would have fitted, and lines beyond it.

    Args:
        lines: The lines, "" for an empty one.
        measure: How many columns a text takes; `len` for converters that count wide characters
            once.
    """
    # Half as many wide characters fill the widest terminal.
    highest = _MAX_COLUMN if measure is width else _MAX_COLUMN // 2
    pairs: list[tuple[int, int]] = []
    long = 0
    support = [0] * (highest + 2)
    before = 0
    for line in lines:
        # A line much shorter than any column, or longer, says nothing about where it ends.
        if _EARLY * _MIN_COLUMN <= before <= highest and (words := line.split(None, 1)):
            first = words[0]
            if len(words) == 1 or not _is_mark(first):
                fits = before + 1 + (measure(first) if not _wide(first) else 1)
                pairs.append((before, fits))
                if before >= _MIN_COLUMN:
                    support[before] += 1
                    support[min(fits, highest + 1)] -= 1
        bare = line.rstrip()
        before = len(bare) if bare.isascii() else measure(bare)
        if before > highest and _has_breaks(bare.strip()) and not _is_item(bare):
            long += 1
    column, most, running = 0, 0, 0
    for place in range(_MIN_COLUMN, highest + 1):
        running += support[place]
        if running >= most and running:
            column, most = place, running
    if most < _MIN_SUPPORT or long * 8 > most:
        return 0
    around = ["", *lines, ""]
    beyond = sum(
        1
        for at, line in enumerate(lines)
        if len(line) > column
        # Some converters leave headings whole.
        and (around[at] or around[at + 2] or line[-1] in _ENDED)
        and _breakable(line, column, measure)
    )
    early = sum(1 for ends, fits in pairs if column * _EARLY <= ends and fits <= column)
    return column if beyond * 8 <= most and early <= most else 0


def continued(lines: Sequence[str]) -> frozenset[int]:
    """The lines that go on with the one above, where the whole dump was one line, and wrapped.

    Nearly all of its lines are about equally long; paragraphs would end in shorter ones.
    """
    if len(lines) < _LEAST_WRAPPED:
        return frozenset()
    # A few lines may hold a word that is longer than they should be.
    usual = sorted(map(len, lines))[len(lines) * 9 // 10]
    if not _MIN_COLUMN <= usual <= _MAX_COLUMN:
        return frozenset()
    full = [len(line) > usual - _FULL for line in lines]
    if sum(full) < _MOSTLY * len(lines):
        return frozenset()
    return frozenset(at for at in range(1, len(lines)) if full[at - 1])


def _is_mark(word: str) -> bool:
    return len(word) <= 4 and (word[-1] in ".)" or word in "*+-•·–#o")


def _wide(word: str) -> bool:
    """Whether lines may end between the letters of a word, as in Chinese and Japanese."""
    first = word[0]
    return first > _JAMO and not "\uac00" <= first <= "\ud7a3" and east_asian_width(first) in "WF"


def _breakable(line: str, column: int, measure: Measure) -> bool:
    """Whether wrapping at `column` would have broken the line.

    Long addresses cannot be broken, and some converters leave list items whole.
    """
    whole = measure(line.rstrip()) <= column or not _has_breaks(line.strip()[:column])
    return not whole and not _is_item(line)


def _has_breaks(line: str) -> bool:
    """Whether there is a place in a line at which it may be wrapped."""
    return " " in line or _wide(line)


def _is_item(line: str) -> bool:
    bare = line.lstrip()
    return (BULLET.match(bare) or NUMBER.match(bare)) is not None


def wraps(line: str, following: str, column: int, measure: Measure) -> bool:
    """Whether `following` goes on with the sentence of `line` in a dump wrapped at `column`."""
    # Blanks that hold words together are part of the word.
    first = following.lstrip().split(" ", 1)[0]
    return measure(line.rstrip()) + 1 + (2 if _wide(first) else measure(first)) > column


def has_text_nodes(lines: Sequence[str]) -> bool:
    """Whether the dump holds one text node a line, so that inline tags broke its paragraphs.

    In such dumps many lines go on in the middle of a sentence. Most have next to no empty lines;
    where there are some, only lines that begin with a comma tell.
    """
    if lines.count("") * 25 > len(lines):
        torn = sum(1 for above, line in pairwise(lines) if above and _TORN.match(line))
        return torn >= _LEAST_TORN
    filled = [line for line in lines if line and not line.isspace()]
    if len(filled) < 8 or (len(lines) - len(filled)) * 25 > len(lines):
        return False
    inner = sum(1 for line in filled if _goes_on(bare := line.strip()) and not _AGO.fullmatch(bare))
    return inner >= 2 and inner * 40 >= len(filled)


def _goes_on(line: str) -> bool:
    return line[0].islower() or (line[0] in _CLOSING and line[0] not in ".…%")


def continues(before: str, line: str, following: str, *, joined: bool = False) -> bool:
    """Whether `line` belongs to the paragraph `before` in a dump of text nodes.

    Args:
        before: The line before it, of the same paragraph.
        line: The line in question.
        following: The line after it, "" at the end.
        joined: Whether the paragraph holds several lines already.
    """
    if _AGO.fullmatch(line):
        return False
    if line[0] in _CLOSING and (len(line) < 3 or not line[1].isdigit()):
        return True
    last = before[-1]
    if last in _OPENING and len(before) > 1:
        return True
    if last in _ENDED:
        # A full stop before a lower-case word may be an abbreviation's; it is left alone.
        return last in ";" and line[0].islower()
    if line[0].islower():
        return len(line) >= 40 or last == "," or joined or _is_long(before)
    # A name set in a link or in italics: the sentence goes on behind it.
    if not following or (last != "," and not _last_word(before)[0].islower()):
        return False
    begun = joined or _is_long(before)
    goes_on = _goes_on(following)
    if not begun:
        return goes_on and not following[0].islower()
    if last == ",":
        return goes_on or (len(line) >= 60 and line[-1] in _ENDED)
    # So much of a sentence below a whole line is a paragraph below its heading.
    return goes_on and (joined or not line[0].isalnum() or len(line.split()) < _NAME_WORDS)


def _is_long(line: str) -> bool:
    return len(line) >= 30 or len(line.split()) >= 5


def _last_word(text: str) -> str:
    return text[-60:].rsplit(None, 1)[-1]


def join(parts: Sequence[str]) -> str:
    """The words of several lines as one paragraph."""
    if len(parts) == 1:
        return " ".join(parts[0].split())
    whole: list[str] = []
    for part in parts:
        words = part.split()
        if not words:
            continue
        if whole and _sticks(whole[-1], words[0]):
            whole[-1] += words.pop(0)
        whole.extend(words)
    return " ".join(whole)


def _sticks(left: str, right: str) -> bool:
    """Whether no blank stands between two words that a line end parted."""
    if len(left) > 1 and left[-1] == "-" and left[-2].isalpha() and right[0].islower():
        return True  # wrapped at a hyphen
    if left[-1] in _OPENING and left[-1] not in "$£€":
        return True
    if right[0] in _CLOSING and right[0] not in "%":
        return True
    return _wide(left[-1]) and _wide(right[0])
