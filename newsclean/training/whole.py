"""What the whole pipeline makes of beliefs out of fold: the figure that a user can expect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from newsclean.metrics import Score, holds, score
from newsclean.page import Page
from newsclean.scoring.learned import believe
from newsclean.scoring.model import Model
from newsclean.settling import settle
from newsclean.training.beliefs import Beliefs
from newsclean.training.corpus import Corpus, Entry
from newsclean.training.crossval import by_style
from newsclean.training.samples import Sample
from newsclean.training.workers import spread
from newsclean.writing.text import main_text


@dataclass(frozen=True)
class _Fitted:
    """A scorer that asks a model that is not installed."""

    model: Model
    name: str = "fitted"

    def score(self, page: Page) -> Sequence[float]:
        return believe(page, self.model) if page.blocks else []


def whole_pipeline(
    corpus: Corpus, samples: Sequence[Sample], beliefs: Beliefs, model: Model
) -> dict[str, tuple[float, ...]]:
    """For each data set and style: pages, mean F1, precision, recall, and pages below .5.

    The row "snippets" has the share of wanted ones that are there, and of unwanted ones that are
    not. A dump that is cleaned again is scored by `model` then, which knows its page.

    Args:
        corpus: Where the pages are.
        samples: What is known of them.
        beliefs: Of their blocks, out of fold.
        model: The model fitted on all samples.
    """
    scorer = _Fitted(model)

    def text(shown: tuple[Entry, str]) -> str:
        page = corpus.page(*shown)
        if page is None:
            return ""
        pipeline = beliefs.pipeline(page, *shown, other=scorer)
        labelled = pipeline.run(page)
        if page.kind == "text":
            labelled = settle(labelled, pipeline)
        return main_text(labelled)

    work = [
        (sample.entry, sample.style)
        for sample in samples
        if sample.entry.gold or sample.entry.wanted or sample.entry.unwanted
    ]
    rows: dict[str, list[Score]] = defaultdict(list)
    wanted: list[bool] = []
    unwanted: list[bool] = []
    for (entry, style), found in zip(work, spread(text, work), strict=True):
        if entry.gold:
            rows[f"{style} {entry.dataset}"].append(score(found, entry.gold))
        else:
            wanted += holds(found, entry.wanted)
            unwanted += holds(found, entry.unwanted)
    out = by_style(rows)
    if wanted or unwanted:
        absent = len(unwanted) - sum(unwanted)
        out["snippets"] = (sum(wanted) / max(len(wanted), 1), absent / max(len(unwanted), 1))
    return out
