"""Whether a page is an article: learned for HTML, by a rule for dumps."""

from __future__ import annotations

from newsclean import wording
from newsclean.page import LabelledPage, Role
from newsclean.scoring import page_models

_LEAST_WORDS = 40  # of running text; below it a dump is a notice, a card or a form


def is_article(labelled: LabelledPage) -> bool:
    """Whether the page tells one story."""
    learned = page_models.is_article(labelled)
    return _reads_as_one_story(labelled) if learned is None else learned


def _reads_as_one_story(labelled: LabelledPage) -> bool:
    """Running text in some amount, and more of it than half of what the page links to."""
    prose = linked = 0.0
    for block, decision in labelled:
        if decision.role is Role.RELATED:
            linked += block.length
        elif decision.role.kept and wording.ends_sentence(block.text):
            prose += block.length
    return prose >= _LEAST_WORDS and prose > linked / 2
