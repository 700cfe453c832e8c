"""Puts aside whatever no other cleaner wanted, so that every block has a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean.cleaner import Claim, Example, View
from newsclean.page import Role


@dataclass(frozen=True)
class Remainder:
    """Claim every block that is still open as boilerplate. Ends every pipeline."""

    name: ClassVar[str] = "remainder"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.BOILERPLATE})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"not_main_text": "no cleaner recognised the block and the scorer does not believe in it"}
    )
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source="Home\n\nContact us\n",
            claims={"Home": "not_main_text", "Contact us": "not_main_text"},
        ),
        Example(source="", claims={}, note="A page without blocks needs no decision."),
    )
    total: ClassVar[bool] = True
    """It leaves no block open, so it may end a pipeline."""

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim all open blocks."""
        for block in view.open_blocks():
            yield Claim(block.index, Role.BOILERPLATE, "not_main_text")
