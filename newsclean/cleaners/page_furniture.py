"""Finds what serves the page and not the story: share bars, consent, appeals, legal lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean.cleaner import Claim, Example, View
from newsclean.furniture import served
from newsclean.page import Block, Page, Role
from newsclean.reading.marks import NUMBER
from newsclean.wording import sentences

_MARKS = 100  # characters; a longer row of marks is a drawing or code
_NEAR = 4  # elements around a block whose names speak of it
_BUTTONS = frozenset(("advertisement", "share", "interface"))
"""What short labels are known for, whose words may also open a sentence."""


@dataclass(frozen=True)
class PageFurniture:
    """Put aside lines by which a page serves itself.

    A short line is known by its words, whatever the scorer says; a block inside an element whose
    name tells what it is for is put aside where the scorer doubts it, so that a careless class
    name cannot cost a paragraph.
    """

    longest: int = 25
    """Words of the longest line that is judged by its words."""

    name: ClassVar[str] = "page_furniture"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.FURNITURE})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "advertisement": "a mark or a label of an advertisement",
            "share": "a share bar, a save, print or follow button",
            "newsletter": "a newsletter's sign-up",
            "membership": "an appeal to subscribe, log in, join or donate",
            "consent": "a cookie or consent notice",
            "legal": "a copyright, privacy or terms line",
            "script": "a text for browsers without JavaScript, or a waiting mark",
            "interface": "a label of a button, a jump mark, a row of them or of footer entries",
            "no_words": "marks without a word: a rule, a bullet, a list's number, a row of stars",
        }
    )
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source=(
                "The ferry to Norvik will sail again from Monday, the harbour office said.\n\n"
                "Advertisement\n\nShare this article\n\n"
                "Repairs to the bow door took three weeks longer than planned.\n\n"
                "© Copyright The Norvik Post\n"
            ),
            claims={
                "Advertisement": "advertisement",
                "Share this article": "share",
                "© Copyright The Norvik Post": "legal",
            },
        ),
        Example(
            source=(
                "Die Fähre fährt ab Montag wieder, teilte das Hafenamt mit.\n\nAnzeige\n\n"
                "Bitte aktivieren Sie JavaScript, um das Video zu sehen.\n"
            ),
            claims={
                "Anzeige": "advertisement",
                "Bitte aktivieren Sie JavaScript, um das Video zu sehen.": "script",
            },
            note="Phrases are known in some forty languages.",
        ),
    )

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim furniture by its words, then by the names of the elements around it."""
        named = _named_parts(view)
        for block in view.open_blocks():
            if len(block.text) < _MARKS and _is_mark(block, view.page):
                yield Claim(block.index, Role.FURNITURE, "no_words", block.text)
                continue
            short = len(block.text) < 240 and block.length <= self.longest
            reason = served(block.text) if short else None
            if reason and not (reason in _BUTTONS and _tells(block, view)):
                yield Claim(block.index, Role.FURNITURE, reason, block.text[:60])
            elif block.node >= 0 and not view.believes(block.index):
                # An element's name alone puts aside only what the scorer doubts.
                reason = named[block.node]
                if reason:
                    yield Claim(block.index, Role.FURNITURE, reason, "name of the element")


def _is_mark(block: Block, page: Page) -> bool:
    """Whether nothing but marks is there; in a dump also the number of a list's entry alone.

    A text that is written already has no such number that was not on the page.
    """
    if any(map(str.isalnum, block.text)):
        number = page.kind == "text" and not page.written
        return number and NUMBER.fullmatch(block.text) is not None
    return True


def _tells(block: Block, view: View) -> bool:
    """Whether a line that opens with a known phrase goes on to tell something."""
    return sentences(block.text) > 1 and view.scores[block.index] > 0.8


def _named_parts(view: View) -> list[str]:
    """For each element, what its name or that of one shortly around it says it is for."""
    found: list[tuple[str, int]] = []
    for node, named in zip(view.page.nodes, view.parts, strict=True):
        reason, distance = found[node.parent] if node.parent >= 0 else ("", 0)
        if distance >= _NEAR:
            reason = ""
        if named and node.tag not in ("html", "body", "main", "article"):
            part = next((r for r in PageFurniture.reasons if r in named), "")
            if part:
                reason, distance = part, -1
        found.append((reason, distance + 1))
    return [reason for reason, _ in found]
