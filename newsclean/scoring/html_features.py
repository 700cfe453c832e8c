"""What is known of each block of an HTML page: named numbers, words and element names.

Everything is computed once a node or once a block; sums over containers come from running totals.
"Prose" is the words of blocks that read as running text: sentences of some length outside links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from newsclean.page import Block, Head, Node, Page
from newsclean.scoring.declared import in_declared_body
from newsclean.scoring.features import PageFeatures
from newsclean.scoring.layout import (
    Floats,
    Ints,
    Layout,
    ends_sentence,
    headings_above,
    occurrences,
    running,
    since,
    until,
    windows,
)
from newsclean.scoring.words import (
    COUNTED,
    TOPIC,
    PageWords,
    named,
    overlap,
    page_words,
    shared_words,
)

CORE_SHARE = 0.6
"""Share of the page's prose that the core holds: the innermost container that reaches it."""

_FORMS = ("heading", "item", "quote", "cell", "code", "caption")
_FORM_PLACE = {form: place for place, form in enumerate(_FORMS)}
_LINK = 0.8  # share of characters inside links, from which a block is nothing but a link
_HEAD = 24  # characters in which two texts that start alike agree
_BLOCK = (
    "length", "characters", "linked", "links", "ends", *COUNTED, "capitals",
    "lower_start", "colon_end", "has_inline", "level",
    "repeats", "repeat_index", "same_start", "outward", "digits", "images",
    "topic", "rare", "title_overlap", "description_overlap", "named", "in_body",
    *(f"is_{form}" for form in _FORMS),
)  # fmt: skip
_LEVELS = ("container1", "container2", "container3", "group0", "group1", "group2")
_AGGREGATES = (
    "prose_share", "linked", "ends", "mean_length", "prose_rate", "count", "spread", "images",
    "topic", "named", "repeated",
)  # fmt: skip
_WINDOWS = np.array((2, 6, 15))
_PLACE = (
    "in_core", "in_core_group", "away", "density", "group_density", "core_share",
    "place", "prose_before", "since_title", "to_core", "past_core", "through_core",
    "since_prose", "until_prose", "since_heading", "until_heading",
    *(f"{side}_{what}" for side in ("previous", "next") for what in ("length", "linked", "ends")),
    *(f"window{size}_{what}" for size in _WINDOWS.tolist()
      for what in ("prose_rate", "linked", "topic", "named")),
    "page_prose", "page_blocks", "heading_linked", "through_container", "container_prose",
)  # fmt: skip
HTML_FEATURES: tuple[str, ...] = (
    *_BLOCK,
    "prose",
    "depth",
    "hidden",
    *(f"{level}_{what}" for level in _LEVELS for what in _AGGREGATES),
    *_PLACE,
)
"""Names of the columns of `PageFeatures.dense`, in order."""


def html_features(page: Page) -> PageFeatures:
    """Compute the features of every block of a page that has at least one."""
    blocks, nodes = page.blocks, page.nodes
    own = np.array([block.node for block in blocks], dtype=np.int64)
    depth, climb, group_of = _tree(nodes)
    base, words = _base(page)
    hidden = np.array([node.hidden for node in nodes] + [False])
    spans = np.empty((len(nodes) + 1, 2), dtype=np.int64)
    if nodes:
        spans[:-1] = [(node.first, node.end) for node in nodes]
    spans[-1] = (0, len(blocks))
    outer = [own, climb[own]]
    outer += [climb[outer[1]], climb[climb[outer[1]]]]
    layout = Layout(
        spans,
        np.stack(outer[1:]),
        group_of[np.stack(outer[:3])],
        group_of,
        headings_above(base[:, _COLUMN["is_heading"]] > 0),
        np.maximum(base[:, 0], 1.0),
    )
    prose = _prose(base)
    sums = _totals(base, prose)
    containers, totals = _containers(layout, sums)
    place = _places(base, prose, sums, layout, totals, climb)
    more = np.stack((np.log1p(prose), depth[own], hidden[own]), axis=1)
    dense = np.hstack((_scaled(base), more, containers, place))
    return PageFeatures(dense, words, layout)


_COLUMN = {name: place for place, name in enumerate(_BLOCK)}


def _links(blocks: Sequence[Block], origin: str) -> tuple[Floats, Floats]:
    """For each block the share of its characters inside links, and of links that lead away."""
    linked, outward = np.zeros(len(blocks)), np.zeros(len(blocks))
    for place, block in enumerate(blocks):
        links = block.links
        if links:
            inside = away = 0
            for url, start, end, _ in links:
                inside += end - start
                away += not url.startswith(origin)
            linked[place] = inside / len(block.text)
            outward[place] = away / len(links)
    return linked, outward


