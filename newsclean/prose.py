"""Which blocks read as running prose, and where on the page it is densest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsclean.wording import ends_sentence

_CUT = ("...", "…", "[...]", "[…]")
_ARTICLE = 40.0
"""Words of running text that make an article."""
_SHARE = 40.0
"""Words that one block adds at most to the span it stands in."""
_GAP = 4.0
"""Words of prose that one other block inside the span uses up."""


def cut_off(text: str) -> bool:
    """Whether the text breaks off with dots, as teasers do."""
    return text.endswith(_CUT)


def prose_words(text: str, words: float) -> float:
    """`words` where `text` reads as prose: a sentence of 8 words or more, or any 25 words.

    0 for everything else: menu entries, headlines, captions, teasers that break off.

    Args:
        text: A block's text.
        words: Its length in words (`Block.length`).
    """
    if words >= 25 or (words >= 8 and ends_sentence(text) and not cut_off(text)):
        return words
    return 0.0


def tells(texts: Iterable[tuple[str, float]]) -> bool:
    """Whether texts hold running text enough for an article; looks no further than that.

    Args:
        texts: Each with its length in words.
    """
    told = 0.0
    for text, words in texts:
        told += prose_words(text, words)
        if told >= _ARTICLE:
            return True
    return False


def core_span(prose: Sequence[float]) -> tuple[int, int]:
    """First block and end of the span with the most prose, other blocks in it counted against it.

    Args:
        prose: `prose_words()` of each block.
    """
    best = total = 0.0
    start = first = end = 0
    for index, words in enumerate(prose):
        if not words:
            total -= _GAP
            continue
        if total <= 0:
            total, start = 0.0, index
        total += min(words, _SHARE)
        if total > best:
            best, first, end = total, start, index + 1
    return first, end
