"""Finds teaser cards and list entries in HTML: links that read like headlines of other stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from urllib.parse import urlsplit

from courlan import normalize_url

from newsclean import wording
from newsclean.cleaner import View
from newsclean.names import parts
from newsclean.page import Block, Link, Node, Page

_COVER = 0.6  # share of a block's characters that a link must take to be the block's purpose
_CARD_WORDS = 120  # an element with more words is more than one teaser card
_PARAGRAPH = 12  # words
_NEAR = 5  # elements around a block whose names speak of it
_NUMBER = re.compile(r"\d{5}|/\d{4}/\d")
_ELSEWHERE = 0.7  # less likely a story of this paper
_STORY = 1.0  # least likeness to a story

# Parts of addresses that lead to lists, persons, shops and forms, in the words of the web.
_NO_STORY = re.compile(
    r"/(?:tags?|topics?|category|categories|kategori\w*|rubrik|themen?|sections?|authors?|autor\w*|"
    r"people|profile|users?|members?|staff|search|login|signin|sign-in|register|account|subscri\w*|abo|"
    r"newsletters?|contact|kontakt|about|privacy|datenschutz|terms|legal|impressum|imprint|cookies?|"
    r"advertis\w*|jobs|careers|shop|store|products?|cart|checkout|help|faq|sitemap|rss|feeds?|apps?|"
    r"archives?|page|share|intent|sharer|sharer\.php|wp-login\.php|wp-admin|print|epaper|e-paper|donate|"
    r"coupons?|deals)(?:/|$|\?)",
    re.I,
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|pinterest|whatsapp|telegram|t|reddit|tiktok|"
    r"amazon|apple|play\.google|news\.google|bsky|threads|flipboard|tumblr|vk|youtube|wikipedia|paypal|"
    r"patreon|amzn)\.(?:com|me|org|net|co|app|to|\w\w)$",
    re.I,
)
_CHROME_TAGS = frozenset(("nav", "footer", "address", "menu"))
_CHROME_NAMES = frozenset(("navigation", "share", "legal"))
_NUMBERED = re.compile(r"^\d{1,2}[.)]?\s+(?=\S{2})")
_NUMBERED_QUERY = re.compile(r"(?:^|&)\w{0,12}(?:id|no|nr|art|p|story|article|aid)\w{0,4}=\w*\d")
TIME = re.compile(
    r"^\W*(?:\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.{0,10}|"
    r"\d+\s*(?:s|m|h|d|min|hrs?|std|ago)\b.{0,8})\W*$",
    re.I,
)
LABELLED = re.compile(r"^[^:：]{2,40}[:：]\s*$")


@dataclass(slots=True)
class Card:
    """One showing of a story: consecutive blocks that link to one address."""

    url: str
    pieces: list[tuple[Block, Link]] = field(default_factory=list)
    title: str = ""
    length: float = 0.0
    block: int = 0
    score: float = 0.0
    first: int = 0
    end: int = 0


def stories(view: View) -> list[Card]:
    """The cards of an HTML page that are offers of single stories, in page order."""
    page = view.page
    cards = _cards(view)
    if not cards:
        return []
    for card in cards:
        _choose_title(card, page)
    cards = [card for card in cards if card.title]
    chrome = _in_chrome(page.nodes)
    home = _host(urlsplit(page.url or page.head.canonical).netloc)
    for card in cards:
        card.score = _likeness(card, page, chrome, home)
    _share_scores(cards, page)
    found = [card for card in cards if card.score >= _STORY]
    for card in found:
        card.url = _clean(card.url)
    starts = _prefix(found, len(page.blocks))
    lengths = [0.0, *accumulate(block.length for block in page.blocks)]
    told = [0, *accumulate(_tells(b, s) for b, s in zip(page.blocks, view.scores, strict=True))]
    for card in found:
        _bound(card, page, starts, lengths, told)
    return found


def _cards(view: View) -> list[Card]:
    """Links that are the purpose of their block, joined where neighbours lead to one address."""
    page = view.page
    own = {_same(page.url), _same(page.head.canonical), _same(page.head.get("og:url"))}
    foreign: dict[str, bool] = {}
    cards: list[Card] = []
    for block in view.open_blocks():
        for link in block.links:
            url = link.url
            known = foreign.get(url)
            if known is None:
                web = url.startswith(("http://", "https://"))
                known = foreign[url] = web and _same(url) not in own
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
    if covered >= _COVER * len(block.text):
        return True
    # "Read more: Storm hits coast" is a line for its link, several links in a row are a list.
    if len(block.links) == 1:
        return bool(LABELLED.match(block.text[: link.start])) and link.end >= len(block.text) - 2
    return sum(other.end - other.start for other in block.links) >= 0.8 * len(block.text)


def _clean(url: str) -> str:
    try:
        return str(normalize_url(url, strict=False))
    except ValueError:  # an address that only looks like one; it is still what the page says
        return url


def _same(url: str) -> str:
    """A form in which two spellings of one address are equal."""
    address, _, query = url.partition("#")[0].partition("://")[2].partition("?")
    address = address.removeprefix("www.").rstrip("/").lower()
    # Old systems tell stories apart by the query; elsewhere it only tracks.
    return f"{address}?{query}" if _NUMBERED_QUERY.search(query) else address


def _choose_title(card: Card, page: Page) -> None:
    """The story's headline among the blocks that link to it."""
    best = -1.0
    for block, link in card.pieces:
        text = _NUMBERED.sub("", block.text[link.start : link.end])
        if not text or TIME.match(text):
            continue
        size = wording.length(text)
        value = min(size, 10.0) / 10
        if len(card.pieces) > 1:
            if block.form == "heading":
                value += 2
            if "title" in parts(f"{page.nodes[block.node].tokens} {block.inline} {link.tokens}"):
                value += 1
            if size > 30 or wording.sentences(text) > 1:
                value -= 1
            elif text.endswith((".", "…", "。")):
                value -= 0.5  # a teaser
        if size < 3:
            value -= 1
        if value > best:
            best, card.title, card.block, card.length = value, text, block.index, size