def _base(page: Page) -> tuple[Floats, PageWords]:
    """What each block looks like by itself, in `_BLOCK`'s order; and its words.

    Blocks that are links and little else are known by their place, not by their words.
    """
    blocks = page.blocks
    count = len(blocks)
    texts = [block.text for block in blocks]
    linked, outward = _links(blocks, _origin(page))
    said = _said(page.head)
    tells = np.concatenate((linked <= _LINK, np.ones(len(said), dtype=bool)))
    words = page_words([*texts, *said], tells)
    sizes = words.sizes
    seen, order = occurrences(texts)
    repeats = np.array([seen[text] for text in texts])
    topic = np.concatenate((repeats == 1, np.zeros(len(said), dtype=bool))) & (sizes >= TOPIC)
    description = overlap(words, count) / np.maximum(sizes, 1)
    title = np.zeros(len(sizes))
    for place in range(count + 1, len(sizes)):
        if sizes[place] > 2:
            share = overlap(words, place) / np.maximum(sizes, sizes[place])
            title = np.maximum(title, share)
    heads = [text[:_HEAD] for text in texts]
    starts = Counter(heads)
    images = np.bincount([image.before for image in page.images], minlength=count + 1)
    length = np.array([block.length for block in blocks])
    columns = (
        length,
        [len(text) for text in texts],
        linked,
        [len(block.links) for block in blocks],
        [ends_sentence(text) for text in texts],
        *words.counts[:count, :-1].T,
        words.counts[:count, -1] / np.maximum(length, 1.0),
        [text.isupper() for text in texts],
        [text[0].islower() for text in texts],
        [text[-1] == ":" for text in texts],
        [block.inline != "" for block in blocks],
        [block.level for block in blocks],
        repeats,
        order,
        [starts[head] - 1 if len(head) == _HEAD else 0 for head in heads],
        outward,
        words.numerals[:count],
        images[:count],
        *(share[:count] for share in shared_words(words, topic)),
        np.where((sizes > 2) & (sizes < 45), title, 0.0)[:count],
        np.where(sizes > 4, description, 0.0)[:count],
        named(words, range(count, len(sizes)))[:count],
        in_declared_body(texts, page.head),
    )
    forms = np.array([_FORM_PLACE.get(block.form, -1) for block in blocks])
    one_hot = forms[:, None] == np.arange(len(_FORMS))
    base = np.hstack((np.stack(columns, axis=1, dtype=np.float64), one_hot))
    return base, words.of_first(count)


def _origin(page: Page) -> str:
    """The start of addresses that lead to the same site; "" where it is not known."""
    return "/".join((page.head.canonical or page.url).split("/", 3)[:3])


def _said(head: Head) -> list[str]:
    """What the head says of the page: its description, then its titles."""
    titles = dict.fromkeys((head.get("og:title"), head.get("twitter:title"), head.title))
    return [head.get("og:description", "description", "twitter:description"), *titles]


def _tree(nodes: Sequence[Node]) -> tuple[Ints, Ints, Ints]:
    """Depth, nearest ancestor with more blocks, and group of each node; the last is the page."""
    page = len(nodes)
    depth: list[int] = []
    climb: list[int] = []
    group: list[int] = []
    groups: dict[tuple[int, str, str], int] = {}
    for parent, tag, tokens, _, first, end, _, _ in nodes:
        if parent < 0:
            depth.append(1)
            climb.append(page)
            above = -1
        else:
            depth.append(depth[parent] + 1)
            outer = nodes[parent]
            same = outer.first == first and outer.end == end
            climb.append(climb[parent] if same else parent)
            above = group[parent]
        name = tokens.split(" ", 1)[0].rstrip("0123456789")
        group.append(groups.setdefault((above, tag, name), len(groups)))
    depth.append(0)
    climb.append(page)
    group.append(len(groups))
    return np.array(depth), np.array(climb), np.array(group)


def _prose(base: Floats) -> Floats:
    length, linked = base[:, 0], base[:, 2]
    reads = (length >= 8) & ((base[:, 4] > 0) | (length >= 25)) & (linked <= 0.5)
    reads &= (base[:, _COLUMN["is_heading"]] == 0) & (base[:, _COLUMN["is_caption"]] == 0)
    return np.where(reads, length * (1 - linked), 0.0)


def _totals(base: Floats, prose: Floats) -> Floats:
    """Running totals, in the order in which `_rates` reads them."""
    words = base[:, 0]
    logs, images = np.log1p(words), base[:, _COLUMN["images"]]
    ones = np.ones(len(prose))
    topic, named = (words * base[:, _COLUMN[name]] for name in ("topic", "named"))
    repeated = words * (base[:, _COLUMN["repeats"]] > 1)
    columns = (
        prose, words, words * base[:, 2], base[:, 4], ones, logs**2, logs, images,
        topic, named, repeated,
    )  # fmt: skip
    return running(np.stack(columns, axis=1))


def _containers(layout: Layout, sums: Floats) -> tuple[Floats, Floats]:
    """Aggregates of the containers and groups around each block; and the totals of the groups."""
    inside = sums[layout.spans[:, 1]] - sums[layout.spans[:, 0]]
    grouped = layout.group_totals(np.diff(sums, axis=0), inside)
    members = np.bincount(layout.group_of).astype(np.float64)
    of_nodes = _rates(inside, sums[-1], inside[:, 4])
    of_groups = _rates(grouped, sums[-1], members)
    parts = [of_nodes[level] for level in layout.containers]
    parts += [of_groups[level] for level in layout.groups]
    return np.hstack(parts), grouped


