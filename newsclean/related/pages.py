"""Related stories in HTML: the cards of a page, by the lists that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsclean import wording
from newsclean.cleaner import Claim, View
from newsclean.document import Position, RelatedLink
from newsclean.page import Block, Page, Role
from newsclean.related.cards import LABELLED, TIME, Card, signature, stories

_HEAD_WORDS = 8  # a longer line above a list is a sentence, not the list's name
_LONG_HEAD = 16  # one that announces it with a colon, or is marked as a heading, may be longer
_GAP = 12  # blocks between two cards of one list at most
_CLIMB = 8  # elements around a card that are searched for the list's name
_MARKS = re.compile(r"[\s:：>»›…]+$")


def related_in_page(view: View) -> list[Claim]:
    """Claim the related stories of an HTML page, with the lines that belong to them."""
    return list(_claims(stories(view), view))


def _claims(found: Sequence[Card], view: View) -> Iterator[Claim]:
    page = view.page
    occupied = bytearray(len(page.blocks))
    for card in found:
        occupied[card.first : card.end] = b"\x01" * (card.end - card.first)
    main = [i for i, score in enumerate(view.scores) if score >= 0.5 and not occupied[i]]
    for cards in _lists(found, page, occupied):
        label = _label(cards[0], page)
        head = None if label else _head(cards[0], page, occupied)
        if head is not None and view.is_open(head):
            yield Claim(head, Role.RELATED, "section_head")
        section = label or (page.blocks[head].text if head is not None else "")
        section = _MARKS.sub("", section)
        for card in cards:
            yield from _card_claims(card, page, section or None, main)


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
        url=card.url,
        section=section,
        sections=(section,) if section else (),
        category=category,
        summary=summary,
        position=_position(card.block, main),
        blocks=tuple(range(card.first, card.end)),
    )
    yield Claim(card.block, Role.RELATED, "related_headline", f"likeness {card.score:.1f}", (link,))


def _position(block: int, main: Sequence[int]) -> Position:
    if main and block < main[0]:
        return "beside"
    return "inside" if main and block < main[-1] else "after"


def _lists(found: Sequence[Card], page: Page, occupied: Sequence[int]) -> Iterator[list[Card]]:
    """Runs of cards that are made alike and stand together, with no heading between them."""
    run: list[Card] = []
    made: tuple[str, ...] = ()
    for card in found:
        making = signature(card, page)
        if run and (making != made or _parted(run[-1].end, card.first, page, occupied)):
            yield run
            run = []
        made = making
        run.append(card)
    if run:
        yield run


def _parted(end: int, first: int, page: Page, occupied: Sequence[int]) -> bool:
    return first - end > _GAP or any(
        page.blocks[index].form == "heading" and not occupied[index] for index in range(end, first)
    )


def _label(card: Card, page: Page) -> str:
    """The words before a link on its own line ("Read more: …")."""
    block = page.blocks[card.block]
    for piece, link in card.pieces:
        if piece.index == card.block and LABELLED.match(block.text[: link.start]):
            return block.text[: link.start]
    return ""


def _head(card: Card, page: Page, occupied: Sequence[int]) -> int | None:
    """The block that names a list.

    The nearest heading above its first card, with nothing but other cards between; where there is
    no heading, the first short line of the same element.
    """
    node = page.blocks[card.block].node
    index = card.first - 1
    found: int | None = None
    for _ in range(_CLIMB):
        if node < 0:
            break
        first = page.nodes[node].first
        while index >= first:
            if not occupied[index]:
                block = page.blocks[index]
                if block.form == "heading" and block.length <= _LONG_HEAD:
                    return index
                if not _is_head(block):
                    return found
                found = index
            index -= 1
        if found is not None:
            return found
        node = page.nodes[node].parent
    return found


def _is_head(block: Block) -> bool:
    """Whether a line may name a list: short and no sentence, or an announcement with a colon."""
    if TIME.match(block.text) or not any(c.isalpha() for c in block.text):
        return False
    size = block.length
    if block.text.endswith((":", "：")):
        return size <= _LONG_HEAD
    return size <= _HEAD_WORDS and not wording.ends_sentence(block.text)
