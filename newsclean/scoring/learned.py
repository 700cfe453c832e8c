"""A block scorer learned from labelled pages; `newsclean.training` makes its model files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from newsclean.page import Block, Kind, Node, Page
from newsclean.scoring.context import CONTEXT, context, settle
from newsclean.scoring.dump_features import DUMP_FEATURES, dump_features
from newsclean.scoring.html_features import HTML_FEATURES, html_features
from newsclean.scoring.layout import Floats
from newsclean.scoring.model import Model, read_model, shipped_data
from newsclean.scoring.numbers import probabilities
from newsclean.scoring.terms import inline_terms, name_terms


@dataclass(frozen=True)
class LearnedScorer:
    """Believes by what was learned from pages with known main text. No language list is needed."""

    name: str = "learned"

    def score(self, page: Page) -> Sequence[float]:
        """One belief for each block, 0 to 1. Raises `ConfigError` for an unfit model file."""
        if not page.blocks:
            return []
        scores: list[float] = believe(page, model_for(page.kind)).tolist()
        return scores


@cache
def model_for(kind: Kind) -> Model:
    """The shipped model for pages of a kind. Raises `ConfigError` where it does not fit."""
    features = HTML_FEATURES if kind == "html" else DUMP_FEATURES
    return read_model(shipped_data(kind), kind, (*features, *CONTEXT))


def believe(page: Page, model: Model) -> Floats:
    """The beliefs of a model for the blocks of a page that has at least one."""
    if page.kind == "html":
        found = html_features(page)
        names = name_odds(page.nodes, page.blocks, model)
    else:
        found = dump_features(page)
        names = np.zeros(len(page.blocks))
    text = model.words(found.words)
    first = model.first(found.dense) + names + text
    company = context(first, text, names, found.layout)
    odds = model.decide(np.hstack((found.dense, company)))
    odds = settle(odds, found.layout.weights, [block.text for block in page.blocks])
    # Rounded, so that the last bits of a machine's arithmetic do not show.
    return np.round(probabilities(odds), 6)


def name_odds(nodes: Sequence[Node], blocks: Sequence[Block], model: Model) -> Floats:
    """What the names of the elements around each block say, in log odds.

    The weights of a name depend on its distance: the block's own element and the one around it
    are near, the next three are mid, the rest is far.
    """
    page = len(nodes)
    own = [_own_odds(model, node.tag, node.tokens) for node in nodes]
    far: list[float] = []
    for node, odds in zip(nodes, own, strict=True):
        far.append(odds[2] + far[node.parent] if node.parent >= 0 else odds[2])
    near, mid, _ = np.array([*own, (0.0, 0.0, 0.0)]).T
    up = np.array([*(node.parent for node in nodes), page], dtype=np.int64)
    up[up < 0] = page
    at = np.array([block.node for block in blocks], dtype=np.int64)
    at[at < 0] = page
    path = near[at]
    path = path + near[at := up[at]]
    for _ in range(3):
        path += mid[at := up[at]]
    path += np.array([*far, 0.0])[up[at]]
    inline = [
        _inline_odds(model, block.inline, block.links[0].tokens if block.links else None)
        for block in blocks
    ]
    return np.asarray(path + inline, dtype=np.float64)


@lru_cache(maxsize=1 << 14)  # pages of a site share their names
def _own_odds(model: Model, tag: str, tokens: str) -> tuple[float, float, float]:
    near = mid = far = 0.0
    for term in name_terms(tag, tokens):
        odds = model.names.get(term)
        if odds is not None:
            near += odds[0]
            mid += odds[1]
            far += odds[2]
    return near, mid, far


@lru_cache(maxsize=1 << 14)
def _inline_odds(model: Model, inline: str, link: str | None) -> float:
    return sum(model.extra.get(term, 0.0) for term in inline_terms(inline, link))