def _rates(inside: Floats, whole: Floats, count: Floats) -> Floats:
    prose, length, linked, ends, blocks, squares, logs, images, topic, named, repeated = inside.T
    length, blocks = np.maximum(length, 1.0), np.maximum(blocks, 1.0)
    return np.stack(
        (
            prose / max(float(whole[0]), 1.0),
            linked / length,
            ends / blocks,
            np.log1p(length / blocks),
            prose / length,
            np.log1p(count),
            np.sqrt(np.maximum(squares / blocks - (logs / blocks) ** 2, 0.0)),
            images / blocks,
            topic / length,
            named / length,
            repeated / length,
        ),
        axis=1,
    )


def _places(
    base: Floats, prose: Floats, sums: Floats, layout: Layout, totals: Floats, climb: Ints
) -> Floats:
    """Where each block stands, in the order of `_PLACE`."""
    count = len(base)
    places = np.arange(count)
    spans, group_of = layout.spans, layout.group_of
    whole = max(float(sums[-1, 0]), 1.0)
    inside = sums[spans[:, 1], 0] - sums[spans[:, 0], 0]
    holding = np.flatnonzero(inside >= CORE_SHARE * whole)
    # Parents come before their children: the last node that holds enough is the innermost.
    core = int(holding[holding < len(spans) - 1][-1]) if len(holding) > 1 else len(spans) - 1
    first, end = (int(x) for x in spans[core])
    near = layout.containers[0]
    in_group = np.zeros(count, dtype=bool)
    enough = np.flatnonzero(totals[:, 0] >= CORE_SHARE * whole)
    if len(enough):
        deep = int(enough[-1])
        marks = np.zeros(count + 1)
        members = spans[group_of == deep]
        np.add.at(marks, members[:, 0], 1)
        np.add.at(marks, members[:, 1], -1)
        in_group = np.cumsum(marks)[:-1] > 0
    # How many containers must be left before the core is inside.
    outside = (spans[:, 0] > first) | (spans[:, 1] < end)
    outside &= ~((spans[:, 0] >= first) & (spans[:, 1] <= end))
    away = np.zeros(count)
    level = near
    for _ in range(6):
        away += outside[level]
        level = climb[level]
    direct = np.bincount(near, prose, len(spans))
    by_group = np.bincount(group_of[near], prose, int(group_of.max()) + 1)
    overlap = base[:, _COLUMN["title_overlap"]] + 0.1 * (base[:, _COLUMN["is_heading"]] > 0)
    title = int(np.argmax(overlap)) if float(overlap.max()) >= 0.6 else 0
    reads = prose > 0
    marked = np.stack((reads, base[:, _COLUMN["is_heading"]] > 0))
    behind, ahead = np.log1p(since(marked)), np.log1p(until(marked))
    columns = [
        (places >= first) & (places < end),
        in_group,
        away,
        direct[near] / max(float(direct.max()), 1.0),
        by_group[group_of[near]] / max(float(by_group.max()), 1.0),
        np.full(count, inside[core] / whole),
        places / count,
        sums[:-1, 0] / whole,
        _signed_log(places - title),
        np.log1p(np.maximum(first - places, 0)),
        np.log1p(np.maximum(places - end + 1, 0)),
        np.clip((places - first) / max(end - first, 1), -0.5, 1.5),
        behind[0],
        ahead[0],
        behind[1],
        ahead[1],
    ]
    shown = np.stack((np.log1p(base[:, 0]), base[:, 2], base[:, 4]), axis=1)
    edge = np.zeros((1, 3))
    columns += list(np.concatenate((edge, shown[:-1])).T)
    columns += list(np.concatenate((shown[1:], edge)).T)
    around = windows(sums, _WINDOWS)
    rates = around[..., (0, 2, 8, 9)] / np.maximum(around[..., 1:2], 1.0)
    columns += list(rates.transpose(0, 2, 1).reshape(-1, count))
    columns += [np.full(count, np.log1p(whole)), np.full(count, np.log1p(count))]
    starts, sizes = spans[near, 0], spans[near, 1] - spans[near, 0]
    columns += [
        base[layout.headings, 2],
        (places - starts) / sizes,
        np.log1p(np.bincount(near, reads, len(spans))[near]),
    ]
    return np.array(columns, dtype=np.float64).T


def _signed_log(distance: Ints) -> Floats:
    return np.asarray(np.sign(distance) * np.log1p(np.abs(distance)), dtype=np.float64)


_LOGARITHMIC = [
    _COLUMN[name]
    for name in (
        "length", "characters", "links", *COUNTED[:-1], "digits", "repeats",
        "repeat_index", "same_start", "images",
    )
]  # fmt: skip


def _scaled(base: Floats) -> Floats:
    out = base.copy()
    out[:, _LOGARITHMIC] = np.log1p(out[:, _LOGARITHMIC])
    return out
