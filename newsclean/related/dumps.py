"""Related stories in dumps: rows of headlines, doubled rows, teaser cards, under their names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from newsclean.cleaner import Claim, View
from newsclean.document import Position, RelatedLink
from newsclean.page import Role
from newsclean.related.addresses import without_tracking
from newsclean.related.dump_cards import DumpCard, Finder
from newsclean.related.line_features import LINE_FEATURES, LINES_READ
from newsclean.related.list_names import NAME_FEATURES, NameModel
from newsclean.related.model import RelatedModel, read_related
from newsclean.related.signals import said_once
from newsclean.scoring.layout import Floats
from newsclean.scoring.model import shipped_data

_LONG = 20.0
"""Lines of a dump from which the model of lines is asked alone."""
_LEAST_SHARE = 0.4
"""How much it counts beside the rules on the shortest dumps."""


def related_in_dump(view: View) -> list[Claim]:
    """Claim the related stories of a dump, with the lines that belong to them."""
    finder = Finder(view)
    found = finder.candidates
    if found is not None:
        finder.odds = with_rules(model().odds(found), found.dense)
    return _claims(finder)


def with_rules(odds: Floats, dense: Floats) -> Floats:
    """The model's log odds of lines and those of the rules as one.

    The model reads the rules too, but it learned from long pages and doubts the stories of short
    ones too much: the fewer lines there are, the more the rules count.

    Args:
        odds: What the model says of each line.
        dense: The lines' named numbers, a row each.
    """
    rules = dense[:, LINE_FEATURES.index("rule")]
    lines = np.expm1(dense[:, LINE_FEATURES.index("page_lines")])
    share = np.clip(lines / _LONG, _LEAST_SHARE, 1.0)
    return np.asarray(share * odds + (1 - share) * rules, dtype=np.float64)


@cache
def model() -> RelatedModel:
    """The shipped model of lines. Raises `ConfigError` where it does not fit."""
    return read_related(shipped_data("text", "related"), "text", LINES_READ)


@cache
def names() -> NameModel:
    """The shipped model of the names of lists. Raises `ConfigError` where it does not fit."""
    return NameModel.of(shipped_data("text", "related")["names"], NAME_FEATURES)


def _claims(finder: Finder) -> list[Claim]:
    """Claim the stories, what belongs to them, and the names of their lists."""
    cards = finder.cards()
    if not cards:
        return []
    heads = _sections(finder, cards)
    claims = [Claim(i, Role.RELATED, "section_head", finder.blocks[i].text) for i in heads]
    for card in cards:
        claims.extend(_claims_of(finder, card))
    return claims


def _sections(finder: Finder, cards: list[DumpCard]) -> list[int]:
    """Name the list of each card; gives the blocks that are names."""
    heads: list[int] = []
    name, plain = "", 0
    choices = finder.choices(cards)
    for card, choice, chosen in zip(cards, choices, names().chosen(choices), strict=True):
        if card.inline:
            continue  # "Read more: …" in the text names itself
        if chosen < len(choice.lines):
            head = choice.lines[chosen]
            heads.append(head)
            finder.taken.add(head)
            name, plain = finder.blocks[head].text.rstrip(" :：>»›"), 0
        elif chosen > len(choice.lines) or (plain >= 2 and _is_full(card)):
            name = ""  # cards of another make after a plain row are another list
        plain = plain + 1 if not card.category and card.teaser < 0 else 0
        card.section = name
    return heads


def _is_full(card: DumpCard) -> bool:
    """Whether a card has a kicker, and more than its headline below."""
    return bool(card.category) and (card.teaser >= 0 or bool(card.repeats))


def _claims_of(finder: Finder, card: DumpCard) -> Iterator[Claim]:
    blocks = tuple(sorted(set(card.blocks())))
    link = RelatedLink(
        title=finder.title(card),
        url=_url(finder, card),
        section=card.section or None,
        sections=(card.section,) if card.section else (),
        category=card.category or None,
        summary=finder.blocks[card.teaser].text if card.teaser >= 0 else None,
        position=_position(finder, card.title),
        blocks=blocks,
    )
    yield Claim(card.title, Role.RELATED, "related_headline", f"belief {card.belief:.2f}", (link,))
    for index in card.repeats:
        yield Claim(index, Role.RELATED, "repeated_headline", link.title)
    for index in card.times:
        yield Claim(index, Role.RELATED, "time_mark")
    if card.kicker >= 0:
        yield Claim(card.kicker, Role.RELATED, "kicker")
    if card.teaser >= 0:
        yield Claim(card.teaser, Role.RELATED, "teaser", link.title)


def _url(finder: Finder, card: DumpCard) -> str | None:
    """Where a showing of the headline leads, in a dump with links."""
    for index in (card.title, *card.repeats):
        block = finder.blocks[index]
        link = max(block.links, key=lambda link: link.end - link.start, default=None)
        words = len(card.words or said_once(block.text))
        if link and 2 * (link.end - link.start) >= words:
            return without_tracking(link.url)
    return None


def _position(finder: Finder, index: int) -> Position:
    if index < finder.span[0]:
        return "beside"
    return "inside" if index < finder.span[1] else "after"
