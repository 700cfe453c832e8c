"""The related stories that pages of a corpus offer: labelled by reading, or found in their HTML.

`related.jsonl` in the corpus has a labelled page a line: `dataset`, `id`, and `related`, a list of
stories with `title`, `url` and `section`. `hand_labels` tells those of more pages of the bench.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from newsclean.page import Page
from newsclean.pipeline import Pipeline
from newsclean.related.addresses import same_form
from newsclean.related.cards import candidates
from newsclean.related.merge import merge
from newsclean.related.pages import section_name
from newsclean.training.corpus import Corpus, Entry
from newsclean.training.hand_labels import INLINE, Labels, PageId, hashed, labelled_rows
from newsclean.wording import key


class Story(NamedTuple):
    """A related story of a page."""

    title: str
    url: str
    section: str


def labels(corpus: Corpus) -> dict[PageId, list[Story]]:
    """The pages that the corpus labels, by data set and id; empty where it labels none."""
    path = corpus.root / "related.jsonl"
    if not path.exists():
        return {}
    return {
        page: [Story(s["title"], s["url"] or "", s.get("section") or "") for s in row["related"]]
        for page, row in labelled_rows(path)
    }


def told(corpus: Corpus, by_hand: Labels, entry: Entry) -> list[Story]:
    """The stories that a page's HTML offers, by our label, or by the shipped model of cards."""
    page = corpus.page(entry)
    if page is None:
        return []
    names = by_hand.get((entry.dataset, entry.id))
    if names is not None:
        return _labelled(page, names)
    decisions = Pipeline.default().run(page).decisions
    links = merge(link for decision in decisions for link in decision.related)
    return [Story(link.title, link.url or "", link.section or "") for link in links]


def _labelled(page: Page, names: Mapping[str, str]) -> list[Story]:
    pipeline = Pipeline.default()
    # As no cleaner has seen it yet: stories in menus were labelled too.
    view = pipeline.seen_by(pipeline.names[0], page)
    shown = {hashed(key(block.text)): section_name(block.text) for block in page.blocks}
    stories: dict[str, Story] = {}
    for card in candidates(view):
        address = same_form(card.url)
        name = names.get(hashed(address))
        if name is not None and address not in stories:
            section = section_name(card.label) if name == INLINE else shown.get(name, "")
            stories[address] = Story(card.title, card.url, section)
    return list(stories.values())
