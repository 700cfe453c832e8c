"""What the whole pipeline makes of beliefs out of fold: the figure that a user can expect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from newsclean.metrics import Score, holds, score
from newsclean.page import Page
from newsclean.pipeline import Pipeline
from newsclean.scoring.layout import Floats
from newsclean.scoring.learned import believe
from newsclean.scoring.model import Model
from newsclean.settling import settle
from newsclean.training.corpus import Corpus, Entry
from newsclean.training.crossval import by_style
from newsclean.training.fit import Table
from newsclean.training.workers import spread
from newsclean.writing.text import main_text


@dataclass(frozen=True)
class _Told:
    """A scorer that has been told its beliefs about one page; of others it asks a model."""

    page: Page
    beliefs: tuple[float, ...]
    model: Model
    name: str = "told"

    def score(self, page: Page) -> Sequence[float]:
        if page is self.page:
            return self.beliefs
        scores: list[float] = believe(page, self.model).tolist() if page.blocks else []
        return scores


def whole_pipeline(
    corpus: Corpus, table: Table, odds: Floats, model: Model
) -> dict[str, tuple[float, ...]]:
    """For each data set and style: pages, mean F1, precision, recall, and pages below .5.

    The row "snippets" has the share of wanted ones that are there, and of unwanted ones that are
    not. A dump that is cleaned again is scored by `model` then, which knows its page.

    Args:
        corpus: Where the pages are.
        table: The samples.
        odds: Log odds of their blocks, out of fold and settled.
        model: The model fitted on all samples.
    """
    work = []
    for place, sample in enumerate(table.samples):
        entry = sample.entry
        if entry.gold or entry.wanted or entry.unwanted:
            own = odds[table.offsets[place] : table.offsets[place + 1]]
            beliefs = 1 / (1 + np.exp(-np.clip(own, -30, 30)))
            work.append((entry, sample.style, tuple(beliefs.tolist())))
    rows: dict[str, list[Score]] = defaultdict(list)
    wanted: list[bool] = []
    unwanted: list[bool] = []
    texts = spread(partial(_text, corpus, model), work)
    for (entry, style, _), text in zip(work, texts, strict=True):
        if entry.gold:
            rows[f"{style} {entry.dataset}"].append(score(text, entry.gold))
        else:
            wanted += holds(text, entry.wanted)
            unwanted += holds(text, entry.unwanted)
    out = by_style(rows)
    if wanted or unwanted:
        absent = len(unwanted) - sum(unwanted)
        out["snippets"] = (sum(wanted) / max(len(wanted), 1), absent / max(len(unwanted), 1))
    return out


def _text(corpus: Corpus, model: Model, work: tuple[Entry, str, tuple[float, ...]]) -> str:
    entry, style, beliefs = work
    page = corpus.page(entry, style)
    if page is None or len(page.blocks) != len(beliefs):
        return ""
    pipeline = replace(Pipeline.default(), scorer=_Told(page, beliefs, model))
    labelled = pipeline.run(page)
    if page.kind == "text":
        labelled = settle(labelled, pipeline)
    return main_text(labelled)
