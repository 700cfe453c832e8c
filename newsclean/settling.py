"""Cleans a cleaned dump again until nothing more goes, so that cleaning twice is cleaning once."""

from __future__ import annotations

from dataclasses import replace

from newsclean.document import RelatedLink
from newsclean.page import Decision, LabelledPage, Notice
from newsclean.pipeline import Pipeline
from newsclean.reading import read
from newsclean.site import SiteProfile
from newsclean.writing.text import main_text

_MOST_ROUNDS = 12  # in practice one or two suffice
_MOST_WORK = 30_000
"""Blocks, and thousands of characters, of all rounds together: only vast dumps come near it."""


def settle(
    labelled: LabelledPage, pipeline: Pipeline, site: SiteProfile | None = None
) -> LabelledPage:
    """Run the pipeline over what it kept of a dump, as over a dump of its own.

    What a later round puts aside gets that round's decision; what it keeps takes the form in
    which it read back. Ends where a round changes nothing; a notice says if it had to end before.
    """
    text = main_text(labelled)
    if text == labelled.page.source:
        return labelled  # all of it was kept: the same text would be read again
    room = _MOST_WORK
    for _ in range(_MOST_ROUNDS):
        kept = [d.block for d in labelled.decisions if d.role.kept]
        room -= len(kept) + len(text) // 1000
        if room < 0:
            return _unsettled(labelled)
        page = read(text, url=labelled.page.url, kind="text")
        if not kept or len(page.blocks) != len(kept):
            break  # a text that reads back into other blocks has no decisions for these
        labelled = _taken_over(labelled, pipeline.run(page, site), kept)
        before, text = text, main_text(labelled)
        if text == before:
            break
    return labelled


def _unsettled(labelled: LabelledPage) -> LabelledPage:
    page = labelled.page
    notice = Notice("not_settled", "cleaning the text again might put more of it aside")
    return replace(labelled, page=replace(page, notices=(*page.notices, notice)))


def _taken_over(labelled: LabelledPage, again: LabelledPage, kept: list[int]) -> LabelledPage:
    blocks, decisions = list(labelled.page.blocks), list(labelled.decisions)
    for place, (block, decision) in zip(kept, again, strict=True):
        if not decision.role.kept:
            decisions[place] = _placed(decision, place, kept)
            continue
        if decision.role is not decisions[place].role:
            decisions[place] = decisions[place]._replace(role=decision.role)
        if block.text != blocks[place].text:
            blocks[place] = blocks[place]._replace(text=block.text, length=block.length)
    page = replace(labelled.page, blocks=tuple(blocks))
    return replace(labelled, page=page, decisions=tuple(decisions))


def _placed(decision: Decision, block: int, kept: list[int]) -> Decision:
    """The decision on a block of the cleaned text, for the block of the dump that it came from."""
    related: tuple[RelatedLink, ...] = tuple(
        replace(link, blocks=tuple(kept[index] for index in link.blocks))
        for link in decision.related
    )
    return decision._replace(block=block, related=related)