def _prefix(cards: Sequence[Card], size: int) -> list[int]:
    """How many cards have their title before each block."""
    starts = [0] * (size + 1)
    for card in cards:
        starts[card.block + 1] += 1
    for index in range(size):
        starts[index + 1] += starts[index]
    return starts


def _tells(block: Block, score: float) -> bool:
    """Whether a block is believed to be a paragraph of the article."""
    return score >= 0.5 and block.length >= _PARAGRAPH and block.form != "heading"


def _bound(
    card: Card,
    page: Page,
    starts: Sequence[int],
    lengths: Sequence[float],
    told: Sequence[int],
) -> None:
    """Find the blocks of the card: the widest element around its title that holds no other card."""
    card.first = min(block.index for block, _ in card.pieces)
    card.end = max(block.index for block, _ in card.pieces) + 1
    for node in page.ancestors(page.blocks[card.block]):
        if starts[node.end] - starts[node.first] > 1 or node.end - node.first > 12:
            break
        top = page.blocks[node.first]
        if top.form == "heading" and top.index < card.first:
            break  # the name of the list
        if told[node.end] - told[node.first] > told[card.end] - told[card.first]:
            break  # a box inside the article
        words = lengths[node.end] - lengths[node.first]
        if words > _CARD_WORDS or (node.tag in ("body", "main", "article") and words > 60):
            break
        card.first, card.end = min(card.first, node.first), max(card.end, node.end)


def _likeness(card: Card, page: Page, chrome: Sequence[bool], home: str) -> float:
    """How much a card is like an offer of a single story."""
    score = -2.0 if card.length < 2.5 else min(card.length - 3, 5) * 0.45
    score += _address_odds(card.url, home)
    block = page.blocks[card.block]
    if block.form == "heading":
        score += 0.7
    if chrome[block.node]:
        score -= 1.5
    return score


def _address_odds(url: str, home: str) -> float:
    """What an address says of where it leads: a story, or a list, a shop, a form."""
    address, _, fragment = url.partition("#")
    host, _, path = address.partition("://")[2].partition("/")
    path, _, query = path.partition("?")
    slug = path.rstrip("/").rpartition("/")[2]
    odds = 0.0
    if slug.count("-") + slug.count("_") >= 3:
        odds += 0.8
    if _NUMBER.search(address):
        odds += 0.7
    if not path.strip("/") or _NO_STORY.search(f"/{path}{'?' if query else ''}"):
        odds -= 2
    if _host(host) != home:
        odds -= 3 if _SOCIAL.search(host) else _ELSEWHERE
    return odds - 1 if fragment else odds


def _in_chrome(nodes: Sequence[Node]) -> list[bool]:
    """For each element, whether it or one shortly around it is named as the page's frame."""
    distances: list[int] = []
    for node in nodes:
        distance = distances[node.parent] + 1 if node.parent >= 0 else _NEAR
        named = node.tokens and node.tag not in ("html", "body")
        if node.tag in _CHROME_TAGS or (named and not _CHROME_NAMES.isdisjoint(parts(node.tokens))):
            distance = 0
        distances.append(distance)
    return [distance < _NEAR for distance in distances]


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.").removeprefix("m.")


def signature(card: Card, page: Page) -> tuple[str, ...]:
    """How a card is made: its title's form and the elements around it."""
    block = page.blocks[card.block]
    near = islice(page.ancestors(block), 3)
    return (block.form, *(f"{node.tag} {node.tokens}" for node in near))


def _share_scores(cards: Sequence[Card], page: Page) -> None:
    """Cards made alike are of one kind: each moves half way to the mean of its list."""
    groups: dict[tuple[str, ...], list[Card]] = {}
    for card in cards:
        groups.setdefault(signature(card, page), []).append(card)
    for group in groups.values():
        mean = sum(card.score for card in group) / len(group)
        for card in group:
            card.score = 0.5 * card.score + 0.5 * mean
