"""Related stories in HTML: the cards of a page, by the lists that they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from newsclean import phrases, wording
from newsclean.cleaner import Claim, View
from newsclean.document import Position, RelatedLink
from newsclean.page import Page, Role
from newsclean.related.addresses import without_tracking
from newsclean.related.card_features import CARD_MODEL, card_features
from newsclean.related.card_names import CARD_NAME_FEATURES, card_choices
from newsclean.related.cards import TIME, Card, bound, candidates
from newsclean.related.list_names import NameModel
from newsclean.related.model import RelatedModel, read_related
from newsclean.scoring.model import shipped_data

_OPENING = "[(【"
_MARKS = " \t\n\u00a0:：>»›…"


def related_in_page(view: View) -> list[Claim]:
    """Claim the related stories of an HTML page, with the lines that belong to them."""
    cards = candidates(view)
    if not cards:
        return []
    for card, odds in zip(cards, model().odds(card_features(cards, view)).tolist(), strict=True):
        card.odds = odds
    found = [card for card in cards if card.odds > 0 or _announced(card)]
    bound(found, view)
    return list(_claims(found, view))


@cache
def model() -> RelatedModel:
    """The shipped model of cards. Raises `ConfigError` where it does not fit."""
    return read_related(shipped_data("html", "related"), "html", CARD_MODEL)


@cache
def names() -> NameModel:
    """The shipped model of the names of lists. Raises `ConfigError` where it does not fit."""
    return NameModel.of(shipped_data("html", "related")["names"], CARD_NAME_FEATURES)


def section_name(text: str) -> str:
    """What a line that names a list calls it."""
    return text.lstrip(_OPENING).rstrip(_MARKS)


def _announced(card: Card) -> bool:
    """Whether the line itself says that it offers a story: "Read also: Storm closes harbour"."""
    return bool(card.label) and phrases.load("sections").match(section_name(card.label)) is not None


def _claims(found: Sequence[Card], view: View) -> Iterator[Claim]:
    page = view.page
    taken = {index for card in found for index in range(card.first, card.end)}
    main = [b.index for b in page.blocks if view.believes(b.index) and b.index not in taken]
    choices = card_choices(found, view)
    name = ""
    for card, choice, chosen in zip(found, choices, names().chosen(choices), strict=True):
        if card.label:
            name = section_name(card.label)
        elif chosen < len(choice.lines):
            head = choice.lines[chosen]
            name = section_name(page.blocks[head].text)
            if view.is_open(head):
                yield Claim(head, Role.RELATED, "section_head")
        elif chosen > len(choice.lines):
            name = ""
        yield from _card_claims(card, page, name or None, main)


def _card_claims(
    card: Card, page: Page, section: str | None, main: Sequence[int]
) -> Iterator[Claim]:
    category = summary = None
    for block in page.blocks[card.first : card.end]:
        if block.index == card.block:
            continue
        size = block.length
        if TIME.match(block.text):
            reason = "time_mark"
        elif wording.alike(wording.key(block.text), wording.key(card.title)):
            reason = "repeated_headline"
        elif block.index < card.block and size <= 4 and category is None:
            category, reason = block.text, "kicker"
        elif block.index > card.block and size >= 6 and summary is None:
            summary, reason = block.text, "teaser"
        else:
            reason = "card_line"
        yield Claim(block.index, Role.RELATED, reason)
    link = RelatedLink(
        title=card.title,
        url=without_tracking(card.url),
        section=section,
        sections=(section,) if section else (),
        category=category,
        summary=summary,
        position=_position(card.block, main),
        blocks=tuple(range(card.first, card.end)),
    )
    yield Claim(card.block, Role.RELATED, "related_headline", f"log odds {card.odds:.1f}", (link,))


def _position(block: int, main: Sequence[int]) -> Position:
    if main and block < main[0]:
        return "beside"
    return "inside" if main and block < main[-1] else "after"
