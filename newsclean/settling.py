"""Cleans a cleaned dump again until nothing more goes, so that cleaning twice is cleaning once."""

from __future__ import annotations

from dataclasses import replace

from newsclean.document import RelatedLink
from newsclean.page import Decision, LabelledPage
from newsclean.pipeline import Pipeline
from newsclean.reading import read
from newsclean.site import SiteProfile
from newsclean.writing.text import main_text

_MOST_ROUNDS = 12  # in practice one or two suffice


def settle(
    labelled: LabelledPage, pipeline: Pipeline, site: SiteProfile | None = None
) -> LabelledPage:
    """Run the pipeline over what it kept of a dump, as over a dump of its own.

    What a later round puts aside gets that round's decision; what it keeps takes the form in
    which it read back. Ends where a round changes nothing.
    """
    text = main_text(labelled)
    for _ in range(_MOST_ROUNDS):
        kept = [d.block for d in labelled.decisions if d.role.kept]
        page = read(text, url=labelled.page.url, kind="text")
        if not kept or len(page.blocks) != len(kept):
            break  # a text that reads back into other blocks has no decisions for these
        labelled = _taken_over(labelled, pipeline.run(page, site), kept)
        before, text = text, main_text(labelled)
        if text == before:
            break
    return labelled


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
