"""Dumps that are a text already: written as newsclean writes one, with little in doubt."""

from __future__ import annotations

from newsclean import phrases
from newsclean.cleaner import View
from newsclean.page import Role
from newsclean.wording import ends_sentence

_FACTS = frozenset({Role.TITLE, Role.DATELINE, Role.BYLINE, Role.PAGE_METADATA, Role.DUPLICATE})
_SENTENCE = 8.0  # words
_ROW = 2  # doubted lines in a row that may still be subheadings
_AROUND = ("furniture", "sections", "comments")
_DOUBTED = 0.4
_BELIEVED = 0.6


def reads_clean(view: View) -> bool:
    """Whether a dump is a clean text to all appearance: no line of it may be a page's.

    Doubted lines that are no sentences may stand between others, as subheadings do; several in a
    row may be a list of links, at the end of a text they may be the page's, and one that the line
    above it ends with is a card's.
    """
    if not view.page.written:
        return False
    row, above = 0, ""
    for block in view.open_blocks():
        twice, above = above.endswith(block.text), block.text
        if view.believes(block.index):
            row = 0
        elif twice or any(phrases.load(name).match(block.text) for name in _AROUND):
            return False
        else:
            row = 0 if block.length >= _SENTENCE and ends_sentence(block.text) else row + 1
            if row > _ROW:
                return False
    words, lost, belief = doubts(view)
    return not row and lost <= _DOUBTED * words and belief >= _BELIEVED


def doubts(view: View) -> tuple[float, float, float]:
    """Words of a page, words of it that are put aside or in doubt, and the mean belief in a block.

    Lines that an earlier cleaner took for the headline or its like do not count, nor do the rows of
    tables: by themselves they look like no text.
    """
    beliefs, words, lost = [], 0.0, 0.0
    for block, decision in zip(view.page.blocks, view.decisions, strict=True):
        still_open = decision is None
        if block.form == "cell" if decision is None else decision.role in _FACTS:
            continue
        beliefs.append(view.scores[block.index] if still_open else 0.0)
        words += block.length
        if not (still_open and view.believes(block.index)):
            lost += block.length
    return words, lost, sum(beliefs) / max(len(beliefs), 1)
