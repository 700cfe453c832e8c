"""Rules for pages with elements: the container that holds the prose, and what in it reads so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsclean import wording
from newsclean.page import Block, Node, Page

# Words of class, id and role names by which page authors in most countries call these parts.
_FOREIGN = re.compile(
    r"\b(?:ads?|advert\w*|aside|authors?-?(?:box|bio|info|card)|banner|bio|breadcrumbs?|byline|captcha|"
    r"comments?|consent|cookies?|copyright|credits?|dialog|disclaimer|disqus|drawer|dropdown|"
    r"footer|footnotes?|gdpr|legal|login|mega-?menu|menu|modal|more-?(?:from|in|on|stories)|"
    r"most-?(?:read|popular)|nav|navbar|navigation|newsletter|outbrain|overlay|paywall|piano|"
    r"popular|popup|prev-?next|promo\w*|recirc\w*|recommend\w*|regwall|relacionad\w*|related\w*|"
    r"replies|respond|screen-?reader\w*|search|share\w*|sharing|shariff|sidebar|sign-?up|skip|social\w*|"
    r"sponsor\w*|sr-only|subscribe|subscription|taboola|tags|tagcloud|teaser\w*|toolbar|tooltip|"
    r"trending|visually-?hidden|wp-caption-text)\b",
    re.I,
)
_FOREIGN_TAGS = frozenset(
    "nav footer aside form button menu dialog noscript figcaption fieldset legend address summary".split()
)
_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])|_|--")
_LAYOUT_SHARE = 0.3
_CORE_SHARE = 0.6  # of the page's prose that the main container must hold


class _Facts(NamedTuple):
    """What one block looks like by itself."""

    length: float
    linked: float
    """Share of characters inside links, 0 to 1."""
    prose: float
    """Words that read as running text, 0 for menus, headlines and labels."""


def score_html(page: Page) -> list[float]:
    """One belief a block."""
    facts = [_look(block) for block in page.blocks]
    prefix = [0.0]
    for fact in facts:
        prefix.append(prefix[-1] + fact.prose)
    foreign = _foreign(page.nodes, prefix)
    own = [0.0 if b.node >= 0 and foreign[b.node] else f.prose for b, f in zip(page.blocks, facts, strict=True)]
    first, end = _core(page, own)
    return [
        _score(page, block, facts, inside=first <= block.index < end, foreign=foreign)
        for block in page.blocks
    ]


def _look(block: Block) -> _Facts:
    length = block.length
    characters = len(block.text)
    linked = sum(link.end - link.start for link in block.links) / characters if block.links else 0.0
    if block.form in ("heading", "caption") or linked > 0.5:
        prose = 0.0
    elif length >= 8 and (wording.ends_sentence(block.text) or length >= 25):
        prose = length * (1 - linked)
    else:
        prose = 0.0
    return _Facts(length, linked, prose)


def _foreign(nodes: Sequence[Node], prefix: Sequence[float]) -> list[bool]:
    """For each element, whether its name or that of one around it says it is not the article."""
    total = prefix[-1]
    result: list[bool] = []
    for node in nodes:
        inherited = node.parent >= 0 and result[node.parent]
        if not inherited and node.tag not in ("html", "body", "main"):
            named = node.tag in _FOREIGN_TAGS or (
                bool(node.tokens) and _FOREIGN.search(node.tokens.replace("_", "-")) is not None
            )
            # A name on an element that holds much of the prose speaks of the page's layout.
            unshown = node.hidden and not (node.parent >= 0 and nodes[node.parent].hidden)
            inherited = (named or unshown) and (
                prefix[node.end] - prefix[node.first] <= _LAYOUT_SHARE * total
            )
        result.append(inherited)
    return result


def _core(page: Page, own: Sequence[float]) -> tuple[int, int]:
    """The blocks of the innermost element that holds most of the prose."""
    sums = [0.0]
    for value in own:
        sums.append(sums[-1] + value)
    first, end = 0, len(page.blocks)
    for node in page.nodes:  # parents come first: the last one to pass is the innermost
        if first <= node.first and node.end <= end and (
            sums[node.end] - sums[node.first] >= _CORE_SHARE * sums[-1] > 0
        ):
            first, end = node.first, node.end
    return first, end


def _score(
    page: Page, block: Block, facts: Sequence[_Facts], *, inside: bool, foreign: Sequence[bool]
) -> float:
    fact = facts[block.index]
    if foreign[block.node]:
        return 0.1
    if not inside:
        return 0.2 if fact.prose else 0.05
    if block.form == "caption":
        return 0.2
    if _FOREIGN.search(block.inline):
        return 0.2
    if fact.linked > 0.6:
        return 0.15
    if fact.prose:
        return 0.9
    if block.form == "heading":
        follow = facts[block.index + 1 : block.index + 4]
        return 0.7 if any(f.prose for f in follow) else 0.3
    near = facts[max(0, block.index - 4) : block.index + 5]
    company = sum(bool(f.prose) for f in near)
    if block.form in ("item", "cell", "code", "quote"):
        return 0.6 if fact.linked < 0.3 and (company or fact.length > 4) else 0.3
    if wording.ends_sentence(block.text) or fact.length >= 10:
        return 0.7 if company else 0.4
    return 0.45 if company >= 4 else 0.3
