"""Brings a page that was read below the limits of what the cleaners get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from newsclean.page import Block, Head, Link, Node, Notice, Page
from newsclean.prose import prose_words
from newsclean.reading.limits import DEEPEST, LONGEST_BLOCK, MOST_BLOCKS, break_before
from newsclean.wording import length

MOST_META = 2_000
"""Meta elements that are read."""
LONGEST_META = 200_000
"""Characters of one of them."""
LONGEST_FACT = 2_000
"""Characters of a title, a name, a date or an address that the page declares."""
MOST_SCRIPT = 2_000_000
"""Characters of JSON-LD, all scripts together."""

_FACTS = frozenset(
    "og:title twitter:title title author article:author og:site_name application-name og:locale "
    "language og:type og:url date article:published_time twitter:site dc.title dc.creator".split()
)
_FIRST = 0.8
"""Share of the most running text from which the first stretch of a page is taken before others."""


def bounded(page: Page) -> Page:
    """The page with its blocks, nodes and head cut to the limits, and notices that say so."""
    if len(page.text) > LONGEST_BLOCK and any(len(b.text) > LONGEST_BLOCK for b in page.blocks):
        page = _with_parted_blocks(page)
    if len(page.blocks) > MOST_BLOCKS:
        page = _stretch(page)
    if len(page.nodes) > DEEPEST:
        page = _flattened(page)
    head, cut = _bounded_head(page.head)
    if not cut:
        return page
    message = f"{cut:,} things that the page declares are too long or too many, and were not read"
    return replace(page, head=head, notices=(*page.notices, Notice("metadata_cut", message)))


def _with_parted_blocks(page: Page) -> Page:
    """The page with its longest blocks in several; `Page.text` stays as it is."""
    blocks: list[Block] = []
    first: list[int] = []
    parted = 0
    for block in page.blocks:
        first.append(len(blocks))
        if len(block.text) <= LONGEST_BLOCK:
            blocks.append(block._replace(index=len(blocks)) if parted else block)
            continue
        pieces = list(_pieces(block))
        parted += len(pieces) - 1
        blocks += [piece._replace(index=len(blocks) + at) for at, piece in enumerate(pieces)]
    first.append(len(blocks))
    nodes = tuple(n._replace(first=first[n.first], end=first[n.end]) for n in page.nodes)
    images = tuple(i._replace(before=first[i.before]) for i in page.images)
    message = f"a text without a break was parted after {LONGEST_BLOCK:,} characters"
    return replace(
        page,
        blocks=tuple(blocks),
        nodes=nodes,
        images=images,
        notices=(*page.notices, Notice("line_split", f"{message}, {parted:,} times in all")),
    )


def _pieces(block: Block) -> Iterator[Block]:
    """A block in several.

    In HTML their places are exact; in a dump, where a block's words are its lines joined, nearly.
    """
    text = block.text
    links = list(reversed(block.links))
    at = 0
    while at < len(text):
        end = len(text)
        if end - at > LONGEST_BLOCK:
            end = break_before(text, at, at + LONGEST_BLOCK)
        own: list[Link] = []
        while links and links[-1].start < end:
            link = links.pop()
            own.append(link._replace(start=link.start - at, end=min(link.end, end) - at))
            if link.end > end:
                links.append(link._replace(start=end))
                break
        words = text[at:end].rstrip() or text[at:end]
        last = end == len(text)
        own = [link._replace(end=min(link.end, len(words))) for link in own]
        yield block._replace(
            start=block.start + at,
            end=block.end if last else block.start + end,
            text=words,
            links=tuple(link for link in own if link.start < link.end),
            length=length(words),
        )
        at = end


def _stretch(page: Page) -> Page:
    """The `MOST_BLOCKS` blocks in a row with the most running text, the first if they do."""
    blocks = page.blocks
    prose = np.array([0.0, *(prose_words(b.text, b.length) for b in blocks)]).cumsum()
    sums = prose[MOST_BLOCKS:] - prose[:-MOST_BLOCKS]
    best = np.flatnonzero(sums == sums.max())
    start = 0 if sums[0] >= _FIRST * sums.max() else int(best[len(best) // 2])
    end = start + MOST_BLOCKS
    offset = blocks[start].start
    place: dict[int, int] = {-1: -1}
    nodes: list[Node] = []
    for old, node in enumerate(page.nodes):
        if node.first < end and node.end > start:
            place[old] = len(nodes)
            first, last = max(node.first, start) - start, min(node.end, end) - start
            nodes.append(node._replace(parent=place[node.parent], first=first, end=last))
    kept = tuple(
        block._replace(
            index=block.index - start,
            start=block.start - offset,
            end=block.end - offset,
            node=place[block.node],
        )
        for block in blocks[start:end]
    )
    images = [i for i in page.images if start <= i.before <= end]
    message = f"kept blocks {start + 1:,} to {end:,} of {len(blocks):,}"
    return replace(
        page,
        text=page.text[offset : blocks[end - 1].end],
        blocks=kept,
        nodes=tuple(nodes),
        images=tuple(i._replace(before=i.before - start) for i in images),
        notices=(*page.notices, Notice("too_many_blocks", message)),
    )


def _flattened(page: Page) -> Page:
    """The page without nodes deeper than `DEEPEST`; what they hold belongs to those around them."""
    depths: list[int] = []
    place: list[int] = []
    nodes: list[Node] = []
    for node in page.nodes:
        depth = depths[node.parent] + 1 if node.parent >= 0 else 1
        depths.append(depth)
        parent = place[node.parent] if node.parent >= 0 else -1
        if depth > DEEPEST:
            place.append(parent)
        else:
            place.append(len(nodes))
            nodes.append(node._replace(parent=parent))
    if len(nodes) == len(page.nodes):
        return page
    blocks = tuple(
        b if b.node < 0 or place[b.node] == b.node else b._replace(node=place[b.node])
        for b in page.blocks
    )
    notices = page.notices
    if all(notice.code != "too_deep" for notice in notices):
        message = f"{len(page.nodes) - len(nodes):,} elements lie more than {DEEPEST} deep"
        notices += (Notice("too_deep", f"{message}; their text counts as the outer one's"),)
    return replace(page, blocks=blocks, nodes=tuple(nodes), notices=notices)


def _bounded_head(head: Head) -> tuple[Head, int]:
    """A page's declarations without what is too long, and how many are left out or cut."""
    meta = tuple(
        (name, content)
        for name, content in head.meta[:MOST_META]
        if len(content) <= (LONGEST_FACT if name in _FACTS else LONGEST_META)
        and len(name) <= LONGEST_FACT
    )
    scripts, room = [], MOST_SCRIPT
    for script in head.json_ld:
        if len(script) <= room:  # cut short, it would be no JSON any more
            scripts.append(script)
            room -= len(script)
    cut = len(head.meta) - len(meta) + len(head.json_ld) - len(scripts)
    facts = (head.title, head.canonical, head.language)
    title, canonical, language = (fact if len(fact) <= LONGEST_FACT else "" for fact in facts)
    cut += sum(len(fact) > LONGEST_FACT for fact in facts)
    if not cut:
        return head, 0
    bounded = replace(
        head,
        title=title or head.title[:LONGEST_FACT],
        meta=meta,
        json_ld=tuple(scripts),
        canonical=canonical,
        language=language,
    )
    return bounded, cut
