"""What the scores say of the whole page: how good the text is likely to be, and is it an article."""

from __future__ import annotations

from newsclean import wording
from newsclean.page import LabelledPage, Role

_LEAST_WORDS = 40  # of running text; below it a page is a notice, a card or a form
_ARTICLE_TYPES = ("article", "news", "blog", "report", "review")
_OTHER_TYPES = ("product", "website", "profile", "video", "music", "book")


def confidence(labelled: LabelledPage) -> float:
    """The F1 to expect of the text if the scores were true probabilities: 0 to 1.

    With p the belief and w the words of a block, the expected hits are the sum of p·w over kept
    blocks, the expected size of the gold text the sum of p·w over all.
    """
    hits = kept = gold = 0.0
    for block, decision in labelled:
        size = block.length
        belief = (decision.score or 0.0) * size
        gold += belief if decision.role not in (Role.DUPLICATE, Role.TITLE) else 0.0
        if decision.role.kept:
            hits += belief
            kept += size
    return 2 * hits / (kept + gold) if kept else 0.0


def is_article(labelled: LabelledPage) -> bool:
    """Whether the page tells one story: running text in some amount, more of it than of links."""
    prose = linked = 0.0
    for block, decision in labelled:
        size = block.length
        if decision.role.kept:
            if wording.ends_sentence(block.text):
                prose += size
        elif decision.role is Role.RELATED:
            linked += size
    declared = labelled.page.head.get("og:type").lower()
    if any(word in declared for word in _ARTICLE_TYPES):
        return prose >= _LEAST_WORDS / 2
    if any(word in declared for word in _OTHER_TYPES):
        return prose >= 4 * _LEAST_WORDS and prose > linked
    return prose >= _LEAST_WORDS and prose > linked / 2
