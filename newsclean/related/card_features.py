"""What is known of each card of an HTML page: named numbers, and terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log1p

import numpy as np

from newsclean import phrases, wording
from newsclean.cleaner import View
from newsclean.page import Page
from newsclean.related.addresses import Address, take_apart
from newsclean.related.card_groups import around, grouped, groups
from newsclean.related.cards import LABELLED, TIME, Card
from newsclean.related.model import GROUPS, Candidates, company_features
from newsclean.related.terms import line_terms
from newsclean.scoring.layout import Floats, Ints, Marks, running
from newsclean.scoring.terms import name_terms

_FORMS = ("heading", "item", "paragraph", "cell")
_CHROME = frozenset(("nav", "footer", "header", "aside", "menu", "address"))
_CHROME_NAMES = frozenset(("navigation", "share", "legal", "comment", "advertisement"))
_FAR = 99
_TOLD = 12.0  # words of a paragraph
_HEAD_WORDS = 12  # words of a line that names a list
_TITLE = (
    "length", "characters", "capitals", "all_caps", "question", "stop", "cut", "colon", "bar",
    "quoted", "digits", "lower_start",
)  # fmt: skip
_ADDRESS = (
    "depth", "slug", "numbered", "dated", "list_like", "home", "near_home", "social", "query",
    "fragment", "same_ending", "same_top", "same_depth", "same_numbered", "slug_in_title",
)  # fmt: skip
_CARD = (
    "pieces", "blocks", "words", "time", "above", "below", "image", "image_link", "labelled",
    "hidden",
)  # fmt: skip
_HEAD = (
    *(f"head_{what}" for what in ("away", "words", "known", "is_heading", "linked")),
    *(f"heading_{what}" for what in ("away", "words", "known", "is_heading", "linked")),
)  # fmt: skip
_ROW = (
    *_TITLE, "cover", "title_name", *(f"is_{form}" for form in _FORMS),
    *_ADDRESS, "tops", "showings", "hosts", *_CARD, "chrome_tag", "chrome_name", *_HEAD,
)  # fmt: skip
_PLACE = (
    "place", "told_before", "told_after", "inside", "to_main", "score", "score_near",
    "page_cards", "page_told",
)  # fmt: skip
_SHARED = ("length", "slug", "list_like", "image", "home", "is_heading")
_GROUP = ("size", "spread", *_SHARED)
CARD_FEATURES: tuple[str, ...] = (
    *_ROW,
    *_PLACE,
    *(f"{group}_{what}" for group in ("alike", "list") for what in _GROUP),
    "list_links",
    "list_linked",
    "list_told",
)
"""Names of the columns of `Candidates.dense`, in order."""
CARD_MODEL: tuple[str, ...] = (*CARD_FEATURES, *company_features(GROUPS))
"""All that the model of cards reads."""


def card_features(cards: Sequence[Card], view: View) -> Candidates:
    """Compute the features of a page's cards, of which there is at least one."""
    page = view.page
    blocks = page.blocks
    lengths = np.array([block.length for block in blocks])
    scores = np.asarray(view.scores, dtype=np.float64)
    occupied = np.zeros(len(blocks), dtype=bool)
    for card in cards:
        occupied[card.first : card.end] = True
    main = (scores >= 0.5) & (lengths >= 5) & ~occupied
    told = running(np.where(main, lengths, 0.0)[:, None])[:, 0]
    addresses = [take_apart(card.url) for card in cards]
    home = _home(page, addresses)
    heads = _heads(cards, page, occupied)
    table = _table(cards, addresses, heads, home, view)
    at = np.array([card.block for card in cards])
    made = groups(cards, page)
    columns = table[:, [_ROW.index(name) for name in _SHARED]]
    dense = np.hstack(
        (
            table,
            _places(at, scores, main & (lengths >= _TOLD), told),
            grouped(columns, made[0]),
            grouped(columns, made[1]),
            around(cards, page, lengths, told),
        )
    )
    terms = [
        _terms(card, address, head, page)
        for card, address, head in zip(cards, addresses, heads, strict=True)
    ]
    return Candidates(at, dense, terms, made)


