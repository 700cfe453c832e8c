"""Cleans a cleaned dump again until nothing more goes, so that cleaning twice is cleaning once."""

from __future__ import annotations

from dataclasses import replace

from newsclean.document import RelatedLink
from newsclean.page import Decision, LabelledPage
from newsclean.pipeline import Pipeline
from newsclean.reading import read
from newsclean.site import SiteProfile
from newsclean.writing.text import main_text

_MOST_ROUNDS = 12  # each round takes at least one block away; in practice one or two suffice


def settle(
    labelled: LabelledPage, pipeline: Pipeline, site: SiteProfile | None = None
) -> LabelledPage:
    """Run the pipeline over what it kept of a dump, as over a dump of its own.

    What a later round puts aside gets that round's decision. Ends where a round keeps everything.
    """
    for _ in range(_MOST_ROUNDS):
        kept = [d.block for d in labelled.decisions if d.role.kept]
        if not kept:
            break
        page = read(main_text(labelled), kind="text")
        if len(page.blocks) != len(kept):
            break  # the text reads back into other blocks; its decisions would not fit these
        again = pipeline.run(page, site)
        if all(d.role.kept for d in again.decisions):
            break
        decisions = list(labelled.decisions)
        for place, decision in zip(kept, again.decisions, strict=True):
            if not decision.role.kept:
                decisions[place] = _placed(decision, place, kept)
        labelled = replace(labelled, decisions=tuple(decisions))
    return labelled


def _placed(decision: Decision, block: int, kept: list[int]) -> Decision:
    """The decision on a block of the cleaned text, for the block of the dump that it came from."""
    related: tuple[RelatedLink, ...] = tuple(
        replace(link, blocks=tuple(kept[index] for index in link.blocks))
        for link in decision.related
    )
    return replace(decision, block=block, related=related)
