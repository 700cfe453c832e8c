"""Separates the stories that the page offers for reading on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean.cleaner import Claim, Example, View
from newsclean.page import Role
from newsclean.related.stories import offers


@dataclass(frozen=True)
class RelatedLinks:
    """Put aside related stories as data: title, address, section, category and summary.

    In HTML a story is a card or a list entry whose link reads like a headline and leads to a
    single story; cards made alike are judged together. In a dump it is a row of headlines, below
    a section head or doubled as picture text and link text, or a teaser card.
    """

    name: ClassVar[str] = "related_links"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.RELATED})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "section_head": "the line that names a list of stories",
            "related_headline": "the headline of a story that the page offers",
            "repeated_headline": "the same headline again, as picture text or link text",
            "kicker": "the category above a story's headline",
            "teaser": "the text below a story's headline",
            "time_mark": "when the story appeared",
            "card_line": "another line of the story's card",
        }
    )
    after: ClassVar[tuple[str, ...]] = ("page_header", "template_leaks", "duplicate_headline")
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            source=(
                "<h1>Ferry sails again</h1><p>The ferry to Norvik will sail again from Monday, the "
                "harbour office said on Friday evening.</p><h2>Most read</h2><ul>"
                "<li><a href='https://norvik.example/storm-closes-harbour-10231.html'>Storm closes "
                "harbour for second day</a></li>"
                "<li><a href='https://norvik.example/council-votes-on-bridge-10232.html'>Council "
                "votes on new bridge tonight</a></li></ul>"
            ),
            claims={
                "Most read": "section_head",
                "Storm closes harbour for second day": "related_headline",
                "Council votes on new bridge tonight": "related_headline",
            },
        ),
        Example(
            source=(
                "The ferry to Norvik will sail again from Monday, the harbour office said on "
                "Friday evening.\n\nRepairs took three weeks longer than planned, because a part "
                "had to come from abroad.\n\nMost read\n\n"
                "1. Storm closes harbour for second day\n\n"
                "2. Council votes on new bridge tonight\n\n"
                "3. School choir wins national prize\n"
            ),
            claims={
                "Most read": "section_head",
                "Storm closes harbour for second day": "related_headline",
                "Council votes on new bridge tonight": "related_headline",
                "School choir wins national prize": "related_headline",
            },
        ),
    )

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim the related stories and the lines that belong to them."""
        return view.once(offers)
