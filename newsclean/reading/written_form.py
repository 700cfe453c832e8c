"""Texts in the form in which newsclean writes them: read by that form, they come back as they are.

An empty line stands between paragraphs, items begin with "- " and stand one below another, and so
do the rows of a table, whose cells " | " parts. Headings may have the marks of Markdown besides,
and items numbers. Next to no dump of a whole page has this form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsclean.page import Form
from newsclean.reading.marks import (
    FENCE,
    HEADING,
    NUMBER,
    QUOTE,
    is_markdown,
    without_emphasis,
)

ITEM = "- "
CELLS = " | "


class FormedLine(NamedTuple):
    """What a line of such a text is."""

    form: Form
    level: int
    marker: str
    words: str


def is_formed(lines: Sequence[str], blanks: Sequence[int], *, markdown: bool) -> bool:
    """Whether lines stand in this form.

    Args:
        lines: The lines as written that hold something.
        blanks: Empty lines before each; those before the first do not count.
        markdown: Whether the dump is known to be Markdown; it is also where a heading is.
    """
    for (above, line), gap in zip(pairwise(lines), blanks[1:], strict=True):
        if gap > 1 or not (gap or _goes_on(above, line)):
            return False
    if not all(map(_is_plain, lines)):
        return False
    headed = any(line[0] == "#" and HEADING.match(line) for line in lines)
    markdown = markdown or headed or is_markdown(lines)
    return not markdown or all(without_emphasis(line) == line for line in lines)


def formed(lines: Sequence[str], blanks: Sequence[int]) -> Iterator[FormedLine]:
    """What each line is, of lines in this form."""
    numbers = [NUMBER.match(line) if line[0].isdigit() else None for line in lines]
    for at, (line, number) in enumerate(zip(lines, numbers, strict=True)):
        if line.startswith(ITEM):
            yield FormedLine("item", 1, "-", line.removeprefix(ITEM))
        elif (
            number
            and number.end() < len(line)
            and any(numbers[max(at - 1, 0) : at] + numbers[at + 1 : at + 2])
        ):  # a list, as others write it
            yield FormedLine("item", 1, number[1], line[number.end() :])
        elif not all(blanks[max(at, 1) : at + 2]):
            yield FormedLine("cell", 0, "", line)
        elif line[0] == "#" and (found := HEADING.match(line)):
            yield FormedLine("heading", len(found[1]), found[1], line[found.end() :])
        else:
            yield FormedLine("paragraph", 0, "", line)


def _goes_on(above: str, line: str) -> bool:
    """Whether a line may stand right below another: as a list's next item, a table's next row."""
    if line.startswith(ITEM) or above.startswith(ITEM):
        return line.startswith(ITEM) and above.startswith(ITEM)
    return CELLS in line and CELLS in above


def _is_plain(line: str) -> bool:
    """Whether nothing but words stands in a line, with a blank between any two."""
    if line[0] in ">|`~" and (line[0] == "|" or QUOTE.match(line) or FENCE.match(line)):
        return False
    return " ".join(line.split()) == line
