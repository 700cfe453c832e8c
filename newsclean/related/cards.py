"""The cards of an HTML page: links that may offer single stories, and what belongs to each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from newsclean import wording
from newsclean.cleaner import View
from newsclean.names import parts
from newsclean.page import Block, Link, Page
from newsclean.related.addresses import same_form, take_apart
from newsclean.related.offers import offer

_COVER = 0.6  # share of a block's characters that a link must take to be the block's purpose
_SHORT_COVER = 0.35  # the same in a short line
_SHORT_LINE = 25.0  # words
_LIST_COVER = 0.8  # the same for all links of a line together
_CARD_WORDS = 120.0  # an element with more words is more than one teaser card
_CARD_BLOCKS = 12
_OPEN_WORDS = 60.0  # the same for an element that may hold the whole article
_PARAGRAPH = 12.0  # words
_WORDS = 3.0  # a title of fewer words is none, unless its address speaks for it
_LEAST_WORDS = 2.0
_NUMBERED = re.compile(r"^\d{1,2}[.)]?\s+(?=\S{2})")
TIME = re.compile(
    r"^\W*(?:\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.{0,10}|"
    r"\d+\s*(?:s|m|h|d|min|hrs?|std|ago)\b.{0,8})\W*$",
    re.I,
)
LABELLED = re.compile(r"^[^:：]{2,40}[:：]\s*$")


@dataclass(slots=True)
class Card:
    """One showing of what may be a story: consecutive blocks that link to one address."""

    url: str
    pieces: list[tuple[Block, Link]] = field(default_factory=list)
    title: str = ""
    label: str = ""
    """The name that stands before the title on its line ("Read more: …")."""
    length: float = 0.0
    """Words of the title."""
    block: int = 0
    """The block that holds the title."""
    cover: float = 1.0
    """Share of that block's characters that the title takes."""
    first: int = 0
    """The first block of the card."""
    end: int = 0
    """One past the last block of the card."""
    node: int = -1
    """The element that holds the card together with others."""
    odds: float = 0.0
    """Log odds that it offers a story."""


def candidates(view: View) -> list[Card]:
    """All cards of an HTML page, in page order."""
    cards = [card for card in _linked(view) if _named(card, view)]
    bound(cards, view)
    return cards


def bound(cards: Sequence[Card], view: View) -> None:
    """Find the blocks of each card: the widest element around its title without another card."""
    page = view.page
    starts = [0] * (len(page.blocks) + 1)
    for card in cards:
        starts[card.block + 1] += 1
    starts = list(accumulate(starts))
    lengths = list(accumulate((block.length for block in page.blocks), initial=0.0))
    told = list(accumulate((_tells(block, view) for block in page.blocks), initial=0))
    for card in cards:
        _bound(card, page, starts, lengths, told)


def _linked(view: View) -> list[Card]:
    """Links that are the purpose of their block, joined where neighbours lead to one address."""
    page = view.page
    own = {same_form(page.url), same_form(page.head.canonical), same_form(page.head.get("og:url"))}
    foreign: dict[str, bool] = {}
    cards: list[Card] = []
    for block in view.open_blocks():
        for link in block.links:
            url = link.url
            known = foreign.get(url)
            if known is None:
                known = foreign[url] = bool(url) and same_form(url) not in own
            if not known or not _is_purpose(block, link):
                continue
            last = cards[-1] if cards else None
            if last and last.url == url and block.index - last.pieces[-1][0].index <= 3:
                last.pieces.append((block, link))
            else:
                cards.append(Card(url, [(block, link)]))
    return cards


def _is_purpose(block: Block, link: Link) -> bool:
    covered = link.end - link.start
    whole = len(block.text)
    if covered >= _COVER * whole:
        return True
    if covered >= _SHORT_COVER * whole and block.length <= _SHORT_LINE:
        return True
    if len(block.links) == 1:
        # "Read more: Storm hits coast" is a line for its link.
        return bool(LABELLED.match(block.text[: link.start])) and link.end >= whole - 2
    return sum(other.end - other.start for other in block.links) >= _LIST_COVER * whole


def _named(card: Card, view: View) -> bool:
    """Choose the story's headline among the blocks that link to it; whether there is one."""
    best = -1.0
    single = len(card.pieces) == 1
    for block, link in card.pieces:
        text = _NUMBERED.sub("", block.text[link.start : link.end])
        if not text or TIME.match(text):
            continue
        size = wording.length(text)
        value = min(size, 10.0) / 10
        if not single:
            if block.form == "heading":
                value += 2
            if "title" in view.parts[block.node] | parts(f"{block.inline} {link.tokens}"):
                value += 1
            if size > 30 or wording.sentences(text) > 1:
                value -= 1
            elif text.endswith((".", "…", "。")):
                value -= 0.5  # a teaser
        if size < 3:
            value -= 1
        if value > best:
            best, card.title, card.block, card.length = value, text, block.index, size
            card.cover = (link.end - link.start) / len(block.text)
            card.label = _label(block, link)
    if not card.label and (found := offer(card.title)):
        card.label, card.title = found.name, found.headline
        card.length = wording.length(card.title)
    if card.length >= _WORDS:
        return True
    if card.length < _LEAST_WORDS:
        return False
    address = take_apart(card.url)
    return not address.list_like and (address.numbered or len(address.slug) > 2)


def _label(block: Block, link: Link) -> str:
    """The name that stands before a link on its line, "" for none."""
    before = block.text[: link.start]
    if not before or LABELLED.match(before):
        return before
    found = offer(block.text)
    return found.name if found and found.headline == block.text[link.start : link.end] else ""


def _tells(block: Block, view: View) -> bool:
    """Whether a block is believed to be a paragraph of the article."""
    return view.believes(block.index) and block.length >= _PARAGRAPH and block.form != "heading"


def _bound(
    card: Card,
    page: Page,
    starts: Sequence[int],
    lengths: Sequence[float],
    told: Sequence[int],
) -> None:
    card.first = first = card.pieces[0][0].index
    card.end = end = card.pieces[-1][0].index + 1
    told_here = told[end] - told[first]
    at = page.blocks[card.block].node
    nodes = page.nodes
    while at >= 0:
        node = nodes[at]
        first, end = node.first, node.end
        if starts[end] - starts[first] > 1 or end - first > _CARD_BLOCKS:
            break
        top = page.blocks[first]
        if top.form == "heading" and first < card.first:
            break  # the name of the list
        if told[end] - told[first] > told_here:
            break  # a box inside the article
        words = lengths[end] - lengths[first]
        if words > _CARD_WORDS or (words > _OPEN_WORDS and node.tag in ("body", "main", "article")):
            break
        card.first, card.end = min(card.first, first), max(card.end, end)
        at = node.parent
    card.node = at
