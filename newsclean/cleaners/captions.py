"""Finds picture captions and credits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean.cleaner import Claim, Example, View
from newsclean.page import Role

# "Photo: Mara Lind", "Foto: dpa", "(Symbolbild)", "© Mara Lind/Agency", "Image credit: …"
_CREDIT = re.compile(
    r"^\W{0,2}(?:(?:photo|foto|fotos|photos|picture|image|images|bild|bilder|photograph|credit|credits|crédit|"
    r"crédito|imagen|fotografía|фото|φωτογραφία|תמונה|צילום|写真|图|图片|사진|ภาพ|ảnh|zdjęcie|fot|snímek|quelle|source)"
    r"(?:\s(?:credit|by|courtesy|via|de|di|von))?\s*[:：/©]|©\s*\D{2})",
    re.I,
)
_LONGEST_CREDIT = 15  # words


@dataclass(frozen=True)
class Captions:
    """Put aside captions and credits: text that belongs to a picture and not to the story.

    Known by the element (`figcaption`, `figure`, elements named as caption or credit) or, in any
    page, by a short line that opens like a credit. Of what is no paragraph in such elements
    (quotations, lists, tables), only what the scorer doubts is put aside.
    """

    name: ClassVar[str] = "captions"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.CAPTION})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "caption_element": "inside a figure, or an element named as a caption or credit",
            "credit_line": "a short line that opens like a picture credit",
        }
    )
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source=(
                "<figure><img src='a.jpg'><figcaption>The mill before the fire. Photo: Mara Lind"
                "</figcaption></figure><p>The mill burned down in the night to Sunday.</p>"
            ),
            claims={"The mill before the fire. Photo: Mara Lind": "caption_element"},
        ),
        Example(
            source="Foto: Mara Lind\n\nDie Mühle ist in der Nacht zum Sonntag abgebrannt.\n",
            claims={"Foto: Mara Lind": "credit_line"},
        ),
    )

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim captions and credits."""
        named = _caption_nodes(view)
        for block in view.open_blocks():
            if block.form == "caption" or (
                block.node >= 0
                and named[block.node]
                and (block.form == "paragraph" or not view.believes(block.index))
            ):
                yield Claim(block.index, Role.CAPTION, "caption_element")
            elif (
                len(block.text) < 160
                and _CREDIT.match(block.text)
                and block.length <= _LONGEST_CREDIT
            ):
                yield Claim(block.index, Role.CAPTION, "credit_line", block.text[:60])


def _caption_nodes(view: View) -> list[bool]:
    """For each element, whether it is named as a caption; only small elements are believed."""
    captions: list[bool] = []
    for node, named in zip(view.page.nodes, view.parts, strict=True):
        inside = node.parent >= 0 and captions[node.parent]
        if not inside and node.end - node.first <= 4 and node.tag not in ("article", "main"):
            inside = node.tag == "figure" or "caption" in named
        captions.append(inside)
    return captions
