"""A cleaner of another package: the smallest that does something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean import Claim, Example, Role, View


@dataclass(frozen=True)
class Horoscope:
    """Put aside the lines of a horoscope box."""

    word: str = "Horoscope"
    """What such a line begins with."""

    name: ClassVar[str] = "horoscope"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.FURNITURE})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"stars": "the line begins with the word for a horoscope"}
    )
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "Horoscope: a good day for ships.\n", {"Horoscope: a good day for ships.": "stars"}
        ),
    )

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim the open blocks that begin with the word."""
        for block in view.open_blocks():
            if block.text.startswith(self.word):
                yield Claim(block.index, Role.FURNITURE, "stars", self.word)
