"""Fits the choice of a dump's headline among its lines, on pages whose title is known.

Besides the dumps of a page, its gold text by itself, where no line is to be chosen, and the same
below its title; and dumps that are cut to little more than the article. Of the lines of one dump,
and of there being no headline, one is right. Half of the dumps come with their address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any, NamedTuple

import numpy as np

from newsclean.dump_headlines import HEADLINE_FEATURES, HEADLINE_FORMAT, headline_lines
from newsclean.page import Page
from newsclean.pipeline import Pipeline
from newsclean.reading import read
from newsclean.scoring.numbers import Network
from newsclean.titles import title_block
from newsclean.training.beliefs import Beliefs
from newsclean.training.choice import Answered
from newsclean.training.corpus import Corpus, Entry
from newsclean.training.crossval import FOLDS, fold_of
from newsclean.training.network import Recipe, fit_choice_network
from newsclean.training.plain import network_data
from newsclean.training.samples import title_keys
from newsclean.training.workers import spread
from newsclean.wording import alike, key

RECIPE = Recipe(
    units=32, networks=1, epochs=12, batch=64, decay=3.0, lost_inputs=0.1, lost_units=0.3
)
_ADDRESSED = 0.5
"""Share of the dumps whose address is known."""
_TEXTS = ("text", "text below title")
_CUT = ("cut dump 1", "cut dump 2")
_ABOVE, _BELOW = (0, 0, 1, 2, 4, 8), (0, 0, 2, 5, 10)
"""Lines that are left above the headline and below the article of a dump that is cut."""
_BEHEADED = 0.2
"""Share of these dumps that begin below their headline."""


class HeadlineSample(NamedTuple):
    """The lines of one dump that may be its headline."""

    site: str
    style: str
    choice: Answered
    """Right are the lines that show the title; the last row stands for none of them."""


class Trained(NamedTuple):
    """What training gave."""

    data: dict[str, Any]
    report: Mapping[str, tuple[float, ...]]
    """By style: dumps, and the share for which the right choice was made, out of fold."""


def headline_samples(corpus: Corpus, beliefs: Beliefs) -> list[HeadlineSample]:
    """The dumps of all pages whose title is known.

    Args:
        corpus: Where the pages are.
        beliefs: Of their blocks, out of fold; the installed scorer is asked about gold texts.
    """
    wanted = [
        (entry, style)
        for entry in corpus
        if entry.title and entry.gold
        for style in (*corpus.all_styles(), *_TEXTS, *_CUT)
    ]
    found = spread(partial(_sample, corpus, beliefs), wanted)
    return [sample for sample in found if sample is not None]


def _sample(corpus: Corpus, beliefs: Beliefs, wanted: tuple[Entry, str]) -> HeadlineSample | None:
    entry, style = wanted
    page = _page(corpus, entry, style)
    if page is None or page.head.title:
        return None
    # Users know the addresses of some dumps.
    known = Random(f"address/{style}/{entry.dataset}/{entry.id}").random() < _ADDRESSED
    page = replace(page, url=entry.url if known else "")
    view = beliefs.pipeline(page, entry, style).seen_by("duplicate_headline", page)
    lines = headline_lines(view)
    if not lines.blocks:
        return None
    right = _right(entry, corpus.page(entry), [(b.index, key(b.text)) for b in lines.blocks])
    if not any(right) and style not in (*_TEXTS, *_CUT):
        return None
    choice = Answered(lines.dense, np.array([*right, not any(right)]))
    return HeadlineSample(entry.site, f"{style}, address known" if known else style, choice)


def _right(entry: Entry, html: Page | None, lines: Sequence[tuple[int, str]]) -> list[bool]:
    """The lines, given by block and `wording.key()`, that show the title of a page."""
    title, shown, element = key(entry.title), [], ""
    declared = {title}
    if html is not None:
        declared.update(title_keys(html.head))
        element = key(html.head.title)
        top = title_block(Pipeline.default().seen_by("duplicate_headline", html))
        shown = [] if top is None else [key(html.blocks[top].text)]
    found = [
        [line == title for _, line in lines],
        *([alike(line, other) for _, line in lines] for other in (title, *shown)),
        [any(alike(line, other) for other in declared) for _, line in lines],
    ]
    # The page's <title> may stand first, and the headline itself below it.
    below = [
        [
            mark and (at > 0 or line != element)
            for mark, (at, line) in zip(marks, lines, strict=True)
        ]
        for marks in found
    ]
    return next((marks for marks in (*below, *found) if any(marks)), found[0])


def _page(corpus: Corpus, entry: Entry, style: str) -> Page | None:
    if style in _CUT:
        return _cut(corpus, entry, Random(f"{style}/{entry.dataset}/{entry.id}"))
    if style not in _TEXTS:
        return corpus.page(entry, style)
    above = "" if style == "text" else f"{entry.title}\n\n"
    page = read(above + (entry.gold or ""), kind="text")
    return page if page.blocks else None


def _cut(corpus: Corpus, entry: Entry, draw: Random) -> Page | None:
    """A dump of a page that holds little besides the article, as people store them."""
    page = corpus.page(entry, draw.choice(corpus.styles()))
    if page is None:
        return None
    blocks, title = page.blocks, key(entry.title)
    _, end = Pipeline.default().seen_by("duplicate_headline", page).core
    shown = [block.index for block in blocks[:end] if alike(key(block.text), title)]
    if not shown:
        return None
    first = max(0, shown[-1] - draw.choice(_ABOVE))
    if draw.random() < _BEHEADED:
        first = shown[-1] + 1
    last = min(len(blocks), end + draw.choice(_BELOW)) - 1
    cut = (
        read(page.text[blocks[first].start : blocks[last].end], kind="text")
        if first <= last
        else None
    )
    return cut if cut and cut.blocks else None


def train_headlines(samples: Sequence[HeadlineSample]) -> Trained:
    """Cross-validate by site, and fit on all samples."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for held in range(FOLDS):
        network = _fit([s.choice for s in samples if fold_of(s.site) != held])
        for sample in samples:
            if fold_of(sample.site) == held:
                hits[sample.style].append(sample.choice.met(network(sample.choice.dense)))
    data = {
        "format": HEADLINE_FORMAT,
        "features": list(HEADLINE_FEATURES),
        **network_data(_fit([s.choice for s in samples])),
    }
    report = {style: (float(len(h)), sum(h) / len(h)) for style, h in sorted(hits.items())}
    return Trained(data, report)


def _fit(choices: Sequence[Answered]) -> Network:
    return fit_choice_network(choices, RECIPE)
