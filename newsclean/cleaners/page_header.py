"""Finds the metadata lines that a crawler or a converter wrote above a dump."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean.cleaner import Claim, Example, View
from newsclean.page import Role
from newsclean.reading.header import parse_header


@dataclass(frozen=True)
class PageHeader:
    """Put aside the lines above a dump that describe the page instead of being part of it.

    Two kinds are known: one line such as `date 2025-03-02 Storm closes harbour`, and front matter,
    lines of `key: value` with the keys that crawlers and static-site tools write.
    """

    name: ClassVar[str] = "page_header"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.PAGE_METADATA})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "date_line": "a first line of the word 'date', a day and the title",
            "front_matter": "a `key: value` line, or its fence, above the text",
        }
    )
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source=" date 2025-03-02 Storm closes harbour\n\nStorm closes harbour\n\nOSLO\n",
            claims={"date 2025-03-02 Storm closes harbour": "date_line"},
        ),
        Example(
            source="title: Storm closes harbour\nurl: https://example.org/storm\n\nThe port shut.",
            claims={
                "title: Storm closes harbour": "front_matter",
                "url: https://example.org/storm": "front_matter",
            },
        ),
        Example(
            source="Date: to be agreed\n\nThe port shut on Monday.\n",
            claims={},
            note="One line with a colon is no front matter.",
        ),
    )

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim the header lines of a dump."""
        if view.page.kind != "text":
            return
        header = parse_header([block.text for block in view.page.blocks[:40]])
        for index in range(header.lines):
            yield Claim(index, Role.PAGE_METADATA, header.reason, header.head.title)