def _home(page: Page, addresses: Sequence[Address]) -> Address:
    """The page's own address; where it is not known, one of the host that most cards lead to."""
    own = page.url or page.head.canonical or page.head.get("og:url")
    if own:
        return take_apart(own)
    host = Counter([address.host for address in addresses]).most_common(1)[0][0]
    # One that leads to a story has as many words as the page's own would have.
    return max((a for a in addresses if a.host == host), key=lambda a: len(a.slug))


def _table(
    cards: Sequence[Card],
    addresses: Sequence[Address],
    heads: Sequence[tuple[int, int]],
    home: Address,
    view: View,
) -> Floats:
    """What each card shows by itself, in the order of `_ROW`."""
    page = view.page
    blocks = page.blocks
    chrome = _chrome(view)
    images = {image.before for image in page.images}
    linked = {image.url for image in page.images if image.url}
    tops = Counter([(address.host, address.top) for address in addresses])
    hosts = Counter([address.host for address in addresses])
    showings = Counter([card.url for card in cards])
    rows = []
    for card, address, head in zip(cards, addresses, heads, strict=True):
        block = blocks[card.block]
        form = block.form
        rows.append(
            (
                *_title(card.title),
                card.cover,
                "title" in view.parts[block.node],
                *[form == other for other in _FORMS],
                *_address(address, home, card.title),
                tops[address.host, address.top],
                showings[card.url],
                hosts[address.host],
                *_of_card(card, page, images, linked),
                *chrome[block.node],
                *_of_head(card, head, page),
            )
        )
    return np.array(rows, dtype=np.float64)


def _places(at: Ints, scores: Floats, tells: Marks, told: Floats) -> Floats:
    """Where each card stands beside the main text, in the order of `_PLACE`."""
    size = len(scores)
    whole = max(float(told[-1]), 1.0)
    paragraphs = np.flatnonzero(tells)
    first, last = (int(paragraphs[0]), int(paragraphs[-1])) if len(paragraphs) else (size, size)
    near = running(scores[:, None])[:, 0]
    low, high = np.maximum(at - 4, 0), np.minimum(at + 5, size)
    return np.stack(
        (
            at / size,
            told[at] / whole,
            1 - told[at] / whole,
            (at > first) & (at < last),
            np.log1p(np.maximum(np.maximum(at - last, first - at), 0)),
            scores[at],
            (near[high] - near[low]) / (high - low),
            np.full(len(at), log1p(len(at))),
            np.full(len(at), log1p(whole)),
        ),
        axis=1,
    )


@lru_cache(maxsize=1 << 14)
def _title(text: str) -> tuple[float, ...]:
    words = text.split()
    return (
        log1p(wording.length(text)),
        log1p(len(text)),
        sum(word[0].isupper() for word in words) / len(words),
        text.isupper(),
        text.endswith(("?", "!", "？", "！")),
        text.endswith((".", "。")),
        text.endswith(("…", "...")),
        ": " in text or "：" in text,
        "|" in text or " - " in text or " – " in text,
        text[0] in "\"'“„«‘「『»" or "“" in text or '"' in text,
        any(map(str.isdigit, text)),
        text[0].islower(),
    )


@lru_cache(maxsize=1 << 14)
def _title_words(title: str) -> frozenset[str]:
    return frozenset(line_terms(title))


def _address(address: Address, home: Address, title: str) -> tuple[float, ...]:
    words = _title_words(title)
    return (
        min(address.depth, 7),
        min(len(address.slug), 12),
        address.numbered,
        address.dated,
        address.list_like,
        address.host == home.host,
        address.host.endswith("." + home.host) or home.host.endswith("." + address.host),
        address.social,
        address.query,
        address.fragment,
        address.ending == home.ending,
        address.top == home.top and bool(home.top),
        address.depth == home.depth,
        address.numbered == home.numbered,
        len(words.intersection(address.slug)) / max(len(words), 1),
    )


