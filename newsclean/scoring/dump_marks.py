"""What a dump shows of each block by itself: how it is marked, and the signs at its ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from newsclean.page import Block
from newsclean.scoring.layout import Floats, Ints, ends_sentence
from newsclean.wording import remembered

SIGNS = ("ends", "capitals", "lower_start", "digit_start", "colon_end", "dots_end")
"""What `signs_of` tells, in order."""
MAKE = ("marked", "numbered", "level", "is_heading", "is_item", "is_quote", "is_cell")
"""The columns of `Makes.table`."""


class Makes(NamedTuple):
    """In which ways the blocks of a dump are marked: few, for neighbours in a list are alike."""

    table: Floats
    """A row a way, in the order of `MAKE`."""
    kinds: Ints
    """The same number for ways that differ in nothing but the number of a list's item."""
    which: Ints
    """For each block its row."""


def makes_of(blocks: Sequence[Block]) -> Makes:
    """In which way each block of a dump is marked."""
    ways: dict[tuple[str, int, str], int] = {}
    which = [ways.setdefault((b.form, b.level, b.marker), len(ways)) for b in blocks]
    kinds: dict[tuple[str, int, str], int] = {}
    table, kind = [], []
    for form, level, marker in ways:
        numbered = marker[:1].isdigit()
        kind.append(kinds.setdefault((form, level, "0" if numbered else marker), len(kinds)))
        shown = [form == name for name in ("heading", "item", "quote", "cell")]
        table.append((marker != "", numbered, level, *shown))
    return Makes(np.array(table, dtype=np.float64), np.array(kind), np.array(which))


@remembered
def signs_of(text: str) -> tuple[bool, ...]:
    """What a text shows at its ends, in the order of `SIGNS`."""
    return (
        ends_sentence(text),
        text.isupper(),
        text[0].islower(),
        text[0].isdigit(),
        text[-1] == ":",
        text.endswith(("...", "…")),
    )
