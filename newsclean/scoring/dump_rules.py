"""Believes by plain rules how likely each block of a dump is main text.

Every rule gives or takes points for something that holds in all languages: length, the end of a
sentence, words in lower case, the company of other prose, the place on the page. The sum is a
logit. A second look adds what the neighbours were believed to be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from math import exp, log1p
from typing import NamedTuple

from newsclean.page import Block, Page
from newsclean.prose import core_span, cut_off
from newsclean.wording import ends_sentence, length

_ODD = re.compile(r"[|©®@»›→]")
_SEEN = 300
"""Characters of a block that are looked at for signs; long blocks show theirs early."""
_LONG = 80.0
"""Words beyond which a block gains nothing more."""
_PROSE_SHARE = 40.0
"""Words that one block adds at most to the prose around its neighbours."""
_FADE = 0.75
"""How much of the prose near by is left one block further on."""


class _Look(NamedTuple):
    """What is seen of a block by itself."""

    words: float
    prose: float
    """Words where the block reads as prose, else 0."""
    points: float


def score_dump(page: Page) -> list[float]:
    """One belief for each block of a dump, 0 to 1."""
    blocks = page.blocks
    if not blocks:
        return []
    lines = Counter(block.text for block in blocks)
    looks = [_look(block) for block in blocks]
    prose = [look.prose for look in looks]
    first, end = core_span(prose)
    before = _prose_near(prose)
    after = _prose_near(prose[::-1])[::-1]
    whole = sum(prose) or 1.0
    told = 0.0
    logits = []
    for index, (block, look) in enumerate(zip(blocks, looks, strict=True)):
        repeated = lines[block.text] > 1
        points = look.points + 0.45 * log1p(before[index]) + 0.3 * log1p(after[index])
        points -= 2.4 * told / whole
        points -= 0.65 if repeated else 0.0
        if index < first:
            points -= 0.3 * log1p(first - index)
        elif index >= end:
            # The share told falls hard at the end already.
            points += 0.3 * log1p(index - end + 1)
        else:
            points += 1.3
            points -= 0.8 if repeated else 0.0
            points += 1.25 if block.form == "heading" else 0.0
        told += look.prose
        logits.append(points)
    return _with_neighbours(logits)


def _look(block: Block) -> _Look:
    text = block.text
    words = min(length(text), _LONG)
    cut = cut_off(text)
    ended = not cut and ends_sentence(text)
    prose = words if (ended and words >= 8) or words >= 25 else 0.0
    points = -3.6 + 0.45 * log1p(words) + 0.95 * _lower_share(text[:_SEEN])
    if ended and words >= 8:
        points += 0.8
    if cut:
        points -= 1.2
    last = text[-1]
    if last in ":：":
        points += 1.2  # it announces a list or a quotation
    elif last in "!！":
        points -= 0.9
    if _ODD.search(text, 0, _SEEN) or "http" in text or "www." in text:
        points -= 1.5
    if block.form == "cell":
        points += 1.6
    elif block.form == "item":
        points += 0.95
    return _Look(words, prose, points)


def _lower_share(text: str) -> float:
    """Share of the words that begin in lower case; .7 in scripts without case, as in sentences."""
    lower = upper = other = 0
    for word in text.split():
        first = word[0]
        if first.islower():
            lower += 1
        elif first.isupper():
            upper += 1
        elif first.isalpha():
            other += 1
    if not lower and not upper:
        return 0.7 if other else 0.0
    return lower / (lower + upper + other)


def _prose_near(prose: Sequence[float]) -> list[float]:
    """Words of prose before each block, those further away counting less."""
    capped = (min(words, _PROSE_SHARE) for words in prose[:-1])
    return list(accumulate(capped, lambda near, words: near * _FADE + words, initial=0.0))


def _with_neighbours(logits: Sequence[float]) -> list[float]:
    beliefs = [_sigmoid(logit) for logit in logits]
    before = _mean_near(beliefs)
    after = _mean_near(beliefs[::-1])[::-1]
    return [
        _sigmoid(0.73 * logit + 1.5 * left + 0.9 * right - 0.95)
        for logit, left, right in zip(logits, before, after, strict=True)
    ]


def _mean_near(beliefs: Sequence[float]) -> list[float]:
    """Mean belief in the blocks before each, weights falling by distance."""
    return list(accumulate(beliefs[:-1], lambda near, b: 0.7 * near + 0.3 * b, initial=0.0))


def _sigmoid(logit: float) -> float:
    return 1 / (1 + exp(-logit))
