"""A choice among rows: the headline among a dump's lines, a list's name among those above."""

from __future__ import annotations

from typing import NamedTuple

from newsclean.scoring.layout import Floats, Marks
from newsclean.scoring.model import likeliest


class Answered(NamedTuple):
    """A choice whose answer is known."""

    dense: Floats
    """A row for each thing that may be chosen."""
    right: Marks
    """Which of them are right, at least one."""
    weight: float = 1.0

    def met(self, odds: Floats) -> bool:
        """Whether by the rows' log odds a right one is chosen."""
        return bool(self.right[likeliest(odds)])
