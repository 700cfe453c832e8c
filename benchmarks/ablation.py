"""newsclean without one of its parts: a cleaner, or a group of what the scorer looks at.

A model is not trained again without a group: its numbers are set to their means and its names and
words say nothing. Training anew would let the other groups make up for some of it, so the loss
that is shown is more than what the group is worth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from newsclean import Page, Pipeline
from newsclean.evaluation import System, newsclean_system
from newsclean.page import Kind
from newsclean.scoring.context import CONTEXT
from newsclean.scoring.dump_features import DUMP_FEATURES
from newsclean.scoring.html_features import HTML_FEATURES
from newsclean.scoring.layout import Marks
from newsclean.scoring.learned import believe, model_for
from newsclean.scoring.model import Model
from newsclean.scoring.numbers import Network
from newsclean.scoring.sequence import SequenceNetwork

GROUPS: Mapping[str, str] = {
    "links": "linked|links|outward|heading_linked",
    "title and description": "title_overlap|description_overlap|headline_overlap|since_title",
    "repetition": "repeat.*|same_start|contained|since_twin|topic|rare",
    "sentence marks": "ends|stops|commas|quotes|bars|odd|exclaims|dots_end|colon_end",
    "form and list marks": "is_.*|level|marked|numbered|blank_.*",
    "containers and groups": r"(?:container\d|group\d|run|section|strip|shape|marks|lines)_.*",
    "neighbours": "(?:previous|next|window).*|since_(?:prose|heading)|until_.*",
    "place on the page": "in_core.*|away|to_core|past_core|through_.*|place|prose_before|depth",
}
"""Groups of numbers: a pattern that the whole name of a feature fits."""
OTHERS = ("names of elements", "words", "company (second pass)")


def matches(pattern: str, name: str) -> bool:
    """Whether a feature is in the group of a pattern."""
    return re.fullmatch(pattern, name) is not None


def without_cleaners() -> list[System]:
    """The default pipeline without each of its cleaners, but for the last two."""
    full = Pipeline.default()
    names = [name for name in full.names if name not in ("block_scorer", "remainder")]
    return [newsclean_system(full.without(name), f"without {name}") for name in names]


def without_groups(kind: Kind) -> list[System]:
    """The default pipeline with a scorer that does not see a group of features."""
    known = HTML_FEATURES if kind == "html" else DUMP_FEATURES
    groups = [g for g, names in GROUPS.items() if any(matches(names, n) for n in known)]
    return [
        newsclean_system(replace(Pipeline.default(), scorer=Blinded(group)), f"without {group}")
        for group in (*groups, *OTHERS)
        if kind == "html" or group != "names of elements"
    ]


@dataclass(frozen=True)
class Blinded:
    """The learned scorer, with one group of features hidden from it."""

    group: str
    name: str = "blinded"

    def score(self, page: Page) -> Sequence[float]:
        """One belief for each block, 0 to 1."""
        return believe(page, blinded(page.kind, self.group)) if page.blocks else []


@cache
def blinded(kind: Kind, group: str) -> Model:
    """The shipped model, to which the features of a group look the same on every block."""
    model = model_for(kind)
    terms = model.terms
    if group == "names of elements":
        return replace(model, terms=replace(terms, names={}, extra={}))
    if group == "words":
        return replace(model, terms=replace(terms, words=np.zeros_like(terms.words)))
    names = HTML_FEATURES if kind == "html" else DUMP_FEATURES
    if group == "company (second pass)":
        hidden = np.array([False] * len(names) + [True] * len(CONTEXT))
        return replace(model, second=_deaf(model.second, hidden))
    own = np.array([matches(GROUPS[group], name) for name in names])
    both = np.concatenate((own, np.zeros(len(CONTEXT), dtype=bool)))
    return replace(model, first=_blank(model.first, own), second=_deaf(model.second, both))


def _blank(network: SequenceNetwork, hidden: Marks) -> SequenceNetwork:
    """The same network where those hidden count as their means do, which are 0 once scaled."""
    entry = network.entry.copy()
    entry[: len(hidden)][hidden] = 0
    return replace(network, entry=entry)


def _deaf(network: Network, hidden: Marks) -> Network:
    """The same network where those hidden count as their means do, whatever they are."""
    deaf = np.concatenate((hidden, hidden))[:, None]
    at_mean = network.inputs(network.scale.mean[None])[0]
    return replace(
        network,
        hidden=np.where(deaf, 0.0, network.hidden),
        bias=network.bias + at_mean @ np.where(deaf, network.hidden, 0.0),
    )
