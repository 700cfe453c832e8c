"""Brings the showings of a story together: each story once, with all that its showings tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsclean.document import RelatedLink
from newsclean.wording import alike, key

_MOST_ALIKE = 20
"""Stories with the same first or last words that are compared; bounds the work on odd pages."""


def merge(links: Iterable[RelatedLink]) -> tuple[RelatedLink, ...]:
    """Each story once, in page order of its first showing.

    Two showings are one story where both have an address and it is the same, or, where one has
    none, where the titles are equal but for case, marks and punctuation, or one is cut from the
    other. The section is that of the first showing that has one; category and summary come from
    wherever they stand.
    """
    stories: list[RelatedLink] = []
    index = _Index()
    for link in links:
        place = index.find(link, stories)
        if place is None:
            index.add(link, len(stories))
            stories.append(_with_sections(link, link.sections or _one(link.section)))
        else:
            index.add(link, place)
            stories[place] = _joined(stories[place], link)
    return tuple(stories)


class _Index:
    """Finds the story that a link shows again."""

    def __init__(self) -> None:
        self.by_url: dict[str, int] = {}
        self.by_title: dict[str, int] = {}
        self.by_edge: dict[tuple[str, ...], list[tuple[int, str]]] = {}

    def add(self, link: RelatedLink, place: int) -> None:
        title = key(link.title)
        if link.url:
            self.by_url.setdefault(link.url, place)
        if self.by_title.setdefault(title, place) == place:
            for edge in _edges(title):
                self.by_edge.setdefault(edge, []).append((place, title))

    def find(self, link: RelatedLink, stories: list[RelatedLink]) -> int | None:
        if link.url and link.url in self.by_url:
            return self.by_url[link.url]
        title = key(link.title)
        place = self.by_title.get(title)
        if place is not None and not (link.url and stories[place].url):
            return place
        for edge in _edges(title):
            for place, other in self.by_edge.get(edge, ())[:_MOST_ALIKE]:
                # Two addresses are two stories, however alike their titles.
                if not (link.url and stories[place].url) and _retouched(title, other):
                    return place
        return None


def _retouched(title: str, other: str) -> bool:
    """Whether two titles are one; parts of a series differ in their number alone."""
    return _numbers(title) == _numbers(other) and alike(title, other)


def _numbers(title: str) -> set[str]:
    return {word for word in title.split() if word.isdecimal()}


def _edges(title: str) -> Iterator[tuple[str, ...]]:
    words = title.split()
    yield ("first", *words[:2])
    yield ("last", *words[-2:])


def _one(section: str | None) -> tuple[str, ...]:
    return (section,) if section else ()


def _with_sections(link: RelatedLink, sections: tuple[str, ...]) -> RelatedLink:
    return replace(link, section=sections[0] if sections else None, sections=sections)


def _joined(first: RelatedLink, again: RelatedLink) -> RelatedLink:
    sections = dict.fromkeys((*first.sections, *(again.sections or _one(again.section))))
    whole = replace(
        first,
        url=first.url or again.url,
        category=first.category or again.category,
        summary=first.summary or again.summary,
        blocks=tuple(dict.fromkeys((*first.blocks, *again.blocks))),
    )
    return _with_sections(whole, tuple(sections))
