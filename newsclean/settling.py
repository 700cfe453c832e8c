"""Cleans a cleaned dump again until nothing more goes, so that cleaning twice is cleaning once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from newsclean.document import RelatedLink
from newsclean.page import Decision, LabelledPage, Notice
from newsclean.pipeline import Pipeline
from newsclean.reading import read
from newsclean.site import SiteProfile
from newsclean.writing.text import main_text

_MOST_WORK = 30_000
"""Blocks, and thousands of characters, of all rounds together: only vast dumps come near it."""
_ROUND = 100
"""What a round counts besides, so that there is an end to rounds over a short text too."""


def settle(
    labelled: LabelledPage, pipeline: Pipeline, site: SiteProfile | None = None
) -> LabelledPage:
    """Run the pipeline over what it kept of a dump, as over a dump of its own.

    What a later round puts aside gets that round's decision; what it keeps takes the form in
    which it read back. Ends where a round changes nothing; a notice says if it had to end before,
    or if a round would keep less than a whole block.
    """
    text = main_text(labelled)
    if text == labelled.page.source:
        return labelled  # all of it was kept: the same text would be read again
    room = _MOST_WORK
    while text:
        kept = [d.block for d in labelled.decisions if d.role.kept]
        room -= len(kept) + len(text) // 1000 + _ROUND
        if room < 0:
            return _unsettled(labelled)
        again = pipeline.run(read(text, url=labelled.page.url, kind="text"), site)
        labelled = _taken_over(labelled, again, kept, text)
        before, text = text, main_text(labelled)
        if text == before:
            return labelled if main_text(again) == text else _unsettled(labelled)
    return labelled


def _unsettled(labelled: LabelledPage) -> LabelledPage:
    page = labelled.page
    notice = Notice("not_settled", "cleaning the text again might put more of it aside")
    return replace(labelled, page=replace(page, notices=(*page.notices, notice)))


def _taken_over(
    labelled: LabelledPage, again: LabelledPage, kept: Sequence[int], text: str
) -> LabelledPage:
    """The page with the decisions on its cleaned text, which was read `again`."""
    blocks, decisions = list(labelled.page.blocks), list(labelled.decisions)
    parts = _parts([blocks[place].text for place in kept], again, text)
    homes = {part: place for place, own in zip(kept, parts, strict=True) for part in own}
    shared = sum(map(len, parts)) > len(homes)
    for place, own in zip(kept, parts, strict=True):
        read_back = again.decisions[own.start : own.stop]
        decision = next((d for d in read_back if d.role.kept), read_back[0])
        if not decision.role.kept:
            decisions[place] = _placed(decision, place, homes)
            continue
        if decision.role is not decisions[place].role:
            decisions[place] = decisions[place]._replace(role=decision.role)
        block = again.page.blocks[own.start]
        if len(own) == 1 and not shared and block.text != blocks[place].text:
            blocks[place] = blocks[place]._replace(text=block.text, length=block.length)
    page = replace(labelled.page, blocks=tuple(blocks))
    return replace(labelled, page=page, decisions=tuple(decisions))


def _parts(kept: Sequence[str], again: LabelledPage, text: str) -> list[range]:
    """The blocks as which each kept block read back: one, but for lines that read otherwise.

    A line of several paragraphs may be parted that was not while it stood in the dump.
    """
    if len(again.page.blocks) == len(kept):
        return [range(place, place + 1) for place in range(len(kept))]
    starts = [block.start for block in again.page.blocks]
    ends = [0]
    for words in kept:
        ends.append(text.index(words, ends[-1]) + len(words))
    edges = [0, *(bisect_right(starts, end - 1) for end in ends[1:])]
    # One that was joined to the block before it reads as that one.
    return [range(min(low, high - 1), high) for low, high in pairwise(edges)]


def _placed(decision: Decision, block: int, homes: dict[int, int]) -> Decision:
    """The decision on a block of the cleaned text, for the block of the dump that it came from."""
    related: tuple[RelatedLink, ...] = tuple(
        replace(link, blocks=tuple(sorted({homes[index] for index in link.blocks})))
        for link in decision.related
    )
    return decision._replace(block=block, related=related)
