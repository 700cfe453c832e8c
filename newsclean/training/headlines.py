"""Fits the choice of a dump's headline among its lines, on pages whose title is known.

Besides the dumps of a page, its gold text by itself, where no line is to be chosen, and the same
below its title. Of the lines of one dump, and of there being no headline, one is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from newsclean.page import Page
from newsclean.reading import read
from newsclean.scoring.layout import Floats
from newsclean.titles import HEADLINE_FEATURES, headline_lines
from newsclean.training.beliefs import Beliefs
from newsclean.training.choice import Answered, fit_choice
from newsclean.training.corpus import Corpus, Entry
from newsclean.training.crossval import FOLDS, fold_of
from newsclean.training.samples import title_keys
from newsclean.training.workers import spread
from newsclean.wording import alike, key

_RIDGE = 6.0
_TEXTS = ("text", "text below title")


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
        for style in (*corpus.all_styles(), *_TEXTS)
    ]
    found = spread(partial(_sample, corpus, beliefs), wanted)
    return [sample for sample in found if sample is not None]


def _sample(corpus: Corpus, beliefs: Beliefs, wanted: tuple[Entry, str]) -> HeadlineSample | None:
    entry, style = wanted
    page = _page(corpus, entry, style)
    if page is None or page.head.title:
        return None
    view = beliefs.pipeline(page, entry, style).seen_by("duplicate_headline", page)
    lines = headline_lines(view)
    if not lines.blocks:
        return None
    title = key(entry.title)
    html = corpus.page(entry)
    declared = {title, *(title_keys(html.head) if html else ())}
    keys = [key(block.text) for block in lines.blocks]
    shown = [
        [line == title for line in keys],
        [alike(line, title) for line in keys],
        [any(alike(line, other) for other in declared) for line in keys],
    ]
    right = next((marks for marks in shown if any(marks)), [False] * len(keys))
    if sum(right) > 1 and lines.blocks[0].index == 0:
        right[0] = False  # the page's <title>, where the headline itself stands below it
    if style not in _TEXTS and not any(right):
        return None
    choice = Answered(lines.dense, np.array([*right, not any(right)]))
    return HeadlineSample(entry.site, style, choice)


def _page(corpus: Corpus, entry: Entry, style: str) -> Page | None:
    if style not in _TEXTS:
        return corpus.page(entry, style)
    above = "" if style == "text" else f"{entry.title}\n\n"
    page = read(above + (entry.gold or ""), kind="text")
    return page if page.blocks else None


def train_headlines(samples: Sequence[HeadlineSample]) -> Trained:
    """Cross-validate by site, and fit on all samples."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for held in range(FOLDS):
        weights = _fit([s.choice for s in samples if fold_of(s.site) != held])
        for sample in samples:
            if fold_of(sample.site) == held:
                hits[sample.style].append(sample.choice.met(sample.choice.dense @ weights))
    weights = np.round(_fit([s.choice for s in samples]), 4)
    data = {"weights": dict(zip(HEADLINE_FEATURES, weights.tolist(), strict=True))}
    report = {style: (float(len(h)), sum(h) / len(h)) for style, h in sorted(hits.items())}
    return Trained(data, report)


def _fit(choices: Sequence[Answered]) -> Floats:
    return fit_choice(choices, len(HEADLINE_FEATURES), _RIDGE)
