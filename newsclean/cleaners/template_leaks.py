"""Finds template code that reached the page unresolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean.cleaner import Claim, Example, View
from newsclean.leaks import has_expression, leak_kind
from newsclean.page import Page, Role

_CODE_WORDS = re.compile(
    r"`[^`\n]{1,80}`|\b\w{2,40}\(\w{0,20}\)|</?[a-z][\w-]{0,20}/?>|\w=\"|=>|\w\.\w{2,30}\(|[{;]$|"
    r"\b[a-z]+_[a-z_]+\b|--[a-z]{2,}"
)
_CODE_MARKS = ("`", "(", "<", "=", "{", ";", "_", "--")
"""One of them stands in whatever `_CODE_WORDS` finds."""
_CAMEL_CASE = re.compile(r"\b[a-z]+[A-Z][a-z]")


@dataclass(frozen=True)
class TemplateLeaks:
    """Put aside blocks that are template expressions, script or markup from end to end.

    An article about programming shows all of this on purpose. Where paragraphs of the page speak
    code (`min_code_prose` of them or more), nothing between the first and the last of them is
    claimed, and nothing within `margin` blocks of them.
    """

    min_code_prose: int = 2
    """Paragraphs with code in them that make a page one about programming."""
    margin: int = 4
    """Blocks around them that are left alone."""

    name: ClassVar[str] = "template_leaks"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.TEMPLATE_LEAK})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "unresolved_expression": "a template expression, placeholder or shortcode, alone",
            "message_key": "the key of a translation that was not found",
            "empty_value": "a value that was not there: undefined, null, [object Object]",
            "error_message": "an error of the program that made the page",
            "script": "JavaScript, JSON or style rules shown as text",
            "markup": "HTML tags or entities shown as text",
            "filler_text": "lorem ipsum",
            "file_name": "a picture's file name in place of a text",
            "renderer_mark": "a form field or frame as a text browser marks it",
        }
    )
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source=(
                "Quark.Models.Entities.Ancestor?.Title?.ToUpperInvariant() Storm closes harbour\n\n"
                "{{ article.kicker }}\n\nThe port shut on Monday.\n"
            ),
            claims={
                "Quark.Models.Entities.Ancestor?.Title?.ToUpperInvariant()": (
                    "unresolved_expression"
                ),
                "{{ article.kicker }}": "unresolved_expression",
            },
            note="The reader has cut the headline off; it stays open.",
        ),
        Example(
            source="[object Object]\n\nlabels.article.readMore\n\nThe port shut on Monday.\n",
            claims={"[object Object]": "empty_value", "labels.article.readMore": "message_key"},
        ),
        Example(
            source=(
                "In Vue, `{{ message }}` inserts a value into the page as plain text for you.\n\n"
                "{{ message }}\n\n"
                "Call render() with an object such as `{message: 1}` and the text will change.\n"
            ),
            claims={},
            note="An article about templates shows them on purpose.",
        ),
        Example(
            source="<p>Mayor resigns after vote</p><p>${card.title}</p><p>%1$s comments</p>",
            claims={"${card.title}": "unresolved_expression"},
            note="Words beside an expression keep the block open.",
        ),
    )

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim the leaks outside of what the page tells about code."""
        found = [
            (block.index, kind)
            for block in view.open_blocks()
            if block.form != "code" and (kind := leak_kind(block.text))
        ]
        if not found:
            return
        first, last = self._code_zone(view.page)
        for index, kind in found:
            if not first <= index <= last:
                yield Claim(index, Role.TEMPLATE_LEAK, _REASONS.get(kind, _REST), evidence=kind)

    def _code_zone(self, page: Page) -> tuple[int, int]:
        """First and last block of the part of the page that tells about code; empty: (0, -1)."""
        speaking = [
            block.index for block in page.blocks if block.form == "code" or _speaks_code(block.text)
        ]
        if len(speaking) < self.min_code_prose:
            return 0, -1
        return speaking[0] - self.margin, speaking[-1] + self.margin


_REST = "unresolved_expression"
_REASONS = {
    "literal": "empty_value",
    "object": "empty_value",
    "message_key": "message_key",
    "script": "script",
    "error": "error_message",
    "markup": "markup",
    "lorem_ipsum": "filler_text",
    "file_name": "file_name",
    "renderer_mark": "renderer_mark",
}


def _speaks_code(text: str) -> bool:
    """Whether a paragraph names code among its words."""
    if len(text) >= 5_000 or len(text.split()) < 8:
        return False
    coded = (
        _CAMEL_CASE.search(text) is not None
        or (any(mark in text for mark in _CODE_MARKS) and _CODE_WORDS.search(text) is not None)
        or has_expression(text)
    )
    return coded and not leak_kind(text)