def _of_card(card: Card, page: Page, images: set[int], linked: set[str]) -> tuple[float, ...]:
    blocks = page.blocks
    times = above = below = 0.0
    words = 0.0
    for block in blocks[card.first : card.end]:
        words += block.length
        if TIME.match(block.text):
            times += 1
        elif block.index < card.block:
            above = max(above, block.length)
        elif block.index > card.block:
            below = max(below, block.length)
    block = blocks[card.block]
    link = card.pieces[0][1]
    return (
        len(card.pieces),
        card.end - card.first,
        log1p(words),
        min(times, 2),
        log1p(above),
        log1p(below),
        any(index in images for index in range(card.first, card.end + 1)),
        card.url in linked,
        bool(link.start) and LABELLED.match(block.text[: link.start]) is not None,
        page.nodes[block.node].hidden,
    )


def _chrome(view: View) -> list[tuple[int, int]]:
    """For each element, how far up stand a tag of the frame, and a name of it."""
    found: list[tuple[int, int]] = []
    for node, named in zip(view.page.nodes, view.parts, strict=True):
        tag, name = found[node.parent] if node.parent >= 0 else (9, 9)
        tag = 0 if node.tag in _CHROME else min(tag + 1, 9)
        whole = node.tag in ("html", "body")
        name = min(name + 1, 9) if whole or _CHROME_NAMES.isdisjoint(named) else 0
        found.append((tag, name))
    return found


def _heads(cards: Sequence[Card], page: Page, occupied: Marks) -> list[tuple[int, int]]:
    """For each card the nearest block above, and the nearest heading above, of no card; or -1."""
    blocks = page.blocks
    near, heading = -1, -1
    above: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        above.append((near, heading))
        if not occupied[index]:
            near = index
            if block.form == "heading":
                heading = index
    return [above[card.first] for card in cards]


def _of_head(card: Card, head: tuple[int, int], page: Page) -> tuple[float, ...]:
    """What stands above the card, in the order of `_HEAD`."""
    near, heading = head
    known = phrases.load("sections").match
    found: list[float] = []
    for index in (near, heading):
        if index < 0:
            found += (_FAR, 0, 0, 0, 0)
            continue
        block = page.blocks[index]
        is_known = block.length <= _HEAD_WORDS and known(block.text) is not None
        found += (log1p(card.first - index), min(block.length, 30))
        found += (is_known, block.form == "heading", bool(block.links))
    return tuple(found)


def _terms(card: Card, address: Address, head: tuple[int, int], page: Page) -> tuple[str, ...]:
    """Words of title, address and heads, and names of links and elements around."""
    blocks = page.blocks
    terms = [f"t:{word}" for word in line_terms(card.title)[:12]]
    terms += [f"u:{word}" for word in address.path.lower().split("/")[:-1]]
    for piece, link in card.pieces[:3]:
        terms += [f"a:{name}" for name in link.tokens.split()[:4]]
        terms += [f"i:{name}" for name in piece.inline.split()[:4]]
    for kind, index in zip("hg", head, strict=True):
        if index >= 0 and blocks[index].length <= _HEAD_WORDS:
            terms += [f"{kind}:{word}" for word in line_terms(blocks[index].text)[:8]]
    at = blocks[card.block].node
    for level in "nnmmmfffffff":
        if at < 0:
            break
        node = page.nodes[at]
        terms += _names(level, node.tag, node.tokens)
        at = node.parent
    return tuple(dict.fromkeys(terms))


@lru_cache(maxsize=1 << 14)
def _names(level: str, tag: str, tokens: str) -> tuple[str, ...]:
    return tuple(f"{level}:{name}" for name in name_terms(tag, tokens))
