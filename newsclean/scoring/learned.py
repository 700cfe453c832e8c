"""A block scorer learned from labelled pages; `newsclean.training` makes its model files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from newsclean.page import Kind, Page
from newsclean.scoring.context import CONTEXT, context, settle
from newsclean.scoring.dump_features import DUMP_FEATURES, dump_features
from newsclean.scoring.features import PageFeatures
from newsclean.scoring.html_features import HTML_FEATURES, html_features
from newsclean.scoring.model import Model, read_model, shipped_data
from newsclean.scoring.numbers import probabilities


@dataclass(frozen=True)
class LearnedScorer:
    """Believes by what was learned from pages with known main text. No language list is needed."""

    name: str = "learned"

    def score(self, page: Page) -> Sequence[float]:
        """One belief for each block, 0 to 1. Raises `ConfigError` for an unfit model file."""
        return believe(page, model_for(page.kind)) if page.blocks else []


class Believed(list[float]):
    """Beliefs, with the features that they were read from, for who reads these too."""

    def __init__(self, beliefs: Iterable[float], features: PageFeatures) -> None:
        super().__init__(beliefs)
        self.features = features


@cache
def model_for(kind: Kind) -> Model:
    """The shipped model for pages of a kind. Raises `ConfigError` where it does not fit."""
    features = HTML_FEATURES if kind == "html" else DUMP_FEATURES
    return read_model(shipped_data(kind), kind, (*features, *CONTEXT))


def features_of(page: Page) -> PageFeatures:
    """The features of the blocks of a page that has at least one."""
    return html_features(page) if page.kind == "html" else dump_features(page)


def features_read(page: Page, beliefs: Sequence[float]) -> PageFeatures:
    """The features of a page's blocks: those that its beliefs were read from, if they tell."""
    return beliefs.features if isinstance(beliefs, Believed) else features_of(page)


def believe(page: Page, model: Model) -> Believed:
    """The beliefs of a model for the blocks of a page that has at least one."""
    found = features_of(page)
    first = model.first(found.dense, model.terms(page, found.words))
    odds = model.decide(np.hstack((found.dense, context(first, found.layout))))
    odds = settle(odds, found.layout.weights, [block.text for block in page.blocks])
    # Rounded, so that the last bits of a machine's arithmetic do not show.
    return Believed(np.round(probabilities(odds), 6).tolist(), found)
