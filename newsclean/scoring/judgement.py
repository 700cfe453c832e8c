"""The judgement of a labelled page: how good its text will be, and whether it is an article."""

from __future__ import annotations

from newsclean import wording
from newsclean.page import LabelledPage, Role
from newsclean.scoring.page_models import judge_page

_LEAST_WORDS = 40  # of running text; below it a dump is a notice, a card or a form


def judgement(labelled: LabelledPage) -> tuple[float, bool]:
    """Confidence (the F1 to expect, 0 to 1), and whether the page tells one story."""
    confidence, article = judge_page(labelled)
    return confidence, _reads_as_one_story(labelled) if article is None else article


def _reads_as_one_story(labelled: LabelledPage) -> bool:
    """Running text in some amount, and more of it than half of what the page links to."""
    prose = linked = 0.0
    for block, decision in labelled:
        if decision.role is Role.RELATED:
            linked += block.length
        elif decision.role.kept and wording.ends_sentence(block.text):
            prose += block.length
    return prose >= _LEAST_WORDS and prose > linked / 2
