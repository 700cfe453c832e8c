"""Pages whose related stories are known, as the models of related stories learn from them.

From HTML a card is right where its address is a story's, from a dump a line where its words are
one's title.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from newsclean.cleaner import View
from newsclean.related.addresses import same_form
from newsclean.related.card_features import card_features
from newsclean.related.cards import bound, candidates
from newsclean.related.dump_cards import Finder
from newsclean.related.model import Candidates, settled
from newsclean.scoring.layout import Floats, Marks
from newsclean.training.beliefs import Beliefs
from newsclean.training.corpus import DRAWN, Corpus, Entry
from newsclean.training.names import Named, named, named_cards
from newsclean.training.stories import Story
from newsclean.wording import alike, key

_TOLD = 9.0  # log odds that stand for a label where cards are made


@dataclass(slots=True)
class RelatedSample:
    """A page with its candidates."""

    entry: Entry
    style: str
    found: Candidates
    names: list[str]
    """What each candidate is known by: its address, or its title's key."""
    right: Marks
    stories: int
    """Labelled stories that the page shows."""
    named: Sequence[Named] = ()
    """The choices of names of lists."""

    def kept(self, odds: Floats) -> Marks:
        """The candidates that are taken."""
        return (odds if self.style == "html" else settled(odds, self.names)) >= 0

    def f1(self, kept: Marks) -> tuple[float, float, float]:
        """F1, precision and recall of a choice of candidates, each story once."""
        offered = {name for name, chosen in zip(self.names, kept, strict=True) if chosen}
        good = {n for n, k, r in zip(self.names, kept, self.right, strict=True) if k and r}
        if not self.stories:
            return float(not offered), float(not offered), 1.0
        if not good:
            return 0.0, 0.0, 0.0
        precision, recall = len(good) / len(offered), min(len(good) / self.stories, 1.0)
        return 2 * precision * recall / (precision + recall), precision, recall


def related_sample(
    corpus: Corpus,
    labelled: Mapping[tuple[str, str], Sequence[Story]],
    beliefs: Beliefs,
    wanted: tuple[Entry, str],
) -> RelatedSample | None:
    """Read, feature and label one page; None where nothing on it may be a story."""
    entry, style = wanted
    stories = labelled[entry.dataset, entry.id]
    # Where texts are parted by guess, lines are seldom a title and no more, and teach less.
    guessed = style in DRAWN and corpus.manner(entry, style).flat
    page = None if guessed else corpus.page(entry, style)
    if page is None:
        return None
    view = beliefs.pipeline(page, entry, style).seen_by("related_links", page)
    if page.kind == "html":
        return _from_html(entry, view, stories)
    return _from_dump(entry, style, view, stories)


def _from_html(entry: Entry, view: View, stories: Sequence[Story]) -> RelatedSample | None:
    cards = candidates(view)
    if not cards:
        return None
    wanted = {same_form(story.url) for story in stories}
    names = [same_form(card.url) for card in cards]
    right = np.array([name in wanted for name in names])
    found = card_features(cards, view)
    told = [card for card, name in zip(cards, names, strict=True) if name in wanted]
    bound(told, view)
    choices = named_cards(told, view, [(story.url, story.section) for story in stories])
    return RelatedSample(entry, "html", found, names, right, len(wanted), choices)


def _from_dump(
    entry: Entry, style: str, view: View, stories: Sequence[Story]
) -> RelatedSample | None:
    finder = Finder(view)
    found = finder.candidates
    if found is None:
        return None
    whole = key(view.page.text)
    there = [story for story in stories if key(story.title) and key(story.title) in whole]
    names, titles = finder.keys(), [key(story.title) for story in there]
    right = np.array([any(alike(name, title) for title in titles) for name in names])
    finder.odds = np.where(right, _TOLD, -_TOLD)
    choices = named(finder, [(story.title, story.section) for story in there])
    return RelatedSample(entry, style, found, names, right, len(titles), choices)
