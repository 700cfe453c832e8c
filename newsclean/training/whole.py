"""What the whole pipeline makes of beliefs out of fold: the figure that a user can expect."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context

import numpy as np

from newsclean.page import Page
from newsclean.pipeline import Pipeline
from newsclean.scoring import default_scorer
from newsclean.scoring.layout import Floats
from newsclean.settling import settle
from newsclean.training.corpus import Corpus, Entry
from newsclean.training.fit import Table
from newsclean.training.samples import score_words
from newsclean.writing.text import main_text

_WORKERS = 2
_BAD = 0.5


@dataclass(frozen=True)
class _Told:
    """A scorer that has been told its beliefs about one page; other pages it scores itself."""

    page: Page
    beliefs: tuple[float, ...]
    name: str = "told"

    def score(self, page: Page) -> Sequence[float]:
        if page is self.page:
            return self.beliefs
        return default_scorer().score(page)


def whole_pipeline(corpus: Corpus, table: Table, odds: Floats) -> dict[str, tuple[float, ...]]:
    """For each data set and style: pages, mean F1, precision, recall, and pages below .5.

    The row "snippets" has the share of wanted ones that are there, and of unwanted ones that are
    not. A dump that is cleaned again is scored by the shipped model then, which knows its page.

    Args:
        corpus: Where the pages are.
        table: The samples.
        odds: Log odds of their blocks, out of fold and settled.
    """
    work = []
    for place, sample in enumerate(table.samples):
        entry = sample.entry
        if entry.gold or entry.wanted or entry.unwanted:
            own = odds[table.offsets[place] : table.offsets[place + 1]]
            beliefs = 1 / (1 + np.exp(-np.clip(own, -30, 30)))
            work.append((entry, sample.style, tuple(beliefs.tolist())))
    rows: dict[tuple[str, str], list[tuple[float, ...]]] = defaultdict(list)
    snippets: list[tuple[int, ...]] = []
    with get_context("fork").Pool(_WORKERS) as pool:
        for (entry, style, _), text in zip(
            work, pool.imap(partial(_text, corpus), work, chunksize=16), strict=True
        ):
            if entry.gold:
                rows[style, entry.dataset].append(_f1(text, entry.gold))
            else:
                snippets.append(_snippets(text, entry))
    out: dict[str, tuple[float, ...]] = {}
    for style in dict.fromkeys(style for style, _ in rows):
        parts = []
        for (own_style, dataset), found in sorted(rows.items()):
            if own_style == style:
                means = [statistics.fmean(column) for column in zip(*found, strict=True)]
                bad = sum(row[0] < _BAD for row in found)
                parts.append((float(len(found)), *means, float(bad)))
                out[f"{style} {dataset}"] = parts[-1]
        middle = [statistics.fmean(part[i] for part in parts) for i in (1, 2, 3)]
        out[f"{style} mean"] = (sum(p[0] for p in parts), *middle, sum(p[4] for p in parts))
    if snippets:
        there, wanted, absent, unwanted = (sum(column) for column in zip(*snippets, strict=True))
        out["snippets"] = (there / max(wanted, 1), absent / max(unwanted, 1))
    return out


def _text(corpus: Corpus, work: tuple[Entry, str, tuple[float, ...]]) -> str:
    entry, style, beliefs = work
    page = corpus.page(entry, style)
    if page is None or len(page.blocks) != len(beliefs):
        return ""
    pipeline = replace(Pipeline.default(), scorer=_Told(page, beliefs))
    labelled = pipeline.run(page)
    if page.kind == "text":
        labelled = settle(labelled, pipeline)
    return main_text(labelled)


def _f1(text: str, gold: str) -> tuple[float, float, float]:
    ours, theirs = Counter(score_words(text)), Counter(score_words(gold))
    hits = (ours & theirs).total()
    if not hits:
        return 0.0, 0.0, 0.0
    precision, recall = hits / ours.total(), hits / theirs.total()
    return 2 * precision * recall / (precision + recall), precision, recall


def _snippets(text: str, entry: Entry) -> tuple[int, int, int, int]:
    flat = " ".join(text.split())
    there = sum(" ".join(snippet.split()) in flat for snippet in entry.wanted)
    absent = sum(" ".join(snippet.split()) not in flat for snippet in entry.unwanted)
    return there, len(entry.wanted), absent, len(entry.unwanted)
